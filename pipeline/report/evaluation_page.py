"""An evaluation as a page: the numbers, then each text with gold beside what was found.

One file, no script, nothing fetched. All words of documents are escaped.
"""

from __future__ import annotations

from html import escape
from itertools import pairwise
from typing import TYPE_CHECKING

from pipeline.evaluate import tally
from pipeline.report.evaluation import order

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pipeline.evaluate import Case, DocumentScore, Tally
    from pipeline.models import Document

# Marked in the text, the last one on top where they overlap.
_MARKED = ("commitments", "parties", "signatories", "dates_by_place")
_SEVERITY = {"right": 0, "missed": 1, "wrong": 2, "false": 3}
_STYLE = """
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
body { max-width: 76rem; margin: auto; padding: 1rem; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
th, td { padding: .1rem .6rem; text-align: right; border-bottom: 1px solid #8884; }
th:first-child, td:first-child, th:nth-child(2), td:nth-child(2) { text-align: left; }
.wide { overflow-x: auto; }
details { border-top: 1px solid #8886; padding: .4rem 0; }
summary { cursor: pointer; font-weight: 600; }
.sides { display: grid; grid-template-columns: 3fr 2fr; gap: 1.5rem; }
@media (max-width: 50rem) { .sides { display: block; } }
.text { white-space: pre-wrap; overflow-wrap: anywhere; max-height: 80vh; overflow-y: auto; }
ul { padding-left: 1.1rem; } li { overflow-wrap: anywhere; }
mark { color: inherit; border-radius: .15rem; }
.right { background: #2e9e5b38; } .missed { background: #e6a10066; }
.wrong { background: #b05cff55; } .false { background: #e5484d66; }
.key { padding: 0 .4rem; border-radius: .2rem; }
@media print { .text { max-height: none; } }
"""


def render_page(scored: Sequence[tuple[DocumentScore, Document]]) -> str:
    """Render an evaluation as one HTML page that needs nothing else."""
    tallies = order(tally([score for score, _ in scored]))
    return "".join(
        (
            '<!doctype html><html lang="en"><head><meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f"<title>Evaluation</title><style>{_STYLE}</style></head><body>",
            f"<h1>Evaluation</h1><p>{len(scored)} documents. In the texts: ",
            " ".join(f'<span class="key {name}">{name}</span>' for name in _SEVERITY),
            "</p>",
            *_tables(tallies),
            *(part for score, document in scored for part in _document(score, document)),
            "</body></html>\n",
        )
    )


def _tables(tallies: Iterable[Tally]) -> Iterator[str]:
    shares = ("F1", "95 %", "precision", "recall", "mean of documents")
    names = ("field", "language", *shares, "right", "false", "missed")
    head = "".join(f"<th>{name}</th>" for name in names)
    rows = list(tallies)
    for is_written, title in ((False, "Real texts"), (True, "Texts written for the project")):
        body = "".join(_row(one) for one in rows if one.is_written == is_written)
        if body:
            yield f'<h2>{title}</h2><div class="wide"><table><tr>{head}</tr>{body}</table></div>'


def _row(one: Tally) -> str:
    bounds = "" if one.low is None else f"{one.low:.3f}–{one.high:.3f}"
    shares = ("" if v is None else f"{v:.3f}" for v in (one.precision, one.recall, one.mean))
    cells = (
        *(one.field, one.language, "" if one.f1 is None else f"{one.f1:.3f}", bounds, *shares),
        *(str(one.counts.right), str(one.counts.false), str(one.counts.missed)),
    )
    return f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in cells)}</tr>"


def _document(score: DocumentScore, document: Document) -> Iterator[str]:
    faults = [case for case in score.cases if case.outcome != "right"]
    count = "1 fault" if len(faults) == 1 else f"{len(faults)} faults"
    yield f"<details><summary>{escape(score.name)} · {score.language} · {count}</summary>"
    yield '<div class="sides"><div class="text">'
    yield from _mark(document.text, score.cases)
    yield "</div><div><ul>"
    yield from map(_fault, faults)
    yield "</ul></div></div></details>"


def _fault(case: Case) -> str:
    gold, found = (escape(side or "–") for side in (case.gold, case.found))
    rules = f" <small>{escape(', '.join(case.rules))}</small>" if case.rules else ""
    kind = f'<span class="key {case.outcome}">{case.outcome}</span>'
    return f"<li>{kind} {case.field}: gold {gold} · found {found}{rules}</li>"


def _mark(text: str, cases: Iterable[Case]) -> Iterator[str]:
    """Yield the text in pieces, each marked by the worst of the cases that stand there."""
    marked = [(case, case.span) for case in cases if case.span and case.field in _MARKED]
    edges = {0, len(text), *(edge for _, span in marked for edge in (span.start, span.end))}
    cuts = sorted(edge for edge in edges if edge <= len(text))
    starts = sorted(marked, key=lambda pair: pair[1].start)
    for start, end in pairwise(cuts):
        while starts and starts[0][1].end <= start:
            starts.pop(0)
        here = [case for case, span in starts if span.start <= start and span.end >= end]
        piece = escape(text[start:end])
        yield _wrap(piece, here) if here else piece


def _wrap(piece: str, cases: Sequence[Case]) -> str:
    worst = max(cases, key=lambda case: (_SEVERITY[case.outcome], _MARKED.index(case.field)))
    title = "; ".join(f"{case.field} {case.outcome}" for case in cases)
    return f'<mark class="{worst.outcome}" title="{escape(title)}">{piece}</mark>'
