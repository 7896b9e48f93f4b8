"""Names of parties: a stretch of text that lists them, taken apart into one candidate each."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pipeline.models import Span
from pipeline.places import find_country, find_place, find_region

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.lexicon import Lexicon, Rule

MAX_NAME = 160
_EDGE = " \t\n,;:.–—-•·*„“”\"»«'’()（）、，。：；《》"
_LIST_NUMBER = re.compile(r"^\s*(?:\d{1,2}|[a-z]|[IVX]{1,4})[.)]\s*")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A possible party: where its name stands in a reading, its type, and what was said beside it.

    `aliases` are spans of short names that the text gives it; `context` are the words around the
    name that may tell its country; `listed` is true when a plural head said the type.
    """

    span: Span
    type: str
    context: str
    rule: str
    aliases: tuple[tuple[Span, str], ...] = ()
    listed: bool = False


@dataclass(frozen=True, slots=True)
class _Piece:
    span: Span
    text: str
    separator: str


def find_candidates(text: str, region: Span, lexicon: Lexicon, rule: str) -> tuple[Candidate, ...]:
    """Take a region that lists parties apart, up to the words that end the list."""
    found: list[Candidate] = []
    plural: Rule | None = None
    for piece in _split(text, region, lexicon):
        if _search("party_stop", piece.text, lexicon) and found:
            break
        plural_here = _search("party_plural", piece.text, lexicon)
        plural = plural_here or (plural if _goes_on(piece, lexicon) else None)
        _read_piece(found, _past_head(piece, plural_here), plural, lexicon, rule)
    return tuple(found)


def read_name(text: str, span: Span, lexicon: Lexicon, rule: str) -> Candidate | None:
    """Read a single name as a candidate, or None when it can be no party."""
    piece = _strip(text, span, lexicon)
    if not piece.text or len(piece.text) > MAX_NAME or _search("party_out", piece.text, lexicon):
        return None
    kind = detect_type(piece.text, lexicon)
    return Candidate(piece.span, kind, piece.text, rule) if kind else None


def detect_type(name: str, lexicon: Lexicon) -> str | None:
    """Say what kind of body a name is, by its head or by being a place; None when nothing tells."""
    rule = _search("party_type", name, lexicon)
    if rule:
        return rule.value
    place = find_place(name)
    if place is None:
        return "state" if find_region(name) else None
    return {"country": "national_government"}.get(place.kind, place.kind)


def strip_name(text: str, span: Span, lexicon: Lexicon) -> Span:
    """Take articles, list numbers and punctuation off a name."""
    return _strip(text, span, lexicon).span


def _search(group: str, text: str, lexicon: Lexicon) -> Rule | None:
    return next((rule for rule in lexicon.rules(group) if rule.pattern.search(text)), None)


def _split(text: str, region: Span, lexicon: Lexicon) -> Iterator[_Piece]:
    """Yield the pieces between separators; inside brackets a piece keeps its bracket as separator."""
    start, before = region.start, ""
    rule = lexicon.rules("party_separator")[0]
    for match in rule.pattern.finditer(text, region.start, region.end):
        if text[start : match.start()].strip():
            yield _Piece(Span(start, match.start()), text[start : match.start()], before)
            before = match[0]
        else:
            before += match[0]
        start = match.end()
    if text[start : region.end].strip():
        yield _Piece(Span(start, region.end), text[start : region.end], before)


def _goes_on(piece: _Piece, lexicon: Lexicon) -> bool:
    """Tell whether a piece goes on with a list under a plural head: a bare name after a comma."""
    stripped = piece.text.strip()
    starts_named = stripped[:1].isupper() or not stripped.isascii()
    return starts_named and not _search("party_type", stripped, lexicon)


def _past_head(piece: _Piece, plural: Rule | None) -> _Piece:
    match = plural.pattern.search(piece.text) if plural else None
    if match is None:
        return piece
    start = piece.span.start + match.end()
    return replace(piece, span=Span(start, piece.span.end), text=piece.text[match.end() :])


