"""The command line. A command is imported when it is called, so that help is there at once."""

from __future__ import annotations

import gc
from contextlib import contextmanager
from importlib import import_module
from typing import TYPE_CHECKING, Any

import click

from pipeline import __version__
from pipeline.cli.talk import Boundary, debug_option, example

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

COMMANDS: Mapping[str, tuple[str, str]] = {
    "run": ("pipeline.cli.run:run", "Read documents and write their records."),
    "ingest": ("pipeline.cli.ingest:ingest_file", "Print a file as text with its map."),
    "segment": ("pipeline.cli.segment:segment_file", "Print a document with its structure."),
    "extract": ("pipeline.cli.extract:extract_file", "Print the record of one document."),
    "validate": ("pipeline.cli.validate:validate", "Check records against schema and text."),
    "show": ("pipeline.cli.show:show", "Show a record to a reader."),
    "evaluate": ("pipeline.cli.evaluate:evaluate", "Compare what is found with gold."),
    "status": ("pipeline.cli.show:status", "Tell what the last run did."),
}


class LazyGroup(click.Group):
    """A group whose commands stand in a table and are imported when they are called."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # Click's signature
        """List the commands in the order of the table."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import a command; return None when there is none of that name."""
        if cmd_name not in COMMANDS:
            return None
        module, _, name = COMMANDS[cmd_name][0].partition(":")
        with _uncollected():
            command = getattr(import_module(module), name)
        return command if isinstance(command, click.Command) else None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the table of commands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, about) for name, (_, about) in COMMANDS.items()])

    def invoke(self, ctx: click.Context) -> Any:  # Click's signature
        """Run a command; end with one sentence and an exit code whatever goes wrong."""
        with Boundary(ctx):
            return super().invoke(ctx)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Pause the garbage collector: importing makes many objects and no garbage."""
    gc.disable()
    try:
        yield
    finally:
        # What is imported stays: it need not be looked through again.
        gc.freeze()
        gc.enable()
        gc.set_threshold(100_000, 50, 100)


@click.group(
    cls=LazyGroup,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog=example("accord run agreements/ -o outputs", "accord show memorandum.pdf"),
)
@click.version_option(__version__, prog_name="accord")
@debug_option
def main() -> None:
    """Read agreements: who promised what to whom, until when, in which words."""
