"""Check boxes: squares to be ticked, written as characters before the words they belong to."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.ingest.lines import Edit, Leaf
    from pipeline.models import Word

Rectangle = tuple[float, float, float, float]

LEAST_SIDE, MOST_SIDE = 5.0, 16.0  # points of a check box
UNEVEN = 2.0  # points that its sides may differ
NEAR = 30.0  # points from a check box to the word that it stands before
MARKED, EMPTY = "\u2612", "\u2610"
_MARKS = frozenset("xX\u2713\u2714\u2717\u2718\u00d7")


@dataclass(frozen=True, slots=True)
class CheckBox:
    """A square to be ticked, in points from the top left of the page, and whether it is."""

    box: Rectangle
    is_marked: bool


def write_boxes(leaf: Leaf, boxes: Sequence[CheckBox], text: str) -> Leaf:
    """Return the page with check boxes as characters; `text` are the characters of the page."""
    if not boxes:
        return leaf
    edits = {edit for box in boxes for edit in _write_box(box, leaf, text)}
    return replace(leaf, edits=tuple(sorted({*leaf.edits, *edits})))


def is_square(rule: Rectangle) -> bool:
    """Tell whether what is drawn is as large as a check box and a square."""
    width, height = rule[2] - rule[0], rule[3] - rule[1]
    is_small = LEAST_SIDE <= width <= MOST_SIDE and LEAST_SIDE <= height <= MOST_SIDE
    return is_small and abs(width - height) < UNEVEN


def _write_box(found: CheckBox, leaf: Leaf, text: str) -> Iterator[Edit]:
    """Yield the change that writes a check box: in front of its word, or over the mark in it.

    A square with anything else in it, such as a number, is no check box.
    """
    x0, y0, x1, y1 = found.box
    words = [word for word in leaf.words if _is_level(word, y0, y1)]
    for word in words:
        if x0 - UNEVEN < word.box.x0 and word.box.x1 < x1 + UNEVEN:
            if text[word.start - leaf.start : word.end - leaf.start] in _MARKS:
                yield word.start, word.end, MARKED
            return
    after = [word for word in words if _is_after(word, x1)]
    if after:
        start = min(after, key=lambda word: word.box.x0).start
        yield start, start, f"{MARKED if found.is_marked else EMPTY} "


def has_word_after(squares: Sequence[Rectangle], leaf: Leaf) -> bool:
    """Tell whether a word follows one of the squares, as it does a check box."""
    words = tuple(leaf.words)
    return any(
        _is_level(word, y0, y1) and _is_after(word, x1)
        for _, y0, x1, y1 in squares
        for word in words
    )


def _is_after(word: Word, edge: float) -> bool:
    return edge - UNEVEN < word.box.x0 < edge + NEAR


def _is_level(word: Word, y0: float, y1: float) -> bool:
    return word.box.y0 < (y0 + y1) / 2 < word.box.y1
