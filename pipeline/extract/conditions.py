"""What a promise depends on, and by when it has to be kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.extract.cite import state
from pipeline.extract.gates import likely_rules
from pipeline.models import Fact, Reading, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.lexicon import Lexicon


def find_conditions(reading: Reading, span: Span, lexicon: Lexicon) -> tuple[Fact, ...]:
    """Return the conditions that a clause names, in its own words."""
    taken: list[Span] = []
    facts: list[Fact] = []
    for found, rule in sorted(_find(reading, span, lexicon), key=lambda item: item[0].start):
        if not any(found.overlaps(other) for other in taken):
            taken.append(found)
            facts.append(state(reading, found, reading.original[found.start : found.end], rule))
    return tuple(facts)


def _find(reading: Reading, span: Span, lexicon: Lexicon) -> Iterator[tuple[Span, str]]:
    text = reading.text[span.start : span.end]
    for rule in likely_rules("condition", text, lexicon):
        for match in rule.pattern.finditer(text):
            words = match[0].strip(" ,;，。")
            start = span.start + match.start() + match[0].index(words[:1] or match[0][:1])
            yield Span(start, start + len(words)), rule.id
