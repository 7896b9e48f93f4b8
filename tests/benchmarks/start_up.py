"""Measure how long the command line takes to answer: its help, and one short file."""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROUNDS = 7
LETTER = """Memorandum zwischen der Stadt Bottrop und der Stadt Foshan

§ 1 Ziele
Beide Städte werden in den Bereichen Kultur und Bildung zusammenarbeiten.

§ 2 Laufzeit
Dieses Memorandum tritt mit der Unterzeichnung in Kraft und gilt für drei Jahre.

Bottrop, den 12. Januar 2024
"""


def measure(command: list[str]) -> float:
    """Return the median wall time of a command, in seconds, after one warm-up."""
    seconds = []
    for _ in range(ROUNDS + 1):
        start = time.perf_counter()
        subprocess.run(command, check=True, capture_output=True)
        seconds.append(time.perf_counter() - start)
    return statistics.median(seconds[1:])


def main() -> None:
    """Print both figures beside what is to be reached."""
    accord = [sys.executable, "-m", "pipeline"]
    with tempfile.TemporaryDirectory() as folder:
        letter = Path(folder) / "memorandum.txt"
        letter.write_text(LETTER, encoding="utf-8")
        helping = measure([*accord, "--help"])
        reading = measure([*accord, "run", str(letter), "-o", str(Path(folder) / "out")])
        showing = measure([*accord, "extract", str(letter)])
    nothing = measure([sys.executable, "-c", "pass"])
    sys.stdout.write(
        f"python -c pass   {nothing:.2f} s\n"
        f"accord --help    {helping:.2f} s   (to reach: 0.20)\n"
        f"accord run       {reading:.2f} s   (to reach: 2.00)\n"
        f"accord extract   {showing:.2f} s   (to reach: 2.00)\n"
    )


if __name__ == "__main__":
    main()
