"""What kind of agreement a title names, and whether the agreement is signed, a draft or ended."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.extract.cite import state
from pipeline.extract.hits import cued_sentences, find_hits, matches
from pipeline.lexicon import load_lexicon
from pipeline.models import Fact

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.lexicon import Lexicon
    from pipeline.models import Party, Reading, Sentence, Signatory

UNNAMED = "other"
_STATES = frozenset({"national_government", "international_organisation"})
UNKNOWN = Fact("unknown", None, "computed", None, ())

# A signature block that was not marked as such stands at the end; the word for a draft at the head.
_TAIL, _HEAD = 900, 600
# Titles are often set with a space between any two hanzi.
_SPACED = re.compile(r"(?<=[\u3400-\u9fff]) (?=[\u3400-\u9fff])")


def detect_agreement_kind(
    reading: Reading, title: Fact | None, parties: Sequence[Party] = ()
) -> str:
    """Return the kind that the title names.

    A cover without a title is asked for its own words, an amendment for what it amends; what
    governments alone agree on, under whatever other name, is a treaty.
    """
    lexicon = load_lexicon(reading.version.language)
    name = title.text if title and title.text else ""
    kind = parse_kind(name, lexicon) if name else UNNAMED
    is_asked = reading.version.part == "cover" and not name
    if is_asked or (kind == UNNAMED and matches(name, lexicon, "kind_amends")):
        kind = _find_named(reading, lexicon)
    if kind == UNNAMED and parties and all(party.type in _STATES for party in parties):
        return "treaty"
    return kind


def _find_named(reading: Reading, lexicon: Lexicon) -> str:
    """Return the kind of the agreement to be concluded, else of that which is spoken of first."""
    told = reading.sentences if reading.version.part == "cover" else ()
    for hit in find_hits(told, lexicon, "kind_told"):
        kind = parse_kind(hit.word("kind"), lexicon)
        if kind != UNNAMED:
            return kind
    for sentence in reading.sentences:
        if matches(sentence.text, lexicon, "kind_named"):
            return parse_kind(sentence.text, lexicon)
    return UNNAMED


def parse_kind(title: str, lexicon: Lexicon) -> str:
    """Return the kind of agreement that a title names, `other` when it names none."""
    folded = _SPACED.sub("", " ".join(title.split())).translate(lexicon.fold)
    for rule in lexicon.rules("kind"):
        if rule.pattern.search(folded):
            return rule.value
    return UNNAMED


def detect_status(reading: Reading, signatories: Sequence[Signatory] = ()) -> Fact:
    """Return the status with the words that show it; `unknown`, without words, when none do.

    Who signs with a date has signed.
    """
    lexicon = load_lexicon(reading.version.language)
    if reading.version.part == "cover":
        cued = cued_sentences(reading.sentences, lexicon, "told_cues")
        return _detect(reading, cued, lexicon, "status_told")
    head = tuple(item for item in reading.sentences if item.span.start < _HEAD)
    draft = _detect(reading, head, lexicon, "status_head")
    if draft is not UNKNOWN:
        return draft
    shown = _detect(reading, _signature_block(reading), lexicon, "status_signature")
    dated = next((each for each in signatories if each.date), None)
    if shown is UNKNOWN and dated is not None:
        return Fact("signed", dated.name, "computed", None, dated.evidence)
    return shown


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
