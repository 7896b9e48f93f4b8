"""The README tells the truth: its example phrases, commands and exit codes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner
from factories import document_of, reading_of

from pipeline import errors
from pipeline.cli import COMMANDS, main
from pipeline.cli.talk import INTERRUPTED, TERMINATED
from pipeline.extract import find_facts
from pipeline.extract.dates import find_dates
from pipeline.language import detect_languages
from pipeline.models import Facts

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
PHRASES = re.findall(
    r"^\| (.{10,}?) \| ([a-z]+: .+?) \|$", README.partition("## Set up")[0], re.MULTILINE
)
CODES = dict(re.findall(r"^\| (\d+) \| (.+?) \|$", README, re.MULTILINE))


def _list_facts(facts: Facts) -> set[str]:
    term = facts.term
    said = {f"commitment: {c.modality}" for c in facts.commitments}
    said |= {f"area: {area.area}" for area in facts.areas}
    said |= {f"cost: {cost.value}" for cost in facts.legal.costs}
    said |= {f"date: {date.value} {date.role}" for date in facts.dates}
    said |= {f"notice: {notice.period} {notice.to}" for notice in term.notices}
    return said | ({f"duration: {term.duration.value}"} if term.duration else set())


def test_shown_output_is_what_the_command_prints() -> None:
    command, shown = re.findall(r"```console\n\$ accord (.+?)\n(.+?)\n…\n```", README, re.DOTALL)[0]

    result = CliRunner().invoke(
        main, [*command.split()[:1], str(ROOT / command.split()[1]), *command.split()[2:]]
    )

    assert result.output.startswith(shown)


def test_readme_has_six_phrases() -> None:
    assert len(PHRASES) == 6


@pytest.mark.parametrize(("words", "facts"), PHRASES, ids=[facts for _, facts in PHRASES])
def test_phrase_is_read_as_the_readme_says(words: str, facts: str) -> None:
    language = detect_languages(words)[0].language
    reading = reading_of(words, language)

    found = _list_facts(find_facts(reading, find_dates(reading, None)))

    assert set(facts.split("; ")) <= found


def test_every_command_is_in_the_readme() -> None:
    missing = [name for name in COMMANDS if f"`accord {name}" not in README]

    assert missing == []


def test_every_exit_code_is_in_the_readme() -> None:
    classes = [
        value
        for value in vars(errors).values()
        if isinstance(value, type) and issubclass(value, errors.AccordError)
    ]

    codes = {str(cls.exit_code) for cls in classes} | {
        "0",
        "1",
        "2",
        str(INTERRUPTED),
        str(TERMINATED),
    }
    assert codes == set(CODES)


def test_document_of_keeps_its_text() -> None:
    assert document_of("ä\n").text == "ä\n"
