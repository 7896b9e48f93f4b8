"""Gold and a record beside each other, and the cases that must come of it."""

from __future__ import annotations

from collections import Counter

from evaluate.golds import (
    BOTTROP,
    FOSHAN,
    make_agreement,
    make_commitment,
    make_date,
    make_gold,
    make_signatory,
)
from factories import document_of

from pipeline.evaluate import Anchors, Case, score
from pipeline.evaluate.gold import Gold, GoldArea
from pipeline.models import Span
from pipeline.run import run_document

TEXT = """Memorandum
zwischen der Stadt Bottrop und der Stadt Foshan
§ 1 Zusammenarbeit
(1) Die Städte werden im Bereich der Kultur zusammenarbeiten.
(2) Die Stadt Foshan verpflichtet sich, bis zum 30. Juni 2021 eine Kontaktstelle zu benennen.
§ 2 Dauer
Das Memorandum gilt für drei Jahre.
Bottrop, den 3. Mai 2021
Für die Stadt Bottrop
Bernd Beispiel
Oberbürgermeister
"""
FIRST = "Die Städte werden im Bereich der Kultur zusammenarbeiten."
SECOND = "Die Stadt Foshan verpflichtet sich, bis zum 30. Juni 2021 eine Kontaktstelle zu benennen."


def _score(gold: Gold, text: str = TEXT) -> list[Case]:
    document = document_of(text)
    return list(score(gold, run_document(document), Anchors(document, text)).cases)


def _outcomes(cases: list[Case], field: str) -> dict[str, int]:
    return dict(Counter(case.outcome for case in cases if case.field == field))


def test_all_that_agrees_is_right() -> None:
    both = (BOTTROP, FOSHAN)
    gold = make_gold(
        agreements=(make_agreement(),),
        parties=both,
        signatories=(make_signatory("Bernd Beispiel", "g1"),),
        dates=(
            make_date("30. Juni 2021", "2021-06-30", "deadline"),
            make_date("3. Mai 2021", "2021-05-03", "signature"),
        ),
        areas=(GoldArea("a1", "culture"),),
        commitments=(
            make_commitment(FIRST, both, "undertaking"),
            make_commitment(SECOND, (FOSHAN,), "obligation"),
        ),
    )
    cases = _score(gold)

    # Gold says no duration here, the text does: found, and false by this gold.
    assert [(c.field, c.found) for c in cases if c.outcome != "right"] == [
        ("duration", "P3Y"),
        ("deadline", "2021-06-30"),
    ]
    assert _outcomes(cases, "parties") == {"right": 2}
    assert _outcomes(cases, "dates_with_role") == {"right": 2}
    assert _outcomes(cases, "obligors") == {"right": 2}
    assert _outcomes(cases, "signatory_party") == {"right": 1}


def test_what_gold_has_and_the_record_has_not_is_missed() -> None:
    gold = make_gold(
        agreements=(make_agreement(),),
        parties=(BOTTROP,),
        commitments=(
            make_commitment("Das Memorandum gilt für drei Jahre.", (BOTTROP,), "obligation"),
        ),
    )
    cases = _score(gold)

    assert _outcomes(cases, "parties") == {"right": 1, "false": 1}
    assert _outcomes(cases, "commitments") == {"missed": 1, "false": 2}
    missed = next(c for c in cases if c.field == "commitments" and c.outcome == "missed")
    assert missed.gold == "Das Memorandum gilt für drei Jahre."
    assert missed.span == Span(TEXT.index("Das Mem"), TEXT.index("Bottrop, den") - 1)


def test_a_wrong_value_is_wrong_once() -> None:
    cases = _score(make_gold(agreements=(make_agreement(kind="contract", status="draft"),)))

    assert _outcomes(cases, "agreement_kind") == {"wrong": 1}
    assert _outcomes(cases, "status") == {"wrong": 1}


def test_only_annotated_fields_count() -> None:
    cases = _score(make_gold(annotated=("dates",)))

    assert {case.field for case in cases} == {"dates", "dates_with_role", "dates_by_place"}


def test_only_what_stands_in_the_scope_counts() -> None:
    start = TEXT.index("§ 2")
    gold = make_gold(annotated=("dates", "commitments"), scope=(Span(start, len(TEXT)),))
    cases = _score(gold)

    assert [case.found for case in cases if case.field == "dates"] == ["2021-05-03"]
    assert _outcomes(cases, "commitments") == {}


def test_an_agreement_where_there_is_none() -> None:
    assert _outcomes(_score(make_gold()), "no_agreement") == {"wrong": 1}
    quiet = "Die Stadt teilt mit, dass das Fest am 3. Mai 2021 stattfindet. " * 3
    assert _outcomes(_score(make_gold(), quiet), "no_agreement") == {"right": 1}
