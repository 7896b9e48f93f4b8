"""Stage 5: facts of all versions → one record: merge, link, order, number."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pipeline.assemble.agreements import merge_agreement
from pipeline.assemble.commitments import merge_commitments
from pipeline.assemble.dates import find_document_date, merge_dates
from pipeline.assemble.differences import find_differences
from pipeline.assemble.parties import PartyMap, merge_parties
from pipeline.assemble.sections import link_sections
from pipeline.assemble.signatories import merge_signatories
from pipeline.assemble.versions import unite_versions
from pipeline.assemble.warnings import find_warnings
from pipeline.models import (
    Agreement,
    Area,
    Commitment,
    Document,
    DocumentFacts,
    Facts,
    LanguageShare,
    Outline,
    Producer,
    Record,
    Reference,
    Signatory,
    SourceEntry,
    Warning,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

RECORD_SCHEMA = "urn:accord:schema:record:1"
REPORTED = "a1"


def assemble(
    document: Document,
    outline: Outline,
    facts: Sequence[Facts],
    shares: tuple[LanguageShare, ...],
    producer: Producer,
) -> Record:
    """Put the facts of all versions together as the document's record, without pages and boxes."""
    outline, own = unite_versions(outline, _assign(facts))
    groups = _group(own)
    parties = merge_parties(groups)
    merged = [
        _merge(agreement, group, parties, document.text) for agreement, group in groups.items()
    ]
    dates = merge_dates(own)
    sections = link_sections(outline)
    commitments = tuple(c for part in merged for c in part.commitments)
    warnings = [w for part in merged for w in part.warnings]
    return Record(
        schema=RECORD_SCHEMA,
        id=document.source.id,
        source=_describe_source(document),
        producer=producer,
        document=_describe_document(outline, own),
        languages=shares,
        agreements=tuple(part.agreement for part in merged),
        parties=parties.parties,
        signatories=tuple(s for part in merged for s in part.signatories),
        dates=dates,
        areas=tuple(area for part in merged for area in part.areas),
        commitments=tuple(replace(c, id=f"c{number}") for number, c in enumerate(commitments, 1)),
        sections=sections,
        references=_merge_references(own),
        warnings=tuple(find_warnings(document, outline, shares, dates) + warnings),
    )


@dataclass(frozen=True, slots=True)
class _Merged:
    """What belongs to one agreement, merged from its versions."""

    agreement: Agreement
    signatories: tuple[Signatory, ...]
    areas: tuple[Area, ...]
    commitments: tuple[Commitment, ...]
    warnings: tuple[Warning, ...]


def _assign(facts: Sequence[Facts]) -> tuple[Facts, ...]:
    """Let a cover that names parties belong to the agreement that it tells of."""
    return tuple(
        replace(one, version=replace(one.version, agreement=REPORTED))
        if one.parties and not one.version.agreement
        else one
        for one in facts
    )


def _group(facts: Sequence[Facts]) -> dict[str, list[Facts]]:
    groups: dict[str, list[Facts]] = {}
    for one in facts:
        if one.version.agreement:
            groups.setdefault(one.version.agreement, []).append(one)
    return groups


def _merge(agreement: str, group: Sequence[Facts], parties: PartyMap, text: str) -> _Merged:
    entry, disagreements = merge_agreement(agreement, group)
    commitments, more = merge_commitments(agreement, group, parties)
    return _Merged(
        entry,
        merge_signatories(agreement, group, parties),
        _merge_areas(agreement, group),
        commitments,
        (*disagreements, *more, *find_differences(group, text)),
    )


def _merge_areas(agreement: str, group: Sequence[Facts]) -> tuple[Area, ...]:
    merged: dict[str, Area] = {}
    for area in (area for facts in group for area in facts.areas):
        known = merged.get(area.area)
        evidence = (known.evidence if known else ()) + area.evidence
        merged[area.area] = replace(area, agreement=agreement, evidence=evidence)
    return tuple(sorted(merged.values(), key=lambda area: area.evidence[0].start))


def _merge_references(facts: Sequence[Facts]) -> tuple[Reference, ...]:
    found = (
        replace(reference, agreement=one.version.agreement)
        for one in facts
        for reference in one.references
    )
    return tuple(sorted(found, key=lambda reference: reference.evidence[0].start))


def _describe_source(document: Document) -> SourceEntry:
    source = document.source
    return SourceEntry(
        source.name,
        source.media_type,
        source.bytes,
        source.sha256,
        source.pages,
        source.text_origin,
    )


def _describe_document(outline: Outline, facts: Sequence[Facts]) -> DocumentFacts:
    covers = [f for f in facts if f.version.part == "cover"]
    if outline.kind == "agreement":
        title = next((f.title for f in facts if f.title), None)
    else:
        title = next((f.subject for f in covers if f.subject), None)
    number = next((f.number for f in covers if f.number), None)
    return DocumentFacts(outline.kind, title, number, find_document_date(facts))
