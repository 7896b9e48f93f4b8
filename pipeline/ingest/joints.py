"""Joints: places where white space shows between two characters though pdfium wrote none.

Clause numbers are set apart from their text by a step that is narrower than a space of the font.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.ingest.boxes import read_boxes

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pypdfium2

WORD_STEP = 0.09  # of the line's height, between two words
NUMBER_STEP = 0.035  # likewise between the number of a clause and its text

_LOWER, _UPPER = "a-z\u00df-\u00f6\u00f8-\u00ff", "A-Z\u00c0-\u00d6\u00d8-\u00de"
# Where one word may end and another begin: what never stands together inside a word, or seldom.
_CANDIDATE = re.compile(
    rf"(?P<number>(?<![^\s(])(?:\d{{1,2}}(?:\.\d{{1,2}})*\.?|[a-z]\.))(?=[{_UPPER}*\"\u201c\u201e])|"
    rf"[{_LOWER}\d.,;:\u201d\"](?=[{_UPPER}(\"\u201c\u201e])|\)(?=[{_LOWER}{_UPPER}])|"
    rf"(?<!\S)[\u00b7\u2022o](?=[*{_UPPER}])"
)


def find_joints(text: str, text_page: pypdfium2.PdfTextPage) -> tuple[int, ...]:
    """Return the characters of a page before which a space is missing."""
    found = list(_CANDIDATE.finditer(text))
    if not found:
        return ()
    boxes = read_boxes(text_page, [index for m in found for index in (m.end() - 1, m.end())])
    return tuple(_measure(found, boxes))


def _measure(found: list[re.Match[str]], boxes: list[float]) -> Iterator[int]:
    for number, match in enumerate(found):
        _, top, right, bottom, left, other_top, _, other_bottom = boxes[8 * number : 8 * number + 8]
        step = NUMBER_STEP if match["number"] else WORD_STEP
        is_level = min(top, other_top) > max(bottom, other_bottom)
        if is_level and left - right > step * (top - bottom):
            yield match.end()
