"""Sections as the record names them, each linked to its counterpart in the other version."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.models import Outline, Section, SectionEntry, Version

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


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
    """Pair sections whose paths agree: kind and place among their siblings, from the top down."""
    paths = {path: section_id for section_id, path in _find_paths(right).items()}
    own = _find_paths(left)
    return {section_id: paths[path] for section_id, path in own.items() if path in paths}


def _find_paths(sections: Sequence[Section]) -> dict[str, tuple[object, ...]]:
    paths: dict[str, tuple[object, ...]] = {}
    counts: dict[tuple[object, ...], int] = {}
    for section in sections:
        above = paths.get(section.parent, ()) if section.parent else ()
        key = (*above, section.kind)
        counts[key] = counts.get(key, 0) + 1
        paths[section.id] = (*key, counts[key])
    return paths
