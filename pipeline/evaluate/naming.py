"""When two names mean one party or one person."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from pipeline.evaluate.gold import GoldParty
    from pipeline.models import Party

A = TypeVar("A")
B = TypeVar("B")

# A measure that must not move when the lexicon does has its own words.
_ARTICLE = re.compile(r"^(?:d(?:er|ie|as|em|en|es)|the|l['’])\s*\b")
_ENDING = re.compile(r"(?<=\w{3})(?:en|em|er|es|e|n|s)\b")
_HEAD = re.compile(
    r"^(?:(?:große )?(?:kreis|bundes|haupt|landes)?stadt|gemeinde|markt|(?:the )?city of|town of|"
    r"municipality of|land|freistaat|(?:land|stadt)?kreis|state of|republic of|republik)\s+|"
    r"\s+(?:city|municipality)$|(?:市|区|區|縣|县|省)?(?:人民政府|政府)$|[市省]$"
)
_QUANTITY = re.compile(
    r"^(?i:(?:all|each|every|any|either|such|these|those|a|an|the|said)\b(?: of)?(?: the)?|"
    r"(?:alle[rn]?|jede[rsmn]?|die|der|das|dem|den|eine?[rsmn]?|jeweilige[nr]?)\b)|"
    r"^(?:各|每个|每一|每|任何一个|任何一|任何|任一|所有|该|有关的?|上述)"
)
_TITLE = re.compile(
    r"\b(?:prof|dr|dipl|ing|mag|h\. ?c|rer|nat|jur|phil|pol|mba|herrn?|frau|mr|mrs|ms|hon)\b\.?|"
    r"先生|女士|博士|教授"
)


def fold_name(name: str) -> str:
    """Return a name in small letters, without article, inflection, punctuation and spaces."""
    plain = " ".join(unicodedata.normalize("NFKC", name).casefold().split())
    plain = _ARTICLE.sub("", plain)
    words = re.sub(r"[^\w\s]", " ", plain)
    return re.sub(r"\s+", "", _ENDING.sub("", words))


def fold_head(name: str) -> str:
    """Return a name folded, its generic head (Stadt, City of, 市) fallen away."""
    plain = " ".join(unicodedata.normalize("NFKC", name).casefold().split())
    bare = _HEAD.sub("", _ARTICLE.sub("", plain))
    return fold_name(bare) or fold_name(plain)


def fold_body(name: str) -> str:
    """Return a body's name folded, without "all", "each" or "the said" before it."""
    return fold_name(_QUANTITY.sub("", name.strip(), count=1))


def fold_person(name: str) -> str:
    """Return a person's name folded, without titles."""
    return re.sub(r"\W+", "", _TITLE.sub(" ", unicodedata.normalize("NFKC", name).casefold()))


def is_same_party(gold: GoldParty, found: Party) -> bool:
    """Tell whether one's fullest name is the other's fullest, or among the other's names."""
    fold = fold_head if gold.type == found.type else fold_name
    ours = {fold(found.name), *(fold(name.text) for name in found.names)}
    theirs = {fold(gold.name), *(fold(name.text) for name in gold.names)}
    return fold(gold.name) in ours or fold(found.name) in theirs


def match(
    gold: Sequence[A], found: Sequence[B], likeness: Callable[[A, B], float]
) -> Iterator[tuple[A | None, B | None]]:
    """Match one to one, the likest first; then what is left of either with None."""
    scored = (
        (likeness(one, two), i, k) for i, one in enumerate(gold) for k, two in enumerate(found)
    )
    ranked = sorted((s for s in scored if s[0] > 0), key=lambda s: (-s[0], s[1], s[2]))
    left, right = set(range(len(gold))), set(range(len(found)))
    for _, i, k in ranked:
        if i in left and k in right:
            left.remove(i)
            right.remove(k)
            yield gold[i], found[k]
    yield from ((gold[i], None) for i in sorted(left))
    yield from ((None, found[k]) for k in sorted(right))
