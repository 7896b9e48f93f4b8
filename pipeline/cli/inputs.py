"""What commands are given: source files, documents and records as JSON, or a pipe."""

from __future__ import annotations

import io
import sys
from typing import TYPE_CHECKING

from pipeline.cli.talk import PIPE, about, quote
from pipeline.codec import decode
from pipeline.documents import DOCUMENT_SCHEMA, decode_document
from pipeline.errors import AccordError, InvalidRecordError
from pipeline.guard import limits_of, work_alone
from pipeline.ingest.detect import show_name
from pipeline.ingest.scans.modes import NEVER
from pipeline.models import Record
from pipeline.write import RECORDS, load_json, load_text, parse_named

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pipeline.codec import JsonValue
    from pipeline.models import Document, Outline

_HEAD = 4096  # bytes among which JSON of ours names its schema
_RECORD_SCHEMA = "urn:accord:schema:record:1"
_MARKS = (f'"{DOCUMENT_SCHEMA}"'.encode(), f'"{_RECORD_SCHEMA}"'.encode())


def name_input(path: Path) -> str:
    """Return how an input is called in sentences."""
    return "standard input" if path == PIPE else quote(path)


def is_json(path: Path) -> bool:
    """Tell whether an input is JSON of ours, by its first bytes or its name."""
    if path == PIPE or path.suffix.lower() == ".json":
        return True
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD)
    except OSError:
        return False  # the reader of the file says what is wrong with it
    return head.lstrip().startswith(b"{") and any(mark in head for mark in _MARKS)


def make_text(path: Path, make: Callable[[], str], ocr: str) -> str:
    """Return the text that `make` makes of an input, with the limits of one document.

    Raise what `make` raises, TimedOutError, TooLargeError or CrashedError.
    """
    name = name_input(path) if path == PIPE else show_name(path.name)
    with about(path):
        answer = work_alone(make, name, limits_of(_wait(path), ocr=ocr != NEVER))
        if isinstance(answer, AccordError):
            raise answer
    return answer


def _wait(path: Path) -> Path | int:
    """Return a file, or how many bytes came through the pipe, waited for without a limit."""
    if path != PIPE:
        return path
    piped = sys.stdin.buffer.read()
    sys.stdin = io.TextIOWrapper(io.BytesIO(piped))
    return len(piped)


def load_input(path: Path) -> JsonValue:
    """Load JSON from a file or, for `-`, from stdin."""
    if path == PIPE:
        return parse_named(sys.stdin.buffer.read(), name_input(path))
    return load_json(path)


def read_document(path: Path, password: str | None, ocr: str) -> tuple[Document, Outline | None]:
    """Read a document from a source file, from document JSON, or from a pipe."""
    if not is_json(path):
        return read_source(path, password, ocr), None
    try:
        return decode_document(pick(load_input(path), "document"))
    except InvalidRecordError as error:
        raise _unfit(path, "document", error) from error


def read_source(path: Path, password: str | None, ocr: str) -> Document:
    """Ingest a source file; what goes wrong names it as it was given."""
    # Only the commands that read sources need the readers.
    from pipeline.ingest import ingest

    with about(path):
        return ingest(path, password=password, ocr=ocr)


def decode_record(data: JsonValue, path: Path) -> Record:
    """Turn the JSON value of an input into a record."""
    try:
        return decode(Record, pick(data, "record"))
    except InvalidRecordError as error:
        raise _unfit(path, "record", error) from error


def find_document(data: JsonValue, path: Path) -> Document | None:
    """Find the document of a record: paired with it, or kept in the same output folder."""
    try:
        if is_pair(data):
            return decode_document(pick(data, "document"))[0]
    except InvalidRecordError as error:
        raise _unfit(path, "document", error) from error
    if path == PIPE or path.resolve().parent.name != RECORDS:
        return None
    try:
        record = decode(Record, data)
    except InvalidRecordError:
        return None  # a record that does not fit its schema is told so before its quotes matter
    return load_text(record, path.resolve().parent.parent)


def is_pair(data: JsonValue) -> bool:
    """Tell whether a JSON value is a record and its document."""
    return isinstance(data, dict) and data.keys() == {"record", "document"}


def is_record(data: JsonValue) -> bool:
    """Tell whether a JSON value says that it is a record."""
    return isinstance(data, dict) and data.get("schema") == _RECORD_SCHEMA


def pick(data: JsonValue, part: str) -> JsonValue:
    """Return one part of a pair of record and document, or the value itself if it is no pair."""
    return data[part] if isinstance(data, dict) and is_pair(data) else data


def _unfit(path: Path, kind: str, error: InvalidRecordError) -> InvalidRecordError:
    name = name_input(path)
    if str(error).startswith(name):
        return error
    makers = {"document": "accord ingest", "record": "accord extract"}
    return InvalidRecordError(f"{name}: is no {kind} ({error}); make one with {makers[kind]}")
