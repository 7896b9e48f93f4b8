"""Evidence from a reading: offsets are carried over, never searched for."""

from __future__ import annotations

from bisect import bisect_right
from itertools import islice
from typing import TYPE_CHECKING

from pipeline.models import Evidence, Fact, Reading, Span

if TYPE_CHECKING:
    from collections.abc import Iterator


def cite(reading: Reading, span: Span, rule: str) -> tuple[Evidence, ...]:
    """Return the evidence for a span of a reading, one item for each block it touches."""
    language = reading.version.language
    return tuple(
        Evidence(
            start=piece.start + shift,
            end=piece.end + shift,
            page=None,
            quote=reading.original[piece.start : piece.end],
            language=language,
            rule=rule,
        )
        for piece, shift in _split(reading, span)
    )


def state(reading: Reading, span: Span, value: str | bool, rule: str) -> Fact:
    """Return a stated fact with the words of a span as its text."""
    return Fact(value, quote(reading, span), "stated", None, cite(reading, span, rule))


def quote(reading: Reading, span: Span) -> str:
    """Return the document's own words of a span, on one line."""
    return " ".join(reading.original[span.start : span.end].split())


def _split(reading: Reading, span: Span) -> Iterator[tuple[Span, int]]:
    """Yield the pieces of a span that lie in one block each, without white space at their ends."""
    first = bisect_right(reading.runs, span.start, key=lambda run: run.start) - 1
    for run in islice(reading.runs, max(0, first), None):
        if run.start >= span.end:
            return
        start, end = max(span.start, run.start), min(span.end, run.start + run.length)
        words = reading.original[start:end]
        start += len(words) - len(words.lstrip())
        end -= len(words) - len(words.rstrip())
        if start < end:
            yield Span(start, end), run.source_start - run.start
