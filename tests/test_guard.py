"""A document alone has limits too, and whatever it does, this process goes on."""

from __future__ import annotations

import os
import re
import signal
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from pipeline.errors import AccordError, NoTextError
from pipeline.guard import Limits, attempt, limits_of, work_alone

if TYPE_CHECKING:
    from collections.abc import Callable

LIMITS = Limits(seconds=1, memory=2 << 30)


def hang_in_c() -> str:
    return str(re.match(r"(a+)+$", "a" * 64 + "b"))


def hang_in_python() -> str:
    while True:
        time.sleep(0.01)


def swell() -> str:
    return str(len(bytearray(1 << 40)))


def die() -> str:
    os.kill(os.getpid(), signal.SIGKILL)
    return ""


def leave() -> str:
    os._exit(0)


def stumble() -> str:
    raise ZeroDivisionError("by zero")


def fail() -> str:
    raise NoTextError("a.pdf: holds no text")


def recurse() -> str:
    return recurse()


ENDS: list[tuple[Callable[[], str], str, int]] = [
    (hang_in_c, "took longer than 1 s; give it more with accord run --timeout or split it", 11),
    (
        hang_in_python,
        "took longer than 1 s; give it more with accord run --timeout or split it",
        11,
    ),
    (swell, "needs more than 2048 MB of memory; split it", 10),
    (die, "the process that read it broke down; open it in a viewer and save it anew", 12),
    (leave, "the process that read it broke down; open it in a viewer and save it anew", 12),
    (fail, "holds no text", 7),
]


def test_what_is_returned_comes_back() -> None:
    assert work_alone(lambda: "佛山" * 1_000_000, "a.pdf", LIMITS) == "佛山" * 1_000_000


@pytest.mark.parametrize(("work", "fault", "code"), ENDS, ids=[case[0].__name__ for case in ENDS])
def test_ends(work: Callable[[], str], fault: str, code: int) -> None:
    answer = work_alone(work, "a.pdf", LIMITS)

    assert isinstance(answer, AccordError)
    assert (str(answer), answer.exit_code) == (f"a.pdf: {fault}", code)


def test_who_breaks_down_with_much_memory_wanted_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.guard.MUCH", 0.001)  # of 4 GB: what Python takes by itself

    answer = work_alone(die, "a.pdf", Limits())

    assert str(answer) == "a.pdf: needs more than 4096 MB of memory; split it"


@pytest.mark.parametrize(
    ("work", "kind"), [(stumble, "ZeroDivisionError: by zero"), (recurse, "RecursionError: ")]
)
def test_fault_of_the_program_keeps_its_traceback(work: Callable[[], str], kind: str) -> None:
    answer = work_alone(work, "a.pdf", LIMITS)

    assert isinstance(answer, AccordError)
    assert str(answer).startswith(f"a.pdf: met a fault of accord itself ({kind}")
    assert any("Traceback" in note and kind in note for note in answer.__notes__)


def test_answer_leaves_behind_what_led_to_it() -> None:
    def work() -> str:
        try:
            return stumble()
        except ZeroDivisionError as error:
            raise NoTextError("a.pdf: holds no text") from error

    answer = attempt(work, "a.pdf", LIMITS)

    assert isinstance(answer, NoTextError)
    assert (answer.__cause__, answer.__context__, answer.__traceback__) == (None, None, None)
    assert "ZeroDivisionError" in answer.__notes__[0]


def test_what_it_started_ends_with_it(tmp_path: Path) -> None:
    def start() -> str:
        child = os.fork()
        if not child:
            time.sleep(60)
            os._exit(0)
        (tmp_path / "pid").write_text(str(child))
        return hang_in_c()

    work_alone(start, "a.pdf", LIMITS)

    child = int((tmp_path / "pid").read_text())
    assert _is_gone(child)


def _is_gone(child: int) -> bool:
    for _ in range(100):
        try:
            state = Path(f"/proc/{child}/stat").read_text().rpartition(")")[2].split()[0]
        except OSError:
            return True
        if state == "Z":
            return True
        time.sleep(0.02)
    return False


def test_interruption_ends_it(tmp_path: Path) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    def hang() -> str:
        (tmp_path / "pid").write_text(str(os.getpid()))
        return hang_in_c()

    before = signal.signal(signal.SIGALRM, interrupt)
    signal.setitimer(signal.ITIMER_REAL, 0.5)
    try:
        with pytest.raises(KeyboardInterrupt):
            work_alone(hang, "a.pdf", Limits(seconds=60))
    finally:
        signal.signal(signal.SIGALRM, before)

    assert _is_gone(int((tmp_path / "pid").read_text()))


def test_limits_grow_with_what_is_read() -> None:
    assert limits_of(0) == Limits(120, 4 << 30)
    assert limits_of(2_000_000) == Limits(240, 4 << 30)
    assert limits_of(2_000_000, 7, 1 << 30) == Limits(7, 1 << 30)


@pytest.mark.parametrize(
    ("name", "content", "ocr", "seconds"),
    [
        pytest.param("a.txt", b"x" * 1_000_000, True, 180, id="text"),
        pytest.param("a.pdf", b"/Subtype/Image " * 100, True, 6120, id="scan-of-a-hundred-pages"),
        pytest.param("a.pdf", b"/Subtype /Image " * 100, False, 120, id="no-ocr"),
        pytest.param("a.pdf", b"/Subtype/Image " * 999, True, 14_521, id="at-most-four-hours"),
        pytest.param("a.pdf", b"endstream " * 999, True, 121, id="no-images"),
        pytest.param("a", b"II*\x00" * 500_000, True, 3300, id="image"),
    ],
)
def test_time_limit_allows_for_ocr(
    tmp_path: Path, name: str, content: bytes, ocr: bool, seconds: float
) -> None:
    (tmp_path / name).write_bytes(content)

    limits = limits_of(tmp_path / name, ocr=ocr)

    assert limits.seconds == pytest.approx(seconds, abs=0.5)


def test_a_file_that_is_not_there_has_the_least_limit(tmp_path: Path) -> None:
    assert limits_of(tmp_path / "gone.pdf") == Limits(120, 4 << 30)
