"""Grids: drawn lines that make the cells of a table."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pipeline.models import Box

THIN = 3.0  # points that a drawn line stays under, and that two of them are the same within
FRAME_SHARE = 0.75  # of the page: a box that large is a frame, not a cell
MIN_EDGES = 3  # of either direction: two columns and two rows

Rectangle = tuple[float, float, float, float]
Upright = tuple[float, float, float]  # top, bottom, x


@dataclass(frozen=True, slots=True)
class Grid:
    """A ruled table: where its vertical and horizontal lines stand, in points.

    `uprights` are the vertical lines as drawn, top, bottom and x: those of a cell that reaches over
    several columns are missing.
    """

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    uprights: tuple[Upright, ...] = ()

    def parts(self, left: Box, right: Box) -> bool:
        """Tell whether a vertical line stands between two words of one line."""
        middle = (left.y0 + left.y1) / 2
        return any(
            top - THIN < middle < bottom + THIN and left.x1 - 1 <= x <= right.x0 + 1
            for top, bottom, x in self.uprights
        )

    def holds(self, y0: float, y1: float, x0: float, x1: float) -> bool:
        """Tell whether something that stands there is inside the grid."""
        level = self.ys[0] - THIN < (y0 + y1) / 2 < self.ys[-1] + THIN
        return level and self.xs[0] - THIN < x0 and x1 < self.xs[-1] + THIN

    def column_of(self, x0: float, y0: float, y1: float) -> int:
        """Return the number of the column in which the cell begins that something stands in."""
        middle = (y0 + y1) / 2
        walls = (x for top, bottom, x in self.uprights if top - THIN < middle < bottom + THIN)
        edge = max((x for x in walls if x < x0 + THIN), default=self.xs[0])
        return sum(x < edge + THIN for x in self.xs[1:-1])

    def gutters(self) -> tuple[tuple[float, float], ...]:
        """Return the inner vertical lines as gutters without width."""
        return tuple((x, x) for x in self.xs[1:-1])

    def band(self, y0: float, y1: float) -> int:
        """Return the number of the row that something of that height stands in."""
        return sum(y < (y0 + y1) / 2 for y in self.ys)


def find_grids(rules: Sequence[Rectangle], width: float, height: float) -> tuple[Grid, ...]:
    """Find the grids that the drawn rectangles and lines of a page make, from the top down."""
    uprights: list[Upright] = []
    for x0, y0, x1, y1 in rules:
        if x1 - x0 > width * FRAME_SHARE and y1 - y0 > height * FRAME_SHARE:
            continue
        if y1 - y0 > THIN:
            uprights += [(y0, y1, x0), (y0, y1, x1)] if x1 - x0 > THIN else [(y0, y1, x0)]
    grids = (_make_grid(group, rules) for group in _group(sorted(uprights)))
    return tuple(grid for grid in grids if grid)


def is_ruled(grids: Iterable[Grid], left: Box, right: Box) -> bool:
    """Tell whether a vertical line stands between two words."""
    return any(grid.parts(left, right) for grid in grids)


def _group(
    uprights: Sequence[Upright],
) -> list[list[Upright]]:
    groups: list[list[Upright]] = []
    bottom = float("-inf")
    for upright in uprights:
        if not groups or upright[0] > bottom + THIN:
            groups.append([])
            bottom = upright[1]
        groups[-1].append(upright)
        bottom = max(bottom, upright[1])
    return groups


def _make_grid(group: Sequence[Upright], rules: Sequence[Rectangle]) -> Grid | None:
    top, bottom = group[0][0], max(end for _, end, _ in group)
    flat = (y for _, y0, _, y1 in rules for y in (y0, y1) if top - THIN < y < bottom + THIN)
    xs = _distinct(x for _, _, x in group)
    ys = _distinct((top, bottom, *flat))
    return Grid(xs, ys, tuple(group)) if len(xs) >= MIN_EDGES and len(ys) >= MIN_EDGES else None


def _distinct(values: Iterable[float]) -> tuple[float, ...]:
    ordered = sorted(values)
    return tuple(ordered[:1]) + tuple(b for a, b in pairwise(ordered) if b - a > THIN)
