"""Columns: every paragraph in one piece, in order, languages apart."""

from __future__ import annotations

import re

import pytest
from ingest.columns import Variant, variants

from pipeline.ingest import ingest_bytes

VARIANTS = [pytest.param(variant, id=name) for name, variant in variants()]
PIECE = 8  # characters that tell which column they are from


def read(variant: Variant) -> list[str]:
    text = ingest_bytes(variant.data, "a.pdf").text
    return [piece for piece in re.split(r"[\n\t]+", text) if piece]


def pieces_of_languages(variant: Variant) -> dict[str, set[str]]:
    """Return the pieces of text that only one of the languages holds."""
    whole: dict[str, str] = {}
    for paragraph in variant.paragraphs:
        known = whole.get(paragraph.language, "")
        whole[paragraph.language] = f"{known}\n{paragraph.text}"
    return {
        language: {
            text[start : start + PIECE]
            for start in range(0, len(text), PIECE)
            if not any(text[start : start + PIECE] in whole[o] for o in whole if o != language)
        }
        for language, text in whole.items()
    }


@pytest.mark.parametrize("variant", VARIANTS)
def test_paragraphs_come_in_one_piece_and_in_order(variant: Variant) -> None:
    assert read(variant) == [paragraph.text for paragraph in variant.paragraphs]


@pytest.mark.parametrize("variant", VARIANTS)
def test_languages_stay_apart(variant: Variant) -> None:
    known = pieces_of_languages(variant)
    mixed = [
        line
        for line in read(variant)
        if sum(any(piece in line for piece in pieces) for pieces in known.values()) > 1
    ]
    assert mixed == []
