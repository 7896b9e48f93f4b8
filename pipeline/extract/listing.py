"""Sentences and the list items that hang on them, without headings, numbers and bullets."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from pipeline.extract.hits import matches
from pipeline.lexicon import load_lexicon
from pipeline.models import Reading, Section, Sentence, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.lexicon import Lexicon


# What is longer and ends like a sentence is one; "Artikel 12." is a number.
_LONGEST_NUMBER = 13
# Words that lead in a list stand at the end of their sentence.
_TAIL = 120
# Cheap tests that spare most sentences the dearer patterns.
_ENUMERATES = re.compile(r"[)）、．①-⑳]|[0-9]\.")
_COUNTED = re.compile(r"[0-9]+|(?<=第)[一二三四五六七八九十百]+")
_HAN_NUMBER = re.compile(r"[一二三四五六七八九十百]+")
_FIRST = re.compile(r"[(（]?(?:1|a|A|i|I|一)[)）.、]")
_FINAL = (".", ";", ":", "：", "!", "?", ")", "”", "“", '"', "。", "；", "！", "？", "）", "」")
_MAY_BREAK = re.compile(r"[;；]|[0-9A-Z]\.")


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
class Passages:
    """The sentences of a reading in order, list items under the sentence that leads in.

    `headings` are the spans of the sentences that are headings, in the reading's coordinates.
    """

    items: tuple[Passage, ...]
    headings: frozenset[Span]


@dataclass(frozen=True, slots=True)
class _Forms:
    """What a language's lists look like."""

    item: tuple[re.Pattern[str], ...]
    inline: tuple[re.Pattern[str], ...]
    lead: tuple[re.Pattern[str], ...]
    cut: tuple[re.Pattern[str], ...]


@dataclass(slots=True)
class _Open:
    """A passage that may still get items; `number` is what its sentence is numbered by.

    `began` is what its items' numbers look like where they count anew inside a numbered clause.
    What `leads` announces a list; what `is_unfinished` stops after its verb, and a list may follow.
    """

    unit: Unit
    items: list[Unit] = field(default_factory=list)
    leads: bool = False
    is_unfinished: bool = False
    number: str = ""
    began: str = ""

    def may_lead(self, number: str | int) -> bool:
        """Tell whether what comes next, with a number or bullet or without, may be an item."""
        return self.leads or (self.is_unfinished and bool(number))

    def close(self) -> Passage:
        return Passage(self.unit, tuple(self.items))


def make_passages(reading: Reading) -> Passages:
    """Read a version once for all that go through its sentences."""
    heads = _find_headings(reading, load_lexicon(reading.version.language))
    return Passages(tuple(_find_passages(reading, heads)), heads)


def _find_passages(reading: Reading, heads: frozenset[Span]) -> Iterator[Passage]:
    lexicon = load_lexicon(reading.version.language)
    forms = _load_forms(lexicon)
    current: _Open | None = None
    number = ""
    for sentence in reading.sentences:
        marker = _match_first(forms.item, sentence.text)
        is_head = sentence.span in heads
        if marker == len(sentence.text) or (
            is_head and not (current and marker and current.may_lead(marker))
        ):
            number = sentence.text[:marker]
            if current and not (marker and current.may_lead(marker)):
                yield current.close()
                current = None
            continue
        unit = make_unit(reading, sentence, marker)
        number = sentence.text[:marker] or number
        if current and _is_led(unit, number, current, lexicon):
            current.items.append(unit)
        else:
            if current:
                yield current.close()
            closed, current = _cut(unit, reading, forms, lexicon)
            yield from closed
            if current:
                current.number = number
        number = ""
    if current:
        yield current.close()


def _find_headings(reading: Reading, lexicon: Lexicon) -> frozenset[Span]:
    starts = [run.start for run in reading.runs]
    found = set()
    for sentence in reading.sentences:
        heading = sentence.section.heading if sentence.section else None
        if heading is None:
            continue
        run = reading.runs[bisect_right(starts, sentence.span.start) - 1]
        source = sentence.span.start + run.source_start - run.start
        if heading.start <= source < heading.end and not _is_prose(sentence.text, lexicon):
            found.add(sentence.span)
    return frozenset(found)


def _is_prose(text: str, lexicon: Lexicon) -> bool:
    """Tell whether a paragraph is a sentence and no heading, whatever its section calls it.

    So is what stops after the verb of a list: "To this end the Cities intend to".
    """
    if len(text) <= _LONGEST_NUMBER:
        return False
    is_lead = matches(text[-_TAIL:], lexicon, "duty_lead") and not text.isupper()
    return text.endswith((".", ";", "。", "；", ":", "：")) or is_lead


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


def _is_led(unit: Unit, number: str, current: _Open, lexicon: Lexicon) -> bool:
    """Tell whether a clause is an item of the list that the last sentence leads in."""
    if not current.may_lead(number) or _leads_itself(unit, number, lexicon):
        return False
    if not _is_inside(unit, number, current) and not _counts_anew(number, current):
        return False
    return _belongs(unit, current, marked=bool(number)) and not _is_outside(unit, current, lexicon)


