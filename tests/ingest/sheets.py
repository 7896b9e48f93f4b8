"""Lays text out in columns over pages and draws it, in the order that is asked for."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ingest.pdfs import CHINESE, HEIGHT, load_chinese_font
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

LEFT, RIGHT = 56.0, 539.0  # margins; all lengths are points from the top left
TOP, BOTTOM = 90.0, 770.0  # feet of the first and the last line of a page
# A Chinese character with the marks that may not open a line, or a word with its space.
_PIECE = re.compile(r"[\u4e00-\u9fff][，。；：、）》]*|[（《][\u4e00-\u9fff]|[^\s\u4e00-\u9fff]+ ?")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """What a reader should find in one piece."""

    language: str
    text: str


@dataclass(frozen=True, slots=True)
class Frame:
    """Where a column stands and how it is set."""

    x: float
    width: float
    size: float = 10.0
    justified: bool = False

    @property
    def leading(self) -> float:
        """Points from line to line."""
        return self.size * 1.35


@dataclass(frozen=True, slots=True)
class Drawn:
    """A line, or a piece of one, as it is drawn; `spread` widens its spaces by points."""

    page: int
    x: float
    y: float
    text: str
    language: str
    size: float
    spread: float = 0.0


@dataclass(slots=True)
class Plate:
    """Pages that are being filled."""

    drawn: list[Drawn] = field(default_factory=list)
    rules: list[tuple[int, float, float, float, float]] = field(default_factory=list)

    def set(
        self,
        paragraphs: Iterable[Paragraph],
        frame: Frame,
        y: float = TOP,
        page: int = 1,
    ) -> tuple[int, float]:
        """Set paragraphs below each other, over page ends; return where the next would begin."""
        for paragraph in paragraphs:
            for text, last in wrap(paragraph, frame):
                if y > BOTTOM:
                    page, y = page + 1, TOP
                spread = 0.0 if last or not frame.justified else _spread(text, paragraph, frame)
                self.drawn.append(
                    Drawn(page, frame.x, y, text, paragraph.language, frame.size, spread)
                )
                y += frame.leading
            y += frame.leading * 0.6
        return page, y

    def put(self, paragraph: Paragraph, x: float, y: float, page: int = 1) -> None:
        """Draw one line anywhere on a page."""
        self.drawn.append(Drawn(page, x, y, paragraph.text, paragraph.language, 10.0))

    def rule(self, x0: float, y0: float, x1: float, y1: float, page: int = 1) -> None:
        """Draw a line."""
        self.rules.append((page, x0, y0, x1, y1))

    def finish(self, order: Callable[[Sequence[Drawn]], Iterable[Drawn]] = list) -> bytes:
        """Return the bytes of the PDF, each page's text drawn in the order given."""
        load_chinese_font()
        file = io.BytesIO()
        canvas = Canvas(file, pagesize=A4, invariant=1)
        for page in range(1, max(item.page for item in self.drawn) + 1):
            for number, x0, y0, x1, y1 in self.rules:
                if number == page:
                    canvas.line(x0, HEIGHT - y0, x1, HEIGHT - y1)
            for item in order([item for item in self.drawn if item.page == page]):
                _draw(canvas, item)
            canvas.showPage()
        canvas.save()
        return file.getvalue()


def halves(gutter: float, size: float = 10.0, *, justified: bool = False) -> tuple[Frame, Frame]:
    """Return two columns of the same width that fill the page."""
    width = (RIGHT - LEFT - gutter) / 2
    return (
        Frame(LEFT, width, size, justified),
        Frame(LEFT + width + gutter, width, size, justified),
    )


def wrap(paragraph: Paragraph, frame: Frame) -> Iterator[tuple[str, bool]]:
    """Yield the lines of a paragraph and whether each is the last."""
    line = ""
    for piece in _PIECE.findall(paragraph.text):
        if line and measure(line + piece.rstrip(), paragraph.language, frame.size) > frame.width:
            yield line.rstrip(), False
            line = ""
        line += piece
    yield line.rstrip(), True


def measure(text: str, language: str, size: float) -> float:
    """Return the width of a text."""
    load_chinese_font()
    width: float = stringWidth(text, _font(language), size)
    return width


def row_by_row(drawn: Sequence[Drawn]) -> list[Drawn]:
    """Draw from the top down, left to right, across the columns."""
    return sorted(drawn, key=lambda item: (item.y, item.x))


def in_odd_order(drawn: Sequence[Drawn]) -> Iterator[Drawn]:
    """Draw each line in two pieces, the second before the first, from the foot up."""
    for item in reversed(drawn):
        cut = item.text.find(" ", len(item.text) // 2) + 1 or len(item.text) // 2
        head = measure(item.text[:cut], item.language, item.size)
        for x, text in ((item.x + head, item.text[cut:]), (item.x, item.text[:cut])):
            if text:
                yield Drawn(item.page, x, item.y, text, item.language, item.size)


def _spread(text: str, paragraph: Paragraph, frame: Frame) -> float:
    spaces = text.count(" ")
    free = frame.width - measure(text, paragraph.language, frame.size)
    return free / spaces if spaces else 0.0


def _font(language: str) -> str:
    return CHINESE if language == "zh" else "Helvetica"


def _draw(canvas: Canvas, item: Drawn) -> None:
    text = canvas.beginText(item.x, HEIGHT - item.y)
    text.setFont(_font(item.language), item.size)
    text.setWordSpace(item.spread)
    text.textOut(item.text)
    canvas.drawText(text)
