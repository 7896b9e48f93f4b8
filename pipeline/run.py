"""The recipe: one file in, one record out."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import pipeline
from pipeline.assemble import assemble
from pipeline.assess import assess
from pipeline.extract import find_all_facts
from pipeline.ingest import ingest
from pipeline.ingest.scans.modes import AUTO
from pipeline.language import check_language, find_shares
from pipeline.lexicon import hash_lexicons
from pipeline.locate import locate_record
from pipeline.models import Document, Outline, Producer, Record
from pipeline.nlp import read
from pipeline.segment import segment

if TYPE_CHECKING:
    from pathlib import Path


def read_file(
    path: Path, *, password: str | None = None, ocr: str = AUTO
) -> tuple[Record, Document]:
    """Read a file into its record. Raises an AccordError that says why it cannot be read."""
    document = ingest(path, password=password, ocr=ocr)
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
    record = assemble(document, outline, facts, shares, describe_producer(document.ocr))
    return locate_record(assess(record), document)


def describe_producer(ocr: str | None = None) -> Producer:
    """Return the program's name, version, and a hash of what decides what it finds.

    That is the lexicons and, where text was recognised in images, the program that did so.
    """
    settings = hash_lexicons()
    if ocr is not None:
        settings = hashlib.sha256(f"{settings} {ocr}".encode()).hexdigest()[: len(settings)]
    return Producer("accord", pipeline.__version__, settings)
