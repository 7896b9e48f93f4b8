"""A run on a Dask scheduler with two workers, all of them real processes."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from pipeline.ledger import iterate_entries

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ROOT = Path(__file__).parents[1]
CORPUS = ROOT / "corpus" / "agreements"
PATIENCE = 180.0  # seconds that processes may take to start or to end on a busy machine


class Machines:
    """A scheduler and its workers; what is started is ended."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._file = folder / "scheduler.json"
        self.processes: list[subprocess.Popen[bytes]] = []
        self._start("distributed.cli.dask_scheduler", "--port", "0", "--host", "127.0.0.1")
        wait_until(self._file.is_file)

    @property
    def scheduler(self) -> str:
        return str(json.loads(self._file.read_text())["address"])

    def add_worker(self, *, may_have_children: bool = True) -> subprocess.Popen[bytes]:
        number = len(self.processes)
        options = ["--nthreads", "1", "--local-directory", str(self._folder / f"{number}")]
        daemon = {"DASK_DISTRIBUTED__WORKER__DAEMON": str(not may_have_children)}
        return self._start("distributed.cli.dask_worker", *options, **daemon)

    def _start(self, module: str, *options: str, **variables: str) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", module, "--scheduler-file", str(self._file), *options]
        with (self._folder / f"{len(self.processes)}.log").open("wb") as log:
            process = subprocess.Popen(
                [*command, "--no-dashboard"],
                stdout=log,
                stderr=log,
                env=os.environ | variables,
                start_new_session=True,
            )
        self.processes.append(process)
        return process

    def stop(self) -> None:
        for process in reversed(self.processes):
            kill_all(process)
            process.wait()


def kill_all(process: subprocess.Popen[bytes]) -> None:
    """Kill a worker with the nurse that would start it anew."""
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)


def wait_until(holds: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < end, "took too long"
        time.sleep(0.05)


@pytest.fixture
def machines(tmp_path: Path) -> Iterator[Machines]:
    (tmp_path / "dask").mkdir()
    started = Machines(tmp_path / "dask")
    yield started
    started.stop()


def start_run(cwd: Path, *args: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "pipeline", "run", *args]
    return subprocess.Popen(command, cwd=cwd, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def read_tree(folder: Path) -> dict[str, bytes]:
    parts = ("records", "texts")
    paths = (path for part in parts for path in (folder / part).iterdir())
    return {str(path.relative_to(folder)): path.read_bytes() for path in paths}


def test_lost_worker_loses_no_document(tmp_path: Path, machines: Machines) -> None:
    (tmp_path / "in").mkdir()
    for path in sorted(CORPUS.glob("*.txt")):
        (tmp_path / "in" / path.name).write_bytes(path.read_bytes())
    (tmp_path / "in" / "empty.txt").write_text("")
    victim = machines.add_worker()
    machines.add_worker()
    local = start_run(tmp_path, "in", "-o", "here")
    assert local.communicate(timeout=PATIENCE) is not None

    engine = ("--engine", "dask", "--scheduler", machines.scheduler)
    run = start_run(tmp_path, "in", "-o", "there", *engine)
    ledger = tmp_path / "there" / "ledger.jsonl"
    wait_until(lambda: ledger.is_file() and ledger.read_bytes().count(b'"done"') >= 3)
    kill_all(victim)
    _, said = run.communicate(timeout=PATIENCE)

    assert (run.returncode, local.returncode) == (1, 1), said.decode()
    assert read_tree(tmp_path / "there") == read_tree(tmp_path / "here")
    ends = [entry.event for entry in iterate_entries(tmp_path / "there")]
    assert (ends.count("failed"), ends.count("done")) == (1, len(list(CORPUS.glob("*.txt"))))


def test_addresses_are_read_and_written(tmp_path: Path, machines: Machines) -> None:
    (tmp_path / "in").mkdir()
    for path in sorted(CORPUS.glob("*.txt"))[:2]:
        (tmp_path / "in" / path.name).write_bytes(path.read_bytes())
    machines.add_worker()
    local = start_run(tmp_path, "in", "-o", "here")
    local.communicate(timeout=PATIENCE)

    engine = ("--engine", "dask", "--scheduler", machines.scheduler)
    addresses = (f"file://{tmp_path}/in", "-o", f"file://{tmp_path}/there")
    run = start_run(tmp_path, *addresses, *engine)
    _, said = run.communicate(timeout=PATIENCE)

    assert run.returncode == 0, said.decode()
    assert f"records are in 'file://{tmp_path}/there/records'" in said.decode()
    assert read_tree(tmp_path / "there") == read_tree(tmp_path / "here")


def test_worker_that_may_have_no_children(tmp_path: Path, machines: Machines) -> None:
    machines.add_worker(may_have_children=False)
    (tmp_path / "a.txt").write_text("Die Stadt Bottrop und die Stadt Foshan vereinbaren, dass …")

    run = start_run(tmp_path, "a.txt", "--engine", "dask", "--scheduler", machines.scheduler)
    _, said = run.communicate(timeout=PATIENCE)

    assert run.returncode == 17
    assert "may have no children; start it with DASK_DISTRIBUTED__WORKER__DAEMON=False" in (
        said.decode()
    )


def test_lost_scheduler_ends_the_run(tmp_path: Path, machines: Machines) -> None:
    machines.add_worker()
    (tmp_path / "in").mkdir()
    for path in sorted(CORPUS.glob("*.txt")):
        (tmp_path / "in" / path.name).write_bytes(path.read_bytes())

    engine = ("--engine", "dask", "--scheduler", machines.scheduler)
    run = start_run(tmp_path, "in", "-o", "there", *engine)
    ledger = tmp_path / "there" / "ledger.jsonl"
    wait_until(lambda: ledger.is_file() and b'"done"' in ledger.read_bytes())
    kill_all(machines.processes[0])
    _, said = run.communicate(timeout=PATIENCE)

    assert run.returncode == 17, said.decode()
    assert "is lost; start it again, then run the same command again" in said.decode()
    ends = [entry.event for entry in iterate_entries(tmp_path / "there")]
    assert "failed" not in ends


def test_scheduler_that_is_not_there(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Die Stadt Bottrop und die Stadt Foshan vereinbaren, dass …")

    run = start_run(tmp_path, "a.txt", "--engine", "dask", "--scheduler", "nowhere")
    _, said = run.communicate(timeout=PATIENCE)

    assert run.returncode == 17
    assert "'nowhere': cannot be reached; check its address" in said.decode()
