"""PDFs of the corpus with bytes flipped, cut out, doubled or blanked are read or refused."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from pipeline.errors import AccordError
from pipeline.guard import Limits, work_alone
from pipeline.ingest import ingest_bytes

CORPUS = sorted((Path(__file__).parents[2] / "corpus").rglob("*.pdf"))
REASONS = {"EncryptedError", "NoTextError", "UnreadableError", "UnsupportedTypeError"}
MUTATIONS = 20  # a seed


def mutate(data: bytes, chance: random.Random) -> bytes:
    """Return the bytes with one kind of damage done to them."""
    changed = bytearray(data)
    start, length = chance.randrange(len(data)), chance.choice((1, 16, 256, 4096))
    match chance.choice(("flip", "cut", "double", "blank")):
        case "flip":
            for _ in range(chance.choice((1, 5, 50, 500))):
                changed[chance.randrange(len(changed))] = chance.randrange(256)
        case "cut":
            del changed[start : start + length]
        case "double":
            changed[start:start] = changed[start : start + length]
        case _:
            changed[start : start + length] = bytes(length)
    return bytes(changed)


def read(data: bytes) -> str:
    """Return what came of a file: the name of the failure, or `read`."""
    answer = work_alone(lambda: len(ingest_bytes(data, "a.pdf").text), "a.pdf", Limits(seconds=60))
    return type(answer).__name__ if isinstance(answer, AccordError) else "read"


@pytest.mark.parametrize("seed", range(5))
def test_damaged_files(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - the same damage every time
    ends = {read(mutate(chance.choice(CORPUS).read_bytes(), chance)) for _ in range(MUTATIONS)}

    assert "read" in ends
    assert ends <= REASONS | {"read"}
