"""Furniture: running headers, footers and page numbers, which belong to no sentence."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from pipeline.ingest.characters import CJK

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pipeline.ingest.lines import Leaf, TextLine

EDGE_LINES = 4  # lines at either end of a page among which furniture stands
EDGE_SHARE = 0.12  # of the page's height in which it stands
SAME_HEIGHT = 4.0  # points that a running line may wander
MIN_SHARE = 0.3  # of the pages that a running line must stand on
TWICE = 2  # what runs along is there again
THRICE = 3  # pages, of which two with the same line say little when it looks like a form's
NUMBER_LENGTH = 12  # characters of a line that holds a page number alone
APART = 15  # lines at least from one such number to the next
MAX_LENGTH = 160  # characters
PLAIN_LENGTH = 60  # characters of a header beside the page number in plain text

_DIGITS = re.compile(r"\d+")
_SPACE = re.compile(r"\s+")
_WORDS = r"(?:Seite|Page|Blatt|S\.|p\.|pg\.)"
_OF = r"(?:von|of|/|\||aus)"
# A line that is nothing but the number of its page.
_DASH = r"[-\u2013\u2014]"
_PAGE_NUMBER = re.compile(
    "(?i:"
    rf"[|\u00b7 ]*{_DASH}* ?{_WORDS} ?\d{{1,4}}(?: ?{_OF} ?\d{{1,4}})? ?{_DASH}*[|\u00b7 ]*"
    rf"|{_DASH}+ ?\d{{1,4}}(?: of \d{{1,4}})? ?{_DASH}+"
    r"|\d{1,4} ?(?:/|of|von) ?\d{1,4}"
    rf"|{_DASH}* ?\u7b2c ?\d{{1,4}} ?\u9875(?:[ ,\uff0c/]*\u5171 ?\d{{1,4}} ?\u9875)? ?{_DASH}*"
    r")\Z"
)
_NUMBER = re.compile(rf"{_DASH}* ?(\d{{1,4}}) ?{_DASH}*\Z")
_RUNNING = re.compile(rf"#|[^\W\d_]{{2}}|[{CJK}]")  # a page number or words, no mere marks
# Plain text has lost its pages: only the words tell that a line was a header.
_PAGE_MARK = re.compile(
    rf"(?i:\b{_WORDS} ?(\d{{1,4}})(?: ?{_OF} ?\d{{1,4}})?|\u7b2c ?(\d{{1,4}}) ?\u9875)"
)
_CLAUSE = re.compile(r"(?i:\u00a7|art(?:ikel|icle|\.)|section|\(?\d{1,2}[.)]|\u7b2c)")


def drop_running_lines(leaves: Sequence[Leaf], source: str) -> tuple[Leaf, ...]:
    """Return the pages without the lines that run along at their top or bottom."""
    edges = [_edge_lines(leaf) for leaf in leaves]
    seen: dict[str, list[TextLine]] = defaultdict(list)
    for line in (line for edge in edges for line in edge):
        seen[_fold(_content(line, source))].append(line)
    running = {
        line.start
        for key, lines in seen.items()
        for line in _find_running(key, lines, source, len(leaves))
    }
    running |= _find_counted(leaves, source)
    return tuple(_without(leaf, running) for leaf in leaves)


def drop_page_lines(lines: Sequence[TextLine], source: str) -> tuple[TextLine, ...]:
    """Return the lines of a plain text without its page numbers and running headers.

    What follows a dropped line is marked as standing on a new page.
    """
    running = _find_plain_marks(lines, source) | _find_leaf_edges(lines, source)
    kept: list[TextLine] = []
    turned = False
    for line in lines:
        if line.start in running:
            turned = True
            continue
        kept.append(replace(line, turned=True) if turned else line)
        turned = False
    return tuple(kept)


def _edge_lines(leaf: Leaf) -> list[TextLine]:
    ordered = sorted(leaf.lines, key=lambda line: (line.y0, line.x0))
    top = [line for line in ordered[:EDGE_LINES] if line.y1 < leaf.height * EDGE_SHARE]
    low = leaf.height * (1 - EDGE_SHARE)
    return top + [line for line in ordered[-EDGE_LINES:] if line.y0 > low and line not in top]


def _find_running(
    key: str, lines: Sequence[TextLine], source: str, pages: int
) -> Iterable[TextLine]:
    """Return those of the lines with the same words that run along."""
    if _PAGE_NUMBER.match(_content(lines[0], source)):
        return lines
    if len(key) > MAX_LENGTH or pages < TWICE:
        return ()
    level = [line for line in lines if any(_is_level(line, o) for o in lines if o is not line)]
    if len({line.leaf for line in level}) < max(TWICE, pages * MIN_SHARE):
        return ()
    if not _RUNNING.search(key) or (pages == THRICE and len(level) < THRICE and ":" in key):
        return ()
    return level if "#" not in key or _counts(level, source) else ()


def _is_level(line: TextLine, other: TextLine) -> bool:
    return line.leaf != other.leaf and abs(line.y0 - other.y0) < SAME_HEIGHT


def _counts(lines: Sequence[TextLine], source: str) -> bool:
    """Tell whether the numbers in lines stay the same or go with the page."""
    rows = [
        (line.leaf, list(map(int, _DIGITS.findall(source, line.start, line.end)))) for line in lines
    ]
    first_leaf, first = rows[0]
    same = all(numbers == first for _, numbers in rows)
    if same:
        return True
    if _CLAUSE.match(source, lines[0].start):
        return False
    return all(
        b - a in {0, leaf - first_leaf}
        for leaf, numbers in rows
        for a, b in zip(first, numbers, strict=True)
    )


def _find_counted(leaves: Sequence[Leaf], source: str) -> set[int]:
    """Find lines within pages that hold nothing but a number that counts up, far apart.

    What was set on other pages before keeps their numbers in its midst.
    """
    chains: dict[int, list[tuple[int, int]]] = {}  # by the last number: index and start of lines
    ended: list[list[tuple[int, int]]] = []
    lines = ((leaf, line) for leaf in leaves for line in leaf.lines)
    for index, (leaf, line) in enumerate(lines):
        number = _find_number(line, source)
        if number is None or not _is_alone(line, leaf):
            continue
        chain = chains.pop(number - 1, [])
        if chain and index - chain[-1][0] < APART:
            ended.append(chain)
            chain = []
        chains[number] = [*chain, (index, line.start)]
    found = (*ended, *chains.values())
    return {start for chain in found if len(chain) >= THRICE for _, start in chain}


def _find_number(line: TextLine, source: str) -> int | None:
    if line.end - line.start > NUMBER_LENGTH:
        return None
    match = _NUMBER.match(_content(line, source))
    return int(match[1]) if match else None


def _is_alone(line: TextLine, leaf: Leaf) -> bool:
    """Tell whether nothing else stands at the height of a line."""
    return not any(o.y0 < line.y1 and line.y0 < o.y1 for o in leaf.lines if o is not line)


def _without(leaf: Leaf, running: set[int]) -> Leaf:
    kept = [line.start not in running for line in leaf.lines]
    if all(kept):
        return leaf
    return replace(
        leaf,
        lines=tuple(line for line, keep in zip(leaf.lines, kept, strict=True) if keep),
        spans=tuple(span for span, keep in zip(leaf.spans, kept, strict=True) if keep),
    )


def _find_plain_marks(lines: Sequence[TextLine], source: str) -> set[int]:
    """Find lines with a page number that counts up from line to line, the words being the same."""
    marked: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for line in lines:
        content = _content(line, source)
        number = _page_number(content)
        if number is not None:
            marked[_fold(content)].append((number, line.start))
    return {
        start
        for members in marked.values()
        if len(members) > 1 and all(a[0] < b[0] for a, b in pairwise(members))
        for _, start in members
    } | {
        members[0][1]
        for key, members in marked.items()
        if len(members) == 1 and re.search(r"(?i)(?:seite|page) # (?:von|of) #", key)
    }


def _page_number(content: str) -> int | None:
    if len(content) > 2 * PLAIN_LENGTH:
        return None
    if _PAGE_NUMBER.match(content):
        return int(_DIGITS.findall(content)[0])
    mark = _PAGE_MARK.search(content)
    if not mark or len(content) - len(mark.group()) > PLAIN_LENGTH:
        return None
    if mark.start() and mark.end() < len(content):
        return None
    return int(mark[1] or mark[2])


def _find_leaf_edges(lines: Sequence[TextLine], source: str) -> set[int]:
    """Find the first and last lines of pages, told by form feeds, that run along."""
    leaves: dict[int, list[TextLine]] = defaultdict(list)
    for line in lines:
        leaves[line.leaf].append(line)
    if len(leaves) < TWICE:
        return set()
    seen: dict[str, list[TextLine]] = defaultdict(list)
    for members in leaves.values():
        for line in dict.fromkeys((*members[:2], *members[-2:])):
            seen[_fold(_content(line, source))].append(line)
    return {
        line.start
        for key, members in seen.items()
        if len({line.leaf for line in members}) >= max(TWICE, len(leaves) * MIN_SHARE)
        and ("#" not in key or _counts(members, source))
        for line in members
    }


def _content(line: TextLine, source: str) -> str:
    return _SPACE.sub(" ", source[line.start : line.end]).strip()


def _fold(content: str) -> str:
    return _DIGITS.sub("#", content).casefold()
