"""What the last run did, summed up from the ledger."""

from __future__ import annotations

import heapq
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from pipeline.ledger import ENDS, Entry

if TYPE_CHECKING:
    from collections.abc import Iterable


State = Literal["running", "ended", "stopped", "cut_off"]

_SLOWEST = 5


@dataclass(frozen=True, slots=True)
class Slow:
    """A document that took long; `seconds` of the clock."""

    source: str
    seconds: float
    pages: int | None


@dataclass(frozen=True, slots=True)
class Summary:
    """What one run did.

    `unfinished` holds the sources that were started and never ended, `left` counts what was
    planned and has not ended, None when the plan is not known. `state` tells `cut_off` of a run
    that neither ended nor was stopped, unless it goes on.
    """

    run: str
    started: str
    ended: str
    state: State
    planned: int | None
    counts: dict[str, int]
    pages: int
    failures_by_class: dict[str, int]
    failures: tuple[Entry, ...]
    slowest: tuple[Slow, ...]
    unfinished: tuple[str, ...]
    left: int | None


def summarise(entries: Iterable[Entry], *, is_running: bool = False) -> Summary | None:
    """Sum up the last run; return None when there has been none.

    `is_running` tells whether a run holds the folder now.
    """
    count: _Count | None = None
    for entry in entries:
        # Two runs may have one name when the clock was set back.
        if count is None or entry.run != count.first.run or entry.event == "planned":
            count = _Count(entry)
        count.add(entry)
    return count.sum_up(is_running=is_running) if count else None


@dataclass(slots=True)
class _Count:
    """The counts of a run as its lines are read; only what is open or failed is kept."""

    first: Entry
    last: Entry | None = None
    planned: int | None = None
    pages: int = 0
    ends: Counter[str] = field(default_factory=Counter)
    failures: list[Entry] = field(default_factory=list)
    slowest: list[tuple[float, str, int | None]] = field(default_factory=list)
    open: dict[str, None] = field(default_factory=dict)

    def add(self, entry: Entry) -> None:
        self.last = entry
        if entry.event == "planned":
            self.planned = entry.planned
        elif entry.event == "started":
            self.open[entry.source] = None
        elif entry.event in ENDS:
            self._end(entry)

    def _end(self, entry: Entry) -> None:
        self.open.pop(entry.source, None)
        self.ends[entry.event] += 1
        self.pages += entry.pages or 0
        if entry.event == "failed":
            self.failures.append(entry)
        if entry.seconds is not None:
            heapq.heappush(self.slowest, (entry.seconds, entry.source, entry.pages))
            if len(self.slowest) > _SLOWEST:
                heapq.heappop(self.slowest)

    def sum_up(self, *, is_running: bool) -> Summary:
        last = self.last or self.first
        classes = Counter(entry.error.name for entry in self.failures if entry.error)
        ended = sum(self.ends.values())
        slowest = sorted(self.slowest, key=lambda slow: (-slow[0], slow[1]))
        return Summary(
            run=self.first.run,
            started=self.first.time,
            ended=last.time,
            state=_find_state(last, is_running=is_running),
            planned=self.planned,
            counts={name: self.ends[name] for name in ENDS},
            pages=self.pages,
            failures_by_class=dict(sorted(classes.items())),
            failures=tuple(self.failures),
            slowest=tuple(Slow(source, seconds, pages) for seconds, source, pages in slowest),
            unfinished=tuple(self.open),
            left=None if self.planned is None else max(self.planned - ended, 0),
        )


def _find_state(last: Entry, *, is_running: bool) -> State:
    if last.event == "ended":
        return "ended"
    if last.event == "stopped":
        return "stopped"
    return "running" if is_running else "cut_off"
