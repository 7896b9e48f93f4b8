"""Where the language versions of one agreement name other dates or other numbers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.assemble.sections import pair_sections
from pipeline.models import Evidence, Span, Warning, WarningValue

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.models import DateMention, Facts, Section

# Numbers of three digits between marks, or without any: 12.05.2021 is a date.
_NUMBER = re.compile(
    r"(?<![A-Za-z\d.,])\d+(?:[.,]\d{3})*(?:[.,]\d{1,2})?(?![A-Za-z\d年月日]|[.,]\d)"
)
_COMPARED = frozenset({"clause", "preamble"})
_MARKS = re.compile(r"[.,]")
_LEAST = 2  # digits: a single one is as often written as a word


def find_differences(group: Sequence[Facts], text: str) -> Iterator[Warning]:
    """Find dates and numbers that stand otherwise in another version; `text` is the document's."""
    for other in group[1:]:
        yield from _compare_dates(group[0], other)
        yield from _compare_numbers(group[0], other, text)


def _compare_dates(one: Facts, two: Facts) -> Iterator[Warning]:
    """Pair the dates that only one version has, where each has as many of a role.

    A date that stands once for both versions, as below their signatures, has no other.
    """
    values = [{date.value for date in facts.dates} for facts in (one, two)]
    left = [date for date in one.dates if date.value and date.value not in values[1]]
    right = [date for date in two.dates if date.value and date.value not in values[0]]
    for role in dict.fromkeys(date.role for date in left):
        ours, theirs = ([d for d in dates if d.role == role] for dates in (left, right))
        if len(ours) == len(theirs):
            for first, second in zip(ours, theirs, strict=True):
                yield _warn_of_dates((one, first), (two, second))


def _warn_of_dates(one: tuple[Facts, DateMention], two: tuple[Facts, DateMention]) -> Warning:
    values = tuple(
        WarningValue(facts.version.language, date.value or "") for facts, date in (one, two)
    )
    message = f"the language versions disagree on a date ({one[1].role})"
    return Warning("versions_disagree", message, values, one[1].evidence + two[1].evidence)


def _compare_numbers(one: Facts, two: Facts, text: str) -> Iterator[Warning]:
    """Compare the numbers in digits of clauses that belong together, where both have as many."""
    known = {section.id: section for section in two.version.sections}
    parents = {section.parent for facts in (one, two) for section in facts.version.sections}
    pairs = pair_sections(one.version.sections, two.version.sections)
    for section in one.version.sections:
        other = known.get(pairs.get(section.id, ""))
        if other is None or section.kind not in _COMPARED or parents & {section.id, other.id}:
            continue
        ours, theirs = _find_numbers(section, one, text), _find_numbers(other, two, text)
        same = sorted(_plain(n.quote) for n in ours) == sorted(_plain(n.quote) for n in theirs)
        if len(ours) == len(theirs) and not same:
            yield from _warn_of_numbers(ours, theirs)


def _find_numbers(section: Section, facts: Facts, text: str) -> list[Evidence]:
    start = section.heading.end if section.heading else section.span.start
    # Versions may stand paragraph by paragraph: a section reaches over the other's.
    own = [b.span for b in facts.version.blocks if b.span.overlaps(section.span)]
    dated = [Span(e.start, e.end) for date in facts.dates for e in date.evidence]
    found = (Span(*match.span()) for match in _NUMBER.finditer(text, start, section.span.end))
    return [
        Evidence(
            span.start,
            span.end,
            None,
            text[span.start : span.end],
            facts.version.language,
            "number",
        )
        for span in found
        if len(_plain(text[span.start : span.end])) >= _LEAST
        and any(span.overlaps(block) for block in own)
        and not any(span.overlaps(date) for date in dated)
    ]


def _plain(number: str) -> str:
    return _MARKS.sub("", number)


def _warn_of_numbers(ours: Sequence[Evidence], theirs: Sequence[Evidence]) -> Iterator[Warning]:
    for one, two in zip(ours, theirs, strict=True):
        if _plain(one.quote) != _plain(two.quote):
            values = tuple(WarningValue(side.language, side.quote) for side in (one, two))
            message = "the language versions disagree on a number"
            yield Warning("versions_disagree", message, values, (one, two))
