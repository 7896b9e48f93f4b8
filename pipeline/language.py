"""Stage 2: which language each block is in.

Script first, function words second; langdetect only where these leave German and English open.
A block that is too short to tell takes its neighbours' language.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING

from pipeline.lexicon import load_lexicon, load_shared
from pipeline.models import Block, LanguageShare, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

UNDETERMINED = "und"
MIN_LETTERS = 40
# A Han character carries about as much as two and a half Latin letters.
HAN_WEIGHT = 2.5

_PARAGRAPH = re.compile(r"[^\n]*\S[^\n]*")
_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff]")
_KANA = re.compile(r"[\u3040-\u30ff\uac00-\ud7af]")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]")
_OTHER = re.compile(r"[\u0370-\u1cff\u2c00-\u2dff]")
_WORD = re.compile(r"[^\W\d_]+")
_DECIDING_SAMPLE = 4000


def detect_languages(text: str) -> tuple[Block, ...]:
    """Split a text into its paragraphs and say which language each is in."""
    spans = [Span(match.start(), match.end()) for match in _PARAGRAPH.finditer(text)]
    guesses = [_guess(text[span.start : span.end]) for span in spans]
    languages = _fill(guesses, text)
    return tuple(Block(span, code) for span, code in zip(spans, languages, strict=True))


def find_shares(text: str, blocks: Iterable[Block]) -> tuple[LanguageShare, ...]:
    """Return each language's share of the letters, the largest first; Han characters weigh more."""
    weights: Counter[str] = Counter()
    for block in blocks:
        weights[block.language] += _weigh(text[block.span.start : block.span.end])
    total = sum(weights.values())
    ranked = sorted(weights.items(), key=lambda item: (-item[1], item[0]))
    return tuple(LanguageShare(code, round(weight / total, 2)) for code, weight in ranked if weight)


def _weigh(block: str) -> int:
    return len(_LATIN.findall(block)) + round(HAN_WEIGHT * len(_HAN.findall(block)))


def _guess(block: str) -> tuple[str | None, str]:
    """Return the language, None when the block is too short to tell, and its script."""
    sample = block[:_DECIDING_SAMPLE]
    han, latin = len(_HAN.findall(sample)) * HAN_WEIGHT, len(_LATIN.findall(sample))
    other = len(_OTHER.findall(sample)) + len(_KANA.findall(sample)) * HAN_WEIGHT
    # Japanese mixes kana with Han characters; a tenth of kana is no Chinese.
    if other > max(latin, han) or (han > latin and other * 9 > han):
        return UNDETERMINED, "other"
    if han > latin:
        return _script_of(sample), "han"
    return _guess_latin(sample, latin), "latin"


def _script_of(sample: str) -> str:
    fold = load_lexicon("zh").fold
    traditional = sum(ord(char) in fold for char in sample)
    simplified = sum(char in _simplified() for char in sample)
    return "zh-Hant" if traditional > simplified else "zh-Hans"


@lru_cache(maxsize=1)
def _simplified() -> frozenset[str]:
    return frozenset(load_lexicon("zh").fold.values())


@lru_cache(maxsize=1)
def _function_words() -> dict[str, frozenset[str]]:
    others = {code: frozenset(words) for code, words in load_shared("languages")["others"].items()}
    read = {code: load_lexicon(code).list("function_words") for code in ("de", "en")}
    return {code: frozenset(words) for code, words in read.items()} | others


def _guess_latin(sample: str, letters: int) -> str | None:
    words = Counter(word.lower() for word in _WORD.findall(sample))
    scores = {
        code: sum(count for word, count in words.items() if word in known)
        for code, known in _function_words().items()
    }
    ranked = sorted(scores, key=lambda code: -scores[code])
    best, second = ranked[0], ranked[1]
    if letters < MIN_LETTERS or scores[best] == 0:
        return None
    if scores[best] == scores[second]:
        return _decide(sample, {best, second})
    return best if best in {"de", "en"} else _foreign(scores, best, letters)


def _foreign(scores: dict[str, int], best: str, letters: int) -> str | None:
    """Call a block foreign only on clear evidence: names and quotations make no language."""
    read = max(scores["de"], scores["en"])
    clear = scores[best] >= max(3, 2 * read) and letters >= 2 * MIN_LETTERS
    return UNDETERMINED if clear else None


def _decide(sample: str, tied: set[str]) -> str | None:
    """Ask langdetect when function words leave German and English open."""
    if tied != {"de", "en"}:
        return None
    from langdetect.lang_detect_exception import LangDetectException

    detector = _detector_factory().create()
    detector.seed = 0
    detector.append(sample)
    try:
        code = str(detector.detect())
    except LangDetectException:
        return None
    return code if code in tied else None


@lru_cache(maxsize=1)
def _detector_factory() -> object:
    from importlib import resources

    from langdetect.detector_factory import DetectorFactory

    DetectorFactory.seed = 0
    factory = DetectorFactory()
    profiles = resources.files("langdetect").joinpath("profiles")
    factory.load_json_profile([profiles.joinpath(code).read_text("utf-8") for code in ("de", "en")])
    return factory


def _fill(guesses: Sequence[tuple[str | None, str]], text: str) -> list[str]:
    """Give undecided blocks the language of the nearest decided Latin block, before then after."""
    codes = [code for code, _ in guesses]
    onward = _pass_on(codes)
    filled = _pass_on(onward[::-1])[::-1]
    if None in filled:
        whole = _guess_latin(text[:_DECIDING_SAMPLE], MIN_LETTERS) or UNDETERMINED
        filled = [code or whole for code in filled]
    return [code or UNDETERMINED for code in filled]


def _pass_on(codes: Sequence[str | None]) -> list[str | None]:
    passed: list[str | None] = []
    last = None
    for code in codes:
        passed.append(code or last)
        if code is not None and not code.startswith("zh"):
            last = code
    return passed
