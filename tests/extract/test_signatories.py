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
    pytest.param("de", "Kassel, den ________\n\nFür die Stadt Kassel\n\nFür die Stadt Jena\n", [], id="blank"),
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
]


@pytest.mark.parametrize(("language", "block", "expected"), CASES)
def test_signature_block(
    language: str, block: str, expected: list[tuple[str, str | None, str | None, str | None]]
) -> None:
    from pipeline.ingest import ingest_bytes

    record = run_document(ingest_bytes((HEAD[language] + block).encode(), "a.txt"))

    assert [(s.name, s.role, s.party, s.date) for s in record.signatories] == expected


def test_who_represents_a_party_signs_when_no_block_does() -> None:
    text = (
        "Vereinbarung\n\nzwischen\nder Stadt Kassel, vertreten durch Oberbürgermeisterin Anna Lenz,\nund\n"
        "der Stadt Jena, vertreten durch Bürgermeister Karl Vogt\n\n§ 1 Ziel\nBeide Städte arbeiten zusammen.\n\n"
        "§ 2 Kosten\nJede Stadt trägt ihre Kosten.\n"
    )
    record = run_document(document_of(text))

    assert [(s.name, s.party) for s in record.signatories] == [("Anna Lenz", "p1"), ("Karl Vogt", "p2")]
