"""Killed with -9, a worker or all: nothing reported done is lost, and the next run completes."""

from __future__ import annotations

import os
import random
import signal
import time
from collections.abc import Mapping
from pathlib import Path

import pytest
from batches import (
    TEXT,
    assert_intact,
    count_events,
    ends_of,
    find_processes,
    load_entries,
    load_outputs,
    run,
    start,
    wait_until,
)

# A main process whose documents never end.
HANGING = f"""
import sys
sys.path.insert(0, {str(Path(__file__).parents[1] / "cli")!r})
from datetime import UTC, datetime
from pathlib import Path
from misbehaviour import misbehave
from pipeline.batch import Batch, Plan, run_all
from pipeline.ledger import open_ledger
from pipeline.sources import find_files, survey
from pipeline.workers import Options
from pipeline.write import make_folder

out = Path("out")
make_folder(out)
paths = [Path("slow")]
ledger = open_ledger(out, "0.1.0", lambda: datetime.now(UTC))
plan = Plan(find_files(paths), survey(find_files(paths)))
list(run_all(Batch(plan, Options(out, jobs=2), work=misbehave), ledger))
"""


@pytest.mark.parametrize("seed", range(4))
def test_main_killed_at_random_moments(
    place: Path, undisturbed: Mapping[str, bytes], seed: int
) -> None:
    moments = random.Random(seed)  # noqa: S311
    out = place / "out"

    for _ in range(5):
        batch = start(place, "in", "-o", "out", "--jobs", "2")
        lines = count_events(out) + moments.randrange(8)
        wait_until(lambda: count_events(out) >= lines or batch.process.poll() is not None)  # noqa: B023
        time.sleep(moments.random() / 4)
        batch.process.kill()
        batch.end()
        wait_until(lambda: not find_processes(batch.mark))  # noqa: B023
        if out.exists():
            assert_intact(out)

    assert run(place)[0] == 0
    assert_intact(out)
    assert load_outputs(out) == undisturbed


@pytest.mark.parametrize("names", [["a"], ["a", "b", "c"]], ids=["alone", "several"])
@pytest.mark.parametrize("deed", ["hang", "sleep"])
def test_worker_in_work_ends_with_main(tmp_path: Path, names: list[str], deed: str) -> None:
    (tmp_path / "slow").mkdir()
    for name in names:
        (tmp_path / "slow" / f"{name}.txt").write_text(f"{deed} {name}")
    batch = start(tmp_path, code=HANGING)
    in_work = min(len(names), 2)
    wait_until(lambda: len(list(tmp_path.glob("slow/.*.pid"))) == in_work)
    workers = [int(path.read_text()) for path in tmp_path.glob("slow/.*.pid")]
    assert set(workers) <= set(find_processes(batch.mark))

    batch.process.kill()
    batch.end()

    wait_until(lambda: not find_processes(batch.mark))


def test_workers_killed_at_random_moments(place: Path, undisturbed: Mapping[str, bytes]) -> None:
    moments = random.Random(5)  # noqa: S311
    out = place / "out"
    batch = start(place, "in", "-o", "out", "--jobs", "2")
    killed = 0
    for lines in (1, 6, 10):
        wait_until(lambda: count_events(out) >= lines and batch.find_workers())  # noqa: B023
        time.sleep(moments.random() / 10)
        for worker in batch.find_workers()[:1]:
            os.kill(worker, signal.SIGKILL)
            killed += 1

    code, _ = batch.end()

    failed = [entry for entry in load_entries(out) if entry.event == "failed"]
    assert code == (1 if failed else 0)
    assert len(failed) <= killed
    assert {entry.error.name for entry in failed if entry.error} <= {"CrashedError"}
    assert len(ends_of(out)) == 12
    assert_intact(out)
    assert run(place)[0] == 0
    assert load_outputs(out) == undisturbed


def test_worker_killed_in_work(tmp_path: Path) -> None:
    (tmp_path / "slow").mkdir()
    for name, deed in {"a": "sleep", "b": "finish", "c": "finish too"}.items():
        (tmp_path / "slow" / f"{name}.txt").write_text(deed)
    batch = start(tmp_path, code=HANGING)
    wait_until((tmp_path / "slow" / ".a.txt.pid").exists)

    os.kill(int((tmp_path / "slow" / ".a.txt.pid").read_text()), signal.SIGKILL)
    code, _ = batch.end()

    assert code == 0
    assert ends_of(tmp_path / "out") == {"a.txt": "failed", "b.txt": "done", "c.txt": "done"}


def test_main_killed_with_one_document(tmp_path: Path) -> None:
    path = tmp_path / "long.txt"
    path.write_text("".join(TEXT.format(number) for number in range(500)), "utf-8")
    batch = start(tmp_path, path.name, "-o", "out")
    wait_until(lambda: count_events(tmp_path / "out", "started"))

    batch.process.kill()
    batch.end()

    wait_until(lambda: not find_processes(batch.mark))
    assert_intact(tmp_path / "out")
    path.write_text(TEXT.format(2), "utf-8")
    assert run(tmp_path, path.name, "-o", "out")[0] == 0
    assert len(load_outputs(tmp_path / "out")) == 3
