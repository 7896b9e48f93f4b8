"""Footnotes: small lines at the foot of a page, which stand in the midst of nobody's sentence."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.ingest.lines import Leaf, TextLine

SMALL = 0.93  # of the usual height of a page's lines
HIGHEST = 0.4  # of the page's height, below which notes stand
NOTE = -1  # the block of a line of notes

_TYPED_RULE = re.compile(r"[_\u2013\u2014-]{5,}")  # the line that parts notes from the text
_MARK = re.compile(
    r"(?:\d{1,3}|[*\u2020\u2021]{1,3}|[\u00b9\u00b2\u00b3\u2070-\u2079]{1,3}|[\[(]\d{1,3}[\])])"
    r"(?=[\s).]|[^\W\d])"
)


def split_notes(leaf: Leaf, source: str) -> tuple[Leaf, tuple[TextLine, ...]]:
    """Return the page without its footnotes, and these."""
    first = _find_first(leaf, source)
    if first is None:
        return leaf, ()
    above = leaf.lines[first - 1]
    if _TYPED_RULE.fullmatch(source, above.start, above.end) and first > 1:
        first -= 1
    notes = tuple(replace(line, block=NOTE) for line in leaf.lines[first:])
    return replace(leaf, lines=leaf.lines[:first], spans=leaf.spans[:first]), notes


def _find_first(leaf: Leaf, source: str) -> int | None:
    """Return the line with which the notes begin: from there on all are small and low."""
    if not leaf.lines:
        return None
    heights = sorted(line.y1 - line.y0 for line in leaf.lines)
    limit = heights[len(heights) * 3 // 4] * SMALL  # notes may be half of a page
    first = None
    for index in range(len(leaf.lines) - 1, 0, -1):
        line, below = leaf.lines[index], leaf.lines[min(index + 1, len(leaf.lines) - 1)]
        is_low = line.y0 > leaf.height * HIGHEST and line.y0 <= below.y0
        if not is_low or line.y1 - line.y0 > limit:
            break
        if _MARK.match(source, line.start):
            first = index
    return first
