"""Parties: who agrees with whom, and under which names."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pipeline.extract.cite import cite, quote
from pipeline.extract.names import (
    Candidate,
    detect_type,
    find_candidates,
    find_home,
    read_name,
    strip_name,
)
from pipeline.lexicon import load_lexicon
from pipeline.models import Identifier, Name, Party, Span
from pipeline.places import find_place

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.lexicon import Lexicon, Rule
    from pipeline.models import Reading

# Parties are named before the first clause, at the latest within this many characters.
OPENING = 9000
MIN_PARTIES = 2
_PLACED = frozenset({"city", "district", "county"})


@dataclass(frozen=True, slots=True)
class _Found:
    """Candidates that one frame found together; `exclusive` frames name all the parties."""

    candidates: tuple[Candidate, ...]
    rule: Rule


def find_parties(reading: Reading) -> tuple[Party, ...]:
    """Return the parties of a version's agreement; in a cover, of the agreement it tells of.

    Ids are local: p1, p2 … in order of appearance.
    """
    lexicon = load_lexicon(reading.version.language)
    if reading.version.part == "cover":
        candidates = _choose(_find_reported(reading, lexicon), reading, lexicon)
    else:
        candidates = _choose(_find_contracting(reading, lexicon), reading, lexicon)
        candidates = candidates or _find_signing(reading, lexicon)
    groups = _group(candidates, reading)
    return tuple(_name_party(number, group, reading) for number, group in enumerate(groups, 1))


def _find_contracting(reading: Reading, lexicon: Lexicon) -> Iterator[_Found]:
    opening = reading.text[: _opening_end(reading)]
    for rule in lexicon.rules("party_frame"):
        for match in rule.pattern.finditer(opening):
            region = Span(*match.span("parties"))
            yield _Found(find_candidates(opening, region, lexicon, rule.id), rule)


def _opening_end(reading: Reading) -> int:
    """Return where the first clause begins, in the reading's coordinates."""
    first = next((s for s in reading.version.sections if s.kind == "clause"), None)
    start = len(reading.text)
    if first is not None:
        start = next((r.start for r in reading.runs if r.source_start >= first.span.start), start)
    after_list = _past_party_list(reading, start)
    return min(after_list, OPENING)


def _past_party_list(reading: Reading, start: int) -> int:
    """Parties may be numbered themselves: a list right after the word that opens it is theirs."""
    lexicon = load_lexicon(reading.version.language)
    before = reading.text[:start].rstrip()[-40:]
    opens = any(rule.pattern.search(before) for rule in lexicon.rules("party_list_opens"))
    return start + OPENING if opens else start


def _find_reported(reading: Reading, lexicon: Lexicon) -> Iterator[_Found]:
    for rule in lexicon.rules("report_frame"):
        for match in rule.pattern.finditer(reading.text):
            named = tuple(_read_groups(match, reading, lexicon, rule))
            if named and rule.value == "home":
                named = (*_find_own_city(reading, lexicon, named), *named)
            yield _Found(named, rule)


def _read_groups(
    match: re.Match[str], reading: Reading, lexicon: Lexicon, rule: Rule
) -> Iterator[Candidate]:
    groups = match.groupdict()
    if groups.get("parties"):
        yield from find_candidates(reading.text, Span(*match.span("parties")), lexicon, rule.id)
    for key in ("a", "b"):
        if groups.get(key):
            candidate = read_name(reading.text, Span(*match.span(key)), lexicon, rule.id)
            if candidate:
                yield candidate


def _find_own_city(
    reading: Reading, lexicon: Lexicon, partners: Sequence[Candidate]
) -> Iterator[Candidate]:
    """Yield the city whose paper it is: its letterhead, else the one it speaks of most."""
    taken = {_place_key(reading.text[c.span.start : c.span.end]) for c in partners}
    for rule in lexicon.rules("home"):
        spans = [
            Span(*match.span("home"))
            for match in rule.pattern.finditer(reading.text)
            if find_place(match["home"]) and _place_key(match["home"]) not in taken
        ]
        if spans:
            counts = Counter(_place_key(reading.text[s.start : s.end]) for s in spans)
            best = max(counts.values())
            span = next(s for s in spans if counts[_place_key(reading.text[s.start : s.end])] == best)
            yield Candidate(span, "city", reading.text[span.start : span.end], rule.id)
            return


