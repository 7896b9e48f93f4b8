"""Which text layers are text: real ones of any kind, and what broken fonts give."""

from __future__ import annotations

import pytest

from pipeline.ingest.usable import has_usable_text

ENGLISH = (
    "The Parties shall exchange two groups of pupils every year and bear their own costs. " * 3
)
GERMAN = "Die Stadt Bottrop und die Stadt Foshan vereinbaren jährlich Schüler auszutauschen. " * 3

USABLE = [
    pytest.param(ENGLISH, id="english"),
    pytest.param(GERMAN, id="german"),
    pytest.param("博特罗普市与佛山市商定在文化、体育、教育领域开展合作。" * 5, id="chinese"),
    pytest.param("Les Parties s'engagent à échanger des élèves chaque année. " * 4, id="french"),
    pytest.param("Стороны договорились о сотрудничестве в области культуры. " * 4, id="russian"),
    pytest.param("يتفق الطرفان على التعاون في مجال الثقافة والتعليم. " * 4, id="arabic"),
    pytest.param("MEMORANDUM", id="one-word"),
    pytest.param("1.234,00 € 5.678,00 € 12 % 3.456,78 € " * 9, id="figures"),
    pytest.param("EG 2.OG DN 100 RWA OK FFB +0,15 UK RD BRH 90 WC Flur " * 5, id="plan"),
    pytest.param("1 Ziele ................ 3\n2 Dauer ................ 4\n" * 5, id="contents"),
    pytest.param("Ort, Datum ______________ Unterschrift ______________", id="form"),
    pytest.param("MEMORANDUM OF UNDERSTANDING BETWEEN THE CITIES " * 4, id="capitals"),
    pytest.param(
        "公司关于增发股票的公告已经在以下网站公开发布，详情请投资者登录查阅 www.cninfo.com.cn 和 www.hkexnews.hk，"
        * 8,
        id="addresses-in-chinese",
    ),
    pytest.param("***\n*** ***\n***\n*** *** ***\n", id="blacked-out"),
    pytest.param("Exhibit 5\n" + "[...***...] […***…]\n" * 9, id="blacked-out-below-a-title"),
    pytest.param("\uf0b7 Kultur\n\uf0b7 Sport\n\uf0b7 Bildung\n", id="bullets"),
]
UNUSABLE = [
    pytest.param("", id="empty"),
    pytest.param(" \n\t", id="white-space"),
    pytest.param("(cid:12)(cid:13) (cid:4)", id="glyph-numbers"),
    pytest.param("12 (cid:4)(cid:5)(cid:6)", id="glyph-numbers-beside-digits"),
    pytest.param("\ufffd\ufffd\ufffd \ufffd\ufffd a", id="replacements"),
    pytest.param("\ue012\ue013\ue014 \ue015 a", id="private-use"),
    pytest.param("\x19\x12\x03", id="controls"),
    pytest.param("".join(chr(ord(c) - 29) if c != " " else c for c in ENGLISH), id="glyph-order"),
    pytest.param("".join(chr(ord(c) + 3) if c.isalpha() else c for c in ENGLISH), id="shifted"),
    pytest.param("%&/()=?*+# §$%&/ ()=?`´ ^°<> |~{[] a " * 5, id="symbol-soup"),
    pytest.param("aBcDeFgH iJkLmNoP qRsTuVwX eAiOuE aAbBcC " * 5, id="mixed-case"),
    pytest.param("ᢵ䇚⭕ᡆ㧭\u0a0cૂ\u085f⭞ളᇬ㇗䗌㤹པԛཌต⎭⍁䚍Ֆ䍺ᮦᆍᓅࡍؗᚥθԛ" * 4, id="hanzi-of-a-wrong-map"),
    pytest.param(
        "Multicolor Black".encode("utf-16-be").decode("utf-16-le") * 5, id="bytes-swapped"
    ),
]


@pytest.mark.parametrize("text", USABLE)
def test_text_is_usable(text: str) -> None:
    assert has_usable_text(text)


@pytest.mark.parametrize("text", UNUSABLE)
def test_what_broken_fonts_give_is_not(text: str) -> None:
    assert not has_usable_text(text)
