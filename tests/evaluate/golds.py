"""Gold and records as small as a test needs them."""

from __future__ import annotations

from typing import Any

from pipeline.evaluate.gold import (
    Gold,
    GoldAgreement,
    GoldCommitment,
    GoldDate,
    GoldDocument,
    GoldLegal,
    GoldObligor,
    GoldParty,
    GoldSignatory,
    GoldSource,
    GoldTerm,
)

NO_TERM = GoldTerm(None, (), None, None, None, None, ())
NO_LEGAL = GoldLegal(None, (), None, None, None, None, (), None)
BOTTROP = GoldParty("g1", ("a1",), "Stadt Bottrop", (), "city", "DE", ())
FOSHAN = GoldParty("g2", ("a1",), "Stadt Foshan", (), "city", "CN", ())


def make_agreement(**values: Any) -> GoldAgreement:
    """Make a signed memorandum that says nothing else."""
    given: dict[str, Any] = {
        "id": "a1",
        "kind": "memorandum",
        "title": None,
        "status": "signed",
        "reported": False,
        "term": NO_TERM,
        "legal": NO_LEGAL,
    }
    return GoldAgreement(**given | values)


def make_gold(**values: Any) -> Gold:
    """Make the gold of a German agreement in which nothing stands but its kind."""
    given: dict[str, Any] = {
        "schema": "urn:accord:schema:gold:1",
        "source": GoldSource("a.txt", "0" * 64),
        "written": False,
        "document": GoldDocument("agreement", None, None, None),
        "languages": ("de",),
        "agreements": (),
        "parties": (),
        "signatories": (),
        "dates": (),
        "areas": (),
        "commitments": (),
        "references": (),
    }
    return Gold(**given | values)


def make_date(text: str, value: str | None, role: str, occurrence: int = 1) -> GoldDate:
    """Make a date by its words."""
    return GoldDate("a1", value, role, text=text, occurrence=occurrence)


def make_commitment(text: str, parties: tuple[GoldParty, ...], modality: str) -> GoldCommitment:
    """Make a commitment by its words."""
    obligors = tuple(GoldObligor(party.id, party.name) for party in parties)
    return GoldCommitment("a1", obligors, modality, text=text)


def make_signatory(name: str, party: str | None = None) -> GoldSignatory:
    """Make a signatory."""
    return GoldSignatory("a1", name, None, party, None, None)
