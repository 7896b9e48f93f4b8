"""Who signs, in which office, for whom."""

from __future__ import annotations

import pytest
from factories import document_of

from pipeline.run import run_document

HEAD = {
    "de": "Vereinbarung\n\nzwischen der Stadt Kassel und der Stadt Jena\n\n§ 1 Ziel\nDie Städte arbeiten "
    "zusammen.\n\n§ 2 Kosten\nJede Stadt trägt ihre Kosten selbst.\n\n",
    "en": "Memorandum of Understanding\n\nbetween the City of Leeds and the City of Dortmund\n\nArticle 1 Aims\n"
    "The Parties shall cooperate.\n\nArticle 2 Costs\nEach Party shall bear its own costs.\n\n",
    "zh": "合作备忘录\n\n甲方：佛山市人民政府\n乙方：博特罗普市\n\n第一条 双方应开展合作。\n\n第二条 双方各自承担费用。\n\n",
}
CASES = [
    pytest.param(
        "de",
        "Kassel, den 3. Mai 2021\n\nFür die Stadt Kassel\n\n(gez.) Dr. Anna Lenz\nOberbürgermeisterin\n\n"
        "Für die Stadt Jena\n\n(gez.) Karl Vogt\nBürgermeister\n",
        [
            ("Dr. Anna Lenz", "Oberbürgermeisterin", "p1", "2021-05-03"),
            ("Karl Vogt", "Bürgermeister", "p2", "2021-05-03"),
        ],
        id="one-below-the-other",
    ),
    pytest.param(
        "de",
        "Kassel, den 3. Mai 2021\n\n"
        "Für die Stadt Kassel                Für die Stadt Jena\n\n"
        "Anna Lenz                           Karl Vogt\n"
        "Oberbürgermeisterin                 Bürgermeister\n",
        [
            ("Anna Lenz", "Oberbürgermeisterin", "p1", "2021-05-03"),
            ("Karl Vogt", "Bürgermeister", "p2", "2021-05-03"),
        ],
        id="typed-columns",
    ),
    pytest.param(
        "de",
        "Kassel, 03.05.2021\n\nFür die Stadt Kassel: Anna Lenz, Oberbürgermeisterin\n"
        "Für die Stadt Jena: Karl Vogt, Bürgermeister\n",
        [
            ("Anna Lenz", "Oberbürgermeisterin", "p1", "2021-05-03"),
            ("Karl Vogt", "Bürgermeister", "p2", "2021-05-03"),
        ],
        id="on-one-line",
    ),
    pytest.param(
        "de", "Kassel, den ________\n\nFür die Stadt Kassel\n\nFür die Stadt Jena\n", [], id="blank"
    ),
    pytest.param(
        "en",
        "Done at Leeds on 3 May 2021.\n\nFor the City of Leeds:\nAnna Miller\nLord Mayor\n\n"
        "For the City of Dortmund:\nKarl Vogt\nDeputy Mayor\n",
        [
            ("Anna Miller", "Lord Mayor", "p1", "2021-05-03"),
            ("Karl Vogt", "Deputy Mayor", "p2", "2021-05-03"),
        ],
        id="english",
    ),
    pytest.param(
        "zh",
        "本备忘录于二〇二四年一月十二日在佛山签署。\n\n甲方代表（签字）：李明远\n职务：市长\n\n乙方代表（签字）：安娜·伦茨\n职务：市长\n",
        [("李明远", "市长", "p1", "2024-01-12"), ("安娜·伦茨", "市长", "p2", "2024-01-12")],
        id="chinese",
    ),
    pytest.param(
        "en",
        "CITY OF LEEDS                    CITY OF DORTMUND\n\n"
        "By: ________________             By: ________________\n"
        "Name: Anna B. Miller Jr.         Name: Karl Vogt\n"
        "Title: City Manager              Title: Deputy Mayor\n"
        "Date: May 3, 2021                Date: May 9, 2021\n\n"
        "ATTEST:\nJane Doe\nCity Clerk\n",
        [
            ("Anna B. Miller Jr.", "City Manager", "p1", "2021-05-03"),
            ("Karl Vogt", "Deputy Mayor", "p2", "2021-05-09"),
        ],
        id="columns-with-dates-and-clerk",
    ),
    pytest.param(
        "en",
        "Dated in Leeds this 3rd day of May, 2021\n\nAnna Miller\nMayor of Leeds\n\nKarl Vogt\nMayor of Dortmund\n",
        [
            ("Anna Miller", "Mayor of Leeds", "p1", "2021-05-03"),
            ("Karl Vogt", "Mayor of Dortmund", "p2", "2021-05-03"),
        ],
        id="party-in-the-office",
    ),
    pytest.param(
        "en",
        "Signed on 3 May 2021.\n\nMayor Anna Miller            Mayor Karl Vogt\n"
        "City of Leeds                City of Dortmund\n",
        [("Anna Miller", "Mayor", "p1", "2021-05-03"), ("Karl Vogt", "Mayor", "p2", "2021-05-03")],
        id="party-below-the-name",
    ),
    pytest.param(
        "en",
        "Done at Leeds on 3 May 2021.\n\nFor the City For the City\nof Leeds : of Dortmund :\n"
        "A. B. MILLER K. VOGT\n",
        [("A. B. MILLER", None, "p1", "2021-05-03"), ("K. VOGT", None, "p2", "2021-05-03")],
        id="columns-run-together",
    ),
    pytest.param(
        "en",
        "Signed for and on behalf of the CITY OF LEEDS\nat Leeds on 3 May 2021\nby Anna Miller, Depute Chief Executive\n\n"
        "Signed for and on behalf of the CITY OF DORTMUND\nat Dortmund on 9 May 2021\nby Karl Vogt, Mayor\n",
        [
            ("Anna Miller", "Depute Chief Executive", "p1", "2021-05-03"),
            ("Karl Vogt", "Mayor", "p2", "2021-05-09"),
        ],
        id="signed-for-at-by",
    ),
    pytest.param(
        "en",
        "CITY OF LEEDS, ENGLAND           CITY OF DORTMUND\n\n(Sgd.) ANNA MILLER               (Sgd.) KARL VOGT\n"
        "Lord Mayor of the City Council   Mayor\n\nSIGNED IN THE PRESENCE OF:\n\n(Sgd.) JOHN DOE                  (Sgd.) ERIKA ROTH\n",
        [
            ("ANNA MILLER", "Lord Mayor of the City Council", "p1", None),
            ("KARL VOGT", "Mayor", "p2", None),
        ],
        id="witnesses-do-not-sign",
    ),
    pytest.param(
        "de",
        "Kassel, den 3. Mai 2021\ngez. Lenz\nOberbürgermeisterin\n\nJena, den 9. Mai 2021\ni. V. Dr. Karl Vogt\n"
        "1. Beigeordneter\n\nZeugen:\nErika Roth, Leiterin der Feuerwehr\n",
        [
            ("Lenz", "Oberbürgermeisterin", "p1", "2021-05-03"),
            ("Dr. Karl Vogt", None, "p2", "2021-05-09"),
        ],
        id="each-in-its-town",
    ),
    pytest.param(
        "de",
        "Gegeben zu Kassel am 3. Mai 2021\n\nAnna Lenz                    Mgr. Karel Vogt\n"
        "Bürgermeisterin              Bürgermeister\n",
        [
            ("Anna Lenz", "Bürgermeisterin", "p1", "2021-05-03"),
            ("Mgr. Karel Vogt", "Bürgermeister", "p2", "2021-05-03"),
        ],
        id="columns-in-the-order-of-the-parties",
    ),
    pytest.param(
        "zh",
        "本备忘录于二〇二四年一月十二日在佛山签署。\n\n佛山市人民政府代表 博特罗普市代表\n李明远 让-皮埃尔·伦茨\n（签字） （签字）\n",
        [("李明远", None, "p1", "2024-01-12"), ("让-皮埃尔·伦茨", None, "p2", "2024-01-12")],
        id="chinese-columns-run-together",
    ),
    pytest.param(
        "zh",
        "佛山市人民政府 博特罗普市 市长 李 明 远 副市长 Dr. Anna Lenz 日期 2024年1月12日 日期 2024年1月20日\n",
        [("李明远", "市长", "p1", "2024-01-12"), ("Dr. Anna Lenz", "副市长", "p2", "2024-01-20")],
        id="chinese-block-on-one-line",
    ),
    pytest.param(
        "zh",
        "甲方：佛山市人民政府\t乙方：博特罗普市\n局长：佴明\t会长：（空缺）副会长 粟小兰 代签\n二〇二四年一月十二日\n",
        [("佴明", "局长", "p1", "2024-01-12"), ("粟小兰", "副会长", "p2", "2024-01-12")],
        id="chinese-rare-surname-and-deputy",
    ),
    pytest.param(
        "zh",
        "佛山市人民政府　　　　　博特罗普市\n代表：　　　　　　　　　代表：\n市长 李明远　　　　　　　Anna Lenz\n二〇二四年一月十二日\n",
        [("李明远", "市长", "p1", "2024-01-12"), ("Anna Lenz", None, "p2", "2024-01-12")],
        id="chinese-parties-above-and-latin-name",
    ),
    pytest.param(
        "zh",
        "佛山市市长 博特罗普市市长\n李明远\t森 太郎\n二〇二四年一月十二日\n",
        [
            ("李明远", "佛山市市长", "p1", "2024-01-12"),
            ("森 太郎", "博特罗普市市长", "p2", "2024-01-12"),
        ],
        id="chinese-offices-name-the-parties",
    ),
    pytest.param(
        "zh",
        "佛山市人民政府代表：李明远\t代表：安娜·伦茨\n二〇二四年一月十二日\n",
        [("李明远", None, "p1", "2024-01-12"), ("安娜·伦茨", None, "p2", "2024-01-12")],
        id="chinese-one-party-left",
    ),
    pytest.param(
        "zh",
        "本備忘錄於二〇二四年一月十二日在佛山簽署。\n\n佛山市人民政府代表：李明遠\n見證人：王小明\n\n博特羅普市代表：安娜·倫茨\n",
        [("李明遠", None, "p1", "2024-01-12"), ("安娜·倫茨", None, "p2", "2024-01-12")],
        id="traditional-with-witness",
    ),
]
TOLD = [
    pytest.param(
        "Leeds and Dortmund have signed a sister-city agreement\n\nLEEDS, May 3 – The cities of Leeds and Dortmund "
        "signed a sister-city agreement today. It was signed by Anna B. Miller, Mayor of Leeds, and Karl Vogt, "
        "Mayor of Dortmund. “A great day,” said Governor John Smith.\n",
        ["Anna B. Miller", "Karl Vogt"],
        id="english-name-before-office",
    ),
    pytest.param(
        "本报讯（记者 王小明）5月3日，佛山市与德国博特罗普市签署友好合作协议。副市长李明远代表佛山市与博特罗普市市长安娜·伦茨共同签署协议，"
        "市委书记张文出席签约仪式。\n",
        ["李明远", "安娜·伦茨"],
        id="chinese-who-attends-does-not-sign",
    ),
]


