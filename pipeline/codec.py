"""Values ↔ JSON: our dataclasses by their field order and type hints, documents compactly."""

from __future__ import annotations

import json
from dataclasses import MISSING, fields, is_dataclass
from functools import lru_cache
from types import NoneType, UnionType
from typing import (
    TYPE_CHECKING,
    Any,
    Literal,
    TypeAlias,
    TypeVar,
    Union,
    cast,
    get_args,
    get_origin,
    get_type_hints,
)

from pipeline.errors import InvalidRecordError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_Path: TypeAlias = "tuple[_Path, str] | None"
JsonValue: TypeAlias = "str | int | float | bool | list[JsonValue] | dict[str, JsonValue] | None"
T = TypeVar("T")


def encode(value: object) -> JsonValue:
    """Turn a value of ours into a JSON value; the order of fields is the order of keys."""
    if value is None or isinstance(value, str | int | float):
        return value
    if isinstance(value, tuple | list):
        return [encode(item) for item in value]
    if isinstance(value, dict):
        return {key: encode(item) for key, item in value.items()}
    cls: type[Any] = type(value)
    return {key: encode(getattr(value, name)) for name, key, *_ in _fields_of(cls)}


def decode(cls: type[T], data: object) -> T:
    """Turn a JSON value into a value of ours; raise InvalidRecordError where it does not fit."""
    return cast("T", _decode(cls, data, None))


def dump(value: object) -> str:
    """Write a value as JSON text: keys in field order, two spaces, a newline at the end."""
    return json.dumps(encode(value), ensure_ascii=False, indent=2, allow_nan=False) + "\n"


def dump_line(value: object) -> str:
    """Write a value as JSON text of one line without its end."""
    return json.dumps(encode(value), ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def find_values(value: object, path: str = "$") -> Iterator[tuple[str, object]]:
    """Find every dataclass value in a value, itself first, each with its JSON path."""
    if isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from find_values(item, f"{path}[{index}]")
    elif is_dataclass(value):
        yield path, value
        for name, key, *_ in _fields_of(type(value)):
            yield from find_values(getattr(value, name), f"{path}.{key}")


def parse_json(text: str | bytes) -> JsonValue:
    """Read JSON text in UTF-8; raise InvalidRecordError when it is none or nested too deeply."""
    try:
        plain = text if isinstance(text, str) else text.decode("utf-8-sig")
        value: JsonValue = json.loads(plain, parse_constant=_refuse_constant)
        if "\\u" in plain:
            json.dumps(value, ensure_ascii=False).encode()
    except UnicodeDecodeError as error:
        raise InvalidRecordError(f"is not JSON: no UTF-8 at byte {error.start}") from error
    except UnicodeEncodeError as error:
        raise InvalidRecordError("is not JSON: half a surrogate pair is no character") from error
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        raise InvalidRecordError(f"is not JSON: {error.msg} ({where})") from error
    except ValueError as error:
        raise InvalidRecordError("is not JSON: a number has too many digits") from error
    except RecursionError as error:
        raise InvalidRecordError("is nested too deeply") from error
    return value


def _refuse_constant(name: str) -> None:
    raise InvalidRecordError(f"is not JSON: {name} is no number")


def _fields_of(cls: type[Any]) -> tuple[tuple[str, str, object, bool], ...]:
    """Return name, key, type and whether it may be absent, for each field."""
    return _find_fields(cls)  # type: ignore[arg-type]  # mypy takes classes for unhashable


@lru_cache(maxsize=64)
def _find_fields(cls: type[Any]) -> tuple[tuple[str, str, object, bool], ...]:
    hints = get_type_hints(cls)
    return tuple(
        (
            field.name,
            field.metadata.get("key", field.name),
            hints[field.name],
            field.default is not MISSING,
        )
        for field in fields(cls)
    )


def _decode(hint: object, data: object, path: _Path) -> object:
    if isinstance(hint, type) and is_dataclass(hint):
        return _decode_object(hint, data, path)
    origin = get_origin(hint)
    if origin is tuple:
        return _decode_tuple(get_args(hint), data, path)
    if origin in (Union, UnionType):
        return _decode_union(get_args(hint), data, path)
    if origin is Literal:
        return _decode_literal(get_args(hint), data, path)
    return _decode_plain(cast("type[Any]", hint), data, path)


def _decode_object(cls: type[Any], data: object, path: _Path) -> object:
    if not isinstance(data, dict):
        raise _misfit(path, "an object", data)
    known = _fields_of(cls)
    _refuse_strangers({key for _, key, *_ in known}, data, path)
    missing = [key for _, key, _, optional in known if key not in data and not optional]
    if missing:
        raise _error(path, f"{missing[0]!r} is missing")
    given = {
        name: _decode(hint, data[key], (path, f".{key}"))
        for name, key, hint, _ in known
        if key in data
    }
    return cls(**given)


def _refuse_strangers(known: set[str], data: Mapping[str, object], path: _Path) -> None:
    strangers = sorted(str(key) for key in data.keys() - known)
    if strangers:
        raise _error(path, f"{strangers[0]!r} is no key of it")


def _decode_tuple(hints: tuple[object, ...], data: object, path: _Path) -> object:
    if not isinstance(data, list):
        raise _misfit(path, "an array", data)
    items = (hints[0],) * len(data) if hints[-1] is Ellipsis else hints
    if len(items) != len(data):
        raise _error(path, f"has {len(data)} items, not {len(items)}")
    if tuple(map(type, data)) == items:
        return tuple(data)
    pairs = enumerate(zip(items, data, strict=True))
    return tuple(_decode(hint, item, (path, f"[{index}]")) for index, (hint, item) in pairs)


def _decode_union(hints: tuple[Any, ...], data: object, path: _Path) -> object:
    if data is None and NoneType in hints:
        return None
    others = tuple(hint for hint in hints if hint is not NoneType)
    if len(others) == 1:
        return _decode(others[0], data, path)
    if get_origin(others[0]) is tuple:
        return _decode(_fit_length(others, data), data, path)
    if type(data) in others:
        return data
    raise _misfit(path, " or ".join(_KINDS[hint] for hint in others), data)


def _fit_length(hints: tuple[Any, ...], data: object) -> object:
    """Return the tuple type that is as long as the data, the first one when none is."""
    length = len(data) if isinstance(data, list) else 0
    return next((hint for hint in hints if len(get_args(hint)) == length), hints[0])


def _decode_literal(values: tuple[Any, ...], data: object, path: _Path) -> object:
    if not isinstance(data, str) or data not in values:
        raise _misfit(path, "one of " + ", ".join(map(repr, values)), data)
    return data


def _decode_plain(cls: type[Any], data: object, path: _Path) -> object:
    if cls is float and type(data) is int:
        return float(data)
    if type(data) is not cls:
        raise _misfit(path, _KINDS[cls], data)
    return data


_KINDS: Mapping[type[Any], str] = {
    str: "a string",
    int: "an integer",
    float: "a number",
    bool: "true or false",
}


def _misfit(path: _Path, wanted: str, data: object) -> InvalidRecordError:
    return _error(path, f"is {json.dumps(data)[:40]}, not {wanted}")


def _error(path: _Path, fault: str) -> InvalidRecordError:
    steps = []
    while path is not None:
        path, step = path
        steps.append(step)
    return InvalidRecordError(f"${''.join(reversed(steps))}: {fault}")
