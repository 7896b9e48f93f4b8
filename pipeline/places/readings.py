"""The ways to read a name: with and without heads, endings, capitals, variant characters."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from pipeline.places.words import load_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.places.place import Kind
    from pipeline.places.words import Head

CHINESE: Final = re.compile(r"[㐀-鿿]")


@dataclass(frozen=True, slots=True)
class NameReading:
    """A way to read a name, and what the word for a kind of place says that stands beside it.

    `whole` when such a word is still part of the name.
    """

    name: str
    kind: Kind | None = None
    apart: bool = False
    whole: bool = False


def clean_name(text: str) -> str:
    """Return a name in NFC with single spaces and plain hyphens."""
    return " ".join(unicodedata.normalize("NFC", text).replace("‐", "-").split())


def is_name(text: str) -> bool:
    """Tell whether a clean text can be a name: a capital or a Chinese character after its heads."""
    first = _strip_heads(text)[-1].name.removeprefix("'s-").lstrip("‘’")[:1]
    return first.isupper() or bool(CHINESE.match(first))


def read_name(name: str) -> Iterator[NameReading]:
    """Yield the readings of a clean name, the most literal first."""
    words = load_words()
    simple = name.translate(words.fold)
    for whole in dict.fromkeys((name, simple, _respell(simple))):
        *steps, bare = _strip_heads(whole)
        # "Mexico City" is a name, but 吴兴区 must not be read as the town that lists it.
        for step in steps:
            yield replace(step, kind="district" if bare.kind == "district" else step.kind)
        yield replace(bare, whole=False)
        for ending in words.genitives:
            if bare.name.endswith(ending):
                yield NameReading(bare.name.removesuffix(ending), bare.kind, bare.apart)


def read_adjective(word: str) -> tuple[str, ...]:
    """Return the names that a German adjective of place may be made from."""
    words = load_words()
    if word in words.irregular:
        return (words.irregular[word],)
    return tuple(
        word.removesuffix(ending) + instead
        for ending, replacements in words.endings.items()
        if word.endswith(ending)
        for instead in replacements
    )


def _respell(name: str) -> str:
    """Spell a name set in capitals as names are spelt."""
    if not name.isupper() or CHINESE.search(name):
        return name
    particles = load_words().particles
    spelt = [word.lower() if word.lower() in particles else word.title() for word in name.split()]
    # `title` takes what follows an apostrophe for a new word.
    return re.sub(r"(?<=['’])S\b", "s", " ".join(spelt))


def _strip_heads(name: str) -> tuple[NameReading, ...]:
    """Take the words for kinds of places off, one by one; the outermost says the kind."""
    readings = [NameReading(name, whole=True)]
    while (shorter := _strip_head(readings[-1])) != readings[-1]:
        readings.append(shorter)
    return tuple(readings)


def _strip_head(reading: NameReading) -> NameReading:
    words = load_words()
    for head in words.prefixes:
        if reading.name.startswith(f"{head.text} "):
            return _behead(reading, reading.name.removeprefix(head.text), head)
    for head in words.suffixes:
        tail = head.text if CHINESE.match(head.text) else f" {head.text}"
        if reading.name.endswith(tail) and len(reading.name) > len(tail) + 1:
            return _behead(reading, reading.name.removesuffix(tail), head)
    return reading


def _behead(reading: NameReading, rest: str, head: Head) -> NameReading:
    kind, apart = reading.kind or head.kind, reading.apart or head.apart
    return NameReading(rest.strip(), kind, apart, whole=True)
