"""The spaCy boundary: tokenizers and the sentences they bound. No trained model is needed."""

from __future__ import annotations

from bisect import bisect_right
from functools import lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING

import spacy
from spacy.symbols import ORTH

from pipeline.lexicon import Lexicon, load_lexicon
from pipeline.models import Reading, Run, Section, Sentence, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from spacy.language import Language
    from spacy.tokens import Doc

    from pipeline.models import Document, Version

# Tokenizers slow down on very long paragraphs; a piece this long ends at a space.
_PIECE = 20_000


def read(version: Version, document: Document) -> Reading:
    """Put a version's blocks together as one text, a block a line, and split it into sentences.

    The text is folded by the lexicon (traditional to simplified characters), one to one, so that
    offsets hold; words to quote come from the document.
    """
    lexicon = load_lexicon(version.language)
    pieces = [document.text[b.span.start : b.span.end] for b in version.blocks]
    starts = [0, *accumulate(len(piece) + 1 for piece in pieces)]
    runs = tuple(
        Run(start, block.span.start, len(piece), None)
        for start, block, piece in zip(starts[:-1], version.blocks, pieces, strict=True)
    )
    original = "\n".join(pieces)
    text = original.translate(lexicon.fold)
    sentences = tuple(_find_sentences(text, runs, version.sections, lexicon))
    return Reading(version, text, original, runs, sentences)


def _find_sentences(
    text: str, runs: Iterable[Run], sections: Sequence[Section], lexicon: Lexicon
) -> Iterator[Sentence]:
    starts = [section.span.start for section in sections]
    for run in runs:
        index = bisect_right(starts, run.source_start) - 1
        section = sections[index] if index >= 0 else None
        for piece in _cut_heading(run, section):
            for span in split_sentences(text[piece.start : piece.end], lexicon):
                shifted = Span(span.start + piece.start, span.end + piece.start)
                yield Sentence(shifted, text[shifted.start : shifted.end], section)


def _cut_heading(run: Run, section: Section | None) -> Iterator[Span]:
    """Part a block from the number or heading it begins with, which is no part of a sentence."""
    start, end = run.start, run.start + run.length
    heading = section.heading if section else None
    if heading and heading.start == run.source_start:
        cut = min(start + heading.end - heading.start, end)
        yield Span(start, cut)
        start = cut
    if start < end:
        yield Span(start, end)


def split_sentences(text: str, lexicon: Lexicon) -> tuple[Span, ...]:
    """Split a paragraph into sentences, without the white space around them."""
    spans: list[Span] = []
    for start, end in _pieces(text):
        doc = _tokenizer(lexicon.language)(text[start:end])
        spans.extend(_bound(doc, start, lexicon))
    return tuple(_strip(text, span) for span in spans if text[span.start : span.end].strip())


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    while len(text) - start > _PIECE:
        cut = text.rfind(" ", start + 1, start + _PIECE) + 1
        end = cut or start + _PIECE
        yield start, end
        start = end
    yield start, len(text)


def _bound(doc: Doc, offset: int, lexicon: Lexicon) -> Iterator[Span]:
    terminators = frozenset(lexicon.list("terminators"))
    closing = frozenset(lexicon.list("closing"))
    start, ended = 0, False
    for token in doc:
        if ended and token.text not in closing and token.text not in terminators:
            if _may_begin(token.text, lexicon):
                yield Span(offset + start, offset + token.idx)
                start = token.idx
            ended = False
        ended = ended or token.text in terminators
    yield Span(offset + start, offset + len(doc.text))


def _may_begin(text: str, lexicon: Lexicon) -> bool:
    """A lower-case word goes on with the sentence: the full stop was an abbreviation's."""
    return not text[0].islower() and text not in lexicon.list("never_begin")


def _strip(text: str, span: Span) -> Span:
    inner = text[span.start : span.end]
    lead = len(inner) - len(inner.lstrip())
    return Span(span.start + lead, span.start + lead + len(inner.strip()))


@lru_cache(maxsize=4)
def _tokenizer(language: str) -> Language:
    nlp = spacy.blank(language)
    nlp.max_length = 2 * _PIECE
    for abbreviation in load_lexicon(language).list("abbreviations"):
        if " " not in abbreviation:
            nlp.tokenizer.add_special_case(abbreviation, [{ORTH: abbreviation}])
    return nlp
