"""What a run did, in the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.report.terminal import plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.ledger import Summary


def render_status(summary: Summary) -> str:
    """Render what one run did, what failed and why, as lines of text."""
    return "\n".join(_lines(summary)) + "\n"


def _lines(summary: Summary) -> Iterator[str]:
    counts = ", ".join(f"{count} {name}" for name, count in summary.counts.items() if count)
    yield f"Run {summary.run}: {counts or 'nothing to do'}"
    yield f"From {summary.started} to {summary.ended}"
    for entry in summary.failures:
        yield f"  failed  {plain(entry.source)}"
        if entry.error is not None:
            yield f"          {entry.error.name}: {plain(entry.error.message)}"
    for source in summary.unfinished:
        yield f"  not finished  {plain(source)}"
    if summary.unfinished:
        yield "The run goes on, or was cut off; in that case run the same command again."
