"""Every file that is found is accounted for, whatever becomes of the process that reads it."""

from __future__ import annotations

import importlib
import os
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from pipeline.batch import Batch, Plan, run_all
from pipeline.ledger import ENDS, Ledger, iterate_entries, open_ledger
from pipeline.sources import find_files, find_sources, survey
from pipeline.workers import Options, Receipt
from pipeline.write import make_folder

if TYPE_CHECKING:
    from pipeline.batch import Outcome
    from pipeline.workers import Work

TEXT = (
    "Die Stadt Bottrop und die Stadt Foshan vereinbaren, jährlich Schüler auszutauschen. Nr. {}\n"
)


@pytest.fixture
def misbehave(monkeypatch: pytest.MonkeyPatch) -> Work:
    """Work that other processes find by the same name."""
    monkeypatch.syspath_prepend(str(Path(__file__).parent / "cli"))
    work: Work = importlib.import_module("misbehaviour").misbehave
    return work


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    make_folder(tmp_path / "out")
    return tmp_path / "out"


@pytest.fixture
def ledger(folder: Path) -> Ledger:
    return open_ledger(folder, "0.1.0", lambda: datetime.now(UTC))


def write(folder: Path, files: dict[str, str]) -> Path:
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content)
    return folder


def names(folder: Path, paths: list[Path]) -> list[str]:
    return [str(path.relative_to(folder)) for path in paths]


def plan(*paths: Path) -> Plan:
    return Plan(find_files(paths), survey(find_files(paths)))


def end_of(outcomes: list[Outcome]) -> dict[str, str]:
    return {o.source.name: type(o.error).__name__ if o.error else o.event for o in outcomes}


def test_folders_are_searched_in_one_order(tmp_path: Path) -> None:
    files = ["b.txt", "a.PDF", "c.md", "sub/a.Txt", "sub/.hidden.txt", ".git/a.txt", "b.gold.json"]
    write(tmp_path, dict.fromkeys(files, "x"))

    found = names(tmp_path, list(find_sources([tmp_path])))

    assert found == ["a.PDF", "b.txt", "c.md", "sub/a.Txt"]


def test_other_types_are_skipped_in_folders_only(tmp_path: Path) -> None:
    write(tmp_path, {"a.odt": "x", "b.txt": "x"})

    in_folder = list(find_files([tmp_path]))
    by_name = list(find_files([tmp_path / "a.odt"]))

    assert [(item.path.name, item.is_skipped) for item in in_folder] == [
        ("a.odt", True),
        ("b.txt", False),
    ]
    assert [(item.path.name, item.error) for item in by_name] == [("a.odt", None)]


def test_links_to_folders_are_named_not_followed(tmp_path: Path) -> None:
    write(tmp_path, {"sub/a.txt": "x"})
    (tmp_path / "sub" / "loop").symlink_to(tmp_path)

    found = list(find_files([tmp_path]))

    assert [(item.path.name, item.is_skipped) for item in found] == [
        ("a.txt", False),
        ("loop", True),
    ]


def test_own_outputs_are_no_sources(tmp_path: Path) -> None:
    files = ["a.txt", "out/ledger.jsonl", "out/texts/b.txt", "out/records/c.txt", "texts/d.txt"]
    write(tmp_path, dict.fromkeys(files, "x"))

    assert names(tmp_path, list(find_sources([tmp_path]))) == ["a.txt", "texts/d.txt"]


def test_file_named_twice_is_one(tmp_path: Path) -> None:
    write(tmp_path, {"a.txt": "x"})

    assert len(list(find_files([tmp_path / "a.txt", tmp_path]))) == 1


@pytest.mark.parametrize("files", [{}, {".hidden.txt": "x"}, {"a.odt": "x"}], ids=str)
def test_folder_without_documents(tmp_path: Path, files: dict[str, str]) -> None:
    found = list(find_files([write(tmp_path, files)]))

    assert found[-1].path == tmp_path
    assert "holds no document (.pdf, .docx, .txt, .md, .tif, .tiff, .jpg, .jpeg, .png)" in str(
        found[-1].error
    )


def test_missing_path_is_left_to_the_reader(tmp_path: Path) -> None:
    assert [item.error for item in find_files([tmp_path / "nowhere"])] == [None]


def test_whatever_happens_the_others_are_done(
    tmp_path: Path, folder: Path, ledger: Ledger, misbehave: Work
) -> None:
    deeds = ["die", "fail", "finish", "finish too", "hang", "stumble", "swell"]
    files = write(tmp_path / "in", {f"{deed}.txt": deed for deed in deeds})
    options = Options(folder, jobs=2, timeout=2)

    outcomes = list(run_all(Batch(plan(files), options, work=misbehave), ledger))

    assert end_of(outcomes) == {
        "die.txt": "CrashedError",
        "fail.txt": "NoTextError",
        "finish.txt": "done",
        "finish too.txt": "done",
        "hang.txt": "TimedOutError",
        "stumble.txt": "CrashedError",
        "swell.txt": "TooLargeError",
    }
    messages = {o.source.stem: str(o.error) for o in outcomes}
    assert messages["hang"].endswith(
        "took longer than 2 s; give it more with accord run --timeout or split it"
    )
    assert "(UnpicklableError: ab)" in messages["stumble"]


