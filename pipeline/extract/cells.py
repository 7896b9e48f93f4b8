"""Lines of a signature block: the columns they have, and the rows that were run into one line."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from pipeline.models import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.lexicon import Lexicon

_MIN_CELLS = 2
# A line with more cells is no line of signatures.
_MAX_CELLS = 24


def split_rows(
    line: str, offset: int, lexicon: Lexicon, *, columns: int = 1
) -> Iterator[list[Span]]:
    """Yield the rows of a line that stands at an offset, each split into its columns.

    Columns stand apart by tabs. Where they stand by single spaces, as when a table was run into
    its text, the kinds of cells tell: offices and names, parties, dates; a new kind is a new row.
    Below a row of two `columns` a line may hold two names or offices run together.
    """
    pair = list(_split_pair(line, offset, lexicon)) if columns == _MIN_CELLS else []
    if pair:
        yield pair
        return
    cells = [] if "\t" in line else list(_tile(line, offset, lexicon))
    if len(cells) >= _MIN_CELLS:
        for _, row in groupby(cells, key=lambda cell: cell[1]):
            yield [span for span, _ in row]
    else:
        yield list(_split_tabs(line, offset))


def _split_pair(line: str, offset: int, lexicon: Lexicon) -> Iterator[Span]:
    for rule in lexicon.rules("signer_pair"):
        match = rule.pattern.search(line)
        if match:
            for group in ("a", "b"):
                yield Span(offset + match.start(group), offset + match.end(group))
            return


def _split_tabs(line: str, start: int) -> Iterator[Span]:
    for part in line.split("\t"):
        yield Span(start, start + len(part))
        start += len(part) + 1


def _tile(text: str, offset: int, lexicon: Lexicon) -> Iterator[tuple[Span, str]]:
    """Yield the cells that make up a whole line, each with its kind; none when they do not."""
    rules = lexicon.rules("signer_cell")
    cells: list[tuple[Span, str]] = []
    at = _past_space(text, 0)
    while at < len(text):
        found = ((rule, rule.pattern.match(text, at)) for rule in rules)
        rule, match = next(((r, m) for r, m in found if m), (None, None))
        if rule is None or match is None or len(cells) == _MAX_CELLS:
            return
        cells.append((Span(offset + at, offset + match.end()), rule.value))
        at = _past_space(text, match.end())
    yield from cells


def _past_space(text: str, at: int) -> int:
    return at + len(text[at:]) - len(text[at:].lstrip())
