"""The text layer of a page: pdfium's characters, lines and words, and where they stand."""

from __future__ import annotations

import re
import sys
from bisect import bisect_left, bisect_right
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

import pypdfium2.raw as pdfium

from pipeline.ingest.boxes import find_edges
from pipeline.ingest.joints import find_joints
from pipeline.ingest.lines import Leaf, TextLine
from pipeline.models import Words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import pypdfium2

    from pipeline.ingest.boxes import Edges
    from pipeline.ingest.view import View

Spans = list[tuple[int, int]]

HIGH, LOW = range(0xD800, 0xDC00), range(0xDC00, 0xE000)  # the halves of a surrogate pair
BEYOND = 0x10000  # the first character that takes a pair
_NEWLINE = re.compile(r"\n")
_WORD = re.compile(r"\S+")
# Where there are hanzi, at most four are a word, and where pdfium took a hyphen for soft (U+0002,
# U+FFFE), it wrote no line end after it.
_MIXED = re.compile(r"[\x02\ufffe\u2e80-\ua4cf\uf900-\ufaff]")
_MIXED_WORD = re.compile(
    r"[^\s\u2e80-\ua4cf\uf900-\ufaff\x02\ufffe]+|[\u2e80-\ua4cf\uf900-\ufaff]{1,4}"
)
_SOFT = ("\x02", "\ufffe")
_LINE = re.compile(r"[^\n\x02\ufffe]*[\n\x02\ufffe]?")


def read_characters(text_page: pypdfium2.PdfTextPage) -> str:
    """Return the characters of a page, one for each of pdfium's indexes."""
    count = text_page.count_chars()
    if not count:
        return ""
    text: str = text_page.get_text_range(0, count)
    last = pdfium.FPDFText_GetTextIndexFromCharIndex(text_page, count - 1)
    if len(text) == count and last == count - 1:
        return text
    codes = [pdfium.FPDFText_GetUnicode(text_page, index) for index in range(count)]
    return "".join(_join_surrogates(codes))


def _join_surrogates(codes: list[int]) -> Iterator[str]:
    """Yield one character an index; the second half of a pair becomes one that clean-up drops."""
    second = False
    for code, following in zip(codes, [*codes[1:], 0], strict=True):
        if second:
            second = False
            yield "\u200b"
        elif code in HIGH and following in LOW:
            second = True
            yield chr(BEYOND + ((code - HIGH.start) << 10) + following - LOW.start)
        elif code in HIGH or code in LOW or code > sys.maxunicode:
            yield "\ufffd"
        else:
            yield chr(code)


def read_leaf(
    text: str, text_page: pypdfium2.PdfTextPage, view: View, place: tuple[int, int]
) -> Leaf:
    """Return the lines and words of a page; `place` are its number and its first character."""
    number, offset = place
    joints = find_joints(text, text_page)
    tokens, spans = _split_words(text, joints)
    edges = find_edges(text_page, view, tokens)
    if _runs_off(edges, view):
        tokens, spans = _drop_outside(tokens, spans, edges, view)
        edges = find_edges(text_page, view, tokens)
    starts = [start + offset for start, _ in tokens]
    ends = [end + offset for _, end in tokens]
    lines = tuple(
        TextLine(starts[first], ends[last - 1], number, *_bound(edges, first, last))
        for first, last in spans
    )
    words = Words.pack(starts, ends, number, edges)
    edits = tuple((offset + joint, offset + joint, " ") for joint in joints)
    return Leaf(number, view.width, view.height, offset, lines, words, spans, edits, rules=None)


def _runs_off(edges: Edges, view: View) -> bool:
    """Tell whether a word stands outside the page, where nobody sees it."""
    x0, y0, x1, y1 = edges
    if not x0:
        return False
    return min(x1) <= 0 or max(x0) >= view.width or min(y1) <= 0 or max(y0) >= view.height


def _drop_outside(
    tokens: Spans, spans: Sequence[tuple[int, int]], edges: Edges, view: View
) -> tuple[Spans, tuple[tuple[int, int], ...]]:
    """Return the words that stand on the page, and the stretches of lines they make."""
    boxes = zip(*edges, strict=True)
    inside = [
        x1 > 0 and x0 < view.width and y1 > 0 and y0 < view.height for x0, y0, x1, y1 in boxes
    ]
    kept: Spans = []
    stretches: list[tuple[int, int]] = []
    for first, last in spans:
        for shows, stretch in groupby(range(first, last), inside.__getitem__):
            if shows:
                start = len(kept)
                kept += (tokens[index] for index in stretch)
                stretches.append((start, len(kept)))
    return kept, tuple(stretches)


def _split_words(text: str, joints: tuple[int, ...]) -> tuple[Spans, tuple[tuple[int, int], ...]]:
    """Return where the words stand, and for each line its first word and the one after its last."""
    is_mixed = bool(_MIXED.search(text))
    if joints or is_mixed:
        return _split_mixed(text, joints, _MIXED_WORD if is_mixed else _WORD)
    words = list(map(re.Match.span, _WORD.finditer(text)))
    starts = [start for start, _ in words]
    ends = [bisect_left(starts, line.start()) for line in _NEWLINE.finditer(text)]
    bounds = pairwise((0, *ends, len(words)))
    return words, tuple((first, last) for first, last in bounds if last > first)


def _split_mixed(
    text: str, joints: tuple[int, ...], pattern: re.Pattern[str]
) -> tuple[Spans, tuple[tuple[int, int], ...]]:
    words: Spans = []
    spans: list[tuple[int, int]] = []
    for line in _LINE.finditer(text):
        first = len(words)
        for piece in _cut(line.span(), joints):
            words += map(re.Match.span, pattern.finditer(text, *piece))
        if line.group().endswith(_SOFT):
            _take_hyphen(words, first, line.end())
        if len(words) > first:
            spans.append((first, len(words)))
    return words, tuple(spans)


def _cut(span: tuple[int, int], joints: tuple[int, ...]) -> Iterator[tuple[int, int]]:
    start, end = span
    for joint in joints[bisect_right(joints, start) : bisect_left(joints, end)]:
        yield start, joint
        start = joint
    yield start, end


def _take_hyphen(words: list[tuple[int, int]], first: int, end: int) -> None:
    """Give the hyphen that ends a line to its word."""
    if len(words) > first and words[-1][1] == end - 1:
        words[-1] = words[-1][0], end
    else:
        words.append((end - 1, end))


def _bound(edges: Edges, first: int, last: int) -> tuple[float, float, float, float]:
    x0, y0, x1, y1 = edges
    return min(x0[first:last]), min(y0[first:last]), max(x1[first:last]), max(y1[first:last])
