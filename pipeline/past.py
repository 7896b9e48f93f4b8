"""What earlier runs of an output folder did: which documents need not be read again."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.addresses import address_of
from pipeline.errors import AccordError, NothingToReadError
from pipeline.ingest.scans.modes import NEVER
from pipeline.ingest.scans.tesseract import find_engine
from pipeline.ledger import (
    ENDS,
    LEDGER,
    escape_path,
    iterate_entries,
    iterate_lines,
    parse_line,
)
from pipeline.run import describe_producer
from pipeline.write import load_bytes, record_files

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pipeline.ledger import Entry

# A quotation mark in a path is escaped, so that no path can look like this.
_DONE = re.compile(rb'"id": "([0-9a-f]{16})", "event": "done"')


class Past:
    """The ledger of earlier runs, of which only places are kept in memory."""

    def __init__(self, folder: Path, version: str, ocr: str) -> None:
        """Read the ledger of a folder; `ocr` is how this run recognises scans, in its words."""
        self._folder = folder
        self._version = version
        self._ocr = ocr
        self._remote = tuple(iterate_lines(folder)) if address_of(folder) else None
        numbered = (
            _number_lines(folder / LEDGER) if self._remote is None else enumerate(self._remote)
        )
        self._places = _find_places(numbered)

    def find_unchanged(self, source_id: str, source: Path) -> Entry | None:
        """Return the entry of a document that need not be read again, else None.

        Its bytes and name, the program, the lexicons and the options are as they were, and what
        was written is there as it was written.
        """
        place = self._places.get(int(source_id, 16))
        entry = None if place is None else self._load(place)
        name = escape_path(Path(source.name))
        if entry is None or entry.id != source_id or entry.source.rpartition("/")[2] != name:
            return None
        is_same = (entry.version, entry.ocr) == (self._version, self._ocr)
        if not is_same or not _is_of_today(entry.settings):
            return None
        return entry if entry.digest == digest_written(self._folder, source_id) else None

    def _load(self, place: int) -> Entry | None:
        if self._remote is not None:
            return parse_line(self._remote[place])
        with (self._folder / LEDGER).open("rb") as file:
            file.seek(place)
            return parse_line(file.readline())


def describe_ocr(mode: str) -> str:
    """Return how scans are recognised, in the ledger's words."""
    return mode if mode == NEVER or shutil.which("tesseract") else f"{mode}, without Tesseract"


def _is_of_today(settings: str | None) -> bool:
    """Tell whether the settings are those of today's lexicons, with or without OCR."""
    plain = describe_producer().settings
    return settings == plain or settings == describe_producer(find_engine().name).settings


def find_failed(folder: Path) -> tuple[str, ...]:
    """Return the sources that failed when they were last worked on, as the ledger names them.

    Raises NothingToReadError when there is no ledger, or nothing failed.
    """
    # The same file may have been named in several ways.
    failed: dict[str, str] = {}
    for entry in iterate_entries(folder):
        if entry.event == "failed":
            failed[os.path.abspath(entry.source)] = entry.source
        elif entry.event in ENDS:
            failed.pop(os.path.abspath(entry.source), None)
    if not failed:
        raise NothingToReadError(
            f"{str(folder)!r}: nothing in it failed; there is nothing to retry"
        )
    return tuple(failed.values())


def digest_written(folder: Path, source_id: str) -> str | None:
    """Return the SHA-256 of what is written of a document; None when part of it is missing."""
    digest = hashlib.sha256()
    try:
        for path in record_files(folder, source_id):
            digest.update(load_bytes(path))
    except AccordError:
        return None
    return digest.hexdigest()


def _find_places(lines: Iterable[tuple[int, bytes]]) -> dict[int, int]:
    """Find where the last line stands that tells of each document that it was done."""
    return {int(match[1], 16): place for place, line in lines if (match := _DONE.search(line))}


def _number_lines(path: Path) -> Iterator[tuple[int, bytes]]:
    """Yield the lines of a file, each with the place where it begins."""
    place = 0
    if path.is_file():
        with path.open("rb") as file:
            for line in file:
                yield place, line
                place += len(line)
