"""No room, or no leave to write: the run says so, nothing is torn, and the next one completes."""

from __future__ import annotations

import os
import resource
import signal
import subprocess
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest
from batches import assert_intact, count_events, load_outputs, run, start, wait_until

Mount = Callable[..., None]
NEXT_RUN = "of 12 done, run the same command again for the others"


@pytest.fixture
def mount(place: Path) -> Iterator[Mount]:
    """Mount something on the output folder for as long as the test takes."""
    out = place / "out"
    out.mkdir(mode=0o700)
    mounted: list[Path] = []

    def call(*options: str) -> None:
        done = subprocess.run(["mount", *options, str(out)], capture_output=True, check=False)
        if done.returncode and not mounted:
            pytest.skip(f"nothing can be mounted here: {done.stderr.decode().strip()}")
        assert done.returncode == 0, done.stderr
        mounted.append(out)

    yield call
    while _unmount(out) == 0:
        pass


def _unmount(out: Path) -> int:
    return subprocess.run(
        ["umount", "--lazy", str(out)], capture_output=True, check=False
    ).returncode


def assert_stopped(place: Path, code: int, said: str, fault: str) -> None:
    assert code == 4
    last = said.splitlines()[-1]
    assert f"cannot be written: {fault}" in last
    assert last.endswith(NEXT_RUN)
    assert_intact(place / "out")


def test_disk_full(place: Path, undisturbed: Mapping[str, bytes], mount: Mount) -> None:
    mount("-t", "tmpfs", "-o", "size=96k,mode=700", "accord")

    code, said = run(place)

    assert_stopped(place, code, said, "No space left on device")
    assert 0 < count_events(place / "out", "done") < 12
    mount("-o", "remount,size=16m")
    assert run(place)[0] == 0
    assert_intact(place / "out")
    assert load_outputs(place / "out") == undisturbed


def test_files_that_may_not_grow(place: Path, undisturbed: Mapping[str, bytes]) -> None:
    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (5000, 5000))

    code, said = start(place, "in", "-o", "out", "--jobs", "2", before=limit).end()

    assert_stopped(place, code, said, "")
    assert count_events(place / "out", "done") < 12
    assert run(place)[0] == 0
    assert_intact(place / "out")
    assert load_outputs(place / "out") == undisturbed


def test_folder_mounted_read_only_half_way(
    place: Path, undisturbed: Mapping[str, bytes], mount: Mount
) -> None:
    out = place / "out"

    def forbid() -> None:
        mount("--bind", str(out))
        mount("-o", "remount,ro,bind")

    code, said = _forbid_half_way(place, forbid)

    assert_stopped(place, code, said, "Read-only file system")
    assert _unmount(out) == 0
    assert run(place)[0] == 0
    assert load_outputs(out) == undisturbed


@pytest.mark.skipif(os.geteuid() == 0, reason="permissions do not hold the superuser back")
def test_folder_without_permission_half_way(place: Path, undisturbed: Mapping[str, bytes]) -> None:
    out = place / "out"
    parts = (out, out / "records", out / "texts")

    def permit(mode: int) -> None:
        (out / "ledger.jsonl").chmod(mode & 0o600)
        for part in parts:
            part.chmod(mode)

    code, said = _forbid_half_way(place, lambda: permit(0o500))

    assert_stopped(place, code, said, "Permission denied")
    permit(0o700)
    assert run(place)[0] == 0
    assert load_outputs(out) == undisturbed


def _forbid_half_way(place: Path, forbid: Callable[[], None]) -> tuple[int, str]:
    """Take the leave to write from a run whose processes all wait meanwhile."""
    batch = start(place, "in", "-o", "out", "--jobs", "2")
    wait_until(lambda: count_events(place / "out", "done") or batch.process.poll() is not None)
    os.killpg(batch.process.pid, signal.SIGSTOP)
    assert count_events(place / "out", "ended") == 0
    forbid()
    os.killpg(batch.process.pid, signal.SIGCONT)
    return batch.end()
