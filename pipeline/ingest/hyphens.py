"""Hyphens at line ends: which belong to the word, and which were put there to break it.

No list of words decides that, but the document itself: how it writes the word elsewhere, and
whether it breaks words at all.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from pipeline.ingest.characters import SOFT_HYPHENS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipeline.ingest.lines import TextLine

BROKEN_SHARE = 0.02  # of the lines: where fewer end in a hyphen, words are not broken
LEAST_CAPITALS = 3  # letters on either side of a hyphen in a word set in capitals

_HYPHENS = "-" + SOFT_HYPHENS
_LAST_WORD = re.compile(rf"([-\w{SOFT_HYPHENS}]+)[-{SOFT_HYPHENS}]$")
_FIRST_WORD = re.compile(r"\w+")
_WORD = re.compile(r"[^\W_]+")
_COMPOUND = re.compile(r"(?<=[^\W\d_])-(?=[^\W\d_])")


@dataclass(frozen=True)  # no slots: what is counted once is kept
class Hyphens:
    """How a document writes its words; `ends` are where its lines end."""

    folded: str
    ends: frozenset[int]

    @cached_property
    def words(self) -> Counter[str]:
        """All words of the document, the halves of broken ones too, and how often they stand."""
        return Counter(_WORD.findall(self.folded.casefold()))

    @cached_property
    def compounds(self) -> frozenset[str]:
        """The words that are written with a hyphen where no line ends."""
        places = (m.start() for m in _COMPOUND.finditer(self.folded) if m.end() not in self.ends)
        return frozenset(map(self._compound_at, places))

    @cached_property
    def are_words_broken(self) -> bool:
        """Whether so many lines end in a hyphen that words must have been broken."""
        broken = sum(self.folded[end - 1] in _HYPHENS for end in self.ends if end)
        return broken > len(self.ends) * BROKEN_SHARE

    def keeps(self, one: str, two: str) -> bool:
        """Tell whether the word that ends a line with a hyphen and goes on in the next keeps it."""
        last, head = _LAST_WORD.search(one), _FIRST_WORD.match(two)
        if last is None or head is None:
            return False
        first, rest = last[1].casefold(), head[0].casefold()
        tail = first.rpartition("-")[2]
        if f"{tail}-{rest}" in self.compounds:
            return True
        if tail + rest in self.words:
            return False
        return not self.are_words_broken or (self._is_whole(first) and self._is_whole(rest))

    def _is_whole(self, word: str) -> bool:
        """Tell whether a word stands somewhere else than at a broken line end."""
        return self.words[word] > self._halves[word]

    @cached_property
    def _halves(self) -> Counter[str]:
        """The halves of words at broken line ends."""
        ends = (end for end in self.ends if end and self.folded[end - 1] in _HYPHENS)
        return Counter(half for end in ends for half in self._halves_at(end))

    def _halves_at(self, end: int) -> Iterable[str]:
        before = _LAST_WORD.search(self.folded, max(end - 40, 0), end)
        after = _FIRST_WORD.search(self.folded, end, end + 40)
        return (half.casefold() for half in (before and before[1], after and after[0]) if half)

    def _compound_at(self, place: int) -> str:
        before = re.search(r"[^\W\d_]+$", self.folded[max(place - 40, 0) : place])
        after = re.match(r"[^\W\d_]+", self.folded[place + 1 : place + 41])
        return f"{before and before[0]}-{after and after[0]}".casefold()


def find_hyphens(folded: str, lines: Iterable[TextLine]) -> Hyphens:
    """Return how a document uses hyphens; nothing is counted before it is asked for."""
    return Hyphens(folded, frozenset(line.end for line in lines))


def breaks_capitals(one: str, two: str, hyphens: Hyphens) -> bool:
    """Tell whether a word set in capitals was broken that the document also has in one piece."""
    last, head = _LAST_WORD.search(one), _FIRST_WORD.match(two)
    if last is None or head is None or not (last[1].isupper() and head[0].isupper()):
        return False
    long = min(len(last[1]), len(head[0])) >= LEAST_CAPITALS
    return long and (last[1] + head[0]).casefold() in hyphens.words
