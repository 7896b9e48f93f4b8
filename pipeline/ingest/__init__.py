"""Stage 1: a file becomes a Document. The only stage that opens source files; it never writes."""

from __future__ import annotations

import gc
import hashlib
import importlib.util
import stat
from contextlib import contextmanager
from typing import TYPE_CHECKING

from pipeline.errors import (
    AccordError,
    NoTextError,
    NothingToReadError,
    NotInstalledError,
    TooLargeError,
    UnreadableError,
    UnsupportedTypeError,
)
from pipeline.ingest.clean import clean_text
from pipeline.ingest.detect import CONTAINER, HEAD, PDF, SUPPORTED, TEXT, detect_type, show_name
from pipeline.ingest.furniture import drop_page_lines
from pipeline.ingest.map import source_span
from pipeline.ingest.scans.modes import AUTO, NEVER
from pipeline.ingest.scans.tesseract import INSTALL, find_engine
from pipeline.ingest.text import REPLACEMENT, decode_text, split_lines
from pipeline.models import Document, Source

if TYPE_CHECKING:
    import os
    from collections.abc import Iterator
    from pathlib import Path

    from pipeline.ingest.lines import PagedText

__all__ = ["MAX_PDF_BYTES", "MAX_TEXT_BYTES", "ingest", "ingest_bytes", "source_span"]

MAX_TEXT_BYTES = 20_000_000
MAX_PDF_BYTES = 500_000_000
MAX_WORD_BYTES = 100_000_000
_LIMITS = {TEXT: MAX_TEXT_BYTES, CONTAINER: MAX_WORD_BYTES}  # PDF and images may be larger


def ingest(path: Path, *, password: str | None = None, ocr: str = AUTO) -> Document:
    """Read a PDF, an image of pages, a Word document or a plain text file.

    `ocr` says which pages are recognised from what they show: those of a PDF that have no text
    (`auto`), none (`never`), or all (`always`).

    Raise an AccordError: NothingToReadError, UnreadableError, UnsupportedTypeError,
    TooLargeError, EncryptedError, NoTextError or NotInstalledError.
    """
    shown = show_name(path.name)
    try:
        about = path.stat()
        _check_regular(about, shown)
        with path.open("rb") as file:
            head = file.read(HEAD)
            _check_size(about.st_size, detect_type(head, path.name), shown)
            data = head + file.read()
    except FileNotFoundError as error:
        raise NothingToReadError(f"{shown}: there is no such file; check the path") from error
    except IsADirectoryError as error:
        raise NothingToReadError(f"{shown}: is a folder; name the files in it") from error
    except PermissionError as error:
        raise UnreadableError(f"{shown}: may not be read; change its permissions") from error
    except OSError as error:
        raise UnreadableError(f"{shown}: cannot be read ({error.strerror})") from error
    return ingest_bytes(data, path.name, password=password, ocr=ocr)


def ingest_bytes(
    data: bytes, name: str, *, password: str | None = None, ocr: str = AUTO
) -> Document:
    """Read the bytes of a file; `name` helps to tell its type and is kept with the document."""
    shown = show_name(name)
    if not data:
        raise NothingToReadError(f"{shown}: is empty (0 bytes); fetch the file anew")
    kind = detect_type(data[:HEAD], name)
    _check_size(len(data), kind, shown)
    if kind == TEXT:
        return _read_text(data, name)
    if kind == CONTAINER:
        return _read_word(data, name)
    if kind != PDF:
        return _read_image(data, name, kind, ocr)
    return _read_pdf(data, name, password, ocr)


def _check_regular(about: os.stat_result, shown: str) -> None:
    """Refuse pipes and devices, which may never end; a folder is left to the opening."""
    if not stat.S_ISREG(about.st_mode) and not stat.S_ISDIR(about.st_mode):
        raise UnsupportedTypeError(f"{shown}: is no regular file; save what it gives as a file")


def _check_size(size: int, kind: str, shown: str) -> None:
    limit = _LIMITS.get(kind, MAX_PDF_BYTES)
    if size > limit:
        raise TooLargeError(
            f"{shown}: {size / 1e6:.0f} MB, the limit is {limit // 1_000_000} MB; split the file"
        )


