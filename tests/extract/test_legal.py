from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from factories import reading_of
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.extract.legal import find_legal
from pipeline.extract.listing import make_passages
from pipeline.models import Legal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.models import Evidence, Fact


def _legal(text: str, language: str) -> Legal:
    reading = reading_of(text, language)
    return find_legal(reading, make_passages(reading))


FACTS = (
    "binding",
    "equally_authentic",
    "prevailing_language",
    "governing_law",
    "dispute_resolution",
    "confidentiality",
)


@pytest.mark.parametrize(
    ("language", "text", "field", "expected"),
    [
        pytest.param(
            "de",
            "Diese Erklärung ist rechtlich nicht bindend.",
            "binding",
            "no",
            id="de-not-binding",
        ),
        pytest.param(
            "de",
            "Das Memorandum begründet keine rechtlichen Verpflichtungen.",
            "binding",
            "no",
            id="de-no-duties",
        ),
        pytest.param(
            "de", "Die Vereinbarung ist rechtsverbindlich.", "binding", "yes", id="de-binding"
        ),
        pytest.param(
            "de",
            "Mit Ausnahme der Ziffern 4 und 5 begründet sie keine rechtlichen Pflichten.",
            "binding",
            "partly",
            id="de-partly-duties",
        ),
        pytest.param(
            "de", "Rechtlich bindend ist das Papier nicht.", "binding", "no", id="de-turned"
        ),
        pytest.param(
            "de",
            "Beide Sprachfassungen haben den gleichen Rang.",
            "equally_authentic",
            True,
            id="de-rank",
        ),
        pytest.param(
            "de",
            "Die Vereinbarung untersteht schweizerischem Recht.",
            "governing_law",
            "CH",
            id="de-swiss",
        ),
        pytest.param(
            "de",
            "Bei Streitigkeiten ist die Aufsichtsbehörde zur Schlichtung anzurufen.",
            "dispute_resolution",
            "other",
            id="de-authority",
        ),
        pytest.param(
            "de",
            "Der Vertrag verlängert sich stillschweigend.",
            "confidentiality",
            None,
            id="de-tacit",
        ),
        pytest.param(
            "en",
            "Except for clauses 4 and 5, this MoU is a statement of intent.",
            "binding",
            "partly",
            id="en-intent-partly",
        ),
        pytest.param(
            "en",
            "A German version is attached; only the English version is authoritative.",
            "equally_authentic",
            False,
            id="en-only-one",
        ),
        pytest.param(
            "en",
            "Neither Contracting Party shall communicate to a third State data obtained.",
            "confidentiality",
            True,
            id="en-third-state",
        ),
        pytest.param(
            "en",
            "Each Party issues permits in accordance with the laws of Kenya.",
            "governing_law",
            None,
            id="en-permits",
        ),
        pytest.param(
            "zh-Hans",
            "本备忘录仅表达合作意愿，不构成具有法律约束力的文件。",
            "binding",
            "no",
            id="zh-will-only",
        ),
        pytest.param(
            "zh-Hans",
            "本协议一式六份，双方各执三份，具有同等法律效力。",
            "equally_authentic",
            None,
            id="zh-copies",
        ),
        pytest.param(
            "de",
            "Rechtlich bindend sind allein die Ziffern 4 und 5.",
            "binding",
            "partly",
            id="de-partly",
        ),
        pytest.param(
            "de",
            "Sie wird mit rechtsverbindlicher Unterzeichnung wirksam.",
            "binding",
            None,
            id="de-signature",
        ),
        pytest.param(
            "en", "This Memorandum is not legally binding.", "binding", "no", id="en-not-binding"
        ),
        pytest.param(
            "en",
            "This Memorandum does not give rise to legal rights or obligations.",
            "binding",
            "no",
            id="en-no-rights",
        ),
        pytest.param("en", "This Agreement is legally binding.", "binding", "yes", id="en-binding"),
        pytest.param(
            "en",
            "With the exception of clause 6 this letter is not legally binding.",
            "binding",
            "partly",
            id="en-partly",
        ),
        pytest.param(
            "en",
            "The decisions of the committee shall be binding.",
            "binding",
            None,
            id="en-decisions",
        ),
        pytest.param("zh-Hans", "本备忘录不具有法律约束力。", "binding", "no", id="zh-not-binding"),
        pytest.param(
            "zh-Hans",
            "本意向书不产生法律上的权利和义务。第三条和第五条除外。",
            "binding",
            "partly",
            id="zh-articles-excepted",
        ),
        pytest.param(
            "zh-Hans",
            "文本如有歧义，以德文本为准。",
            "equally_authentic",
            False,
            id="zh-one-prevails",
        ),
        pytest.param(
            "zh-Hans",
            "两种文本同等作准，如有歧义，以德文本为准。",
            "equally_authentic",
            True,
            id="zh-equal-and-one-prevails",
        ),
        pytest.param(
            "zh-Hans",
            "由此产生的分歧，双方应协商解决，不得提交任何法院或仲裁机构。",
            "dispute_resolution",
            "negotiation",
            id="zh-no-court",
        ),
        pytest.param(
            "zh-Hans",
            "未经对方同意，任何一方不得将所得数据提供给他人。",
            "confidentiality",
            True,
            id="zh-data-not-passed-on",
        ),
        pytest.param("zh-Hans", "本协议对双方均具有约束力。", "binding", "yes", id="zh-binding"),
        pytest.param(
            "zh-Hans",
            "除第七条外，本协议对双方不具有法律约束力。",
            "binding",
            "partly",
            id="zh-partly",
        ),
        pytest.param(
            "de",
            "Beide Fassungen sind gleichermaßen verbindlich.",
            "equally_authentic",
            True,
            id="de-equal",
        ),
        pytest.param(
            "en", "Both texts being equally authentic.", "equally_authentic", True, id="en-equal"
        ),
        pytest.param("zh-Hans", "两种文本同等作准。", "equally_authentic", True, id="zh-equal"),
        pytest.param(
            "de",
            "Bei Abweichungen geht die spanische Fassung vor.",
            "prevailing_language",
            "es",
            id="de-prevails",
        ),
        pytest.param(
            "en",
            "In case of divergence the English text shall prevail.",
            "prevailing_language",
            "en",
            id="en-prevails",
        ),
        pytest.param(
            "zh-Hans", "如有分歧，以英文文本为准。", "prevailing_language", "en", id="zh-prevails"
        ),
        pytest.param(
            "en",
            "This Agreement shall be construed under the laws of the State of Israel.",
            "governing_law",
            "Israel",
            id="en-construed-under",
        ),
        pytest.param(
            "en",
            "This Agreement shall be construed in accordance with the laws of the State of Ohio.",
            "governing_law",
            "Ohio",
            id="en-construed-in-accordance",
        ),
        pytest.param("de", "Es gilt deutsches Recht.", "governing_law", "DE", id="de-law"),
        pytest.param(
            "de", "Geltendes Recht bleibt unberührt.", "governing_law", None, id="de-no-law"
        ),
        pytest.param(
            "en",
            "This Agreement is governed by the laws of the State of Texas.",
            "governing_law",
            "Texas",
            id="en-state",
        ),
        pytest.param(
            "en",
            "This Agreement shall be governed by the laws of Japan.",
            "governing_law",
            "JP",
            id="en-country",
        ),
        pytest.param(
            "en",
            "The Company is organized under the laws of the State of Delaware.",
            "governing_law",
            None,
            id="en-company",
        ),
        pytest.param(
            "zh-Hans", "本协议适用中华人民共和国法律。", "governing_law", "CN", id="zh-law"
        ),
        pytest.param(
            "zh-Hans", "双方根据各自国家法律开展合作。", "governing_law", None, id="zh-own-laws"
        ),
        pytest.param(
            "de",
            "Streitigkeiten werden einvernehmlich beigelegt.",
            "dispute_resolution",
            "negotiation",
            id="de-talks",
        ),
        pytest.param(
            "de", "Gerichtsstand ist Zwickau.", "dispute_resolution", "court", id="de-court"
        ),
        pytest.param(
            "de",
            "Streitigkeiten werden gütlich beigelegt. Sonst entscheidet ein Schiedsgericht.",
            "dispute_resolution",
            "arbitration",
            id="de-arbitration-last",
        ),
        pytest.param(
            "en",
            "Any dispute shall be settled amicably by consultation.",
            "dispute_resolution",
            "negotiation",
            id="en-talks",
        ),
        pytest.param(
            "en",
            "A dispute is finally settled by arbitration in London.",
            "dispute_resolution",
            "arbitration",
            id="en-arbitration",
        ),
        pytest.param(
            "zh-Hans",
            "如有分歧，双方应通过友好协商解决。",
            "dispute_resolution",
            "negotiation",
            id="zh-talks",
        ),
        pytest.param(
            "zh-Hans",
            "协商不成的，争议提交合肥仲裁委员会仲裁。",
            "dispute_resolution",
            "arbitration",
            id="zh-arbitration",
        ),
        pytest.param(
            "de",
            "Die Partner behandeln die Unterlagen vertraulich.",
            "confidentiality",
            True,
            id="de-secret",
        ),
        pytest.param(
            "de",
            "Der Inhalt unterliegt der Vertraulichkeit nicht.",
            "confidentiality",
            None,
            id="de-open",
        ),
        pytest.param(
            "en",
            "The Cities shall treat as confidential all documents.",
            "confidentiality",
            True,
            id="en-secret",
        ),
        pytest.param(
            "zh-Hans", "双方应对标明机密的文件予以保密。", "confidentiality", True, id="zh-secret"
        ),
    ],
)
def test_legal_fact(language: str, text: str, field: str, expected: object) -> None:
    fact: Fact | None = getattr(_legal(text, language), field)

    assert (None if fact is None else fact.value) == expected


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        pytest.param(
            "de",
            "In zwei Urschriften, jede in deutscher und chinesischer Sprache.",
            ("de", "zh-Hans"),
            id="de",
        ),
        pytest.param(
            "de",
            "Der Vertrag wird in deutscher und polnischer Sprache errichtet.",
            ("de", "pl"),
            id="de-pl",
        ),
        pytest.param(
            "de", "Der Unterricht findet in deutscher Sprache statt.", (), id="de-lessons"
        ),
        pytest.param(
            "en",
            "Done in two originals in the English and German languages.",
            ("en", "de"),
            id="en",
        ),
        pytest.param(
            "en",
            "The Arabic, Chinese and French texts are equally authentic.",
            ("ar", "zh-Hans", "fr"),
            id="en-texts",
        ),
        pytest.param("en", "Pupils attend courses in the English language.", (), id="en-lessons"),
        pytest.param(
            "zh-Hans", "本备忘录一式两份，每份均用中文和德文写成。", ("zh-Hans", "de"), id="zh"
        ),
        pytest.param(
            "zh-Hant",
            "本備忘錄以中文及英文各繕製兩份，兩種文本同一作準。",
            ("zh-Hant", "en"),
            id="zh-own-script",
        ),
    ],
)
def test_language_versions(language: str, text: str, expected: tuple[str, ...]) -> None:
    assert _legal(text, language).language_versions == expected


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        pytest.param("de", "Ihre Reisekosten trägt jede Seite selbst.", ["own"], id="de-own"),
        pytest.param(
            "de",
            "Die Fahrtkosten trägt die entsendende Stadt, "
            "Unterkunft und Verpflegung die gastgebende Stadt.",
            ["sending_party", "host_party"],
            id="de-visits",
        ),
        pytest.param(
            "de",
            "Die Sachkosten werden nach der Einwohnerzahl umgelegt.",
            ["shared"],
            id="de-shared",
        ),
        pytest.param(
            "de",
            "Maßnahmen werden nur im Rahmen der verfügbaren Haushaltsmittel durchgeführt.",
            ["subject_to_budget"],
            id="de-budget",
        ),
        pytest.param("de", "Die Baukosten werden hälftig geteilt.", [], id="de-building"),
        pytest.param("en", "Each Party bears its own costs.", ["own"], id="en-own"),
        pytest.param(
            "en",
            "The sending Party shall bear the cost of international travel.",
            ["sending_party"],
            id="en-sending",
        ),
        pytest.param(
            "en",
            "All activities depend on the availability of funds.",
            ["subject_to_budget"],
            id="en-budget",
        ),
        pytest.param(
            "en",
            "This Agreement imposes no financial obligation on either city.",
            ["none"],
            id="en-none",
        ),
        pytest.param(
            "de",
            "Die Löhne ihrer Mitarbeitenden tragen die Parteien selbst.",
            ["own"],
            id="de-wages",
        ),
        pytest.param(
            "de",
            "Die Stadt zahlt unter Vorbehalt der Budgetgenehmigung.",
            ["subject_to_budget"],
            id="de-budget-vote",
        ),
        pytest.param(
            "de",
            "Aus dieser Vereinbarung entstehen keine finanziellen Verpflichtungen.",
            ["none"],
            id="de-no-money",
        ),
        pytest.param(
            "en",
            "The sending Side shall pay for:\n(a) the insurance of its exhibits,\n"
            "(b) international travel both ways.",
            ["sending_party"],
            id="en-list",
        ),
        pytest.param(
            "en",
            "International airfare shall be borne by the traveling delegation.",
            ["sending_party"],
            id="en-airfare",
        ),
        pytest.param(
            "en",
            "The visiting party pays for travel and the receiving party for board and lodging.",
            ["sending_party", "host_party"],
            id="en-visits",
        ),
        pytest.param(
            "en",
            "This Agreement does not involve any transfer of funds.",
            ["none"],
            id="en-no-transfer",
        ),
        pytest.param(
            "en",
            "The receiving Side shall:\n(a) provide board and lodging,\n(b) arrange transport.",
            ["host_party"],
            id="en-host-list",
        ),
        pytest.param(
            "en",
            "Activities take place provided that funds are available.",
            ["subject_to_budget"],
            id="en-provided",
        ),
        pytest.param(
            "de",
            "Die Kosten des Büros werden zu je 50 Prozent getragen.",
            ["shared"],
            id="de-percent",
        ),
        pytest.param(
            "de",
            "Finanzielle Verpflichtungen werden hierdurch nicht begründet.",
            ["none"],
            id="de-none-turned",
        ),
        pytest.param("zh-Hans", "国际旅费由来访方自理。", ["sending_party"], id="zh-visitor"),
        pytest.param("zh-Hans", "经费由两市分别列入年度预算。", ["own"], id="zh-own-budget"),
        pytest.param("zh-Hans", "审核研究院经费使用情况。", [], id="zh-spending"),
        pytest.param(
            "zh-Hans",
            "接待方负责提供住房和医疗。",
            ["host_party"],
            id="zh-host-housing",
        ),
        pytest.param("zh-Hans", "双方各自承担本方的差旅费用。", ["own"], id="zh-own"),
        pytest.param(
            "zh-Hans",
            "国际旅费由派遣方负担，食宿费用由接待方负担。",
            ["sending_party", "host_party"],
            id="zh-visits",
        ),
        pytest.param("zh-Hans", "翻译费用由双方各承担一半。", ["shared"], id="zh-shared"),
        pytest.param("zh-Hans", "仲裁费用由败诉方承担。", [], id="zh-arbitration"),
    ],
)
def test_costs(language: str, text: str, expected: list[str]) -> None:
    costs = _legal(text, language).costs

    assert [fact.value for fact in costs] == expected


