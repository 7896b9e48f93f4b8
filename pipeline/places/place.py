"""A place, and a candidate for what a name means."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import Literal

Kind = Literal["city", "district", "county", "state", "country"]


class Tier(IntEnum):
    """How strongly a name belongs to a place; the higher of two namesakes wins."""

    WEAK = 0
    ALTERNATE = 1
    REGION = 2
    OFFICIAL = 3
    COUNTRY = 4


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
class Candidate:
    """A place that a name may mean, and how strongly the name is its own."""

    place: Place
    tier: Tier
