"""Scans: what Tesseract gives becomes lines, words and confidence; and what happens without it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pypdfium2
import pytest
from ingest.pdfs import HEIGHT, WIDTH, Sheet, page_of
from PIL import Image, ImageDraw

from pipeline.errors import NoTextError, NotInstalledError
from pipeline.ingest import ingest_bytes, paged
from pipeline.ingest.scans import ocr, scan, tesseract
from pipeline.ingest.scans.ocr import Token

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.models import Document, Record

CORPUS = Path(__file__).parents[2] / "corpus" / "agreements"
PAGE = ocr.Sheet(1, 0, 595.0, 842.0)
LACKING = tesseract.Engine("", "Tesseract is not installed")


def tokens(*texts: str, line: int = 1, sure: float = 0.95, x: float = 0) -> list[Token]:
    """Set words in a line, ten pixels a letter, a space between."""
    row = []
    for text in texts:
        width = len(text) * (30 if "\u4e00" <= text[0] <= "\u9fff" else 10)
        row.append(Token(text, sure, x, line * 40, x + width, line * 40 + 30, (line, 1, 1)))
        x += width + 10
    return row


@pytest.fixture
def missing(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (scan, paged):
        monkeypatch.setattr(module, "find_engine", lambda: LACKING)
    monkeypatch.setattr("pipeline.ingest.find_engine", lambda: LACKING)


@pytest.fixture(scope="session")
def chinese(tesseract: str) -> Document:
    """Read the head of a Chinese page as an image in a PDF."""
    assert tesseract
    with pypdfium2.PdfDocument(next(CORPUS.glob("24-*.pdf"))) as pdf:
        drawn = pdf[0].render(scale=300 / 72, grayscale=True).to_pil()
    head = drawn.crop((0, 0, drawn.width, drawn.height // 4))
    sheet = Sheet()
    sheet.canvas.drawInlineImage(head, 0, HEIGHT * 3 / 4, WIDTH, HEIGHT / 4)
    sheet.turn().write(60, 80, ["Memorandum of Understanding"])
    return ingest_bytes(sheet.finish(), "a.pdf")


def test_chinese_is_read_without_spaces_and_with_wide_marks(chinese: Document) -> None:
    assert "经贸合作框架协议\n" in chinese.text
    assert "甲方：合肥市商务局\n" in chinese.text
    assert "法定代表人：方立群" in chinese.text


def test_only_the_page_that_needs_it_is_recognised(chinese: Document) -> None:
    assert [page.origin for page in chinese.pages] == ["ocr", "text_layer"]
    assert chinese.source.text_origin == "mixed"
    assert chinese.text.endswith("Memorandum of Understanding")
    sure = [word.confidence is not None for word in chinese.words]
    assert sure == [word.box.page == 1 for word in chinese.words]


def test_words_of_a_scan_stand_where_the_original_has_them(
    boise_scan: tuple[Record, Document],
) -> None:
    original = ingest_bytes(next(CORPUS.glob("16-*.pdf")).read_bytes(), "16.pdf")
    places = []
    for document in (boise_scan[1], original):
        at = document.text.index("Treasure")
        start = next(r for r in document.runs if r.start <= at < r.start + r.length)
        source = start.source_start + at - start.start
        places.append(next(word.box for word in document.words if word.start == source))

    scanned, drawn = places
    assert scanned.page == drawn.page
    assert scanned.x0 == pytest.approx(drawn.x0, abs=6)
    assert scanned.y0 == pytest.approx(drawn.y0, abs=6)


def test_words_know_their_place_in_the_source(boise_scan: tuple[Record, Document]) -> None:
    document = boise_scan[1]

    assert all(a.end <= b.start for a, b in zip(document.words, document.words[1:], strict=False))
    assert all(0 <= (word.confidence or 0) <= 1 for word in document.words)


@pytest.mark.usefixtures("missing")
def test_a_scan_without_tesseract() -> None:
    sheet = Sheet()
    sheet.canvas.rect(60, 60, 100, 100)

    with pytest.raises(
        NotInstalledError, match=r"a\.pdf: is a scan, and Tesseract is not .*apt-get"
    ):
        ingest_bytes(sheet.turn().finish(), "a.pdf")


@pytest.mark.usefixtures("missing")
def test_a_page_without_tesseract_is_named_and_the_others_are_read() -> None:
    sheet = Sheet().write(60, 80, ["Memorandum"]).turn()
    sheet.canvas.rect(60, 60, 100, 100)
    document = ingest_bytes(sheet.turn().finish(), "a.pdf")

    reason = "page 2 cannot be recognised: Tesseract is not installed; nothing was read from it"
    assert document.text == "Memorandum"
    assert document.warnings == (("page_without_text", reason),)
    assert document.source.text_origin == "text_layer"


@pytest.mark.usefixtures("missing")
def test_an_empty_page_does_not_need_tesseract() -> None:
    with pytest.raises(NoTextError):
        ingest_bytes(page_of(""), "a.pdf")


def test_a_page_that_takes_too_long_is_left_out(
    monkeypatch: pytest.MonkeyPatch, tesseract: str
) -> None:
    assert tesseract
    monkeypatch.setattr("pipeline.ingest.scans.tesseract.PAGE_SECONDS", 0.01)
    sheet = Sheet().write(60, 80, ["Memorandum"]).turn()
    sheet.canvas.rect(60, 60, 100, 100)
    document = ingest_bytes(sheet.turn().finish(), "a.pdf")

    assert document.pages[1].origin == "none"
    assert [message for _, message in document.warnings] == [
        "page 2 could not be recognised in 0 s; nothing was read from it"
    ]


@pytest.fixture
def unfound(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    import pytesseract

    monkeypatch.setattr(pytesseract.pytesseract, "tesseract_cmd", "/nowhere/tesseract")
    tesseract.find_engine.cache_clear()
    yield
    tesseract.find_engine.cache_clear()


@pytest.mark.usefixtures("unfound")
def test_tesseract_that_is_not_there() -> None:
    assert tesseract.find_engine() == LACKING


def test_latin_lines_are_taken_as_they_are(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []

    def answer(_: Image.Image, languages: str, __: int) -> list[Token]:
        asked.append(languages)
        return tokens("und", "die", "Stadt")

    monkeypatch.setattr(ocr, "read_tokens", answer)

    assert texts(ocr.find_lines(blank())) == ["und die Stadt"]
    assert asked == ["deu", "deu"]


def test_doubtful_words_are_read_again_in_chinese(monkeypatch: pytest.MonkeyPatch) -> None:
    latin = [*tokens("Stadt", "Foshan"), *tokens("PARIS", "RR", line=2, sure=0.1)]
    chinese = [*tokens("佛山", "市", ":", line=2), *tokens("一", line=3)]
    answers = {"deu": [], "deu+eng": latin, "chi_sim": chinese}
    monkeypatch.setattr(ocr, "read_tokens", lambda _, languages, __: answers[languages])

    assert texts(ocr.find_lines(blank())) == ["Stadt Foshan", "佛山 市 ："]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        pytest.param(["$", "12", "Ziele"], "§ 12 Ziele", id="section-sign"),
        pytest.param(["$", "5,000"], "$ 5,000", id="money"),
        pytest.param(["page", "|", "of", "2"], "page 1 of 2", id="page-one"),
        pytest.param(["a", "—", "b"], "a – b", id="dash"),
        pytest.param(["a", "—-", "b"], "a – b", id="dash-read-twice"),
        pytest.param(["«", "each", "city"], "• each city", id="bullet"),
        pytest.param(["Vil.", "Geltung"], "VII. Geltung", id="roman"),
        pytest.param(["Artikel", "Il."], "Artikel II.", id="roman-after-article"),
        pytest.param(["Herr", "Xi."], "Herr Xi.", id="name"),
    ],
)
def test_common_errors_are_mended(
    monkeypatch: pytest.MonkeyPatch, words: list[str], expected: str
) -> None:
    monkeypatch.setattr(ocr, "read_tokens", lambda *_: tokens(*words))

    assert texts(ocr.find_lines(blank())) == [expected]


def test_spaces_are_put_where_they_are_meant(monkeypatch: pytest.MonkeyPatch) -> None:
    row = [*tokens("甲方", "：", "Bottrop", "市"), *tokens("乙方", x=600)]
    monkeypatch.setattr(ocr, "find_lines", lambda _: [tuple(row)])
    image = Image.new("L", (595, 842), 255)
    image.paste(0, (0, 0, 9, 9))
    page, text, leaf = ocr.recognise(image, PAGE)

    assert text == "甲方：Bottrop市 乙方\n"
    assert page.length == len(text)
    assert [text[w.start : w.end] for w in leaf.words_of(0)] == [
        "甲方",
        "：",
        "Bottrop",
        "市",
        "乙方",
    ]


def blank() -> Image.Image:
    return Image.new("L", (800, 800), 255)


def texts(lines: list[tuple[Token, ...]]) -> list[str]:
    return [" ".join(token.text for token in line) for line in lines]


def test_an_image_without_contrast_is_not_asked_about(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "read_tokens", lambda *_: pytest.fail("was asked"))
    image = blank()
    ImageDraw.Draw(image).line((0, 0, 700, 700), fill=250)

    assert ocr.recognise(image, PAGE)[0].origin == "none"


@pytest.mark.parametrize(
    ("width", "height"), [(595, 842), (14_400, 14_400), (1e6, 1e6), (1, 1e6), (0, 0)]
)
def test_absurd_pages_are_drawn_small(width: float, height: float) -> None:
    scale = scan.limit_scale(width, height, 300 / 72)

    assert 0 < scale <= 300 / 72
    assert width * height * scale**2 <= scan.MAX_PIXELS + 1
    assert max(width, height) * scale <= scan.MAX_SIDE + 1


def test_always_keeps_a_text_layer_that_nothing_better_is_found_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(scan, "find_engine", lambda: tesseract.Engine("", "Tesseract is not there"))
    document = ingest_bytes(page_of("Memorandum der beiden Städte"), "a.pdf", ocr="always")

    assert document.text == "Memorandum der beiden Städte"
    assert document.source.text_origin == "text_layer"
    assert [code for code, _ in document.warnings] == ["poor_scan"]
