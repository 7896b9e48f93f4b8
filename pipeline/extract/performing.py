"""Clauses without a marker: what a party does under the agreement, and what happens by itself."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.extract.duties import find_event
from pipeline.extract.hits import matches
from pipeline.extract.listing import breaks_off
from pipeline.extract.obligors import (
    find_able,
    find_agents,
    find_first,
    find_performance,
    leave_out_recipients,
    name_obligors,
)
from pipeline.extract.unnamed import name_body
from pipeline.extract.verdicts import Verdict, is_preamble, settle, shift_span
from pipeline.models import Span

if TYPE_CHECKING:
    from pipeline.extract.casting import Mention
    from pipeline.extract.duties import Clause, Marker
    from pipeline.extract.listing import Unit
    from pipeline.extract.verdicts import Context
    from pipeline.models import Obligor

_TOPIC = "extract.topic"


def judge_bare(
    unit: Unit, clause: Clause, context: Context, before: tuple[Obligor, ...]
) -> Verdict | None:
    """Without a marker: the present tense of what a party does under the agreement."""
    untold = _judge_subjectless(unit, clause, context)
    if untold:
        return untold
    if context.is_cover and breaks_off(unit.text) and not unit.text[:1].islower():
        return None  # a headline
    found = find_performance(find_able(clause.main, context.cast), context.cast)
    if found:
        verdict = _judge_performance(unit, found, context, before)
        return verdict and _exclude_recipients(verdict, clause, context)
    return _judge_event(unit, clause, context, before)


def judge_ruled_event(
    unit: Unit, clause: Clause, marker: Marker, context: Context, before: tuple[Obligor, ...]
) -> Verdict | None:
    """Judge what happens by itself, as firmly as the verb before it says: "is to take place"."""
    verdict = _judge_event(unit, clause, context, before)
    if verdict and shift_span(unit, marker.span).start < verdict.span.start:
        return replace(verdict, modality=settle(marker.modality, unit, context))
    return verdict


def _judge_event(
    unit: Unit, clause: Clause, context: Context, before: tuple[Obligor, ...]
) -> Verdict | None:
    """Judge what happens by itself under the agreement: a body meets, a fair takes place."""
    lexicon = context.lexicon
    event = None if is_preamble(unit) else find_event(clause, lexicon)
    if event is None or matches(clause.main, lexicon, "duty_joint_acts"):
        return None
    agents = name_obligors(find_agents(clause, context.cast), context.cast, before)
    agents = agents or name_body(
        "duty_joint", clause.main[: event.span.start], lexicon, only="meets"
    )
    obligors = agents or context.cast.everyone(context.cast.together)
    modality = settle(event.modality, unit, context)
    place = shift_span(unit, event.span)
    return Verdict(modality, obligors, place, event.rule, bool(agents), is_marked=False)


def _judge_subjectless(unit: Unit, clause: Clause, context: Context) -> Verdict | None:
    """Judge a bare verb phrase: its subject stands in the heading, or above all clauses."""
    span = shift_span(unit, Span(0, len(unit.text)))
    is_act = matches(clause.main, context.lexicon, "duty_topic_act")
    if context.topic and is_act and not find_first(clause.main, context.cast):
        modality = settle(context.topic.modality, unit, context)
        return Verdict(modality, context.topic.obligors, span, _TOPIC, is_marked=False)
    above = context.opening
    if above and not is_preamble(unit) and matches(clause.main, context.lexicon, "duty_bare_verb"):
        return Verdict(above.modality, above.obligors, span, above.rule, is_named=False)
    return None


def _exclude_recipients(verdict: Verdict, clause: Clause, context: Context) -> Verdict:
    left = leave_out_recipients(verdict.obligors, clause, context.cast)
    return replace(verdict, obligors=left)


def _judge_performance(
    unit: Unit,
    found: tuple[tuple[Mention, ...], str, str],
    context: Context,
    before: tuple[Obligor, ...],
) -> Verdict | None:
    mentions, value, rule = found
    if (is_preamble(unit) and value != "obligation") or (
        mentions[-1].kind == "pronoun" and not before
    ):
        return None
    obligors = name_obligors(mentions, context.cast, before)
    place = shift_span(unit, Span(mentions[0].start, mentions[-1].end))
    if not obligors:
        return None
    return Verdict(settle(value, unit, context), obligors, place, rule, is_marked=False)
