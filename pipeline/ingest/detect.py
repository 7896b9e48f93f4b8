"""What a file is: by its content first, by its name second."""

from __future__ import annotations

from pathlib import PurePath

from pipeline.errors import UnsupportedTypeError

PDF = "pdf"
TEXT = "text"
CONTAINER = "container"  # an archive or compound file: its directory says what it holds
_READ = (
    "PDF with a text layer",
    "Word (.docx)",
)
SUPPORTED = f"supported are {', '.join(_READ)} and plain text (.txt, .md)"
_PDF_HEAD = 1024  # bytes among which the header of a PDF must stand
_CONTAINERS = (b"PK\x03\x04", b"PK\x05\x06", b"\xd0\xcf\x11\xe0")
_SIGNATURES = (
    (b"{\\rtf", "a rich text document"),
    (b"\xffWPC", "a WordPerfect document"),
    (b"%!PS", "a PostScript document"),
    (b"AT&TFORM", "a DjVu document"),
    (b"\x89PNG", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"GIF8", "an image"),
    (b"II*\x00", "an image"),
    (b"MM\x00*", "an image"),
    (b"\x00\x00\x00\x0cjP  ", "an image"),
    (b"\x1f\x8b", "a compressed file"),
    (b"BZh", "a compressed file"),
    (b"7z\xbc\xaf", "a compressed file"),
    (b"\xfd7zXZ", "a compressed file"),
    (b"\x28\xb5\x2f\xfd", "a compressed file"),
    (b"Rar!\x1a\x07", "a compressed file"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3\x00", "a database"),
    (b"ID3\x03", "a sound recording"),
    (b"ID3\x04", "a sound recording"),
    (b"OggS", "a sound recording"),
    (b"fLaC", "a sound recording"),
    (b"Return-Path: ", "an e-mail"),
    (b"Received: from", "an e-mail"),
    (b"MIME-Version: ", "an e-mail"),
)
# Types whose signature stands after a length or the like: where, and what.
_INNER_SIGNATURES = (
    (8, b"WEBP", "an image"),
    (8, b"WAVE", "a sound recording"),
    (4, b"ftyphei", "an image"),
    (4, b"ftypmif1", "an image"),
    (4, b"ftypavif", "an image"),
    (4, b"ftyp", "a film or sound recording"),
    (257, b"ustar", "an archive"),
)
_MARKUP = (b"<!doctype html", b"<html", b"<?xml", b"<svg")
_REFUSED = {
    ".doc": "a Word document",
    ".odt": "an office document",
    ".html": "a web page",
    ".htm": "a web page",
    ".mht": "a web page",
    ".mhtml": "a web page",
    ".xml": "a web page or XML document",
    ".rtf": "a rich text document",
    ".eml": "an e-mail",
    ".msg": "an Outlook message",
    ".pages": "a Pages document",
    ".bmp": "an image",
}


def detect_type(head: bytes, name: str) -> str:
    """Return PDF, CONTAINER or TEXT for the first bytes of a file.

    Raise UnsupportedTypeError otherwise; what a container holds is to be found out.
    """
    if head.startswith(_CONTAINERS):
        return CONTAINER
    if b"%PDF-" in head[:_PDF_HEAD]:
        return PDF
    found = _detect_signature(head) or _REFUSED.get(PurePath(name).suffix.lower())
    if found:
        raise UnsupportedTypeError(f"{show_name(name)}: is {found}; {SUPPORTED}")
    return TEXT


def show_name(name: str) -> str:
    """Return a file name that is safe to print: control characters and stray bytes escaped."""
    return "".join(
        character if character.isprintable() else character.encode("unicode_escape").decode()
        for character in name
    )


def _detect_signature(head: bytes) -> str | None:
    for signature, description in _SIGNATURES:
        if head.startswith(signature):
            return description
    for place, signature, description in _INNER_SIGNATURES:
        if head.startswith(signature, place):
            return description
    if head.lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith(_MARKUP):
        return "a web page or XML document"
    return None
