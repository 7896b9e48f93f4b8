"""accord show and accord status."""

from __future__ import annotations

import shutil
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline.cli.inputs import decode_record, is_json, load_input, make_text, read_source
from pipeline.cli.options import FILE, language_option, lexicon_option, ocr_option, password_option
from pipeline.cli.talk import debug_option, example, put, quote
from pipeline.codec import dump
from pipeline.errors import NothingToReadError
from pipeline.ledger import iterate_entries
from pipeline.lock import is_held
from pipeline.report.labels import load_labels
from pipeline.report.status import render_status
from pipeline.report.terminal import WIDTH, render_record
from pipeline.summary import summarise

if TYPE_CHECKING:
    from pipeline.models import Record

_WIDEST = 100  # columns; longer lines are hard to read


@click.command(
    epilog=example(
        "accord show memorandum.pdf --lang de", "accord show outputs/records/4f2a84d43bce9837.json"
    )
)
@click.argument("source", metavar="FILE|RECORD", type=FILE)
@language_option
@password_option
@ocr_option
@lexicon_option()
@debug_option
def show(source: Path, language: str, password: str | None, ocr: str) -> None:
    """Show a record to a reader: parties, dates, term, areas, commitments with page and quote."""
    color = sys.stdout.isatty()
    width = min(shutil.get_terminal_size((WIDTH, 0)).columns, _WIDEST) if color else WIDTH
    draw = partial(render_record, labels=load_labels(language), width=width, color=color)
    _print(make_text(source, lambda: draw(_load(source, password, ocr)), ocr))


@click.command(epilog=example("accord status outputs"))
@click.argument("folder", metavar="[DIR]", type=FILE, default=Path("outputs"))
@click.option("--json", "as_json", is_flag=True, help="Print it as JSON.")
@debug_option
def status(folder: Path, *, as_json: bool) -> None:
    """Tell what the last run did, what failed and why."""
    summary = summarise(iterate_entries(folder), is_running=is_held(folder))
    if summary is None:
        fault = "its ledger is empty; run accord run first"
        raise NothingToReadError(f"{quote(folder)}: {fault}")
    if as_json:
        put(dump(summary))
    else:
        _print(render_status(summary))


def _load(source: Path, password: str | None, ocr: str) -> Record:
    if is_json(source):
        return decode_record(load_input(source), source)
    document = read_source(source, password, ocr)
    # A record that is there already needs no stages.
    from pipeline.run import run_document

    return run_document(document)


def _print(text: str) -> None:
    encoding = sys.stdout.encoding or "utf-8"
    click.echo(text.encode(encoding, "backslashreplace").decode(encoding), nl=False)