def _place_key(name: str) -> str:
    place = find_place(name)
    return place.geonames_id or place.name if place else name.casefold()


def _choose(found: Iterator[_Found], reading: Reading, lexicon: Lexicon) -> tuple[Candidate, ...]:
    """Take the first frame that names two parties; later frames only add names for the same ones.

    Frames come in their order of trust. A membership counts when nothing better is told.
    """
    del lexicon
    frames = [frame for frame in found if frame.candidates]
    chosen = next((f for f in frames if _count(f.candidates, reading) >= MIN_PARTIES), None)
    if chosen is None:
        return ()
    known = {_key(candidate, reading) for candidate in chosen.candidates}
    more = (
        candidate
        for frame in frames
        if frame is not chosen
        for candidate in frame.candidates
        if _key(candidate, reading) in known
    )
    return (*chosen.candidates, *more)


def _count(candidates: Sequence[Candidate], reading: Reading) -> int:
    return len({_key(candidate, reading) for candidate in candidates})


def _find_signing(reading: Reading, lexicon: Lexicon) -> tuple[Candidate, ...]:
    """Fall back on the signature block: for whom it is signed."""
    found = []
    for rule in lexicon.rules("signing_for"):
        for match in rule.pattern.finditer(reading.text):
            candidate = read_name(reading.text, Span(*match.span("party")), lexicon, rule.id)
            if candidate:
                found.append(candidate)
    return tuple(found) if _count(found, reading) >= MIN_PARTIES else ()


def _key(candidate: Candidate, reading: Reading) -> str:
    """Return what makes two namings the same party: the place and kind, or the folded name."""
    name = reading.text[candidate.span.start : candidate.span.end]
    if candidate.type in _PLACED:
        place = find_place(name)
        if place:
            return f"{place.geonames_id or place.name}/{candidate.type == 'county'}"
    return re.sub(r"[\W_]+", "", name.casefold())


def _group(candidates: Sequence[Candidate], reading: Reading) -> tuple[tuple[Candidate, ...], ...]:
    groups: dict[str, list[Candidate]] = {}
    for candidate in candidates:
        groups.setdefault(_key(candidate, reading), []).append(candidate)
    return tuple(tuple(group) for group in groups.values())


def _name_party(number: int, group: Sequence[Candidate], reading: Reading) -> Party:
    """Make a party of all its namings; the longest form is its name."""
    fullest = max(group, key=lambda candidate: candidate.span.end - candidate.span.start)
    name = quote(reading, fullest.span)
    context = " ".join(candidate.context for candidate in group)
    country, place_id = find_home(context, reading.text[fullest.span.start : fullest.span.end])
    known = fullest.type in _PLACED and place_id
    return Party(
        id=f"p{number}",
        agreements=(),
        name=name,
        names=tuple(_list_names(group, name, reading)),
        type=fullest.type,
        country=country,
        identifiers=(Identifier("geonames", place_id),) if known and place_id else (),
        confidence=None,
        evidence=tuple(
            evidence for c in group for evidence in cite(reading, c.span, c.rule)
        ),
    )


def _list_names(group: Sequence[Candidate], name: str, reading: Reading) -> Iterator[Name]:
    """Yield each form once: the fullest, shorter ones, and those the text defines."""
    language = reading.version.language
    yield Name(name, language, "full")
    seen = {name}
    forms = [(quote(reading, c.span), "short") for c in group]
    forms += [(quote(reading, span), kind) for c in group for span, kind in c.aliases]
    for text, kind in forms:
        if text and text not in seen:
            seen.add(text)
            yield Name(text, language, "defined" if kind == "defined" else "short")


__all__ = ["detect_type", "find_parties", "replace", "strip_name"]
