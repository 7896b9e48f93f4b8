"""One agreement's own entry: title, kind, status and terms of all its versions."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.assemble.terms import Said, join_facts, merge_terms
from pipeline.models import NO_KIND, UNKNOWN_STATUS, Agreement, Fact, Facts, Warning

if TYPE_CHECKING:
    from collections.abc import Sequence


def merge_agreement(
    agreement: str, group: Sequence[Facts]
) -> tuple[Agreement, tuple[Warning, ...]]:
    """Return an agreement's entry and what its versions disagree on."""
    term, term_warnings = merge_terms([Said(f.version.language, f.term) for f in group])
    legal, legal_warnings = merge_terms([Said(f.version.language, f.legal) for f in group])
    languages = [f.version.language for f in group]
    if len(languages) > 1 and not legal.language_versions:
        legal = replace(legal, language_versions=tuple(dict.fromkeys(languages)))
    titles = [f.title for f in group if f.title]
    entry = Agreement(
        id=agreement,
        kind=next((f.kind for f in group if f.kind != NO_KIND), NO_KIND),
        title=replace(titles[0], evidence=tuple(e for title in titles for e in title.evidence))
        if titles
        else None,
        status=_choose_status(group),
        reported=all(f.version.part == "cover" for f in group),
        term=term,
        legal=legal,
    )
    return entry, (*term_warnings, *legal_warnings)


def _choose_status(group: Sequence[Facts]) -> Fact:
    known = [f.status for f in group if f.status.value != UNKNOWN_STATUS.value]
    return join_facts(known) if known else group[0].status
