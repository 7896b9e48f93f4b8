"""Measure how much of a reference's text each reader finds, and whether in its order.

FOLDER has `pdf/` and `txt/` with the same stems. Word recall is the multiset overlap of words
over the reference's words; word order the longest common subsequence of words over the same.
Words are what white space parts, case kept. Folded alike in the reference and in what each of
the three readers gives:

- page numbers go: lines that are nothing but `7` or `Page 7`, and `- 7 -` and `Page 7 of 9`
  anywhere, as the references run some of them into the text;
- quotation marks and apostrophes of every shape are `"` or `'`, and two `'` or backquotes `"`;
- characters that Unicode calls the same (NFC): U+037E is a semicolon;
- dashes, minus signs and hyphens of every shape, several in a row and with the white space
  around them, are one `-`. Soft hyphens (U+00AD) count as hyphens, and so do U+0002 and U+FFFE,
  which pdfium writes for a hyphen at a line end.

A hyphen at a line end is so one that stays, as in the references, which write `follow- up` for
what a line end parts; a reader that drops it loses the word. The references have no words that
a line end cuts at a syllable.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import unicodedata
from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import pdfplumber
import pypdfium2
from rapidfuzz.distance import LCSseq

from pipeline.ingest import ingest
from pipeline.ingest.paged import read_pages
from pipeline.ingest.pdf import read_pdf
from pipeline.models import Source

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

TOLERATED = 0.002  # that ours may lie below pdfium
NAME = 36  # characters of a file's name that are shown
_PAGE_NUMBER = re.compile(
    r"(?im)^[^\S\n]*(?:page )?\d{1,3}(?: of \d{1,3})?[^\S\n]*$"
    r"|(?<!\S)[-\u2013][^\S\n]*\d{1,3}[^\S\n]*[-\u2013](?!\S)|\bpage \d{1,3} of \d{1,3}\b"
)
_DOUBLE = re.compile("[\u201c\u201d\u201e\u201f\u00ab\u00bb\u2033]|''|``|\u2018\u2018|\u2019\u2019")
_SINGLE = re.compile("[\u2018\u2019\u201a\u201b\u2032`\u00b4]")
_DASHES = re.compile(
    r"\s*[-\u00ad\u2010-\u2015\u2212\uff0d\x02\ufffe]+(?:[-\u00ad\u2010-\u2015\s])*"
)


@dataclass(frozen=True, slots=True)
class Score:
    """Shares of the reference's words: found at all, and found in order."""

    recall: float
    order: float


def read_with_us(path: Path) -> str:
    """Return the text as `accord ingest` does, pages without a text layer left out."""
    return ingest(path, ocr="never").text


def read_as_drawn(path: Path) -> str:
    """Return the text as `accord ingest` does, but in the order in which it was drawn.

    The references follow that order: the difference to `ours` is what was put in another one.
    """
    found = read_pdf(path.read_bytes(), path.name, ocr="never")
    leaves = tuple(replace(leaf, rules=None) for leaf in found.leaves)
    about = Source("", path.name, "", 0, "", None, "text_layer")
    return read_pages(replace(found, leaves=leaves), about).text


def read_with_pdfium(path: Path) -> str:
    """Return the text of each page as pdfium does."""
    with pypdfium2.PdfDocument(path) as pdf:
        return "\n".join(page.get_textpage().get_text_range() for page in pdf)


def read_with_pdfplumber(path: Path) -> str:
    """Return the text of each page as pdfplumber does."""
    texts = []
    with pdfplumber.open(path) as pdf:
        for page in pdf.pages:
            texts.append(page.extract_text())
            page.close()
    return "\n".join(texts)


READERS: dict[str, Callable[[Path], str]] = {
    "ours": read_with_us,
    "drawn": read_as_drawn,
    "pdfium": read_with_pdfium,
    "pdfplumber": read_with_pdfplumber,
}


