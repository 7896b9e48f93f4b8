from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from pipeline.errors import InvalidRecordError, NothingToReadError
from pipeline.evaluate import SourceFinder, find_gold, load_gold

EXAMPLE = Path(__file__).parents[2] / "corpus" / "agreements"
TEXT = "Vereinbarung\nzwischen der Stadt\nBottrop und anderen\n"


def _write(folder: Path, **changes: Any) -> Path:
    data = json.loads((EXAMPLE / "14-pressemitteilung-altstadtfest.gold.json").read_text("utf-8"))
    digest = hashlib.sha256(TEXT.encode()).hexdigest()
    data |= {"source": {"name": "a.txt", "sha256": digest}, "dates": [], **changes}
    path = folder / "a.gold.json"
    path.write_text(json.dumps(data), "utf-8")
    return path


def test_words_told_by_their_place_alone(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    start, end = TEXT.index("Stadt"), TEXT.index(" und")
    party = {
        "id": "p1",
        "agreements": [],
        "name": {"start": start, "end": end},
        "names": [],
        "type": "city",
        "country": "DE",
        "identifiers": [],
    }
    gold, _, text = load_gold(_write(tmp_path, parties=[party]), SourceFinder(()))

    assert gold.parties[0].name == "Stadt Bottrop"
    assert text == TEXT


def test_source_in_another_folder(tmp_path: Path) -> None:
    texts = tmp_path / "texts" / "deep"
    texts.mkdir(parents=True)
    (texts / "a.txt").write_text(TEXT, "utf-8")
    gold = tmp_path / "gold"
    gold.mkdir()

    assert load_gold(_write(gold), SourceFinder([tmp_path / "texts"]))[1] == texts / "a.txt"


def test_another_file_of_that_name_is_not_taken(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("something else", "utf-8")

    with pytest.raises(NothingToReadError, match=r"its source 'a\.txt' with SHA-256 .* --sources"):
        load_gold(_write(tmp_path), SourceFinder(()))


def test_a_place_outside_the_text(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    document = {"kind": "other", "title": {"start": 3, "end": 999}, "reference": None, "date": None}

    with pytest.raises(InvalidRecordError, match="3–999 is no place in its text"):
        load_gold(_write(tmp_path, document=document), SourceFinder(()))


def test_gold_that_does_not_fit_the_schema(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")

    with pytest.raises(InvalidRecordError, match=r"is no gold: \$\.written"):
        load_gold(_write(tmp_path, written="no"), SourceFinder(()))


def test_a_folder_without_gold(tmp_path: Path) -> None:
    with pytest.raises(NothingToReadError, match=r"holds no gold \(\*\.gold\.json\)"):
        find_gold(tmp_path)
    with pytest.raises(NothingToReadError, match="there is no such folder"):
        find_gold(tmp_path / "none")
