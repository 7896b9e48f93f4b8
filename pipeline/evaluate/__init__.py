"""Evaluation: how well records agree with gold, case by case, then in numbers.

What counts as right stands with each field; the measure knows nothing of how facts are found.
"""

from __future__ import annotations

from pipeline.evaluate.anchors import Anchors
from pipeline.evaluate.cases import Case, DocumentScore
from pipeline.evaluate.gold import Gold, SourceFinder, find_gold, load_gold
from pipeline.evaluate.scoring import score
from pipeline.evaluate.tally import RuleTally, Tally, tally, tally_kinds, tally_rules

__all__ = [
    "Anchors",
    "Case",
    "DocumentScore",
    "Gold",
    "RuleTally",
    "SourceFinder",
    "Tally",
    "find_gold",
    "load_gold",
    "score",
    "tally",
    "tally_kinds",
    "tally_rules",
]
