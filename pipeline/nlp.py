"""The spaCy boundary: tokenizers and the sentences they bound. No trained model is needed."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING, Final, Protocol, cast

import spacy

from pipeline.lexicon import Lexicon, load_lexicon
from pipeline.models import Reading, Run, Section, Sentence, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from spacy.tokens import Doc, Token

    from pipeline.models import Document, Version

_NO, _MAYBE, _YES = 0, 1, 2  # whether a sentence has ended
# Tokenizers slow down on very long paragraphs; a piece this long ends at a space.
_PIECE: Final = 20_000
# German tokens keep the full stop of an ordinal; years are none.
_YEAR: Final = re.compile(r"[12]\d{3}\.")
_ORDINAL: Final = re.compile(r"\d{1,4}\.")
_NUMBER: Final = re.compile(
    r"\(?(?:\d{1,3}(?:\.\d{1,3}){0,4}|[A-Za-z]|[IVXLC]{1,6}|[ivx]{1,5})[.)]{1,2}"
)
# A sentence ends inside a line at a mark with no word or number right after it, nor a small letter.
_INSIDE: Final = r"[{}][^\w\s]*(?:\s+[^\sa-zäöüß]|[^\W\d_a-zäöüß])"
_LONGEST_NUMBER: Final = 24
# Tokenizers take affixes off a word one by one, each time reading on to the next space.
_LONG_WORD: Final = re.compile(r"[^\s\u3400-\u9fff]{200}")


class _Tokenizer(Protocol):
    """What is used of spaCy's tokenizers, which are compiled and ship no types."""

    def __call__(self, text: str) -> Doc: ...

    def add_special_case(self, chunk: str, tokens: Sequence[Mapping[str, str]]) -> None: ...


@dataclass(frozen=True, slots=True)
class _Marks:
    """What ends a sentence, what may follow within it, and words that open the next."""

    terminators: frozenset[str]
    closing: frozenset[str]
    may_end: frozenset[str]
    function_words: frozenset[str]
    last: frozenset[str]
    inside: re.Pattern[str]


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
    inner = text.strip()
    if not _load_marks(lexicon.language).inside.search(inner):
        # Most lines of a paper hold one sentence or none: they need no tokens.
        return (_strip(text, Span(0, len(text))),) if inner else ()
    spans: list[Span] = []
    start = 0
    while start < len(text):
        end = _cut(text, start)
        found = list(_bound(text[start:end], start, lexicon.language))
        # A piece may end inside a sentence: the next one begins where that sentence does.
        if end < len(text) and len(found) > 1:
            end = found.pop().start
        spans.extend(found)
        start = end
    return tuple(_strip(text, span) for span in spans if text[span.start : span.end].strip())


def _cut(text: str, start: int) -> int:
    """Return where the piece that begins at `start` ends: in a hostile word, else after a space."""
    limit = start + _PIECE
    if word := _LONG_WORD.search(text, start, limit):
        return word.end()
    if len(text) <= limit:
        return len(text)
    return text.rfind(" ", start + 1, limit) + 1 or limit


def _bound(text: str, offset: int, language: str) -> Iterator[Span]:
    marks = _load_marks(language)
    start, end = 0, _NO
    for token in _tokenizer(language)(text):
        word = token.text
        if end and not _closes(token, marks):
            if _may_begin(word, end, marks) and not _is_number(text[start : token.idx]):
                yield Span(offset + start, offset + token.idx)
                start = token.idx
            end = _NO
        if word[-1] in marks.last:
            end = max(end, _find_end(word, marks))
    yield Span(offset + start, offset + len(text))


def _find_end(text: str, marks: _Marks) -> int:
    if text in marks.terminators or _YEAR.fullmatch(text):
        return _YES
    return _MAYBE if text in marks.may_end or _ORDINAL.fullmatch(text) else _NO


def _closes(token: Token, marks: _Marks) -> bool:
    """Tell whether a token still belongs to the sentence that has ended before it."""
    apart = token.i > 0 and bool(token.doc[token.i - 1].whitespace_)
    return token.is_space or (
        not apart and (token.text in marks.closing or token.text in marks.terminators)
    )


def _may_begin(text: str, end: int, marks: _Marks) -> bool:
    """Tell whether a word can open a sentence; after a doubtful end only one like "The" does."""
    if end == _MAYBE:
        return text[0].isupper() and text.lower() in marks.function_words
    return not text[0].islower()


def _is_number(text: str) -> bool:
    """Tell whether a text is but the number of a list item, which opens its sentence."""
    return len(text) <= _LONGEST_NUMBER and bool(_NUMBER.fullmatch(text.strip()))


def _strip(text: str, span: Span) -> Span:
    inner = text[span.start : span.end]
    lead = len(inner) - len(inner.lstrip())
    return Span(span.start + lead, span.start + lead + len(inner.strip()))


@lru_cache(maxsize=4)
def _load_marks(language: str) -> _Marks:
    lexicon = load_lexicon(language)
    ends = (*lexicon.list("terminators"), *lexicon.list("may_end"))
    return _Marks(
        terminators=frozenset(lexicon.list("terminators")),
        closing=frozenset(lexicon.list("closing")),
        may_end=frozenset(lexicon.list("may_end")),
        last=frozenset((*(end[-1] for end in ends), ".")),
        inside=re.compile(_INSIDE.format("".join(map(re.escape, lexicon.list("terminators"))))),
        function_words=frozenset(lexicon.list("function_words")),
    )


@lru_cache(maxsize=4)
def _tokenizer(language: str) -> _Tokenizer:
    nlp = spacy.blank(language)
    nlp.max_length = 2 * _PIECE
    tokenizer = cast("_Tokenizer", nlp.tokenizer)
    for abbreviation in load_lexicon(language).list("abbreviations"):
        tokenizer.add_special_case(abbreviation, [{"ORTH": abbreviation}])
    return tokenizer
