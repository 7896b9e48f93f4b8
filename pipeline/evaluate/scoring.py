"""A record against the gold of its document: one case for each thing that either says."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from pipeline.evaluate.agreements import TERM_FIELDS, match_agreements, score_agreement
from pipeline.evaluate.cases import Case, DocumentScore, compare_sets, pair, rules_of
from pipeline.evaluate.commitments import score_commitments
from pipeline.evaluate.dates import score_dates
from pipeline.evaluate.parties import Pairs, match_parties, score_parties, score_signatories
from pipeline.models import Span, Term

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pipeline.evaluate.anchors import Anchors
    from pipeline.evaluate.gold import Gold
    from pipeline.models import Commitment, DateMention, Evidence, Record, Wording


def score(gold: Gold, record: Record, anchors: Anchors) -> DocumentScore:
    """Score a record against gold; only fields that were annotated, only within its scope."""
    return DocumentScore(
        gold.source.name,
        _name_language(gold.languages),
        gold.document.kind,
        gold.written,
        tuple(_score_all(gold, record, anchors)),
    )


def _name_language(codes: tuple[str, ...]) -> str:
    names = {code.partition("-")[0] for code in codes}
    return names.pop() if len(names) == 1 else "several"


def _score_all(gold: Gold, record: Record, anchors: Anchors) -> Iterator[Case]:
    asked = frozenset(gold.annotated)
    pairs = match_parties(gold.parties, record.parties)
    for group, cases in _score_groups(gold, record, anchors, pairs):
        is_whole = not asked or group in asked
        yield from (case for case in cases if is_whole or case.field in asked)


def _score_groups(
    gold: Gold, record: Record, anchors: Anchors, pairs: Pairs
) -> Iterator[tuple[str, Iterable[Case]]]:
    party_of = {two.id: one.id for one, two in pairs if one and two}
    scope = _Scope(gold, anchors)
    yield "document", pair("document_kind", gold.document.kind, record.document.kind)
    agreements = tuple(_score_agreements(gold, record, pairs))
    yield "agreements", (case for case in agreements if case.field not in TERM_FIELDS)
    yield "term", (case for case in agreements if case.field in TERM_FIELDS)
    yield "parties", score_parties(pairs)
    yield "signatories", score_signatories(gold.signatories, record.signatories, party_of)
    dates = [(date, anchors.find(date)) for date in gold.dates]
    yield "dates", score_dates(dates, scope.within_dates(record.dates))
    areas = {a.area: rules_of(a.evidence) for a in record.areas if scope.holds_any(a.evidence)}
    yield "areas", compare_sets("areas", (area.area for area in gold.areas), areas)
    placed = [(item, anchors.find(item)) for item in gold.commitments]
    worded = scope.within_commitments(record.commitments)
    text = anchors.document.text
    yield "commitments", score_commitments(placed, worded, party_of, text)


def _score_agreements(gold: Gold, record: Record, pairs: Pairs) -> Iterator[Case]:
    if not gold.agreements:
        has_term = any(one.term != Term() for one in record.agreements)
        invented = bool(record.parties or record.commitments or has_term)
        yield Case("no_agreement", "wrong" if invented else "right", "none", None)
    votes = Counter(
        (a, b) for one, two in pairs if one and two for a in one.agreements for b in two.agreements
    )
    links: dict[str, str] = {}
    for (a, b), _ in votes.most_common():
        if a not in links and b not in links.values():
            links[a] = b
    for one, two in match_agreements(gold.agreements, record.agreements, links):
        yield from score_agreement(one, two)


class _Scope:
    """The part of the text that was annotated."""

    def __init__(self, gold: Gold, anchors: Anchors) -> None:
        found = (anchors.from_source(span) for span in gold.scope)
        self._spans = tuple(span for span in found if span)
        self._is_whole = not gold.scope

    def holds(self, evidence: Evidence) -> bool:
        place = Span(evidence.start, evidence.end)
        return self._is_whole or any(place.overlaps(span) for span in self._spans)

    def holds_any(self, evidence: Iterable[Evidence]) -> bool:
        return self._is_whole or any(map(self.holds, evidence))

    def within_dates(self, dates: Iterable[DateMention]) -> list[tuple[DateMention, Evidence]]:
        return [(date, item) for date in dates for item in date.evidence if self.holds(item)]

    def within_commitments(
        self, commitments: Iterable[Commitment]
    ) -> list[tuple[Commitment, Wording]]:
        return [(c, w) for c in commitments for w in c.wordings if self.holds_any(w.evidence)]
