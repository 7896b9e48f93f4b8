"""Parties of all versions and agreements: which are one, and what each version's ids mean."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from pipeline.models import Facts, Name, Obligor, Party


@dataclass(frozen=True, slots=True)
class PartyMap:
    """All parties, and for each version (by its position in its agreement) local id → id."""

    parties: tuple[Party, ...]
    ids: Mapping[tuple[str, int], Mapping[str, str]]

    def resolve(self, agreement: str, position: int, local: str | None) -> str | None:
        """Return the record's id of a version's local one."""
        return self.ids.get((agreement, position), {}).get(local) if local else None

    def name(self, party: str) -> str:
        """Return a party's fullest name."""
        return next(p.name for p in self.parties if p.id == party)

    def rename(self, obligor: Obligor, agreement: str, position: int) -> Obligor:
        """Give an obligor the record's party id and that party's name."""
        party = self.resolve(agreement, position, obligor.party)
        return replace(obligor, party=party, name=self.name(party) if party else obligor.name)


def merge_parties(groups: Mapping[str, Sequence[Facts]]) -> PartyMap:
    """Merge the parties of all versions: same identifier, same name, or same place in the list."""
    merged: list[Party] = []
    ids: dict[tuple[str, int], dict[str, str]] = {}
    for agreement, group in groups.items():
        for position, facts in enumerate(group):
            parallel = _pair_by_order(facts, group[0], ids.get((agreement, 0), {}))
            ids[agreement, position] = {
                party.id: _add(
                    merged, party, agreement, _find_same(party, merged) or parallel.get(party.id)
                )
                for party in facts.parties
            }
    return PartyMap(tuple(merged), ids)


def _add(merged: list[Party], party: Party, agreement: str, found: str | None) -> str:
    if found is None:
        number = f"p{len(merged) + 1}"
        merged.append(replace(party, id=number, agreements=(agreement,)))
        return number
    index = next(i for i, known in enumerate(merged) if known.id == found)
    merged[index] = _join(merged[index], party, agreement)
    return found


def _join(known: Party, party: Party, agreement: str) -> Party:
    """Add another version's or agreement's naming of a party to what is known of it."""
    agreements = (
        known.agreements if agreement in known.agreements else (*known.agreements, agreement)
    )
    return replace(
        known,
        agreements=agreements,
        names=known.names + tuple(_new_names(known, party)),
        country=known.country or party.country,
        identifiers=known.identifiers or party.identifiers,
        evidence=known.evidence + party.evidence,
    )


def _new_names(known: Party, party: Party) -> Iterator[Name]:
    seen = {(name.text, name.language) for name in known.names}
    yield from (name for name in party.names if (name.text, name.language) not in seen)


def _find_same(party: Party, merged: Sequence[Party]) -> str | None:
    for known in merged:
        if party.identifiers and party.identifiers == known.identifiers:
            return known.id
        clash = party.identifiers and known.identifiers
        if not clash and _fold(party.name) in {_fold(name.text) for name in known.names}:
            return known.id
    return None


def _pair_by_order(facts: Facts, first: Facts, ids: Mapping[str, str]) -> dict[str, str]:
    """Pair the n-th party of a version with the n-th of the first, when both name equally many."""
    if facts is first or len(facts.parties) != len(first.parties):
        return {}
    return {
        own.id: ids[other.id]
        for own, other in zip(facts.parties, first.parties, strict=True)
        if own.country is None or other.country is None or own.country == other.country
    }


def _fold(name: str) -> str:
    return re.sub(r"[\W_]+", "", name).casefold()
