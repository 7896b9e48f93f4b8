"""Measure ingest and extraction beside named alternatives, on the files of a folder."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pdfplumber
import pypdfium2
import spacy

from pipeline.errors import AccordError
from pipeline.ingest import ingest
from pipeline.run import run_document

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from pipeline.models import Document

MAX_PLUMBED = 60  # pages; pdfplumber is slow


def read_with_pdfium(path: Path) -> int:
    """Take each page's text and rectangles, as the least that any reader must do."""
    with pypdfium2.PdfDocument(path) as pdf:
        for page in pdf:
            text_page = page.get_textpage()
            text_page.get_text_range()
            for index in range(text_page.count_rects()):
                text_page.get_rect(index)
            text_page.close()
            page.close()
        return len(pdf)


def read_with_pdfplumber(path: Path) -> int:
    """Take each page's text as pdfplumber does."""
    with pdfplumber.open(path) as pdf:
        for page in pdf.pages:
            page.extract_text()
            page.close()
        return len(pdf.pages)


def read_with_us(path: Path) -> int:
    """Read a file as `accord ingest` does."""
    return ingest(path).source.pages or 1


def time_pages(
    read: Callable[[Path], int], paths: Iterable[Path], limit: int = sys.maxsize
) -> float:
    """Return milliseconds a page over the files, at most `limit` pages."""
    pages, start = 0, time.perf_counter()
    for path in paths:
        if pages < limit:
            pages += read(path)
    return (time.perf_counter() - start) / max(pages, 1) * 1000


def time_documents(documents: Sequence[Document], work: Callable[[Document], object]) -> float:
    """Return milliseconds a document."""
    start = time.perf_counter()
    for document in documents:
        work(document)
    return (time.perf_counter() - start) / max(len(documents), 1) * 1000


def load(paths: Iterable[Path]) -> list[Document]:
    """Read what can be read, once before it is timed, so that every word is loaded."""
    documents = []
    for path in paths:
        try:
            document = ingest(path)
            run_document(document)
            documents.append(document)
        except AccordError as error:
            sys.stderr.write(f"{error}\n")
    return documents


def main() -> None:
    """Print a table of figures and ratios for the folder given."""
    folder = Path(sys.argv[1])
    pdfs = sorted(path for path in folder.rglob("*") if path.suffix.lower() == ".pdf")
    documents = load(
        sorted(p for p in folder.rglob("*") if p.suffix.lower() in {".pdf", ".txt", ".md"})
    )
    if pdfs:
        time_pages(read_with_pdfium, pdfs)
        least, ours = time_pages(read_with_pdfium, pdfs), time_pages(read_with_us, pdfs)
        plumbed = time_pages(read_with_pdfplumber, pdfs, MAX_PLUMBED)
        sys.stdout.write(
            f"ingest, ms a page: pdfium {least:.2f}, ours {ours:.2f} ({ours / least:.1f} x), "
            f"pdfplumber {plumbed:.1f} ({plumbed / ours:.1f} x ours)\n"
        )
    blank = spacy.blank("de")
    blank.add_pipe("sentencizer")
    blank.max_length = 10_000_000
    tokens = time_documents(documents, lambda document: blank(document.text))
    ours = time_documents(documents, run_document)
    sys.stdout.write(
        f"text to record, ms a document over {len(documents)}: ours {ours:.1f}, "
        f"spaCy's blank tokenizer and sentencizer alone {tokens:.1f}\n"
    )


if __name__ == "__main__":
    main()
