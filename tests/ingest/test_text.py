"""Plain text: encodings."""

from __future__ import annotations

import codecs

import pytest

from pipeline.ingest.text import decode_text

GERMAN = (
    "Die Städte Bottrop und Foshan vereinbaren für drei Jahre die Förderung des Städtebaus. "
    "Größe und Maß der Übereinkunft: „Öffentlichkeit“ – § 5."
)
ENGLISH = "The parties shall co-operate for their “mutual benefit” – at the café’s façade."
CHINESE = (
    "双方本着平等互利的原则，经友好协商，达成如下协议：第一条 合作领域。佛山市（以下简称“双方”）。"
)
TRADITIONAL = "雙方本著平等互利的原則，經友好協商，達成如下協議：第一條 合作領域。"
UNICODE = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be")
TEXTS = {"de": GERMAN, "en": ENGLISH, "zh": CHINESE, "zh-Hant": TRADITIONAL}
LEGACY = [
    ("de", "cp1252"),
    ("en", "cp1252"),
    ("zh", "gb18030"),
    ("zh", "gbk"),
    ("zh-Hant", "gb18030"),
    ("zh-Hant", "big5"),
]
CASES = [(language, encoding) for language in TEXTS for encoding in UNICODE] + LEGACY


@pytest.mark.parametrize("length", [15, 30, 200])
@pytest.mark.parametrize(("language", "encoding"), CASES)
def test_encodings_are_told_apart(language: str, encoding: str, length: int) -> None:
    text = TEXTS[language][:length]
    assert decode_text(text.encode(encoding)) == text


@pytest.mark.parametrize(("language", "encoding"), CASES)
def test_long_texts_are_told_apart(language: str, encoding: str) -> None:
    text = (TEXTS[language] + "\n") * 2000
    assert decode_text(text.encode(encoding)) == text


@pytest.mark.parametrize(
    "text", ["Größe", "Übung", "für", "Straße", "Köln", "Maß", "äöü", "ÄÖÜ", "„Öl“", "naïve", "Öß"]
)
def test_short_western_words_stay_western(text: str) -> None:
    assert decode_text(text.encode("cp1252")) == text


@pytest.mark.parametrize("text", ["你好", "协议", "佛山市", "合作备忘录", "甲方：佛山市"])
def test_short_chinese_words_stay_chinese(text: str) -> None:
    assert decode_text(text.encode("gb18030")) == text


def test_line_ends_become_line_feeds() -> None:
    assert decode_text(b"a\r\nb\rc\nd") == "a\nb\nc\nd"


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(bytes(range(256)) * 4, id="all-bytes"),
        pytest.param(b"MZ\x00\x01\x00\x00\x02\x00\x10\x00abc", id="nul"),
        pytest.param(b"\x01\x02\x03\x04abc\x05\x06", id="controls"),
    ],
)
def test_binary_data_is_no_text(data: bytes) -> None:
    assert decode_text(data) is None


def test_bom_is_no_character() -> None:
    assert decode_text(codecs.BOM_UTF8 + b"a") == "a"


def test_damaged_utf8_stays_utf8() -> None:
    good = "Die Oberbürgermeister erklären: Für die Städte Köln und Düsseldorf gilt das."
    text = decode_text(good.encode() + b"\xff\xfe\x80")

    assert text == good + "\ufffd\ufffd\ufffd"
