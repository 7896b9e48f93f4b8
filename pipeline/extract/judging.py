"""How one clause binds whom: its marker, or the present tense of what a party does."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pipeline.extract.duties import Clause, Marker, find_event, find_marker, make_clauses
from pipeline.extract.gates import likely_rules
from pipeline.extract.hits import matches
from pipeline.extract.listing import breaks_off
from pipeline.extract.obligors import (
    find_able,
    find_agents,
    find_first,
    find_mentions,
    find_performance,
    find_subject,
    is_subject,
    leave_out_recipients,
    name_obligors,
)
from pipeline.models import Obligor, Reading, Span

if TYPE_CHECKING:
    from pipeline.extract.casting import Cast, Mention
    from pipeline.extract.listing import Unit
    from pipeline.extract.topics import Topic
    from pipeline.lexicon import Lexicon

# The end of a sentence that may lead in a list.
_TAIL = 160
# What follows a verb that ends its clause.
_NEXT = 2
_TOPIC = "extract.topic"


@dataclass(frozen=True, slots=True)
class Verdict:
    """How a clause binds whom; `span` is the marker's place in the reading.

    `is_named` tells whether the clause names its obligors, so that a pronoun can mean them;
    `is_marked` whether a verb of its own says how firmly it binds.
    """

    modality: str
    obligors: tuple[Obligor, ...]
    span: Span
    rule: str
    is_named: bool = True
    is_marked: bool = True


@dataclass(frozen=True, slots=True)
class Context:
    """What every clause of a reading is judged by.

    `topic` are those whose duties the heading announces, `opening` the verb above all clauses.
    Of minutes (`is_minutes`) the resolution alone binds, not what is said in the debate.
    """

    reading: Reading
    lexicon: Lexicon
    cast: Cast
    is_cover: bool
    is_loose: bool
    topic: Topic | None = None
    opening: Verdict | None = None
    is_minutes: bool = False


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
            return verdict or _judge_ruled_event(unit, clause, marker, context, before)
    if matches(unit.text, lexicon, "duty_past"):
        return None
    for clause in clauses:
        verdict = _judge_bare(unit, clause, context, before)
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
    obligors = named if subject else _name_others(clause, marker, context)
    if not obligors:
        return None
    place = shift_span(unit, marker.span)
    is_named = bool(named) or obligors[0].party is None
    modality = _settle(marker.modality, unit, context)
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
    return not _is_preamble(unit) or is_opening(unit, context)


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


def _is_preamble(unit: Unit) -> bool:
    return unit.section is not None and unit.section.kind == "preamble"


def _name_others(clause: Clause, marker: Marker, context: Context) -> tuple[Obligor, ...]:
    """Name a body that is no party; all parties where nobody is; nobody for a paper."""
    before = clause.main[: marker.span.start]
    lexicon = context.lexicon
    is_free = "free" in marker.options or matches(clause.main, lexicon, "duty_passive")
    if is_free or (context.topic and not before.strip()):
        return _name_default(context)
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
        return _name_default(context)
    return ()


def _name_default(context: Context) -> tuple[Obligor, ...]:
    """Return whom a clause without a subject binds: those of the heading, else all parties."""
    if context.topic:
        return context.topic.obligors
    return context.cast.everyone(context.cast.together)


def _judge_bare(
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


def _judge_ruled_event(
    unit: Unit, clause: Clause, marker: Marker, context: Context, before: tuple[Obligor, ...]
) -> Verdict | None:
    """Judge what happens by itself, as firmly as the verb before it says: "is to take place"."""
    verdict = _judge_event(unit, clause, context, before)
    if verdict and shift_span(unit, marker.span).start < verdict.span.start:
        return replace(verdict, modality=_settle(marker.modality, unit, context))
    return verdict


def _judge_event(
    unit: Unit, clause: Clause, context: Context, before: tuple[Obligor, ...]
) -> Verdict | None:
    """Judge what happens by itself under the agreement: a body meets, a fair takes place."""
    lexicon = context.lexicon
    event = None if _is_preamble(unit) else find_event(clause, lexicon)
    if event is None or matches(clause.main, lexicon, "duty_joint_acts"):
        return None
    agents = name_obligors(find_agents(clause, context.cast), context.cast, before)
    agents = agents or name_body(
        "duty_joint", clause.main[: event.span.start], lexicon, only="meets"
    )
    obligors = agents or context.cast.everyone(context.cast.together)
    modality = _settle(event.modality, unit, context)
    place = shift_span(unit, event.span)
    return Verdict(modality, obligors, place, event.rule, bool(agents), is_marked=False)


def _judge_subjectless(unit: Unit, clause: Clause, context: Context) -> Verdict | None:
    """Judge a bare verb phrase: its subject stands in the heading, or above all clauses."""
    span = shift_span(unit, Span(0, len(unit.text)))
    is_act = matches(clause.main, context.lexicon, "duty_topic_act")
    if context.topic and is_act and not find_first(clause.main, context.cast):
        modality = _settle(context.topic.modality, unit, context)
        return Verdict(modality, context.topic.obligors, span, _TOPIC, is_marked=False)
    above = context.opening
    if above and not _is_preamble(unit) and matches(clause.main, context.lexicon, "duty_bare_verb"):
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
    if (_is_preamble(unit) and value != "obligation") or (
        mentions[-1].kind == "pronoun" and not before
    ):
        return None
    obligors = name_obligors(mentions, context.cast, before)
    place = shift_span(unit, Span(mentions[0].start, mentions[-1].end))
    if not obligors:
        return None
    return Verdict(_settle(value, unit, context), obligors, place, rule, is_marked=False)


def _settle(value: str, unit: Unit, context: Context) -> str:
    """Bare performance obliges in a numbered clause of a contract, elsewhere it is undertaken."""
    if value != "performance":
        return value
    return "undertaking" if context.is_loose or _is_preamble(unit) else "obligation"


def shift_span(unit: Unit, span: Span) -> Span:
    """Return a span of a unit's text in the coordinates of its reading."""
    return Span(unit.span.start + span.start, unit.span.start + span.end)


def is_opening(unit: Unit, context: Context) -> bool:
    """Tell whether a lead-in says nothing without its list: it is no commitment of its own."""
    return matches(unit.text[-_TAIL:], context.lexicon, "duty_opening")
