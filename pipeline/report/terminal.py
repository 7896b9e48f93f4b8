"""A record as a reader sees it in the terminal: plain words, pages and quotes, 80 columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Console, Group
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from rich.console import RenderableType

    from pipeline.models import Agreement, Commitment, Evidence, Fact, Notice, Party, Record
    from pipeline.report.labels import Labels

WIDTH = 80

_INDENT = (0, 0, 0, 2)
_LONGEST_QUOTE = 120  # characters; the record has all of it
_TERM = ("entry_into_force", "duration", "expiry", "renewal", "renewal_period")
_LEGAL = (
    "binding",
    "equally_authentic",
    "prevailing_language",
    "governing_law",
    "dispute_resolution",
    "confidentiality",
)


def render_record(record: Record, labels: Labels, *, width: int = WIDTH, color: bool) -> str:
    """Render a record as text of at most `width` columns."""
    console = Console(
        width=width, force_terminal=color, no_color=not color, highlight=False, markup=False
    )
    with console.capture() as capture:
        console.print(*_parts(record, labels), sep="\n")
    lines = capture.get().split("\n")
    return "\n".join(line.rstrip() for line in lines)


def plain(text: str) -> str:
    """Return a text on one line, its control characters escaped: it may come from anybody."""
    return "".join(
        character if character.isprintable() else character.encode("unicode_escape").decode()
        for character in " ".join(text.split())
    )


def _parts(record: Record, labels: Labels) -> Iterator[RenderableType]:
    yield _title(record, labels)
    for agreement in record.agreements:
        yield from _section(labels.heading("agreements"), [_agreement(agreement, record, labels)])
    tables = {
        "parties": _parties(record, labels),
        "signatories": _signatories(record, labels),
        "dates": _dates(record, labels),
        "areas": _areas(record, labels),
        "commitments": _commitments(record, labels),
        "references": _references(record, labels),
        "warnings": _warnings(record, labels),
    }
    for name, table in tables.items():
        yield from _section(labels.heading(name), [table] if table.row_count else [])


def _section(heading: str, parts: Sequence[RenderableType]) -> Iterator[RenderableType]:
    if parts:
        yield Text(f"\n{heading}", style="bold")
        yield from (Padding(part, _INDENT) for part in parts)


def _grid(*ratios: int | None) -> Table:
    table = Table.grid(padding=(0, 2), expand=any(ratios))
    for ratio in ratios:
        table.add_column(ratio=ratio, no_wrap=ratio is None, overflow="fold")
    return table


def _title(record: Record, labels: Labels) -> RenderableType:
    facts, source = record.document, record.source
    size = "" if source.pages is None else f", {source.pages} {labels.word('pages')}"
    rows = {
        labels.word("file"): f"{plain(source.name)}{size}",
        labels.word("record"): record.id,
        labels.word("languages"): labels.values(share.code for share in record.languages),
        labels.word("reference"): _value(facts.reference, labels),
        labels.word("date"): _value(facts.date, labels),
    }
    title = _value(facts.title, labels) or labels.heading("document")
    heading = Text.assemble((title, "bold"), f" ({labels.value(facts.kind)})")
    return Group(heading, _pairs(rows.items()))


def _pairs(rows: Iterable[tuple[str, str]]) -> Table:
    table = _grid(None, 1)
    for name, value in rows:
        if value:
            table.add_row(Text(name, style="dim"), Text(value))
    return table


def _agreement(agreement: Agreement, record: Record, labels: Labels) -> RenderableType:
    marks = [labels.value(agreement.kind), labels.value(agreement.status.value)]
    marks += [labels.word("reported")] if agreement.reported else []
    heading = Text(f"{agreement.id}  " + labels.word("list").join(marks))
    title = agreement.title
    own = title is not None and title != record.document.title
    rows = [("", _value(title, labels))] if own else []
    return Group(heading, _pairs([*rows, *_term(agreement, labels), *_legal(agreement, labels)]))


def _term(agreement: Agreement, labels: Labels) -> Iterator[tuple[str, str]]:
    term = agreement.term
    for name in _TERM:
        yield labels.field(name), _cited(getattr(term, name), labels)
    yield labels.field("entry_conditions"), labels.values(term.entry_conditions)
    for notice in term.notices:
        yield labels.notice(notice.purpose), _notice(notice, labels)


def _notice(notice: Notice, labels: Labels) -> str:
    parts = [labels.value(notice.period)]
    parts += [labels.notice(notice.to)] if notice.to else []
    return labels.word("list").join(parts) + _places(notice.evidence, labels, before="  ")


def _legal(agreement: Agreement, labels: Labels) -> Iterator[tuple[str, str]]:
    legal = agreement.legal
    for name in _LEGAL:
        yield labels.field(name), _cited(getattr(legal, name), labels)
    yield labels.field("language_versions"), labels.values(legal.language_versions)
    for cost in legal.costs:
        yield labels.field("costs"), _cited(cost, labels)


def _value(fact: Fact | None, labels: Labels) -> str:
    return "" if fact is None else plain(labels.value(fact.value))


def _cited(fact: Fact | None, labels: Labels) -> str:
    if fact is None:
        return ""
    quote = f" {labels.word('quote', _cut(fact.evidence[0].quote))}" if fact.evidence else ""
    return _value(fact, labels) + quote + _places(fact.evidence, labels, before="  ")


def _cut(text: str) -> str:
    line = plain(text)
    return line if len(line) <= _LONGEST_QUOTE else f"{line[: _LONGEST_QUOTE - 1]}…"


def _places(evidence: Iterable[Evidence], labels: Labels, *, before: str = "") -> str:
    pages = sorted({item.page for item in evidence if item.page is not None})
    return before + labels.word("page", ", ".join(map(str, pages))) if pages else ""


def _parties(record: Record, labels: Labels) -> Table:
    table = _grid(None, 1, None)
    for party in record.parties:
        table.add_row(party.id, Text(_party(party, labels)), _places(party.evidence, labels))
    return table


def _party(party: Party, labels: Labels) -> str:
    marks = labels.word("list").join(filter(None, (labels.value(party.type), party.country)))
    others = (plain(name.text) for name in party.names if name.text != party.name)
    lines = [f"{plain(party.name)} ({marks})", labels.word("list").join(dict.fromkeys(others))]
    return "\n".join(filter(None, lines))


def _signatories(record: Record, labels: Labels) -> Table:
    table = _grid(None, 1, None)
    for person in record.signatories:
        marks = (person.name, person.role, person.place, person.date)
        line = labels.word("list").join(plain(mark) for mark in marks if mark)
        table.add_row(person.party or "", Text(line), _places(person.evidence, labels))
    return table


def _dates(record: Record, labels: Labels) -> Table:
    table = _grid(None, None, 1, None)
    for date in record.dates:
        value = date.value or labels.word("unresolved")
        quote = Text(labels.word("quote", _cut(date.text)))
        table.add_row(value, labels.value(date.role), quote, _places(date.evidence, labels))
    return table


def _areas(record: Record, labels: Labels) -> Table:
    table = _grid(2, 3, None)
    for area in record.areas:
        quote = labels.word("quote", _cut(area.evidence[0].quote)) if area.evidence else ""
        place = _places(area.evidence, labels)
        table.add_row(Text(labels.value(area.area)), Text(quote), place)
    return table


def _commitments(record: Record, labels: Labels) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim", expand=True)
    table.add_column("")
    table.add_column(labels.word("who"), ratio=2, overflow="fold")
    table.add_column(labels.word("what"), ratio=5, overflow="fold")
    table.add_column(labels.word("where"), no_wrap=True)
    for commitment in record.commitments:
        obligors = labels.word("list").join(plain(who.name) for who in commitment.obligors)
        who = Text.assemble((labels.value(commitment.modality), "bold"), f"\n{obligors}")
        places = [wording.evidence for wording in commitment.wordings] or [commitment.evidence]
        where = _places((item for group in places for item in group), labels)
        table.add_row(commitment.id, who, Text(_words(commitment, labels)), where)
    return table


def _words(commitment: Commitment, labels: Labels) -> str:
    wordings = [plain(wording.text) for wording in commitment.wordings] or [plain(commitment.text)]
    lines = [labels.word("quote", wording) for wording in wordings]
    if commitment.deadline is not None:
        lines.append(f"{labels.word('until')}: {_value(commitment.deadline, labels)}")
    lines.extend(
        f"{labels.word('provided')}: {_value(fact, labels)}" for fact in commitment.conditions
    )
    if commitment.areas:
        lines.append(f"[{labels.values(commitment.areas)}]")
    return "\n".join(lines)


def _references(record: Record, labels: Labels) -> Table:
    table = _grid(None, 1, None)
    for item in record.references:
        relation = Text(labels.value(item.relation))
        table.add_row(relation, Text(plain(item.text)), _places(item.evidence, labels))
    return table


def _warnings(record: Record, labels: Labels) -> Table:
    table = _grid(2, 3)
    for warning in record.warnings:
        values = (f"{value.language}: {plain(value.value)}" for value in warning.values)
        message = "\n".join([plain(warning.message), *values])
        table.add_row(Text(labels.value(warning.code)), Text(message))
    return table
