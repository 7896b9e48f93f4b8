"""The recipe: one file in, one record out."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from importlib import resources
from typing import TYPE_CHECKING

import pipeline
from pipeline.assemble import assemble
from pipeline.errors import UnsupportedLanguageError
from pipeline.extract import find_all_facts
from pipeline.ingest import ingest
from pipeline.language import UNDETERMINED, find_shares
from pipeline.locate import locate_record
from pipeline.models import Document, Outline, Producer, Record
from pipeline.nlp import read
from pipeline.segment import segment

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable
    from pathlib import Path

# With this share of its letters in other languages a document is not read at all.
MAX_FOREIGN_SHARE = 0.8


def read_file(path: Path, *, password: str | None = None) -> tuple[Record, Document]:
    """Read a file into its record. Raises an AccordError that says why it cannot be read."""
    document = ingest(path, password=password)
    return run_document(document), document


def run_document(document: Document) -> Record:
    """Make the record of a document."""
    return extract_record(document, segment(document))


def extract_record(document: Document, outline: Outline | None = None) -> Record:
    """Make the record of a document whose structure may be known already."""
    outline = outline or segment(document)
    check_language(document, outline)
    readings = tuple(read(version, document) for version in outline.versions)
    facts = find_all_facts(readings)
    return locate_record(assemble(document, outline, facts, describe_producer()), document)


def check_language(document: Document, outline: Outline) -> None:
    """Raise UnsupportedLanguageError when hardly anything is in a language that is read."""
    shares = {share.code: share.share for share in find_shares(document.text, outline.blocks)}
    if shares.get(UNDETERMINED, 0) >= MAX_FOREIGN_SHARE or not outline.versions:
        raise UnsupportedLanguageError(
            f"{document.source.name}: is not in German, English or Chinese; "
            "give a version in one of these languages"
        )


@lru_cache(maxsize=1)
def describe_producer() -> Producer:
    """Return the program's name, version, and a hash of the lexicons that decide what it finds."""
    digest = hashlib.sha256()
    for name, data in sorted(_list_files(resources.files("pipeline.lexicon"), "")):
        digest.update(name.encode() + b"\0" + data)
    return Producer("accord", pipeline.__version__, digest.hexdigest()[:16])


def _list_files(folder: Traversable, prefix: str) -> list[tuple[str, bytes]]:
    found: list[tuple[str, bytes]] = []
    for entry in folder.iterdir():
        name = f"{prefix}/{entry.name}"
        if entry.is_dir() and not entry.name.startswith("_"):
            found.extend(_list_files(entry, name))
        elif entry.name.endswith(".toml"):
            found.append((name, entry.read_bytes()))
    return found
