from __future__ import annotations

import pytest
from factories import document_of
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.models import Outline
from pipeline.segment import segment

DE = "§ 1 Ziele\nDie Städte arbeiten auf vielen Gebieten zusammen und treffen sich.\n§ 2 Kosten\nJede der beiden Städte trägt ihre Kosten selbst und allein.\n"
EN = "Article 1 Aims\nThe Parties will cooperate in the fields that are named in this text.\nArticle 2 Costs\nEach of the Parties bears the costs that it has itself.\n"
ZH = "第一条 合作领域\n双方在教育和文化领域开展合作。\n第二条 费用\n双方各自承担费用。\n"
BETWEEN = "zwischen\nder Stadt Kassel\nund\nder Stadt Jena\n"
PAPER = "Vorlage Nr. 17/1302\nBeratungsfolge\tSitzungstermin\nBetreff\nSanierung der Turnhalle\nBeschlussvorschlag\nDer Rat stimmt der Sanierung zu.\n"


def _shape(outline: Outline) -> tuple[str, list[tuple[str | None, str, str]]]:
    return outline.kind, [(v.agreement, v.part, v.language) for v in outline.versions]


A1, COVER = ("a1", "agreement"), (None, "cover")
SHAPES = [
    pytest.param(
        "SISTER CITY AGREEMENT\nbetween\nLEEDS\nand\nSIEGEN\nThe two cities pledge to hold exchanges of pupils and teachers in every year.\n",
        "agreement",
        [(*A1, "en")],
        id="en-promises-without-clauses",
    ),
    pytest.param(
        "The Government of Malta and the Government of Peru (hereinafter “the Parties”),\nDesiring to deepen their cooperation,\nHave agreed as follows:\n"
        + 3 * EN,
        "agreement",
        [(*A1, "en")],
        id="en-agreed-without-title",
    ),
    pytest.param("Vertrag\n" + BETWEEN + DE, "agreement", [(*A1, "de")], id="de-treaty"),
    pytest.param(
        "Memorandum\nüber die Zusammenarbeit\n" + BETWEEN + DE,
        "agreement",
        [(*A1, "de")],
        id="de-memorandum",
    ),
    pytest.param(
        "Freundschaftserklärung\nWir, die Bürgermeister von Kassel und Jena, geloben Freundschaft.\nFür die Stadt Kassel\nFür die Stadt Jena",
        "agreement",
        [(*A1, "de")],
        id="de-declaration",
    ),
    pytest.param(
        "Öffentlich-rechtliche Vereinbarung\nDie Gebietskörperschaften\nLANDKREIS CALW,\nvertreten durch den Kreisausschuss,\nSTADT KASSEL\ntreffen auf der Grundlage des Gesetzes folgende Vereinbarung:\n"
        + DE,
        "agreement",
        [(*A1, "de")],
        id="de-committee-is-no-paper",
    ),
    pytest.param(
        "Staatsvertrag\nDas Land Hessen,\nder Freistaat Bayern und\ndas Land Berlin\nschließen folgenden Staatsvertrag:\n"
        + DE,
        "agreement",
        [(*A1, "de")],
        id="de-states",
    ),
    pytest.param(
        "I.\nVereinbarung\n"
        + BETWEEN
        + DE
        + "II.\nVereinbarung\nzwischen\nder Stadt Kassel\nund\nder Stadt Gera\n"
        + DE,
        "agreement",
        [(*COVER, "de"), (*A1, "de"), ("a2", "agreement", "de")],
        id="de-two-numbered",
    ),
    pytest.param(
        "Vertrag\n"
        + BETWEEN
        + DE
        + "Kooperationsabkommen\nzwischen der\nStadt Gera\nund der Stadt Most\n"
        + DE,
        "agreement",
        [(*A1, "de"), ("a2", "agreement", "de")],
        id="de-two",
    ),
    pytest.param(PAPER, "council_paper", [(*COVER, "de")], id="de-paper"),
    pytest.param(
        PAPER + "Kooperationsvertrag\n" + BETWEEN + DE,
        "council_paper",
        [(*COVER, "de"), (*A1, "de")],
        id="de-paper-with-agreement",
    ),
    pytest.param(
        PAPER
        + "4. Absichtserklärung\nNach dem Grundbuch gehört das Grundstück der Kirche und keinem anderen.\n1. Fläche\n2. Preis\n",
        "council_paper",
        [(*COVER, "de")],
        id="de-heading-in-paper",
    ),
    pytest.param(
        PAPER + "II. Tauschvertrag\n1. Tauschflächen\nDie Stadt gibt eine Fläche ab.\n2. Preis\n",
        "council_paper",
        [(*COVER, "de")],
        id="de-barter-in-paper",
    ),
    pytest.param(
        PAPER + "Satzung\nfür die Feuerwehr der Stadt Kassel\n" + DE,
        "council_paper",
        [(*COVER, "de")],
        id="de-statute",
    ),
    pytest.param(
        PAPER + "Anlage_Durchführungsvertrag.pdf Durchführungsvertrag\n" + DE,
        "council_paper",
        [(*COVER, "de")],
        id="de-file-name",
    ),
    pytest.param(
        "Kassel. Die Stadt feiert am Montag. Foto: privat\nDie Städte haben gestern ihre Städtepartnerschaft gefeiert.",
        "news_article",
        [(*COVER, "de")],
        id="de-news",
    ),
    pytest.param(
        "Die Straße wird gesperrt, weil die Leitung erneuert wird.",
        "other",
        [(*COVER, "de")],
        id="de-other",
    ),
    pytest.param(
        "# Staatsvertrag über die Grenze\n## Staatsvertrag über die Grenze Staatsvertrag\nDas Land Hessen und das Land Berlin schließen folgenden Staatsvertrag:\n## Staatsvertrag über die Grenze Artikel 1 Verlauf\nDie Grenze verläuft am Fluss.\n## Staatsvertrag über die Grenze Artikel 2 Kosten\nJedes Land trägt seine Kosten.",
        "agreement",
        [(*A1, "de")],
        id="de-title-repeated",
    ),
    pytest.param(
        "MEMORANDUM OF UNDERSTANDING\nbetween\nthe City of Leeds\nand\nthe City of Dortmund\n" + EN,
        "agreement",
        [(*A1, "en")],
        id="en-memorandum",
    ),
    pytest.param(
        "COOPERATION AGREEMENT\nThis Agreement is made by and between the City of Leeds and the City of Dortmund.\n"
        + EN,
        "agreement",
        [(*A1, "en")],
        id="en-agreement",
    ),
    pytest.param(
        "Exhibit 10.1 COOPERATION AGREEMENT This Cooperation Agreement is entered into by and between Alpha Inc. and Beta Inc. "
        + "The parties will do what they have said in this agreement. " * 12,
        "agreement",
        [(*A1, "en")],
        id="en-one-line",
    ),
    pytest.param(
        "The Ambassador of Canada to the Minister of Foreign Affairs\nExcellency,\nI have the honour to refer to the talks between our Governments and to propose the following arrangement.\n"
        + EN * 3,
        "agreement",
        [(*A1, "en")],
        id="en-note",
    ),
    pytest.param(
        "Report to the City Council\nRecommendation\nThat the Council notes the report on the road works.\n",
        "council_paper",
        [(*COVER, "en")],
        id="en-paper",
    ),
    pytest.param(
        "Stadt Kassel\nPressestelle\nDas Fest beginnt am Freitag. Foto: privat\nDie Kapellen haben gestern geprobt und den Vertrag unterzeichnet.",
        "other",
        [(*COVER, "de")],
        id="de-press-notice-of-other-matters",
    ),
    pytest.param(
        "Vertrag\n"
        + BETWEEN
        + "Art 1\nDer Vertrag wird wie folgt geändert:\n"
        + "Wahlkreis Kassel\n" * 70
        + "Art 2\nDie Städte zahlen.",
        "agreement",
        [(*A1, "de")],
        id="de-table-between-the-clauses",
    ),
    pytest.param(
        "MEMORANDUM OF UNDERSTANDING made in duplicate\nAMONG:\nTHE CITY OF LEEDS\n- and -\nTHE UNIVERSITY OF LEEDS\n"
        "1. Purpose\nThe Parties will meet.\n2. Costs\nEach Party pays.\n",
        "agreement",
        [(*A1, "en")],
        id="en-title-that-says-how-it-was-made",
    ),
    pytest.param(
        "PROGRAMME\nOF CULTURAL COOPERATION\nBETWEEN THE GOVERNMENT OF MALTA AND THE GOVERNMENT OF CYPRUS\n"
        "1. The two Sides will meet.\n2. The two Sides will pay.\n",
        "agreement",
        [(*A1, "en")],
        id="en-programme",
    ),
    pytest.param(
        "LEEDS CITY COUNCIL\nAgenda item 7\n5. Recommendation\nThat the policy be adopted.\n"
        "APPENDIX A - MODEL TEXT\nTWINNING AGREEMENT\nbetween\nLEEDS CITY COUNCIL\nand\n[NAME OF TOWN]\n"
        "1. The towns shall meet.\n2. The towns shall pay.\n",
        "council_paper",
        [(*COVER, "en")],
        id="en-model-text",
    ),
    pytest.param(
        "By Anna Miller\n“We are pleased with the memorandum of understanding,” said the mayor of the town on Monday.\n",
        "news_article",
        [(*COVER, "en")],
        id="en-news",
    ),
    pytest.param(
        "The house stands between the trees and is old.", "other", [(*COVER, "en")], id="en-other"
    ),
    pytest.param(
        "合作备忘录\n佛山市与博特罗普市（以下简称“双方”）达成如下备忘录：\n" + ZH,
        "agreement",
        [(*A1, "zh-Hans")],
        id="zh-memorandum",
    ),
    pytest.param(
        "合作协议\n甲方：佛山市人民政府\n乙方：博特罗普市\n" + ZH,
        "agreement",
        [(*A1, "zh-Hans")],
        id="zh-blocks",
    ),
    pytest.param(
        "本报讯（记者 李明）两市近日签署了备忘录。市长表示，双方将合作。",
        "news_article",
        [(*COVER, "zh-Hans")],
        id="zh-news",
    ),
    pytest.param("道路今天开始施工。", "other", [(*COVER, "zh-Hans")], id="zh-other"),
    pytest.param(
        "Vertrag\n" + BETWEEN + DE + "合作协议\n甲方：佛山市人民政府\n乙方：博特罗普市\n" + ZH,
        "agreement",
        [(*A1, "de"), ("a2", "agreement", "zh-Hans")],
        id="two-languages-in-sequence",
    ),
]


