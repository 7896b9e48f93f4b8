"""Measure what OCR costs: PDFs of the corpus drawn as scans, read, and compared with the original.

    python tests/benchmarks/ocr.py [STEM ...]

Prints, for each file, the character error rate (Levenshtein over characters without white space,
drawn lines aside), confidence, seconds a page, and what differs between the two records.
"""

from __future__ import annotations

import io
import random
import re
import sys
import time
import unicodedata
from collections import Counter, defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

import pypdfium2
from PIL import Image, ImageChops, ImageFilter
from rapidfuzz.distance import Levenshtein

from pipeline.ingest import ingest_bytes
from pipeline.run import run_document

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipeline.models import Document, Record

CORPUS = Path(__file__).parents[2] / "corpus" / "agreements"
DPI = 300
FILES = {
    "03": "German",
    "05": "German",
    "09": "German",
    "16": "English",
    "18": "English",
    "22": "English",
    "24": "Chinese",
    "27": "two columns",
    "28": "two columns",
    "29": "German, then Chinese",
}
ASIDE = re.compile(r"[\s_]")


def draw(data: bytes, seed: str) -> bytes:
    """Return a PDF's pages as a TIFF with a little blur and grain, the same every time."""
    chance = random.Random(seed)  # noqa: S311  # grain is no secret
    with pypdfium2.PdfDocument(data) as pdf:
        frames = [_soil(page.render(scale=DPI / 72).to_pil(), chance) for page in pdf]
    buffer = io.BytesIO()
    frames[0].save(buffer, "TIFF", save_all=True, append_images=frames[1:], dpi=(DPI, DPI))
    return buffer.getvalue()


def _soil(image: Image.Image, chance: random.Random) -> Image.Image:
    soft = image.convert("L").filter(ImageFilter.GaussianBlur(0.6))
    size = soft.width // 2, soft.height // 2
    grain = Image.frombytes("L", size, chance.randbytes(size[0] * size[1])).resize(soft.size)
    return ImageChops.subtract(soft, grain.point([value // 14 for value in range(256)]))


def fold(text: str) -> str:
    """Return what is compared of a text."""
    return ASIDE.sub("", unicodedata.normalize("NFKC", text))


def mean_confidence(document: Document) -> float:
    """Return the confidence of a document's words, long ones counting more."""
    sizes = [(word.confidence or 0.0, word.end - word.start) for word in document.words]
    return sum(sure * size for sure, size in sizes) / max(sum(size for _, size in sizes), 1)


def compare(one: Record, two: Record) -> str:
    """Say how many parties, dates and commitments both records have, of how many each."""
    parts = {
        "parties": ([p.name for p in one.parties], [p.name for p in two.parties]),
        "dates": ([(d.value, d.role) for d in one.dates], [(d.value, d.role) for d in two.dates]),
        "commitments": (
            [(c.modality, c.deadline and c.deadline.value) for c in one.commitments],
            [(c.modality, c.deadline and c.deadline.value) for c in two.commitments],
        ),
    }
    return ", ".join(f"{name} {_share(*pair)}" for name, pair in parts.items())


def _share(one: Iterable[object], two: Iterable[object]) -> str:
    first, second = Counter(one), Counter(two)
    return f"{(first & second).total()} of {first.total()}|{second.total()}"


def main() -> None:
    """Print a line a file and a line a language."""
    errors: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for stem in sys.argv[1:] or FILES:
        path = next(CORPUS.glob(f"{stem}-*.pdf"))
        original = ingest_bytes(path.read_bytes(), path.name)
        image = draw(path.read_bytes(), path.stem)
        start = time.perf_counter()
        scan = ingest_bytes(image, f"{path.stem}.tif")
        seconds = (time.perf_counter() - start) / len(scan.pages)
        wanted, found = fold(original.text), fold(scan.text)
        distance = Levenshtein.distance(wanted, found)
        language = FILES.get(stem, "other")
        errors[language][0] += distance
        errors[language][1] += len(wanted)
        sys.stdout.write(
            f"{stem} {language}: errors {distance / len(wanted):.4f}, confidence "
            f"{mean_confidence(scan):.2f}, {seconds:.1f} s a page; original and scan share "
            f"{compare(run_document(original), run_document(scan))}\n"
        )
        sys.stdout.flush()
    for language, (distance, size) in errors.items():
        sys.stdout.write(f"{language}: {distance} of {size} characters, {distance / size:.4f}\n")


if __name__ == "__main__":
    main()
