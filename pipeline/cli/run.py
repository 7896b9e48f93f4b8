"""accord run."""

from __future__ import annotations

import os
from contextlib import ExitStack, closing
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline import __version__
from pipeline.batch import Batch, Plan, read_and_write, run_all
from pipeline.cli.interrupt import Interrupts, listen
from pipeline.cli.options import FILE, lexicon_option, ocr_option, password_option
from pipeline.cli.progress import Tally, say_skipped, tell_end, watch
from pipeline.cli.talk import INTERRUPTED, SOME_FAILED, debug_option, example, quote, say
from pipeline.collect import Collection
from pipeline.errors import OutputError
from pipeline.guard import DEFAULT_TIMEOUT, SECONDS_A_MEGABYTE, SECONDS_AN_IMAGE
from pipeline.ledger import open_ledger
from pipeline.lock import hold
from pipeline.past import Past, describe_ocr, find_failed
from pipeline.sources import find_files, pick_files, survey
from pipeline.workers import Options
from pipeline.write import make_folder, remove_parts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from pipeline.cluster import Cluster
    from pipeline.sources import Found


@click.command(epilog=example("accord run agreements/ -o outputs --jobs 4"))
@click.argument("paths", metavar="PATH…", type=FILE, nargs=-1)
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
@click.option(
    "--engine",
    type=click.Choice(["local", "dask"]),
    default="local",
    show_default=True,
    help="Who works: processes of this machine, or the workers of a Dask scheduler.",
)
@click.option("--scheduler", metavar="ADDRESS", help="Dask scheduler, as tcp://host:8786.")
@click.option(
    "--collect",
    metavar="FILE",
    type=FILE,
    help="Write all records also into one file, .jsonl or .parquet.",
)
@click.option("--retry-failed", is_flag=True, help="Read only what failed when last read.")
@click.option("--again", is_flag=True, help="Read also what has not changed since the last run.")
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
    engine: str,
    scheduler: str | None,
    collect: Path | None,
    *,
    retry_failed: bool,
    again: bool,
    quiet: bool,
) -> None:
    """Read documents and write their records.

    PATH is a PDF, scan, image, Word or text file, or a folder that is searched for such. What
    cannot be read is named and the others are done; `accord status` tells it again. What has not
    changed since the last run is not read again. Ctrl-C finishes what is in work; the same
    command goes on from there.
    """
    if not paths and not retry_failed:
        raise click.UsageError("name a PATH to read, or give --retry-failed")
    if (engine == "dask") != (scheduler is not None):
        raise click.UsageError("--engine dask and --scheduler ADDRESS belong together")
    make_folder(folder)
    with ExitStack() as stack:
        stack.enter_context(hold(folder))
        asked = stack.enter_context(listen())
        remove_parts(folder)
        find = _make_finder(paths, find_failed(folder) if retry_failed else None)
        seen = survey(find())
        say_skipped(seen)
        label = describe_ocr(ocr)
        past = None if again else Past(folder, __version__, label)
        sheet = stack.enter_context(Collection(collect, folder)) if collect else None
        tally = Tally(seen.total, sheet)
        plan = Plan(find(), seen, past, label, asked.is_stopped, tally.begin)
        most = min(jobs or _count_processors(), max(seen.total, 1))
        options = Options(folder, most, timeout, password=password, ocr=ocr, lexicon=lexicon)
        cluster = _connect(options, scheduler) if scheduler else None
        if cluster:
            options = replace(options, jobs=jobs or cluster.threads)
        _work(Batch(plan, options, cluster), tally, asked, quiet=quiet)
        if asked.code and sheet:
            sheet.leave()
    if not asked.code:
        tell_end(tally, folder, quiet=quiet)
    _exit(tally, seen.total - seen.skipped, asked.code)


def _make_finder(
    paths: Sequence[Path], failed: tuple[str, ...] | None
) -> Callable[[], Iterable[Found]]:
    """Return what finds the files: all below the paths, or those of them that failed."""
    if failed is None:
        return lambda: find_files(paths)
    return lambda: pick_files(paths, failed)


def _connect(options: Options, scheduler: str) -> Cluster:
    from pipeline.cluster import Cluster

    return Cluster(options, read_and_write, scheduler)


def _work(batch: Batch, tally: Tally, asked: Interrupts, *, quiet: bool) -> None:
    options = batch.options
    ledger = open_ledger(options.folder, __version__, partial(datetime.now, UTC))
    try:
        with watch(tally, quiet=quiet), closing(run_all(batch, ledger)) as running:
            for outcome in running:
                tally.end(outcome)
    except KeyboardInterrupt:
        asked.code = asked.code or INTERRUPTED
    except OutputError as error:
        raise OutputError(f"{error}; {_count(tally)}, {_AGAIN}") from error
    if asked.code:
        say(f"interrupted: {_count(tally)}, in {quote(options.folder)}; {_AGAIN}")


_AGAIN = "run the same command again for the others"


def _count(tally: Tally) -> str:
    return f"{tally.good} of {tally.total} done"


def _exit(tally: Tally, inputs: int, code: int) -> None:
    """Exit with the one input's own code, or with 1 when some of several failed."""
    if tally.failures and not code:
        code = tally.failures[0].exit_code if inputs == 1 else SOME_FAILED
    click.get_current_context().exit(code)


def _count_processors() -> int:
    # What this process may use, where the system tells it.
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
