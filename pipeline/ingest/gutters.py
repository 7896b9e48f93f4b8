"""Gutters: which rows of a page stand in columns, and the white space that runs between these."""

from __future__ import annotations

from bisect import bisect_left
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
    """Rows that follow each other; without gutters one column fills the width.

    `tail` are rows below them that stand in one of the columns: where these hold running text, the
    longer one goes on there.
    """

    rows: tuple[Row, ...]
    gutters: tuple[Interval, ...] = ()
    grid: Grid | None = None
    tail: tuple[Row, ...] = ()

    def column_of(self, chunk: TextLine) -> int:
        """Return the number of the column that a chunk stands in, from 0."""
        if self.grid:
            return self.grid.column_of(chunk.x0, chunk.y0, chunk.y1)
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
    if len(leaf.lines) > MOST_LINES or len(leaf.words) > MOST_WORDS:
        return False
    if any(b.y1 < a.y0 + 2 for a, b in pairwise(leaf.lines)):
        return True
    lefts, rights = leaf.words.sides()
    pairs = zip(rights, lefts[1:], strict=False)
    places = [index for index, (right, left) in enumerate(pairs) if left - right >= MIN_GUTTER]
    return bool(places) and sum(_has_gap(lefts, rights, places, s) for s in leaf.spans) > 1


def split_chunks(leaf: Leaf, grids: Sequence[Grid]) -> list[TextLine]:
    """Return the lines of a page cut where white space is wide or a drawn line stands."""
    chunks: list[TextLine] = []
    lefts, rights = leaf.words.sides()
    for number, (line, span) in enumerate(zip(leaf.lines, leaf.spans, strict=True)):
        if not grids and not _is_gapped(lefts, rights, span):
            chunks.append(line)
            continue
        words, first = leaf.words_of(number), 0
        for index, (left, right) in enumerate(pairwise(words), 1):
            if _is_apart(left, right) or (grids and is_ruled(grids, left.box, right.box)):
                chunks.append(_cut(line, words[first:index]))
                first = index
        chunks.append(_cut(line, words[first:]) if first else line)
    return chunks


def _is_gapped(lefts: Sequence[float], rights: Sequence[float], span: tuple[int, int]) -> bool:
    first, last = span
    pairs = zip(rights[first : last - 1], lefts[first + 1 : last], strict=True)
    return any(not -MIN_GUTTER < left - right < MIN_GUTTER for right, left in pairs)


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
    alone = [
        grid for grid in grids if all(_holds(grid, row) for row in rows if _is_beside(grid, row))
    ]
    for grid, members in groupby(rows, key=lambda row: _grid_of(row, alone)):
        if grid is None:
            regions += find_open_regions(tuple(members))
        else:
            regions.append(Region(tuple(members), grid.gutters(), grid))
    return regions


def _grid_of(row: Row, grids: Sequence[Grid]) -> Grid | None:
    return next((grid for grid in grids if _holds(grid, row)), None)


def _holds(grid: Grid, row: Row) -> bool:
    return grid.holds(row.y0, row.y1, row.chunks[0].x0, max(chunk.x1 for chunk in row.chunks))


def _is_beside(grid: Grid, row: Row) -> bool:
    """Tell whether a row stands at the height of a grid, in it or not."""
    return grid.holds(row.y0, row.y1, grid.xs[0], grid.xs[-1])


def find_open_regions(rows: Sequence[Row]) -> list[Region]:
    """Return rows that stand in no ruled table, cut into regions, from the top down."""
    regions: list[Region] = []
    done = start = 0
    while start < len(rows):
        found = _grow(rows, start, done)
        if not found:
            start += 1
            continue
        first = next(index for index in range(done, start + 1) if rows[index] is found.rows[0])
        if first > done:
            regions.append(Region(tuple(rows[done:first])))
        regions.append(found)
        done = start = first + len(found.rows) + len(found.tail)
    if done < len(rows):
        regions.append(Region(tuple(rows[done:])))
    return regions


def _has_gap(
    lefts: Sequence[float], rights: Sequence[float], places: Sequence[int], span: tuple[int, int]
) -> bool:
    """Tell whether a line has a gap; `places` are the words that one may follow."""
    first, last = span
    edge = lefts[first] + LABEL_WIDTH
    found = places[bisect_left(places, first) : bisect_left(places, last - 1)]
    return any(rights[place] > edge for place in found)


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


def _grow(rows: Sequence[Row], start: int, done: int) -> Region | None:
    """Return the region of the rows around `start` that share its gutters, if it has any."""
    shared = [gap for gap in rows[start].gaps() if _is_inner(gap)]
    if len(shared) > MOST_GUTTERS:
        return None
    stop = start + 1 if shared else start
    while shared and stop < len(rows):
        common = _intersect(shared, rows[stop].gaps())
        if not common or not _continues(rows[stop - 1], rows[stop], common):
            break
        shared, stop = common, stop + 1
    gutters = _drop_labels(Region(tuple(rows[start:stop]), tuple(shared)))
    if not gutters:
        return None
    end = _trim(rows, start, stop, gutters)
    sides = sum(_is_two_sided(row, gutters) for row in rows[start:end])
    wide = max(right - left for left, right in gutters) >= WIDE_GUTTER
    if sides < (WIDE_ROWS if wide else NARROW_ROWS):
        return None
    first = _extend_up(rows, start, done, gutters)
    return Region(tuple(rows[first:end]), gutters, tail=tuple(rows[end:stop]))


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
