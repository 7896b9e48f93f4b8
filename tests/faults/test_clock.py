"""A clock that is set: durations and limits hold, and what is unchanged is still known."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

from batches import TEXT, load_entries, load_status, write_texts

from pipeline.batch import Batch, Plan, read_and_write, run_all
from pipeline.ledger import open_ledger
from pipeline.past import Past
from pipeline.sources import find_files, survey
from pipeline.workers import Options, Work
from pipeline.write import make_folder

NOON = datetime(2030, 6, 1, 12, tzinfo=UTC)
Clock = Callable[[], datetime]


def work_at(folder: Path, clock: Clock, work: Work = read_and_write) -> dict[str, str]:
    """Run over the texts of a folder by a clock; return how each ended."""
    out, paths = folder / "out", [folder / "in"]
    make_folder(out)
    past = Past(out, "0.1.0", "auto")
    ledger = open_ledger(out, "0.1.0", clock)
    plan = Plan(find_files(paths), survey(find_files(paths)), past)
    outcomes = run_all(Batch(plan, Options(out, jobs=2, timeout=30), work=work), ledger)
    return {outcome.source.name: outcome.event for outcome in outcomes}


def backwards() -> Clock:
    """Make a clock that is an hour earlier each time that it is read."""
    steps = count()
    return lambda: NOON - timedelta(hours=next(steps))


def test_set_back_between_two_runs(tmp_path: Path) -> None:
    write_texts(tmp_path / "in", 2)

    assert work_at(tmp_path, lambda: NOON) == {"00.txt": "done", "01.txt": "done"}
    (tmp_path / "in" / "01.txt").write_text(TEXT.format(99), "utf-8")
    later = work_at(tmp_path, lambda: NOON - timedelta(days=4000))

    assert later == {"00.txt": "unchanged", "01.txt": "done"}
    status = load_status(tmp_path / "out")
    assert (status["state"], status["left"]) == ("ended", 0)
    assert (status["counts"]["done"], status["counts"]["unchanged"]) == (1, 1)


def test_set_back_to_the_same_second(tmp_path: Path) -> None:
    write_texts(tmp_path / "in", 2)

    for event in ("done", "unchanged"):
        assert set(work_at(tmp_path, lambda: NOON).values()) == {event}
        status = load_status(tmp_path / "out")
        assert (status["counts"][event], status["planned"], status["left"]) == (2, 2, 0)
        assert sum(status["counts"].values()) == 2


def test_set_back_within_a_run(tmp_path: Path, misbehave: Work) -> None:
    for number, deed in enumerate(("fail", "die", "finish", "finish too")):
        path = tmp_path / "in" / f"{number}.txt"
        path.parent.mkdir(exist_ok=True)
        path.write_text(deed)

    ends = work_at(tmp_path, backwards(), misbehave)

    assert ends == {"0.txt": "failed", "1.txt": "failed", "2.txt": "done", "3.txt": "done"}
    seconds = [entry.seconds for entry in load_entries(tmp_path / "out") if entry.seconds]
    assert len(seconds) == 4
    assert all(0 < duration < 3600 for duration in seconds)
    status = load_status(tmp_path / "out")
    assert (status["state"], status["left"], status["unfinished"]) == ("ended", 0, [])
    assert all(0 < slow["seconds"] < 3600 for slow in status["slowest"])
