"""Stage 2: which language each block is in.

Script first, function words second; langdetect only where these leave German and English open.
A block that is too short to tell takes its neighbours' language.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from itertools import chain
from typing import TYPE_CHECKING, Protocol, cast

from pipeline.errors import UnsupportedLanguageError
from pipeline.lexicon import load_lexicon, load_shared
from pipeline.models import Block, LanguageShare, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

UNDETERMINED = "und"
MAX_FOREIGN_SHARE = 0.8  # of the letters; with more a document is not read at all
MIN_LETTERS = 40
HAN_WEIGHT = 2.5  # Latin letters that carry as much as one Han character

_LATIN_LANGUAGES = ("de", "en")
_EITHER_SCRIPT = "zh"
_MIN_HITS, _MIN_FOREIGN_HITS = 2, 3
# German and English prose has a function word for every two words that begin small; of 4,966 long
# paragraphs of treaties, contracts and council papers one in a thousand has less than one for 12.
_MIN_SMALL_WORDS = 16
_MAX_SMALL_WORDS_A_HIT = 12
_DECIDING_SAMPLE = 4000
_PARAGRAPH = re.compile(r"[^\n]*\S[^\n]*")
_WIDE = re.compile(r"[\u0370-\u1cff\u2c00-\U0003ffff]")
_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff]+")
_KANA = re.compile(r"[\u3040-\u30ff\uac00-\ud7af]+")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff]+")
_OTHER = re.compile(r"[\u0370-\u1cff\u2c00-\u2dff]+")
_WORD = re.compile(r"[^\W\d_]+")
_ADDRESS = re.compile(r"://|www\.|@")
_QUOTED = re.compile(
    r"„[^„“”]{1,400}[“”]|“[^“”]{1,400}”|«[^«»]{1,400}»|»[^«»]{1,400}«|\"[^\"]{1,400}\"|\([^()]{1,400}\)"
)
# Jean de la Tour du Pin: names joined by particles, which are function words in French.
_CAPITAL = r"[A-Z\u00c0-\u00deČĐĞİŁŐŚŠŰŻŽ]"
_NAME = re.compile(rf"{_CAPITAL}[\w'’.-]*(?:\s+(?:[^\W\d_]{{1,5}}\s+){{1,3}}{_CAPITAL}[\w'’.-]*)+")


class _Detector(Protocol):
    """What is used of langdetect, which ships no types."""

    seed: int

    def append(self, text: str) -> None: ...

    def detect(self) -> str: ...


class _Factory(Protocol):
    def load_json_profile(self, profiles: Sequence[str]) -> None: ...

    def create(self) -> _Detector: ...


@dataclass(frozen=True, slots=True)
class _Guess:
    """The language of a block; without one, `hint` is what its few words speak for."""

    code: str | None
    hint: str | None = None


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


def check_language(name: str, shares: Iterable[LanguageShare]) -> None:
    """Raise UnsupportedLanguageError when too much of a file, by its name, is not read."""
    if sum(s.share for s in shares if s.code != UNDETERMINED) <= 1 - MAX_FOREIGN_SHARE:
        fault = "is not in German, English or Chinese, or too short to tell; give another version"
        raise UnsupportedLanguageError(f"{name}: {fault}")


def _weigh(block: str) -> int:
    narrow = _count(_LATIN, block) + _count(_OTHER, block)
    return narrow + round(HAN_WEIGHT * (_count(_HAN, block) + _count(_KANA, block)))


def _guess(block: str) -> _Guess:
    sample = block[:_DECIDING_SAMPLE]
    if sample.isascii() or not _WIDE.search(sample):
        return _guess_latin(sample)
    han, latin = _count(_HAN, sample) * HAN_WEIGHT, _count(_LATIN, sample)
    other = _count(_OTHER, sample) + _count(_KANA, sample) * HAN_WEIGHT
    # Japanese mixes kana with Han characters; a tenth of kana is no Chinese.
    if other > max(latin, han) or (han > latin and other * 9 > han):
        return _Guess(UNDETERMINED)
    if han > latin or (han and _is_chinese_with_names(sample)):
        return _Guess(_script_of(sample))
    guess = _guess_latin(sample)
    return _Guess(None, _EITHER_SCRIPT) if han and guess == _Guess(None) else guess


def _count(pattern: re.Pattern[str], text: str) -> int:
    """Count the characters in all runs that a pattern finds."""
    return sum(map(len, pattern.findall(text)))


def _is_chinese_with_names(sample: str) -> bool:
    """Tell a Chinese sentence full of foreign names from foreign words with a Chinese name."""
    lexicon = load_lexicon("zh")
    marks = (*lexicon.list("function_words"), *lexicon.list("terminators"))
    folded = sample.translate(lexicon.fold)
    hits = sum(folded.count(mark) for mark in marks)
    return hits >= max(_MIN_HITS, 2 * max(_score(sample).values(), default=0))


def _script_of(sample: str) -> str:
    traditional, simplified = (_count(pattern, sample) for pattern in _script_patterns())
    if traditional == simplified:
        return _EITHER_SCRIPT
    return "zh-Hant" if traditional > simplified else "zh-Hans"


@lru_cache(maxsize=1)
def _script_patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return what finds characters only of traditional, and only of simplified text."""
    fold = load_lexicon("zh").fold
    traditional = "".join(chr(code) for code in fold if not chr(code).isascii())
    # Traditional text may write what Big5 has: 后, 里 and 面 are in both scripts.
    simplified = "".join(char for char in fold.values() if not char.encode("big5", "ignore"))
    return re.compile(f"[{traditional}]+"), re.compile(f"[{simplified}]+")


