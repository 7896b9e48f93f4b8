"""What a date is there for: cues of the lexicon around it, in its sentence and in its table.

A cue's options: `needs` (words of which one stands in what is searched), `near` (how far before
the date the pattern may begin), `where` "sentence" (search that instead), `part` and `kind` (of
the version, of the section), `head` (how far into the text), `of` "day" or "days" (dates that
fine), `first` (no date before has this role), `own` (it is the document's own date), `later` and
`earlier` (the role of a date after or before the document's own). A zone's option `of` is "point"
for dates of any fineness that are no range of days, else for days.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipeline.lexicon import Lexicon, Rule
    from pipeline.models import Reading, Sentence, Span

# The sign that stands for the date in the cues of the lexicon; as a bullet it becomes another.
SIGN, _BULLET = "◆", "◇"
# The full stop of an ordinal ends no sentence: the cues see this instead ("3· Mai", "12·05·2024").
_ORDINAL_STOP = "·"
_ORDINAL = re.compile(r"\.(?<=\d\.)(?<!\d\d\d\.)(?=[ \d])")
_BEFORE, _AFTER = 120, 80
_DEFAULT = "reference"
# What lies ahead of a paper and nothing speaks of is a plan.
_PLAN = "deadline"
_FULL_DATE = 2  # hyphens


@dataclass(frozen=True, slots=True)
class Role:
    """What a date is there for, and whether it is the document's own.

    `later` and `earlier` are its roles when it is after or before the document's own date.
    """

    value: str = _DEFAULT
    own: bool = False
    later: str | None = None
    earlier: str | None = None

    def settle(self, order: int) -> str:
        """Return the role of a date that is before (-1) or after (1) the document's own."""
        other = self.later if order > 0 else self.earlier if order < 0 else None
        return other or self.value


# The role of a date that no cue speaks of.
NO_CUE = Role(later=_PLAN)


