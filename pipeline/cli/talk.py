"""What the program says to a person: sentences on stderr, exit codes, no traceback unasked."""

from __future__ import annotations

import errno
import traceback
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline.addresses import address_of
from pipeline.errors import AccordError, CrashedError, OutputError
from pipeline.ingest.detect import show_name

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from typing import Any

PIPE = Path("-")
INTERRUPTED = 130
TERMINATED = 143
SOME_FAILED = 1

_DEBUG = "pipeline.debug"


def say(sentence: str) -> None:
    """Say a sentence on stderr."""
    click.echo(f"accord: {show_name(sentence)}", err=True)


def say_error(error: AccordError) -> None:
    """Say what went wrong and, when debugging, where."""
    say(str(error))
    context = click.get_current_context(silent=True)
    if context is not None and context.meta.get(_DEBUG):
        click.echo("".join(traceback.format_exception(error)), err=True)


def put(text: str) -> None:
    """Put a result on stdout, in UTF-8 whatever the locale. Raises OutputError when it is full."""
    try:
        click.echo(text.encode(), nl=False)
    except OSError as error:
        if error.errno == errno.EPIPE:
            raise
        fault = f"standard output cannot be written: {error.strerror}; make room"
        raise OutputError(fault) from error


def quote(path: Path) -> str:
    """Return a path or address in quotes, everything unprintable escaped."""
    return repr(address_of(path) or str(path))


@contextmanager
def about(source: Path) -> Iterator[None]:
    """Name the file that failures are about by the path that was given, unless it is a pipe."""
    try:
        yield
    except AccordError as error:
        if source == PIPE:
            raise
        raise name_source(error, source) from error


def name_source(error: AccordError, source: Path) -> AccordError:
    """Return the error with the whole path, in quotes, where it has the bare name."""
    sentence = show_name(str(error)).removeprefix(f"{show_name(source.name)}: ")
    quoted = quote(source)
    named = sentence if sentence.startswith(quoted) else f"{quoted}: {sentence}"
    result = type(error)(named)
    result.__cause__ = error
    return result


def exit_after(errors: Sequence[AccordError], inputs: int) -> None:
    """Exit with the one input's own code, or with 1 when some of several failed."""
    if errors:
        code = errors[0].exit_code if inputs == 1 else SOME_FAILED
        click.get_current_context().exit(code)


def example(*lines: str) -> str:
    """Return the example below a command's help, its lines left as they are."""
    return "\n".join(("\b", "Example:", *(f"  {line}" for line in lines)))


def debug_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add --debug, which any command may be given."""
    option = click.option(
        "--debug",
        is_flag=True,
        is_eager=True,
        expose_value=False,
        callback=_turn_debug_on,
        help="Show the traceback of a failure.",
    )
    return option(command)


def _turn_debug_on(ctx: click.Context, _: click.Parameter, value: bool) -> None:
    ctx.meta[_DEBUG] = value or ctx.meta.get(_DEBUG, False)


class Boundary(AbstractContextManager["Boundary"]):
    """Turns whatever ends a command into a sentence and an exit code."""

    def __init__(self, context: click.Context) -> None:
        self._context = context

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if isinstance(error, KeyboardInterrupt):
            say("interrupted")
            self._context.exit(INTERRUPTED)
        if isinstance(error, AccordError):
            self._end(error)
        if isinstance(error, Exception) and not _is_for_click(error):
            fault = f"met a fault of its own ({type(error).__name__}: {error})"
            crash = CrashedError(f"{fault}; run it again with --debug and report what that says")
            crash.__cause__ = error
            self._end(crash)

    def _end(self, error: AccordError) -> None:
        say_error(error)
        self._context.exit(error.exit_code)


def _is_for_click(error: Exception) -> bool:
    is_broken_pipe = isinstance(error, OSError) and error.errno == errno.EPIPE
    is_clicks = isinstance(error, click.ClickException | click.exceptions.Exit | click.Abort)
    return is_clicks or is_broken_pipe
