"""Sections as the record names them, each linked to its counterpart in the other version."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.lexicon import load_lexicon
from pipeline.models import Outline, Section, SectionEntry, Version
from pipeline.numbers import parse_number

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence


def link_sections(outline: Outline) -> tuple[SectionEntry, ...]:
    """Return all sections in order; those of two language versions know each other."""
    counterparts = find_counterparts(outline.versions)
    return tuple(
        SectionEntry(
            id=section.id,
            parent=section.parent,
            agreement=section.agreement,
            counterpart=counterparts.get(section.id),
            part=section.part,
            kind=section.kind,
            number=section.number,
            title=section.title,
            language=section.language,
            start=section.span.start,
            end=section.span.end,
        )
        for section in outline.sections
    )


def find_counterparts(versions: Sequence[Version]) -> Mapping[str, str]:
    """Pair the sections of an agreement's versions, both ways, by their place in order."""
    pairs: dict[str, str] = {}
    by_agreement: dict[str, list[Version]] = {}
    for version in versions:
        if version.agreement:
            by_agreement.setdefault(version.agreement, []).append(version)
    for group in by_agreement.values():
        for other in group[1:]:
            found = pair_sections(group[0].sections, other.sections)
            pairs |= {left: right for left, right in found.items() if left not in pairs}
            pairs |= {right: left for left, right in found.items()}
    return pairs


def pair_sections(left: Sequence[Section], right: Sequence[Section]) -> dict[str, str]:
    """Pair sections from the top down: by place among siblings of a kind, or by their numbers.

    Where one version has more siblings than the other, only numbers tell which belong together;
    what has none is left unpaired.
    """
    pairs: dict[str, str] = {}
    _pair_below(None, None, (_children(left), _children(right)), pairs)
    return pairs


_Key = tuple[str | None, str]


def _children(sections: Sequence[Section]) -> dict[_Key, list[Section]]:
    children: dict[_Key, list[Section]] = {}
    for section in sections:
        children.setdefault((section.parent, section.kind), []).append(section)
    return children


def _pair_below(
    left: str | None,
    right: str | None,
    children: tuple[dict[_Key, list[Section]], dict[_Key, list[Section]]],
    pairs: dict[str, str],
) -> None:
    kinds = {kind for parent, kind in children[0] if parent == left}
    for kind in sorted(kinds):
        siblings = children[0][left, kind], children[1].get((right, kind), [])
        for one, two in _pair_siblings(*siblings):
            pairs[one.id] = two.id
            _pair_below(one.id, two.id, children, pairs)


def _pair_siblings(
    left: Sequence[Section], right: Sequence[Section]
) -> Iterator[tuple[Section, Section]]:
    if len(left) == len(right):
        yield from zip(left, right, strict=True)
        return
    numbers = {_parse(section): section for section in reversed(right)}
    for section in left:
        number = _parse(section)
        if number is not None and number in numbers:
            yield section, numbers[number]


def _parse(section: Section) -> int | str | None:
    """Return a section's number as a number, whatever script it is written in."""
    if section.number is None:
        return None
    digits = re.findall(r"\d+", section.number)
    if digits:
        return int(digits[-1])
    lexicon = load_lexicon(section.language)
    bare = section.number
    for mark in lexicon.list("section_marks"):
        bare = bare.replace(mark, " ")
    parsed = (parse_number(word, lexicon) for word in re.findall(r"[^\W_]+", bare))
    return next((number for number in parsed if number is not None), section.number)
