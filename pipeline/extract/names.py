"""Names of parties: a stretch of text that lists them, taken apart into one candidate each."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pipeline.extract.definitions import OWN, is_own_word
from pipeline.extract.edges import is_bare_region, strip_name
from pipeline.extract.pieces import Piece, past_head, split_pieces, tells_members
from pipeline.models import Span
from pipeline.places import find_place, find_region

if TYPE_CHECKING:
    from pipeline.lexicon import Lexicon, Rule

MAX_NAME = 160
PLACED = frozenset({"city", "district", "county", "province", "state", "region"})
# A list of parties longer than this is no list but a text.
MAX_PIECES = 400
# A state says where a town is, not where another state is.
_SIZES = {"national_government": 3, "state": 2, "province": 2, "region": 2}
_LOCAL = frozenset({"city", "county", "district"})
_BESIDE = frozenset(",(（），/–-) \n")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A possible party: where its name stands in a reading, its type, and what was said beside it.

    `aliases` are spans of other names with their kind; `context` are the words around the name
    that may tell its country.
    """

    span: Span
    type: str
    context: str
    rule: str
    aliases: tuple[tuple[Span, str], ...] = ()
    headed: bool = True


@dataclass(frozen=True, slots=True)
class _Reader:
    """What does not change while a list is read."""

    text: str
    lexicon: Lexicon
    rule: str
    open: bool

    def search(self, group: str, text: str) -> Rule | None:
        """Return the first rule of a group that a text fits."""
        return search(group, text, self.lexicon)


def find_candidates(
    text: str, region: Span, lexicon: Lexicon, rule: str, *, unknown: bool = False
) -> tuple[Candidate, ...]:
    """Take a region that lists parties apart, up to the words that end the list.

    With `unknown`, what looks like a name is taken though nothing tells its type.
    """
    reader = _Reader(text, lexicon, rule, unknown)
    found: list[Candidate] = []
    plural: Rule | None = None
    in_members = False
    for number, piece in enumerate(split_pieces(text, region, lexicon)):
        if number > MAX_PIECES or (found and reader.search("party_stop", piece.text)):
            break
        in_members = tells_members(piece, lexicon, in_members=in_members)
        if in_members:
            continue
        here = reader.search("party_plural", piece.text)
        plural = here or (plural if plural and _goes_on(piece, plural, lexicon) else None)
        before = len(found)
        stops = _read_piece(found, past_head(piece, here), plural, reader)
        if stops and (here or len(found) > before or len(found) > 1):
            break
    return tuple(found)


def read_name(
    text: str, span: Span, lexicon: Lexicon, rule: str, *, unknown: bool = False
) -> Candidate | None:
    """Read a single name as a candidate, or None when it can be no party."""
    piece = Piece(span, text[span.start : span.end], "")
    shorter, _ = _cut(piece, lexicon)
    return _read_candidate(shorter, None, _Reader(text, lexicon, rule, open=unknown))


def detect_type(name: str, lexicon: Lexicon) -> str | None:
    """Say what kind of body a name is, by its head or by being a place; None when nothing tells."""
    rule = search("party_type", name, lexicon)
    if rule:
        return rule.value
    place = find_place(name)
    if place is None:
        return "state" if find_region(name) else None
    return {"country": "national_government"}.get(place.kind, place.kind)


def search(group: str, text: str, lexicon: Lexicon) -> Rule | None:
    """Return the first rule of a group that a text fits."""
    return next((rule for rule in lexicon.rules(group) if rule.pattern.search(text)), None)


def _goes_on(piece: Piece, plural: Rule, lexicon: Lexicon) -> bool:
    """Tell whether a piece goes on with a plural head's list: a bare name, or one of its kind."""
    stripped = piece.text.strip()
    starts_named = stripped[:1].isupper() or not stripped.isascii()
    typed = search("party_type", stripped, lexicon)
    return starts_named and (typed is None or typed.value == plural.value)


