"""What `run` tells while it works and when it ends, all on stderr."""

from __future__ import annotations

import sys
from collections import Counter
from contextlib import contextmanager
from typing import TYPE_CHECKING

from pipeline.cli.talk import name_source, quote, say, say_error

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from pipeline.batch import Outcome
    from pipeline.sources import Found

_LONGEST_TABLE = 40  # files; beyond that only those that failed are listed
_PIPE_WIDTH = 300  # columns
_NAMED = 3  # skipped files that are named; the others are counted


@contextmanager
def watch(total: int, *, quiet: bool) -> Iterator[Callable[[Outcome], None]]:
    """Show progress on a terminal; the function given names what failed, anywhere."""
    if not _is_watched(quiet=quiet):
        yield _tell
        return
    from rich.console import Console
    from rich.progress import MofNCompleteColumn, Progress
    from rich.text import Text

    columns = (*Progress.get_default_columns(), MofNCompleteColumn())
    console = Console(stderr=True)
    with Progress(*columns, console=console, transient=True) as progress:
        bar = progress.add_task("Reading", total=total)

        def advance(outcome: Outcome) -> None:
            # While the bar stands, only its own console may write.
            if outcome.event == "failed" and outcome.error is not None:
                sentence = name_source(outcome.error, outcome.source)
                console.print(Text(f"accord: {sentence}"), soft_wrap=True)
            progress.advance(bar)

        yield advance


def say_skipped(found: Sequence[Found]) -> None:
    """Name once what is left out for its type."""
    skipped = [item.path for item in found if item.is_skipped]
    if skipped:
        names = ", ".join(quote(path) for path in skipped[:_NAMED])
        more = f" and {len(skipped) - _NAMED} more" if len(skipped) > _NAMED else ""
        say(f"skipped, of a type that is not read: {names}{more}")


def tell_end(outcomes: Sequence[Outcome], folder: Path, *, quiet: bool) -> None:
    """Sum up in a table of what was done and what failed; in a pipe one file needs none."""
    if quiet or (len(outcomes) == 1 and not sys.stderr.isatty()):
        return
    counts = Counter(outcome.event for outcome in outcomes)
    summary = ", ".join(f"{count} {event}" for event, count in sorted(counts.items()))
    _show_table(outcomes)
    again = f"; `accord status {quote(folder)}` tells it again" if counts["failed"] else ""
    say(f"{summary}; records are in {quote(folder / 'records')}{again}")


def _is_watched(*, quiet: bool) -> bool:
    return sys.stderr.isatty() and not quiet


def _tell(outcome: Outcome) -> None:
    if outcome.event == "failed" and outcome.error is not None:
        say_error(name_source(outcome.error, outcome.source))


def _show_table(outcomes: Sequence[Outcome]) -> None:
    """Print a row a file; the reasons of failures have been told as they came."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    for name in ("File", "Result", "Class"):
        table.add_column(name, overflow="fold")
    is_long = len(outcomes) > _LONGEST_TABLE
    for outcome in sorted(outcomes, key=lambda item: str(item.source)):
        if not is_long or outcome.event == "failed":
            fault = type(outcome.error).__name__ if outcome.error else ""
            table.add_row(Text(quote(outcome.source)), outcome.event, fault)
    # Without a terminal there is no width to keep to: a line a file.
    width = None if sys.stderr.isatty() else _PIPE_WIDTH
    Console(stderr=True, width=width).print(table)
