"""What each block looks like by its own words: title, number, opening, signature, annex."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from pipeline.language import UNDETERMINED
from pipeline.lexicon import load_lexicon

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.lexicon import Lexicon, Rule
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


# Not slotted: most blocks are never asked for most of what they look like.
@dataclass(frozen=True, eq=False)
class Label:
    """What a block can be, found out when it is asked for.

    `text` begins `offset` code points into the block, past a title repeated before each heading;
    `lexicon` is None in a language that is not read.
    """

    text: str
    lexicon: Lexicon | None
    offset: int = 0

    @cached_property
    def number(self) -> Number | None:
        """Return the number that the block begins with."""
        for rule in self._rules("heading"):
            match = rule.pattern.match(self.text)
            if match:
                depth = match["number"].count(".") if rule.value == "decimal" else 0
                style = f"{rule.value}{depth}" if depth else rule.value
                return Number(style, match["number"], match.end())
        return None

    @cached_property
    def is_title(self) -> bool:
        """Tell whether the block is the title of an agreement."""
        if self.lexicon is None or len(self.text) > MAX_TITLE:
            return False
        shown = self.lexicon.shows("title_signs", self.text.lower())
        return shown and self._has("title") and not self._has("title_out")

    @property
    def is_above_title(self) -> bool:
        """Tell whether the block may stand above a title and belong to it: it names parties."""
        return len(self.text) <= MAX_TITLE and self._has("title_above")

    @cached_property
    def is_model(self) -> bool:
        """Tell whether the block heads the model of an agreement, between nobody yet."""
        return len(self.text) <= MAX_TITLE and self._has("model_text")

    @cached_property
    def opens(self) -> str:
        """Return "strong" when parties are named or agree, "title" when so in a title only."""
        values = {rule.value for rule in self._search("parties_open")}
        return "strong" if "strong" in values else min(values, default="")

    @cached_property
    def signs(self) -> bool:
        """Tell whether the block is a line of signatures."""
        return self._has("signature")

    @cached_property
    def promises(self) -> bool:
        """Tell whether the block begins with what the parties will do."""
        return self._has("promise")

    @cached_property
    def is_annex(self) -> bool:
        """Tell whether the block is the heading of an annex."""
        return self._has("annex")

    @property
    def tells(self) -> bool:
        """Tell whether the block speaks of an agreement, a partnership or a league."""
        return self._has("report_subject")

    @cached_property
    def announces(self) -> str:
        """Say how the block itself tells that an agreement begins, "" when it does not."""
        return next((rule.value for rule in self._search("announces")), "")

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

    def find_markers(self, known: frozenset[str] = frozenset()) -> Iterator[Marker]:
        """Yield the marks of kinds of papers that the block bears, but for rules known already."""
        words = self.text[:MAX_LOOK]
        for rule in self._rules("document"):
            if rule.id not in known and rule.pattern.search(words):
                yield Marker(rule.value, rule.id, weak=bool(rule.options.get("weak")))

    def _rules(self, group: str) -> tuple[Rule, ...]:
        return self.lexicon.rules(group) if self.lexicon else ()

    def _search(self, group: str) -> Iterator[Rule]:
        words = self.text[:MAX_LOOK]
        return (rule for rule in self._rules(group) if rule.pattern.search(words))

    def _has(self, group: str) -> bool:
        return next(self._search(group), None) is not None


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
        return Label(words, None)
    lexicon = load_lexicon(language)
    shown = words[offset:]
    return Label(shown.translate(lexicon.fold) if lexicon.fold else shown, lexicon, offset)
