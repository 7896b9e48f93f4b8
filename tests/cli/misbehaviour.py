"""Ways for the work on a document to end, told by the file's first word; run in other processes."""

from __future__ import annotations

import os
import re
import signal
import time
from typing import TYPE_CHECKING

from pipeline.errors import NoTextError
from pipeline.workers import Options, Receipt

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


class UnpicklableError(Exception):
    """Cannot be rebuilt from its arguments in another process."""

    def __init__(self, one: str, *, two: str) -> None:
        super().__init__(one + two)


def _fail() -> None:
    raise NoTextError("it holds no text")


def _stumble() -> None:
    raise UnpicklableError("a", two="b")


def _sleep() -> None:
    time.sleep(3600)


def _hang_in_c() -> None:
    # Holds the interpreter's lock: no thread and no Python signal handler runs meanwhile.
    re.match(r"(a+)+$", "a" * 64 + "b")


def _die() -> None:
    os.kill(os.getpid(), signal.SIGSEGV)


def _perish() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def _swell() -> None:
    bytearray(1 << 40)


def _grow() -> None:
    grown = []
    while True:
        grown.append(bytearray(1 << 24))


def _finish() -> None:
    pass


DEEDS: dict[str, Callable[[], None]] = {
    "fail": _fail,
    "stumble": _stumble,
    "sleep": _sleep,
    "hang": _hang_in_c,
    "die": _die,
    "perish": _perish,
    "swell": _swell,
    "grow": _grow,
    "finish": _finish,
}


def misbehave(source: Path, _: Options) -> Receipt:
    """Do what the file says; tell beside it in which process."""
    note = source.with_name(f".{source.name}.part")
    note.write_text(str(os.getpid()))
    note.rename(source.with_name(f".{source.name}.pid"))
    DEEDS[source.read_text().split()[0]]()
    return Receipt("0" * 16, None, "settings")
