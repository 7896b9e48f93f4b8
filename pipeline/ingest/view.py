"""Views: from page space, where y runs upwards, to the page as a reader sees it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pypdfium2

RIGHT, OVER, LEFT = 90, 180, 270  # degrees clockwise


@dataclass(frozen=True, slots=True)
class View:
    """How a page is displayed: the visible box in page space, and the rotation in degrees."""

    left: float
    bottom: float
    right: float
    top: float
    rotation: int

    @classmethod
    def of(cls, page: pypdfium2.PdfPage) -> View:
        """Return how a page of a PDF is displayed."""
        left, bottom, right, top = page.get_bbox()
        return cls(left, bottom, right, top, page.get_rotation())

    @property
    def width(self) -> float:
        """The width as displayed, in points."""
        sideways = self.rotation in {RIGHT, LEFT}
        return self.top - self.bottom if sideways else self.right - self.left

    @property
    def height(self) -> float:
        """The height as displayed, in points."""
        sideways = self.rotation in {RIGHT, LEFT}
        return self.right - self.left if sideways else self.top - self.bottom

    def turn(self, x0: float, y0: float, x1: float, y1: float) -> tuple[float, float, float, float]:
        """Return a box of page space (y upwards) as displayed, from the top left."""
        if self.rotation == RIGHT:
            return y0 - self.bottom, x0 - self.left, y1 - self.bottom, x1 - self.left
        if self.rotation == OVER:
            return self.right - x1, y0 - self.bottom, self.right - x0, y1 - self.bottom
        if self.rotation == LEFT:
            return self.top - y1, self.right - x1, self.top - y0, self.right - x0
        return x0 - self.left, self.top - y1, x1 - self.left, self.top - y0

    def turn_all(
        self, x0: list[float], y0: list[float], x1: list[float], y1: list[float]
    ) -> tuple[list[float], list[float], list[float], list[float]]:
        """Return many boxes as displayed, column by column."""
        if self.rotation in {RIGHT, OVER, LEFT}:
            boxes = [self.turn(*box) for box in zip(x0, y0, x1, y1, strict=True)]
            columns = zip(*boxes, strict=True) if boxes else ((), (), (), ())
            one, two, three, four = map(list, columns)
            return one, two, three, four
        left, top = self.left, self.top
        if left:
            x0, x1 = [x - left for x in x0], [x - left for x in x1]
        return x0, [top - y for y in y1], x1, [top - y for y in y0]
