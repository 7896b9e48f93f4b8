"""Many files: find them, work on each in a process that can be killed, account for every one."""

from __future__ import annotations

import hashlib
import stat
import time
from collections import Counter
from concurrent.futures import FIRST_COMPLETED, wait
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, Self

from pipeline.addresses import address_of, local_copy, read_bytes
from pipeline.codec import encode
from pipeline.errors import AccordError, InvalidRecordError, OutputError
from pipeline.ingest import ingest
from pipeline.ingest.detect import show_name
from pipeline.ingest.scans.modes import AUTO
from pipeline.ledger import Event, failure_of
from pipeline.run import run_document
from pipeline.validate import find_problems
from pipeline.workers import (
    MOST_RETRIES,
    PATIENCE,
    Options,
    Receipt,
    Workers,
    explain_end,
    is_from_outside,
)
from pipeline.write import write_record

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Iterator

    from pipeline.ledger import Entry, Ledger
    from pipeline.past import Past
    from pipeline.sources import Found, Survey
    from pipeline.workers import Answer, Work

_MOST_HASHED = 1 << 30  # bytes; what is larger is refused by `ingest` anyway
_ID_LENGTH = 16


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a file; `started` when it is not known yet."""

    source: Path
    event: Event
    id: str | None = None
    error: AccordError | None = None
    receipt: Receipt | None = None


class Engine(Protocol):
    """What works on documents, here or elsewhere, as long as its context lasts."""

    def __enter__(self) -> Self: ...

    def __exit__(self, kind: object, *_: object) -> None: ...

    def submit(self, source: Path) -> Answer:
        """Begin to work on a document."""

    def find_lost(self) -> tuple[Answer, ...]:
        """Return what was submitted and will never be answered."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What to work on, and what is known of it.

    `past` are earlier runs, None where they do not count. `is_stopped` tells whether nothing new
    shall be begun; `begin` is told what is. `ocr` says how scans are recognised, in the ledger's
    words.
    """

    found: Iterable[Found]
    survey: Survey
    past: Past | None = None
    ocr: str = AUTO
    is_stopped: Callable[[], bool] = lambda: False
    begin: Callable[[Path], None] = lambda _: None


@dataclass(frozen=True, slots=True)
class Batch:
    """A plan and who carries it out; without an engine, processes of this machine do `work`."""

    plan: Plan
    options: Options
    engine: Engine | None = None
    work: Work = field(default_factory=lambda: read_and_write)


def read_and_write(source: Path, options: Options) -> Receipt:
    """Make one document's record and write it. Raises an AccordError when that cannot be done."""
    with local_copy(source) as copy:
        document = ingest(copy, password=options.password, ocr=options.ocr)
    record = run_document(document)
    for problem in find_problems(encode(record), document):
        if problem.severity == "error":
            fault = f"its record is not valid: {problem.path}: {problem.message}"
            raise InvalidRecordError(f"{show_name(source.name)}: {fault}; please report this")
    digest = write_record(record, document, options.folder, source)
    return Receipt(record.id, record.source.pages, record.producer.settings, digest)


def run_all(batch: Batch, ledger: Ledger) -> Generator[Outcome, None, None]:
    """Work on all files and yield how each ended, as they end; the ledger has every one.

    Raises OutputError when the output folder takes no more: what was begun is begun again by the
    next run.
    """
    plan = batch.plan
    ledger.append(replace(ledger.entry("planned", Path(), None), planned=plan.survey.total))
    is_alone = plan.survey.readable == 1
    with batch.engine or Workers(batch.options, batch.work, is_alone=is_alone) as engine:
        yield from _Run(plan, batch.options, ledger, engine).work()
    end: Event = "stopped" if plan.is_stopped() else "ended"
    ledger.append(ledger.entry(end, Path(), None))


