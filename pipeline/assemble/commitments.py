"""Commitments of all versions: one entry, with the words of each version that has it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.assemble.sections import pair_sections
from pipeline.assemble.terms import join_facts
from pipeline.models import Commitment, Fact, Facts, Warning, WarningValue

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from pipeline.assemble.parties import PartyMap


def merge_commitments(
    agreement: str, group: Sequence[Facts], parties: PartyMap
) -> tuple[tuple[Commitment, ...], tuple[Warning, ...]]:
    """Merge commitments clause by clause; what only one version has stays its own entry."""
    merged: list[Commitment] = _resolve(agreement, 0, group[0], parties)
    warnings: list[Warning] = []
    for position, facts in enumerate(group[1:], 1):
        others = _resolve(agreement, position, facts, parties)
        pairs = pair_sections(group[0].version.sections, facts.version.sections)
        merged, disagreements = _align(merged, others, pairs)
        warnings.extend(disagreements)
    ordered = sorted(merged, key=lambda commitment: commitment.evidence[0].start)
    return tuple(ordered), tuple(warnings)


def _resolve(agreement: str, position: int, facts: Facts, parties: PartyMap) -> list[Commitment]:
    return [
        replace(
            commitment,
            id=f"{position}.{commitment.id}",
            agreement=agreement,
            obligors=tuple(parties.rename(o, agreement, position) for o in commitment.obligors),
            beneficiaries=tuple(
                replace(b, party=parties.resolve(agreement, position, b.party))
                for b in commitment.beneficiaries
            ),
        )
        for commitment in facts.commitments
    ]


def _align(
    left: Sequence[Commitment], right: Sequence[Commitment], pairs: Mapping[str, str]
) -> tuple[list[Commitment], list[Warning]]:
    """Pair the commitments of a clause with those of its counterpart, in order.

    When one version has more of them than the other, only those with the same obligors and force
    belong together; the rest stay apart.
    """
    ours, theirs = _by_section(left), _by_section(right)
    found: dict[str, Commitment] = {}
    taken: set[str] = set()
    for section, own in ours.items():
        others = theirs.get(pairs.get(section, ""), [])
        for one, two in _pair(own, others):
            found[one.id] = two
            taken.add(two.id)
    merged = [_join(one, found[one.id]) if one.id in found else one for one in left]
    warnings = [w for one in left if one.id in found for w in _compare(one, found[one.id])]
    return merged + [two for two in right if two.id not in taken], warnings


def _by_section(commitments: Sequence[Commitment]) -> dict[str, list[Commitment]]:
    sections: dict[str, list[Commitment]] = {}
    for commitment in commitments:
        sections.setdefault(commitment.wordings[0].section or "", []).append(commitment)
    return sections


def _pair(
    own: Sequence[Commitment], others: Sequence[Commitment]
) -> Iterator[tuple[Commitment, Commitment]]:
    if len(own) == len(others):
        yield from zip(own, others, strict=True)
        return
    left = list(others)
    for one in own:
        two = next((other for other in left if _is_alike(one, other)), None)
        if two is not None:
            left = left[left.index(two) + 1 :]
            yield one, two


def _is_alike(one: Commitment, two: Commitment) -> bool:
    obligors = [{obligor.party for obligor in c.obligors} for c in (one, two)]
    return one.modality == two.modality and obligors[0] == obligors[1]


def _join(commitment: Commitment, other: Commitment) -> Commitment:
    return replace(
        commitment,
        areas=tuple(dict.fromkeys((*commitment.areas, *other.areas))),
        deadline=_join_deadlines(commitment, other),
        conditions=commitment.conditions + other.conditions,
        wordings=commitment.wordings + other.wordings,
        evidence=commitment.evidence + other.evidence,
    )


def _join_deadlines(commitment: Commitment, other: Commitment) -> Fact | None:
    deadlines = [fact for fact in (commitment.deadline, other.deadline) if fact is not None]
    return join_facts(deadlines) if deadlines else None


def _compare(commitment: Commitment, other: Commitment) -> list[Warning]:
    """Warn where the versions differ in what a lawyer looks at first: force, and the date."""
    said = [("modality", commitment.modality, other.modality)]
    if commitment.deadline and other.deadline:
        said.append(("deadline", str(commitment.deadline.value), str(other.deadline.value)))
    return [
        Warning(
            "versions_disagree",
            f"the language versions disagree on the {name} of a commitment",
            (
                WarningValue(commitment.wordings[0].language, one),
                WarningValue(other.wordings[0].language, two),
            ),
            commitment.evidence[:1] + other.evidence[:1],
        )
        for name, one, two in said
        if one != two
    ]
