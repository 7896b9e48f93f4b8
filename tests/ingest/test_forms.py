"""Fields of forms: their values stand beside their labels, ticked boxes before their words."""

from __future__ import annotations

from ingest.pdfs import HEIGHT, Sheet

from pipeline.ingest import ingest_bytes


def make_form(values: tuple[str, str], ticked: tuple[bool, bool]) -> bytes:
    sheet = Sheet().write(60, 80, ["Angaben zur Vereinbarung der beiden Partner"])
    for y, label, value in zip((130, 160), ("Partner:", "Datum:"), values, strict=True):
        sheet.write(60, y, [label])
        sheet.canvas.acroForm.textfield(
            name=label, value=value, x=160, y=HEIGHT - y - 4, width=200, height=18, borderWidth=0
        )
    sheet.write(60, 190, ["Kosten:"])
    for x, word, is_ticked in zip((160, 240), ("Ja", "Nein"), ticked, strict=True):
        sheet.canvas.acroForm.checkbox(
            name=word, checked=is_ticked, x=x, y=HEIGHT - 194, size=12, tooltip=word
        )
        sheet.write(x + 20, 190, [word])
    return sheet.write(60, 220, ["Ende der Angaben"]).finish()


def test_values_stand_beside_their_labels() -> None:
    document = ingest_bytes(make_form(("Stadt Foshan", "12.01.2024"), (True, False)), "a.pdf")

    assert document.text.replace("\n\n", "\n").split("\n") == [
        "Angaben zur Vereinbarung der beiden Partner",
        "Partner:\tStadt Foshan",
        "Datum:\t12.01.2024",
        "Kosten:\t☒ Ja ☐ Nein",
        "Ende der Angaben",
    ]


def test_evidence_of_a_value_has_its_box() -> None:
    document = ingest_bytes(make_form(("Foshan", ""), (False, False)), "a.pdf")
    (box,) = [w.box for w in document.words if w.end - w.start == len("Foshan") and w.box.x0 == 160]

    assert 130 - 14 < box.y0 < box.y1 < 130 + 8


def test_empty_fields_say_nothing() -> None:
    document = ingest_bytes(make_form(("", ""), (False, True)), "a.pdf")

    assert "Partner:\n" in document.text
    assert "☐ Ja ☒ Nein" in document.text


def test_the_bytes_of_a_form_stay_as_they_are() -> None:
    data = make_form(("Foshan", "2024"), (True, True))
    before = bytes(bytearray(data))
    ingest_bytes(data, "a.pdf")

    assert data == before


def test_numbers_drawn_after_their_clauses_do_not_break_them() -> None:
    clauses = [
        [
            "Die Städte arbeiten in den Bereichen Kultur, Sport und Bildung zusammen und stimmen",
            "ihre Vorhaben ab.",
        ],
        [
            "Jede Stadt trägt die Kosten, die ihr aus dieser Vereinbarung entstehen, selbst und",
            "ohne Ausgleich.",
        ],
    ]
    sheet = Sheet()
    for y, lines in zip((80, 130), clauses, strict=True):
        sheet.write(90, y, lines)
    for y, number in ((80, "33."), (130, "34.")):
        sheet.write(60, y, [number])
    text = ingest_bytes(sheet.finish(), "a.pdf").text

    for lines in clauses:
        assert " ".join(lines) in text
    assert text.index("33.") < text.index("Die Städte") < text.index("34.") < text.index("Jede")
