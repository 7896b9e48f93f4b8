"""Signatories of all versions: the same people sign both."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.assemble.parties import PartyMap
    from pipeline.models import Facts, Signatory


def merge_signatories(
    agreement: str, group: Sequence[Facts], parties: PartyMap
) -> tuple[Signatory, ...]:
    """Return each party's signatories from the first version that names any."""
    found: list[Signatory] = []
    for position, facts in enumerate(group):
        named = {signatory.party for signatory in found}
        for signatory in facts.signatories:
            party = parties.resolve(agreement, position, signatory.party)
            if position and (party in named or party is None):
                continue
            found.append(replace(signatory, agreement=agreement, party=party))
    return tuple(found)
