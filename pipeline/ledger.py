"""What happened to each source: an append-only file, one event a line."""

from __future__ import annotations

import errno
import json
import os
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from pipeline.addresses import address_of, find_below, read_bytes, write_bytes
from pipeline.codec import decode, encode, parse_json
from pipeline.errors import AccordError, InvalidRecordError, NothingToReadError, OutputError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime
    from pathlib import Path

LEDGER = "ledger.jsonl"
LEDGERS = "ledger"  # at an address: a folder with a file a run

Event = Literal[
    "planned", "started", "done", "unchanged", "failed", "skipped", "duplicate", "stopped", "ended"
]
# What a file that was found ends as.
ENDS: tuple[Event, ...] = ("done", "unchanged", "failed", "duplicate", "skipped")

_OWNER_ONLY = 0o600
_EVERY = 5.0  # seconds


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a source failed or was skipped."""

    name: str = field(metadata={"key": "class"})
    exit_code: int
    message: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One event: field order is key order in `schemas/ledger.schema.json`.

    `planned` counts the files of a run, `ocr` is the mode it ran with, `digest` the SHA-256 of
    what was written of a document.
    """

    run: str
    time: str
    source: str
    id: str | None
    event: Event
    error: Failure | None = None
    seconds: float | None = None
    pages: int | None = None
    settings: str | None = None
    version: str = ""
    ocr: str | None = None
    digest: str | None = None
    planned: int | None = None


@dataclass(slots=True)
class RemoteLines:
    """The lines of a run at an address, where nothing can be appended: a file of its own.

    It is written anew every few seconds and at the end; what is lost in between is only told
    of, not lost: the next run does it again.
    """

    path: Path
    lines: bytearray = field(default_factory=bytearray)
    written: float = 0.0

    def append(self, line: bytes, *, is_last: bool) -> None:
        """Keep a line, and write all when it is the last or some seconds have passed."""
        self.lines += line
        now = time.monotonic()
        if is_last or now - self.written > _EVERY:
            self.written = now
            try:
                write_bytes(self.path, bytes(self.lines))
            except OSError as error:
                raise _refuse(self.path, error) from error


@dataclass(frozen=True, slots=True)
class Ledger:
    """An open ledger and the run that writes to it; `clock` gives the time in UTC."""

    path: Path
    run: str
    version: str
    clock: Callable[[], datetime]
    remote: RemoteLines | None = None

    def append(self, entry: Entry) -> None:
        """Append one line; raise OutputError when it cannot be written."""
        line = (json.dumps(encode(entry), ensure_ascii=False) + "\n").encode()
        if self.remote is None:
            _append(self.path, line)
        else:
            self.remote.append(line, is_last=entry.event in {"stopped", "ended"})

    def entry(self, event: Event, source: Path, source_id: str | None) -> Entry:
        """Make an entry of this run, of now."""
        return Entry(
            run=self.run,
            time=self.clock().isoformat(timespec="milliseconds").replace("+00:00", "Z"),
            source=escape_path(source),
            id=source_id,
            event=event,
            version=self.version,
        )


def open_ledger(folder: Path, version: str, clock: Callable[[], datetime]) -> Ledger:
    """Open the ledger of an output folder for a new run; raise OutputError when it cannot be."""
    path = folder / LEDGER
    run = f"{clock():%Y%m%dT%H%M%SZ}-{os.getpid()}"
    if address_of(folder):
        remote = RemoteLines(folder / LEDGERS / f"{run}.jsonl")
        return Ledger(path, run, version, clock, remote)
    # A line torn by a crash must not swallow the next one.
    _append(path, b"\n" if _is_torn(path) else b"")
    return Ledger(path, run, version, clock)


def iterate_entries(folder: Path) -> Iterator[Entry]:
    """Yield the entries of a folder's ledger one by one, leaving out lines torn by a crash.

    Raises NothingToReadError when there is no ledger, OutputError when it cannot be read.
    """
    is_there = False
    for line in iterate_lines(folder):
        is_there = True
        entry = parse_line(line)
        if entry is not None:
            yield entry
    if not is_there and address_of(folder):
        raise _miss(folder)


def iterate_lines(folder: Path) -> Iterator[bytes]:
    """Yield the lines of a folder's ledger; raise as `iterate_entries` does."""
    if address_of(folder):
        for path in find_below(folder / LEDGERS):
            yield from read_bytes(path).splitlines(keepends=True)
        return
    path = folder / LEDGER
    try:
        with path.open("rb") as file:
            yield from file
    except (FileNotFoundError, NotADirectoryError) as error:
        raise _miss(path) from error
    except OSError as error:
        message = f"{str(path)!r}: cannot be read: {error.strerror}; check its permissions"
        raise OutputError(message) from error


def _miss(path: Path) -> NothingToReadError:
    message = f"{str(path)!r}: there is no such file; name a folder that accord run wrote"
    return NothingToReadError(message)


def failure_of(error: AccordError) -> Failure:
    """Put an error in the ledger's words."""
    return Failure(type(error).__name__, error.exit_code, str(error))


def escape_path(path: Path) -> str:
    """Write a path or address as text; bytes that are no UTF-8 become hexadecimal escapes."""
    address = address_of(path)
    return address or os.fsencode(path).decode(errors="backslashreplace")


def parse_line(line: bytes) -> Entry | None:
    """Return the entry of a line; None for one that was torn or is none of ours."""
    try:
        return decode(Entry, parse_json(line))
    except InvalidRecordError:
        return None


def _append(path: Path, data: bytes) -> None:
    try:
        _write(path, data)
    except OSError as error:
        raise _refuse(path, error) from error


def _refuse(path: Path, error: OSError) -> OutputError:
    fault = f"cannot be written: {error.strerror or error}"
    remedy = "make room or choose another folder with -o"
    return OutputError(f"{str(path)!r}: {fault}; {remedy}")


def _write(path: Path, data: bytes) -> None:
    flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_NOFOLLOW
    handle = os.open(path, flags, _OWNER_ONLY)
    with os.fdopen(handle, "ab", buffering=0) as file:
        if file.write(data) != len(data):
            # On a disk that is nearly full only part of the line is taken.
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def _is_torn(path: Path) -> bool:
    if not path.is_file() or not path.stat().st_size:
        return False
    with path.open("rb") as file:
        file.seek(-1, os.SEEK_END)
        return file.read() != b"\n"
