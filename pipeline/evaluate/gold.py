"""Gold: what a careful reader found in a document, and where to find that document."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pipeline.codec import decode
from pipeline.errors import InvalidRecordError, NothingToReadError
from pipeline.ingest.text import decode_text
from pipeline.models import Identifier, Name, Span
from pipeline.validate import find_schema_problems
from pipeline.write import load_bytes, load_json

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from pipeline.codec import JsonValue

SUFFIX = ".gold.json"

_PLACE = {"start", "end"}  # the keys of words that are told by their place alone


@dataclass(frozen=True, slots=True)
class GoldSource:
    """The annotated file."""

    name: str
    sha256: str


@dataclass(frozen=True, slots=True)
class GoldDocument:
    """The paper itself."""

    kind: str
    title: str | None
    reference: str | None
    date: str | None


@dataclass(frozen=True, slots=True)
class GoldNotice:
    """A period of notice."""

    purpose: str = field(metadata={"key": "for"})
    period: str
    to: str | None
    text: str | None = None


@dataclass(frozen=True, slots=True)
class GoldTerm:
    """How long an agreement runs."""

    entry_into_force: str | None
    entry_conditions: tuple[str, ...]
    duration: str | None
    expiry: str | None
    renewal: str | None
    renewal_period: str | None
    notices: tuple[GoldNotice, ...]


@dataclass(frozen=True, slots=True)
class GoldLegal:
    """The legal terms of an agreement."""

    binding: str | None
    language_versions: tuple[str, ...]
    equally_authentic: bool | None
    prevailing_language: str | None
    governing_law: str | None
    dispute_resolution: str | None
    costs: tuple[str, ...]
    confidentiality: str | bool | None


@dataclass(frozen=True, slots=True)
class GoldAgreement:
    """An agreement in or behind the document."""

    id: str
    kind: str
    title: str | None
    status: str
    reported: bool
    term: GoldTerm
    legal: GoldLegal


@dataclass(frozen=True, slots=True)
class GoldParty:
    """A contracting party."""

    id: str
    agreements: tuple[str, ...]
    name: str
    names: tuple[Name, ...]
    type: str
    country: str | None
    identifiers: tuple[Identifier, ...]


@dataclass(frozen=True, slots=True)
class GoldSignatory:
    """A person who signs."""

    agreement: str
    name: str
    role: str | None
    party: str | None
    date: str | None
    place: str | None


@dataclass(frozen=True, slots=True)
class Words:
    """Where words stand: by source offsets, or as their text and which occurrence of it."""

    text: str | None = None
    occurrence: int = 1
    page: int | None = None
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class GoldDate:
    """An expression that denotes a date."""

    agreement: str | None
    value: str | None
    role: str
    recurrence: str | None = None
    text: str | None = None
    occurrence: int = 1
    page: int | None = None
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class GoldArea:
    """An area in which the parties say that they cooperate."""

    agreement: str
    area: str


@dataclass(frozen=True, slots=True)
class GoldObligor:
    """Who owes."""

    party: str | None
    name: str


@dataclass(frozen=True, slots=True)
class GoldCommitment:
    """What a party promises, intends, may, or must not do."""

    agreement: str
    obligors: tuple[GoldObligor, ...]
    modality: str
    language: str = "und"
    deadline: str | None = None
    conditions: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    text: str | None = None
    occurrence: int = 1
    page: int | None = None
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class GoldReference:
    """Another agreement, law or paper that the text names."""

    agreement: str | None
    kind: str
    relation: str
    text: str | None = None
    number: str | None = None
    date: str | None = None
    parties: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Gold:
    """What a careful reader finds in a document; field meanings stand in the schema.

    `annotated` names the fields that were annotated, empty for all of them; `scope` holds the
    source ranges that were read, empty for the whole text.
    """

    schema: str
    source: GoldSource
    written: bool
    document: GoldDocument
    languages: tuple[str, ...]
    agreements: tuple[GoldAgreement, ...]
    parties: tuple[GoldParty, ...]
    signatories: tuple[GoldSignatory, ...]
    dates: tuple[GoldDate, ...]
    areas: tuple[GoldArea, ...]
    commitments: tuple[GoldCommitment, ...]
    references: tuple[GoldReference, ...]
    annotated: tuple[str, ...] = ()
    scope: tuple[Span, ...] = ()
    notes: str | None = None


def find_gold(folder: Path) -> tuple[Path, ...]:
    """Find the gold files of a folder and its folders; raise NothingToReadError without any."""
    found = (folder,) if folder.is_file() else tuple(sorted(folder.rglob(f"*{SUFFIX}")))
    if not found:
        fault = f"holds no gold (*{SUFFIX})" if folder.is_dir() else "there is no such folder"
        raise NothingToReadError(f"{str(folder)!r}: {fault}; name a folder that holds some")
    return found


class SourceFinder:
    """Finds the file that a gold belongs to: beside it, or in the folders given, by its bytes."""

    def __init__(self, folders: Iterable[Path]) -> None:
        self._folders = tuple(folders)
        self._by_name: dict[str, list[Path]] | None = None

    def find(self, gold: Path, source: GoldSource) -> tuple[Path, bytes]:
        """Return the file and its bytes; raise NothingToReadError when none has that SHA-256."""
        for path in self._candidates(gold, source.name):
            data = load_bytes(path)
            if hashlib.sha256(data).hexdigest() == source.sha256:
                return path, data
        fault = f"its source {source.name!r} with SHA-256 {source.sha256[:12]}… is not there"
        raise NothingToReadError(f"{str(gold)!r}: {fault}; name its folder with --sources")

    def _candidates(self, gold: Path, name: str) -> Iterator[Path]:
        beside = gold.parent / name
        if beside.is_file():
            yield beside
        yield from self._index().get(name, ())

    def _index(self) -> Mapping[str, list[Path]]:
        if self._by_name is None:
            self._by_name = {}
            for path in (p for folder in self._folders for p in sorted(folder.rglob("*"))):
                self._by_name.setdefault(path.name, []).append(path)
        return self._by_name


def load_gold(path: Path, finder: SourceFinder) -> tuple[Gold, Path, str | None]:
    """Load gold, the path of its source, and the source's characters if it is plain text.

    Raises InvalidRecordError for what does not fit the schema, NothingToReadError where the
    source is missing.
    """
    data = load_json(path)
    problems = find_schema_problems("gold", data)
    if problems or not isinstance(data, dict):
        first = f"{problems[0].path}: {problems[0].message}" if problems else "is no object"
        raise InvalidRecordError(f"{str(path)!r}: is no gold: {first}; mend it")
    file, content = finder.find(path, decode(GoldSource, data["source"]))
    text = decode_text(content) if file.suffix.lower() in {".txt", ".md"} else None
    return decode(Gold, _fill_in(data, text, path)), file, text


def _fill_in(data: JsonValue, text: str | None, path: Path) -> JsonValue:
    """Put the words in where only their place is given."""
    if isinstance(data, list):
        return [_fill_in(item, text, path) for item in data]
    if not isinstance(data, dict):
        return data
    if data.keys() == _PLACE:
        return _words_at(data, text, path)
    kept = {"scope": data["scope"]} if "scope" in data else {}
    return {key: _fill_in(item, text, path) for key, item in data.items()} | kept


def _words_at(place: Mapping[str, JsonValue], text: str | None, path: Path) -> str:
    start, end = place["start"], place["end"]
    if text is None or not isinstance(start, int) or not isinstance(end, int) or end > len(text):
        raise InvalidRecordError(f"{str(path)!r}: {start}–{end} is no place in its text; mend it")
    return " ".join(text[start:end].split())
