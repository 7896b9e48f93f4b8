"""Dates as EDTF (ISO 8601-2): from the fields that a form's pattern names to one value."""

from __future__ import annotations

import datetime as dt
import re
from calendar import monthrange
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from pipeline.numbers import parse_number

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pipeline.lexicon import Lexicon

# Years of two digits: 00 to 49 are 2000 to 2049, 50 to 99 are 1950 to 1999.
PIVOT = 50
# The calendar of the Republic of China counts from 1912.
_ROC_EPOCH = 1911
_SEASONS = range(21, 25)
_SEASON_BEGINS = {21: 3, 22: 6, 23: 9, 24: 12}  # months
_LEAP_YEAR = 2024
_MONTHS = 12
_WEEK = 7
_CENTURY = 100
_LAST_CENTURY = 20  # a decade of two digits from here on
_LONGEST_RANGE = 60  # years
_PART_LENGTHS = {"q": 3, "h": 6}  # months
_ANCHOR = re.compile(r"([0-9]{4})(?:-([0-9]{2}))?(?:-([0-9]{2}))?")

# A group's letters: the field it fills and the tables of words it may be in.
_GROUPS: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "y": ("year", ()),
    "roc": ("year", ()),
    "m": ("month", ("months", "seasons")),
    "d": ("day", ()),
    "decade": ("decade", ("decades",)),
    "q": ("month", ("quarters",)),
    "h": ("month", ("quarters",)),
    "ry": ("year_offset", ("relative_years", "relative_halves")),
    "rm": ("month_offset", ("relative_months", "relative_years", "day_signs")),
    "rd": ("day_offset", ("relative_days",)),
    "dir": ("direction", ("relative_years",)),
    "wd": ("weekday", ("weekdays",)),
    "fy": ("later", ("following_years",)),
}


@dataclass(frozen=True, slots=True)
class Fields:
    """A date's parts as the text has them; None where it says nothing.

    `decade` is the first three digits of a year. Offsets count from the document's own date;
    `direction` is -1 for the last, 1 for the next month or weekday (1 to 7) of that name. `later`
    counts years from the date that stands before in the text ("that year", "the following year").
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    decade: int | None = None
    until_month: int | None = None
    year_offset: int | None = None
    month_offset: int | None = None
    day_offset: int | None = None
    direction: int | None = None
    weekday: int | None = None
    later: int | None = None

    @property
    def relative(self) -> bool:
        """Tell whether only the document's own date gives these fields a value."""
        offsets = (self.year_offset, self.month_offset, self.day_offset)
        return any(value is not None for value in (*offsets, self.direction, self.weekday))


def read_fields(groups: Mapping[str, str | None], index: str, lexicon: Lexicon) -> Fields:
    """Read the named groups of a match whose names end in `index` ("1", "2")."""
    fields: dict[str, int | None] = {}
    for name, text in groups.items():
        letters = name.removesuffix(index)
        if not text or letters == name or letters not in _GROUPS:
            continue
        field, tables = _GROUPS[letters]
        number = _read(letters, text, _look_up(text, tables, lexicon), lexicon)
        if letters in _PART_LENGTHS and number is not None:
            length = _PART_LENGTHS[letters]
            fields["until_month"] = number * length
            number = (number - 1) * length + 1
        fields[field] = number
    return Fields(**fields)


def _read(letters: str, text: str, known: int | None, lexicon: Lexicon) -> int | None:
    number = known if known is not None else parse_number("".join(text.split("\n")), lexicon)
    if number is None or known is not None:
        return number
    if letters == "roc":
        return number + _ROC_EPOCH
    if letters == "y" and number < _CENTURY:
        return number + (2000 if number < PIVOT else 1900)
    if letters == "decade":
        return _decade(number)
    return number


def _decade(number: int) -> int:
    """Return the first three digits of "1950" and of "50"; from 20 on it was the last century."""
    if number >= _CENTURY:
        return number // 10
    return (190 if number >= _LAST_CENTURY else 200) + number // 10


def _look_up(text: str, tables: Sequence[str], lexicon: Lexicon) -> int | None:
    """Return what a table says of words, also of one that the text splits ("Janu ary")."""
    words = text.lower().split()
    spellings = (" ".join(words), "".join(words))
    values = (_lower_table(lexicon, table).get(s) for s in spellings for table in tables)
    return next((value for value in values if value is not None), None)


@lru_cache(maxsize=64)
def _lower_table(lexicon: Lexicon, name: str) -> Mapping[str, int]:
    return {word.lower(): int(value) for word, value in lexicon.table(name).items()}