@pytest.mark.parametrize(("language", "block", "expected"), CASES)
def test_signature_block(
    language: str, block: str, expected: list[tuple[str, str | None, str | None, str | None]]
) -> None:
    from pipeline.ingest import ingest_bytes

    record = run_document(ingest_bytes((HEAD[language] + block).encode(), "a.txt"))

    assert [(s.name, s.role, s.party, s.date) for s in record.signatories] == expected


@pytest.mark.parametrize(("text", "names"), TOLD)
def test_report_tells_who_signed(text: str, names: list[str]) -> None:
    assert [s.name for s in run_document(document_of(text)).signatories] == names


def test_both_notes_of_an_exchange_are_signed_and_no_addressee() -> None:
    text = (
        "Exchange of Notes between the Government of Malta and the Government of Austria\n\nValletta, 3 May 2021\n\n"
        "Excellency,\n\nI have the honour to propose that both Governments shall recognise each other's school "
        "certificates and that this note and your reply shall constitute an agreement.\n\n"
        "Accept, Excellency, the assurances of my highest consideration.\n\n(Sgd.) ANNA MILLER\nMinister\n\n"
        "His Excellency\nKarl Vogt\nAmbassador of Austria\n\nValletta, 3 May 2021\n\nExcellency,\n\nI have the honour "
        "to confirm that the Government of Austria agrees to the above.\n\n"
        "Accept, Excellency, the assurances of my highest consideration.\n\n(Sgd.) KARL VOGT\nAmbassador\n"
    )
    record = run_document(document_of(text))

    assert [(s.name, s.role) for s in record.signatories] == [
        ("ANNA MILLER", "Minister"),
        ("KARL VOGT", "Ambassador"),
    ]


