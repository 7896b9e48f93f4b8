"""Define: the short names that a text gives a party behind its name, wherever that stands."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from pipeline.models import Span
from pipeline.places import find_place

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.lexicon import Lexicon, Rule

# The value of rules for words that define a name only when the name before has them.
OWN = "own"
# How many places of a name are looked at; the first ones define.
_MAX_PLACES = 12


def find_definitions(name: str, text: str, lexicon: Lexicon) -> Iterator[tuple[Span, str]]:
    """Yield where short names are defined in brackets behind a name, each with its kind."""
    stem = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)", re.IGNORECASE)
    for place in islice(stem.finditer(text), _MAX_PLACES):
        for rule in lexicon.rules("party_definition"):
            match = rule.pattern.match(text, place.end())
            found = _read(match["words"], name, lexicon) if match else None
            if match and found:
                kind, (start, end) = found
                at = match.start("words")
                yield Span(at + start, at + end), kind.value


def _read(words: str, name: str, lexicon: Lexicon) -> tuple[Rule, tuple[int, int]] | None:
    if _is_collective(words, lexicon):
        return None
    for rule in lexicon.rules("party_alias"):
        match = rule.pattern.search(words)
        if match and (rule.value != OWN or is_own_word(match["alias"], name)):
            return None if _is_collective(match["alias"], lexicon) else (rule, match.span("alias"))
    return None


def _is_collective(words: str, lexicon: Lexicon) -> bool:
    return any(rule.pattern.search(words) for rule in lexicon.rules("party_collective"))


def is_own_word(words: str, name: str) -> bool:
    """Tell whether words stand in a name or are made of its letters: "Orion" of "ORION PLC".

    A place in brackets may be made of them by chance.
    """
    if re.search(rf"\b{re.escape(words)}\b", name, re.IGNORECASE):
        return True
    letters = iter(name.casefold())
    is_made = " " not in words and all(letter in letters for letter in words.casefold())
    return is_made and words[0] == name[0] and find_place(words) is None
