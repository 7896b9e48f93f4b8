"""Records are written whole, for their owner only, nowhere but in their folder; and read back."""

from __future__ import annotations

import json
import os
import stat
from importlib import resources
from typing import TYPE_CHECKING

import pytest

from pipeline.codec import decode, dump
from pipeline.documents import decode_document
from pipeline.errors import (
    InvalidRecordError,
    NothingToReadError,
    OutputError,
    OverwriteError,
    UnreadableError,
)
from pipeline.models import Document, Record
from pipeline.write import (
    load_bytes,
    load_record,
    load_text,
    make_folder,
    record_files,
    write_file,
    write_record,
)

if TYPE_CHECKING:
    from pathlib import Path

ID = "00112233aabbccdd"


def load_example(name: str) -> object:
    schema = resources.files("pipeline.schemas").joinpath(f"{name}.schema.json")
    return json.loads(schema.read_bytes())["examples"][0]


@pytest.fixture
def record() -> Record:
    return decode(Record, load_example("record"))


@pytest.fixture
def document() -> Document:
    return decode_document(load_example("document"))[0]  # type: ignore[arg-type]  # it is JSON


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    make_folder(tmp_path / "out")
    return tmp_path / "out"


def mode_of(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_record_and_text_come_back(
    folder: Path, tmp_path: Path, record: Record, document: Document
) -> None:
    write_record(record, document, folder, tmp_path / "a.txt")
    path = record_files(folder, record.id)[-1]

    assert path == folder / "records" / f"{ID}.json"
    assert path.read_text("utf-8") == dump(record)
    assert load_record(path) == record
    assert load_text(record, folder) == document
    assert (folder / "texts" / f"{ID}.txt").read_bytes() == document.text.encode()


def test_only_the_owner_may_read(
    folder: Path, tmp_path: Path, record: Record, document: Document
) -> None:
    write_record(record, document, folder, tmp_path / "a.txt")

    folders = [folder, folder / "records", folder / "texts"]
    files = [path for path in folder.rglob("*") if path.is_file()]
    assert [mode_of(path) for path in folders] == [0o700] * 3
    assert [mode_of(path) for path in files] == [0o600] * 3


def test_same_bytes_twice(folder: Path, tmp_path: Path, record: Record, document: Document) -> None:
    write_record(record, document, folder, tmp_path / "a.txt")
    path = record_files(folder, record.id)[-1]
    first = path.read_bytes()

    write_record(record, document, folder, tmp_path / "a.txt")

    assert path.read_bytes() == first
    assert len(list(folder.rglob("*"))) == 5


def test_failure_half_way_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.json"
    write_file(path, b"old")

    def fail(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(OutputError, match="cannot be written: No space left on device; make room"):
        write_file(path, b"new")

    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("part", ["records", "texts"])
def test_links_out_of_the_folder_are_refused(tmp_path: Path, part: str) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / part).symlink_to(elsewhere)

    with pytest.raises(OutputError, match="is a symbolic link"):
        make_folder(tmp_path / "out")


def test_link_in_place_of_a_record_is_replaced_not_followed(
    folder: Path, tmp_path: Path, record: Record, document: Document
) -> None:
    victim = tmp_path / "victim"
    victim.write_text("mine")
    (folder / "records" / f"{ID}.json").symlink_to(victim)

    write_record(record, document, folder, tmp_path / "a.txt")
    path = record_files(folder, record.id)[-1]

    assert (victim.read_text(), path.is_symlink()) == ("mine", False)


def test_source_is_never_overwritten(folder: Path, record: Record, document: Document) -> None:
    source = folder / "texts" / f"{ID}.txt"
    source.write_text("source")

    with pytest.raises(OverwriteError, match="is a source file and would be overwritten"):
        write_record(record, document, folder, source)

    assert source.read_text() == "source"
    assert list((folder / "records").iterdir()) == []


def test_file_in_place_of_the_folder(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("")

    with pytest.raises(OutputError, match="cannot be made a folder: File exists; choose another"):
        make_folder(tmp_path / "out")


def test_missing_record(tmp_path: Path) -> None:
    with pytest.raises(NothingToReadError, match=r"a\.json': there is no such file"):
        load_record(tmp_path / "a.json")


def test_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(UnreadableError, match="cannot be read: Is a directory"):
        load_bytes(tmp_path)


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        pytest.param(b"{", "is not JSON", id="torn"),
        pytest.param(b"[]", r"is no record: \$: is \[\], not an object; make it again", id="array"),
    ],
)
def test_damaged_record(tmp_path: Path, content: bytes, fault: str) -> None:
    path = tmp_path / "a.json"
    path.write_bytes(content)

    with pytest.raises(InvalidRecordError, match=rf"a\.json': {fault}"):
        load_record(path)


def test_text_that_is_not_there(folder: Path, record: Record) -> None:
    assert load_text(record, folder) is None


def test_damaged_map_is_named(
    folder: Path, tmp_path: Path, record: Record, document: Document
) -> None:
    write_record(record, document, folder, tmp_path / "a.txt")
    (folder / "texts" / f"{ID}.map.json").write_text("{}")

    with pytest.raises(InvalidRecordError, match="text or map is damaged"):
        load_text(record, folder)
