"""accord run."""

from __future__ import annotations

import os
from contextlib import closing
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline import __version__
from pipeline.batch import run_all
from pipeline.cli.options import FILE, lexicon_option, ocr_option, password_option
from pipeline.cli.progress import say_skipped, tell_end, watch
from pipeline.cli.talk import INTERRUPTED, debug_option, example, exit_after, quote, say
from pipeline.guard import DEFAULT_TIMEOUT, SECONDS_A_MEGABYTE, SECONDS_AN_IMAGE
from pipeline.ledger import open_ledger
from pipeline.sources import find_files
from pipeline.workers import Options
from pipeline.write import make_folder

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.batch import Outcome
    from pipeline.sources import Found


@click.command(epilog=example("accord run agreements/ -o outputs --jobs 4"))
@click.argument("paths", metavar="PATH…", type=FILE, nargs=-1, required=True)
@click.option(
    "-o",
    "--output",
    "folder",
    metavar="DIR",
    type=FILE,
    default=Path("outputs"),
    show_default=True,
    help="Folder for records, texts and ledger.",
)
@click.option(
    "--jobs",
    metavar="N",
    type=click.IntRange(min=1),
    help="Documents worked on at once; default: one a processor.",
)
@click.option(
    "--timeout",
    metavar="S",
    type=click.FloatRange(min=0, min_open=True),
    help=f"Seconds a document may take; default: {DEFAULT_TIMEOUT:g}, {SECONDS_A_MEGABYTE:g} more "
    f"a megabyte and {SECONDS_AN_IMAGE:g} an image that may be a scan.",
)
@click.option("--quiet", is_flag=True, help="Say nothing but what failed.")
@password_option
@ocr_option
@lexicon_option(exposed=True)
@debug_option
def run(
    paths: Sequence[Path],
    folder: Path,
    jobs: int | None,
    timeout: float | None,
    password: str | None,
    ocr: str,
    lexicon: Path | None,
    *,
    quiet: bool,
) -> None:
    """Read documents and write their records.

    PATH is a PDF, scan, image, Word or text file, or a folder that is searched for such. What
    cannot be read is named and the others are done; `accord status` tells it again.
    """
    make_folder(folder)
    found = find_files(paths)
    say_skipped(found)
    jobs = min(jobs or _count_processors(), len(found))
    options = Options(folder, jobs, timeout, password=password, ocr=ocr, lexicon=lexicon)
    outcomes = _work(found, options, quiet=quiet)
    tell_end(outcomes, folder, quiet=quiet)
    errors = [outcome.error for outcome in outcomes if outcome.event == "failed" and outcome.error]
    exit_after(errors, sum(not item.is_skipped for item in found))


def _work(found: Sequence[Found], options: Options, *, quiet: bool) -> list[Outcome]:
    ledger = open_ledger(options.folder, __version__, partial(datetime.now, UTC))
    outcomes: list[Outcome] = []
    try:
        with (
            watch(len(found), quiet=quiet) as tell,
            closing(run_all(found, options, ledger)) as running,
        ):
            for outcome in running:
                outcomes.append(outcome)
                tell(outcome)
    except KeyboardInterrupt:
        done = sum(outcome.event == "done" for outcome in outcomes)
        remedy = "run the same command again for the others"
        say(f"interrupted: {done} of {len(found)} done, in {quote(options.folder)}; {remedy}")
        click.get_current_context().exit(INTERRUPTED)
    return outcomes


def _count_processors() -> int:
    # What this process may use, where the system tells it.
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
