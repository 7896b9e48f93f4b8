"""Numerals as integers: one algorithm over the words of a lexicon.

A lexicon gives the tables `numerals` and `ordinals`, the lists `multipliers`, `number_joiners`,
`number_endings` and `thousands_separators`, and for patterns the macros `{number}` (a cardinal,
also doubled as in "six (6)"), `{numeral}` (open at its end, for compounds) and `{ordinal}`.
"""

from __future__ import annotations

import re
from functools import lru_cache, reduce
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pipeline.lexicon import Lexicon

# "six (6)", "(six (6))": the words, then the same number again.
_DOUBLED = re.compile(r"\(?([^()]+?)\s*\(([^()]+)\)\)?")
_BRACKETS = str.maketrans("（）", "()")
_DIGITS = re.compile(r"[0-9]{1,18}")
_TENS, _HUNDRED = 10, 100


class _Words(NamedTuple):
    token: re.Pattern[str]
    values: Mapping[str, int]
    multipliers: frozenset[str]
    endings: frozenset[str]
    grouped: re.Pattern[str]


def parse_number(text: str, lexicon: Lexicon) -> int | None:
    """Parse a numeral in digits or words, cardinal or ordinal, doubled or not; None if it is none.

    Where words and figures differ ("six (5)") the words prevail, as they do in law.
    """
    plain = text.translate(_BRACKETS).strip().lower()
    doubled = _DOUBLED.fullmatch(plain)
    if doubled:
        plain = doubled[2] if _DIGITS.fullmatch(doubled[1]) else doubled[1]
    return _parse_plain(plain.strip("() "), _words(lexicon))


def _parse_plain(text: str, words: _Words) -> int | None:
    digits = _parse_digits(text, words)
    return digits if digits is not None else _parse_words(text, words)


def _parse_digits(text: str, words: _Words) -> int | None:
    for ending in words.endings:
        if text.endswith(ending) and _DIGITS.fullmatch(text.removesuffix(ending).rstrip()):
            return int(text.removesuffix(ending))
    if words.grouped.fullmatch(text):
        text = re.sub(r"\D", "", text)
    return int(text) if _DIGITS.fullmatch(text) else None


def _parse_words(text: str, words: _Words) -> int | None:
    tokens, position = [], 0
    while match := words.token.match(text, position):
        tokens.append(match[0])
        position = match.end()
    if text[position:] not in words.endings | {""}:
        return None
    found = [token for token in tokens if token in words.values]
    return _add_up(found, words) if found else None


def _add_up(tokens: list[str], words: _Words) -> int:
    values = [words.values[token] for token in tokens]
    if len(values) > 1 and max(values) < _TENS:
        return reduce(lambda number, digit: number * 10 + digit, values)
    stack: list[int] = []
    for token, value in zip(tokens, values, strict=True):
        if token in words.multipliers:
            _multiply(stack, value)
        else:
            _push(stack, value)
    return sum(stack)


def _multiply(stack: list[int], value: int) -> None:
    """Multiply what is smaller than the multiplier and stands before it: 200 in "200 thousand"."""
    factor = 0
    while stack and stack[-1] < value:
        factor += stack.pop()
    stack.append(max(factor, 1) * value)


def _push(stack: list[int], value: int) -> None:
    """Push a value; two pairs of digits make a year: "nineteen sixty-seven"."""
    if stack and _TENS <= stack[-1] < _HUNDRED and _TENS <= value < _HUNDRED:
        stack[-1] *= _HUNDRED
    stack.append(value)


@lru_cache(maxsize=8)
def _words(lexicon: Lexicon) -> _Words:
    numerals, ordinals = (
        {word.lower(): int(value) for word, value in lexicon.table(name).items()}
        for name in ("numerals", "ordinals")
    )
    endings = lexicon.list("number_endings")
    last = f"{_any(ordinals)}(?={_any(endings)}?$)"
    token = f"{last}|{_any(numerals)}|{_any(lexicon.list('number_joiners'))}"
    separator = _any(lexicon.list("thousands_separators"))
    return _Words(
        re.compile(token),
        ordinals | numerals,
        frozenset(lexicon.list("multipliers")),
        frozenset(endings),
        re.compile(rf"[0-9]{{1,3}}(?:{separator}[0-9]{{3}})+"),
    )


def _any(words: Iterable[str]) -> str:
    """Return a pattern for any of some words, the longest first."""
    longest_first = sorted(words, key=lambda word: (-len(word), word))
    return "(?:" + "|".join(map(re.escape, longest_first)) + ")" if longest_first else "(?!)"
