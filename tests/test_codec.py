"""Values survive the way to JSON and back, and what does not fit is named by its path."""

from __future__ import annotations

import json
from dataclasses import replace
from importlib import resources
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.codec import decode, dump, encode, find_values, parse_json
from pipeline.documents import decode_document, dump_document, dump_map, load_document, load_map
from pipeline.errors import InvalidRecordError
from pipeline.models import (
    Block,
    Box,
    Document,
    Evidence,
    Fact,
    Notice,
    Outline,
    Page,
    Record,
    Run,
    Signature,
    Source,
    Span,
    Version,
    Word,
    Words,
)


def example(name: str) -> dict[str, Any]:
    schema = resources.files("pipeline.schemas").joinpath(f"{name}.schema.json")
    value: dict[str, Any] = json.loads(schema.read_bytes())["examples"][0]
    return value


numbers = st.integers(0, 9999)
edges = st.floats(-999, 999).map(lambda edge: round(edge, 2))
levels = st.integers(0, 100).map(lambda percent: percent / 100)
boxes = st.builds(Box, numbers, edges, edges, edges, edges)
evidence = st.builds(
    Evidence,
    numbers,
    numbers,
    st.none() | numbers,
    st.text(),
    st.text(),
    st.text(),
    st.lists(boxes, max_size=2).map(tuple),
)
facts = st.builds(
    Fact,
    st.text() | st.booleans(),
    st.none() | st.text(),
    st.sampled_from(["stated", "computed", "person"]),
    st.none() | st.floats(0, 1),
    st.lists(evidence, max_size=2).map(tuple),
)
documents = st.builds(
    Document,
    st.builds(
        Source,
        st.text(),
        st.text(),
        st.text(),
        numbers,
        st.text(),
        st.none() | numbers,
        st.just("plain"),
    ),
    st.text(),
    st.lists(
        st.builds(Page, numbers, edges, edges, numbers, numbers, numbers, st.text(), st.text()),
        max_size=2,
    ).map(tuple),
    st.lists(st.builds(Run, numbers, numbers, numbers, st.none() | numbers), max_size=3).map(tuple),
    st.lists(st.builds(Word, numbers, numbers, boxes, st.none() | levels), max_size=3).map(
        Words.of
    ),
    st.lists(st.tuples(st.text(), st.text()), max_size=2).map(tuple),
    st.lists(st.builds(Signature, *[st.none() | st.text()] * 3, st.none() | boxes), max_size=2).map(
        tuple
    ),
    st.none() | st.text(),
)


def test_published_record_survives() -> None:
    data = example("record")

    record = decode(Record, data)

    assert encode(record) == data
    assert json.loads(dump(record)) == data


def test_published_document_survives() -> None:
    data = example("document")

    document, outline = decode_document(data)

    assert outline is None
    assert json.loads(dump_document(document)) == data


@given(facts)
def test_facts_survive(fact: Fact) -> None:
    assert decode(Fact, parse_json(dump(fact))) == fact


@given(documents)
def test_documents_survive(document: Document) -> None:
    assert load_document(dump_document(document)) == (document, None)
    assert load_map(dump_map(document)) == (document.pages, document.runs)


def test_outline_survives() -> None:
    document, _ = decode_document(example("document"))
    block = Block(Span(0, 67), "de")
    outline = Outline("agreement", (block,), (Version("a1", "agreement", "de", (block,), ()),))

    assert load_document(dump_document(document, outline)) == (document, outline)


def test_boxes_are_rounded_and_no_more_is_lost() -> None:
    document, _ = decode_document(example("document"))
    exact = replace(document, words=Words.of((Word(0, 3, Box(1, 1.23456, 2.0, 3.999, 4.5)),)))

    loaded, _ = load_document(dump_document(exact))

    assert tuple(loaded.words) == (Word(0, 3, Box(1, 1.23, 2.0, 4.0, 4.5)),)
    assert dump_document(loaded) == dump_document(exact)


def test_key_differs_from_field_where_the_field_says_so() -> None:
    notice = Notice("termination", "P6M", None, ())
    data: Any = {"for": "termination", "period": "P6M", "to": None, "evidence": []}

    assert encode(notice) == data
    assert decode(Notice, data) == notice


def test_text_is_deterministic_and_plain() -> None:
    assert dump(Span(1, 2)) == '{\n  "start": 1,\n  "end": 2\n}\n'
    assert dump("佛山") == '"佛山"\n'


