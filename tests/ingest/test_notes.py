"""Footnotes: read where the sentence over the page end has ended, and nowhere in it."""

from __future__ import annotations

import pytest
from ingest.pdfs import HEIGHT, Sheet

from pipeline.ingest import ingest_bytes

LINES = [
    "Die Stadt Bottrop und die Stadt Foshan vereinbaren, ihre Zusammenarbeit in den Bereichen",
    "Stadtentwicklung, Kultur und Sport auszubauen und in jedem Jahr ein gemeinsames Vorhaben der",
]
NOTES = [
    "1 Beschluss des Rates vom 12. Januar 2024, der einstimmig gefasst wurde.",
    "2 Siehe das Protokoll der Sitzung, das diesem Papier als Anlage beigefügt",
    "ist.",
]
REST = ["Verwaltungen und Vereine zu beginnen.", "", "Sie benennen dafür Ansprechpersonen."]


def write_notes(sheet: Sheet, notes: list[str], size: float) -> None:
    sheet.canvas.setFont("Helvetica", size)
    for number, line in enumerate(notes):
        sheet.canvas.drawString(60, HEIGHT - 750 - number * 10, line)


@pytest.mark.parametrize("mark", ["1", "*", "[1]", "1)"])
def test_a_sentence_over_the_page_end_goes_on_past_the_notes(mark: str) -> None:
    notes = [NOTES[0].replace("1", mark, 1), *NOTES[1:]]
    sheet = Sheet().write(60, 80, LINES)
    write_notes(sheet, notes, 8)
    document = ingest_bytes(sheet.turn().write(60, 80, REST).finish(), "a.pdf")

    assert document.text.split("\n\n") == [
        " ".join([*LINES, REST[0]]),
        f"{notes[0]}\n{notes[1]} {notes[2]}",
        REST[2],
    ]


def test_a_typed_line_above_the_notes_goes_with_them() -> None:
    sheet = Sheet().write(60, 80, LINES).write(60, 738, ["_" * 18])
    write_notes(sheet, NOTES[:1], 8)
    document = ingest_bytes(sheet.turn().write(60, 80, REST).finish(), "a.pdf")

    assert document.text.startswith(" ".join([*LINES, REST[0]]))
    assert document.text.count("_" * 18) == 1


def test_notes_on_the_last_page_come_last() -> None:
    sheet = Sheet().write(60, 80, [*LINES, *REST])
    write_notes(sheet, NOTES[:1], 8)

    assert ingest_bytes(sheet.finish(), "a.pdf").text.split("\n\n")[-1] == NOTES[0]


def test_every_note_comes_once() -> None:
    sheet = Sheet()
    topics = ("Kultur", "Sport und Jugend", "Wissenschaft")
    for number, topic in enumerate(topics, 1):
        sheet.write(60, 80, [f"Für {topic} gilt, was die Städte vereinbart haben."])
        write_notes(sheet, [f"{number} Siehe den Bericht über {topic}."], 8)
        sheet.turn()
    text = ingest_bytes(sheet.finish(), "a.pdf").text

    assert [text.count(f"Bericht über {topic}.") for topic in topics] == [1, 1, 1]


@pytest.mark.parametrize("size", [10, 9.8])
def test_numbered_lines_as_large_as_the_text_are_no_notes(size: float) -> None:
    sheet = Sheet().write(60, 80, LINES)
    write_notes(sheet, NOTES[:1], size)
    document = ingest_bytes(sheet.turn().write(60, 80, REST).finish(), "a.pdf")

    assert document.text.index(NOTES[0]) < document.text.index(REST[0])
