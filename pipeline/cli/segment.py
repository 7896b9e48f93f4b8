"""accord segment."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from pipeline.cli.inputs import read_document
from pipeline.cli.options import FILE, ocr_option, password_option
from pipeline.cli.talk import debug_option, example, put
from pipeline.codec import dump_document
from pipeline.segment import segment

if TYPE_CHECKING:
    from pathlib import Path


@click.command("segment", epilog=example("accord ingest memorandum.pdf | accord segment -"))
@click.argument("source", metavar="FILE|-", type=FILE)
@password_option
@ocr_option
@debug_option
def segment_file(source: Path, password: str | None, ocr: str) -> None:
    """Print a document with its outline: languages, parts, versions, sections.

    FILE is a source file or what `accord ingest` printed; - reads that from a pipe.
    """
    document, _ = read_document(source, password, ocr)
    put(dump_document(document, segment(document)))
