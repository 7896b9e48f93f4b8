"""What is drawn: tables with merged cells, nested drawings, check boxes; each page's way is told."""

from __future__ import annotations

import pytest
from ingest.pdfs import HEIGHT, WIDTH, Sheet

from pipeline.ingest import ingest_bytes
from pipeline.ingest.plumb import read_geometry
from pipeline.models import Document

FULL = "Die Stadt Bottrop und die Stadt Foshan vereinbaren eine Zusammenarbeit in den Bereichen der"
HEAD = "Beratungsfolge der Vorlage im Rat und in den Ausschüssen der Stadt"
ROWS = (
    ("Gremium", "Termin", "Zuständigkeit"),
    ("Kulturausschuss und\nSportausschuss", "13.03.2024", "Kenntnisnahme\nund Beratung"),
    ("Rat", "20.03.2024", "Entscheidung"),
)
LINES = [
    "Gremium\tTermin\tZuständigkeit",
    "Kulturausschuss und Sportausschuss\t13.03.2024\tKenntnisnahme und Beratung",
    "Rat\t20.03.2024\tEntscheidung",
]


def begin() -> Sheet:
    return Sheet().write(60, 80, [FULL, "Kultur und des Sports."])


def read(sheet: Sheet) -> Document:
    return ingest_bytes(sheet.write(60, 280, [FULL, "Kultur."]).finish(), "a.pdf")


def draw_cell(sheet: Sheet, box: tuple[float, float, float, float], text: str) -> None:
    x, y, width, height = box
    sheet.canvas.rect(x, HEIGHT - y - height, width, height)
    for number, line in enumerate(text.split("\n")):
        sheet.write(x + 4, y + 12 + number * 12, [line])


def draw_table(sheet: Sheet, top: float) -> None:
    for number, row in enumerate(ROWS):
        for x, width, text in zip((60, 200, 300), (140, 100, 160), row, strict=True):
            draw_cell(sheet, (x, top + number * 30, width, 30), text)


def draw_check_box(sheet: Sheet, x: float, y: float, mark: str) -> None:
    low = HEIGHT - y - 1
    sheet.canvas.rect(x, low, 9, 9)
    if mark == "cross":
        sheet.canvas.line(x, low, x + 9, low + 9)
        sheet.canvas.line(x, low + 9, x + 9, low)
    elif mark:
        sheet.write(x + 1.5, y, [mark])


def table_of(document: Document) -> list[str]:
    return document.text.replace("\n\n", "\n").split("\n")[1:-1]


def test_a_cell_over_all_columns_is_not_cut() -> None:
    sheet = begin()
    draw_cell(sheet, (60, 112, 400, 18), HEAD)
    draw_table(sheet, 130)
    document = read(sheet)

    assert table_of(document) == [HEAD, *LINES]
    assert [page.route for page in document.pages] == ["columns"]


def test_a_cell_over_two_rows_stands_in_the_first() -> None:
    sheet = begin()
    draw_cell(sheet, (60, 120, 100, 60), "Kosten")
    draw_cell(sheet, (160, 120, 150, 30), "Reise der Gäste")
    draw_cell(sheet, (310, 120, 150, 30), "trägt die Stadt Bottrop")
    draw_cell(sheet, (160, 150, 150, 30), "Unterkunft")
    draw_cell(sheet, (310, 150, 150, 30), "trägt die Stadt Foshan")

    assert table_of(read(sheet)) == [
        "Kosten\tReise der Gäste\tträgt die Stadt Bottrop",
        "\tUnterkunft\tträgt die Stadt Foshan",
    ]


@pytest.mark.parametrize("depth", [1, 2])
def test_a_table_drawn_inside_forms_is_a_table(depth: int) -> None:
    sheet = begin()
    sheet.canvas.beginForm("table")
    sheet.canvas.scale(2, 2)
    sheet.canvas.translate(0, -HEIGHT / 2)
    draw_table(sheet, 120)
    sheet.canvas.endForm()
    for number in range(1, depth):
        sheet.canvas.beginForm(f"outer{number}")
        sheet.canvas.doForm("table")
        sheet.canvas.endForm()
    sheet.canvas.scale(0.5, 0.5)
    sheet.canvas.translate(0, HEIGHT)
    sheet.canvas.doForm("table" if depth == 1 else "outer1")
    sheet.canvas.scale(2, 2)
    sheet.canvas.translate(0, -HEIGHT / 2)
    document = read(sheet)

    assert table_of(document) == LINES
    assert [page.route for page in document.pages] == ["columns"]


