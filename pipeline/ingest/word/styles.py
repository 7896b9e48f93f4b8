"""Styles of a Word document: what a paragraph, run or table inherits from them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.ingest.word.package import tag

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element as Element

MAX_BASES = 20  # styles that a style may be based on, one on the other
_VAL = tag("val")
_ON = frozenset({"1", "true", "on"})
_OFF = frozenset({"0", "false", "off", "none"})
_NO_RULE = frozenset({"none", "nil"})


@dataclass(frozen=True, slots=True)
class Style:
    """What a style states itself; None is left to the style it is based on."""

    based_on: str | None
    numbering: Element | None
    is_hidden: bool | None
    has_rules: bool | None


class Styles:
    """Looks up what a style says, itself or through those it is based on."""

    def __init__(self, root: Element | None) -> None:
        self._by_id: dict[str | None, Style] = {}
        self._default: str | None = None
        for style in [] if root is None else root.iterchildren(tag("style")):
            name = style.get(tag("styleId"))
            self._by_id[name] = _read_style(style)
            if style.get(tag("type")) == "paragraph" and style.get(tag("default")) in _ON:
                self._default = name

    def find_numbering(self, name: str | None) -> tuple[str, Element] | None:
        """Return the list properties that a paragraph style has, and the style that states them."""
        for style_id, style in self._chain(name or self._default):
            if style.numbering is not None:
                return style_id, style.numbering
        return None

    def hides(self, name: str | None) -> bool:
        """Tell whether text in a style is hidden; None is the default style of paragraphs."""
        stated = (style.is_hidden for _, style in self._chain(name or self._default))
        return next((hidden for hidden in stated if hidden is not None), False)

    def has_rules(self, table: Element) -> bool:
        """Tell whether lines stand between the columns of a table."""
        about = table.find(tag("tblPr"))
        own = _has_inner_rule(about)
        if own is not None:
            return own
        stated = (style.has_rules for _, style in self._chain(find_value(about, "tblStyle")))
        return next((rules for rules in stated if rules is not None), False)

    def _chain(self, name: str | None) -> Iterator[tuple[str, Style]]:
        for _ in range(MAX_BASES):
            style = self._by_id.get(name)
            if name is None or style is None:
                return
            yield name, style
            name = style.based_on


def find_value(element: Element | None, name: str) -> str | None:
    """Return the value of a child, None when it is not there or states none."""
    child = None if element is None else element.find(tag(name))
    return None if child is None else child.get(_VAL)


def find_switch(properties: Element | None, name: str) -> bool | None:
    """Return whether a property is on or off, None when it is not stated."""
    child = None if properties is None else properties.find(tag(name))
    return None if child is None else child.get(_VAL) not in _OFF


def _read_style(style: Element) -> Style:
    return Style(
        find_value(style, "basedOn"),
        style.find(f"{tag('pPr')}/{tag('numPr')}"),
        find_switch(style.find(tag("rPr")), "vanish"),
        _has_inner_rule(style.find(tag("tblPr"))),
    )


def _has_inner_rule(properties: Element | None) -> bool | None:
    borders = None if properties is None else properties.find(tag("tblBorders"))
    rule = None if borders is None else borders.find(tag("insideV"))
    return None if rule is None else rule.get(_VAL) not in _NO_RULE
