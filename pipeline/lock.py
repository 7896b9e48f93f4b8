"""One run at a time writes into an output folder."""

from __future__ import annotations

import fcntl
import os
from contextlib import contextmanager
from typing import TYPE_CHECKING

from pipeline.addresses import address_of
from pipeline.errors import BusyError, OutputError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LOCK = ".lock"

_OWNER_ONLY = 0o600


@contextmanager
def hold(folder: Path) -> Iterator[None]:
    """Hold an output folder; raise BusyError when another run holds it.

    At an address nothing is held. The system lets go of it when the process ends, however it ends.
    """
    if address_of(folder):
        # Two runs do no harm there: each has a ledger of its own, and both write the same bytes.
        yield
        return
    handle = _open(folder)
    try:
        if not _try(handle):
            fault = "another run writes into it"
            remedy = "wait for its end or choose another folder with -o"
            raise BusyError(f"{str(folder)!r}: {fault}; {remedy}")
        yield
    finally:
        os.close(handle)


def is_held(folder: Path) -> bool:
    """Tell whether a run writes into an output folder now."""
    try:
        handle = os.open(folder / LOCK, os.O_RDWR)
    except OSError:
        return False
    try:
        return not _try(handle)
    finally:
        os.close(handle)


def _open(folder: Path) -> int:
    path = folder / LOCK
    try:
        return os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, _OWNER_ONLY)
    except OSError as error:
        fault = f"cannot be written: {error.strerror}; choose another folder with -o"
        raise OutputError(f"{str(path)!r}: {fault}") from error


def _try(handle: int) -> bool:
    # A lock of records belongs to the process: the processes it forks do not hold it on.
    try:
        fcntl.lockf(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
