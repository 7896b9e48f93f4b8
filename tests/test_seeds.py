"""The three documents the product was asked for; skipped where they are not beside the project."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.codec import encode
from pipeline.models import Record
from pipeline.run import read_file
from pipeline.validate import find_problems

SEEDS = Path(__file__).parents[2] / "shared" / "seeds"

pytestmark = pytest.mark.skipif(not SEEDS.is_dir(), reason="the seed documents are not here")


def _record(start: str) -> Record:
    return read_file(next(SEEDS.glob(f"{start}*.txt")))[0]


def _parties(record: Record) -> list[tuple[str, str | None, list[str]]]:
    return [(p.type, p.country, [i.value for i in p.identifiers]) for p in record.parties]


@pytest.mark.parametrize("start", ["000", "001", "003"])
def test_record_is_valid(start: str) -> None:
    record, document = read_file(next(SEEDS.glob(f"{start}*.txt")))

    assert find_problems(encode(record), document) == ()


class TestCouncilPaper:
    def test_document_and_agreement(self) -> None:
        record = _record("003")

        assert record.document.kind == "council_paper"
        assert record.document.reference is not None
        assert record.document.reference.value == "2024/0124"
        assert [(a.kind, a.status.value, a.reported) for a in record.agreements] == [
            ("friendship_declaration", "signed", True)
        ]

    def test_parties(self) -> None:
        assert _parties(_record("003")) == [
            ("city", "DE", ["2945756"]),
            ("district", "CN", ["1800657"]),
        ]

    def test_dates(self) -> None:
        dates = {(date.value, date.role) for date in _record("003").dates}

        assert {
            ("2024-02-29", "publication"),
            ("2024-03-13", "meeting"),
            ("2024-01-12", "signature"),
        } <= dates
        assert "2024-01" in {value for value, _ in dates}

    def test_areas_and_joint_effort(self) -> None:
        record = _record("003")
        effort = [c for c in record.commitments if "gemeinsamen Bestrebungen" in c.text]

        assert {"urban_transformation", "environment_climate"} <= {a.area for a in record.areas}
        assert [(c.modality, {o.party for o in c.obligors}) for c in effort] == [
            ("intention", {"p1", "p2"})
        ]
        assert "Kapazitäten" in (effort[0].conditions[0].text or "")
        assert effort[0].deadline is None
        assert record.agreements[0].legal.costs == ()


class TestArticleOnTheMemorandum:
    def test_parties(self) -> None:
        record = _record("000")

        assert (record.document.kind, record.agreements[0].reported) == ("news_article", True)
        assert _parties(record) == [("city", "DE", ["2945756"]), ("city", "CN", ["1811103"])]

    def test_areas_and_contact_point(self) -> None:
        record = _record("000")
        contact = [c for c in record.commitments if "Kontaktstelle" in c.text]

        assert {area.area for area in record.areas} >= {
            "urban_transformation",
            "investment_promotion",
            "culture",
            "trade_economy",
        }
        assert [(c.modality, len(c.obligors), c.areas) for c in contact] == [
            ("intention", 2, ("investment_promotion",))
        ]

    def test_year(self) -> None:
        assert [(d.value, d.text) for d in _record("000").dates] == [("2016", "2016")]


class TestArticleOnTheAlliance:
    def test_parties_are_the_alliance_and_the_city(self) -> None:
        record = _record("001")

        assert {party.type for party in record.parties} == {"city", "association"}
        assert "ISA" in {name.text for party in record.parties for name in party.names}

    def test_dates(self) -> None:
        dates = [(date.value, date.role) for date in _record("001").dates]

        assert ("XXXX-10-24", "event") in dates
        assert "2016" in {value for value, _ in dates}
        assert len(dates) == 2

    def test_human_rights_are_no_area(self) -> None:
        areas = {area.area for area in _record("001").areas}

        assert "trade_economy" in areas
        assert "security_justice" not in areas
