"""One agreement's own entry: title, status, term and legal terms of all its versions."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import TYPE_CHECKING, Any, TypeVar, cast

from pipeline.models import (
    Agreement,
    Evidence,
    Fact,
    Facts,
    Legal,
    Notice,
    Term,
    Warning,
    WarningValue,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_UNKNOWN = "unknown"
_OTHER = "other"

Terms = TypeVar("Terms", Term, Legal)


def merge_agreement(
    agreement: str, group: Sequence[Facts]
) -> tuple[Agreement, tuple[Warning, ...]]:
    """Return an agreement's entry and what its versions disagree on."""
    term, term_warnings = _merge_terms([f.term for f in group], group)
    legal, legal_warnings = _merge_terms([f.legal for f in group], group)
    languages = [f.version.language for f in group]
    if len(languages) > 1 and not legal.language_versions:
        legal = replace(legal, language_versions=tuple(dict.fromkeys(languages)))
    entry = Agreement(
        id=agreement,
        kind=next((f.kind for f in group if f.kind != _OTHER), _OTHER),
        title=_join([f.title for f in group]),
        status=_choose_status(group),
        reported=all(f.version.part == "cover" for f in group),
        term=term,
        legal=legal,
    )
    return entry, (*term_warnings, *legal_warnings)


def _choose_status(group: Sequence[Facts]) -> Fact:
    known = [f.status for f in group if f.status.value != _UNKNOWN]
    return known[0] if known else group[0].status


def _join(facts: Iterable[Fact | None]) -> Fact | None:
    """Return the first version's fact with the evidence of all."""
    found = [fact for fact in facts if fact is not None]
    if not found:
        return None
    return replace(found[0], evidence=tuple(e for fact in found for e in fact.evidence))


def _merge_terms(
    terms: Sequence[Terms], group: Sequence[Facts]
) -> tuple[Terms, tuple[Warning, ...]]:
    languages = [f.version.language for f in group]
    merged = terms[0]
    warnings: list[Warning] = []
    for field in fields(merged):
        values = [getattr(term, field.name) for term in terms]
        chosen, warning = _merge_field(field.name, values, languages)
        # The type of a field is the same in every version: it comes from one of them.
        merged = replace(cast("Any", merged), **{field.name: chosen})
        warnings.extend(warning)
    return merged, tuple(warnings)


def _merge_field(
    name: str, values: Sequence[object], languages: Sequence[str]
) -> tuple[object, Iterable[Warning]]:
    facts = [(v, code) for v, code in zip(values, languages, strict=True) if isinstance(v, Fact)]
    if facts:
        stated = {str(fact.value) for fact, _ in facts}
        if len(stated) == 1:
            return _join(fact for fact, _ in facts), ()
        said = [(code, str(fact.value), fact.evidence) for fact, code in facts]
        return facts[0][0], (_disagree(name, said),)
    lists = [v for v in values if isinstance(v, tuple) and v]
    if not lists:
        return values[0], ()
    return _merge_lists(name, lists, languages)


def _merge_lists(
    name: str, lists: Sequence[tuple[object, ...]], languages: Sequence[str]
) -> tuple[object, Iterable[Warning]]:
    first = lists[0]
    if not isinstance(first[0], Notice):
        unique = {_key(item): item for items in reversed(lists) for item in reversed(items)}
        order = dict.fromkeys(_key(item) for items in lists for item in items)
        return tuple(unique[key] for key in order), ()
    said = [
        (code, ", ".join(f"{n.purpose} {n.period}" for n in notices), _evidence(notices))
        for code, items in zip(languages, lists, strict=False)
        if (notices := [n for n in items if isinstance(n, Notice)])
    ]
    differs = len({text for _, text, _ in said}) > 1
    return _join_notices(lists), ((_disagree(name, said),) if differs else ())


def _join_notices(lists: Sequence[tuple[object, ...]]) -> tuple[Notice, ...]:
    merged: dict[tuple[str, str, str | None], Notice] = {}
    for notice in (n for items in lists for n in items if isinstance(n, Notice)):
        key = (notice.purpose, notice.period, notice.to)
        known = merged.get(key)
        evidence = (known.evidence if known else ()) + notice.evidence
        merged[key] = replace(notice, evidence=evidence)
    return tuple(merged.values())


def _evidence(notices: Sequence[Notice]) -> tuple[Evidence, ...]:
    return tuple(e for notice in notices for e in notice.evidence)


def _key(item: object) -> str:
    return str(item.value) if isinstance(item, Fact) else str(item)


def _disagree(name: str, said: Sequence[tuple[str, str, tuple[Evidence, ...]]]) -> Warning:
    return Warning(
        "versions_disagree",
        f"the language versions disagree on {name.replace('_', ' ')}",
        tuple(WarningValue(code, value) for code, value, _ in said),
        tuple(e for _, _, evidence in said for e in evidence),
    )