def _read_piece(found: list[Candidate], piece: Piece, plural: Rule | None, reader: _Reader) -> bool:
    """Add what a piece says: an alias or a place of the last candidate, or a new candidate.

    Return whether the list ends with it.
    """
    if reader.search("party_skip", piece.text) and not _begins_named(piece, reader):
        _pass_over(found, piece, reader)
        return False
    if reader.search("party_collective", piece.text):
        return False
    if found and _take_beside(found, piece, reader):
        return False
    shorter, stops = _cut(piece, reader.lexicon)
    candidate = _read_candidate(shorter, plural, reader)
    if found and (candidate is None or _says_where(found[-1], candidate, piece, reader)):
        if candidate is None and reader.search("party_joiner", piece.separator.strip()):
            return stops
        found[-1] = replace(found[-1], context=f"{found[-1].context} {piece.text}")
        return stops and candidate is not None
    if candidate is not None:
        labels = _find_labels(piece, reader.lexicon)
        found.append(replace(candidate, context=piece.text, aliases=labels))
        _take_alias(found, piece, reader)
    return stops


def _pass_over(found: list[Candidate], piece: Piece, reader: _Reader) -> None:
    """Keep of words beside a name what they define, and where a body says that it is seated."""
    if not found:
        return
    _take_alias(found, piece, reader)
    if reader.search("party_seat", piece.text):
        found[-1] = replace(found[-1], context=f"{piece.text} {found[-1].context}")


def _find_labels(piece: Piece, lexicon: Lexicon) -> tuple[tuple[Span, str], ...]:
    """Return the defined name that a piece begins with: in a block "Party A: …" it names X."""
    for label in lexicon.rules("party_label"):
        match = label.pattern.match(piece.text)
        if match:
            start, end = (piece.span.start + at for at in match.span("label"))
            return ((Span(start, end), label.value),)
    return ()


def _take_beside(found: list[Candidate], piece: Piece, reader: _Reader) -> bool:
    if _find_labels(piece, reader.lexicon):
        return False
    return _take_alias(found, piece, reader) or _take_suffix(found, piece, reader)


def _begins_named(piece: Piece, reader: _Reader) -> bool:
    """Tell whether a body stands before what is passed over: its address has no comma before it."""
    shorter, _ = _cut(piece, reader.lexicon)
    if " " not in shorter.text.strip() or reader.search("party_skip", shorter.text):
        return False
    return reader.search("party_type", shorter.text) is not None


def _take_suffix(found: list[Candidate], piece: Piece, reader: _Reader) -> bool:
    if not reader.search("party_suffix", piece.text):
        return False
    end = piece.span.start + len(piece.text.rstrip())
    found[-1] = replace(found[-1], span=Span(found[-1].span.start, end))
    return True


def _take_alias(found: list[Candidate], piece: Piece, reader: _Reader) -> bool:
    name = reader.text[found[-1].span.start : found[-1].span.end]
    for alias in reader.lexicon.rules("party_alias"):
        match = alias.pattern.search(piece.text)
        if match and _fits(alias, match["alias"], piece, name):
            named = (Span(*(piece.span.start + at for at in match.span("alias"))), alias.value)
            found[-1] = replace(found[-1], aliases=(*found[-1].aliases, named))
            return True
    return False


def _fits(alias: Rule, words: str, piece: Piece, name: str) -> bool:
    """Tell whether words define a name: in brackets also bare, when the name before has them."""
    if alias.value != OWN:
        return alias.value == "defined" or piece.enclosed
    return piece.enclosed and is_own_word(words, name)


def _says_where(last: Candidate, found: Candidate, piece: Piece, reader: _Reader) -> bool:
    return _is_beside(last, found, piece, reader.lexicon) or _in_address(found, piece, reader)


