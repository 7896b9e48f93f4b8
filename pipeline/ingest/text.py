"""Plain text: bytes to characters, characters to lines."""

from __future__ import annotations

import codecs
import re

from pipeline.ingest.characters import COLUMN_GAP
from pipeline.ingest.lines import APART, TextLine

BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
SAMPLE = 65536  # bytes that decide on an encoding
LINE_HEIGHT = 12.0  # a line of plain text is as high as one set in ten points
INDENT = 5.0  # the width of a space in front of a line
# Widths of a common sans serif at ten points, by Latin-1 code; others as a lower-case letter.
_NARROW = "iljtfrI.,;:'!|()[]- \u00a0/"
_WIDE = "mwMWOQGDHNU\u00dc\u00d6%@"
_NARROW_BYTES, _WIDE_BYTES = (letters.encode("latin-1") for letters in (_NARROW, _WIDE))
_WIDTH, _NARROW_WIDTH, _WIDE_WIDTH = 5.6, 2.9, 7.8
_CJK_WIDTH = 10.0
_CJK = re.compile(
    r"[\u1100-\u11ff\u2e80-\ua4cf\uac00-\ud7ff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60]"
)
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f-\x84\x86-\x9f]")
_CONTROL_SHARE = 0.1
_SPACES = re.compile(r"  +")
_SPREAD = re.compile(r"\S {3,}\S")  # what stands side by side, or is set to both edges
_APART = re.compile(rf"\S {{{COLUMN_GAP},}}\S")
_LINE = re.compile(r"[^\n\v\f\u2028\u2029]*([\n\v\f\u2028\u2029]|\Z)")
PLAUSIBLE = 0.75  # share of common hanzi from which a text is Chinese
PAIRED = 0.3  # likewise where hanzi would stand in rows
WIDE_SHARE = 0.9  # share of hanzi from which bytes without any NUL are UTF-16
WIDE_HIGH = 0.25  # share of high bytes below which they are Western
WIDE_LEAST = 8  # bytes
REPLACEMENT = "\ufffd"
GOOD_A_FAULT = 2  # letters beyond ASCII for each faulty byte: UTF-8 that was damaged
BROKEN = 0.02  # share of pairs that may be damaged
_PAIR = re.compile(rb"[\x81-\xfe][\x30-\x39\x40-\x7e\x80-\xfe]")
_HIGH = re.compile(rb"[\x80-\xff]")
_PLAUSIBLE = re.compile(
    r"[\t\n\f\r\x20-\x7e\u00a0-\u017f\u2010-\u203a\u20ac\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]"
)
_PAIRS = re.compile(rb"(?:[\x81-\xfe][\x40-\x7e\x80-\xfe]){3,}")
# A high byte before or after which only ASCII stands: a letter with an accent, no hanzi.
_LONE = re.compile(rb"(?<![\x80-\xff])[\x80-\xff](?![\x80-\xff])")
# GB 2312 holds the 3,755 commonest hanzi under lead bytes B0 to D7; Big5 the 5,401 commonest
# under A4 to C6. A1 to A3 are the punctuation of either.
_PAIRED = (
    ("gb18030", re.compile(rb"[\xa1-\xa3\xb0-\xd7][\xa1-\xfe]")),
    ("big5", re.compile(rb"[\xa1-\xa3\xa4-\xc6][\x40-\x7e\xa1-\xfe]")),
)


def decode_text(data: bytes) -> str | None:
    """Return the characters of a text file without BOM, line ends as LF; None for binary data."""
    text = _decode(data)
    if text is None or _looks_binary(text):
        return None
    return text.replace("\r\n", "\n").replace("\r", "\n")


def split_lines(text: str) -> tuple[TextLine, ...]:
    """Return the lines that hold something, with estimated positions in points."""
    lines: list[TextLine] = []
    leaf, gap, turned = 1, False, False
    for row, match in enumerate(_LINE.finditer(text)):
        line = _place(match, leaf, row, gap=gap, turned=turned)
        if line:
            lines.append(line)
            gap = turned = False
        else:
            gap = gap or match[1] != "\f"
        if match[1] == "\f":
            leaf, turned = leaf + 1, True
    return tuple(lines)


def estimate_width(text: str) -> float:
    """Return about how wide the text would stand in a sans serif of ten points."""
    if text.isascii():
        return _estimate_latin(text.encode("ascii"))
    wide = len(_CJK.findall(text))
    rest = text if not wide else _CJK.sub("", text)
    return wide * _CJK_WIDTH + _estimate_latin(rest.encode("latin-1", "replace"))


