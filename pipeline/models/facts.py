"""What the extractors find in one version, before the versions are put together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.models.outline import Version
    from pipeline.models.record import (
        Area,
        Commitment,
        DateMention,
        Fact,
        Legal,
        Party,
        Reference,
        Signatory,
        Term,
    )


@dataclass(frozen=True, slots=True)
class Facts:
    """The facts of one version; ids of parties and commitments are local to it.

    `subject` and `number` are the paper's own title and reference, for covers.
    """

    version: Version
    title: Fact | None
    kind: str
    status: Fact
    subject: Fact | None
    number: Fact | None
    parties: tuple[Party, ...]
    signatories: tuple[Signatory, ...]
    dates: tuple[DateMention, ...]
    term: Term
    legal: Legal
    areas: tuple[Area, ...]
    commitments: tuple[Commitment, ...]
    references: tuple[Reference, ...]
