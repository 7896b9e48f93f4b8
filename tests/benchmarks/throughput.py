"""Measure ingest and extraction beside named alternatives, on the files of a folder.

The readers take turns, file by file, so that a busy machine slows all of them. Seconds are those
of the processor, beside those of the clock; of each file the best of three passes counts, for
pdfplumber the only one, on some of the files. Where it is compared, the others' pages are the same.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import spacy
from readers import READERS

from pipeline.errors import AccordError
from pipeline.ingest import ingest
from pipeline.run import run_document

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from pipeline.models import Document

T = TypeVar("T")

PASSES = 3
PLUMBED_PAGES = 120  # after which pdfplumber, which is slow, reads no more
LARGEST_PLUMBED = 30  # pages of a file that it reads


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds of the processor and of the clock."""

    processor: float
    clock: float

    def __add__(self, other: Cost) -> Cost:
        return Cost(self.processor + other.processor, self.clock + other.clock)

    def per(self, count: int) -> Cost:
        """Return milliseconds for each of `count`."""
        count = max(count, 1)
        return Cost(self.processor / count * 1000, self.clock / count * 1000)


@dataclass(frozen=True, slots=True)
class Timing:
    """What reading one file cost each reader; not all read each file."""

    pages: int
    costs: dict[str, Cost]


def time_once(work: Callable[[T], object], given: T) -> Cost:
    """Return what a piece of work costs."""
    clock, processor = time.perf_counter(), time.process_time()
    work(given)
    return Cost(time.process_time() - processor, time.perf_counter() - clock)


def find_best(costs: Iterable[Cost]) -> Cost:
    """Return the least of either kind of seconds."""
    pairs = [(cost.processor, cost.clock) for cost in costs]
    return Cost(min(processor for processor, _ in pairs), min(clock for _, clock in pairs))


def time_files(paths: Iterable[Path]) -> list[Timing]:
    """Let the readers take turns on each file."""
    timings: list[Timing] = []
    plumbed = 0
    for path in paths:
        pages = READERS["pdfium"](path)  # warms the file cache
        passes = [
            {name: time_once(READERS[name], path) for name in ("pdfium", "ours")}
            for _ in range(PASSES)
        ]
        costs = {name: find_best(one[name] for one in passes) for name in passes[0]}
        if plumbed < PLUMBED_PAGES and pages <= LARGEST_PLUMBED:
            costs["pdfplumber"] = time_once(READERS["pdfplumber"], path)
            plumbed += pages
        timings.append(Timing(pages, costs))
    return timings


def sum_up(timings: Sequence[Timing], name: str, beside: str) -> tuple[Cost, int]:
    """Return milliseconds a page of a reader, and the pages, on the files `beside` has read."""
    shared = [timing for timing in timings if beside in timing.costs]
    pages = sum(timing.pages for timing in shared)
    total = sum((timing.costs[name] for timing in shared), Cost(0.0, 0.0))
    return total.per(pages), pages


def measure_memory(paths: Sequence[Path]) -> dict[str, list[int]]:
    """Return megabytes for each reader: many files, one document."""
    script = Path(__file__).with_name("memory.py")
    command = [sys.executable, str(script), *map(str, paths)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    found: dict[str, list[int]] = json.loads(done.stdout)
    return found


def format_reading(timings: Sequence[Timing], memory: dict[str, list[int]] | None) -> Iterator[str]:
    """Yield the lines of the table of the readers and the ratios that are to be reached."""
    yield f"{'ingest':12}{'pages':>7}{'cpu ms':>9}{'wall ms':>9}{'MB, files':>11}{'MB, one':>9}"
    for name in READERS:
        cost, pages = sum_up(timings, name, name)
        many, one = memory[name] if memory else ("", "")
        yield (f"{name:12}{pages:7}{cost.processor:9.2f}{cost.clock:9.2f}{many:>11}{one:>9}")
    yield _format_ratio(timings, ("ours", "pdfium"), "pdfium", "at most 2")
    yield _format_ratio(timings, ("pdfplumber", "ours"), "pdfplumber", "at least 15")


def _format_ratio(timings: Sequence[Timing], readers: tuple[str, str], on: str, aim: str) -> str:
    """Compare two readers on the files that a reader has read."""
    (one, pages), (two, _) = (sum_up(timings, name, on) for name in readers)
    cpu, wall = one.processor / two.processor, one.clock / two.clock
    return f"{' / '.join(readers)}, {pages} pages: {cpu:.1f} cpu, {wall:.1f} wall (to reach: {aim})"


def time_documents(documents: Sequence[Document], work: Callable[[Document], object]) -> Cost:
    """Return milliseconds a document, the best of two passes."""

    def work_on_all(documents: Sequence[Document]) -> None:
        for document in documents:
            work(document)

    costs = [time_once(work_on_all, documents) for _ in range(2)]
    return find_best(costs).per(len(documents))


def format_records(documents: Sequence[Document]) -> Iterator[str]:
    """Yield the lines about the way from text to record."""
    blank = spacy.blank("de")
    blank.add_pipe("sentencizer")
    blank.max_length = 10_000_000
    ours = time_documents(documents, run_document)
    tokens = time_documents(documents, lambda document: blank(document.text))
    yield f"text to record, ms a document over {len(documents)}: ours {ours.processor:.1f} cpu"
    yield f"spaCy's blank tokenizer and sentencizer alone: {tokens.processor:.1f} cpu"


def load(paths: Iterable[Path]) -> dict[Path, Document]:
    """Read what can be read, once before it is timed, so that every word is loaded."""
    documents = {}
    for path in paths:
        try:
            documents[path] = ingest(path)
            run_document(documents[path])
        except AccordError as error:
            sys.stderr.write(f"{error}\n")
    return documents


def main() -> None:
    """Print figures and ratios for the folder given."""
    parser = argparse.ArgumentParser(description="Measure speed and memory on a folder's files.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--no-memory", action="store_true", help="measure speed alone")
    options = parser.parse_args()
    kinds = {".pdf", ".txt", ".md"}
    files = (path for path in options.folder.rglob("*") if path.suffix.lower() in kinds)
    documents = load(sorted(files))
    pdfs = [path for path in documents if path.suffix.lower() == ".pdf"]
    lines: list[str] = []
    if pdfs:
        memory = None if options.no_memory else measure_memory(pdfs)
        lines += format_reading(time_files(pdfs), memory)
    lines += format_records(list(documents.values()))
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
