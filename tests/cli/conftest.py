"""What the tests of the command line start from."""

from __future__ import annotations

import io
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from pipeline.cli import main

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from click.testing import Result

LINES = (
    "Memorandum of Understanding between the City of Bottrop and the City of Foshan",
    "The City of Bottrop and the City of Foshan, hereinafter the Parties, agree as follows.",
    "Article 1. The Parties shall exchange two groups of pupils every year.",
    "Article 2. This Memorandum enters into force on 12 January 2024 and remains in force for",
    "three years. Done in Bottrop on 12 January 2024.",
)


def make_pdf(pages: int = 1, *, password: str | None = None, image: bool = False) -> bytes:
    buffer = io.BytesIO()
    lock = None if password is None else StandardEncryption(password, ownerPassword="owner")
    canvas = Canvas(buffer, encrypt=lock, invariant=True)
    for _ in range(pages):
        if image:
            canvas.drawImage(ImageReader(_make_image()), 72, 72, 200, 200)
        else:
            for number, line in enumerate(LINES):
                canvas.drawString(72, 750 - 20 * number, line)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def _make_image() -> io.BytesIO:
    from PIL import Image  # comes with reportlab, used for one test

    buffer = io.BytesIO()
    Image.new("RGB", (50, 50), "grey").save(buffer, "PNG")
    buffer.seek(0)
    return buffer


@pytest.fixture
def pdf() -> Callable[..., bytes]:
    """Make a memorandum as PDF: of so many pages, behind a password, as an image only."""
    return make_pdf


@pytest.fixture
def memorandum(tmp_path: Path) -> Path:
    path = tmp_path / "memorandum.pdf"
    path.write_bytes(make_pdf())
    return path


@pytest.fixture
def accord(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """Run the command line in this process, in an empty folder."""
    monkeypatch.chdir(tmp_path)
    runner = CliRunner()
    return lambda *args, **options: runner.invoke(main, list(map(str, args)), **options)


@pytest.fixture
def shell(tmp_path: Path) -> Callable[..., subprocess.CompletedProcess[bytes]]:
    """Run the command line as a process of its own, in an empty folder."""

    def run(*args: object, **options: object) -> subprocess.CompletedProcess[bytes]:
        command = [sys.executable, "-m", "pipeline", *map(str, args)]
        streams = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **options}
        return subprocess.run(command, cwd=tmp_path, check=False, **streams)  # type: ignore[call-overload, no-any-return]  # the test says which

    return run
