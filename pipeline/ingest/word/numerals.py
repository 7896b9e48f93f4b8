"""Numerals: a count as a word processor's list writes it.

Formats are the values of ST_NumberFormat in ECMA-376, part 1, 17.18.59.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

_ROMAN = (
    (1000, "m"),
    (900, "cm"),
    (500, "d"),
    (400, "cd"),
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
    (9, "ix"),
    (5, "v"),
    (4, "iv"),
    (1, "i"),
)
MAX_ROMAN = 3999
LETTERS = 26
MAX_REPEATED = 10  # letters: aaaaaaaaaa
_DIGITS = "〇一二三四五六七八九"
_LEGAL = "零壹贰叁肆伍陆柒捌玖"
_UNITS = ("", "十", "百", "千")
_LEGAL_UNITS = ("", "拾", "佰", "仟")
MAX_COUNTED = 9999
HUNDRED = 100
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
CIRCLED = 20


def write_number(count: int, style: str) -> str:
    """Write a count in a format; formats that depend on a language are written in digits."""
    return _FORMATS.get(style, str)(count)


def _lower_letter(count: int) -> str:
    """Write a to z, then aa, bb."""
    times, index = divmod(count - 1, LETTERS)
    if not 0 <= times < MAX_REPEATED:
        return str(count)
    return chr(ord("a") + index) * (times + 1)


def _lower_roman(count: int) -> str:
    if not 0 < count <= MAX_ROMAN:
        return str(count)
    letters = ""
    for value, numeral in _ROMAN:
        times, count = divmod(count, value)
        letters += numeral * times
    return letters


def _by_digit(count: int) -> str:
    return "".join(_DIGITS[int(digit)] for digit in str(count)) if count >= 0 else str(count)


def _counting(count: int) -> str:
    """Write 十二 and 九十九, but 一〇〇 from a hundred on."""
    return _spelled(count) if count < HUNDRED else _by_digit(count)


def _spelled(count: int, digits: str = _DIGITS, units: tuple[str, ...] = _UNITS) -> str:
    """Write 一百零二; ten to nineteen begin with the ten itself."""
    if not 0 < count <= MAX_COUNTED:
        return _by_digit(count)
    written, is_open = "", False
    for place, digit in enumerate(reversed(str(count))):
        value = int(digit)
        if value:
            written = f"{digits[value]}{units[place]}{written}"
        elif is_open:
            written = f"零{written}"
        is_open = bool(value)
    short = f"{digits[1]}{units[1]}"
    return written[1:] if written.startswith(short) and digits is _DIGITS else written


def _signs(signs: str) -> Callable[[int], str]:
    return lambda count: signs[count - 1] if 0 < count <= len(signs) else str(count)


def _circled(count: int) -> str:
    return chr(0x2460 + count - 1) if 0 < count <= CIRCLED else str(count)


def _full_width(count: int) -> str:
    return "".join(chr(ord(digit) + 0xFEE0) for digit in str(count))


_FORMATS: dict[str, Callable[[int], str]] = {
    "none": lambda _: "",
    "decimalZero": lambda count: f"{count:02d}",
    "lowerLetter": _lower_letter,
    "upperLetter": lambda count: _lower_letter(count).upper(),
    "lowerRoman": _lower_roman,
    "upperRoman": lambda count: _lower_roman(count).upper(),
    "ordinal": lambda count: f"{count}.",
    "numberInDash": lambda count: f"- {count} -",
    "decimalFullWidth": _full_width,
    "decimalFullWidth2": _full_width,
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "decimalEnclosedFullstop": lambda count: f"{count}.",
    "decimalEnclosedParen": lambda count: f"({count})",
    "chineseCounting": _counting,
    "chineseCountingThousand": _spelled,
    "chineseLegalSimplified": lambda count: _spelled(count, _LEGAL, _LEGAL_UNITS),
    "ideographDigital": _by_digit,
    "japaneseCounting": _spelled,
    "japaneseDigitalTenThousand": _by_digit,
    "taiwaneseCounting": _counting,
    "taiwaneseCountingThousand": _spelled,
    "taiwaneseDigital": _by_digit,
    "ideographTraditional": _signs(_STEMS),
    "ideographZodiac": _signs(_BRANCHES),
}
