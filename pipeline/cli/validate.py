"""accord validate."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from pipeline.cli.inputs import find_document, is_record, load_input, name_input, pick
from pipeline.cli.options import FILE
from pipeline.cli.talk import debug_option, example, exit_after, put, say_error
from pipeline.errors import AccordError, InvalidRecordError
from pipeline.ingest.detect import show_name
from pipeline.validate import find_problems

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from pipeline.validate import Problem


@click.command("validate", epilog=example("accord validate outputs/records/*.json"))
@click.argument("records", metavar="RECORD…|-", type=FILE, nargs=-1, required=True)
@debug_option
def validate(records: Sequence[Path]) -> None:
    """Check records: against the schema, against themselves, against the text they quote.

    The text is taken from the pipe (`accord extract --with-document`) or from the output folder in
    which the record lies. Without it the quotes cannot be checked, and that is said.
    """
    errors = tuple(_find_errors(records))
    exit_after(errors, len(records))


def _find_errors(records: Sequence[Path]) -> Iterator[AccordError]:
    for path in records:
        try:
            _check(path)
        except AccordError as error:
            say_error(error)
            yield error


def _check(path: Path) -> None:
    name, data = name_input(path), load_input(path)
    record = pick(data, "record")
    if not is_record(record):
        raise InvalidRecordError(f"{name}: is no record; make one with accord extract")
    problems = find_problems(record, find_document(data, path))
    errors = sum(problem.severity == "error" for problem in problems)
    for problem in problems:
        put(_line(name, problem))
    if errors:
        fault = "1 error" if errors == 1 else f"{errors} errors"
        raise InvalidRecordError(
            f"{name}: is not valid: {fault}; make it again with accord extract"
        )
    put(f"{name}: valid\n")


def _line(name: str, problem: Problem) -> str:
    return f"{name}: {show_name(f'{problem.path}: {problem.severity}: {problem.message}')}\n"
