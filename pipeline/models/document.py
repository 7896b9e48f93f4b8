"""A file after ingest."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.models.text import Page, Run, Signature, Source
from pipeline.models.words import NO_WORDS, Words


@dataclass(frozen=True, slots=True)
class Document:
    """A file after ingest: its text in NFC, a paragraph a line, and the map back to the source.

    `runs` are sorted by `start`; characters between runs were put in by the clean-up.
    `words` are sorted by `start` and empty for plain text and Word; `warnings` are codes and
    messages.
    `ocr` is the name and version of the program that recognised text in images, if any was.
    """

    source: Source
    text: str
    pages: tuple[Page, ...]
    runs: tuple[Run, ...]
    words: Words = NO_WORDS
    warnings: tuple[tuple[str, str], ...] = ()
    signatures: tuple[Signature, ...] = ()
    ocr: str | None = None
