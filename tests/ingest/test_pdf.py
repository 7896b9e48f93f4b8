"""PDFs made on the spot: text, order, boxes, damage."""

from __future__ import annotations

import pytest
from ingest.pdfs import HEIGHT, WIDTH, Sheet, load_chinese_font, page_of
from reportlab.lib.pdfencrypt import StandardEncryption

from pipeline.errors import EncryptedError, NoTextError
from pipeline.ingest import ingest_bytes, source_span
from pipeline.models import Document, Span

GERMAN = [
    "Die Stadt Bottrop und die Stadt Foshan",
    "vereinbaren eine Zusammenarbeit in den",
    "Bereichen Kultur, Sport und Bildung. Sie",
    "gilt drei Jahre.",
]
ENGLISH = [
    "The City of Bottrop and the City of Foshan",
    "agree to work together in the fields of",
    "culture, sport and education. The term is",
    "three years.",
]
CHINESE = [
    "博特罗普市与佛山市商定在文化、体育、教育",
    "领域开展合作。有效期三年，自签署之日起",
    "生效。",
]
FULL = "Die Stadt Bottrop und die Stadt Foshan vereinbaren eine Zusammenarbeit in den Bereichen der"


def read(data: bytes) -> Document:
    return ingest_bytes(data, "a.pdf")


def test_a_plain_page() -> None:
    document = read(page_of(FULL, "Kultur und des Sports."))

    assert document.text == f"{FULL} Kultur und des Sports."
    assert [page.route for page in document.pages] == ["plain"]
    assert document.source.media_type == "application/pdf"
    assert document.source.text_origin == "text_layer"
    assert document.source.pages == 1


def test_a_word_stands_where_it_was_drawn() -> None:
    document = read(page_of("Memorandum"))
    box = document.words[0].box

    assert (document.words[0].start, document.words[0].end) == (0, 10)
    assert box.page == 1
    assert box.x0 == pytest.approx(60, abs=1.5)
    assert box.y0 < 80 - 6
    assert box.y1 == pytest.approx(80, abs=3.5)


@pytest.mark.parametrize(
    ("rotation", "edge", "expected"),
    [
        pytest.param(0, "x0", 60, id="upright"),
        pytest.param(0, "y1", HEIGHT - 500, id="upright-y"),
        pytest.param(90, "x0", 500, id="right"),
        pytest.param(90, "y0", 60, id="right-y"),
        pytest.param(180, "x1", WIDTH - 60, id="upside-down"),
        pytest.param(180, "y0", 500, id="upside-down-y"),
        pytest.param(270, "x1", WIDTH - 500, id="left"),
        pytest.param(270, "y1", HEIGHT - 60, id="left-y"),
    ],
)
def test_boxes_are_those_of_the_page_as_displayed(
    rotation: int, edge: str, expected: float
) -> None:
    sheet = Sheet()
    sheet.canvas.setPageRotation(rotation)
    document = read(sheet.write(60, HEIGHT - 500, ["Memorandum"]).finish())

    assert document.pages[0].rotation == rotation
    assert getattr(document.words[0].box, edge) == pytest.approx(expected, abs=3.5)


def test_a_crop_box_moves_the_origin() -> None:
    sheet = Sheet()
    sheet.canvas.setCropBox((50, 100, 500, HEIGHT - 50))
    document = read(sheet.write(60, 80, ["Memorandum"]).finish())

    assert document.words[0].box.x0 == pytest.approx(10, abs=1.5)
    assert document.words[0].box.y1 == pytest.approx(30, abs=3.5)


def test_runs_lead_to_words() -> None:
    document = read(page_of("Die Zusammen-", "arbeit"))
    (run,) = [r for r in document.runs if r.start == 0]

    assert run.page == 1
    assert source_span(document, Span(0, 3)) == (Span(document.words[0].start, 3),)


def test_a_hyphen_that_pdfium_takes_for_soft_is_dropped() -> None:
    document = read(
        page_of(f"{FULL} Zusammen-", "arbeit und der long-", "term China-", "Kooperation.")
    )
    assert "Zusammenarbeit" in document.text
    assert "China-Kooperation" in document.text


def test_two_columns_drawn_row_by_row_are_read_one_after_the_other() -> None:
    sheet = Sheet().write(
        60, 80, ["Vereinbarung ueber die Zusammenarbeit beider Staedte / Agreement of both cities"]
    )
    for number, pair in enumerate(zip(GERMAN, ENGLISH, strict=True)):
        sheet.write(60, 120 + number * 14, [pair[0]]).write(310, 120 + number * 14, [pair[1]])
    document = read(sheet.finish())

    heading, german, english = document.text.replace("\n\n", "\n").split("\n")
    assert heading.startswith("Vereinbarung")
    assert german == " ".join(GERMAN)
    assert english == " ".join(ENGLISH)
    assert document.pages[0].route == "columns"


def test_german_beside_chinese() -> None:
    font = load_chinese_font()
    sheet = Sheet()
    for number, line in enumerate(GERMAN):
        sheet.write(60, 120 + number * 14, [line])
        sheet.write(310, 120 + number * 14, CHINESE[number : number + 1], font)
    document = read(sheet.finish())

    assert document.text.split() == [*" ".join(GERMAN).split(), "".join(CHINESE)]


