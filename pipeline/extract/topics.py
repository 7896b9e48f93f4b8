"""Whom a clause without a subject binds: the party that its heading or its lead speaks of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.extract.gates import likely_rules
from pipeline.extract.obligors import find_mentions, name_obligors

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.extract.casting import Cast
    from pipeline.extract.listing import Passage
    from pipeline.models import Obligor, Reading, Section

# A heading is short; so is a lead that only names who is to act: "Each Party:".
_LONGEST = 80


@dataclass(frozen=True, slots=True)
class Topic:
    """Those whose duties words announce, and how firmly these bind them."""

    obligors: tuple[Obligor, ...]
    modality: str


def find_topic(passage: Passage, reading: Reading, cast: Cast) -> Topic | None:
    """Return whose duties a lead or the nearest heading above announces; None when none does."""
    for words in _find_leads(passage, reading):
        text = words.translate(cast.lexicon.fold)
        rules = likely_rules("duty_topic", text, cast.lexicon) if len(text) <= _LONGEST else ()
        for rule in rules:
            if rule.pattern.search(text):
                obligors = name_obligors(find_mentions(text, cast)[:1], cast, ())
                return Topic(obligors, rule.value) if obligors else None
    return None


def _find_leads(passage: Passage, reading: Reading) -> Iterator[str]:
    if passage.items:
        yield passage.unit.text
    sections = {section.id: section for section in reading.version.sections}
    section: Section | None = passage.unit.section
    while section is not None:
        if section.title:
            yield section.title
        section = sections.get(section.parent or "")
