"""Term and legal terms of an agreement's versions: one reading, and where they disagree."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Any, Generic, TypeVar, cast

from pipeline.models import Evidence, Fact, Legal, Notice, Term, Warning, WarningValue

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Terms = TypeVar("Terms", Term, Legal)
# What an agreement says of its languages depends on the language it is read in.
_NOT_COMPARED = frozenset({"language_versions"})


@dataclass(frozen=True, slots=True)
class Said(Generic[Terms]):
    """What one language version says."""

    language: str
    terms: Terms


def merge_terms(said: Sequence[Said[Terms]]) -> tuple[Terms, tuple[Warning, ...]]:
    """Merge the terms of all versions; what only one of them says counts, without a warning."""
    merged: Terms = said[0].terms
    warnings: list[Warning] = []
    for field in fields(merged):
        values = [(one.language, getattr(one.terms, field.name)) for one in said]
        told = [(language, value) for language, value in values if value not in (None, ())]
        if not told:
            continue
        # A field has the same type in every version: its value comes from them.
        chosen = _join([value for _, value in told])
        merged = replace(cast("Any", merged), **{field.name: chosen})
        if field.name not in _NOT_COMPARED and len({_show(value) for _, value in told}) > 1:
            warnings.append(_warn(field.name, told))
    return merged, tuple(warnings)


def _join(values: Sequence[object]) -> object:
    """Return the first version's value with the evidence of all that say the same."""
    first = values[0]
    if isinstance(first, Fact):
        return join_facts([value for value in values if isinstance(value, Fact)])
    items = [item for value in values if isinstance(value, tuple) for item in value]
    by_key: dict[str, list[object]] = {}
    for item in items:
        by_key.setdefault(_show(item), []).append(item)
    return tuple(_join_items(same) for same in by_key.values())


def _join_items(same: Sequence[object]) -> object:
    first = same[0]
    if isinstance(first, Fact):
        return join_facts([item for item in same if isinstance(item, Fact)])
    if isinstance(first, Notice):
        notices = [item for item in same if isinstance(item, Notice)]
        return replace(first, evidence=tuple(e for notice in notices for e in notice.evidence))
    return first


def join_facts(facts: Sequence[Fact]) -> Fact:
    """Return the first fact with the evidence of all that have its value."""
    same = [fact for fact in facts if fact.value == facts[0].value]
    return replace(facts[0], evidence=tuple(e for fact in same for e in fact.evidence))


def _show(value: object) -> str:
    """Write a value so that two versions that say the same are written alike."""
    if isinstance(value, Fact):
        return str(value.value)
    if isinstance(value, Notice):
        return " ".join(filter(None, (value.purpose, value.period, value.to)))
    if isinstance(value, tuple):
        return ", ".join(sorted(_show(item) for item in value))
    return str(value)


def _warn(name: str, told: Sequence[tuple[str, object]]) -> Warning:
    return Warning(
        "versions_disagree",
        f"the language versions disagree on {name.replace('_', ' ')}",
        tuple(WarningValue(language, _show(value)) for language, value in told),
        tuple(evidence for _, value in told for evidence in _evidence(value)),
    )


def _evidence(value: object) -> Iterator[Evidence]:
    if isinstance(value, Fact | Notice):
        yield from value.evidence
    elif isinstance(value, tuple):
        for item in value:
            yield from _evidence(item)