@pytest.mark.parametrize(("text", "kind", "versions"), SHAPES)
def test_kind_and_versions(
    text: str, kind: str, versions: list[tuple[str | None, str, str]]
) -> None:
    assert _shape(segment(document_of(text))) == (kind, versions)


def _sections(text: str) -> list[tuple[str, str | None, str | None]]:
    version = next(v for v in segment(document_of(text)).versions if v.part == "agreement")
    return [(section.kind, section.number, section.title) for section in version.sections]


SECTIONS = [
    pytest.param(
        "Vertrag\n" + BETWEEN + DE,
        [("clause", "§ 1", "Ziele"), ("clause", "§ 2", "Kosten")],
        id="de-paragraphs",
    ),
    pytest.param(
        "Vertrag\n"
        + BETWEEN
        + "§ 1\nZiele\nDie Städte arbeiten zusammen.\n§ 2\nKosten\nJede trägt ihre Kosten.",
        [("clause", "§ 1", "Ziele"), ("clause", "§ 2", "Kosten")],
        id="de-heading-below",
    ),
    pytest.param(
        "Vertrag\nzwischen\nder Stadt Kassel\n– nachstehend „Kassel“ genannt –\nund\nder Stadt Jena\n"
        + DE,
        [("clause", "§ 1", "Ziele"), ("clause", "§ 2", "Kosten")],
        id="de-dash-is-no-clause",
    ),
    pytest.param(
        "MEMORANDUM OF UNDERSTANDING\nbetween\nthe City of Leeds\nand\nthe City of Dortmund\n" + EN,
        [("clause", "Article 1", "Aims"), ("clause", "Article 2", "Costs")],
        id="en-articles",
    ),
    pytest.param(
        "合作协议\n甲方：佛山市人民政府\n乙方：博特罗普市\n" + ZH,
        [("clause", "第一条", "合作领域"), ("clause", "第二条", "费用")],
        id="zh-articles",
    ),
]


