from __future__ import annotations

import pytest

from pipeline.lexicon import LANGUAGES, Rule, load_lexicon

_RULES = [
    pytest.param(rule, id=rule.id)
    for language in LANGUAGES
    for group in load_lexicon(language).groups()
    for rule in load_lexicon(language).rules(group)
]


@pytest.mark.parametrize("rule", _RULES)
def test_rule_finds_its_example(rule: Rule) -> None:
    assert rule.pattern.search(rule.find) is not None


@pytest.mark.parametrize("rule", _RULES)
def test_rule_leaves_its_counter_example(rule: Rule) -> None:
    assert rule.ignore
    assert rule.pattern.search(rule.ignore) is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_ids_are_unique(language: str) -> None:
    lexicon = load_lexicon(language)
    ids = [rule.id for group in lexicon.groups() for rule in lexicon.rules(group)]

    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("language", LANGUAGES)
def test_folds_one_to_one(language: str) -> None:
    fold = load_lexicon(language).fold

    assert not set(fold) & set(map(ord, fold.values()))


@pytest.mark.parametrize(
    ("name", "text", "shown"),
    [
        pytest.param("title_signs", "der kooperationsvertrag", True, id="within-a-word"),
        pytest.param("title_signs", "die turnhalle", False, id="none-of-them"),
        pytest.param("no_such_list", "die turnhalle", True, id="no-list-cannot-tell"),
    ],
)
def test_a_list_shows_in_a_text(name: str, text: str, shown: bool) -> None:
    assert load_lexicon("de").shows(name, text) is shown


@pytest.mark.parametrize("rule", [r for r in _RULES if "signs" in r.values[0].options])
def test_signs_let_the_example_of_a_rule_pass(rule: Rule) -> None:
    lexicon, line = load_lexicon(rule.id[:2]), rule.find.lower()

    assert lexicon.list(str(rule.options["signs"]))
    assert lexicon.shows(str(rule.options["signs"]), line)
    assert str(rule.options.get("also", "")) in line


def test_a_title_shows_its_sign() -> None:
    lexicon = load_lexicon("de")

    assert all(lexicon.shows("title_signs", rule.find.lower()) for rule in lexicon.rules("title"))
