"""Evidence → page and boxes: a pure look-up in the document's map."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import fields, is_dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING, Any, cast

from pipeline.models import Box, Evidence

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pipeline.models import Document, Record, Word


def locate_record(record: Record, document: Document) -> Record:
    """Give every evidence of a record its page and boxes."""
    return cast("Record", _locate_all(record, document))


def locate(evidence: Evidence, document: Document) -> Evidence:
    """Give evidence the first page it touches and a box, in points, for each line it touches."""
    page = find_page(evidence.start, document)
    words = _find_words(evidence.start, evidence.end, document)
    return replace(evidence, page=page, boxes=tuple(_merge_boxes(word.box for word in words)))


def find_page(start: int, document: Document) -> int | None:
    """Find the page of the first character of the source at or after a place in the text."""
    if not document.runs:
        return None
    index = max(_index_at(start, document), 0)
    run = document.runs[index]
    if start >= run.start + run.length and index + 1 < len(document.runs):
        run = document.runs[index + 1]
    return run.page


def _locate_all(value: object, document: Document) -> object:
    if isinstance(value, Evidence):
        return locate(value, document)
    if isinstance(value, tuple):
        return tuple(_locate_all(item, document) for item in value)
    if not is_dataclass(value):
        return value
    parts = {f.name: _locate_all(getattr(value, f.name), document) for f in fields(value)}
    return replace(cast("Any", value), **parts)


def _index_at(start: int, document: Document) -> int:
    return bisect_right(document.runs, start, key=lambda run: run.start) - 1


def _find_words(start: int, end: int, document: Document) -> Iterator[Word]:
    indexes = (
        index
        for first, limit in _find_source_ranges(start, end, document)
        for index in document.words.find(first, limit)
    )
    # A word whose middle was cleaned away is touched by two runs, one after the other.
    return (document.words[index] for index, _ in groupby(indexes))


def _find_source_ranges(start: int, end: int, document: Document) -> Iterator[tuple[int, int]]:
    for index in range(max(_index_at(start, document), 0), len(document.runs)):
        run = document.runs[index]
        if run.start >= end:
            break
        first, limit = max(start, run.start), min(end, run.start + run.length)
        if first < limit:
            shift = run.source_start - run.start
            yield first + shift, limit + shift


def _merge_boxes(boxes: Iterable[Box]) -> Iterator[Box]:
    line: Box | None = None
    for box in boxes:
        if line is not None and _is_same_line(line, box):
            line = _unite(line, box)
            continue
        if line is not None:
            yield _round(line)
        line = box
    if line is not None:
        yield _round(line)


def _is_same_line(line: Box, box: Box) -> bool:
    # Words of a line go right; half of the lower one's height must be shared, so that a raised
    # footnote mark stays with its line and the next line does not join.
    shared = min(line.y1, box.y1) - max(line.y0, box.y0)
    height = min(line.y1 - line.y0, box.y1 - box.y0)
    return line.page == box.page and box.x0 >= line.x0 and shared * 2 >= height


def _unite(one: Box, two: Box) -> Box:
    return Box(
        page=one.page,
        x0=min(one.x0, two.x0),
        y0=min(one.y0, two.y0),
        x1=max(one.x1, two.x1),
        y1=max(one.y1, two.y1),
    )


def _round(box: Box) -> Box:
    edges = (round(edge, 2) for edge in (box.x0, box.y0, box.x1, box.y1))
    return Box(box.page, *edges)
