"""Two runs into one folder at once: the second says so and ends, the first is right."""

from __future__ import annotations

import shutil
import signal
from collections.abc import Mapping
from pathlib import Path

from batches import (
    assert_intact,
    count_events,
    ends_of,
    load_outputs,
    load_status,
    run,
    start,
    wait_until,
)


def test_second_run_ends(place: Path, undisturbed: Mapping[str, bytes]) -> None:
    name = "in/../out"  # the same by another name
    first = start(place, "in", "-o", "out", "--jobs", "2")
    wait_until(lambda: count_events(place / "out", "started"))
    first.send(signal.SIGSTOP)  # so that it cannot have ended
    before = count_events(place / "out")

    code, said = run(place, "in/00.txt", "-o", name)

    assert code == 16
    fault = "another run writes into it; wait for its end or choose another folder with -o"
    assert said == f"accord: {name!r}: {fault}\n"
    assert count_events(place / "out") == before
    assert load_status(place / "out")["state"] == "running"
    first.send(signal.SIGCONT)
    assert first.end()[0] == 0
    assert set(ends_of(place / "out").values()) == {"done"}
    assert load_status(place / "out")["state"] == "ended"
    assert_intact(place / "out")
    assert load_outputs(place / "out") == undisturbed


def test_folder_is_free_when_the_first_was_killed(
    place: Path, undisturbed: Mapping[str, bytes]
) -> None:
    first = start(place, "in", "-o", "out", "--jobs", "2")
    wait_until(lambda: count_events(place / "out", "started"))
    first.process.kill()
    first.end()

    assert load_status(place / "out")["state"] == "cut_off"
    assert run(place)[0] == 0
    assert load_outputs(place / "out") == undisturbed


def test_other_folders_are_free(place: Path) -> None:
    shutil.rmtree(place / "in")
    (place / "a.txt").write_text("")
    first = start(place, "a.txt", "-o", "out")
    second = start(place, "a.txt", "-o", "other")

    assert (first.end()[0], second.end()[0]) == (3, 3)
