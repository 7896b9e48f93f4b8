"""The map between text and source: made while the text is put together, read by everyone else."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pipeline.models import Run, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.models import Document

HANGUL_JAMO = range(0x1160, 0x1200)  # vowels and finals that compose with what stands before


Piece = tuple[int, int, int, int | None]  # a run before it is one: start, source, length, page


@dataclass(slots=True)
class TextBuilder:
    """Put a text together out of pieces of the source and insertions."""

    pieces: list[str] = field(default_factory=list)
    runs: list[Piece] = field(default_factory=list)
    length: int = 0

    def copy(self, piece: str, source_start: int, page: int | None) -> None:
        """Append characters that stand one to one in the source from `source_start` on."""
        self.runs.append((self.length, source_start, len(piece), page))
        self.pieces.append(piece)
        self.length += len(piece)

    def insert(self, piece: str) -> None:
        """Append characters that stand nowhere in the source."""
        self.pieces.append(piece)
        self.length += len(piece)

    def finish(self) -> tuple[str, tuple[Run, ...]]:
        """Return the text in NFC and its runs, neighbours merged."""
        text = "".join(self.pieces)
        if not unicodedata.is_normalized("NFC", text):
            text, self.runs = _compose(text, self.runs)
        return text, tuple(_merged(self.runs))


def source_span(document: Document, span: Span) -> tuple[Span, ...]:
    """Return the source ranges that the span of text came from, in the order of the text."""
    runs = document.runs
    first = max(bisect_right(runs, span.start, key=lambda run: run.start) - 1, 0)
    found = []
    for index in range(first, len(runs)):
        run = runs[index]
        if run.start >= span.end:
            break
        start, end = max(span.start, run.start), min(span.end, run.start + run.length)
        if start < end:
            offset = run.source_start - run.start
            found.append(Span(start + offset, end + offset))
    return tuple(found)


def _merged(runs: list[Piece]) -> Iterator[Run]:
    start = source = length = 0
    page: int | None = None
    for run in runs:
        follows = run[0] == start + length and run[1] == source + length and run[3] == page
        if follows and length:
            length += run[2]
            continue
        if length:
            yield Run(start, source, length, page)
        start, source, length, page = run
    if length:
        yield Run(start, source, length, page)


def _compose(text: str, runs: list[Piece]) -> tuple[str, list[Piece]]:
    """Return the text in NFC; a composed character points at the first it was composed of."""
    special = "".join(re.escape(c) for c in sorted(set(text)) if _is_special(c))
    cluster = re.compile(f"[^{special}]?[{special}]+")
    builder, position, index = TextBuilder(), 0, 0
    for match in cluster.finditer(text):
        index = _copy_range(builder, text, runs, index, (position, match.start()))
        origin = TextBuilder()
        index = _copy_range(origin, text, runs, index, match.span())
        composed = unicodedata.normalize("NFC", match.group())
        for start, source, length, page in origin.runs:
            for offset in range(start, min(start + length, len(composed))):
                if _stems(composed[offset], match.group()[offset]):
                    place = source + offset - start
                    builder.runs.append((builder.length + offset, place, 1, page))
        builder.insert(composed)
        position = match.end()
    _copy_range(builder, text, runs, index, (position, len(text)))
    return "".join(builder.pieces), builder.runs


def _is_special(character: str) -> bool:
    if character <= "\u02ff":
        return False
    joins = unicodedata.category(character)[0] == "M" or ord(character) in HANGUL_JAMO
    return joins or not unicodedata.is_normalized("NFC", character)


def _stems(composed: str, first: str) -> bool:
    """Tell whether a composed character begins with another one."""
    decomposed = unicodedata.normalize("NFD", composed)
    return decomposed[0] == unicodedata.normalize("NFD", first)[0]


def _copy_range(
    builder: TextBuilder, text: str, runs: list[Piece], index: int, within: tuple[int, int]
) -> int:
    """Append a range of text with its runs; return the first run that may reach beyond it."""
    position, stop = within
    while index < len(runs) and runs[index][0] < stop:
        start, source, length, page = runs[index]
        first, last = max(start, position), min(start + length, stop)
        if first < last:
            builder.insert(text[position:first])
            builder.copy(text[first:last], source + first - start, page)
            position = last
        if start + length > stop:
            break
        index += 1
    builder.insert(text[position:stop])
    return index
