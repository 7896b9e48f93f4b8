"""The lexicon's list of countries, regions, districts and the words around names, parsed once."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from pipeline.lexicon import load_shared

if TYPE_CHECKING:
    from collections.abc import Mapping


@lru_cache(maxsize=1)
def load_data() -> Mapping[str, Any]:
    """Load `lexicon/regions.toml`; raises LexiconError when it cannot be parsed."""
    return load_shared("regions")
