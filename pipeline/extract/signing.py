"""Signature blocks: the columns of names, offices, parties and dates below an agreement."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import TYPE_CHECKING

from pipeline.extract.cells import split_rows
from pipeline.extract.cite import cite, quote
from pipeline.extract.signed_for import find_parties_on, fold, match_office, match_whole
from pipeline.extract.signer_words import find_names, has_rule, search_office, shift
from pipeline.models import Signatory, Span

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pipeline.lexicon import Lexicon
    from pipeline.models import DateMention, Evidence, Party, Reading

_MIN_COLUMNS = 2
_LINE = re.compile(r"[^\n]+")


@dataclass(slots=True)
class _Slot:
    """One column of the block, as far as it has been read."""

    party: str | None = None
    role: str | None = None
    seat: str | None = None
    dates_follow: bool = True
    last: int | None = None
    attests: bool = False


@dataclass(frozen=True, slots=True)
class _Row:
    """The cells of a line, and the words under each where the next line has as many."""

    cells: Sequence[Span]
    below: Sequence[str]


@dataclass(frozen=True, slots=True)
class Block:
    """What does not change while a block is read."""

    reading: Reading
    lexicon: Lexicon
    parties: Sequence[Party]
    dates: Sequence[DateMention]

    def text(self, span: Span) -> str:
        """Return the words of a span."""
        return self.reading.text[span.start : span.end]


def read_block(block: Block, span: Span) -> list[Signatory]:
    """Return who signs in a block, column by column."""
    found: list[Signatory] = []
    slots = [_Slot()]
    places: dict[int, tuple[int, str | None]] = {}
    lines = tuple(_LINE.finditer(block.reading.text, span.start, span.end))
    for line, below in zip_longest(lines, lines[1:]):
        under = below[0].split("\t") if below else []
        for cells in split_rows(line[0], line.start(), block.lexicon, columns=len(slots)):
            slots = _widen(slots, len(cells))
            _read_row(block, _Row(cells, under if len(under) == len(cells) else []), slots, found)
            for column, slot in enumerate(slots):
                if slot.last is not None:
                    places.setdefault(slot.last, (column, slot.seat))
    placed = [_place_by_office(signatory, block) for signatory in found]
    return _place_by_column(_place_by_seat(placed, places), block, places)


def _place_by_seat(
    found: Sequence[Signatory], places: Mapping[int, tuple[int, str | None]]
) -> Sequence[Signatory]:
    """Let who signs in a party's town sign for it, when each signs at home."""
    if len({seat for _, seat in places.values() if seat}) < _MIN_COLUMNS:
        return found
    seats = [places[index][1] or None for index in range(len(found))]
    return [replace(one, party=one.party or seat) for one, seat in zip(found, seats, strict=True)]


def _place_by_column(
    found: Sequence[Signatory], block: Block, places: Mapping[int, tuple[int, str | None]]
) -> list[Signatory]:
    """Let the columns stand for the parties in their order, when nothing else tells."""
    ids = [party.id for party in block.parties]
    columns = {column for column, _ in places.values()}
    ordered = len(ids) >= _MIN_COLUMNS and columns == set(range(len(ids)))
    if any(each.party for each in found) or not ordered:
        return list(found)
    return [replace(each, party=ids[places[index][0]]) for index, each in enumerate(found)]


def _read_row(block: Block, row: _Row, slots: list[_Slot], found: list[Signatory]) -> None:
    texts = [block.text(cell) for cell in row.cells]
    _mute(slots, texts, block.lexicon)
    seats = [_find_seat(text, block) for text in texts]
    _seat(slots, seats)
    cells = zip_longest(texts, row.below, seats[: len(texts)], fillvalue="")
    named = [_name_parties(block, str(text), str(below), seat) for text, below, seat in cells]
    _place_parties(slots, named, found)
    for cell, slot, seat in zip(row.cells, slots, seats, strict=False):
        if not slot.attests:
            _read_cell(block, cell, slot, found)
            if seat is None or slot.dates_follow:
                _read_date(block, cell, slot, found)
        if seat is None:
            _place_below(block, cell, slot, found)


def _name_parties(block: Block, text: str, below: str, seat: str | None) -> Sequence[str]:
    """Return for whom a cell is signed; the town before a date is but where that was."""
    return find_parties_on(text, below, block.parties, block.lexicon) if seat is None else ()


def _find_seat(text: str, block: Block) -> str | None:
    """Return the one party in whose name the place of a line "place, date" stands.

    None where no place stands, empty where it is nobody's.
    """
    for rule in block.lexicon.rules("signer_place"):
        match = rule.pattern.match(text.strip())
        place = next((word for word in match.groupdict().values() if word), "") if match else ""
        folded = fold(place, block.lexicon)
        forms = {
            party.id: [fold(n.text, block.lexicon) for n in party.names] for party in block.parties
        }
        for fits in (str.__eq__, str.__contains__):
            ids = [key for key, names in forms.items() if any(fits(name, folded) for name in names)]
            if folded and len(ids) == 1:
                return ids[0]
        if folded:
            return ""
    return None


def _seat(slots: Sequence[_Slot], seats: Sequence[str | None]) -> None:
    whole = [seats[0]] * len(slots) if len(seats) == 1 else seats
    for slot, seat in zip(slots, whole, strict=False):
        if seat is not None:
            slot.seat = seat
            slot.dates_follow = slot.dates_follow and slot.last is not None


