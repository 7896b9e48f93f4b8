"""PDF: pdfium's characters and where they stand. Pdfium is not safe for threads: one at a time."""

from __future__ import annotations

import re
import sys
from bisect import bisect_left, bisect_right
from itertools import groupby
from typing import TYPE_CHECKING

import pypdfium2
import pypdfium2.raw as pdfium

from pipeline.errors import EncryptedError, TooLargeError, UnreadableError
from pipeline.ingest.boxes import find_edges
from pipeline.ingest.drawings import Drawings
from pipeline.ingest.gutters import may_have_columns
from pipeline.ingest.joints import find_joints
from pipeline.ingest.lines import DAMAGED, NO_TEXT, TEXT_LAYER, Leaf, PagedText, TextLine
from pipeline.ingest.scans.modes import ALWAYS, AUTO, NEVER
from pipeline.ingest.scans.ocr import Sheet, leave_out
from pipeline.ingest.scans.scan import read_scan
from pipeline.ingest.signatures import find_signatures, tell_signatures
from pipeline.ingest.usable import has_usable_text
from pipeline.ingest.view import View
from pipeline.models import Page, Words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.ingest.boxes import Edges

Spans = list[tuple[int, int]]

MAX_PAGES = 10_000
HIGH, LOW = range(0xD800, 0xDC00), range(0xDC00, 0xE000)  # the halves of a surrogate pair
BEYOND = 0x10000  # the first character that takes a pair
TAIL = 2048  # bytes at the end of the file among which the end marker must stand
_WORD = re.compile(r"\S+")
# Where there are hanzi, at most four are a word, and where pdfium took a hyphen for soft (U+0002,
# U+FFFE), it wrote no line end after it.
_MIXED = re.compile(r"[\x02\ufffe\u2e80-\ua4cf\uf900-\ufaff]")
_MIXED_WORD = re.compile(
    r"[^\s\u2e80-\ua4cf\uf900-\ufaff\x02\ufffe]+|[\u2e80-\ua4cf\uf900-\ufaff]{1,4}"
)
# What pdfium took for a soft hyphen was drawn, wherever it stands.
_DRAWN = str.maketrans("\x02\ufffe\u00ad", "---")
_SOFT = ("\x02", "\ufffe")
_LINE = re.compile(r"[^\n\x02\ufffe]*[\n\x02\ufffe]?")


def read_pdf(data: bytes, shown: str, password: str | None = None, ocr: str = AUTO) -> PagedText:
    """Read a PDF, pages without text by OCR where `ocr` allows it.

    Raise EncryptedError, UnreadableError or TooLargeError.
    """
    with _open(data, shown, password) as pdf:
        if len(pdf) > MAX_PAGES:
            raise TooLargeError(
                f"{shown}: {len(pdf):,} pages, the limit is {MAX_PAGES:,}; split the file"
            )
        parts = list(_read_pages(pdf, Drawings(data, password), ocr))
        signatures = find_signatures(pdf)
    warnings = [*_tell_damaged([page for page, _, _ in parts], shown), *tell_signatures(signatures)]
    if b"%%EOF" not in data[-TAIL:]:
        fault = "the end of the file is missing; what follows may be lost"
        warnings.insert(0, ("damaged_source", fault))
    return PagedText(
        "".join(text for _, text, _ in parts).translate(_DRAWN),
        tuple(page for page, _, _ in parts),
        tuple(leaf for _, _, leaf in parts),
        tuple(edit for _, _, leaf in parts for edit in leaf.edits),
        tuple(warnings),
        signatures,
    )


def _tell_damaged(pages: Sequence[Page], shown: str) -> Iterator[tuple[str, str]]:
    """Yield a warning for each range of pages that could not be opened.

    Raise UnreadableError when that is all of them.
    """
    damaged = [page.number for page in pages if page.route == DAMAGED]
    if damaged and len(damaged) == len(pages):
        fault = "its pages are damaged and none can be opened"
        raise UnreadableError(f"{shown}: {fault}; ask for the file again")
    for _, group in groupby(enumerate(damaged), lambda pair: pair[1] - pair[0]):
        numbers = [number for _, number in group]
        if len(numbers) == 1:
            yield "damaged_source", f"page {numbers[0]} is damaged and was left out"
        else:
            ends = f"{numbers[0]} to {numbers[-1]}"
            yield "damaged_source", f"pages {ends} are damaged and were left out"


def _open(data: bytes, shown: str, password: str | None) -> pypdfium2.PdfDocument:
    try:
        return pypdfium2.PdfDocument(data, password=password)
    except pypdfium2.PdfiumError as error:
        if error.err_code == pdfium.FPDF_ERR_PASSWORD:
            if password and _is_open(data):
                return pypdfium2.PdfDocument(data)
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


def _is_open(data: bytes) -> bool:
    """Tell whether a file opens without a password: one may protect it from changes only."""
    try:
        pypdfium2.PdfDocument(data).close()
    except pypdfium2.PdfiumError:
        return False
    return True


