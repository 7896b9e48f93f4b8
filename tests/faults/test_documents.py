"""Documents that do not end, eat memory or crash: each is named, and the others are done."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from batches import ends_of, load_status

from pipeline.batch import Batch, Plan, run_all
from pipeline.ledger import open_ledger
from pipeline.sources import find_files, survey
from pipeline.workers import Options, Work
from pipeline.write import make_folder

DEEDS = [
    pytest.param("sleep", "TimedOutError", id="sleeps"),
    pytest.param("hang", "TimedOutError", id="hangs-in-c"),
    pytest.param("swell", "TooLargeError", id="wants-a-terabyte"),
    pytest.param("grow", "TooLargeError", id="eats-memory"),
    pytest.param("die", "CrashedError", id="crashes-the-interpreter"),
    pytest.param("perish", "CrashedError", id="is-killed"),
]


def work_on(folder: Path, files: dict[str, str], work: Work) -> dict[str, str]:
    """Work on files that say what to do; return how each ended."""
    (folder / "in").mkdir(exist_ok=True)
    for name, deed in files.items():
        (folder / "in" / f"{name}.txt").write_text(f"{deed} {name}")
    out = folder / "out"
    make_folder(out)
    ledger = open_ledger(out, "0.1.0", lambda: datetime.now(UTC))
    plan = Plan(find_files([folder / "in"]), survey(find_files([folder / "in"])))
    options = Options(out, jobs=2, timeout=8, memory=2 << 30)
    outcomes = run_all(Batch(plan, options, work=work), ledger)
    return {o.source.stem: type(o.error).__name__ if o.error else o.event for o in outcomes}


@pytest.mark.parametrize(("deed", "end"), DEEDS)
def test_the_others_are_done(tmp_path: Path, misbehave: Work, deed: str, end: str) -> None:
    files = {"a": "finish", "b": deed, "c": "finish", "d": "finish"}

    ends = work_on(tmp_path, files, misbehave)

    assert ends == {"a": "done", "b": end, "c": "done", "d": "done"}
    status = load_status(tmp_path / "out")
    assert (status["state"], status["left"], status["unfinished"]) == ("ended", 0, [])
    assert status["failures_by_class"] == {end: 1}
    assert status["failures"][0]["seconds"] >= 0


@pytest.mark.parametrize(("deed", "end"), DEEDS)
def test_next_run_reads_it_again(tmp_path: Path, misbehave: Work, deed: str, end: str) -> None:
    assert work_on(tmp_path, {"a": deed}, misbehave) == {"a": end}

    assert work_on(tmp_path, {"a": "finish"}, misbehave) == {"a": "done"}
    assert ends_of(tmp_path / "out") == {"a.txt": "done"}
