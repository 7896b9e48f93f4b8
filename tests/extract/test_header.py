"""What a paper says of itself: number, subject, title."""

from __future__ import annotations

import pytest
from factories import reading_of

from pipeline.extract.header import find_number, find_subject, find_title


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        pytest.param("de", "Drucksache Nr.\n\n2024/0124\n", "2024/0124", id="below"),
        pytest.param("de", "Vorlage Nr. 804\nÖffentlich", "804", id="beside"),
        pytest.param("de", "Antrag der Fraktion vom Mai", None, id="none"),
        pytest.param("en", "Report No. CC/24/017", "CC/24/017", id="english"),
        pytest.param("zh", "佛府〔2024〕12号\n关于合作的请示", "佛府〔2024〕12号", id="chinese"),
    ],
)
def test_number(language: str, text: str, expected: str | None) -> None:
    found = find_number(reading_of(text, language, part="cover"))

    assert (found.value if found else None) == expected


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        pytest.param(
            "de", "Betreff\n\nPartnerschaft mit Jena\n\nText.", "Partnerschaft mit Jena", id="below"
        ),
        pytest.param(
            "de",
            "Zwei Städte, ein Weg\n\nKassel. Die Stadt feiert.",
            "Zwei Städte, ein Weg",
            id="headline",
        ),
        pytest.param("de", "Die Stadt hat heute einen Vertrag geschlossen.", None, id="a-sentence"),
    ],
)
def test_subject(language: str, text: str, expected: str | None) -> None:
    found = find_subject(reading_of(text, language, part="cover"))

    assert (found.value if found else None) == expected


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        pytest.param(
            "de",
            "Vereinbarung\nüber die Zusammenarbeit in der Kultur\nzwischen\nder Stadt Kassel",
            "Vereinbarung über die Zusammenarbeit in der Kultur",
            id="german-lines",
        ),
        pytest.param(
            "de",
            "Memorandum über die\nZusammenarbeit\nzwischen",
            "Memorandum über die Zusammenarbeit",
            id="hanging",
        ),
        pytest.param(
            "en",
            "MEMORANDUM OF UNDERSTANDING\nbetween\nthe City of Leeds\nand\nthe City of Lille\n\nThe Parties agree.",
            "MEMORANDUM OF UNDERSTANDING between the City of Leeds and the City of Lille",
            id="english-lines",
        ),
        pytest.param(
            "zh",
            "关于建立友好城市关系的备忘录\n甲方：佛山市",
            "关于建立友好城市关系的备忘录",
            id="chinese",
        ),
    ],
)
def test_title(language: str, text: str, expected: str) -> None:
    found = find_title(reading_of(text, language, kind="title"))

    assert found is not None
    assert found.value == expected


def test_no_title_without_a_title_section() -> None:
    assert (
        find_title(reading_of("Vereinbarung über Kultur", "de", part="cover", kind="body")) is None
    )
