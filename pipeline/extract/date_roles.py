"""What a date is there for: cues of the lexicon around it, in its sentence and in its section."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.lexicon import Lexicon, Rule
    from pipeline.models import Reading, Sentence, Span

# The sign that stands for the date itself in the cues of the lexicon.
SIGN = "◆"
_BEFORE, _AFTER = 100, 70
_DEFAULT = "reference"


def mark(text: str, span: Span) -> str:
    """Return what stands around a date, the sign in its place."""
    before = text[max(0, span.start - _BEFORE) : span.start]
    return f"{before}{SIGN}{text[span.end : span.end + _AFTER]}"


class RoleFinder:
    """The cues of one reading; remembers what it has seen of a sentence."""

    def __init__(self, reading: Reading, lexicon: Lexicon) -> None:
        self._reading = reading
        self._roles = lexicon.rules("date_role")
        self._recurrences = lexicon.rules("date_recurrence")
        self._starts = [sentence.span.start for sentence in reading.sentences]
        self._seen: dict[tuple[int, str], bool] = {}

    def role(self, span: Span) -> str:
        """Return the value of the first cue that fits."""
        around = mark(self._reading.text, span)
        place = bisect_right(self._starts, span.start) - 1
        for rule in self._roles:
            if self._applies(rule, span, place) and self._fits(rule, around, place):
                return rule.value
        return _DEFAULT

    def recurrence(self, span: Span, value: str | None) -> str | None:
        """Return how often a date without a year comes back, as an ISO 8601 duration."""
        if value is None or not value.startswith("XXXX"):
            return None
        around = mark(self._reading.text, span)
        return next((r.value for r in self._recurrences if r.pattern.search(around)), None)

    def _applies(self, rule: Rule, span: Span, place: int) -> bool:
        options = rule.options
        if span.start >= int(options.get("head", span.start + 1)):
            return False
        part, kind = self._reading.version.part, self._kind(place)
        return options.get("part", part) == part and options.get("kind", kind) == kind

    def _kind(self, place: int) -> str | None:
        sentence = self._sentence(place)
        return sentence.section.kind if sentence and sentence.section else None

    def _sentence(self, place: int) -> Sentence | None:
        return self._reading.sentences[place] if place >= 0 else None

    def _fits(self, rule: Rule, around: str, place: int) -> bool:
        if rule.options.get("where") != "sentence":
            return rule.pattern.search(around) is not None
        key = (place, rule.id)
        if key not in self._seen:
            sentence = self._sentence(place)
            self._seen[key] = bool(sentence and rule.pattern.search(sentence.text))
        return self._seen[key]
