"""Where each agreement of a document begins and ends, and what kind of paper the document is."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.segment.labels import Label, Marker

# A title of several lines names the parties within so many.
NAMING_REACH = 3
# How far after its title an agreement names its parties or says that they agree.
OPENING_REACH = 20
# How far after its title the first numbered clause or the signatures stand at the latest.
CLAUSE_REACH = 60
MIN_CLAUSES = 2
# A heading of a council paper is a short line; longer ones are running text.
MAX_COVER_HEADING = 60
# What a paper must show to be called a council paper, or a report.
MIN_MARKERS = 2
MARKER_REACH = 80

# An agreement without a title says within the first blocks that it is one, and is so long.
ANNOUNCE_REACH = 30
TITLE_REACH = 8
MIN_ANNOUNCED = 400
# What says that a text is a model stands in its title or within so many lines above.
MODEL_REACH = 2

_CLAUSE_STYLES = frozenset(
    (
        "article",
        "capital",
        "chapter",
        "decimal",
        "han",
        "ordinal",
        "paragraph",
        "paren_number",
        "roman",
    )
)


@dataclass(frozen=True, slots=True)
class Instrument:
    """An agreement as a half-open range of block indices, and the language of its title."""

    start: int
    end: int
    language: str


def find_instruments(labels: Sequence[Label], languages: Sequence[str]) -> tuple[Instrument, ...]:
    """Return the agreements that stand in a document, in order; none when it only tells of one."""
    starts: list[int] = []
    for index in _find_titles(labels):
        if starts and labels[index].offset:
            continue
        previous = starts[-1] if starts else None
        if previous is None or (_is_finished(labels[previous:index]) and _restarts(labels, index)):
            starts.append(index)
        elif _names_at_once(labels, index) and not _names_before(labels[previous:index]):
            starts[-1] = index
    for announced in _find_announced(labels):
        if not starts or _begins_before(announced, starts[0], labels, languages):
            starts = [announced, *starts[1:]]
    ends = [*starts[1:], len(labels)][: len(starts)]
    found = [
        Instrument(start, end, languages[start]) for start, end in zip(starts, ends, strict=True)
    ]
    return tuple(each for each in _extend_titles(found, labels) if not _is_model(each, labels))


def _begins_before(
    announced: int, title: int, labels: Sequence[Label], languages: Sequence[str]
) -> bool:
    """Tell whether an agreement began before a line that only looks like its title."""
    looks = languages[announced] == languages[title] and not _names_at_once(labels, title)
    return announced < title and (looks or title - announced > OPENING_REACH)


def detect_document_kind(labels: Sequence[Label], instruments: Sequence[Instrument]) -> str:
    """Say what kind of paper a document is, by the marks of its cover.

    An article is one that speaks of an agreement.
    """
    cover = labels[: instruments[0].start] if instruments else labels
    found: set[Marker] = set()
    for label in cover[:MARKER_REACH]:
        found.update(label.find_markers(frozenset(mark.rule for mark in found)))
    council = sum(mark.kind == "council_paper" for mark in found)
    news = sum(mark.kind == "news_article" for mark in found)
    if council >= MIN_MARKERS and council >= news:
        return "council_paper"
    if instruments:
        return "agreement"
    tells = news >= MIN_MARKERS and any(label.tells for label in cover[:MARKER_REACH])
    return "news_article" if tells else "other"


def _find_titles(labels: Sequence[Label]) -> Iterator[int]:
    for index, label in enumerate(labels):
        if (
            label.is_title
            and not _is_below_number(labels, index)
            and _is_opened(labels, index)
            and _has_body(labels, index)
        ):
            yield index


def _is_below_number(labels: Sequence[Label], title: int) -> bool:
    """Tell whether a title is but the heading of a clause, whose number stands above it."""
    numbered = title > 0 and labels[title - 1].is_bare_number
    return numbered and not _names_at_once(labels, title)


def _names_at_once(labels: Sequence[Label], title: int) -> bool:
    return any(label.opens == "strong" for label in labels[title + 1 : title + NAMING_REACH])


def _names_before(labels: Sequence[Label]) -> bool:
    """Tell whether an earlier title has its own parties; else it stood over several agreements."""
    return any(label.opens == "strong" for label in labels)


def _is_opened(labels: Sequence[Label], title: int) -> bool:
    """Tell whether parties are named, or agree, soon after a title, before a paper's headings."""
    for distance, label in enumerate(labels[title : title + OPENING_REACH]):
        if label.opens == "strong" or (label.opens and distance < NAMING_REACH):
            return True
        if _is_cover_heading(label):
            return False
    return False


