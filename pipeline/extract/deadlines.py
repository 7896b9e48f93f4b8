"""By when a promise has to be kept: EDTF for a day, a month, a year; ISO 8601 for a period."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.extract.cite import state
from pipeline.extract.gates import likely_rules
from pipeline.models import Fact, Reading, Span
from pipeline.numbers import parse_number

if TYPE_CHECKING:
    import re

    from pipeline.lexicon import Lexicon, Rule

MONTHS, DAYS = 12, 31
_UNITS = {"day": "D", "week": "W", "month": "M", "year": "Y", "quarter": "M"}
_QUARTER = 3
# A year of two digits lies in this century; one written in words has four.
_SHORT_YEAR, _FIRST_YEAR = 100, 1000


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
