"""What a file is: by its content first, by its name second."""

from __future__ import annotations

from pathlib import PurePath

from pipeline.errors import UnsupportedTypeError

PDF = "pdf"
TEXT = "text"
CONTAINER = "container"  # an archive or compound file: its directory says what it holds
TIFF, JPEG, PNG = "tiff", "jpeg", "png"
_READ = (
    "PDF",
    "scans as TIFF, JPEG or PNG",
    "Word (.docx)",
)
SUPPORTED = f"supported are {', '.join(_READ)} and plain text (.txt, .md)"
HEAD = 8192  # bytes that tell the type
_PDF_HEAD = 1024  # bytes among which the header of a PDF must stand
_CONTAINERS = (b"PK\x03\x04", b"PK\x05\x06", b"\xd0\xcf\x11\xe0")
_SIGNATURES = (
    (b"{\\rtf", "a rich text document"),
    (b"\xffWPC", "a WordPerfect document"),
    (b"%!PS", "a PostScript document"),
    (b"AT&TFORM", "a DjVu document"),
    (b"GIF8", "a GIF image"),
    (b"\x00\x00\x00\x0cjP  ", "a JPEG 2000 image"),
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
    (8, b"WEBP", "a WebP image"),
    (8, b"WAVE", "a sound recording"),
    (4, b"ftyphei", "a HEIC image"),
    (4, b"ftyphevc", "a HEIC image"),
    (4, b"ftypmif1", "a HEIC image"),
    (4, b"ftypmsf1", "a HEIC image"),
    (4, b"ftypavi", "an AVIF image"),
    (4, b"ftyp", "a film or sound recording"),
    (257, b"ustar", "an archive"),
)
_IMAGES = (
    (b"\x89PNG\r\n\x1a\n", PNG),
    (b"\xff\xd8\xff", JPEG),
    (b"II*\x00", TIFF),
    (b"MM\x00*", TIFF),
    (b"II+\x00", TIFF),  # larger than 4 GB
    (b"MM\x00+", TIFF),
)
IMAGE_HEADS = tuple(mark for mark, _ in _IMAGES)
_MARKUP = (b"<!doctype html", b"<html", b"<?xml", b"<svg")
_REFUSED = {
    ".doc": "an old Word document",
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
    """Return PDF, CONTAINER, TEXT, TIFF, JPEG or PNG for the first bytes of a file.

    Raise UnsupportedTypeError otherwise; what a container holds is to be found out.
    """
    image = next((kind for mark, kind in _IMAGES if head.startswith(mark)), None)
    if image:
        return image
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
    if head[:2] == b"BM" and head[6:10] == bytes(4):
        return "a BMP image"
    for place, signature, description in _INNER_SIGNATURES:
        if head.startswith(signature, place):
            return description
    if head.lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith(_MARKUP):
        return "a web page or XML document"
    return None
