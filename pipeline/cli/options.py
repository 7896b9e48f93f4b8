"""Parameters that several commands take."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pipeline.errors import NothingToReadError, UnreadableError
from pipeline.ingest.scans.modes import AUTO, MODES
from pipeline.lexicon import use_lexicon
from pipeline.report.labels import LANGUAGES
from pipeline.write import load_bytes

if TYPE_CHECKING:
    from collections.abc import Callable


class _File(click.Path):
    """A path as it was typed; whether it can be read is for the reader to say, file by file."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the path; fail on an empty one, which would mean the current folder."""
        if value == "":
            self.fail("the path is empty; name a file or folder", param, ctx)
        return super().convert(value, param, ctx)


FILE = _File(path_type=Path, readable=False)


def _load_password(_: click.Context, __: click.Parameter, path: Path | None) -> str | None:
    if path is None:
        return None
    try:
        lines = load_bytes(path).decode().splitlines()
    except UnicodeDecodeError as error:
        message = f"{str(path)!r}: is not UTF-8; save the password as UTF-8 text"
        raise UnreadableError(message) from error
    if not lines or not lines[0]:
        message = f"{str(path)!r}: its first line is empty; write the password there"
        raise NothingToReadError(message)
    return lines[0]


def _detect_language(_: click.Context, __: click.Parameter, value: str | None) -> str:
    if value is not None:
        return value
    names = (os.environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    locale = next(filter(None, names), "")
    return locale[:2] if locale[:2] in LANGUAGES else "en"


password_option = click.option(
    "--password-file",
    "password",
    type=FILE,
    metavar="FILE",
    callback=_load_password,
    help="File whose first line is the password of protected PDFs.",
)
ocr_option = click.option(
    "--ocr",
    type=click.Choice(MODES),
    default=AUTO,
    show_default=True,
    help="Pages to recognise from their image: those without text, none, or all.",
)


def _use_lexicon(_: click.Context, __: click.Parameter, path: Path | None) -> Path | None:
    if path is not None:
        use_lexicon(path)
    return path


def lexicon_option(*, exposed: bool = False) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Add --lexicon, which takes effect by itself; only what starts processes is handed it."""
    return click.option(
        "--lexicon",
        type=FILE,
        metavar="FILE",
        callback=_use_lexicon,
        expose_value=exposed,
        help="Your own areas and lexicon entries, a TOML file.",
    )


language_option = click.option(
    "--lang",
    "language",
    type=click.Choice(LANGUAGES),
    callback=_detect_language,
    help="Language of the labels; default from the locale.",
)
