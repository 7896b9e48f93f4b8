"""A user's own lexicon: areas and entries of one TOML file beside the program's.

[[areas]]                       # an area of the user's own, or one of the program's said anew
id = "hydrogen"
labels = { de = "Wasserstoff", en = "Hydrogen", zh = "氢能" }

[de]
without = ["area.culture"]      # entries of the program's that shall not count

[de.lists]
abbreviations = ["Abt."]        # added to the list of that name

[[de.rules.area]]               # entries, which come before the program's of that group
id = "hydrogen"
value = "hydrogen"
pattern = '(?i:wasserstoff)'
find = "Wasserstoffwirtschaft"
ignore = "Wasserstand"
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from pipeline.errors import LexiconError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

RULE_KEYS = frozenset({"id", "value", "pattern", "find", "ignore"})

_AREA_KEYS = frozenset({"id", "eurovoc", "sdg", "labels"})
_AREA_ID = re.compile(r"[a-z][a-z0-9_]*")
_PARTS = frozenset({"rules", "lists", "without"})
_LINE = re.compile(r"at line (\d+)")


@dataclass(frozen=True, slots=True)
class OwnLexicon:
    """What a user's file says. `name` is the file as sentences call it, `data` its bytes."""

    name: str
    data: bytes
    content: Mapping[str, Any]
    lines: Mapping[str, tuple[int, ...]] = field(default_factory=dict)

    @property
    def areas(self) -> tuple[Mapping[str, Any], ...]:
        """Return the user's own areas."""
        return tuple(self.content.get("areas", ()))

    def part(self, language: str, name: str) -> Any:  # noqa: ANN401  # what TOML holds
        """Return what the file says about a language: its rules, lists, or what to do without."""
        return self.content.get(language, {}).get(name, {})

    def fail(self, header: str, index: int, fault: str) -> LexiconError:
        """Return an error that names the line of the entry under a header, counted from 0."""
        lines = self.lines.get(header, ())
        where = f", line {lines[index]}" if index < len(lines) else ""
        return LexiconError(f"{self.name}{where}: {fault}; mend it")


def load_own(path: Path, languages: Iterable[str]) -> OwnLexicon:
    """Load a user's file; raise LexiconError that names the line where it is wrong."""
    name = repr(str(path))
    try:
        data = path.read_bytes()
        text = data.decode("utf-8-sig")
        content = tomllib.loads(text)
    except OSError as error:
        raise LexiconError(f"{name}: cannot be read: {error.strerror}; check the path") from error
    except UnicodeDecodeError as error:
        raise LexiconError(f"{name}: is no UTF-8; save it as UTF-8") from error
    except tomllib.TOMLDecodeError as error:
        at = _LINE.search(str(error))
        where = f", line {at[1]}" if at else ""
        raise LexiconError(f"{name}{where}: is no TOML: {error}; mend it") from error
    own = OwnLexicon(name, data, content, _find_lines(text))
    _check_parts(own, frozenset(languages))
    _check_areas(own)
    return own


def _find_lines(text: str) -> dict[str, tuple[int, ...]]:
    found: dict[str, tuple[int, ...]] = {}
    for number, line in enumerate(text.splitlines(), 1):
        header = re.match(r"\s*\[+\s*([\w.\-]+)\s*\]+", line)
        if header:
            found[header[1]] = (*found.get(header[1], ()), number)
    return found


def _check_parts(own: OwnLexicon, languages: frozenset[str]) -> None:
    for name, value in own.content.items():
        if name == "areas":
            continue
        if name not in languages:
            known = ", ".join(sorted(languages))
            raise own.fail(name, 0, f"{name!r} is neither `areas` nor a language ({known})")
        strangers = sorted(set(value) - _PARTS) if isinstance(value, dict) else [str(value)]
        if strangers:
            allowed = ", ".join(sorted(_PARTS))
            raise own.fail(f"{name}.{strangers[0]}", 0, f"{strangers[0]!r} is none of {allowed}")


def _check_areas(own: OwnLexicon) -> None:
    for index, area in enumerate(own.areas):
        given = str(area.get("id", ""))
        if not _AREA_ID.fullmatch(given):
            raise own.fail("areas", index, f"id {given!r} is not of a-z, 0-9 and _")
        strangers = sorted(area.keys() - _AREA_KEYS)
        if strangers:
            raise own.fail("areas", index, f"{strangers[0]!r} is no key of an area")


def merge_rules(
    own: OwnLexicon, language: str, raw: Mapping[str, tuple[Mapping[str, Any], ...]]
) -> dict[str, tuple[Mapping[str, Any], ...]]:
    """Return a language's entries with the user's before them, without those it goes without."""
    merged = dict(raw)
    for index, unwanted in enumerate(own.part(language, "without") or ()):
        group, _, name = str(unwanted).partition(".")
        kept = tuple(entry for entry in merged.get(group, ()) if entry.get("id") != name)
        if len(kept) == len(merged.get(group, ())):
            known = (f"{g}.{entry.get('id')}" for g, entries in raw.items() for entry in entries)
            fault = f"there is no entry {unwanted!r} to go without{_hint(unwanted, known)}"
            raise own.fail(language, min(index, 0), fault)
        merged[group] = kept
    for group, entries in (own.part(language, "rules") or {}).items():
        header = f"{language}.rules.{group}"
        if group not in raw:
            raise own.fail(header, 0, f"there is no group {group!r}{_hint(group, raw)}")
        taken = {entry.get("id") for entry in merged[group]}
        for index, entry in enumerate(entries):
            missing = sorted(RULE_KEYS - {"value"} - entry.keys())
            if missing:
                raise own.fail(header, index, f"{missing[0]!r} is missing")
            if entry["id"] in taken:
                raise own.fail(header, index, f"the id {entry['id']!r} is taken; choose another")
            taken.add(entry["id"])
        merged[group] = (*entries, *merged[group])
    return merged


def _hint(name: str, known: Iterable[str]) -> str:
    near = get_close_matches(name, list(known), n=1)
    return f"; did you mean {near[0]!r}?" if near else ""
