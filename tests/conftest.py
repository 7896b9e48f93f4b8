"""What tests share: no time limit, Tesseract, and the one scan of the corpus, read once."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

from pipeline.ingest.scans.tesseract import find_engine
from pipeline.models import Document, Record
from pipeline.run import read_file

# As the program does before it loads pyarrow: see `pipeline/collect.py`.
os.environ.setdefault("ARROW_DEFAULT_MEMORY_POOL", "system")

# A busy machine is no failure.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")

SCAN = Path(__file__).parents[1] / "corpus" / "scans" / "31-boise-siegen-sister-city-scan.pdf"


@pytest.fixture(scope="session")
def tesseract() -> str:
    """Name Tesseract; skip where it is missing, fail where everything has to be tested."""
    engine = find_engine()
    if engine.fault and os.environ.get("CI") == "true":
        pytest.fail(engine.fault)
    if engine.fault:
        pytest.skip(engine.fault)
    return engine.name


@pytest.fixture(scope="session")
def boise_scan(tesseract: str) -> tuple[Record, Document]:
    """Read the scan of the corpus."""
    record, document = read_file(SCAN)
    assert document.ocr == tesseract
    return record, document
