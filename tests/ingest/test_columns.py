"""Columns: every paragraph in one piece, in order, languages apart."""

from __future__ import annotations

import re

import pytest
from ingest.columns import Variant, variants
from ingest.sheets import Paragraph

from pipeline.ingest import ingest_bytes

VARIANTS = [pytest.param(variant, id=name) for name, variant in variants()]
PIECE = 8  # characters that tell which paragraph they are from


def read(variant: Variant) -> list[str]:
    text = ingest_bytes(variant.data, "a.pdf").text
    return [piece for piece in re.split(r"[\n\t]+", text) if piece]


def pieces(paragraph: Paragraph) -> set[str]:
    text = paragraph.text
    return {text[start : start + PIECE] for start in range(0, len(text) - PIECE + 1, PIECE)}


@pytest.mark.parametrize("variant", VARIANTS)
def test_paragraphs_come_in_one_piece_and_in_order(variant: Variant) -> None:
    assert read(variant) == [paragraph.text for paragraph in variant.paragraphs]


@pytest.mark.parametrize("variant", VARIANTS)
def test_languages_stay_apart(variant: Variant) -> None:
    known: dict[str, set[str]] = {}
    for paragraph in variant.paragraphs:
        known.setdefault(paragraph.language, set()).update(pieces(paragraph))
    mixed = [
        line
        for line in read(variant)
        if sum(any(piece in line for piece in found) for found in known.values()) > 1
    ]
    assert mixed == []
