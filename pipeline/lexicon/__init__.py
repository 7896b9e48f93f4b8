"""The words of each language, as data: one folder a language, one TOML file a topic.

A file holds `[macros]` (pieces of patterns, named `{piece}` in others), `[tables.NAME]` (words and
what they mean; `{NAME}` in a pattern is their alternation), `[lists]`, and `[[rules.GROUP]]`: a
pattern with its id, its value, a text it must find and one it must leave alone.
"""

from __future__ import annotations

import hashlib
import re
import tomllib
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import resources
from typing import TYPE_CHECKING, Any

from pipeline.errors import LexiconError
from pipeline.lexicon.own import RULE_KEYS, OwnLexicon, load_own, merge_rules

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from importlib.resources.abc import Traversable
    from pathlib import Path

LANGUAGES = ("de", "en", "zh")

_MACRO = re.compile(r"\{([a-z][a-z0-9_]*)\}")
_own: list[OwnLexicon] = []  # the user's, one at most


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern and what it means; `options` holds what only its own group knows.

    `find` is a text in which `pattern` is found, `ignore` one in which it is not.
    """

    id: str
    value: str
    pattern: re.Pattern[str]
    find: str
    ignore: str
    options: Mapping[str, str | int]


@dataclass(frozen=True, slots=True, eq=False)
class Lexicon:
    """One language's words; `fold` maps a variant character to the one that the patterns use."""

    language: str
    fold: Mapping[int, str]
    lists: Mapping[str, tuple[str, ...]]
    tables: Mapping[str, Mapping[str, str | int]]
    _macros: Mapping[str, str]
    _raw: Mapping[str, tuple[Mapping[str, Any], ...]]
    _compiled: dict[str, tuple[Rule, ...]] = field(default_factory=dict)

    def rules(self, group: str) -> tuple[Rule, ...]:
        """Return the rules of a group in their order of precedence, compiled on first use."""
        if group not in self._compiled:
            raw = self._raw.get(group, ())
            self._compiled[group] = tuple(self._compile(group, entry) for entry in raw)
        return self._compiled[group]

    def groups(self) -> tuple[str, ...]:
        """Return the names of all groups of rules."""
        return tuple(self._raw)

    def list(self, name: str) -> tuple[str, ...]:
        """Return a list of words, empty when the language has none of that name."""
        return self.lists.get(name, ())

    def shows(self, name: str, text: str) -> bool:
        """Tell cheaply whether a text has one of a list's words in it, all in small letters.

        A language without the list cannot tell: True.
        """
        words = self.lists.get(name)
        return words is None or any(map(text.__contains__, words))

    def table(self, name: str) -> Mapping[str, str | int]:
        """Return a table of words, empty when the language has none of that name."""
        return self.tables.get(name, {})

    def expand(self, pattern: str) -> str:
        """Replace `{name}` by the macro or the table's alternation of that name."""
        return _MACRO.sub(lambda match: self.expand(self._macros[match[1]]), pattern)

    def _compile(self, group: str, entry: Mapping[str, Any]) -> Rule:
        rule_id = f"{self.language}.{group}.{entry.get('id')}"
        try:
            pattern = re.compile(self.expand(entry["pattern"]))
            find, ignore = entry["find"], entry["ignore"]
        except KeyError as error:
            raise LexiconError(f"lexicon entry {rule_id}: {error} is missing; add it") from error
        except re.error as error:
            raise LexiconError(f"lexicon entry {rule_id}: {error}; mend the pattern") from error
        options = {key: value for key, value in entry.items() if key not in RULE_KEYS}
        return Rule(rule_id, entry.get("value", ""), pattern, find, ignore, options)


@lru_cache(maxsize=8)
def load_lexicon(language: str) -> Lexicon:
    """Load a language's lexicon from the package; `zh-Hans` and `zh-Hant` share one.

    Raises LexiconError when a file cannot be parsed or defines a name a second time.
    """
    code = language.split("-", maxsplit=1)[0]
    files = tuple(_load_files(code))
    lists = {name: tuple(words) for name, words in _collect(files, "lists", code).items()}
    for name, words in ((n, w) for own in _own for n, w in own.part(code, "lists").items()):
        lists[name] = (*lists.get(name, ()), *words)
    tables = {name: dict(words) for name, words in _collect(files, "tables", code).items()}
    macros = {name: _alternation(words) for name, words in (tables | lists).items()}
    macros |= _collect(files, "macros", code)
    raw: dict[str, tuple[Mapping[str, Any], ...]] = {}
    for data in files:
        for group, entries in data.get("rules", {}).items():
            raw[group] = raw.get(group, ()) + tuple(entries)
    for own in _own:
        raw = merge_rules(own, code, raw)
    return Lexicon(code, _fold(lists), lists, tables, macros, raw)


