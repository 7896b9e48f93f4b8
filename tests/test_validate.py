"""A record is checked against its schema, against itself, and against the text it quotes."""

from __future__ import annotations

import json
from dataclasses import replace
from importlib import resources
from typing import TYPE_CHECKING, Any

import pytest

from pipeline.documents import decode_document
from pipeline.models import Run
from pipeline.validate import Problem, find_problems, find_schema_problems, load_validator

if TYPE_CHECKING:
    from pipeline.models import Document

    Path = tuple[str | int, ...]

Json = dict[str, Any]

EVIDENCE = "$.parties[0].evidence[0]"
WORDS = {"start": 4, "end": 10, "page": None, "quote": "Städte", "language": "de", "rule": "r"}
DATE: Json = {
    "agreement": None,
    "value": "2024-01-12",
    "text": "x",
    "role": "other",
    "recurrence": None,
    "basis": "stated",
    "confidence": None,
    "evidence": [],
}
SECTION = {
    "id": "s2",
    "parent": None,
    "agreement": None,
    "counterpart": None,
    "part": "cover",
    "kind": "body",
    "number": None,
    "title": None,
    "language": "de",
    "start": 0,
    "end": 67,
}
BOX = {"page": 1, "x0": 1, "y0": 1, "x1": 2, "y1": 2}


def load_example(name: str) -> Json:
    schema = resources.files("pipeline.schemas").joinpath(f"{name}.schema.json")
    data: Json = json.loads(schema.read_bytes())["examples"][0]
    digest = "00112233aabbccdd".ljust(64, "0")
    data["source"]["sha256"] = digest
    return data


@pytest.fixture
def record() -> Json:
    return load_example("record")


@pytest.fixture
def document() -> Document:
    return decode_document(load_example("document"))[0]


def change(record: Json, path: Path, value: object) -> None:
    *steps, last = path
    place: Any = record
    for step in steps:
        place = place[step]
    place[last] = value


def test_published_example_is_valid(record: Json, document: Document) -> None:
    assert find_problems(record, document) == ()


@pytest.mark.parametrize("name", ["document", "gold", "ledger", "record"])
def test_schemas_are_schemas(name: str) -> None:
    load_validator(name).check_schema(load_validator(name).schema)


@pytest.mark.parametrize("name", ["document", "ledger", "record"])
def test_published_examples_are_valid(name: str) -> None:
    schema = json.loads(
        resources.files("pipeline.schemas").joinpath(f"{name}.schema.json").read_bytes()
    )

    assert [find_schema_problems(name, example) for example in schema["examples"]] == [
        () for _ in schema["examples"]
    ]


def test_want_of_the_text_is_said(record: Json) -> None:
    message = "the quotes could not be checked: the text is not there"

    assert find_problems(record, None) == (Problem("$", message, "warning"),)


def test_validators_are_compiled_once() -> None:
    assert load_validator("record") is load_validator("record")


@pytest.mark.parametrize(
    ("path", "value", "problem"),
    [
        pytest.param(
            ("commitments", 0, "modality"),
            "wish",
            ("$.commitments[0].modality", "'wish' is not one of "),
            id="word-outside-the-list",
        ),
        pytest.param(
            ("agreements", 0, "status", "value"),
            "signd",
            ("$.agreements[0].status.value", "'signd' is not one of "),
            id="fact-of-the-wrong-kind",
        ),
        pytest.param(("parties",), 1, ("$.parties", "1 is not of type 'array'"), id="type"),
        pytest.param(
            ("id",), "0" * 16, ("$.id", "is not the start of the source's SHA-256"), id="id"
        ),
        pytest.param(
            ("source", "sha256"),
            "00112233aabbccdd".ljust(64, "1"),
            ("$.source.sha256", "is not that of the text given: it is another file's"),
            id="another-file",
        ),
        pytest.param(
            ("parties", 0, "evidence", 0, "quote"),
            "Bottrup",
            (f"{EVIDENCE}.quote", "is not what the text says there"),
            id="quote",
        ),
        pytest.param(
            ("parties", 0, "evidence", 0, "end"),
            11,
            (EVIDENCE, "start 11 is not before end 11"),
            id="empty-range",
        ),
        pytest.param(
            ("parties", 0, "evidence", 0, "end"),
            17,
            (EVIDENCE, "the quote has 7 characters, start and end say otherwise"),
            id="length",
        ),
        pytest.param(
            ("parties", 0, "evidence", 0, "page"),
            1,
            (EVIDENCE, "has a page"),
            id="page-of-plain-text",
        ),
        pytest.param(
            ("parties", 0, "evidence", 0, "boxes"),
            [BOX | {"page": 2}],
            (EVIDENCE, "speaks of page 2 of a text without pages"),
            id="box-without-page",
        ),
        pytest.param(
            ("parties", 0, "evidence", 0, "boxes"),
            [BOX | {"x1": 0}],
            (EVIDENCE, "has a box that is inside out"),
            id="box-inside-out",
        ),
        pytest.param(
            ("parties", 0, "agreements"),
            ["a1", "a2"],
            ("$.parties[0].agreements", "there is no agreement 'a2'"),
            id="party-of-nothing",
        ),
        pytest.param(
            ("commitments", 0, "obligors", 0, "party"),
            "p9",
            ("$.commitments[0].obligors[0].party", "there is no party 'p9'"),
            id="obligor",
        ),
        pytest.param(
            ("commitments", 0, "wordings", 0, "section"),
            "s9",
            ("$.commitments[0].wordings[0].section", "there is no section 's9'"),
            id="section",
        ),
        pytest.param(
            ("dates",),
            [DATE | {"agreement": "a7"}],
            ("$.dates[0].agreement", "there is no agreement 'a7'"),
            id="date-of-nothing",
        ),
        pytest.param(
            ("sections", 0, "counterpart"),
            "s5",
            ("$.sections[0].counterpart", "there is no section 's5'"),
            id="counterpart",
        ),
        pytest.param(
            ("sections", 0, "counterpart"),
            "s1",
            ("$.sections[0].counterpart", "is the section itself"),
            id="own-counterpart",
        ),
        pytest.param(
            ("parties", 1, "id"), "p1", ("$", "the id 'p1' is given 2 times"), id="id-twice"
        ),
        pytest.param(
            ("sections", 0, "end"),
            68,
            ("$.sections[0]", "start and end are no range of the text"),
            id="beyond-the-text",
        ),
    ],
)
def test_errors(
    record: Json, document: Document, path: Path, value: object, problem: tuple[str, str]
) -> None:
    change(record, path, value)

    found = find_problems(record, document)

    errors = [(item.path, item.message) for item in found if item.severity == "error"]
    assert [where for where, message in errors if (where, message[: len(problem[1])]) == problem]


