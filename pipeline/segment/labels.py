"""What each block looks like by its own words: title, number, opening, signature, annex."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.language import UNDETERMINED
from pipeline.lexicon import Lexicon, load_lexicon

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.models import Block

# A title or heading is short; a longer block is running text that begins like one.
MAX_TITLE = 360
MAX_HEADING = 120
# So much of a block is looked at; a file may be one line of a million characters.
MAX_LOOK = 4000
# A title repeated before each heading is at least so long.
MIN_RUNNING = 12
_MARKUP = re.compile(r"#{1,6} ?")
_FIRST = re.compile(r"(?:^|[^\w.]|第)(?:0?1|I|A|a|一|Erstens|(?i:one))\W*[条条章]?$")
_SENTENCE_ENDS = (".", ";", ",", ":", "。", "；", "，", "：", "!", "?")


@dataclass(frozen=True, slots=True)
class Number:
    """The number a block begins with: its style, its text, and how far it reaches."""

    style: str
    text: str
    end: int


@dataclass(frozen=True, slots=True)
class Marker:
    """A mark of a kind of paper; a `weak` one may stand in an agreement too."""

    kind: str
    rule: str
    weak: bool


@dataclass(frozen=True, slots=True)
class Label:
    """What a block can be; `number` is None for a block without one.

    `text` begins `offset` code points into the block, past a title repeated before each heading;
    `opens` is "strong" when parties are named or agree, "title" when it is so in a title only;
    `announces` says how the block itself tells that an agreement begins, "" when it does not.
    """

    text: str
    number: Number | None
    is_title: bool
    opens: str
    signs: bool
    is_annex: bool
    is_preamble: bool
    markers: tuple[Marker, ...]
    announces: str = ""
    offset: int = 0

    @property
    def is_first(self) -> bool:
        """Tell whether the block's number is the first of its kind."""
        return self.number is not None and bool(_FIRST.search(self.number.text))

    @property
    def is_bare_number(self) -> bool:
        """Tell whether the block is a number alone, whose heading stands on the next line."""
        return self.number is not None and not self.text[self.number.end :].strip()

    @property
    def is_heading_line(self) -> bool:
        """Tell whether the block is short enough and open-ended as a heading is."""
        return len(self.text) <= MAX_HEADING and not self.text.endswith(_SENTENCE_ENDS)


def label_blocks(blocks: Sequence[Block], text: str) -> tuple[Label, ...]:
    """Return the labels of a document's blocks."""
    running = ""
    labels: list[Label] = []
    for block in blocks:
        words = text[block.span.start : block.span.end]
        marked = _MARKUP.match(words)
        heading = words[marked.end() :] if marked else ""
        repeats = bool(running) and heading.startswith(running) and heading != running
        offset = len(words) - len(heading[len(running) :].lstrip()) if repeats else 0
        labels.append(_label(words, block.language, offset))
        if not running and len(heading) >= MIN_RUNNING:
            running = heading
    return tuple(labels)


def _label(words: str, language: str, offset: int) -> Label:
    if language == UNDETERMINED:
        return Label(words, None, False, "", False, False, False, ())
    lexicon = load_lexicon(language)
    folded = words[offset:].translate(lexicon.fold)
    return Label(
        text=folded,
        number=_find_number(folded, lexicon),
        is_title=_is_title(folded, lexicon),
        opens=_find_opening(folded[:MAX_LOOK], lexicon),
        signs=_any(folded[:MAX_LOOK], "signature", lexicon),
        is_annex=_any(folded[:MAX_LOOK], "annex", lexicon),
        is_preamble=_any(folded[:MAX_LOOK], "preamble", lexicon),
        markers=_find_markers(folded[:MAX_LOOK], lexicon),
        announces=_find_announcement(folded[:MAX_LOOK], lexicon),
        offset=offset,
    )


def _find_opening(text: str, lexicon: Lexicon) -> str:
    values = {rule.value for rule in lexicon.rules("parties_open") if rule.pattern.search(text)}
    return "strong" if "strong" in values else min(values, default="")


def _find_announcement(text: str, lexicon: Lexicon) -> str:
    found = (rule.value for rule in lexicon.rules("announces") if rule.pattern.search(text))
    return next(found, "")


def _any(text: str, group: str, lexicon: Lexicon) -> bool:
    return any(rule.pattern.search(text) for rule in lexicon.rules(group))


def _is_title(text: str, lexicon: Lexicon) -> bool:
    return (
        len(text) <= MAX_TITLE
        and _any(text, "title", lexicon)
        and not _any(text, "title_out", lexicon)
    )


def _find_number(text: str, lexicon: Lexicon) -> Number | None:
    for rule in lexicon.rules("heading"):
        match = rule.pattern.match(text)
        if match:
            depth = match["number"].count(".") if rule.value == "decimal" else 0
            style = f"{rule.value}{depth}" if depth else rule.value
            return Number(style, match["number"], match.end())
    return None


def _find_markers(text: str, lexicon: Lexicon) -> tuple[Marker, ...]:
    return tuple(
        Marker(rule.value, rule.id, weak=bool(rule.options.get("weak")))
        for rule in lexicon.rules("document")
        if rule.pattern.search(text)
    )
