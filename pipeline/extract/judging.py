"""How one clause binds whom: its marker, or the present tense of what a party does."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.extract.duties import Clause, Marker, find_marker, make_clauses
from pipeline.extract.gates import likely_rules
from pipeline.extract.hits import matches
from pipeline.extract.obligors import (
    find_agents,
    find_mentions,
    find_subject,
    is_subject,
    leave_out_recipients,
    name_obligors,
)
from pipeline.extract.performing import judge_bare, judge_ruled_event
from pipeline.extract.unnamed import name_others
from pipeline.extract.verdicts import Context, Verdict, is_preamble, settle, shift_span
from pipeline.models import Obligor, Span

if TYPE_CHECKING:
    from pipeline.extract.casting import Cast, Mention
    from pipeline.extract.listing import Unit
    from pipeline.lexicon import Lexicon

# The end of a sentence that may lead in a list.
_TAIL = 160
# What follows a verb that ends its clause.
_NEXT = 2


def judge(unit: Unit, context: Context, before: tuple[Obligor, ...]) -> Verdict | None:
    """Return how a clause binds whom, None when it is no commitment.

    `before` are those whom the sentence before was about: a pronoun stands for them.
    """
    resolution = _judge_resolution(unit, context)
    if resolution or context.is_minutes:
        return resolution
    verdict = _weigh(unit, context, before)
    if verdict is None or matches(unit.text, context.lexicon, "duty_out"):
        return None
    if context.is_cover and matches(unit.text, context.lexicon, "duty_told"):
        return None
    return _give_own(verdict, unit, context) if verdict else None


def _give_own(verdict: Verdict, unit: Unit, context: Context) -> Verdict:
    """In a paper, what nobody named does with the city's money, staff or offices is the city's."""
    is_own = context.is_cover and matches(unit.text, context.lexicon, "duty_own")
    if verdict.is_named or not is_own:
        return verdict
    return replace(verdict, obligors=_find_owner(context.cast) or verdict.obligors)


def _weigh(unit: Unit, context: Context, before: tuple[Obligor, ...]) -> Verdict | None:
    """Judge a clause by its words alone, whatever else speaks against it."""
    lexicon = context.lexicon
    clauses = make_clauses(unit.text, lexicon)
    markers = tuple(likely_rules("duty_marker", unit.text, lexicon))
    for clause in clauses:
        marker = find_marker(clause, markers)
        if marker and not _is_subordinate(clause, clauses[0], marker, lexicon):
            if matches(clause.main, lexicon, "duty_out_main"):
                return None
            verdict = _judge_marked(unit, clause, marker, context, before)
            return verdict or judge_ruled_event(unit, clause, marker, context, before)
    if matches(unit.text, lexicon, "duty_past"):
        return None
    for clause in clauses:
        verdict = judge_bare(unit, clause, context, before)
        if verdict:
            return None if matches(clause.main, lexicon, "duty_out_main") else verdict
    return None


def _is_subordinate(clause: Clause, strict: Clause, marker: Marker, lexicon: Lexicon) -> bool:
    """Tell whether a marker is the verb of a relative clause, seen in the lenient reading alone."""
    rest = clause.main[marker.span.start : marker.span.end + _NEXT]
    return clause is not strict and matches(rest, lexicon, "duty_verb_last")


def is_out(text: str, lexicon: Lexicon) -> bool:
    """Tell whether words are about the agreement itself, or bind nobody for another reason."""
    return matches(text, lexicon, "duty_out") or matches(text, lexicon, "duty_out_main")


def _judge_resolution(unit: Unit, context: Context) -> Verdict | None:
    """In a paper about an agreement the draft resolution is an intention of the city."""
    if not context.is_cover:
        return None
    for rule in likely_rules("duty_resolution", unit.text, context.lexicon):
        match = rule.pattern.search(unit.text)
        if match:
            owner = _find_owner(context.cast)
            place = shift_span(unit, Span(*match.span()))
            everyone = "declared" in rule.options
            if everyone and context.is_minutes:
                continue
            obligors = context.cast.everyone("") if everyone else owner
            return Verdict("intention", obligors, place, rule.id) if obligors else None
    return None


def _find_owner(cast: Cast) -> tuple[Obligor, ...]:
    """Return the city whose council the paper goes to: the first of the parties with a council."""
    kinds = set(cast.lexicon.list("duty_council_types"))
    owners = [party for party in cast.parties if party.type in kinds]
    return tuple(Obligor(party.id, party.name, None) for party in owners[:1])


def _judge_marked(
    unit: Unit, clause: Clause, marker: Marker, context: Context, before: tuple[Obligor, ...]
) -> Verdict | None:
    subject = find_subject(clause, marker, context.cast)
    if _is_acted_on(subject) and matches(clause.main, context.lexicon, "duty_passive"):
        subject = find_agents(clause, context.cast)
    if not subject and not _may_be_unnamed(unit, clause, marker, context):
        return None
    named = name_obligors(subject, context.cast, _find_meant(unit, subject, context) or before)
    named = leave_out_recipients(named, clause, context.cast)
    # A pronoun for nobody who was named stands for a thing or a third body.
    obligors = named if subject else name_others(clause, marker, context)
    if not obligors:
        return None
    place = shift_span(unit, marker.span)
    is_named = bool(named) or obligors[0].party is None
    modality = settle(marker.modality, unit, context)
    return Verdict(modality, obligors, place, marker.rule, is_named)


def _may_be_unnamed(unit: Unit, clause: Clause, marker: Marker, context: Context) -> bool:
    """Tell whether a clause without a party as its subject may bind the parties.

    A cover also tells what others want: there only what is planned or done by nobody named counts,
    and what may be done only when it ends the agreement or prolongs it.
    """
    lexicon = context.lexicon
    if context.is_cover:
        is_done = matches(clause.main, lexicon, "duty_passive")
        is_vague = marker.modality == "permission" and not matches(clause.main, lexicon, "duty_end")
        return matches(clause.main, lexicon, "duty_cover_plan") or (is_done and not is_vague)
    return not is_preamble(unit) or is_opening(unit, context)


def _find_meant(unit: Unit, subject: tuple[Mention, ...], context: Context) -> tuple[Obligor, ...]:
    """Return whom a pronoun means when its own sentence has named them: "if X leaves, it pays"."""
    if not subject or subject[0].kind != "pronoun":
        return ()
    able = [
        mention
        for mention in find_mentions(unit.text[: subject[0].start], context.cast)
        if mention.kind != "pronoun" and is_subject(mention, context.cast)
    ]
    return name_obligors(tuple(able[-1:]), context.cast, ())


def _is_acted_on(subject: tuple[Mention, ...]) -> bool:
    """Tell whether in the passive a subject is no agent but what is dealt with."""
    return bool(subject) and all(mention.kind in {"pronoun", "body"} for mention in subject)


def is_opening(unit: Unit, context: Context) -> bool:
    """Tell whether a lead-in says nothing without its list: it is no commitment of its own."""
    return matches(unit.text[-_TAIL:], context.lexicon, "duty_opening")
