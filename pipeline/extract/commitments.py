"""What the parties promise, intend, may and must not do."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.extract.areas import areas_of, match_areas
from pipeline.extract.casting import make_cast
from pipeline.extract.cite import cite, quote, state
from pipeline.extract.conditions import find_conditions
from pipeline.extract.deadlines import find_deadline
from pipeline.extract.gates import likely_rules
from pipeline.extract.hits import matches
from pipeline.extract.judging import is_opening, is_out, judge
from pipeline.extract.listing import breaks_off
from pipeline.extract.obligors import find_first, find_mentions, is_subject, name_obligors
from pipeline.extract.topics import find_topic
from pipeline.extract.unnamed import name_body
from pipeline.extract.verdicts import Context, Verdict, shift_span
from pipeline.lexicon import load_lexicon
from pipeline.models import Commitment, Fact, Obligor, Party, Reading, Span, Wording

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.extract.listing import Passage, Passages, Unit

_SKIPPED = frozenset({"title", "signature_block", "form"})
# How much of a text says what kind of paper it is.
_HEAD, _TITLE = 1500, 160
# Whom a pronoun in the next sentence may stand for: a party, and whom a pronoun stood for.
_MEANT = frozenset({"party", "pronoun", "they"})


def find_commitments(
    reading: Reading, parties: tuple[Party, ...], passages: Passages
) -> tuple[Commitment, ...]:
    """Find the commitments of one version; their ids count from "c1" and are local to it."""
    lexicon = load_lexicon(reading.version.language)
    head = reading.text[:_HEAD]
    title = _find_title(reading)
    is_cover = reading.version.part == "cover"
    if is_cover and (not parties or matches(head, lexicon, "duty_motion")):
        return ()
    is_loose = is_cover or matches(title, lexicon, "duty_loose")
    cast = make_cast(parties, lexicon, reading.text, has_bodies=not is_cover)
    is_minutes = is_cover and matches(head, lexicon, "duty_minutes")
    context = Context(reading, lexicon, cast, is_cover, is_loose, is_minutes=is_minutes)
    seen: set[str] = set()
    found: list[Commitment] = []
    for unit_span, unit, verdict in _judge_all(context, passages):
        text = quote(reading, unit_span)
        if text not in seen:
            seen.add(text)
            found.append(_make(context, f"c{len(found) + 1}", unit, unit_span, verdict))
    return tuple(found)


def _find_title(reading: Reading) -> str:
    """Return the words above the parties, which say what kind of instrument this is."""
    titles = [s.text for s in reading.sentences if s.section and s.section.kind == "title"]
    return " ".join(titles) or reading.text[:_TITLE]


def _judge_all(context: Context, passages: Passages) -> Iterator[tuple[Span, Unit, Verdict]]:
    before: tuple[Obligor, ...] = ()
    body: tuple[Obligor, ...] = ()
    for passage in passages.items:
        kind = passage.unit.section.kind if passage.unit.section else "body"
        if kind in _SKIPPED:
            continue
        context = replace(context, topic=find_topic(passage, context.reading, context.cast))
        meant = _find_meant(passage, context, before, body)
        found = tuple(_judge_passage(passage, context, meant))
        yield from found
        opening = _find_opening(passage, context)
        context = replace(context, opening=opening or context.opening)
        before = _find_last(found) or _find_topic(passage, context, meant)
        body = name_body("duty_set_up", passage.unit.text, context.lexicon)


def _find_meant(
    passage: Passage, context: Context, before: tuple[Obligor, ...], body: tuple[Obligor, ...]
) -> tuple[Obligor, ...]:
    """Return whom a pronoun means: the body just set up, who was named, whom the heading names."""
    mentions = find_mentions(passage.unit.text, context.cast)
    if body and mentions and mentions[0].kind == "pronoun":
        return body
    return before or (context.topic.obligors if context.topic else ())


def _find_opening(passage: Passage, context: Context) -> Verdict | None:
    """Return the verb before the colon that opens the contract: "Both Cities agree to this:"."""
    unit = passage.unit
    is_above = unit.section is not None and unit.section.kind in {"preamble", "title"}
    if context.is_cover or not is_above or not unit.text.endswith((":", "：")):
        return None
    return judge(unit, context, ())


def _find_last(found: tuple[tuple[Span, Unit, Verdict], ...]) -> tuple[Obligor, ...]:
    return found[-1][2].obligors if found and found[-1][2].is_named else ()


def _find_topic(
    passage: Passage, context: Context, before: tuple[Obligor, ...]
) -> tuple[Obligor, ...]:
    """Return whom the next sentence's pronoun means, though this one promises nothing."""
    mentions = find_mentions(passage.unit.text, context.cast)[:1]
    able = tuple(m for m in mentions if m.kind in _MEANT and is_subject(m, context.cast))
    return name_obligors(able, context.cast, before)


