"""Is a record valid: against its schema, against itself, against the text it speaks of."""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib import resources
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from jsonschema import Draft202012Validator
from jsonschema.exceptions import best_match
from referencing import Registry, Resource

from pipeline.codec import decode, find_values
from pipeline.errors import InvalidRecordError
from pipeline.locate import find_page
from pipeline.models import (
    Agreement,
    Area,
    Beneficiary,
    Commitment,
    DateMention,
    Document,
    Evidence,
    Fact,
    Obligor,
    Party,
    Record,
    Reference,
    SectionEntry,
    Signatory,
    Wording,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pipeline.codec import JsonValue

_Values: TypeAlias = tuple[tuple[str, object], ...]

_SCHEMAS = "pipeline.schemas"
_LONGEST_MESSAGE = 200
_FIRST_YEAR, _LAST_YEAR = 1500, 2200
_ID_LENGTH = 16

_TARGETS = {Agreement: "agreement", Party: "party", SectionEntry: "section"}
_LINKS: dict[type, tuple[tuple[str, str], ...]] = {
    Party: (("agreements", "agreement"),),
    Signatory: (("agreement", "agreement"), ("party", "party")),
    DateMention: (("agreement", "agreement"),),
    Area: (("agreement", "agreement"),),
    Commitment: (("agreement", "agreement"),),
    Reference: (("agreement", "agreement"),),
    Obligor: (("party", "party"),),
    Beneficiary: (("party", "party"),),
    Wording: (("section", "section"),),
    SectionEntry: (("agreement", "agreement"), ("parent", "section"), ("counterpart", "section")),
}


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong at a JSON path; an error makes a record invalid, a warning does not."""

    path: str
    message: str
    severity: Literal["error", "warning"] = "error"


def find_problems(record_json: JsonValue, document: Document | None) -> tuple[Problem, ...]:
    """Find what is wrong with a record; quotes are checked when the document is given."""
    broken = find_schema_problems("record", record_json)
    try:
        record = decode(Record, record_json)
    except InvalidRecordError as error:
        path, _, fault = str(error).partition(": ")
        return broken or (Problem(path, fault),)
    return (*broken, *find_contradictions(record, document))


def find_contradictions(record: Record, document: Document | None) -> tuple[Problem, ...]:
    """Find what no schema sees: quotes, pages, ids, links, sections and dates that do not fit."""
    values = tuple(find_values(record))
    return (
        *_find_identity_problems(record, document),
        *_find_evidence_problems(values, record.source.pages),
        *_find_text_problems(values, document),
        *_find_id_problems(values),
        *_find_link_problems(values),
        *_find_section_problems(record.sections, document),
        *_find_date_problems(values),
        *_find_term_problems(record.agreements),
    )


def find_schema_problems(name: str, data: JsonValue) -> tuple[Problem, ...]:
    """Find where a JSON value breaks one of our schemas (`record`, `document`, `ledger` …)."""
    errors = sorted(load_validator(name).iter_errors(data), key=lambda error: error.json_path)
    deepest = (best_match(iter((error,))) or error for error in errors)
    return tuple(Problem(e.json_path, _shorten(e.message)) for e in deepest)


@lru_cache(maxsize=16)
def load_validator(name: str) -> Draft202012Validator:
    """Load the compiled validator of one of our schemas."""
    registry = _load_registry()
    return Draft202012Validator(_load_schema(f"{name}.schema.json"), registry=registry)


@lru_cache(maxsize=1)
def _load_registry() -> Registry[Any]:
    names = sorted(entry.name for entry in resources.files(_SCHEMAS).iterdir())
    schemas = [_load_schema(name) for name in names if name.endswith(".schema.json")]
    pairs = [(schema["$id"], Resource.from_contents(schema)) for schema in schemas]
    registry: Registry[Any] = Registry()
    return registry.with_resources(pairs).crawl()


@lru_cache(maxsize=16)
def _load_schema(name: str) -> dict[str, Any]:
    schema: dict[str, Any] = json.loads(resources.files(_SCHEMAS).joinpath(name).read_bytes())
    return schema


def _shorten(message: str) -> str:
    if len(message) <= _LONGEST_MESSAGE:
        return message
    half = _LONGEST_MESSAGE // 2
    return f"{message[:half]} … {message[-half:]}"


def _find_identity_problems(record: Record, document: Document | None) -> Iterator[Problem]:
    if record.id != record.source.sha256[:_ID_LENGTH]:
        yield Problem("$.id", "is not the start of the source's SHA-256")
    if document is None:
        message = "the quotes could not be checked: the text is not there"
        yield Problem("$", message, "warning")
    elif document.source.sha256 != record.source.sha256:
        yield Problem("$.source.sha256", "is not that of the text given: it is another file's")


def _find_evidence_problems(values: _Values, pages: int | None) -> Iterator[Problem]:
    for path, item in values:
        if isinstance(item, Evidence):
            yield from (Problem(path, message) for message in _find_faults(item, pages))


def _find_faults(evidence: Evidence, pages: int | None) -> Iterator[str]:
    if evidence.start >= evidence.end:
        yield f"start {evidence.start} is not before end {evidence.end}"
    elif len(evidence.quote) != evidence.end - evidence.start:
        yield f"the quote has {len(evidence.quote)} characters, start and end say otherwise"
    if (evidence.page is None) != (pages is None):
        yield "has a page" if pages is None else "has no page"
    numbers = [box.page for box in evidence.boxes] + [evidence.page or 1]
    if not 1 <= min(numbers) <= max(numbers) <= (pages or 1):
        yield f"speaks of page {max(numbers)} of {pages or 'a text without pages'}"
    if any(box.x0 > box.x1 or box.y0 > box.y1 for box in evidence.boxes):
        yield "has a box that is inside out"


def _find_text_problems(values: _Values, document: Document | None) -> Iterator[Problem]:
    if document is None:
        return
    for path, item in values:
        if not isinstance(item, Evidence):
            continue
        if document.text[item.start : item.end] != item.quote:
            yield Problem(f"{path}.quote", "is not what the text says there")
        elif item.page != find_page(item.start, document):
            yield Problem(f"{path}.page", f"is {item.page}, but the words start on another")


def _find_id_problems(values: _Values) -> Iterator[Problem]:
    known = (Agreement, Party, Commitment, SectionEntry)
    counts = Counter(item.id for _, item in values if isinstance(item, known))
    for name, count in counts.items():
        if count > 1:
            yield Problem("$", f"the id {name!r} is given {count} times")


def _find_link_problems(values: _Values) -> Iterator[Problem]:
    there = {
        (_TARGETS[type(item)], item.id)
        for _, item in values
        if isinstance(item, Agreement | Party | SectionEntry)
    }
    for path, item in values:
        for field, kind in _LINKS.get(type(item), ()):
            for name in _listed(getattr(item, field)):
                if (kind, name) not in there:
                    yield Problem(f"{path}.{field}", f"there is no {kind} {name!r}")


def _listed(target: str | tuple[str, ...] | None) -> tuple[str, ...]:
    return (target,) if isinstance(target, str) else target or ()


def _find_section_problems(
    sections: tuple[SectionEntry, ...], document: Document | None
) -> Iterator[Problem]:
    length = None if document is None else len(document.text)
    by_id = {section.id: section for section in sections}
    for index, section in enumerate(sections):
        parent = by_id.get(section.parent or "")
        if section.start >= section.end or (length is not None and section.end > length):
            yield Problem(f"$.sections[{index}]", "start and end are no range of the text")
        if parent is not None and not parent.start <= section.start <= section.end <= parent.end:
            yield Problem(f"$.sections[{index}]", f"is not inside its parent {parent.id!r}")
        if section.counterpart == section.id:
            yield Problem(f"$.sections[{index}].counterpart", "is the section itself")
    yield from _find_order_problems(sections)


def _find_order_problems(sections: Iterable[SectionEntry]) -> Iterator[Problem]:
    siblings: dict[tuple[str | None, ...], list[SectionEntry]] = {}
    for section in sections:
        key = (section.agreement, section.part, section.language, section.parent)
        siblings.setdefault(key, []).append(section)
    for first, second in (pair for group in siblings.values() for pair in pairwise(group)):
        if second.start < first.end:
            message = f"section {second.id!r} starts before {first.id!r} has ended"
            yield Problem("$.sections", message)


def _find_date_problems(values: _Values) -> Iterator[Problem]:
    for path, text in _find_dates(values):
        faults = (fault for part in text.split("/") for fault in _find_date_faults(part))
        yield from (Problem(path, f"{text!r}: {fault}", "warning") for fault in faults)


def _find_dates(values: _Values) -> Iterator[tuple[str, str]]:
    for path, item in values:
        if isinstance(item, DateMention) and item.value:
            yield f"{path}.value", item.value
        elif isinstance(item, Signatory | Reference) and item.date:
            yield f"{path}.date", item.date
        elif isinstance(item, Fact) and path.endswith(_DATE_FACTS):
            yield f"{path}.value", str(item.value)


_DATE_FACTS = (".deadline", ".entry_into_force", ".expiry", ".document.date")
# EDTF writes spring to winter in the place of the month.
_SEASONS = frozenset({"21", "22", "23", "24"})
_DATE = re.compile(r"(\d{4}|[\dX]{4})(?:-(\d\d|XX)(?:-(\d\d|XX))?)?")


def _find_date_faults(text: str) -> Iterator[str]:
    match = _DATE.fullmatch(text)
    if match is None:
        return
    year, month, day = match.groups()
    if year.isdigit() and not _FIRST_YEAR <= int(year) <= _LAST_YEAR:
        yield "is an unlikely year"
    if not _is_day(year, month, day):
        yield "there is no such day"


def _is_day(year: str, month: str | None, day: str | None) -> bool:
    if month in _SEASONS:
        return day is None
    # A leap year where the year is not said, a long month where the month is not.
    known_year = year if year.isdigit() and int(year) else "2000"
    known_month = month if month and month.isdigit() else "01"
    known_day = day if day and day.isdigit() else "01"
    try:
        date(int(known_year), int(known_month), int(known_day))
    except ValueError:
        return False
    return True


def _find_term_problems(agreements: Iterable[Agreement]) -> Iterator[Problem]:
    for index, agreement in enumerate(agreements):
        start, end = agreement.term.entry_into_force, agreement.term.expiry
        if start is not None and end is not None and str(end.value) < str(start.value):
            path = f"$.agreements[{index}].term.expiry"
            yield Problem(path, f"{end.value} is before the entry into force", "warning")
