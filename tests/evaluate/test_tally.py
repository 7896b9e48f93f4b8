from __future__ import annotations

import pytest

from pipeline.evaluate import Case, DocumentScore, tally, tally_kinds, tally_rules
from pipeline.evaluate.cases import compare_sets, note, pair
from pipeline.evaluate.tally import Counts, wilson


def _score(*cases: Case, written: bool = False, language: str = "de") -> DocumentScore:
    return DocumentScore("a.txt", language, "agreement", written, cases)


def test_counts() -> None:
    counts = Counts(right=6, false=2, missed=4)

    assert (counts.items, counts.precision, counts.recall) == (10, 0.75, 0.6)
    assert counts.f1 == pytest.approx(2 / 3)


def test_nothing_divided_by_nothing() -> None:
    assert (Counts().precision, Counts().recall, Counts().f1) == (None, None, None)


@pytest.mark.parametrize(
    ("right", "cases", "bound"),
    [
        # Wilson's interval by its formula, as printed in Agresti and Coull (1998), table 1.
        pytest.param(19, 19, None, id="too-few"),
        pytest.param(20, 20, 0.839, id="all-right"),
        pytest.param(0, 20, 0.0, id="none-right"),
        pytest.param(50, 100, 0.404, id="half"),
    ],
)
def test_wilson(right: int, cases: int, bound: float | None) -> None:
    assert wilson(right, cases) == bound


def test_micro_average_and_mean_of_documents() -> None:
    one = _score(*[note("dates", "x", "x")] * 9, note("dates", "y", None))
    two = _score(note("dates", None, "z"), note("dates", "x", "x"))

    both = next(t for t in tally([one, two]) if t.language == "all")

    assert both.counts == Counts(10, 1, 1)
    assert both.f1 == 0.909
    assert both.mean == round((18 / 19 + 2 / 3) / 2, 3)
    assert both.low is not None
    assert both.high is not None
    assert both.low <= both.f1 <= both.high


def test_the_same_scores_give_the_same_interval() -> None:
    scores = [_score(note("dates", "x", "x" if i % 3 else None)) for i in range(30)]

    assert tally(scores) == tally(scores)


def test_written_texts_are_apart() -> None:
    scores = [_score(note("dates", "x", "x")), _score(note("dates", "x", None), written=True)]

    found = {(t.is_written, t.f1) for t in tally(scores) if t.language == "de"}
    assert found == {(False, 1.0), (True, 0.0)}


def test_no_verdict_under_fifty_items() -> None:
    few, many = (tally([_score(*[note("dates", "x", "x")] * n)])[0] for n in (49, 50))

    assert (few.has_verdict, many.has_verdict) == (False, True)


def test_a_wrong_value_is_false_and_missed() -> None:
    (case,) = pair("duration", "P3Y", "P5Y")

    assert case.outcome == "wrong"
    assert tally([_score(case)])[0].counts == Counts(0, 1, 1)


def test_nothing_said_on_either_side_is_no_case() -> None:
    assert pair("duration", None, None) == ()


def test_sets() -> None:
    cases = compare_sets("areas", ["culture", "sport"], {"sport": ("de.area.sport",), "energy": ()})

    assert [(c.outcome, c.gold or c.found, c.rules) for c in cases] == [
        ("missed", "culture", ()),
        ("right", "sport", ("de.area.sport",)),
        ("false", "energy", ()),
    ]


def test_rules_count_the_facts_that_rest_on_them() -> None:
    right = note("areas", "sport", "sport", rules=("de.area.sport",))
    false = note("areas", None, "sport", rules=("de.area.sport", "de.area.other"))
    repeated = note("modality", "x", "x", rules=("de.area.sport",))

    rules = tally_rules([_score(*[right] * 30, false, repeated)])

    assert [(r.rule, r.fired, r.right, r.confidence) for r in rules] == [
        ("de.area.other", 1, 0, None),
        ("de.area.sport", 31, 30, wilson(30, 31)),
    ]


def test_kinds_are_tallied_apart() -> None:
    assert [kind for kind, _ in tally_kinds([_score(note("dates", "x", "x"))])] == ["agreement"]
