"""Measure the peak memory of each reader over 500 pages: many files, and one document.

Run as `memory.py FILE...`. Each figure is that of a process of its own that does nothing else.
This one stays small: a new process starts with the peak of the one that it was forked from.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
from itertools import cycle
from pathlib import Path

from readers import READERS

PAGES = 500
MEGABYTE = 1_000_000
UNIT = 1 if sys.platform == "darwin" else 1024  # bytes in which the system counts memory


def read_pages(name: str, paths: list[Path]) -> None:
    """Read one file after another until there were enough pages; print the peak in megabytes."""
    pages = 0
    for path in cycle(paths):
        pages += READERS[name](path)
        if pages >= PAGES:
            break
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * UNIT
    sys.stdout.write(f"{peak / MEGABYTE:.0f}\n")


def join_files(target: Path, paths: list[Path]) -> None:
    """Write a PDF of as many pages as are read, made of the pages of the files."""
    import pypdfium2

    with pypdfium2.PdfDocument.new() as joined:
        for path in cycle(paths):
            with pypdfium2.PdfDocument(path) as pdf:
                joined.import_pages(pdf, list(range(min(len(pdf), PAGES - len(joined)))))
            if len(joined) >= PAGES:
                break
        joined.save(target)


def run(*arguments: object) -> str:
    """Run this script in a process of its own and return what it prints."""
    command = [sys.executable, __file__, *map(str, arguments)]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def measure(paths: list[str]) -> dict[str, list[int]]:
    """Return for each reader its megabytes for the files, and for one document of their pages."""
    with tempfile.TemporaryDirectory() as folder:
        joined = Path(folder) / "joined.pdf"
        run("--join", joined, *paths)
        return {
            name: [int(run("--read", name, *paths)), int(run("--read", name, joined))]
            for name in READERS
        }


def main() -> None:
    """Print the figures as JSON, or do one part of the work."""
    match sys.argv[1:]:
        case ["--read", name, *paths]:
            read_pages(name, list(map(Path, paths)))
        case ["--join", target, *paths]:
            join_files(Path(target), list(map(Path, paths)))
        case paths:
            sys.stdout.write(json.dumps(measure(paths)) + "\n")


if __name__ == "__main__":
    main()
