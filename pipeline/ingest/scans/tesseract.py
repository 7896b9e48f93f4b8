"""The boundary to Tesseract: what is installed, and the words it reads in an image."""

from __future__ import annotations

import os
import re
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PIL.Image import Image

LANGUAGES = ("chi_sim", "deu", "eng")
INSTALL = "apt-get install tesseract-ocr tesseract-ocr-deu tesseract-ocr-chi-sim"
DPI = 300
PAGE_SECONDS = 120.0  # wall time of one pass over a page

_THREADS = "OMP_THREAD_LIMIT"
_WORD_LEVEL = "5"
_COLUMNS = 12
_VERSION = re.compile(r"\d+(?:\.\d+)*")


@dataclass(frozen=True, slots=True)
class Engine:
    """Tesseract as it is installed: name and version, or what is wrong with it."""

    name: str
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Token:
    """A word in pixels of the image; `line` tells which words stand in one line."""

    text: str
    confidence: float
    x0: float
    y0: float
    x1: float
    y1: float
    line: tuple[int, int, int]


class PageError(Exception):
    """A page could not be recognised; the message goes on from "page 3 "."""


@lru_cache(maxsize=1)
def find_engine() -> Engine:
    """Find Tesseract; its `fault` says what is missing."""
    import pytesseract

    try:
        version = _VERSION.match(str(pytesseract.get_tesseract_version()))
        languages = pytesseract.get_languages(config="")
    except (pytesseract.TesseractNotFoundError, pytesseract.TesseractError, SystemExit):
        # pytesseract leaves the interpreter over a version that it cannot read.
        return Engine("", "Tesseract is not installed")
    missing = [language for language in LANGUAGES if language not in languages]
    if missing:
        return Engine("", f"Tesseract lacks the languages {', '.join(missing)}")
    return Engine(f"tesseract {version.group() if version else '?'}")


def read_tokens(image: Image, languages: str, mode: int) -> list[Token]:
    """Return the words of an image in Tesseract's order; `mode` is its page segmentation mode.

    Raise PageError when Tesseract gives up or takes longer than PAGE_SECONDS.
    """
    import pytesseract

    image.format = "PPM"  # what pytesseract writes; compressing a noisy page takes a second
    config = f"--psm {mode} --dpi {DPI}"
    try:
        with _one_thread():
            table = pytesseract.image_to_data(
                image, lang=languages, config=config, timeout=PAGE_SECONDS
            )
    except pytesseract.TesseractError as error:
        raise PageError("could not be recognised: Tesseract failed on it") from error
    except RuntimeError as error:
        # This is how pytesseract says that time is up.
        fault = f"could not be recognised in {PAGE_SECONDS:.0f} s"
        raise PageError(fault) from error
    return list(_parse_table(table))


def _parse_table(table: str) -> Iterator[Token]:
    for row in table.splitlines():
        cells = row.split("\t")
        if len(cells) != _COLUMNS or cells[0] != _WORD_LEVEL or not cells[11].strip():
            continue
        left, top, width, height = map(float, cells[6:10])
        line = (int(cells[2]), int(cells[3]), int(cells[4]))
        confidence = max(float(cells[10]), 0.0) / 100
        yield Token(cells[11].strip(), confidence, left, top, left + width, top + height, line)


@contextmanager
def _one_thread() -> Iterator[None]:
    """Keep Tesseract to one thread: documents are worked on side by side already."""
    before = os.environ.get(_THREADS)
    os.environ[_THREADS] = "1"
    try:
        yield
    finally:
        os.environ.pop(_THREADS)
        if before is not None:
            os.environ[_THREADS] = before
