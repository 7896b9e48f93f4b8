"""Rows: the cells of tables, and the chunks of a line put together again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING

from pipeline.ingest.gutters import Region, Row

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.ingest.lines import TextLine

BETWEEN = 3  # characters, a space or a line end, between chunks of one line
NEAR = 0.8  # heights of a line: white space within a cell

Cells = tuple[tuple["TextLine", ...], ...]
Begins = Callable[[Region, Row, Row], bool]


def split_rows(region: Region, begins: Begins | None = None) -> Iterator[Cells]:
    """Yield the cells of each row of a table; a cell may hold several lines.

    `begins` tells whether a row of lines begins a row of the table, seen from the one above it.
    """
    begins = begins or _begins_row
    cells: list[list[TextLine]] = []
    above: Row | None = None
    for row in region.rows:
        if above is None or begins(region, above, row):
            if cells:
                yield tuple(map(tuple, cells))
            cells = [[] for _ in range(len(region.gutters) + 1)]
        for chunk in row.chunks:
            cells[region.column_of(chunk)].append(chunk)
        above = row
    yield tuple(map(tuple, cells))


def begins_line(region: Region, above: Row, row: Row) -> bool:
    """Tell whether a row is one of its own where each line of the first column is."""
    near = row.y0 - above.y1 < (row.y1 - row.y0) * NEAR
    return not near or any(region.column_of(chunk) == 0 for chunk in row.chunks)


def _begins_row(region: Region, above: Row, row: Row) -> bool:
    if region.grid:
        return region.grid.band(above.y0, above.y1) != region.grid.band(row.y0, row.y1)
    filled = {region.column_of(chunk) for chunk in row.chunks}
    near = row.y0 - above.y1 < (row.y1 - row.y0) * NEAR
    return (
        not near or (0 in filled and len(filled) > 1) or len(filled) * 2 > len(region.gutters) + 1
    )


def rejoin_rows(region: Region) -> Region:
    """Return the region with those chunks of a line put together that stand in one column."""
    return replace(region, rows=tuple(_rejoin_row(region, row) for row in region.rows))


def _rejoin_row(region: Region, row: Row) -> Row:
    if len(row.chunks) == 1:
        return row
    groups = groupby(row.chunks, key=region.column_of)
    return replace(row, chunks=tuple(c for _, group in groups for c in rejoin(tuple(group), {})))


def rejoin(chunks: Sequence[TextLine], owners: dict[int, TextLine]) -> tuple[TextLine, ...]:
    """Return the chunks with those of one line put together again."""
    lines: list[TextLine] = []
    for chunk in chunks:
        if lines and chunk.start not in owners and _is_next(lines[-1], chunk):
            lines[-1] = replace(
                lines[-1],
                end=chunk.end,
                x1=max(lines[-1].x1, chunk.x1),
                y0=min(lines[-1].y0, chunk.y0),
                y1=max(lines[-1].y1, chunk.y1),
            )
        else:
            lines.append(chunk)
    return tuple(lines)


def _is_next(line: TextLine, chunk: TextLine) -> bool:
    is_same_cell = (line.block, line.cell) == (chunk.block, chunk.cell)
    return is_same_cell and 0 <= chunk.start - line.end <= BETWEEN
