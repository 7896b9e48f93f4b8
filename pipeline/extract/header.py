"""What a paper says of itself and what an agreement is called."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.extract.cite import quote, state
from pipeline.extract.hits import matches
from pipeline.lexicon import load_lexicon
from pipeline.models import Fact, Reading, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

# A paper names itself at its head; a headline is a short first line.
HEAD = 4000
MAX_HEADLINE = 160
MAX_TITLE_LINES = 12


def find_number(reading: Reading) -> Fact | None:
    """Return the paper's own number, as it stands at its head."""
    return _find_value(reading, "own_number")


def find_subject(reading: Reading) -> Fact | None:
    """Return the paper's subject: what it says after that word, else its headline."""
    return _find_value(reading, "subject") or _find_headline(reading)


def find_title(reading: Reading) -> Fact | None:
    """Return the agreement's title: its first lines, as long as they go on with it."""
    if not any(section.kind == "title" for section in reading.version.sections):
        return None
    lines = list(_title_lines(reading))
    span = Span(lines[0].start, lines[-1].end)
    return state(reading, span, quote(reading, span), "title")


def _find_value(reading: Reading, group: str) -> Fact | None:
    head = reading.text[:HEAD]
    for rule in load_lexicon(reading.version.language).rules(group):
        match = rule.pattern.search(head)
        if match:
            span = Span(*match.span("value"))
            return state(reading, span, reading.original[span.start : span.end].strip(), rule.id)
    return None


def _find_headline(reading: Reading) -> Fact | None:
    lexicon = load_lexicon(reading.version.language)
    terminators = tuple(lexicon.list("terminators"))
    for run in reading.runs[:1]:
        line = reading.original[run.start : run.start + run.length].strip()
        if len(line) <= MAX_HEADLINE and not line.endswith(terminators):
            return state(reading, Span(run.start, run.start + run.length), line, "headline")
    return None


def _title_lines(reading: Reading) -> Iterator[Span]:
    """Yield the first line, and those below it that begin as a title goes on."""
    lexicon = load_lexicon(reading.version.language)
    above = ""
    for position, run in enumerate(reading.runs[:MAX_TITLE_LINES]):
        line = reading.text[run.start : run.start + run.length]
        goes_on = matches(line, lexicon, "title_goes_on") or matches(above, lexicon, "title_hangs")
        if position and not (goes_on and len(line) <= MAX_HEADLINE):
            return
        above = line
        yield Span(run.start, run.start + run.length)
