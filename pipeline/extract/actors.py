"""Bodies that act: the organs of a party, which bind it, and bodies that are no party."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.extract.gates import likely_rules

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pipeline.lexicon import Lexicon
    from pipeline.models import Party

# How far after "ministry" its state may be named: "Ministerium für Umwelt und Verkehr Hessen".
_TAIL = 90
# "Sächsische" is of "Sachsen", not of "Sachsen-Anhalt"; "Thüringer" is of "Thüringen".
_ENDING = re.compile(r"(?:isch)?e[nrs]?$")
_REST = 2
_PLAIN = str.maketrans("äöü", "aou")


def find_actors(
    text: str,
    parties: tuple[Party, ...],
    owners: Mapping[str, tuple[Party, ...]],
    lexicon: Lexicon,
    *,
    has_bodies: bool,
) -> Iterator[tuple[int, int, str | None, tuple[Party, ...]]]:
    """Yield the span of each body in a text, its name, and the parties that it binds.

    The name is None for an organ; the parties are none for a body that is no party, which is
    sought only with `has_bodies`.
    """
    for rule in likely_rules("duty_organ_noun", text, lexicon):
        for match in rule.pattern.finditer(text):
            end, bound = _find_master(text, match, parties, owners, lexicon)
            # In a paper it is the city's own that act, where nobody else's are named.
            if bound and not has_bodies and end == match.end():
                kinds = lexicon.list("duty_council_types")
                bound = tuple(party for party in bound if party.type in kinds)[:1] or bound[:1]
            if bound:
                yield match.start("name"), end, None, bound
    for rule in likely_rules("duty_body", text, lexicon) if has_bodies else ():
        for match in rule.pattern.finditer(text):
            if _is_known(match, parties, owners, lexicon):
                continue
            named = _find_namesake(match["head"], parties)
            start = match.start() if "agent" in match.groupdict() else match.start("name")
            yield start, match.end(), match["name"], named


def _is_known(
    match: re.Match[str],
    parties: tuple[Party, ...],
    owners: Mapping[str, tuple[Party, ...]],
    lexicon: Lexicon,
) -> bool:
    """Tell whether a body is a party, called by its name or by the word for its kind."""
    if any(_begins(match["name"], 0, form) for form in owners) or match["head"] in owners:
        return True
    return lexicon.table("duty_one").get(match["head"]) in {party.type for party in parties}


def _begins(text: str, start: int, form: str) -> bool:
    """Tell whether a form stands at a place as a word, not as the beginning of one."""
    end = start + len(form)
    return text.startswith(form, start) and not text[end : end + 1].isalpha()


def _find_master(
    text: str,
    match: re.Match[str],
    parties: tuple[Party, ...],
    owners: Mapping[str, tuple[Party, ...]],
    lexicon: Lexicon,
) -> tuple[int, tuple[Party, ...]]:
    """Return where an organ's name ends and whose it is: the one named, else every authority."""
    for rule in lexicon.rules("duty_organ_tail"):
        tail = rule.pattern.match(text, match.end(), match.end() + _TAIL)
        forms = [form for form in owners if tail and _begins(text, tail.end(), form)]
        if tail and forms:
            form = max(forms, key=len)
            return tail.end() + len(form), owners[form]
    public = set(lexicon.list("duty_public_types"))
    masters = tuple(party for party in parties if party.type in public)
    known = tuple(party for party in masters if _is_adjective_of(match[0], party))
    return match.end(), known or masters


def _is_adjective_of(words: str, party: Party) -> bool:
    """Tell whether an adjective names a party: "die Hessische Landesregierung"."""
    own = party.name.split()[-1].casefold().translate(_PLAIN)
    stems = (_ENDING.sub("", word.casefold().translate(_PLAIN)) for word in words.split()[:-1])
    return any(own.startswith(stem) and len(own) <= len(stem) + _REST for stem in stems if stem)


def _find_namesake(head: str, parties: tuple[Party, ...]) -> tuple[Party, ...]:
    """Return the party that a body's word is the name of, when it is that of one alone."""
    found = tuple(party for party in parties if party.name.split()[0] == head)
    return found if len(found) == 1 else ()
