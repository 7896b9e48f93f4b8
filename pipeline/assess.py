"""How sure the facts are: by how often their rules were right on gold that no rule was made on."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any, cast

from pipeline.lexicon import load_shared
from pipeline.models import Record, Warning

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pipeline.models import Evidence

UNSURE = 0.5  # below this a person should look


def assess(record: Record) -> Record:
    """Give every fact the confidence of its surest rule, and warn of those that are unsure."""
    if not load_confidence():
        return record
    assessed = cast("Record", _assess_all(record))
    unsure = tuple(
        Warning("needs_review", f"{value!r}: what found this was right in few cases", (), evidence)
        for value, evidence in _find_unsure(assessed)
    )
    return replace(assessed, warnings=assessed.warnings + unsure)


@lru_cache(maxsize=1)
def load_confidence() -> Mapping[str, float]:
    """Load the confidence of each rule that was tried often enough: 0 to 1, by rule id."""
    return cast("Mapping[str, float]", load_shared("confidence").get("rules", {}))


def _assess_all(value: object) -> object:
    if isinstance(value, tuple):
        return tuple(map(_assess_all, value)) if value else value
    if not is_dataclass(value):
        return value
    names = {field.name for field in fields(value)}
    if "quote" in names:
        return value
    parts: dict[str, object] = {
        name: _assess_all(part)
        for name in names
        if isinstance(part := getattr(value, name), tuple) or is_dataclass(part)
    }
    if "confidence" in names:
        parts["confidence"] = _find_confidence(getattr(value, "evidence", ()))
    return replace(cast("Any", value), **parts) if parts else value


def _find_confidence(evidence: tuple[Evidence, ...]) -> float | None:
    known = load_confidence()
    return max((known[item.rule] for item in evidence if item.rule in known), default=None)


def _find_unsure(record: Record) -> Iterator[tuple[str, tuple[Evidence, ...]]]:
    facts: tuple[tuple[str, float | None, tuple[Evidence, ...]], ...] = (
        *((p.name, p.confidence, p.evidence) for p in record.parties),
        *((s.name, s.confidence, s.evidence) for s in record.signatories),
        *((d.text, d.confidence, d.evidence) for d in record.dates),
        *((a.area, a.confidence, a.evidence) for a in record.areas),
        *((c.text, c.confidence, c.evidence) for c in record.commitments),
    )
    for name, confidence, evidence in facts:
        if confidence is not None and confidence < UNSURE:
            yield name, evidence
