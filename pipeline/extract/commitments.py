"""What the parties promise, intend, may and must not do."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from pipeline.extract.areas import areas_of, match_areas
from pipeline.extract.cite import cite, quote, state
from pipeline.extract.conditions import find_conditions
from pipeline.extract.deadlines import find_deadline
from pipeline.extract.duties import Clause, Marker, find_event, find_marker, make_clauses, matches
from pipeline.extract.listing import Passage, Unit, find_passages
from pipeline.extract.obligors import (
    Cast,
    Mention,
    find_mentions,
    find_performance,
    find_subject,
    is_subject,
    make_cast,
    name_obligors,
)
from pipeline.lexicon import load_lexicon
from pipeline.models import Commitment, Fact, Obligor, Party, Reading, Span, Wording

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.lexicon import Lexicon

_SKIPPED = frozenset({"title", "signature_block", "form"})
# How much of a text says what kind of paper it is.
_HEAD, _TITLE = 1500, 160


@dataclass(frozen=True, slots=True)
class _Verdict:
    """How a clause binds whom; `span` is the marker's place in the reading."""

    modality: str
    obligors: tuple[Obligor, ...]
    span: Span
    rule: str


@dataclass(frozen=True, slots=True)
class _Context:
    """What every clause of a reading is judged by."""

    reading: Reading
    lexicon: Lexicon
    cast: Cast
    is_cover: bool
    is_loose: bool


def find_commitments(reading: Reading, parties: tuple[Party, ...]) -> tuple[Commitment, ...]:
    """Find the commitments of one version; their ids count from "c1" and are local to it."""
    lexicon = load_lexicon(reading.version.language)
    head = reading.text[:_HEAD]
    title = _find_title(reading)
    is_cover = reading.version.part == "cover"
    if is_cover and (not parties or matches("duty_motion", head, lexicon)):
        return ()
    is_loose = is_cover or matches("duty_loose", title, lexicon)
    context = _Context(reading, lexicon, make_cast(parties, lexicon), is_cover, is_loose)
    seen: set[str] = set()
    found: list[Commitment] = []
    for unit_span, unit, verdict in _judge_all(context):
        text = quote(reading, unit_span)
        if text not in seen:
            seen.add(text)
            found.append(_make(context, f"c{len(found) + 1}", unit, unit_span, verdict))
    return tuple(found)


def _find_title(reading: Reading) -> str:
    """Return the words above the parties, which say what kind of instrument this is."""
    titles = [s.text for s in reading.sentences if s.section and s.section.kind == "title"]
    return " ".join(titles) or reading.text[:_TITLE]


def _judge_all(context: _Context) -> Iterator[tuple[Span, Unit, _Verdict]]:
    before: tuple[Obligor, ...] = ()
    for passage in find_passages(context.reading):
        kind = passage.unit.section.kind if passage.unit.section else "body"
        if kind in _SKIPPED:
            continue
        found = tuple(_judge_passage(passage, context, before))
        yield from found
        before = found[-1][2].obligors if found else _find_topic(passage, context) or before


def _find_topic(passage: Passage, context: _Context) -> tuple[Obligor, ...]:
    """A sentence that promises nothing may still say whom the next one's pronoun means."""
    mentions = find_mentions(passage.unit.text, context.cast)[:1]
    able = tuple(m for m in mentions if m.kind == "party" and is_subject(m, context.cast))
    return name_obligors(able, context.cast, ())


def _judge_passage(
    passage: Passage, context: _Context, before: tuple[Obligor, ...]
) -> Iterator[tuple[Span, Unit, _Verdict]]:
    unit, items = passage.unit, passage.items
    verdict = _judge(unit, context, before)
    if not items:
        if verdict and not _is_opening(unit, context):
            yield unit.span, unit, verdict
        return
    active = [item for item in items if matches("item_verb", item.text, context.lexicon)]
    if verdict and not active:
        yield Span(unit.span.start, items[-1].span.end), unit, verdict
        return
    if verdict and not _is_opening(unit, context):
        yield unit.span, unit, verdict
    for item in items if verdict else active or items:
        own = _judge_item(item, context, verdict, before, governed=item in active)
        if own:
            yield item.span, item, own


