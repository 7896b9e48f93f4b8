"""The corpus: every document is accounted for, its gold is sound, and its records keep what they had."""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from pathlib import Path
from typing import Any

import pytest

from pipeline.codec import encode
from pipeline.errors import NoTextError
from pipeline.ingest import ingest
from pipeline.models import Document, Record
from pipeline.run import describe_producer, read_file
from pipeline.validate import find_problems, find_schema_problems

CORPUS = Path(__file__).parents[1] / "corpus"
GOLD = sorted(CORPUS.glob("*/*.gold.json"))
AGREEMENTS = sorted(CORPUS.glob("agreements/*.gold.json"))


def _load(path: Path) -> dict[str, Any]:
    gold: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return gold


def _fold(text: str) -> str:
    # White space, hyphens and full width aside: a PDF's lines break words, clean-up folds digits.
    return re.sub(r"[\s\-‐]+", "", unicodedata.normalize("NFKC", text))


def _record(stem: str) -> Record:
    path = next(p for p in CORPUS.glob(f"agreements/{stem}*") if p.suffix in {".txt", ".pdf"})
    return read_file(path)[0]


def test_thirty_documents_of_which_twelve_are_pdf() -> None:
    names = [_load(path)["source"]["name"] for path in AGREEMENTS]

    assert len(names) >= 30
    assert sum(name.endswith(".pdf") for name in names) == 12


def test_every_document_is_in_the_table() -> None:
    table = (CORPUS / "README.md").read_text(encoding="utf-8")

    missing = [path.name for path in AGREEMENTS if _load(path)["source"]["name"] not in table]
    assert missing == []


@pytest.mark.parametrize("path", GOLD, ids=lambda path: path.name[:2])
def test_gold_is_valid_and_of_this_file(path: Path) -> None:
    gold = _load(path)
    data = (path.parent / gold["source"]["name"]).read_bytes()

    assert find_schema_problems("gold", gold) == ()
    assert gold["source"]["sha256"] == hashlib.sha256(data).hexdigest()


@pytest.mark.parametrize("path", AGREEMENTS, ids=lambda path: path.name[:2])
def test_gold_words_stand_in_the_text(path: Path) -> None:
    gold = _load(path)
    text = _fold(ingest(path.parent / gold["source"]["name"]).text)
    words = [date["text"] for date in gold["dates"]]
    words += [commitment["text"] for commitment in gold["commitments"]]

    assert [word for word in words if _fold(word) not in text] == []


@pytest.mark.parametrize("path", AGREEMENTS, ids=lambda path: path.name[:2])
def test_record_is_valid(path: Path) -> None:
    record, document = read_file(path.parent / _load(path)["source"]["name"])

    assert find_problems(encode(record), document) == ()


@pytest.mark.parametrize("path", AGREEMENTS, ids=lambda path: path.name[:2])
def test_document_kind_and_number_of_agreements(path: Path) -> None:
    gold = _load(path)
    record, _ = read_file(path.parent / gold["source"]["name"])

    assert record.document.kind == gold["document"]["kind"]
    assert len(record.agreements) == len(gold["agreements"])


def test_scan_is_refused_without_ocr() -> None:
    with pytest.raises(NoTextError, match=r"31-boise-.*no page has a text layer.*--ocr auto"):
        read_file(CORPUS / "scans" / "31-boise-siegen-sister-city-scan.pdf", ocr="never")


def test_scan_and_original_tell_the_same(boise_scan: tuple[Record, Document]) -> None:
    scan, original = boise_scan[0], _record("16")

    assert scan.source.text_origin == "ocr"
    assert [p.name for p in scan.parties] == [p.name for p in original.parties]
    assert [(d.value, d.role) for d in scan.dates] == [(d.value, d.role) for d in original.dates]
    assert [s.name for s in scan.signatories] == [s.name for s in original.signatories]
    assert len(scan.commitments) == len(original.commitments)


def test_record_of_a_scan_is_valid_and_has_settings_of_its_own(
    boise_scan: tuple[Record, Document],
) -> None:
    record, document = boise_scan

    assert find_problems(encode(record), document) == ()
    assert record.producer == describe_producer(document.ocr)
    assert record.producer != describe_producer()


def test_two_agreements_in_one_file_keep_their_parties_apart() -> None:
    record = _record("13")

    assert [(party.name, party.agreements) for party in record.parties] == [
        ("Stadt Chemnitz", ("a1",)),
        ("Stadtbezirk Xinbei der Stadt Changzhou", ("a1",)),
        ("Industrie- und Handelskammer Chemnitz", ("a2",)),
        ("Kreiswirtschaftskammer Most", ("a2",)),
    ]


def test_agreement_attached_to_a_council_paper() -> None:
    record = _record("09")

    assert record.document.kind == "council_paper"
    assert [(agreement.id, agreement.reported) for agreement in record.agreements] == [
        ("a1", False)
    ]
    assert {section.part for section in record.sections} >= {"cover", "agreement"}
    assert [(party.name, party.country) for party in record.parties] == [
        ("Stadt Gera", "DE"),
        ("Stadt Drohobytsch", "UA"),
    ]


def test_sentence_over_the_page_end_is_one_commitment() -> None:
    record = _record("03")

    over = [
        c for c in record.commitments if {box.page for e in c.evidence for box in e.boxes} == {1, 2}
    ]
    assert len(over) == 1
    assert over[0].evidence[0].page == 1


def test_language_versions_that_differ_are_a_warning() -> None:
    record = _record("30")

    said = [w.values for w in record.warnings if w.code == "versions_disagree"]
    assert [[value.value for value in values] for values in said] == [
        ["termination P6M any_time", "termination P3M any_time"]
    ]


def test_amendment_names_what_it_amends() -> None:
    record = _record("07")

    assert "amends" in {reference.relation for reference in record.references}


def test_no_agreement_no_facts_of_one() -> None:
    record = _record("14")

    assert (record.agreements, record.parties, record.commitments, record.areas) == ((), (), (), ())
    assert record.dates
