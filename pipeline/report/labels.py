"""What the views call things, in the reader's language."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import TYPE_CHECKING

from pipeline.lexicon import load_areas

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

LANGUAGES = ("de", "en", "zh")

_PART = re.compile(r"(\d+)([YMWDH])")


@dataclass(frozen=True, slots=True)
class Labels:
    """The labels of one language, by group and name."""

    groups: Mapping[str, Mapping[str, str]]

    def heading(self, name: str) -> str:
        """Return the heading of a part of the view."""
        return self.groups["headings"][name]

    def word(self, name: str, *parts: object) -> str:
        """Return a word of the view, its gaps filled."""
        return self.groups["words"][name].format(*parts)

    def field(self, name: str) -> str:
        """Return the name of a field."""
        return self.groups["fields"][name]

    def notice(self, name: str) -> str:
        """Return what a notice is for, or the time to which it can be given."""
        return self.groups["notices"][name]

    def value(self, value: str | bool) -> str:  # a fact's value is either
        """Return the name of a value, a duration in words, or the value itself."""
        if isinstance(value, bool):
            return self.word("yes" if value else "no")
        if value.startswith("P") and _PART.search(value):
            return " ".join(self._unit(*part) for part in _PART.findall(value))
        return self.groups["values"].get(value, value)

    def values(self, values: Iterable[str]) -> str:
        """Return the names of several values as a list."""
        return self.word("list").join(map(self.value, values))

    def _unit(self, count: str, unit: str) -> str:
        number = "one" if count == "1" else "many"
        return self.groups["units"][f"{number}_{unit.lower()}"].format(count)


@lru_cache(maxsize=len(LANGUAGES))
def load_labels(language: str) -> Labels:
    """Load the labels of `de`, `en` or `zh`."""
    data = tomllib.loads(resources.files(__package__).joinpath("labels.toml").read_text("utf-8"))
    groups = {
        group: {name: entry[language] for name, entry in entries.items()}
        for group, entries in data.items()
    }
    areas = {area["id"]: area["labels"].get(language) for area in load_areas().values()}
    own = {name: label for name, label in areas.items() if label}
    return Labels(groups | {"values": own | groups["values"]})
