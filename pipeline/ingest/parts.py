"""Parts of a page: what a region's columns are, and so in which order its lines are read."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import Enum
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from pipeline.ingest.characters import CJK
from pipeline.ingest.gutters import LABEL_WIDTH, Region, find_open_regions
from pipeline.ingest.rows import begins_line, rejoin, rejoin_rows, split_rows

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.ingest.grids import Grid
    from pipeline.ingest.gutters import Interval, Row
    from pipeline.ingest.lines import TextLine
    from pipeline.ingest.rows import Begins, Cells

FULL_SHARE = 0.75  # of the column's width from which a line counts as full
PROSE_LINES = 3
PROSE_WIDTH = 130.0  # points
PAUSE = 1.2  # heights of a line: white space above a block
PAIR = 2  # columns
OTHER_SCRIPT = 0.5  # difference in the share of hanzi from which columns are two languages
SAME_LANGUAGE = 0.25  # share of the short words that texts in one language have in common
_SHORT_WORD = re.compile(r"\b[^\W\d_]{2,4}\b")
_CJK = re.compile(rf"[{CJK}]")
_DRAWN_LINE = re.compile(r"[_.\u2026]{5,}|_{3,}")
_WORD = re.compile(r"\w+")
_LABEL = re.compile(r".*[:\uff1a]\s*\Z", re.DOTALL)


class Beside(Enum):
    """What stands beside something in a row."""

    NOTHING = "nothing"
    VALUES = "values"  # beside their labels
    BLOCKS = "blocks"


@dataclass(frozen=True, slots=True)
class Part:
    """Lines in reading order: streams, one a column, or the rows of a table.

    Streams with `gutters` may go on in the same column of the next page. Those that are `loose` are
    blocks of short lines, such as signatures. Lines of a stream that stand in a table within their
    column have a `cell`, and a `block` that numbers the rows.
    """

    streams: tuple[tuple[TextLine, ...], ...]
    rows: tuple[Cells, ...] = ()
    gutters: tuple[Interval, ...] = ()
    loose: bool = False


@dataclass(frozen=True, slots=True)
class Parter:
    """Tells what the regions of one page are; `owners` are its lines by their start."""

    source: str
    owners: dict[int, TextLine]
    grids: Sequence[Grid]

    def part(self, region: Region) -> Iterator[Part]:
        """Yield the parts of a region, from the top down."""
        if not region.gutters:
            yield Part((self.whole_lines(region.rows),))
            return
        region = rejoin_rows(self._mark_cells(region))
        columns = region.columns()
        if region.grid and not self._are_languages(columns):
            yield _make_table(region)
        elif region.grid or self._is_running(columns):
            yield from self._part_columns(region)
        else:
            yield from self._part_blocks(region)
            for below in find_open_regions(region.tail):
                yield from self.part(below)

    def whole_lines(self, rows: Sequence[Row]) -> tuple[TextLine, ...]:
        """Return the lines of rows that one column fills."""
        chunks = sorted((chunk for row in rows for chunk in row.chunks), key=lambda c: c.start)
        order = {c.start: i for i, row in enumerate(rows) for c in row.chunks}
        lines = rejoin(chunks, self.owners)
        return tuple(sorted(lines, key=lambda line: (order[line.start], line.x0)))

    def level_lines(self, rows: Sequence[Row]) -> tuple[TextLine, ...]:
        """Return the lines of rows from the top down; those at one height are cells of a row.

        Such are the fields of a form, which a PDF has after all its other text. A number or bullet
        before a line is no cell: the line goes on in the next.
        """
        order = {c.start: number for number, row in enumerate(rows, 1) for c in row.chunks}
        lines = self.whole_lines(rows)
        marked: list[TextLine] = []
        for number, group in groupby(lines, key=lambda line: order[line.start]):
            beside = tuple(group)
            if len(beside) > 1 and beside[0].x1 - beside[0].x0 >= LABEL_WIDTH:
                beside = tuple(replace(c, cell=i, block=number) for i, c in enumerate(beside))
            marked += beside
        return tuple(marked)

    def _is_running(self, columns: Sequence[Sequence[TextLine]]) -> bool:
        return sum(map(is_prose, columns)) > 1 or self._are_languages(columns)

    def _part_columns(self, region: Region) -> Iterator[Part]:
        """Yield columns of running text, then the signatures that stand below them."""
        tail = rejoin_rows(self._mark_cells(replace(region, rows=region.tail)))
        rows = (*region.rows, *tail.rows)
        signed = self._find_signatures(replace(region, rows=rows))
        above, below = replace(region, rows=rows[:signed]), replace(region, rows=rows[signed:])
        if above.rows:
            streams = tuple(rejoin(column, self.owners) for column in above.columns())
            yield Part(streams, gutters=region.gutters)
        if below.rows:
            yield from self._part_blocks(replace(below, tail=()))

    def _part_blocks(self, region: Region) -> Iterator[Part]:
        """Yield columns of short lines: labels and values, blocks side by side, or table rows."""
        for kind, rows in self._split_blocks(region.rows):
            if kind is Beside.NOTHING:
                yield Part((self.whole_lines(rows),), loose=True)
            elif kind is Beside.VALUES:
                yield _make_table(replace(region, rows=rows), begins=begins_line)
            else:
                yield self._make_blocks(replace(region, rows=rows))

    def _split_blocks(self, rows: Sequence[Row]) -> Iterator[tuple[Beside, tuple[Row, ...]]]:
        """Yield stretches of rows by what stands beside each other in them.

        A row of one chunk goes with those above it. A label alone makes no stretch.
        """
        kinds = [self._tell_beside(row) for row in rows]
        labels = kinds.count(Beside.VALUES)
        stretch: list[Row] = []
        before = Beside.NOTHING
        for kind, row in zip(kinds, rows, strict=True):
            now = Beside.BLOCKS if kind is Beside.VALUES and labels == 1 else kind
            if now not in {Beside.NOTHING, before} and stretch:
                yield before, tuple(stretch)
                stretch = []
            before = before if now is Beside.NOTHING else now
            stretch.append(row)
        yield before, tuple(stretch)

    def _tell_beside(self, row: Row) -> Beside:
        if len(row.chunks) == 1:
            return Beside.NOTHING
        texts = [self._text(chunk) for chunk in row.chunks]
        is_labelled = len(texts) == PAIR and _LABEL.match(texts[0]) and not _LABEL.match(texts[1])
        return Beside.VALUES if is_labelled else Beside.BLOCKS

    def _make_blocks(self, region: Region) -> Part:
        region = self._halve(region)
        columns = region.columns()
        if any(map(self._repeats, columns[1:])):
            return _make_table(region, begins=begins_line)
        if self._is_side_by_side(region):
            streams = tuple(rejoin(column, self.owners) for column in columns)
            # Notes beside running text: that must not fall apart into its lines.
            return Part(streams, gutters=region.gutters, loose=not any(map(is_prose, columns)))
        return _make_table(region)

    def _repeats(self, column: Sequence[TextLine]) -> bool:
        """Tell whether lines all begin alike, such as dates beside those of signers."""
        return len(column) > 1 and len({self._opening(chunk) for chunk in column}) == 1

    def _mark_cells(self, region: Region) -> Region:
        """Return the region with the chunks marked that stand in a ruled table in a column."""
        if region.grid or not self.grids:
            return region
        rows = (
            replace(row, chunks=tuple(_mark_cell(c, self.grids) for c in row.chunks))
            for row in region.rows
        )
        return replace(region, rows=tuple(rows))

    def _find_signatures(self, region: Region) -> int:
        """Return the row from which all lines are short and stand beside each other."""
        columns = region.columns()
        if not any(map(is_prose, columns)):
            return len(region.rows)
        limits = [_full_edge(column) for column in columns]
        start = first = len(region.rows)
        while first and all(
            c.x1 < limits[region.column_of(c)] for c in region.rows[first - 1].chunks
        ):
            first -= 1
            row, above = region.rows[first], region.rows[first - 1]
            if len(row.chunks) > 1 and row.y0 - above.y1 > (row.y1 - row.y0) * PAUSE:
                start = first
        tail = replace(region, rows=region.rows[start:])
        return start if self._is_side_by_side(tail) else len(region.rows)

    def _is_side_by_side(self, region: Region) -> bool:
        """Tell whether columns of short lines are blocks, such as signatures, and no table."""
        columns = region.columns()
        if any(_DRAWN_LINE.search(self.source, c.start, c.end) for col in columns for c in col):
            return True
        openings = [[self._opening(c) for c in column] for column in columns]
        if any(a == b for row in zip(*openings, strict=False) for a, b in pairwise(row)):
            return True
        level = sum(len(row.chunks) > 1 for row in region.rows)
        return len(columns) == PAIR and level * 10 < len(region.rows) * 7

    def _halve(self, region: Region) -> Region:
        """Return the region with the one gutter after which the same words begin again, if any."""
        for row in region.rows:
            words = [self._opening(chunk) for chunk in row.chunks]
            if len(words) > PAIR and words[0] != words[1] and words[0] in words[PAIR:]:
                column = region.column_of(row.chunks[words.index(words[0], PAIR)])
                return rejoin_rows(replace(region, gutters=(region.gutters[column - 1],)))
        return region

    def _are_languages(self, columns: Sequence[Sequence[TextLine]]) -> bool:
        """Tell whether two columns of several lines are in two scripts or share few short words."""
        if len(columns) != PAIR or max(map(len, columns)) < PROSE_LINES:
            return False
        left, right = (" ".join(map(self._text, column)) for column in columns)
        if abs(_share_cjk(left) - _share_cjk(right)) > OTHER_SCRIPT:
            return True
        if not all(map(is_prose, columns)):
            return False
        some, others = set(_SHORT_WORD.findall(left)), set(_SHORT_WORD.findall(right))
        return len(some & others) < min(len(some), len(others)) * SAME_LANGUAGE

    def _opening(self, chunk: TextLine) -> str:
        word = _WORD.search(self.source, chunk.start, chunk.end)
        return word.group() if word else self._text(chunk)

    def _text(self, chunk: TextLine) -> str:
        return self.source[chunk.start : chunk.end]


def is_prose(column: Sequence[TextLine]) -> bool:
    """Tell whether the lines of a column mostly run on from edge to edge."""
    if len(column) < PROSE_LINES:
        return False
    left, right = min(c.x0 for c in column), max(c.x1 for c in column)
    if right - left < PROSE_WIDTH:
        return False
    full = sum(c.x1 - left >= (right - left) * FULL_SHARE for c in column)
    return full * 2 >= len(column)


def _share_cjk(text: str) -> float:
    return len(_CJK.findall(text)) / max(len(text), 1)


def _full_edge(column: Sequence[TextLine]) -> float:
    """Return where a line has to end at least that fills the column."""
    if not column:
        return 0.0
    left, right = min(c.x0 for c in column), max(c.x1 for c in column)
    return left + (right - left) * FULL_SHARE


def _make_table(region: Region, begins: Begins | None = None) -> Part:
    return Part((), rows=tuple(split_rows(region, begins)))


def _mark_cell(chunk: TextLine, grids: Sequence[Grid]) -> TextLine:
    grid = next((g for g in grids if g.holds(chunk.y0, chunk.y1, chunk.x0, chunk.x1)), None)
    if grid is None:
        return chunk
    centre = (chunk.x0 + chunk.x1) / 2
    cell = sum(centre > x for x in grid.xs[1:-1])
    return replace(chunk, cell=cell, block=grid.band(chunk.y0, chunk.y1) + 1)