def _widen(slots: list[_Slot], count: int) -> list[_Slot]:
    """Add columns: below a party that stood alone on its line they are all its own."""
    alone = slots[0].party if len(slots) == 1 and slots[0].last is None else None
    return slots + [_Slot(alone) for _ in range(count - len(slots))]


def _mute(slots: list[_Slot], cells: Sequence[str], lexicon: Lexicon) -> None:
    """Let nobody sign in a column, from where it is attested until it is signed again."""
    muted = [has_rule(cell, "signer_attests", lexicon) for cell in cells]
    resumes = any(has_rule(cell, "signer_resumes", lexicon) for cell in cells)
    for slot, attests in zip(slots, muted if len(muted) > 1 else muted * len(slots), strict=False):
        slot.attests = attests or (slot.attests and not resumes)


def _place_parties(
    slots: list[_Slot], named: Sequence[Sequence[str]], found: Sequence[Signatory]
) -> None:
    """Let each party named on a line head its column; a single one heads what follows."""
    columns = [[party] for party in named[0]] if len(named) == 1 else named
    if len(named) == len(columns) == 1:
        columns = [*columns] * max(len(slots), 1)
    slots.extend(_Slot() for _ in range(len(columns) - len(slots)))
    for slot, names in zip(slots, columns, strict=False):
        if names and not _awaits_party(slot, found):
            slot.party, slot.role, slot.last, slot.attests = names[0], None, None, False


def _awaits_party(slot: _Slot, found: Sequence[Signatory]) -> bool:
    """Tell whether a column names the party below the one who signs for it."""
    return slot.party is None and slot.last is not None and found[slot.last].party is None


def _place_below(block: Block, cell: Span, slot: _Slot, found: list[Signatory]) -> None:
    if slot.last is not None and _awaits_party(slot, found):
        party = match_whole(block.text(cell), block.parties, block.lexicon)
        found[slot.last] = replace(found[slot.last], party=party)


def _place_by_office(signatory: Signatory, block: Block) -> Signatory:
    """Let an office that names its party say for whom it is signed."""
    if signatory.party or not signatory.role:
        return signatory
    role = fold(signatory.role, block.lexicon)
    ids = {party.id for party in block.parties if _stands_in(party, role, block.lexicon)}
    party = (
        ids.pop() if len(ids) == 1 else match_office(signatory.role, block.parties, block.lexicon)
    )
    return replace(signatory, party=party)


def _stands_in(party: Party, folded: str, lexicon: Lexicon) -> bool:
    forms = [fold(name.text, lexicon) for name in party.names]
    tails = lexicon.list("office_tails")
    forms += [form.removesuffix(tail) for form in forms for tail in tails if form.endswith(tail)]
    return any(form and form in folded for form in forms)


def _read_cell(block: Block, cell: Span, slot: _Slot, found: list[Signatory]) -> None:
    """Read names and offices of a cell: an office stands before or after its name."""
    reading, text = block.reading, block.text(cell)
    is_headed = slot.party is not None and slot.last is None
    for name, role, rule in find_names(text, block.lexicon, headed=is_headed):
        if match_whole(text[name.start : name.end], block.parties, block.lexicon):
            continue
        span = shift(name, cell.start)
        office = quote(reading, shift(role, cell.start)) if role else slot.role
        slot.last, slot.role = len(found), None
        found.append(
            sign(reading, quote(reading, span), office, slot.party, cite(reading, span, rule))
        )
        return
    if _read_beside(block, cell, slot, found):
        return
    office_span = search_office(text, block.lexicon)
    if office_span:
        _give_role(quote(reading, shift(office_span, cell.start)), slot, found)


def _read_beside(block: Block, cell: Span, slot: _Slot, found: list[Signatory]) -> bool:
    """Read who stands behind the name of a party, in a row of a table of signatures."""
    text = block.text(cell)
    named = [
        (at + len(n.text), p.id)
        for p in block.parties
        for n in p.names
        if (at := text.find(n.text)) >= 0
    ]
    for end, party in sorted(named, reverse=True):
        rest = text[end:].lstrip()
        for name, role, rule in find_names(rest, block.lexicon):
            span = shift(name, cell.end - len(rest))
            office = quote(block.reading, shift(role, cell.end - len(rest))) if role else None
            slot.last = len(found)
            signed = quote(block.reading, span), office, party, cite(block.reading, span, rule)
            found.append(sign(block.reading, *signed))
            return True
    return False


def _read_date(block: Block, cell: Span, slot: _Slot, found: list[Signatory]) -> None:
    """Take a date below a name for that of this signature."""
    places = cite(block.reading, cell, "")
    if slot.last is None or not places:
        return
    start, end = places[0].start, places[-1].end
    inside = (d.value for d in block.dates if d.evidence and start <= d.evidence[0].start < end)
    date = next(inside, None)
    if date:
        found[slot.last] = replace(found[slot.last], date=date)


def _give_role(role: str, slot: _Slot, found: list[Signatory]) -> None:
    if slot.last is not None and found[slot.last].role is None:
        found[slot.last] = replace(found[slot.last], role=role)
    else:
        slot.role = role


def sign(
    reading: Reading,
    name: str,
    role: str | None,
    party: str | None,
    evidence: tuple[Evidence, ...],
) -> Signatory:
    """Make a signatory of what a reading says, without date and place."""
    agreement = reading.version.agreement or "a1"
    return Signatory(agreement, name, role, party, None, None, None, evidence)
