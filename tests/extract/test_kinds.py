from __future__ import annotations

import pytest
from factories import reading_of
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.extract.kinds import detect_agreement_kind, detect_status, parse_kind
from pipeline.lexicon import load_lexicon
from pipeline.models import Fact


@pytest.mark.parametrize(
    ("language", "title", "expected"),
    [
        pytest.param(
            "de", "Memorandum über den Freundschaftsaustausch", "memorandum", id="de-memorandum"
        ),
        pytest.param("de", "Strategisches Kooperationsmemorandum", "memorandum", id="de-compound"),
        pytest.param(
            "de", "Absichtserklärung (Letter of Intent)", "letter_of_intent", id="de-intent"
        ),
        pytest.param("de", "FREUNDSCHAFTSERKLÄRUNG", "friendship_declaration", id="de-friendship"),
        pytest.param(
            "de", "Städtepartnerschaftsvertrag", "partnership_agreement", id="de-partnership"
        ),
        pytest.param(
            "de",
            "Vereinbarung über eine Solidaritätspartnerschaft",
            "partnership_agreement",
            id="de-about",
        ),
        pytest.param("de", "Kooperationsabkommen", "cooperation_agreement", id="de-cooperation"),
        pytest.param(
            "de",
            "Öffentlich-rechtliche Vereinbarung über die Vergabe",
            "cooperation_agreement",
            id="de-public-law",
        ),
        pytest.param("de", "Staatsvertrag über den Rundfunk", "treaty", id="de-treaty"),
        pytest.param(
            "de",
            "Vertrag zwischen dem Land Hessen und dem Freistaat Bayern",
            "treaty",
            id="de-states",
        ),
        pytest.param("de", "Notenwechsel über Visa", "exchange_of_notes", id="de-notes"),
        pytest.param("de", "Vertrag über die Lieferung von Strom", "contract", id="de-contract"),
        pytest.param("de", "Niederschrift", "other", id="de-other"),
        pytest.param("zh", "教 师 互 换 协 议", "cooperation_agreement", id="zh-letter-spaced"),
        pytest.param("zh", "2027—2029年教育合作执行计划", "treaty", id="zh-programme"),
        pytest.param("en", "MEMORANDUM OF UNDERSTANDING", "memorandum", id="en-memorandum"),
        pytest.param(
            "en", "Letter of Intent on Sister City Relations", "letter_of_intent", id="en-intent"
        ),
        pytest.param("en", "Sister City Agreement", "partnership_agreement", id="en-sister"),
        pytest.param(
            "en", "Declaration of Friendship", "friendship_declaration", id="en-friendship"
        ),
        pytest.param(
            "en", "Strategic Alliance Agreement", "cooperation_agreement", id="en-alliance"
        ),
        pytest.param("en", "Treaty on Outer Space", "treaty", id="en-treaty"),
        pytest.param(
            "en",
            "Agreement between the Government of Malta and the Government of Austria",
            "treaty",
            id="en-states",
        ),
        pytest.param("en", "Joint Venture Contract", "contract", id="en-contract"),
        pytest.param("en", "Minutes", "other", id="en-other"),
        pytest.param("zh", "建立友好合作关系备忘录", "memorandum", id="zh-memorandum"),
        pytest.param("zh", "建立友好城市关系意向书", "letter_of_intent", id="zh-intent"),
        pytest.param("zh", "建立友好城市关系协议书", "partnership_agreement", id="zh-sister"),
        pytest.param("zh", "友好宣言", "friendship_declaration", id="zh-friendship"),
        pytest.param("zh", "战略合作框架协议", "cooperation_agreement", id="zh-framework"),
        pytest.param("zh", "文化合作协定", "treaty", id="zh-treaty"),
        pytest.param("zh", "合作備忘錄", "memorandum", id="zh-traditional"),
        pytest.param("zh", "供货合同", "contract", id="zh-contract"),
        pytest.param(
            "en",
            "Agreement on the Establishment of Friendly Cooperative Relations",
            "partnership_agreement",
            id="en-friendly",
        ),
        pytest.param("zh", "会议记录", "other", id="zh-other"),
    ],
)
def test_kind_of_title(language: str, title: str, expected: str) -> None:
    assert parse_kind(title, load_lexicon(language)) == expected


