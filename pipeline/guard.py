"""A document alone: worked on in a fork of this process, which has a limit of time and memory.

The fork has everything loaded, so that it costs no second start. A timer of the system ends it
wherever it is stuck, in C code too; what it does to itself leaves this process alone. macOS takes
no limit of address space: there only time is limited.
"""

from __future__ import annotations

import ctypes
import mmap
import os
import re
import resource
import signal
import sys
import traceback
import warnings
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass
from functools import partial
from itertools import islice
from multiprocessing import Pipe
from typing import TYPE_CHECKING, NoReturn, TypeVar

from pipeline.errors import AccordError, CrashedError, TimedOutError, TooLargeError
from pipeline.ingest.detect import HEAD, IMAGE_HEADS

if TYPE_CHECKING:
    from collections.abc import Callable
    from multiprocessing.connection import Connection
    from pathlib import Path

DEFAULT_TIMEOUT = 120.0  # seconds a document
SECONDS_A_MEGABYTE = 60.0  # on top of that
SECONDS_AN_IMAGE = 60.0  # likewise, where text may be recognised: a scanned page is one
BYTES_A_PAGE = 40_000  # of an image file, whose pages are not counted
MOST_FOR_OCR = 4 * 3600.0  # seconds
DEFAULT_MEMORY = 4 << 30  # bytes of address space a process; libraries alone map about one GB

MUCH = 0.5  # of its memory: who breaks down with that much wanted more

# Images are streams, whose dictionaries no PDF can hide in a compressed one.
_IMAGE = re.compile(rb"/Subtype\s*/Image\b")
_PR_SET_PDEATHSIG = 1  # prctl(2)
_LONGEST = 1e6  # seconds: timers and polls take no more
_GRACE = 1.0  # seconds in which its own timer ends a fork
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Limits:
    """What a document may take: seconds, and bytes of address space."""

    seconds: float = DEFAULT_TIMEOUT
    memory: int = DEFAULT_MEMORY


def limits_of(
    source: Path | int,
    timeout: float | None = None,
    memory: int = DEFAULT_MEMORY,
    *,
    ocr: bool = True,
) -> Limits:
    """Return the limits of a document: the time given, else more for what is larger or a scan.

    `source` is a file, or the bytes of what has none. Where its size cannot be told, the reader
    says why.
    """
    seconds = timeout
    if seconds is None:
        seconds = DEFAULT_TIMEOUT
        with suppress(OSError):
            seconds += _allow(source, ocr=ocr)
    return Limits(seconds, memory)


def _allow(source: Path | int, *, ocr: bool) -> float:
    if isinstance(source, int):
        return SECONDS_A_MEGABYTE * source / 1e6
    size = source.stat().st_size
    images = _count_images(source, size) if ocr else 0.0
    return SECONDS_A_MEGABYTE * size / 1e6 + min(SECONDS_AN_IMAGE * images, MOST_FOR_OCR)


def _count_images(source: Path, size: int) -> float:
    """Count, without opening it, the pages of a file that may have to be recognised."""
    if not size or not source.is_file():
        return 0.0
    with source.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        if data[:HEAD].startswith(IMAGE_HEADS):
            return 1 + size / BYTES_A_PAGE
        most = int(MOST_FOR_OCR / SECONDS_AN_IMAGE)
        return float(sum(1 for _ in islice(_IMAGE.finditer(data), most)))


def work_alone(work: Callable[[], T], name: str, limits: Limits) -> T | AccordError:
    """Return what `work` returns, or why it did not, having called it in a fork.

    What it returns must be picklable. `name` is what sentences call the document.
    """
    ours, theirs = Pipe(duplex=False)
    caller = os.getpid()
    with warnings.catch_warnings():
        # Libraries may have threads that wait for work; the fork calls none of them.
        warnings.simplefilter("ignore", DeprecationWarning)
        child = os.fork()
    if not child:
        _answer(theirs, partial(_work_for, caller, work), name, limits)
    theirs.close()
    answers: list[T | AccordError] = []
    try:
        with suppress(EOFError, OSError):  # it ended without an answer, or within one
            # What it started may hold the pipe open when it has ended.
            if ours.poll(min(limits.seconds, _LONGEST) + _GRACE):
                answers.append(ours.recv())
    finally:
        ours.close()
        status, used = _end(child)
    return answers[0] if answers else explain(_find_end(status, used, limits), name, limits)


