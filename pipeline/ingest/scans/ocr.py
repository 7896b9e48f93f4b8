"""OCR: the image of a page becomes text, lines and words, as a text layer would give them.

Tesseract reads German and English together well, and says so when it meets hanzi: the words that
it doubts are read again in Chinese, on a page from which the others are wiped.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, replace
from itertools import accumulate, groupby, pairwise
from operator import itemgetter
from typing import TYPE_CHECKING

from pipeline.ingest.characters import CJK, CJK_MARKS
from pipeline.ingest.lines import NO_TEXT, OCR, Leaf, TextLine
from pipeline.ingest.scans.mending import borrow, mend, straighten, widen
from pipeline.ingest.scans.tesseract import Token, read_tokens
from pipeline.models import Box, Page, Word, Words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from PIL.Image import Image

GERMAN, LATIN, CHINESE = "deu", "deu+eng", "chi_sim"
# Tesseract's own columns serve Latin pages; of hanzi it reads more when it looks for none.
AUTOMATIC, ONE_COLUMN = 3, 4
PROBE = (0.3, 0.45)  # of the height: where a page is asked for its language
SURE = 0.6  # confidence of Latin words; hanzi read as Latin letters have less
SHORT, SURE_SHORT = 3, 0.85  # letters of a short word, and its confidence
LEAST = 0.35  # confidence of a line below which it is a picture, or in another script
CONTRAST = 24  # levels of grey between paper and ink
MIN_SIDE = 12  # pixels
HANZI_SHARE = 0.3  # of a line's letters from which it is Chinese
OVERLAP = 0.5  # of the smaller box
SPACE = 0.8  # heights of a line between words of Chinese from which a space is meant

_GERMAN = re.compile(r"(?i:der|die|das|und|von|f\u00fcr|mit|den|dem|des|ein|eine|zu|ist|auf)")
_ENGLISH = re.compile(r"(?i:the|of|and|to|shall|for|by|with|is|be|or|this)")
_HANZI = re.compile(f"[{CJK}]")
_CHINESE = re.compile(f"[{CJK}{CJK_MARKS}]")
_LETTERS = re.compile(r"[^\W_]")
_TALL = re.compile(r"[A-ZÄÖÜ0-9bdfhklt\u00df()/|\[\]!?]")
_DEEP = re.compile(r"[gjpqyQ,;()/|\[\]]")
_BLANK_AFTER = re.compile("[\u3001\u3002\uff0c\uff1b\uff1a\uff01\uff1f\uff09\u300b\u300d\u201d]")
_BLANK_BEFORE = re.compile("[\uff08\u300a\u300c\u201c]")

_POINTS = re.compile(r"[-\u2010-\u2015.,;:()/\u00a7$\"'\u201e\u201c\u201d]+")

_Line = tuple[Token, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page to be recognised: its number, where its characters begin, its size in points."""

    number: int
    start: int
    width: float
    height: float
    rotation: int = 0


def recognise(image: Image, sheet: Sheet) -> tuple[Page, str, Leaf]:
    """Read a page's image, in grey as the page is displayed. Raise PageError when that fails."""
    lines = find_lines(image) if _shows(image) else []
    if not lines:
        return leave_out(sheet)
    across, down = sheet.width / image.width, sheet.height / image.height
    scaled = [[_scale(token, across, down) for token in line] for line in lines]
    text, words = _write(scaled, sheet)
    ends = list(accumulate(map(len, words)))
    leaf = Leaf(
        sheet.number,
        sheet.width,
        sheet.height,
        sheet.start,
        tuple(_make_line(line, sheet.number) for line in words),
        Words.of(word for line in words for word in line),
        tuple(zip([0, *ends[:-1]], ends, strict=True)),
    )
    return _describe(sheet, len(text), OCR), text, leaf


def leave_out(sheet: Sheet, fault: str = "") -> tuple[Page, str, Leaf]:
    """Return a page that nothing was read from, and why."""
    leaf = Leaf(sheet.number, sheet.width, sheet.height, sheet.start, fault=fault)
    return _describe(sheet, 0, NO_TEXT), "", leaf


