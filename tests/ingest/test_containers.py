"""Archives and compound files: what is refused, and hostile Word documents."""

from __future__ import annotations

import io
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ingest.docxs import MAIN, list_entries, make_docx, paragraph, run, table, zip_entries

from pipeline.errors import (
    AccordError,
    EncryptedError,
    NoTextError,
    NotInstalledError,
    TooLargeError,
    UnreadableError,
    UnsupportedTypeError,
)
from pipeline.ingest import ingest, ingest_bytes
from pipeline.ingest.detect import SUPPORTED
from pipeline.ingest.word import containers, package, story

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
TYPES = "[Content_Types].xml"
GOOD = make_docx(paragraph("Die Städte wollen in Kultur zusammenarbeiten. ") * 20)


def compound(*names: str) -> bytes:
    """Return a compound file with streams of these names in its directory."""
    return OLE + b"".join(name.encode("utf-16-le").ljust(128, b"\0") for name in names)


OTHERS = [
    pytest.param(zip_entries({TYPES: "", "xl/workbook.xml": ""}), "an Excel workbook", id="xlsx"),
    pytest.param(zip_entries({TYPES: "", "ppt/a.xml": ""}), "a PowerPoint presentation", id="pptx"),
    pytest.param(zip_entries({TYPES: "", "visio/a.xml": ""}), "a Visio drawing", id="vsdx"),
    pytest.param(
        zip_entries({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": ""}),
        "an OpenDocument text",
        id="odt",
    ),
    pytest.param(
        zip_entries({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}),
        "an OpenDocument spreadsheet",
        id="ods",
    ),
    pytest.param(zip_entries({"mimetype": "application/epub+zip"}), "an e-book", id="epub"),
    pytest.param(zip_entries({"mimetype": "x/y"}), "a ZIP archive", id="unknown-media-type"),
    pytest.param(
        zip_entries({"Index/Document.iwa": ""}),
        "a Pages, Numbers or Keynote document",
        id="pages",
    ),
    pytest.param(zip_entries({"a.docx": "", "b.pdf": ""}), "a ZIP archive", id="zip"),
    pytest.param(zip_entries({"word/document.xml": ""}), "a ZIP archive", id="folder-of-that-name"),
    pytest.param(zip_entries({}), "a ZIP archive", id="empty-archive"),
    pytest.param(compound("WordDocument"), "an old Word document (.doc)", id="doc"),
    pytest.param(compound("Workbook"), "an old Excel workbook (.xls)", id="xls"),
    pytest.param(
        compound("PowerPoint Document"), "an old PowerPoint presentation (.ppt)", id="ppt"
    ),
    pytest.param(
        compound("__substg1.0_37010102", "WordDocument", "EncryptedPackage"),
        "an Outlook message",
        id="message-with-an-attachment",
    ),
    pytest.param(OLE, "an old office document", id="compound"),
]


@pytest.mark.parametrize(("data", "described"), OTHERS)
def test_what_is_no_word_document_is_named(data: bytes, described: str) -> None:
    with pytest.raises(UnsupportedTypeError) as caught:
        ingest_bytes(data, "a.docx")
    assert str(caught.value) == f"a.docx: is {described}; {SUPPORTED}"


def replaced(name: str, content: str | bytes) -> bytes:
    """Return a document with one part replaced."""
    entries = {key: value.encode() for key, value in list_entries(paragraph("a")).items()}
    return zip_entries(entries | {name: content.encode() if isinstance(content, str) else content})


def without(name: str) -> bytes:
    """Return a document that lacks a part."""
    return zip_entries({k: v for k, v in list_entries(paragraph("a")).items() if k != name})


def flagged(data: bytes, place: int, value: int) -> bytes:
    """Return an archive with two bytes of every entry of its directory overwritten."""
    changed, start = bytearray(data), data.find(b"PK\x01\x02")
    while start >= 0:
        changed[start + place : start + place + 2] = value.to_bytes(2, "little")
        start = data.find(b"PK\x01\x02", start + 1)
    return bytes(changed)


MAIN_PART = "word/document.xml"
NESTED = "<w:document>" + "<w:sdt>" * 100_000
LAUGHS = '<!DOCTYPE w [<!ENTITY a "ha">' + "".join(
    f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefghi", "bcdefghij", strict=True)
)
DECLARED = "declares a document type"
HOSTILE = [
    pytest.param(compound("EncryptedPackage"), EncryptedError, "by a password", id="encrypted"),
    pytest.param(flagged(GOOD, 8, 1), EncryptedError, "by a password", id="encrypted-entries"),
    pytest.param(flagged(GOOD, 10, 14), UnreadableError, "compressed in a way", id="lzma"),
    pytest.param(GOOD[: len(GOOD) // 2], UnreadableError, "cut short", id="cut"),
    pytest.param(GOOD[:-30], UnreadableError, "cut short", id="end-cut"),
    pytest.param(without(MAIN_PART), UnreadableError, "text is missing", id="no-main-part"),
    pytest.param(
        replaced(MAIN_PART, ""), UnreadableError, "part of it is damaged", id="empty-part"
    ),
    pytest.param(replaced(MAIN_PART, "<a>"), UnreadableError, "damaged", id="open-element"),
    pytest.param(replaced(MAIN_PART, "\x00\x01"), UnreadableError, "damaged", id="no-xml"),
    pytest.param(replaced(MAIN_PART, NESTED), UnreadableError, "damaged", id="depth"),
    pytest.param(
        replaced(MAIN_PART, f"{LAUGHS}]><w>&j;</w>"),
        UnreadableError,
        "damaged",
        id="billion-laughs",
    ),
    pytest.param(
        replaced(MAIN_PART, f'{LAUGHS}]><w a="&j;"/>'),
        UnreadableError,
        "damaged",
        id="laughs-inside-a-value",
    ),
    pytest.param(
        replaced(MAIN_PART, '<!DOCTYPE w [<!ENTITY a SYSTEM "file:///etc/passwd">]><w>&a;</w>'),
        UnreadableError,
        DECLARED,
        id="outer-entity",
    ),
    pytest.param(
        replaced(MAIN_PART, '<!DOCTYPE w SYSTEM "http://127.0.0.1:9/a.dtd"><w/>'),
        UnreadableError,
        DECLARED,
        id="outer-document-type",
    ),
    pytest.param(
        replaced("_rels/.rels", "<!DOCTYPE a><a/>"), UnreadableError, DECLARED, id="in-relations"
    ),
    pytest.param(make_docx(""), NoTextError, "no text that is shown", id="empty"),
    pytest.param(
        make_docx(paragraph(run("a", "<w:vanish/>"))), NoTextError, "no text", id="all-hidden"
    ),
]


@pytest.mark.parametrize(("data", "error", "words"), HOSTILE)
def test_hostile_documents_are_refused(data: bytes, error: type[AccordError], words: str) -> None:
    started = time.process_time()
    with pytest.raises(error, match=rf"\Aa\.docx: .*{words}") as caught:
        ingest_bytes(data, "a.docx")
    assert type(caught.value) is error
    assert time.process_time() - started < 5


def bomb(size: int) -> bytes:
    """Return a document of few bytes whose main part inflates to this many."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(TYPES, "<a/>")
        with archive.open(MAIN_PART, "w") as part:
            for _ in range(size // 1_000_000):
                part.write(b" " * 1_000_000)
    return target.getvalue()


def test_a_bomb_is_not_inflated() -> None:
    data = bomb(400_000_000)
    assert len(data) < 1_000_000

    with pytest.raises(TooLargeError, match="inflates to more than 50 MB"):
        ingest_bytes(data, "a.docx")


def test_an_archive_that_lies_about_sizes_is_not_inflated() -> None:
    data = bytearray(bomb(100_000_000))
    start = data.find(b"PK\x01\x02", data.find(b"PK\x01\x02") + 1)
    data[start + 24 : start + 28] = (10).to_bytes(4, "little")

    with pytest.raises(UnreadableError, match="damaged"):
        ingest_bytes(bytes(data), "a.docx")


def test_parts_count_together(monkeypatch: pytest.MonkeyPatch) -> None:
    data = make_docx(paragraph("a"), styles=" " * 2000)
    monkeypatch.setattr(package, "MAX_XML_BYTES", 3000)

    with pytest.raises(TooLargeError, match="inflates"):
        ingest_bytes(data, "a.docx")


def test_too_many_entries_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(containers, "MAX_ENTRIES", 3)

    with pytest.raises(TooLargeError, match="more than 3 files"):
        ingest_bytes(GOOD, "a.docx")


def test_too_many_characters_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(story, "MAX_CHARACTERS", 900)

    with pytest.raises(TooLargeError, match="characters; split the file"):
        ingest_bytes(GOOD, "a.docx")


def test_a_large_archive_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    with path.open("wb") as file:
        file.write(b"PK\x03\x04")
        file.truncate(200_000_000)

    with pytest.raises(TooLargeError, match="200 MB, the limit is 100 MB"):
        ingest(path)


def test_pictures_and_macros_are_not_even_inflated() -> None:
    entries = list_entries(paragraph("a")) | {"word/media/a.png": "x", "word/vbaProject.bin": "y"}
    data = zip_entries(entries)
    for name in (b"word/media/a.png", b"word/vbaProject.bin"):  # their content is made invalid
        start = data.find(name) + len(name)
        data = data[:start] + b"\xff" + data[start + 1 :]

    assert ingest_bytes(data, "a.docx").text == "a"


def test_deep_tables_and_text_boxes_are_read() -> None:
    inner = paragraph("a")
    for _ in range(35):
        inner = table((inner, "b"))
    for _ in range(15):
        inner = f"<w:p><w:r><w:pict><w:txbxContent>{inner}</w:txbxContent></w:pict></w:r></w:p>"

    assert ingest_bytes(make_docx(inner), "a.docx").text == "a" + " b" * 34 + "\tb"


@given(st.data())
def test_damaged_documents_are_read_or_refused(data: st.DataObject) -> None:
    damaged = bytearray(GOOD)
    for _ in range(data.draw(st.integers(1, 8))):
        damaged[data.draw(st.integers(2, len(GOOD) - 1))] = data.draw(st.integers(0, 255))
    try:
        document = ingest_bytes(bytes(damaged), "a.docx")
    except AccordError as error:
        assert str(error).startswith("a.docx: ")  # noqa: PT017  # either outcome is right
    else:
        assert document.text


def test_without_the_extra_the_sentence_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "lxml", None)

    with pytest.raises(NotInstalledError) as caught:
        ingest_bytes(make_docx(paragraph("a"), main=MAIN), "a.docx")
    assert str(caught.value) == (
        "a.docx: is a Word document, and the extra 'word' is not installed; install it: "
        "pip install 'accord-pipeline[word]' (from a checkout: '.[word]')"
    )


def test_other_types_need_no_extra() -> None:
    code = (
        "import sys; from pipeline.ingest import ingest_bytes; import pipeline.cli; "
        "ingest_bytes(b'a', 'a.txt'); print('lxml' in sys.modules)"
    )

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout == "False\n"
