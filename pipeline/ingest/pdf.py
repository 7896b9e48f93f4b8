"""PDF: pdfium's characters and where they stand. Pdfium is not safe for threads: one at a time."""

from __future__ import annotations

import ctypes
import re
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

import pypdfium2
import pypdfium2.raw as pdfium

from pipeline.errors import EncryptedError, TooLargeError, UnreadableError
from pipeline.ingest.gutters import may_have_columns
from pipeline.ingest.lines import DAMAGED, NO_TEXT, TEXT_LAYER, Leaf, PagedText, TextLine
from pipeline.ingest.modes import ALWAYS, AUTO, NEVER
from pipeline.ingest.ocr import Sheet, leave_out
from pipeline.ingest.scan import read_scan
from pipeline.ingest.usable import has_usable_text
from pipeline.ingest.view import View
from pipeline.models import Box, Page, Word

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

MAX_PAGES = 10_000
HIGH, LOW = range(0xD800, 0xDC00), range(0xDC00, 0xE000)  # the halves of a surrogate pair
BEYOND = 0x10000  # the first character that takes a pair
TAIL = 2048  # bytes at the end of the file among which the end marker must stand
# Words, in Chinese at most four characters; pdfium writes no line end after a hyphen it took for
# soft (U+0002, U+FFFE).
_TOKEN = re.compile(
    r"[^\s\u2e80-\ua4cf\uf900-\ufaff\x02\ufffe]+[\x02\ufffe]?|\n|"
    r"[\u2e80-\ua4cf\uf900-\ufaff]{1,4}|[\x02\ufffe]"
)


def read_pdf(data: bytes, shown: str, password: str | None = None, ocr: str = AUTO) -> PagedText:
    """Read a PDF, pages without text by OCR where `ocr` allows it.

    Raise EncryptedError, UnreadableError or TooLargeError.
    """
    with _open(data, shown, password) as pdf:
        if len(pdf) > MAX_PAGES:
            raise TooLargeError(
                f"{shown}: {len(pdf):,} pages, the limit is {MAX_PAGES:,}; split the file"
            )
        parts = list(_read_pages(pdf, ocr))
    warnings = [
        ("damaged_source", f"page {page.number} is damaged and was left out")
        for page, _, _ in parts
        if page.route == DAMAGED
    ]
    if b"%%EOF" not in data[-TAIL:]:
        fault = "the end of the file is missing; what follows may be lost"
        warnings.insert(0, ("damaged_source", fault))
    return PagedText(
        "".join(text for _, text, _ in parts).replace("\x02", "-").replace("\ufffe", "-"),
        tuple(page for page, _, _ in parts),
        tuple(leaf for _, _, leaf in parts),
        tuple(warnings),
    )


def _open(data: bytes, shown: str, password: str | None) -> pypdfium2.PdfDocument:
    try:
        return pypdfium2.PdfDocument(data, password=password)
    except pypdfium2.PdfiumError as error:
        if error.err_code == pdfium.FPDF_ERR_PASSWORD:
            wrong = "the password given is wrong" if password else "is protected by a password"
            raise EncryptedError(
                f"{shown}: {wrong}; give the password or save an unlocked copy"
            ) from error
        if error.err_code == pdfium.FPDF_ERR_SECURITY:
            raise EncryptedError(
                f"{shown}: is protected in a way that cannot be opened; save an unlocked copy"
            ) from error
        raise UnreadableError(
            f"{shown}: is damaged and cannot be opened as a PDF; ask for the file again or "
            "save it anew in a PDF viewer"
        ) from error


def _read_pages(pdf: pypdfium2.PdfDocument, ocr: str) -> Iterator[tuple[Page, str, Leaf]]:
    start = 0
    for number in range(1, len(pdf) + 1):
        try:
            page = pdf[number - 1]
            text_page = page.get_textpage()
        except pypdfium2.PdfiumError:
            yield (
                Page(number, 0.0, 0.0, 0, start, 0, DAMAGED, NO_TEXT),
                "",
                Leaf(number, 0.0, 0.0, ()),
            )
            continue
        about, text, leaf = _read_page(page, text_page, (number, start), ocr)
        yield about, text, leaf
        start += len(text)
        text_page.close()
        page.close()


def _read_page(
    page: pypdfium2.PdfPage, text_page: pypdfium2.PdfTextPage, place: tuple[int, int], ocr: str
) -> tuple[Page, str, Leaf]:
    number, start = place
    text = _read_characters(text_page)
    left, bottom, right, top = page.get_bbox()
    view = View(left, bottom, right, top, page.get_rotation())
    size = view.width, view.height, view.rotation
    if ocr == ALWAYS or not has_usable_text(text):
        sheet = Sheet(number, start, *size)
        return leave_out(sheet) if ocr == NEVER else read_scan(page, sheet)
    leaf = _read_leaf(text, text_page, view, place)
    return Page(number, *size, start, len(text), "plain", TEXT_LAYER), text, leaf


