"""Automatic numbering of a Word document: the number that a reader sees before a paragraph.

Counting follows ECMA-376, part 1, 17.9: lists of one abstract definition go on counting, a
level starts anew after a higher one.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.ingest.word.numerals import write_number
from pipeline.ingest.word.package import tag
from pipeline.ingest.word.styles import find_switch, find_value

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

    from pipeline.ingest.word.styles import Styles

LEVELS = 9
MAX_START = 32_767
MAX_LABEL = 80  # characters
_ID, _LEVEL = tag("numId"), tag("ilvl")
_PLACE = re.compile(r"%([1-9])")
_BULLET = "\u2022"
_SMALL_SQUARE = "\u00a7"  # which the font Wingdings draws for this letter
NO_LIST = "0"


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list. `restart` is the level, from 1, after which it starts anew."""

    start: int = 1
    style: str = "decimal"
    label: str = ""
    suffix: str = "tab"
    restart: int | None = None
    is_legal: bool = False
    paragraph_style: str | None = None


@dataclass(frozen=True, slots=True)
class WordList:
    """What a list is counted by, its levels, and the levels that it starts anew with its start."""

    counter: str
    levels: tuple[Level, ...]
    restarts: tuple[tuple[int, int], ...]


class Numbering:
    """Numbers the paragraphs of a document, which must be asked for in order."""

    def __init__(self, root: Element | None, styles: Styles) -> None:
        self._styles = styles
        self._definitions = _children(root, "abstractNum", "abstractNumId")
        self._nums = _children(root, "num", "numId")
        self._levels: dict[str, tuple[Level, ...]] = {}
        self._lists: dict[str, WordList | None] = {}
        self._counts: dict[str, list[int | None]] = {}
        self._begun: set[str] = set()

    def number(self, properties: Element | None) -> str:
        """Return the number of the next paragraph with what parts it from the text, or nothing."""
        found = self._find_level(properties)
        if found is None:
            return ""
        num_id, index = found
        word_list = self._lists[num_id]
        if word_list is None:
            return ""
        counts = self._count(num_id, word_list, index)
        level = word_list.levels[index]
        label = _fill(word_list, level, counts)
        return label if not label or level.suffix == "nothing" else f"{label} "

    def _find_level(self, properties: Element | None) -> tuple[str, int] | None:
        own = None if properties is None else properties.find(tag("numPr"))
        style = find_value(properties, "pStyle")
        inherited = self._styles.find_numbering(style)
        num_id, level = find_value(own, "numId"), find_value(own, "ilvl")
        if num_id is None and inherited is not None:
            num_id = find_value(inherited[1], "numId")
            level = level or self._level_of(num_id, (style, inherited[0]))
            level = level or find_value(inherited[1], "ilvl")
        if num_id is None or num_id == NO_LIST:
            return None
        self._load(num_id)
        return num_id, min(_parse(level, 0), LEVELS - 1)

    def _level_of(self, num_id: str | None, names: tuple[str | None, str]) -> str | None:
        """Return the level that a list ties to one of the paragraph styles."""
        word_list = None if num_id is None else self._load(num_id)
        tied = [level.paragraph_style for level in word_list.levels] if word_list else []
        return next((str(tied.index(name)) for name in names if name and name in tied), None)

    def _load(self, num_id: str) -> WordList | None:
        if num_id not in self._lists:
            num = self._nums.get(num_id)
            self._lists[num_id] = None if num is None else self._read_list(num)
        return self._lists[num_id]

    def _read_list(self, num: Element) -> WordList | None:
        counter = find_value(num, "abstractNumId") or ""
        definition = self._definitions.get(counter)
        if definition is None:
            return None
        linked = self._styles.find_numbering(find_value(definition, "numStyleLink"))
        if find_value(definition, "numStyleLink") and linked:
            other = self._nums.get(find_value(linked[1], "numId") or "")
            counter = find_value(other, "abstractNumId") or counter
            definition = self._definitions.get(counter, definition)
        if counter not in self._levels:
            self._levels[counter] = tuple(_read_levels(definition, [Level()] * LEVELS))
        levels = list(self._levels[counter])
        restarts = []
        for override in num.iterchildren(tag("lvlOverride")):
            levels = _read_levels(override, levels)
            start = find_value(override, "startOverride")
            if start is not None:
                restarts.append((_index(override), _parse(start, 1)))
        return WordList(counter, tuple(levels), tuple(restarts))

    def _count(self, num_id: str, word_list: WordList, index: int) -> list[int]:
        counts = self._counts.setdefault(word_list.counter, [None] * LEVELS)
        starts = [level.start for level in word_list.levels]
        for level, start in word_list.restarts:
            starts[level] = start
            if num_id not in self._begun:
                counts[level] = None
        self._begun.add(num_id)
        count = counts[index]
        counts[index] = starts[index] if count is None else count + 1
        for lower in range(index + 1, LEVELS):
            restart = word_list.levels[lower].restart
            if restart is None or index < restart:
                counts[lower] = None
        shown = [
            start if count is None else count for count, start in zip(counts, starts, strict=True)
        ]
        counts[:index] = shown[:index]  # levels that were skipped count as used
        return shown


def _fill(word_list: WordList, level: Level, counts: list[int]) -> str:
    if level.style == "bullet":
        return _show_bullet(level.label)

    def write(place: re.Match[str]) -> str:
        index = int(place[1]) - 1
        style = word_list.levels[index].style
        return write_number(counts[index], "decimal" if level.is_legal else style)

    return _PLACE.sub(write, level.label).strip()[:MAX_LABEL]


def _show_bullet(label: str) -> str:
    """Return a bullet; signs of symbol fonts, letters among them, are one."""
    label = label.strip()[:1]
    is_sign = label and label != _SMALL_SQUARE and unicodedata.category(label)[0] in "PS"
    return label if is_sign or not label else _BULLET


def _read_levels(element: Element, levels: list[Level]) -> list[Level]:
    levels = list(levels)
    for child in element.iterchildren(tag("lvl")):
        levels[_index(child)] = _read_level(child)
    return levels


def _read_level(element: Element) -> Level:
    restart = find_value(element, "lvlRestart")
    return Level(
        start=_parse(find_value(element, "start"), 0),
        style=find_value(element, "numFmt") or "decimal",
        label=(find_value(element, "lvlText") or "")[:MAX_LABEL],
        suffix=find_value(element, "suff") or "tab",
        restart=None if restart is None else _parse(restart, 0),
        is_legal=bool(find_switch(element, "isLgl")),
        paragraph_style=find_value(element, "pStyle"),
    )


def _children(root: Element | None, name: str, key: str) -> dict[str, Element]:
    found = [] if root is None else root.iterchildren(tag(name))
    return {element.get(tag(key), ""): element for element in found}


def _index(element: Element) -> int:
    return min(_parse(element.get(_LEVEL), 0), LEVELS - 1)


def _parse(value: str | None, default: int) -> int:
    """Return a number of a list, at most as large as word processors allow."""
    if value is None or not value.isascii() or not value.isdigit():
        return default
    return min(int(value[:6]), MAX_START)
