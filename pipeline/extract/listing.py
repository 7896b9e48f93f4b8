"""Sentences and the list items that hang on them, without headings, numbers and bullets."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from pipeline.lexicon import load_lexicon
from pipeline.models import Reading, Section, Sentence, Span

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

    from pipeline.lexicon import Lexicon


# What is longer and ends like a sentence is one; "Artikel 12." is a number.
_LONGEST_NUMBER = 13


@dataclass(frozen=True, slots=True)
class Unit:
    """A sentence, a clause of one, or a list item; `span` is without its number or bullet."""

    span: Span
    text: str
    section: Section | None


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence and the list items it governs."""

    unit: Unit
    items: tuple[Unit, ...]


@dataclass(frozen=True, slots=True)
class _Forms:
    """What a language's lists look like."""

    item: tuple[re.Pattern[str], ...]
    inline: tuple[re.Pattern[str], ...]
    lead: tuple[re.Pattern[str], ...]
    cut: tuple[re.Pattern[str], ...]


@dataclass(slots=True)
class _Open:
    """A passage that may still get items."""

    unit: Unit
    items: list[Unit] = field(default_factory=list)
    leads: bool = False

    def close(self) -> Passage:
        return Passage(self.unit, tuple(self.items))


def find_passages(reading: Reading) -> Iterator[Passage]:
    """Yield the sentences of a reading in order, list items under the sentence that leads in."""
    forms = _load_forms(load_lexicon(reading.version.language))
    heads = find_headings(reading)
    current: _Open | None = None
    numbered = False
    for sentence in reading.sentences:
        marker = _match_first(forms.item, sentence.text)
        is_head = sentence.span in heads
        if marker == len(sentence.text) or (is_head and not (marker and current and current.leads)):
            numbered = bool(marker)
            if current and (not marker or not current.leads):
                yield current.close()
                current = None
            continue
        unit = make_unit(reading, sentence, marker)
        if current and current.leads and _belongs(unit, current, marked=bool(marker) or numbered):
            current.items.append(unit)
        else:
            if current:
                yield current.close()
            yield from _closed(unit, reading, forms)
            current = _open(unit, reading, forms)
        numbered = False
    if current:
        yield current.close()


def find_headings(reading: Reading) -> frozenset[Span]:
    """Return the spans of the sentences that are headings, in the reading's coordinates."""
    starts = [run.start for run in reading.runs]
    found = set()
    for sentence in reading.sentences:
        heading = sentence.section.heading if sentence.section else None
        if heading is None:
            continue
        run = reading.runs[bisect_right(starts, sentence.span.start) - 1]
        source = sentence.span.start + run.source_start - run.start
        if heading.start <= source < heading.end and not _is_prose(sentence.text):
            found.add(sentence.span)
    return frozenset(found)


def _is_prose(text: str) -> bool:
    """A numbered paragraph of one sentence is no heading, whatever its section calls it."""
    return len(text) > _LONGEST_NUMBER and text.endswith((".", ";", "。", "；", ":", "："))


def make_unit(reading: Reading, sentence: Sentence, skip: int = 0) -> Unit:
    """Return a sentence as a unit, `skip` characters of numbering left out."""
    return cut_unit(reading, sentence.section, Span(sentence.span.start + skip, sentence.span.end))


def cut_unit(reading: Reading, section: Section | None, span: Span) -> Unit:
    """Return a span as a unit, without the white space at its ends."""
    words = reading.text[span.start : span.end]
    start = span.start + len(words) - len(words.lstrip())
    end = start + len(words.strip())
    return Unit(Span(start, end), reading.text[start:end], section)


@lru_cache(maxsize=4)
def _load_forms(lexicon: Lexicon) -> _Forms:
    groups = ("list_item", "list_inline", "duty_lead", "duty_cut")
    found = [tuple(rule.pattern for rule in lexicon.rules(group)) for group in groups]
    return _Forms(*found)


def _match_first(patterns: tuple[re.Pattern[str], ...], text: str) -> int:
    """Return how long the list marker at the start of a text is, 0 without one."""
    return max((m.end() for pattern in patterns if (m := pattern.match(text))), default=0)


def _belongs(unit: Unit, current: _Open, *, marked: bool) -> bool:
    if marked:
        return True
    last = current.items[-1].text if current.items else current.unit.text
    return unit.text[:1].islower() or (bool(current.items) and last.endswith((";", "；")))


def _closed(unit: Unit, reading: Reading, forms: _Forms) -> Iterator[Passage]:
    """Yield all but the last clause of a sentence, and a list that stands inside a sentence."""
    inline = _split_inline(unit, reading, forms)
    if inline:
        yield inline
        return
    for piece in _split_clauses(unit, reading, forms)[:-1]:
        yield Passage(piece, ())


def _open(unit: Unit, reading: Reading, forms: _Forms) -> _Open | None:
    if _split_inline(unit, reading, forms):
        return None
    last = _split_clauses(unit, reading, forms)[-1]
    leads = last.text.endswith((":", "：")) or any(p.search(last.text) for p in forms.lead)
    return _Open(last, leads=leads)


def _split_inline(unit: Unit, reading: Reading, forms: _Forms) -> Passage | None:
    marks = [mark for pattern in forms.inline for mark in pattern.finditer(unit.text)]
    if len(marks) < 2:  # noqa: PLR2004 one letter in brackets makes no list
        return None
    start = unit.span.start
    ends = [*(mark.start() for mark in marks[1:]), len(unit.text)]
    lead = cut_unit(reading, unit.section, Span(start, start + marks[0].start()))
    spans = [
        Span(start + mark.end(), start + end) for mark, end in zip(marks, ends, strict=True)
    ]
    items = (cut_unit(reading, unit.section, span) for span in spans)
    return Passage(lead, tuple(item for item in items if item.text)) if lead.text else None


def _split_clauses(unit: Unit, reading: Reading, forms: _Forms) -> list[Unit]:
    """Cut a sentence where a new main clause begins without a full stop."""
    cuts = sorted({m.end() for pattern in forms.cut for m in pattern.finditer(unit.text)})
    bounds = [0, *cuts, len(unit.text)]
    start = unit.span.start
    spans = (Span(start + a, start + b) for a, b in zip(bounds, bounds[1:], strict=False))
    pieces = [cut_unit(reading, unit.section, span) for span in spans]
    return [piece for piece in pieces if piece.text] or [unit]
