"""Documents ↔ JSON: compactly, a page, run or word a line."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from pipeline.codec import decode, encode, parse_json
from pipeline.errors import InvalidRecordError
from pipeline.models import Box, Document, Outline, Page, Run, Signature, Source, Word, Words
from pipeline.models.words import UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from pipeline.codec import JsonValue

DOCUMENT_SCHEMA = "urn:accord:schema:document:1"
_ReadWord: TypeAlias = tuple[int, int, int, float, float, float, float]
_RecognisedWord: TypeAlias = tuple[int, int, int, float, float, float, float, float]
_WordRow: TypeAlias = _ReadWord | _RecognisedWord


def dump_document(document: Document, outline: Outline | None = None) -> str:
    """Write a document as JSON text, a page, run or word a line; boxes to 2 decimals of a point."""
    parts = {
        "schema": _line(DOCUMENT_SCHEMA),
        "source": _line(encode(document.source)),
        "text": _line(document.text),
        "pages": _lines(encode(page) for page in document.pages),
        "runs": _lines(_run_row(run) for run in document.runs),
        "words": _lines(map(_round_row, document.words.rows())),
        "warnings": _lines(list(pair) for pair in document.warnings),
        "signatures": _lines(encode(signature) for signature in document.signatures),
    }
    if document.ocr is not None:
        parts["ocr"] = _line(document.ocr)
    return _join(parts if outline is None else parts | {"outline": _line(encode(outline))})


def dump_map(document: Document) -> str:
    """Write the map that is kept beside a text: its pages and runs, one a line."""
    pages = _lines(encode(page) for page in document.pages)
    return _join({"pages": pages, "runs": _lines(_run_row(run) for run in document.runs)})


def load_map(text: str | bytes) -> tuple[tuple[Page, ...], tuple[Run, ...]]:
    """Read what `dump_map` wrote; raise InvalidRecordError when it is no map."""
    raw = decode(_MapJson, parse_json(text))
    return raw.pages, tuple(Run(*row) for row in raw.runs)


def load_document(text: str | bytes) -> tuple[Document, Outline | None]:
    """Read what `dump_document` wrote; raise InvalidRecordError when it is no document."""
    return decode_document(parse_json(text))


def decode_document(data: JsonValue) -> tuple[Document, Outline | None]:
    """Turn a document's JSON value into the document and, if there is one, its outline."""
    raw = decode(_DocumentJson, data)
    if raw.schema != DOCUMENT_SCHEMA:
        raise InvalidRecordError(f"$.schema: is {raw.schema!r}, not {DOCUMENT_SCHEMA!r}")
    document = Document(
        source=raw.source,
        text=raw.text,
        pages=raw.pages,
        runs=tuple(Run(*row) for row in raw.runs),
        words=Words.of(map(_make_word, raw.words)),
        warnings=raw.warnings,
        signatures=raw.signatures,
        ocr=raw.ocr,
    )
    return document, raw.outline


@dataclass(frozen=True, slots=True)
class _MapJson:
    """The shape of a map in JSON."""

    pages: tuple[Page, ...]
    runs: tuple[tuple[int, int, int, int | None], ...]


@dataclass(frozen=True, slots=True)
class _DocumentJson:
    """The shape of a document in JSON."""

    schema: str
    source: Source
    text: str
    pages: tuple[Page, ...]
    runs: tuple[tuple[int, int, int, int | None], ...]
    words: tuple[_WordRow, ...]
    warnings: tuple[tuple[str, str], ...]
    signatures: tuple[Signature, ...] = ()
    ocr: str | None = None
    outline: Outline | None = None


def _join(parts: Mapping[str, str]) -> str:
    return "{\n  " + ",\n  ".join(f'"{key}": {part}' for key, part in parts.items()) + "\n}\n"


def _run_row(run: Run) -> list[int | None]:
    return [run.start, run.source_start, run.length, run.page]


def _round_row(row: Sequence[float]) -> list[float]:
    *place, confidence = row
    corners = [round(edge, 2) for edge in place[3:]]
    level = [] if confidence == UNKNOWN else [round(confidence, 2)]
    return [*place[:3], *corners, *level]


def _make_word(row: _WordRow) -> Word:
    start, end, page, x0, y0, x1, y1, *level = row
    return Word(start, end, Box(page, x0, y0, x1, y1), *level)


def _line(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


def _lines(items: Iterable[object]) -> str:
    rows = ",\n    ".join(map(_line, items))
    return f"[\n    {rows}\n  ]" if rows else "[]"
