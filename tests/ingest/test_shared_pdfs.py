"""All PDFs that the project is given for testing: read or refused, and every character in its place."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import pypdfium2
import pypdfium2.raw as pdfium
import pytest

from pipeline.errors import AccordError
from pipeline.guard import Limits, limits_of, work_alone
from pipeline.ingest import ingest_bytes
from pipeline.ingest.characters import fold_characters
from pipeline.ingest.checkboxes import MARKED
from pipeline.ingest.forms import open_forms, open_page
from pipeline.ingest.pdf import read_pdf

if TYPE_CHECKING:
    from pipeline.ingest.lines import PagedText
    from pipeline.models import Document

FOLDER = Path(__file__).parents[3] / "shared" / "data" / "pdf"
PATHS = sorted(FOLDER.rglob("*.pdf"))
REASONS = {"EncryptedError", "NoTextError", "NothingToReadError", "UnreadableError"}
SLACK = 2.0  # points that the box of a word may pass the edge of its page by

pytestmark = pytest.mark.skipif(not PATHS, reason="the PDFs are not there")


@lru_cache(maxsize=1)
def read(path: Path) -> tuple[PagedText, Document] | AccordError:
    """Read a file with its limit, in a fork: pages as they come from pdfium, and the document."""

    def work() -> tuple[PagedText, Document]:
        data = path.read_bytes()
        document = ingest_bytes(data, path.name, ocr="never")
        return read_pdf(data, path.name, ocr="never"), document

    limits = limits_of(path.stat().st_size)
    return work_alone(work, path.name, Limits(limits.seconds, limits.memory))


@pytest.mark.parametrize("path", PATHS, ids=lambda path: str(path.relative_to(FOLDER)))
def test_read_or_refused(path: Path) -> None:
    answer = read(path)

    if isinstance(answer, AccordError):
        assert type(answer).__name__ in REASONS
        assert str(answer).startswith(f"{path.name}: ")
        return
    found, document = answer
    check_map(document, found.source)
    check_words(document)
    check_characters(path, found)


def check_map(document: Document, source: str) -> None:
    """Check that runs are sorted, in range, and tell what the text was made of."""
    folded, end = fold_characters(source), 0
    pages = {page.number: page for page in document.pages}
    for run in document.runs:
        assert run.start >= end
        assert run.length > 0
        end = run.start + run.length
        page = pages[run.page or 0]
        assert page.start <= run.source_start
        assert run.source_start + run.length <= page.start + page.length
        ours = document.text[run.start : end]
        theirs = folded[run.source_start : run.source_start + run.length]
        if ours == MARKED and theirs in "xX✓✔✗✘×":
            continue
        assert ours == theirs or unicodedata.normalize("NFKC", theirs).startswith(ours)
    assert end <= len(document.text)


def check_words(document: Document) -> None:
    """Check that words are sorted and stand on their pages."""
    pages = {page.number: page for page in document.pages}
    end = 0
    for word in document.words:
        assert word.start >= end
        end = word.end
        page, box = pages[word.box.page], word.box
        assert page.start <= word.start < word.end <= page.start + page.length
        assert box.x0 <= box.x1
        assert box.y0 <= box.y1
        assert box.x1 >= -SLACK
        assert box.y1 >= -SLACK
        assert box.x0 <= page.width + SLACK
        assert box.y0 <= page.height + SLACK


def check_characters(path: Path, found: PagedText) -> None:
    """Check that each character stands at the index that pdfium gives it."""
    with pypdfium2.PdfDocument(path) as pdf:
        open_forms(pdf)
        for page in found.pages:
            if page.route == "damaged":
                continue
            with open_page(pdf, page.number - 1) as (opened, _):
                text_page = opened.get_textpage()
                count = pdfium.FPDFText_CountChars(text_page)
                codes = [pdfium.FPDFText_GetUnicode(text_page, index) for index in range(count)]
                text_page.close()
            ours = found.source[page.start : page.start + page.length]
            assert len(ours) == count
            assert [a for a, b in zip(ours, codes, strict=True) if not is_same(a, b)] == []


def is_same(ours: str, code: int) -> bool:
    """Tell whether a character is pdfium's, or what stands for it."""
    if code in {0x02, 0xAD, 0xFFFE}:
        return ours == "-"
    if code in range(0xD800, 0xE000):  # half of a pair
        return ours in "\u200b\ufffd" or ord(ours) > 0xFFFF
    return ord(ours) == code