def _read_piece(
    found: list[Candidate], piece: _Piece, plural: Rule | None, lexicon: Lexicon, rule: str
) -> None:
    """Add what a piece says: an alias or a place of the last candidate, or a new candidate."""
    if _search("party_skip", piece.text, lexicon) or _search("party_collective", piece.text, lexicon):
        return
    if found and _take_alias(found, piece, lexicon):
        return
    if found and _search("party_suffix", piece.text, lexicon):
        found[-1] = replace(found[-1], span=Span(found[-1].span.start, _end(piece)))
        return
    candidate = _read_candidate(piece, plural, lexicon, rule)
    apposition = found and _is_apposition(piece, lexicon)
    if apposition or (candidate is None and found):
        found[-1] = replace(found[-1], context=f"{found[-1].context} {piece.text}")
    elif candidate is not None:
        found.append(candidate)


def _end(piece: _Piece) -> int:
    return piece.span.start + len(piece.text.rstrip())


def _take_alias(found: list[Candidate], piece: _Piece, lexicon: Lexicon) -> bool:
    for alias in lexicon.rules("party_alias"):
        match = alias.pattern.search(piece.text)
        if match and (alias.value == "defined" or "(" in piece.separator or "（" in piece.separator):
            start, end = match.span("alias")
            span = Span(piece.span.start + start, piece.span.start + end)
            found[-1] = replace(found[-1], aliases=(*found[-1].aliases, (span, alias.value)))
            return True
    return False


def _is_apposition(piece: _Piece, lexicon: Lexicon) -> bool:
    """A country or province after a comma or in brackets says where the party before it is."""
    near = piece.separator.strip(" \n") in {",", "(", "（", "，", "/", "–", "-", ")"}
    return near and bool(_search("party_region", piece.text, lexicon))


def _read_candidate(
    piece: _Piece, plural: Rule | None, lexicon: Lexicon, rule: str
) -> Candidate | None:
    stripped = _strip(piece.text, Span(0, len(piece.text)), lexicon)
    name = stripped.text
    if not name or len(name) > MAX_NAME or _search("party_out", name, lexicon):
        return None
    kind = plural.value if plural else detect_type(name, lexicon)
    if kind is None:
        return None
    offset = piece.span.start
    span = Span(offset + stripped.span.start, offset + stripped.span.end)
    return Candidate(span, kind, piece.text, rule, listed=plural is not None)


def _strip(text: str, span: Span, lexicon: Lexicon) -> _Piece:
    start, end = span.start, span.end
    while start < end:
        lead = _lead(text[start:end], lexicon.list("articles"))
        if not lead:
            break
        start += lead
    while end > start and text[end - 1] in _EDGE and not _closes(text[start:end]):
        end -= 1
    return _Piece(Span(start, end), text[start:end], "")


def _closes(name: str) -> bool:
    """A closing bracket whose opening is inside the name, or a legal form's full stop, belongs to it."""
    return (name.endswith(")") and "(" in name) or name.endswith((" e.V.", " e. V.", "Inc.", "Ltd.", "Co.", "Corp."))


def _lead(text: str, articles: Sequence[str]) -> int:
    """Return how many characters of list number, punctuation or article a text begins with."""
    if text[0] in _EDGE:
        return 1
    number = _LIST_NUMBER.match(text)
    if number:
        return number.end()
    word = text.split(maxsplit=1)[0]
    return len(word) if word in articles and len(word) < len(text) else 0


def find_home(country_words: str, name: str) -> tuple[str | None, str | None]:
    """Return the country and GeoNames id of a name, helped by the words around it."""
    country = find_country(country_words)
    place = find_place(name, country=country)
    if place is None:
        return country or find_region(name), None
    return country or place.country, place.geonames_id
