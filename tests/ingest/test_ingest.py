"""The door: types, limits, messages."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pipeline.errors import (
    AccordError,
    NoTextError,
    NothingToReadError,
    TooLargeError,
    UnreadableError,
    UnsupportedTypeError,
)
from pipeline.ingest import MAX_TEXT_BYTES, ingest, ingest_bytes
from pipeline.ingest.detect import SUPPORTED

if TYPE_CHECKING:
    from pathlib import Path

REFUSED = [
    pytest.param(b"", "a.txt", NothingToReadError, "a.txt: is empty", id="empty"),
    pytest.param(b" \n\t \r\n", "a.txt", NoTextError, "a.txt: holds nothing", id="white-space"),
    pytest.param(b"\x00\x01\x02\x03\x04\x05", "a.txt", UnsupportedTypeError, "binary", id="binary"),
    pytest.param(b"PK\x03\x04rest", "a.docx", UnreadableError, "cut short", id="cut-archive"),
    pytest.param(b"<!DOCTYPE html><p>a", "a.txt", UnsupportedTypeError, "web page", id="html"),
    pytest.param(b"text", "a.html", UnsupportedTypeError, "web page", id="html-by-name"),
    pytest.param(b"GIF89a", "a.gif", UnsupportedTypeError, "a GIF image", id="gif"),
    pytest.param(b"RIFF\x00\x00\x00\x00WEBP", "a.webp", UnsupportedTypeError, "WebP", id="webp"),
    pytest.param(b"\x00\x00\x00\x18ftypheic", "a.heic", UnsupportedTypeError, "HEIC", id="heic"),
    pytest.param(
        b"BM\x36\x00\x00\x00\x00\x00\x00\x00", "a.bmp", UnsupportedTypeError, "BMP", id="bmp"
    ),
    pytest.param(b"\x89PNG\r\n\x1a\n", "a.png", UnreadableError, "damaged", id="png"),
    pytest.param(b"%PDF-1.7 nothing more", "a.pdf", UnreadableError, "damaged", id="pdf"),
    pytest.param(b"a" * (MAX_TEXT_BYTES + 1), "a.txt", TooLargeError, "20 MB", id="large"),
]


@pytest.mark.parametrize(("data", "name", "error", "words"), REFUSED)
def test_refused(data: bytes, name: str, error: type[AccordError], words: str) -> None:
    with pytest.raises(error, match=words) as caught:
        ingest_bytes(data, name)
    assert type(caught.value) is error


OTHER_TYPES = [
    pytest.param(b"{\\rtf1\\ansi", "a.doc", "a rich text document", id="rtf"),
    pytest.param(b"rich", "a.rtf", "a rich text document", id="rtf-by-name"),
    pytest.param(b"x", "a.odt", "an office document", id="odt-by-name"),
    pytest.param(b"x", "a.doc", "an old Word document", id="doc-by-name"),
    pytest.param(b"<html><p>a", "a", "a web page or XML document", id="html"),
    pytest.param(b"x", "a.mhtml", "a web page", id="mhtml-by-name"),
    pytest.param(b"Return-Path: <a@b>\nSubject: x", "a", "an e-mail", id="e-mail"),
    pytest.param(b"Subject: x", "a.EML", "an e-mail", id="e-mail-by-name"),
    pytest.param(b"x", "a.msg", "an Outlook message", id="msg-by-name"),
    pytest.param(b"x", "a.pages", "a Pages document", id="pages-by-name"),
    pytest.param(b"GIF89a", "a.gif", "a GIF image", id="gif"),
    pytest.param(b"RIFF\x00\x00\x00\x00WEBP", "a.webp", "a WebP image", id="webp"),
    pytest.param(b"\x00\x00\x00\x18ftypheic", "a.heic", "a HEIC image", id="heic"),
    pytest.param(b"\x00\x00\x00\x18ftypmp42", "a.mp4", "a film or sound recording", id="film"),
    pytest.param(b"ID3\x04\x00", "a.mp3", "a sound recording", id="sound"),
    pytest.param(b"AT&TFORM", "a.djvu", "a DjVu document", id="djvu"),
    pytest.param(b"%!PS-Adobe", "a.ps", "a PostScript document", id="postscript"),
    pytest.param(b"\xffWPC", "a.wpd", "a WordPerfect document", id="wordperfect"),
    pytest.param(b"\x1f\x8b\x08", "a.gz", "a compressed file", id="gzip"),
    pytest.param(b"Rar!\x1a\x07", "a.rar", "a compressed file", id="rar"),
    pytest.param(b"7z\xbc\xaf", "a.7z", "a compressed file", id="7z"),
    pytest.param(b"a.txt".ljust(257, b"\0") + b"ustar", "a.tar", "an archive", id="tar"),
    pytest.param(b"\x7fELF", "a", "a program", id="program"),
    pytest.param(b"SQLite format 3\x00", "a.db", "a database", id="database"),
]


@pytest.mark.parametrize(("data", "name", "described"), OTHER_TYPES)
def test_other_types_are_named(data: bytes, name: str, described: str) -> None:
    with pytest.raises(UnsupportedTypeError) as caught:
        ingest_bytes(data, name)
    assert str(caught.value) == f"{name}: is {described}; {SUPPORTED}"


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a", "a.unknown", "a.pdf", "a.docx"])
def test_text_is_read_whatever_the_name(name: str) -> None:
    document = ingest_bytes("Städtepartnerschaft".encode(), name)

    assert document.text == "Städtepartnerschaft"
    assert document.source.media_type == "text/plain"
    assert document.source.text_origin == "plain"
    assert document.source.pages is None
    assert document.source.id == document.source.sha256[:16]


def test_unsupported_types_say_what_is_supported() -> None:
    with pytest.raises(
        UnsupportedTypeError,
        match=r"PDF, scans as TIFF, JPEG or PNG, Word \(\.docx\) and plain text",
    ):
        ingest_bytes(b"GIF89a", "a.gif")


def test_file_names_are_shown_safely() -> None:
    with pytest.raises(NothingToReadError) as caught:
        ingest_bytes(b"", "a\nb\x1b[31m\udcff\U0001f600'.txt")
    assert str(caught.value).startswith("a\\nb\\x1b[31m\\udcff\U0001f600'.txt: ")


def test_a_missing_file_is_nothing_to_read(tmp_path: Path) -> None:
    with pytest.raises(NothingToReadError, match=r"gone\.txt: there is no such file"):
        ingest(tmp_path / "gone.txt")


def test_a_folder_is_nothing_to_read(tmp_path: Path) -> None:
    with pytest.raises(NothingToReadError, match="folder"):
        ingest(tmp_path)


def test_a_large_file_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "large.txt"
    with path.open("wb") as file:
        file.truncate(MAX_TEXT_BYTES * 50)
    with pytest.raises(TooLargeError, match="1000 MB, the limit is 20 MB"):
        ingest(path)


def test_the_source_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"Memorandum\r\n")
    before = path.stat()

    assert ingest(path).text == "Memorandum"

    assert path.read_bytes() == b"Memorandum\r\n"
    assert path.stat().st_mtime_ns == before.st_mtime_ns
