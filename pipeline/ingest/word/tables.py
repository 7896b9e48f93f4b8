"""Tables of a Word document: whether their rows are read across, or their cells one by one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.ingest.characters import CJK

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Cell = tuple[str, ...]  # its lines
Row = tuple[Cell, ...]
PAIR = 2
HANZI_WEIGHT = 3  # letters that a hanzi counts as
RUNNING = 40  # letters from which a cell is running text
_HANZI = re.compile(rf"[{CJK}]")
_LETTER = re.compile(r"[^\W\d_]")


def order_rows(rows: Sequence[Row], *, ruled: bool) -> Iterator[Row]:
    """Yield what is read together: a row of cells, or a cell alone, which then is running text.

    Two languages side by side are read one after the other, down to where a cell stands across;
    blocks side by side without a rule between, as of signatures, one by one.
    """
    beside: list[Row] = []
    for row in rows:
        if len(row) == PAIR:
            beside.append(row)
            continue
        yield from _order_beside(beside, ruled=ruled)
        beside.clear()
        yield from _order_row(row, ruled=ruled)
    yield from _order_beside(beside, ruled=ruled)


def _order_beside(rows: Sequence[Row], *, ruled: bool) -> Iterator[Row]:
    columns = [tuple(line for row in rows for line in row[index]) for index in range(PAIR)]
    if _are_versions(rows, columns):
        yield from ((column,) for column in columns)
        return
    for row in rows:
        yield from _order_row(row, ruled=ruled)


def _order_row(row: Row, *, ruled: bool) -> Iterator[Row]:
    blocks = sum(len(cell) > 1 for cell in row)
    if not ruled and blocks >= PAIR:
        yield from ((cell,) for cell in row)
    else:
        yield row


def _are_versions(rows: Sequence[Row], columns: Sequence[Cell]) -> bool:
    """Tell whether one column is Chinese, the other is not, and both hold running text."""
    shares = [_share_hanzi("".join(column)) for column in columns]
    longest = [max((_weigh("".join(row[i])) for row in rows), default=0) for i in range(PAIR)]
    return min(longest) >= RUNNING and min(shares) < 1 / PAIR < max(shares)


def _share_hanzi(text: str) -> float:
    weight = _weigh(text)
    return len(_HANZI.findall(text)) * HANZI_WEIGHT / weight if weight else 0.0


def _weigh(text: str) -> int:
    return len(_LETTER.findall(text)) + (HANZI_WEIGHT - 1) * len(_HANZI.findall(text))
