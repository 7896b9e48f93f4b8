"""Where the rules of a group are found in a reading, sentence by sentence."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.extract.gates import likely_rules
from pipeline.models import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pipeline.lexicon import Lexicon, Rule
    from pipeline.models import Reading, Sentence

# Patterns find stems; nobody quotes half a word.
_WORD_REST = re.compile(r"(?<=[A-Za-z\u00c0-\u024f])[a-z\u00df-\u00ff]+")


@dataclass(frozen=True, slots=True)
class Hit:
    """A rule, the sentence it was found in, and the match."""

    rule: Rule
    sentence: Sentence
    match: re.Match[str]

    @property
    def span(self) -> Span:
        """The words found, in the coordinates of the reading."""
        return self.locate(0)

    def locate(self, group: str | int) -> Span:
        """Return the span of one group of the match, to the end of the word it ends in.

        Coordinates are those of the reading.
        """
        shift = self.sentence.span.start
        rest = _WORD_REST.match(self.sentence.text, self.match.end(group))
        end = rest.end() if rest else self.match.end(group)
        return Span(self.match.start(group) + shift, end + shift)

    def find_group(self, name: str) -> str | None:
        """Return the group of that name that took part: `when`, `when2`, …; None when none did."""
        groups = self.match.groupdict()
        return next((key for key in groups if key.startswith(name) and groups[key]), None)

    def word(self, name: str) -> str:
        """Return the words of a group, empty when the pattern has none or it took no part."""
        group = self.find_group(name)
        return self.match[group] if group else ""


def find_hits(sentences: Iterable[Sentence], lexicon: Lexicon, group: str) -> Iterator[Hit]:
    """Yield for each sentence, in order, every match of the group's rules in their order."""
    rules = lexicon.rules(group)
    for sentence in cued_sentences(sentences, lexicon, f"{group}_cues"):
        for rule in rules:
            for match in rule.pattern.finditer(sentence.text):
                yield Hit(rule, sentence, match)


def outermost(hits: Iterable[Hit]) -> Iterator[Hit]:
    """Leave out what overlaps with what an earlier rule has found in the same sentence."""
    sentence, taken = None, list[Span]()
    for hit in hits:
        if hit.sentence is not sentence:
            sentence, taken = hit.sentence, []
        if not any(span.overlaps(hit.span) for span in taken):
            taken.append(hit.span)
            yield hit


def matches(text: str, lexicon: Lexicon, group: str) -> bool:
    """Tell whether a rule of the group is found in a text."""
    if not _is_cued(text, lexicon.list(f"{group}_cues")):
        return False
    return any(rule.pattern.search(text) for rule in likely_rules(group, text, lexicon))


def cued_sentences(
    sentences: Iterable[Sentence], lexicon: Lexicon, cues: str
) -> tuple[Sentence, ...]:
    """Return the sentences that hold a word of a list, all when there is no such list.

    Looking for words costs a tenth of what the patterns cost.
    """
    words = lexicon.list(cues)
    return tuple(item for item in sentences if _is_cued(item.text, words))


def _is_cued(text: str, words: tuple[str, ...]) -> bool:
    folded = text.lower()
    return not words or any(word in folded for word in words)


def select_sentences(
    sentences: Iterable[Sentence], lexicon: Lexicon, about: str, not_about: str
) -> tuple[Sentence, ...]:
    """Return the sentences that a rule of one group is found in, and none of the other group."""
    return tuple(
        sentence
        for sentence in sentences
        if matches(sentence.text, lexicon, about) and not matches(sentence.text, lexicon, not_about)
    )


def own_sentences(reading: Reading, lexicon: Lexicon, besides: str = "") -> tuple[Sentence, ...]:
    """Return the sentences that may speak of the terms of the agreement itself.

    A cover tells of much else: there they name the agreement, go on from one that does, or are
    such as a rule of the group `besides` is found in.
    """
    if reading.version.part != "cover":
        return reading.sentences
    return tuple(_named(reading.sentences, lexicon, besides))


def _named(sentences: Iterable[Sentence], lexicon: Lexicon, besides: str) -> Iterator[Sentence]:
    named = False
    for sentence in sentences:
        goes_on = named and matches(sentence.text, lexicon, "term_pronoun")
        named = goes_on or matches(sentence.text, lexicon, "term_cover")
        if named or matches(sentence.text, lexicon, besides):
            yield sentence