def test_who_represents_a_party_signs_when_no_block_does() -> None:
    text = (
        "Vereinbarung\n\nzwischen\nder Stadt Kassel, vertreten durch Oberbürgermeisterin Anna Lenz,\nund\n"
        "der Stadt Jena, vertreten durch Bürgermeister Karl Vogt\n\n§ 1 Ziel\nBeide Städte arbeiten zusammen.\n\n"
        "§ 2 Kosten\nJede Stadt trägt ihre Kosten.\n"
    )
    record = run_document(document_of(text))

    assert [(s.name, s.party) for s in record.signatories] == [
        ("Anna Lenz", "p1"),
        ("Karl Vogt", "p2"),
    ]


def test_the_opening_says_for_whom_an_office_signs() -> None:
    text = (
        "Vereinbarung\nzwischen\nder Stadt Kassel,\nvertreten durch den Oberbürgermeister, Herrn "
        "Anton Kern,\nund\nder Fachhochschule Kassel,\nvertreten durch den Präsidenten, Dr. Emil "
        "Kranz\n\n§ 1 Ziel\nDie Partner arbeiten zusammen.\n\n§ 2 Kosten\nJeder trägt seine "
        "Kosten selbst.\n\nKassel, den 3. Mai 2021\n\nAnton Kern\tDr. Emil Kranz\n"
        "Oberbürgermeister\tPräsident\n"
    )

    record = run_document(document_of(text))

    names = {party.id: party.name for party in record.parties}
    assert [(one.name, names.get(one.party or "")) for one in record.signatories] == [
        ("Anton Kern", "Stadt Kassel"),
        ("Dr. Emil Kranz", "Fachhochschule Kassel"),
    ]


