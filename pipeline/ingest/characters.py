"""Characters: which are dropped, which stand for another, which white space is none."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from collections.abc import Set as AbstractSet

    from pipeline.ingest.lines import Edit
    from pipeline.ingest.map import TextBuilder

Range = tuple[int, int, int | None]  # start, end, page
SOFT_HYPHENS = "\u00ad\x02\ufffe"  # pdfium writes U+0002 or U+FFFE for a hyphen it took for soft
CJK = (
    r"\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    r"\U00020000-\U0003ffff"
)
CJK_MARKS = r"\u3001-\u3004\u3008-\u3020\u3030\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65"

_EXPANDED = {chr(code): unicodedata.normalize("NFKC", chr(code)) for code in range(0xFB00, 0xFB07)}
_DROPPED = (
    r"\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    r"\ufeff\ufff9-\ufffb\ufffe\uffff\U000e0001-\U000e007f"
)
_CUT = re.compile(rf"[^\S\n]*[{_DROPPED}\t](?:[{_DROPPED}]|[^\S\n])*|[^\S\n]{{2,}}|[\ufb00-\ufb06]")
_RARE = re.compile(rf"[{_DROPPED}\t\ufb00-\ufb06]")
_SPACES = re.compile(r"[^\S\n]{2,}")  # what is left of _CUT where nothing rare stands
_VISIBLE = re.compile(rf"[^\s{_DROPPED}]")
# Typed columns stand this many spaces apart, in lines no wider than a typed page.
COLUMN_GAP = 6
# A narrower gap parts them too, below or above one as wide that ends in the same column.
NARROW_GAP = 3
NEAR = 400  # characters
MAX_TYPED_LINE = 130
_SPACED_LATIN = re.compile(r"(?<!\S)[^\W\d_](?: [^\W\d_]){4,}(?![^\s:;,.])")
_FEW_LETTERS = re.compile(r" [^\W\d_] [^\W\d_] [^\W\d_] ")
_ANY_CJK = re.compile(rf"[{CJK}]")
_SPACED_CJK = re.compile(rf"(?<![{CJK}])[{CJK}](?:[ \u3000]+[{CJK}])+(?![{CJK}])")


def _one_to_one() -> dict[str, str]:
    table = {
        chr(code): " " for code in (*range(0x2000, 0x200B), 0xA0, 0x202F, 0x205F, 0x3000, 0x1680)
    }
    table |= {"\u2010": "-", "\u2011": "-", "\u2043": "-"}
    # Lines are told apart before: inside one these are white space.
    table |= dict.fromkeys("\u2028\u2029\x0b\x0c\r", " ")
    # Symbol and Wingdings bullets that reach the text layer as private use characters.
    table |= dict.fromkeys("\uf0b7\uf0a7\uf0d8\uf076\uf06c", "\u2022")
    table |= dict.fromkeys("\uf02d\uf0be", "\u2013")
    # Check boxes of Wingdings.
    table |= dict.fromkeys("\uf06f\uf071\uf0a8", "\u2610") | dict.fromkeys(
        "\uf078\uf0fd\uf0fe", "\u2612"
    )
    for first, last in ((0xFF10, 0xFF19), (0xFF21, 0xFF3A), (0xFF41, 0xFF5A)):
        table |= {chr(code): chr(code - 0xFEE0) for code in range(first, last + 1)}
    for code in range(0x2F00, 0x2FD6):  # Kangxi radicals that fonts map hanzi to
        table[chr(code)] = unicodedata.normalize("NFKC", chr(code))
    table |= {chr(code): "\ufffd" for code in range(0xD800, 0xE000)}
    return table


_REPLACED = _one_to_one()


def fold_characters(source: str) -> str:
    """Return the source with look-alikes replaced, one character for one: offsets stay."""
    for character in set(source):
        instead = _REPLACED.get(character) or unicodedata.normalize("NFC", character)
        if instead != character and len(instead) == 1:
            source = source.replace(character, instead)
    return source


def shows(folded: str, start: int, end: int) -> bool:
    """Tell whether a range holds anything but white space and characters that are dropped."""
    return bool(_VISIBLE.search(folded, start, end))


def find_cuts(folded: str, edits: Iterable[Edit] = ()) -> tuple[Edit, ...]:
    """Find what is no text as it stands, and what to write instead; `edits` are known already."""
    # Most texts hold nothing rare, and many not even two spaces.
    pattern = _CUT if _RARE.search(folded) else _SPACES
    found = () if pattern is _SPACES and "  " not in folded else tuple(pattern.finditer(folded))
    wide = {m.span() for m in found if _parts_columns(folded, m.span(), COLUMN_GAP)}
    narrow = _find_aligned(folded, [m.span() for m in found if wide], wide)
    tabs = wide.union(narrow)
    cuts = [(m.start(), m.end(), "\t" if m.span() in tabs else _instead(m.group())) for m in found]
    cuts += _spacing(folded)
    cuts += edits
    return tuple(sorted(cuts))


def copy_clean(builder: TextBuilder, folded: str, cuts: Sequence[Edit], line: Range) -> None:
    """Append a range of the folded source, with the cuts made that lie in it."""
    first, last, page = line
    start = first
    for index in range(max(bisect_left(cuts, (first,)) - 1, 0), len(cuts)):
        cut_start, cut_end, instead = cuts[index]
        if cut_start >= last:
            break
        if cut_end <= start != cut_start:
            continue
        cut_start = max(cut_start, first)
        if cut_start > start:
            builder.copy(folded[start:cut_start], start, page)
        start = min(cut_end, last)
        if not instead.isspace() or (first < cut_start and start < last):
            _write_cut(builder, folded, (cut_start, cut_end, instead), page)
    if last > start:
        builder.copy(folded[start:last], start, page)


def _write_cut(builder: TextBuilder, folded: str, cut: Edit, page: int | None) -> None:
    start, end, instead = cut
    if start == end:  # a missing space stands nowhere in the source
        builder.insert(instead)
        return
    place = max(folded.find(instead, start, end), start)
    for letter in instead:  # each letter of a ligature points at the ligature
        builder.copy(letter, place, page)


def _spacing(folded: str) -> Iterator[Edit]:
    patterns = [_SPACED_LATIN] if _FEW_LETTERS.search(folded) else []
    patterns += [_SPACED_CJK] if _ANY_CJK.search(folded) else []
    for pattern in patterns:
        for spaced in pattern.finditer(folded):
            for offset in range(spaced.start(), spaced.end()):
                if folded[offset] == " ":
                    yield offset, offset + 1, ""


def _find_aligned(
    folded: str, cuts: Sequence[tuple[int, int]], wide: AbstractSet[tuple[int, int]]
) -> Iterator[tuple[int, int]]:
    """Yield narrower gaps that end in the column in which a wide gap nearby ends."""
    ends = sorted((start, _column(folded, end)) for start, end in wide)
    for cut in cuts:
        if cut in wide or not _parts_columns(folded, cut, NARROW_GAP):
            continue
        first = bisect_left(ends, (cut[0] - NEAR,))
        near = ends[first : bisect_left(ends, (cut[0] + NEAR,))]
        if any(column == _column(folded, cut[1]) for _, column in near):
            yield cut


def _column(folded: str, at: int) -> int:
    return at - folded.rfind("\n", 0, at) - 1


def _parts_columns(folded: str, cut: tuple[int, int], gap: int) -> bool:
    """Tell whether a run of spaces parts the columns of a typed signature block or table."""
    start, end = cut
    if end - start < gap or folded[start:end].strip(" "):
        return False
    first = folded.rfind("\n", 0, start) + 1
    last = folded.find("\n", end, end + MAX_TYPED_LINE)
    last = last if last >= 0 else len(folded)
    is_typed = last - first <= MAX_TYPED_LINE
    return is_typed and bool(folded[first:start].strip()) and bool(folded[end:last].strip())


def _instead(cut: str) -> str:
    if "\t" in cut:
        return "\t"
    return _EXPANDED.get(cut, " " if " " in cut else "")
