"""PDF: pdfium's characters and where they stand. Pdfium is not safe for threads: one at a time."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING

import pypdfium2
import pypdfium2.raw as pdfium

from pipeline.errors import EncryptedError, TooLargeError, UnreadableError
from pipeline.ingest.characters import SOFT_HYPHENS
from pipeline.ingest.checkboxes import write_boxes
from pipeline.ingest.drawings import Drawings
from pipeline.ingest.forms import open_forms, open_page
from pipeline.ingest.gutters import may_have_columns
from pipeline.ingest.layer import read_characters, read_leaf
from pipeline.ingest.lines import DAMAGED, NO_TEXT, TEXT_LAYER, Leaf, PagedText
from pipeline.ingest.scans.modes import ALWAYS, AUTO, NEVER
from pipeline.ingest.scans.ocr import Sheet, leave_out
from pipeline.ingest.scans.scan import read_scan
from pipeline.ingest.signatures import find_signatures, tell_signatures
from pipeline.ingest.usable import has_usable_text
from pipeline.ingest.view import View
from pipeline.models import Page

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.ingest.checkboxes import CheckBox

MAX_PAGES = 10_000
TAIL = 2048  # bytes at the end of the file among which the end marker must stand


def read_pdf(data: bytes, shown: str, password: str | None = None, ocr: str = AUTO) -> PagedText:
    """Read a PDF, pages without text by OCR where `ocr` allows it.

    Raise EncryptedError, UnreadableError or TooLargeError.
    """
    with _open(data, shown, password) as pdf:
        if len(pdf) > MAX_PAGES:
            raise TooLargeError(
                f"{shown}: {len(pdf):,} pages, the limit is {MAX_PAGES:,}; split the file"
            )
        signatures = find_signatures(pdf)  # pages lose their fields when they are read
        open_forms(pdf)
        parts = list(_Reader(pdf, Drawings(data, password), ocr).read_pages())
    warnings = [*_tell_damaged([page for page, _, _ in parts], shown), *tell_signatures(signatures)]
    if b"%%EOF" not in data[-TAIL:]:
        fault = "the end of the file is missing; what follows may be lost"
        warnings.insert(0, ("damaged_source", fault))
    return PagedText(
        _draw_hyphens("".join(text for _, text, _ in parts)),
        tuple(page for page, _, _ in parts),
        tuple(leaf for _, _, leaf in parts),
        tuple(edit for _, _, leaf in parts for edit in leaf.edits),
        tuple(warnings),
        signatures,
    )


def _draw_hyphens(source: str) -> str:
    """Return the characters with those as hyphens that pdfium took for soft: they are drawn."""
    for soft in SOFT_HYPHENS:
        source = source.replace(soft, "-")
    return source


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
            wrong = "the password given is wrong; check it"
            missing = "is protected by a password; give it with --password-file"
            raise EncryptedError(
                f"{shown}: {wrong if password else missing} or save an unlocked copy"
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


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads the pages of an open PDF."""

    pdf: pypdfium2.PdfDocument
    drawings: Drawings
    ocr: str

    def read_pages(self) -> Iterator[tuple[Page, str, Leaf]]:
        """Yield each page, its characters and its lines; one that is damaged has none."""
        start = 0
        for number in range(1, len(self.pdf) + 1):
            try:
                with open_page(self.pdf, number - 1) as (page, boxes):
                    found = self._read_page(page, boxes, (number, start))
            except pypdfium2.PdfiumError:
                about = Page(number, 0.0, 0.0, 0, start, 0, DAMAGED, NO_TEXT)
                found = about, "", Leaf(number, 0.0, 0.0)
            yield found
            start += len(found[1])

    def _read_page(
        self, page: pypdfium2.PdfPage, boxes: Sequence[CheckBox], place: tuple[int, int]
    ) -> tuple[Page, str, Leaf]:
        view = View.of(page)
        sheet = Sheet(*place, view.width, view.height, view.rotation)
        with closing(page.get_textpage()) as text_page:
            text = read_characters(text_page)
            is_usable = has_usable_text(text)
            fault = ""
            if self.ocr == ALWAYS or not is_usable:
                scanned = leave_out(sheet) if self.ocr == NEVER else read_scan(page, sheet)
                if scanned[0].origin != NO_TEXT or not is_usable:
                    return scanned
                fault = scanned[2].fault
            leaf = write_boxes(read_leaf(text, text_page, view, place), boxes, text)
            leaf = replace(leaf, fault=fault) if fault else leaf
        if may_have_columns(leaf):
            leaf = self.drawings.add(leaf, page, view, text)
        size = view.width, view.height, view.rotation
        return Page(place[0], *size, place[1], len(text), "plain", TEXT_LAYER), text, leaf
