"""One party of all its namings: its fullest name, its other names, its country and identifier."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.extract.cite import cite, quote
from pipeline.extract.definitions import find_definitions
from pipeline.extract.names import PLACED, search
from pipeline.lexicon import load_lexicon
from pipeline.models import Identifier, Name, Party, Span
from pipeline.places import Place, find_country, find_place, find_region

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.extract.names import Candidate
    from pipeline.lexicon import Lexicon
    from pipeline.models import Reading

# How many forms of a name are looked at; a text repeats a name some hundred times at most.
_MAX_FORMS = 200
_SHORTEST_BARE = 2
_STEM = 3
_AFTER = 12
_LOCAL = frozenset({"company", "county", "university", "chamber", "other", "district"})
_MIN_LOCAL = 2


def key_of(candidate: Candidate, reading: Reading, lexicon: Lexicon) -> str:
    """Return what makes two namings the same party: the place and kind, or the folded name."""
    name = reading.text[candidate.span.start : candidate.span.end]
    if candidate.type in PLACED:
        bare = _find_bare(name, lexicon)
        place = find_place(bare)
        folded = place.geonames_id or place.name if place else bare.casefold()
        return f"{folded}/{candidate.type}"
    words = re.findall(r"[^\W_]+", name.casefold())
    return "".join(_fold_ending(word, lexicon.list("name_endings")) for word in words)


def _fold_ending(word: str, endings: Sequence[str]) -> str:
    """Take off what a word is inflected by: "Deutschen" and "Deutsche" are one name."""
    ending = next((e for e in endings if word.endswith(e) and len(word) > len(e) + _STEM), "")
    return word.removesuffix(ending)


def name_parties(
    groups: Sequence[Sequence[Candidate]], reading: Reading, lexicon: Lexicon
) -> tuple[Party, ...]:
    """Make a party of each group of namings, numbered in their order."""
    stated = [find_country(_context(group)) for group in groups]
    beside = [_find_own_country(group, reading, lexicon) for group in groups]
    known = [country for country in (*stated, *beside) if country]
    hints = tuple(dict.fromkeys((*known, *lexicon.list("home_countries"))))
    parties = tuple(
        _name_party(f"p{number}", group, reading, hints) for number, group in enumerate(groups, 1)
    )
    least = 1 if reading.version.part == "cover" else _MIN_LOCAL
    return tuple(_part_names(_place_local(party, parties, least), parties) for party in parties)


def _find_own_country(group: Sequence[Candidate], reading: Reading, lexicon: Lexicon) -> str | None:
    """Return the country of a town whose name is its own: its neighbours may be there too."""
    bare = _find_bare(reading.text[group[0].span.start : group[0].span.end], lexicon)
    place = find_place(bare) if group[0].type in PLACED else None
    return place.country if place and _bears(place, bare) else None


def _place_local(party: Party, parties: Sequence[Party], least: int) -> Party:
    """Give a body that says nothing of its country that of the others, if they all share one.

    At least so many others say theirs: a council's paper is of one city, and tells of neighbours.
    """
    others = [other.country for other in parties if other.id != party.id and other.country]
    shared = len(others) >= least and len(set(others)) == 1
    if party.country or not shared or party.type not in _LOCAL:
        return party
    return replace(party, country=others[0])


def _part_names(party: Party, parties: Sequence[Party]) -> Party:
    """Leave out short names that stand in another party's name and not in this one's."""
    others = [other.name for other in parties if other.id != party.id]
    kept = tuple(
        name
        for name in party.names
        if name.text in party.name or not any(name.text in other for other in others)
    )
    return replace(party, names=kept)


def locate_name(
    name: str, context: str, lexicon: Lexicon, hints: Sequence[str] = ()
) -> tuple[str | None, Place | None]:
    """Return the country and the place of a name, helped by the words around it.

    Among namesakes a place in a hinted country wins when it bears the very name.
    """
    stated = find_country(context)
    bare = _find_bare(name, lexicon)
    place = find_place(bare, country=stated)
    if place is None or (stated and place.country != stated):
        told = stated or _find_region(context, lexicon)
        return told or _find_implied(name, lexicon), None
    if stated is None and not _bears(place, bare):
        place = _prefer_hinted(bare, place, hints)
    return stated or place.country, place


def _find_implied(name: str, lexicon: Lexicon) -> str | None:
    """Return the country that the very kind of body tells: a Landkreis is in Germany."""
    rule = search("party_type", name, lexicon)
    return str(rule.options["country"]) if rule and "country" in rule.options else None


def _prefer_hinted(name: str, place: Place, hints: Sequence[str]) -> Place:
    for country in hints:
        other = find_place(name, country=country)
        if other and other.country == country and _bears(other, name):
            return other
    return place


def _bears(place: Place, name: str) -> bool:
    return place.name.casefold().startswith(name.casefold())


def _find_region(context: str, lexicon: Lexicon) -> str | None:
    """Return the country of a region or town that stands in the words about a party."""
    rule = lexicon.rules("place_word")[0]
    for match in rule.pattern.finditer(context[:400]):
        name = match["place"]
        country = find_country(name) if rule.value == "country" else None
        country = country or find_region(name)
        if country:
            return country
        place = find_place(name)
        if place and (place.population or 0) > 0:
            return place.country
    return None


def _find_bare(name: str, lexicon: Lexicon) -> str:
    """Return the place's own name: "Mentougou" in "Stadtbezirk Mentougou von Peking"."""
    for rule in lexicon.rules("party_type"):
        match = rule.pattern.search(name)
        if match:
            groups = match.groupdict()
            return _past_countries(groups.get("place") or groups.get("place_b") or name)
    return name


