"""An evaluation as a reader sees it in the terminal: numbers by field and language, then words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table
from rich.text import Text

from pipeline.report.terminal import plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from rich.console import RenderableType

    from pipeline.evaluate import Case, DocumentScore, RuleTally, Tally

# The order in which a reader looks at them; what stands below belongs to what stands above.
FIELDS = (
    *("document_kind", "no_agreement", "agreements", "agreement_kind", "status", "reported"),
    *("parties", "party_type", "party_country", "party_geonames", "party_names"),
    *("dates", "dates_with_role", "dates_by_place"),
    *("entry_into_force", "entry_conditions", "duration", "expiry"),
    *("renewal", "renewal_period", "notices"),
    *("areas", "commitments", "obligors", "modality", "deadline"),
    *("signatories", "signatory_party"),
    *("binding", "language_versions", "equally_authentic", "prevailing_language"),
    *("governing_law", "dispute_resolution", "costs", "confidentiality", "references"),
)
_LONGEST = 110  # characters of a case's words
_WIDTH = 118


def render_evaluation(
    tallies: Sequence[Tally], kinds: Iterable[tuple[str, Sequence[Tally]]], *, color: bool
) -> str:
    """Render the tables of an evaluation: real texts first, then written ones, then by kind."""
    return _draw(_parts(tallies, kinds), color=color)


def render_cases(scores: Iterable[DocumentScore], *, color: bool) -> str:
    """Render what was missed, wrong or false, with its words, document by document."""
    return _draw(_case_lines(scores), color=color)


def render_rules(rules: Iterable[RuleTally], *, color: bool) -> str:
    """Render how often each rule fired and was right, the least sure first."""
    table = _table("rule", "fired", "right", "confidence")
    for rule in sorted(rules, key=lambda r: (r.right / r.fired, -r.fired)):
        table.add_row(rule.rule, str(rule.fired), str(rule.right), _share(rule.confidence))
    return _draw([table], color=color)


def order(tallies: Iterable[Tally]) -> list[Tally]:
    """Return tallies in the order in which a reader looks at them, all languages last."""
    rank = {field: place for place, field in enumerate(FIELDS)}
    return sorted(
        tallies,
        key=lambda t: (
            t.is_written,
            rank.get(t.field, len(rank)),
            t.language == "all",
            t.language,
        ),
    )


def _parts(
    tallies: Sequence[Tally], kinds: Iterable[tuple[str, Sequence[Tally]]]
) -> Iterator[RenderableType]:
    for is_written, heading in ((False, "Real texts"), (True, "Texts written for the project")):
        rows = [one for one in order(tallies) if one.is_written == is_written]
        if rows:
            yield Text(f"{heading}\n", style="bold")
            yield _tally_table(rows)
    for kind, each in kinds:
        yield Text(f"\n{kind}: F1 by field, all languages\n", style="bold")
        shown = (one for one in order(each) if one.language == "all")
        sides = (f"{t.field} {'(written) ' if t.is_written else ''}{_share(t.f1)}" for t in shown)
        yield Text(" · ".join(sides))


def _tally_table(rows: Iterable[Tally]) -> Table:
    names = ("field", "language", "F1", "95 %", "precision", "recall", "mean")
    table = _table(*names, "right", "false", "missed", "")
    last = None
    for one in rows:
        bounds = "" if one.low is None else f"{_share(one.low)}–{_share(one.high)}"
        shares = (one.precision, one.recall, one.mean)
        counts = (one.counts.right, one.counts.false, one.counts.missed)
        table.add_row(
            *(one.field if one.field != last else "", one.language, _share(one.f1), bounds),
            *map(_share, shares),
            *map(str, counts),
            "" if one.has_verdict else "few",
        )
        last = one.field
    return table


def _case_lines(scores: Iterable[DocumentScore]) -> Iterator[RenderableType]:
    for score in scores:
        faults = [case for case in score.cases if case.outcome != "right"]
        if faults:
            yield Text(f"\n{plain(score.name)}", style="bold")
            yield from map(_case_line, faults)


def _case_line(case: Case) -> Text:
    words = " → ".join(
        plain(side)[:_LONGEST] for side in (case.gold, case.found) if side is not None
    )
    rules = f"  [{', '.join(case.rules)}]" if case.rules else ""
    return Text(f"  {case.outcome:6} {case.field}: {words}{rules}")


def _table(*names: str) -> Table:
    table = Table(box=None, pad_edge=False)
    for place, name in enumerate(names):
        table.add_column(name, justify="left" if place < 2 or not name else "right", no_wrap=True)  # noqa: PLR2004
    return table


def _share(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"


def _draw(parts: Iterable[RenderableType], *, color: bool) -> str:
    console = Console(
        width=_WIDTH, force_terminal=color, no_color=not color, highlight=False, markup=False
    )
    with console.capture() as capture:
        for part in parts:
            console.print(part, soft_wrap=isinstance(part, Text))
    return "\n".join(line.rstrip() for line in capture.get().split("\n"))