def die_with_parent() -> None:
    """Have the system end this process when its parent ends, where it can: Linux."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)


def set_timer(seconds: float) -> None:
    """Have the system end this process after a time, wherever it is stuck; 0 takes that back.

    The time goes on evenly when the clock is set.
    """
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_REAL, min(seconds, _LONGEST))


def limit_process(memory: int) -> None:
    """Limit the address space of this process where the system can."""
    with suppress(ValueError):  # macOS
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))


def attempt(work: Callable[[], T], name: str, limits: Limits) -> T | AccordError:
    """Return what `work` returns, or what it raised as an expected failure with its traceback."""
    keeper = _Keeper()
    with keeper:
        return work()
    error = keeper.error or RuntimeError()
    explained = explain(error, name, limits)
    explained.add_note("".join(traceback.format_exception(error)))
    # The note says it all; what led to it need not fit through a pipe, whatever pickles it.
    explained.__cause__ = explained.__context__ = None
    return explained.with_traceback(None)


def explain(error: BaseException, name: str, limits: Limits) -> AccordError:
    """Return what ended the work on a document as an expected failure, with its remedy."""
    if isinstance(error, AccordError):
        return error
    if isinstance(error, TimeoutError):
        remedy = "give it more with accord run --timeout or split it"
        return TimedOutError(f"{name}: took longer than {limits.seconds:g} s; {remedy}")
    if isinstance(error, MemoryError):
        needed = f"needs more than {limits.memory >> 20} MB of memory"
        return TooLargeError(f"{name}: {needed}; split it")
    if isinstance(error, ChildProcessError):
        fault = "the process that read it broke down; open it in a viewer and save it anew"
        return CrashedError(f"{name}: {fault}")
    fault = f"met a fault of accord itself ({type(error).__name__}: {error})"
    return CrashedError(f"{name}: {fault}; run it alone with --debug and report what that says")


class _Keeper(AbstractContextManager["_Keeper"]):
    """Keeps what went wrong, whatever it is: one document must not stop the others."""

    error: Exception | None = None

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> bool:
        self.error = error if isinstance(error, Exception) else None
        return self.error is not None


def _answer(pipe: Connection, work: Callable[[], object], name: str, limits: Limits) -> NoReturn:
    """Work in the fork and end it, whatever happens: nothing of the caller may go on twice."""
    try:
        # A group of its own: Ctrl-C reaches the caller alone, which ends the whole group.
        os.setpgid(0, 0)
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        die_with_parent()
        set_timer(limits.seconds)
        limit_process(limits.memory)
        pipe.send(attempt(work, name, limits))
    except MemoryError as error:
        pipe.send(explain(error, name, limits))
    finally:
        os._exit(0)


def _work_for(caller: int, work: Callable[[], T]) -> T:
    if os.getppid() != caller:
        os._exit(0)  # the caller ended before this could be tied to it
    return work()


def _end(child: int) -> tuple[int, int]:
    """End a fork with all that it started; return its exit status and the most bytes it held."""
    os.kill(child, signal.SIGKILL)
    with suppress(ProcessLookupError, PermissionError):  # it ended, or had no group yet
        os.killpg(child, signal.SIGKILL)
    _, status, usage = os.wait4(child, 0)
    return status, usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024)


def _find_end(status: int, used: int, limits: Limits) -> Exception:
    """Return what a fork that gave no answer ended of."""
    if os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGALRM:
        return TimeoutError()
    # C code that gets no more memory breaks down; what it holds then is a good deal of the limit.
    return MemoryError() if used > limits.memory * MUCH else ChildProcessError()
