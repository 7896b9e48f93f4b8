"""Clean-up: what happens to characters and line ends."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import AccordError
from pipeline.ingest import ingest_bytes, source_span
from pipeline.models import Document, Span

LONG = "Die Stadt Bottrop und die Stadt Foshan vereinbaren eine enge Zusammenarbeit in vielen"
LINE = "双方本着平等互利的原则经友好协商达成如下协议并将在经济文化教育等领域开展合作"


def read(text: str, name: str = "a.txt") -> Document:
    return ingest_bytes(text.encode(), name)


CHARACTERS = [
    pytest.param("Zusam\u00admenarbeit", "Zusammenarbeit", id="soft-hyphen"),
    pytest.param("a\u200bb\ufeffc", "abc", id="zero-width"),
    pytest.param("a \u200b b", "a b", id="zero-width-between-spaces"),
    pytest.param("A\u2010B\u2011C", "A-B-C", id="hyphens"),
    pytest.param(
        "Veröﬀentlichung der ﬁnanziellen ﬂüsse",
        "Veröffentlichung der finanziellen flüsse",
        id="ligatures",
    ),
    pytest.param("u\u0308ber", "über", id="nfc"),
    pytest.param("10\u00a0km\u2009weit", "10 km weit", id="spaces"),
    pytest.param("a   b", "a b", id="runs-of-spaces"),
    pytest.param("Rat \t 13.03.2024", "Rat\t13.03.2024", id="tab"),
    pytest.param("V e r t r a g", "Vertrag", id="letter-spaced"),
    pytest.param("Plan A b c", "Plan A b c", id="single-letters"),
    pytest.param("住 所 地：佛山", "住所地：佛山", id="letter-spaced-hanzi"),
    pytest.param("佛山市 博特罗普市", "佛山市 博特罗普市", id="space-between-names"),
    pytest.param("２０２４年ＡＢ，（一）", "2024年AB，（一）", id="full-width"),
    pytest.param("Vertrag\x01 und\x7f Annex, beide", "Vertrag und Annex, beide", id="controls"),
    pytest.param("a;\u037eb", "a;;b", id="look-alike"),
    pytest.param("\u2f00\u2f65", "一田", id="radicals"),
    pytest.param("x\U0001f600y", "x\U0001f600y", id="emoji"),
]


@pytest.mark.parametrize(("source", "expected"), CHARACTERS)
def test_characters(source: str, expected: str) -> None:
    assert read(source).text == expected


LINES = [
    pytest.param(
        f"{LONG} Be-\nreichen der Kultur.", f"{LONG} Bereichen der Kultur.", id="hyphenated"
    ),
    pytest.param(f"{LONG} Sino-\nGerman", f"{LONG} Sino-German", id="compound"),
    pytest.param(
        f"{LONG} Wirtschafts-\nund Kulturfragen",
        f"{LONG} Wirtschafts- und Kulturfragen",
        id="rest-of-compound",
    ),
    pytest.param(
        f"A long-term plan.\n\n{LONG} long-\nterm aim",
        f"A long-term plan.\n\n{LONG} long-term aim",
        id="known-compound",
    ),
    pytest.param(f"{LONG} 2003-\n2004 laufen", f"{LONG} 2003-2004 laufen", id="years"),
    pytest.param(f"{LONG}\nBereichen der Kultur.", f"{LONG} Bereichen der Kultur.", id="wrapped"),
    pytest.param(f"{LINE}\n并共同努力。", f"{LINE}并共同努力。", id="wrapped-hanzi"),
    pytest.param(f"{LONG}\n\nBereichen", f"{LONG}\n\nBereichen", id="blank-line"),
    pytest.param("a\n\n\n\nb", "a\n\nb", id="blank-lines"),
    pytest.param(f"{LONG}\n– Kultur\n– Sport", f"{LONG}\n– Kultur\n– Sport", id="dashes"),
    pytest.param(f"{LONG}\na) Kultur", f"{LONG}\na) Kultur", id="letters"),
    pytest.param(f"{LINE}\n第二条 合作领域", f"{LINE}\n第二条 合作领域", id="article-hanzi"),
    pytest.param(f"{LINE}\n（二）教育", f"{LINE}\n（二）教育", id="item-hanzi"),
    pytest.param(f"{LINE}\n二、教育", f"{LINE}\n二、教育", id="numeral-hanzi"),
    pytest.param(f"{LONG}.\n§ 2 Kultur", f"{LONG}.\n§ 2 Kultur", id="paragraph-sign"),
    pytest.param(f"{LONG} nach\n§ 2 Absatz 1", f"{LONG} nach § 2 Absatz 1", id="law-in-sentence"),
    pytest.param(f"{LONG} am\n1. Mai 2024", f"{LONG} am 1. Mai 2024", id="date-in-sentence"),
    pytest.param(
        "Stadt Bottrop\nErnst-Wilczok-Platz 1\n46236 Bottrop",
        "Stadt Bottrop\nErnst-Wilczok-Platz 1\n46236 Bottrop",
        id="address",
    ),
    pytest.param(
        "Gremium\tTermin\nRat\t13.03.2024", "Gremium\tTermin\nRat\t13.03.2024", id="table"
    ),
    pytest.param(
        f"{LONG}\n____________\nTischler", f"{LONG}\n____________\nTischler", id="signature"
    ),
    pytest.param(
        f"{LONG}\n\nSeite 1 von 2\n\nBereichen.\n\nSeite 2 von 2\n\nx",
        f"{LONG} Bereichen.\nx",
        id="page-numbers",
    ),
    pytest.param(
        f"Kopf\n{LONG}\n1\fKopf\nBereichen der Kultur.\n2",
        f"{LONG} Bereichen der Kultur.",
        id="form-feed",
    ),
    pytest.param(
        f"{LONG}\n– 2 –\n\nBereichen.\n– 3 –\nEnde", f"{LONG} Bereichen.\nEnde", id="dashed-numbers"
    ),
]


@pytest.mark.parametrize(("source", "expected"), LINES)
def test_lines(source: str, expected: str) -> None:
    assert read(source).text == expected


def test_paragraphs_that_are_lines_stay() -> None:
    text = "\n".join(f"{LONG} {'Bereichen der Kultur und des Sports ' * n}" for n in range(1, 6))
    assert read(text).text.count("\n") == 4


def test_markdown_headings_stand_alone() -> None:
    assert read(f"# {LONG}\nBereichen", "a.md").text == f"# {LONG}\nBereichen"


ODD = st.sampled_from(
    [
        *"ae 1-\n\f\t\u0308\u0301\u00ad\u200b\ufb01\u3000\ufffe\x01\u2028\u1100\u1161\u11a8\u0344",
        "住",
        "\r\n",
        "1. ",
    ]
)
TEXTS = st.one_of(st.text(), st.lists(ODD).map("".join))


@given(TEXTS)
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        document = read(text)
    except AccordError:
        return

    assert unicodedata.is_normalized("NFC", document.text)
    assert document.text == document.text.strip()
    assert "\n\n\n" not in document.text
    assert not [c for c in document.text if unicodedata.category(c) == "Cc" and c not in "\n\t"]


@given(TEXTS)
def test_runs_lead_back_to_the_same_characters(text: str) -> None:
    source = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    try:
        document = read(text)
    except AccordError:
        return

    end = 0
    for run in document.runs:
        assert run.start >= end
        end = run.start + run.length
        came = source[run.source_start : run.source_start + run.length]
        assert len(came) == run.length
        assert all(map(_stands_for, document.text[run.start : end], came))
    assert end <= len(document.text)


@given(st.binary())
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        first = ingest_bytes(data, "a")
    except AccordError:
        return
    assert first == ingest_bytes(data, "a")


def test_source_span_finds_the_pieces() -> None:
    document = read(f"{LONG} Be-\nreichen")
    start = document.text.index("Bereichen")

    spans = source_span(document, Span(start, start + len("Bereichen")))

    assert spans == (Span(start, start + 2), Span(start + 4, start + 11))


def _stands_for(character: str, came: str) -> bool:
    plain = unicodedata.normalize("NFKC", came)
    base = unicodedata.normalize("NFD", character)[0]
    white = character in " \t" and came.isspace()
    return white or character == "-" or base in plain or base in unicodedata.normalize("NFD", came)
