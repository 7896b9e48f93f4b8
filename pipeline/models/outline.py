"""A document as a reader sees its structure: blocks, parts, versions, sections, sentences."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.models.text import Run, Span


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph of the text and the language it is in (`und` when it is none of ours)."""

    span: Span
    language: str


@dataclass(frozen=True, slots=True)
class Section:
    """A piece of the structure; `span` covers its children too, `heading` its number and title."""

    id: str
    parent: str | None
    agreement: str | None
    counterpart: str | None
    part: str
    kind: str
    number: str | None
    title: str | None
    language: str
    span: Span
    heading: Span | None


@dataclass(frozen=True, slots=True)
class Version:
    """One language's reading of one part: the blocks that belong to it, in reading order."""

    agreement: str | None
    part: str
    language: str
    blocks: tuple[Block, ...]
    sections: tuple[Section, ...]


@dataclass(frozen=True, slots=True)
class Outline:
    """The structure of a document: what kind of paper it is and the versions of its parts."""

    kind: str
    blocks: tuple[Block, ...]
    versions: tuple[Version, ...]

    @property
    def sections(self) -> tuple[Section, ...]:
        """All sections, in the order of their versions."""
        return tuple(section for version in self.versions for section in version.sections)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence or list item, in the coordinates of its reading, and the section it stands in."""

    span: Span
    text: str
    section: Section | None


@dataclass(frozen=True, slots=True)
class Reading:
    """One version as continuous text, a block a line; `runs` map it to the document's text.

    `text` is folded for matching (traditional to simplified characters, one to one); `original`
    holds the document's own characters at the same offsets.
    """

    version: Version
    text: str
    original: str
    runs: tuple[Run, ...]
    sentences: tuple[Sentence, ...]
