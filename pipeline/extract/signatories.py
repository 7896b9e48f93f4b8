"""Signatories: who signs for which party, in which office, when and where."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.extract.cite import cite, quote
from pipeline.extract.conformed import find_conformed
from pipeline.extract.hits import matches
from pipeline.extract.signature_block import find_block
from pipeline.extract.signed_for import match_office, match_party
from pipeline.extract.signer_words import is_person, shift
from pipeline.extract.signing import (
    Block,
    read_block,
    sign,
)
from pipeline.lexicon import load_lexicon
from pipeline.models import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.lexicon import Lexicon
    from pipeline.models import DateMention, Party, Reading, Signatory

# A title and a surname at most.
_SURNAME_ONLY = 2


def find_signatories(
    reading: Reading, parties: Sequence[Party], dates: Sequence[DateMention]
) -> tuple[Signatory, ...]:
    """Return who signs: the names of the signature block, else those who represent the parties."""
    lexicon = load_lexicon(reading.version.language)
    if reading.version.part == "cover":
        told = _place_last(list(_once(list(_find_told(reading, parties, lexicon)))), parties)
        return tuple(_date(signatory, reading, None, dates) for signatory in told)
    span = find_block(reading, parties)
    block = Block(reading, lexicon, parties, [date for date in dates if date.role == "signature"])
    represented = list(_find_represented(reading, parties, lexicon))
    signed = read_block(block, span) if span else []
    conformed = list(_once(list(find_conformed(reading, parties, block.dates))))
    signed = conformed if len(conformed) > len(signed) else signed
    found = [_complete(signatory, represented) for signatory in signed] or represented
    placed = _place_last(list(_once(found)), parties)
    return tuple(_date(signatory, reading, span, dates) for signatory in placed)


def _find_told(reading: Reading, parties: Sequence[Party], lexicon: Lexicon) -> Iterator[Signatory]:
    """Yield those of whom a paper says that they signed, with the office it gives them."""
    for sentence in reading.sentences:
        if not matches(sentence.text, lexicon, "signing_sentence"):
            continue
        for rule in lexicon.rules("reported_signer"):
            for match in rule.pattern.finditer(sentence.text):
                if is_person(match["name"], lexicon):
                    span = shift(Span(*match.span("name")), sentence.span.start)
                    role = quote(reading, shift(Span(*match.span("role")), sentence.span.start))
                    party = match_party(role, parties, lexicon)
                    party = party or match_office(role, parties, lexicon)
                    evidence = cite(reading, span, rule.id)
                    yield sign(reading, quote(reading, span), role, party, evidence)


def _complete(signatory: Signatory, represented: Sequence[Signatory]) -> Signatory:
    """Give a signatory what the opening says of who represents the party.

    That is the full name where a surname stands alone, and the party where none stands.
    """
    surname = f" {signatory.name.split()[-1]}"
    same = [other for other in represented if other.name.endswith(surname)]
    if signatory.party is None:
        parties = {other.party for other in same}
        return replace(signatory, party=parties.pop()) if len(parties) == 1 else signatory
    full = next((other.name for other in same if other.party == signatory.party), signatory.name)
    is_short = len(signatory.name.split()) <= _SURNAME_ONLY
    return replace(signatory, name=full) if is_short else signatory


def _find_represented(
    reading: Reading, parties: Sequence[Party], lexicon: Lexicon
) -> Iterator[Signatory]:
    """Yield those by whom a party says that it is represented, for the party named before them."""
    for rule in lexicon.rules("represented"):
        for match in rule.pattern.finditer(reading.text):
            if not is_person(match["name"], lexicon):
                continue
            span = Span(*match.span("name"))
            groups = match.groupdict()
            key = next((k for k in ("role", "role2") if groups.get(k)), None)
            role = quote(reading, Span(*match.span(key))) if key else None
            evidence = cite(reading, span, rule.id)
            party = _party_before(evidence[0].start, parties)
            if party:
                yield sign(reading, quote(reading, span), role, party, evidence)


def _party_before(start: int, parties: Sequence[Party]) -> str | None:
    before = [(e.start, party.id) for party in parties for e in party.evidence if e.start < start]
    return max(before)[1] if before else None


def _place_last(signatories: Sequence[Signatory], parties: Sequence[Party]) -> list[Signatory]:
    """Let the only one who signs for no party sign for the only party without a signature."""
    signed = {signatory.party for signatory in signatories}
    left = [party.id for party in parties if party.id not in signed]
    alone = sum(signatory.party is None for signatory in signatories) == 1
    if not (alone and len(left) == 1 and len(signatories) == len(parties)):
        return list(signatories)
    return [
        signatory if signatory.party else replace(signatory, party=left[0])
        for signatory in signatories
    ]


def _once(signatories: Sequence[Signatory]) -> Iterator[Signatory]:
    seen: set[tuple[str, str | None]] = set()
    for signatory in signatories:
        key = (signatory.name, signatory.party)
        if key not in seen:
            seen.add(key)
            yield signatory


def _date(
    signatory: Signatory, reading: Reading, block: Span | None, dates: Sequence[DateMention]
) -> Signatory:
    """Give a signatory the date and place of the signature, when the block says one for all."""
    signed = [date for date in dates if date.role == "signature" and date.value]
    values = {date.value for date in signed}
    date = values.pop() if len(values) == 1 else _date_before(signatory, signed)
    date = signatory.date or date
    return replace(signatory, date=date, place=_find_place(reading, block))


def _date_before(signatory: Signatory, signed: Sequence[DateMention]) -> str | None:
    start = signatory.evidence[0].start
    before = [date for date in signed if date.evidence and date.evidence[0].start < start]
    return before[-1].value if before else None


def _find_place(reading: Reading, block: Span | None) -> str | None:
    if block is None:
        return None
    places = set()
    for rule in load_lexicon(reading.version.language).rules("signer_place"):
        for match in rule.pattern.finditer(reading.text, block.start, block.end):
            key = next(key for key, value in match.groupdict().items() if value)
            places.add(quote(reading, Span(*match.span(key))))
    return places.pop() if len(places) == 1 else None
