"""Clean-up: lines in reading order become text, a paragraph a line, with its map to the source."""

from __future__ import annotations

from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from pipeline.ingest.characters import SOFT_HYPHENS, copy_clean, find_cuts, fold_characters, shows
from pipeline.ingest.hyphens import Hyphens, breaks_capitals, find_hyphens
from pipeline.ingest.map import TextBuilder
from pipeline.ingest.paragraphs import (
    Edges,
    Join,
    detect_join,
    find_edges,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.ingest.lines import Edit, TextLine
    from pipeline.models import Run

_SEPARATORS = {Join.SPACE: " ", Join.NOTHING: "", Join.HYPHEN: ""}


def clean_text(
    source: str, lines: Sequence[TextLine], *, paged: bool, edits: Sequence[Edit] = ()
) -> tuple[str, tuple[Run, ...]]:
    """Return the text of the lines and its runs; runs carry pages when the source is paged.

    `edits` are what is to be written instead of some characters, or in front of one.
    """
    folded = fold_characters(source)
    lines = [line for line in lines if shows(folded, line.start, line.end)]
    edges = find_edges(lines)
    cuts = find_cuts(folded, edits)
    writer = _Writer(folded, cuts, edges, find_hyphens(folded, lines), paged=paged)
    for _, members in groupby(lines, key=_row_key):
        writer.write(list(members))
    return writer.builder.finish()


def _row_key(line: TextLine) -> tuple[int, bool]:
    return line.block, line.cell is not None


class _Writer:
    """Writes lines to a text builder and remembers the last one."""

    def __init__(
        self, folded: str, cuts: Sequence[Edit], edges: Edges, hyphens: Hyphens, *, paged: bool
    ) -> None:
        self.builder = TextBuilder()
        self._folded = folded
        self._cuts = cuts
        self._hyphens = hyphens
        self._edges = edges
        self._paged = paged

    def write(self, lines: list[TextLine]) -> None:
        """Write the lines of one block: a table row, or text that flows."""
        if self.builder.length:
            self.builder.insert("\n\n" if lines[0].gap and not lines[0].turned else "\n")
        if lines[0].cell is None:
            self._write_flow(lines)
        else:
            self._write_row(lines)

    def _write_flow(self, lines: list[TextLine]) -> None:
        two = self._read(lines[0])
        for line, following in pairwise(lines):
            one, two = two, self._read(following)
            join, end = self._join((line, one), (following, two))
            self._copy(line, end)
            self.builder.insert(_SEPARATORS.get(join) or self._break(join, following))
        self._copy(lines[-1], lines[-1].end)

    def _read(self, line: TextLine) -> str:
        return self._folded[line.start : line.end].strip()

    def _break(self, join: Join, following: TextLine) -> str:
        if join is not Join.BREAK:
            return ""
        return "\n\n" if following.gap and not following.turned else "\n"

    def _write_row(self, lines: list[TextLine]) -> None:
        cell = 0
        for before, line in zip([None, *lines], lines, strict=False):
            number = line.cell or 0
            if number > cell:
                self.builder.insert("\t" * (number - cell))
            elif before is not None:
                self.builder.insert(" ")
            self._copy(line, line.end)
            cell = number

    def _join(self, first: tuple[TextLine, str], second: tuple[TextLine, str]) -> tuple[Join, int]:
        (line, one), (following, two) = first, second
        join = detect_join(line, one, following, two, self._edges)
        if join is Join.NOTHING and one[-1] == "-" and breaks_capitals(one, two, self._hyphens):
            join = Join.HYPHEN
        if join is not Join.HYPHEN:
            return join, line.end
        if one[-1] not in SOFT_HYPHENS and self._hyphens.keeps(one, two):
            return Join.NOTHING, line.end
        return join, line.start + self._folded[line.start : line.end].rindex(one[-1])

    def _copy(self, line: TextLine, end: int) -> None:
        page = line.leaf if self._paged else None
        copy_clean(self.builder, self._folded, self._cuts, (line.start, end, page))
