"""Conformed signatures: "/s/ Anna Miller" in running text, as filed copies have them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.extract.cite import cite, quote
from pipeline.extract.signer_words import is_person
from pipeline.extract.signing import sign
from pipeline.lexicon import load_lexicon
from pipeline.models import Span

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator, Sequence

    from pipeline.models import DateMention, Party, Reading, Signatory

# So far before a signature, or after the one before it, its party is named.
_REACH = 400
# So far behind a name its date stands.
_BESIDE = 40


def find_conformed(
    reading: Reading, parties: Sequence[Party], dates: Sequence[DateMention]
) -> Iterator[Signatory]:
    """Yield who signs by such marks, each for the party named last before, first of several."""
    party: str | None = None
    end = 0
    for match, rule in _find_marks(reading):
        between = Span(max(end, match.start() - _REACH), match.start())
        party = _find_first(reading.text[between.start : between.end], parties) or party
        span = Span(*match.span("name"))
        role = quote(reading, Span(*match.span("role"))) if match["role"] else None
        signed = sign(reading, quote(reading, span), role, party, cite(reading, span, rule))
        yield replace(signed, date=_find_date(signed, dates))
        end = match.end()


def _find_marks(reading: Reading) -> list[tuple[re.Match[str], str]]:
    lexicon = load_lexicon(reading.version.language)
    found = [
        (match, rule.id)
        for rule in lexicon.rules("conformed_signature")
        for match in rule.pattern.finditer(reading.text)
        if is_person(match["name"], lexicon)
    ]
    return sorted(found, key=lambda item: item[0].start())


def _find_first(text: str, parties: Sequence[Party]) -> str | None:
    """Return the party that a text names first, the longer name where two begin together."""
    lowered = text.casefold()
    found = [
        (at, -len(name.text), party.id)
        for party in parties
        for name in party.names
        if (at := lowered.find(name.text.casefold())) >= 0
    ]
    return min(found)[-1] if found else None


def _find_date(signed: Signatory, dates: Sequence[DateMention]) -> str | None:
    end = signed.evidence[-1].end
    near = (d.value for d in dates if d.evidence and 0 <= d.evidence[0].start - end <= _BESIDE)
    return next(near, None)
