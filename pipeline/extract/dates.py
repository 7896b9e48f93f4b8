"""Dates: every expression that denotes one, its value and what it is there for.

`scan_dates` reads a text once; `find_anchor` chooses the document's own date from what the scans
found, `resolve_dates` gives relative dates ("im Januar dieses Jahres") their value by it.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from pipeline.extract.cite import cite, quote
from pipeline.extract.date_lists import share_roles
from pipeline.extract.date_roles import RoleFinder, holds, mark
from pipeline.extract.edtf import (
    Fields,
    compare,
    follow,
    read_fields,
    resolve,
    share_fields,
    to_edtf,
    to_range,
)
from pipeline.lexicon import load_lexicon
from pipeline.models import DateMention, Span
from pipeline.places import find_place

if TYPE_CHECKING:
    import re
    from collections.abc import Iterable, Iterator, Sequence

    from pipeline.extract.date_roles import Role
    from pipeline.lexicon import Lexicon, Rule
    from pipeline.models import Reading

# What a form needs to see around a year or month name: lists and ranges are not longer.
_BEFORE, _AFTER = 45, 60
# What can make a number no year stands this near to it.
_NAME, _UNIT = 65, 40
# "That year" is the year of a date that stands no farther before.
_NEAR = 300
# How far into a text the head of a paper reaches.
_HEAD = 1200


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date as the text has it, and its fields and role until the document's own date is known.

    `own_year` when a date without a year is of the year of the document: in news.
    """

    date: DateMention
    fields: Fields
    role: Role
    own_year: bool = False


@dataclass(frozen=True, slots=True)
class _Form:
    """An expression in the text: where it stands, which rule found it, what it says."""

    span: Span
    rule: Rule
    fields: Fields
    value: str | None
    computed: bool = False


def find_dates(reading: Reading, anchor: str | None = None) -> tuple[DateMention, ...]:
    """Find the dates of a reading in order; `anchor` is the document's own date in EDTF."""
    return resolve_dates(scan_dates(reading), anchor)


def scan_dates(reading: Reading) -> tuple[FoundDate, ...]:
    """Find the dates of a reading in order, relative ones without a value."""
    lexicon = load_lexicon(reading.version.language)
    finder = RoleFinder(reading, lexicon)
    forms = tuple(_follow(sorted(_find_forms(reading, lexicon), key=lambda form: form.span.start)))
    spans = [form.span for form in forms]
    alone = [finder.find(form.span, form.value) for form in forms]
    roles = share_roles(reading.text, spans, alone, lexicon)
    return tuple(
        _found(reading, form, role, finder) for form, role in zip(forms, roles, strict=True)
    )


def find_anchor(dates: Iterable[FoundDate]) -> str | None:
    """Choose the document's own date: what it calls so, a publication, else the last signature."""
    full = [found for found in dates if found.date.value and "X" not in found.date.value]
    own = next((found.date.value for found in full if found.role.own), None)
    if own:
        return own
    known = [found.date for found in full]
    published = [date.value for date in known if date.role == "publication"]
    if published:
        return published[0]
    signed = [date.value for date in known if date.role == "signature" and date.value]
    return max(signed, key=lambda value: (value.count("-"), value), default=None)


def resolve_dates(dates: Sequence[FoundDate], anchor: str | None) -> tuple[DateMention, ...]:
    """Give relative dates their value by the document's own date, and all dates their last role."""
    present = anchor if _is_dated(dates, anchor) else _find_session(dates)
    return tuple(_settle(_resolve(found, anchor), found, present) for found in dates)


def _is_dated(dates: Sequence[FoundDate], anchor: str | None) -> bool:
    """Tell whether a text is as old as its anchor: a paper is not as old as what it cites."""
    return anchor is not None and any(
        found.date.agreement is not None or found.role.own or found.role.value == "publication"
        for found in dates
        if found.date.agreement is not None or found.date.value == anchor
    )


def _find_session(dates: Iterable[FoundDate]) -> str | None:
    """Return the day of the session that the head of a paper names: it was written for that."""
    head = (found.date for found in dates if found.date.evidence[0].start < _HEAD)
    sessions = (date.value for date in head if date.role == "meeting")
    return next((value for value in sessions if value and "X" not in value), None)


def _resolve(found: FoundDate, anchor: str | None) -> DateMention:
    if anchor is None or not (found.fields.relative or found.own_year):
        return found.date
    fields = resolve(found.fields, anchor)
    value = to_edtf(fields) if fields else None
    return replace(found.date, value=value, basis="computed") if value else found.date


def _settle(date: DateMention, found: FoundDate, present: str | None) -> DateMention:
    role = found.role.settle(compare(date.value or "", present or ""))
    return date if role == date.role else replace(date, role=role)


def _found(reading: Reading, form: _Form, role: Role, finder: RoleFinder) -> FoundDate:
    date = DateMention(
        agreement=reading.version.agreement,
        value=form.value,
        text=quote(reading, form.span),
        role=role.value,
        recurrence=finder.recurrence(form.span, form.value),
        basis="computed" if form.computed else "stated",
        confidence=None,
        evidence=cite(reading, form.span, form.rule.id),
    )
    own_year = "own_year" in form.rule.options and date.recurrence is None
    return FoundDate(date, form.fields, role, own_year)


