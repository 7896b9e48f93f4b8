"""Where a name begins and ends among articles, list numbers, epithets and punctuation."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.models import Span
from pipeline.places import find_place

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.lexicon import Lexicon

_EDGE = " \t\n\u3000,;:.–—-•·*#_„“”\"»«'’()（）、，。：；《》【】[]/"
_LIST_NUMBER = re.compile(
    r"^\s*(?:\(\d{1,2}\)|\d{1,2}\.(?:\d{1,2}\.?)?(?=\s|[a-zA-Z])|\d{1,2}\)|(?:[a-z]|[IVX]{1,4})[.)](?=\s)|\d{1,2}\\\.)\s*"
)


def strip_name(text: str, lexicon: Lexicon) -> Span:
    """Return where the name stands in a text, without articles, numbers, epithets, punctuation."""
    start, end = 0, len(text)
    while start < end and (lead := _lead(text[start:end], lexicon)):
        start += lead
    while end > start and (tail := _tail(text[start:end], lexicon.list("name_particles"))):
        end -= tail
    return Span(start, end)


def _lead(text: str, lexicon: Lexicon) -> int:
    """Return how many characters a text begins with that are no part of a name."""
    number = _LIST_NUMBER.match(text)
    if number:
        return number.end()
    if text[0] in _EDGE:
        return 1
    words = text.split(maxsplit=1)
    if words[0] in lexicon.list("articles") and len(words) > 1:
        return len(words[0])
    for rule in lexicon.rules("party_lead"):
        match = rule.pattern.match(text)
        if match:
            return match.end()
    return 0


def _tail(text: str, particles: Sequence[str]) -> int:
    if text[-1] in _EDGE and not _closes(text):
        return 1
    last = text.rsplit(maxsplit=1)
    return len(last[-1]) if len(last) > 1 and last[-1] in particles else 0


def _closes(name: str) -> bool:
    """Tell whether the last mark is the name's: a bracket opened in it, a form's full stop."""
    bracketed = (name[-1] == ")" and "(" in name) or (name[-1] == "）" and "（" in name)
    forms = ("e.V.", "e. V.", "Inc.", "Ltd.", "Co.", "Corp.", "S.A.", "INC.", "LTD.", "CORP.")
    return bracketed or name.endswith((*forms, "s.r.o.", "o.o."))


def is_bare_region(text: str, lexicon: Lexicon) -> bool:
    """Tell whether a text is but a country's or region's name, without the article of a party."""
    words = text.split()
    if not words or words[0].casefold() in {word.casefold() for word in lexicon.list("articles")}:
        return False
    span = strip_name(text, lexicon)
    place = find_place(text[span.start : span.end])
    return place is not None and place.kind in {"country", "state"}