def use_lexicon(path: Path) -> None:
    """Use a user's file beside the program's lexicons from now on, in this process.

    Call it before anything is read: what was compiled from the lexicons by then stays as it is.
    Raises LexiconError that names the line where the file is wrong.
    """
    own = load_own(path, LANGUAGES)
    _own[:] = [own]
    for cached in (load_lexicon, load_areas, hash_lexicons):
        cached.cache_clear()
    try:
        _check_own(own)
    except LexiconError:
        _own.clear()
        for cached in (load_lexicon, load_areas, hash_lexicons):
            cached.cache_clear()
        raise


def _check_own(own: OwnLexicon) -> None:
    areas = load_areas()
    for language in LANGUAGES:
        lexicon = load_lexicon(language)
        for group, entries in (own.part(language, "rules") or {}).items():
            for index, entry in enumerate(entries):
                fault = _find_fault(lexicon, entry)
                if group.startswith("area") and entry.get("value") not in {*areas, None, ""}:
                    fault = f"{entry['value']!r} is no area; add it under [[areas]]"
                if fault:
                    raise own.fail(f"{language}.rules.{group}", index, fault)


def _find_fault(lexicon: Lexicon, entry: Mapping[str, Any]) -> str | None:
    try:
        pattern = re.compile(lexicon.expand(entry["pattern"]))
    except KeyError as error:
        return f"{error} is no piece that a pattern may name"
    except re.error as error:
        return f"its pattern cannot be read: {error}"
    if not pattern.search(entry["find"]):
        return f"its pattern does not find {entry['find']!r}"
    if pattern.search(entry["ignore"]):
        return f"its pattern finds {entry['ignore']!r}, which it must leave alone"
    return None


@lru_cache(maxsize=1)
def load_areas() -> Mapping[str, Mapping[str, Any]]:
    """Load the taxonomy of areas by id, the user's own among them."""
    areas = [*load_shared("areas")["areas"], *(area for own in _own for area in own.areas)]
    return {area["id"]: {"eurovoc": [], "sdg": [], "labels": {}} | area for area in areas}


def load_shared(name: str) -> Mapping[str, Any]:
    """Load a file of no one language: `areas`, `confidence`, `languages`, `regions`."""
    return _load(resources.files(__name__).joinpath(f"{name}.toml").read_bytes(), name)


def _collect(files: Sequence[Mapping[str, Any]], part: str, code: str) -> dict[str, Any]:
    """Put the macros, tables or lists of all files together; each name may be given once."""
    collected: dict[str, Any] = {}
    for data in files:
        for name, value in data.get(part, {}).items():
            if name in collected:
                raise LexiconError(f"lexicon {code}: {name!r} is defined twice; rename one")
            collected[name] = value
    return collected


@lru_cache(maxsize=1)
def hash_lexicons() -> str:
    """Return 16 hex digits that change with any word of any lexicon."""
    digest = hashlib.sha256()
    for name, data in sorted(_list_files(resources.files(__name__), "")):
        digest.update(name.encode() + b"\0" + data)
    for own in _own:
        digest.update(own.data)
    return digest.hexdigest()[:16]


def _list_files(folder: Traversable, prefix: str) -> Iterator[tuple[str, bytes]]:
    for entry in folder.iterdir():
        name = f"{prefix}/{entry.name}"
        if entry.is_dir() and not entry.name.startswith("_"):
            yield from _list_files(entry, name)
        elif entry.name.endswith(".toml"):
            yield name, entry.read_bytes()


def _load_files(code: str) -> Iterator[Mapping[str, Any]]:
    folder = resources.files(__name__).joinpath(code)
    for entry in sorted(folder.iterdir(), key=lambda item: item.name):
        if entry.name.endswith(".toml"):
            yield _load(entry.read_bytes(), f"{code}/{entry.name}")


def _load(data: bytes, name: str) -> Mapping[str, Any]:
    try:
        return tomllib.loads(data.decode())
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise LexiconError(f"lexicon file {name}: {error}; mend the file") from error


def _alternation(words: Mapping[str, Any] | tuple[str, ...]) -> str:
    longest_first = sorted(words, key=lambda word: (-len(word), word))
    return "(?:" + "|".join(re.escape(word).replace("\\ ", " ") for word in longest_first) + ")"


def _fold(lists: Mapping[str, tuple[str, ...]]) -> Mapping[int, str]:
    pairs = lists.get("fold", ())
    return {ord(variant): base for base, variant in (tuple(pair) for pair in pairs)}
