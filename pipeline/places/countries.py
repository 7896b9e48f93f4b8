"""Which country a phrase tells of, by name or nationality."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from pipeline.places.data import load_data
from pipeline.places.place import Tier
from pipeline.places.readings import CHINESE, clean_name
from pipeline.places.regions import list_regions, load_regions
from pipeline.places.words import load_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

_CODE_LENGTH: Final = 3
_LONGEST_PHRASE: Final = 16
_TOKENS: Final = re.compile(r"[㐀-鿿]|[^\W_㐀-鿿]+")


@dataclass(frozen=True, slots=True)
class _Phrases:
    """Names that count only with a capital, adjectives that always count ("" for no country).

    `shorts` are the characters for a country in 中方, 德方.
    """

    names: Mapping[str, str]
    adjectives: Mapping[str, str]
    shorts: Mapping[str, str]


@lru_cache(maxsize=8192)
def find_country(text: str) -> str | None:
    """Find the country (ISO alpha-2) that a phrase names, by name or nationality.

    None when it names none, or two different ones ("deutsch-chinesisch").
    """
    clean = clean_name(text).translate(load_words().fold)
    for candidate in load_regions().places.get(clean, ()):
        if candidate.tier == Tier.COUNTRY:
            return candidate.place.country
    if not (found := set(_scan(_TOKENS.findall(clean)))):
        shorts = _load_phrases().shorts
        found = {code for short, code in shorts.items() if _is_short(short, clean)}
    return found.pop() if len(found) == 1 else None


def _is_short(short: str, text: str) -> bool:
    return text == short or f"{short}方" in text


def _scan(tokens: Sequence[str]) -> Iterator[str]:
    """Yield the codes of the countries named, the longest phrase at each place taken."""
    at = 0
    while at < len(tokens):
        length, code = _match(tokens[at : at + _LONGEST_PHRASE])
        at += length
        if code:
            yield code


def _match(tokens: Sequence[str]) -> tuple[int, str]:
    """Return how many tokens the longest phrase takes, and its country."""
    phrases = _load_phrases()
    for length in range(len(tokens), 0, -1):
        phrase = " ".join(tokens[:length])
        key = phrase.casefold()
        if key in phrases.adjectives:
            return length, phrases.adjectives[key]
        if key in phrases.names and _is_capital(phrase):
            return length, phrases.names[key]
    return 1, ""


def _is_capital(phrase: str) -> bool:
    """Tell a name from a word: "US" from "us", "Polish" from "polish"."""
    if len(phrase) <= _CODE_LENGTH and phrase.isascii():
        return phrase.isupper()
    return phrase[0].isupper() or bool(CHINESE.match(phrase))


@lru_cache(maxsize=1)
def _load_phrases() -> _Phrases:
    data = load_data()
    countries = data["countries"].items()
    adjectives = {
        _key(stem + ending): code
        for code, entry in countries
        for stem in entry.get("stems", ())
        for ending in data["words"]["inflections"]
    }
    shorts = {entry["short"]: code for code, entry in countries if "short" in entry}
    return _Phrases(_list_names(data), adjectives, shorts)


def _list_names(data: Mapping[str, Any]) -> dict[str, str]:
    """Map phrases to countries; regions and masks map to "" and hide what stands inside them."""
    names = {_key(name): "" for name, _ in list_regions(data)}
    for code, entry in data["countries"].items():
        genitives = [f"{name}s" for name in entry["de"]]
        words = (*genitives, *entry["de"], *entry["en"], *entry["zh"], *entry.get("adjectives", ()))
        names |= {_key(word): code for word in (entry["name"], *words)}
    masks = (*data["masks"]["phrases"], *data["masks"]["chinese"])
    return names | {_key(mask): "" for mask in masks}


def _key(name: str) -> str:
    return " ".join(_TOKENS.findall(name)).casefold()
