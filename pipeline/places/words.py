"""The words around names of places: heads, endings, articles, variant characters."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from pipeline.places.data import load_data

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pipeline.places.place import Kind


@dataclass(frozen=True, slots=True)
class Head:
    """A word for a kind of place; `apart` when its body is another than the town of the name."""

    text: str
    kind: Kind | None
    apart: bool


@dataclass(frozen=True, slots=True)
class Words:
    """What may stand around a name, the longest heads first.

    `endings` are those of German adjectives with what may stand in their stead, `irregular` the
    adjectives that no ending explains, `exonyms` names with the GeoNames id they mean first of all.
    """

    prefixes: tuple[Head, ...]
    suffixes: tuple[Head, ...]
    fold: Mapping[int, int]
    town_marks: tuple[str, ...]
    genitives: tuple[str, ...]
    particles: frozenset[str]
    endings: Mapping[str, Sequence[str]]
    irregular: Mapping[str, str]
    exonyms: Mapping[str, str]


@lru_cache(maxsize=1)
def load_words() -> Words:
    """Load the words around names of places from the lexicon."""
    data = load_data()
    words = data["words"]
    articles = [Head(article, None, apart=False) for article in words["articles"]]
    return Words(
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


def _list_heads(kinds: Mapping[Kind, Sequence[str]], apart: Sequence[str]) -> list[Head]:
    return [Head(text, kind, text in apart) for kind, texts in kinds.items() for text in texts]


def _sort_heads(heads: Sequence[Head]) -> tuple[Head, ...]:
    return tuple(sorted(heads, key=lambda head: -len(head.text)))
