"""Values that tests start from."""

from __future__ import annotations

import hashlib

from pipeline.language import detect_languages
from pipeline.models import Block, Document, Reading, Run, Section, Source, Span, Version
from pipeline.nlp import read


def document_of(text: str) -> Document:
    """Return a plain-text document whose text is its source."""
    data = text.encode()
    digest = hashlib.sha256(data).hexdigest()
    source = Source(digest[:16], "test.txt", "text/plain", len(data), digest, None, "plain")
    return Document(source, text, (), (Run(0, 0, len(text), None),))


def reading_of(
    text: str, language: str, *, kind: str = "clause", part: str = "agreement"
) -> Reading:
    """Return a reading of a whole text as one section of one version."""
    document = document_of(text)
    blocks = tuple(Block(block.span, language) for block in detect_languages(text))
    whole = Span(0, len(text))
    section = Section("s1", None, "a1", None, part, kind, None, None, language, whole, None)
    return read(Version("a1", part, language, blocks, (section,)), document)
