"""accord segment."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from pipeline.cli.inputs import make_text, read_document
from pipeline.cli.options import FILE, lexicon_option, ocr_option, password_option
from pipeline.cli.talk import debug_option, example, put
from pipeline.documents import dump_document
from pipeline.segment import segment

if TYPE_CHECKING:
    from pathlib import Path


@click.command("segment", epilog=example("accord ingest memorandum.pdf | accord segment -"))
@click.argument("source", metavar="FILE|-", type=FILE)
@password_option
@ocr_option
@lexicon_option()
@debug_option
def segment_file(source: Path, password: str | None, ocr: str) -> None:
    """Print a document with its outline: languages, parts, versions, sections.

    FILE is a source file or what `accord ingest` printed; - reads that from a pipe.
    """
    put(make_text(source, lambda: _segment(source, password, ocr), ocr))


def _segment(source: Path, password: str | None, ocr: str) -> str:
    document, _ = read_document(source, password, ocr)
    return dump_document(document, segment(document))
