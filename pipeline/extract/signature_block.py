"""Where the signature block of an agreement stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.extract.cells import split_rows
from pipeline.extract.signed_for import match_whole
from pipeline.extract.signer_words import find_names, has_rule, search_office
from pipeline.lexicon import load_lexicon
from pipeline.models import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.models import Party, Reading

# A signature block is short; beyond this it is running text.
MAX_BLOCK = 4000


def find_block(reading: Reading, parties: Sequence[Party] = ()) -> Span | None:
    """Return where the signatures stand, in the reading's coordinates; None when nowhere."""
    section = next((s for s in reading.version.sections if s.kind == "signature_block"), None)
    if section is None:
        return None
    inside = [
        position
        for position, run in enumerate(reading.runs)
        if section.span.start <= run.source_start < section.span.end
    ]
    if not inside:
        return None
    start = _find_name_above(reading, inside[0], parties)
    last = reading.runs[inside[-1]]
    return Span(start, min(last.start + last.length, start + MAX_BLOCK))


def _find_name_above(reading: Reading, first: int, parties: Sequence[Party]) -> int:
    """Return where a block begins: at the party above it, or the name above an office."""
    lexicon = load_lexicon(reading.version.language)
    run, above = reading.runs[first], reading.runs[max(0, first - 1)]
    line = reading.text[run.start : run.start + run.length]
    upper = reading.text[above.start : above.start + above.length]
    named = [upper[at.start : at.end] for row in split_rows(upper, 0, lexicon) for at in row]
    if has_rule(upper, "signer_party", lexicon) or all(
        match_whole(name, parties, lexicon) for name in named
    ):
        return above.start
    if not search_office(line, lexicon):
        return run.start
    whole = all(len(name.rstrip()) in _ends(find_names(name, lexicon)) for name in named)
    return above.start if whole else run.start


def _ends(names: Iterator[tuple[Span, Span | None, str]]) -> set[int]:
    return {name.end for name, _, _ in names}
