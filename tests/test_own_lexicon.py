"""A user's own lexicon, tried the way a user does: its words count, its faults are named by line."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.errors import LexiconError
from pipeline.lexicon import LANGUAGES, hash_lexicons, load_areas, use_lexicon
from pipeline.lexicon.own import load_own

OWN = """\
[[areas]]
id = "building_history"
eurovoc = []
sdg = [7]
labels = { de = "Baugeschichte", en = "Building history" }

[de]
without = ["area.sport"]

[[de.rules.area]]
id = "building_history"
value = "building_history"
pattern = '(?i:baugeschichte)'
find = "Baugeschichte"
ignore = "Bauamt"
"""
TEXT = """Vereinbarung
zwischen der Stadt Bottrop und der Stadt Herne

§ 1 Zusammenarbeit
Die Städte arbeiten auf den Gebieten Kultur, Sport und Baugeschichte zusammen.

Bottrop, den 3. Mai 2021
"""
RULE = OWN[OWN.index("[[de.rules") :]


def _areas(folder: Path, *options: str) -> list[str]:
    path = folder / "a.txt"
    path.write_text(TEXT, "utf-8")
    command = [sys.executable, "-m", "pipeline", "extract", str(path), *options]
    done = subprocess.run(command, capture_output=True, check=True)
    return [area["area"] for area in json.loads(done.stdout)["areas"]]


def test_own_area_and_entry(tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    own.write_text(OWN, "utf-8")

    assert _areas(tmp_path) == ["culture", "sport"]
    assert _areas(tmp_path, "--lexicon", str(own)) == ["culture", "building_history"]


def test_workers_use_it_too(tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    own.write_text(OWN, "utf-8")
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(f"{TEXT}{name}\n", "utf-8")
    out = tmp_path / "out"
    command = [sys.executable, "-m", "pipeline", "run", str(tmp_path / "a.txt")]
    command += [str(tmp_path / "b.txt"), "-o", str(out), "--jobs", "2", "--lexicon", str(own)]

    subprocess.run(command, capture_output=True, check=True)

    records = [json.loads(path.read_text("utf-8")) for path in out.glob("records/*.json")]
    found = [[area["area"] for area in record["areas"]] for record in records]
    assert found == [["culture", "building_history"]] * 2
    assert records[0]["producer"]["settings"] != hash_lexicons()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param("[de\n", r"line 1: is no TOML", id="no-toml"),
        pytest.param("\n[fr.lists]\n", r"'fr' is neither `areas` nor a language", id="language"),
        pytest.param('[[areas]]\nid = "A B"\n', r"line 1: id 'A B' is not of a-z", id="area-id"),
        pytest.param("[de]\nwords = []\n", r"'words' is none of lists, rules, without", id="part"),
    ],
)
def test_faults_of_the_file(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "own.toml"
    path.write_text(text, "utf-8")

    with pytest.raises(LexiconError, match=message):
        load_own(path, LANGUAGES)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param(
            RULE, r"line 1: 'building_history' is no area; add it under \[\[areas\]\]", id="area"
        ),
        pytest.param(
            OWN.replace('find = "Baugeschichte"', 'find = "Wasser"'),
            r"line 10: its pattern does not find 'Wasser'",
            id="find",
        ),
        pytest.param(
            OWN.replace("Bauamt", "Baugeschichte"),
            r"line 10: its pattern finds 'Baugeschichte', which it must leave alone",
            id="ignore",
        ),
        pytest.param(
            OWN.replace("(?i:baugeschichte)", "(baugeschichte"),
            r"line 10: its pattern cannot be read: missing \)",
            id="pattern",
        ),
        pytest.param(
            OWN.replace("(?i:baugeschichte)", "{no_such}"),
            r"line 10: 'no_such' is no piece",
            id="macro",
        ),
        pytest.param(
            OWN.replace("de.rules.area]", "de.rules.aera]"),
            r"line 10: there is no group 'aera'; did you mean 'area'\?",
            id="group",
        ),
        pytest.param(
            OWN.replace('find = "Baugeschichte"\n', ""),
            r"line 10: 'find' is missing",
            id="missing",
        ),
        pytest.param(
            OWN.replace('without = ["area.sport"]', 'without = ["area.sprot"]'),
            r"line 7: there is no entry 'area.sprot' to go without; did you mean 'area.sport'\?",
            id="without",
        ),
        pytest.param(
            OWN.replace('id = "building_history"\nvalue', 'id = "culture"\nvalue'),
            r"line 10: the id 'culture' is taken",
            id="taken",
        ),
    ],
)
def test_faults_of_an_entry_are_named_by_line(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "own.toml"
    path.write_text(text, "utf-8")
    before = hash_lexicons()

    with pytest.raises(LexiconError, match=message):
        use_lexicon(path)
    assert hash_lexicons() == before
    assert "building_history" not in load_areas()


def test_a_fault_at_the_command_line_has_its_exit_code(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "pipeline", "extract", "x.txt", "--lexicon", "none.toml"]

    done = subprocess.run(command, capture_output=True, check=False, cwd=tmp_path, text=True)

    assert done.returncode == 14
    assert done.stderr == (
        "accord: 'none.toml': cannot be read: No such file or directory; check the path\n"
    )
