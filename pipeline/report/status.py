"""What a run did, in the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.report.terminal import plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.summary import Summary

_MOST = 40  # failures that are listed; --json has all
_STATES = {
    "running": "goes on",
    "ended": "ended",
    "stopped": "was stopped; run the same command again for the others",
    "cut_off": "was cut off; run the same command again for the others",
}


def render_status(summary: Summary) -> str:
    """Render what one run did, what failed and why, as lines of text."""
    return "\n".join(_lines(summary)) + "\n"


def _lines(summary: Summary) -> Iterator[str]:
    counts = ", ".join(f"{count} {name}" for name, count in summary.counts.items() if count)
    left = f", {summary.left} left" if summary.left else ""
    yield f"Run {summary.run}: {counts or 'nothing to do'}{left}"
    yield f"From {summary.started} to {summary.ended}; it {_STATES[summary.state]}"
    if summary.failures:
        classes = summary.failures_by_class.items()
        yield "Failed: " + ", ".join(f"{count} {name}" for name, count in classes)
    for entry in summary.failures[:_MOST]:
        yield f"  failed  {plain(entry.source)}"
        if entry.error is not None:
            yield f"          {entry.error.name}: {plain(entry.error.message)}"
    if len(summary.failures) > _MOST:
        yield f"  and {len(summary.failures) - _MOST} more, all with --json"
    for source in summary.unfinished:
        yield f"  {'in work' if summary.state == 'running' else 'not finished'}  {plain(source)}"
    if summary.slowest:
        yield "Slowest:"
        for slow in summary.slowest:
            pages = "" if slow.pages is None else f", {slow.pages} pages"
            yield f"  {slow.seconds:.1f} s  {plain(slow.source)}{pages}"
