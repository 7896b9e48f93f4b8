"""Score dates: distinct values, values with role, and place by place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.evaluate.cases import Case, note, share
from pipeline.evaluate.naming import match
from pipeline.models import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.evaluate.gold import GoldDate
    from pipeline.models import DateMention, Evidence

    Placed = tuple[GoldDate, Span | None]
    Mention = tuple[DateMention, Evidence]

_HALF = 0.5  # of the longer of two ranges, from which they are one place


def score_dates(gold: Sequence[Placed], found: Sequence[Mention]) -> Iterator[Case]:
    """Score the dates of a document; each found mention comes with one piece of its evidence."""
    yield from _score_values("dates", gold, found, with_role=False)
    yield from _score_values("dates_with_role", gold, found, with_role=True)
    yield from _score_places(gold, found)


def _score_values(
    field: str, gold: Sequence[Placed], found: Sequence[Mention], *, with_role: bool
) -> Iterator[Case]:
    wanted = {_key(d.value, d.role, with_role): span for d, span in reversed(gold)}
    given = {_key(d.value, d.role, with_role): evidence for d, evidence in reversed(found)}
    for value in {**wanted, **given}:
        if value is None:
            continue
        evidence = given.get(value)
        span = Span(evidence.start, evidence.end) if evidence else wanted[value]
        rules = (evidence.rule,) if evidence else ()
        sides = (value if value in wanted else None, value if evidence else None)
        yield note(field, *sides, span, rules)


def _key(value: str | None, role: str, with_role: bool) -> str | None:  # noqa: FBT001
    return f"{value} {role}" if value and with_role else value


def _score_places(gold: Sequence[Placed], found: Sequence[Mention]) -> Iterator[Case]:
    def likeness(one: Placed, two: Mention) -> float:
        if one[1] is None or one[0].value != two[0].value:
            return 0
        common = share(one[1], Span(two[1].start, two[1].end))
        return common if common >= _HALF else 0

    for one, two in match(gold, found, likeness):
        span = one[1] if one else Span(two[1].start, two[1].end) if two else None
        sides = (str(one[0].value) if one else None, str(two[0].value) if two else None)
        yield note("dates_by_place", *sides, span, (two[1].rule,) if two else ())