@pytest.mark.parametrize(
    ("sections", "message"),
    [
        pytest.param(
            [SECTION | {"id": "s1", "end": 40}, SECTION | {"parent": "s1", "start": 30, "end": 41}],
            "is not inside its parent 's1'",
            id="outside-its-parent",
        ),
        pytest.param(
            [SECTION | {"id": "s1", "end": 40}, SECTION | {"start": 39}],
            "section 's2' starts before 's1' has ended",
            id="overlap",
        ),
        pytest.param(
            [SECTION | {"id": "s1", "start": 40}, SECTION | {"end": 40}],
            "section 's2' starts before 's1' has ended",
            id="order",
        ),
    ],
)
def test_sections_are_nested_and_ordered(
    record: Json, document: Document, sections: list[Any], message: str
) -> None:
    record["sections"] = sections

    assert [problem.message for problem in find_problems(record, document)] == [message]


def test_versions_may_interleave(record: Json, document: Document) -> None:
    other = SECTION | {"language": "zh-Hans", "start": 10, "end": 60}
    record["sections"] = [SECTION | {"id": "s1"}, other]

    assert find_problems(record, document) == ()


@pytest.mark.parametrize(
    ("value", "fault"),
    [
        pytest.param("2023-02-30", "there is no such day", id="february"),
        pytest.param("2023-13", "there is no such day", id="month"),
        pytest.param("2020/2023-04-31", "there is no such day", id="end-of-a-range"),
        pytest.param("XXXX-02-30", "there is no such day", id="no-year-has-it"),
        pytest.param("0204-01-12", "is an unlikely year", id="slip-of-the-pen"),
    ],
)
def test_odd_dates_are_warned_of(record: Json, document: Document, value: str, fault: str) -> None:
    record["dates"] = [DATE | {"value": value}]

    problem = Problem("$.dates[0].value", f"{value!r}: {fault}", "warning")
    assert find_problems(record, document) == (problem,)


@pytest.mark.parametrize(
    "value", [None, "2024-02-29", "XXXX-02-29", "195X", "2003/2004", "2024-XX-31", "2024/.."]
)
def test_good_dates_pass(record: Json, document: Document, value: str | None) -> None:
    record["dates"] = [DATE | {"value": value}]

    assert find_problems(record, document) == ()


@pytest.mark.parametrize("value", ["12.01.2024", "2024-1-2", "24", "", "2024-01-12T00:00"])
def test_dates_in_no_form_are_errors(record: Json, document: Document, value: str) -> None:
    record["dates"] = [DATE | {"value": value}]

    assert [problem.severity for problem in find_problems(record, document)] == ["error"]


def test_end_before_beginning_is_warned_of(record: Json, document: Document) -> None:
    fact: Json = {"text": None, "basis": "stated", "confidence": None, "evidence": []}
    term = record["agreements"][0]["term"]
    term["entry_into_force"] = fact | {"value": "2024-01-12"}
    term["expiry"] = fact | {"value": "2023-01-12"}

    message = "2023-01-12 is before the entry into force"
    problem = Problem("$.agreements[0].term.expiry", message, "warning")
    assert find_problems(record, document) == (problem,)


def test_page_is_that_of_the_first_word(record: Json, document: Document) -> None:
    paged = replace(document, runs=(Run(0, 0, 11, 1), Run(11, 11, 56, 2)))
    record["source"]["pages"] = 2
    record["parties"][0]["evidence"][0]["page"] = 1

    found = find_problems(record, paged)

    message = "is 1, but the words start on another"
    assert Problem(f"{EVIDENCE}.page", message) in found


def test_anything_but_a_record_is_refused() -> None:
    assert {problem.path for problem in find_problems([], None)} == {"$"}


def test_long_messages_are_cut(record: Json) -> None:
    record["parties"] = "x" * 1000

    (problem,) = find_problems(record, None)

    assert (len(problem.message), " … " in problem.message) == (203, True)
