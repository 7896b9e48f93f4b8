"""Joints: places where white space shows between two characters though pdfium wrote none.

Clause numbers are set apart from their text by a step that is narrower than a space of the font.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.ingest.boxes import read_boxes

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import pypdfium2

WORD_STEP = 0.09  # of the line's height, between two words
NUMBER_STEP = 0.035  # likewise between the number of a clause and its text

_LOWER, _UPPER = "a-z\u00df-\u00f6\u00f8-\u00ff", "A-Z\u00c0-\u00d6\u00d8-\u00de"
# Where one word may end and another begin: what never stands together inside a word, or seldom.
_CANDIDATE = re.compile(
    rf"[{_UPPER}*(\"\u201c\u201e](?<=[{_LOWER}\d.,;:)\u201d\"\u00b7\u2022].)|\)(?=[{_LOWER}])"
)
_NUMBER = re.compile(r"(?:^|[\s(])(?:\d{1,2}(?:\.\d{1,2})*\.?|[a-z]\.)$")
LONGEST = 12  # characters of the number of a clause


def find_joints(text: str, text_page: pypdfium2.PdfTextPage) -> tuple[int, ...]:
    """Return the characters of a page before which a space is missing."""
    found = [m.end() if m.group() == ")" else m.start() for m in _CANDIDATE.finditer(text)]
    if not found:
        return ()
    boxes = read_boxes(text_page, [index for place in found for index in (place - 1, place)])
    return tuple(_measure(text, found, boxes))


def _measure(text: str, found: Sequence[int], boxes: Sequence[float]) -> Iterator[int]:
    for number, place in enumerate(found):
        _, top, right, bottom, left, other_top, _, other_bottom = boxes[8 * number : 8 * number + 8]
        is_level = min(top, other_top) > max(bottom, other_bottom)
        if is_level and left - right > _find_step(text, place) * (top - bottom):
            yield place


def _find_step(text: str, place: int) -> float:
    is_number = _NUMBER.search(text[max(place - LONGEST, 0) : place])
    return NUMBER_STEP if is_number else WORD_STEP