def _past_countries(name: str) -> str:
    """Return a place's name in hanzi without the countries and regions written before it."""
    if not _is_han(name) or find_place(name):
        return name
    larger = range(_SHORTEST_BARE, len(name) - 1)
    cuts = (at for at in larger if find_country(name[:at]) or find_region(name[:at]))
    return next((name[at:] for at in cuts if find_place(name[at:])), name)


def _context(group: Sequence[Candidate]) -> str:
    return " ".join(candidate.context for candidate in group)


def _name_party(
    party_id: str, group: Sequence[Candidate], reading: Reading, hints: Sequence[str]
) -> Party:
    lexicon, language = load_lexicon(reading.version.language), reading.version.language
    fullest = max(group, key=lambda c: (c.type in PLACED, c.span.end - c.span.start))
    words = reading.text[fullest.span.start : fullest.span.end]
    country, place = locate_name(words, _context(group), lexicon, hints)
    forms = tuple(_find_forms(group, fullest, reading, lexicon))
    name = _choose_name(quote(reading, fullest.span), fullest.type, forms)
    names = tuple(_list_names(name, forms, language))
    known = fullest.type in {"city", "district", "county"} and place and place.geonames_id
    identified = place if known and _is_same_kind(place, fullest.type) else None
    return Party(
        id=party_id,
        agreements=(),
        name=name,
        names=names,
        type=fullest.type,
        country=country,
        identifiers=_identify(identified),
        confidence=None,
        evidence=tuple(evidence for c in group for evidence in cite(reading, c.span, c.rule)),
    )


def _identify(place: Place | None) -> tuple[Identifier, ...]:
    if place is None or place.geonames_id is None:
        return ()
    return (Identifier("geonames", place.geonames_id),)


def _is_same_kind(place: Place | None, kind: str) -> bool:
    """Landkreis Karlsruhe is not the town, and a district is not the town that bears its name."""
    return place is not None and place.kind == kind


def _choose_name(name: str, kind: str, forms: Sequence[tuple[str, str]]) -> str:
    """Return the fullest form; one in capitals gives way to the same name in small letters."""
    headed = [form for form, sort in forms if sort == "headed" and len(form) > len(name)]
    if kind in PLACED and headed and not _has_head(name, forms):
        name = min(headed, key=len)
    if not name.isupper():
        return name
    same = (f for f, _ in forms if f.casefold() == name.casefold() and not f.isupper())
    return next(same, name)