@lru_cache(maxsize=1)
def _function_words() -> Mapping[str, tuple[str, ...]]:
    """Map each function word, small or with a capital, to the languages that have it."""
    read = {code: load_lexicon(code).list("function_words") for code in _LATIN_LANGUAGES}
    known: dict[str, tuple[str, ...]] = {}
    for code, words in (read | load_shared("languages")["others"]).items():
        spelt = dict.fromkeys(form for word in words for form in (word, word.capitalize()))
        known |= {word: (*known.get(word, ()), code) for word in spelt}
    return known


def _score(sample: str) -> Counter[str]:
    """Count each language's function words."""
    return _score_words(_WORD.findall(sample))


def _score_words(words: Sequence[str]) -> Counter[str]:
    known = _function_words()
    # IT is no pronoun, unless all is in capitals.
    shouted = 2 * sum(map(str.isupper, words)) > len(words)
    found = filter(known.__contains__, map(str.lower, words) if shouted else words)
    return Counter(chain.from_iterable(map(known.__getitem__, found)))


def _guess_latin(sample: str) -> _Guess:
    words = _WORD.findall(sample)
    scores, letters = _score_words(words), sum(map(len, words))
    if letters < MIN_LETTERS:
        return _Guess(None, _lead(scores))
    if letters >= 2 * MIN_LETTERS and _is_foreign(sample, scores):
        return _Guess(UNDETERMINED)
    read, hits = _choose(scores, sample), max(scores[code] for code in _LATIN_LANGUAGES)
    clear = hits >= _MIN_HITS and 2 * hits >= max(scores.values())
    return _Guess(read if clear else None, read)


def _lead(scores: Counter[str]) -> str | None:
    """Return German or English, whichever has more function words; None on a tie."""
    german, english = (scores[code] for code in _LATIN_LANGUAGES)
    if german == english:
        return None
    return "de" if german > english else "en"


def _choose(scores: Counter[str], sample: str) -> str | None:
    if not any(scores[code] for code in _LATIN_LANGUAGES):
        return None
    return _lead(scores) or _decide(sample)


