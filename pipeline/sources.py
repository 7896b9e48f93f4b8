"""Which files to read: named ones, and those of folders, in an order that is always the same."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.addresses import address_of, find_below
from pipeline.errors import (
    AccordError,
    NothingToReadError,
    UnreadableError,
    UnsupportedTypeError,
)
from pipeline.ingest.detect import show_name
from pipeline.ledger import LEDGER, escape_path
from pipeline.write import RECORDS, TEXTS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

SUFFIXES = (".pdf", ".docx", ".txt", ".md", ".tif", ".tiff", ".jpg", ".jpeg", ".png")

_NAMED = 3  # skipped files that are named; the others are counted
_GOLD = ".gold.json"
_OWN_FOLDERS = frozenset({RECORDS, TEXTS, "corrections", "reports"})


@dataclass(frozen=True, slots=True)
class Found:
    """A file that was found; `error` says why it is skipped or cannot be read."""

    path: Path
    error: AccordError | None = None
    is_skipped: bool = False


@dataclass(frozen=True, slots=True)
class Survey:
    """How many files were found, how many of them are read and how many skipped.

    `first_skipped` names a few of these.
    """

    total: int
    readable: int
    skipped: int
    first_skipped: tuple[Path, ...]


def find_sources(paths: Iterable[Path]) -> Iterator[Path]:
    """Find the files to read, folders searched through, in an order that is always the same."""
    return (found.path for found in find_files(paths) if found.error is None)


def find_files(paths: Iterable[Path]) -> Iterator[Found]:
    """Find all files that have to be accounted for: to be read, skipped, or out of reach.

    A file that is named itself is read whatever its type, and each is found once.
    """
    paths = tuple(paths)
    # Path.is_dir raises when a folder above may not be entered; that is the reader's to say.
    named = {path for path in paths if not (os.path.isdir(path) or address_of(path))}
    seen: set[Path] = set()
    for path in paths:
        for found in [Found(path)] if path in named else _find_in(path):
            if found.path not in seen:
                yield Found(found.path) if found.path in named else found
            if len(paths) > 1:
                seen.add(found.path)


def pick_files(paths: Sequence[Path], sources: Sequence[str]) -> Iterator[Found]:
    """Find the files below the paths that are named in the ledger's words; without paths, those."""
    if not paths:
        yield from (Found(Path(source)) for source in sources)
        return
    wanted = frozenset(map(os.path.abspath, sources))
    for found in find_files(paths):
        if os.path.abspath(escape_path(found.path)) in wanted:
            yield found


def survey(files: Iterable[Found]) -> Survey:
    """Count the files that were found without keeping them."""
    total = readable = skipped = 0
    first: list[Path] = []
    for found in files:
        total += 1
        readable += found.error is None
        skipped += found.is_skipped
        if found.is_skipped and len(first) < _NAMED:
            first.append(found.path)
    return Survey(total, readable, skipped, tuple(first))


def _find_in(folder: Path) -> Iterator[Found]:
    is_empty = True
    for found in _find_below(folder):
        is_empty = is_empty and found.is_skipped
        yield found
    if is_empty:
        fault = f"holds no document ({', '.join(SUFFIXES)}); name another folder or a file"
        yield Found(folder, NothingToReadError(f"{show_name(folder.name)}: {fault}"))


def _find_below(folder: Path) -> Iterator[Found]:
    if address_of(folder):
        yield from (_judge(path) for path in find_below(folder) if not _is_aside(path.name))
        return
    faults: list[OSError] = []
    for place, folders, names in os.walk(folder, onerror=faults.append):
        own = _OWN_FOLDERS if LEDGER in names else frozenset()
        folders[:] = sorted(name for name in folders if name[0] != "." and name not in own)
        parent = Path(place)
        yield from (_judge(parent / name) for name in sorted(names) if not _is_aside(name))
        links = (parent / name for name in folders if (parent / name).is_symlink())
        yield from (_skip(link, "is a link to a folder; name that folder itself") for link in links)
    for fault in faults:
        path = Path(fault.filename)
        message = f"{show_name(path.name)}: cannot be searched: {fault.strerror}"
        yield Found(path, UnreadableError(f"{message}; change its permissions"))


def _is_aside(name: str) -> bool:
    return name.startswith(".") or name.endswith(_GOLD) or name == LEDGER


def _judge(path: Path) -> Found:
    if path.name.lower().endswith(SUFFIXES):
        return Found(path)
    return _skip(path, f"is of a type that is not read from a folder ({', '.join(SUFFIXES)} are)")


def _skip(path: Path, fault: str) -> Found:
    return Found(path, UnsupportedTypeError(f"{show_name(path.name)}: {fault}"), is_skipped=True)
