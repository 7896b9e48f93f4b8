"""Signatures: the signature fields of a PDF that are filled; their validity is not checked."""

from __future__ import annotations

import ctypes
from typing import TYPE_CHECKING

import pypdfium2.raw as pdfium

from pipeline.ingest.view import View
from pipeline.models import Box, Signature

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    import pypdfium2

LONGEST = 1000  # characters that are kept of a reason
MOST_SEARCHED = 500  # pages that are searched for the place of a signature


def find_signatures(pdf: pypdfium2.PdfDocument) -> tuple[Signature, ...]:
    """Find the signature fields that hold a signature, in the order of the form.

    A signature has its box where there is but one: nothing says which field holds which.
    """
    count = pdfium.FPDF_GetSignatureCount(pdf)
    objects = (pdfium.FPDF_GetSignatureObject(pdf, index) for index in range(count))
    filled = [signature for signature in objects if signature and _is_filled(signature)]
    boxes = tuple(_find_boxes(pdf)) if len(filled) == 1 else ()
    box = boxes[0] if len(boxes) == 1 else None
    return tuple(_read_signature(signature, box) for signature in filled)


def tell_signatures(signatures: Sequence[Signature]) -> Iterator[tuple[str, str]]:
    """Yield the warning that a document is signed in a way that was not checked."""
    if signatures:
        count = len(signatures)
        fields = "1 signature field is" if count == 1 else f"{count} signature fields are"
        fault = "whether a signature is valid was not checked"
        yield "digital_signature", f"{fields} filled; {fault}"


def _is_filled(signature: pdfium.FPDF_SIGNATURE) -> bool:
    # A field without a signature has neither.
    contents = pdfium.FPDFSignatureObj_GetContents(signature, None, 0)
    return bool(contents or pdfium.FPDFSignatureObj_GetSubFilter(signature, None, 0))


def _read_signature(signature: pdfium.FPDF_SIGNATURE, box: Box | None) -> Signature:
    kind = _read(pdfium.FPDFSignatureObj_GetSubFilter, signature)
    reason = _read(pdfium.FPDFSignatureObj_GetReason, signature)
    time = _read(pdfium.FPDFSignatureObj_GetTime, signature)
    return Signature(
        kind.decode("ascii", "backslashreplace") or None,
        reason.decode("utf-16-le", "replace")[:LONGEST].rstrip("\0") or None,
        time.decode("ascii", "backslashreplace") or None,
        box,
    )


def _read(read: Callable[..., int], signature: pdfium.FPDF_SIGNATURE) -> bytes:
    """Return what one of pdfium's functions puts into a buffer, without the NUL at its end."""
    size = read(signature, None, 0)
    buffer = (ctypes.c_char * size)()
    read(signature, buffer, size)
    wide = read is pdfium.FPDFSignatureObj_GetReason
    return buffer.raw if wide else buffer.raw.rstrip(b"\0")


def _find_boxes(pdf: pypdfium2.PdfDocument) -> Iterator[Box]:
    """Yield where the signature fields that are filled stand, as far as pages can be opened."""
    form = pdfium.FPDFDOC_InitFormFillEnvironment(pdf, pdfium.FPDF_FORMFILLINFO(version=2))
    try:
        for index in range(min(len(pdf), MOST_SEARCHED)):
            page = pdfium.FPDF_LoadPage(pdf, index)
            if page:
                yield from _find_widgets(form, page, index + 1)
                pdfium.FPDF_ClosePage(page)
    finally:
        pdfium.FPDFDOC_ExitFormFillEnvironment(form)


def _find_widgets(
    form: pdfium.FPDF_FORMHANDLE, page: pdfium.FPDF_PAGE, number: int
) -> Iterator[Box]:
    view = _view(page)
    edges = pdfium.FS_RECTF()
    for index in range(pdfium.FPDFPage_GetAnnotCount(page)):
        item = pdfium.FPDFPage_GetAnnot(page, index)
        is_signed = pdfium.FPDFAnnot_GetFormFieldType(form, item) == pdfium.FPDF_FORMFIELD_SIGNATURE
        if is_signed and pdfium.FPDFAnnot_HasKey(item, b"V"):
            pdfium.FPDFAnnot_GetRect(item, edges)
            corners = view.turn(edges.left, edges.bottom, edges.right, edges.top)
            yield Box(number, *corners)
        pdfium.FPDFPage_CloseAnnot(item)


def _view(page: pdfium.FPDF_PAGE) -> View:
    edges = pdfium.FS_RECTF()
    pdfium.FPDF_GetPageBoundingBox(page, edges)
    rotation = 90 * pdfium.FPDFPage_GetRotation(page)
    return View(edges.left, edges.bottom, edges.right, edges.top, rotation)
