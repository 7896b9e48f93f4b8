"""The recipe: one file in, one record out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pipeline
from pipeline.assemble import assemble
from pipeline.extract import find_all_facts
from pipeline.ingest import ingest
from pipeline.language import check_language, find_shares
from pipeline.lexicon import hash_lexicons
from pipeline.locate import locate_record
from pipeline.models import Document, Outline, Producer, Record
from pipeline.nlp import read
from pipeline.segment import segment

if TYPE_CHECKING:
    from pathlib import Path


def read_file(path: Path, *, password: str | None = None) -> tuple[Record, Document]:
    """Read a file into its record. Raises an AccordError that says why it cannot be read."""
    document = ingest(path, password=password)
    return run_document(document), document


def run_document(document: Document) -> Record:
    """Make the record of a document."""
    return extract_record(document, segment(document))


def extract_record(document: Document, outline: Outline | None = None) -> Record:
    """Make the record of a document whose structure may be known already.

    Raises UnsupportedLanguageError when hardly anything of it is in a language that is read.
    """
    outline = outline or segment(document)
    shares = find_shares(document.text, outline.blocks)
    check_language(document.source.name, shares)
    readings = tuple(read(version, document) for version in outline.versions)
    facts = find_all_facts(readings)
    record = assemble(document, outline, facts, shares, describe_producer())
    return locate_record(record, document)


def describe_producer() -> Producer:
    """Return the program's name, version, and a hash of the lexicons that decide what it finds."""
    return Producer("accord", pipeline.__version__, hash_lexicons())