@dataclass(frozen=True, slots=True)
class _Cue:
    """A rule with its options unpacked, for they are asked for each date."""

    rule: Rule
    role: Role
    needs: tuple[str, ...]
    near: int
    head: int
    in_sentence: bool
    kind: str | None
    of: str | None
    first: bool


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a date stands, and how fine it is."""

    span: Span
    around: str
    sentence: int
    of: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Zone:
    """A table whose dates have one role: its days, or when `coarse` all that are no range."""

    start: int
    end: int
    role: Role
    coarse: bool

    def takes(self, place: _Place) -> bool:
        """Tell whether a date that stands here is one of those that the table is made of."""
        return "days" not in place.of if self.coarse else "day" in place.of


def mark(text: str, span: Span, before: int = _BEFORE, after: int = _AFTER) -> str:
    """Return what stands around a date, the sign in its place."""
    head = text[max(0, span.start - before) : span.start]
    return f"{head}{SIGN}{text[span.end : span.end + after]}"


def holds(text: str, words: Iterable[str]) -> bool:
    """Tell whether one of some words is in a text; faster than their pattern."""
    for word in words:  # noqa: SIM110 a generator takes twice the time
        if word in text:
            return True
    return False


class RoleFinder:
    """The cues of one reading, asked for its dates in their order."""

    def __init__(self, reading: Reading, lexicon: Lexicon) -> None:
        part = reading.version.part
        cues = _load_cues(lexicon)
        self._text = _ORDINAL.sub(_ORDINAL_STOP, reading.text.replace(SIGN, _BULLET))
        self._cues = tuple(c for c in cues if c.rule.options.get("part", part) == part)
        self._recurrences = lexicon.rules("date_recurrence")
        self._sentences = reading.sentences
        self._starts = [sentence.span.start for sentence in reading.sentences]
        self._zones = _find_zones(self._text, part, lexicon)
        self._seen: dict[tuple[int, str], bool] = {}
        self._given: set[str] = set()
        self._deep = max((cue.head for cue in self._cues), default=0)
        self._known: dict[tuple[str, int, frozenset[str], int], Role] = {}

    def find(self, span: Span, value: str | None) -> Role:
        """Return the role of the first cue that fits."""
        place = self._locate(span, value)
        # Deep in a text the same words have the same role: a table's rows, or a hostile text's.
        key = (place.around, place.sentence, place.of, len(self._given))
        role = self._known.get(key) if span.start >= self._deep else None
        role = self._in_zone(place) or role or self._choose(place)
        self._known[key] = role
        self._given.add(role.value)
        return role

    def _choose(self, place: _Place) -> Role:
        for cue in self._cues:
            if self._applies(cue, place) and self._fits(cue, place):
                return cue.role
        return NO_CUE

    def recurrence(self, span: Span, value: str | None) -> str | None:
        """Return how often a date without a year comes back, as an ISO 8601 duration."""
        if value is None or not value.startswith("XXXX"):
            return None
        around = mark(self._text, span)
        return next((r.value for r in self._recurrences if r.pattern.search(around)), None)

    def _locate(self, span: Span, value: str | None) -> _Place:
        first = (value or "").partition("/")[0]
        fine = {"day"} if first.count("-") >= _FULL_DATE else set()
        fine |= {"days"} if fine and value and "/" in value else set()
        sentence = bisect_right(self._starts, span.start) - 1
        return _Place(span, mark(self._text, span), sentence, frozenset(fine))

    def _in_zone(self, place: _Place) -> Role | None:
        start = place.span.start
        here = (zone for zone in self._zones if zone.start <= start < zone.end)
        return next((zone.role for zone in here if zone.takes(place)), None)

    def _applies(self, cue: _Cue, place: _Place) -> bool:
        if cue.head and place.span.start >= cue.head:
            return False
        if cue.of is not None and cue.of not in place.of:
            return False
        if cue.kind is not None and cue.kind != self._kind(place.sentence):
            return False
        return not (cue.first and cue.role.value in self._given)

    def _kind(self, place: int) -> str | None:
        sentence = self._sentence(place)
        return sentence.section.kind if sentence and sentence.section else None

    def _sentence(self, place: int) -> Sentence | None:
        return self._sentences[place] if place >= 0 else None

    def _fits(self, cue: _Cue, place: _Place) -> bool:
        if not cue.in_sentence:
            return _finds(cue, place.around)
        key = (place.sentence, cue.rule.id)
        if key not in self._seen:
            sentence = self._sentence(place.sentence)
            self._seen[key] = bool(sentence and _finds(cue, sentence.text))
        return self._seen[key]


def _finds(cue: _Cue, text: str) -> bool:
    if cue.needs and not holds(text, cue.needs):
        return False
    start = max(0, text.find(SIGN) - cue.near) if cue.near >= 0 else 0
    return cue.rule.pattern.search(text, start) is not None


@lru_cache(maxsize=8)
def _load_cues(lexicon: Lexicon) -> tuple[_Cue, ...]:
    return tuple(_load_cue(rule) for rule in lexicon.rules("date_role"))


def _load_cue(rule: Rule) -> _Cue:
    options = rule.options
    return _Cue(
        rule=rule,
        role=Role(
            rule.value,
            bool(options.get("own")),
            _load_text(rule, "later"),
            _load_text(rule, "earlier"),
        ),
        needs=tuple(filter(None, str(options.get("needs", "")).split("|"))),
        near=int(options.get("near", -1)),
        head=int(options.get("head", 0)),
        in_sentence=options.get("where") == "sentence",
        kind=_load_text(rule, "kind"),
        of=_load_text(rule, "of"),
        first=bool(options.get("first")),
    )


def _load_text(rule: Rule, option: str) -> str | None:
    return str(rule.options[option]) if option in rule.options else None


def _find_zones(text: str, part: str, lexicon: Lexicon) -> tuple[_Zone, ...]:
    """Return the tables whose dates all have one role: of a paper's way through the sessions."""
    rules = [r for r in lexicon.rules("date_zone") if r.options.get("part", part) == part]
    return tuple(
        _Zone(*match.span(), Role(rule.value), rule.options.get("of") == "point")
        for rule in rules
        for match in rule.pattern.finditer(text)
    )
