"""What a text must hold for a pattern to be found in it: a cheap test before the dear one.

A gate is read off the pattern itself, so that no list of cues can fall behind its pattern. What
the reader below does not understand it takes as demanding nothing: the pattern is then tried.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pipeline.lexicon import Lexicon, Rule

# One of these words must stand in the text; of each clause of a branch; of any branch.
_Clause = frozenset[str]
_Branch = tuple[_Clause, ...]

_TOKEN = re.compile(
    r"(?P<quantifier>(?:[*+?]|\{\d*,?\d*\})[?+]?)|(?P<look>\(\?<?[=!])"
    r"|(?P<open>\((?:\?P<\w+>|\?[aimsux]*(?:-[imsx]+)?:)?)|(?P<close>\))|(?P<bar>\|)"
    r"|(?P<set>\[\^?\]?(?:\\.|[^\]\\])*\])|(?P<edge>\\[bBAZ]|[\^$])|(?P<any>\.|\\[dDsSwW\d])"
    r"|(?P<code>\\(?:x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}))|\\(?P<escaped>.)|(?P<plain>.)",
    re.DOTALL,
)
# "[Aa]" stands for one letter in either case.
_PLAIN_SET = re.compile(r"\[[^\^\\\[-]+\]")
# Words of one letter are in nearly every text, but one Chinese character says much.
_HAN = "\u3400"


@dataclass(frozen=True, slots=True)
class Gate:
    """Words of which a text must hold one, each with the further words that its branch demands.

    `words` is None when the pattern demands none.
    """

    words: tuple[tuple[str, _Branch], ...] | None

    def admits(self, lowered: str) -> bool:
        """Tell whether the pattern may be found in a text given in lower case."""
        if self.words is None:
            return True
        for word, rest in self.words:
            if word in lowered and (not rest or _holds(lowered, rest)):
                return True
        return False


def _holds(lowered: str, branch: _Branch) -> bool:
    return all(any(word in lowered for word in clause) for clause in branch)


def make_gate(pattern: str) -> Gate:
    """Return the gate of a pattern."""
    reader = _Reader(pattern)
    branches = reader.read_branches()
    if reader.is_lost or not all(branches):
        return Gate(None)
    words = dict.fromkeys(chain.from_iterable(_spread(branch) for branch in branches))
    alone = {word for word, rest in words if not rest}
    return Gate(tuple(item for item in words if not _is_covered(item[0], alone)))


@lru_cache(maxsize=512)
def _load_gates(group: str, lexicon: Lexicon) -> tuple[tuple[Gate, Rule], ...]:
    return tuple((make_gate(rule.pattern.pattern), rule) for rule in lexicon.rules(group))


def likely_rules(group: str, text: str, lexicon: Lexicon) -> Iterator[Rule]:
    """Yield those rules of a group, in their order, that a text gives a chance to."""
    lowered = text.lower()
    for gate, rule in _load_gates(group, lexicon):
        if gate.admits(lowered):
            yield rule


def _is_covered(word: str, alone: set[str]) -> bool:
    """Tell whether a shorter word, which is enough by itself, stands in this one."""
    return any(other in word and other != word for other in alone)


def _spread(branch: _Branch) -> Iterable[tuple[str, _Branch]]:
    first, *rest = sorted(branch, key=_worth, reverse=True)
    return ((word, tuple(rest)) for word in sorted(first))


def _worth(clause: _Clause) -> tuple[int, int]:
    """Return how much a clause sorts out: long words, and few of them."""
    return min(_weigh(word) for word in clause), -len(clause)


def _weigh(word: str) -> int:
    return len(word) * 3 if word[0] >= _HAN else len(word) + (not word[0].isalnum())


class _Reader:
    """Reads a pattern of the dialect that the lexicons use."""

    def __init__(self, pattern: str) -> None:
        self._tokens = [(m.lastgroup or "", m[m.lastgroup or 0]) for m in _TOKEN.finditer(pattern)]
        self._at = 0
        self.is_lost = bool(re.search(r"\(\?(?![:=!<Paimsux-])|\(\?[aimsux]+\)|\(\?P[=>]", pattern))

    def read_branches(self) -> list[_Branch]:
        """Return what each alternative demands, up to the bracket that closes them."""
        branches = self._read_sequence()
        while self._peek() == "bar":
            self._at += 1
            branches = [*branches, *self._read_sequence()]
        self._at += 1
        return branches

    def _peek(self) -> str:
        return self._tokens[self._at][0] if self._at < len(self._tokens) else ""

    def _read_sequence(self) -> list[_Branch]:
        clauses: list[_Clause] = []
        groups: list[list[_Branch]] = []
        run = ""
        while self._peek() not in {"", "bar", "close"}:
            kind, text = self._tokens[self._at]
            self._at += 1
            inner = self.read_branches() if kind in {"open", "look"} else []
            once, skips = self._read_quantifier()
            letter = _letter(kind, text)
            if kind == "look" and text.endswith("=") and all(inner):
                groups.append(inner)
            if kind in {"edge", "look"}:
                continue
            if letter and not skips:
                run += letter
            elif inner and not skips and all(inner):
                groups.append(inner)
            if not (letter and once):
                run = _flush(run, clauses)
        _flush(run, clauses)
        return _combine(clauses, groups)

    def _read_quantifier(self) -> tuple[bool, bool]:
        """Return whether the last piece stands exactly once, and whether it may be missing."""
        if self._peek() != "quantifier":
            return True, False
        text = self._tokens[self._at][1]
        self._at += 1
        return False, text[0] in "*?" or text.startswith(("{0", "{,"))


def _letter(kind: str, text: str) -> str:
    """Return the character that a token stands for, in lower case, empty when it is none."""
    if kind == "code":
        return chr(int(f"0x{text[2:]}", 0)).lower()
    if kind == "escaped":
        return "" if text.isalnum() else text
    if kind == "set" and _PLAIN_SET.fullmatch(text):
        cases = set(text[1:-1].lower())
        return cases.pop() if len(cases) == 1 else ""
    return text.lower() if kind == "plain" else ""


def _flush(run: str, clauses: list[_Clause]) -> str:
    """Add a run of letters to the clauses when it says enough; return the empty run."""
    words = run.strip()
    if words and _weigh(words) > 1:
        clauses.append(frozenset({words}))
    return ""


def _combine(clauses: list[_Clause], groups: list[list[_Branch]]) -> list[_Branch]:
    """Return the branches of a sequence: a group alone keeps its own, else each is one clause."""
    if len(groups) == 1 and not clauses:
        return groups[0]
    merged = [_merge(group) for group in groups]
    return [tuple(chain(clauses, merged))]


def _merge(branches: list[_Branch]) -> _Clause:
    """Return the words of which one must stand, whatever branch is taken."""
    best: list[_Clause] = [max(branch, key=_worth) for branch in branches]
    return frozenset(chain.from_iterable(best))
