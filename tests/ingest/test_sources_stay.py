"""A source file is never written to."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import pytest
from ingest.bad_pdfs import TEXT, build, single

from pipeline.errors import AccordError
from pipeline.ingest import ingest

if TYPE_CHECKING:
    from pathlib import Path

FILES = {
    "a.pdf": build(single()),
    "damaged.pdf": build(single())[:200],
    "form.pdf": build(single(TEXT, about=b"/AcroForm << /Fields [] /NeedAppearances true >>")),
    "a.txt": "Die Städte Bottrop und Foshan.\n".encode(),
    "legacy.txt": "Die St\u00e4dte Bottrop und Foshan.\r\n".encode("cp1252"),
    "a.docx": b"PK\x03\x04" + b"x" * 99,
}


def describe(folder: Path) -> dict[str, tuple[int, int, str]]:
    return {
        path.name: (
            path.stat().st_mtime_ns,
            path.stat().st_mode,
            hashlib.sha256(path.read_bytes()).hexdigest(),
        )
        for path in folder.iterdir()
    }


@pytest.mark.parametrize("name", FILES)
def test_bytes_time_and_mode_stay(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(FILES[name])
    path.chmod(0o400)
    tmp_path.chmod(0o500)
    before = describe(tmp_path)
    try:
        ingest(path)
    except AccordError:
        pass
    finally:
        after = describe(tmp_path)
        tmp_path.chmod(0o700)

    assert after == before
