from __future__ import annotations

import pytest
from factories import reading_of
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.extract.cite import cite
from pipeline.extract.references import find_references
from pipeline.models import DateMention, Span

Found = tuple[str, str, str]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        pytest.param(
            "de",
            "Gestützt auf das Abkommen vom 3. Mai 1990 vereinbaren sie Folgendes.",
            [("agreement", "based_on", "Abkommen vom 3. Mai 1990")],
            id="de-based-on",
        ),
        pytest.param(
            "de",
            "Sie handeln in Ergänzung der Vereinbarung vom 4. April 2006.",
            [("agreement", "amends", "Vereinbarung vom 4. April 2006")],
            id="de-amends",
        ),
        pytest.param(
            "de",
            "Dieser Vertrag ersetzt die Vereinbarung vom 4. April 2006.",
            [("agreement", "supersedes", "Vereinbarung vom 4. April 2006")],
            id="de-supersedes",
        ),
        pytest.param(
            "de",
            "Die Vereinbarung vom 4. April 2006 tritt gleichzeitig außer Kraft.",
            [("agreement", "supersedes", "Vereinbarung vom 4. April 2006")],
            id="de-out-of-force",
        ),
        pytest.param(
            "de",
            "Zur Durchführung des Abkommens vom 3. Mai 1990 wird beraten.",
            [("agreement", "implements", "Abkommens vom 3. Mai 1990")],
            id="de-implements",
        ),
        pytest.param(
            "de",
            "Grundlage ist der Beschluss des Gemeinderats vom 26. November 2019.",
            [("decision", "mentions", "Beschluss des Gemeinderats vom 26. November 2019")],
            id="de-decision",
        ),
        pytest.param(
            "de",
            "Sie handeln gemäß § 25 Abs. 2 GKZ.",
            [("law", "based_on", "§ 25 Abs. 2 GKZ")],
            id="de-section",
        ),
        pytest.param(
            "de",
            "Nach § 68 der Verwaltungsgerichtsordnung ist der Rechtsweg offen.",
            [("law", "based_on", "§ 68 der Verwaltungsgerichtsordnung")],
            id="de-code",
        ),
        pytest.param(
            "de",
            "Es gilt die Verordnung (EG) Nr. 1082/2006.",
            [("law", "mentions", "Verordnung (EG) Nr. 1082/2006")],
            id="de-european",
        ),
        pytest.param(
            "de",
            "Sie bekennen sich zum Pariser Abkommen.",
            [("agreement", "mentions", "Pariser Abkommen")],
            id="de-paris",
        ),
        pytest.param(
            "de",
            "Nach § 4 dieser Vereinbarung trägt jede Seite ihre Kosten.",
            [],
            id="de-own-clause",
        ),
        pytest.param(
            "de", "Die Vereinbarung wird am 3. Mai 2021 unterzeichnet.", [], id="de-own-signing"
        ),
        pytest.param(
            "de", "Nach § 11 der Verordnung ist zu verfahren.", [], id="de-bare-ordinance"
        ),
        pytest.param(
            "en",
            "They act pursuant to the Agreement of 3 May 1990.",
            [("agreement", "based_on", "Agreement of 3 May 1990")],
            id="en-based-on",
        ),
        pytest.param(
            "en",
            "This letter supersedes the Memorandum of Understanding dated 1 June 2005.",
            [("agreement", "supersedes", "Memorandum of Understanding dated 1 June 2005")],
            id="en-supersedes",
        ),
        pytest.param(
            "en",
            "The Parties amend the Cooperation Agreement signed on 1 June 2005.",
            [("agreement", "amends", "Cooperation Agreement signed on 1 June 2005")],
            id="en-amends",
        ),
        pytest.param(
            "en",
            "They are guided by the Charter of the United Nations.",
            [("agreement", "based_on", "Charter of the United Nations")],
            id="en-charter",
        ),
        pytest.param(
            "en",
            "They act in line with the Paris Agreement.",
            [("agreement", "based_on", "Paris Agreement")],
            id="en-paris",
        ),
        pytest.param(
            "en",
            "It recalls General Assembly resolution 2222 (XXI).",
            [("decision", "mentions", "General Assembly resolution 2222")],
            id="en-resolution",
        ),
        pytest.param(
            "en",
            "It acts under the Local Government Act 1972.",
            [("law", "based_on", "Local Government Act 1972")],
            id="en-act",
        ),
        pytest.param("en", "This Agreement shall last three years.", [], id="en-own"),
        pytest.param(
            "zh-Hans",
            "根据双方于2019年5月3日签署的《合作谅解备忘录》，双方商定如下。",
            [("agreement", "based_on", "2019年5月3日签署的《合作谅解备忘录》")],
            id="zh-based-on",
        ),
        pytest.param(
            "zh-Hans",
            "本协定取代《文化合作协定》。",
            [("agreement", "supersedes", "《文化合作协定》")],
            id="zh-supersedes",
        ),
        pytest.param(
            "zh-Hans",
            "双方遵循联合国宪章的宗旨。",
            [("agreement", "based_on", "联合国宪章")],
            id="zh-charter",
        ),
        pytest.param(
            "zh-Hans",
            "双方依据《中华人民共和国合同法》订立本合同。",
            [("law", "based_on", "《中华人民共和国合同法》")],
            id="zh-law",
        ),
        pytest.param(
            "zh-Hans",
            "回顾联合国大会第2222号决议。",
            [("decision", "mentions", "联合国大会第2222号决议")],
            id="zh-resolution",
        ),
        pytest.param("zh-Hans", "本备忘录于2019年5月3日签署。", [], id="zh-own"),
    ],
)
def test_references(language: str, text: str, expected: list[Found]) -> None:
    references = find_references(reading_of(text, language))

    assert [(item.kind, item.relation, item.text) for item in references] == expected