@pytest.mark.parametrize(
    ("language", "part", "text", "expected"),
    [
        pytest.param("de", "agreement", "Wetzlar, den 12. Dezember 2024", "signed", id="de-dated"),
        pytest.param("de", "agreement", "gez. Volker Distelrath, Landrat", "signed", id="de-gez"),
        pytest.param("de", "agreement", "Wetzlar, den ____________", "draft", id="de-blank"),
        pytest.param(
            "de",
            "agreement",
            "Entwurf, Stand 28.10.2019\nWetzlar, den 12. Dezember 2024",
            "draft",
            id="de-word",
        ),
        pytest.param("de", "agreement", "Der Oberbürgermeister", "unknown", id="de-unknown"),
        pytest.param(
            "de",
            "cover",
            "Am 12.01.2024 wurde die Freundschaftserklärung unterzeichnet.",
            "signed",
            id="de-told",
        ),
        pytest.param(
            "de",
            "cover",
            "Die Vereinbarung soll im Mai unterzeichnet werden.",
            "draft",
            id="de-planned",
        ),
        pytest.param(
            "de", "cover", "Die Partnerschaft wurde 2022 beendet.", "terminated", id="de-ended"
        ),
        pytest.param(
            "en", "agreement", "Signed at Norwich on 14 May 2018", "signed", id="en-dated"
        ),
        pytest.param(
            "en",
            "agreement",
            "Draft 3 (comments incorporated) - 11/04/2025",
            "draft",
            id="en-draft",
        ),
        pytest.param("en", "agreement", "Riga, 8 Nov. 2021", "signed", id="en-short-month"),
        pytest.param(
            "en",
            "cover",
            "The MoU takes effect when signed by both sides.",
            "unknown",
            id="en-when",
        ),
        pytest.param("en", "agreement", "(signed) Rosalind Pengelly", "signed", id="en-mark"),
        pytest.param("en", "agreement", "Done at Darmstadt on ______", "draft", id="en-blank"),
        pytest.param(
            "de",
            "cover",
            "Der Rat beschließt die Kooperationsvereinbarung.",
            "draft",
            id="de-approved",
        ),
        pytest.param(
            "de", "cover", "Die Vereinbarung vom 3. Mai 2012 regelt das.", "signed", id="de-stands"
        ),
        pytest.param("en", "cover", "The paper was signed by the mayors.", "signed", id="en-told"),
        pytest.param(
            "en", "cover", "The memorandum will be signed in May.", "draft", id="en-planned"
        ),
        pytest.param(
            "en",
            "cover",
            "The partnership was formally ended in 2022.",
            "terminated",
            id="en-ended",
        ),
        pytest.param(
            "zh-Hans",
            "agreement",
            "本备忘录于二〇一四年九月二十六日在株洲签订",
            "signed",
            id="zh-dated",
        ),
        pytest.param("zh-Hans", "agreement", "日期：____年__月__日", "draft", id="zh-blank"),
        pytest.param("zh-Hans", "agreement", "合作备忘录（草案）", "draft", id="zh-word"),
        pytest.param("zh-Hans", "cover", "两市签署了友好合作协议。", "signed", id="zh-told"),
        pytest.param("zh-Hans", "cover", "两市拟于明年签署协议。", "draft", id="zh-planned"),
        pytest.param("zh-Hans", "cover", "两市宣布终止友好城市关系。", "terminated", id="zh-ended"),
    ],
)
def test_status(language: str, part: str, text: str, expected: str) -> None:
    assert detect_status(reading_of(text, language, part=part, kind="body")).value == expected


def test_unknown_status_has_no_words() -> None:
    status = detect_status(reading_of("Der Oberbürgermeister", "de"))

    assert (status.text, status.evidence) == (None, ())


def test_title_decides_the_kind() -> None:
    title = Fact("Sister City Agreement", "Sister City Agreement", "stated", None, ())

    assert (
        detect_agreement_kind(reading_of("A memorandum.", "en"), title) == "partnership_agreement"
    )


def test_what_is_to_be_concluded_names_the_kind() -> None:
    text = (
        "Der Rat stimmt dem Abschluss eines Konsortialvertrages und eines Kooperationsvertrages zu."
    )

    assert detect_agreement_kind(reading_of(text, "de", part="cover"), None) == "contract"


def test_cover_without_title_names_the_kind() -> None:
    reading = reading_of("Beide Städte haben eine Absichtserklärung verfasst.", "de", part="cover")

    assert detect_agreement_kind(reading, None) == "letter_of_intent"


def test_agreement_without_title_is_other() -> None:
    assert detect_agreement_kind(reading_of("Ein Memorandum wird erwähnt.", "de"), None) == "other"


WORDS = (
    "gez. Volker Distelrath. ",
    "Signed at Norwich on 14 May 2018. ",
    "于2014年9月26日在株洲签订。",
)


@settings(deadline=None)  # a busy machine is no failure
@given(
    st.sampled_from(["de", "en", "zh-Hans"]),
    st.sampled_from(["agreement", "cover"]),
    st.lists(st.one_of(st.text(), st.sampled_from(WORDS)), max_size=6),
)
def test_quotes_equal_their_slices(language: str, part: str, parts: list[str]) -> None:
    text = "\n".join(parts)

    status = detect_status(reading_of(text, language, part=part))

    assert all(text[item.start : item.end] == item.quote for item in status.evidence)
