"""Parties of all versions and agreements: which are one, and what each version's ids mean."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pipeline.models import Facts, Name, Obligor, Party

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence


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
            ids[agreement, position] = {}
            for index, party in enumerate(facts.parties):
                found = _find_same(party, merged) or _find_parallel(index, facts, group[0], ids, agreement, position)
                number = _add(merged, party, agreement, found)
                ids[agreement, position][party.id] = number
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
    agreements = known.agreements if agreement in known.agreements else (*known.agreements, agreement)
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


def _find_parallel(
    index: int,
    facts: Facts,
    first: Facts,
    ids: Mapping[tuple[str, int], Mapping[str, str]],
    agreement: str,
    position: int,
) -> str | None:
    """The n-th party of a version is the n-th of the first one, when both name equally many."""
    if position == 0 or len(facts.parties) != len(first.parties):
        return None
    own, other = facts.parties[index], first.parties[index]
    clash = bool(own.country and other.country and own.country != other.country)
    return None if clash else ids[agreement, 0].get(other.id)


def _fold(name: str) -> str:
    return re.sub(r"[\W_]+", "", name).casefold()
