"""Gutters: which rows of a page stand in columns, and the white space that runs between these."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from pipeline.ingest.grids import Grid, is_ruled

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pipeline.ingest.lines import Leaf, TextLine
    from pipeline.models import Word

MIN_GUTTER = 7.0  # points; a space of body text is three, in justified lines up to six
WIDE_GUTTER = 18.0  # points from which a gutter is no accident
WIDE_ROWS, NARROW_ROWS = 2, 3  # rows with text on either side that make columns
LABEL_WIDTH = 34.0  # points that item numbers, bullets and page numbers stay under
NEAR = 0.4  # heights of a line: white space within a paragraph
FAR = 4.0  # heights of a line: white space that ends a column when only one side goes on
# No page that a person reads has more; what a file makes up must not take long.
MOST_LINES, MOST_WORDS, MOST_GUTTERS = 2_000, 10_000, 50

Interval = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Row:
    """Chunks of text that stand at one height, left to right."""

    chunks: tuple[TextLine, ...]
    y0: float
    y1: float

    def gaps(self) -> list[Interval]:
        """Return where the row is empty, margins included."""
        edges = [float("-inf"), *(e for c in self.chunks for e in (c.x0, c.x1)), float("inf")]
        pairs = zip(edges[::2], edges[1::2], strict=True)
        return [(a, b) for a, b in pairs if b - a >= MIN_GUTTER]


@dataclass(frozen=True, slots=True)
class Region:
    """Rows that follow each other; without gutters one column fills the width."""

    rows: tuple[Row, ...]
    gutters: tuple[Interval, ...] = ()
    grid: Grid | None = None

    def column_of(self, chunk: TextLine) -> int:
        """Return the number of the column that a chunk stands in, from 0."""
        centre = (chunk.x0 + chunk.x1) / 2
        return sum(centre > (left + right) / 2 for left, right in self.gutters)

    def columns(self) -> list[list[TextLine]]:
        """Return the chunks of each column, from the top down."""
        columns: list[list[TextLine]] = [[] for _ in range(len(self.gutters) + 1)]
        for row in self.rows:
            for chunk in row.chunks:
                columns[self.column_of(chunk)].append(chunk)
        return columns


def may_have_columns(leaf: Leaf) -> bool:
    """Tell, cheaply, whether lines of a page have wide gaps or stand beside each other."""
    if len(leaf.lines) > MOST_LINES or sum(map(len, leaf.words)) > MOST_WORDS:
        return False
    wide = sum(_has_gap(words) for words in leaf.words)
    return wide > 1 or any(b.y1 < a.y0 + 2 for a, b in pairwise(leaf.lines))


def split_chunks(leaf: Leaf, grids: Sequence[Grid]) -> list[TextLine]:
    """Return the lines of a page cut where white space is wide or a drawn line stands."""
    chunks: list[TextLine] = []
    for line, words in zip(leaf.lines, leaf.words, strict=True):
        first = 0
        for index, (left, right) in enumerate(pairwise(words), 1):
            if _is_apart(left, right) or (grids and is_ruled(grids, left.box, right.box)):
                chunks.append(_cut(line, words[first:index]))
                first = index
        chunks.append(_cut(line, words[first:]) if first else line)
    return chunks


def _is_apart(left: Word, right: Word) -> bool:
    # Full-width punctuation holds white space of its own.
    limit = WIDE_GUTTER if left.end == right.start else MIN_GUTTER
    return not -limit < right.box.x0 - left.box.x1 < limit


def find_rows(chunks: Iterable[TextLine]) -> list[Row]:
    """Return the chunks grouped by height, from the top down."""
    rows: list[list[TextLine]] = []
    for chunk in sorted(chunks, key=lambda c: (c.y0 + c.y1, c.x0)):
        if rows and _is_level(rows[-1], chunk):
            rows[-1].append(chunk)
        else:
            rows.append([chunk])
    return [_make_row(row) for row in rows]


def find_regions(rows: Sequence[Row], grids: Sequence[Grid]) -> list[Region]:
    """Return the rows cut into regions of one or more columns, from the top down."""
    regions: list[Region] = []
    for grid, members in groupby(rows, key=lambda row: _grid_of(row, grids)):
        if grid is None:
            regions += _find_open_regions(tuple(members))
        else:
            regions.append(Region(tuple(members), grid.gutters(), grid))
    return regions


def _grid_of(row: Row, grids: Sequence[Grid]) -> Grid | None:
    return next((grid for grid in grids if grid.holds(row.y0, row.y1)), None)


def _find_open_regions(rows: Sequence[Row]) -> list[Region]:
    regions: list[Region] = []
    done = start = 0
    while start < len(rows):
        first, stop, gutters = _grow(rows, start, done)
        if not gutters:
            start += 1
            continue
        if first > done:
            regions.append(Region(tuple(rows[done:first])))
        regions.append(Region(tuple(rows[first:stop]), gutters))
        done = start = stop
    if done < len(rows):
        regions.append(Region(tuple(rows[done:])))
    return regions


def _has_gap(words: Sequence[Word]) -> bool:
    before = words[0].box.x1
    edge = words[0].box.x0 + LABEL_WIDTH
    for word in words:
        box = word.box
        if box.x0 - before >= MIN_GUTTER and before > edge:
            return True
        before = box.x1
    return False


def _cut(line: TextLine, words: Sequence[Word]) -> TextLine:
    boxes = [word.box for word in words]
    return replace(
        line,
        start=words[0].start,
        end=words[-1].end,
        x0=min(box.x0 for box in boxes),
        y0=min(box.y0 for box in boxes),
        x1=max(box.x1 for box in boxes),
        y1=max(box.y1 for box in boxes),
    )


def _is_level(row: Sequence[TextLine], chunk: TextLine) -> bool:
    top, bottom = row[0].y0, row[0].y1
    shared = min(bottom, chunk.y1) - max(top, chunk.y0)
    return shared > 0.45 * min(bottom - top, chunk.y1 - chunk.y0)


def _make_row(chunks: list[TextLine]) -> Row:
    ordered = tuple(sorted(chunks, key=lambda c: (c.x0, c.start)))
    return Row(ordered, min(c.y0 for c in ordered), max(c.y1 for c in ordered))


def _grow(rows: Sequence[Row], start: int, done: int) -> tuple[int, int, tuple[Interval, ...]]:
    """Return the rows around `start` that share its gutters: first, stop, gutters."""
    shared = [gap for gap in rows[start].gaps() if _is_inner(gap)]
    if len(shared) > MOST_GUTTERS:
        return start, start, ()
    stop = start + 1 if shared else start
    while shared and stop < len(rows):
        common = _intersect(shared, rows[stop].gaps())
        if not common or not _continues(rows[stop - 1], rows[stop], common):
            break
        shared, stop = common, stop + 1
    gutters = _drop_labels(Region(tuple(rows[start:stop]), tuple(shared)))
    if not gutters:
        return start, start, ()
    stop = _trim(rows, start, stop, gutters)
    sides = sum(_is_two_sided(row, gutters) for row in rows[start:stop])
    wide = max(right - left for left, right in gutters) >= WIDE_GUTTER
    if sides < (WIDE_ROWS if wide else NARROW_ROWS):
        return start, start, ()
    return _extend_up(rows, start, done, gutters), stop, gutters


def _is_inner(gap: Interval) -> bool:
    return gap[0] > float("-inf") and gap[1] < float("inf")


def _intersect(some: Sequence[Interval], others: Sequence[Interval]) -> list[Interval]:
    shared = ((max(a, c), min(b, d)) for a, b in some for c, d in others)
    return [(a, b) for a, b in shared if b - a >= MIN_GUTTER]


def _continues(above: Row, below: Row, gutters: Sequence[Interval]) -> bool:
    return _is_two_sided(below, gutters) or below.y0 - above.y1 < FAR * _height(above)


def _height(row: Row) -> float:
    return max(min(c.y1 - c.y0 for c in row.chunks), 6.0)


def _is_two_sided(row: Row, gutters: Sequence[Interval]) -> bool:
    return any(
        row.chunks[0].x1 <= left + 1 and row.chunks[-1].x0 >= right - 1 for left, right in gutters
    )


def _drop_labels(region: Region) -> tuple[Interval, ...]:
    """Return the gutters that have more than numbers, bullets or page numbers on either side."""
    gutters = region.gutters
    while gutters:
        columns = replace(region, gutters=gutters).columns()
        narrow = [all(c.x1 - c.x0 < LABEL_WIDTH for c in column) for column in columns]
        if True not in narrow:
            break
        index = narrow.index(True)
        gutters = tuple(g for i, g in enumerate(gutters) if i != min(index, len(gutters) - 1))
    return gutters


def _trim(rows: Sequence[Row], start: int, stop: int, gutters: Sequence[Interval]) -> int:
    """Return where the region ends: one side may go on alone as long as no white space comes."""
    end = max((i for i in range(start, stop) if _is_two_sided(rows[i], gutters)), default=start) + 1
    while end < stop and rows[end].y0 - rows[end - 1].y1 < _height(rows[end]) * NEAR:
        end += 1
    return end


def _extend_up(rows: Sequence[Row], start: int, done: int, gutters: Sequence[Interval]) -> int:
    """Return the first row: one column may begin higher by some lines."""
    while start > done:
        above, below = rows[start - 1], rows[start]
        beside = len(_intersect(gutters, above.gaps())) == len(gutters)
        if not beside or below.y0 - above.y1 > _height(above) * NEAR:
            break
        start -= 1
    return start