def _read_text(data: bytes, name: str) -> Document:
    shown = show_name(name)
    source = decode_text(data)
    if source is None:
        raise UnsupportedTypeError(f"{shown}: holds binary data, no text; {SUPPORTED}")
    lines = drop_page_lines(split_lines(source), source)
    text, runs = clean_text(source, lines, paged=False)
    if not text:
        raise NoTextError(f"{shown}: holds nothing but white space; fetch the file anew")
    faults = tuple(_find_faults(source))
    return Document(_describe(data, name, "text/plain", None), text, (), runs, warnings=faults)


def _find_faults(source: str) -> Iterator[tuple[str, str]]:
    lost = source.count(REPLACEMENT)
    if lost:
        yield "damaged_source", f"{lost} characters cannot be read; fetch the file anew"


def _read_word(data: bytes, name: str) -> Document:
    # Loading what opens archives takes longer than reading a text file.
    from pipeline.ingest.word.containers import open_container

    shown = show_name(name)
    archive = open_container(data, name)
    if importlib.util.find_spec("lxml") is None:
        raise NotInstalledError(
            f"{shown}: is a Word document, and the extra 'word' is not installed; install it: "
            "pip install 'accord-pipeline[word]' (from a checkout: '.[word]')"
        )
    from pipeline.ingest.word.story import read_word

    found = read_word(archive, shown)
    text, runs = clean_text(found.source, found.lines, paged=False)
    if not text:
        raise NoTextError(f"{shown}: holds no text that is shown; ask for the file again")
    about = _describe(data, name, found.media_type, None)
    return Document(about, text, (), runs, warnings=found.warnings)


def _read_pdf(data: bytes, name: str, password: str | None, ocr: str) -> Document:
    # Loading pdfium takes longer than reading a text file.
    from pipeline.ingest.paged import read_pages
    from pipeline.ingest.pdf import read_pdf

    shown = show_name(name)
    with _uncollected():
        found = read_pdf(data, shown, password, ocr)
    document = read_pages(found, _describe(data, name, "application/pdf", len(found.pages)))
    if not document.text:
        raise _explain_no_text(found, shown, ocr)
    return document


def _read_image(data: bytes, name: str, kind: str, ocr: str) -> Document:
    from pipeline.ingest.paged import read_pages
    from pipeline.ingest.scans.image import read_image

    shown = show_name(name)
    if ocr == NEVER:
        raise NoTextError(f"{shown}: is an image; run it with --ocr auto")
    found = read_image(data, shown)
    document = read_pages(found, _describe(data, name, f"image/{kind}", len(found.pages)))
    if not document.text:
        raise _explain_no_text(found, shown, ocr)
    return document


def _explain_no_text(found: PagedText, shown: str, ocr: str) -> AccordError:
    """Return why no page has text: none is there, OCR was not wanted, failed or is not there."""
    if ocr == NEVER:
        return NoTextError(f"{shown}: no page has a text layer (a scan?); run it with --ocr auto")
    faults = [(leaf.number, leaf.fault) for leaf in found.leaves if leaf.fault]
    missing = find_engine().fault if faults else ""
    if missing:
        return NotInstalledError(f"{shown}: is a scan, and {missing}; install it: {INSTALL}")
    if faults:
        number, fault = faults[0]
        return NoTextError(f"{shown}: page {number} {fault}; scan it anew or print it to a PDF")
    fault = "OCR finds no text in what its pages show"
    return NoTextError(f"{shown}: holds no text, and {fault}; scan it anew")


@contextmanager
def _uncollected() -> Iterator[None]:
    """Pause the garbage collector: a page's words hold no cycles, but make it run all the time."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _describe(data: bytes, name: str, media_type: str, pages: int | None) -> Source:
    digest = hashlib.sha256(data).hexdigest()
    origin = "plain" if pages is None else "text_layer"
    # A file name may hold bytes that are no UTF-8; a record must not.
    name = name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
    return Source(digest[:16], name, media_type, len(data), digest, pages, origin)
