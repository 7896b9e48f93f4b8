"""Signatories: who signs for which party, in which office, when and where."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pipeline.extract.cite import cite, quote
from pipeline.extract.hits import matches
from pipeline.lexicon import load_lexicon
from pipeline.models import Signatory, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.lexicon import Lexicon
    from pipeline.models import DateMention, Evidence, Party, Reading

# A signature block is short; beyond this it is running text.
MAX_BLOCK = 4000
# A title and a surname at most.
_SURNAME_ONLY = 2
_LINE = re.compile(r"[^\n]+")


@dataclass(slots=True)
class _Slot:
    """One column of the block, as far as it has been read."""

    party: str | None = None
    role: str | None = None
    last: int | None = None


def find_signatories(
    reading: Reading, parties: Sequence[Party], dates: Sequence[DateMention]
) -> tuple[Signatory, ...]:
    """Return who signs: the names of the signature block, else those who represent the parties."""
    lexicon = load_lexicon(reading.version.language)
    if reading.version.part == "cover":
        told = _once(list(_find_told(reading, parties, lexicon)))
        return tuple(_date(signatory, reading, None, dates) for signatory in told)
    block = _find_block(reading)
    represented = list(_find_represented(reading, parties, lexicon))
    signed = _read_block(reading, block, parties, lexicon) if block else []
    found = [_complete(signatory, represented) for signatory in signed] or represented
    return tuple(_date(signatory, reading, block, dates) for signatory in _once(found))


def _find_told(
    reading: Reading, parties: Sequence[Party], lexicon: Lexicon
) -> Iterator[Signatory]:
    """Yield those of whom a paper or report says that they signed, with the office it gives them."""
    for sentence in reading.sentences:
        if not matches(sentence.text, lexicon, "signing_sentence"):
            continue
        for rule in lexicon.rules("reported_signer"):
            for match in rule.pattern.finditer(sentence.text):
                if _is_person(match["name"], lexicon):
                    span = _shift(Span(*match.span("name")), sentence.span.start)
                    role = quote(reading, _shift(Span(*match.span("role")), sentence.span.start))
                    party = _match_party(role, parties)
                    evidence = cite(reading, span, rule.id)
                    yield _sign(reading, quote(reading, span), role, party, evidence)


def _complete(signatory: Signatory, represented: Sequence[Signatory]) -> Signatory:
    """A surname alone stands for whom the opening names in full for the same party."""
    full = (
        other.name
        for other in represented
        if other.party == signatory.party and other.name.endswith(f" {signatory.name.split()[-1]}")
    )
    name = next(full, signatory.name) if len(signatory.name.split()) <= _SURNAME_ONLY else None
    return replace(signatory, name=name) if name else signatory


def _find_block(reading: Reading) -> Span | None:
    section = next((s for s in reading.version.sections if s.kind == "signature_block"), None)
    if section is None:
        return None
    inside = [
        run for run in reading.runs
        if section.span.start <= run.source_start < section.span.end
    ]
    if not inside:
        return None
    end = inside[-1].start + inside[-1].length
    return Span(inside[0].start, min(end, inside[0].start + MAX_BLOCK))


def _read_block(
    reading: Reading, block: Span, parties: Sequence[Party], lexicon: Lexicon
) -> list[Signatory]:
    found: list[Signatory] = []
    slots = [_Slot()]
    for line in _LINE.finditer(reading.text, block.start, block.end):
        cells = _split_cells(line)
        slots = _widen(slots, len(cells))
        named = [_find_party(reading, cell, parties, lexicon) for cell in cells]
        _place_parties(slots, [name for group in named for name in group])
        for cell, slot in zip(cells, slots, strict=False):
            _read_cell(reading, cell, slot, found, lexicon)
    return found


def _split_cells(line: re.Match[str]) -> list[Span]:
    start, cells = line.start(), []
    for part in line[0].split("\t"):
        cells.append(Span(start, start + len(part)))
        start += len(part) + 1
    return cells


def _widen(slots: list[_Slot], count: int) -> list[_Slot]:
    return slots + [_Slot() for _ in range(count - len(slots))]


def _place_parties(slots: list[_Slot], names: Sequence[str]) -> None:
    """Let each party named on a line head its column; a single one heads what follows."""
    if len(names) > len(slots):
        slots.extend(_Slot() for _ in range(len(names) - len(slots)))
    for slot, name in zip(slots, names, strict=False):
        slot.party, slot.role, slot.last = name, None, None


def _find_party(
    reading: Reading, cell: Span, parties: Sequence[Party], lexicon: Lexicon
) -> list[str]:
    """Return the ids of the parties for whom a cell says that it is signed."""
    text = reading.text[cell.start : cell.end]
    ids = []
    for rule in lexicon.rules("signer_party"):
        for match in rule.pattern.finditer(text):
            party = _match_party(match["party"], parties)
            if party and party not in ids:
                ids.append(party)
    whole = _match_party(text, parties, exact=True)
    return ids or ([whole] if whole else [])


def _match_party(text: str, parties: Sequence[Party], *, exact: bool = False) -> str | None:
    folded = _fold(text)
    best: tuple[int, str] | None = None
    for party in parties:
        for form in (_fold(name.text) for name in party.names):
            fits = form == folded if exact else bool(form) and (form in folded or folded in form)
            if fits and (best is None or len(form) > best[0]):
                best = (len(form), party.id)
    return best[1] if best else None


def _fold(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).casefold()


def _read_cell(
    reading: Reading, cell: Span, slot: _Slot, found: list[Signatory], lexicon: Lexicon
) -> None:
    """Read names and offices of a cell: an office stands before or after its name."""
    text = reading.text[cell.start : cell.end]
    for name, role, rule in _find_names(text, lexicon):
        span = Span(cell.start + name.start, cell.start + name.end)
        office = quote(reading, _shift(role, cell.start)) if role else slot.role
        slot.last, slot.role = len(found), None
        found.append(
            _sign(reading, quote(reading, span), office, slot.party, cite(reading, span, rule))
        )
        return
    for rule_ in lexicon.rules("signer_role"):
        match = rule_.pattern.search(text)
        if match:
            _give_role(quote(reading, _shift(Span(*match.span("role")), cell.start)), slot, found)
            return


def _shift(span: Span, by: int) -> Span:
    return Span(span.start + by, span.end + by)


def _give_role(role: str, slot: _Slot, found: list[Signatory]) -> None:
    if slot.last is not None and found[slot.last].role is None:
        found[slot.last] = replace(found[slot.last], role=role)
    else:
        slot.role = role


def _find_names(text: str, lexicon: Lexicon) -> Iterator[tuple[Span, Span | None, str]]:
    for rule in lexicon.rules("signer_name"):
        for match in rule.pattern.finditer(text):
            if _is_person(match["name"], lexicon):
                groups = match.groupdict()
                role = Span(*match.span("role")) if groups.get("role") else None
                yield Span(*match.span("name")), role, rule.id


def _is_person(name: str, lexicon: Lexicon) -> bool:
    return not any(rule.pattern.search(name) for rule in lexicon.rules("signer_out"))


def _sign(
    reading: Reading,
    name: str,
    role: str | None,
    party: str | None,
    evidence: tuple[Evidence, ...],
) -> Signatory:
    agreement = reading.version.agreement or "a1"
    return Signatory(agreement, name, role, party, None, None, None, evidence)


def _find_represented(
    reading: Reading, parties: Sequence[Party], lexicon: Lexicon
) -> Iterator[Signatory]:
    """Yield those by whom a party says that it is represented, for the party named before them."""
    for rule in lexicon.rules("represented"):
        for match in rule.pattern.finditer(reading.text):
            if not _is_person(match["name"], lexicon):
                continue
            span = Span(*match.span("name"))
            groups = match.groupdict()
            key = next((k for k in ("role", "role2") if groups.get(k)), None)
            role = quote(reading, Span(*match.span(key))) if key else None
            evidence = cite(reading, span, rule.id)
            party = _party_before(evidence[0].start, parties)
            if party:
                yield _sign(reading, quote(reading, span), role, party, evidence)


def _party_before(start: int, parties: Sequence[Party]) -> str | None:
    before = [(e.start, party.id) for party in parties for e in party.evidence if e.start < start]
    return max(before)[1] if before else None


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

