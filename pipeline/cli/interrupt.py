"""What Ctrl-C and SIGTERM mean to a run: once, finish what is in work; twice, stop now."""

from __future__ import annotations

import signal
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.cli.talk import INTERRUPTED, TERMINATED, say

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import FrameType


@dataclass(slots=True)
class Interrupts:
    """What was asked for so far; `code` is the exit code of a run that was stopped."""

    code: int = 0

    def is_stopped(self) -> bool:
        """Tell whether nothing new shall be begun."""
        return self.code != 0


@contextmanager
def listen() -> Iterator[Interrupts]:
    """Let the first signal be asked for, raise KeyboardInterrupt at the second, ignore others."""
    asked = Interrupts()

    def note(number: int, _: FrameType | None) -> None:
        is_second = asked.is_stopped()
        asked.code = TERMINATED if number == signal.SIGTERM else INTERRUPTED
        if is_second:
            for each in before:
                signal.signal(each, signal.SIG_IGN)  # stopping takes a moment
            raise KeyboardInterrupt
        say("stopping when the documents in work are finished; once more stops at once")

    before = {number: signal.signal(number, note) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield asked
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
