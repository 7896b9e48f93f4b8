"""Containers: what an archive or a compound file holds, told from its directory."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

from pipeline.errors import EncryptedError, TooLargeError, UnreadableError, UnsupportedTypeError
from pipeline.ingest.detect import SUPPORTED, show_name

MAX_ENTRIES = 10_000
_ENTRY = b"PK\x01\x02"  # begins each entry of an archive's directory
_METHODS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
_LOCKED = 1  # the bit of an entry's flags that says it is encrypted
_DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, struct.error)
_CONTENT_TYPES = "[content_types].xml"
_WORD = "word/"
_FOLDERS = (
    ("xl/", "an Excel workbook"),
    ("ppt/", "a PowerPoint presentation"),
    ("visio/", "a Visio drawing"),
    ("index/", "a Pages, Numbers or Keynote document"),
    ("index.zip", "a Pages, Numbers or Keynote document"),
)
_MEDIA = (
    (b"application/vnd.oasis.opendocument.text", "an OpenDocument text"),
    (b"application/vnd.oasis.opendocument.spreadsheet", "an OpenDocument spreadsheet"),
    (b"application/vnd.oasis.opendocument.presentation", "an OpenDocument presentation"),
    (b"application/epub+zip", "an e-book"),
)
# Names in the directory of a compound file. A message may hold any other file: it comes first.
_STREAMS = (
    ("__substg1.0_", "an Outlook message"),
    ("WordDocument", "an old Word document (.doc)"),
    ("Workbook", "an old Excel workbook (.xls)"),
    ("PowerPoint Document", "an old PowerPoint presentation (.ppt)"),
)
_LOCKED_STREAM = "EncryptedPackage"


def open_container(data: bytes, name: str) -> zipfile.ZipFile:
    """Open the archive that a Word document is.

    Raise UnsupportedTypeError for anything else, named as what it is; EncryptedError,
    UnreadableError or TooLargeError.
    """
    shown = show_name(name)
    if not data.startswith(b"PK"):
        raise _refuse_compound(data, shown)
    if data.count(_ENTRY) > MAX_ENTRIES:
        raise TooLargeError(
            f"{shown}: an archive of more than {MAX_ENTRIES:,} files; save the document anew"
        )
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (*_DAMAGE, NotImplementedError) as error:
        raise UnreadableError(_damage(shown)) from error
    other = _describe_other(archive)
    if other:
        raise UnsupportedTypeError(f"{shown}: is {other}; {SUPPORTED}")
    return archive


def read_entry(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, limit: int) -> bytes:
    """Return what an entry holds, at most `limit` bytes and one more, whatever it says it holds.

    Raise EncryptedError or UnreadableError.
    """
    if entry.flag_bits & _LOCKED:
        raise EncryptedError("is protected by a password; save an unlocked copy")
    if entry.compress_type not in _METHODS:
        raise UnreadableError("is compressed in a way that no word processor does; save it anew")
    try:
        with archive.open(entry) as file:
            return file.read(limit + 1)
    except (*_DAMAGE, NotImplementedError) as error:
        raise UnreadableError("is damaged and cannot be read to its end; fetch it anew") from error


def _damage(shown: str) -> str:
    return f"{shown}: is damaged and cannot be opened (cut short?); fetch the file anew"


def _describe_other(archive: zipfile.ZipFile) -> str | None:
    """Say what an archive is that is no Word document; None when it is one."""
    names = [name.replace("\\", "/").lower() for name in archive.namelist()]
    is_office = _CONTENT_TYPES in names
    if is_office and any(name.startswith(_WORD) for name in names):
        return None
    for folder, description in _FOLDERS:
        if any(name.startswith(folder) for name in names):
            return description
    return _describe_media(archive) or "a ZIP archive"


def _describe_media(archive: zipfile.ZipFile) -> str | None:
    if "mimetype" not in archive.namelist():
        return None
    try:
        media = read_entry(archive, archive.getinfo("mimetype"), 100)
    except (UnreadableError, EncryptedError):
        return None
    return next((described for start, described in _MEDIA if media.startswith(start)), None)


def _refuse_compound(data: bytes, shown: str) -> UnsupportedTypeError | EncryptedError:
    held = [name for name, _ in _STREAMS if name.encode("utf-16-le") in data]
    if _STREAMS[0][0] not in held and _LOCKED_STREAM.encode("utf-16-le") in data:
        return EncryptedError(f"{shown}: is protected by a password; save an unlocked copy")
    described = dict(_STREAMS)[held[0]] if held else "an old office document"
    return UnsupportedTypeError(f"{shown}: is {described}; {SUPPORTED}")
