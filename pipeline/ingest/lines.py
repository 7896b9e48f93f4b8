"""The line as the stages of ingest hand it on: where it stands, and what it may be joined with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.models.words import NO_WORDS, Words

if TYPE_CHECKING:
    from pipeline.models import Page, Signature, Word

Edit = tuple[int, int, str]  # start and end in the source, and what is written there
TEXT_LAYER, OCR = "text_layer", "ocr"  # origins of a page's text
NO_TEXT = "none"  # the origin of a page that nothing was read from
GEOMETRY = "geometry"  # the route of a page that pdfplumber was asked about
APART = -1  # the length of a typed line in columns
DAMAGED = "damaged"  # the route of a page that could not be opened


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line in source coordinates and the rectangle it fills.

    Lengths are PDF points from the top left; for plain text they are estimated. Lines of one
    `block` follow each other in one column; `cell` numbers the cells of a table row, else None.
    `leaf` counts pages from 1, for plain text by its form feeds. `gap` says that white space
    stands above the line, `turned` that a page was turned there, `loose` that the block is made of
    short lines, none of which goes on in the next, `narrow` that it is one of several columns.
    `columns` counts the characters up to the line's end as typed, 0 where that is not known, APART
    where the line holds what stands side by side.
    """

    start: int
    end: int
    leaf: int
    x0: float
    y0: float
    x1: float
    y1: float
    block: int = 0
    cell: int | None = None
    gap: bool = False
    turned: bool = False
    loose: bool = False
    narrow: bool = False
    columns: int = 0

    def settle(self, block: int, *, gap: bool, turned: bool, loose: bool, narrow: bool) -> TextLine:
        """Return the line as part of a block; `dataclasses.replace` takes four times as long."""
        place = self.x0, self.y0, self.x1, self.y1
        whole = self.start, self.end, self.leaf, *place, block, self.cell
        return TextLine(*whole, gap, turned, loose, narrow, self.columns)


@dataclass(frozen=True, slots=True)
class Leaf:
    """The lines of one page in pdfium's order and what layout needs of the page.

    `start` is the first character of the page in the source. `spans` are the first word of each
    line and the one after its last, `rules` the boxes of what is drawn: None when no lines of the
    page stand beside each other. `edits` are what is to be written instead of some characters, or
    in front of one; `route` is set when it is settled; `fault` says why nothing was read from a
    page that shows something.
    """

    number: int
    width: float
    height: float
    start: int = 0
    lines: tuple[TextLine, ...] = ()
    words: Words = NO_WORDS
    spans: tuple[tuple[int, int], ...] = ()
    edits: tuple[Edit, ...] = ()
    rules: tuple[tuple[float, float, float, float], ...] | None = ()
    route: str | None = None
    fault: str = ""

    def words_of(self, index: int) -> tuple[Word, ...]:
        """Return the words of a line."""
        first, last = self.spans[index]
        return self.words[first:last]


@dataclass(frozen=True, slots=True)
class PagedText:
    """All characters of a file with pages, in the order they were read, its pages and their lines.

    `edits` are what is to be written instead of some characters, or in front of one, sorted;
    `warnings` are codes and messages.
    """

    source: str
    pages: tuple[Page, ...]
    leaves: tuple[Leaf, ...]
    edits: tuple[Edit, ...] = ()
    warnings: tuple[tuple[str, str], ...] = ()
    signatures: tuple[Signature, ...] = ()
