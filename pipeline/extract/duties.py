"""The words that bind: how firmly a clause speaks, and where it says so."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from pipeline.extract.gates import likely_rules
from pipeline.models import Span

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipeline.lexicon import Lexicon, Rule

# A clause longer than this is no clause; patterns look at its beginning only.
MAX_CLAUSE = 1500


@dataclass(frozen=True, slots=True)
class Marker:
    """The words that decide the modality; `span` counts from the start of the clause."""

    modality: str
    span: Span
    rule: str
    options: frozenset[str]


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause and the same with its subordinate clauses blanked, of equal length."""

    text: str
    main: str


def make_clauses(text: str, lexicon: Lexicon) -> tuple[Clause, ...]:
    """Return a clause read strictly, then leniently: relative clauses look like enumerations."""
    text = text[:MAX_CLAUSE]
    lenient = _blank(text, "duty_mask", lexicon)
    strict = _blank(lenient, "duty_mask_relative", lexicon)
    masked = (strict,) if strict == lenient else (strict, lenient)
    return tuple(Clause(text, main) for main in masked)


def find_marker(clause: Clause, rules: Iterable[Rule]) -> Marker | None:
    """Return the strongest marker of a main clause; the rules stand in the order of strength."""
    for rule in rules:
        match = rule.pattern.search(clause.main)
        if match:
            return Marker(rule.value, Span(*match.span()), rule.id, _options(rule))
    return None


def find_event(clause: Clause, lexicon: Lexicon) -> Marker | None:
    """Return what happens without anybody being named: a meeting is held, a body is set up."""
    for rule in likely_rules("duty_event", clause.main, lexicon):
        match = rule.pattern.search(clause.main)
        if match:
            return Marker(rule.value, Span(*match.span()), rule.id, _options(rule))
    return None


def _options(rule: Rule) -> frozenset[str]:
    return frozenset(key for key, value in rule.options.items() if value)


def _blank(text: str, group: str, lexicon: Lexicon) -> str:
    if not any(likely_rules(group, text, lexicon)):
        return text
    return _any_of(group, lexicon).sub(lambda match: " " * len(match[0]), text)


@lru_cache(maxsize=64)
def _any_of(group: str, lexicon: Lexicon) -> re.Pattern[str]:
    """Compile the rules of a group into one pattern, their groups made anonymous."""
    return re.compile(_join(rule.pattern.pattern for rule in lexicon.rules(group)))


def _join(patterns: Iterable[str]) -> str:
    return "|".join(f"(?:{re.sub(r'[(][?]P<[a-z_]+>', '(?:', pattern)})" for pattern in patterns)
