"""The sections of one version: title, preamble, clauses in their nesting, signatures, annex."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pipeline.models import Section, Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.models import Block
    from pipeline.segment.labels import Label, Number

# Title lines stand within the first blocks of an agreement.
_TITLE_REACH = 3
_MAX_TITLE_LINE = 100
_ARTICLE_STYLES = frozenset(
    ("article", "capital", "chapter", "decimal", "decimal1", "han", "ordinal", "paragraph", "roman")
)


@dataclass(frozen=True, slots=True)
class Mark:
    """The beginning of a section at a block: its kind and nesting style (None: top level)."""

    index: int
    kind: str
    style: str | None
    number: str | None
    title: str | None
    heading: Span | None


def split_sections(
    blocks: Sequence[Block], labels: Sequence[Label], part: str, agreement: str | None
) -> tuple[Section, ...]:
    """Split one version's blocks into sections; ids are given later, here they are positions.

    A section reaches to the next one of its level, so that a clause covers its sub-clauses.
    """
    marks = _mark(blocks, labels) if part == "agreement" else _mark_cover(blocks)
    parents = _find_parents(marks)
    end = blocks[-1].span.end
    sections = []
    for position, mark in enumerate(marks):
        after = _next_outside(position, parents)
        last = blocks[marks[after].index - 1].span.end if after is not None else end
        block = blocks[mark.index]
        parent = parents[position]
        sections.append(
            Section(
                id=str(position),
                parent=None if parent is None else str(parent),
                agreement=agreement,
                counterpart=None,
                part=_part_of(marks, position, parents, part),
                kind="body" if mark.kind == "annex" else mark.kind,
                number=mark.number,
                title=mark.title,
                language=block.language,
                span=Span(block.span.start, max(last, block.span.end)),
                heading=mark.heading,
            )
        )
    return tuple(sections)


def rename(sections: Sequence[Section], first: int) -> tuple[Section, ...]:
    """Give sections their ids in the document: `s` and a running number from `first` on."""
    names = {section.id: f"s{first + position}" for position, section in enumerate(sections)}
    return tuple(
        replace(
            section,
            id=names[section.id],
            parent=names[section.parent] if section.parent else None,
        )
        for section in sections
    )


def _mark_cover(blocks: Sequence[Block]) -> list[Mark]:
    return [Mark(0, "body", None, None, None, None)] if blocks else []


def _mark(blocks: Sequence[Block], labels: Sequence[Label]) -> list[Mark]:
    marks = [Mark(0, "title", None, None, labels[0].text, _whole(blocks[0]))]
    signing = _find_signing(labels)
    numbered = False
    for index in range(1, len(blocks)):
        mark = _mark_block(index, blocks, labels)
        if index == signing:
            mark = Mark(index, "signature_block", None, None, None, None)
        elif signing is not None and index > signing and (mark is None or mark.kind != "annex"):
            continue
        if mark is None:
            mark = _open(index, labels, marks, numbered=numbered)
        if mark is not None:
            numbered = numbered or mark.style is not None
            marks.append(mark)
    return marks


def _mark_block(index: int, blocks: Sequence[Block], labels: Sequence[Label]) -> Mark | None:
    label, block = labels[index], blocks[index]
    if label.is_annex:
        return Mark(index, "annex", None, None, label.text, _whole(block))
    if label.number is None or (label.is_bare_number and index == len(blocks) - 1):
        return None  # A number left over stood above the next agreement.
    rest = label.text[label.number.end :].strip()
    heading_end = block.span.start + label.offset + label.number.end
    if rest and label.is_heading_line and len(rest) <= _MAX_TITLE_LINE:
        return _numbered(index, label.number, rest, _whole(block))
    title = _title_below(index, labels) if not rest else None
    return _numbered(index, label.number, title, Span(block.span.start, heading_end))


def _numbered(index: int, number: Number, title: str | None, heading: Span) -> Mark:
    return Mark(index, "clause", number.style, number.text, title, heading)


def _title_below(index: int, labels: Sequence[Label]) -> str | None:
    """Return the heading below a number that stands alone on its line."""
    if index + 1 >= len(labels):
        return None
    below = labels[index + 1]
    short = below.is_heading_line and len(below.text) <= _MAX_TITLE_LINE
    return below.text if short and below.number is None else None


def _open(index: int, labels: Sequence[Label], marks: list[Mark], *, numbered: bool) -> Mark | None:
    """Begin the preamble after the title, and the body where an agreement has no numbers."""
    if numbered or marks[-1].kind != "title":
        return None
    if labels[index].is_title and index <= _TITLE_REACH:
        return None
    has_numbers = any(label.number for label in labels[index:])
    return Mark(index, "preamble" if has_numbers else "body", None, None, None, None)


def _find_signing(labels: Sequence[Label]) -> int | None:
    """Return where the signatures begin: at a signing line after the last numbered article.

    Articles of an annex do not count, unless the signatures stand after it.
    """
    annex = _find_annex(labels)
    before = _find_signing_line(labels[:annex])
    return before if before is not None else _find_signing_line(labels)


def _find_annex(labels: Sequence[Label]) -> int:
    """Return where the first annex after an article begins, or the end."""
    first = next((i for i, label in enumerate(labels) if _is_article(label)), len(labels))
    return next((i for i in range(first, len(labels)) if labels[i].is_annex), len(labels))


def _find_signing_line(labels: Sequence[Label]) -> int | None:
    last = max((i for i, label in enumerate(labels) if _is_article(label)), default=0)
    return next((i for i in range(last + 1, len(labels)) if labels[i].signs), None)


def _is_article(label: Label) -> bool:
    return label.number is not None and label.number.style in _ARTICLE_STYLES


def _whole(block: Block) -> Span:
    return block.span


def _find_parents(marks: Sequence[Mark]) -> list[int | None]:
    """Nest numbered sections by style: a style met inside another stays inside it."""
    parents: list[int | None] = []
    stack: list[tuple[str, int]] = []
    for position, mark in enumerate(marks):
        if mark.style is None:
            stack = []
        else:
            styles = [style for style, _ in stack]
            if mark.style in styles:
                stack = stack[: styles.index(mark.style)]
        parents.append(stack[-1][1] if stack else None)
        if mark.style is not None:
            stack.append((mark.style, position))
    return parents


def _next_outside(position: int, parents: Sequence[int | None]) -> int | None:
    inside = {position}
    for later in range(position + 1, len(parents)):
        if parents[later] not in inside:
            return later
        inside.add(later)
    return None


def _part_of(marks: Sequence[Mark], position: int, parents: Sequence[int | None], part: str) -> str:
    del parents
    annexed = any(mark.kind == "annex" for mark in marks[: position + 1])
    return "annex" if annexed else part
