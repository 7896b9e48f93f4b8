"""The schemas are schemas, describe every property, and their examples are valid."""

from __future__ import annotations

import json
from importlib import resources
from typing import TYPE_CHECKING, Any

import pytest
from jsonschema import Draft202012Validator

from pipeline.validate import find_schema_problems

if TYPE_CHECKING:
    from collections.abc import Iterator

NAMES = ("record", "document", "gold", "ledger")


def _load(name: str) -> dict[str, Any]:
    path = resources.files("pipeline.schemas").joinpath(f"{name}.schema.json")
    schema: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return schema


def _properties(schema: Any, path: str = "$") -> Iterator[tuple[str, Any]]:
    if isinstance(schema, dict):
        if schema.get("additionalProperties") is False:
            for key, value in schema["properties"].items():
                yield f"{path}.{key}", value
        for key, value in schema.items():
            if key != "examples":
                yield from _properties(value, f"{path}.{key}")
    elif isinstance(schema, list):
        for index, value in enumerate(schema):
            yield from _properties(value, f"{path}[{index}]")


def _objects(schema: Any) -> Iterator[dict[str, Any]]:
    if isinstance(schema, dict):
        if schema.get("type") == "object":
            yield schema
        for key, value in schema.items():
            if key != "examples":
                yield from _objects(value)
    elif isinstance(schema, list):
        for value in schema:
            yield from _objects(value)


@pytest.mark.parametrize("name", NAMES)
def test_schema_is_valid_and_has_its_id(name: str) -> None:
    schema = _load(name)

    Draft202012Validator.check_schema(schema)

    assert schema["$id"] == f"urn:accord:schema:{name}:1"


@pytest.mark.parametrize("name", NAMES)
def test_every_object_is_closed(name: str) -> None:
    open_objects = [o for o in _objects(_load(name)) if o.get("additionalProperties") is not False]

    assert open_objects == []


@pytest.mark.parametrize("name", NAMES)
def test_every_property_is_described(name: str) -> None:
    schema = _load(name)
    definitions = schema.get("$defs", {})
    found = list(_properties(schema))

    missing = [
        path
        for path, value in found
        if "description" not in value
        and value.get("$ref", "#").split("/")[-1] not in definitions
        and not value.get("$ref", "").startswith("urn:accord:schema:record:1#")
    ]

    assert len(found) > 10
    assert missing == []


@pytest.mark.parametrize("name", NAMES)
def test_examples_are_valid(name: str) -> None:
    examples = _load(name)["examples"]

    assert examples
    assert [problem for e in examples for problem in find_schema_problems(name, e)] == []
