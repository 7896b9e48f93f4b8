"""Measure file to record beside what a user would write in an afternoon.

The alternative reads a PDF with pdfplumber, then with langdetect, blank spaCy with its sentence splitter, and dateparser's
`search_dates` on the first 20,000 characters. Both take turns, file by file, in one process; of
each file the best of two passes counts. Needs `pip install dateparser`, which accord does not.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import langdetect
import pdfplumber
import spacy
from dateparser.search import search_dates

from pipeline.errors import AccordError
from pipeline.run import read_file

if TYPE_CHECKING:
    from collections.abc import Callable

    from spacy.language import Language

PASSES = 2
DATES_IN = 20_000  # characters

_pipelines: dict[str, Language] = {}


def read_in_an_afternoon(path: Path) -> None:
    """Find language, sentences and dates of a file with well-known packages."""
    text = read_text(path)
    language = langdetect.detect(text)
    if language not in _pipelines:
        _pipelines[language] = spacy.blank(language)
        _pipelines[language].add_pipe("sentencizer")
    _pipelines[language](text)
    search_dates(text[:DATES_IN], languages=[language if language in {"de", "en"} else "en"])


def read_text(path: Path) -> str:
    """Return the text of a file, of a PDF by pdfplumber."""
    if path.suffix.lower() != ".pdf":
        return path.read_text(encoding="utf-8")
    with pdfplumber.open(path) as pdf:
        return "\n".join(page.extract_text() for page in pdf.pages)


def read_with_accord(path: Path) -> None:
    """Make the record of a file; a text in no language of ours ends there."""
    try:
        read_file(path)
    except AccordError as error:
        say(f"{path.name}: {error}")


def time_best(work: Callable[[Path], None], path: Path) -> float:
    """Return the least seconds of the processor in two passes."""
    seconds = []
    for _ in range(PASSES):
        start = time.process_time()
        work(path)
        seconds.append(time.process_time() - start)
    return min(seconds)


def say(line: str) -> None:
    """Print a line."""
    sys.stdout.write(f"{line}\n")


def main() -> None:
    """Print milliseconds a document of both, and how many times faster ours is."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--limit", type=int, default=60, help="files at most (default: 60)")
    given = parser.parse_args()
    langdetect.DetectorFactory.seed = 0
    paths = sorted(p for p in given.folder.iterdir() if p.suffix.lower() in {".txt", ".pdf"})[
        : given.limit
    ]
    read_with_accord(paths[0])
    read_in_an_afternoon(paths[0])
    ours = theirs = 0.0
    for path in paths:
        ours += time_best(read_with_accord, path)
        theirs += time_best(read_in_an_afternoon, path)
    count = len(paths)
    say(
        f"{count} files: accord {ours / count * 1000:.1f} ms, afternoon {theirs / count * 1000:.1f} ms"
    )
    say(f"{theirs / ours:.1f} times faster")


if __name__ == "__main__":
    main()
