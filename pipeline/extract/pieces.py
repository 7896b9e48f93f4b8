"""A stretch of text that lists parties, parted at the marks between them."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pipeline.extract.hits import matches
from pipeline.models import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.lexicon import Lexicon, Rule

_OPENING, _CLOSING = re.compile(r"[(（]"), re.compile(r"[)）]")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch between separators; `enclosed` when it stands in brackets."""

    span: Span
    text: str
    separator: str
    enclosed: bool = False


def split_pieces(text: str, region: Span, lexicon: Lexicon) -> Iterator[Piece]:
    """Yield the pieces between separators, but for separators that stand inside a name."""
    start, before, depth = region.start, "", 0
    for match in _find_separators(text, region, lexicon):
        if text[start : match.start()].strip():
            yield Piece(Span(start, match.start()), text[start : match.start()], before, depth > 0)
            before = match[0]
        else:
            before += match[0]
        depth = _measure_depth(depth, match[0])
        start = match.end()
    if text[start : region.end].strip():
        yield Piece(Span(start, region.end), text[start : region.end], before, depth > 0)


def _measure_depth(depth: int, separator: str) -> int:
    opened = len(_OPENING.findall(separator)) - len(_CLOSING.findall(separator))
    return 0 if "\n" in separator else max(0, depth + opened)


def _find_separators(text: str, region: Span, lexicon: Lexicon) -> Iterator[re.Match[str]]:
    wholes = _find_wholes(text, region, lexicon)
    whole = next(wholes, None)
    for match in lexicon.rules("party_separator")[0].pattern.finditer(
        text, region.start, region.end
    ):
        while whole is not None and whole.end <= match.start():
            whole = next(wholes, None)
        if whole is None or match.start() < whole.start:
            yield match


def _find_wholes(text: str, region: Span, lexicon: Lexicon) -> Iterator[Span]:
    """Yield the stretches that hold separators but are one name."""
    found = [
        match.span()
        for rule in lexicon.rules("party_whole")
        for match in rule.pattern.finditer(text, region.start, region.end)
    ]
    yield from (Span(start, end) for start, end in sorted(found))


def tells_members(piece: Piece, lexicon: Lexicon, *, in_members: bool) -> bool:
    """Tell whether a piece names what a party consists of: "consisting of A, B and C"."""
    if matches(piece.text, lexicon, "party_members"):
        return True
    return in_members and not matches(piece.text.strip(), lexicon, "party_type")


def past_head(piece: Piece, plural: Rule | None) -> Piece:
    """Return a piece without the head that stands for all of a list: "the cities of"."""
    match = plural.pattern.search(piece.text) if plural else None
    if match is None:
        return piece
    # The space stays: words that end a list are known by the space before them.
    head = match.end() - match[0][-1:].isspace()
    span = Span(piece.span.start + head, piece.span.end)
    return replace(piece, span=span, text=piece.text[head:])
