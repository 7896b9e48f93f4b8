"""accord extract."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from pipeline.cli.inputs import make_text, read_document
from pipeline.cli.options import FILE, lexicon_option, ocr_option, password_option
from pipeline.cli.talk import debug_option, example, put
from pipeline.codec import dump
from pipeline.documents import dump_document
from pipeline.run import extract_record

if TYPE_CHECKING:
    from pathlib import Path


@click.command(
    "extract", epilog=example("accord extract memorandum.pdf --with-document | accord validate -")
)
@click.argument("source", metavar="FILE|-", type=FILE)
@click.option("--with-document", is_flag=True, help="Print the document beside the record.")
@password_option
@ocr_option
@lexicon_option()
@debug_option
def extract_file(source: Path, password: str | None, ocr: str, *, with_document: bool) -> None:
    """Print the record of one document.

    FILE is a source file or what `accord ingest` or `accord segment` printed; - reads that from a
    pipe.
    """
    put(
        make_text(source, lambda: _extract(source, password, ocr, with_document=with_document), ocr)
    )


def _extract(source: Path, password: str | None, ocr: str, *, with_document: bool) -> str:
    document, outline = read_document(source, password, ocr)
    record = dump(extract_record(document, outline))
    if not with_document:
        return record
    pair = f'{{\n"record": {record.rstrip()},\n"document": '
    return f"{pair}{dump_document(document, outline).rstrip()}\n}}\n"
