"""Dates of all versions in the order of the text, and the document's own date."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.models import DateMention, Fact, Facts

if TYPE_CHECKING:
    from collections.abc import Sequence

# What a cover says about its own paper or session belongs to no agreement.
_OF_THE_AGREEMENT = frozenset({"signature", "entry_into_force", "expiry"})


def merge_dates(facts: Sequence[Facts]) -> tuple[DateMention, ...]:
    """Return all dates in the order of the text; what versions say alike is one entry."""
    merged: dict[tuple[str | None, str | None, str, int], DateMention] = {}
    for one in facts:
        counts: Counter[tuple[str | None, str]] = Counter()
        for date in one.dates:
            agreement = _belongs(date, one, facts)
            counts[date.value, date.role] += 1
            key = (agreement, date.value, date.role, counts[date.value, date.role])
            known = merged.get(key)
            if known is None or known.value is None or one.version.part == "cover":
                key = key if known is None else (*key[:3], -len(merged))
                merged[key] = replace(date, agreement=agreement)
            else:
                merged[key] = replace(known, evidence=known.evidence + date.evidence)
    return tuple(sorted(merged.values(), key=lambda date: date.evidence[0].start))


def _belongs(date: DateMention, one: Facts, facts: Sequence[Facts]) -> str | None:
    if one.version.part != "cover":
        return one.version.agreement
    if date.role not in _OF_THE_AGREEMENT:
        return None
    agreements = {f.version.agreement for f in facts if f.version.agreement}
    return agreements.pop() if len(agreements) == 1 else None


def find_document_date(facts: Sequence[Facts]) -> Fact | None:
    """Return the paper's own date: its first publication, else the last signature."""
    dates = [
        date
        for one in facts
        for date in one.dates
        if _is_full(date.value) and date.basis == "stated"
    ]
    published = [date for date in dates if date.role == "publication"]
    # A year alone may be that of anything; who signs names the day, or the month at least.
    signed = [date for date in dates if date.role == "signature" and "-" in (date.value or "")]
    if published:
        return _state(min(published, key=lambda date: date.evidence[0].start))
    return _state(max(signed, key=lambda date: date.value or "")) if signed else None


def _state(date: DateMention) -> Fact:
    return Fact(date.value or "", date.text, date.basis, date.confidence, date.evidence)


def _is_full(value: str | None) -> bool:
    return bool(value) and "X" not in (value or "") and "/" not in (value or "")
