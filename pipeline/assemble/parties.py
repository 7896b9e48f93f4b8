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
    """Merge the parties of all versions: same identifier, same name, else same place in order."""
    merged: list[Party] = []
    ids: dict[tuple[str, int], dict[str, str]] = {}
    for agreement, group in groups.items():
        for position, facts in enumerate(group):
            known = _find_known(facts, merged)
            parallel = _pair_by_order(facts, group[0], ids.get((agreement, 0), {}), known)
            ids[agreement, position] = {
                party.id: _add(
                    merged, party, agreement, known.get(party.id) or parallel.get(party.id)
                )
                for party in facts.parties
            }
    return PartyMap(tuple(merged), ids)


def _find_known(facts: Facts, merged: Sequence[Party]) -> dict[str, str]:
    found = {party.id: _find_same(party, merged) for party in facts.parties}
    return {local: same for local, same in found.items() if same}


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
        names = {_fold(name.text) for name in known.names}
        if not _clash(party, known) and _fold(party.name) in names:
            return known.id
    return None


def _clash(one: Party, two: Party) -> bool:
    """Tell whether two namings cannot mean one party."""
    countries = {one.country, two.country} - {None}
    identified = bool(one.identifiers and two.identifiers)
    return len(countries) > 1 or (identified and one.identifiers != two.identifiers)


def _pair_by_order(
    facts: Facts, first: Facts, ids: Mapping[str, str], known: Mapping[str, str]
) -> dict[str, str]:
    """Pair what is left in both versions after the parties that are known to be one, in order."""
    if facts is first:
        return {}
    taken = set(known.values())
    own = [party for party in facts.parties if party.id not in known]
    others = [party for party in first.parties if ids[party.id] not in taken]
    if len(own) != len(others):
        return {}
    return {
        one.id: ids[two.id]
        for one, two in zip(own, others, strict=True)
        if one.type == two.type and not _clash(one, two)
    }


def _fold(name: str) -> str:
    return re.sub(r"[\W_]+", "", name).casefold()
