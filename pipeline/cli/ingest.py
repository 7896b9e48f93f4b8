"""accord ingest."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from pipeline.cli.inputs import make_text, read_source
from pipeline.cli.options import FILE, ocr_option, password_option
from pipeline.cli.talk import debug_option, example, put
from pipeline.documents import dump_document

if TYPE_CHECKING:
    from pathlib import Path


@click.command("ingest", epilog=example("accord ingest memorandum.pdf | accord extract -"))
@click.argument("source", metavar="FILE", type=FILE)
@password_option
@ocr_option
@debug_option
def ingest_file(source: Path, password: str | None, ocr: str) -> None:
    """Print a file as text: JSON with the text, its map to the source, and word boxes."""
    put(make_text(source, lambda: dump_document(read_source(source, password, ocr)), ocr))