def find_lines(image: Image) -> list[_Line]:
    """Find the lines of text in an image, in reading order as far as Tesseract tells it."""
    latin = _group(read_tokens(image, _choose_latin(image), AUTOMATIC))
    sure = [_pick_sure(line) for line in latin]
    if latin and not any(map(_is_doubtful, latin)):
        return [mend(line) for line in latin if _weigh(line) >= LEAST]
    rest = _wipe(image, (token for line in sure for token in line))
    known = [token for line in latin for token in line]
    found = _group(read_tokens(rest, CHINESE, ONE_COLUMN))
    chinese = [
        widen(straighten([borrow(token, known) for token in line]))
        for line in found
        if _is_chinese(line)
    ]
    return _merge([mend(line) for line in latin], chinese)


def _choose_latin(image: Image) -> str:
    """Return German for a page in German, else both: beside English umlauts are lost."""
    width, height = image.size
    band = image.crop((0, int(height * PROBE[0]), width, int(height * PROBE[1])))
    words = [token.text for token in read_tokens(band, GERMAN, AUTOMATIC)]
    german = sum(bool(_GERMAN.fullmatch(word)) for word in words)
    english = sum(bool(_ENGLISH.fullmatch(word)) for word in words)
    return GERMAN if german > english else LATIN


def _describe(sheet: Sheet, length: int, origin: str) -> Page:
    size = sheet.width, sheet.height, sheet.rotation
    return Page(sheet.number, *size, sheet.start, length, "plain", origin)


def _shows(image: Image) -> bool:
    if min(image.size) < MIN_SIDE:
        return False
    levels = image.histogram()
    used = [level for level, count in enumerate(levels) if count]
    return used[-1] - used[0] >= CONTRAST


def _group(tokens: Iterable[Token]) -> list[_Line]:
    lines: dict[tuple[int, int, int], list[Token]] = defaultdict(list)
    for token in tokens:
        lines[token.line].append(token)
    return [tuple(line) for line in lines.values()]


def _weigh(line: Sequence[Token]) -> float:
    """Return the confidence of a line, long words counting more."""
    size = sum(len(token.text) for token in line)
    return sum(token.confidence * len(token.text) for token in line) / size if size else 0.0


def _pick_sure(line: _Line) -> _Line:
    """Return the words of a line that are certainly no hanzi."""
    if _weigh(line) < SURE:
        return ()
    return tuple(token for token in line if token.confidence >= _least(token.text))


def _least(text: str) -> float:
    """Return the confidence from which a Latin word is one: hanzi often look like short words."""
    if _POINTS.fullmatch(text):
        return 0.0
    letters = len(_LETTERS.findall(text))
    return SURE if letters > SHORT else SURE_SHORT if letters else 1.1


def _is_doubtful(line: _Line) -> bool:
    words = [token for token in line if len(_LETTERS.findall(token.text)) > 1]
    return bool(words) and min([_weigh(line), *(t.confidence for t in words)]) < SURE


def _wipe(image: Image, tokens: Iterable[Token]) -> Image:
    """Return the image with words painted over in white."""
    wiped = image.copy()
    for token in tokens:
        box = (int(token.x0) - 2, int(token.y0) - 2, int(token.x1) + 2, int(token.y1) + 2)
        wiped.paste(255, box)
    return wiped


def _is_chinese(line: _Line) -> bool:
    text = "".join(token.text for token in line)
    hanzi, letters = len(_HANZI.findall(text)), len(_LETTERS.findall(text))
    return hanzi > 1 and hanzi >= letters * HANZI_SHARE and _weigh(line) >= LEAST


def _merge(latin: Sequence[_Line], chinese: Sequence[_Line]) -> list[_Line]:
    """Return all lines, what was read twice as Chinese; rows from the top, lines side by side."""
    hanzi = [token for line in chinese for token in line]
    kept = [part for line in latin for part in _drop_covered(line, hanzi)] if hanzi else latin
    lines = [line for line in (*kept, *chinese) if _weigh(line) >= LEAST]
    if not hanzi:
        return lines
    rows: list[list[_Line]] = []
    for line in sorted(lines, key=_centre):
        if rows and _is_level([token for part in rows[-1] for token in part], line):
            rows[-1].append(line)
        else:
            rows.append([line])
    return [
        tuple(token for part in sorted(row, key=lambda part: part[0].x0) for token in part)
        for row in rows
    ]


