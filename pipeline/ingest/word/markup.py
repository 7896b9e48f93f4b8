"""The marks of WordprocessingML: which elements hold text that a reader sees."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.ingest.word.package import tag
from pipeline.ingest.word.styles import find_switch, find_value

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element as Element

    from pipeline.ingest.word.styles import Styles

_COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_PRESERVE = "{http://www.w3.org/XML/1998/namespace}space"
MATH_TEXT = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
PARAGRAPH, TABLE, ROW, CELL, RUN = (tag(name) for name in ("p", "tbl", "tr", "tc", "r"))
TEXT, SYMBOL, FIELD, BOX = (tag(name) for name in ("t", "sym", "fldChar", "txbxContent"))
NOTE_KINDS = {tag("footnoteReference"): "footnotes", tag("endnoteReference"): "endnotes"}
NOTE_MARKS = frozenset({tag("footnoteRef"), tag("endnoteRef")})
CHARACTERS = {
    tag("tab"): "\t",
    tag("ptab"): "\t",
    tag("br"): "\n",
    tag("cr"): "\n",
    tag("noBreakHyphen"): "\u2011",
    tag("softHyphen"): "\u00ad",
}
BLOCKS = frozenset({PARAGRAPH, TABLE})
IN_RUN = frozenset({TEXT, MATH_TEXT, SYMBOL, FIELD, BOX, *CHARACTERS, *NOTE_KINDS, *NOTE_MARKS})
IN_PARAGRAPH = IN_RUN | {RUN}
_TRACKED = "del", "moveFrom", "delText", "delInstrText"
_PROPERTIES = "pPr", "rPr", "tblPr", "tblPrEx", "trPr", "tcPr", "sdtPr", "sectPr"
_GONE = frozenset(map(tag, (*_TRACKED, *_PROPERTIES, "instrText", "fldData", "rt")))
_CHOICE, _FALLBACK = f"{_COMPATIBILITY}Choice", f"{_COMPATIBILITY}Fallback"
_VAL, _CODE = tag("val"), tag("char")
_RUN_PROPERTIES = tag("rPr")
_CHANGES = ("ins", "moveTo"), ("del", "moveFrom")
MAX_CODE = 4  # hexadecimal digits of a symbol


def walk(root: Element, stops: frozenset[str]) -> Iterator[Element]:
    """Yield the elements inside that are stops, in order, but none inside these, deleted or twice.

    A drawing that stands there for newer and for older programs is read once.
    """
    stack = [root.iterchildren()]
    while stack:
        child = next(stack[-1], None)
        if child is None:
            stack.pop()
        elif not _is_gone(child):
            if child.tag in stops:
                yield child
            else:
                stack.append(child.iterchildren())


def has_deleted_mark(paragraph: Element) -> bool:
    """Tell whether the end of a paragraph was deleted, so that it goes on in the next one."""
    mark = paragraph.find(f"{tag('pPr')}/{tag('rPr')}")
    return mark is not None and any(mark.find(tag(name)) is not None for name in _CHANGES[1])


def goes_on_above(cell: Element) -> bool:
    """Tell whether a table cell is the lower or right part of a merged one."""
    about = cell.find(tag("tcPr"))
    merges = [] if about is None else [about.find(tag(name)) for name in ("vMerge", "hMerge")]
    return any(merge is not None and merge.get(_VAL) != "restart" for merge in merges)


def is_hidden(run: Element, styles: Styles, *, inherited: bool) -> bool:
    """Tell whether a run is not shown; `inherited` says so of its paragraph's style."""
    properties = run.find(_RUN_PROPERTIES)
    if properties is None:
        return inherited
    own = find_switch(properties, "vanish")
    if own is not None:
        return own
    character = find_value(properties, "rStyle")
    return inherited or (character is not None and styles.hides(character))


def find_symbol(symbol: Element) -> str:
    """Return the character of a symbol, which its font may draw as another sign."""
    code = symbol.get(_CODE, "")
    try:
        return chr(int(code, 16)) if len(code) <= MAX_CODE else ""
    except ValueError:
        return ""


def read_letters(text: Element) -> str:
    """Return the characters of a text element, its line ends being spaces."""
    letters = (text.text or "").translate({9: " ", 10: " ", 13: " "})
    return letters if text.get(_PRESERVE) == "preserve" else letters.strip(" ")


def count_changes(root: Element) -> tuple[int, int]:
    """Return how many tracked insertions and deletions a part holds; a move is one of each.

    The mark at a paragraph's end counts where nothing else in the paragraph was changed.
    """
    inserted, deleted = (
        sum(_counts(change) for change in root.iter(*map(tag, names))) for names in _CHANGES
    )
    return inserted, deleted


def _counts(change: Element) -> bool:
    mark = change.getparent()
    if mark is None or mark.tag != tag("rPr"):
        return True
    paragraph = next(mark.iterancestors(PARAGRAPH), None)
    if paragraph is None or paragraph.find(f"{tag('pPr')}/{tag('rPr')}/{change.tag}") is not change:
        return False
    return all(other is change for other in paragraph.iter(change.tag))


def _is_gone(element: Element) -> bool:
    if element.tag in _GONE:
        return True
    if element.tag == ROW:
        return element.find(f"{tag('trPr')}/{tag('del')}") is not None
    if element.tag == CELL:
        return element.find(f"{tag('tcPr')}/{tag('cellDel')}") is not None
    return element.tag in {_CHOICE, _FALLBACK} and element.getprevious() is not None
