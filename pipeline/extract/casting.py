"""By what words the parties of an agreement are called in one language."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from pipeline.models import Obligor, Party

if TYPE_CHECKING:
    from pipeline.lexicon import Lexicon

# "the City York will": another city than the one that is a party.
_OTHER_NAME = r"(?! [A-ZÄÖÜ][a-zäöü]+(?:,| und| and| wird| will| shall))"
_HAN = re.compile(r"[\u3400-\u9fff]")


@dataclass(frozen=True, slots=True)
class Mention:
    """Words of a clause that name parties; `parties` is empty for a pronoun.

    `body` is the name of a body that is no party.
    """

    start: int
    end: int
    kind: str
    parties: tuple[Party, ...]
    probe: str
    body: str | None = None


@dataclass(frozen=True, slots=True)
class Cast:
    """The parties of an agreement and the words that may stand for them in one language."""

    parties: tuple[Party, ...]
    lexicon: Lexicon
    names: re.Pattern[str] | None
    owners: dict[str, tuple[Party, ...]]
    has_bodies: bool = True
    together: str = ""
    read: dict[str, tuple[Mention, ...]] = field(default_factory=dict)

    def everyone(self, words: str) -> tuple[Obligor, ...]:
        """Return all parties as obligors, or the words for them when no party is known."""
        if not self.parties:
            return (Obligor(None, words, None),)
        return tuple(Obligor(party.id, party.name, None) for party in self.parties)


def make_cast(
    parties: tuple[Party, ...], lexicon: Lexicon, text: str, *, has_bodies: bool = True
) -> Cast:
    """Collect the names, short names and generic heads by which parties are called.

    With `has_bodies` others than the parties can owe something. Parties that a text does not name
    are called by the words it uses most for all of them.
    """
    owners: dict[str, tuple[Party, ...]] = {}
    for party in parties:
        for form in _forms(party, lexicon):
            owners[form] = (*owners.get(form, ()), party)
    owners = {form: found for form, found in owners.items() if len(found) == 1}
    owners = _own_heads(parties, lexicon) | owners
    owners = {form: found for form, found in _heads(parties, lexicon).items() if found} | owners
    owners |= _in_lists(parties, lexicon)
    names = _compile(tuple(sorted(owners)), lexicon)
    together = lexicon.list("duty_all")[0] if parties else _find_together(text, lexicon)
    return Cast(parties, lexicon, names, owners, has_bodies, together)


def _find_together(text: str, lexicon: Lexicon) -> str:
    counts = Counter(
        match[0] for rule in lexicon.rules("duty_states") for match in rule.pattern.finditer(text)
    )
    return max(counts, key=lambda words: counts[words], default=lexicon.list("duty_all")[0])


def _forms(party: Party, lexicon: Lexicon) -> set[str]:
    """Return the forms of a party's name, also without its generic head."""
    fold = lexicon.fold
    full = {party.name, *(name.text for name in party.names)}
    forms = {" ".join(form.translate(fold).split()) for form in full}
    heads = lexicon.rules("duty_head")
    shorts = {_drop(rule.pattern, form) for form in forms for rule in heads}
    # "Government of the Republic of Malta" has two heads.
    shorts |= {_drop(rule.pattern, form) for form in shorts for rule in heads}
    return forms | (shorts - {""}) | _initials(forms, lexicon)


def _initials(forms: set[str], lexicon: Lexicon) -> set[str]:
    """Return the first character of a Chinese name with the word for a side: 株方."""
    tails = lexicon.list("duty_initial_tails")
    made = {form[0] + tail for form in forms for tail in tails if _HAN.match(form)}
    return made - set(lexicon.list("duty_initial_other"))


def _drop(pattern: re.Pattern[str], form: str) -> str:
    short = pattern.sub("", form, count=1).strip()
    return short if len(short) > 1 and short != form else ""


def _own_heads(parties: tuple[Party, ...], lexicon: Lexicon) -> dict[str, tuple[Party, ...]]:
    """Return "the hospital" for the one party that has this word in its name."""
    found: dict[str, tuple[Party, ...]] = {}
    for word in lexicon.list("duty_own_heads"):
        pattern = re.compile(rf"\b{word}\b", re.IGNORECASE)
        called = tuple(party for party in parties if pattern.search(party.name))
        if len(called) == 1:
            found |= {word: called, f"the {word.lower()}": called}
    return found


def _heads(parties: tuple[Party, ...], lexicon: Lexicon) -> dict[str, tuple[Party, ...]]:
    """Return "the city" where one party is a city, "the chambers" where several are chambers."""
    found: dict[str, tuple[Party, ...]] = {}
    for word, kind in lexicon.table("duty_one").items():
        of_kind = tuple(party for party in parties if party.type == kind)
        # "The Free State" where the other parties are states by another name.
        called = tuple(party for party in of_kind if party.name.split()[0] == word)
        found[word] = next((one for one in (of_kind, called) if len(one) == 1), ())
    for word, kind in lexicon.table("duty_several").items():
        of_kind = tuple(party for party in parties if party.type == kind)
        # "The communes" where a town is a party too.
        called = tuple(party for party in of_kind if word.startswith(party.name.split()[0]))
        found[word] = next((some for some in (called, of_kind) if len(some) > 1), ())
    for word, place in lexicon.table("duty_ordinal").items():
        found[word] = parties[int(place) - 1 : int(place)] if len(parties) > 1 else ()
    for word, country in lexicon.table("duty_side").items():
        of_country = tuple(party for party in parties if party.country == country)
        found[word] = of_country if len(of_country) == 1 else ()
    return found


def _in_lists(parties: tuple[Party, ...], lexicon: Lexicon) -> dict[str, tuple[Party, ...]]:
    """Return "the cities Ulm", which "the cities Ulm and Bonn" begins with."""
    heads = lexicon.rules("duty_head")
    return {
        f"{word} {_drop(rule.pattern, party.name)}": (party,)
        for word, kind in lexicon.table("duty_several").items()
        for party in parties
        for rule in heads
        if party.type == kind and _drop(rule.pattern, party.name)
    }


@lru_cache(maxsize=32)
def _compile(forms: tuple[str, ...], lexicon: Lexicon) -> re.Pattern[str] | None:
    ordered = sorted(forms, key=lambda form: (-len(form), form))
    generic = {*lexicon.table("duty_one"), *lexicon.table("duty_several")}
    if not ordered:
        return None
    return re.compile("|".join(_bound(form, generic=form in generic) for form in ordered))


def _bound(form: str, *, generic: bool) -> str:
    """Return a pattern of a form that ends where its word ends, "the city" without a name."""
    if _HAN.match(form):
        return re.escape(form)
    tail = _OTHER_NAME if generic else ""
    return r"(?<![\w-])" + re.escape(form) + r"(?![\w-])" + tail