def _drop_covered(line: _Line, hanzi: Sequence[Token]) -> Iterator[_Line]:
    """Yield what is left of a Latin line between the words that were read as Chinese."""
    covered = [_is_covered(token, hanzi) for token in line]
    if _weigh(line) < SURE and any(covered):
        return
    for is_covered, part in groupby(zip(covered, line, strict=True), key=itemgetter(0)):
        if not is_covered:
            yield tuple(token for _, token in part)


def _is_covered(token: Token, others: Iterable[Token]) -> bool:
    """Tell whether other words fill most of the width of a word."""
    level = (o for o in others if o.y0 < (token.y0 + token.y1) / 2 < o.y1)
    shared = sum(max(min(token.x1, o.x1) - max(token.x0, o.x0), 0.0) for o in level)
    return shared > (token.x1 - token.x0) * OVERLAP


def _centre(line: Sequence[Token]) -> float:
    return sum(token.y0 + token.y1 for token in line) / len(line) / 2


def _is_level(row: Sequence[Token], line: _Line) -> bool:
    """Tell whether a line stands beside a row, not in it."""
    height = max(token.y1 - token.y0 for token in (*line, *row))
    beside = all(t.x1 <= o.x0 or o.x1 <= t.x0 for t in line for o in row)
    return beside and abs(_centre(row) - _centre(line)) < height * OVERLAP


def _scale(token: Token, across: float, down: float) -> Token:
    """Return a word in points, as high as its font and not as its ink."""
    height = (token.y1 - token.y0) * down
    top, low = token.y0 * down, token.y1 * down
    if not _CHINESE.search(token.text) and _LETTERS.search(token.text):
        tall, deep = _TALL.search(token.text), _DEEP.search(token.text)
        ink = 0.52 + 0.2 * bool(tall) + 0.21 * bool(deep)  # of the font's size
        top -= 0 if tall else height * 0.2 / ink
        low += 0 if deep else height * 0.21 / ink
    return replace(token, x0=token.x0 * across, x1=token.x1 * across, y0=top, y1=low)


def _write(lines: Sequence[Sequence[Token]], sheet: Sheet) -> tuple[str, list[list[Word]]]:
    """Return the text of the lines and their words, which know where they stand in it."""
    pieces: list[str] = []
    words: list[list[Word]] = []
    at = sheet.start
    for line in lines:
        words.append([])
        for token, space in zip(line, _find_spaces(line), strict=True):
            box = Box(sheet.number, token.x0, token.y0, token.x1, token.y1)
            end = at + len(token.text)
            words[-1].append(Word(at, end, box, round(token.confidence, 2)))
            pieces += token.text, space
            at = end + len(space)
    return "".join(pieces), words


def _find_spaces(line: Sequence[Token]) -> list[str]:
    """Return what stands after each word of a line: a space, nothing, at last a line end."""
    spaces = []
    for left, right in pairwise(line):
        height = max(left.y1 - left.y0, right.y1 - right.y0)
        joined = _CHINESE.match(left.text[-1]) or _CHINESE.match(right.text[0])
        # Marks in full width hold a blank of their own.
        blank = bool(_BLANK_AFTER.match(left.text[-1]) or _BLANK_BEFORE.match(right.text[0]))
        near = right.x0 - left.x1 < height * (SPACE + blank)
        spaces.append("" if joined and near else " ")
    return [*spaces, "\n"]


def _make_line(words: Sequence[Word], number: int) -> TextLine:
    boxes = [word.box for word in words]
    return TextLine(
        words[0].start,
        words[-1].end,
        number,
        min(box.x0 for box in boxes),
        min(box.y0 for box in boxes),
        max(box.x1 for box in boxes),
        max(box.y1 for box in boxes),
    )
