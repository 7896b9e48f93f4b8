"""By when a promise has to be kept: EDTF for a day, a month, a year; ISO 8601 for a period."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.extract.cite import state
from pipeline.extract.gates import likely_rules
from pipeline.models import Fact, Reading, Span
from pipeline.numbers import parse_number

if TYPE_CHECKING:
    import re
    from collections.abc import Sequence

    from pipeline.lexicon import Lexicon, Rule
    from pipeline.models import Commitment, DateMention, Evidence

MONTHS, DAYS = 12, 31
_UNITS = {"day": "D", "week": "W", "month": "M", "year": "Y", "quarter": "M"}
_QUARTER = 3
# A year of two digits lies in this century; one written in words has four.
_SHORT_YEAR, _FIRST_YEAR = 100, 1000
# What a date is there for that a clause cannot keep any more, and that it can.
_PAST = frozenset({"publication", "reference", "signature"})
_COMING = frozenset({"deadline", "event", "meeting"})


def find_deadline(reading: Reading, span: Span, lexicon: Lexicon) -> Fact | None:
    """Return the first date or period by which a clause must be fulfilled."""
    text = reading.text[span.start : span.end]
    for rule in likely_rules("due", text, lexicon):
        for match in rule.pattern.finditer(text):
            value = _read(match, rule, lexicon)
            if value:
                place = Span(span.start + match.start(), span.start + match.end())
                return state(reading, place, value, rule.id)
    return None


def _read(match: re.Match[str], rule: Rule, lexicon: Lexicon) -> str | None:
    groups = {key: value for key, value in match.groupdict().items() if value is not None}
    if "unit" in groups:
        return _read_period(groups, lexicon)
    if "offset" in rule.options:
        groups["year"] = str(int(groups["year"]) + int(rule.options["offset"]))
    if "yearly" in rule.options:
        month = _month(groups, lexicon)
        return f"XXXX-{month:02d}" if month else None
    last = _read_date(groups, lexicon)
    if last and "end" in rule.options:
        return f"{last}-{MONTHS}-{DAYS}"
    if "first" in groups and last:
        first = _read_date(groups | {"day": groups["first"]}, lexicon)
        return f"{first}/{last}" if first else None
    return last


def _read_period(groups: dict[str, str], lexicon: Lexicon) -> str | None:
    count = parse_number(groups["count"], lexicon)
    unit = str(lexicon.table("due_units").get(groups["unit"].lower(), ""))
    if count is None or unit not in {*_UNITS, "hour"}:
        return None
    if unit == "hour":
        return f"P{count // 24}D" if count % 24 == 0 else f"PT{count}H"
    return f"P{count * _QUARTER if unit == 'quarter' else count}{_UNITS[unit]}"


def _read_date(groups: dict[str, str], lexicon: Lexicon) -> str | None:
    year = _year(groups.get("year"), lexicon)
    month = _month(groups, lexicon)
    if month is None:
        return None if "month" in groups or year == "XXXX" else year
    if "day" not in groups:
        return f"{year}-{month:02d}" if year != "XXXX" else None
    day = parse_number(groups["day"], lexicon)
    return f"{year}-{month:02d}-{day:02d}" if day and day <= DAYS else None


def _year(words: str | None, lexicon: Lexicon) -> str:
    """Return four digits, or XXXX when the year is not said."""
    if words is None:
        return "XXXX"
    if words.isdecimal():
        return f"{int(words) + 2000}" if int(words) < _SHORT_YEAR else f"{int(words):04d}"
    number = parse_number(words, lexicon)
    return f"{number:04d}" if number and number >= _FIRST_YEAR else "XXXX"


def _month(groups: dict[str, str], lexicon: Lexicon) -> int | None:
    words = groups.get("month")
    if words is None:
        return None
    number = lexicon.table("due_months").get(words)
    value = int(number) if number is not None else parse_number(words, lexicon)
    return value if value and value <= MONTHS else None


def settle_deadlines(
    commitments: Sequence[Commitment], dates: Sequence[DateMention]
) -> tuple[Commitment, ...]:
    """Set the dates' word against the clause's: none of the past, and deadlines in other words.

    Nobody is late with what he may do.
    """
    past = [e for date in dates if date.role in _PAST for e in date.evidence]
    coming = [date for date in dates if date.role in _COMING and date.value]
    return tuple(
        one
        if one.modality == "permission"
        else replace(one, deadline=_choose_deadline(one, coming, past))
        for one in commitments
    )


def _choose_deadline(
    commitment: Commitment, coming: Sequence[DateMention], past: Sequence[Evidence]
) -> Fact | None:
    """Choose the day that the clause names, in full; else one that it holds; else its period."""
    stated = commitment.deadline
    if stated and _share_words(stated.evidence, past):
        stated = None
    named = [date for date in coming if stated and _share_words(stated.evidence, date.evidence)]
    if stated and not named and not str(stated.value).startswith("P"):
        return stated
    due = [date for date in coming if date.role == "deadline"]
    held = [date for date in due if _share_words(commitment.evidence, date.evidence)]
    chosen = next(iter(named or held), None)
    return _as_fact(chosen) if chosen else stated


def _as_fact(date: DateMention) -> Fact:
    return Fact(date.value or "", date.text, date.basis, date.confidence, date.evidence)


def _share_words(some: Sequence[Evidence], others: Sequence[Evidence]) -> bool:
    return any(one.start < two.end and two.start < one.end for one in some for two in others)
