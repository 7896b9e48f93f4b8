"""What kind of agreement a title names, and whether the agreement is signed, a draft or ended."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.extract.cite import state
from pipeline.extract.hits import cued_sentences, find_hits, matches
from pipeline.lexicon import load_lexicon
from pipeline.models import Fact

if TYPE_CHECKING:
    from pipeline.lexicon import Lexicon
    from pipeline.models import Reading, Sentence

UNKNOWN = Fact("unknown", None, "computed", None, ())

# A signature block that was not marked as such stands at the end; the word for a draft at the head.
_TAIL, _HEAD = 900, 600
# Titles are often set with a space between any two hanzi.
_SPACED = re.compile(r"(?<=[\u3400-\u9fff]) (?=[\u3400-\u9fff])")


def detect_agreement_kind(reading: Reading, title: Fact | None) -> str:
    """Return the kind that the title names; a cover without one is asked for its own words."""
    lexicon = load_lexicon(reading.version.language)
    if title is not None and title.text:
        return parse_kind(title.text, lexicon)
    if reading.version.part != "cover":
        return "other"
    for sentence in reading.sentences:
        if matches(sentence.text, lexicon, "kind_named"):
            return parse_kind(sentence.text, lexicon)
    return "other"


def parse_kind(title: str, lexicon: Lexicon) -> str:
    """Return the kind of agreement that a title names, `other` when it names none."""
    folded = _SPACED.sub("", " ".join(title.split())).translate(lexicon.fold)
    for rule in lexicon.rules("kind"):
        if rule.pattern.search(folded):
            return rule.value
    return "other"


def detect_status(reading: Reading) -> Fact:
    """Return the status with the words that show it; `unknown`, without words, when none do."""
    lexicon = load_lexicon(reading.version.language)
    if reading.version.part == "cover":
        cued = cued_sentences(reading.sentences, lexicon, "told_cues")
        return _detect(reading, cued, lexicon, "status_told")
    head = tuple(item for item in reading.sentences if item.span.start < _HEAD)
    draft = _detect(reading, head, lexicon, "status_head")
    if draft is not UNKNOWN:
        return draft
    return _detect(reading, _signature_block(reading), lexicon, "status_signature")


def _detect(
    reading: Reading, sentences: tuple[Sentence, ...], lexicon: Lexicon, group: str
) -> Fact:
    """Return the status that the group's first rule found anywhere gives: rules by precedence."""
    order = [rule.id for rule in lexicon.rules(group)]
    hits = sorted(find_hits(sentences, lexicon, group), key=lambda hit: order.index(hit.rule.id))
    for hit in hits:
        return state(reading, hit.span, hit.rule.value, hit.rule.id)
    return UNKNOWN


def _signature_block(reading: Reading) -> tuple[Sentence, ...]:
    """Return the sentences of the signature block and of the end, where one stands unmarked."""
    tail = len(reading.text) - _TAIL
    return tuple(
        item
        for item in reading.sentences
        if item.span.end > tail or (item.section and item.section.kind == "signature_block")
    )
