"""`show` is for readers, in their language; `status` tells what the last run did."""

from __future__ import annotations

import json
import tomllib
from importlib import resources
from typing import TYPE_CHECKING, Any

import pytest
from rich.cells import cell_len

from pipeline.report.labels import LANGUAGES, load_labels

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from click.testing import Result

    Accord = Callable[..., Result]


def load_schema(name: str) -> dict[str, Any]:
    path = resources.files("pipeline.schemas").joinpath(f"{name}.schema.json")
    schema: dict[str, Any] = json.loads(path.read_bytes())
    return schema


@pytest.fixture
def example(tmp_path: Path) -> Path:
    path = tmp_path / "example.json"
    path.write_text(json.dumps(load_schema("record")["examples"][0]), "utf-8")
    return path


EXPECTED = """\
Document (news article)
File       example.txt
Record     00112233aabbccdd
Languages  German

Agreements
  a1  memorandum, status unknown, only reported

Parties
  p1  Bottrop (city, DE)
  p2  Foshan (city, CN)

Commitments
      Who, how firmly     Words                                            Place
  c1  intention           “Die Städte Bottrop und Foshan wollen eine
      Bottrop, Foshan     Kontaktstelle einrichten.”
"""


def test_view(accord: Accord, example: Path) -> None:
    result = accord("show", example, "--lang", "en")

    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == EXPECTED


@pytest.mark.parametrize(
    ("locale", "heading"),
    [
        pytest.param("de_DE.UTF-8", "Parteien", id="de"),
        pytest.param("zh_CN.UTF-8", "缔约方", id="zh"),
        pytest.param("en_GB.UTF-8", "Parties", id="en"),
        pytest.param("fr_FR.UTF-8", "Parties", id="other"),
        pytest.param("", "Parties", id="none"),
    ],
)
def test_language_of_the_locale(accord: Accord, example: Path, locale: str, heading: str) -> None:
    environment = {"LC_ALL": None, "LC_MESSAGES": None, "LANG": locale}

    result = accord("show", example, env=environment)

    assert heading in result.stdout.splitlines()


@pytest.mark.parametrize("language", LANGUAGES)
def test_source_is_shown_with_pages_and_quotes(
    accord: Accord, memorandum: Path, language: str
) -> None:
    result = accord("show", memorandum.name, "--lang", language)

    labels = load_labels(language)
    assert result.exit_code == 0
    assert labels.heading("commitments") in result.stdout.splitlines()
    assert labels.word("page", 1) in result.stdout
    assert max(cell_len(line) for line in result.stdout.splitlines()) <= 80


def test_text_of_strangers_moves_no_cursor(accord: Accord, example: Path) -> None:
    data = json.loads(example.read_text("utf-8"))
    data["parties"][0]["name"] = "[bold]Bott\x1b[31mrop\u202e[/bold]"
    example.write_text(json.dumps(data), "utf-8")

    result = accord("show", example, "--lang", "en")

    assert "[bold]Bott\\x1b[31mrop\\u202e[/bold] (city, DE)" in result.stdout


def test_every_label_is_in_every_language() -> None:
    data = tomllib.loads(
        resources.files("pipeline.report").joinpath("labels.toml").read_text("utf-8")
    )

    entries = [entry for group in data.values() for entry in group.values()]

    assert {tuple(entry) for entry in entries} == {LANGUAGES}
    assert all(text for entry in entries for text in entry.values())


def test_every_word_of_the_schema_has_a_label() -> None:
    groups = load_labels("en").groups
    values = {*groups["values"], *groups["notices"]}
    enums = list(_find_enums(load_schema("record")["$defs"]))
    hidden = {"stated", "computed", "person", "full", "short", "defined", "any_time"}
    schemes = {"geonames", "gnd", "wikidata", "ror", "text_layer", "ocr", "mixed", "plain"}
    structure = {"cover", "annex", "title", "preamble", "clause", "signature_block", "form", "body"}

    assert {word for enum in enums for word in enum if word} - values - hidden - schemes == (
        structure
    )


def _find_enums(value: object) -> Iterator[list[str]]:
    if isinstance(value, list):
        for item in value:
            yield from _find_enums(item)
    elif isinstance(value, dict):
        if isinstance(value.get("enum"), list):
            yield value["enum"]
        yield from _find_enums(list(value.values()))


@pytest.mark.parametrize(
    ("period", "language", "words"),
    [
        pytest.param("P1Y", "de", "1 Jahr", id="one"),
        pytest.param("P3Y6M", "en", "3 years 6 months", id="two-units"),
        pytest.param("P6M", "zh", "6个月", id="zh"),
        pytest.param("PT12H", "de", "12 Stunden", id="hours"),
        pytest.param("Pforzheim", "de", "Pforzheim", id="a-word"),
        pytest.param("own_area", "en", "own_area", id="unknown"),
    ],
)
def test_values_in_words(period: str, language: str, words: str) -> None:
    assert load_labels(language).value(period) == words


def test_status(accord: Accord, tmp_path: Path, memorandum: Path) -> None:
    (tmp_path / "empty.txt").write_text("")
    accord("run", memorandum.name, "empty.txt", "-o", "out")

    result = accord("status", "out")

    lines = result.stdout.splitlines()
    assert result.exit_code == 0
    assert lines[0].endswith(": 1 done, 1 failed")
    assert lines[1].endswith("; it ended")
    assert lines[2:5] == [
        "Failed: 1 NothingToReadError",
        "  failed  empty.txt",
        "          NothingToReadError: empty.txt: is empty (0 bytes); fetch the file anew",
    ]


def test_status_as_json(accord: Accord, memorandum: Path) -> None:
    accord("run", memorandum.name, "-o", "out")

    summary = json.loads(accord("status", "out", "--json").stdout)

    assert summary["counts"] == {
        "done": 1,
        "unchanged": 0,
        "failed": 0,
        "duplicate": 0,
        "skipped": 0,
    }
    assert (summary["failures"], summary["unfinished"]) == ([], [])


@pytest.mark.parametrize("args", [["status"], ["status", "nowhere"]], ids=str)
def test_status_of_nothing(accord: Accord, args: list[str]) -> None:
    result = accord(*args)

    assert result.exit_code == 3
    assert "there is no such file; name a folder that accord run wrote" in result.stderr
