"""Score commitments: the same words, and of those found obligors, modality, areas, deadline."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.evaluate.cases import Case, note, pair, rules_of, share
from pipeline.evaluate.naming import fold_body, match
from pipeline.models import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from pipeline.evaluate.cases import Outcome
    from pipeline.evaluate.gold import GoldCommitment
    from pipeline.models import Commitment, Wording

    Placed = tuple[GoldCommitment, Span | None]
    Worded = tuple[Commitment, Wording]

_HALF = 0.5  # of the longer of two ranges, from which they are one commitment


def score_commitments(
    gold: Sequence[Placed], found: Sequence[Worded], party_of: Mapping[str, str], text: str
) -> Iterator[Case]:
    """Score the commitments of a document; each found one comes with one of its wordings.

    `party_of` leads from the record's party ids to gold's, for the parties that were found.
    """
    for one, two in match(gold, found, _likeness):
        span = one[1] if one else _span_of(two[1]) if two else None
        words = text[span.start : span.end] if span else one[0].text if one else None
        sides = (words if one else None, two[1].text if two else None)
        yield note("commitments", *sides, span, rules_of(two[1].evidence) if two else ())
        if one and two:
            yield from _score_details(one[0], two[0], party_of, _span_of(two[1]))


def _score_details(
    gold: GoldCommitment, found: Commitment, party_of: Mapping[str, str], span: Span
) -> Iterator[Case]:
    known = set(party_of.values())
    wanted = {o.party if o.party in known else fold_body(o.name) for o in gold.obligors}
    given = {party_of.get(o.party or "") or fold_body(o.name) for o in found.obligors}
    names = ", ".join(sorted({o.name for o in gold.obligors}))
    others = ", ".join(sorted({o.name for o in found.obligors}))
    yield Case("obligors", "right" if wanted == given else "wrong", names, others, span)
    outcome: Outcome = "right" if gold.modality == found.modality else "wrong"
    rules = rules_of(found.evidence)
    yield Case("modality", outcome, gold.modality, found.modality, span, rules)
    yield from pair("deadline", gold.deadline, found.deadline and str(found.deadline.value))


def _likeness(one: Placed, two: Worded) -> float:
    if one[1] is None:
        return 0
    common = share(one[1], _span_of(two[1]))
    return common if common >= _HALF else 0


def _span_of(wording: Wording) -> Span:
    return Span(wording.evidence[0].start, wording.evidence[-1].end)
