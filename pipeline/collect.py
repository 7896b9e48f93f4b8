"""The records of a run in one file, JSON Lines or Parquet, in the order the files were found."""

from __future__ import annotations

import os
import tempfile
from collections import deque
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from pipeline.codec import dump_line, parse_json
from pipeline.errors import NotInstalledError, OutputError, UnsupportedTypeError
from pipeline.write import RECORDS, load_bytes

if TYPE_CHECKING:
    from collections.abc import Callable

JSON_LINES, PARQUET = ".jsonl", ".parquet"

_ALLOCATOR = "ARROW_DEFAULT_MEMORY_POOL"
_ROWS = 500  # a row group of Parquet, which is kept in memory


class Sheet(Protocol):
    """An open file that takes records one after the other."""

    def add(self, record: dict[str, Any]) -> None:
        """Write a record."""

    def close(self) -> None:
        """Write what is left."""


@dataclass(slots=True)
class _Slot:
    source: Path
    has_ended: bool = False
    id: str | None = None


class Collection(AbstractContextManager["Collection"]):
    """A file that is there as a whole when the run has ended; records come in any order."""

    def __init__(self, path: Path, folder: Path) -> None:
        """Open a collection beside its final place; the suffix of `path` says which kind.

        Raises UnsupportedTypeError for another suffix, NotInstalledError without the extra
        parquet, OutputError when it cannot be written.
        """
        if path.suffix.lower() not in _SHEETS:
            fault = "is no kind of collection; name it .jsonl or .parquet"
            raise UnsupportedTypeError(f"{str(path)!r}: {fault}")
        self._path = path
        self._is_left = False
        self._records = folder / RECORDS
        self._slots: deque[_Slot] = deque()
        self._by_source: dict[Path, _Slot] = {}
        self._part = _name_part(path)
        self._sheet = _SHEETS[path.suffix.lower()](self._part)

    def begin(self, source: Path) -> None:
        """Keep a place for a document that is worked on."""
        slot = _Slot(source)
        self._slots.append(slot)
        self._by_source[source] = slot

    def end(self, source: Path, record_id: str | None) -> None:
        """Note the record of a document, None when it has none of its own."""
        if source not in self._by_source:
            self.begin(source)
        slot = self._by_source.pop(source)
        slot.has_ended, slot.id = True, record_id
        while self._slots and self._slots[0].has_ended:
            first = self._slots.popleft()
            if first.id is not None:
                self._add(first.id)

    def leave(self) -> None:
        """Give the collection up: the run was stopped and it would not be whole."""
        self._is_left = True

    def _add(self, record_id: str) -> None:
        record = parse_json(load_bytes(self._records / f"{record_id}.json"))
        if isinstance(record, dict):
            self._sheet.add(record)

    def __exit__(self, kind: object, *_: object) -> None:
        self._sheet.close()
        if kind is None and not self._is_left:
            self._part.replace(self._path)
        else:
            self._part.unlink(missing_ok=True)


class _Lines:
    def __init__(self, path: Path) -> None:
        self._file = path.open("w", encoding="utf-8", newline="\n")

    def add(self, record: dict[str, Any]) -> None:
        self._file.write(dump_line(record) + "\n")

    def close(self) -> None:
        self._file.close()


class _Table:
    def __init__(self, path: Path) -> None:
        # Its own allocators take address space ahead, of which forks with a limit have none left.
        os.environ.setdefault(_ALLOCATOR, "system")
        try:
            import pyarrow as pa
            from pyarrow import parquet
        except ImportError as error:
            path.unlink()
            remedy = "pip install 'accord-pipeline[parquet]'"
            raise NotInstalledError(f"Parquet needs the extra parquet; {remedy}") from error
        text = pa.string()
        several = pa.list_(text)
        types = {"list": several, "int": pa.int64(), "text": text}
        self._schema = pa.schema([(name, types[kind]) for name, kind in COLUMNS.items()])
        self._table = pa.Table
        self._rows: list[dict[str, Any]] = []
        self._writer = parquet.ParquetWriter(path, self._schema, compression="zstd")

    def add(self, record: dict[str, Any]) -> None:
        self._rows.append(make_row(record))
        if len(self._rows) >= _ROWS:
            self._write()

    def _write(self) -> None:
        if self._rows:
            self._writer.write_table(self._table.from_pylist(self._rows, schema=self._schema))
            self._rows = []

    def close(self) -> None:
        self._write()
        self._writer.close()


COLUMNS = {
    "id": "text",
    "source": "text",
    "sha256": "text",
    "document_kind": "text",
    "title": "text",
    "languages": "list",
    "agreement_kinds": "list",
    "statuses": "list",
    "signed": "list",
    "parties": "list",
    "countries": "list",
    "areas": "list",
    "commitments": "int",
    "warnings": "list",
    "record": "text",
}


def make_row(record: dict[str, Any]) -> dict[str, Any]:
    """Return a record as one flat row, the whole of it in the column `record` as JSON."""
    agreements = record["agreements"]
    signed = {date["value"] for date in record["dates"] if date["role"] == "signature"}
    return {
        "id": record["id"],
        "source": record["source"]["name"],
        "sha256": record["source"]["sha256"],
        "document_kind": record["document"]["kind"],
        "title": (record["document"]["title"] or {}).get("value"),
        "languages": [language["code"] for language in record["languages"]],
        "agreement_kinds": [agreement["kind"] for agreement in agreements],
        "statuses": [agreement["status"]["value"] for agreement in agreements],
        "signed": sorted(value for value in signed if value),
        "parties": [party["name"] for party in record["parties"]],
        "countries": sorted({p["country"] for p in record["parties"] if p["country"]}),
        "areas": sorted({area["area"] for area in record["areas"]}),
        "commitments": len(record["commitments"]),
        "warnings": sorted({warning["code"] for warning in record["warnings"]}),
        "record": dump_line(record),
    }


_SHEETS: dict[str, Callable[[Path], Sheet]] = {JSON_LINES: _Lines, PARQUET: _Table}


def _name_part(path: Path) -> Path:
    try:
        with tempfile.NamedTemporaryFile(
            prefix=f".{path.name}.", suffix=path.suffix, dir=path.parent, delete=False
        ) as file:
            return Path(file.name)
    except OSError as error:
        fault = f"cannot be written: {error.strerror}"
        raise OutputError(f"{str(path)!r}: {fault}; choose another place") from error