def _is_opening(unit: Unit, context: _Context) -> bool:
    """A lead-in that says nothing without its list is no commitment of its own."""
    return matches("duty_opening", unit.text, context.lexicon)


def _judge_item(
    item: Unit,
    context: _Context,
    lead: _Verdict | None,
    before: tuple[Obligor, ...],
    *,
    governed: bool,
) -> _Verdict | None:
    """An item speaks for itself when it is a clause of its own, else for the verb above it."""
    own = _judge(item, context, before)
    if lead is None or (own and not matches("item_infinitive", item.text, context.lexicon)):
        return own
    if not governed or matches("duty_out", item.text, context.lexicon):
        return None
    first = [m for m in find_mentions(item.text, context.cast)[:1] if m.start <= 4]  # noqa: PLR2004 after "der"
    subject = tuple(m for m in first if m.kind == "party" and is_subject(m, context.cast))
    obligors = name_obligors(subject, context.cast, before) or lead.obligors
    return _Verdict(lead.modality, obligors, lead.span, lead.rule)


def _judge(unit: Unit, context: _Context, before: tuple[Obligor, ...]) -> _Verdict | None:
    lexicon = context.lexicon
    if matches("duty_out", unit.text, lexicon):
        return None
    clauses = make_clauses(unit.text, lexicon)
    resolution = _judge_resolution(unit, clauses[0], context)
    if resolution:
        return resolution
    for clause in clauses:
        marker = find_marker(clause, lexicon)
        if marker:
            return _judge_marked(unit, clause, marker, context, before)
    for clause in clauses:
        verdict = _judge_bare(unit, clause, context, before)
        if verdict:
            return verdict
    return None


def _judge_resolution(unit: Unit, clause: Clause, context: _Context) -> _Verdict | None:
    """In a paper about an agreement the draft resolution is an intention of the city."""
    if not context.is_cover:
        return None
    for rule in context.lexicon.rules("duty_resolution"):
        match = rule.pattern.search(clause.main)
        if match:
            owner = _find_owner(context.cast)
            place = _shift(unit, Span(*match.span()))
            everyone = "declared" in rule.options
            obligors = context.cast.everyone("") if everyone else owner
            return _Verdict("intention", obligors, place, rule.id) if obligors else None
    return None


def _find_owner(cast: Cast) -> tuple[Obligor, ...]:
    """Return the city whose council the paper goes to: the first of the parties with a council."""
    kinds = set(cast.lexicon.list("duty_council_types"))
    owners = [party for party in cast.parties if party.type in kinds]
    return tuple(Obligor(party.id, party.name, None) for party in owners[:1])


def _judge_marked(
    unit: Unit, clause: Clause, marker: Marker, context: _Context, before: tuple[Obligor, ...]
) -> _Verdict | None:
    subject = find_subject(clause, marker, context.cast)
    if not subject and (context.is_cover or _is_preamble(unit)):
        return None
    obligors = name_obligors(subject, context.cast, before)
    if not obligors:
        obligors = _name_others(clause, marker, context)
    if not obligors:
        return None
    return _Verdict(marker.modality, obligors, _shift(unit, marker.span), marker.rule)


def _is_preamble(unit: Unit) -> bool:
    return unit.section is not None and unit.section.kind == "preamble"


def _name_others(clause: Clause, marker: Marker, context: _Context) -> tuple[Obligor, ...]:
    """Name a body that is no party; all parties where nobody is named; nobody for a dead subject."""
    before = clause.main[: marker.span.start]
    lexicon = context.lexicon
    if matches("duty_passive", clause.main, lexicon):
        return context.cast.everyone(_words_for_all(context))
    for rule in (*lexicon.rules("duty_joint"), *lexicon.rules("duty_actor")):
        match = rule.pattern.search(before)
        if match:
            return (Obligor(None, match["name"].strip(" ,"), None),)
    if matches("duty_dead", before, lexicon):
        return ()
    return context.cast.everyone(_words_for_all(context))


