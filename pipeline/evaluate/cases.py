"""A case: one thing that gold or the record says, and whether the other agrees."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from pipeline.models import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pipeline.models import Evidence

Outcome = Literal["right", "wrong", "missed", "false"]


@dataclass(frozen=True, slots=True)
class Case:
    """One thing in gold, in the record, or in both.

    `missed` stands in gold only, `false` in the record only; `wrong` was found with another value.
    `span` is where it stands in the text, None where a value has no place.
    """

    field: str
    outcome: Outcome
    gold: str | None
    found: str | None
    span: Span | None = None
    rules: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DocumentScore:
    """How a record compares with the gold of its document."""

    name: str
    language: str
    kind: str
    is_written: bool
    cases: tuple[Case, ...]


def note(
    field: str,
    gold: str | None,
    found: str | None,
    span: Span | None = None,
    rules: tuple[str, ...] = (),
) -> Case:
    """Note that something stands in gold, in the record, or, when both are given, in both."""
    outcome: Outcome = "missed" if found is None else "false" if gold is None else "right"
    return Case(field, outcome, gold, found, span, rules)


def rules_of(evidence: Iterable[Evidence]) -> tuple[str, ...]:
    """Return the rules behind a fact, each once."""
    return tuple(dict.fromkeys(item.rule for item in evidence))


def pair(field: str, gold: object, found: object, rules: tuple[str, ...] = ()) -> tuple[Case, ...]:
    """Compare two single values, either of which may be absent; nothing when both are."""
    if gold is None and found is None:
        return ()
    wanted, given = (None if value is None else str(value) for value in (gold, found))
    if gold is None or found is None or gold == found:
        return (note(field, wanted, given, rules=rules),)
    return (Case(field, "wrong", wanted, given, rules=rules),)


def compare_sets(
    field: str, gold: Iterable[str], found: Mapping[str, tuple[str, ...]]
) -> tuple[Case, ...]:
    """Compare two sets of values; `found` maps each value to the rules behind it."""
    wanted = dict.fromkeys(gold)
    both = {**wanted, **found}
    return tuple(
        note(
            field,
            value if value in wanted else None,
            value if value in found else None,
            rules=found.get(value, ()),
        )
        for value in both
    )


def share(one: Span, two: Span) -> float:
    """Return how much of the longer of two ranges they share, 0 to 1."""
    common = min(one.end, two.end) - max(one.start, two.start)
    return max(common, 0) / max(one.end - one.start, two.end - two.start, 1)
