"""The areas in which the parties say that they cooperate."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from pipeline.extract.cite import cite
from pipeline.extract.gates import likely_rules
from pipeline.extract.hits import matches
from pipeline.extract.judging import is_out
from pipeline.lexicon import load_areas, load_lexicon
from pipeline.models import Area, Evidence, Reading, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.extract.listing import Passage, Passages
    from pipeline.lexicon import Lexicon

_WORD = re.compile(r"[^\W\d_]+(?:[-\u2010\u2011][^\W\d_]+)*")
# What stands at the head of an agreement before its clauses: its title may name the field.
_SKIPPED = frozenset({"signature_block", "form"})
_HEADING_WORDS = 14
# How far a sentence may go on with an earlier one: "Im Mittelpunkt stehen dabei …".
_CHAIN = 8
# An area named so many times more seldom than the first is no field of its own.
_ASIDE = 12
# How often a paper's subject is named at least, and how much more seldom a second one may be.
_OFTEN, _RIVAL = 2, 2


@dataclass(frozen=True, slots=True)
class Hit:
    """A term of an area at its place in the reading.

    `is_named` tells whether a heading, the preamble or a list of fields names the area.
    """

    area: str
    span: Span
    rule: str
    is_named: bool = False


def find_areas(reading: Reading, passages: Passages) -> tuple[Area, ...]:
    """Find the fields of cooperation, one Area for each with all its evidence."""
    lexicon = load_lexicon(reading.version.language)
    hits = tuple(_drop_asides(tuple(_find_hits(reading, passages, lexicon))))
    if not hits:
        hits = tuple(_find_partnership(passages, lexicon)) or _find_subject(reading, lexicon)
    found: dict[str, list[Evidence]] = {}
    for hit in sorted(hits, key=lambda item: (item.span.start, item.area)):
        found.setdefault(hit.area, []).extend(cite(reading, hit.span, hit.rule))
    agreement = reading.version.agreement or "a1"
    return tuple(_make(area, agreement, evidence) for area, evidence in found.items())


def _drop_asides(hits: tuple[Hit, ...]) -> Iterator[Hit]:
    """Leave out areas that a long text touches on here and there, beside what it is about."""
    counts = Counter(hit.area for hit in hits)
    strong = {hit.area for hit in hits if hit.is_named}
    most = max(counts.values(), default=0)
    for hit in hits:
        if hit.area in strong or counts[hit.area] * _ASIDE >= most:
            yield hit


def match_areas(reading: Reading, span: Span) -> tuple[Hit, ...]:
    """Return the terms of areas in a span, names of offices and sample topics left out."""
    lexicon = load_lexicon(reading.version.language)
    return tuple(_match(reading.text, span, lexicon))


def _make(area: str, agreement: str, evidence: list[Evidence]) -> Area:
    entry = load_areas()[area]
    unique = tuple(dict.fromkeys(evidence))
    return Area(agreement, area, tuple(entry["eurovoc"]), tuple(entry["sdg"]), None, unique)


def _find_hits(reading: Reading, passages: Passages, lexicon: Lexicon) -> Iterator[Hit]:
    yield from _find_in_headings(reading, passages.headings, lexicon)
    spoken = [item for item in passages.items if _kind(item) not in _SKIPPED]
    for index, passage in enumerate(spoken):
        units = (passage.unit, *passage.items)
        hits = [hit for unit in units for hit in _match(reading.text, unit.span, lexicon)]
        before = spoken[max(0, index - _CHAIN) : index + 1]
        if _kind(passage) == "preamble":
            hits = [hit for hit in hits if hit.area not in _bare(lexicon)]
        if hits and _is_told(before, reading, lexicon):
            is_named = _names_fields(passage, lexicon)
            yield from (replace(hit, is_named=is_named) for hit in hits)


def _is_told(before: list[Passage], reading: Reading, lexicon: Lexicon) -> bool:
    """Tell whether the last passage speaks of cooperation, or goes on with one that does."""
    if matches(before[-1].unit.text, lexicon, "area_out"):
        return False
    for passage in reversed(before):
        if _speaks(passage, reading, lexicon):
            return True
        if not matches(passage.unit.text, lexicon, "area_goes_on"):
            return False
    return False


def _names_fields(passage: Passage, lexicon: Lexicon) -> bool:
    return _kind(passage) == "preamble" or matches(passage.unit.text, lexicon, "area_list")


def _kind(passage: Passage) -> str:
    return passage.unit.section.kind if passage.unit.section else "body"


def _find_in_headings(reading: Reading, heads: frozenset[Span], lexicon: Lexicon) -> Iterator[Hit]:
    if reading.version.part == "cover":
        return
    for sentence in reading.sentences:
        section = sentence.section
        is_title = section is not None and section.kind == "title"
        if sentence.span not in heads and not is_title:
            continue
        if len(sentence.text.split()) <= _HEADING_WORDS and not matches(
            sentence.text, lexicon, "area_heading_out"
        ):
            found = _match(reading.text, sentence.span, lexicon)
            named = (replace(hit, is_named=True) for hit in found)
            yield from (hit for hit in named if not (is_title and hit.area in _bare(lexicon)))


def _bare(lexicon: Lexicon) -> frozenset[str]:
    """Return the areas of a partnership: its title names them, whatever its fields are."""
    return frozenset(rule.value for rule in lexicon.rules("area_partnership"))


def _speaks(passage: Passage, reading: Reading, lexicon: Lexicon) -> bool:
    """Tell whether a sentence says that the parties cooperate, now and not some day."""
    text = passage.unit.text
    if not _cooperates(passage, reading, lexicon):
        return False
    return not matches(text, lexicon, "area_out")


def _cooperates(passage: Passage, reading: Reading, lexicon: Lexicon) -> bool:
    text = passage.unit.text
    kind = _kind(passage)
    if reading.version.part == "cover":
        return matches(text, lexicon, "area_cover")
    if matches(text, lexicon, "area_list"):
        return True
    if kind in {"preamble", "title"}:
        return matches(text, lexicon, "area_preamble")
    return _promises(passage, lexicon)


def _promises(passage: Passage, lexicon: Lexicon) -> bool:
    text = passage.unit.text
    if not matches(" ".join((text, *(item.text for item in passage.items))), lexicon, "area_verb"):
        return False
    return bool(passage.items) or not is_out(text, lexicon)


def _match(text: str, span: Span, lexicon: Lexicon) -> Iterator[Hit]:
    words = text[span.start : span.end]
    phrases = _phrases(lexicon) if any(likely_rules("area_phrase", words, lexicon)) else None
    single = bool(lexicon.rules("area")) and _has_term(words, lexicon)
    if not phrases and not single:
        return
    words = _hide(words, lexicon)
    for match in _WORD.finditer(words) if single else ():
        for area, rule in _match_word(match[0], lexicon):
            yield Hit(area, Span(span.start + match.start(), span.start + match.end()), rule)
    for match in phrases.finditer(words) if phrases else ():
        for area, rule in _match_phrase(match[0], lexicon):
            yield Hit(area, Span(span.start + match.start(), span.start + match.end()), rule)


def _has_term(words: str, lexicon: Lexicon) -> bool:
    return any(_match_word(word, lexicon) for word in _WORD.findall(words))


def _hide(text: str, lexicon: Lexicon) -> str:
    """Blank the names of offices, sample topics and what is denied."""
    for rule in likely_rules("area_mask", text, lexicon):
        text = rule.pattern.sub(lambda match: " " * len(match[0]), text)
    return text


@lru_cache(maxsize=20_000)
def _match_word(word: str, lexicon: Lexicon) -> tuple[tuple[str, str], ...]:
    if matches(word, lexicon, "area_office"):
        return ()
    found = ((rule, rule.pattern.search(word)) for rule in likely_rules("area", word, lexicon))
    return tuple((rule.value, rule.id) for rule, match in found if match)


@lru_cache(maxsize=4)
def _phrases(lexicon: Lexicon) -> re.Pattern[str] | None:
    rules = lexicon.rules("area_phrase")
    return re.compile("|".join(f"(?:{rule.pattern.pattern})" for rule in rules)) if rules else None


@lru_cache(maxsize=5_000)
def _match_phrase(words: str, lexicon: Lexicon) -> tuple[tuple[str, str], ...]:
    rules = lexicon.rules("area_phrase")
    return tuple((rule.value, rule.id) for rule in rules if rule.pattern.match(words))


def _find_partnership(passages: Passages, lexicon: Lexicon) -> Iterator[Hit]:
    """Yield the area of a partnership that names no fields: it brings people together."""
    for rule in lexicon.rules("area_partnership"):
        for passage in passages.items:
            match = rule.pattern.search(passage.unit.text)
            if match and not matches(passage.unit.text, lexicon, "area_out"):
                start = passage.unit.span.start
                yield Hit(rule.value, Span(start + match.start(), start + match.end()), rule.id)
                return


def _find_subject(reading: Reading, lexicon: Lexicon) -> tuple[Hit, ...]:
    """Return what a paper that names no fields is about: the terms it uses most."""
    if reading.version.part != "cover":
        return ()
    hits = [hit for item in reading.sentences for hit in _match(reading.text, item.span, lexicon)]
    counts = Counter(hit.area for hit in hits)
    least = max(_OFTEN, max(counts.values(), default=0) / _RIVAL)
    return tuple(hit for hit in hits if counts[hit.area] >= least)


def areas_of(words: str, lexicon: Lexicon) -> tuple[str, ...]:
    """Return the areas that words by themselves name, each once."""
    hits = _match(words, Span(0, len(words)), lexicon)
    return tuple(dict.fromkeys(hit.area for hit in hits))