class _Run:
    """A run under way: what is in work, and the copies that wait for their original's end."""

    def __init__(self, plan: Plan, options: Options, ledger: Ledger, engine: Engine) -> None:
        self._plan = plan
        self._options = options
        self._ledger = ledger
        self._engine = engine
        self._running: dict[Answer, tuple[Outcome, float]] = {}
        self._retried: Counter[Path] = Counter()
        self._copies: dict[str | None, list[Outcome]] = {}
        self._failed: dict[str | None, AccordError] = {}
        self._seen: set[int] = set()

    def work(self) -> Iterator[Outcome]:
        for item in self._plan.found:
            if self._plan.is_stopped():
                break
            yield from self._take(item)
            if len(self._running) > self._options.jobs:
                yield from self._collect()
        while self._running:
            yield from self._collect()

    def _take(self, item: Found) -> Iterator[Outcome]:
        if item.error is not None:
            event: Event = "skipped" if item.is_skipped else "failed"
            yield self._end(Outcome(item.path, event, error=item.error))
            return
        source_id = _read_id(item.path)
        if source_id is not None and int(source_id, 16) in self._seen:
            yield from self._take_copy(Outcome(item.path, "duplicate", source_id))
            return
        if source_id is not None:
            self._seen.add(int(source_id, 16))
            known = self._plan.past and self._plan.past.find_unchanged(source_id, item.path)
            if known:
                yield self._end(Outcome(item.path, "unchanged", source_id, receipt=_recall(known)))
                return
        self._begin(Outcome(item.path, "started", source_id))

    def _take_copy(self, copy: Outcome) -> Iterator[Outcome]:
        """Let a copy end as its original did, now or when that has ended."""
        if any(outcome.id == copy.id for outcome, _ in self._running.values()):
            self._copies.setdefault(copy.id, []).append(copy)
        else:
            yield self._end_copy(copy)

    def _begin(self, outcome: Outcome) -> None:
        self._end(outcome)
        self._plan.begin(outcome.source)
        self._running[self._engine.submit(outcome.source)] = (outcome, time.monotonic())

    def _collect(self) -> Iterator[Outcome]:
        answered = wait(self._running, PATIENCE, FIRST_COMPLETED).done
        for answer in answered or self._engine.find_lost():
            planned, begun = self._running.pop(answer)
            if self._is_left(answer, planned):
                continue
            result = _result_of(answer, planned.source, self._options)
            if isinstance(result, Receipt):
                outcome = replace(planned, event="done", id=result.id, receipt=result)
            else:
                self._failed[planned.id] = result
                outcome = replace(planned, event="failed", error=result)
            yield self._end(outcome, begun)
            if isinstance(result, OutputError):
                raise result
            yield from self._end_copies(planned.id)

    def _is_left(self, answer: Answer, planned: Outcome) -> bool:
        """Leave a document that lost its process: to the next run, else begin it again."""
        if answer.done() and not is_from_outside(answer.exception()):
            return False
        if self._plan.is_stopped():
            self._copies.pop(planned.id, None)
            return True
        self._retried[planned.source] += 1
        if self._retried[planned.source] > MOST_RETRIES:
            return False
        self._begin(planned)
        return True

    def _end_copies(self, source_id: str | None) -> Iterator[Outcome]:
        yield from (self._end_copy(copy) for copy in self._copies.pop(source_id, ()))

    def _end_copy(self, copy: Outcome) -> Outcome:
        """Let a copy fail with its original: there is no record that it could share."""
        error = self._failed.get(copy.id)
        return self._end(copy if error is None else replace(copy, event="failed", error=error))

    def _end(self, outcome: Outcome, begun: float | None = None) -> Outcome:
        entry = self._ledger.entry(outcome.event, outcome.source, outcome.id)
        entry = replace(entry, ocr=self._plan.ocr)
        if begun is not None:
            entry = replace(entry, seconds=round(time.monotonic() - begun, 6))
        if outcome.error is not None:
            entry = replace(entry, error=failure_of(outcome.error))
        if outcome.receipt is not None:
            entry = _add_receipt(entry, outcome.receipt)
        self._ledger.append(entry)
        return outcome


def _result_of(answer: Answer, source: Path, options: Options) -> Receipt | AccordError:
    error = answer.exception() if answer.done() else ChildProcessError()
    return answer.result() if error is None else explain_end(error, source, options)


def _add_receipt(entry: Entry, receipt: Receipt) -> Entry:
    seconds = entry.seconds if receipt.seconds is None else receipt.seconds
    return replace(
        entry,
        seconds=seconds,
        pages=receipt.pages,
        settings=receipt.settings,
        digest=receipt.digest,
    )


def _recall(entry: Entry) -> Receipt:
    return Receipt(entry.id or "", entry.pages, entry.settings or "", entry.digest)


def _read_id(source: Path) -> str | None:
    try:
        if address_of(source):
            return hashlib.sha256(read_bytes(source)).hexdigest()[:_ID_LENGTH]
        about = source.stat()
        if not stat.S_ISREG(about.st_mode) or about.st_size > _MOST_HASHED:
            return None
        with source.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()[:_ID_LENGTH]
    except OSError:
        # What is wrong with the file is for `ingest` to say.
        return None
