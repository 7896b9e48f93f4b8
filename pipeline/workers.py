"""Processes that work on documents and can be killed, with a limit of time and memory each."""

from __future__ import annotations

import mmap
import multiprocessing
import os
import re
import resource
import signal
import traceback
from concurrent.futures import BrokenExecutor, Future
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from functools import partial
from itertools import islice
from multiprocessing import forkserver
from typing import TYPE_CHECKING, TypeAlias

from pipeline.errors import AccordError, CrashedError, TimedOutError, TooLargeError
from pipeline.ingest.detect import show_name
from pipeline.ingest.modes import AUTO, NEVER

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pebble import ProcessPool

DEFAULT_TIMEOUT = 120.0  # seconds a document
SECONDS_A_MEGABYTE = 60.0  # on top of that
SECONDS_A_STREAM = 15.0  # for OCR where it is allowed: a scanned page and its image are two
BYTES_A_STREAM = 20_000  # of an image file, whose pages are not counted
MOST_FOR_OCR = 4 * 3600.0  # seconds
DEFAULT_MEMORY = 4 << 30  # bytes of address space a process; libraries alone map about one GB

_STREAM = re.compile(rb"endstream")
_IMAGES = frozenset((".tif", ".tiff", ".jpg", ".jpeg", ".png"))
_SAFE_PATH = "PYTHONSAFEPATH"
_TASKS_A_PROCESS = 500  # then a fresh one takes over, so that no leak grows
_PRELOADED = ["pipeline.batch", "pipeline.ingest.pdf"]


@dataclass(frozen=True, slots=True)
class Receipt:
    """What came of a document: the record's id, its pages, the hash of the settings."""

    id: str
    pages: int | None
    settings: str


@dataclass(frozen=True, slots=True)
class Options:
    """How a batch runs. `timeout` in seconds and `memory` in bytes hold for each document.

    `timeout` None means the default, and that a file alone needs no process of its own.
    """

    folder: Path
    jobs: int = 1
    timeout: float | None = None
    memory: int = DEFAULT_MEMORY
    password: str | None = field(default=None, repr=False)
    ocr: str = AUTO


Work: TypeAlias = "Callable[[Path, Options], Receipt]"
Answer: TypeAlias = "Future[Receipt | AccordError]"


class Workers(AbstractContextManager["Workers"]):
    """Processes to work in, started when the first is needed and anew when they broke down."""

    def __init__(self, options: Options, work: Work) -> None:
        self._options = options
        self._work = partial(_answer, work, options)
        self._pool: ProcessPool | None = None

    def submit(self, source: Path) -> Answer:
        """Have a process work on a file."""
        if self._pool is None or not self._pool.active:
            self._stop()
            self._pool = _make_pool(self._options)
        timeout = limit_time(source, self._options)
        return self._pool.schedule(self._work, args=(source,), timeout=timeout)

    def work_here(self, source: Path) -> Answer:
        """Work on a file in this process."""
        answer: Answer = Future()
        answer.set_result(self._work(source))
        return answer

    def __exit__(self, *_: object) -> None:
        self._stop()

    def _stop(self) -> None:
        if self._pool is not None:
            self._pool.stop()  # type: ignore[no-untyped-call]  # pebble leaves it untyped
            self._pool.join()


def limit_time(source: Path, options: Options) -> float:
    """Return the seconds that a file may take: those given, else more for a larger one."""
    if options.timeout is not None:
        return options.timeout
    try:
        size = source.stat().st_size
        streams = 0.0 if options.ocr == NEVER else _count_streams(source, size)
    except OSError:
        return DEFAULT_TIMEOUT
    ocr = min(SECONDS_A_STREAM * streams, MOST_FOR_OCR)
    return DEFAULT_TIMEOUT + SECONDS_A_MEGABYTE * size / 1e6 + ocr


def _count_streams(source: Path, size: int) -> float:
    """Count, without opening it, what may have to be recognised in a file."""
    suffix = source.suffix.lower()
    if suffix in _IMAGES:
        return 1 + size / BYTES_A_STREAM
    if suffix != ".pdf" or not size or not source.is_file():
        return 0.0
    with source.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        most = int(MOST_FOR_OCR / SECONDS_A_STREAM)
        return float(sum(1 for _ in islice(_STREAM.finditer(data), most)))


def _make_pool(options: Options) -> ProcessPool:
    from pebble import ProcessPool

    # The processes are forked from a server without threads that has the stages loaded.
    has_server = "forkserver" in multiprocessing.get_all_start_methods()
    context = multiprocessing.get_context("forkserver" if has_server else "spawn")
    context.set_forkserver_preload(_PRELOADED)
    if has_server:
        _start_server()
    return ProcessPool(
        max_workers=options.jobs,
        max_tasks=_TASKS_A_PROCESS,
        initializer=_prepare_process,
        initargs=(options.memory,),
        context=context,
    )


def _start_server() -> None:
    """Start the server where it finds the modules of this process, not of the current folder."""
    before = os.environ.get(_SAFE_PATH)
    os.environ[_SAFE_PATH] = "1"
    try:
        forkserver.ensure_running()
    finally:
        os.environ.pop(_SAFE_PATH)
        if before is not None:
            os.environ[_SAFE_PATH] = before


def _prepare_process(memory: int) -> None:
    # A process stuck in C code runs no Python handler: SIGTERM must end it by itself.
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))


class _Attempt(AbstractContextManager["_Attempt"]):
    """Keeps what went wrong, whatever it is: one document must not stop the others."""

    error: Exception | None = None

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> bool:
        self.error = error if isinstance(error, Exception) else None
        return self.error is not None


def _answer(work: Work, options: Options, source: Path) -> Receipt | AccordError:
    attempt = _Attempt()
    with attempt:
        return work(source, options)
    error = attempt.error or RuntimeError()
    explained = explain(error, source, options)
    explained.add_note("".join(traceback.format_exception(error)))
    return explained


def explain(error: BaseException, source: Path, options: Options) -> AccordError:
    """Return what ended the work on a file as an expected failure, with its remedy."""
    from pebble import ProcessExpired

    if isinstance(error, AccordError):
        return error
    name = show_name(source.name)
    if isinstance(error, TimeoutError):
        limit = limit_time(source, options)
        fault = f"took longer than {limit:.0f} s; give it more with --timeout or split it"
        return TimedOutError(f"{name}: {fault}")
    if isinstance(error, MemoryError):
        return TooLargeError(
            f"{name}: needs more than {options.memory >> 20} MB of memory; split it"
        )
    if isinstance(error, ProcessExpired | BrokenExecutor):
        fault = "the process that read it broke down; open it in a viewer and save it anew"
        return CrashedError(f"{name}: {fault}")
    fault = f"met a fault of accord itself ({type(error).__name__}: {error})"
    return CrashedError(f"{name}: {fault}; run it alone with --debug and report what that says")
