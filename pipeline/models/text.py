"""A file as text: where each character of the text came from, page and box."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Span:
    """A half-open range of Unicode code points."""

    start: int
    end: int

    def overlaps(self, other: Span) -> bool:
        """Tell whether the two ranges share a character."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: Span) -> bool:
        """Tell whether the other range lies inside this one."""
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True)
class Source:
    """What the file was: identity and size of its bytes.

    `id` is the first 16 hex digits of `sha256`. `pages` is None for plain text and Word.
    """

    id: str
    name: str
    media_type: str
    bytes: int
    sha256: str
    pages: int | None
    text_origin: str


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a page, in PDF points from the top left of the page as displayed."""

    page: int
    x0: float
    y0: float
    x1: float
    y1: float


@dataclass(frozen=True, slots=True)
class Page:
    """One page; `start` and `length` place its characters in source coordinates.

    `route` says how its reading order was found, `origin` where its text came from.
    """

    number: int
    width: float
    height: float
    rotation: int
    start: int
    length: int
    route: str
    origin: str


@dataclass(frozen=True, slots=True)
class Word:
    """A run of characters without white space, in source coordinates, and where it stands.

    `confidence`, from 0 to 1, is how sure the recognition of a scan was; None for text as read.
    """

    start: int
    end: int
    box: Box
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Run:
    """`length` characters of the text from `start` on stand in the source, one to one.

    They begin there at `source_start`.
    """

    start: int
    source_start: int
    length: int
    page: int | None


@dataclass(frozen=True, slots=True)
class Signature:
    """A signature field that is filled; whether what it holds is valid was not checked.

    `format`, `reason` and `time` are as the file says ("D:20240112093000+01'00'"); `box` is where
    the signature shows, None when that is not known.
    """

    format: str | None
    reason: str | None
    time: str | None
    box: Box | None
