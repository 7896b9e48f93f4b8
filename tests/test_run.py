"""The recipe as a whole: what must hold for any text at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from factories import document_of
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.assess import load_confidence
from pipeline.codec import decode, dump, encode, find_values
from pipeline.errors import UnsupportedLanguageError
from pipeline.models import Evidence, Fact, Record
from pipeline.run import run_document
from pipeline.validate import find_problems

if TYPE_CHECKING:
    from collections.abc import Iterator

GERMAN = """Memorandum über die Zusammenarbeit
zwischen
der Stadt Bottrop, vertreten durch Oberbürgermeister Emil Kranz,
und
der Stadt Foshan, Volksrepublik China (nachfolgend „Foshan“ genannt)

§ 1 Ziele
Beide Städte werden in den Bereichen Kultur und Bildung zusammenarbeiten.
Die Stadt Bottrop verpflichtet sich, bis zum 31. Dezember 2025 eine Kontaktstelle einzurichten.

§ 2 Laufzeit
Dieses Memorandum tritt mit der Unterzeichnung in Kraft und gilt für drei Jahre. Es kann mit einer
Frist von sechs Monaten zum Jahresende gekündigt werden.

Bottrop, den 12. Januar 2024
"""
ENGLISH = """Memorandum of Understanding
between the City of Leeds and the City of Hangzhou, People's Republic of China

Article 1 Aims
The Parties will cooperate in the fields of culture and education.

Article 2 Costs
Each Party shall bear its own costs.

Done at Leeds on 3 May 2021.
"""
CHINESE = """关于建立友好城市关系的备忘录

佛山市人民政府与博特罗普市（以下简称“双方”），达成如下协议：

第一条 双方应在文化和教育领域开展交流。
第二条 本备忘录自签署之日起生效，有效期三年。

本备忘录于二〇二四年一月十二日在佛山签署，一式两份。
"""
PIECES = st.sampled_from(
    [
        "zwischen ", "Stadt Bottrop", " und ", "der Stadt Foshan", "Vereinbarung", "\n", "\n\n", "§ 1 ",
        "verpflichtet sich", "am 12. Januar 2024", "im letzten Jahr", "between ", "City of Leeds",
        "shall ", "in the fields of ", "culture", "双方", "应当", "第一条 ", "二〇二四年", "备忘录", "甲方：", "（", "）",
        "“", "”", ", ", ". ", "。", "(", ")", "–", "Für die ", "gez. ", "\t", "| ", "1. ", "a) ", "Beschlussvorschlag",
        "Datum", "tritt in Kraft", "auf drei Jahre", "有效期三年", "与", "和",
    ]
)  # fmt: skip


def _evidence_of(record: Record) -> Iterator[Evidence]:
    yield from (value for _, value in find_values(record) if isinstance(value, Evidence))


def _read(text: str) -> Record | None:
    try:
        return run_document(document_of(text))
    except UnsupportedLanguageError:
        return None


@pytest.mark.parametrize("text", [GERMAN, ENGLISH, CHINESE], ids=["de", "en", "zh"])
def test_each_language_gives_every_kind_of_fact(text: str) -> None:
    record = run_document(document_of(text))

    assert len(record.agreements) == 1
    assert len(record.parties) == 2
    assert {area.area for area in record.areas} == {"culture", "education_youth"}
    assert any(
        commitment.modality in {"obligation", "undertaking"} for commitment in record.commitments
    )
    assert [date.role for date in record.dates if date.value and date.value[:4] < "2025"] == [
        "signature"
    ]


@pytest.mark.parametrize("text", [GERMAN, ENGLISH, CHINESE], ids=["de", "en", "zh"])
def test_record_is_valid_and_survives_the_codec(text: str) -> None:
    document = document_of(text)
    record = run_document(document)

    assert find_problems(encode(record), document) == ()
    assert decode(Record, encode(record)) == record


@pytest.mark.parametrize(
    ("text", "duty"),
    [
        pytest.param(
            GERMAN,
            "Die Stadt Bottrop verpflichtet sich, innerhalb von zwölf Stunden zu antworten.",
            id="de",
        ),
        pytest.param(ENGLISH, "The City of Leeds shall respond within 12 hours.", id="en"),
        pytest.param(CHINESE, "双方应在收到请求后十二小时内答复。", id="zh"),
    ],
)
def test_a_deadline_in_hours_is_valid(text: str, duty: str) -> None:
    lines = [
        f"{line}\n{duty}" if line.startswith(("§ 1", "Article 1", "第一条")) else line
        for line in text.split("\n")
    ]
    document = document_of("\n".join(lines))
    record = run_document(document)

    assert "PT12H" in {str(c.deadline.value) for c in record.commitments if c.deadline}
    assert find_problems(encode(record), document) == ()


def test_same_input_same_bytes() -> None:
    assert dump(run_document(document_of(GERMAN))) == dump(run_document(document_of(GERMAN)))


def test_confidence_is_that_of_the_surest_rule_or_null() -> None:
    record = run_document(document_of(GERMAN))

    known = load_confidence()
    facts = [value for _, value in find_values(record) if isinstance(value, Fact)]
    expected = [
        max((known.get(e.rule) for e in f.evidence if e.rule in known), default=None) for f in facts
    ]
    assert [fact.confidence for fact in facts] == expected
    assert any(fact.confidence is not None for fact in facts)
    assert any(fact.confidence is None for fact in facts)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(PIECES, max_size=60).map("".join))
def test_evidence_is_the_slice_whatever_the_text(text: str) -> None:
    document = document_of(text)
    record = _read(text)

    if record is not None:
        assert all(document.text[e.start : e.end] == e.quote for e in _evidence_of(record))
        assert [p for p in find_problems(encode(record), document) if p.severity == "error"] == []
        assert decode(Record, encode(record)) == record


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=400))
def test_arbitrary_text_never_raises(text: str) -> None:
    record = _read(text)

    if record is not None:
        assert find_problems(encode(record), document_of(text)) == ()
