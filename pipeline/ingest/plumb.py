"""Geometry: what is drawn on a page, by pdfplumber, where pdfium's own list does not settle it.

It costs some fifty times what the text of the page does, so only pages are read so that hold
small squares: whether these are check boxes, and marked, only the paths themselves tell.
"""

from __future__ import annotations

import io
import struct
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pdfplumber
from pdfminer.pdftypes import PDFException
from pdfminer.psparser import PSException
from pdfplumber.utils.exceptions import PdfminerException

from pipeline.ingest.checkboxes import LEAST_SIDE, MOST_SIDE, UNEVEN, CheckBox, is_square

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pdfplumber.page import Page

    from pipeline.ingest.checkboxes import Rectangle

INSIDE = 1.0  # points from its edge where a mark in it begins
# What pdfminer raises on pages that others read: it checks little of what a file says.
_FAULTS = (
    PdfminerException,
    PDFException,
    PSException,
    LookupError,
    ValueError,
    TypeError,
    AttributeError,
    ArithmeticError,
    AssertionError,
    NotImplementedError,
    RecursionError,
    OSError,
    struct.error,
    zlib.error,
)


@dataclass(frozen=True, slots=True)
class Geometry:
    """What is drawn on a page, in points from the top left of the page as displayed."""

    rules: tuple[Rectangle, ...]
    boxes: tuple[CheckBox, ...]


def read_geometry(
    data: bytes, number: int, origin: tuple[float, float], password: str | None = None
) -> Geometry | None:
    """Return what is drawn on a page, counted from 1; None when pdfplumber cannot read it.

    `origin` is the top left of what is displayed, seen from that of the whole sheet.
    """
    try:
        with pdfplumber.open(io.BytesIO(data), pages=[number], password=password) as pdf:
            page = pdf.pages[0]
            geometry = _read_page(page, origin)
            page.close()
    except _FAULTS:
        return None
    return geometry


def _read_page(page: Page, origin: tuple[float, float]) -> Geometry:
    left, top = page.bbox[0] + origin[0], page.bbox[1] + origin[1]
    rects, lines, curves, letters = (
        [_place(item, left, top) for item in items]
        for items in (page.rects, page.lines, page.curves, filter(_shows, page.chars))
    )
    slanted = [line for line in lines if not _is_upright(line)]
    marks = (*slanted, *curves, *letters, *(rect for rect in rects if not is_square(rect)))
    # A square without an edge is a bullet.
    edged = [_place(item, left, top) for item in page.rects if item["stroke"]]
    squares = _find_squares([*edged, *_join_sides([*rects, *lines])])
    boxes = (CheckBox(square, _is_marked(square, marks)) for square in squares)
    return Geometry((*rects, *lines, *curves), tuple(boxes))


def _shows(character: dict[str, str]) -> bool:
    return bool(character["text"].strip())


def _is_upright(line: Rectangle) -> bool:
    """Tell whether a line goes along an edge of the page."""
    return min(line[2] - line[0], line[3] - line[1]) < INSIDE


def _place(item: dict[str, float], left: float, top: float) -> Rectangle:
    return item["x0"] - left, item["top"] - top, item["x1"] - left, item["bottom"] - top


def _find_squares(drawn: Iterable[Rectangle]) -> Iterator[Rectangle]:
    """Yield squares, each once though its edge and its ground may be drawn apart."""
    seen: list[Rectangle] = []
    for rule in sorted(filter(is_square, drawn)):
        if not any(_is_same(rule, other) for other in seen):
            seen.append(rule)
            yield rule


def _is_same(one: Rectangle, two: Rectangle) -> bool:
    return all(abs(a - b) < UNEVEN for a, b in zip(one, two, strict=True))


def _join_sides(drawn: Sequence[Rectangle]) -> Iterator[Rectangle]:
    """Yield the squares that four lines make."""
    flat = [r for r in drawn if r[3] - r[1] < INSIDE and LEAST_SIDE <= r[2] - r[0] <= MOST_SIDE]
    uprights = [r for r in drawn if r[2] - r[0] < INSIDE and LEAST_SIDE <= r[3] - r[1] <= MOST_SIDE]
    for over in flat:
        below = [r for r in flat if r[1] > over[1] and abs(r[0] - over[0]) < INSIDE]
        sides = [r for r in uprights if abs(r[1] - over[1]) < UNEVEN]
        edges = [x for x in (over[0], over[2]) if any(abs(r[0] - x) < UNEVEN for r in sides)]
        if below and len(edges) > 1:
            yield over[0], over[1], over[2], min(r[3] for r in below)


def _is_marked(square: Rectangle, marks: Iterable[Rectangle]) -> bool:
    x0, y0, x1, y1 = square
    return any(
        x0 - UNEVEN < mark[0]
        and mark[2] < x1 + UNEVEN
        and x0 + INSIDE < (mark[0] + mark[2]) / 2 < x1 - INSIDE
        and y0 + INSIDE < (mark[1] + mark[3]) / 2 < y1 - INSIDE
        for mark in marks
    )