def test_binding_here_and_not_there_is_partly() -> None:
    text = "This Memorandum is not legally binding.\nSection 5 is legally binding."

    binding = _legal(text, "en").binding

    assert binding is not None
    assert binding.value == "partly"


def test_report_tells_who_pays() -> None:
    reading = reading_of("Each council pays its own way.", "en", part="cover")

    assert [fact.value for fact in find_legal(reading, make_passages(reading)).costs] == ["own"]


def test_nothing_said_is_nothing_found() -> None:
    assert _legal("Beide Städte entsenden Delegationen.", "de") == Legal()


def evidence_of(legal: Legal) -> Iterator[Evidence]:
    facts: list[Fact | None] = [getattr(legal, field) for field in FACTS]
    for fact in (*facts, *legal.costs):
        yield from fact.evidence if fact else ()


WORDS = (
    "Ihre Kosten trägt jede Seite selbst; Gerichtsstand ist Bonn. ",
    "This letter is not legally binding and disputes are settled amicably. ",
    "本协议不具有法律约束力，费用各自承担，以英文文本为准。",
)


@settings(deadline=None)  # a busy machine is no failure
@given(
    st.sampled_from(["de", "en", "zh-Hans"]),
    st.lists(st.one_of(st.text(), st.sampled_from(WORDS)), max_size=6),
)
def test_quotes_equal_their_slices(language: str, parts: list[str]) -> None:
    text = "\n".join(parts)

    legal = _legal(text, language)

    assert all(text[item.start : item.end] == item.quote for item in evidence_of(legal))
