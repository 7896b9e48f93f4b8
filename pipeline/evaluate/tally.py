"""Counts and what follows from them: precision, recall, F1, how sure they are."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import dataclass
from math import sqrt
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from pipeline.evaluate.cases import Case, DocumentScore

Z = 1.96  # standard deviations within which 95 of 100 cases lie
LEAST_CASES = 20  # a rule with fewer gets no confidence
LEAST_ITEMS = 50  # a field with fewer gets no verdict
_SAMPLES = 1000
_SIDES = {"right": (1, 0, 0), "wrong": (0, 1, 1), "missed": (0, 0, 1), "false": (0, 1, 0)}


@dataclass(frozen=True, slots=True)
class Counts:
    """How many were right, found but not in gold, in gold but not found."""

    right: int = 0
    false: int = 0
    missed: int = 0

    @property
    def items(self) -> int:
        """Return how many items gold holds."""
        return self.right + self.missed

    @property
    def precision(self) -> float | None:
        """Return the share of what was found that is right; None when nothing was found."""
        return _divide(self.right, self.right + self.false)

    @property
    def recall(self) -> float | None:
        """Return the share of gold that was found; None when gold holds nothing."""
        return _divide(self.right, self.right + self.missed)

    @property
    def f1(self) -> float | None:
        """Return the harmonic mean of both; None when neither holds anything."""
        return _divide(2 * self.right, 2 * self.right + self.false + self.missed)


@dataclass(frozen=True, slots=True)
class Tally:
    """One field in one group of documents, shares rounded to three decimals.

    `mean` is the mean of the documents' F1; `low` and `high` bound the F1 of 95 of 100 bootstrap
    samples of the documents.
    """

    field: str
    language: str
    is_written: bool
    documents: int
    counts: Counts
    precision: float | None
    recall: float | None
    f1: float | None
    mean: float | None
    low: float | None
    high: float | None
    has_verdict: bool


@dataclass(frozen=True, slots=True)
class RuleTally:
    """How often a rule found something, and how often that was right.

    `confidence` is the lower bound of the Wilson interval, None under twenty cases.
    """

    rule: str
    fired: int
    right: int
    confidence: float | None


def tally(scores: Sequence[DocumentScore]) -> tuple[Tally, ...]:
    """Tally scores by field and language, real texts apart from written ones."""
    groups: dict[tuple[bool, str, str], list[Counts]] = {}
    for score in scores:
        for field, counts in _count(score.cases).items():
            for language in dict.fromkeys((score.language, "all")):
                groups.setdefault((score.is_written, field, language), []).append(counts)
    return tuple(_summarise(key, each) for key, each in groups.items())


def tally_kinds(scores: Sequence[DocumentScore]) -> tuple[tuple[str, tuple[Tally, ...]], ...]:
    """Tally scores for each kind of document."""
    kinds = sorted({score.kind for score in scores})
    return tuple((kind, tally([s for s in scores if s.kind == kind])) for kind in kinds)


# Fields whose cases say whether the rule behind a fact was right; the others repeat them.
_RULE_FIELDS = frozenset(
    {
        *("parties", "signatories", "dates_by_place", "areas", "commitments", "status"),
        *("entry_into_force", "duration", "expiry", "renewal", "renewal_period", "notices"),
        *("binding", "equally_authentic", "prevailing_language", "governing_law"),
        *("dispute_resolution", "costs", "confidentiality"),
    }
)


def tally_rules(scores: Iterable[DocumentScore]) -> tuple[RuleTally, ...]:
    """Tally for each rule the facts that rest on it."""
    fired: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for case in (case for score in scores for case in score.cases if case.field in _RULE_FIELDS):
        for rule in case.rules:
            fired[rule] += 1
            right[rule] += case.outcome == "right"
    return tuple(
        RuleTally(rule, count, right[rule], wilson(right[rule], count))
        for rule, count in sorted(fired.items())
    )


def wilson(right: int, cases: int) -> float | None:
    """Return the lower bound of a share's 95 % interval after Wilson (1927), None under 20."""
    if cases < LEAST_CASES:
        return None
    share, square = right / cases, Z * Z / cases
    centre = share + square / 2
    spread = Z * sqrt(share * (1 - share) / cases + square / (4 * cases))
    return round(max((centre - spread) / (1 + square), 0), 3)


def _count(cases: Iterable[Case]) -> Mapping[str, Counts]:
    sums: dict[str, list[int]] = {}
    for case in cases:
        total = sums.setdefault(case.field, [0, 0, 0])
        for side, count in enumerate(_SIDES[case.outcome]):
            total[side] += count
    return {field: Counts(*total) for field, total in sums.items()}


def _summarise(key: tuple[bool, str, str], each: Sequence[Counts]) -> Tally:
    is_written, field, language = key
    counts = _add(each)
    means = [one.f1 for one in each if one.f1 is not None]
    low, high = _bootstrap(each)
    return Tally(
        field=field,
        language=language,
        is_written=is_written,
        documents=len(each),
        counts=counts,
        precision=_round(counts.precision),
        recall=_round(counts.recall),
        f1=_round(counts.f1),
        mean=_round(_divide(sum(means), len(means))),
        low=low,
        high=high,
        has_verdict=counts.items >= LEAST_ITEMS,
    )


def _add(each: Iterable[Counts]) -> Counts:
    rows = [(one.right, one.false, one.missed) for one in each]
    return Counts(*map(sum, zip(*rows, strict=True)))


def _bootstrap(each: Sequence[Counts]) -> tuple[float | None, float | None]:
    chance = random.Random(len(each))  # noqa: S311  # the same interval for the same scores
    drawn = (_add(chance.choices(each, k=len(each))).f1 for _ in range(_SAMPLES))
    values = sorted(value for value in drawn if value is not None)
    if not values:
        return None, None
    cut = len(values) // 40
    return _round(values[cut]), _round(values[-cut - 1])


def _divide(part: float, whole: float) -> float | None:
    return part / whole if whole else None


def _round(value: float | None) -> float | None:
    return None if value is None else round(value, 3)
