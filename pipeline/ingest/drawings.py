"""Drawings: the lines and boxes on a page, by pdfium or, where these do not say, pdfplumber."""

from __future__ import annotations

import ctypes
from dataclasses import dataclass, replace
from functools import reduce
from itertools import islice, repeat
from typing import TYPE_CHECKING

import pypdfium2.raw as pdfium

from pipeline.ingest.boxes import address_function
from pipeline.ingest.checkboxes import has_word_after, is_square, write_boxes
from pipeline.ingest.lines import GEOMETRY
from pipeline.ingest.view import View

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import pypdfium2

    from pipeline.ingest.checkboxes import Rectangle
    from pipeline.ingest.lines import Leaf

Matrix = tuple[float, float, float, float, float, float]

MAX_PLUMBED = 20  # pages of a document: each takes some tenths of a second
MOST_RULES = 3_000  # lines drawn on a page beyond which they are a picture
MOST_SQUARES = 60  # of a page that are looked at
MAX_DEPTH = 4  # forms within forms
MAX_OBJECTS = 20_000  # of a page that pdfplumber is asked to read
_DRAWN = frozenset((pdfium.FPDF_PAGEOBJ_PATH, pdfium.FPDF_PAGEOBJ_FORM))

# A page has thousands of objects: addresses as numbers save making two objects for each.
_get_object = address_function(pdfium.FPDFPage_GetObject, ctypes.c_void_p, ctypes.c_int)
_get_nested = address_function(pdfium.FPDFFormObj_GetObject, ctypes.c_void_p, ctypes.c_ulong)
_get_type = address_function(pdfium.FPDFPageObj_GetType, ctypes.c_void_p, result=ctypes.c_int)


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
        is_settled = not squares or not has_word_after(squares, leaf)
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
