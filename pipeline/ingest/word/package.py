"""The parts of a Word document, parsed without a document type, network or other files."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from lxml import etree

from pipeline.errors import EncryptedError, TooLargeError, UnreadableError
from pipeline.ingest.word.containers import read_entry

if TYPE_CHECKING:
    import zipfile
    from collections.abc import Iterator

    from lxml.etree import _Element as Element

MAX_XML_BYTES = 50_000_000  # of all parts that are parsed, inflated
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
# The same words under another address, as "Strict Open XML" files have it.
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_CONTENT_TYPES = "[content_types].xml"
_MAIN = ".main+xml"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_MEDIA_TYPES = {
    f"{DOCX}{_MAIN}": DOCX,
    "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml": (
        "application/vnd.openxmlformats-officedocument.wordprocessingml.template"
    ),
    "application/vnd.ms-word.document.macroEnabled.main+xml": (
        "application/vnd.ms-word.document.macroEnabled.12"
    ),
    "application/vnd.ms-word.template.macroEnabledTemplate.main+xml": (
        "application/vnd.ms-word.template.macroEnabled.12"
    ),
}


@dataclass(frozen=True, slots=True)
class Package:
    """A Word document's parts by what they are: their roots, None for those it has not."""

    media_type: str
    document: Element
    styles: Element | None = None
    numbering: Element | None = None
    footnotes: Element | None = None
    endnotes: Element | None = None


@cache
def tag(name: str) -> str:
    """Return the full name of an element or attribute of WordprocessingML."""
    return f"{{{WORD}}}{name}"


def read_package(archive: zipfile.ZipFile, shown: str) -> Package:
    """Parse the parts that hold text and its numbering; no other part is even inflated.

    Raise UnreadableError, EncryptedError or TooLargeError.
    """
    parts = _Parts(archive, shown)
    roots = dict(parts.related(""))
    main = roots.get("officeDocument", "word/document.xml")
    document = parts.parse(main)
    if document is None:
        raise UnreadableError(f"{shown}: its text is missing; ask for the file again")
    related = dict(parts.related(main))
    named = {
        kind: parts.parse(related[kind])
        for kind in ("styles", "numbering", "footnotes", "endnotes")
        if kind in related
    }
    return Package(parts.find_media_type(), document, **named)


class _Parts:
    """Parses parts of an archive, until they are too large together."""

    def __init__(self, archive: zipfile.ZipFile, shown: str) -> None:
        self._archive = archive
        self._shown = shown
        self._entries = {_fold(entry.filename): entry for entry in archive.infolist()}
        self._left = MAX_XML_BYTES

    def parse(self, name: str) -> Element | None:
        """Return the root of a part, None when there is no such part."""
        entry = self._entries.get(_fold(name))
        if entry is None:
            return None
        data = self._read(entry)
        parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
        try:
            root = etree.fromstring(data.replace(_STRICT, WORD.encode()), parser)
        except etree.XMLSyntaxError as error:
            raise UnreadableError(
                f"{self._shown}: a part of it is damaged ({_fold(name)}); ask for the file again"
            ) from error
        if root.getroottree().docinfo.internalDTD is not None:
            raise UnreadableError(
                f"{self._shown}: declares a document type, as no word processor does; save it anew"
            )
        return root

    def related(self, name: str) -> Iterator[tuple[str, str]]:
        """Yield what the part is related to inside the archive: kind and name, the first last."""
        folder, file = posixpath.split(name)
        root = self.parse(posixpath.join(folder, "_rels", f"{file}.rels"))
        relations = [] if root is None else list(root.iter("{*}Relationship"))
        for relation in reversed(relations):
            if relation.get("TargetMode") != "External":
                target = posixpath.join("/", folder, relation.get("Target", ""))
                yield relation.get("Type", "").rpartition("/")[2], posixpath.normpath(target)

    def find_media_type(self) -> str:
        """Return the media type that the archive states for its main part."""
        root = self.parse(_CONTENT_TYPES)
        parts = [] if root is None else root.iter("{*}Override")
        stated = (part.get("ContentType", "") for part in parts)
        return next((_MEDIA_TYPES[kind] for kind in stated if kind in _MEDIA_TYPES), DOCX)

    def _read(self, entry: zipfile.ZipInfo) -> bytes:
        try:
            data = read_entry(self._archive, entry, self._left)
        except (UnreadableError, EncryptedError) as error:
            raise type(error)(f"{self._shown}: {error}") from error
        if len(data) > self._left:
            limit = f"{MAX_XML_BYTES // 1_000_000} MB"
            raise TooLargeError(
                f"{self._shown}: inflates to more than {limit} of text and marks; split the file"
            )
        self._left -= len(data)
        return data


def _fold(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").lower()
