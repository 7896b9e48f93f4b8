"""Images of pages: TIFF of several pages, JPEG, PNG. One frame is in memory at a time."""

from __future__ import annotations

import io
import struct
import warnings
from typing import TYPE_CHECKING

from PIL import Image, ImageOps, UnidentifiedImageError

from pipeline.errors import TooLargeError, UnreadableError
from pipeline.ingest.lines import PagedText
from pipeline.ingest.scans.ocr import Sheet, leave_out, recognise
from pipeline.ingest.scans.scan import POINTS, limit_scale
from pipeline.ingest.scans.tesseract import DPI, PageError, find_engine

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.ingest.lines import Leaf
    from pipeline.models import Page

MAX_FRAMES = 2_000
MAX_FRAME_PIXELS = 150_000_000  # A2 at 600 dots an inch
LEAST_DPI, MOST_DPI = 50, 2_400
LONGEST = 50  # inches; an image that would be longer does not tell its resolution
FORMATS = ("TIFF", "JPEG", "PNG")

_DEEP = 256  # levels of grey in the upper byte of 16 bits
_FAULTS = (OSError, SyntaxError, ValueError, EOFError, struct.error, KeyError, TypeError)


def read_image(data: bytes, shown: str) -> PagedText:
    """Recognise the pages of an image. Raise UnreadableError or TooLargeError."""
    parts = list(_read_frames(data, shown))
    return PagedText(
        "".join(text for _, text, _ in parts),
        tuple(page for page, _, _ in parts),
        tuple(leaf for _, _, leaf in parts),
    )


def _read_frames(data: bytes, shown: str) -> Iterator[tuple[Page, str, Leaf]]:
    start = 0
    with _open(data, shown) as image:
        count = _count_frames(image, shown)
        for index in range(count):
            frame, size = _load_frame(image, index, shown)
            page, text, leaf = _read_frame(frame, Sheet(index + 1, start, *size))
            start += len(text)
            yield page, text, leaf


def _open(data: bytes, shown: str) -> Image.Image:
    try:
        with warnings.catch_warnings():
            # Our own limit is checked before any pixel is read.
            warnings.simplefilter("ignore")
            return Image.open(io.BytesIO(data), formats=FORMATS)
    except Image.DecompressionBombError as error:
        raise _too_large(shown) from error
    except (UnidentifiedImageError, *_FAULTS) as error:
        raise _damaged(shown) from error


def _count_frames(image: Image.Image, shown: str) -> int:
    try:
        count = int(getattr(image, "n_frames", 1))
    except _FAULTS as error:
        raise _damaged(shown) from error
    if count > MAX_FRAMES:
        fault = f"{count:,} pages, the limit for images is {MAX_FRAMES:,}; split the file"
        raise TooLargeError(f"{shown}: {fault}")
    return count


def _load_frame(
    image: Image.Image, index: int, shown: str
) -> tuple[Image.Image, tuple[float, float]]:
    """Return a frame as it is displayed, in grey, at DPI; and its size in points."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            image.seek(index)
            if image.width * image.height > MAX_FRAME_PIXELS:
                raise _too_large(shown)
            told, lying = _find_dpi(image), image.size
            upright = _turn_grey(ImageOps.exif_transpose(image))
    except Image.DecompressionBombError as error:
        raise _too_large(shown) from error
    except _FAULTS as error:
        raise _damaged(shown) from error
    across, down = told if upright.size == lying else told[::-1]
    size = upright.width * POINTS / across, upright.height * POINTS / down
    scale = limit_scale(*size, DPI / POINTS)
    target = max(round(size[0] * scale), 1), max(round(size[1] * scale), 1)
    if target != upright.size:
        upright = upright.resize(target, Image.Resampling.LANCZOS)
    return upright, size


def _read_frame(frame: Image.Image, sheet: Sheet) -> tuple[Page, str, Leaf]:
    fault = find_engine().fault
    if fault:
        return leave_out(sheet, f"cannot be recognised: {fault}")
    try:
        return recognise(frame, sheet)
    except PageError as error:
        return leave_out(sheet, str(error))


def _find_dpi(image: Image.Image) -> tuple[float, float]:
    """Return the dots an inch that an image tells, across and down; DPI when none that can be."""
    told = image.info.get("dpi")
    if not isinstance(told, tuple) or len(told) != len(image.size):
        return DPI, DPI
    pairs = [(side, float(dots)) for side, dots in zip(image.size, told, strict=True)]
    if not all(LEAST_DPI <= dots <= MOST_DPI and side / dots <= LONGEST for side, dots in pairs):
        return DPI, DPI
    return pairs[0][1], pairs[1][1]


def _turn_grey(image: Image.Image) -> Image.Image:
    """Return the image in eight bits of grey; what is transparent is white."""
    if image.mode.startswith("I;16"):
        return image.convert("I").point(lambda level: level * (1 / _DEEP)).convert("L")
    if image.mode in {"I", "F"}:
        return _stretch(image)
    if image.has_transparency_data:
        clear = image.convert("RGBA")
        paper = Image.new("RGBA", clear.size, "white")
        return Image.alpha_composite(paper, clear).convert("L")
    return image.convert("L")


def _stretch(image: Image.Image) -> Image.Image:
    """Return an image of 32-bit levels in grey, from its darkest to its lightest."""
    plain = image.convert("F")
    low, high = (float(edge) for edge in plain.getextrema())  # type: ignore[arg-type]  # one band has one pair
    slope = 255 / ((high - low) or 1)
    return plain.point(lambda level: level * slope - low * slope).convert("L")


def _too_large(shown: str) -> TooLargeError:
    limit = MAX_FRAME_PIXELS // 1_000_000
    fault = f"a page of more than {limit} million pixels; scan it anew at 300 dots an inch"
    return TooLargeError(f"{shown}: {fault}")


def _damaged(shown: str) -> UnreadableError:
    fault = "is damaged and cannot be read as an image; scan it anew or fetch the file again"
    return UnreadableError(f"{shown}: {fault}")
