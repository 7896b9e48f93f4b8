from __future__ import annotations

import pytest

from pipeline.evaluate.gold import GoldParty
from pipeline.evaluate.naming import fold_head, fold_name, fold_person, is_same_party, match
from pipeline.models import Name, Party


def _found(name: str, kind: str, *names: str) -> Party:
    forms = tuple(Name(form, "de", "short") for form in names)
    return Party("p1", ("a1",), name, forms, kind, None, (), None, ())


def _gold(name: str, kind: str, *names: str) -> GoldParty:
    forms = tuple(Name(form, "de", "short") for form in names)
    return GoldParty("g1", ("a1",), name, forms, kind, None, ())


@pytest.mark.parametrize(
    ("one", "two"),
    [
        pytest.param("Sächsischer Landtag", "dem Sächsischen Landtag", id="inflection-and-article"),
        pytest.param("STADT  BOTTROP", "Stadt Bottrop", id="capitals-and-spaces"),
        pytest.param("Müller GmbH & Co. KG", "Müller GmbH & Co KG", id="punctuation"),
        pytest.param("ＡＢＣ公司", "ABC公司", id="full-width"),
    ],
)
def test_the_same_name(one: str, two: str) -> None:
    assert fold_name(one) == fold_name(two)


@pytest.mark.parametrize(
    ("one", "two"),
    [
        pytest.param("Stadt Bottrop", "Stadt Foshan", id="another-place"),
        pytest.param("Land Hessen", "Landkreis Kassel", id="another-kind"),
    ],
)
def test_another_name(one: str, two: str) -> None:
    assert fold_name(one) != fold_name(two)
    assert fold_head(one) != fold_head(two)


@pytest.mark.parametrize(
    ("one", "two"),
    [
        pytest.param("Stadt Bottrop", "Bottrop", id="de"),
        pytest.param("the City of Exeter", "Exeter", id="en"),
        pytest.param("佛山市人民政府", "佛山", id="zh"),
    ],
)
def test_generic_heads_fall_away(one: str, two: str) -> None:
    assert fold_head(one) == fold_head(two)


def test_head_falls_away_only_when_the_types_agree() -> None:
    assert is_same_party(_gold("Stadt Kassel", "city"), _found("Kassel", "city"))
    assert not is_same_party(_gold("Landkreis Kassel", "county"), _found("Kassel", "city"))


def test_a_fullest_name_among_the_others_names() -> None:
    gold = _gold("Karlsruher Institut für Technologie", "university", "KIT")

    assert is_same_party(gold, _found("KIT", "other"))
    assert not is_same_party(gold, _found("Hochschule Karlsruhe", "university", "HKA"))


def test_titles_are_no_part_of_a_person() -> None:
    assert fold_person("Dr. Frank Mentrup") == fold_person("Frank Mentrup")
    assert fold_person("李 明 先生") == fold_person("李明")


def test_match_takes_the_likest_first_and_keeps_the_rest() -> None:
    likeness = {("a", "x"): 0.6, ("a", "y"): 0.9, ("b", "y"): 0.8}

    pairs = list(match("abc", "xy", lambda one, two: likeness.get((one, two), 0)))

    assert pairs == [("a", "y"), ("b", None), ("c", None), (None, "x")]
