"""The next run reads again what has changed, and nothing else."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from batches import TEXT, assert_intact, ends_of, load_outputs, run, start

from pipeline.write import RECORDS, TEXTS

OWN = """\
[de]
without = ["area.sport"]
"""
OTHER_VERSION = """
import sys
import pipeline
pipeline.__version__ = "9.9"
from pipeline.cli import main
main(["run", *sys.argv[1:]])
"""
ONE = ("in/a.txt", "-o", "out")
BOTH = ("in", "-o", "out", "--jobs", "2")


@pytest.fixture(scope="session")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Run once over one text."""
    folder = tmp_path_factory.mktemp("first")
    (folder / "in").mkdir()
    (folder / "in" / "a.txt").write_text(TEXT.format(7), "utf-8")
    (folder / "own.toml").write_text(OWN, "utf-8")
    assert run(folder, *ONE)[0] == 0
    return folder


@pytest.fixture
def again(first: Path, tmp_path: Path) -> Path:
    """Copy what the first run left."""
    return shutil.copytree(first, tmp_path / "again")


def _only(folder: Path, pattern: str) -> Path:
    (path,) = folder.glob(pattern)
    return path


def damage(place: Path) -> None:
    path = _only(place, f"out/{RECORDS}/*.json")
    path.write_bytes(path.read_bytes().replace(b"Foshan", b"Fushan", 1))


def tear(place: Path) -> None:
    path = _only(place, f"out/{RECORDS}/*.json")
    path.write_bytes(path.read_bytes()[:100])


CHANGES: list[object] = [
    pytest.param(lambda place: (place / "in" / "a.txt").write_text(TEXT.format(8)), id="bytes"),
    pytest.param(damage, id="damaged-record"),
    pytest.param(tear, id="torn-record"),
    pytest.param(lambda place: _only(place, f"out/{RECORDS}/*.json").unlink(), id="no-record"),
    pytest.param(lambda place: _only(place, f"out/{TEXTS}/*.txt").unlink(), id="no-text"),
    pytest.param(lambda place: _only(place, f"out/{TEXTS}/*.map.json").unlink(), id="no-map"),
    pytest.param(lambda place: (place / "out" / "ledger.jsonl").unlink(), id="no-ledger"),
]


def test_nothing_changed(again: Path) -> None:
    before = load_outputs(again / "out")

    assert run(again, *ONE)[0] == 0
    assert ends_of(again / "out") == {"a.txt": "unchanged"}
    assert run(again, *ONE)[0] == 0
    assert ends_of(again / "out") == {"a.txt": "unchanged"}
    assert load_outputs(again / "out") == before


def test_touched_or_moved_is_not_changed(again: Path) -> None:
    (again / "in").rename(again / "elsewhere")
    (again / "elsewhere" / "a.txt").touch()

    assert run(again, "elsewhere/a.txt", "-o", "out")[0] == 0
    assert ends_of(again / "out") == {"a.txt": "unchanged"}


@pytest.mark.parametrize("change", CHANGES)
def test_changed_files(again: Path, first: Path, change: Callable[[Path], object]) -> None:
    change(again)

    assert run(again, *ONE)[0] == 0

    assert ends_of(again / "out") == {"a.txt": "done"}
    assert_intact(again / "out")
    assert set(load_outputs(first / "out").items()) <= set(load_outputs(again / "out").items())


@pytest.mark.parametrize(
    "options",
    [["--lexicon", "own.toml"], ["--ocr", "never"], ["--again"]],
    ids=["lexicon", "ocr", "again"],
)
def test_changed_options(again: Path, options: list[str]) -> None:
    assert run(again, *ONE, *options)[0] == 0
    assert ends_of(again / "out") == {"a.txt": "done"}
    assert_intact(again / "out")


def test_lexicon_of_the_last_time(again: Path) -> None:
    ends = []
    for options in (["--lexicon", "own.toml"], ["--lexicon", "own.toml"], []):
        assert run(again, *ONE, *options)[0] == 0
        ends.append(ends_of(again / "out")["a.txt"])

    assert ends == ["done", "unchanged", "done"]


def test_renamed(again: Path) -> None:
    (again / "in" / "a.txt").rename(again / "in" / "b.txt")

    assert run(again, "in/b.txt", "-o", "out")[0] == 0
    assert ends_of(again / "out") == {"b.txt": "done"}
    assert b'"b.txt"' in _only(again, f"out/{RECORDS}/*.json").read_bytes()


def test_name_that_is_no_utf_8(again: Path) -> None:
    name = b"in/\xff.txt".decode(errors="surrogateescape")
    (again / "in" / "a.txt").rename(again / name)

    ends = []
    for _ in range(2):
        assert run(again, name, "-o", "out")[0] == 0
        ends.append(ends_of(again / "out"))

    assert ends == [{"\\xff.txt": "done"}, {"\\xff.txt": "unchanged"}]


def test_other_version(again: Path) -> None:
    for end in ("done", "unchanged"):
        assert start(again, *ONE, code=OTHER_VERSION).end()[0] == 0
        assert ends_of(again / "out") == {"a.txt": end}


@pytest.mark.parametrize(
    "paths", [[], ["in/b.txt"], ["{}/in"]], ids=["all", "file", "folder-by-another-name"]
)
def test_retry_failed(again: Path, paths: list[str]) -> None:
    broken = again / "in" / "b.txt"
    broken.write_text("")
    (again / "in" / "c.txt").write_text(TEXT.format(9), "utf-8")
    assert run(again, *BOTH)[0] == 1
    assert ends_of(again / "out") == {"a.txt": "unchanged", "b.txt": "failed", "c.txt": "done"}
    broken.write_text(TEXT.format(5), "utf-8")

    retry = [*(path.format(again) for path in paths), "-o", "out", "--retry-failed"]
    assert run(again, *retry)[0] == 0

    assert ends_of(again / "out") == {"b.txt": "done"}
    code, said = run(again, *retry)
    assert (code, said) == (3, "accord: 'out': nothing in it failed; there is nothing to retry\n")


def test_copies(again: Path) -> None:
    for name in ("b.txt", "c.txt"):
        shutil.copy(again / "in" / "a.txt", again / "in" / name)

    for options in ([], ["--again"]):
        assert run(again, *BOTH, *options)[0] == 0
        original = "done" if options else "unchanged"
        ends = {"a.txt": original, "b.txt": "duplicate", "c.txt": "duplicate"}
        assert ends_of(again / "out") == ends
        assert len(load_outputs(again / "out")) == 3


def test_copy_whose_original_is_gone(again: Path) -> None:
    (again / "in" / "a.txt").rename(again / "in" / "b.txt")
    shutil.copy(again / "in" / "b.txt", again / "in" / "c.txt")

    assert run(again, *BOTH)[0] == 0

    assert ends_of(again / "out") == {"b.txt": "done", "c.txt": "duplicate"}
    assert len(load_outputs(again / "out")) == 3