def _leads_itself(unit: Unit, number: str, lexicon: Lexicon) -> bool:
    """Tell whether a numbered line says who is to do what follows: "A. The City shall:"."""
    if not number or not unit.text.endswith((":", "：")) or not unit.text[:1].isupper():
        return False
    return matches(unit.text.rstrip(":： ")[-_TAIL:], lexicon, "duty_lead_own")


def _counts_anew(number: str, current: _Open) -> bool:
    """Tell whether a list begins at one below an unnumbered lead, or goes on with such a list."""
    if current.began:
        return _style(number) == current.began
    begins = bool(_FIRST.fullmatch(number.strip())) and not current.items
    if not begins or _style(number) == _style(current.number):
        return False
    current.began = _style(number)
    return True


def _belongs(unit: Unit, current: _Open, *, marked: bool) -> bool:
    if marked:
        return True
    last = current.items[-1].text if current.items else current.unit.text
    return unit.text[:1].islower() or (bool(current.items) and last.endswith((";", "；")))


def _is_inside(unit: Unit, number: str, current: _Open) -> bool:
    """Tell whether a clause stands below the one that leads in: not in one numbered like it."""
    if number and _style(number) == _style(current.number):
        return False
    lead, section = current.unit.section, unit.section
    if lead is None or section is None or lead.id == section.id or not lead.number:
        return True
    return _style(lead.number) != _style(section.number or "")


def _style(number: str) -> str:
    """Return what a number looks like, whatever it counts: "Article 1", "(a)", "一"."""
    letters = re.sub(r"\b(?:[ivxlcIVXLC]+|[a-zA-Z])\b", "a", number.strip())
    return _HAN_NUMBER.sub("一", _COUNTED.sub("1", letters))


def _is_outside(unit: Unit, current: _Open, lexicon: Lexicon) -> bool:
    """Tell whether a clause comes after "Sie vereinbaren folgendes:", which opens the contract."""
    if _kind(unit) != "clause" or _kind(current.unit) not in {"preamble", "title"}:
        return False
    lead = current.unit.text
    opens = matches(lead[-_TAIL:], lexicon, "duty_opening")
    return opens or not matches(lead, lexicon, "duty_marker")


def _kind(unit: Unit) -> str:
    return unit.section.kind if unit.section else "body"


def _cut(
    unit: Unit, reading: Reading, forms: _Forms, lexicon: Lexicon
) -> tuple[tuple[Passage, ...], _Open | None]:
    """Return the finished clauses of a sentence, and the last one, which may lead in a list."""
    inline = _split_inline(unit, reading, forms)
    if inline:
        return (), inline
    *done, last = _split_clauses(unit, reading, forms)
    tail = last.text[-_TAIL:]
    leads = tail.endswith((":", "：", "—", "–")) or any(p.search(tail) for p in forms.lead)
    opened = _Open(last, leads=leads, is_unfinished=_is_unfinished(last, lexicon))
    return tuple(Passage(piece, ()) for piece in done), opened


def _is_unfinished(unit: Unit, lexicon: Lexicon) -> bool:
    """Tell whether a sentence breaks off after the verb that binds: "The Cities are ready,"."""
    return breaks_off(unit.text) and matches(unit.text, lexicon, "duty_marker")


def breaks_off(text: str) -> bool:
    """Tell whether words stop without a mark that ends a sentence or announces something."""
    return not text.endswith(_FINAL)


def _split_inline(unit: Unit, reading: Reading, forms: _Forms) -> _Open | None:
    if not _ENUMERATES.search(unit.text):
        return None
    marks = [mark for pattern in forms.inline for mark in pattern.finditer(unit.text)]
    if not marks or (len(marks) == 1 and not _is_begun(unit.text, marks[0])):
        return None
    start = unit.span.start
    ends = [*(mark.start() for mark in marks[1:]), len(unit.text)]
    lead = cut_unit(reading, unit.section, Span(start, start + marks[0].start()))
    spans = [Span(start + mark.end(), start + end) for mark, end in zip(marks, ends, strict=True)]
    items = (cut_unit(reading, unit.section, span) for span in spans)
    found = [item for item in items if item.text]
    return _Open(lead, found, leads=True) if lead.text and found else None


def _is_begun(text: str, mark: re.Match[str]) -> bool:
    """Tell whether a list begins here: one letter in brackets alone makes no list."""
    return text[: mark.start()].rstrip().endswith((":", "："))


def _split_clauses(unit: Unit, reading: Reading, forms: _Forms) -> list[Unit]:
    """Cut a sentence where a new main clause begins without a full stop."""
    if not _MAY_BREAK.search(unit.text):
        return [unit]
    cuts = sorted({m.end() for pattern in forms.cut for m in pattern.finditer(unit.text)})
    bounds = [0, *cuts, len(unit.text)]
    start = unit.span.start
    spans = (Span(start + a, start + b) for a, b in pairwise(bounds))
    pieces = [cut_unit(reading, unit.section, span) for span in spans]
    return [piece for piece in pieces if piece.text] or [unit]
