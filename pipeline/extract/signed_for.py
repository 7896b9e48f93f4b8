"""For whom a line of a signature block is signed: its words matched with the names of parties."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.lexicon import Lexicon
    from pipeline.models import Party

# A line may leave out so many characters at the end of a party's name: the word government.
_MISSING = 2
# The end of a name tells the party from so many characters on; a line of two names is no longer.
_TAIL, _MAX_WORDS = 6, 24


def find_parties_on(
    text: str, below: str, parties: Sequence[Party], lexicon: Lexicon
) -> tuple[str, ...]:
    """Return the ids of the parties for whom a cell is signed, by a lead-in or by its own words.

    `below` is the cell under it: a long name goes on there. A cell that names several parties
    stands over as many columns.
    """
    ids = [_match_lead(name, below, parties, lexicon) for name in _find_leads(text, lexicon)]
    known = tuple(dict.fromkeys(party for party in ids if party))
    pair = known or _match_pair(text, parties, lexicon)
    whole = None if pair else match_whole(text, parties, lexicon)
    return (whole,) if whole else pair


def match_whole(text: str, parties: Sequence[Party], lexicon: Lexicon) -> str | None:
    """Return the party whose name a text is, generic words and a last word or two aside."""
    lines = [
        _fold_line(part, lexicon) for part in dict.fromkeys((text, text.split(",", maxsplit=1)[0]))
    ]
    for line in filter(None, lines):
        for party in parties:
            if any(_is_same(line, _fold_line(name.text, lexicon)) for name in party.names):
                return party.id
    return None


def _is_same(line: str, form: str) -> bool:
    """Tell whether a line is a name, but for its last letters or a short form in front of it."""
    near = len(form) - len(line) <= _MISSING < len(line) and form.startswith(line)
    led = len(line) - len(form) <= _TAIL < len(form) and line.endswith(form)
    return form == line or near or led


def match_party(text: str, parties: Sequence[Party], lexicon: Lexicon) -> str | None:
    """Return the party whose longest name stands in a text, or in whose name alone it stands."""
    folded = fold(text, lexicon)
    best: tuple[int, str] | None = None
    around: set[str] = set()
    for party in parties:
        for form in (fold(name.text, lexicon) for name in party.names):
            if form and form in folded and (best is None or len(form) > best[0]):
                best = (len(form), party.id)
            elif form and folded in form:
                around.add(party.id)
    if best:
        return best[1]
    return around.pop() if len(around) == 1 else None


def match_office(role: str, parties: Sequence[Party], lexicon: Lexicon) -> str | None:
    """Return the only party of the kind that has such an office: of a county, a Landrat."""
    for rule in lexicon.rules("office_of"):
        ids = [party.id for party in parties if party.type == rule.value]
        if len(ids) == 1 and rule.pattern.search(role):
            return ids[0]
    return None


def fold(text: str, lexicon: Lexicon) -> str:
    """Return the letters and digits of a text in small letters, variants of characters as one."""
    return re.sub(r"[\W_]+", "", text.translate(lexicon.fold)).casefold()


def _find_leads(text: str, lexicon: Lexicon) -> Iterator[str]:
    for rule in lexicon.rules("signer_party"):
        yield from (match["party"] for match in rule.pattern.finditer(text))


def _match_lead(name: str, below: str, parties: Sequence[Party], lexicon: Lexicon) -> str | None:
    """Return the party that a name is, with the line below where it goes on there."""
    longer = _fold_line(f"{name} {below}", lexicon)
    for party in parties:
        if any(_fold_line(form.text, lexicon) == longer for form in party.names):
            return party.id
    return match_party(name, parties, lexicon)


def _match_pair(text: str, parties: Sequence[Party], lexicon: Lexicon) -> tuple[str, ...]:
    """Return the two parties whose names, or the ends of them, make up a line of two columns."""
    words = text.split()
    for at in range(1, len(words) if len(words) <= _MAX_WORDS else 0):
        left = _match_tail(" ".join(words[:at]), parties, lexicon)
        right = _match_tail(" ".join(words[at:]), parties, lexicon) if left else None
        if left and right and left != right:
            return left, right
    return ()


def _match_tail(text: str, parties: Sequence[Party], lexicon: Lexicon) -> str | None:
    line = _fold_line(text, lexicon)
    for party in parties:
        for form in (_fold_line(name.text, lexicon) for name in party.names):
            if line and (form == line or (len(line) >= _TAIL and form.endswith(line))):
                return party.id
    return None


def _fold_line(text: str, lexicon: Lexicon) -> str:
    generic = lexicon.list("party_line_words")
    words = (word for word in text.split() if word.casefold() not in generic)
    return fold("".join(words), lexicon)
