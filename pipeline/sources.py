"""Which files to read: named ones, and those of folders, in an order that is always the same."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.errors import (
    AccordError,
    NothingToReadError,
    UnreadableError,
    UnsupportedTypeError,
)
from pipeline.ingest.detect import show_name
from pipeline.ledger import LEDGER
from pipeline.write import RECORDS, TEXTS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

SUFFIXES = (".pdf", ".docx", ".txt", ".md", ".tif", ".tiff", ".jpg", ".jpeg", ".png")

_GOLD = ".gold.json"
_OWN_FOLDERS = frozenset({RECORDS, TEXTS, "corrections", "reports"})


@dataclass(frozen=True, slots=True)
class Found:
    """A file that was found; `error` says why it is skipped or cannot be read."""

    path: Path
    error: AccordError | None = None
    is_skipped: bool = False


def find_sources(paths: Iterable[Path]) -> Iterator[Path]:
    """Find the files to read, folders searched through, in an order that is always the same."""
    return (found.path for found in find_files(paths) if found.error is None)


def find_files(paths: Iterable[Path]) -> tuple[Found, ...]:
    """Find all files that have to be accounted for: to be read, skipped, or out of reach."""
    by_path = {found.path: found for path in paths for found in _find_at(path)}
    return tuple(by_path.values())


def _find_at(path: Path) -> Iterator[Found]:
    # Path.is_dir raises when a folder above may not be entered; that is the reader's to say.
    if not os.path.isdir(path):
        yield Found(path)
        return
    is_empty = True
    for found in _find_below(path):
        is_empty = is_empty and found.is_skipped
        yield found
    if is_empty:
        fault = f"holds no document ({', '.join(SUFFIXES)}); name another folder or a file"
        yield Found(path, NothingToReadError(f"{show_name(path.name)}: {fault}"))


def _find_below(folder: Path) -> Iterator[Found]:
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
