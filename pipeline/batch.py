"""Many files: find them, work on each in a process that can be killed, account for every one."""

from __future__ import annotations

import hashlib
import stat
from concurrent.futures import FIRST_COMPLETED, wait
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pipeline.codec import encode
from pipeline.errors import AccordError, InvalidRecordError
from pipeline.ingest import ingest
from pipeline.ingest.detect import show_name
from pipeline.ledger import Event, failure_of
from pipeline.run import run_document
from pipeline.validate import find_problems
from pipeline.workers import Options, Receipt, Workers, explain_end
from pipeline.write import write_record

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Iterator, Sequence
    from datetime import datetime
    from pathlib import Path

    from pipeline.ledger import Ledger
    from pipeline.sources import Found
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


def read_and_write(source: Path, options: Options) -> Receipt:
    """Make one document's record and write it. Raises an AccordError when that cannot be done."""
    document = ingest(source, password=options.password, ocr=options.ocr)
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
    copies: list[Outcome] = []
    failed: dict[str | None, AccordError] = {}
    for outcome in _work_on_all(found, options, ledger, work):
        if outcome.event == "duplicate":
            copies.append(outcome)
            continue
        if outcome.error is not None:
            failed[outcome.id] = outcome.error
        yield outcome
    for copy in copies:
        yield _note(_judge_copy(copy, failed.get(copy.id)), ledger, None)


def _judge_copy(copy: Outcome, error: AccordError | None) -> Outcome:
    """Let a copy fail with its original: there is no record that it could share."""
    return copy if error is None else replace(copy, event="failed", error=error)


def _work_on_all(
    found: Sequence[Found], options: Options, ledger: Ledger, work: Work
) -> Iterator[Outcome]:
    is_alone = sum(item.error is None for item in found) == 1
    running: dict[Answer, tuple[Outcome, datetime]] = {}
    with Workers(options, work) as workers:
        submit = workers.work_alone if is_alone else workers.submit
        for planned in _plan(found):
            if planned.event == "started":
                _note(planned, ledger, None)
                running[submit(planned.source)] = (planned, ledger.clock())
            else:
                yield planned if planned.event == "duplicate" else _note(planned, ledger, None)
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
    running: dict[Answer, tuple[Outcome, datetime]], options: Options, ledger: Ledger
) -> Iterator[Outcome]:
    for answer in wait(running, return_when=FIRST_COMPLETED).done:
        planned, begun = running.pop(answer)
        error = answer.exception()
        result = answer.result() if error is None else explain_end(error, planned.source, options)
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
