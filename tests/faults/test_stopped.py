"""Ctrl-C and SIGTERM: once, what is in work is finished; twice, the run stops at once."""

from __future__ import annotations

import os
import random
import signal
import time
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

import pytest
from batches import (
    Batch,
    assert_intact,
    count_events,
    find_processes,
    load_entries,
    load_outputs,
    load_status,
    run,
    start,
    wait_until,
)

CTRL_C, TERM = signal.SIGINT, signal.SIGTERM


def start_and_send(place: Path, lines: int, *numbers: signal.Signals) -> tuple[Batch, int, str]:
    """Run until the ledger has some lines, then send signals to the main process alone."""
    batch = start(place, "in", "-o", "out", "--jobs", "2")
    wait_until(lambda: count_events(place / "out") >= lines)
    for number in numbers:
        batch.send(number)
        time.sleep(0.1)  # two of one kind at once would be one
    code, said = batch.end()
    return batch, code, said


def assert_next_run_does_the_rest(place: Path, undisturbed: Mapping[str, bytes]) -> None:
    assert_intact(place / "out")
    assert run(place)[0] == 0
    assert load_outputs(place / "out") == undisturbed
    done = Counter(entry.id for entry in load_entries(place / "out") if entry.event == "done")
    assert sorted(done.values()) == [1] * 12


@pytest.mark.parametrize(("number", "code"), [(CTRL_C, 130), (TERM, 143)], ids=["ctrl-c", "term"])
def test_once_finishes_what_is_in_work(
    place: Path, undisturbed: Mapping[str, bytes], number: signal.Signals, code: int
) -> None:
    batch, ended, said = start_and_send(place, 2, number)

    assert ended == code
    assert not find_processes(batch.mark)
    status = load_status(place / "out")
    assert (status["state"], status["unfinished"]) == ("stopped", [])
    done = status["counts"]["done"]
    assert 0 < done < 12
    assert status["left"] == 12 - done
    assert said.splitlines() == [
        "accord: stopping when the documents in work are finished; once more stops at once",
        f"accord: interrupted: {done} of 12 done, in 'out'; run the same command again for the others",
    ]
    assert_next_run_does_the_rest(place, undisturbed)


@pytest.mark.parametrize(
    ("numbers", "code"),
    [((CTRL_C, CTRL_C), 130), ((TERM, TERM), 143), ((CTRL_C,) * 4, 130)],
    ids=["ctrl-c", "term", "impatient"],
)
def test_twice_stops_at_once(
    place: Path, undisturbed: Mapping[str, bytes], numbers: tuple[signal.Signals, ...], code: int
) -> None:
    batch, ended, said = start_and_send(place, 2, *numbers)

    # A signal that comes when all has been said ends the process by itself.
    assert ended in ({code} if len(numbers) == 2 else {code, -CTRL_C})
    wait_until(lambda: not find_processes(batch.mark))
    assert "Traceback" not in said
    assert_intact(place / "out")
    assert run(place)[0] == 0
    assert load_outputs(place / "out") == undisturbed


@pytest.mark.parametrize(("number", "code"), [(CTRL_C, 130), (TERM, 143)], ids=["ctrl-c", "term"])
@pytest.mark.parametrize("lines", [1, 8])
def test_whole_group_as_in_a_terminal(
    place: Path, undisturbed: Mapping[str, bytes], number: signal.Signals, code: int, lines: int
) -> None:
    batch = start(place, "in", "-o", "out", "--jobs", "2")
    wait_until(lambda: count_events(place / "out") >= lines)
    time.sleep(random.Random(lines).random() / 5)  # noqa: S311

    os.killpg(batch.process.pid, number)
    ended, said = batch.end()

    assert ended in {code, 0}  # 0 where it was done already
    assert not find_processes(batch.mark)
    assert "Traceback" not in said
    assert count_events(place / "out", "failed") == 0
    assert_next_run_does_the_rest(place, undisturbed)


def test_document_alone(place: Path) -> None:
    (place / "long.txt").write_text((place / "in" / "00.txt").read_text("utf-8") * 100, "utf-8")
    batch = start(place, "long.txt", "-o", "out")
    wait_until(lambda: count_events(place / "out", "started"))

    os.killpg(batch.process.pid, signal.SIGINT)
    code, _ = batch.end()

    assert code == 130
    assert load_status(place / "out")["counts"]["done"] == 1
    assert_intact(place / "out")
