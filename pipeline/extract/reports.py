"""Parties of an agreement that a paper or an article only tells of."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING

from pipeline.extract.names import PLACED, Candidate, find_candidates, read_name, search
from pipeline.extract.namings import key_of, locate_name
from pipeline.extract.partners import read_open
from pipeline.models import Span
from pipeline.places import find_place

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.lexicon import Lexicon, Rule
    from pipeline.models import Reading

# A paper about an agreement says so at its head; one that says it later has another subject.
HEAD = 2500
# Papers are read so far at most.
REACH = 20_000
MAX_MATCHES = 20
MAX_HOMES = 12
MIN_PARTIES = 2
# The value of a frame that tells of an agreement without the other party.
SOLE = "sole"
_FULL_NAME = 3  # words: "City of Fremantle"
_ENDS = ".\n。"
# "Los Bancos, Ecuador": what stands beside a name may say where it is.
_BESIDE = re.compile(
    r" ?[,(（，] ?(?P<place>[^\s,.;)。，；）]{2,30}(?: [A-Z][^\s,.;)]{2,30})?) ?[,.;)。，；）\n]"
)


def find_reported(reading: Reading, lexicon: Lexicon) -> Iterator[tuple[Candidate, ...]]:
    """Yield what each frame names, in the order of trust; nothing in a paper of other matters.

    The agreement is told of at the head: what stands below names a party that stands there too.
    """
    head = reading.text[:HEAD]
    if not search("report_subject", head, lexicon) or search("report_other", head, lexicon):
        return
    frames = tuple(_find_frames(reading, lexicon))
    told = {
        key_of(candidate, reading, lexicon)
        for start, named in frames
        if start < HEAD
        for candidate in named
    }
    for start, named in frames:
        if start < HEAD or any(key_of(candidate, reading, lexicon) in told for candidate in named):
            yield named


def _find_frames(reading: Reading, lexicon: Lexicon) -> Iterator[tuple[int, tuple[Candidate, ...]]]:
    """Yield where each frame stands, and whom it names; what a council resolves is at the head."""
    lines = tuple(_find_lines(reading.text))
    for rule in lexicon.rules("report_frame"):
        for match in islice(_find_frame(rule, reading.text, lines, lexicon), MAX_MATCHES):
            if not _is_aside(match, lexicon):
                start = 0 if "anywhere" in rule.options else match.start()
                yield start, _read_frame(match, reading, lexicon, rule)


def _read_frame(
    match: re.Match[str], reading: Reading, lexicon: Lexicon, rule: Rule
) -> tuple[Candidate, ...]:
    named = tuple(_read_groups(match, reading, lexicon, rule))
    if rule.value == SOLE:
        return tuple(replace(home, rule=rule.id) for home in _find_home(reading, lexicon, ()))
    if named and rule.value == "home":
        named = (*_find_home(reading, lexicon, named), *named)
    return named if _is_told_of(named, reading, lexicon) else ()


def _is_aside(match: re.Match[str], lexicon: Lexicon) -> bool:
    """Tell whether a sentence speaks of an agreement that stands already, or is but wished for."""
    text = match.string
    start = max(text.rfind(mark, 0, match.start()) for mark in _ENDS) + 1
    ends = [at for mark in _ENDS if (at := text.find(mark, match.end())) >= 0]
    return search("report_out", text[start : min(ends, default=len(text))], lexicon) is not None


def _find_lines(text: str) -> Iterator[tuple[Span, str]]:
    """Yield where the lines stand that are read, and each in small letters."""
    start = 0
    for line in text[:REACH].split("\n"):
        yield Span(start, start + len(line)), line.lower()
        start += len(line) + 1


def _find_frame(
    rule: Rule, text: str, lines: Sequence[tuple[Span, str]], lexicon: Lexicon
) -> Iterator[re.Match[str]]:
    """Yield the matches of a frame: one with `signs`, a list of words, within the lines with one.

    `also` is one more word that such a line has.
    """
    if "signs" not in rule.options:
        yield from rule.pattern.finditer(text, 0, REACH)
        return
    signs, also = str(rule.options["signs"]), str(rule.options.get("also", ""))
    for span, line in lines:
        if also in line and lexicon.shows(signs, line):
            yield from rule.pattern.finditer(text, span.start, span.end)


def _read_groups(
    match: re.Match[str], reading: Reading, lexicon: Lexicon, rule: Rule
) -> Iterator[Candidate]:
    groups = match.groupdict()
    if groups.get("parties"):
        yield from find_candidates(reading.text, Span(*match.span("parties")), lexicon, rule.id)
    for key in ("a", "b"):
        if groups.get(key):
            span = Span(*match.span(key))
            candidate = read_name(
                reading.text, span, lexicon, rule.id, unknown="unknown" in rule.options
            )
            if candidate is None and "open" in rule.options:
                candidate = read_open(reading.text, span, lexicon, rule.id)
            if candidate:
                beside = _BESIDE.match(reading.text, span.end)
                words = f"{candidate.context} {beside['place']}" if beside else candidate.context
                yield replace(candidate, context=words)


def _is_told_of(named: Sequence[Candidate], reading: Reading, lexicon: Lexicon) -> bool:
    """Tell whether places or bodies are named, not just "the city" and "the club"."""
    if len({key_of(candidate, reading, lexicon) for candidate in named}) < MIN_PARTIES:
        return True
    placed = [_is_named(c, reading, lexicon) for c in named if c.type in PLACED]
    return any(placed) or not placed


def _is_named(candidate: Candidate, reading: Reading, lexicon: Lexicon) -> bool:
    """Tell whether a place is known, or has a name of several words whose head says its kind."""
    name = reading.text[candidate.span.start : candidate.span.end]
    full = candidate.headed and len(name.split()) >= _FULL_NAME
    return full or locate_name(name, candidate.context, lexicon)[1] is not None


def _find_home(
    reading: Reading, lexicon: Lexicon, partners: Sequence[Candidate]
) -> tuple[Candidate, ...]:
    """Return the city whose paper it is: its letterhead, else the one it speaks of most.

    A place that stands in the partner's own name or beside it is never the home.
    """
    beside = " ".join(c.context for c in partners if c.type in PLACED)
    abroad = _find_abroad(reading, lexicon, partners)
    for rule in lexicon.rules("home"):
        counts: Counter[str] = Counter()
        spans: dict[str, Span] = {}
        for match in rule.pattern.finditer(reading.text, 0, REACH):
            name = match["home"]
            if name not in beside and len(counts) < MAX_HOMES:
                counts[name] = counts[name] or reading.text.count(name)
                spans.setdefault(name, Span(*match.span("home")))
        home = _pick_home(counts, abroad)
        if home:
            return (Candidate(spans[home], "city", "", rule.id),)
    return ()


def _find_abroad(reading: Reading, lexicon: Lexicon, partners: Sequence[Candidate]) -> str | None:
    for partner in partners:
        name = reading.text[partner.span.start : partner.span.end]
        country, _ = locate_name(name, partner.context, lexicon)
        if country:
            return country
    return None


def _pick_home(counts: Counter[str], abroad: str | None) -> str | None:
    """Return the place named most, rather not one of the partner's country."""
    ranked = []
    for order, (name, count) in enumerate(counts.items()):
        place = find_place(name)
        if place and place.kind == "city":
            ranked.append((place.country != abroad, count, -order, name))
    return max(ranked)[-1] if ranked else None
