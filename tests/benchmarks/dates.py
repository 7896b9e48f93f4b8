"""Compare the full dates of dateparser's `search_dates` with ours, on gold.

Distinct full dates of each document, precision, recall and F1 over all. dateparser is tried with
its defaults, and with day-month-year order, strict parsing and absolute times only. Needs
`pip install dateparser`, which accord does not.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dateparser.search import search_dates

from pipeline.evaluate import SourceFinder, find_gold, load_gold
from pipeline.run import read_file

if TYPE_CHECKING:
    from collections.abc import Callable

FULL = re.compile(r"\d{4}-\d\d-\d\d")
STRICT: dict[str, Any] = {"DATE_ORDER": "DMY", "STRICT_PARSING": True, "PARSERS": ["absolute-time"]}


def find_ours(path: Path, _: str) -> set[str]:
    """Return the full dates of a record, both ends of a range."""
    values = (date.value or "" for date in read_file(path)[0].dates)
    return {day for value in values for day in split_days(value)}


def find_theirs(settings: dict[str, Any] | None) -> Callable[[Path, str], set[str]]:
    """Return a finder that asks dateparser with these settings."""

    def find(_: Path, text: str) -> set[str]:
        found = search_dates(text, languages=["de"], settings=settings) or ()
        return {day.date().isoformat() for _, day in found}

    return find


def split_days(value: str) -> list[str]:
    """Return the full dates of an EDTF value."""
    return [part for part in value.split("/") if FULL.fullmatch(part)]


def say(line: str) -> None:
    """Print a line."""
    sys.stdout.write(f"{line}\n")


def main() -> None:
    """Print precision, recall and F1 of each finder."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--sources", type=Path, action="append", default=[])
    given = parser.parse_args()
    finders = {
        "accord": find_ours,
        "dateparser, defaults": find_theirs(None),
        "dateparser, strict": find_theirs(STRICT),
    }
    counts: Counter[tuple[str, str]] = Counter()
    sources, documents = SourceFinder(given.sources), 0
    for path in find_gold(given.gold):
        gold, file, text = load_gold(path, sources)
        if gold.languages != ("de",) or text is None or gold.scope:
            continue
        documents += 1
        wanted = {day for date in gold.dates for day in split_days(date.value or "")}
        for name, find in finders.items():
            found = find(file, text)
            counts[name, "right"] += len(found & wanted)
            counts[name, "false"] += len(found - wanted)
            counts[name, "missed"] += len(wanted - found)
    say(f"{documents} German texts")
    for name in finders:
        right, false, missed = (counts[name, side] for side in ("right", "false", "missed"))
        f1 = 2 * right / max(2 * right + false + missed, 1)
        say(f"{name}: F1 {f1:.3f} ({right} right, {false} false, {missed} missed)")


if __name__ == "__main__":
    main()
