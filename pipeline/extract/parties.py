"""Parties: who agrees with whom, and under which names."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from pipeline.extract.names import Candidate, find_candidates, read_name
from pipeline.extract.namings import key_of, name_parties
from pipeline.extract.partners import find_partners
from pipeline.extract.reports import SOLE, find_reported
from pipeline.lexicon import load_lexicon
from pipeline.models import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.lexicon import Lexicon
    from pipeline.models import Party, Reading, Section

# Parties are named before the first clause, at the latest within this many characters.
OPENING = 9000
MIN_PARTIES = 2
# How often one frame may be met before the first that names two parties.
MAX_TRIES = 12
_LIST_REACH = 120
_LIST_SPAN = 900  # what stands between the numbers of two parties
_FIRST_CLAUSES = 4  # of which one may be there to name the parties


@dataclass(frozen=True, slots=True)
class _Scan:
    """A reading, its words, and where its opening ends."""

    reading: Reading
    lexicon: Lexicon
    opening: str

    def key(self, candidate: Candidate) -> str:
        return key_of(candidate, self.reading, self.lexicon)

    def count(self, candidates: Sequence[Candidate]) -> int:
        return len({self.key(candidate) for candidate in candidates})


def find_parties(reading: Reading) -> tuple[Party, ...]:
    """Return the parties of a version's agreement; in a cover, of the agreement it tells of.

    Ids are local: p1, p2 … in order of appearance.
    """
    lexicon = load_lexicon(reading.version.language)
    scan = _Scan(reading, lexicon, reading.text[: _opening_end(reading, lexicon)])
    frames = find_reported(reading, lexicon) if _is_cover(reading) else _find_contracting(scan)
    candidates = _choose(frames, scan)
    if not candidates and not _is_cover(reading):
        candidates = _find_signing(scan)
    groups: dict[str, list[Candidate]] = {}
    for candidate in candidates:
        groups.setdefault(scan.key(candidate), []).append(candidate)
    return name_parties(tuple(groups.values()), reading, lexicon)


def _is_cover(reading: Reading) -> bool:
    return reading.version.part == "cover"


def _find_contracting(scan: _Scan) -> Iterator[tuple[Candidate, ...]]:
    for rule in scan.lexicon.rules("party_frame"):
        unknown = bool(rule.options.get("unknown"))
        for tried, match in enumerate(rule.pattern.finditer(scan.opening)):
            if tried >= MAX_TRIES:
                break
            region = Span(*match.span("parties"))
            yield find_candidates(scan.opening, region, scan.lexicon, rule.id, unknown=unknown)


def _opening_end(reading: Reading, lexicon: Lexicon) -> int:
    """Return where the first clause begins, in the reading's coordinates."""
    end = min(len(reading.text), OPENING)
    # A dash or bullet begins no clause: parties and their aliases stand so too.
    clauses = (section for section in reading.version.sections if section.kind == "clause")
    numbered = islice((clause for clause in clauses if _counts(clause.number)), _FIRST_CLAUSES)
    starts = [_find_start(clause, reading, end) for clause in numbered]
    if not starts:
        return end
    # Parties may be numbered themselves, or stand in a clause of their own.
    opened = _opens_list(reading, starts[0], lexicon, "before") or any(
        _opens_list(reading, start, lexicon, "after") for start in starts
    )
    return end if opened else min(starts[0], end)


def _find_start(clause: Section, reading: Reading, end: int) -> int:
    return next((r.start for r in reading.runs if r.source_start >= clause.span.start), end)


def _opens_list(reading: Reading, start: int, lexicon: Lexicon, side: str) -> bool:
    """Tell whether the words before or after a place open a list of parties."""
    before = reading.text[:start].rstrip()[-_LIST_REACH:]
    text = before if side == "before" else reading.text[start : start + _LIST_SPAN]
    rules = (rule for rule in lexicon.rules("party_list_opens") if rule.value == side)
    return any(rule.pattern.search(text) for rule in rules)


def _counts(number: str | None) -> bool:
    return any(character.isalnum() for character in number or "")


def _choose(frames: Iterator[tuple[Candidate, ...]], scan: _Scan) -> tuple[Candidate, ...]:
    """Take the first frame that names two parties; other frames only add names for the same ones.

    Frames come in their order of trust. Where none names two, the city that resolves to conclude
    an agreement is the one party known.
    """
    chosen: tuple[Candidate, ...] = ()
    others: list[Candidate] = []
    for candidates in frames:
        if not chosen and scan.count(candidates) >= MIN_PARTIES:
            chosen = candidates
        else:
            others.extend(candidates)
    chosen = chosen or _find_sides(others, scan)
    known = {scan.key(candidate) for candidate in chosen}
    return (*chosen, *(c for c in others if scan.key(c) in known)) if chosen else ()


def _find_sides(others: Sequence[Candidate], scan: _Scan) -> tuple[Candidate, ...]:
    """Return the city that resolves, with whom the paper names elsewhere."""
    home = next((c for c in others if _is_sole(c, scan.lexicon)), None)
    return (home, *find_partners(scan.reading, scan.lexicon, home)) if home else ()


def _is_sole(candidate: Candidate, lexicon: Lexicon) -> bool:
    return any(
        rule.id == candidate.rule and rule.value == SOLE for rule in lexicon.rules("report_frame")
    )


def _find_signing(scan: _Scan) -> tuple[Candidate, ...]:
    """Fall back on the signature block: for whom it is signed."""
    found = [
        candidate
        for rule in scan.lexicon.rules("signing_for")
        for match in rule.pattern.finditer(scan.reading.text)
        if (candidate := _read_signing(match.span("party"), scan, rule.id))
    ]
    return tuple(found) if scan.count(found) >= MIN_PARTIES else ()


def _read_signing(span: tuple[int, int], scan: _Scan, rule: str) -> Candidate | None:
    return read_name(scan.reading.text, Span(*span), scan.lexicon, rule)