@pytest.mark.parametrize(("text", "clauses"), SECTIONS)
def test_clauses(text: str, clauses: list[tuple[str, str, str]]) -> None:
    assert [section for section in _sections(text) if section[0] == "clause"] == clauses


def test_a_number_in_a_sentence_opens_no_clause() -> None:
    text = (
        "Vertrag\n"
        + BETWEEN
        + "§ 1 Ziele\nDie Stadt erstellt für die Beteiligten nach\n§ 1 eine Abrechnung.\n§ 2 Kosten\nJede Stadt zahlt."
    )

    assert [number for _, number, _ in _sections(text) if number] == ["§ 1", "§ 2"]


def test_a_number_above_the_next_agreement_is_no_clause() -> None:
    agreement = "Vereinbarung\n" + BETWEEN + DE

    assert [number for _, number, _ in _sections(f"{agreement}II.\n{agreement}")][-1] == "§ 2"


def test_an_agreement_begins_where_it_says_so_not_at_a_later_heading() -> None:
    opening = "Anlage Kooperationsvertrag. Diese Vereinbarung über die Zusammenarbeit beider Städte auf dem Gebiet der Kultur und des Sports, der Jugend und der Wissenschaft wird zwischen der Stadt Kassel und der Stadt Jena geschlossen."
    text = (
        f"{opening}\nDie Präambel ist Teil davon.\n"
        + "Die Städte arbeiten zusammen.\n" * 8
        + "Änderung der Vereinbarung\n"
        + "Beide Städte ändern sie gemeinsam.\n" * 4
        + "Die Vertragsparteien treffen sich hiermit.\n"
        + DE
    )
    versions = segment(document_of(text)).versions

    assert [(v.agreement, v.part) for v in versions] == [("a1", "agreement")]


