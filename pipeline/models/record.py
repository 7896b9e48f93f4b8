"""The record: the facts of one document, as `schemas/record.schema.json` publishes them.

Field order is key order. Field meanings are described there, once.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from pipeline.models.evidence import Basis, Evidence, Fact


@dataclass(frozen=True, slots=True)
class SourceEntry:
    """The source as the record names it."""

    name: str
    media_type: str
    bytes: int
    sha256: str
    pages: int | None
    text_origin: str


@dataclass(frozen=True, slots=True)
class Producer:
    """What made the record."""

    name: str
    version: str
    settings: str


@dataclass(frozen=True, slots=True)
class DocumentFacts:
    """Facts about the paper itself."""

    kind: str
    title: Fact | None
    reference: Fact | None
    date: Fact | None


@dataclass(frozen=True, slots=True)
class LanguageShare:
    """A language and its share of the text's letters, 0 to 1, two decimals."""

    code: str
    share: float


@dataclass(frozen=True, slots=True)
class Notice:
    """A period of notice; `period` is an ISO 8601 duration."""

    purpose: str = field(metadata={"key": "for"})
    period: str
    to: str | None
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Term:
    """How long an agreement runs."""

    entry_into_force: Fact | None = None
    entry_conditions: tuple[str, ...] = ()
    duration: Fact | None = None
    expiry: Fact | None = None
    renewal: Fact | None = None
    renewal_period: Fact | None = None
    notices: tuple[Notice, ...] = ()


@dataclass(frozen=True, slots=True)
class Legal:
    """The legal terms of an agreement."""

    binding: Fact | None = None
    language_versions: tuple[str, ...] = ()
    equally_authentic: Fact | None = None
    prevailing_language: Fact | None = None
    governing_law: Fact | None = None
    dispute_resolution: Fact | None = None
    costs: tuple[Fact, ...] = ()
    confidentiality: Fact | None = None


@dataclass(frozen=True, slots=True)
class Agreement:
    """One agreement in or behind the document; `reported` when the document only tells of it."""

    id: str
    kind: str
    title: Fact | None
    status: Fact
    reported: bool
    term: Term
    legal: Legal


@dataclass(frozen=True, slots=True)
class Name:
    """A form of a party's name as it stands in the text."""

    text: str
    language: str
    kind: Literal["full", "short", "defined"]


@dataclass(frozen=True, slots=True)
class Identifier:
    """An identifier in a public scheme."""

    scheme: str
    value: str


@dataclass(frozen=True, slots=True)
class Party:
    """A contracting party; `name` is the fullest form that stands in the text."""

    id: str
    agreements: tuple[str, ...]
    name: str
    names: tuple[Name, ...]
    type: str
    country: str | None
    identifiers: tuple[Identifier, ...]
    confidence: float | None
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Signatory:
    """A person who signs, and for which party."""

    agreement: str
    name: str
    role: str | None
    party: str | None
    date: str | None
    place: str | None
    confidence: float | None
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class DateMention:
    """An expression that denotes a date; `value` is EDTF or None when it cannot be resolved."""

    agreement: str | None
    value: str | None
    text: str
    role: str
    recurrence: str | None
    basis: Basis
    confidence: float | None
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Area:
    """An area in which the parties say that they cooperate."""

    agreement: str
    area: str
    eurovoc: tuple[str, ...]
    sdg: tuple[int, ...]
    confidence: float | None
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Obligor:
    """Who owes; `party` is None for a body that is no party, `organ` names a party's organ."""

    party: str | None
    name: str
    organ: str | None


@dataclass(frozen=True, slots=True)
class Beneficiary:
    """To whom something is owed."""

    party: str | None
    name: str


@dataclass(frozen=True, slots=True)
class Wording:
    """A commitment in the words of one language version."""

    language: str
    text: str
    section: str | None
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Commitment:
    """What a party promises, intends, may, or must not do."""

    agreement: str
    id: str
    obligors: tuple[Obligor, ...]
    modality: str
    text: str
    action: Fact | None
    beneficiaries: tuple[Beneficiary, ...]
    deadline: Fact | None
    conditions: tuple[Fact, ...]
    areas: tuple[str, ...]
    wordings: tuple[Wording, ...]
    confidence: float | None
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class SectionEntry:
    """A section as the record names it; `start` and `end` are code points of the text."""

    id: str
    parent: str | None
    agreement: str | None
    counterpart: str | None
    part: str
    kind: str
    number: str | None
    title: str | None
    language: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Reference:
    """Another agreement, law or paper that the text names, and what it has to do with this one."""

    agreement: str | None
    text: str
    kind: str
    relation: str
    number: str | None
    date: str | None
    parties: tuple[str, ...]
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class WarningValue:
    """What one language version says."""

    language: str
    value: str


@dataclass(frozen=True, slots=True)
class Warning:
    """Something a person should look at; `code` is from the schema's closed list."""

    code: str
    message: str
    values: tuple[WarningValue, ...] = ()
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Record:
    """All facts of one document."""

    schema: str
    id: str
    source: SourceEntry
    producer: Producer
    document: DocumentFacts
    languages: tuple[LanguageShare, ...]
    agreements: tuple[Agreement, ...]
    parties: tuple[Party, ...]
    signatories: tuple[Signatory, ...]
    dates: tuple[DateMention, ...]
    areas: tuple[Area, ...]
    commitments: tuple[Commitment, ...]
    sections: tuple[SectionEntry, ...]
    references: tuple[Reference, ...]
    warnings: tuple[Warning, ...]
