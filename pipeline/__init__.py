"""Read agreements into records: who agreed with whom, on what, until when, and who promised what.

Public names are loaded on first use (PEP 562), so that the command line starts fast.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.codec import decode, encode
    from pipeline.ingest import ingest_bytes
    from pipeline.models import Document, Outline, Record
    from pipeline.run import extract_record, read_file, run_document
    from pipeline.validate import find_problems

__version__ = "0.1.0"

_HOMES = {
    "Document": "pipeline.models",
    "Outline": "pipeline.models",
    "Record": "pipeline.models",
    "decode": "pipeline.codec",
    "encode": "pipeline.codec",
    "extract_record": "pipeline.run",
    "find_problems": "pipeline.validate",
    "ingest_bytes": "pipeline.ingest",
    "read_file": "pipeline.run",
    "run_document": "pipeline.run",
}

__all__ = [
    "Document",
    "Outline",
    "Record",
    "decode",
    "encode",
    "extract_record",
    "find_problems",
    "ingest_bytes",
    "read_file",
    "run_document",
]


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        message = f"module 'pipeline' has no attribute {name!r}"
        raise AttributeError(message)
    return getattr(importlib.import_module(_HOMES[name]), name)
