"""Evidence gets the page it starts on and a box for each line it touches."""

from __future__ import annotations

import json
from dataclasses import replace
from importlib import resources

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.codec import decode, find_values
from pipeline.locate import find_page, locate, locate_record
from pipeline.models import Box, Document, Evidence, Page, Record, Run, Source, Word, Words

SOURCE = Source("0" * 16, "a.pdf", "application/pdf", 1, "0" * 64, 2, "text_layer")


def page_of(number: int, start: int, length: int) -> Page:
    return Page(number, 600.0, 800.0, 0, start, length, "flow", "text_layer")


def word(start: int, end: int, page: int, *box: float) -> Word:
    return Word(start, end, Box(page, *box))


# Source: "Die Part-\nnerin\n" on page 1, "zahlt.\n" on page 2; the text joins the broken word.
TEXT = "Die Partnerin zahlt."
DOCUMENT = Document(
    SOURCE,
    TEXT,
    (page_of(1, 0, 16), page_of(2, 16, 7)),
    (Run(0, 0, 8, 1), Run(8, 10, 5, 1), Run(14, 16, 6, 2)),
    Words.of(
        (
            word(0, 3, 1, 10, 100, 30, 110),
            word(4, 9, 1, 35.004, 99, 70, 110.5),
            word(10, 15, 1, 10, 120, 40, 130),
            word(16, 22, 2, 10, 50, 40, 60),
        )
    ),
)


def cite(start: int, end: int, document: Document = DOCUMENT) -> Evidence:
    return Evidence(start, end, None, document.text[start:end], "de", "rule")


FIRST_LINE = Box(1, 10, 99, 70, 110.5)
SECOND_LINE = Box(1, 10, 120, 40, 130)
NEXT_PAGE = Box(2, 10, 50, 40, 60)


@pytest.mark.parametrize(
    ("start", "end", "page", "boxes"),
    [
        pytest.param(0, 3, 1, (Box(1, 10, 100, 30, 110),), id="one-word"),
        pytest.param(1, 2, 1, (Box(1, 10, 100, 30, 110),), id="part-of-a-word"),
        pytest.param(0, 8, 1, (FIRST_LINE,), id="words-of-a-line-are-one-box"),
        pytest.param(4, 8, 1, (Box(1, 35.0, 99, 70, 110.5),), id="rounded"),
        pytest.param(0, 13, 1, (FIRST_LINE, SECOND_LINE), id="two-lines"),
        pytest.param(0, 20, 1, (FIRST_LINE, SECOND_LINE, NEXT_PAGE), id="over-the-page"),
        pytest.param(14, 20, 2, (NEXT_PAGE,), id="second-page"),
        pytest.param(13, 20, 2, (NEXT_PAGE,), id="starts-between-runs"),
        pytest.param(13, 14, 2, (), id="put-in-by-the-clean-up"),
    ],
)
def test_place(start: int, end: int, page: int, boxes: tuple[Box, ...]) -> None:
    found = locate(cite(start, end), DOCUMENT)

    assert (found.page, found.boxes) == (page, boxes)
    assert found.quote == TEXT[start:end]


def test_word_cleaned_in_its_middle_is_one_box() -> None:
    document = replace(
        DOCUMENT,
        text="Partei",
        runs=(Run(0, 0, 3, 1), Run(3, 4, 3, 1)),
        words=Words.of((word(0, 7, 1, 10, 100, 50, 110),)),
    )

    assert locate(cite(0, 6, document), document).boxes == (Box(1, 10, 100, 50, 110),)


def test_second_column_is_another_box() -> None:
    document = replace(
        DOCUMENT,
        text="a b",
        runs=(Run(0, 0, 3, 1),),
        words=Words.of((word(0, 1, 1, 300, 100, 310, 110), word(2, 3, 1, 10, 100, 20, 110))),
    )

    boxes = locate(cite(0, 3, document), document).boxes

    assert boxes == (Box(1, 300, 100, 310, 110), Box(1, 10, 100, 20, 110))


def test_plain_text_has_neither_page_nor_box() -> None:
    document = replace(DOCUMENT, pages=(), runs=(Run(0, 0, len(TEXT), None),), words=Words())

    found = locate(cite(0, 3), document)

    assert (found.page, found.boxes) == (None, ())


def test_empty_map_has_no_page() -> None:
    assert find_page(0, replace(DOCUMENT, runs=())) is None


@given(st.integers(0, 19), st.integers(1, 20))
def test_boxes_are_those_of_touched_words(start: int, length: int) -> None:
    found = locate(cite(start, min(start + length, 20)), DOCUMENT)

    assert locate(found, DOCUMENT) == found
    assert {box.page for box in found.boxes} <= {1, 2}
    assert all(box.x0 < box.x1 and box.y0 < box.y1 for box in found.boxes)


def test_every_evidence_of_a_record_is_located() -> None:
    schema = json.loads(
        resources.files("pipeline.schemas").joinpath("record.schema.json").read_bytes()
    )
    record = decode(Record, schema["examples"][0])
    document = replace(DOCUMENT, runs=(Run(0, 0, 99, 7),))

    located = locate_record(record, document)

    pages = [item.page for _, item in find_values(located) if isinstance(item, Evidence)]
    assert pages == [7, 7, 7, 7]
    assert located.parties[0].name == record.parties[0].name