def _estimate_latin(text: bytes) -> float:
    narrow = len(text) - len(text.translate(None, _NARROW_BYTES))
    wide = len(text) - len(text.translate(None, _WIDE_BYTES))
    rest = len(text) - narrow - wide
    return _WIDTH * rest + _NARROW_WIDTH * narrow + _WIDE_WIDTH * wide


def _place(
    match: re.Match[str], leaf: int, row: int, *, gap: bool, turned: bool
) -> TextLine | None:
    whole = match.group()
    content = whole.strip()
    if not content:
        return None
    indent = len(whole) - len(whole.lstrip())
    start = match.start() + indent
    x0, y0 = indent * INDENT, row * LINE_HEIGHT
    x1 = x0 + estimate_width(_SPACES.sub(" ", content))
    end, y1 = start + len(content), y0 + LINE_HEIGHT
    columns = indent + len(content)
    if _SPREAD.search(content):
        columns = APART if _APART.search(content) else 0
    return TextLine(start, end, leaf, x0, y0, x1, y1, gap=gap, turned=turned, columns=columns)


def _decode(data: bytes) -> str | None:
    for bom, encoding in BOMS:
        if data.startswith(bom):
            return data[len(bom) :].decode(encoding, "replace")
    if b"\x00" in data:
        wide = _detect_utf16(data[:SAMPLE])
        return data.decode(wide, "replace") if wide else None
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        damaged = data.decode("utf-8", "replace")
        return damaged if _is_mostly_utf8(damaged) else data.decode(_detect_legacy(data), "replace")


def _is_mostly_utf8(text: str) -> bool:
    """Tell whether a text holds many more good letters beyond ASCII than bytes that are none."""
    good = sum(not char.isascii() for char in text) - text.count(REPLACEMENT)
    return good >= GOOD_A_FAULT * text.count(REPLACEMENT)


def _detect_utf16(sample: bytes) -> str | None:
    """Return the UTF-16 that makes sense of the bytes, None when neither does."""
    if len(sample) % 2:
        return None
    low, high = sample[::2].count(0), sample[1::2].count(0)
    shares = {
        "utf-16-le": _share_wide(sample, "utf-16-le"),
        "utf-16-be": _share_wide(sample, "utf-16-be"),
    }
    # Latin letters read the wrong way round look like hanzi: there the side of the NULs decides.
    if max(low, high) * 10 > len(sample):
        best = "utf-16-le" if high > low else "utf-16-be"
    else:
        best = max(shares, key=lambda encoding: shares[encoding])
    return best if shares[best] > WIDE_SHARE else None


def _detect_legacy(data: bytes) -> str:
    """Return the likeliest encoding of bytes that are no UTF-8.

    Hanzi are pairs of high bytes, Western letters with accents mostly stand alone.
    """
    sample = data[:SAMPLE]
    if len(sample) >= WIDE_LEAST and len(_HIGH.findall(sample)) > len(sample) * WIDE_HIGH:
        wide = _detect_utf16(sample)
        if wide:
            return wide
    pairs, lone = len(_PAIR.findall(sample)), len(_LONE.findall(sample))
    scores = {encoding: _score_pairs(sample, encoding, common) for encoding, common in _PAIRED}
    best = max(scores, key=lambda encoding: scores[encoding])
    if sum(map(len, _PAIRS.findall(sample))) > pairs:  # half of the pairs
        return best if scores[best] > PAIRED else "cp1252"
    return best if pairs > max(1, lone) and scores[best] > PLAUSIBLE else "cp1252"


def _share_wide(sample: bytes, encoding: str) -> float:
    text = sample[: len(sample) // 2 * 2].decode(encoding, "replace")
    return len(_PLAUSIBLE.findall(text)) / len(text) if text else 0.0


def _score_pairs(sample: bytes, encoding: str, common: re.Pattern[bytes]) -> float:
    """Return the share of pairs that stand for common hanzi, 0 when the bytes do not decode."""
    text = sample.decode(encoding, "replace")
    broken = (text[:-1] if len(sample) == SAMPLE else text).count("\ufffd")
    pairs = _PAIR.findall(sample)
    if broken > len(pairs) * BROKEN or not pairs:
        return 0.0
    return sum(bool(common.match(pair)) for pair in pairs) / len(pairs)


def _looks_binary(text: str) -> bool:
    sample = text[:SAMPLE]
    return len(_CONTROLS.findall(sample)) > len(sample) * _CONTROL_SHARE