def _read_pages(
    pdf: pypdfium2.PdfDocument, drawings: Drawings, ocr: str
) -> Iterator[tuple[Page, str, Leaf]]:
    start = 0
    for number in range(1, len(pdf) + 1):
        try:
            page = pdf[number - 1]
            text_page = page.get_textpage()
        except pypdfium2.PdfiumError:
            yield (
                Page(number, 0.0, 0.0, 0, start, 0, DAMAGED, NO_TEXT),
                "",
                Leaf(number, 0.0, 0.0),
            )
            continue
        view = _view(page)
        sheet = Sheet(number, start, view.width, view.height, view.rotation)
        text = _read_characters(text_page)
        if ocr != ALWAYS and has_usable_text(text):
            about, leaf = _read_layer(text, text_page, view, sheet)
            if may_have_columns(leaf):
                leaf = drawings.add(leaf, page, view, text)
        else:
            about, text, leaf = leave_out(sheet) if ocr == NEVER else read_scan(page, sheet)
        yield about, text, leaf
        start += len(text)
        text_page.close()
        page.close()


def _view(page: pypdfium2.PdfPage) -> View:
    left, bottom, right, top = page.get_bbox()
    return View(left, bottom, right, top, page.get_rotation())


def _read_layer(
    text: str, text_page: pypdfium2.PdfTextPage, view: View, sheet: Sheet
) -> tuple[Page, Leaf]:
    leaf = _read_leaf(text, text_page, view, (sheet.number, sheet.start))
    size = view.width, view.height, view.rotation
    return Page(sheet.number, *size, sheet.start, len(text), "plain", TEXT_LAYER), leaf


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
    joints = find_joints(text, text_page)
    tokens, spans = _split_words(text, joints)
    edges = find_edges(text_page, view, tokens)
    if _runs_off(edges, view):
        tokens, spans = _drop_outside(tokens, spans, edges, view)
        edges = find_edges(text_page, view, tokens)
    starts = [start + offset for start, _ in tokens]
    ends = [end + offset for _, end in tokens]
    lines = tuple(
        TextLine(starts[first], ends[last - 1], number, *_bound(edges, first, last))
        for first, last in spans
    )
    words = Words.pack(starts, ends, number, edges)
    edits = tuple((offset + joint, offset + joint, " ") for joint in joints)
    return Leaf(number, view.width, view.height, offset, lines, words, spans, edits, rules=None)


def _runs_off(edges: Edges, view: View) -> bool:
    """Tell whether a word stands outside the page, where nobody sees it."""
    x0, y0, x1, y1 = edges
    if not x0:
        return False
    return min(x1) <= 0 or max(x0) >= view.width or min(y1) <= 0 or max(y0) >= view.height


def _drop_outside(
    tokens: Spans, spans: Sequence[tuple[int, int]], edges: Edges, view: View
) -> tuple[Spans, tuple[tuple[int, int], ...]]:
    """Return the words that stand on the page, and the stretches of lines they make."""
    boxes = zip(*edges, strict=True)
    inside = [
        x1 > 0 and x0 < view.width and y1 > 0 and y0 < view.height for x0, y0, x1, y1 in boxes
    ]
    kept: Spans = []
    stretches: list[tuple[int, int]] = []
    for first, last in spans:
        for shows, stretch in groupby(range(first, last), inside.__getitem__):
            if shows:
                start = len(kept)
                kept += (tokens[index] for index in stretch)
                stretches.append((start, len(kept)))
    return kept, tuple(stretches)


def _split_words(
    text: str, joints: tuple[int, ...]
) -> tuple[list[tuple[int, int]], tuple[tuple[int, int], ...]]:
    """Return where the words stand, and for each line its first word and the one after its last."""
    find = (_MIXED_WORD if _MIXED.search(text) else _WORD).finditer
    words: list[tuple[int, int]] = []
    spans: list[tuple[int, int]] = []
    for line in _LINE.finditer(text):
        first = len(words)
        for piece in _cut(line.span(), joints):
            words += map(re.Match.span, find(text, *piece))
        if line.group().endswith(_SOFT):
            _take_hyphen(words, first, line.end())
        if len(words) > first:
            spans.append((first, len(words)))
    return words, tuple(spans)


def _cut(span: tuple[int, int], joints: tuple[int, ...]) -> Iterator[tuple[int, int]]:
    start, end = span
    for joint in joints[bisect_right(joints, start) : bisect_left(joints, end)]:
        yield start, joint
        start = joint
    yield start, end


def _take_hyphen(words: list[tuple[int, int]], first: int, end: int) -> None:
    """Give the hyphen that ends a line to its word."""
    if len(words) > first and words[-1][1] == end - 1:
        words[-1] = words[-1][0], end
    else:
        words.append((end - 1, end))


def _bound(edges: Edges, first: int, last: int) -> tuple[float, float, float, float]:
    x0, y0, x1, y1 = edges
    return min(x0[first:last]), min(y0[first:last]), max(x1[first:last]), max(y1[first:last])