def _judge_passage(
    passage: Passage, context: Context, before: tuple[Obligor, ...]
) -> Iterator[tuple[Span, Unit, Verdict]]:
    unit, items = passage.unit, passage.items
    verdict = judge(unit, context, before)
    if not items:
        if verdict and not is_opening(unit, context):
            yield unit.span, unit, verdict
        return
    active = _find_active(unit, items, context)
    if verdict and not active:
        yield Span(unit.span.start, items[-1].span.end), unit, verdict
        return
    if verdict and not (is_opening(unit, context) or breaks_off(unit.text)):
        yield unit.span, unit, verdict
    for item in items:
        own = _judge_item(item, context, verdict, before, governed=item in active)
        if own:
            yield item.span, item, own


def _find_active(lead: Unit, items: tuple[Unit, ...], context: Context) -> tuple[Unit, ...]:
    """Return the items with a verb of their own: all when half of them are seen to have one.

    So have all below what stops at "shall", whose verbs they are.
    """
    if matches(lead.text, context.lexicon, "duty_lead_bare"):
        return items
    active = tuple(item for item in items if matches(item.text, context.lexicon, "item_verb"))
    return items if len(active) * 2 >= len(items) > 0 and active else active


def _judge_item(
    item: Unit,
    context: Context,
    lead: Verdict | None,
    before: tuple[Obligor, ...],
    *,
    governed: bool,
) -> Verdict | None:
    """Judge an item by itself when it is a clause of its own, else by the verb above it."""
    own = judge(item, context, before)
    subject = find_first(item.text, context.cast)
    is_bare = matches(item.text, context.lexicon, "item_infinitive") and not subject
    if lead is None or (own and not is_bare):
        if own and lead and lead.is_marked and not own.is_marked:
            return replace(own, modality=lead.modality)
        return own
    if not governed:
        return own
    if is_out(item.text, context.lexicon):
        return None
    obligors = name_obligors(subject, context.cast, before) or lead.obligors
    return Verdict(lead.modality, obligors, lead.span, lead.rule)


def _make(context: Context, name: str, unit: Unit, span: Span, verdict: Verdict) -> Commitment:
    reading = context.reading
    text = quote(reading, span)
    whole = cite(reading, span, verdict.rule)
    section = unit.section.id if unit.section else None
    is_free = verdict.modality == "permission"
    wording = Wording(reading.version.language, text, section, whole)
    return Commitment(
        agreement=reading.version.agreement or "a1",
        id=name,
        obligors=verdict.obligors,
        modality=verdict.modality,
        text=text,
        action=_find_action(context, unit),
        beneficiaries=(),
        deadline=None if is_free else _find_deadline(context, span, verdict.modality),
        conditions=find_conditions(reading, span, context.lexicon),
        areas=_find_areas(context, unit, span),
        wordings=(wording,),
        confidence=None,
        evidence=(*whole, *cite(reading, verdict.span, verdict.rule)),
    )


def _find_deadline(context: Context, span: Span, modality: str) -> Fact | None:
    """Return by when a clause must be kept; how long something is forbidden is no deadline."""
    found = find_deadline(context.reading, span, context.lexicon)
    if found and modality == "prohibition" and str(found.value).startswith("P"):
        return None
    return found


def _find_action(context: Context, unit: Unit) -> Fact | None:
    for rule in likely_rules("duty_action", unit.text, context.lexicon):
        match = rule.pattern.search(unit.text)
        if match:
            place = shift_span(unit, Span(*match.span("action")))
            return state(context.reading, place, quote(context.reading, place), rule.id)
    return None


def _find_areas(context: Context, unit: Unit, span: Span) -> tuple[str, ...]:
    """Return the areas of the words themselves, else those of the heading above them."""
    own = dict.fromkeys(hit.area for hit in match_areas(context.reading, span))
    if own or unit.section is None or unit.section.title is None:
        return tuple(own)
    return _areas_of_title(unit.section.title, context)


def _areas_of_title(title: str, context: Context) -> tuple[str, ...]:
    folded = title.translate(context.lexicon.fold)
    if matches(folded, context.lexicon, "area_heading_out"):
        return ()
    return areas_of(folded, context.lexicon)
