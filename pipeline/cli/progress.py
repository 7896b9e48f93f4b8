"""What `run` tells while it works and when it ends, all on stderr."""

from __future__ import annotations

import sys
import time
from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Event, Thread
from typing import TYPE_CHECKING

from pipeline.cli.talk import name_source, quote, say, say_error

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from rich.console import Console
    from rich.progress import Progress

    from pipeline.batch import Outcome
    from pipeline.collect import Collection
    from pipeline.errors import AccordError
    from pipeline.sources import Survey

_LONGEST_TABLE = 40  # files; beyond that only failures are listed
_MOST_FAILURES = 1000  # that are kept for the table at the end; the ledger has all
_PIPE_WIDTH = 300  # columns
_SLOW = 3.0  # seconds after which the document in work is named
_REFRESH = 0.2  # seconds
_EVERY = 10.0  # seconds between two lines of the log


@dataclass(slots=True)
class Tally:
    """A run as it goes: how much of how much is done, and what is in work since when."""

    total: int
    sheet: Collection | None = None
    begun: float = field(default_factory=time.monotonic)
    counts: Counter[str] = field(default_factory=Counter)
    pages: int = 0
    failures: list[AccordError] = field(default_factory=list)
    rows: list[tuple[Path, str, str]] = field(default_factory=list)
    in_work: dict[Path, float] = field(default_factory=dict)
    tell: Callable[[Outcome], None] = lambda _: None

    def begin(self, source: Path) -> None:
        """Note that a document is worked on."""
        self.in_work[source] = time.monotonic()
        if self.sheet is not None:
            self.sheet.begin(source)

    def end(self, outcome: Outcome) -> None:
        """Note how a document ended, and tell it."""
        self.in_work.pop(outcome.source, None)
        if self.sheet is not None:
            is_own = outcome.event in {"done", "unchanged"}
            self.sheet.end(outcome.source, outcome.id if is_own else None)
        self.counts[outcome.event] += 1
        if outcome.receipt is not None and outcome.event == "done":
            self.pages += outcome.receipt.pages or 0
        if outcome.error is not None and outcome.event == "failed":
            self.failures = [*self.failures[:_MOST_FAILURES], outcome.error]
        if self.total <= _LONGEST_TABLE or outcome.event == "failed":
            fault = type(outcome.error).__name__ if outcome.error else ""
            self.rows = [*self.rows[:_MOST_FAILURES], (outcome.source, outcome.event, fault)]
        self.tell(outcome)

    @property
    def ended(self) -> int:
        """How many files have ended, however."""
        return self.counts.total()

    @property
    def good(self) -> int:
        """How many have their record."""
        return self.counts["done"] + self.counts["unchanged"] + self.counts["duplicate"]

    def describe(self) -> str:
        """Return rates, failures and the time left in a few words."""
        seconds = max(time.monotonic() - self.begun, 1e-6)
        parts = [f"{self.ended / seconds:.1f} documents/s"]
        if self.pages:
            parts.append(f"{self.pages / seconds:.1f} pages/s")
        parts.append(f"{self.counts['failed']} failed")
        if 0 < self.ended < self.total:
            parts.append(f"{_format(seconds / self.ended * (self.total - self.ended))} left")
        return ", ".join(parts)

    def describe_slow(self) -> str:
        """Return the document that has been worked on longest, when that is long."""
        slow = min(tuple(self.in_work.items()), key=lambda item: item[1], default=None)
        seconds = 0.0 if slow is None else time.monotonic() - slow[1]
        return f"{slow[0].name!r} for {seconds:.0f} s" if slow and seconds > _SLOW else ""


@contextmanager
def watch(tally: Tally, *, quiet: bool) -> Iterator[None]:
    """Show progress: a bar on a terminal, a line now and then elsewhere, failures as they come."""
    if quiet:
        tally.tell = _tell
        yield
    elif sys.stderr.isatty():
        with _draw(tally):
            yield
    else:
        with _log(tally):
            yield


@contextmanager
def _log(tally: Tally) -> Iterator[None]:
    tally.tell = _tell

    def write() -> None:
        slow = tally.describe_slow()
        now = f"; reading {slow}" if slow else ""
        say(f"{tally.ended} of {tally.total}: {tally.describe()}{now}")

    with _repeat(write, _EVERY):
        yield


@contextmanager
def _repeat(tell: Callable[[], None], seconds: float) -> Iterator[None]:
    """Call a function every so many seconds, in a thread of its own."""
    ended = Event()

    def keep_on() -> None:
        while not ended.wait(seconds):
            tell()

    teller = Thread(target=keep_on, daemon=True)
    teller.start()
    try:
        yield
    finally:
        ended.set()
        teller.join()


@contextmanager
def _draw(tally: Tally) -> Iterator[None]:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    console = Console(stderr=True)
    columns = (BarColumn(), MofNCompleteColumn(), TextColumn("{task.description}"))
    with Progress(*columns, console=console, transient=True) as progress:
        tally.tell = _make_teller(console)
        with _refresh(tally, progress):
            yield


@contextmanager
def _refresh(tally: Tally, progress: Progress) -> Iterator[None]:
    from rich.markup import escape

    bar = progress.add_task("", total=tally.total)

    def update() -> None:
        slow = tally.describe_slow()
        words = f"{tally.describe()}\n{slow}" if slow else tally.describe()
        progress.update(bar, completed=tally.ended, description=escape(words))

    try:
        with _repeat(update, _REFRESH):
            yield
    finally:
        update()


def _make_teller(console: Console) -> Callable[[Outcome], None]:
    from rich.text import Text

    def tell(outcome: Outcome) -> None:
        # While the bar stands, only its own console may write.
        if outcome.event == "failed" and outcome.error is not None:
            sentence = name_source(outcome.error, outcome.source)
            console.print(Text(f"accord: {sentence}"), soft_wrap=True)

    return tell


def say_skipped(seen: Survey) -> None:
    """Name once what is left out for its type."""
    if seen.skipped:
        names = ", ".join(quote(path) for path in seen.first_skipped)
        rest = seen.skipped - len(seen.first_skipped)
        more = f" and {rest} more" if rest else ""
        say(f"skipped, of a type that is not read: {names}{more}")


def tell_end(tally: Tally, folder: Path, *, quiet: bool) -> None:
    """Sum up in a table of what was done and what failed; in a pipe one file needs none."""
    if quiet or (tally.total == 1 and not sys.stderr.isatty()):
        return
    summary = ", ".join(f"{count} {event}" for event, count in sorted(tally.counts.items()))
    _show_table(tally)
    again = f"; `accord status {quote(folder)}` tells it again" if tally.failures else ""
    say(f"{summary}; records are in {quote(folder / 'records')}{again}")


def _tell(outcome: Outcome) -> None:
    if outcome.event == "failed" and outcome.error is not None:
        say_error(name_source(outcome.error, outcome.source))


def _format(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    if hours:
        return f"{hours} h {minutes:02} min"
    return f"{minutes} min {rest:02} s" if minutes else f"{rest} s"


def _show_table(tally: Tally) -> None:
    """Print a row a file; the reasons of failures have been told as they came."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    for name in ("File", "Result", "Class"):
        table.add_column(name, overflow="fold")
    for source, event, fault in sorted(tally.rows, key=lambda row: str(row[0])):
        table.add_row(Text(quote(source)), event, fault)
    # Without a terminal there is no width to keep to: a line a file.
    width = None if sys.stderr.isatty() else _PIPE_WIDTH
    Console(stderr=True, width=width).print(table)
