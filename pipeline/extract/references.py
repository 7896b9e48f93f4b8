"""Other agreements, laws, decisions and papers that a text names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.extract.cite import cite, quote
from pipeline.extract.header import find_title
from pipeline.extract.hits import Hit, cued_sentences, find_hits, matches, outermost
from pipeline.lexicon import load_lexicon
from pipeline.models import Reference, Span

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipeline.lexicon import Lexicon
    from pipeline.models import DateMention, Reading

# How far before and after its name a word tells what a text has to do with another one.
_BEFORE, _AFTER = 90, 70


def find_references(reading: Reading, dates: tuple[DateMention, ...] = ()) -> tuple[Reference, ...]:
    """Find the texts that a reading names; `dates` are those found in it."""
    lexicon = load_lexicon(reading.version.language)
    cued = cued_sentences(reading.sentences, lexicon, "reference_cues")
    hits = outermost(find_hits(cued, lexicon, "reference"))
    found = (_read_reference(reading, hit, dates, lexicon) for hit in hits)
    return _merge(reference for reference in found if reference)


def _read_reference(
    reading: Reading, hit: Hit, dates: tuple[DateMention, ...], lexicon: Lexicon
) -> Reference | None:
    if matches(hit.match[0], lexicon, "reference_not"):
        return None
    relation = _detect_relation(hit, lexicon)
    concluded = bool(hit.rule.options.get("concluded"))
    if relation == "mentions" and concluded:
        relation = _detect_title_relation(reading, lexicon)
    if relation == "mentions" and _is_own(reading, hit):
        return None
    span = hit.locate(hit.find_group("text") or 0)
    return Reference(
        agreement=reading.version.agreement,
        text=quote(reading, span),
        kind=hit.rule.value,
        relation=relation,
        number=hit.word("number").strip() or None,
        date=_date_in(reading, hit.sentence.span if concluded else span, dates),
        parties=(),
        evidence=cite(reading, span, hit.rule.id),
    )


def _is_own(reading: Reading, hit: Hit) -> bool:
    """Tell whether a name is this text's own: a title's, or a cover's for what it tells of."""
    if hit.rule.value not in {"agreement", "paper"}:
        return False
    section = hit.sentence.section
    titles = section is not None and section.kind == "title"
    return titles or (reading.version.part == "cover" and hit.rule.value == "agreement")


def _detect_relation(hit: Hit, lexicon: Lexicon) -> str:
    """Return what the words around a name say it has to do with this text."""
    text, start, end = hit.sentence.text, hit.match.start(), hit.match.end()
    before, after = text[max(0, start - _BEFORE) : start], text[end : end + _AFTER]
    for rule in lexicon.rules("relation"):
        if rule.pattern.search(before):
            return rule.value
    for rule in lexicon.rules("relation_after"):
        if rule.pattern.search(after):
            return rule.value
    return "mentions"


def _detect_title_relation(reading: Reading, lexicon: Lexicon) -> str:
    """Return what a text does, by its own title, to the agreement it says was concluded before."""
    title = find_title(reading)
    words = str(title.value) if title else ""
    rules = (rule for rule in lexicon.rules("title_relation") if rule.pattern.search(words))
    return next((rule.value for rule in rules), "mentions")


def _date_in(reading: Reading, span: Span, dates: Iterable[DateMention]) -> str | None:
    """Return the last date that stands inside a span: a name ends with its date."""
    places = [(evidence.start, evidence.end) for evidence in cite(reading, span, "")]
    found = [
        mention.value
        for mention in dates
        for evidence in mention.evidence
        if any(start <= evidence.start < end for start, end in places)
    ]
    return found[-1] if found else None


def _merge(references: Iterable[Reference]) -> tuple[Reference, ...]:
    """Name each text once: the first place, the first relation that says more than "mentions"."""
    merged: dict[tuple[str, str], Reference] = {}
    for reference in references:
        key = (reference.kind, reference.text.casefold())
        known = merged.get(key)
        if known is None or (known.relation == "mentions" != reference.relation):
            merged[key] = reference
    return tuple(merged.values())
