"""What each block looks like by its own words: title, number, opening, signature, annex."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.language import UNDETERMINED
from pipeline.lexicon import Lexicon, load_lexicon

if TYPE_CHECKING:
    from pipeline.models import Block

# A title or heading is short; a longer block is running text that begins like one.
MAX_TITLE = 250
MAX_HEADING = 120
_FIRST = re.compile(r"(?:^|[^\w.]|第)(?:0?1|I|A|a|一|Erstens|(?i:one))\W*[条条章]?$")
_SENTENCE_ENDS = (".", ";", ",", ":", "。", "；", "，", "：", "!", "?")


@dataclass(frozen=True, slots=True)
class Number:
    """The number a block begins with: its style, its text, and how far it reaches."""

    style: str
    text: str
    end: int


@dataclass(frozen=True, slots=True)
class Label:
    """What a block can be; `number` is None for a block without one."""

    text: str
    number: Number | None
    is_title: bool
    opens: bool
    signs: bool
    is_annex: bool
    is_preamble: bool
    markers: tuple[tuple[str, str], ...]

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


def label_block(block: Block, text: str) -> Label:
    """Return the label of a block, given the document's text."""
    words = text[block.span.start : block.span.end]
    if block.language == UNDETERMINED:
        return Label(words, None, False, False, False, False, False, ())  # noqa: FBT003 fields, not flags
    lexicon = load_lexicon(block.language)
    folded = words.translate(lexicon.fold)
    return Label(
        text=folded,
        number=_find_number(folded, lexicon),
        is_title=_is_title(folded, lexicon),
        opens=_any(folded, "parties_open", lexicon),
        signs=_any(folded, "signature", lexicon),
        is_annex=_any(folded, "annex", lexicon),
        is_preamble=_any(folded, "preamble", lexicon),
        markers=_find_markers(folded, lexicon),
    )


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


def _find_markers(text: str, lexicon: Lexicon) -> tuple[tuple[str, str], ...]:
    return tuple(
        (rule.value, rule.id) for rule in lexicon.rules("document") if rule.pattern.search(text)
    )