def _is_foreign(sample: str, scores: Counter[str]) -> bool:
    """Call a block foreign only on clear evidence: names and quotations make no language."""
    if _is_unknown_prose(sample, scores):
        return True
    if not _outdoes(scores):
        return False
    rest = _QUOTED.sub(" ", sample)
    words = rest if rest.isupper() else _NAME.sub(" ", rest)
    return _count(_LATIN, rest) < MIN_LETTERS or _outdoes(_score(words))


def _outdoes(scores: Counter[str]) -> bool:
    read = max(scores[code] for code in _LATIN_LANGUAGES)
    most = max(scores.values(), default=0)
    return most >= _MIN_FOREIGN_HITS and most >= 2 * read


def _is_unknown_prose(sample: str, scores: Counter[str]) -> bool:
    """Tell running text that has next to none of our function words, as Finnish or Latin."""
    few = max(scores[code] for code in _LATIN_LANGUAGES) * _MAX_SMALL_WORDS_A_HIT
    if sample.count(" ") < max(few, _MIN_SMALL_WORDS - 1):
        return False
    plain = " ".join(token for token in sample.split() if not _ADDRESS.search(token))
    small = sum(1 for word in _WORD.findall(plain) if len(word) > 1 and word.islower())
    return small >= _MIN_SMALL_WORDS and small > few


def _decide(sample: str) -> str | None:
    """Ask langdetect, seeded, when function words leave German and English open."""
    from langdetect.lang_detect_exception import LangDetectException

    detector = _detector_factory().create()
    detector.seed = 0
    detector.append(sample)
    try:
        code = detector.detect()
    except LangDetectException:
        return None
    return code if code in _LATIN_LANGUAGES else None


@lru_cache(maxsize=1)
def _detector_factory() -> _Factory:
    from langdetect.detector_factory import DetectorFactory

    factory = cast("_Factory", DetectorFactory())
    profiles = resources.files("langdetect").joinpath("profiles")
    read = [profiles.joinpath(code).read_text("utf-8") for code in _LATIN_LANGUAGES]
    factory.load_json_profile(read)
    return factory


def _fill(guesses: Sequence[_Guess], text: str) -> list[str]:
    """Give undecided blocks the language of the nearest decided Latin block, before then after.

    Between two languages a block's own words choose; names in both scripts follow Chinese.
    """
    last = _pass_on([guess.code for guess in guesses], chinese=True)
    pairs = zip(guesses, last, strict=True)
    codes = [
        code if own.hint == _EITHER_SCRIPT == str(code)[:2] else own.code for own, code in pairs
    ]
    before, after = _pass_on(codes), _pass_on(codes[::-1])[::-1]
    settled = [
        code or (guess.hint if first != last and guess.hint in (first, last) else None)
        for code, guess, first, last in zip(codes, guesses, before, after, strict=True)
    ]
    filled = _pass_on(_pass_on(settled)[::-1])[::-1]
    whole = _guess_whole(text) if None in filled else UNDETERMINED
    return _name_scripts([code or whole for code in filled])


def _name_scripts(codes: Sequence[str]) -> list[str]:
    """Put the script of the Chinese before, else after, where the characters are in both."""
    last = next((code for code in codes if code.startswith("zh-")), "zh-Hans")
    named: list[str] = []
    for code in codes:
        last = code if code.startswith("zh-") else last
        named.append(last if code == _EITHER_SCRIPT else code)
    return named


def _guess_whole(text: str) -> str:
    """Return the language that all short blocks of a text speak for together."""
    sample = text[:_DECIDING_SAMPLE]
    scores = _score(sample)
    return UNDETERMINED if _is_foreign(sample, scores) else _choose(scores, sample) or UNDETERMINED


def _pass_on(codes: Sequence[str | None], *, chinese: bool = False) -> list[str | None]:
    """Put the last decided language, Chinese aside unless asked for, where there is none."""
    passed: list[str | None] = []
    last = None
    for code in codes:
        passed.append(code or last)
        if code is not None and (chinese or not code.startswith("zh")):
            last = code
    return passed
