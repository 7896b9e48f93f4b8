"""Words of a signature block: names of persons and offices."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.models import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.lexicon import Lexicon


def has_rule(text: str, group: str, lexicon: Lexicon) -> bool:
    """Tell whether a rule of a group finds something in a text."""
    return any(rule.pattern.search(text) for rule in lexicon.rules(group))


def search_office(text: str, lexicon: Lexicon) -> Span | None:
    """Return where an office is named."""
    found = (rule.pattern.search(text) for rule in lexicon.rules("signer_role"))
    match = next((match for match in found if match), None)
    return Span(*match.span("role")) if match else None


def find_names(
    text: str, lexicon: Lexicon, *, headed: bool = False
) -> Iterator[tuple[Span, Span | None, str]]:
    """Find names in a cell; a surname alone is one only below the party it signs for."""
    for rule in lexicon.rules("signer_name"):
        if "headed" in rule.options and not headed:
            continue
        for match in rule.pattern.finditer(text):
            if is_person(match["name"], lexicon):
                groups = match.groupdict()
                role = Span(*match.span("role")) if groups.get("role") else None
                yield Span(*match.span("name")), role, rule.id


def is_person(name: str, lexicon: Lexicon) -> bool:
    """Tell whether a name is a person's, not a body's or a label."""
    return not any(rule.pattern.search(name) for rule in lexicon.rules("signer_out"))


def shift(span: Span, by: int) -> Span:
    """Return a span moved on by so many characters."""
    return Span(span.start + by, span.end + by)
