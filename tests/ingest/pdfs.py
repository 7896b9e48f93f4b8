"""Small PDFs, made in memory and the same every time."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportlab.lib.pdfencrypt import StandardEncryption

WIDTH, HEIGHT = A4
LEADING = 14.0
CHINESE = "STSong-Light"


class Sheet:
    """Draws lines of text from the top down; lengths are points from the top left."""

    def __init__(self, encrypt: StandardEncryption | None = None) -> None:
        self._file = io.BytesIO()
        self.canvas = Canvas(self._file, pagesize=A4, invariant=1, encrypt=encrypt)

    def write(self, x: float, y: float, lines: Sequence[str], font: str = "Helvetica") -> Sheet:
        """Draw lines below each other, the first one's feet at `y`."""
        self.canvas.setFont(font, 10)
        for number, line in enumerate(lines):
            self.canvas.drawString(x, HEIGHT - y - number * LEADING, line)
        return self

    def turn(self) -> Sheet:
        """Begin a new page."""
        self.canvas.showPage()
        return self

    def finish(self) -> bytes:
        """Return the bytes of the PDF."""
        self.canvas.save()
        return self._file.getvalue()


def load_chinese_font() -> str:
    """Return the name of a font that has hanzi and needs no file."""
    pdfmetrics.registerFont(UnicodeCIDFont(CHINESE))
    return CHINESE


def page_of(*lines: str) -> bytes:
    """Return a PDF of one page with these lines."""
    return Sheet().write(60, 80, lines).finish()