def test_copies_of_a_file_that_failed_fail_with_it(
    tmp_path: Path, folder: Path, ledger: Ledger, misbehave: Work
) -> None:
    files = write(tmp_path / "in", {"a.txt": "fail", "b.txt": "fail", "c.txt": "finish"})

    outcomes = list(run_all(Batch(plan(files), Options(folder, jobs=2), work=misbehave), ledger))

    ends = {outcome.source.name: outcome.event for outcome in outcomes}
    assert ends == {"a.txt": "failed", "b.txt": "failed", "c.txt": "done"}


def test_ledger_has_every_file(
    tmp_path: Path, folder: Path, ledger: Ledger, misbehave: Work
) -> None:
    contents = {"a.txt": "finish", "b.txt": "finish", "c.txt": "fail", "d.odt": "x"}
    files = write(tmp_path / "in", contents)

    list(run_all(Batch(plan(files), Options(folder, jobs=2), work=misbehave), ledger))

    entries = list(iterate_entries(folder))
    ends = {Path(e.source).name: e.event for e in entries if e.event in ENDS}
    assert ends == {"a.txt": "done", "b.txt": "duplicate", "c.txt": "failed", "d.odt": "skipped"}
    done = next(entry for entry in entries if entry.event == "done")
    assert (done.settings, done.pages, done.error) == ("settings", None, None)
    assert done.seconds is not None
    failed = next(entry for entry in entries if entry.event == "failed")
    assert failed.error is not None
    assert (failed.error.name, failed.error.exit_code) == ("NoTextError", 7)


@pytest.mark.parametrize(
    ("deed", "end"),
    [
        ("finish", "done"),
        ("fail", "NoTextError"),
        ("stumble", "CrashedError"),
        ("die", "CrashedError"),
        ("hang", "TimedOutError"),
        ("swell", "TooLargeError"),
    ],
)
def test_file_alone_ends_as_among_others(
    tmp_path: Path, folder: Path, ledger: Ledger, misbehave: Work, deed: str, end: str
) -> None:
    write(tmp_path, {"a.txt": deed})
    found = plan(tmp_path / "a.txt")

    outcomes = list(run_all(Batch(found, Options(folder, timeout=2), work=misbehave), ledger))

    assert end_of(outcomes) == {"a.txt": end}
    assert list(iterate_entries(folder))[-2].event == ("done" if deed == "finish" else "failed")


def test_file_alone_is_read_in_a_fork(tmp_path: Path, folder: Path, ledger: Ledger) -> None:
    # Only a fork knows work that is defined here.
    def work(source: Path, _: Options) -> Receipt:
        (source.parent / "pid").write_text(str(os.getpid()))
        return Receipt("0" * 16, None, "settings")

    write(tmp_path, {"a.txt": "x"})
    outcomes = list(run_all(Batch(plan(tmp_path / "a.txt"), Options(folder), work=work), ledger))

    assert end_of(outcomes) == {"a.txt": "done"}
    assert int((tmp_path / "pid").read_text()) != os.getpid()


def test_batch_that_is_left_early_ends_its_processes(
    tmp_path: Path, folder: Path, ledger: Ledger, misbehave: Work
) -> None:
    files = write(tmp_path / "in", {"a.txt": "fail", "b.txt": "hang", "c.txt": "hang too"})

    with closing(
        run_all(Batch(plan(files), Options(folder, jobs=2), work=misbehave), ledger)
    ) as run:
        first = next(run)

    assert end_of([first]) == {"a.txt": "NoTextError"}


def test_records_are_the_same_whatever_the_number_of_jobs(tmp_path: Path) -> None:
    files = write(tmp_path / "in", {f"{number}.txt": TEXT.format(number) for number in range(6)})
    written = []
    for jobs in (1, 3):
        folder = tmp_path / f"out{jobs}"
        make_folder(folder)
        ledger = open_ledger(folder, "0.1.0", lambda: datetime.now(UTC))
        outcomes = list(run_all(Batch(plan(files), Options(folder, jobs=jobs)), ledger))
        assert {outcome.event for outcome in outcomes} == {"done"}
        paths = sorted(folder.glob("*/*"))
        written.append({path.relative_to(folder): path.read_bytes() for path in paths})

    assert written[0] == written[1]
    assert len(written[0]) == 18
