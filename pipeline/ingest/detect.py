"""What a file is: by its content first, by its name second."""

from __future__ import annotations

from pathlib import PurePath

from pipeline.errors import UnsupportedTypeError

PDF = "pdf"
TEXT = "text"
TIFF, JPEG, PNG = "tiff", "jpeg", "png"
SUPPORTED = "supported are PDF, scans as TIFF, JPEG or PNG, and plain text (.txt, .md)"
_PDF_HEAD = 1024  # bytes among which the header of a PDF must stand
_SIGNATURES = (
    (b"PK\x03\x04", "a ZIP archive or office document"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"{\\rtf", "a rich text document"),
    (b"GIF8", "a GIF image"),
    (b"\x1f\x8b", "a compressed file"),
    (b"BZh", "a compressed file"),
    (b"7z\xbc\xaf", "a compressed file"),
    (b"\x7fELF", "a program"),
    (b"%!PS", "a PostScript document"),
)
_IMAGES = (
    (b"\x89PNG\r\n\x1a\n", PNG),
    (b"\xff\xd8\xff", JPEG),
    (b"II*\x00", TIFF),
    (b"MM\x00*", TIFF),
    (b"II+\x00", TIFF),  # larger than 4 GB
    (b"MM\x00+", TIFF),
)
_MARKUP = (b"<!doctype html", b"<html", b"<?xml", b"<svg")
_HEIF = (b"heic", b"heix", b"mif1", b"msf1", b"avif")
_REFUSED = {
    ".docx": "a Word document",
    ".doc": "a Word document",
    ".odt": "an office document",
    ".html": "a web page",
    ".htm": "a web page",
    ".rtf": "a rich text document",
}


def detect_type(head: bytes, name: str) -> str:
    """Return what the first bytes of a file say it is: PDF, TEXT, TIFF, JPEG or PNG.

    Raise UnsupportedTypeError for anything else.
    """
    image = next((kind for mark, kind in _IMAGES if head.startswith(mark)), None)
    if image:
        return image
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
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "a WebP image"
    if head[4:8] == b"ftyp" and head[8:12] in _HEIF:
        return "a HEIC image"
    if head[:2] == b"BM" and head[6:10] == bytes(4):
        return "a BMP image"
    for signature, description in _SIGNATURES:
        if head.startswith(signature):
            return description
    if head.lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith(_MARKUP):
        return "a web page or XML document"
    return None
