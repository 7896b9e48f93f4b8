"""Stage 3: a document's parts, the versions of each part, and their sections."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pipeline.language import UNDETERMINED, detect_languages
from pipeline.models import Block, Document, Outline, Version
from pipeline.segment.instruments import Instrument, detect_document_kind, find_instruments
from pipeline.segment.labels import label_blocks
from pipeline.segment.sections import rename, split_sections

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.models import Section
    from pipeline.segment.labels import Label

# A language makes a version when it has this share of an agreement's letters and this many blocks;
# less is a foreign name or a quotation.
MIN_VERSION_SHARE = 0.15
MIN_VERSION_BLOCKS = 3


def segment(document: Document) -> Outline:
    """Find the agreements of a document, their language versions and sections."""
    blocks = detect_languages(document.text)
    labels = label_blocks(blocks, document.text)
    instruments = find_instruments(labels, [block.language for block in blocks])
    kind = detect_document_kind(labels, instruments)
    versions = _number(_find_versions(blocks, labels, instruments))
    return Outline(kind, blocks, versions)


@dataclass(frozen=True, slots=True)
class _Plan:
    """Which blocks, by index, make a version."""

    agreement: str | None
    language: str
    indices: tuple[int, ...]


def _find_versions(
    blocks: Sequence[Block], labels: Sequence[Label], instruments: Sequence[Instrument]
) -> Iterator[Version]:
    """Yield the versions of the cover, then of each agreement.

    Whether two agreements are one in two languages is not told by their form: `assemble` knows.
    """
    cover = range(instruments[0].start if instruments else len(blocks))
    plans = list(_plan_versions(cover, blocks, None))
    for number, instrument in enumerate(instruments, 1):
        indices = range(instrument.start, instrument.end)
        plans.extend(_plan_versions(indices, blocks, f"a{number}"))
    for plan in _give_back(plans, labels):
        own = tuple(_put_in(blocks[i], plan.language) for i in plan.indices)
        part = "cover" if plan.agreement is None else "agreement"
        sections = split_sections(own, [labels[i] for i in plan.indices], part, plan.agreement)
        yield Version(plan.agreement, part, plan.language, own, sections)


def _plan_versions(
    indices: range, blocks: Sequence[Block], agreement: str | None
) -> Iterator[_Plan]:
    chosen = _choose_languages([blocks[index] for index in indices])
    for language in chosen:
        own = tuple(i for i in indices if _belongs(blocks[i].language, language, chosen))
        yield _Plan(agreement, language, own)


def _give_back(plans: Sequence[_Plan], labels: Sequence[Label]) -> list[_Plan]:
    """Let a signature block that stands once, after the other language's text, end its own text."""
    given: list[_Plan] = []
    for plan in plans:
        is_second = any(plan.agreement == before.agreement for before in given)
        numbered = any(labels[i].number for i in plan.indices)
        home = next((h for h, p in enumerate(given) if _speaks_before(p, plan)), None)
        if home is None or numbered or not is_second:
            given.append(plan)
        else:
            indices = given[home].indices + plan.indices
            given[home] = replace(given[home], indices=indices)
    return given


def _speaks_before(before: _Plan, plan: _Plan) -> bool:
    apart = before.agreement is not None and before.agreement != plan.agreement
    return apart and _base(before.language) == _base(plan.language)


def _put_in(block: Block, language: str) -> Block:
    return block if block.language == language else replace(block, language=language)


def _choose_languages(blocks: Sequence[Block]) -> list[str]:
    """Return the languages that make a version, in order of appearance; Chinese in one script."""
    weights: Counter[str] = Counter()
    counts: Counter[str] = Counter()
    for block in blocks:
        if block.language != UNDETERMINED:
            weights[block.language] += block.span.end - block.span.start
            counts[block.language] += 1
    scripts = sorted((c for c in weights if c.startswith("zh")), key=lambda c: -weights[c])
    for minor in scripts[1:]:
        weights[scripts[0]] += weights.pop(minor)
        counts[scripts[0]] += counts.pop(minor)
    total = sum(weights.values())
    main = max(weights, key=lambda code: weights[code], default=None)
    return [
        code
        for code in weights
        if code == main
        or (weights[code] >= MIN_VERSION_SHARE * total and counts[code] >= MIN_VERSION_BLOCKS)
    ]


def _belongs(block_language: str, language: str, chosen: Sequence[str]) -> bool:
    """Foreign blocks too few to make a version stay with the first one."""
    if block_language == UNDETERMINED:
        return False
    base = _base(block_language)
    if base == _base(language):
        return True
    return language == chosen[0] and base not in {_base(code) for code in chosen}


def _base(language: str) -> str:
    return language.split("-", maxsplit=1)[0]


def _number(versions: Iterator[Version]) -> tuple[Version, ...]:
    numbered: list[Version] = []
    first = 1
    for version in versions:
        sections: tuple[Section, ...] = rename(version.sections, first)
        numbered.append(replace(version, sections=sections))
        first += len(sections)
    return tuple(numbered)