def test_a_column_goes_on_in_the_same_column_of_the_next_page() -> None:
    sheet = Sheet()
    for half in (slice(0, 3), slice(3, 6)):
        sheet.write(60, 160, (GERMAN[:3] * 2)[half]).write(310, 160, (ENGLISH[:3] * 2)[half])
        sheet.turn()
    document = read(sheet.finish())

    assert document.text.split("\n")[0].startswith("Die Stadt")
    assert "Bildung. Sie Die Stadt" in document.text
    assert "The term is The City" in document.text


def test_signatures_keep_each_party_together() -> None:
    sheet = Sheet().write(60, 80, [FULL, "Kultur."])
    sheet.write(
        60, 200, ["Für die Stadt Bottrop", "____________________", "Tischler", "Oberbürgermeister"]
    )
    sheet.write(
        310, 200, ["Für die Stadt Foshan", "____________________", "Zhang Wei", "Bürgermeister"]
    )
    document = read(sheet.finish())

    bottrop = "Für die Stadt Bottrop\n____________________\nTischler\nOberbürgermeister"
    foshan = "Für die Stadt Foshan\n____________________\nZhang Wei\nBürgermeister"
    assert document.text == f"{FULL} Kultur.\n\n{bottrop}\n\n{foshan}"


def test_a_ruled_table_comes_row_by_row() -> None:
    rows = [("Gremium", "Sitzungstermin", "Zuständigkeit"), ("Rat", "13.03.2024", "Kenntnisnahme")]
    sheet = Sheet().write(60, 80, [FULL])
    for number, row in enumerate(rows):
        for x, width, cell in zip((60, 200, 300), (140, 100, 140), row, strict=True):
            sheet.write(x + 4, 120 + number * 18, [cell])
            sheet.canvas.rect(x, HEIGHT - 125 - number * 18, width, 18)
    document = read(sheet.finish())

    assert document.text.split("\n")[-2:] == [
        "Gremium\tSitzungstermin\tZuständigkeit",
        "Rat\t13.03.2024\tKenntnisnahme",
    ]


def test_a_cell_of_two_lines_is_one_cell() -> None:
    sheet = Sheet().write(60, 80, [FULL])
    for y, height in ((125, 18), (157, 32)):
        for x, width in ((60, 140), (200, 100), (300, 140)):
            sheet.canvas.rect(x, HEIGHT - y, width, height)
    sheet.write(64, 120, ["Gremium"]).write(204, 120, ["Termin"]).write(304, 120, ["Zuständigkeit"])
    sheet.write(64, 138, ["Wirtschaftsförderungs- und", "Grundstücksausschuss"])
    sheet.write(204, 138, ["13.03.2024"]).write(304, 138, ["Kenntnisnahme"])
    document = read(sheet.finish())

    assert document.text.split("\n")[-1] == (
        "Wirtschaftsförderungs- und Grundstücksausschuss\t13.03.2024\tKenntnisnahme"
    )


def test_headers_and_page_numbers_go_and_sentences_are_joined_over_the_page_end() -> None:
    sheet = Sheet()
    for number, line in enumerate([FULL, "Kultur und des Sports.", "Bildung."], 1):
        sheet.write(200, 40, ["Drucksache 2024/0124"]).write(60, 80, [line])
        sheet.write(280, 800, [f"Seite {number} von 3"]).turn()
    document = read(sheet.finish())

    assert "Drucksache" not in document.text
    assert "Seite" not in document.text
    assert document.text == f"{FULL} Kultur und des Sports.\nBildung."


def test_clauses_on_top_of_pages_are_no_headers() -> None:
    sheet = Sheet()
    for number in (1, 2):
        sheet.write(60, 60, [f"Artikel {number}"]).write(60, 90, [FULL]).turn()

    text = read(sheet.finish()).text

    assert "Artikel 1" in text
    assert "Artikel 2" in text


def test_an_encrypted_pdf_needs_its_password() -> None:
    data = Sheet(StandardEncryption("geheim", strength=128)).write(60, 80, ["Memorandum"]).finish()

    with pytest.raises(EncryptedError, match=r"a\.pdf: is protected by a password"):
        read(data)
    with pytest.raises(EncryptedError, match="the password given is wrong"):
        ingest_bytes(data, "a.pdf", password="falsch")
    assert ingest_bytes(data, "a.pdf", password="geheim").text == "Memorandum"


def test_a_truncated_pdf_is_read_with_a_warning() -> None:
    data = page_of("Memorandum")
    document = read(data[: data.rindex(b"startxref")])

    assert document.text == "Memorandum"
    assert [code for code, _ in document.warnings] == ["damaged_source"]


def test_a_page_without_text_is_told() -> None:
    sheet = Sheet().write(60, 80, ["Memorandum"]).turn()
    sheet.canvas.rect(60, 60, 100, 100)
    document = read(sheet.turn().finish())

    assert document.warnings == (
        ("page_without_text", "page 2 has no text layer; nothing was read from it"),
    )


@pytest.mark.parametrize("line", ["", "(cid:12)(cid:13)", "...", "12(cid:4)(cid:5)(cid:6)"])
def test_no_text_at_all_is_an_error(line: str) -> None:
    with pytest.raises(NoTextError, match="no page has a text layer"):
        ingest_bytes(page_of(line), "a.pdf", ocr="never")


def test_the_same_bytes_give_the_same_document() -> None:
    data = page_of(FULL, "Kultur")
    assert read(data) == read(data)
