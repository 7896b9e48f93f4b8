"""Forms: what was filled into the fields of a PDF, drawn into its pages as a viewer would."""

from __future__ import annotations

import ctypes
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pypdfium2.raw as pdfium

from pipeline.ingest.checkboxes import CheckBox
from pipeline.ingest.view import View

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pypdfium2

_TICKED = (pdfium.FPDF_FORMFIELD_CHECKBOX, pdfium.FPDF_FORMFIELD_RADIOBUTTON)


def open_forms(pdf: pypdfium2.PdfDocument) -> None:
    """Prepare a PDF whose fields are to be read; one without fields is left alone."""
    if pdf.get_formtype() != pdfium.FORMTYPE_NONE:
        pdf.init_forms()


@contextmanager
def open_page(
    pdf: pypdfium2.PdfDocument, index: int
) -> Iterator[tuple[pypdfium2.PdfPage, tuple[CheckBox, ...]]]:
    """Open a page with the values of its fields as part of it, and give its check boxes.

    The file stays as it is. Raise PdfiumError when the page cannot be opened.
    """
    page = pdf[index]
    boxes: tuple[CheckBox, ...] = ()
    if pdf.formenv is not None:
        boxes = tuple(_find_boxes(pdf.formenv.raw, page))
        pdfium.FPDFPage_Flatten(page, pdfium.FLAT_NORMALDISPLAY)
        page.close()
        page = pdf[index]
    try:
        yield page, boxes
    finally:
        page.close()


def _find_boxes(forms: pdfium.FPDF_FORMHANDLE, page: pypdfium2.PdfPage) -> Iterator[CheckBox]:
    view, edges = View.of(page), pdfium.FS_RECTF()
    for index in range(pdfium.FPDFPage_GetAnnotCount(page)):
        field = pdfium.FPDFPage_GetAnnot(page, index)
        if pdfium.FPDFAnnot_GetFormFieldType(forms, field) in _TICKED:
            pdfium.FPDFAnnot_GetRect(field, ctypes.byref(edges))
            box = view.turn(edges.left, edges.bottom, edges.right, edges.top)
            yield CheckBox(box, bool(pdfium.FPDFAnnot_IsChecked(forms, field)))
        pdfium.FPDFPage_CloseAnnot(field)
