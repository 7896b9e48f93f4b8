"""Periods of notice: for ending an agreement, or for not renewing it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.extract.cite import cite
from pipeline.extract.hits import Hit, find_hits, matches, outermost, select_sentences
from pipeline.extract.periods import parse_period
from pipeline.models import Notice, Span

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipeline.lexicon import Lexicon
    from pipeline.models import Reading, Sentence


def find_notices(
    reading: Reading, sentences: tuple[Sentence, ...], lexicon: Lexicon
) -> tuple[Notice, ...]:
    """Find the periods of notice in sentences about the term; equal ones are one notice."""
    about = select_sentences(sentences, lexicon, "notice_about", "notice_not")
    renewing = {
        hit.sentence.span.start
        for hit in find_hits(sentences, lexicon, "renewal")
        if hit.rule.value == "automatic"
    }
    hits = outermost(find_hits(about, lexicon, "notice"))
    return _merge(_read_notice(reading, hit, renewing, lexicon) for hit in hits)


def _read_notice(reading: Reading, hit: Hit, renewing: set[int], lexicon: Lexicon) -> Notice | None:
    period = parse_period(hit.word("period"), lexicon)
    if not period:
        return None
    to, span = _detect_to(hit, lexicon)
    purpose = "non_renewal" if _is_non_renewal(hit, renewing, lexicon) else hit.rule.value
    return Notice(purpose, period, to, cite(reading, span, hit.rule.id))


def _is_non_renewal(hit: Hit, renewing: set[int], lexicon: Lexicon) -> bool:
    """Tell whether a notice stands in the sentence that renews, or ends what would be renewed."""
    if hit.rule.value == "non_renewal" or hit.sentence.span.start in renewing:
        return True
    if matches(hit.sentence.text, lexicon, "non_renewal"):
        return True
    return bool(renewing) and "before_end" in hit.rule.options


def _detect_to(hit: Hit, lexicon: Lexicon) -> tuple[str | None, Span]:
    """Return to what the notice is given, and the words from the period to there.

    A right to end the agreement with notice, and no day named for it, can be used at any time.
    """
    if "before_end" in hit.rule.options:
        return "end_of_term", hit.span
    for rule in lexicon.rules("notice_to"):
        match = rule.pattern.search(hit.sentence.text)
        if match:
            start = min(match.start(), hit.match.start()) + hit.sentence.span.start
            end = max(match.end(), hit.match.end()) + hit.sentence.span.start
            return rule.value or None, Span(start, end)
    return "any_time", hit.span


def _merge(notices: Iterable[Notice | None]) -> tuple[Notice, ...]:
    merged: dict[tuple[str, str, str | None], Notice] = {}
    for notice in notices:
        if notice is None:
            continue
        key = (notice.purpose, notice.period, notice.to)
        known = merged.get(key)
        evidence = known.evidence + notice.evidence if known else notice.evidence
        merged[key] = Notice(*key, evidence)
    return tuple(merged.values())
