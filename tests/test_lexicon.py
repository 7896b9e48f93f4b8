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
