"""accord evaluate."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline.cli.options import FILE, lexicon_option
from pipeline.cli.talk import debug_option, example, exit_after, put, say_error
from pipeline.codec import dump
from pipeline.errors import AccordError
from pipeline.evaluate import (
    Anchors,
    DocumentScore,
    RuleTally,
    SourceFinder,
    Tally,
    find_gold,
    load_gold,
    score,
    tally,
    tally_kinds,
    tally_rules,
)
from pipeline.write import write_file

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.models import Document

EVALUATION_SCHEMA = "urn:accord:schema:evaluation:1"

_CONFIDENCE = """\
# How often each rule was right on held-out gold: the lower bound of the 95 % interval (Wilson), \
for rules with at least twenty cases.
# Written by `accord evaluate GOLD --write-confidence FILE`; never by hand.

[rules]"""


@dataclass(frozen=True, slots=True)
class Evaluation:
    """All that `--format json` prints."""

    schema: str
    tallies: tuple[Tally, ...]
    rules: tuple[RuleTally, ...]
    documents: tuple[DocumentScore, ...]


@click.command(
    epilog=example(
        "accord evaluate corpus/agreements", "accord evaluate gold/ --sources texts/ -o gold.html"
    )
)
@click.argument("folders", metavar="GOLD_DIR…", type=FILE, nargs=-1, required=True)
@click.option(
    "--sources",
    type=FILE,
    multiple=True,
    metavar="DIR",
    help="Folder of the documents that do not lie beside their gold; may be given several times.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(("table", "json")),
    default="table",
    show_default=True,
    help="What is printed.",
)
@click.option("--cases", is_flag=True, help="Also print what was missed or false, with its words.")
@click.option("--rules", is_flag=True, help="Also print how often each rule was right.")
@click.option(
    "--write-confidence",
    "confidence",
    type=FILE,
    metavar="FILE",
    help="Write how sure each rule is, for the program's own use.",
)
@click.option("-o", "page", type=FILE, metavar="FILE", help="Write a page: gold beside found.")
@lexicon_option()
@debug_option
def evaluate(
    folders: Sequence[Path],
    sources: Sequence[Path],
    form: str,
    confidence: Path | None,
    page: Path | None,
    *,
    cases: bool,
    rules: bool,
) -> None:
    """Compare what is found with gold: precision, recall and F1 per field and language.

    Gold is a file `<name>.gold.json` for each document. Texts that were written to try the program
    are counted apart from real ones.
    """
    paths = tuple(path for folder in folders for path in find_gold(folder))
    errors: list[AccordError] = []
    scored = tuple(_score_all(paths, SourceFinder(sources), errors))
    scores = tuple(one for one, _ in scored)
    if form == "json":
        put(dump(Evaluation(EVALUATION_SCHEMA, tally(scores), tally_rules(scores), scores)))
    else:
        _print_tables(scores, cases=cases, rules=rules)
    if page is not None:
        from pipeline.report.evaluation_page import render_page

        write_file(page, render_page(scored).encode())
    if confidence is not None:
        write_file(confidence, _render_confidence(tally_rules(scores)).encode())
    exit_after(errors, len(paths))


def _score_all(
    paths: Sequence[Path], finder: SourceFinder, errors: list[AccordError]
) -> Iterator[tuple[DocumentScore, Document]]:
    from pipeline.run import read_file

    for path in paths:
        try:
            gold, file, text = load_gold(path, finder)
            record, document = read_file(file)
        except AccordError as error:
            say_error(error)
            errors.append(error)
        else:
            yield score(gold, record, Anchors(document, text)), document


def _print_tables(scores: Sequence[DocumentScore], *, cases: bool, rules: bool) -> None:
    from pipeline.report.evaluation import render_cases, render_evaluation, render_rules

    color = sys.stdout.isatty()
    put(render_evaluation(tally(scores), tally_kinds(scores), color=color))
    if rules:
        put("\n" + render_rules(tally_rules(scores), color=color))
    if cases:
        put(render_cases(scores, color=color))


def _render_confidence(rules: Sequence[RuleTally]) -> str:
    sure = (f'"{rule.rule}" = {rule.confidence}' for rule in rules if rule.confidence is not None)
    return "\n".join((_CONFIDENCE, *sure, ""))
