"""Periods of time as ISO 8601 durations, and the last day of a period."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta
from typing import TYPE_CHECKING

from pipeline.numbers import parse_number

if TYPE_CHECKING:
    from pipeline.lexicon import Lexicon

_DURATION = re.compile(r"P(\d+)([YMWD])")
_FULL_DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_MONTHS = {"Y": 12, "M": 1}
_DAYS = {"W": 7, "D": 1}


def parse_period(text: str, lexicon: Lexicon) -> str | None:
    """Parse a period of time in words or digits; None when the text holds none.

    A word for the whole ("half a year") goes before a number and its unit.
    """
    for rule in lexicon.rules("period"):
        match = rule.pattern.search(text)
        if match:
            return rule.value or _count(match, lexicon)
    return None


def _count(match: re.Match[str], lexicon: Lexicon) -> str | None:
    number = parse_number(match["count"], lexicon)
    unit = lexicon.table("period_units").get(match["unit"].lower())
    return f"P{number}{unit}" if number and unit else None


def compute_end(start: str, duration: str) -> str | None:
    """Return the last day of a period that begins with a day; None unless both are exact.

    The day before the anniversary, as a period counts whose first day is part of it
    (section 187 (2), section 188 (2) and (3) BGB).
    """
    day, period = _FULL_DATE.fullmatch(start), _DURATION.fullmatch(duration)
    if not (day and period):
        return None
    try:
        first = date(int(day[1]), int(day[2]), int(day[3]))
        return _last_day(first, int(period[1]), period[2]).isoformat()
    except (ValueError, OverflowError):
        return None


def _last_day(first: date, number: int, unit: str) -> date:
    if unit in _DAYS:
        return first + timedelta(days=number * _DAYS[unit] - 1)
    months = first.year * 12 + first.month - 1 + number * _MONTHS[unit]
    year, month = months // 12, months % 12 + 1
    length = monthrange(year, month)[1]
    if first.day > length:
        return date(year, month, length)
    return date(year, month, first.day) - timedelta(days=1)
