"""Pages in two columns and more, each with the paragraphs a reader finds, in reading order.

The order of two columns in two languages: the whole left column over all pages of the stretch,
then the right one. A heading across both ends the stretch. Lines drawn around the articles of two
languages change nothing in that: each language is one text, ruled or not.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ingest.articles import article, articles
from ingest.sheets import (
    BOTTOM,
    LEFT,
    RIGHT,
    TOP,
    Drawn,
    Frame,
    Paragraph,
    Plate,
    halves,
    in_odd_order,
    measure,
    row_by_row,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    Order = Callable[[Sequence[Drawn]], Iterable[Drawn]]

WHOLE = Frame(LEFT, RIGHT - LEFT)
CENTRE = (LEFT + RIGHT) / 2

TITLES = {
    "de": "Vereinbarung über die Zusammenarbeit der Städte Bottrop und Foshan in kommunalen Fragen",
    "en": "Implementation of the cooperation and final provisions of this memorandum of both cities",
}


@dataclass(frozen=True, slots=True)
class Variant:
    """A PDF and its paragraphs in reading order."""

    data: bytes
    paragraphs: tuple[Paragraph, ...]


def beside(
    languages: tuple[str, str],
    frames: Sequence[Frame],
    last: int = 6,
    order: Order = list,
) -> Variant:
    """Set articles in one language beside those in another."""
    plate, texts = Plate(), [articles(language, 1, last) for language in languages]
    for text, frame in zip(texts, frames, strict=True):
        plate.set(text, frame)
    return Variant(plate.finish(order), (*texts[0], *texts[1]))


def ruled_gutter() -> Variant:
    """Draw a line between the columns."""
    plate, (left, right) = Plate(), halves(12)
    german, chinese = articles("de", 1, 6), articles("zh", 1, 6)
    plate.set(german, left)
    plate.set(chinese, right)
    plate.rule(CENTRE, TOP - 12, CENTRE, BOTTOM)
    return Variant(plate.finish(), (*german, *chinese))


def headings_across() -> Variant:
    """Part the columns by a heading across both, on top and between articles."""
    plate, (left, right) = Plate(), halves(20)
    found: list[Paragraph] = []
    y = TOP
    for first, title in ((1, Paragraph("de", TITLES["de"])), (4, Paragraph("en", TITLES["en"]))):
        _, y = plate.set([title], WHOLE, y + 14)
        german, chinese = articles("de", first, first + 2), articles("zh", first, first + 2)
        ends = plate.set(german, left, y + 10), plate.set(chinese, right, y + 10)
        y = max(ends)[1]
        found += [title, *german, *chinese]
    return Variant(plate.finish(), tuple(found))


def unequal_lengths() -> Variant:
    """Let the German column go on alone for many lines and over the page end."""
    plate, (left, right) = Plate(), halves(20)
    german, chinese = articles("de", 1, 13), articles("zh", 1, 6)
    plate.set(german, left)
    plate.set(chinese, right)
    return Variant(plate.finish(), (*german, *chinese))


def signatures_in_three() -> Variant:
    """Let three parties sign beside each other under two columns of text."""
    plate, (left, right) = Plate(), halves(20)
    german, chinese = articles("de", 1, 4), articles("zh", 1, 4)
    ends = plate.set(german, left), plate.set(chinese, right)
    signed: list[Paragraph] = []
    signers = (
        ("Für die Stadt Bottrop", "Bernd Tischler", "Oberbürgermeister"),
        ("Für die Stadt Foshan", "Zhang Wei", "Bürgermeister"),
        ("Für die Hochschule", "Petra Lindner", "Präsidentin"),
    )
    for number, (party, name, title) in enumerate(signers):
        block = [Paragraph("de", t) for t in (party, "_" * 20, name, title)]
        y = max(ends)[1] + 40
        for part in block:
            plate.put(part, LEFT + number * 165, y)
            y += 14
        signed += block
    return Variant(plate.finish(), (*german, *chinese, *signed))


def aligned_articles(order: Order = list, gap: float = 14) -> Variant:
    """Begin each article at the same height on both sides."""
    plate, (left, right) = Plate(), halves(20)
    y = TOP
    for number in range(1, 7):
        ends = [
            plate.set(article(language, number), frame, y)
            for language, frame in (("de", left), ("zh", right))
        ]
        y = max(ends)[1] + gap
    return Variant(plate.finish(order), (*articles("de", 1, 6), *articles("zh", 1, 6)))


def footnotes() -> Variant:
    """Set footnotes across the page under both columns."""
    plate, (left, right) = Plate(), halves(20)
    german, chinese = articles("de", 1, 5), articles("zh", 1, 5)
    plate.set(german, left)
    plate.set(chinese, right)
    notes = [
        Paragraph(
            "de",
            "1 Die Arbeitsgruppe wurde vom Rat der Stadt Bottrop eingesetzt und besteht seit dem "
            "ersten Besuch einer Abordnung aus Foshan.",
        ),
        Paragraph("de", "2 Die Räte beider Städte haben dem Entwurf zugestimmt."),
    ]
    plate.rule(LEFT, 724, LEFT + 140, 724)
    plate.set(notes, Frame(LEFT, RIGHT - LEFT, 8), 738)
    return Variant(plate.finish(), (*german, *chinese, *notes))


def side_notes() -> Variant:
    """Set notes in a narrow column outside; they are read after both columns."""
    plate = Plate()
    left, right = Frame(LEFT, 185), Frame(LEFT + 200, 185)
    y, notes = TOP, []
    for number in range(1, 6):
        note = Paragraph("de", f"Stand: Entwurf {number}")
        ends = [
            plate.set(article(language, number), frame, y)
            for language, frame in (("de", left), ("zh", right))
        ]
        plate.set([note], Frame(LEFT + 400, 80, 8), y)
        notes.append(note)
        y = max(ends)[1]
    return Variant(plate.finish(), (*articles("de", 1, 5), *articles("zh", 1, 5), *notes))


def header_and_footer() -> Variant:
    """Let a header and page numbers run along on all pages; they are no paragraphs."""
    plate, (left, right) = Plate(), halves(20)
    german, chinese = articles("de", 1, 15), articles("zh", 1, 15)
    pages = max(plate.set(german, left, page=1)[0], plate.set(chinese, right)[0])
    for page in range(1, pages + 1):
        plate.put(Paragraph("de", "Stadt Bottrop, Drucksache 2024/0124"), LEFT, 45, page)
        plate.put(Paragraph("de", f"Seite {page} von {pages}"), CENTRE - 30, 812, page)
    return Variant(plate.finish(row_by_row), (*german, *chinese))


def after_one_column() -> Variant:
    """Let a page in two columns follow one in one column."""
    plate, (left, right) = Plate(), halves(20)
    opening = articles("en", 1, 7)
    plate.set(opening, WHOLE)
    german, chinese = articles("de", 1, 6), articles("zh", 1, 6)
    plate.set(german, left, page=2)
    plate.set(chinese, right, page=2)
    return Variant(plate.finish(), (*opening, *german, *chinese))


def table_in_a_column() -> Variant:
    """Set a small ruled table between the articles of the German column."""
    plate, (left, right) = Plate(), halves(24)
    chinese = articles("zh", 1, 6)
    plate.set(chinese, right)
    opening, closing = articles("de", 1, 2), articles("de", 3, 4)
    _, y = plate.set(opening, left)
    cells = []
    rows = (("Gremium", "Sitzung"), ("Kulturausschuss", "im März"), ("Rat", "im April"))
    for number, row in enumerate(rows):
        for column, text in enumerate(row):
            cell = Paragraph("de", text)
            plate.put(cell, left.x + 4 + column * 110, y + 4 + number * 18)
            cells.append(cell)
    for edge in range(4):
        plate.rule(left.x, y - 9 + edge * 18, left.x + 220, y - 9 + edge * 18)
    for edge in range(3):
        plate.rule(left.x + edge * 110, y - 9, left.x + edge * 110, y + 45)
    plate.set(closing, left, y + 72)
    return Variant(plate.finish(), (*opening, *cells, *closing, *chinese))


def ruled_rows() -> Variant:
    """Set the articles in a ruled table, a row for each."""
    plate = Plate()
    frames = Frame(LEFT + 5, 230), Frame(CENTRE + 5, 230)
    y = TOP
    plate.rule(LEFT, y - 16, RIGHT, y - 16)
    for number in range(1, 7):
        top, y = y, _set_bodies(plate, number, frames, y) + 10
        plate.rule(LEFT, y - 16, RIGHT, y - 16)
        for x in (LEFT, CENTRE, RIGHT):
            plate.rule(x, top - 16, x, y - 16)
    return Variant(plate.finish(), _bodies(6))


def borderless_rows() -> Variant:
    """Set the articles as Word does in a table without lines: row by row, cell by cell."""
    plate, y = Plate(), TOP
    for number in range(1, 7):
        y = _set_bodies(plate, number, halves(11), y)
    return Variant(plate.finish(), _bodies(6))


def _set_bodies(plate: Plate, number: int, frames: Sequence[Frame], y: float) -> float:
    """Set an article without its heading on both sides; return where the next row begins."""
    bodies = [article(language, number)[1:] for language in ("de", "zh")]
    return max(plate.set(body, frame, y) for body, frame in zip(bodies, frames, strict=True))[1]


def _bodies(last: int) -> tuple[Paragraph, ...]:
    numbers = range(1, last + 1)
    return tuple(article(language, number)[1] for language in ("de", "zh") for number in numbers)


def headings_centred() -> Variant:
    """Set the title of each language over its column, centred, and row by row."""
    plate, (left, right) = Plate(), halves(26)
    german, chinese = articles("de", 1, 5), articles("zh", 1, 5)
    titles = Paragraph("de", "Absichtserklärung"), Paragraph("zh", "合作意向书")
    for title, frame in zip(titles, (left, right), strict=True):
        x = frame.x + (frame.width - measure(title.text, title.language, 14)) / 2
        plate.set([title], Frame(x, frame.width, 14), TOP)
    plate.set(german, left, TOP + 30)
    plate.set(chinese, right, TOP + 30)
    return Variant(plate.finish(row_by_row), (titles[0], *german, titles[1], *chinese))


def variants() -> Iterator[tuple[str, Variant]]:
    """Yield each variant with its name."""
    de_zh, de_en, en_zh = ("de", "zh"), ("de", "en"), ("en", "zh")
    yield "gutter-8", beside(de_zh, halves(8))
    yield "gutter-16-english", beside(en_zh, halves(16))
    yield "gutter-24-row-by-row", beside(de_zh, halves(24), order=row_by_row)
    yield "gutter-40-german-english", beside(de_en, halves(40))
    yield "rule-between", ruled_gutter()
    yield "headings-across", headings_across()
    yield "headings-centred", headings_centred()
    yield "unequal-lengths", unequal_lengths()
    yield "signatures-in-three", signatures_in_three()
    yield "aligned-articles", aligned_articles()
    yield "aligned-articles-row-by-row", aligned_articles(row_by_row, gap=30)
    yield "justified", beside(de_en, halves(14, justified=True))
    yield "justified-row-by-row", beside(de_en, halves(14, justified=True), order=row_by_row)
    yield "small-font", beside(en_zh, halves(12, 7), last=12)
    yield "large-font", beside(de_zh, halves(30, 14), last=4)
    yield "odd-order", beside(de_zh, halves(20), order=in_odd_order)
    yield "footnotes", footnotes()
    yield "side-notes", side_notes()
    yield "header-and-footer", header_and_footer()
    yield "after-one-column", after_one_column()
    yield "table-in-a-column", table_in_a_column()
    yield "borderless-rows", borderless_rows()
    yield "ruled-rows", ruled_rows()
    yield "chinese-left", beside(("zh", "de"), halves(20))
    yield "three-pages", beside(de_zh, halves(20, 14), last=11)
