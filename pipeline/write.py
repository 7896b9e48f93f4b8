"""Records on disk, whole or not at all, readable by their owner only; and back."""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.addresses import address_of, read_bytes, write_bytes
from pipeline.codec import decode, dump, parse_json
from pipeline.documents import dump_map, load_map
from pipeline.errors import (
    InvalidRecordError,
    NothingToReadError,
    OutputError,
    OverwriteError,
    UnreadableError,
)
from pipeline.models import Document, Record, Source

if TYPE_CHECKING:
    from pipeline.codec import JsonValue

RECORDS, TEXTS = "records", "texts"

_OWNER_ONLY = 0o700
_ID = re.compile(r"[0-9a-f]{16}")
_PART = re.compile(r"\.[0-9a-f]{16}\.(?:json|txt|map\.json)\.[^.]+")  # see `_replace`


def make_folder(folder: Path) -> None:
    """Make an output folder and its parts for its owner only; raise OutputError if it cannot be.

    At an address the rights are for the store to give.
    """
    if address_of(folder):
        return  # what is written there makes its folders
    for part in (folder, folder / RECORDS, folder / TEXTS):
        _make_part(part, is_link_allowed=part == folder)


def remove_parts(folder: Path) -> None:
    """Remove what writing left half-done when it was cut off; no run may be writing."""
    for part in (folder / RECORDS, folder / TEXTS):
        try:
            for path in part.glob(".*"):
                if _PART.fullmatch(path.name):
                    path.unlink(missing_ok=True)
        except OSError as error:
            fault = f"cannot be cleared: {error.strerror}; choose another folder with -o"
            raise OutputError(f"{str(part)!r}: {fault}") from error


def write_record(record: Record, document: Document, folder: Path, source: Path) -> str:
    """Write a record, its text and its map into a folder that `make_folder` made.

    Returns the SHA-256 of the three, in the order of `record_files`. Raises OutputError when one
    of them cannot be written, OverwriteError when it is the source itself.
    """
    contents = (document.text.encode(), dump_map(document).encode(), dump(record).encode())
    targets = record_files(folder, record.id)
    for target in targets:
        _refuse_source(target, source)
    for target, content in zip(targets, contents, strict=True):
        write_file(target, content)
    return hashlib.sha256(b"".join(contents)).hexdigest()


def record_files(folder: Path, record_id: str) -> tuple[Path, Path, Path]:
    """Return where a document's text, map and record are written, the record last."""
    texts = folder / TEXTS / record_id
    path = folder / RECORDS / f"{record_id}.json"
    return texts.with_suffix(".txt"), texts.with_suffix(".map.json"), path


def write_file(path: Path, data: bytes) -> None:
    """Write a file in one step, for its owner only; raise OutputError when it cannot be."""
    try:
        if address_of(path):
            write_bytes(path, data)
        else:
            _replace(path, data)
    except OSError as error:
        fault = f"cannot be written: {error.strerror or error}"
        remedy = "make room or choose another folder with -o"
        raise OutputError(f"{str(path)!r}: {fault}; {remedy}") from error


def load_json(path: Path) -> JsonValue:
    """Load a JSON file; raise an error that names it when it is missing, unreadable or no JSON."""
    return parse_named(load_bytes(path), repr(str(path)))


def load_bytes(path: Path) -> bytes:
    """Load a file's bytes; raise an error that names it when it is missing or unreadable."""
    try:
        return read_bytes(path) if address_of(path) else path.read_bytes()
    except FileNotFoundError as error:
        message = f"{str(path)!r}: there is no such file; check the name"
        raise NothingToReadError(message) from error
    except OSError as error:
        message = f"{str(path)!r}: cannot be read: {error.strerror}; check its permissions"
        raise UnreadableError(message) from error


def parse_named(data: bytes, name: str) -> JsonValue:
    """Parse the JSON that came from a named place; raise InvalidRecordError with that name."""
    try:
        return parse_json(data)
    except InvalidRecordError as error:
        remedy = "give a file that accord wrote"
        raise InvalidRecordError(f"{name}: {error}; {remedy}") from error


def load_record(path: Path) -> Record:
    """Load a record; raise InvalidRecordError when the file holds none."""
    data = load_json(path)
    try:
        return decode(Record, data)
    except InvalidRecordError as error:
        message = f"{str(path)!r}: is no record: {error}; make it again with accord run"
        raise InvalidRecordError(message) from error


def load_text(record: Record, folder: Path) -> Document | None:
    """Load the text and map kept with a record, as a document without words.

    Returns None when they are not in the output folder. Raises InvalidRecordError when they are
    damaged.
    """
    stem = folder / TEXTS / record.id
    text_path, map_path = stem.with_suffix(".txt"), stem.with_suffix(".map.json")
    if not _ID.fullmatch(record.id) or not (text_path.is_file() and map_path.is_file()):
        return None
    try:
        text = load_bytes(text_path).decode()
        pages, runs = load_map(load_bytes(map_path))
    except (InvalidRecordError, UnicodeDecodeError) as error:
        message = f"{str(text_path)!r}: text or map is damaged; make it again with accord run"
        raise InvalidRecordError(message) from error
    return Document(_source_of(record), text, pages, runs)


def _source_of(record: Record) -> Source:
    entry = record.source
    return Source(
        id=record.id,
        name=entry.name,
        media_type=entry.media_type,
        bytes=entry.bytes,
        sha256=entry.sha256,
        pages=entry.pages,
        text_origin=entry.text_origin,
    )


def _make_part(part: Path, *, is_link_allowed: bool) -> None:
    if part.is_symlink() and not is_link_allowed:
        fault = "is a symbolic link, and nothing is written through one"
        raise OutputError(f"{str(part)!r}: {fault}; remove it or choose another folder with -o")
    try:
        part.mkdir(mode=_OWNER_ONLY, parents=True, exist_ok=True)
    except OSError as error:
        fault = f"cannot be made a folder: {error.strerror}"
        raise OutputError(f"{str(part)!r}: {fault}; choose another folder with -o") from error


def _refuse_source(target: Path, source: Path) -> None:
    if target.exists() and source.exists() and target.samefile(source):
        fault = "is a source file and would be overwritten"
        raise OverwriteError(f"{str(target)!r}: {fault}; choose another folder with -o")


def _replace(path: Path, data: bytes) -> None:
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)