def _is_cover_heading(label: Label) -> bool:
    return len(label.text) <= MAX_COVER_HEADING and any(
        mark.kind == "council_paper" and not mark.weak for mark in label.find_markers()
    )


def _find_announced(labels: Sequence[Label]) -> Iterator[int]:
    """Yield where an agreement without a title of its own begins: where it says so itself."""
    for index, label in enumerate(labels[:ANNOUNCE_REACH]):
        if _is_cover_heading(label):
            return
        if label.announces and _goes_on(labels[index:]):
            yield _begin_announced(labels, index)
            return


def _begin_announced(labels: Sequence[Label], index: int) -> int:
    """Return where it begins: a letter with the paper, and so what its parties agree below."""
    if labels[index].announces == "letter":
        return 0
    title = _title_before(labels, index)
    return title if title < index or labels[index].announces != "below" else 0


def _goes_on(labels: Sequence[Label]) -> bool:
    return sum(len(label.text) for label in labels) >= MIN_ANNOUNCED


def _title_before(labels: Sequence[Label], index: int) -> int:
    before = range(max(0, index - TITLE_REACH), index)
    return next((i for i in before if labels[i].is_title), index)


def _has_body(labels: Sequence[Label], title: int) -> bool:
    reach = labels[title + 1 : title + CLAUSE_REACH]
    # A table may stand between the first clause and the second.
    clauses = sum(map(_is_clause, labels[title + 1 :])) if any(map(_is_clause, reach)) else 0
    if clauses >= MIN_CLAUSES or any(label.signs for label in reach):
        return True
    return title < TITLE_REACH and any(label.promises for label in reach) and not _tells(labels)


def _tells(labels: Sequence[Label]) -> bool:
    """Tell whether a paper bears the marks of those that only speak of agreements."""
    marks = (mark for label in labels[:MARKER_REACH] for mark in label.find_markers())
    return len({mark.rule for mark in marks if not mark.weak}) >= MIN_MARKERS


def _is_clause(label: Label) -> bool:
    return label.number is not None and label.number.style.rstrip("123") in _CLAUSE_STYLES


def _is_finished(labels: Sequence[Label]) -> bool:
    """Tell whether an agreement has had its clauses or signatures: a title begins another."""
    return sum(_is_clause(label) for label in labels) >= MIN_CLAUSES or any(
        label.signs for label in labels
    )


def _restarts(labels: Sequence[Label], title: int) -> bool:
    """Tell whether the numbers begin anew after a title; without any, it must stand on its own."""
    clauses = (label for label in labels[title + 1 : title + CLAUSE_REACH] if _is_clause(label))
    return next((label.is_first for label in clauses), True)


def _is_model(instrument: Instrument, labels: Sequence[Label]) -> bool:
    """Tell whether an agreement is only the model of one: its title or the line above says so."""
    above = range(max(0, instrument.start - MODEL_REACH), instrument.start + 1)
    return any(labels[index].is_model for index in above)


def _extend_titles(found: Sequence[Instrument], labels: Sequence[Label]) -> Iterator[Instrument]:
    """Let an agreement begin at the first of the title lines that stand together."""
    for instrument in found:
        start = instrument.start
        while start and _belongs_above(labels[start - 1]) and not _inside(found, start - 1):
            start -= 1
        yield replace(instrument, start=start)


def _belongs_above(label: Label) -> bool:
    return label.is_title or label.is_above_title


def _inside(found: Sequence[Instrument], index: int) -> bool:
    return any(before.start <= index < before.end for before, _ in pairwise(found))
