"""Score parties and signatories."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from pipeline.evaluate.cases import Case, note, pair, rules_of
from pipeline.evaluate.naming import fold_head, fold_name, fold_person, is_same_party, match
from pipeline.models import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from pipeline.evaluate.gold import GoldParty, GoldSignatory
    from pipeline.models import Party, Signatory

Pairs: TypeAlias = "tuple[tuple[GoldParty | None, Party | None], ...]"


def match_parties(gold: Sequence[GoldParty], found: Sequence[Party]) -> Pairs:
    """Match the parties of gold and record one to one, equal names before alike ones."""

    def likeness(one: GoldParty, two: Party) -> float:
        if not is_same_party(one, two):
            return 0
        return 2 if fold_name(one.name) == fold_name(two.name) else 1

    return (*match(gold, found, likeness),)


def score_parties(pairs: Pairs) -> Iterator[Case]:
    """Score the parties, and of those found their type, country, identifiers and names."""
    for gold, found in pairs:
        rules = rules_of(found.evidence) if found else ()
        names = (gold.name if gold else None, found.name if found else None)
        yield note("parties", *names, _span_of(found), rules)
        if gold and found:
            yield from _score_details(gold, found)


def _score_details(gold: GoldParty, found: Party) -> Iterator[Case]:
    yield from pair("party_type", gold.type, found.type)
    yield from pair("party_country", gold.country, found.country)
    if gold.identifiers:
        wanted = gold.identifiers[0].value
        given = next((i.value for i in found.identifiers if i.scheme == "geonames"), None)
        yield from pair("party_geonames", wanted, given)
    known = {fold_head(gold.name), *(fold_head(name.text) for name in gold.names)}
    for name in found.names:
        is_known = _is_known(fold_head(name.text), known)
        yield note("party_names", name.text if is_known else None, name.text)


def _is_known(form: str, known: set[str]) -> bool:
    return form in known or any(form in other for other in known)


def _span_of(found: Party | Signatory | None) -> Span | None:
    if found is None or not found.evidence:
        return None
    return Span(found.evidence[0].start, found.evidence[0].end)


def score_signatories(
    gold: Sequence[GoldSignatory], found: Sequence[Signatory], party_of: Mapping[str, str]
) -> Iterator[Case]:
    """Score who signs, and of those found the party; `party_of` leads from record to gold ids."""

    def likeness(one: GoldSignatory, two: Signatory) -> float:
        names = fold_person(one.name), fold_person(two.name)
        return 1 + (one.agreement == two.agreement) if names[0] == names[1] else 0

    for one, two in match(gold, found, likeness):
        rules = rules_of(two.evidence) if two else ()
        names = (one.name if one else None, two.name if two else None)
        yield note("signatories", *names, _span_of(two), rules)
        if one and two:
            yield from pair("signatory_party", one.party, party_of.get(two.party or "", two.party))