def _words_for_all(context: _Context) -> str:
    return context.lexicon.list("duty_all")[0]


def _judge_bare(
    unit: Unit, clause: Clause, context: _Context, before: tuple[Obligor, ...]
) -> _Verdict | None:
    """Without a marker: the present tense of what a party does under the agreement."""
    able = tuple(m for m in find_mentions(clause.main, context.cast) if is_subject(m, context.cast))
    found = find_performance(able, context.cast)
    if found:
        mention, value, rule = found
        return _judge_performance(unit, mention, (value, rule), context, before)
    event = None if context.is_cover or _is_preamble(unit) else find_event(clause, context.lexicon)
    if event is None or matches("duty_joint_acts", clause.main, context.lexicon):
        return None
    everyone = context.cast.everyone(_words_for_all(context))
    return _Verdict(_settle(event.modality, unit, context), everyone, _shift(unit, event.span), event.rule)


def _judge_performance(
    unit: Unit,
    mention: Mention,
    found: tuple[str, str],
    context: _Context,
    before: tuple[Obligor, ...],
) -> _Verdict | None:
    value, rule = found
    strict = context.is_cover or _is_preamble(unit)
    if (strict and value != "obligation") or (mention.kind == "pronoun" and not before):
        return None
    obligors = name_obligors((mention,), context.cast, before)
    place = _shift(unit, Span(mention.start, mention.end))
    return _Verdict(_settle(value, unit, context), obligors, place, rule) if obligors else None


def _settle(value: str, unit: Unit, context: _Context) -> str:
    """Bare performance obliges in a numbered clause of a contract, elsewhere it is undertaken."""
    if value != "performance":
        return value
    return "undertaking" if context.is_loose or _is_preamble(unit) else "obligation"


def _shift(unit: Unit, span: Span) -> Span:
    return Span(unit.span.start + span.start, unit.span.start + span.end)


def _make(
    context: _Context, name: str, unit: Unit, span: Span, verdict: _Verdict
) -> Commitment:
    reading = context.reading
    text = quote(reading, span)
    whole = cite(reading, span, verdict.rule)
    section = unit.section.id if unit.section else None
    wording = Wording(reading.version.language, text, section, whole)
    return Commitment(
        agreement=reading.version.agreement or "a1",
        id=name,
        obligors=verdict.obligors,
        modality=verdict.modality,
        text=text,
        action=_find_action(context, unit),
        beneficiaries=(),
        deadline=find_deadline(reading, span, context.lexicon),
        conditions=find_conditions(reading, span, context.lexicon),
        areas=_find_areas(context, unit, span),
        wordings=(wording,),
        confidence=None,
        evidence=(*whole, *cite(reading, verdict.span, verdict.rule)),
    )


def _find_action(context: _Context, unit: Unit) -> Fact | None:
    for rule in context.lexicon.rules("duty_action"):
        match = rule.pattern.search(unit.text)
        if match:
            place = _shift(unit, Span(*match.span("action")))
            return state(context.reading, place, quote(context.reading, place), rule.id)
    return None


def _find_areas(context: _Context, unit: Unit, span: Span) -> tuple[str, ...]:
    """Return the areas of the words themselves, else those of the heading above them."""
    own = dict.fromkeys(hit.area for hit in match_areas(context.reading, span))
    if own or unit.section is None or unit.section.title is None:
        return tuple(own)
    return _areas_of_title(unit.section.title, context)


def _areas_of_title(title: str, context: _Context) -> tuple[str, ...]:
    folded = title.translate(context.lexicon.fold)
    if matches("area_heading_out", folded, context.lexicon):
        return ()
    return areas_of(folded, context.lexicon)
