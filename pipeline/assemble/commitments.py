"""Commitments of all versions: one entry, with the words of each version that has it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.assemble.sections import pair_sections
from pipeline.models import Commitment, Facts, Warning, WarningValue

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pipeline.assemble.parties import PartyMap


def merge_commitments(
    agreement: str, group: Sequence[Facts], parties: PartyMap
) -> tuple[tuple[Commitment, ...], tuple[Warning, ...]]:
    """Merge commitments clause by clause; what only one version has stays its own entry."""
    merged = _resolve(agreement, 0, group[0], parties)
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
    left: list[Commitment], right: list[Commitment], pairs: Mapping[str, str]
) -> tuple[list[Commitment], list[Warning]]:
    """Pair the n-th commitment of a clause with the n-th of its counterpart."""
    by_section: dict[str | None, list[Commitment]] = {}
    for commitment in right:
        by_section.setdefault(commitment.wordings[0].section, []).append(commitment)
    merged: list[Commitment] = []
    warnings: list[Warning] = []
    for commitment in left:
        counterpart = pairs.get(commitment.wordings[0].section or "")
        queue = by_section.get(counterpart, []) if counterpart else []
        if not queue:
            merged.append(commitment)
            continue
        other = queue.pop(0)
        merged.append(_join(commitment, other))
        warnings.extend(_compare(commitment, other))
    merged.extend(c for queue in by_section.values() for c in queue)
    return merged, warnings


def _join(commitment: Commitment, other: Commitment) -> Commitment:
    return replace(
        commitment,
        areas=tuple(dict.fromkeys((*commitment.areas, *other.areas))),
        deadline=commitment.deadline or other.deadline,
        wordings=commitment.wordings + other.wordings,
        evidence=commitment.evidence + other.evidence,
    )


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
