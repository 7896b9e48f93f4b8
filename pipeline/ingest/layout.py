"""Layout: the lines of pages in reading order. Pages without columns keep pdfium's order."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import count, groupby, pairwise
from typing import TYPE_CHECKING

from pipeline.ingest.grids import find_grids
from pipeline.ingest.gutters import find_regions, find_rows, split_chunks
from pipeline.ingest.notes import NOTE, split_notes
from pipeline.ingest.parts import Part, Parter, is_prose

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.ingest.lines import Leaf, TextLine

SAME_GUTTER = 24.0  # points that a gutter may wander over the page end
SAME_EDGE = 12.0  # likewise the edge of a column
LEADING = 1.2  # times the usual distance of lines: white space above
TALL = 1.35  # times the height of a larger line, which stands further apart
LEAST_PITCH, MOST_PITCH = 2.0, 60.0  # points from line to line
UPWARDS = 3.0  # heights of a line that the next one may stand above it


@dataclass(frozen=True, slots=True)
class Reading:
    """Lines in reading order and which way each page went: `plain`, `sorted` or `columns`."""

    lines: tuple[TextLine, ...]
    routes: tuple[str, ...]


def order_lines(leaves: Sequence[Leaf], source: str) -> Reading:
    """Return the lines of all pages in reading order, gaps marked, blocks numbered."""
    plain = {leaf.number: split_notes(leaf, source) for leaf in leaves if leaf.rules is None}
    notes = {number: lines for number, (_, lines) in plain.items() if lines}
    bodies = (plain[leaf.number][0] if leaf.number in notes else leaf for leaf in leaves)
    pages = [_split_page(leaf, source) for leaf in bodies]
    merged: list[Part] = []
    for _, parts in pages:
        following = merged and parts and _flow_on(merged[-1], parts[0])
        if following:
            merged[-1] = following
            merged.extend(parts[1:])
        else:
            merged.extend(parts)
    blocks = count()
    noted = (_add_notes(part, notes) for part in merged) if notes else merged
    lines = tuple(line for part in noted for line in _number(part, blocks))
    return Reading(lines, tuple(route for route, _ in pages))


def _split_page(leaf: Leaf, source: str) -> tuple[str, list[Part]]:
    if not leaf.lines:
        return "plain", []
    plain = [Part((leaf.lines,))]
    if leaf.rules is None:
        return "plain", plain
    grids = find_grids(leaf.rules, leaf.width, leaf.height)
    rows = find_rows(split_chunks(leaf, grids))
    regions = find_regions(rows, grids)
    parter = Parter(source, {line.start: line for line in leaf.lines}, grids)
    if any(region.gutters for region in regions):
        return "columns", [part for region in regions for part in parter.part(region)]
    if _jumps_up(leaf.lines):
        return "sorted", [Part((parter.level_lines(rows),))]
    return "plain", plain


def _add_notes(part: Part, notes: dict[int, tuple[TextLine, ...]]) -> Part:
    """Return the part with the notes of its pages where the sentence over the page end has ended.

    That is where white space stands next; notes that were added are taken from `notes`.
    """
    if len(part.streams) != 1:
        return part
    lines = part.streams[0]
    starts = [i for i, (gap, _) in enumerate(_find_gaps(lines)) if gap]
    added: dict[int, tuple[TextLine, ...]] = {}
    for page in sorted({line.leaf for line in lines} & notes.keys()):
        place = next((i for i in starts if lines[i].leaf > page), len(lines))
        added[place] = added.get(place, ()) + notes.pop(page)
    cuts = pairwise(sorted({0, *added, len(lines)}))
    pieces = (lines[a:b] + added.get(b, ()) for a, b in cuts)
    return replace(part, streams=(tuple(line for piece in pieces for line in piece),))


def _jumps_up(lines: Sequence[TextLine]) -> bool:
    """Tell whether a line was drawn before one that stands above it."""
    return any(b.y1 < a.y0 - (a.y1 - a.y0) * UPWARDS for a, b in pairwise(lines))


def _flow_on(part: Part, following: Part) -> Part | None:
    """Return one part when the columns of a page go on in those of the next one."""
    if part.rows or following.rows or part.loose or following.loose:
        return None
    if len(part.gutters) == len(following.gutters):
        pairs = zip(part.gutters, following.gutters, strict=True)
        if any(abs(a[0] + a[1] - b[0] - b[1]) >= 2 * SAME_GUTTER for a, b in pairs):
            return None
        streams = zip(part.streams, following.streams, strict=True)
        return replace(following, streams=tuple(a + b for a, b in streams))
    return None if following.gutters else _flow_into_one(part, following.streams[0])


def _flow_into_one(part: Part, lines: tuple[TextLine, ...]) -> Part | None:
    """Return the part with lines of the next page added to the column that they fill."""
    for number, stream in enumerate(part.streams):
        if not stream:
            continue
        left, right = min(c.x0 for c in stream), max(c.x1 for c in stream)
        inside = all(left - SAME_EDGE < c.x0 and c.x1 < right + SAME_EDGE for c in lines)
        if inside and is_prose((*stream, *lines)) and is_prose(lines):
            streams = list(part.streams)
            streams[number] = stream + lines
            return replace(part, streams=tuple(streams))
    return None


def _number(part: Part, blocks: Iterator[int]) -> Iterator[TextLine]:
    for stream in part.streams:
        block, narrow = next(blocks), bool(part.gutters)
        for row, members in groupby(stream, key=lambda line: line.block):
            if row == NOTE:
                yield from _number_notes(tuple(members), next(blocks))
                continue
            if row:
                yield from _number_row(members, next(blocks))
                continue
            lines = tuple(members)
            for line, (gap, turned) in zip(lines, _find_gaps(lines), strict=True):
                yield line.settle(block, gap=gap, turned=turned, loose=part.loose, narrow=narrow)
    for cells in part.rows:
        block = next(blocks)
        for cell, lines in enumerate(cells):
            yield from (replace(line, block=block, cell=cell) for line in lines)


def _number_notes(lines: tuple[TextLine, ...], block: int) -> Iterator[TextLine]:
    for line, (gap, turned) in zip(lines, _find_gaps(lines), strict=True):
        yield line.settle(block, gap=gap, turned=turned, loose=False, narrow=False)


def _number_row(members: Iterator[TextLine], block: int) -> Iterator[TextLine]:
    for line in sorted(members, key=lambda line: (line.cell or 0, line.y0)):
        yield replace(line, block=block)


def _find_gaps(lines: Sequence[TextLine]) -> Iterator[tuple[bool, bool]]:
    """Yield for each line whether more white space than usual or a page end stands above it."""
    pitches = sorted(
        b.y0 - a.y0 for a, b in pairwise(lines) if LEAST_PITCH < b.y0 - a.y0 < MOST_PITCH
    )
    usual = pitches[len(pitches) // 3] if pitches else 0.0
    yield True, False
    for before, line in pairwise(lines):
        turned = before.leaf != line.leaf
        yield not turned and _is_apart(before, line, usual), turned


def _is_apart(above: TextLine, below: TextLine, usual: float) -> bool:
    # Tops and feet of letters differ from line to line: white space shows in both.
    pitch = min(below.y0 - above.y0, below.y1 - above.y1)
    height = max(above.y1 - above.y0, below.y1 - below.y0)
    return pitch > max(usual * LEADING + 1, height * TALL) or below.y1 < above.y0
