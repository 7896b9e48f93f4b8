"""Pages become a Document: in reading order, without furniture, cleaned up."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.ingest.clean import clean_text
from pipeline.ingest.furniture import drop_running_lines
from pipeline.ingest.layout import order_lines
from pipeline.ingest.lines import DAMAGED, NO_TEXT, OCR, TEXT_LAYER
from pipeline.ingest.scans.tesseract import find_engine
from pipeline.models import Document, Words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pipeline.ingest.lines import PagedText
    from pipeline.models import Page, Source

POOR = 0.75  # mean confidence of a page's words below which a person should look at it


def read_pages(found: PagedText, about: Source) -> Document:
    """Return the pages as a document; its text is empty when no page holds any."""
    reading = order_lines(drop_running_lines(found.leaves, found.source), found.source)
    text, runs = clean_text(found.source, reading.lines, paged=True, edits=found.edits)
    pages = tuple(
        page if page.route == DAMAGED else replace(page, route=leaf.route or route)
        for page, leaf, route in zip(found.pages, found.leaves, reading.routes, strict=True)
    )
    words = Words.join(leaf.words for leaf in found.leaves)
    warnings = (*found.warnings, *_find_blanks(found), *_find_poor(pages, words))
    origins = {page.origin for page in pages}
    ocr = find_engine().name if OCR in origins else None
    about = replace(about, text_origin=_name_origin(origins))
    return Document(about, text, pages, runs, words, warnings, found.signatures, ocr)


def _name_origin(origins: set[str]) -> str:
    if OCR not in origins:
        return TEXT_LAYER
    return "mixed" if TEXT_LAYER in origins else OCR


def _find_blanks(found: PagedText) -> Iterator[tuple[str, str]]:
    for page, leaf in zip(found.pages, found.leaves, strict=True):
        if page.origin == NO_TEXT and page.route != DAMAGED:
            fault = leaf.fault or "has no text layer"
            yield "page_without_text", f"page {page.number} {fault}; nothing was read from it"
        elif leaf.fault:
            yield "poor_scan", f"page {page.number} {leaf.fault}; its text layer was read instead"


def _find_poor(pages: Iterable[Page], words: Words) -> Iterator[tuple[str, str]]:
    """Find the pages that OCR is unsure of, a long word counting more."""
    if not words.confidences:
        return
    sums: dict[int, list[float]] = {page.number: [0.0, 0.0] for page in pages if page.origin == OCR}
    for word in words:
        if word.confidence is not None:
            sums[word.box.page][0] += word.confidence * (word.end - word.start)
            sums[word.box.page][1] += word.end - word.start
    for number, (sure, size) in sums.items():
        if size and sure / size < POOR:
            message = f"page {number} is hard to read (confidence {sure / size:.0%})"
            yield "poor_scan", f"{message}; compare what was found with the page"
