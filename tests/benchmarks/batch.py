"""Measure a long run: throughput with one and two workers, memory over time, a rerun.

The files of the folders given are multiplied to as many as wanted, each copy with bytes of its
own: spaces at the end of a text, a comment behind a PDF. Linux only (/proc).
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from itertools import count, cycle, islice
from pathlib import Path

SUFFIXES = {".pdf", ".txt"}
EVERY = 1.0  # seconds between two samples
WIDTH, HEIGHT = 900, 300


@dataclass
class Sample:
    """What a run held at a moment: seconds since its begin, MB of its first process and others."""

    seconds: float
    main: float
    workers: list[float] = field(default_factory=list)


def multiply(folders: list[Path], target: Path, wanted: int) -> None:
    """Write `wanted` files, all different."""
    sources = sorted(p for f in folders for p in f.rglob("*") if p.suffix.lower() in SUFFIXES)
    for number, source in islice(zip(count(), cycle(sources)), wanted):
        copy = target / f"{number // 1000:03}" / f"{number:06}-{source.name[-60:]}"
        copy.parent.mkdir(exist_ok=True)
        mark = f"\n% {number}\n" if source.suffix.lower() == ".pdf" else " " * (number + 1)
        copy.write_bytes(source.read_bytes() + mark.encode())


def run(source: Path, target: Path, jobs: int) -> tuple[float, list[Sample]]:
    """Run accord over a folder; return its seconds and what it held meanwhile."""
    command = [sys.executable, "-m", "pipeline", "run", str(source), "-o", str(target)]
    begun = time.monotonic()
    samples = []
    with subprocess.Popen([*command, "--jobs", str(jobs)], stderr=subprocess.PIPE) as process:
        assert process.stderr is not None
        os.set_blocking(process.stderr.fileno(), False)
        while process.poll() is None:
            process.stderr.read()
            samples.append(take_sample(process.pid, begun))
            time.sleep(EVERY)
    return time.monotonic() - begun, samples


def take_sample(pid: int, begun: float) -> Sample:
    """Read how many MB a process and all below it hold."""
    below = [resident(child) for child in descend(pid)]
    return Sample(time.monotonic() - begun, resident(pid), sorted(below, reverse=True))


def descend(pid: int) -> list[int]:
    """Return all processes below a process."""
    try:
        text = Path(f"/proc/{pid}/task/{pid}/children").read_text()
    except OSError:
        return []
    children = [int(word) for word in text.split()]
    return children + [one for child in children for one in descend(child)]


def resident(pid: int) -> float:
    """Return the MB a process holds, 0 when it has ended."""
    try:
        pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    except OSError:
        return 0.0
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def plot(samples: list[Sample], target: Path) -> None:
    """Draw the memory of the first process and of the largest worker over time, as SVG."""
    end = samples[-1].seconds
    top = max(max([s.main, *s.workers]) for s in samples)
    lines = [("main", "#06c", [s.main for s in samples])]
    lines.append(("largest worker", "#c30", [max([0.0, *s.workers]) for s in samples]))
    drawn = []
    for row, (name, colour, values) in enumerate(lines):
        points = " ".join(
            f"{s.seconds / end * WIDTH:.1f},{HEIGHT - value / top * HEIGHT:.1f}"
            for s, value in zip(samples, values, strict=True)
        )
        drawn.append(f'<polyline points="{points}" fill="none" stroke="{colour}"/>')
        label = f"{name}, at most {max(values):.0f} MB"
        drawn.append(f'<text x="8" y="{20 + 18 * row}" fill="{colour}">{label}</text>')
    drawn.append(f'<text x="8" y="{HEIGHT - 8}">{end:.0f} s</text>')
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}">'
    target.write_text(head + "".join(drawn) + "</svg>\n")


def describe(samples: list[Sample]) -> str:
    """Tell the memory of the first and last tenth of a run."""
    tenth = max(len(samples) // 10, 1)
    parts = []
    for name, values in (
        ("main", [s.main for s in samples]),
        ("largest worker", [max([0.0, *s.workers]) for s in samples]),
    ):
        early, late = max(values[tenth : 2 * tenth]), max(values[-tenth:])
        parts.append(
            f"{name} {early:.0f} MB early, {late:.0f} MB late, {max(values):.0f} MB at most"
        )
    return "; ".join(parts)


def say(line: str) -> None:
    """Print a line at once."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def main() -> None:
    """Print throughput, memory and the time of a rerun."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", type=Path, nargs="+")
    parser.add_argument("--count", type=int, default=10_000, help="files of the long run")
    parser.add_argument("--pair", type=int, default=1_500, help="files of the runs with 1 and 2")
    parser.add_argument("--plot", type=Path, help="where to draw memory over time, an SVG")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for part, wanted in (("pair", given.pair), ("long", given.count)):
            (folder / part).mkdir()
            multiply(given.folders, folder / part, wanted)
        rates = []
        for jobs in (1, 2):
            seconds, _ = run(folder / "pair", folder / f"out{jobs}", jobs)
            rates.append(given.pair / seconds)
            say(f"{jobs} at once: {given.pair} files in {seconds:.0f} s, {rates[-1]:.1f} a second")
        say(f"2 against 1: {rates[1] / rates[0]:.2f} times")
        first, samples = run(folder / "long", folder / "out", 2)
        say(f"long run: {given.count} files in {first:.0f} s, {given.count / first:.1f} a second")
        say(describe(samples))
        if given.plot:
            plot(samples, given.plot)
        again, _ = run(folder / "long", folder / "out", 2)
        say(f"rerun: {again:.1f} s, {first / again:.0f} times faster")


if __name__ == "__main__":
    main()
