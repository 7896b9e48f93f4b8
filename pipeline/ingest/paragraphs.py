"""Paragraphs: whether a line goes on in the next one. Evidence is position first, words second."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from pipeline.ingest.characters import CJK, CJK_MARKS, SOFT_HYPHENS
from pipeline.ingest.lines import APART

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipeline.ingest.lines import TextLine

TOLERANCE = 4.0  # points that a line may miss the right edge by and still be full
COLUMN_WIDTH = 90.0  # points: narrower text of a column is no running text
PAGE_WIDTH = 220.0  # likewise outside columns
INDENT = 6.0  # points that mark a first line
SLOPPY = 0.62  # share of the width from which a line that ends in mid-sentence counts as full
AROUND = 3  # characters at either side of a line end that tell whether it stands in Chinese
TYPED_WIDTH = 45  # characters: likewise, where a text was broken at a number of them
RAGGED = 0.8  # share of the width from which a Chinese line in mid-sentence counts as full
SHORT_BLOCK = 8  # lines below which a page's own right edge is not trusted

_NUMERAL = "\u96f6\u3007\u4e00\u4e8c\u4e09\u56db\u4e94\u516d\u4e03\u516b\u4e5d\u5341\u767e"
# A line that opens like this begins something of its own, whatever stood before.
_OPENER = re.compile(
    r"[\u2022\u2610\u2612\u25aa\u25cf\u25a0\u25cb\u25e6\u2713\u2714\uf000-\uf0ff#|]|"
    r"[-\u2013\u2014*\u00b7] |"
    r"\(?[a-zA-Z]\) |\((?:[ivxIVX]{1,5}|\d{1,2}|[a-zA-Z])\)|[ivx]{1,5}[.)] |"
    rf"\u7b2c[{_NUMERAL}\d ]+[\u6761\u7ae0\u8282\u7bc7]|[{_NUMERAL}]{{1,3}}\u3001|"
    rf"[\uff08(][{_NUMERAL}\d]{{1,3}}[\uff09)]|[\u2460-\u2473]"
)
# These open a clause too, but also stand inside sentences ("am 1. Mai", "nach Artikel 5").
_SOFT_OPENER = re.compile(
    r"\d{1,2}(?:\.\d{1,2}){0,3}[.)]?\s|\d{1,2}[\u3001\uff0e]|\u00a7+ ?\d|"
    r"(?i:artikel|article|art\.|section|annex|anlage|anhang|appendix|schedule) ?[\dIVX]"
)
_TERMINAL = ".!?:;\u3002\uff01\uff1f\uff1b\uff1a\u2026"
_CLOSING = "\"'\u201c\u201d\u2019\u00bb\u00ab)]\uff09\u300d\u300f\u300b"
_SIGNATURE = re.compile(r"[_.\u2026\u2024]{4,}|_{3,}")
_LABEL = re.compile(r"[^\W\d_][^:\uff1a.;\n]{1,60}[:\uff1a] ?[^\W\d_]")
_CJK_END = re.compile(rf"[{CJK}{CJK_MARKS}\u201c\u201d\u2018\u2019\u2014\u2026]")
# A short word in small letters ends no line by itself: an article, a preposition, an "and".
_OPEN_END = re.compile(r"(?<=[^\W\d_] )[^\W\d_A-Z]{2,3}$")
_CJK_LETTER = re.compile(rf"[{CJK}{CJK_MARKS}]")
# Running text has one of these; a title, a name, an address have none.
_CJK_CLAUSE = re.compile(r"[\uff0c\u3002\uff1b]")
_FIRST_WORD = re.compile(rf"[{CJK}][{CJK_MARKS}]?|[^\s{CJK}]+")
_LAST_WORD = re.compile(r"([\w\u00ad\x02\ufffe]+)[-\u00ad\x02\ufffe]$")
_HYPHENS = "-" + SOFT_HYPHENS
# A hyphen before these stands for the rest of a compound ("Wirtschafts- und Sozialrat").
_CONJUNCTIONS = frozenset(
    ("und", "oder", "bzw.", "sowie", "als", "wie", "bis", "and", "or", "to", "u.", "o.")
)


class Join(Enum):
    """How a line is joined with the next."""

    BREAK = "break"
    SPACE = "space"
    NOTHING = "nothing"
    HYPHEN = "hyphen"  # the hyphen at the line end goes


@dataclass(frozen=True, slots=True)
class Edges:
    """The right and left edge that lines of a block are set to, by block and leaf.

    `typed` is the right edge in characters, where lines know theirs.
    """

    right: dict[tuple[int, int], float]
    left: dict[tuple[int, int], float]
    typed: dict[tuple[int, int], float]

    def width(self, line: TextLine) -> float:
        """Return the width of the column that a line stands in."""
        key = line.block, line.leaf
        return self.right[key] - self.left[key]


def find_edges(lines: Iterable[TextLine]) -> Edges:
    """Find the edges that text is set to, from the lines themselves."""
    by_leaf: dict[tuple[int, int], list[TextLine]] = defaultdict(list)
    by_block: dict[int, list[TextLine]] = defaultdict(list)
    for line in lines:
        if line.cell is None:
            by_leaf[line.block, line.leaf].append(line)
            by_block[line.block].append(line)
    wide = {block: _right(members) for block, members in by_block.items()}
    right, left, typed = {}, {}, {}
    for key, members in by_leaf.items():
        edge = _right(members)
        if len(members) < SHORT_BLOCK:
            edge = max(edge, wide[key[0]])
        left[key] = min(line.x0 for line in members)
        least = COLUMN_WIDTH if members[0].narrow else PAGE_WIDTH
        right[key] = max(edge, left[key] + least)
        typed[key] = max(_trim([line.columns for line in members]), TYPED_WIDTH)
    return Edges(right, left, typed)


def detect_join(first: TextLine, one: str, second: TextLine, two: str, edges: Edges) -> Join:
    """Detect whether `two` goes on with the paragraph that `one` ends, and with what between."""
    loose = first.loose or first.block != second.block
    if loose or not _goes_on(first, one, second, two, edges):
        return Join.BREAK
    ends = one[-1] + two[0]
    if all(_CJK_END.match(end) or end.isdigit() for end in ends) and not ends.isdigit():
        return Join.NOTHING if _CJK_LETTER.search(one[-AROUND:] + two[:AROUND]) else Join.SPACE
    return _detect_hyphen(one, two)


def opens_item(text: str) -> bool:
    """Tell whether a line begins with the mark of a list item, clause or heading."""
    return bool(_OPENER.match(text) or _SOFT_OPENER.match(text))


def _right(lines: list[TextLine]) -> float:
    return _trim([line.x1 for line in lines])


def _trim(sizes: list[float]) -> float:
    """Return the greatest of some sizes, a few that stick out left aside."""
    return sorted(sizes, reverse=True)[len(sizes) // 20]


def _goes_on(first: TextLine, one: str, second: TextLine, two: str, edges: Edges) -> bool:
    if second.columns == APART or (first.columns == APART and second.x0 > first.x0 + 2 * INDENT):
        return False
    if _OPENER.match(two) or "\t" in one or "\t" in two or one[0] == "#":
        return False
    if _is_drawn(one) or _is_drawn(two) or _are_labels(one, two):
        return False
    if _is_hyphenated(one, two):
        return second.turned or not second.gap
    if second.turned or first.leaf != second.leaf:
        return not _is_ended(one) and _goes_over(first, second, two, edges)
    return not second.gap and _goes_down(first, one, second, two, edges)


def _is_drawn(text: str) -> bool:
    """Tell whether a line holds the line that somebody signs on."""
    # One of these stands in every such line; they are found much faster than the pattern.
    may_be = ".." in text or "__" in text or "\u2026" in text or "\u2024" in text
    return may_be and bool(_SIGNATURE.search(text))


def _are_labels(one: str, two: str) -> bool:
    """Tell whether both lines are a label and its value ("For Leeds: Anna Miller")."""
    has_colon = ":" in one or "\uff1a" in one
    return has_colon and bool(_LABEL.match(one) and _LABEL.match(two))


def _goes_over(first: TextLine, second: TextLine, two: str, edges: Edges) -> bool:
    if two[0].islower():
        return _reach(first, edges) > SLOPPY
    return _is_full(first, second, two, edges) and not _SOFT_OPENER.match(two)


def _goes_down(first: TextLine, one: str, second: TextLine, two: str, edges: Edges) -> bool:
    full, ended = _is_full(first, second, two, edges), _is_ended(one)
    if _SOFT_OPENER.match(two):
        return full and not ended and not one.endswith(",")
    if ended:
        hangs = opens_item(one) and second.x0 > first.x0
        return full and (hangs or abs(second.x0 - first.x0) < INDENT)
    if full or _is_cut(first, one, two, edges):
        return True
    open_end = _OPEN_END.search(one) or (two[0].islower() and one[-1].isalpha())
    return bool(open_end) and _reach(first, edges) > SLOPPY


def _is_ended(text: str) -> bool:
    """Tell whether a line ends with the end of a sentence."""
    return text.rstrip(_CLOSING)[-1:] in _TERMINAL


def _reach(line: TextLine, edges: Edges) -> float:
    return (line.x1 - line.x0) / max(edges.width(line), 1.0)


def _is_full(first: TextLine, second: TextLine, two: str, edges: Edges) -> bool:
    word = _FIRST_WORD.match(two)
    share = len(word.group()) / len(two) if word else 1.0
    needed = (second.x1 - second.x0) * share
    space = 0.0 if _CJK_LETTER.match(two) else 2.5
    if first.x1 + space + needed > edges.right[first.block, first.leaf] - TOLERANCE:
        return True
    beside = len(word.group()) if word else len(two)
    typed = first.columns + (space > 0) + beside
    return bool(first.columns) and typed > edges.typed[first.block, first.leaf]


def _is_cut(first: TextLine, one: str, two: str, edges: Edges) -> bool:
    """Tell whether a Chinese sentence breaks off at a line end short of the edge."""
    inside = _CJK_LETTER.search(one[-1:]) and _CJK_LETTER.search(two[:AROUND])
    flows = inside and (_CJK_CLAUSE.search(one) or _CJK_CLAUSE.search(two))
    return bool(flows) and _reach(first, edges) > RAGGED


def _is_hyphenated(one: str, two: str) -> bool:
    return one[-1] in _HYPHENS and two[0].isalpha() and bool(_LAST_WORD.search(one))


def _detect_hyphen(one: str, two: str) -> Join:
    last = _LAST_WORD.search(one) if one[-1] in _HYPHENS else None
    if not last:
        return Join.NOTHING if one[-1] in "/-" and one[-2:-1].isalnum() else Join.SPACE
    if one[-1] in SOFT_HYPHENS:
        return Join.HYPHEN
    if two.split(maxsplit=1)[0].rstrip(",") in _CONJUNCTIONS:
        return Join.SPACE
    return Join.HYPHEN if two[0].islower() and not last[1].isdigit() else Join.NOTHING
