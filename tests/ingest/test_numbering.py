"""Numbers of automatic lists: as a reader sees them before the paragraphs.

The outlines and formats agree with what LibreOffice 7.4 shows for the same files.
"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ingest.docxs import item, level, make_docx, numbering, paragraph

from pipeline.ingest import ingest_bytes
from pipeline.ingest.word.numerals import write_number

FORMATS = [
    pytest.param("decimal", (1, 9, 10, 100), ["1", "9", "10", "100"], id="decimal"),
    pytest.param("decimalZero", (1, 10), ["01", "10"], id="decimal-zero"),
    pytest.param("lowerLetter", (1, 26, 27, 53), ["a", "z", "aa", "aaa"], id="lower-letter"),
    pytest.param("upperLetter", (1, 28), ["A", "BB"], id="upper-letter"),
    pytest.param("upperLetter", (0, 261), ["0", "261"], id="no-letter"),
    pytest.param(
        "lowerRoman", (1, 4, 9, 14, 40, 1994), ["i", "iv", "ix", "xiv", "xl", "mcmxciv"], id="r"
    ),
    pytest.param("upperRoman", (3, 90, 400), ["III", "XC", "CD"], id="upper-roman"),
    pytest.param("upperRoman", (0, 4000), ["0", "4000"], id="no-roman"),
    pytest.param("none", (1, 2), ["", ""], id="none"),
    pytest.param("ordinal", (1, 2), ["1.", "2."], id="ordinal"),
    pytest.param("unheardOf", (7,), ["7"], id="unknown"),
    pytest.param(
        "chineseCounting",
        (1, 10, 12, 20, 99, 100),
        ["一", "十", "十二", "二十", "九十九", "一〇〇"],
        id="zh",
    ),
    pytest.param(
        "chineseCountingThousand",
        (9, 10, 19, 21, 100, 101, 110, 1001, 1010, 2500),
        [
            "九",
            "十",
            "十九",
            "二十一",
            "一百",
            "一百零一",
            "一百一十",
            "一千零一",
            "一千零一十",
            "二千五百",
        ],
        id="zh-thousand",
    ),
    pytest.param("chineseLegalSimplified", (1, 10, 21), ["壹", "壹拾", "贰拾壹"], id="zh-legal"),
    pytest.param("ideographDigital", (1, 10, 21), ["一", "一〇", "二一"], id="digits"),
    pytest.param("japaneseCounting", (1, 11), ["一", "十一"], id="japanese"),
    pytest.param("decimalEnclosedCircle", (1, 20, 21), ["①", "⑳", "21"], id="circle"),
    pytest.param("decimalFullWidth", (12,), ["１２"], id="full-width"),
    pytest.param("ideographTraditional", (1, 10, 11), ["甲", "癸", "11"], id="stems"),
    pytest.param("ideographZodiac", (1, 12), ["子", "亥"], id="branches"),
]
MORE = '<w:start w:val="1"/>'
NUMS = (
    '<w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0">'
    '<w:startOverride w:val="1"/></w:lvlOverride></w:num>'
    '<w:num w:numId="3"><w:abstractNumId w:val="0"/></w:num>'
    '<w:num w:numId="4"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0">'
    f"{level(0, 'upperRoman', '%1)')}</w:lvlOverride></w:num>"
)
OUTLINE = numbering(
    level(0, "decimal", "§ %1"),
    level(1, "decimal", "%1.%2"),
    level(2, "lowerLetter", "%3)"),
    level(3, "upperRoman", "%1.%2.%4"),
    nums=NUMS,
)
# Level and list of each paragraph, and the numbers shown.
ORDERS = [
    pytest.param([(0, 1), (0, 1)], ["§ 1", "§ 2"], id="flat"),
    pytest.param(
        [(0, 1), (1, 1), (1, 1), (2, 1), (2, 1), (1, 1), (2, 1), (0, 1), (1, 1)],
        ["§ 1", "1.1", "1.2", "a)", "b)", "1.3", "a)", "§ 2", "2.1"],
        id="levels-start-anew",
    ),
    pytest.param([(0, 1), (0, 3), (0, 1)], ["§ 1", "§ 2", "§ 3"], id="lists-of-one-definition"),
    pytest.param([(0, 1), (0, 2), (0, 1), (0, 2)], ["§ 1", "§ 1", "§ 2", "§ 3"], id="start-anew"),
    pytest.param([(0, 1), (0, 4)], ["§ 1", "II)"], id="another-format"),
    pytest.param([(0, 1), (3, 1), (2, 1)], ["§ 1", "1.1.I", "b)"], id="skipped-levels-count"),
    pytest.param([(1, 1), (0, 1)], ["1.1", "§ 2"], id="lower-first"),
    pytest.param([(0, 0), (0, 9)], ["", ""], id="no-list-and-unknown-list"),
    pytest.param([(8, 1), (99, 1)], ["", ""], id="level-without-label"),
]


@pytest.mark.parametrize(("style", "counts", "shown"), FORMATS)
def test_formats(style: str, counts: tuple[int, ...], shown: list[str]) -> None:
    assert [write_number(count, style) for count in counts] == shown


@pytest.mark.parametrize(("order", "shown"), ORDERS)
def test_outlines(order: list[tuple[int, int]], shown: list[str]) -> None:
    body = "".join(item("x", depth, num) for depth, num in order)

    text = ingest_bytes(make_docx(body, numbering=OUTLINE), "a.docx").text

    assert text.split("\n") == [f"{number} x".strip() for number in shown]


LABELS = [
    pytest.param(level(0, "decimal", "Artikel %1"), "Artikel 1 x", id="words"),
    pytest.param(level(0, "lowerLetter", "(%1)"), "(a) x", id="parentheses"),
    pytest.param(level(0, "chineseCounting", "第%1条", MORE), "第一条 x", id="chinese"),
    pytest.param(
        level(0, "chineseCounting", "第%1条").replace(
            "</w:lvl>", '<w:suff w:val="nothing"/></w:lvl>'
        ),
        "第一条x",
        id="nothing-between",
    ),
    pytest.param(level(0, "decimal", "%1.", '<w:start w:val="7"/>'), "7. x", id="start"),
    pytest.param(level(0, "decimal", "%1.", ""), "0. x", id="no-start"),
    pytest.param(level(0, "decimal", "%1.", '<w:start w:val="9" /><w:isLgl/>'), "9. x", id="legal"),
    pytest.param(
        level(0, "decimal", "%1.", f'<w:start w:val="{"9" * 6000}"/>'), "32767. x", id="huge"
    ),
    pytest.param(level(0, "decimal", "%1.", '<w:start w:val="-x"/>'), "0. x", id="no-number"),
    pytest.param(level(0, "bullet", "\uf0b7"), "• x", id="symbol"),
    pytest.param(level(0, "bullet", "o"), "• x", id="letter-as-bullet"),
    pytest.param(level(0, "bullet", "§"), "• x", id="square"),
    pytest.param(level(0, "bullet", "–"), "– x", id="dash"),
    pytest.param(level(0, "bullet", ""), "x", id="no-bullet"),
    pytest.param(level(0, "none", "%1"), "x", id="none"),
    pytest.param(level(0, "decimal", "y" * 500), f"{'y' * 80} x", id="long-label"),
]


@pytest.mark.parametrize(("definition", "shown"), LABELS)
def test_labels(definition: str, shown: str) -> None:
    data = make_docx(item("x"), numbering=numbering(definition))

    assert ingest_bytes(data, "a.docx").text == shown


def test_legal_levels_are_written_in_digits() -> None:
    legal = level(1, "decimal", "%1.%2", f"{MORE}<w:isLgl/>")
    lists = numbering(level(0, "upperRoman", "%1."), legal)

    text = ingest_bytes(make_docx(item("x") + item("y", 1), numbering=lists), "a.docx").text

    assert text == "I. x\n1.1 y"


@pytest.mark.parametrize(
    ("restart", "last"),
    [pytest.param(0, "3)", id="never"), pytest.param(1, "3)", id="after-the-first-level-only")],
)
def test_levels_that_go_on(restart: int, last: str) -> None:
    third = level(2, "decimal", "%3)", f'{MORE}<w:lvlRestart w:val="{restart}"/>')
    lists = numbering(level(0, "decimal", "%1"), level(1, "decimal", "%2"), third)
    body = "".join(item("x", depth) for depth in (0, 1, 2, 2, 1, 2))

    text = ingest_bytes(make_docx(body, numbering=lists), "a.docx").text

    assert text.split("\n")[-1] == f"{last} x"


STYLES = (
    '<w:style w:type="paragraph" w:styleId="H1"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr>'
    "</w:pPr></w:style>"
    '<w:style w:type="paragraph" w:styleId="H2"><w:basedOn w:val="H1"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Loop"><w:basedOn w:val="Loop"/></w:style>'
)
TIED = numbering(
    level(0, "decimal", "%1", f'{MORE}<w:pStyle w:val="H1"/>'),
    level(1, "decimal", "%1.%2", f'{MORE}<w:pStyle w:val="H2"/>'),
    level(2, "lowerLetter", "%3"),
)


@pytest.mark.parametrize(
    ("properties", "shown"),
    [
        pytest.param('<w:pStyle w:val="H1"/>', "1 x", id="by-style"),
        pytest.param('<w:pStyle w:val="H2"/>', "1.1 x", id="level-tied-to-style"),
        pytest.param(
            '<w:pStyle w:val="H1"/><w:numPr><w:ilvl w:val="2"/></w:numPr>', "a x", id="own-level"
        ),
        pytest.param(
            '<w:pStyle w:val="H1"/><w:numPr><w:numId w:val="0"/></w:numPr>', "x", id="taken-off"
        ),
        pytest.param('<w:pStyle w:val="Loop"/>', "x", id="style-based-on-itself"),
        pytest.param('<w:pStyle w:val="Gone"/>', "x", id="unknown-style"),
    ],
)
def test_numbers_through_styles(properties: str, shown: str) -> None:
    data = make_docx(paragraph("x", properties), styles=STYLES, numbering=TIED)

    assert ingest_bytes(data, "a.docx").text == shown


def test_numbers_through_a_list_style() -> None:
    styles = (
        '<w:style w:type="numbering" w:styleId="L"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr>'
        "</w:pPr></w:style>"
    )
    linked = (
        '<w:abstractNum w:abstractNumId="5"><w:numStyleLink w:val="L"/></w:abstractNum>'
        '<w:num w:numId="6"><w:abstractNumId w:val="5"/></w:num>'
    )
    lists = numbering(level(0, "upperRoman", "%1."), nums=linked)

    data = make_docx(item("x") + item("y", 0, 6), styles=styles, numbering=lists)

    assert ingest_bytes(data, "a.docx").text == "I. x\nII. y"


def test_the_number_of_an_empty_paragraph_counts_but_is_not_shown() -> None:
    data = make_docx(item("x") + item("") + item("y"), numbering=OUTLINE)

    assert ingest_bytes(data, "a.docx").text == "§ 1 x\n\n§ 3 y"


@given(st.lists(st.integers(0, 8), min_size=1, max_size=30))
def test_any_order_of_levels_is_numbered(depths: list[int]) -> None:
    """A level's own number is one more than before, or begins anew after a higher level."""
    lists = numbering(*(level(n, "decimal", f"%{n + 1}") for n in range(9)))
    body = "".join(item("x", depth) for depth in depths)

    text = ingest_bytes(make_docx(body, numbering=lists), "a.docx").text

    expected: list[str] = []
    counts: dict[int, int] = {}
    for depth in depths:
        counts = {**dict.fromkeys(range(depth), 1), **counts}
        counts = {n: count for n, count in counts.items() if n <= depth}
        counts[depth] = counts.get(depth, 0) + 1
        expected.append(f"{counts[depth]} x")
    assert text.split("\n") == expected