def test_title_repeated_before_headings_is_left_out() -> None:
    title = "# Staatsvertrag über die Grenze"
    text = f"{title}\n#{title} Staatsvertrag\nDas Land Hessen und das Land Berlin schließen folgenden Staatsvertrag:\n#{title} Artikel 1 Verlauf\nDie Grenze verläuft am Fluss.\n#{title} Artikel 2 Kosten\nJedes Land zahlt."
    clauses = [section for section in _sections(text) if section[0] == "clause"]

    assert clauses == [("clause", "Artikel 1", "Verlauf"), ("clause", "Artikel 2", "Kosten")]


def test_signatures_follow_the_last_clause() -> None:
    text = "Vertrag\n" + BETWEEN + DE + "Kassel, den 3. Mai 2021\nFür die Stadt Kassel"

    assert _sections(text)[-1][0] == "signature_block"


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "Vertrag",
                "zwischen",
                "der Stadt Kassel",
                "§ 1 Ziele",
                "(1) Wir zahlen.",
                "a) Geld",
                "Anlage 1",
                "合作协议",
                "甲方：佛山市",
                "Für die Stadt Kassel",
                "",
            ]
        ),
        max_size=25,
    )
)
def test_sections_nest_and_stay_in_the_text(lines: list[str]) -> None:
    text = "\n".join(lines)
    sections = {section.id: section for section in segment(document_of(text)).sections}

    assert all(0 <= s.span.start < s.span.end <= len(text) for s in sections.values())
    assert all(sections[s.parent].span.contains(s.span) for s in sections.values() if s.parent)
