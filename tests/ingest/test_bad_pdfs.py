"""PDFs that are broken, or made to break their reader, are read or refused within a limit."""

from __future__ import annotations

import re
import zlib
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from ingest.bad_pdfs import (
    TEXT,
    bomb,
    build,
    many_pages,
    page,
    shows,
    single,
    stream,
    tree,
)
from ingest.pdfs import Sheet
from reportlab.lib.pdfencrypt import StandardEncryption

from pipeline.errors import AccordError, CrashedError, TimedOutError, TooLargeError
from pipeline.guard import Limits, work_alone
from pipeline.ingest import ingest_bytes

if TYPE_CHECKING:
    from pipeline.models import Document

LIMITS = Limits(seconds=120, memory=2 << 30)
SENTENCE = "The City of Bottrop and the City of Foshan agree."
GOOD = build(single())
FORM = b"/Type /XObject /Subtype /Form /BBox [0 0 612 792] /Resources << %s >>"
WITH_FORM = page(b"/Resources << /Font << /F1 4 0 R >> /XObject << /X 6 0 R >> >>").replace(
    b"/Resources << /Font << /F1 4 0 R >> >>", b"", 1
)


def read(data: bytes, password: str | None = None, limits: Limits = LIMITS) -> Document:
    """Read a file in a fork with a limit; raise what it ends with. Words stay behind."""

    def work() -> Document:
        return replace(ingest_bytes(data, "a.pdf", password=password), words=())

    answer = work_alone(work, "a.pdf", limits)
    if isinstance(answer, AccordError):
        raise answer
    return answer


def form(content: bytes, names: bytes) -> bytes:
    return stream(content, FORM % names)


def laughs(depth: int) -> dict[int, bytes]:
    """Return forms each of which draws the next four times."""
    last = 6 + depth
    forms = {
        number: form(b"/X Do " * 4, b"/XObject << /X %d 0 R >>" % (number + 1))
        for number in range(6, last)
    }
    return forms | {last: form(TEXT, b"/Font << /F1 4 0 R >>")}


DEEP = {2: [10], **{number: [number + 1] for number in range(10, 5010)}, 5010: [3]}
SHALLOW = {2: [10], **{number: [number + 1] for number in range(10, 510)}, 510: [3]}
ITSELF = form(TEXT + b" /X Do", b"/XObject << /X 6 0 R >> /Font << /F1 4 0 R >>")
ACTIONS = (
    b"/OpenAction << /S /JavaScript /JS (while\\(true\\);) >> "
    b"/AA << /WC << /S /Launch /F (/bin/sh) >> >> "
    b"/Names << /EmbeddedFiles << /Names [(a) << /Type /Filespec /F (a) /EF << /F 6 0 R >> >>] >> >>"
)
LOOP_OF_FIELDS = {6: b"<< /T (a) /Kids [7 0 R 6 0 R] >>", 7: b"<< /T (b) /Kids [6 0 R] >>"}
DEEP_ARRAY = {6: b"[" * 1_000_000}

READ = {
    "good": GOOD,
    "xref-damaged": GOOD.replace(b"0000000009", b"0000009999"),
    "xref-missing": build(single(), xref=False),
    "startxref-wild": GOOD.replace(b"startxref\n", b"startxref\n9999999999"),
    "kids-hold-their-parent": build(tree({2: [2, 3]})),
    "tree-of-500-levels": build(tree(SHALLOW)),
    "count-of-a-billion": build(tree({2: [3]}, count=10**9)),
    "count-negative": build(tree({2: [3]}, count=-5)),
    "form-that-draws-itself": build(single(TEXT + b" /X Do") | {3: WITH_FORM, 6: ITSELF}),
    "saved-states": build(single(b"q " * 1_000_000 + TEXT)),
    "deep-array": build(single() | DEEP_ARRAY, trailer=b"/Info 6 0 R"),
    "fields-in-a-loop": build(
        single(about=b"/AcroForm << /SigFlags 3 /Fields [6 0 R] >>", others=LOOP_OF_FIELDS)
    ),
    "actions": build(single(about=ACTIONS, others={6: stream(b"attached")})),
    "rotated-by-45": build(single(of_page=b"/Rotate 45")),
    "user-unit": build(single(of_page=b"/UserUnit 1000000")),
    "invisible-layer": build(single(b"3 Tr " + TEXT)),
    "drawn-twice": build(single(TEXT + b" " + TEXT.replace(b"72 700", b"72.3 700"))),
}


