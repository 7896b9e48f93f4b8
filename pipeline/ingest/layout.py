"""Layout: the lines of pages in reading order. Pages without columns keep pdfium's order."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import count, pairwise
from typing import TYPE_CHECKING

from pipeline.ingest.characters import CJK
from pipeline.ingest.grids import find_grids
from pipeline.ingest.gutters import Region, find_regions, find_rows, may_have_columns, split_chunks

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.ingest.gutters import Row
    from pipeline.ingest.lines import Leaf, TextLine

FULL_SHARE = 0.75  # of the column's width from which a line counts as full
PROSE_LINES = 3
PROSE_WIDTH = 130.0  # points
SAME_GUTTER = 24.0  # points that a gutter may wander over the page end
LEADING = 1.2  # times the usual distance of lines: white space above
TALL = 1.35  # times the height of a larger line, which stands further apart
LEAST_PITCH, MOST_PITCH = 2.0, 60.0  # points from line to line
BETWEEN = 3  # characters, a space or a line end, between chunks of one line
PAUSE = 1.2  # heights of a line: white space above a block
LOOSE = (0.0, 0.0)  # the gutter of blocks that do not flow over the page end
PAIR = 2  # columns
OTHER_SCRIPT = 0.5  # difference in the share of hanzi from which columns are two languages
_CJK = re.compile(rf"[{CJK}]")
_DRAWN_LINE = re.compile(r"[_.\u2026]{5,}|_{3,}")
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Reading:
    """Lines in reading order and which way each page went: `plain` or `columns`."""

    lines: tuple[TextLine, ...]
    routes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Part:
    """A region with what it turned out to be: text that flows in streams, or table rows."""

    streams: tuple[tuple[TextLine, ...], ...]
    rows: tuple[tuple[tuple[TextLine, ...], ...], ...] = ()
    gutters: tuple[tuple[float, float], ...] = ()


def order_lines(leaves: Sequence[Leaf], source: str) -> Reading:
    """Return the lines of all pages in reading order, gaps marked, blocks numbered."""
    pages = [_split_page(leaf, source) for leaf in leaves]
    routes = tuple(
        "columns" if any(p.gutters or p.rows for p in parts) else "plain" for parts in pages
    )
    merged: list[_Part] = []
    for parts in pages:
        if merged and parts and _flows_on(merged[-1], parts[0]):
            merged[-1] = _merge(merged[-1], parts[0])
            merged.extend(parts[1:])
        else:
            merged.extend(parts)
    blocks = count()
    lines = tuple(line for part in merged for line in _number(part, blocks))
    return Reading(lines, routes)


def _split_page(leaf: Leaf, source: str) -> list[_Part]:
    if not leaf.lines:
        return []
    plain = [_Part((leaf.lines,))]
    if not may_have_columns(leaf):
        return plain
    grids = find_grids(leaf.rules, leaf.width, leaf.height)
    regions = find_regions(find_rows(split_chunks(leaf, grids)), grids)
    if not any(region.gutters for region in regions):
        return plain
    owners = {line.start: line for line in leaf.lines}
    return [part for region in regions for part in _make_parts(region, owners, source)]


def _make_parts(region: Region, owners: dict[int, TextLine], source: str) -> Iterator[_Part]:
    if not region.gutters:
        yield _Part((_whole_lines(region.rows, owners),))
        return
    signed = _find_signatures(region, source)
    for part in (
        replace(region, rows=region.rows[:signed]),
        replace(region, rows=region.rows[signed:]),
    ):
        if part.rows:
            yield _make_part(part, owners, source)


def _make_part(region: Region, owners: dict[int, TextLine], source: str) -> _Part:
    columns = region.columns()
    prose = sum(map(_is_prose, columns)) > 1 or _are_languages(columns, source)
    if prose or (not region.grid and _is_side_by_side(region, source)):
        gutters = region.gutters if prose else (LOOSE,)
        return _Part(tuple(_rejoin(column, owners) for column in columns), gutters=gutters)
    return _Part((), rows=tuple(_table_rows(region)))


def _find_signatures(region: Region, source: str) -> int:
    """Return the row from which all lines are short and stand beside each other."""
    columns = region.columns()
    if region.grid or not any(map(_is_prose, columns)):
        return len(region.rows)
    limits = [min(c.x0 for c in column) + _width(column) * FULL_SHARE for column in columns]
    start = first = len(region.rows)
    while first and all(c.x1 < limits[region.column_of(c)] for c in region.rows[first - 1].chunks):
        first -= 1
        row, above = region.rows[first], region.rows[first - 1]
        if len(row.chunks) > 1 and row.y0 - above.y1 > (row.y1 - row.y0) * PAUSE:
            start = first
    tail = replace(region, rows=region.rows[start:])
    return start if _is_side_by_side(tail, source) else len(region.rows)


def _width(column: Sequence[TextLine]) -> float:
    return max(c.x1 for c in column) - min(c.x0 for c in column)


def _is_prose(column: Sequence[TextLine]) -> bool:
    """Tell whether the lines of a column mostly run on from edge to edge."""
    if len(column) < PROSE_LINES:
        return False
    left, right = min(c.x0 for c in column), max(c.x1 for c in column)
    if right - left < PROSE_WIDTH:
        return False
    full = sum(c.x1 - left >= (right - left) * FULL_SHARE for c in column)
    return full * 2 >= len(column)


def _is_side_by_side(region: Region, source: str) -> bool:
    """Tell whether columns of short lines are blocks, such as signatures, and no table."""
    columns = region.columns()
    if any(_DRAWN_LINE.search(source, c.start, c.end) for column in columns for c in column):
        return True
    openings = [[_opening(source, c) for c in column] for column in columns]
    if any(a == b for row in zip(*openings, strict=False) for a, b in pairwise(row)):
        return True
    level = sum(len(row.chunks) > 1 for row in region.rows)
    return len(columns) == PAIR and level * 10 < len(region.rows) * 7


def _are_languages(columns: Sequence[Sequence[TextLine]], source: str) -> bool:
    """Tell whether two columns are in two scripts and run over several lines."""
    shares = sorted(_share_cjk(source, column) for column in columns)
    lines = max(map(len, columns))
    return len(columns) == PAIR and lines >= PROSE_LINES and shares[1] - shares[0] > OTHER_SCRIPT


def _share_cjk(source: str, column: Sequence[TextLine]) -> float:
    text = "".join(source[c.start : c.end] for c in column)
    return len(_CJK.findall(text)) / max(len(text), 1)


def _opening(source: str, chunk: TextLine) -> str:
    word = _WORD.search(source, chunk.start, chunk.end)
    return word.group() if word else source[chunk.start : chunk.end]


def _table_rows(region: Region) -> Iterator[tuple[tuple[TextLine, ...], ...]]:
    """Yield the cells of each row of a table; a cell may hold several lines."""
    cells: list[list[TextLine]] = []
    above: Row | None = None
    for row in region.rows:
        if above is None or _begins_row(region, above, row):
            if cells:
                yield tuple(map(tuple, cells))
            cells = [[] for _ in range(len(region.gutters) + 1)]
        for chunk in row.chunks:
            cells[region.column_of(chunk)].append(chunk)
        above = row
    yield tuple(map(tuple, cells))


def _begins_row(region: Region, above: Row, row: Row) -> bool:
    if region.grid:
        return region.grid.band(above.y0, above.y1) != region.grid.band(row.y0, row.y1)
    filled = {region.column_of(chunk) for chunk in row.chunks}
    near = row.y0 - above.y1 < (row.y1 - row.y0) * 0.8
    return (
        not near or (0 in filled and len(filled) > 1) or len(filled) * 2 > len(region.gutters) + 1
    )


def _whole_lines(rows: Sequence[Row], owners: dict[int, TextLine]) -> tuple[TextLine, ...]:
    chunks = sorted((chunk for row in rows for chunk in row.chunks), key=lambda c: c.start)
    order = {c.start: i for i, row in enumerate(rows) for c in row.chunks}
    lines = _rejoin(chunks, owners)
    return tuple(sorted(lines, key=lambda line: (order[line.start], line.x0)))


def _rejoin(chunks: Sequence[TextLine], owners: dict[int, TextLine]) -> tuple[TextLine, ...]:
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
    return 0 <= chunk.start - line.end <= BETWEEN


def _flows_on(part: _Part, following: _Part) -> bool:
    if part.rows or following.rows or len(part.gutters) != len(following.gutters):
        return False
    pairs = zip(part.gutters, following.gutters, strict=True)
    return all(
        abs(a[0] + a[1] - b[0] - b[1]) < 2 * SAME_GUTTER and LOOSE not in {a, b} for a, b in pairs
    )


def _merge(part: _Part, following: _Part) -> _Part:
    pairs = zip(part.streams, following.streams, strict=True)
    return _Part(tuple(a + b for a, b in pairs), gutters=following.gutters)


def _number(part: _Part, blocks: Iterator[int]) -> Iterator[TextLine]:
    for stream in part.streams:
        block = next(blocks)
        loose, narrow = LOOSE in part.gutters, bool(part.gutters)
        for line in _mark_gaps(stream):
            yield replace(line, block=block, loose=loose, narrow=narrow)
    for row in part.rows:
        block = next(blocks)
        for cell, lines in enumerate(row):
            for line in lines:
                yield replace(line, block=block, cell=cell)


def _mark_gaps(lines: Sequence[TextLine]) -> Iterator[TextLine]:
    """Yield the lines, marked where more white space stands above than usual."""
    pitches = sorted(
        b.y0 - a.y0 for a, b in pairwise(lines) if LEAST_PITCH < b.y0 - a.y0 < MOST_PITCH
    )
    usual = pitches[len(pitches) // 3] if pitches else 0.0
    before = None
    for line in lines:
        if before is None:
            yield replace(line, gap=True)
        elif before.leaf != line.leaf:
            yield replace(line, turned=True)
        elif _is_apart(before, line, usual):
            yield replace(line, gap=True)
        else:
            yield line
        before = line


def _is_apart(above: TextLine, below: TextLine, usual: float) -> bool:
    # Tops and feet of letters differ from line to line: white space shows in both.
    pitch = min(below.y0 - above.y0, below.y1 - above.y1)
    height = max(above.y1 - above.y0, below.y1 - below.y0)
    return pitch > max(usual * LEADING + 1, height * TALL) or below.y1 < above.y0