def test_one_run_a_line() -> None:
    document, _ = decode_document(example("document"))

    assert '\n  "runs": [\n    [0, 0, 67, null]\n  ],\n' in dump_document(document)


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        pytest.param([], "$: is [], not an object", id="no-object"),
        pytest.param({"start": 1}, "$: 'end' is missing", id="missing"),
        pytest.param({"start": 1, "end": 2, "x": 3}, "$: 'x' is no key of it", id="stranger"),
        pytest.param({"start": "1", "end": 2}, '$.start: is "1", not an integer', id="string"),
        pytest.param({"start": True, "end": 2}, "$.start: is true, not an integer", id="bool"),
        pytest.param({"start": 1.5, "end": 2}, "$.start: is 1.5, not an integer", id="fraction"),
        pytest.param({"start": None, "end": 2}, "$.start: is null, not an integer", id="null"),
    ],
)
def test_misfits_are_named(data: object, fault: str) -> None:
    with pytest.raises(InvalidRecordError) as raised:
        decode(Span, data)

    assert str(raised.value) == fault


@pytest.mark.parametrize(
    ("path", "value", "fault"),
    [
        pytest.param(
            ("commitments", 0, "obligors", 0, "party"),
            3,
            "$.commitments[0].obligors[0].party: is 3, not a string",
            id="nested",
        ),
        pytest.param(
            ("agreements", 0, "status", "value"),
            None,
            "$.agreements[0].status.value: is null, not a string or true or false",
            id="union",
        ),
        pytest.param(
            ("parties", 0, "names", 0, "kind"),
            "long",
            "$.parties[0].names[0].kind: is \"long\", not one of 'full', 'short', 'defined'",
            id="literal",
        ),
        pytest.param(("dates",), {}, "$.dates: is {}, not an array", id="array"),
        pytest.param(
            ("languages", 0, "share"), "1", '$.languages[0].share: is "1", not a number', id="float"
        ),
    ],
)
def test_misfits_are_named_by_path(path: tuple[Any, ...], value: object, fault: str) -> None:
    data: Any = example("record")
    place = data
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value

    with pytest.raises(InvalidRecordError) as raised:
        decode(Record, data)

    assert str(raised.value) == fault


def test_whole_number_is_a_number() -> None:
    data = example("record")
    data["languages"][0]["share"] = 1

    assert decode(Record, data).languages[0].share == 1.0


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        pytest.param(b"", "is not JSON: Expecting value (line 1, column 1)", id="empty"),
        pytest.param(b"{", "is not JSON: ", id="torn"),
        pytest.param(b"\xff", "is not JSON: no UTF-8 at byte 0", id="bytes"),
        pytest.param(b"NaN", "is not JSON: NaN is no number", id="nan"),
        pytest.param(b"9" * 5000, "is not JSON: a number has too many digits", id="digits"),
        pytest.param(b"[" * 100_000, "is nested too deeply", id="nesting"),
        pytest.param(
            b'"\\ud800"', "is not JSON: half a surrogate pair is no character", id="surrogate"
        ),
    ],
)
def test_no_json_is_refused(text: bytes, fault: str) -> None:
    with pytest.raises(InvalidRecordError) as raised:
        parse_json(text)

    assert str(raised.value).startswith(fault)


def test_another_schema_is_no_document() -> None:
    data: Any = example("document") | {"schema": "urn:accord:schema:record:1"}

    with pytest.raises(InvalidRecordError, match=r"^\$\.schema: is 'urn:accord:schema:record:1'"):
        decode_document(data)


def test_rows_of_the_wrong_length_are_refused() -> None:
    data: Any = example("document") | {"runs": [[1, 2, 3]]}

    with pytest.raises(InvalidRecordError, match=r"^\$\.runs\[0\]: has 3 items, not 4$"):
        decode_document(data)


def test_values_are_found_with_their_paths() -> None:
    box = Box(1, 0.0, 0.0, 1.0, 1.0)
    words = Evidence(0, 1, 1, "x", "de", "r", (box,))
    notice = Notice("termination", "P6M", None, (words,))

    assert list(find_values(notice)) == [
        ("$", notice),
        ("$.evidence[0]", words),
        ("$.evidence[0].boxes[0]", box),
    ]
