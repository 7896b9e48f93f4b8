"""Whom a clause binds that names no party: a body, those of its heading, or all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.extract.gates import likely_rules
from pipeline.extract.hits import matches
from pipeline.models import Obligor

if TYPE_CHECKING:
    from pipeline.extract.duties import Clause, Marker
    from pipeline.extract.verdicts import Context
    from pipeline.lexicon import Lexicon


def name_others(clause: Clause, marker: Marker, context: Context) -> tuple[Obligor, ...]:
    """Name a body that is no party; all parties where nobody is; nobody for a paper."""
    before = clause.main[: marker.span.start]
    lexicon = context.lexicon
    is_free = "free" in marker.options or matches(clause.main, lexicon, "duty_passive")
    if is_free or (context.topic and not before.strip()):
        return name_default(context)
    if matches(before, lexicon, "duty_institution"):
        return ()  # what a treaty's own institution does binds no party
    body = name_body("duty_joint", before, lexicon) or name_body("duty_actor", before, lexicon)
    if body or matches(before, lexicon, "duty_dead"):
        return body
    return _name_unnamed(before, marker, context)


def name_body(
    group: str, before: str, lexicon: Lexicon, *, only: str | None = None
) -> tuple[Obligor, ...]:
    """Return the body that is no party whose name ends where the verb begins.

    With `only`, rules without that option are left out.
    """
    for rule in likely_rules(group, before, lexicon):
        match = rule.pattern.search(before)
        if match and (only is None or only in rule.options):
            return (Obligor(None, match["name"].strip(" ,"), None),)
    return ()


def _name_unnamed(before: str, marker: Marker, context: Context) -> tuple[Obligor, ...]:
    """Name a party that is called by none of its names; nobody where a thing shall do something.

    Only parties pledge themselves and agree; what anybody intends, all of them do.
    """
    lexicon = context.lexicon
    if "self" in marker.options or not context.cast.parties:
        pledger = name_body("duty_pledger", before, lexicon)
        if pledger:
            return pledger
    is_open = "self" in marker.options or marker.modality in lexicon.list("duty_unnamed")
    if is_open or matches(before, lexicon, "duty_subjectless"):
        return name_default(context)
    return ()


def name_default(context: Context) -> tuple[Obligor, ...]:
    """Return whom a clause without a subject binds: those of the heading, else all parties."""
    if context.topic:
        return context.topic.obligors
    return context.cast.everyone(context.cast.together)