@pytest.mark.parametrize("data", READ.values(), ids=READ)
def test_read(data: bytes) -> None:
    assert read(data).text.startswith(SENTENCE)


@pytest.mark.parametrize("name", ["good", "drawn-twice", "actions"])
def test_read_once_and_nothing_else(name: str) -> None:
    assert read(READ[name]).text == SENTENCE


REFUSED = {
    "truncated": (GOOD[: len(GOOD) // 2], 5, "is damaged and cannot be opened as a PDF"),
    "pages-in-a-loop": (
        build(tree({2: [10], 10: [11], 11: [10, 3]}, count=3)),
        5,
        "its pages are damaged and none can be opened",
    ),
    "tree-of-5000-levels": (build(tree(DEEP)), 5, "its pages are damaged and none can be opened"),
    "10001-pages": (many_pages(10_001), 10, "10,001 pages, the limit is 10,000"),
    "bomb-of-zeros": (
        build(single() | {5: bomb(b"\0", 300_000_000)}),
        7,
        "holds no text",
    ),
    "bomb-of-spaces": (
        build(single() | {5: bomb(b" ", 300_000_000)}),
        7,
        "holds no text",
    ),
    "bomb-in-a-bomb": (
        build(
            single()
            | {
                5: stream(
                    zlib.compress(zlib.compress(bytes(100_000_000), 9), 9),
                    b"/Filter [/FlateDecode /FlateDecode]",
                )
            }
        ),
        7,
        "holds no text",
    ),
    "page-of-negative-size": (build(single(box=b"0 0 -100 -100")), 7, "holds no text"),
    "font-size-0": (build(single(shows(b"none", size=b"0"))), 7, "holds no text"),
    "font-size-1e9": (build(single(shows(b"huge", size=b"1e9"))), 7, "holds no text"),
}


@pytest.mark.parametrize(("data", "code", "fault"), REFUSED.values(), ids=REFUSED)
def test_refused(data: bytes, code: int, fault: str) -> None:
    with pytest.raises(AccordError, match=re.escape(f"a.pdf: {fault}")) as caught:
        read(data)

    assert caught.value.exit_code == code


ENDLESS = {
    "bomb-of-paths": build(single() | {5: bomb(b"0 0 1 1 re f\n", 30_000_000)}),
    "forms-that-multiply": build(single(TEXT + b" /X Do") | {3: WITH_FORM} | laughs(20)),
}


@pytest.mark.parametrize("data", ENDLESS.values(), ids=ENDLESS)
def test_what_never_ends_is_ended(data: bytes) -> None:
    # Whether time or memory ends first depends on the machine.
    with pytest.raises((TimedOutError, TooLargeError, CrashedError), match=r"^a\.pdf: "):
        read(data, limits=Limits(seconds=8, memory=1 << 30))


@pytest.mark.parametrize(
    "box",
    [
        b"0 0 0 0",
        b"0 0 1e9 1000000000",
        b"nan inf 1e400 -inf",
        b"0 0 1%s 1" % (b"0" * 99),
    ],
    ids=["zero", "billions", "no-numbers", "overflow"],
)
def test_absurd_page_sizes(box: bytes) -> None:
    document = read(build(single(box=box)))

    assert document.text == SENTENCE
    assert all(0 < edge < 1e10 for edge in (document.pages[0].width, document.pages[0].height))


def test_10000_pages() -> None:
    document = read(many_pages(10_000))

    assert document.source.pages == 10_000
    assert [line for line in document.text.split("\n") if "9,999" in line] == [
        "This sentence stands on page 9,999 of the agreement between Bottrop and Foshan."
    ]


def test_pages_that_are_not_there_are_told_in_one_warning() -> None:
    document = read(build(tree({2: [3]}, count=9999)))

    assert document.warnings == (
        ("damaged_source", "pages 2 to 9999 are damaged and were left out"),
    )


@pytest.mark.parametrize(
    ("content", "text"),
    [
        pytest.param(shows(b"A\\000B \\000\\000agree"), "AB agree", id="nul"),
        pytest.param(shows(b"turned", start=b"0 1 -1 0 500 100 Tm"), "turned", id="turned-by-90"),
        pytest.param(
            TEXT + b" " + shows(b"outside", start=b"72 2000 Td"), SENTENCE, id="outside-of-the-page"
        ),
        pytest.param(
            b"BT /F1 12 Tf 72 700 Td (inside) Tj 700 0 Td (outside) Tj -640 0 Td (again) Tj ET",
            "inside again",
            id="beside-it",
        ),
        pytest.param(shows(b"mirrored", size=b"-12"), "mirrored", id="negative-size"),
    ],
)
def test_odd_text(content: bytes, text: str) -> None:
    assert read(build(single(content))).text == text


def test_negative_widths_run_off_the_page() -> None:
    widths = b"/FirstChar 32 /LastChar 122 /Widths [%s]" % (b"-500 " * 91)
    font = b"<< /Type /Font /Subtype /Type1 /BaseFont /X %s >>" % widths

    assert read(build(single() | {4: font})).text == "The"


CROWDED = {
    "200,000-characters": b"BT /F1 1 Tf 72 700 Td %s ET"
    % b" ".join(
        b"(%d the City of Bottrop and the City of Foshan agree, and) Tj 0 -0.04 Td" % number
        for number in range(4_000)
    ),
    "the-same-place": b"BT /F1 12 Tf 72 700 Td %s ET" % (b"(agree) Tj " * 40_000),
    "scattered": b"BT /F1 2 Tf %s ET"
    % b" ".join(
        b"1 0 0 1 %d %d Tm (word) Tj" % (n * 7919 % 600, n * 104_729 % 780) for n in range(20_000)
    ),
    "rectangles": b"BT /F1 10 Tf %s ET %s"
    % (
        b" ".join(
            b"1 0 0 1 %d %d Tm (the city of Foshan) Tj" % (x, 760 - 14 * row)
            for row in range(50)
            for x in (50, 330)
        ),
        b" ".join(
            b"%d %d %d %d re S" % (n * 7919 % 600, n * 104_729 % 780, n % 5, n % 7)
            for n in range(100_000)
        ),
    ),
}


@pytest.mark.parametrize("content", CROWDED.values(), ids=CROWDED)
def test_crowded_pages(content: bytes) -> None:
    assert len(read(build(single(content))).text) > 1000


LOCKED = Sheet(StandardEncryption("user", "owner", strength=128)).write(60, 80, [SENTENCE])
OPEN = Sheet(StandardEncryption("", "owner", canPrint=0, canCopy=0, strength=128))


@pytest.mark.parametrize("password", ["user", "owner"])
def test_password(password: str) -> None:
    assert read(LOCKED_BYTES, password).text == SENTENCE


@pytest.mark.parametrize(
    ("password", "fault"),
    [
        (None, "is protected by a password"),
        ("", "is protected by a password"),
        ("wrong", "the password given is wrong"),
        ("\u4f5b" * 200, "the password given is wrong"),
    ],
    ids=["none", "empty", "wrong", "long"],
)
def test_wrong_password(password: str | None, fault: str) -> None:
    with pytest.raises(AccordError, match=f"a.pdf: {fault}") as caught:
        read(LOCKED_BYTES, password)

    assert caught.value.exit_code == 6


@pytest.mark.parametrize("password", [None, "", "wrong"])
def test_owner_password_locks_nobody_out(password: str | None) -> None:
    assert read(OPEN_BYTES, password).text == SENTENCE


LOCKED_BYTES = LOCKED.finish()
OPEN_BYTES = OPEN.write(60, 80, [SENTENCE]).finish()
