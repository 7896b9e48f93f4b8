"""Gold: what was annotated in real texts and in texts written for the project, and how it is split."""

from __future__ import annotations

import hashlib
import json
from itertools import chain
from pathlib import Path
from typing import Any

import pytest

from pipeline.validate import find_schema_problems

CORPUS = Path(__file__).parents[1] / "corpus"
REAL = sorted(CORPUS.glob("gold/*/*.gold.json"))
WRITTEN = sorted(CORPUS.glob("written/*/*.gold.json"))
SPLITS = ("develop", "held-out")


def _load(path: Path) -> dict[str, Any]:
    gold: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return gold


def _name(path: Path) -> str:
    return f"{path.parent.name}-{path.name.split('.')[0]}"


@pytest.mark.parametrize("path", [*REAL, *WRITTEN], ids=_name)
def test_gold_is_valid(path: Path) -> None:
    assert find_schema_problems("gold", _load(path)) == ()


@pytest.mark.parametrize("path", REAL, ids=_name)
def test_gold_of_a_real_text_holds_places_and_none_of_its_words(path: Path) -> None:
    gold = _load(path)

    assert not gold["written"]
    named = (*gold["parties"], *gold["signatories"])
    words = [each["name"] for each in named]
    assert [word for word in words if not isinstance(word, dict)] == []
    assert all("text" not in each for each in chain(gold["dates"], gold["commitments"]))


@pytest.mark.parametrize("path", WRITTEN, ids=_name)
def test_gold_of_a_written_text_stands_beside_it(path: Path) -> None:
    gold = _load(path)
    data = (path.parent / gold["source"]["name"]).read_bytes()

    assert gold["written"]
    assert gold["source"]["sha256"] == hashlib.sha256(data).hexdigest()


def test_no_text_is_in_both_splits() -> None:
    sources = [
        {
            (_load(path)["source"]["sha256"], str(_load(path).get("scope")))
            for path in (*REAL, *WRITTEN)
            if path.parent.name == split
        }
        for split in SPLITS
    ]

    assert sources[0] & sources[1] == set()


def test_counts_of_what_is_annotated() -> None:
    kinds = [path.name for path in REAL]
    written = {
        (path.parent.name, language): sum(
            other.name.startswith(language) for other in WRITTEN if other.parent == path.parent
        )
        for path in WRITTEN
        for language in ("de", "en", "zh")
    }

    assert sum(name.split(".")[0].isdigit() for name in kinds) == 60
    assert sum("cuad" in name for name in kinds) == 39
    assert sum("un-" in name for name in kinds) == 8
    assert written["develop", "zh"] >= 20
    assert written["develop", "en"] >= 12
    assert min(written.values()) >= 10
