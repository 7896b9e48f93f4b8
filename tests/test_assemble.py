"""Versions put together: one agreement, one record, and what the versions disagree on."""

from __future__ import annotations

from factories import document_of

from pipeline.run import run_document

GERMAN = """Vereinbarung über die Zusammenarbeit

zwischen der Stadt Bottrop und der Stadt Foshan, Volksrepublik China

Artikel 1 Ziele
Beide Städte werden in den Bereichen Kultur und Bildung zusammenarbeiten.

Artikel 2 Kontakte
Die Stadt Bottrop verpflichtet sich, eine Kontaktstelle einzurichten.

Artikel 3 Laufzeit
Diese Vereinbarung tritt mit der Unterzeichnung in Kraft und gilt für drei Jahre.

Unterzeichnet in Foshan am 12. Januar 2024
"""
CHINESE = """合作协议

中华人民共和国佛山市与德意志联邦共和国博特罗普市（以下简称“双方”）达成如下协议：

第一条 目标
双方将在文化和教育领域开展合作。

第二条 联系
博特罗普市应设立联络处。

第三条 期限
本协议自签字之日起生效，有效期{years}年。

本协议于二〇二四年一月十二日在佛山签署，一式两份。
"""
PAIR = GERMAN + "\n" + CHINESE.format(years="三")


def test_two_versions_are_one_agreement() -> None:
    record = run_document(document_of(PAIR))

    assert [agreement.id for agreement in record.agreements] == ["a1"]
    assert record.agreements[0].legal.language_versions == ("de", "zh-Hans")
    assert [language.code for language in record.languages] == ["de", "zh-Hans"]


def test_parties_have_their_names_in_both_languages() -> None:
    record = run_document(document_of(PAIR))

    names = [{name.language for name in party.names} for party in record.parties]
    assert names == [{"de", "zh-Hans"}, {"de", "zh-Hans"}]
    assert [party.identifiers[0].value for party in record.parties] == ["2945756", "1811103"]


def test_commitments_have_a_wording_for_each_language() -> None:
    record = run_document(document_of(PAIR))

    contact = next(c for c in record.commitments if "Kontaktstelle" in c.text)
    assert [wording.language for wording in contact.wordings] == ["de", "zh-Hans"]
    assert "联络处" in contact.wordings[1].text
    assert [obligor.party for obligor in contact.obligors] == ["p1"]


def test_facts_said_twice_are_one_with_evidence_of_both() -> None:
    record = run_document(document_of(PAIR))

    duration = record.agreements[0].term.duration
    assert duration is not None
    assert duration.value == "P3Y"
    assert [evidence.language for evidence in duration.evidence] == ["de", "zh-Hans"]
    assert [len(d.evidence) for d in record.dates if d.value == "2024-01-12"] == [2]


def test_versions_that_agree_give_no_warning() -> None:
    assert run_document(document_of(PAIR)).warnings == ()


def test_versions_that_disagree_are_warned_of_with_both_values() -> None:
    record = run_document(document_of(GERMAN + "\n" + CHINESE.format(years="五")))

    said = [
        [(v.language, v.value) for v in w.values]
        for w in record.warnings
        if w.code == "versions_disagree"
    ]
    assert said == [[("de", "P3Y"), ("zh-Hans", "P5Y")]]


def test_sections_know_their_counterparts() -> None:
    record = run_document(document_of(PAIR))

    by_id = {section.id: section for section in record.sections}
    clauses = [s for s in record.sections if s.kind == "clause" and s.language == "de"]
    assert len(clauses) == 3
    assert all(by_id[by_id[c.counterpart or ""].counterpart or ""].id == c.id for c in clauses)


def test_foreign_paragraphs_are_warned_of() -> None:
    french = (
        "Les deux villes sont convenues de développer leurs relations dans les domaines de la culture et de "
        "l'éducation, et de favoriser les échanges entre les jeunes des deux pays pour la paix en Europe.\n"
    )
    record = run_document(document_of(GERMAN + "\n" + french))

    assert [warning.code for warning in record.warnings] == ["unsupported_language"]


def test_a_relative_date_without_an_anchor_has_no_value() -> None:
    text = (
        "Kassel. Die Stadt Kassel hat mit der Stadt Jena im Januar dieses Jahres eine Partnerschaft vereinbart. "
        "„Wir freuen uns“, sagte Oberbürgermeister Emil Kranz.\n"
    )
    record = run_document(document_of(text))

    assert [date.value for date in record.dates] == [None]
    assert [warning.code for warning in record.warnings] == ["date_unresolved"]


def _memorandum(language: str, one: str, two: str, *, clauses: str) -> str:
    heads = {
        "en": f"Memorandum of Understanding\n\nbetween {one} and {two}\n\n",
        "de": f"Vereinbarung über die Zusammenarbeit\n\nzwischen {one} und {two}\n\n",
    }
    return heads[language] + clauses


ENGLISH_CLAUSES = (
    "Article 1 Aims\nThe Parties will cooperate in the field of culture.\n\n"
    "Article 2 Costs\nEach Party shall bear its own costs.\n\nDone at Leeds on 3 May 2021.\n\n"
)
GERMAN_CLAUSES = (
    "Artikel 1 Ziele\nBeide Städte werden in der Kultur zusammenarbeiten.\n\n"
    "Artikel 2 Kosten\nJede Stadt trägt ihre Kosten selbst.\n\nUnterzeichnet in Leeds am 3. Mai 2021\n\n"
)


