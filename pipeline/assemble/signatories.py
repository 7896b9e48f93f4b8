"""Signatories of all versions: the same people sign both."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.assemble.parties import PartyMap
    from pipeline.models import Facts, Signatory


def merge_signatories(
    agreement: str, group: Sequence[Facts], parties: PartyMap
) -> tuple[Signatory, ...]:
    """Return each party's signatories; the n-th of a party is the n-th in the other version too."""
    merged: dict[tuple[str | None, int], Signatory] = {}
    for position, facts in enumerate(group):
        counts: Counter[str | None] = Counter()
        for signatory in facts.signatories:
            party = parties.resolve(agreement, position, signatory.party)
            counts[party] += 1
            key = (party, counts[party])
            known = merged.get(key)
            if known is None:
                merged[key] = replace(signatory, agreement=agreement, party=party)
            else:
                merged[key] = replace(known, evidence=known.evidence + signatory.evidence)
    return tuple(merged.values())
