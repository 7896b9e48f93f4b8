"""Batches as real processes: started, watched through their ledger, looked at when they ended."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.ledger import ENDS, LEDGER, Entry, iterate_entries
from pipeline.past import digest_written
from pipeline.validate import find_problems
from pipeline.write import load_record, load_text

PATIENCE = 240  # seconds that a busy machine may take for what takes a moment
_MARK = "ACCORD_TEST_BATCH"
TEXT = """Kooperationsvereinbarung
zwischen der Stadt Bottrop und der Stadt Foshan

§ 1 Zweck
Die Stadt Bottrop und die Stadt Foshan vereinbaren, jährlich {} Schüler auszutauschen.

Bottrop, den 3. Mai 2021
"""


@dataclass(frozen=True, slots=True)
class Batch:
    """A batch under way, in a process group of its own; `mark` is in all its environments."""

    process: subprocess.Popen[str]
    mark: str

    def end(self) -> tuple[int, str]:
        """Wait for its end; return the exit code and what it said."""
        _, said = self.process.communicate(timeout=PATIENCE)
        return self.process.returncode, said

    def send(self, number: signal.Signals) -> None:
        """Send a signal to the main process alone."""
        os.kill(self.process.pid, number)

    def find_workers(self) -> list[int]:
        """Find the processes that documents are read in."""
        found = find_processes(self.mark)
        servers = {pid for pid, parent in found.items() if parent == self.process.pid}
        return [pid for pid, parent in found.items() if parent in servers]


STARTED: list[Batch] = []


def end_all() -> None:
    """End what a test left, when it failed."""
    while STARTED:
        batch = STARTED.pop()
        if batch.process.poll() is None:
            batch.process.kill()
            batch.process.communicate()


def write_texts(folder: Path, count: int = 12) -> Path:
    """Write small agreements that differ in a number."""
    folder.mkdir(parents=True)
    for number in range(count):
        (folder / f"{number:02}.txt").write_text(TEXT.format(number + 2), "utf-8")
    return folder


def start(
    folder: Path, *args: str, code: str = "", before: Callable[[], None] | None = None
) -> Batch:
    """Start `accord run` in a folder, or Python code instead of it; `before` runs in the child."""
    mark = uuid.uuid4().hex
    command = [sys.executable, *(["-c", code] if code else ["-m", "pipeline", "run"]), *args]
    process = subprocess.Popen(
        command,
        cwd=folder,
        env=os.environ | {_MARK: mark},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        preexec_fn=before,  # noqa: PLW1509  # the tests have no threads here
    )
    batch = Batch(process, mark)
    STARTED.append(batch)
    return batch


def run(folder: Path, *args: str) -> tuple[int, str]:
    """Run `accord run in -o out` in a folder to its end; return the exit code and what it said."""
    return start(folder, *(args or ("in", "-o", "out", "--jobs", "2"))).end()


def wait_until(is_so: Callable[[], object]) -> None:
    """Wait until something is so; fail when it never is."""
    end = time.monotonic() + PATIENCE
    while not is_so():
        assert time.monotonic() < end, "it never came to be"
        time.sleep(0.005)


def count_events(out: Path, *events: str) -> int:
    """Count the lines of a ledger that is being written, all or those of some events."""
    path = out / LEDGER
    lines = path.read_bytes().splitlines() if path.exists() else []
    wanted = [f'"event": "{event}"'.encode() for event in events]
    return sum(1 for line in lines if not wanted or any(want in line for want in wanted))


def find_processes(mark: str) -> dict[int, int]:
    """Find the processes of a batch and the parent of each."""
    found = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdecimal() and _is_marked(entry, mark):
            parent = _read_parent(entry)
            if parent is not None:
                found[int(entry.name)] = parent
    return found


def _is_marked(entry: Path, mark: str) -> bool:
    try:
        return f"{_MARK}={mark}".encode() in (entry / "environ").read_bytes().split(b"\0")
    except OSError:  # it has ended
        return False


def _read_parent(entry: Path) -> int | None:
    try:
        state, parent = (entry / "stat").read_text().rpartition(")")[2].split()[:2]
    except OSError:
        return None
    return None if state == "Z" else int(parent)


def load_outputs(out: Path) -> dict[str, bytes]:
    """Load all that was written but the ledger, what is hidden too."""
    paths = (path for part in ("records", "texts") for path in (out / part).iterdir())
    return {str(path.relative_to(out)): path.read_bytes() for path in paths}


def assert_intact(out: Path) -> None:
    """Assert that no record is torn and that all that was reported done is there as written."""
    for path in (out / "records").glob("[!.]*.json"):
        record = load_record(path)
        document = load_text(record, out)
        assert document is not None
        data = json.loads(path.read_bytes())
        assert [p for p in find_problems(data, document) if p.severity == "error"] == []
    done = {entry.id: entry for entry in load_entries(out) if entry.event == "done"}
    for source_id, entry in done.items():
        assert source_id is not None
        assert entry.digest == digest_written(out, source_id)


def load_entries(out: Path) -> list[Entry]:
    """Load the ledger; there may be none yet."""
    return list(iterate_entries(out)) if (out / LEDGER).exists() else []


def ends_of(out: Path) -> dict[str, str]:
    """Return how each file ended in the last run, by name."""
    entries = load_entries(out)
    run = entries[-1].run
    return {Path(e.source).name: e.event for e in entries if e.run == run and e.event in ENDS}


def load_status(out: Path) -> Any:
    """Return what `accord status --json` says."""
    command = [sys.executable, "-m", "pipeline", "status", str(out), "--json"]
    return json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
