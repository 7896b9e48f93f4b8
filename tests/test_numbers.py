from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.lexicon import LANGUAGES, load_lexicon
from pipeline.numbers import parse_number

_NUMBERS = [
    ("de", "3", 3),
    ("de", "1.000", 1000),
    ("de", "3.", 3),
    ("de", "null", 0),
    ("de", "ein", 1),
    ("de", "einem", 1),
    ("de", "drei", 3),
    ("de", "Zwölf", 12),
    ("de", "zwoelf", 12),
    ("de", "sechs (6)", 6),
    ("de", "6 (sechs)", 6),
    ("de", "fünf (6)", 5),
    ("de", "einundzwanzig", 21),
    ("de", "einundzwanzigste", 21),
    ("de", "einundzwanzigsten", 21),
    ("de", "achten", 8),
    ("de", "dritter", 3),
    ("de", "hundert", 100),
    ("de", "zweihundertfünfzig", 250),
    ("de", "neunzehnhundertsiebenundsechzig", 1967),
    ("de", "zweitausendvierundzwanzig", 2024),
    ("de", "zehn Millionen", 10_000_000),
    ("en", "three", 3),
    ("en", "21st", 21),
    ("en", "1,500", 1500),
    ("en", "(six (6))", 6),
    ("en", "six (6)", 6),
    ("en", "thirty-first", 31),
    ("en", "twenty-seventh", 27),
    ("en", "Twenty seven", 27),
    ("en", "one hundred and twenty", 120),
    ("en", "nineteen hundred and sixty-seven", 1967),
    ("en", "nineteen hundred and fifty-three", 1953),
    ("en", "nineteen sixty-seven", 1967),
    ("en", "twenty twenty-four", 2024),
    ("en", "two thousand and seven", 2007),
    ("en", "two hundred thousand", 200_000),
    ("zh", "三", 3),
    ("zh", "两", 2),
    ("zh", "十", 10),
    ("zh", "十二", 12),
    ("zh", "二十一", 21),
    ("zh", "廿", 20),
    ("zh", "廿五", 25),
    ("zh", "卅一", 31),
    ("zh", "二○○三", 2003),
    ("zh", "二〇二四", 2024),
    ("zh", "二零二四", 2024),
    ("zh", "二OOO", 2000),
    ("zh", "一九六七", 1967),
    ("zh", "一百二十", 120),
    ("zh", "三万五千", 35_000),
    ("zh", "三萬", 30_000),
    ("zh", "叁", 3),
    ("zh", "陆(6)", 6),
    ("zh", "六（6）", 6),
    ("zh", "第三", 3),
]
_NO_NUMBERS = [
    ("de", ""),
    ("de", "Haus"),
    ("de", "dreijährig"),
    ("de", "und"),
    ("de", "1.00"),
    ("en", "house"),
    ("en", "and"),
    ("en", "oneself"),
    ("en", "3.5"),
    ("zh", "日"),
    ("zh", "三年"),
    ("zh", "第"),
]


@pytest.mark.parametrize(("language", "text", "expected"), _NUMBERS)
def test_parses_numerals(language: str, text: str, expected: int) -> None:
    assert parse_number(text, load_lexicon(language)) == expected


@pytest.mark.parametrize(("language", "text"), _NO_NUMBERS)
def test_leaves_other_words(language: str, text: str) -> None:
    assert parse_number(text, load_lexicon(language)) is None


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("de", "auf drei (3) Jahre", ["drei (3)"]),
        ("de", "für 2 Jahre und sechsundzwanzig Tage", ["2", "sechsundzwanzig"]),
        ("de", "nach § 12.3 und 2024/0124", []),
        ("en", "for three (3) years", ["three (3)"]),
        ("en", "twenty-four months", ["twenty-four"]),
        ("en", "someone is oneself", []),
        ("zh", "有效期为三(3)年", ["三(3)"]),
        ("zh", "提前12个月", ["12"]),
        ("zh", "第14.04条", []),
    ],
)
def test_macro_finds_numbers(language: str, text: str, expected: list[str]) -> None:
    pattern = re.compile(load_lexicon(language).expand("{number}"))

    assert [match[0] for match in pattern.finditer(text)] == expected


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("de", "am einundzwanzigsten Tag", "einundzwanzigsten"),
        ("en", "the twenty-seventh day", "twenty-seventh"),
        ("en", "the 21st day", "21st"),
        ("zh", "第三年", "第三"),
    ],
)
def test_macro_finds_ordinals(language: str, text: str, expected: str) -> None:
    found = re.search(load_lexicon(language).expand("{ordinal}"), text)

    assert found is not None
    assert found[0] == expected


@given(text=st.text(), language=st.sampled_from(LANGUAGES))
def test_never_raises(text: str, language: str) -> None:
    number = parse_number(text, load_lexicon(language))

    assert number is None or number >= 0


@given(number=st.integers(0, 10**17), language=st.sampled_from(LANGUAGES))
def test_reads_its_own_digits(number: int, language: str) -> None:
    assert parse_number(str(number), load_lexicon(language)) == number
