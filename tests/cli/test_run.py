"""`run` shows progress where somebody watches, and says how far it came when interrupted."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from typing import TYPE_CHECKING

from pipeline.batch import Outcome

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    import pytest
    from click.testing import Result

    from pipeline.batch import Batch
    from pipeline.ledger import Ledger

    Accord = Callable[..., Result]


def watch(folder: Path, *args: str) -> tuple[int, str]:
    """Run the command line with a terminal as its stderr."""
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "pipeline", "run", *args]
    environment = os.environ | {"TERM": "xterm", "COLUMNS": "100"}
    with subprocess.Popen(command, cwd=folder, stderr=theirs, env=environment) as process:
        os.close(theirs)
        text = b"".join(_read_all(ours))
    os.close(ours)
    return process.returncode, text.decode()


def _read_all(handle: int) -> Iterator[bytes]:
    while True:
        try:
            data = os.read(handle, 65536)
        except OSError:  # the other end is closed
            return
        if not data:
            return
        yield data


def test_table_on_a_terminal(tmp_path: Path, memorandum: Path) -> None:
    (tmp_path / "empty.txt").write_text("")

    code, text = watch(tmp_path, memorandum.name, "empty.txt")

    assert code == 1
    assert "documents/s, 1 failed" in text
    assert "NothingToReadError" in text
    assert "accord: 1 done, 1 failed; records are in 'outputs/records'" in text


def test_quiet_on_a_terminal(tmp_path: Path, memorandum: Path) -> None:
    assert watch(tmp_path, memorandum.name, "--quiet") == (0, "")


def test_interruption_says_how_far_it_came(
    accord: Accord, memorandum: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(batch: Batch, _: Ledger) -> Iterator[Outcome]:
        yield Outcome(next(iter(batch.plan.found)).path, "done")
        raise KeyboardInterrupt

    monkeypatch.setattr("pipeline.cli.run.run_all", stop)

    result = accord("run", memorandum.name, "other.pdf", "-o", "out")

    sentence = "interrupted: 1 of 2 done, in 'out'; run the same command again for the others"
    assert (result.exit_code, result.stderr) == (130, f"accord: {sentence}\n")