def _has_head(name: str, forms: Sequence[tuple[str, str]]) -> bool:
    return any(form == name and sort == "headed" for form, sort in forms)


def _find_forms(
    group: Sequence[Candidate], fullest: Candidate, reading: Reading, lexicon: Lexicon
) -> Iterator[tuple[str, str]]:
    """Yield the forms of a party's name that stand in the text, each with its kind."""
    for candidate in group:
        yield quote(reading, candidate.span), "short"
        for span, kind in candidate.aliases:
            if not search("party_collective", reading.text[span.start : span.end], lexicon):
                yield quote(reading, span), kind
    words = reading.text[fullest.span.start : fullest.span.end]
    if fullest.type not in PLACED:
        yield from _find_acronyms(words, reading)
    for span, kind in find_definitions(words, reading.text, lexicon):
        yield quote(reading, span), kind
    yield from _find_elsewhere(words, fullest.type, reading, lexicon)


def _find_acronyms(words: str, reading: Reading) -> Iterator[tuple[str, str]]:
    """Yield short names in brackets right behind the name, anywhere in the text."""
    stem = re.escape(words)
    pattern = rf"{stem} ?[(（](?P<short>[A-Z][A-Za-zÄÖÜ&-]{{0,10}}[A-ZÄÖÜ])[)）]"
    for match in re.finditer(pattern, reading.text):
        yield quote(reading, Span(*match.span("short"))), "short"


def _find_elsewhere(
    words: str, kind: str, reading: Reading, lexicon: Lexicon
) -> Iterator[tuple[str, str]]:
    """Yield the place's name with a head of its kind, without, and the name in other letters."""
    bare = _find_bare(words, lexicon) if kind in PLACED else words
    for tail in lexicon.list(f"{kind}_tails"):
        bare = bare.removesuffix(tail)
    if len(bare) < _SHORTEST_BARE:
        return
    pattern = _form_pattern(bare, kind, lexicon)
    for number, match in enumerate(pattern.finditer(reading.text)):
        if number > _MAX_FORMS:
            return
        after = reading.text[match.end() : match.end() + _AFTER]
        if search("form_out", after, lexicon):
            continue
        headed = match["head"] or match["tail"]
        # The bare name of a county is its town's.
        if headed or (kind in PLACED and kind != "county") or match[0] not in (words, bare):
            yield quote(reading, Span(*match.span())), "headed" if headed else "short"


def _form_pattern(bare: str, kind: str, lexicon: Lexicon) -> re.Pattern[str]:
    heads = "|".join(re.escape(head) for head in lexicon.list(f"{kind}_heads")) or r"(?!)"
    tails = "|".join(re.escape(tail) for tail in lexicon.list(f"{kind}_tails")) or r"(?!)"
    edge = r"(?<![\w-])" if bare.isascii() or not _is_han(bare) else ""
    close = r"(?![\w-])" if edge else ""
    name = re.escape(bare) if not bare.isupper() else f"(?i:{re.escape(bare)})"
    return re.compile(rf"{edge}(?:(?P<head>{heads})[ \n])?{name}(?P<tail>{tails})?{close}")


def _is_han(text: str) -> bool:
    return "\u3400" <= text[-1] <= "\u9fff"


def _list_names(name: str, forms: Sequence[tuple[str, str]], language: str) -> Iterator[Name]:
    """Yield each form once: the fullest, shorter ones, and those the text defines."""
    yield Name(name, language, "full")
    defined = {form for form, sort in forms if sort == "defined"}
    seen = {name, ""}
    for form, _ in forms:
        if form not in seen and form.casefold() != name.casefold():
            seen.add(form)
            yield Name(form, language, "defined" if form in defined else "short")
