"""Mending: errors that Tesseract makes again and again, and the boxes of its hanzi."""

from __future__ import annotations

import re
from dataclasses import replace
from statistics import median
from typing import TYPE_CHECKING

from pipeline.ingest.characters import CJK, CJK_MARKS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.ingest.scans.tesseract import Token

OVERLAP = 0.5  # of the smaller box
NEAR = 4  # words on either side that tell how high a line of Chinese is
WIDEST = 1.5  # heights of a line that a hanzi may be wide
_LATIN_WORD = re.compile(r"[^\W\d_]{2}")
_FULL_WIDTH = str.maketrans(",;:!?()", "\uff0c\uff1b\uff1a\uff01\uff1f\uff08\uff09")
_MARK = re.compile(r"[,;:!?()]")
_DASHES = re.compile(r"[-\u2010-\u2015]{1,3}")
_BULLETS = ("\u00ab", "\u00a2", "\u00a9", "\u00b0")
_BARS = ("|", "l", "I")
_SECTION = re.compile(r"\d{1,3}[a-z]?[.,]?")
_PAGE = re.compile(r"(?i:page|seite|blatt|p\.|s\.)")
# Roman numbers in which an I was read as l or i: "Il.", "Vil."
_ROMAN = re.compile(r"[IVX][IVXil]*[il][IVXil]*\.")
_CLAUSE = re.compile(r"(?i:artikel|article|art\.|section|teil|part|anlage|annex)")
_CAPITALS = str.maketrans("il", "II")
_HANZI = re.compile(f"[{CJK}]")
_CHINESE = re.compile(f"[{CJK}{CJK_MARKS}]")

_Line = tuple["Token", ...]


def mend(line: _Line) -> _Line:
    """Return a Latin line without the errors that Tesseract makes again and again."""
    texts = [token.text for token in line]
    for at, text in enumerate(texts):
        before, after = texts[at - 1] if at else "", texts[at + 1] if at + 1 < len(texts) else ""
        if text in _BULLETS and not at and after:
            texts[at] = "\u2022"
        elif _DASHES.fullmatch(text):
            texts[at] = "\u2013"
        elif text == "$" and _SECTION.fullmatch(after):
            texts[at] = "\u00a7"
        elif text in _BARS and _PAGE.fullmatch(before):
            texts[at] = "1"
        elif _ROMAN.fullmatch(text) and (not at or _CLAUSE.fullmatch(before)):
            texts[at] = text.translate(_CAPITALS)
    return tuple(replace(token, text=text) for token, text in zip(line, texts, strict=True))


def borrow(token: Token, known: Sequence[Token]) -> Token:
    """Return a Latin word among hanzi as it was read in German and English, if that is surer."""
    if _HANZI.search(token.text) or not _LATIN_WORD.search(token.text):
        return token
    for other in known:
        if other.confidence > token.confidence and _share(token, other) > OVERLAP:
            return replace(token, text=other.text, confidence=other.confidence)
    return token


def _share(one: Token, two: Token) -> float:
    """Return which part of the larger box the two have in common."""
    wide = min(one.x1, two.x1) - max(one.x0, two.x0)
    high = min(one.y1, two.y1) - max(one.y0, two.y0)
    if wide <= 0 or high <= 0:
        return 0.0
    return wide * high / max((t.x1 - t.x0) * (t.y1 - t.y0) for t in (one, two))


def straighten(line: Sequence[Token]) -> _Line:
    """Return Chinese words in boxes as high as the line; none reaches into the next word."""
    straight = []
    for at, token in enumerate(line):
        near = line[max(at - NEAR, 0) : at + NEAR + 1]
        y0, y1 = median(t.y0 for t in near), median(t.y1 for t in near)
        following = line[at + 1].x0 if at + 1 < len(line) else token.x1
        x1 = min(token.x1, following) if following > token.x0 else token.x1
        x1 = min(x1, token.x0 + len(token.text) * (y1 - y0) * WIDEST)
        straight.append(replace(token, x1=x1, y0=y0, y1=y1))
    return tuple(straight)


def widen(line: _Line) -> _Line:
    """Return the words of a Chinese line with the marks beside hanzi in full width."""
    text = " ".join(token.text for token in line)
    wide = list(text)
    for mark in _MARK.finditer(text):
        before, after = text[: mark.start()].rstrip()[-1:], text[mark.end() :].lstrip()[:1]
        if _CHINESE.match(before) or _CHINESE.match(after):
            wide[mark.start()] = mark.group().translate(_FULL_WIDTH)
    pieces = "".join(wide).split(" ")
    return tuple(replace(token, text=piece) for token, piece in zip(line, pieces, strict=True))
