"""Records in one file: in the order the files were found, whole or not at all."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from pyarrow import parquet

from pipeline.collect import COLUMNS, Collection, make_row
from pipeline.errors import OutputError, UnsupportedTypeError

ROOT = Path(__file__).parents[1]


def record(record_id: str) -> dict[str, object]:
    schema = json.loads((ROOT / "schemas" / "record.schema.json").read_text("utf-8"))
    example: dict[str, object] = schema["examples"][0]
    return example | {"id": record_id}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "records").mkdir()
    for number in range(4):
        made = record(f"{number:016x}")
        (tmp_path / "records" / f"{number:016x}.json").write_text(json.dumps(made))
    return tmp_path


def test_records_stand_in_the_order_of_the_files(folder: Path) -> None:
    names = [Path(name) for name in "abcde"]
    target = folder / "all.jsonl"

    with Collection(target, folder) as sheet:
        sheet.begin(names[0])
        sheet.begin(names[1])
        sheet.end(names[2], f"{2:016x}")  # unchanged: it never began
        sheet.end(names[1], None)  # failed
        sheet.begin(names[3])
        sheet.end(names[3], f"{3:016x}")
        assert not target.exists()
        sheet.end(names[0], f"{0:016x}")

    lines = target.read_text("utf-8").splitlines()
    assert [int(json.loads(line)["id"]) for line in lines] == [0, 2, 3]
    assert json.loads(lines[0]) == record("0" * 16)


def test_run_that_breaks_off_leaves_nothing(folder: Path) -> None:
    def break_off() -> None:
        with Collection(folder / "all.jsonl", folder) as sheet:
            sheet.end(Path("a"), f"{0:016x}")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        break_off()

    assert [path.name for path in folder.iterdir()] == ["records"]


def test_run_that_is_stopped_leaves_nothing(folder: Path) -> None:
    with Collection(folder / "all.jsonl", folder) as sheet:
        sheet.end(Path("a"), f"{0:016x}")
        sheet.leave()

    assert [path.name for path in folder.iterdir()] == ["records"]


def test_parquet_has_a_row_a_record(folder: Path) -> None:
    target = folder / "all.parquet"

    with Collection(target, folder) as sheet:
        for number in range(3):
            sheet.end(Path(str(number)), f"{number:016x}")

    table = parquet.read_table(target)
    assert table.column_names == list(COLUMNS)
    assert table["id"].to_pylist() == [f"{number:016x}" for number in range(3)]
    assert json.loads(table["record"][1].as_py()) == record(f"{1:016x}")


def test_row_is_flat() -> None:
    row = make_row(record("0" * 16))

    assert list(row) == list(COLUMNS)
    assert (row["id"], row["commitments"]) == (
        "0" * 16,
        len(json.loads(row["record"])["commitments"]),
    )
    assert all(not isinstance(value, dict) for value in row.values())


def test_other_suffix(tmp_path: Path) -> None:
    with pytest.raises(UnsupportedTypeError, match=r"all\.csv': is no kind of collection; name it"):
        Collection(tmp_path / "all.csv", tmp_path)


def test_place_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="cannot be written: No such file or directory"):
        Collection(tmp_path / "nowhere" / "all.jsonl", tmp_path)
