"""Scanned pages of a PDF: drawn by pdfium, read by OCR."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import pypdfium2
import pypdfium2.raw as pdfium

from pipeline.ingest.scans.ocr import leave_out, recognise
from pipeline.ingest.scans.tesseract import DPI, PageError, find_engine

if TYPE_CHECKING:
    from PIL.Image import Image

    from pipeline.ingest.lines import Leaf
    from pipeline.ingest.scans.ocr import Sheet
    from pipeline.models import Page

MAX_PIXELS = 35_000_000  # A2 at 300 dots an inch
MAX_SIDE = 30_000  # pixels; Tesseract takes 32,767
POINTS = 72  # an inch


def read_scan(page: pypdfium2.PdfPage, sheet: Sheet) -> tuple[Page, str, Leaf]:
    """Read a page from what it shows; an empty page costs nothing."""
    if not _holds_anything(page):
        return leave_out(sheet)
    fault = find_engine().fault
    if fault:
        return leave_out(sheet, f"cannot be recognised: {fault}")
    try:
        return recognise(_draw(page, sheet), sheet)
    except PageError as error:
        return leave_out(sheet, str(error))
    except pypdfium2.PdfiumError:
        return leave_out(sheet, "cannot be recognised: it cannot be drawn")


def limit_scale(width: float, height: float, scale: float) -> float:
    """Return the scale, or the largest one at which an image is no larger than it may be."""
    area, side = max(width * height, 1.0), max(width, height, 1.0)
    return min(scale, math.sqrt(MAX_PIXELS / area), MAX_SIDE / side)


def _holds_anything(page: pypdfium2.PdfPage) -> bool:
    return bool(pdfium.FPDFPage_CountObjects(page) or pdfium.FPDFPage_GetAnnotCount(page))


def _draw(page: pypdfium2.PdfPage, sheet: Sheet) -> Image:
    scale = limit_scale(sheet.width, sheet.height, DPI / POINTS)
    drawn: Image = page.render(scale=scale, grayscale=True).to_pil()
    return drawn.convert("L")
