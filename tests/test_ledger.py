"""The ledger keeps every event, survives a torn line, and sums up the last run."""

from __future__ import annotations

import json
import os
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pipeline.errors import EncryptedError, NothingToReadError, OutputError
from pipeline.ledger import (
    Entry,
    Failure,
    Ledger,
    escape_path,
    failure_of,
    iterate_entries,
    open_ledger,
)
from pipeline.summary import Slow, summarise
from pipeline.validate import find_schema_problems

NOON = datetime(2024, 2, 29, 12, 0, 0, 123456, tzinfo=UTC)


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    return open_ledger(tmp_path, "0.1.0", lambda: NOON)


def append(ledger: Ledger, event: str, name: str) -> Entry:
    entry = replace(ledger.entry("started", Path(name), None), event=event)  # type: ignore[arg-type]  # a word of the list
    ledger.append(entry)
    return entry


def test_entries_come_back(ledger: Ledger, tmp_path: Path) -> None:
    entries = (append(ledger, "started", "a.pdf"), append(ledger, "done", "a.pdf"))

    assert tuple(iterate_entries(tmp_path)) == entries
    assert entries[0].run == f"20240229T120000Z-{os.getpid()}"
    assert entries[0].time == "2024-02-29T12:00:00.123Z"


def test_lines_are_valid(ledger: Ledger, tmp_path: Path) -> None:
    error = failure_of(EncryptedError("a.pdf: is protected by a password"))
    entry = ledger.entry("failed", Path("a.pdf"), "0" * 16)
    ledger.append(replace(entry, error=error, seconds=0.5))
    append(ledger, "started", "b.pdf")

    lines = (tmp_path / "ledger.jsonl").read_text("utf-8").splitlines()

    assert [find_schema_problems("ledger", json.loads(line)) for line in lines] == [(), ()]
    assert json.loads(lines[0])["error"] == {
        "class": "EncryptedError",
        "exit_code": 6,
        "message": "a.pdf: is protected by a password",
    }


def test_only_the_owner_may_read(ledger: Ledger) -> None:
    assert ledger.path.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    "torn", [b'{"run": "x", "ti', b"\xff\xfe", b"[]", b'{"run": "x"}', b"{}\n\n"]
)
def test_torn_lines_are_left_out(ledger: Ledger, tmp_path: Path, torn: bytes) -> None:
    first = append(ledger, "done", "a.pdf")
    with ledger.path.open("ab") as file:
        file.write(torn)

    assert tuple(iterate_entries(tmp_path)) == (first,)


def test_line_after_a_torn_one_is_kept(ledger: Ledger, tmp_path: Path) -> None:
    first = append(ledger, "done", "a.pdf")
    with ledger.path.open("ab") as file:
        file.write(b'{"run": "x", "ti')

    later = append(open_ledger(tmp_path, "0.1.0", lambda: NOON), "done", "b.pdf")

    assert tuple(iterate_entries(tmp_path)) == (first, later)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        pytest.param(b"a b.pdf", "a b.pdf", id="space"),
        pytest.param("佛山🙂.pdf".encode(), "佛山🙂.pdf", id="unicode"),
        pytest.param(b"a\nb.pdf", "a\nb.pdf", id="newline-is-json's-to-escape"),
        pytest.param(b"a\xffb.pdf", "a\\xffb.pdf", id="no-utf-8"),
    ],
)
def test_paths_as_found(name: bytes, shown: str) -> None:
    assert escape_path(Path(os.fsdecode(name))) == shown


def test_last_run_is_summed_up(ledger: Ledger, tmp_path: Path) -> None:
    append(replace(ledger, run="earlier"), "failed", "old.pdf")
    ledger.append(replace(ledger.entry("planned", Path(), None), planned=7))
    append(ledger, "skipped", "x.docx")
    append(ledger, "unchanged", "y.pdf")
    append(ledger, "started", "a.pdf")
    append(ledger, "started", "b.pdf")
    append(ledger, "started", "c.pdf")
    done = ledger.entry("done", Path("a.pdf"), "0" * 16)
    ledger.append(replace(done, seconds=2.5, pages=4))
    error = failure_of(EncryptedError("b.pdf: is protected by a password"))
    failed = replace(ledger.entry("failed", Path("b.pdf"), "1" * 16), error=error, seconds=0.5)
    ledger.append(failed)
    append(ledger, "duplicate", "d.pdf")

    summary = summarise(iterate_entries(tmp_path))

    assert summary is not None
    assert summary.run == ledger.run
    assert summary.counts == {
        "done": 1,
        "unchanged": 1,
        "failed": 1,
        "duplicate": 1,
        "skipped": 1,
    }
    assert summary.failures == (failed,)
    assert summary.failures_by_class == {"EncryptedError": 1}
    assert summary.slowest == (Slow("a.pdf", 2.5, 4), Slow("b.pdf", 0.5, None))
    assert (summary.unfinished, summary.planned, summary.left) == (("c.pdf",), 7, 2)
    assert (summary.pages, summary.state) == (4, "cut_off")


@pytest.mark.parametrize(
    ("last", "is_running", "state"),
    [
        ("ended", False, "ended"),
        ("stopped", False, "stopped"),
        ("done", True, "running"),
        ("done", False, "cut_off"),
    ],
)
def test_state_of_a_run(
    ledger: Ledger, tmp_path: Path, last: str, is_running: bool, state: str
) -> None:
    append(ledger, "started", "a.pdf")
    append(ledger, last, "a.pdf")

    summary = summarise(iterate_entries(tmp_path), is_running=is_running)

    assert summary is not None
    assert summary.state == state


def test_no_run_no_summary() -> None:
    assert summarise(()) is None


def test_missing_ledger(tmp_path: Path) -> None:
    with pytest.raises(
        NothingToReadError, match="there is no such file; name a folder that accord"
    ):
        tuple(iterate_entries(tmp_path / "nowhere"))


def test_unreadable_ledger(tmp_path: Path) -> None:
    (tmp_path / "ledger.jsonl").mkdir()

    with pytest.raises(OutputError, match="cannot be read: Is a directory"):
        tuple(iterate_entries(tmp_path))


@pytest.mark.parametrize("place", ["folder", "link"])
def test_ledger_that_cannot_be_written(tmp_path: Path, place: str) -> None:
    path = tmp_path / "ledger.jsonl"
    path.mkdir() if place == "folder" else path.symlink_to(tmp_path / "elsewhere")

    with pytest.raises(OutputError, match="cannot be written"):
        open_ledger(tmp_path, "0.1.0", lambda: NOON)


def test_failure_names_its_class() -> None:
    assert failure_of(EncryptedError("x")) == Failure("EncryptedError", 6, "x")