def test_number_and_date_are_read() -> None:
    text = "Der Beschluss BV/088/2025 vom 27.02.2025 liegt vor."
    reading = reading_of(text, "de")
    start = text.index("27.02.2025")
    evidence = cite(reading, Span(start, start + 10), "date")
    mention = DateMention(
        None, "2025-02-27", "27.02.2025", "reference", None, "stated", None, evidence
    )

    references = find_references(reading, (mention,))

    assert [(item.number, item.date) for item in references] == [("BV/088/2025", "2025-02-27")]


def test_title_names_no_other_agreement() -> None:
    reading = reading_of("Vereinbarung der Städte vom 3. Mai 2021", "de", kind="title")

    assert find_references(reading) == ()


def test_title_of_an_amendment_names_what_it_amends() -> None:
    reading = reading_of("Änderung der Vereinbarung vom 3. Mai 2021", "de", kind="title")

    assert [item.relation for item in find_references(reading)] == ["amends"]


def test_cover_tells_of_its_own_agreement() -> None:
    reading = reading_of(
        "Die Vereinbarung vom 3. Mai 2021 liegt bei.", "de", part="cover", kind="body"
    )

    assert find_references(reading) == ()


def test_a_text_named_twice_is_one_reference() -> None:
    text = "Der Pariser Vertrag ist bekannt. Sie handeln nach dem Pariser Vertrag."

    references = find_references(reading_of(text, "de"))

    assert [(item.relation, item.text) for item in references] == [("based_on", "Pariser Vertrag")]


WORDS = (
    "Gestützt auf das Abkommen vom 3. Mai 1990 und § 25 GKZ. ",
    "Pursuant to the Agreement of 3 May 1990 and the Paris Agreement. ",
    "根据2019年5月3日签署的《合作谅解备忘录》。",
)


@settings(deadline=None)  # a busy machine is no failure
@given(
    st.sampled_from(["de", "en", "zh-Hans"]),
    st.lists(st.one_of(st.text(), st.sampled_from(WORDS)), max_size=6),
)
def test_quotes_equal_their_slices(language: str, parts: list[str]) -> None:
    text = "\n".join(parts)

    references = find_references(reading_of(text, language))

    assert all(
        text[item.start : item.end] == item.quote for found in references for item in found.evidence
    )
