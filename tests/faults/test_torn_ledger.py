"""A ledger with torn lines: the rest counts, and the next run goes on."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from batches import assert_intact, ends_of, load_outputs, load_status, run

Lines = list[bytes]


def tear_end(lines: Lines) -> Lines:
    return [*lines[:-3], lines[-3][:50]]


def tear_middle(lines: Lines) -> Lines:
    place = _find_done(lines)
    return [*lines[:place], lines[place][:-20] + b"\n", *lines[place + 1 :]]


def tear_into_next(lines: Lines) -> Lines:
    place = _find_done(lines)
    return [*lines[:place], lines[place][:60], *lines[place + 1 :]]


def fill_with_zeros(lines: Lines) -> Lines:
    # What a file system may leave of the last block when the machine went down.
    return [*lines[:-3], b"\0" * 300]


def _find_done(lines: Lines) -> int:
    return [place for place, line in enumerate(lines) if b'"event": "done"' in line][2]


@pytest.fixture(scope="session")
def finished(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Lines]:
    from batches import write_texts

    folder = tmp_path_factory.mktemp("finished")
    write_texts(folder / "in")
    assert run(folder)[0] == 0
    return folder, (folder / "out" / "ledger.jsonl").read_bytes().splitlines(keepends=True)


@pytest.mark.parametrize(
    ("tear", "most"),
    [(tear_end, 2), (tear_middle, 1), (tear_into_next, 2), (fill_with_zeros, 2)],
)
def test_rest_counts(
    finished: tuple[Path, Lines],
    undisturbed: Mapping[str, bytes],
    tear: Callable[[Lines], Lines],
    most: int,
) -> None:
    folder, lines = finished
    (folder / "out" / "ledger.jsonl").write_bytes(b"".join(tear(lines)))

    status = load_status(folder / "out")
    assert 12 - most <= status["counts"]["done"] < 12
    assert status["left"] == 12 - status["counts"]["done"]
    code, said = run(folder)

    assert (code, "Traceback" in said) == (0, False)
    ends = list(ends_of(folder / "out").values())
    assert ends.count("unchanged") == status["counts"]["done"]
    assert ends.count("done") == status["left"]
    assert load_status(folder / "out")["left"] == 0
    assert_intact(folder / "out")
    assert load_outputs(folder / "out") == undisturbed