def test_surnames_below_the_party_they_sign_for() -> None:
    text = (
        "Staatsvertrag\nDas Land Hessen und der Freistaat Thüringen schließen folgenden "
        "Staatsvertrag:\n\nArtikel 1\nDie Länder richten ein Register ein.\n\nArtikel 2\nDer "
        "Vertrag bedarf der Ratifikation.\n\nErfurt, den 3. Mai 2005\n\nFür das Land Hessen\n"
        "Der Minister der Justiz\nProf. Dr. Eggert\n\nFür den Freistaat Thüringen\nHeitmann\n"
    )

    record = run_document(document_of(text))

    names = {party.id: party.name for party in record.parties}
    assert [(one.name, one.role, names.get(one.party or "")) for one in record.signatories] == [
        ("Prof. Dr. Eggert", "Minister der Justiz", "Land Hessen"),
        ("Heitmann", None, "Freistaat Thüringen"),
    ]


def test_marks_of_filed_copies_are_signatures_for_the_party_named_before() -> None:
    text = (
        "JOINT FILING AGREEMENT\n\nThe undersigned hereby agree that the Schedule 13G filed herewith is filed on behalf of each of "
        "them, and that this Agreement may be included as an exhibit. Each of them is responsible for the timely filing of "
        "amendments, and for the completeness and accuracy of the information concerning it, but not of the others. This Agreement "
        "remains in force until revoked by any party in writing, and then only for that party.\n\nDated: April 8, 2020 ALPHA CAPITAL LP\n\nBy: /s/ Thomas Miller "
        "Thomas Miller Chief Financial Officer BETA MANAGEMENT, INC.\n\nBy: /s/ Anna B. Vogt, Esq. Name: Anna B. Vogt, Esq. "
        "Title: President\n"
    )

    record = run_document(document_of(text))

    names = {party.id: party.name for party in record.parties}
    assert [(s.name, s.role, names.get(s.party or "")) for s in record.signatories] == [
        ("Thomas Miller", "Chief Financial Officer", "ALPHA CAPITAL LP"),
        ("Anna B. Vogt, Esq.", "President", "BETA MANAGEMENT, INC."),
    ]
