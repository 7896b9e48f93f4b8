"""Who owes: the subject of a clause, found among the parties and the words for all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.extract.actors import find_actors
from pipeline.extract.casting import Cast, Mention
from pipeline.extract.gates import likely_rules
from pipeline.extract.hits import matches
from pipeline.models import Obligor

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

    from pipeline.extract.duties import Clause, Marker
    from pipeline.models import Party

_BEFORE, _AFTER = 48, 200
# " sowie der " between two subjects.
_JOINT = 12
# "Der " may stand before the subject.
_ARTICLE = 4
_PRONOUNS = frozenset({"pronoun", "they"})


def find_mentions(text: str, cast: Cast) -> tuple[Mention, ...]:
    """Return the words of a text that name parties or stand for them, in order, without overlap."""
    if text not in cast.read:
        cast.read[text] = _select(sorted(_find_raw(text, cast), key=lambda m: (m.start, -m.end)))
    return cast.read[text]


def _select(found: list[Mention]) -> tuple[Mention, ...]:
    kept: list[Mention] = []
    for mention in found:
        if not kept or mention.start >= kept[-1].end:
            kept.append(mention)
    return tuple(kept)


def _find_raw(text: str, cast: Cast) -> Iterator[Mention]:
    if cast.names and any(form in text for form in cast.owners):
        for match in cast.names.finditer(text):
            yield _mention(text, match, "party", cast.owners[match[0]])
    yield from _find_bodies(text, cast)
    for rule in likely_rules("duty_collective", text, cast.lexicon):
        for match in rule.pattern.finditer(text):
            yield _mention(text, match, "all", cast.parties)
    for rule in likely_rules("duty_pronoun", text, cast.lexicon):
        for match in rule.pattern.finditer(text):
            yield _mention(text, match, rule.value, ())


def _find_bodies(text: str, cast: Cast) -> Iterator[Mention]:
    for start, end, name, parties in find_actors(
        text, cast.parties, cast.owners, cast.lexicon, has_bodies=cast.has_bodies
    ):
        kind, body = ("party", None) if parties else ("body", name)
        yield Mention(start, end, kind, parties, _probe(text, start, end), body)


def _mention(text: str, match: re.Match[str], kind: str, parties: tuple[Party, ...]) -> Mention:
    return Mention(*match.span(), kind, parties, _probe(text, *match.span()))


def _probe(text: str, start: int, end: int) -> str:
    """Return the words around a mention, the mention itself between brackets."""
    before, after = text[max(0, start - _BEFORE) : start], text[end : end + _AFTER]
    return f"{before}⟦{text[start:end]}⟧{after}"


def is_subject(mention: Mention, cast: Cast) -> bool:
    """Tell whether a mention can be a subject: not after a preposition, not in another case."""
    if matches(mention.probe, cast.lexicon, "duty_organ_first"):
        return True
    return not matches(mention.probe, cast.lexicon, "duty_oblique")


def find_first(text: str, cast: Cast) -> tuple[Mention, ...]:
    """Return the party that a clause begins with, as its subject."""
    first = [mention for mention in find_mentions(text, cast)[:1] if mention.start <= _ARTICLE]
    return tuple(m for m in first if m.kind == "party" and is_subject(m, cast))


def find_able(text: str, cast: Cast) -> tuple[Mention, ...]:
    """Return the mentions that can be subjects: what is listed after "with A" is none either."""
    able: list[Mention] = []
    last: Mention | None = None
    for mention in find_mentions(text, cast):
        is_listed = last is not None and last not in able and _lists(text, last, mention, cast)
        if is_subject(mention, cast) and not is_listed:
            able.append(mention)
        last = mention
    return tuple(able)


def _lists(text: str, one: Mention, two: Mention, cast: Cast) -> bool:
    return matches(f"⟧{text[one.end : two.start]}⟦", cast.lexicon, "duty_oblique_list")


def find_performance(
    mentions: tuple[Mention, ...], cast: Cast
) -> tuple[tuple[Mention, ...], str, str] | None:
    """Return the subjects that perform in the present tense, the modality, and the rule."""
    for index, mention in enumerate(mentions):
        for rule in likely_rules("duty_performs", mention.probe, cast.lexicon):
            if rule.pattern.search(mention.probe):
                joined = _join(mentions[: index + 1])
                after = _join_after(mentions[index:]) if "inverted" in rule.options else ()
                return (*joined, *after[1:]), rule.value, rule.id
    return None


def _join(mentions: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """Return the last mention with those that stand right before it: "A, B and C pay"."""
    joined = [mentions[-1]]
    for mention in reversed(mentions[:-1]):
        if joined[0].start - mention.end > _JOINT:
            break
        joined.insert(0, mention)
    return tuple(joined)


def _join_after(mentions: tuple[Mention, ...] | list[Mention]) -> tuple[Mention, ...]:
    """Return the first mention with those that stand right after it; a pronoun stands alone."""
    joined = [mentions[0]]
    for mention in mentions[1:]:
        if mention.start - joined[-1].end > _JOINT or joined[-1].kind in _PRONOUNS:
            break
        joined.append(mention)
    return tuple(joined)


def find_subject(clause: Clause, marker: Marker, cast: Cast) -> tuple[Mention, ...]:
    """Return the mentions that are the subject of a marked clause, none when it is another's."""
    able = find_able(clause.main, cast)
    before = [mention for mention in able if mention.start < marker.span.end]
    inverted = [mention for mention in able if _is_inverted(clause, marker, mention, cast)]
    if inverted and not _is_agreed(before):
        return _join_after(able[able.index(inverted[0]) :])
    if any(mention.body for mention in before):
        return _join_after(before)
    return (*before, *_find_further(clause, before, cast)) or find_agents(clause, cast)


