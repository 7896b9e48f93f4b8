"""Stage 4: facts from each version of a document, by its own language's lexicon and no other."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.extract.areas import find_areas
from pipeline.extract.commitments import find_commitments
from pipeline.extract.dates import find_anchor, resolve_dates, scan_dates
from pipeline.extract.deadlines import settle_deadlines
from pipeline.extract.header import find_number, find_subject, find_title
from pipeline.extract.kinds import detect_agreement_kind, detect_status
from pipeline.extract.legal import find_legal
from pipeline.extract.listing import make_passages
from pipeline.extract.parties import find_parties
from pipeline.extract.references import find_references
from pipeline.extract.signatories import find_signatories
from pipeline.extract.term import find_term
from pipeline.models import NO_KIND, UNKNOWN_STATUS, Facts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.extract.dates import FoundDate
    from pipeline.models import DateMention, Reading

# One party makes no agreement.


def find_all_facts(readings: Sequence[Reading]) -> tuple[Facts, ...]:
    """Find the facts of each version; relative dates count from the document's own date."""
    found = [scan_dates(reading) for reading in readings]
    attached = any(reading.version.agreement for reading in readings)
    return tuple(
        find_facts(
            reading,
            resolve_dates(dates, _choose_anchor(reading, readings, found)),
            attached=attached,
        )
        for reading, dates in zip(readings, found, strict=True)
    )


def _choose_anchor(
    reading: Reading, readings: Sequence[Reading], found: Sequence[tuple[FoundDate, ...]]
) -> str | None:
    """Choose from the cover's dates and those of the same agreement, not of another in the file."""
    agreement = reading.version.agreement
    return find_anchor(
        date
        for other, dates in zip(readings, found, strict=True)
        if agreement is None or other.version.agreement in {agreement, None}
        for date in dates
    )


def find_facts(
    reading: Reading, dates: tuple[DateMention, ...], *, attached: bool = False
) -> Facts:
    """Find the facts of one version, given its dates.

    A cover tells of its paper only when the agreement is `attached`, or when it names no two
    parties; else of an agreement too.
    """
    paper = Facts(
        version=reading.version,
        title=find_title(reading),
        kind=NO_KIND,
        status=UNKNOWN_STATUS,
        subject=find_subject(reading),
        number=find_number(reading),
        dates=dates,
        references=find_references(reading, dates),
    )
    is_cover = reading.version.part == "cover"
    parties = () if is_cover and attached else find_parties(reading)
    if is_cover and not parties:
        return paper
    passages = make_passages(reading)
    signatories = find_signatories(reading, parties, dates)
    return replace(
        paper,
        kind=detect_agreement_kind(reading, paper.title, parties),
        status=detect_status(reading, signatories),
        parties=parties,
        signatories=signatories,
        term=find_term(reading, dates),
        legal=find_legal(reading, passages),
        areas=find_areas(reading, passages),
        commitments=settle_deadlines(find_commitments(reading, parties, passages), dates),
    )
