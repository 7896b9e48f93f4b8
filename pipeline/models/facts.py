"""What the extractors find in one version, before the versions are put together."""

from __future__ import annotations

from dataclasses import dataclass, field

from pipeline.models.evidence import Fact
from pipeline.models.outline import Version
from pipeline.models.record import (
    Area,
    Commitment,
    DateMention,
    Legal,
    Party,
    Reference,
    Signatory,
    Term,
)

NO_KIND = "other"
UNKNOWN_STATUS = Fact("unknown", None, "stated", None, ())


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
    dates: tuple[DateMention, ...]
    references: tuple[Reference, ...]
    parties: tuple[Party, ...] = ()
    signatories: tuple[Signatory, ...] = ()
    term: Term = field(default_factory=Term)
    legal: Legal = field(default_factory=Legal)
    areas: tuple[Area, ...] = ()
    commitments: tuple[Commitment, ...] = ()