def _in_address(found: Candidate, piece: Piece, reader: _Reader) -> bool:
    """Tell whether a place or a bare name stands in a line with an address, no party of its own."""
    own = found.headed and found.type not in PLACED
    joined = piece.separator.strip(", \n") or not piece.text.lstrip()[:1].isupper()
    if own or joined or _find_labels(piece, reader.lexicon):
        return False
    start = reader.text.rfind("\n", 0, piece.span.start) + 1
    end = reader.text.find("\n", piece.span.end)
    end = end if end >= 0 else len(reader.text)
    for rule in reader.lexicon.rules("party_address"):
        match = rule.pattern.search(reader.text, start, end)
        if match and (rule.value == "line" or match.end() <= piece.span.start):
            return True
    return False


def _is_beside(last: Candidate, found: Candidate, piece: Piece, lexicon: Lexicon) -> bool:
    """Tell whether words only say where the party before them is.

    So do words in brackets, a country or province after a comma, and a bare place after a body.
    """
    if piece.enclosed or _is_own_line(last, found, piece, lexicon):
        return True
    if _find_labels(piece, lexicon):
        return False
    near = piece.separator.strip()
    if not near or not set(near) <= _BESIDE:
        return False
    if last.headed and not found.headed:
        return True
    if "\n" not in piece.separator and last.type not in PLACED and found.type in PLACED:
        # An address: a party has its article, or comes behind a name that has been defined.
        return piece.text.lstrip()[:1].isupper() and not (last.aliases and found.headed)
    return _is_region_of(last, found, piece, lexicon)


def _is_region_of(last: Candidate, found: Candidate, piece: Piece, lexicon: Lexicon) -> bool:
    """Tell whether a country or region is told of the town before it, which may be its namesake."""
    words = piece.text.title() if piece.text.isupper() else piece.text
    region = search("party_region", words, lexicon)
    if region and "," in piece.separator and last.type in _LOCAL and not found.headed:
        return True
    return _is_larger(found, last) and bool(region or is_bare_region(piece.text, lexicon))


def _is_own_line(last: Candidate, found: Candidate, piece: Piece, lexicon: Lexicon) -> bool:
    """Tell whether a country or region stands on a line of its own below the town it is of."""
    below = piece.separator.strip(" ,") == "\n" and last.type in PLACED
    return below and _is_larger(found, last) and is_bare_region(piece.text, lexicon)


def _is_larger(found: Candidate, last: Candidate) -> bool:
    return _SIZES.get(found.type, 1) > _SIZES.get(last.type, 1)


def _cut(piece: Piece, lexicon: Lexicon) -> tuple[Piece, bool]:
    """Shorten a piece to what can be a name, and tell whether the list of parties ends there."""
    cuts = [
        (match.start(), rule.value == "stop")
        for rule in lexicon.rules("party_cut")
        if (match := rule.pattern.search(piece.text))
    ]
    if not cuts:
        return piece, False
    at = min(cuts)[0]
    stops = (at, True) in cuts
    span = Span(piece.span.start, piece.span.start + at)
    return replace(piece, span=span, text=piece.text[:at]), stops


def _read_candidate(piece: Piece, plural: Rule | None, reader: _Reader) -> Candidate | None:
    stripped = strip_name(piece.text, reader.lexicon)
    name = piece.text[stripped.start : stripped.end]
    if not name or len(name) > MAX_NAME or reader.search("party_out", name):
        return None
    kind = plural.value if plural else _detect_kind(name, piece, reader)
    if kind is None or (plural and name[0].islower()):
        return None
    span = Span(piece.span.start + stripped.start, piece.span.start + stripped.end)
    headed = bool(plural or reader.search("party_type", name))
    return Candidate(span, kind, piece.text, reader.rule, headed=headed)


def _detect_kind(name: str, piece: Piece, reader: _Reader) -> str | None:
    kind = detect_type(name, reader.lexicon)
    if kind is not None or not reader.open:
        return kind
    joined = not piece.separator or reader.search("party_joiner", piece.separator)
    unknown = reader.search("party_unknown", name) if joined else None
    return unknown.value if unknown else None
