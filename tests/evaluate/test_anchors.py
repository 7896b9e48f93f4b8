from __future__ import annotations

from evaluate.golds import make_date

from pipeline.evaluate import Anchors
from pipeline.evaluate.gold import GoldDate
from pipeline.ingest import ingest_bytes
from pipeline.models import Span

# The clean-up joins the hyphenated word and drops the double space.
SOURCE = "Die Städ-\nte  treffen sich am 3. Mai 2021 und am 3. Mai 2021 wieder."


def _anchors() -> Anchors:
    return Anchors(ingest_bytes(SOURCE.encode(), "a.txt"), SOURCE)


def _words(span: Span | None) -> str | None:
    return span and _anchors().document.text[span.start : span.end]


def test_by_source_offsets() -> None:
    start = SOURCE.index("3. Mai")
    found = _anchors().find(GoldDate("a1", "2021-05-03", "meeting", start=start, end=start + 11))

    assert _words(found) == "3. Mai 2021"


def test_by_words_and_occurrence() -> None:
    one, two = (_anchors().find(make_date("3. Mai 2021", None, "meeting", n)) for n in (1, 2))

    assert one is not None
    assert two is not None
    assert _words(one) == _words(two) == "3. Mai 2021"
    assert two.start == one.start + len("3. Mai 2021 und am ")


def test_over_what_the_clean_up_joined() -> None:
    found = _anchors().find(make_date("Die Städ-\nte treffen", None, "meeting"))

    assert _words(found) == "Die Städte treffen"


def test_words_that_do_not_stand_there() -> None:
    assert _anchors().find(make_date("3. Mai 2021", None, "meeting", 3)) is None
    assert _anchors().find(make_date("4. Mai 2021", None, "meeting")) is None
