"""Our own list: countries, their regions, and districts of large Chinese cities, by name."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from pipeline.places.data import load_data
from pipeline.places.place import Candidate, Place, Tier

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


@dataclass(frozen=True, slots=True)
class Regions:
    """Places by each of their names; `district_ids` are cities of GeoNames that are districts."""

    places: Mapping[str, tuple[Candidate, ...]]
    district_ids: frozenset[str]


@lru_cache(maxsize=1)
def load_regions() -> Regions:
    """Load countries, regions and districts from the lexicon."""
    data = load_data()
    places: dict[str, list[Candidate]] = {}
    for name, candidate in (*_list_countries(data), *list_regions(data), *_list_districts(data)):
        places.setdefault(name, []).append(candidate)
    return Regions(
        places={name: tuple(candidates) for name, candidates in places.items()},
        district_ids=frozenset(
            id_ for rows in data["districts"].values() for *_, id_ in rows if id_
        ),
    )


def list_regions(data: Mapping[str, Any]) -> Iterator[tuple[str, Candidate]]:
    """Yield the names of states, provinces and other regions, each with its place."""
    for code, regions in data["regions"].items():
        cities = data["bare_is_city"].get(code, ())
        for region, others in regions.items():
            place = Place(region, data["region_ids"].get(f"{code} {region}"), code, "state", None)
            candidate = Candidate(place, Tier.WEAK if region in cities else Tier.REGION)
            yield from ((name, candidate) for name in (region, *others))


def _list_countries(data: Mapping[str, Any]) -> Iterator[tuple[str, Candidate]]:
    for code, entry in data["countries"].items():
        special = code in data["special"]["states"]
        place = Place(entry["name"], entry["id"], code, "state" if special else "country", None)
        candidate = Candidate(place, Tier.WEAK if special else Tier.COUNTRY)
        names = dict.fromkeys((entry["name"], *entry["de"], *entry["en"], *entry["zh"]))
        yield from ((name, candidate) for name in names)


def _list_districts(data: Mapping[str, Any]) -> Iterator[tuple[str, Candidate]]:
    for code, rows in data["districts"].items():
        for name, chinese, id_ in rows:
            candidate = Candidate(Place(name, None, code, "district", None), Tier.WEAK)
            forms = () if id_ else (name, chinese, chinese + data["words"]["district_unit"])
            yield from ((form, candidate) for form in forms)
