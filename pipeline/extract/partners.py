"""The other side of an agreement whose paper names but the city that resolves on it."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from pipeline.extract.edges import strip_name
from pipeline.extract.names import Candidate, detect_type, read_name, search
from pipeline.extract.namings import key_of
from pipeline.extract.pieces import split_pieces
from pipeline.models import Span

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

    from pipeline.lexicon import Lexicon, Rule
    from pipeline.models import Reading

# Papers are read so far at most.
REACH = 20_000
MAX_MATCHES = 8


def find_partners(reading: Reading, lexicon: Lexicon, home: Candidate) -> tuple[Candidate, ...]:
    """Return whom the first frame names that names anybody but the home city."""
    known = key_of(home, reading, lexicon)
    for rule in lexicon.rules("report_partner"):
        for match in islice(rule.pattern.finditer(reading.text, 0, REACH), MAX_MATCHES):
            found = tuple(
                one
                for one in _read_match(match, rule, reading, lexicon)
                if key_of(one, reading, lexicon) != known
            )
            if found:
                return found
    return ()


def read_open(text: str, span: Span, lexicon: Lexicon, rule: str) -> Candidate | None:
    """Read a name of unknown kind: an acronym, or several words with capitals."""
    stripped = strip_name(text[span.start : span.end], lexicon)
    name = text[span.start + stripped.start : span.start + stripped.end]
    shape = search("party_open", name, lexicon)
    if shape is None or search("party_out", name, lexicon):
        return None
    if name in lexicon.list("open_out"):
        return None
    at = Span(span.start + stripped.start, span.start + stripped.end)
    return Candidate(at, shape.value, name, rule, headed=False)


def _read_match(
    match: re.Match[str], rule: Rule, reading: Reading, lexicon: Lexicon
) -> Iterator[Candidate]:
    region = Span(*match.span("parties"))
    if rule.value == "one":
        one = read_name(reading.text, region, lexicon, rule.id)
        one = one or read_open(reading.text, region, lexicon, rule.id)
        yield from (one,) if one else ()
        return
    for piece in split_pieces(reading.text, region, lexicon):
        span = strip_name(piece.text, lexicon)
        name = piece.text[span.start : span.end]
        if name and detect_type(name, lexicon) and not search("partner_out", name, lexicon):
            named = read_name(reading.text, piece.span, lexicon, rule.id)
        else:
            named = read_open(reading.text, piece.span, lexicon, rule.id)
        if named:
            yield named