def _read_characters(text_page: pypdfium2.PdfTextPage) -> str:
    count = text_page.count_chars()
    if not count:
        return ""
    text: str = text_page.get_text_range(0, count)
    last = pdfium.FPDFText_GetTextIndexFromCharIndex(text_page, count - 1)
    if len(text) == count and last == count - 1:
        return text
    codes = [pdfium.FPDFText_GetUnicode(text_page, index) for index in range(count)]
    return "".join(_join_surrogates(codes))


def _join_surrogates(codes: list[int]) -> Iterator[str]:
    """Yield one character an index; the second half of a pair becomes one that clean-up drops."""
    second = False
    for code, following in zip(codes, [*codes[1:], 0], strict=True):
        if second:
            second = False
            yield "\u200b"
        elif code in HIGH and following in LOW:
            second = True
            yield chr(BEYOND + ((code - HIGH.start) << 10) + following - LOW.start)
        elif code in HIGH or code in LOW or code > sys.maxunicode:
            yield "\ufffd"
        else:
            yield chr(code)


def _read_leaf(
    text: str, text_page: pypdfium2.PdfTextPage, view: View, place: tuple[int, int]
) -> Leaf:
    number, offset = place
    words: list[tuple[Word, ...]] = []
    line: list[Word] = []
    find_box = _box_finder(text_page, view, number)
    for token in _TOKEN.finditer(text):
        start, end = token.span()
        last = text[end - 1]
        if last != "\n":
            line.append(Word(start + offset, end + offset, find_box(start, end - 1)))
        if line and last in "\n\x02\ufffe":
            words.append(tuple(line))
            line = []
    if line:
        words.append(tuple(line))
    lines = tuple(_make_line(line, number) for line in words)
    leaf = Leaf(number, view.width, view.height, lines, tuple(words))
    if not may_have_columns(leaf):
        return leaf
    return replace(leaf, rules=tuple(_find_rules(text_page.page, view)))


def _find_rules(page: pypdfium2.PdfPage, view: View) -> Iterator[tuple[float, float, float, float]]:
    edges = tuple(ctypes.c_float() for _ in range(4))
    for index in range(pdfium.FPDFPage_CountObjects(page)):
        item = pdfium.FPDFPage_GetObject(page, index)
        if pdfium.FPDFPageObj_GetType(item) != pdfium.FPDF_PAGEOBJ_PATH:
            continue
        if pdfium.FPDFPageObj_GetBounds(item, *edges):
            left, bottom, right, top = (edge.value for edge in edges)
            yield view.turn(left, bottom, right, top)


def _make_line(words: list[Word] | tuple[Word, ...], number: int) -> TextLine:
    boxes = [word.box for word in words]
    return TextLine(
        words[0].start,
        words[-1].end,
        number,
        min([box.x0 for box in boxes]),
        min([box.y0 for box in boxes]),
        max([box.x1 for box in boxes]),
        max([box.y1 for box in boxes]),
    )


def _box_finder(
    text_page: pypdfium2.PdfTextPage, view: View, number: int
) -> Callable[[int, int], Box]:
    """Return the function that finds the box around the characters from `first` to `last`.

    It runs once a word: everything it needs is bound beforehand. The boxes are as high as the
    font, so that lines set alike stand alike.
    """
    handle, read_box = text_page.raw, pdfium.FPDFText_GetLooseCharBox
    one, two = pdfium.FS_RECTF(), pdfium.FS_RECTF()
    one_at, two_at = ctypes.byref(one), ctypes.byref(two)
    upright, left, top = view.rotation == 0, view.left, view.top

    def find_box(first: int, last: int) -> Box:
        read_box(handle, first, one_at)
        read_box(handle, last, two_at)
        x0, y1, x1, y0 = one.left, one.bottom, two.right, one.top
        if upright and two.top == y0 and x1 >= x0:
            return Box(number, x0 - left, top - y0, x1 - left, top - y1)
        return Box(number, *view.turn(*_bound(one, two)))

    return find_box


def _bound(one: pdfium.FS_RECTF, two: pdfium.FS_RECTF) -> tuple[float, float, float, float]:
    return (
        min(one.left, two.left),
        min(one.bottom, two.bottom),
        max(one.right, two.right),
        max(one.top, two.top),
    )
