"""Dates of one list or table: what is there for one of them is there for all."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING

from pipeline.extract.date_roles import NO_CUE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.extract.date_roles import Role
    from pipeline.lexicon import Lexicon
    from pipeline.models import Span

# Roles that a whole list has; that of a day of signing or of a duty goes for this day alone.
_OF_LISTS = frozenset({"event", "meeting"})
_GAP = 12  # between two dates that one word joins
_LINE = 90  # a longer line is no row
_AROUND, _FAR = 6, 700  # rows that tell what a row is about: how many, how far
_FEWEST, _MOST = 3, 0.75


def share_roles(
    text: str, spans: Sequence[Span], roles: Sequence[Role], lexicon: Lexicon
) -> list[Role]:
    """Give dates that no cue speaks of the role of those beside them, in a list and in rows."""
    shared = list(roles)
    pairs = [
        (place, place + 1)
        for place, (one, two) in enumerate(pairwise(spans))
        if _is_joined(text[one.end : two.start], lexicon)
    ]
    for known, open_ in (*pairs, *((two, one) for one, two in reversed(pairs))):
        if shared[open_] == NO_CUE and shared[known].value in _OF_LISTS:
            shared[open_] = shared[known]
    return _share_rows(text, spans, shared)


def _is_joined(gap: str, lexicon: Lexicon) -> bool:
    rules = lexicon.rules("date_joint")
    return len(gap) <= _GAP and any(rule.pattern.fullmatch(gap) for rule in rules)


def _share_rows(text: str, spans: Sequence[Span], roles: Sequence[Role]) -> list[Role]:
    rows = [place for place, span in enumerate(spans) if _is_row(text, span)]
    shared = list(roles)
    for order, place in enumerate(rows):
        if roles[place] == NO_CUE:
            beside = rows[max(0, order - _AROUND) : order + _AROUND + 1]
            near = (i for i in beside if abs(spans[i].start - spans[place].start) <= _FAR)
            shared[place] = _most([roles[i] for i in near]) or roles[place]
    return shared


def _most(roles: Sequence[Role]) -> Role | None:
    """Return the role of nearly all the cued ones, None where there are few or many kinds."""
    cued = [role for role in roles if role != NO_CUE]
    role, count = Counter(cued).most_common(1)[0] if cued else (None, 0)
    if role is None or role.value not in _OF_LISTS or count < _FEWEST:
        return None
    return role if count >= _MOST * len(cued) else None


def _is_row(text: str, span: Span) -> bool:
    """Tell whether a date stands in a short line without the end of a sentence."""
    start = text.rfind("\n", 0, span.start) + 1
    end = text.find("\n", span.end)
    line = text[start : span.start] + text[span.end : end if end >= 0 else len(text)]
    return len(line) <= _LINE and not _SENTENCE.search(line)


_SENTENCE = re.compile(r"[a-zß-ÿ]{3}[.!?](?:\s|$)|。")