def _find_forms(reading: Reading, lexicon: Lexicon) -> Iterator[_Form]:
    """Yield what the forms match, in their order of precedence: no character counts twice."""
    taken = bytearray(len(reading.text))
    windows = _Windows(reading.text, lexicon)
    for rule in lexicon.rules("date"):
        if not _may_be_used(rule, reading, lexicon):
            continue
        for match in windows.find(rule):
            span = Span(*match.span("text" if "text" in rule.pattern.groupindex else 0))
            if taken.find(1, span.start, span.end) < 0 and _holds(rule, reading, span, lexicon):
                forms = tuple(_read(rule, match, span, lexicon))
                used = bytes([bool(forms) or rule.value == "none"])
                taken[span.start : span.end] = used * (span.end - span.start)
                yield from forms


def _follow(forms: Iterable[_Form]) -> Iterator[_Form]:
    """Count years from the date before; a year alone with none before is no date."""
    end, before = -_NEAR, ""
    for form in forms:
        known = form
        if form.fields.later is not None:
            near = before if form.span.start - end <= _NEAR else ""
            fields = follow(form.fields, near)
            known = replace(form, fields=fields, value=to_edtf(fields), computed=bool(near))
        if known.value is None and form.fields.later is not None:
            continue
        if known.value and not known.value.startswith("X"):
            end, before = form.span.end, known.value
        yield known


def _may_be_used(rule: Rule, reading: Reading, lexicon: Lexicon) -> bool:
    """Tell whether a form is one of this part of a document and of those who wrote it."""
    if rule.options.get("part", reading.version.part) != reading.version.part:
        return False
    context = lexicon.rules(str(rule.options.get("context", "")))
    return not context or any(cue.pattern.search(reading.text) for cue in context)


class _Windows:
    """The stretches of a text that could hold a date; the forms are tried on nothing else."""

    def __init__(self, text: str, lexicon: Lexicon) -> None:
        self._text = text
        self._all = tuple(_find_windows(text, lexicon))
        self._with: dict[str, tuple[tuple[int, int], ...]] = {"": self._all}

    def find(self, rule: Rule) -> Iterator[re.Match[str]]:
        """Yield what a form matches."""
        for start, end in self._holding(str(rule.options.get("needs", ""))):
            yield from rule.pattern.finditer(self._text, start, end)

    def _holding(self, needs: str) -> tuple[tuple[int, int], ...]:
        """Return the windows with one of some words in them, "Quartal|Vierteljahr"."""
        if needs not in self._with:
            words = needs.split("|")
            self._with[needs] = tuple(w for w in self._all if holds(self._text[slice(*w)], words))
        return self._with[needs]


def _find_windows(text: str, lexicon: Lexicon) -> Iterator[tuple[int, int]]:
    start, end = 0, -1
    for rule in lexicon.rules("date_sign"):
        for match in rule.pattern.finditer(text):
            if match.start() - _BEFORE > end:
                if end > 0:
                    yield start, end
                start = max(0, match.start() - _BEFORE)
            end = match.end() + _AFTER
    if end > 0:
        yield start, min(end, len(text))


def _holds(rule: Rule, reading: Reading, span: Span, lexicon: Lexicon) -> bool:
    """Tell whether nothing around the expression speaks against a rule's reading of it."""
    if not _is_connected(reading, span):
        return False
    if "bare" in rule.options:
        around = mark(reading.text, span, _NAME, _UNIT)
        return not any(_denies(cue, around) for cue in lexicon.rules("no_year"))
    return True


def _denies(cue: Rule, around: str) -> bool:
    """Tell whether a cue makes a number no year; a place before it is no name with a number."""
    match = cue.pattern.search(around)
    if match is None or cue.options.get("unless") != "place":
        return match is not None
    return find_place(match["name"]) is None


def _is_connected(reading: Reading, span: Span) -> bool:
    """Tell whether the lines that a date is spread over follow each other without an empty one."""
    if "\n" not in reading.text[span.start : span.end]:
        return True
    starts = [run.start for run in reading.runs]
    first, last = (bisect_right(starts, place) - 1 for place in (span.start, span.end - 1))
    return all(
        below.source_start - (above.source_start + above.length) == 1
        for above, below in pairwise(reading.runs[first : last + 1])
    )


def _read(rule: Rule, match: re.Match[str], span: Span, lexicon: Lexicon) -> Iterator[_Form]:
    groups = match.groupdict()
    first, last = (read_fields(groups, index, lexicon) for index in "12")
    if rule.value == "one":
        value = to_edtf(first)
        if value or first.relative or first.later is not None:
            yield _Form(span, rule, first, value)
    elif rule.value == "range":
        first, last = share_fields((first, last))
        value = to_range(first, last)
        if value and _follows(rule, first, last):
            yield _Form(span, rule, Fields(), value)
    elif rule.value == "each":
        for name, fields in zip(("first", "second"), share_fields((first, last)), strict=True):
            value = to_edtf(fields)
            if value:
                yield _Form(Span(*match.span(name)), rule, fields, value)


def _follows(rule: Rule, first: Fields, last: Fields) -> bool:
    """Tell whether the last year is the next one, where the rule asks for that ("2016-17")."""
    return "consecutive" not in rule.options or (last.year or 0) - (first.year or 0) == 1
