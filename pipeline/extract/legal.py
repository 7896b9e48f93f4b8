"""The legal terms of an agreement: binding force, languages, law, disputes, costs, secrecy."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.extract.cite import state
from pipeline.extract.hits import (
    cued_sentences,
    find_hits,
    matches,
    outermost,
    own_sentences,
    select_sentences,
)
from pipeline.lexicon import load_lexicon
from pipeline.models import Legal, Sentence, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pipeline.extract.hits import Hit
    from pipeline.extract.listing import Passages
    from pipeline.lexicon import Lexicon
    from pipeline.models import Fact, Reading

Sentences = tuple[Sentence, ...]
# Ends items of a list, so that what leads in is read together with each of them.
_ITEM_ENDS = str.maketrans(";；\n", ",， ")

# What settles a dispute in the end goes before what is tried first.
_DISPUTE_ORDER = ("arbitration", "court", "other", "negotiation")


def find_legal(reading: Reading, passages: Passages) -> Legal:
    """Find the legal terms that a reading states."""
    lexicon = load_lexicon(reading.version.language)
    own = own_sentences(reading, lexicon, "legal_cover")
    sentences = _select(own, lexicon)
    lists = _select(_join_lists(reading, passages, own), lexicon)
    return Legal(
        binding=_detect_binding(reading, sentences, lexicon),
        language_versions=_find_languages(reading, sentences, lexicon),
        equally_authentic=_detect_authentic(reading, sentences, lexicon),
        prevailing_language=_detect_prevailing(reading, sentences, lexicon),
        governing_law=_detect_law(reading, sentences, lexicon),
        dispute_resolution=_detect_dispute(reading, sentences, lexicon),
        costs=_find_costs(reading, (*sentences, *lists), lexicon),
        confidentiality=_detect_confidentiality(reading, sentences, lexicon),
    )


def _select(sentences: Iterable[Sentence], lexicon: Lexicon) -> Sentences:
    cued = cued_sentences(sentences, lexicon, "legal_cues")
    return tuple(item for item in cued if not matches(item.text, lexicon, "legal_not"))


def _join_lists(
    reading: Reading, passages: Passages, own: Iterable[Sentence]
) -> Iterator[Sentence]:
    """Yield each list with the words that lead in, as one sentence."""
    ends = {sentence.span.end for sentence in own}
    for passage in passages.items:
        lead, items = passage.unit, passage.items
        if items and lead.span.end in ends:
            span = Span(lead.span.start, items[-1].span.end)
            text = reading.text[span.start : span.end].translate(_ITEM_ENDS)
            yield Sentence(span, text, lead.section)


def _state(reading: Reading, hit: Hit, value: str | bool) -> Fact:
    return state(reading, hit.span, value, hit.rule.id)


def _detect_binding(reading: Reading, sentences: Sentences, lexicon: Lexicon) -> Fact | None:
    """Return the binding force; what binds here and not there binds partly."""
    about = select_sentences(sentences, lexicon, "binding", "binding_not")
    hits = _first_by_value(find_hits(about, lexicon, "binding"))
    if not hits:
        return None
    partly = hits.get("partly") or (hits.get("no") if "yes" in hits else None)
    if partly:
        return _state(reading, partly, "partly")
    value, hit = next(iter(hits.items()))
    return _state(reading, hit, value)


def _first_by_value(hits: Iterable[Hit]) -> dict[str, Hit]:
    """Return the first hit of each value; a later one inside an earlier match does not count."""
    found: dict[str, Hit] = {}
    for hit in outermost(hits):
        found.setdefault(hit.rule.value, hit)
    return found


def _find_languages(reading: Reading, sentences: Sentences, lexicon: Lexicon) -> tuple[str, ...]:
    frames = find_hits(sentences, lexicon, "language_versions")
    codes = (code for hit in frames for code in _languages_in(hit.word("list"), reading, lexicon))
    return tuple(dict.fromkeys(codes))


def _languages_in(text: str, reading: Reading, lexicon: Lexicon) -> Iterator[str]:
    """Yield the codes of the languages named; the reading's own language is in its own script."""
    own = reading.version.language
    names = lexicon.table("language_names")
    for rule in lexicon.rules("language_name"):
        for match in rule.pattern.finditer(text):
            code = str(names[match["name"].lower()])
            yield own if code.split("-", maxsplit=1)[0] == own.split("-")[0] else code


def _detect_authentic(reading: Reading, sentences: Sentences, lexicon: Lexicon) -> Fact | None:
    """Return whether the versions are equal; they are where one that prevails is said besides."""
    hits = sorted(
        find_hits(sentences, lexicon, "equally_authentic"), key=lambda hit: hit.rule.value == "no"
    )
    return _state(reading, hits[0], value=hits[0].rule.value != "no") if hits else None


def _detect_prevailing(reading: Reading, sentences: Sentences, lexicon: Lexicon) -> Fact | None:
    for hit in find_hits(sentences, lexicon, "prevailing_language"):
        for code in _languages_in(hit.word("list"), reading, lexicon):
            return _state(reading, hit, code)
    return None


def _detect_law(reading: Reading, sentences: Sentences, lexicon: Lexicon) -> Fact | None:
    about = select_sentences(sentences, lexicon, "governing_law", "governing_law_not")
    for hit in find_hits(about, lexicon, "governing_law"):
        return _state(reading, hit, _name_law(hit.word("law").strip(" ,."), lexicon))
    return None


def _name_law(name: str, lexicon: Lexicon) -> str:
    """Return the country's code where the law is that of a country we know, else its name."""
    for rule in lexicon.rules("law_country"):
        if rule.pattern.fullmatch(name):
            return rule.value
    for rule in lexicon.rules("law_state"):
        name = rule.pattern.sub("", name)
    return name


def _detect_dispute(reading: Reading, sentences: Sentences, lexicon: Lexicon) -> Fact | None:
    about = select_sentences(sentences, lexicon, "dispute", "dispute_not")
    hits = _first_by_value(find_hits(about, lexicon, "dispute"))
    for value in _DISPUTE_ORDER:
        if value in hits:
            return _state(reading, hits[value], value)
    return None


def _find_costs(reading: Reading, sentences: Sentences, lexicon: Lexicon) -> tuple[Fact, ...]:
    """Find who bears costs, each rule of the closed list once."""
    about = select_sentences(sentences, lexicon, "costs", "costs_not")
    hits: dict[str, Hit] = {}
    for hit in find_hits(about, lexicon, "costs"):
        hits.setdefault(hit.rule.value, hit)
    return tuple(_state(reading, hit, value) for value, hit in hits.items())


def _detect_confidentiality(
    reading: Reading, sentences: Sentences, lexicon: Lexicon
) -> Fact | None:
    for hit in find_hits(sentences, lexicon, "confidentiality"):
        if not matches(hit.sentence.text, lexicon, "confidentiality_not"):
            return _state(reading, hit, hit.rule.value != "no")
    return None
