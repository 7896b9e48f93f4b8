"""What is judged of a clause, and by what."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.models import Obligor, Reading, Span

if TYPE_CHECKING:
    from pipeline.extract.casting import Cast
    from pipeline.extract.listing import Unit
    from pipeline.extract.topics import Topic
    from pipeline.lexicon import Lexicon


@dataclass(frozen=True, slots=True)
class Verdict:
    """How a clause binds whom; `span` is the marker's place in the reading.

    `is_named` tells whether the clause names its obligors, so that a pronoun can mean them;
    `is_marked` whether a verb of its own says how firmly it binds.
    """

    modality: str
    obligors: tuple[Obligor, ...]
    span: Span
    rule: str
    is_named: bool = True
    is_marked: bool = True


@dataclass(frozen=True, slots=True)
class Context:
    """What every clause of a reading is judged by.

    `topic` are those whose duties the heading announces, `opening` the verb above all clauses.
    Of minutes (`is_minutes`) the resolution alone binds, not what is said in the debate.
    """

    reading: Reading
    lexicon: Lexicon
    cast: Cast
    is_cover: bool
    is_loose: bool
    topic: Topic | None = None
    opening: Verdict | None = None
    is_minutes: bool = False


def settle(value: str, unit: Unit, context: Context) -> str:
    """Bare performance obliges in a numbered clause of a contract, elsewhere it is undertaken."""
    if value != "performance":
        return value
    return "undertaking" if context.is_loose or is_preamble(unit) else "obligation"


def shift_span(unit: Unit, span: Span) -> Span:
    """Return a span of a unit's text in the coordinates of its reading."""
    return Span(unit.span.start + span.start, unit.span.start + span.end)


def is_preamble(unit: Unit) -> bool:
    """Tell whether a unit stands before the first clause."""
    return unit.section is not None and unit.section.kind == "preamble"