def test_lines_between_rows_alone_make_no_difference() -> None:
    sheet = begin()
    for y in (115, 133, 190):
        sheet.canvas.line(60, HEIGHT - y, 460, HEIGHT - y)
    for number, row in enumerate((ROWS[0], ("Kulturausschuss", "13.03.2024", "Beratung"), ROWS[2])):
        for x, text in zip((64, 220, 340), row, strict=True):
            sheet.write(x, 128 + number * 18, [text])

    assert table_of(read(sheet)) == [LINES[0], "Kulturausschuss\t13.03.2024\tBeratung", LINES[2]]


@pytest.mark.parametrize("mark", ["cross", "x", "X"])
def test_check_boxes_are_written_before_their_words(mark: str) -> None:
    sheet = begin()
    for y, label, marks in ((130, "Kosten:", (mark, "")), (150, "Beteiligung:", ("", mark))):
        sheet.write(60, y, [label]).write(234, y, ["Ja"]).write(314, y, ["Nein"])
        for x, each in zip((220, 300), marks, strict=True):
            draw_check_box(sheet, x, y, each)
    document = read(sheet)

    assert table_of(document) == ["Kosten: ☒ Ja ☐ Nein", "Beteiligung: ☐ Ja ☒ Nein"]
    assert [page.route for page in document.pages] == ["geometry"]


def test_square_bullets_are_no_check_boxes() -> None:
    sheet = begin()
    for y, word in ((130, "Kultur"), (150, "Sport")):
        sheet.write(60, y, ["Bereich"]).write(234, y, [word]).write(314, y, ["Jugend"])
        sheet.canvas.rect(222, HEIGHT - y, 7, 7, stroke=0, fill=1)

    document = read(sheet)

    assert [page.route for page in document.pages] == ["geometry"]
    assert table_of(document) == ["Bereich Kultur Jugend", "Bereich Sport Jugend"]


def test_characters_written_for_a_drawing_stand_nowhere_in_the_source() -> None:
    sheet = begin()
    for y in (130, 150):
        sheet.write(60, y, ["Kosten:"]).write(234, y, ["Ja"]).write(314, y, ["Nein"])
        draw_check_box(sheet, 220, y, "")
    document = read(sheet)
    place = document.text.index("☐")

    assert not any(run.start <= place < run.start + run.length for run in document.runs)


def write_answers(sheet: Sheet, top: float) -> Document:
    for y, mark in ((top, "cross"), (top + 20, "")):
        sheet.write(60, y, ["Kosten:"]).write(234, y, ["Ja"]).write(314, y, ["Nein"])
        draw_check_box(sheet, 220, y, mark)
    return ingest_bytes(sheet.finish(), "a.pdf")


def test_check_boxes_are_found_on_cropped_pages() -> None:
    sheet = Sheet()
    sheet.canvas.setCropBox((50, 100, 500, HEIGHT - 50))

    assert write_answers(sheet, 130).text.split("\n") == ["Kosten: ☒ Ja Nein", "Kosten: ☐ Ja Nein"]


def test_check_boxes_are_found_on_pages_that_are_turned_to_be_read() -> None:
    sheet = Sheet()
    sheet.canvas.setCropBox((20, 40, WIDTH - 10, HEIGHT - 30))
    sheet.canvas.setPageRotation(90)
    sheet.canvas.translate(WIDTH, 0)
    sheet.canvas.rotate(90)
    document = write_answers(sheet, 330)

    assert document.text.split("\n") == ["Kosten: ☒ Ja Nein", "Kosten: ☐ Ja Nein"]
    assert document.pages[0].rotation == 90


def test_what_pdfplumber_cannot_read_has_no_geometry() -> None:
    assert read_geometry(b"%PDF-1.4 nothing", 1, (0.0, 0.0)) is None
