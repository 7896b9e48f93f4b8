"""Processes that work on documents and can be killed, with a limit of time and memory each."""

from __future__ import annotations

import multiprocessing
import os
import signal
import time
from concurrent.futures import BrokenExecutor, Future, wait
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass, field, replace
from functools import partial
from multiprocessing import forkserver
from typing import TYPE_CHECKING, TypeAlias

from pipeline.errors import AccordError
from pipeline.guard import (
    DEFAULT_MEMORY,
    Limits,
    attempt,
    die_with_parent,
    explain,
    limit_process,
    limits_of,
    set_timer,
    work_alone,
)
from pipeline.ingest.detect import show_name
from pipeline.ingest.scans.modes import AUTO, NEVER
from pipeline.lexicon import use_lexicon

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pebble import ProcessPool

_SAFE_PATH = "PYTHONSAFEPATH"
PATIENCE = 0.5  # seconds between two looks for what will never be answered
MOST_RETRIES = 3  # of a document whose process was ended from outside
_TASKS_A_PROCESS = 500  # then a fresh one takes over, so that no leak grows
_GRACE = 10.0  # seconds
_SERVER_ENDED = 255  # what `multiprocessing` calls the end of a process that nobody saw
_PRELOADED = ["pipeline.batch", "pipeline.ingest.pdf"]


@dataclass(frozen=True, slots=True)
class Receipt:
    """What came of a document: the record's id, its pages, the hash of the settings.

    `digest` is the SHA-256 of what was written, `seconds` of the clock are those of the work alone.
    """

    id: str
    pages: int | None
    settings: str
    digest: str | None = None
    seconds: float | None = None


@dataclass(frozen=True, slots=True)
class Options:
    """How a batch runs. `timeout` in seconds and `memory` in bytes hold for each document.

    `timeout` None means the default.
    """

    folder: Path
    jobs: int = 1
    timeout: float | None = None
    memory: int = DEFAULT_MEMORY
    password: str | None = field(default=None, repr=False)
    ocr: str = AUTO
    lexicon: Path | None = None


Work: TypeAlias = "Callable[[Path, Options], Receipt]"
Answer: TypeAlias = "Future[Receipt | AccordError]"


class Workers(AbstractContextManager["Workers"]):
    """Processes to work in, started when the first is needed and anew when they broke down."""

    def __init__(self, options: Options, work: Work, *, is_alone: bool = False) -> None:
        """Take note of how to work; `is_alone` tells that there will be one document."""
        self._is_alone = is_alone
        self._options = options
        self._work = partial(_answer, work, options)
        self._pool: ProcessPool | None = None
        self._open: set[Answer] = set()
        self._lost: set[Answer] = set()

    def submit(self, source: Path) -> Answer:
        """Have a process work on a file."""
        if self._is_alone:
            return self._work_alone(source)
        if self._pool is None or not self._pool.active:
            self._stop()
            self._pool = _make_pool(self._options)
        # Its own timer ends it before; this finds what broke down before it was seen to begin.
        timeout = _limits(source, self._options).seconds + _GRACE
        answer: Answer = Future()
        try:
            answer = self._pool.schedule(self._work, args=(source,), timeout=timeout)
        except RuntimeError:  # the processes broke down just now
            answer.set_exception(BrokenExecutor())
        self._open.add(answer)
        answer.add_done_callback(self._open.discard)
        return answer

    def finish(self, source: Path) -> Receipt | AccordError:
        """Work on a file and wait for its end, beginning again when its process is lost."""
        retries = MOST_RETRIES
        while True:
            answer = self.submit(source)
            while not wait((answer,), PATIENCE).done:
                if answer in self.find_lost():
                    answer.set_exception(BrokenExecutor())
            error = answer.exception()
            if error is None:
                return answer.result()
            if not retries or not is_from_outside(error):
                return explain_end(error, source, self._options)
            retries -= 1

    def find_lost(self) -> tuple[Answer, ...]:
        """Return what was submitted and no process will answer, as they broke down."""
        if self._pool is not None and not self._pool.active:
            self._stop()
        lost = tuple(answer for answer in self._lost if not answer.done())
        self._lost.clear()
        return lost

    def _work_alone(self, source: Path) -> Answer:
        """Work on a file in a fork of this process, which needs no second start."""
        answer: Answer = Future()
        work, limits = partial(self._work, source), _limits(source, self._options)
        answer.set_result(work_alone(work, show_name(source.name), limits))
        return answer

    def __exit__(self, kind: object, *_: object) -> None:
        if self._pool is not None:
            self._pool.stop()  # type: ignore[no-untyped-call]  # pebble leaves it untyped
            _end_children()
            if kind is not None:
                _end_server()
        self._stop()

    def _stop(self) -> None:
        if self._pool is not None:
            # Ends what is in work at once: whoever wants its end has waited for it.
            self._pool.stop()  # type: ignore[no-untyped-call]  # pebble leaves it untyped
            self._pool.join()
            self._pool = None
        self._lost |= self._open
        self._open.clear()


def _end_children() -> None:
    """End the processes first: those that are starting would miss the pool and complain."""
    from pebble.pool.process import WORKERS_NAME

    for child in multiprocessing.active_children():
        if child.name == WORKERS_NAME:
            child.terminate()


def _end_server() -> None:
    """End the server, which may have been asked for a process that nobody waits for any more."""
    server: int | None = getattr(forkserver._forkserver, "_forkserver_pid", None)
    if server is not None:
        with suppress(ProcessLookupError):
            os.kill(server, signal.SIGKILL)


def _limits(source: Path, options: Options) -> Limits:
    return limits_of(source, options.timeout, options.memory, ocr=options.ocr != NEVER)


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
        initargs=(options.memory, options.lexicon),
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


def _prepare_process(memory: int, lexicon: Path | None) -> None:
    # A process stuck in C code runs no Python handler: SIGTERM must end it by itself.
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    # Ctrl-C reaches every process of the terminal; what it means is for the first to say.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    die_with_parent()
    _let_server_end()
    limit_process(memory)
    if lexicon is not None:
        use_lexicon(lexicon)


def _let_server_end() -> None:
    """Let go of what keeps the server going, so that it ends with the first process, and this."""
    # The server ends when nobody holds this pipe; the processes that it forks inherit it.
    held: int | None = getattr(forkserver._forkserver, "_forkserver_alive_fd", None)
    if held is not None:
        os.close(held)


def _answer(work: Work, options: Options, source: Path) -> Receipt | AccordError:
    limits = _limits(source, options)
    begun = time.monotonic()
    set_timer(limits.seconds)
    answer = attempt(partial(work, source, options), show_name(source.name), limits)
    set_timer(0)
    if isinstance(answer, AccordError):
        return answer
    return replace(answer, seconds=round(time.monotonic() - begun, 6))


def is_from_outside(error: BaseException | None) -> bool:
    """Tell whether it was not the document that ended the process which worked on it."""
    from pebble import ProcessExpired

    if isinstance(error, ProcessExpired):
        return error.exitcode in (-signal.SIGTERM, _SERVER_ENDED)
    return isinstance(error, BrokenExecutor)


def explain_end(error: BaseException, source: Path, options: Options) -> AccordError:
    """Return what ended the process that worked on a file as an expected failure."""
    from pebble import ProcessExpired

    if isinstance(error, ProcessExpired) and error.exitcode == -signal.SIGALRM:
        error = TimeoutError()
    elif isinstance(error, ProcessExpired | BrokenExecutor):
        error = ChildProcessError()
    return explain(error, show_name(source.name), _limits(source, options))
