"""Which agreements of a document are one agreement in another language."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pipeline.models import Facts, Outline, Version

MIN_SHARED = 2
_LACKING = 0.2  # share of the clauses that a version may be without
_SUBSTANCE = frozenset({"body", "clause", "preamble"})


def unite_versions(outline: Outline, facts: Sequence[Facts]) -> tuple[Outline, tuple[Facts, ...]]:
    """Give the language versions of one agreement one id; ids count on without gaps.

    Two texts in different languages are one agreement when they name the same parties, or when
    they stand next to each other, have as many clauses (or nearly so and the same dates), and
    nothing says that parties differ.
    """
    names = _rename(_match(facts))
    versions = tuple(_rename_version(version, names) for version in outline.versions)
    renamed = tuple(replace(one, version=_rename_version(one.version, names)) for one in facts)
    return replace(outline, versions=versions), renamed


def _match(facts: Sequence[Facts]) -> dict[str, str]:
    """Return for each agreement the first one that it is a version of, often itself."""
    groups: dict[str, list[Facts]] = {}
    for one in facts:
        if one.version.agreement:
            groups.setdefault(one.version.agreement, []).append(one)
    first: dict[str, str] = {}
    united: dict[str, list[Facts]] = {}
    for agreement, group in groups.items():
        found = _find_same(group, united)
        first[agreement] = found or agreement
        united.setdefault(first[agreement], []).extend(group)
    return first


def _find_same(group: Sequence[Facts], united: dict[str, list[Facts]]) -> str | None:
    """Look for the agreement of which a group is another language's reading, the nearest first."""
    candidates = [
        (agreement, known)
        for agreement, known in reversed(united.items())
        if not _languages(known) & _languages(group)
    ]
    for agreement, known in candidates:
        if len(_identify(known) & _identify(group)) >= MIN_SHARED:
            return agreement
    nearest = next(reversed(united.items()), None)
    if nearest in candidates and nearest is not None and _may_be_same(nearest[1], group):
        return nearest[0]
    return None


def _may_be_same(known: Sequence[Facts], group: Sequence[Facts]) -> bool:
    one, two = _identify(known), _identify(group)
    clash = bool(one and two) and not one & two
    counts = _count_clauses(known[0]), _count_clauses(group[0])
    # A clause may be lacking in one of them; then the same dates must say that they are one.
    near = abs(counts[0] - counts[1]) <= max(counts) * _LACKING
    dated = len(_list_dates(known) & _list_dates(group)) >= MIN_SHARED
    return not clash and (counts[0] == counts[1] or (near and dated))


def _list_dates(group: Sequence[Facts]) -> set[str]:
    return {date.value for one in group for date in one.dates if date.value and "-" in date.value}


def _languages(group: Sequence[Facts]) -> set[str]:
    """Return the languages in which a group says something, not just signs."""
    return {
        one.version.language.split("-", maxsplit=1)[0]
        for one in group
        if any(section.kind in _SUBSTANCE for section in one.version.sections)
    }


def _identify(group: Sequence[Facts]) -> set[str]:
    return {i.value for one in group for party in one.parties for i in party.identifiers}


def _count_clauses(facts: Facts) -> int:
    sections = facts.version.sections
    return sum(section.kind == "clause" and section.parent is None for section in sections)


def _rename(first: Mapping[str, str]) -> dict[str, str]:
    numbers = {name: f"a{n}" for n, name in enumerate(dict.fromkeys(first.values()), 1)}
    return {agreement: numbers[name] for agreement, name in first.items()}


def _rename_version(version: Version, names: Mapping[str, str]) -> Version:
    if version.agreement is None:
        return version
    name = names.get(version.agreement, version.agreement)
    sections = tuple(replace(section, agreement=name) for section in version.sections)
    return replace(version, agreement=name, sections=sections)
