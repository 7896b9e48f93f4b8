"""The readers that are compared. Each loads its library when it reads, for memory is measured."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def read_with_pdfium(path: Path) -> int:
    """Take each page's text and rectangles, as the least that any reader must do."""
    import pypdfium2

    with pypdfium2.PdfDocument(path) as pdf:
        for page in pdf:
            text_page = page.get_textpage()
            text_page.get_text_range()
            for index in range(text_page.count_rects()):
                text_page.get_rect(index)
            text_page.close()
            page.close()
        return len(pdf)


def read_with_us(path: Path) -> int:
    """Read a file as `accord ingest` does."""
    from pipeline.ingest import ingest

    return ingest(path, ocr="never").source.pages or 1


def read_with_pdfplumber(path: Path) -> int:
    """Take each page's text as pdfplumber does."""
    import pdfplumber

    with pdfplumber.open(path) as pdf:
        for page in pdf.pages:
            page.extract_text()
            page.close()
        return len(pdf.pages)


READERS: dict[str, Callable[[Path], int]] = {
    "pdfium": read_with_pdfium,
    "ours": read_with_us,
    "pdfplumber": read_with_pdfplumber,
}
