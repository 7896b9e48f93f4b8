"""Evidence → page and boxes: a pure look-up in the document's map."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import fields, is_dataclass, replace
from typing import TYPE_CHECKING, Any, TypeAlias, cast

from pipeline.models import Box, Evidence

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pipeline.models import Document, Record
    from pipeline.models.words import Edges

Place: TypeAlias = "tuple[int | None, tuple[Box, ...]]"


def locate_record(record: Record, document: Document) -> Record:
    """Give every evidence of a record its page and boxes."""
    return cast("Record", _locate_all(record, document, {}))


def locate(evidence: Evidence, document: Document) -> Evidence:
    """Give evidence the first page it touches and a box, in points, for each line it touches."""
    page, boxes = _find_place(evidence.start, evidence.end, document)
    return replace(evidence, page=page, boxes=boxes)


def _find_place(start: int, end: int, document: Document) -> Place:
    rows = _find_edges(start, end, document)
    return find_page(start, document), tuple(_merge(rows))


def find_page(start: int, document: Document) -> int | None:
    """Find the page of the first character of the source at or after a place in the text."""
    if not document.runs:
        return None
    index = max(_index_at(start, document), 0)
    run = document.runs[index]
    if start >= run.start + run.length and index + 1 < len(document.runs):
        run = document.runs[index + 1]
    return run.page


def _locate_all(value: object, document: Document, places: dict[tuple[int, int], Place]) -> object:
    if isinstance(value, Evidence):
        # Several facts often rest on the same words.
        span = (value.start, value.end)
        if span not in places:
            places[span] = _find_place(*span, document)
        page, boxes = places[span]
        return replace(value, page=page, boxes=boxes)
    if isinstance(value, tuple):
        return tuple(_locate_all(item, document, places) for item in value)
    if not is_dataclass(value):
        return value
    parts = {f.name: _locate_all(getattr(value, f.name), document, places) for f in fields(value)}
    return replace(cast("Any", value), **parts)


def _index_at(start: int, document: Document) -> int:
    return bisect_right(document.runs, start, key=lambda run: run.start) - 1


def _find_edges(start: int, end: int, document: Document) -> Iterator[Edges]:
    last = -1
    for first, limit in _find_source_ranges(start, end, document):
        found = document.words.find(first, limit)
        for index, edges in zip(found, document.words.edges_of(found), strict=True):
            # A word whose middle was cleaned away is touched by two runs, one after the other.
            if index != last:
                yield edges
            last = index


def _find_source_ranges(start: int, end: int, document: Document) -> Iterator[tuple[int, int]]:
    for index in range(max(_index_at(start, document), 0), len(document.runs)):
        run = document.runs[index]
        if run.start >= end:
            break
        first, limit = max(start, run.start), min(end, run.start + run.length)
        if first < limit:
            shift = run.source_start - run.start
            yield first + shift, limit + shift


def _merge(rows: Iterable[Edges]) -> Iterator[Box]:
    line: Edges | None = None
    for row in rows:
        if line is not None and _is_same_line(line, row):
            line = _unite(line, row)
            continue
        if line is not None:
            yield _make_box(line)
        line = row
    if line is not None:
        yield _make_box(line)


def _is_same_line(line: Edges, word: Edges) -> bool:
    # Words of a line go right; half of the lower one's height must be shared, so that a raised
    # footnote mark stays with its line and the next line does not join.
    page, x0, top, _, bottom = line
    shared = min(bottom, word[4]) - max(top, word[2])
    height = min(bottom - top, word[4] - word[2])
    return page == word[0] and word[1] >= x0 and shared * 2 >= height


def _unite(one: Edges, two: Edges) -> Edges:
    page, x0, y0, x1, y1 = one
    return page, min(x0, two[1]), min(y0, two[2]), max(x1, two[3]), max(y1, two[4])


def _make_box(edges: Edges) -> Box:
    page, *sides = edges
    return Box(page, *(round(side, 2) for side in sides))
