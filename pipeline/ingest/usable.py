"""Whether a text layer is text, or has to be taken for none.

A font without a map, or with a wrong one, gives characters that are no text: private ones, numbers
of glyphs, letters shifted by some places, hanzi scattered over blocks that nobody writes in. Such a
page is as good as a scan. Tables, plans, headings and languages that are not read are text.
"""

from __future__ import annotations

import re

SAMPLE = 300  # characters in the middle of a page that are looked at
LOST_SHARE = 0.25  # of all characters, from which a layer is none
SYMBOL_SHARE = 0.7  # of the characters that show, for what is neither letter nor digit
RARE_SHARE, RARE_BLOCKS = 0.1, 5  # of the characters, in so many blocks of 128
LEAST_SIGNS, LEAST_LETTERS = 20, 60  # below these a page is too short to judge
SWAPPED_SHARE = 0.5  # of the characters
VOWEL_SHARE = 0.2  # of Latin letters; German, English, French and Polish have 0.35 to 0.48
NOISE_SHARE = 0.4  # of the words

_CID = re.compile(r"\(cid:\d+\)")
# Runs are counted, not characters: this is asked for every page.
_SIGNS = re.compile(r"\S+")
_TEXT = re.compile(r"[^\W_]+")
# Symbol and Wingdings bullets, which clean-up knows, stand in U+F0xx; U+0002 is a hyphen.
_LOST = re.compile(r"[\ufffd\ue000-\uefff\uf100-\uf8ff\x00-\x01\x03-\x08\x0e-\x1f]+")
_BLACKED = re.compile(r"[*\[\]\u2026\u2588]")  # what stands for words that were left out on purpose
_LEADER = re.compile(r"([^\w\s])(?:\s?\1){2,}|_{2,}")
_RARE = re.compile(
    r"[\u0250-\u02af\u0530-\u10ff\u1200-\u1dff\u2c00-\u2eff\u3400-\u4dbf\ua000-\uabff\uf900-\ufaff]"
)
# Latin letters whose two bytes came in the wrong order.
_SWAPPED = re.compile("[" + "".join(map(chr, range(0x3000, 0x7B00, 0x100))) + "]+")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]{3,}")  # shorter ones stand in formulas and plans
_NO_VOWEL = re.compile(r"[B-DF-HJ-NP-TV-XZb-df-hj-np-tv-xz]+")
_NOISE = re.compile(r"[a-z][A-Z]+[a-z]+[A-Z]")


def has_usable_text(text: str) -> bool:
    """Tell whether a page's text layer holds letters or digits, and these make sense."""
    whole = _CID.sub("\ufffd", text) if "(cid:" in text else text
    if not _TEXT.search(whole):
        return len(_BLACKED.findall(whole)) >= LEAST_SIGNS
    if _count(_LOST, whole) > len(whole) * LOST_SHARE:
        return False
    at = max(len(whole) - SAMPLE, 0) // 2
    sample = whole[at : at + SAMPLE]
    signs, known = _count(_SIGNS, sample), _count(_TEXT, sample)
    if signs - known > signs * SYMBOL_SHARE and _is_symbols(sample):
        return False
    if not sample.isascii() and _is_scattered(sample, signs):
        return False
    return not _is_noise(sample, known)


def _count(runs: re.Pattern[str], sample: str) -> int:
    """Count the characters in all runs of a sample."""
    return len("".join(runs.findall(sample)))


def _is_symbols(sample: str) -> bool:
    """Tell whether hardly anything is a letter or digit, leaders and what is left out aside."""
    left = _BLACKED.sub("", _LEADER.sub("", sample))
    signs = _count(_SIGNS, left)
    return signs >= LEAST_SIGNS and signs - _count(_TEXT, left) > signs * SYMBOL_SHARE


def _is_scattered(sample: str, signs: int) -> bool:
    """Tell whether letters come from more rare blocks than a script has, or bytes are swapped."""
    if _count(_SWAPPED, sample) > signs * SWAPPED_SHARE:
        return True
    rare = _RARE.findall(sample)
    if len(rare) < signs * RARE_SHARE:
        return False
    return len({ord(letter) >> 7 for letter in rare}) >= RARE_BLOCKS


def _is_noise(sample: str, known: int) -> bool:
    """Tell whether Latin letters make no words: no vowels, or capitals in their midst."""
    words = _LATIN.findall(sample)
    joined = "".join(words)
    letters = len(joined)
    if letters < LEAST_LETTERS or letters * 2 < known:
        return False
    vowels = letters - _count(_NO_VOWEL, joined)
    return vowels < letters * VOWEL_SHARE or len(_NOISE.findall(sample)) > len(words) * NOISE_SHARE
