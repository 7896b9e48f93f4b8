"""Gates: what a pattern demands of a text, read off the pattern itself."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.extract.gates import likely_rules, make_gate
from pipeline.lexicon import LANGUAGES, Rule, load_lexicon

RULES = tuple(
    rule
    for language in LANGUAGES
    for group in load_lexicon(language).groups()
    for rule in load_lexicon(language).rules(group)
)


@pytest.mark.parametrize(
    ("pattern", "text", "admitted"),
    [
        pytest.param(r"\bwird\b", "er wird", True, id="word"),
        pytest.param(r"\bwird\b", "er will", False, id="other-word"),
        pytest.param("(?i:Wird)", "er wird", True, id="case"),
        pytest.param("[Ww]ird", "er wird", True, id="set-of-one-letter"),
        pytest.param("colou?rs", "colors", True, id="optional-letter"),
        pytest.param("colou?rs", "colder", False, id="optional-letter-missing"),
        pytest.param(r"ist.{0,80}?verboten", "es ist so", False, id="both-words"),
        pytest.param(r"ist.{0,80}?(?:verboten|untersagt)", "ist untersagt", True, id="choice"),
        pytest.param(r"ist.{0,80}?(?:verboten|untersagt)", "ist erlaubt", False, id="no-choice"),
        pytest.param("ab|cd", "xcd", True, id="branch"),
        pytest.param("ab|cd", "xad", False, id="no-branch"),
        pytest.param("ab|c?", "x", True, id="branch-that-demands-nothing"),
        pytest.param("(?:ab)?cd", "cd", True, id="optional-group"),
        pytest.param("(?:ab){2}", "abab", True, id="repeated-group"),
        pytest.param("kann(?! nicht)", "er kann", True, id="look-ahead-that-forbids"),
        pytest.param("(?<=der )rat", "ein rat", False, id="look-behind-that-demands"),
        pytest.param("应|须", "双方应", True, id="one-chinese-character"),
        pytest.param("应|须", "双方将", False, id="no-chinese-character"),
        pytest.param(r"\u4e00和", "一和", True, id="escaped-code"),
        pytest.param(r"(?P<name>\w+)rat", "stadtrat", True, id="named-group"),
        pytest.param("(?(1)a|b)", "x", True, id="not-understood"),
    ],
)
def test_gate(pattern: str, text: str, *, admitted: bool) -> None:
    assert make_gate(pattern).admits(text) is admitted


@pytest.mark.parametrize("rule", RULES, ids=[f"{i}-{rule.id}" for i, rule in enumerate(RULES)])
def test_gate_admits_what_its_rule_finds(rule: Rule) -> None:
    assert make_gate(rule.pattern.pattern).admits(rule.find.lower())


def test_rules_come_in_their_order() -> None:
    lexicon = load_lexicon("de")
    text = "Die Stadt wird zahlen und kann kündigen."
    found = [rule for rule in lexicon.rules("duty_marker") if rule.pattern.search(text)]

    likely = [rule for rule in likely_rules("duty_marker", text, lexicon) if rule in found]

    assert (len(found), likely) == (2, found)


@settings(max_examples=200, deadline=None)
@given(
    rule=st.sampled_from(RULES),
    words=st.lists(st.sampled_from([rule.find for rule in RULES]), max_size=4).map(" ".join),
)
def test_gate_never_shuts_out_a_match(rule: Rule, words: str) -> None:
    gate = make_gate(rule.pattern.pattern)

    assert gate.admits(words.lower()) or re.search(rule.pattern, words) is None
