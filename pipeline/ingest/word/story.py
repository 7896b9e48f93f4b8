"""Word documents: paragraphs, tables, text boxes and notes as lines of characters, in order.

The characters include the numbers of automatic lists: a reader sees them, so that they are
evidence like any other. Headers, footers, comments and hidden text are left out.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.errors import TooLargeError
from pipeline.ingest.lines import TextLine
from pipeline.ingest.text import LINE_HEIGHT, estimate_width
from pipeline.ingest.word import markup
from pipeline.ingest.word.numbering import Numbering
from pipeline.ingest.word.numerals import write_number
from pipeline.ingest.word.package import read_package, tag
from pipeline.ingest.word.styles import Styles, find_value
from pipeline.ingest.word.tables import order_rows

if TYPE_CHECKING:
    import zipfile
    from collections.abc import Iterable, Iterator

    from lxml.etree import _Element as Element

    from pipeline.ingest.word.package import Package
    from pipeline.ingest.word.tables import Cell, Row

MAX_CHARACTERS = 20_000_000
_NOTE_STYLES = {"footnotes": "decimal", "endnotes": "lowerRoman"}


@dataclass(frozen=True, slots=True)
class WordText:
    """All characters of a Word document in order and its lines; warnings are codes and messages."""

    source: str
    lines: tuple[TextLine, ...]
    media_type: str
    warnings: tuple[tuple[str, str], ...]


def read_word(archive: zipfile.ZipFile, shown: str) -> WordText:
    """Read a Word document. Raise UnreadableError, EncryptedError or TooLargeError."""
    package = read_package(archive, shown)
    reader = _Reader(package, shown)
    reader.read_story(package.document)
    reader.read_notes()
    parts = (package.document, package.footnotes, package.endnotes)
    warnings = tuple(_find_changes([part for part in parts if part is not None]))
    return WordText("".join(reader.pieces), tuple(reader.lines), package.media_type, warnings)


def _find_changes(parts: Iterable[Element]) -> Iterator[tuple[str, str]]:
    counts = [markup.count_changes(part) for part in parts]
    inserted, deleted = (sum(count) for count in zip(*counts, strict=True))
    if inserted or deleted:
        shown = f"{_show_count(inserted, 'insertion')} and {_show_count(deleted, 'deletion')}"
        yield "tracked_changes", f"{shown} are tracked; the text is read as if they were accepted"


def _show_count(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


class _Reader:
    """Writes the source and its lines, block by block."""

    def __init__(self, package: Package, shown: str) -> None:
        self.pieces: list[str] = []
        self.lines: list[TextLine] = []
        self._package = package
        self._shown = shown
        self._styles = Styles(package.styles)
        self._numbering = Numbering(package.numbering, self._styles)
        self._notes: dict[str, dict[str, str]] = {kind: {} for kind in _NOTE_STYLES}
        self._note_number = ""
        self._boxes: list[Element] = []
        self._length = self._block = 0
        self._gap = False

    def read_story(self, root: Element) -> None:
        """Read the paragraphs and tables inside an element, and their text boxes after each."""
        for blocks in _join_paragraphs(markup.walk(root, markup.BLOCKS)):
            if blocks[0].tag == markup.TABLE:
                self._write_table(blocks[0])
            else:
                self._write_flow([self._read_paragraph(blocks)])
            boxes, self._boxes = self._boxes, []
            for box in boxes:
                self.read_story(box)

    def read_notes(self) -> None:
        """Read the notes that the text refers to, in the order in which it does."""
        for kind, numbers in self._notes.items():
            root = getattr(self._package, kind)
            notes = {} if root is None else {note.get(tag("id")): note for note in root}
            for note_id, number in tuple(numbers.items()):
                if note_id in notes:
                    self._note_number, self._gap = number, True
                    self.read_story(notes[note_id])

    def _read_paragraph(self, paragraphs: list[Element]) -> str:
        """Return the text of paragraphs that are one since the marks between were deleted."""
        text = "".join(self._read_inline(paragraph) for paragraph in paragraphs)
        number = self._numbering.number(paragraphs[-1].find(tag("pPr")))
        return number + text if text.strip() else ""

    def _read_inline(self, paragraph: Element) -> str:
        inherited = self._styles.hides(find_value(paragraph.find(tag("pPr")), "pStyle"))
        pieces: list[str] = []
        codes: list[bool] = []  # for each field that is open, whether this is its code
        for run in markup.walk(paragraph, markup.IN_PARAGRAPH):
            if run.tag != markup.RUN:
                pieces.append(self._read_mark(run))
                continue
            if markup.is_hidden(run, self._styles, inherited=inherited):
                continue
            for mark in markup.walk(run, markup.IN_RUN):
                if mark.tag == markup.FIELD:
                    _follow_field(codes, mark)
                elif not any(codes):
                    pieces.append(self._read_mark(mark))
        return "".join(pieces)

    def _read_mark(self, mark: Element) -> str:
        if mark.tag in {markup.TEXT, markup.MATH_TEXT}:
            return markup.read_letters(mark)
        if mark.tag == markup.SYMBOL:
            return markup.find_symbol(mark)
        if mark.tag == markup.BOX:
            self._boxes.append(mark)
        elif mark.tag in markup.NOTE_KINDS:
            self._refer(markup.NOTE_KINDS[mark.tag], mark.get(tag("id"), ""))
        elif mark.tag in markup.NOTE_MARKS:
            return self._note_number
        return markup.CHARACTERS.get(mark.tag, "")

    def _refer(self, kind: str, note_id: str) -> None:
        numbers = self._notes[kind]
        numbers.setdefault(note_id, write_number(len(numbers) + 1, _NOTE_STYLES[kind]))

    def _write_table(self, table: Element) -> None:
        rows = [self._read_row(row) for row in markup.walk(table, frozenset({markup.ROW}))]
        for row in order_rows(rows, ruled=self._styles.has_rules(table)):
            if len(row) > 1:
                self._write_row(row)
            else:
                self._gap = True
                self._write_flow(row[0] if row else ())

    def _read_row(self, row: Element) -> Row:
        return tuple(self._read_cell(cell) for cell in markup.walk(row, frozenset({markup.CELL})))

    def _read_cell(self, cell: Element) -> Cell:
        lines: list[str] = []
        if markup.goes_on_above(cell):
            return ()
        for blocks in _join_paragraphs(markup.walk(cell, frozenset({markup.PARAGRAPH}))):
            lines += self._read_paragraph(blocks).split("\n")
        return tuple(line for line in lines if line.strip())

    def _write_flow(self, paragraphs: Iterable[str]) -> None:
        """Write paragraphs, each of them a block; lines in one go on when they are full."""
        for paragraph in paragraphs:
            self._block += 1
            for line in paragraph.split("\n"):
                self._write_line(line, None)

    def _write_row(self, row: Row) -> None:
        self._block += 1
        for index, cell in enumerate(row):
            for line in cell:
                self._write_line(line, index)

    def _write_line(self, line: str, cell: int | None) -> None:
        content = line.strip()
        if content:
            start = self._length + line.index(content)
            row = len(self.lines) * LINE_HEIGHT
            place = (0.0, row, estimate_width(content), row + LINE_HEIGHT)
            about = TextLine(start, start + len(content), 1, *place, self._block, cell, self._gap)
            self.lines.append(about)
        self._gap = not content
        self.pieces.append(f"{line}\n")
        self._length += len(line) + 1
        if self._length > MAX_CHARACTERS:
            limit = f"{MAX_CHARACTERS // 1_000_000} million"
            raise TooLargeError(f"{self._shown}: more than {limit} characters; split the file")


def _join_paragraphs(blocks: Iterable[Element]) -> Iterator[list[Element]]:
    """Yield each block, paragraphs together with those before that have no end of their own."""
    joined: list[Element] = []
    for block in blocks:
        if block.tag == markup.TABLE and joined:
            yield joined
            joined = []
        joined.append(block)
        if block.tag == markup.TABLE or not markup.has_deleted_mark(block):
            yield joined
            joined = []
    if joined:
        yield joined


def _follow_field(codes: list[bool], mark: Element) -> None:
    kind = mark.get(tag("fldCharType"))
    if kind == "begin":
        codes.append(True)
    elif codes and kind == "separate":
        codes[-1] = False
    elif codes and kind == "end":
        codes.pop()
