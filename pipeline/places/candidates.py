"""What a name may mean, from our own list and from GeoNames, and the best of it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from pipeline.places.cities import find_cities
from pipeline.places.place import Candidate, Place, Tier
from pipeline.places.regions import load_regions
from pipeline.places.words import load_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.places.cities import City
    from pipeline.places.place import Kind
    from pipeline.places.readings import NameReading

_CODE_LENGTH: Final = 3


def list_own(reading: NameReading) -> Iterator[Candidate]:
    """Yield the countries, regions and districts that a reading may mean."""
    for candidate in load_regions().places.get(reading.name, ()):
        if candidate.place.kind == reading.kind:
            # 朝阳区 is Beijing's, 吉林省 the province: cities of the name must not outrank them.
            yield replace(candidate, tier=Tier.COUNTRY)
        elif candidate.place.kind != "district" or reading.kind is None:
            yield candidate


def list_cities(reading: NameReading) -> Iterator[Candidate]:
    """Yield the cities of GeoNames that a reading may mean."""
    if len(reading.name) <= _CODE_LENGTH and reading.name.isupper() and reading.name.isascii():
        return  # Codes of airports are listed among the names.
    for city in find_cities(reading.name):
        yield Candidate(_place_city(city, reading), _rank_name(city, reading.name))


def pick(candidates: Sequence[Candidate], country: str | None, kind: Kind | None) -> Place:
    """Return the place of the best candidate: hinted country, kind, tier, inhabitants."""

    def rank(candidate: Candidate) -> tuple[bool, bool, Tier, int, str]:
        place = candidate.place
        inside, fits = place.country == country, place.kind == kind
        return inside, fits, candidate.tier, place.population or 0, place.geonames_id or ""

    return max(candidates, key=rank).place


def _rank_name(city: City, name: str) -> Tier:
    if city.name == name or load_words().exonyms.get(name) == city.id:
        return Tier.OFFICIAL
    return Tier.ALTERNATE


def _place_city(city: City, reading: NameReading) -> Place:
    known = city.id in load_regions().district_ids
    kind = "district" if known else reading.kind or "city"
    if not known and (reading.apart or not _may_be(city, reading)):
        return Place(reading.name, None, city.country, kind, None)
    return Place(city.name, city.id, city.country, kind, city.population)


def _may_be(city: City, reading: NameReading) -> bool:
    """Tell whether a listed city is the very body that is named, not its namesake."""
    if reading.kind == "district":
        marks = load_words().town_marks
        return reading.whole and not any(name.endswith(marks) for name in city.others)
    return reading.kind in (None, "city", "county")