def split_words(text: str) -> list[str]:
    """Return the words of a text, folded as the module says."""
    text = unicodedata.normalize("NFC", text)
    text = _PAGE_NUMBER.sub("", text.replace("\r\n", "\n"))
    text = _SINGLE.sub("'", _DOUBLE.sub('"', text))
    return _DASHES.sub("-", text).split()


def score(reference: Sequence[str], words: Sequence[str]) -> Score:
    """Compare words with those of the reference."""
    total = max(len(reference), 1)
    ids = {word: number for number, word in enumerate(dict.fromkeys((*reference, *words)))}
    one, two = [ids[word] for word in reference], [ids[word] for word in words]
    found = (Counter(one) & Counter(two)).total()
    return Score(found / total, LCSseq.similarity(one, two) / total)


def find_pairs(folder: Path) -> Iterator[tuple[Path, Path]]:
    """Yield each PDF with its reference."""
    for pdf in sorted((folder / "pdf").iterdir()):
        reference = folder / "txt" / f"{pdf.stem}.txt"
        if reference.exists():
            yield pdf, reference


class Cache:
    """Keeps what pdfplumber read in a file, as it is slow and does not change."""

    def __init__(self, path: Path | None) -> None:
        self._path = path
        known = path is not None and path.exists()
        self._texts: dict[str, str] = json.loads(path.read_text("utf-8")) if path and known else {}

    def read(self, name: str, path: Path) -> str:
        """Return what a reader gives for a file."""
        if name != "pdfplumber" or not self._path:
            return READERS[name](path)
        if path.name not in self._texts:
            self._texts[path.name] = READERS[name](path)
            self._path.write_text(json.dumps(self._texts), "utf-8")
        return self._texts[path.name]


def measure(folder: Path, names: Sequence[str], cache: Cache) -> dict[str, list[Score]]:
    """Return the scores of the readers for each file."""
    table = {}
    for pdf, reference in find_pairs(folder):
        words = split_words(reference.read_text("utf-8"))
        table[pdf.name] = [score(words, split_words(cache.read(name, pdf))) for name in names]
    return table


def format_table(table: dict[str, list[Score]], names: Sequence[str]) -> Iterator[str]:
    """Yield the lines of the table: a file a line, then the means."""
    heads = [f"{name:>10}" for name in names]
    yield f"{'':{NAME}}  recall{'':{11 * len(names) - 6}}order"
    yield f"{'file':{NAME}} {' '.join(heads)} {' '.join(heads)}"
    for name, scores in table.items():
        yield _format_row(name, scores)
    columns = list(zip(*table.values(), strict=True))
    means = [
        Score(sum(s.recall for s in c) / len(c), sum(s.order for s in c) / len(c)) for c in columns
    ]
    yield _format_row("mean", means)


def _format_row(name: str, scores: Sequence[Score]) -> str:
    figures = [f"{s.recall:10.4f}" for s in scores] + [f"{s.order:10.4f}" for s in scores]
    return f"{name[:NAME]:{NAME}} {' '.join(figures)}"


def find_worse(table: dict[str, list[Score]]) -> Iterator[str]:
    """Yield a line for each file in which a text of ours is below pdfium by more than tolerated."""
    for name, (ours, drawn, pdfium, *_) in table.items():
        for kind, found in (("ours", ours), ("drawn", drawn)):
            recall, order = found.recall - pdfium.recall, found.order - pdfium.order
            if min(recall, order) < -TOLERATED:
                yield f"{kind} below pdfium: {name}: recall {recall:+.4f}, order {order:+.4f}"


def main() -> None:
    """Print the table for the folder given, and where ours falls short."""
    parser = argparse.ArgumentParser(description="Compare the text of PDFs with references.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--ours-only", action="store_true", help="leave pdfplumber and pdfium out")
    parser.add_argument("--cache", type=Path, help="file that keeps what pdfplumber read")
    options = parser.parse_args()
    names = ["ours"] if options.ours_only else list(READERS)
    table = measure(options.folder, names, Cache(options.cache))
    lines = [*format_table(table, names), *(() if options.ours_only else find_worse(table))]
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
