"""Many files: find them, work on each in a process that can be killed, account for every one."""

from __future__ import annotations

import hashlib
import multiprocessing
import os
import resource
import signal
import stat
import traceback
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Future, wait
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace
from functools import partial
from multiprocessing import forkserver
from typing import TYPE_CHECKING, TypeAlias

from pebble import ProcessExpired, ProcessPool

from pipeline.codec import encode
from pipeline.errors import (
    AccordError,
    CrashedError,
    InvalidRecordError,
    TimedOutError,
    TooLargeError,
)
from pipeline.ingest import ingest
from pipeline.ingest.detect import show_name
from pipeline.ledger import Event, failure_of
from pipeline.run import run_document
from pipeline.validate import find_problems
from pipeline.write import write_record

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
    from datetime import datetime
    from pathlib import Path

    from pipeline.ledger import Ledger
    from pipeline.sources import Found

DEFAULT_TIMEOUT = 120.0  # seconds a document
DEFAULT_MEMORY = 4 << 30  # bytes of address space a process; libraries alone map about one GB

_MOST_HASHED = 1 << 30  # bytes; what is larger is refused by `ingest` anyway
_ID_LENGTH = 16
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


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a file; `started` when it is not known yet."""

    source: Path
    event: Event
    id: str | None = None
    error: AccordError | None = None
    receipt: Receipt | None = None


Work: TypeAlias = "Callable[[Path, Options], Receipt]"
_Answer: TypeAlias = "Future[Receipt | AccordError]"


def read_and_write(source: Path, options: Options) -> Receipt:
    """Make one document's record and write it. Raises an AccordError when that cannot be done."""
    document = ingest(source, password=options.password)
    record = run_document(document)
    for problem in find_problems(encode(record), document):
        if problem.severity == "error":
            fault = f"its record is not valid: {problem.path}: {problem.message}"
            raise InvalidRecordError(f"{show_name(source.name)}: {fault}; please report this")
    write_record(record, document, options.folder, source)
    return Receipt(record.id, record.source.pages, record.producer.settings)


def run_all(
    found: Sequence[Found], options: Options, ledger: Ledger, work: Work = read_and_write
) -> Generator[Outcome, None, None]:
    """Work on all files and yield how each ended, as they end; the ledger has every one."""
    is_alone = sum(item.error is None for item in found) == 1
    running: dict[_Answer, tuple[Outcome, datetime]] = {}
    with _Workers(options, work) as workers:
        submit = workers.work_here if is_alone and not options.timeout else workers.submit
        for planned in _plan(found):
            _note(planned, ledger, None)
            if planned.event != "started":
                yield planned
                continue
            running[submit(planned.source)] = (planned, ledger.clock())
            if len(running) >= options.jobs:
                yield from _collect(running, options, ledger)
        while running:
            yield from _collect(running, options, ledger)


def _plan(found: Iterable[Found]) -> Iterator[Outcome]:
    seen: set[str | None] = set()
    for item in found:
        if item.error is not None:
            yield Outcome(item.path, "skipped" if item.is_skipped else "failed", error=item.error)
            continue
        source_id = _read_id(item.path)
        is_known = source_id is not None and source_id in seen
        seen.add(source_id)
        yield Outcome(item.path, "duplicate" if is_known else "started", source_id)


def _read_id(source: Path) -> str | None:
    try:
        about = source.stat()
        if not stat.S_ISREG(about.st_mode) or about.st_size > _MOST_HASHED:
            return None
        with source.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()[:_ID_LENGTH]
    except OSError:
        # What is wrong with the file is for `ingest` to say.
        return None


def _collect(
    running: dict[_Answer, tuple[Outcome, datetime]], options: Options, ledger: Ledger
) -> Iterator[Outcome]:
    for answer in wait(running, return_when=FIRST_COMPLETED).done:
        planned, begun = running.pop(answer)
        error = answer.exception()
        result = answer.result() if error is None else _explain(error, planned.source, options)
        if isinstance(result, Receipt):
            outcome = replace(planned, event="done", id=result.id, receipt=result)
        else:
            outcome = replace(planned, event="failed", error=result)
        yield _note(outcome, ledger, begun)


def _note(outcome: Outcome, ledger: Ledger, begun: datetime | None) -> Outcome:
    entry = ledger.entry(outcome.event, outcome.source, outcome.id)
    if begun is not None:
        # The wall clock may have been set back in between.
        entry = replace(entry, seconds=max((ledger.clock() - begun).total_seconds(), 0.0))
    if outcome.error is not None:
        entry = replace(entry, error=failure_of(outcome.error))
    if outcome.receipt is not None:
        receipt = outcome.receipt
        entry = replace(entry, pages=receipt.pages, settings=receipt.settings)
    ledger.append(entry)
    return outcome


class _Workers(AbstractContextManager["_Workers"]):
    """Processes to work in, started when the first is needed and anew when they broke down."""

    def __init__(self, options: Options, work: Work) -> None:
        self._options = options
        self._work = partial(_answer, work, options)
        self._pool: ProcessPool | None = None

    def submit(self, source: Path) -> _Answer:
        """Have a process work on a file."""
        if self._pool is None or not self._pool.active:
            self._stop()
            self._pool = _make_pool(self._options)
        timeout = self._options.timeout or DEFAULT_TIMEOUT
        return self._pool.schedule(self._work, args=(source,), timeout=timeout)

    def work_here(self, source: Path) -> _Answer:
        """Work on a file in this process."""
        answer: _Answer = Future()
        answer.set_result(self._work(source))
        return answer

    def __exit__(self, *_: object) -> None:
        self._stop()

    def _stop(self) -> None:
        if self._pool is not None:
            self._pool.stop()  # type: ignore[no-untyped-call]  # pebble leaves it untyped
            self._pool.join()


def _make_pool(options: Options) -> ProcessPool:
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
    explained = _explain(error, source, options)
    explained.add_note("".join(traceback.format_exception(error)))
    return explained


def _explain(error: BaseException, source: Path, options: Options) -> AccordError:
    if isinstance(error, AccordError):
        return error
    name = show_name(source.name)
    if isinstance(error, TimeoutError):
        limit = options.timeout or DEFAULT_TIMEOUT
        fault = f"took longer than {limit:g} s; give it more with --timeout or split it"
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
