"""Drawings: the lines and boxes on a page, by pdfium or, where these do not say, pdfplumber."""

from __future__ import annotations

import ctypes
from dataclasses import dataclass, replace
from functools import reduce
from itertools import islice, repeat
from typing import TYPE_CHECKING

import pypdfium2.raw as pdfium

from pipeline.ingest.boxes import address_function
from pipeline.ingest.lines import GEOMETRY
from pipeline.ingest.view import View

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    import pypdfium2

    from pipeline.ingest.lines import Edit, Leaf
    from pipeline.models import Word

Rectangle = tuple[float, float, float, float]
Matrix = tuple[float, float, float, float, float, float]

MAX_PLUMBED = 20  # pages of a document: each takes some tenths of a second
MOST_RULES = 3_000  # lines drawn on a page beyond which they are a picture
MOST_SQUARES = 60  # of a page that are looked at
MAX_DEPTH = 4  # forms within forms
MAX_OBJECTS = 20_000  # of a page that pdfplumber is asked to read
LEAST_SIDE, MOST_SIDE = 5.0, 16.0  # points of a check box
UNEVEN = 2.0  # points that its sides may differ
NEAR = 30.0  # points from a check box to the word that it stands before
MARKED, EMPTY = "\u2612", "\u2610"
_DRAWN = frozenset((pdfium.FPDF_PAGEOBJ_PATH, pdfium.FPDF_PAGEOBJ_FORM))
_MARKS = frozenset("xX\u2713\u2714\u2717\u2718\u00d7")

# A page has thousands of objects: addresses as numbers save making two objects for each.
_get_object = address_function(pdfium.FPDFPage_GetObject, ctypes.c_void_p, ctypes.c_int)
_get_nested = address_function(pdfium.FPDFFormObj_GetObject, ctypes.c_void_p, ctypes.c_ulong)
_get_type = address_function(pdfium.FPDFPageObj_GetType, ctypes.c_void_p, result=ctypes.c_int)


@dataclass(frozen=True, slots=True)
class CheckBox:
    """A square to be ticked, in points from the top left of the page, and whether it is."""

    box: Rectangle
    is_marked: bool


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
        squares = list(islice(filter(is_square, rules), MOST_SQUARES))
        is_settled = not squares or not _has_word_after(squares, leaf)
        if is_settled or self.plumbed >= MAX_PLUMBED or count > MAX_OBJECTS:
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
        drawn = write_boxes(leaf, geometry.boxes, text)
        return replace(drawn, rules=geometry.rules, route=GEOMETRY)


def write_boxes(leaf: Leaf, boxes: Sequence[CheckBox], text: str) -> Leaf:
    """Return the page with check boxes as characters; `text` are the characters of the page."""
    if not boxes:
        return leaf
    edits = {edit for box in boxes for edit in _write_box(box, leaf, text)}
    return replace(leaf, edits=tuple(sorted({*leaf.edits, *edits})))


def is_square(rule: Rectangle) -> bool:
    """Tell whether what is drawn is as large as a check box and a square."""
    width, height = rule[2] - rule[0], rule[3] - rule[1]
    is_small = LEAST_SIDE <= width <= MOST_SIDE and LEAST_SIDE <= height <= MOST_SIDE
    return is_small and abs(width - height) < UNEVEN


def _find_rules(page: pypdfium2.PdfPage, view: View, count: int) -> Iterator[Rectangle]:
    handle = ctypes.cast(page.raw, ctypes.c_void_p).value
    items = map(_get_object, repeat(handle), range(count))
    for box in _find_paths(items, ()):
        yield view.turn(*box)


def _find_paths(items: Iterable[int], matrices: tuple[Matrix, ...]) -> Iterator[Rectangle]:
    """Yield the bounds of paths in page space, those nested in forms too.

    `matrices` lead from the space of the form to that of the page, the innermost first.
    """
    edges = tuple(ctypes.c_float() for _ in range(4))
    for address in items:
        kind = _get_type(address)
        if kind not in _DRAWN:
            continue
        item = ctypes.cast(address, pdfium.FPDF_PAGEOBJECT)
        if kind == pdfium.FPDF_PAGEOBJ_FORM:
            if len(matrices) < MAX_DEPTH:
                inner = map(
                    _get_nested, repeat(address), range(pdfium.FPDFFormObj_CountObjects(item))
                )
                yield from _find_paths(inner, (_read_matrix(item), *matrices))
        elif pdfium.FPDFPageObj_GetBounds(item, *edges):
            x0, y0, x1, y1 = (edge.value for edge in edges)
            yield reduce(_map, matrices, (x0, y0, x1, y1))


def _read_matrix(item: object) -> Matrix:
    found = pdfium.FS_MATRIX()
    pdfium.FPDFPageObj_GetMatrix(item, ctypes.byref(found))
    return found.a, found.b, found.c, found.d, found.e, found.f


def _map(box: Rectangle, matrix: Matrix) -> Rectangle:
    x0, y0, x1, y1 = box
    a, b, c, d, e, f = matrix
    corners = [(a * x + c * y + e, b * x + d * y + f) for x in (x0, x1) for y in (y0, y1)]
    across, up = zip(*corners, strict=True)
    return min(across), min(up), max(across), max(up)


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
    after = [word for word in words if _is_after(word, x1)]
    if after:
        start = min(after, key=lambda word: word.box.x0).start
        yield start, start, f"{MARKED if found.is_marked else EMPTY} "


def _has_word_after(squares: Sequence[Rectangle], leaf: Leaf) -> bool:
    words = tuple(leaf.words)
    return any(
        _is_level(word, y0, y1) and _is_after(word, x1)
        for _, y0, x1, y1 in squares
        for word in words
    )


def _is_after(word: Word, edge: float) -> bool:
    return edge - UNEVEN < word.box.x0 < edge + NEAR


def _is_level(word: Word, y0: float, y1: float) -> bool:
    return word.box.y0 < (y0 + y1) / 2 < word.box.y1
