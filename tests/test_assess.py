from __future__ import annotations

import pytest
from factories import document_of

import pipeline.assess
from pipeline.run import run_document

TEXT = """Vereinbarung
zwischen der Stadt Bottrop und der Stadt Herne
§ 1 Zusammenarbeit
Die Städte werden im Bereich der Kultur zusammenarbeiten.

Bottrop, den 3. Mai 2021
"""


def _run(monkeypatch: pytest.MonkeyPatch, known: dict[str, float]) -> list[str]:
    monkeypatch.setattr(pipeline.assess, "load_confidence", lambda: known)
    record = run_document(document_of(TEXT))
    confidences = [area.confidence for area in record.areas]
    return [
        str(confidences),
        *(w.code for w in record.warnings),
        *(w.message for w in record.warnings),
    ]


def test_a_fact_is_as_sure_as_its_rule(monkeypatch: pytest.MonkeyPatch) -> None:
    assert _run(monkeypatch, {"de.area.culture": 0.91}) == ["[0.91]"]


def test_a_rule_that_was_not_tried_gives_none(monkeypatch: pytest.MonkeyPatch) -> None:
    assert _run(monkeypatch, {"de.area.sport": 0.91}) == ["[None]"]


def test_an_unsure_fact_needs_review(monkeypatch: pytest.MonkeyPatch) -> None:
    assert _run(monkeypatch, {"de.area.culture": 0.31}) == [
        "[0.31]",
        "needs_review",
        "'culture': what found this was right in few cases",
    ]
