"""Who owes: the subject of a clause, found among the parties and the words for all of them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from pipeline.extract.actors import find_actors
from pipeline.extract.gates import likely_rules
from pipeline.extract.hits import matches
from pipeline.models import Obligor, Party

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.extract.duties import Clause, Marker
    from pipeline.lexicon import Lexicon

_BEFORE, _AFTER = 48, 200
# " und der " between two subjects.
_JOINT = 10
# "the City York will": another city than the one that is a party.
_OTHER_NAME = r"(?! [A-ZÄÖÜ][a-zäöü]+(?:,| und| and| wird| will| shall))"
_HAN = re.compile(r"[\u3400-\u9fff]")


@dataclass(frozen=True, slots=True)
class Mention:
    """Words of a clause that name parties; `parties` is empty for a pronoun.

    `body` is the name of a body that is no party.
    """

    start: int
    end: int
    kind: str
    parties: tuple[Party, ...]
    probe: str
    body: str | None = None


@dataclass(frozen=True, slots=True)
class Cast:
    """The parties of an agreement and the words that may stand for them in one language."""

    parties: tuple[Party, ...]
    lexicon: Lexicon
    names: re.Pattern[str] | None
    owners: dict[str, tuple[Party, ...]]
    has_bodies: bool = True
    read: dict[str, tuple[Mention, ...]] = field(default_factory=dict)

    def everyone(self, words: str) -> tuple[Obligor, ...]:
        """Return all parties as obligors, or the words for them when no party is known."""
        if not self.parties:
            return (Obligor(None, words, None),)
        return tuple(Obligor(party.id, party.name, None) for party in self.parties)


def make_cast(parties: tuple[Party, ...], lexicon: Lexicon, *, has_bodies: bool = True) -> Cast:
    """Collect the names, short names and generic heads by which parties are called.

    With `has_bodies` others than the parties can owe something.
    """
    owners: dict[str, tuple[Party, ...]] = {}
    for party in parties:
        for form in _forms(party, lexicon):
            owners[form] = (*owners.get(form, ()), party)
    owners = {form: found for form, found in owners.items() if len(found) == 1}
    owners |= {form: found for form, found in _heads(parties, lexicon).items() if found}
    names = _compile(tuple(sorted(owners)), lexicon)
    return Cast(parties, lexicon, names, owners, has_bodies)


def _forms(party: Party, lexicon: Lexicon) -> set[str]:
    """Return the forms of a party's name, also without its generic head."""
    fold = lexicon.fold
    full = {party.name, *(name.text for name in party.names)}
    forms = {" ".join(form.translate(fold).split()) for form in full}
    heads = lexicon.rules("duty_head")
    shorts = {_drop(rule.pattern, form) for form in forms for rule in heads}
    # "Government of the Republic of Malta" has two heads.
    shorts |= {_drop(rule.pattern, form) for form in shorts for rule in heads}
    return forms | (shorts - {""}) | _initials(forms, lexicon)


def _initials(forms: set[str], lexicon: Lexicon) -> set[str]:
    """Return the first character of a Chinese name with the word for a side: 株方."""
    tails = lexicon.list("duty_initial_tails")
    made = {form[0] + tail for form in forms for tail in tails if _HAN.match(form)}
    return made - set(lexicon.list("duty_initial_other"))


def _drop(pattern: re.Pattern[str], form: str) -> str:
    short = pattern.sub("", form, count=1).strip()
    return short if len(short) > 1 and short != form else ""


def _heads(parties: tuple[Party, ...], lexicon: Lexicon) -> dict[str, tuple[Party, ...]]:
    """Return "the city" where one party is a city, "the chambers" where several are chambers."""
    found: dict[str, tuple[Party, ...]] = {}
    for word, kind in lexicon.table("duty_one").items():
        of_kind = tuple(party for party in parties if party.type == kind)
        found[word] = of_kind if len(of_kind) == 1 else ()
    for word, kind in lexicon.table("duty_several").items():
        of_kind = tuple(party for party in parties if party.type == kind)
        found[word] = of_kind if len(of_kind) > 1 else ()
    for word, country in lexicon.table("duty_side").items():
        of_country = tuple(party for party in parties if party.country == country)
        found[word] = of_country if len(of_country) == 1 else ()
    return found


@lru_cache(maxsize=32)
def _compile(forms: tuple[str, ...], lexicon: Lexicon) -> re.Pattern[str] | None:
    ordered = sorted(forms, key=lambda form: (-len(form), form))
    generic = {*lexicon.table("duty_one"), *lexicon.table("duty_several")}
    if not ordered:
        return None
    return re.compile("|".join(_bound(form, generic=form in generic) for form in ordered))


def _bound(form: str, *, generic: bool) -> str:
    """Return a pattern of a form that ends where its word ends, "the city" without a name."""
    if _HAN.match(form):
        return re.escape(form)
    tail = _OTHER_NAME if generic else ""
    return r"(?<![\w-])" + re.escape(form) + r"(?![\w-])" + tail


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
    if not cast.has_bodies:
        return
    for start, end, name, parties in find_actors(text, cast.parties, cast.owners, cast.lexicon):
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


def find_performance(
    mentions: tuple[Mention, ...], cast: Cast
) -> tuple[tuple[Mention, ...], str, str] | None:
    """Return the subjects that perform in the present tense, the modality, and the rule."""
    for index, mention in enumerate(mentions):
        for rule in likely_rules("duty_performs", mention.probe, cast.lexicon):
            if rule.pattern.search(mention.probe):
                return _join(mentions[: index + 1]), rule.value, rule.id
    return None


def _join(mentions: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """Return the last mention with those that stand right before it: "A, B and C pay"."""
    joined = [mentions[-1]]
    for mention in reversed(mentions[:-1]):
        if joined[0].start - mention.end > _JOINT:
            break
        joined.insert(0, mention)
    return tuple(joined)


def find_subject(clause: Clause, marker: Marker, cast: Cast) -> tuple[Mention, ...]:
    """Return the mentions that are the subject of a marked clause, none when it is another's."""
    mentions = find_mentions(clause.main, cast)
    able = [mention for mention in mentions if is_subject(mention, cast)]
    before = [mention for mention in able if mention.start < marker.span.end]
    inverted = [mention for mention in able if _is_inverted(clause, marker, mention, cast)]
    if inverted and not _is_agreed(before):
        return (inverted[0],)
    if before:
        return _join_bodies(before)
    return (*inverted[:1],) or find_agents(clause, cast)


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


def _join_bodies(before: list[Mention]) -> tuple[Mention, ...]:
    """Return the subjects; beside a body only what stands right next to it: "X and the schools"."""
    if not any(mention.body for mention in before):
        return tuple(before)
    joined = before[:1]
    for mention in before[1:]:
        if mention.start - joined[-1].end > _JOINT:
            break
        joined.append(mention)
    return tuple(joined)


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
