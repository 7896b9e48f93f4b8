"""Drawings: the lines and boxes on a page, by pdfium or, where these do not say, pdfplumber."""

from __future__ import annotations

import ctypes
from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING

import pypdfium2.raw as pdfium

from pipeline.ingest.lines import GEOMETRY
from pipeline.ingest.view import View

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import pypdfium2

    from pipeline.ingest.lines import Edit, Leaf
    from pipeline.ingest.plumb import CheckBox, Rectangle
    from pipeline.models import Word

MAX_PLUMBED = 40  # pages of a document: each takes a tenth of a second
MOST_RULES = 10_000  # lines drawn on a page beyond which they are a picture
MAX_OBJECTS = 20_000  # of a page that pdfplumber is asked to read
LEAST_SIDE, MOST_SIDE = 5.0, 16.0  # points of a check box
UNEVEN = 2.0  # points that its sides may differ
NEAR = 30.0  # points from a check box to the word that it stands before
MARKED, EMPTY = "\u2612", "\u2610"
_MARKS = frozenset("xX\u2713\u2714\u2717\u2718\u00d7")


@dataclass(slots=True)
class Drawings:
    """Finds what is drawn on the pages of a PDF; `plumbed` counts those read by pdfplumber."""

    data: bytes
    password: str | None
    plumbed: int = 0

    def add(self, leaf: Leaf, page: pypdfium2.PdfPage, view: View, text: str) -> Leaf:
        """Return the page with what is drawn on it, and its check boxes as characters.

        `text` are the characters of the page.
        """
        count = pdfium.FPDFPage_CountObjects(page)
        rules = tuple(islice(_find_rules(page, view, count), MOST_RULES))
        if self._is_settled(rules, page, count):
            return replace(leaf, rules=rules)
        # It is slow to load and few documents need it.
        from pipeline.ingest.plumb import read_geometry

        self.plumbed += 1
        left, bottom, right, top = page.get_mediabox()
        sheet = View(left, bottom, right, top, view.rotation)
        x, y, *_ = sheet.turn(view.left, view.bottom, view.right, view.top)
        geometry = read_geometry(self.data, leaf.number, (x, y), self.password)
        if geometry is None:
            return replace(leaf, rules=rules)
        edits = (edit for box in geometry.boxes for edit in _write_box(box, leaf, text))
        joined = tuple(sorted({*leaf.edits, *edits}))
        return replace(leaf, rules=geometry.rules, edits=joined, route=GEOMETRY)

    def _is_settled(self, rules: Sequence[Rectangle], page: pypdfium2.PdfPage, count: int) -> bool:
        if self.plumbed >= MAX_PLUMBED or count > MAX_OBJECTS:
            return True
        return not any(map(is_square, rules)) and not _has_nested_drawings(page, count)


def is_square(rule: Rectangle) -> bool:
    """Tell whether what is drawn is as large as a check box and a square."""
    width, height = rule[2] - rule[0], rule[3] - rule[1]
    is_small = LEAST_SIDE <= width <= MOST_SIDE and LEAST_SIDE <= height <= MOST_SIDE
    return is_small and abs(width - height) < UNEVEN


def _find_rules(page: pypdfium2.PdfPage, view: View, count: int) -> Iterator[Rectangle]:
    edges = tuple(ctypes.c_float() for _ in range(4))
    for index in range(count):
        item = pdfium.FPDFPage_GetObject(page, index)
        if pdfium.FPDFPageObj_GetType(item) != pdfium.FPDF_PAGEOBJ_PATH:
            continue
        if pdfium.FPDFPageObj_GetBounds(item, *edges):
            left, bottom, right, top = (edge.value for edge in edges)
            yield view.turn(left, bottom, right, top)


def _has_nested_drawings(page: pypdfium2.PdfPage, count: int) -> bool:
    for index in range(count):
        item = pdfium.FPDFPage_GetObject(page, index)
        if pdfium.FPDFPageObj_GetType(item) != pdfium.FPDF_PAGEOBJ_FORM:
            continue
        nested = range(min(pdfium.FPDFFormObj_CountObjects(item), MAX_OBJECTS))
        kinds = (pdfium.FPDFPageObj_GetType(pdfium.FPDFFormObj_GetObject(item, i)) for i in nested)
        if pdfium.FPDF_PAGEOBJ_PATH in kinds:
            return True
    return False


def _write_box(found: CheckBox, leaf: Leaf, text: str) -> Iterator[Edit]:
    """Yield the change that writes a check box: in front of its word, or over the mark in it.

    A square with anything else in it, such as a number, is no check box.
    """
    x0, y0, x1, y1 = found.box
    words = [word for word in leaf.words if _is_level(word, y0, y1)]
    for word in words:
        if x0 - UNEVEN < word.box.x0 and word.box.x1 < x1 + UNEVEN:
            if text[word.start - leaf.start : word.end - leaf.start] in _MARKS:
                yield word.start, word.end, MARKED
            return
    after = [word for word in words if x1 - UNEVEN < word.box.x0 < x1 + NEAR]
    if after:
        start = min(after, key=lambda word: word.box.x0).start
        yield start, start, f"{MARKED if found.is_marked else EMPTY} "


def _is_level(word: Word, y0: float, y1: float) -> bool:
    return word.box.y0 < (y0 + y1) / 2 < word.box.y1
