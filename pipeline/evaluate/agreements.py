"""Score what is said of an agreement as a whole: kind, status, term, legal terms."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.evaluate.cases import compare_sets, note, pair, rules_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from pipeline.evaluate.cases import Case
    from pipeline.evaluate.gold import GoldAgreement, GoldLegal, GoldTerm
    from pipeline.models import Agreement, Fact, Legal, Term

_TERM = ("entry_into_force", "duration", "expiry", "renewal", "renewal_period")
TERM_FIELDS = frozenset((*_TERM, "entry_conditions", "notices"))
_LEGAL = (
    "binding",
    "equally_authentic",
    "prevailing_language",
    "governing_law",
    "dispute_resolution",
)


def match_agreements(
    gold: Sequence[GoldAgreement], found: Sequence[Agreement], links: Mapping[str, str]
) -> tuple[tuple[GoldAgreement | None, Agreement | None], ...]:
    """Match agreements: `links` lead from gold's ids to the record's by common parties.

    Those without a link are matched in their order.
    """
    by_id = {one.id: one for one in found}
    pairs: dict[str, Agreement] = {}
    for one in gold:
        if links.get(one.id) in by_id:
            pairs[one.id] = by_id.pop(links[one.id])
    rest = list(by_id.values())
    matched: list[tuple[GoldAgreement | None, Agreement | None]] = []
    for one in gold:
        other = pairs.get(one.id) or (rest.pop(0) if rest else None)
        matched.append((one, other))
    return (*matched, *((None, other) for other in rest))


def score_agreement(gold: GoldAgreement | None, found: Agreement | None) -> Iterator[Case]:
    """Score one agreement; one that only one of them has is a case of its own."""
    yield note("agreements", gold.kind if gold else None, found.kind if found else None)
    if gold is None or found is None:
        return
    yield from pair("agreement_kind", gold.kind, found.kind)
    rules = rules_of(found.status.evidence)
    yield from pair("status", gold.status, str(found.status.value), rules)
    yield from pair("reported", gold.reported, found.reported)
    yield from _score_term(gold.term, found.term)
    yield from _score_legal(gold.legal, found.legal)


def _score_term(gold: GoldTerm, found: Term) -> Iterator[Case]:
    for name in _TERM:
        yield from _pair_fact(name, getattr(gold, name), getattr(found, name))
    conditions = dict.fromkeys(found.entry_conditions, ())
    yield from compare_sets("entry_conditions", gold.entry_conditions, conditions)
    notices = {f"{n.purpose} {n.period}": rules_of(n.evidence) for n in found.notices}
    wanted = [f"{n.purpose} {n.period}" for n in gold.notices]
    yield from compare_sets("notices", wanted, notices)


def _score_legal(gold: GoldLegal, found: Legal) -> Iterator[Case]:
    for name in _LEGAL:
        yield from _pair_fact(name, getattr(gold, name), getattr(found, name))
    languages = dict.fromkeys(found.language_versions, ())
    yield from compare_sets("language_versions", gold.language_versions, languages)
    costs = {str(cost.value): rules_of(cost.evidence) for cost in found.costs}
    yield from compare_sets("costs", gold.costs, costs)
    # Gold says that, or by which words; the record that.
    wanted = True if isinstance(gold.confidentiality, str) else gold.confidentiality
    said = found.confidentiality
    yield from pair("confidentiality", wanted, None if said is None else bool(said.value))


def _pair_fact(name: str, gold: object, found: Fact | None) -> tuple[Case, ...]:
    # A computed value is right only where gold says it too; gold never computes.
    if found is not None and found.basis == "computed" and gold is None:
        return ()
    rules = rules_of(found.evidence) if found else ()
    return pair(name, gold, found.value if found else None, rules)
