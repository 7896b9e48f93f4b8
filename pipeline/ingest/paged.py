"""Pages become a Document: in reading order, without furniture, cleaned up."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.ingest.clean import clean_text
from pipeline.ingest.furniture import drop_running_lines
from pipeline.ingest.layout import order_lines
from pipeline.ingest.lines import DAMAGED, NO_TEXT
from pipeline.models import Document, Words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.ingest.lines import PagedText
    from pipeline.models import Page, Source


def read_pages(found: PagedText, about: Source) -> Document:
    """Return the pages as a document; its text is empty when no page holds any."""
    reading = order_lines(drop_running_lines(found.leaves, found.source), found.source)
    text, runs = clean_text(found.source, reading.lines, paged=True, edits=found.edits)
    pages = tuple(
        page if page.route == DAMAGED else replace(page, route=leaf.route or route)
        for page, leaf, route in zip(found.pages, found.leaves, reading.routes, strict=True)
    )
    words = Words.join(leaf.words for leaf in found.leaves)
    warnings = (*found.warnings, *_find_blanks(found.pages))
    return Document(about, text, pages, runs, words, warnings, found.signatures)


def _find_blanks(pages: tuple[Page, ...]) -> Iterator[tuple[str, str]]:
    for page in pages:
        if page.origin == NO_TEXT and page.route != DAMAGED:
            message = f"page {page.number} has no text layer; nothing was read from it"
            yield "page_without_text", message