def _find_further(clause: Clause, before: list[Mention], cast: Cast) -> tuple[Mention, ...]:
    """Return the subjects of the clauses that go on a sentence: "…, and Saga will send a team"."""
    if not before or before[-1].kind != "party":
        return ()
    mentions = find_mentions(clause.main, cast)
    rest = (mention for mention in mentions if mention.start > before[-1].start)
    return tuple(m for m in rest if matches(m.probe, cast.lexicon, "duty_also"))


def find_agents(clause: Clause, cast: Cast) -> tuple[Mention, ...]:
    """Return those by whom something is done: "shall be paid by the City"."""
    mentions = find_mentions(clause.main, cast)
    return tuple(m for m in mentions if matches(m.probe, cast.lexicon, "duty_agent"))


def leave_out_recipients(
    obligors: tuple[Obligor, ...], clause: Clause, cast: Cast
) -> tuple[Obligor, ...]:
    """Leave out of several obligors the one to whom they owe: "the states pay to Bavaria"."""
    single = [m for m in find_mentions(clause.main, cast) if len(m.parties) == 1]
    gone = {m.parties[0].id for m in single if matches(m.probe, cast.lexicon, "duty_recipient")}
    left = tuple(one for one in obligors if one.party not in gone)
    return left if len(left) > 1 else obligors


def _is_agreed(before: list[Mention]) -> bool:
    return any(mention.kind != "pronoun" for mention in before)


def _is_inverted(clause: Clause, marker: Marker, mention: Mention, cast: Cast) -> bool:
    """Tell whether the subject follows its verb, as in "wollen die Parteien"."""
    if mention.start < marker.span.start:
        return False
    between = clause.main[marker.span.start : mention.start]
    return matches(between, cast.lexicon, "duty_inversion")


def name_obligors(
    mentions: tuple[Mention, ...], cast: Cast, before: tuple[Obligor, ...]
) -> tuple[Obligor, ...]:
    """Return the obligors that mentions stand for; a pronoun stands for those `before` it."""
    found: dict[str, Obligor] = {}
    for mention in mentions:
        words = mention.probe.split("⟦", 1)[1].split("⟧", 1)[0]
        for obligor in _expand(mention, words, cast, before):
            found.setdefault(obligor.party or obligor.name, obligor)
    return tuple(found.values())


def _expand(
    mention: Mention, words: str, cast: Cast, before: tuple[Obligor, ...]
) -> tuple[Obligor, ...]:
    if mention.body:
        return (Obligor(None, mention.body, None),)
    if mention.kind == "all":
        return cast.everyone(words)
    if mention.kind == "pronoun":
        return before
    if mention.kind == "they":
        is_several = len(before) > 1 or any(one.party is None for one in before)
        return before if is_several else cast.everyone(words)
    organ = _find_organ(mention, cast)
    return tuple(Obligor(party.id, party.name, organ) for party in mention.parties)


def _find_organ(mention: Mention, cast: Cast) -> str | None:
    """Return the council, mayor or ministry of a party that acts for it."""
    for rule in likely_rules("duty_organ", mention.probe, cast.lexicon):
        match = rule.pattern.search(mention.probe)
        if match:
            return match["organ"]
    return None
