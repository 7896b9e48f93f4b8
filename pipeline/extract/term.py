"""How long an agreement runs: entry into force, duration, expiry, renewal, notice."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.extract.cite import cite, state
from pipeline.extract.hits import Hit, cued_sentences, find_hits, own_sentences, select_sentences
from pipeline.extract.notices import find_notices
from pipeline.extract.periods import compute_end, parse_period
from pipeline.lexicon import load_lexicon
from pipeline.models import Fact, Span, Term

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pipeline.lexicon import Lexicon
    from pipeline.models import DateMention, Reading, Sentence

Sentences = tuple["Sentence", ...]


def find_term(reading: Reading, dates: tuple[DateMention, ...]) -> Term:
    """Find what a reading says of the agreement's term; `dates` are those found in it."""
    lexicon = load_lexicon(reading.version.language)
    sentences = _select(reading, lexicon)
    duration = _detect_duration(reading, sentences, lexicon)
    renewal, renewal_period = _detect_renewal(reading, sentences, duration)
    term = Term(
        entry_into_force=_detect_date(reading, _entries(sentences, lexicon), dates, "entry_date"),
        duration=duration,
        expiry=_detect_date(reading, _endings(sentences, lexicon), dates, "expiry")
        or _find_last_day(dates),
        renewal=renewal,
        renewal_period=renewal_period,
        notices=find_notices(reading, sentences, lexicon),
    )
    conditions = _find_conditions(_entries(sentences, lexicon), term.entry_into_force, lexicon)
    return replace(term, entry_conditions=conditions, expiry=term.expiry or _compute_expiry(term))


def _select(reading: Reading, lexicon: Lexicon) -> Sentences:
    """Return the sentences that speak of the term of the agreement."""
    cued = cued_sentences(own_sentences(reading, lexicon), lexicon, "term_cues")
    return select_sentences(cued, lexicon, "term_subject", "term_not")


def _entries(sentences: Sentences, lexicon: Lexicon) -> Sentences:
    return select_sentences(sentences, lexicon, "entry", "entry_not")


def _endings(sentences: Sentences, lexicon: Lexicon) -> Sentences:
    return select_sentences(sentences, lexicon, "expiry", "expiry_not")


def _detect_date(
    reading: Reading, sentences: Sentences, dates: tuple[DateMention, ...], group: str
) -> Fact | None:
    """Return the first date found where a rule of the group expects it, one only told last."""
    lexicon = load_lexicon(reading.version.language)
    hits = find_hits(sentences, lexicon, group)
    for hit in sorted(hits, key=lambda hit: "reported" in hit.rule.options):
        for mention in _mentions(reading, hit.locate(hit.find_group("when") or 0), dates):
            if mention.value:
                return replace(
                    state(reading, hit.span, mention.value, hit.rule.id), text=mention.text
                )
    return None


def _find_last_day(dates: Iterable[DateMention]) -> Fact | None:
    """Return the first day that the dates know as the agreement's last."""
    for date in dates:
        if date.role == "expiry" and date.value and "X" not in date.value:
            return Fact(date.value, date.text, date.basis, date.confidence, date.evidence)
    return None


def _mentions(reading: Reading, span: Span, dates: Iterable[DateMention]) -> Iterator[DateMention]:
    """Yield the mentions that begin inside a span of the reading."""
    places = [(evidence.start, evidence.end) for evidence in cite(reading, span, "")]
    for mention in dates:
        starts = [evidence.start for evidence in mention.evidence]
        if any(start <= place < end for place in starts for start, end in places):
            yield mention


def _find_conditions(sentences: Sentences, entry: Fact | None, lexicon: Lexicon) -> tuple[str, ...]:
    found = [hit.rule.value for hit in find_hits(sentences, lexicon, "entry_condition")]
    stated = ["date"] if entry and not _is_reported(entry, lexicon) else []
    return tuple(dict.fromkeys(stated + found))


def _is_reported(entry: Fact, lexicon: Lexicon) -> bool:
    """Tell whether the day is told afterwards: it was no condition then."""
    told = {rule.id for rule in lexicon.rules("entry_date") if "reported" in rule.options}
    return any(evidence.rule in told for evidence in entry.evidence)


def _detect_duration(reading: Reading, sentences: Sentences, lexicon: Lexicon) -> Fact | None:
    """Return the first duration; a period in a sentence outweighs "until terminated" there."""
    about = select_sentences(sentences, lexicon, "duration", "duration_not")
    for hit in find_hits(about, lexicon, "duration"):
        value = hit.rule.value or _period(hit, lexicon)
        if value:
            return state(reading, hit.span, value, hit.rule.id)
    return None


def _period(hit: Hit, lexicon: Lexicon) -> str | None:
    return parse_period(hit.word("period"), lexicon)


def _detect_renewal(
    reading: Reading, sentences: Sentences, duration: Fact | None
) -> tuple[Fact | None, Fact | None]:
    """Return how the agreement is renewed, and for how long."""
    lexicon = load_lexicon(reading.version.language)
    about = select_sentences(sentences, lexicon, "renewal", "renewal_not")
    hits = tuple(find_hits(about, lexicon, "renewal"))
    if not hits:
        return None, None
    first = min(hits, key=lambda hit: "weak" in hit.rule.options)
    same = [hit for hit in hits if hit.sentence is first.sentence]
    renewal = state(reading, first.span, first.rule.value, first.rule.id)
    return renewal, _detect_renewal_period(reading, same, duration)


def _detect_renewal_period(
    reading: Reading, hits: Iterable[Hit], duration: Fact | None
) -> Fact | None:
    lexicon = load_lexicon(reading.version.language)
    for hit in hits:
        value = _period(hit, lexicon)
        if value:
            return state(reading, hit.locate(hit.find_group("period") or 0), value, hit.rule.id)
        if "same" in hit.rule.options and duration and duration.value != "indefinite":
            return state(reading, hit.span, duration.value, hit.rule.id)
    return None


def _compute_expiry(term: Term) -> Fact | None:
    """Reckon the last day when both the day of entry into force and the duration are said."""
    if not (term.entry_into_force and term.duration):
        return None
    entry, duration = term.entry_into_force, term.duration
    value = compute_end(str(entry.value), str(duration.value))
    if value is None:
        return None
    return Fact(value, None, "computed", None, entry.evidence + duration.evidence)
