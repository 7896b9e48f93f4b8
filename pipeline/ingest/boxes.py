"""Boxes of words, asked of pdfium in one go: call by call they would cost more than the text."""

from __future__ import annotations

import ctypes
from array import array
from collections import deque
from itertools import repeat
from operator import le
from typing import TYPE_CHECKING

import pypdfium2.raw as pdfium

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import pypdfium2

    from pipeline.ingest.view import View

Native = type[ctypes.c_void_p] | type[ctypes.c_int] | type[ctypes.c_ulong]
Edges = tuple[list[float], list[float], list[float], list[float]]  # x0, y0, x1, y1

_BOX = 4  # floats of an FS_RECTF: left, top, right, bottom
_SLOTS = 4096  # boxes asked for at a time
_buffer = array("f", bytes(_SLOTS * _BOX * ctypes.sizeof(ctypes.c_float)))
_shared = (ctypes.c_float * len(_buffer)).from_buffer(_buffer)
_places = [
    ctypes.byref(_shared, slot * _BOX * ctypes.sizeof(ctypes.c_float)) for slot in range(_SLOTS)
]
# Without declared types nothing is converted and checked at each call, which takes longer than the
# call itself; pdfium calls nothing back, so the interpreter's lock can stay where it is.
_read_box = ctypes.PYFUNCTYPE(None)(
    ctypes.cast(pdfium.FPDFText_GetLooseCharBox, ctypes.c_void_p).value or 0
)


def address_function(
    function: Callable[..., object],
    *arguments: Native,
    result: Native = ctypes.c_void_p,
) -> Callable[..., int]:
    """Return a function of pdfium that takes and gives addresses as numbers."""
    address = ctypes.cast(function, ctypes.c_void_p).value or 0  # type: ignore[arg-type]  # it is a C function
    return ctypes.PYFUNCTYPE(result, *arguments)(address)


def find_edges(
    text_page: pypdfium2.PdfTextPage, view: View, spans: Sequence[tuple[int, int]]
) -> Edges:
    """Return the edges of words as displayed, in points; `spans` are their characters.

    A word's box is that around its first and last character. The boxes are as high as the font,
    so that lines set alike stand alike.
    """
    corners = [index for start, end in spans for index in (start, end - 1)]
    values = read_boxes(text_page, corners)
    left, top, right, bottom = (_pair(values, edge) for edge in range(_BOX))
    return view.turn_all(_lower(*left), _lower(*bottom), _upper(*right), _upper(*top))


def _pair(values: list[float], edge: int) -> tuple[list[float], list[float]]:
    """Return an edge of all first and of all last characters."""
    return values[edge :: 2 * _BOX], values[edge + _BOX :: 2 * _BOX]


def _lower(first: list[float], last: list[float]) -> list[float]:
    return first if all(map(le, first, last)) else list(map(min, first, last))


def _upper(first: list[float], last: list[float]) -> list[float]:
    return last if all(map(le, first, last)) else list(map(max, first, last))


def read_boxes(text_page: pypdfium2.PdfTextPage, characters: Sequence[int]) -> list[float]:
    """Return left, top, right and bottom of each character, in page space (y upwards)."""
    handle = ctypes.cast(text_page.raw, ctypes.c_void_p)
    values: list[float] = []
    for first in range(0, len(characters), _SLOTS):
        some = characters[first : first + _SLOTS]
        # A box that pdfium does not give must not be the one that stood here before.
        ctypes.memset(_shared, 0, len(some) * _BOX * _buffer.itemsize)
        deque(map(_read_box, repeat(handle), some, _places), maxlen=0)
        values += _buffer[: len(some) * _BOX].tolist()
    return values
