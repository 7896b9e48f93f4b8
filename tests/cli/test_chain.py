"""The stages chain by pipes, and nothing is lost on the way."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from pipeline.codec import dump
from pipeline.documents import load_document
from pipeline.ingest import ingest
from pipeline.run import run_document

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path
    from subprocess import CompletedProcess

    from click.testing import Result

    Accord = Callable[..., Result]
    Shell = Callable[..., CompletedProcess[bytes]]


def test_chain_of_processes(shell: Shell, memorandum: Path) -> None:
    document = shell("ingest", memorandum.name)
    outline = shell("segment", "-", input=document.stdout)
    pair = shell("extract", "-", "--with-document", input=outline.stdout)
    verdict = shell("validate", "-", input=pair.stdout)

    assert [step.stderr for step in (document, outline, pair, verdict)] == [b""] * 4
    assert verdict.stdout == b"standard input: valid\n"
    read, _ = load_document(document.stdout)
    assert read.words
    assert json.loads(pair.stdout)["document"]["words"] == json.loads(document.stdout)["words"]


def test_chain_gives_what_the_file_gives(accord: Accord, memorandum: Path) -> None:
    direct = accord("extract", memorandum.name)
    piped = accord("extract", "-", input=accord("ingest", memorandum.name).stdout)

    assert direct.stdout == piped.stdout
    assert direct.stdout == dump(run_document(ingest(memorandum)))


def test_boxes_survive(accord: Accord, memorandum: Path) -> None:
    result = accord("extract", memorandum.name)

    found = list(_find_evidence(json.loads(result.stdout)))
    assert found
    assert all(item["page"] == 1 and item["boxes"] for item in found)


def _find_evidence(value: object) -> Iterator[dict[str, Any]]:
    if isinstance(value, list):
        for item in value:
            yield from _find_evidence(item)
    elif isinstance(value, dict):
        if "quote" in value:
            yield value
        yield from _find_evidence(list(value.values()))


def test_document_as_file(accord: Accord, memorandum: Path, tmp_path: Path) -> None:
    text = accord("ingest", memorandum.name).stdout
    (tmp_path / "a.json").write_text(text, "utf-8")
    (tmp_path / "a.out").write_text(text, "utf-8")

    by_suffix, by_content = accord("extract", "a.json"), accord("extract", "a.out")

    assert by_suffix.stdout == by_content.stdout == accord("extract", memorandum.name).stdout


def test_want_of_the_text_is_said(accord: Accord, memorandum: Path) -> None:
    record = accord("extract", memorandum.name).stdout

    result = accord("validate", "-", input=record)

    assert result.exit_code == 0
    assert result.stdout.splitlines() == [
        "standard input: $: warning: the quotes could not be checked: the text is not there",
        "standard input: valid",
    ]


@pytest.fixture
def written(accord: Accord, memorandum: Path, tmp_path: Path) -> Path:
    assert accord("run", memorandum.name, "-o", "out").exit_code == 0
    (path,) = (tmp_path / "out" / "records").iterdir()
    return path


def test_record_in_an_output_folder_has_its_text(accord: Accord, written: Path) -> None:
    result = accord("validate", written)

    assert (result.exit_code, result.stdout) == (0, f"{str(written)!r}: valid\n")


def test_record_in_this_folder_has_its_text(
    accord: Accord, written: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(written.parent)

    assert accord("validate", written.name).stdout == f"{written.name!r}: valid\n"


def test_changed_quote_is_found(accord: Accord, written: Path) -> None:
    written.write_text(written.read_text("utf-8").replace('"quote": "', '"quote": "X', 1), "utf-8")

    result = accord("validate", written)

    assert result.exit_code == 13
    assert "quote: error: is not what the text says there\n" in result.stdout
    fault = "is not valid: 2 errors; make it again with accord extract"
    assert result.stderr == f"accord: {str(written)!r}: {fault}\n"


def test_one_bad_record_of_several(accord: Accord, written: Path, tmp_path: Path) -> None:
    (tmp_path / "bad.json").write_text("{")

    result = accord("validate", "bad.json", written)

    assert result.exit_code == 1
    assert result.stdout == f"{str(written)!r}: valid\n"
    assert result.stderr.startswith("accord: 'bad.json': is not JSON: ")


@pytest.mark.parametrize(
    ("command", "given", "fault"),
    [
        pytest.param("validate", b"{}", "is no record; make one with accord extract", id="object"),
        pytest.param("validate", b"", "is not JSON: Expecting value", id="nothing"),
        pytest.param("validate", b"\xff", "is not JSON: no UTF-8 at byte 0", id="bytes"),
        pytest.param("extract", b"{}", "is no document ($: 'schema' is missing)", id="no-document"),
        pytest.param("extract", b"[" * 99999, "is nested too deeply", id="bomb"),
        pytest.param("segment", b"%PDF-1.7", "is not JSON", id="source-in-the-pipe"),
        pytest.param("show", b"{}", "is no record ($: 'schema' is missing)", id="show"),
    ],
)
def test_what_is_no_json_of_ours(accord: Accord, command: str, given: bytes, fault: str) -> None:
    result = accord(command, "-", input=given)

    assert result.exit_code == 13
    assert result.stderr.startswith(f"accord: standard input: {fault}")
    assert result.stderr.count("\n") == 1