def test_agreements_of_different_parties_are_not_one_for_their_languages() -> None:
    record = run_document(
        document_of(
            _memorandum("en", "the City of Leeds", "the City of Lille", clauses=ENGLISH_CLAUSES)
            + _memorandum("de", "der Stadt Dortmund", "der Stadt Hangzhou", clauses=GERMAN_CLAUSES)
        )
    )

    assert [agreement.id for agreement in record.agreements] == ["a1", "a2"]
    assert [party.agreements for party in record.parties] == [("a1",), ("a1",), ("a2",), ("a2",)]
    assert record.warnings == ()


def test_two_agreements_in_two_languages_each_find_their_other_version() -> None:
    record = run_document(
        document_of(
            _memorandum("de", "der Stadt Leeds", "der Stadt Lille", clauses=GERMAN_CLAUSES)
            + _memorandum("de", "der Stadt Leeds", "der Stadt Dortmund", clauses=GERMAN_CLAUSES)
            + _memorandum("en", "the City of Leeds", "the City of Lille", clauses=ENGLISH_CLAUSES)
            + _memorandum(
                "en", "the City of Leeds", "the City of Dortmund", clauses=ENGLISH_CLAUSES
            )
        )
    )

    assert [agreement.id for agreement in record.agreements] == ["a1", "a2"]
    assert [agreement.legal.language_versions for agreement in record.agreements] == [
        ("de", "en"),
        ("de", "en"),
    ]
    assert len(record.parties) == 3


def test_each_side_named_first_in_its_own_version() -> None:
    record = run_document(
        document_of(
            _memorandum("de", "der Stadt Dortmund", "der Stadt Leeds", clauses=GERMAN_CLAUSES)
            + _memorandum(
                "en", "the City of Leeds", "the City of Dortmund", clauses=ENGLISH_CLAUSES
            )
        )
    )

    assert [
        [name.text for name in party.names if " " in name.text] for party in record.parties
    ] == [
        ["Stadt Dortmund", "City of Dortmund"],
        ["Stadt Leeds", "City of Leeds"],
    ]


def test_a_clause_that_one_version_lacks_shifts_nothing() -> None:
    german = (
        "Artikel 1 Ziele\nBeide Städte werden in der Kultur zusammenarbeiten.\n\n"
        "Artikel 2 Sport\nBeide Städte werden ein Turnier veranstalten.\n\n"
        "Artikel 3 Lehrer\nDie Stadt Dortmund entsendet zwei Lehrer.\n\n"
    )
    english = (
        "Article 1 Aims\nThe Parties will cooperate in the field of culture.\n\n"
        "Article 3 Teachers\nThe City of Dortmund shall send two teachers.\n\n"
    )
    record = run_document(
        document_of(
            _memorandum("de", "der Stadt Dortmund", "der Stadt Leeds", clauses=german)
            + _memorandum("en", "the City of Dortmund", "the City of Leeds", clauses=english)
        )
    )

    wordings = [[wording.language for wording in c.wordings] for c in record.commitments]
    assert wordings == [["de", "en"], ["de"], ["de", "en"]]
    assert [warning.code for warning in record.warnings] == ["version_lacks_clause"]


def test_versions_that_name_other_costs_are_warned_of() -> None:
    english = ENGLISH_CLAUSES.replace(
        "Each Party shall bear its own costs", "The Parties shall share all costs equally"
    )
    record = run_document(
        document_of(
            _memorandum("de", "der Stadt Dortmund", "der Stadt Leeds", clauses=GERMAN_CLAUSES)
            + _memorandum("en", "the City of Dortmund", "the City of Leeds", clauses=english)
        )
    )

    said = [[(v.language, v.value) for v in w.values] for w in record.warnings]
    assert [("de", "own"), ("en", "shared")] in said


def test_signatures_that_stand_once_after_both_versions_have_their_parties() -> None:
    german = GERMAN.replace("Unterzeichnet in Foshan am 12. Januar 2024\n", "")
    block = (
        "\nFür die Stadt Bottrop\n博特罗普市代表\nAnna Lenz\nOberbürgermeisterin der Stadt Bottrop\n\n"
        "Für die Stadt Foshan\n佛山市代表\nLi Ming\nBürgermeister der Stadt Foshan\n"
    )
    record = run_document(document_of(german + "\n" + CHINESE.format(years="三") + block))

    assert [agreement.id for agreement in record.agreements] == ["a1"]
    assert [(s.name, s.party) for s in record.signatories] == [
        ("Anna Lenz", "p1"),
        ("Li Ming", "p2"),
    ]


def test_articles_of_an_annex_do_not_hide_the_signatures() -> None:
    annex = "\nFor the City of Leeds:\nAnna Miller\nLord Mayor\n\nAnnex 1\n\nArticle 1 Plan\nThe Parties meet.\n\nArticle 2 Place\nIn Leeds.\n"
    record = run_document(
        document_of(
            _memorandum("en", "the City of Leeds", "the City of Lille", clauses=ENGLISH_CLAUSES)
            + annex
        )
    )

    assert [(s.name, s.party) for s in record.signatories] == [("Anna Miller", "p1")]
    assert {section.part for section in record.sections} == {"agreement", "annex"}