def share_fields(parts: Sequence[Fields]) -> tuple[Fields, ...]:
    """Give each date the year and month that another one states for it ("8. bis 12. Mai 2019")."""
    return tuple(
        replace(
            part,
            year=part.year if part.year is not None else _nearest(parts, place, "year"),
            month=part.month if part.month is not None else _nearest(parts, place, "month"),
        )
        for place, part in enumerate(parts)
    )


def _nearest(parts: Sequence[Fields], place: int, name: str) -> int | None:
    """Return a field of the next date that has it, what stands before first."""
    others: list[int | None] = [
        getattr(part, name) for part in (*reversed(parts[:place]), *parts[place + 1 :])
    ]
    return next((value for value in others if value is not None), None)


def to_range(first: Fields, last: Fields) -> str | None:
    """Return "first/last", None when they are no dates or in the wrong order."""
    start, end = to_edtf(first), to_edtf(last)
    if start is None or end is None or start >= end:
        return None
    if first.year and last.year and last.year - first.year > _LONGEST_RANGE:
        return None
    return f"{start}/{end}"


def to_edtf(fields: Fields) -> str | None:
    """Return the value of a date, None when there is no such day or its year is only relative."""
    if fields.decade is not None:
        return f"{fields.decade}X"
    if fields.relative or (fields.year is None and fields.month is None) or not _exists(fields):
        return None
    year = "XXXX" if fields.year is None else f"{fields.year:04}"
    value = "-".join([year, *(f"{part:02}" for part in (fields.month, fields.day) if part)])
    return value if fields.until_month is None else f"{value}/{year}-{fields.until_month:02}"


def _exists(fields: Fields) -> bool:
    month, day = fields.month, fields.day
    if month is None:
        return day is None
    if not 1 <= month <= _MONTHS:
        return month in _SEASONS and day is None
    return day is None or 1 <= day <= monthrange(fields.year or _LEAP_YEAR, month)[1]


def resolve(fields: Fields, anchor: str) -> Fields | None:
    """Return absolute fields for relative ones, None when the anchor does not say enough.

    `anchor` is EDTF; of a range the first date counts.
    """
    known = _ANCHOR.match(anchor)
    if not known:
        return None
    year, month, day = int(known[1]), int(known[2] or 0), int(known[3] or 0)
    if fields.weekday is not None or fields.day_offset is not None:
        return _resolve_day(fields, dt.date(year, month, day)) if day else None
    if fields.month_offset is not None or fields.direction is not None:
        return _resolve_month(fields, year, month) if 1 <= month <= _MONTHS else None
    return replace(fields, year=year + (fields.year_offset or 0), year_offset=None)


def follow(fields: Fields, before: str) -> Fields:
    """Return fields with a year counted from the date before, in EDTF; none when that has none."""
    known = _ANCHOR.match(before)
    year = int(known[1]) + (fields.later or 0) if known else None
    return replace(fields, year=year, later=None)


def _resolve_day(fields: Fields, own: dt.date) -> Fields:
    if fields.weekday is None:
        day = own + dt.timedelta(days=fields.day_offset or 0)
    elif fields.direction == 1:
        day = own + dt.timedelta(days=(fields.weekday - own.isoweekday() - 1) % _WEEK + 1)
    else:
        # News of a weekday without more is news of the last one, the paper's own day included.
        back = 0 if fields.direction is None else 1
        day = own - dt.timedelta(days=(own.isoweekday() - fields.weekday - back) % _WEEK + back)
    return Fields(day.year, day.month, day.day)


def _resolve_month(fields: Fields, year: int, month: int) -> Fields:
    if fields.month_offset is not None:
        count = year * _MONTHS + month - 1 + fields.month_offset
        return Fields(count // _MONTHS, count % _MONTHS + 1, fields.day)
    named, direction = fields.month or 1, fields.direction or 0
    begins = _SEASON_BEGINS.get(named, named)
    passed = {-1: begins >= month, 0: False, 1: begins <= month}[max(-1, min(1, direction))]
    return Fields(year + (direction if passed else 0), named, fields.day)


def compare(value: str, anchor: str) -> int:
    """Tell whether a date begins before (-1) or after (1) another; 0 where that is not said."""
    for one, two in zip(_read_begin(value), _read_begin(anchor), strict=False):
        if one != two:
            return 1 if one > two else -1
    return 0


def _read_begin(value: str) -> tuple[int, ...]:
    parts = value.partition("/")[0].split("-")
    if not all(part.isdecimal() for part in parts):
        return ()
    year, *rest = map(int, parts)
    return (year, *(_SEASON_BEGINS.get(number, number) for number in rest[:1]), *rest[1:])
