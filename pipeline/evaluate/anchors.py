"""Where gold stands in the text of a document: by source offsets, or by its words."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from pipeline.models import Span

if TYPE_CHECKING:
    from pipeline.evaluate.gold import GoldCommitment, GoldDate
    from pipeline.models import Document, Run

# What setting a text anew changes: white space, and hyphens where lines end.
_LOOSE = re.compile(r"[\s\-\u00ad\u2010\u2011]")


@dataclass(frozen=True)
class Anchors:
    """Finds where gold stands in a document's text.

    `source` holds the source's characters for plain text, None for a PDF, whose gold counts
    occurrences on a page instead.
    """

    document: Document
    source: str | None

    def find(self, item: GoldDate | GoldCommitment) -> Span | None:
        """Return where an item stands in the text, None when clean-up left nothing of it."""
        if item.start is not None and item.end is not None:
            return self.from_source(Span(item.start, item.end))
        if item.text is None:
            return None
        if self.source is not None:
            found = _find_nth(_fold(self.source), item.text, item.occurrence)
            return found and self.from_source(found)
        return self._find_on_page(item.text, item.occurrence, item.page)

    def from_source(self, span: Span) -> Span | None:
        """Return the text range that a source range became."""
        starts, ends = [], []
        for run in self._runs_at(span):
            first = max(span.start, run.source_start)
            last = min(span.end, run.source_start + run.length)
            shift = run.start - run.source_start
            starts.append(first + shift)
            ends.append(last + shift)
        return Span(min(starts), max(ends)) if starts else None

    @cached_property
    def _by_source(self) -> tuple[list[int], list[int]]:
        order = sorted(
            range(len(self.document.runs)), key=lambda i: self.document.runs[i].source_start
        )
        return [self.document.runs[i].source_start for i in order], order

    def _runs_at(self, span: Span) -> list[Run]:
        starts, order = self._by_source
        first = max(bisect_right(starts, span.start) - 1, 0)
        found = (self.document.runs[i] for i in order[first : bisect_left(starts, span.end)])
        return [run for run in found if run.source_start + run.length > span.start]

    @cached_property
    def _folded(self) -> tuple[str, list[int]]:
        return _fold(self.document.text)

    def _find_on_page(self, words: str, occurrence: int, page: int | None) -> Span | None:
        runs = [run for run in self.document.runs if page in (None, run.page)]
        start = runs[0].start if runs else 0
        return _find_nth(self._folded, words, occurrence, start)


def _fold(text: str) -> tuple[str, list[int]]:
    """Return a text without white space and hyphens, and each character's place in the text."""
    places = [i for i, character in enumerate(text) if not _LOOSE.match(character)]
    kept = "".join(text[i] for i in places)
    if unicodedata.is_normalized("NFKC", kept):
        return kept, places
    pairs = [(c, i) for i in places for c in unicodedata.normalize("NFKC", text[i])]
    return "".join(c for c, _ in pairs), [i for _, i in pairs]


def _find_nth(
    folded: tuple[str, list[int]], words: str, occurrence: int, start: int = 0
) -> Span | None:
    text, places = folded
    needle = _fold(words)[0]
    at = bisect_left(places, start) - 1
    for _ in range(occurrence):
        at = text.find(needle, at + 1)
        if at < 0 or not needle:
            return None
    return Span(places[at], places[at + len(needle) - 1] + 1)
