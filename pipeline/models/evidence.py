"""The words behind a fact, and a single value with its words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from pipeline.models.text import Box

Basis = Literal["stated", "computed", "person"]


@dataclass(frozen=True, slots=True)
class Evidence:
    """Words of the text that carry a fact; `quote` is always `text[start:end]`."""

    start: int
    end: int
    page: int | None
    quote: str
    language: str
    rule: str
    boxes: tuple[Box, ...] = ()


@dataclass(frozen=True, slots=True)
class Fact:
    """A value with its own words."""

    value: str | bool
    text: str | None
    basis: Basis
    confidence: float | None
    evidence: tuple[Evidence, ...]
