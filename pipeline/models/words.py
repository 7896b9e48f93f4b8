"""Words and their boxes, kept as columns: a page has hundreds, and few of them are asked for."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import repeat
from typing import overload

from pipeline.models.text import Box, Word

Row = tuple[int, int, int, float, float, float, float, float]
Edges = tuple[int, float, float, float, float]
UNKNOWN = -1.0  # the confidence of a word that was not recognised but read
_BOX = 4  # edges


@dataclass(frozen=True, slots=True)
class Words(Sequence[Word]):
    """A sequence of words, sorted by `start`, as packed columns of native numbers.

    `starts`, `ends` and `pages` hold C ints, `edges` four C doubles a word (x0, y0, x1, y1),
    `confidences` a C double a word, or nothing when every word was read.
    """

    starts: bytes = b""
    ends: bytes = b""
    pages: bytes = b""
    edges: bytes = b""
    confidences: bytes = b""

    @classmethod
    def of(cls, words: Iterable[Word]) -> Words:
        """Return the words as columns."""
        words = tuple(words)
        boxes = [word.box for word in words]
        known = any(word.confidence is not None for word in words)
        levels = (UNKNOWN if w.confidence is None else w.confidence for w in words if known)
        return cls(
            array("i", [word.start for word in words]).tobytes(),
            array("i", [word.end for word in words]).tobytes(),
            array("i", [box.page for box in boxes]).tobytes(),
            array("d", [e for b in boxes for e in (b.x0, b.y0, b.x1, b.y1)]).tobytes(),
            array("d", levels).tobytes(),
        )

    @classmethod
    def pack(
        cls,
        starts: Sequence[int],
        ends: Sequence[int],
        page: int,
        edges: Sequence[Sequence[float]],
    ) -> Words:
        """Return words of one page from their columns; `edges` are all x0, y0, x1 and y1."""
        flat = array("d", bytes(_BOX * len(starts) * array("d").itemsize))
        for number, column in enumerate(edges):
            flat[number::_BOX] = array("d", column)
        return cls(
            array("i", starts).tobytes(),
            array("i", ends).tobytes(),
            array("i", [page]).tobytes() * len(starts),
            flat.tobytes(),
        )

    @classmethod
    def join(cls, parts: Iterable[Words]) -> Words:
        """Return the words of all parts, one after the other."""
        parts = tuple(parts)
        known = any(part.confidences for part in parts)
        unknown = array("d", [UNKNOWN]).tobytes()
        return cls(
            b"".join(part.starts for part in parts),
            b"".join(part.ends for part in parts),
            b"".join(part.pages for part in parts),
            b"".join(part.edges for part in parts),
            b"".join(part.confidences or unknown * len(part) for part in parts if known),
        )

    def __len__(self) -> int:
        return len(self.starts) // array("i").itemsize

    def __iter__(self) -> Iterator[Word]:
        return map(_make_word, self.rows())

    @overload
    def __getitem__(self, index: int) -> Word: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Word, ...]: ...

    def __getitem__(self, index: int | slice) -> Word | tuple[Word, ...]:
        if isinstance(index, slice):
            return tuple(self[at] for at in range(*index.indices(len(self))))
        at = range(len(self))[index]
        start, end, page = (_ints(column)[at] for column in (self.starts, self.ends, self.pages))
        x0, y0, x1, y1 = _floats(self.edges)[at * _BOX : at * _BOX + _BOX]
        confidence = _floats(self.confidences)[at] if self.confidences else UNKNOWN
        return _make_word((start, end, page, x0, y0, x1, y1, confidence))

    def rows(self) -> Iterator[Row]:
        """Yield start, end, page, the four edges and the confidence of each word."""
        edges = _floats(self.edges)
        return zip(
            _ints(self.starts),
            _ints(self.ends),
            _ints(self.pages),
            edges[::_BOX],
            edges[1::_BOX],
            edges[2::_BOX],
            edges[3::_BOX],
            _floats(self.confidences) if self.confidences else repeat(UNKNOWN, len(self)),
            strict=True,
        )

    def sides(self) -> tuple[list[float], list[float]]:
        """Return the left and the right edge of every word."""
        edges = _floats(self.edges)
        return list(edges[::_BOX]), list(edges[2::_BOX])

    def find(self, start: int, end: int) -> range:
        """Return the indexes of the words that share a character with a range of the source."""
        first = bisect_right(_ints(self.ends), start)
        return range(first, bisect_left(_ints(self.starts), end, first))

    def edges_of(self, indexes: range) -> Iterator[Edges]:
        """Yield page, left, top, right and bottom of words that follow one another."""
        pages, edges = _ints(self.pages), _floats(self.edges)
        for at in indexes:
            x0, y0, x1, y1 = edges[at * _BOX : at * _BOX + _BOX]
            yield pages[at], x0, y0, x1, y1


NO_WORDS = Words()


def _ints(column: bytes) -> memoryview[int]:
    return memoryview(column).cast("i")


def _floats(column: bytes) -> memoryview[float]:
    return memoryview(column).cast("d")


def _make_word(row: Row) -> Word:
    start, end, page, x0, y0, x1, y1, confidence = row
    known = None if confidence == UNKNOWN else confidence
    return Word(start, end, Box(page, x0, y0, x1, y1), known)
