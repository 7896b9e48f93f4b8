"""Word documents: what a reader sees, in order, a paragraph a line."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from pathlib import Path

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from ingest.docxs import (
    MAIN,
    MEDIA_TYPE,
    RULED,
    W,
    item,
    level,
    list_entries,
    make_docx,
    numbering,
    paragraph,
    run,
    table,
    zip_entries,
)

from pipeline.ingest import ingest_bytes, source_span
from pipeline.models import Document, Span


def read(body: str, **parts: str) -> Document:
    return ingest_bytes(make_docx(body, **parts), "a.docx")


def field(code: str, result: str) -> str:
    """Return a field: its code, which is not shown, and its result."""
    kinds = [
        f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")
    ]
    instruction = f"<w:r><w:instrText>{code}</w:instrText></w:r>"
    return kinds[0] + instruction + run("(code)") + kinds[1] + result + kinds[2]


BOX = f"<w:txbxContent>{paragraph('box')}</w:txbxContent>"
DRAWN = (
    "<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx>"
    f"{BOX}</wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>"
    f"{BOX}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
)
INLINE = [
    pytest.param(run("a") + run("b"), "ab", id="runs"),
    pytest.param(
        "<w:r><w:t> a </w:t></w:r>" + run("b "), "ab", id="space-is-kept-where-it-says-so"
    ),
    pytest.param("<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t></w:r>", "a\tb", id="tab"),
    pytest.param("<w:r><w:t>a</w:t><w:br/><w:t>b</w:t></w:r>", "a\nb", id="short-line"),
    pytest.param('<w:r><w:t>a</w:t><w:br w:type="page"/><w:t>b</w:t></w:r>', "a\nb", id="page"),
    pytest.param("<w:r><w:t>E</w:t><w:noBreakHyphen/><w:t>Mail</w:t></w:r>", "E-Mail", id="hyphen"),
    pytest.param(
        "<w:r><w:t>Rat</w:t><w:softHyphen/><w:t>haus</w:t></w:r>", "Rathaus", id="soft-hyphen"
    ),
    pytest.param('<w:r><w:sym w:char="2713"/><w:t>a</w:t></w:r>', "✓a", id="symbol"),
    pytest.param('<w:r><w:sym w:char="F0B7"/><w:t>a</w:t></w:r>', "•a", id="symbol-of-a-font"),
    pytest.param('<w:r><w:sym w:char="zz"/><w:t>a</w:t></w:r>', "a", id="no-symbol"),
    pytest.param(f"<w:hyperlink>{run('a')}</w:hyperlink>", "a", id="hyperlink"),
    pytest.param(
        f"<w:fldSimple w:instr='DATE'>{run('3. Mai')}</w:fldSimple>", "3. Mai", id="simple-field"
    ),
    pytest.param(field("DATE", run("3. Mai")) + run(" 2024"), "3. Mai 2024", id="field"),
    pytest.param(field("IF", field("DATE", run("3. Mai"))), "3. Mai", id="field-in-field"),
    pytest.param(
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>' + run("a"), "a", id="stray-field-end"
    ),
    pytest.param(
        f"<w:sdt><w:sdtPr/><w:sdtContent>{run('a')}</w:sdtContent></w:sdt>", "a", id="control"
    ),
    pytest.param(f"<w:smartTag>{run('a')}</w:smartTag>", "a", id="smart-tag"),
    pytest.param("<m:oMath><m:r><m:t>x=1</m:t></m:r></m:oMath>", "x=1", id="mathematics"),
    pytest.param(
        f"<w:r><w:ruby><w:rt>{run('pin')}</w:rt><w:rubyBase>{run('拼')}</w:rubyBase></w:ruby></w:r>",
        "拼",
        id="ruby",
    ),
    pytest.param(run("a") + "<w:commentRangeStart/><!-- x --><?y z?>", "a", id="comment-marks"),
    pytest.param(run("a") + run("b", "<w:vanish/>"), "a", id="hidden"),
    pytest.param(run("a", '<w:vanish w:val="0"/>'), "a", id="not-hidden"),
    pytest.param(run("a") + run("b", '<w:rStyle w:val="Hid"/>'), "a", id="hidden-by-style"),
    pytest.param(run("a") + DRAWN, "a\nbox", id="text-box-once"),
    pytest.param(f"<w:ins>{run('a')}</w:ins>", "a", id="inserted"),
    pytest.param(run("a") + f"<w:moveTo>{run('b')}</w:moveTo>", "ab", id="moved-here"),
    pytest.param(run("a") + f"<w:moveFrom>{run('b')}</w:moveFrom>", "a", id="moved-away"),
    pytest.param(
        run("a") + "<w:del><w:r><w:delText>b</w:delText></w:r></w:del>", "a", id="deleted"
    ),
]
HIDDEN = '<w:style w:type="character" w:styleId="Hid"><w:rPr><w:vanish/></w:rPr></w:style>'


@pytest.mark.parametrize(("content", "expected"), INLINE)
def test_what_stands_in_a_paragraph(content: str, expected: str) -> None:
    assert read(paragraph(content), styles=HIDDEN).text == expected


def test_the_document_is_one_without_pages() -> None:
    document = read(paragraph("Städtepartnerschaft"))

    assert document.text == "Städtepartnerschaft"
    assert document.source.media_type == MEDIA_TYPE
    assert document.source.text_origin == "plain"
    assert document.source.pages is None
    assert (document.pages, tuple(document.words), document.warnings) == ((), (), ())


LONG = "Die Städte vereinbaren eine enge Zusammenarbeit in allen Bereichen der Kultur und "
BLOCKS = [
    pytest.param(paragraph("a") + paragraph("b"), "a\nb", id="paragraphs"),
    pytest.param(
        paragraph(LONG) + paragraph("der Bildung."),
        f"{LONG.strip()}\nder Bildung.",
        id="never-joined",
    ),
    pytest.param(paragraph("Kultur-") + paragraph("amt"), "Kultur-\namt", id="hyphen-at-the-end"),
    pytest.param(paragraph(LONG * 40), (LONG * 40).strip(), id="never-broken"),
    pytest.param(paragraph("a") + paragraph("") + paragraph("b"), "a\n\nb", id="empty-paragraph"),
    pytest.param(
        paragraph(f"<w:r><w:t>{LONG}</w:t><w:br/><w:t>der Bildung.</w:t></w:r>"),
        f"{LONG}der Bildung.",
        id="full-line-goes-on",
    ),
    pytest.param(
        f"<w:sdt><w:sdtContent>{paragraph('a')}</w:sdtContent></w:sdt>" + paragraph("b"),
        "a\nb",
        id="control-around-paragraphs",
    ),
    pytest.param(
        paragraph("a") + table(("b", "c"), ("d", "e")) + paragraph("f"),
        "a\nb\tc\nd\te\nf",
        id="table",
    ),
    pytest.param(table(("a", ""), ("", "b")), "a\n\tb", id="empty-cells"),
    pytest.param(
        table((paragraph("a") + paragraph("b"), "c"), properties=RULED),
        "a b\tc",
        id="paragraphs-in-a-cell",
    ),
    pytest.param(
        table((table(("a", "b")) + paragraph("c"), "d")), "a b c\td", id="table-in-a-table"
    ),
    pytest.param(table((paragraph("a") + paragraph("b"),)), "a\nb", id="frame"),
    pytest.param(
        table((paragraph("A") + paragraph("B"), paragraph("C") + paragraph("D"))),
        "A\nB\n\nC\nD",
        id="signatures-side-by-side",
    ),
    pytest.param(
        table((paragraph("A") + paragraph("B"), paragraph("C") + paragraph("D")), properties=RULED),
        "A B\tC D",
        id="ruled-row",
    ),
    pytest.param(
        table(
            (paragraph("A") + paragraph("B"), paragraph("C") + paragraph("D")),
            properties='<w:tblStyle w:val="Grid"/>',
        ),
        "A B\tC D",
        id="ruled-by-style",
    ),
    pytest.param(
        "<w:tbl><w:tr><w:tc><w:tcPr><w:vMerge w:val='restart'/></w:tcPr>"
        f"{paragraph('a')}</w:tc><w:tc>{paragraph('b')}</w:tc></w:tr><w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr>"
        f"{paragraph('')}</w:tc><w:tc>{paragraph('c')}</w:tc></w:tr></w:tbl>",
        "a\tb\n\tc",
        id="merged-cells-once",
    ),
    pytest.param(
        f"<w:tbl><w:tr><w:trPr><w:del/></w:trPr><w:tc>{paragraph('a')}</w:tc></w:tr>"
        f"<w:tr><w:tc>{paragraph('b')}</w:tc></w:tr></w:tbl>",
        "b",
        id="deleted-row",
    ),
    pytest.param(
        paragraph("a ", "<w:rPr><w:del/></w:rPr>") + paragraph("b"),
        "a b",
        id="deleted-end-of-paragraph",
    ),
    pytest.param(
        paragraph("a", "<w:rPr><w:del/></w:rPr>") + table(("b", "c")),
        "a\nb\tc",
        id="deleted-end-before-a-table",
    ),
    pytest.param(paragraph("a", "<w:rPr><w:del/></w:rPr>"), "a", id="deleted-end-at-the-end"),
    pytest.param(
        table((paragraph("a", "<w:rPr><w:del/></w:rPr>") + paragraph("b"), "c")),
        "ab\tc",
        id="deleted-end-in-a-cell",
    ),
]
GRID = f'<w:style w:type="table" w:styleId="Grid"><w:tblPr>{RULED}</w:tblPr></w:style>'


@pytest.mark.parametrize(("body", "expected"), BLOCKS)
def test_blocks(body: str, expected: str) -> None:
    assert read(body, styles=GRID).text == expected


def test_languages_side_by_side_are_read_one_after_the_other() -> None:
    german = "Die Städte wollen in Kultur und Bildung eng zusammenarbeiten."
    chinese = "双方应在文化和教育领域开展密切合作并互派代表团。"
    rows = [("Artikel 1", "第一条"), (german, chinese), ("Artikel 2", "第二条"), (german, chinese)]

    text = read(table(("Memorandum 备忘录",), *rows, properties=RULED)).text

    assert text.split("\n\n") == [
        "Memorandum 备忘录",
        f"Artikel 1\n{german}\nArtikel 2\n{german}",
        f"第一条\n{chinese}\n第二条\n{chinese}",
    ]


def test_names_in_two_languages_stay_a_row() -> None:
    assert read(table(("Stadt Bottrop", "博特罗普市"))).text == "Stadt Bottrop\t博特罗普市"


def test_notes_follow_the_text_in_the_order_of_their_marks() -> None:
    marks = [
        f'<w:r><w:{kind}Reference w:id="{n}"/></w:r>'
        for kind, n in (("footnote", 3), ("endnote", 1), ("footnote", 2), ("footnote", 3))
    ]
    note = '<w:footnote w:id="{}"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t xml:space="preserve"> {}</w:t></w:r></w:p></w:footnote>'
    footnotes = note.format(0, "separator") + note.format(2, "two") + note.format(3, "three")
    endnotes = f'<w:endnote w:id="1"><w:p><w:r><w:endnoteRef/></w:r>{run(" end")}</w:p></w:endnote>'

    text = read(
        paragraph(run("a") + "".join(marks)) + paragraph("b"),
        footnotes=footnotes,
        endnotes=endnotes,
    ).text

    assert text == "a\nb\n\n1 three\n\n2 two\n\ni end"


CHANGES = [
    pytest.param(f"<w:ins>{run('a')}</w:ins>", "1 insertion and 0 deletions", id="insertion"),
    pytest.param(
        run("a") + f"<w:del>{run('b')}</w:del><w:del>{run('c')}</w:del>",
        "0 insertions and 2 deletions",
        id="deletions",
    ),
    pytest.param(
        f"<w:moveFrom>{run('b')}</w:moveFrom><w:moveTo>{run('b')}</w:moveTo>",
        "1 insertion and 1 deletion",
        id="move",
    ),
]


@pytest.mark.parametrize(("content", "counts"), CHANGES)
def test_tracked_changes_are_told(content: str, counts: str) -> None:
    message = f"{counts} are tracked; the text is read as if they were accepted"

    assert read(paragraph(content)).warnings == (("tracked_changes", message),)


@pytest.mark.parametrize(
    ("content", "counts"),
    [
        pytest.param(run("a"), "1 insertion and 0 deletions", id="the-end-alone"),
        pytest.param(
            f"<w:ins>{run('a')}</w:ins>", "1 insertion and 0 deletions", id="with-its-text"
        ),
    ],
)
def test_the_end_of_a_paragraph_counts_once(content: str, counts: str) -> None:
    ((_, message),) = read(paragraph(content, "<w:rPr><w:ins/></w:rPr>")).warnings

    assert message.startswith(counts)


def test_a_joined_paragraph_has_the_number_of_the_last() -> None:
    deleted = paragraph("a", '<w:numPr><w:numId w:val="1"/></w:numPr><w:rPr><w:del/></w:rPr>')

    text = read(
        deleted + item("b") + item("c"), numbering=numbering(level(0, "decimal", "%1."))
    ).text

    assert text == "1. ab\n2. c"


def test_numbers_are_part_of_the_source() -> None:
    document = read(item("Ziele"), numbering=numbering(level(0, "decimal", "§ %1")))

    assert document.text == "§ 1 Ziele"
    assert source_span(document, Span(0, 9)) == (Span(0, 9),)


@pytest.mark.parametrize(
    ("kind", "media_type"),
    [
        pytest.param(MAIN, MEDIA_TYPE, id="docx"),
        pytest.param(
            "application/vnd.ms-word.document.macroEnabled.main+xml",
            "application/vnd.ms-word.document.macroEnabled.12",
            id="docm",
        ),
        pytest.param(
            MAIN.replace("document.main", "template.main"),
            MEDIA_TYPE.replace(".document", ".template"),
            id="dotx",
        ),
        pytest.param("something/else", MEDIA_TYPE, id="unknown"),
    ],
)
def test_templates_and_macros(kind: str, media_type: str) -> None:
    document = ingest_bytes(make_docx(paragraph("a"), main=kind), "a.docx")

    assert (document.text, document.source.media_type) == ("a", media_type)


def test_strict_documents_are_read() -> None:
    entries = list_entries(paragraph("a"))
    strict = {
        name: content.replace(W, "http://purl.oclc.org/ooxml/wordprocessingml/main").replace(
            "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
            "http://purl.oclc.org/ooxml/officeDocument/relationships",
        )
        for name, content in entries.items()
    }

    assert ingest_bytes(zip_entries(strict), "a.docx").text == "a"


def test_the_main_part_may_have_any_name() -> None:
    entries = {
        name.replace("document.xml", "document2.xml"): content.replace(
            "word/document.xml", "/word/document2.xml"
        )
        for name, content in list_entries(paragraph("a")).items()
    }

    assert ingest_bytes(zip_entries(entries), "a").text == "a"


def test_documents_of_another_program() -> None:
    draft = docx.Document()
    draft.add_heading("Memorandum", 0)
    draft.add_paragraph("Erstens", style="List Number")
    draft.add_paragraph("Zweitens", style="List Number")
    draft.add_paragraph("Punkt", style="List Bullet")
    draft.sections[0].header.paragraphs[0].text = "Entwurf"
    grid = draft.add_table(2, 2, style="Table Grid")
    for number, cell in enumerate(cell for row in grid.rows for cell in row.cells):
        cell.text = f"c{number}"
    file = io.BytesIO()
    draft.save(file)

    document = ingest_bytes(file.getvalue(), "draft.docx")

    assert document.text == "Memorandum\n1. Erstens\n2. Zweitens\n• Punkt\nc0\tc1\nc2\tc3"


WORDS = st.lists(
    st.sampled_from(
        [
            "Die",
            "Stadt",
            "Essen",
            "will",
            "双方",
            "合作",
            "zum",
            "3.",
            "Mai",
            "2024,",
            "(a)",
            "über",
            "§",
            "5",
            "u\u0308ber",
            "Kultur-",
        ]
    ),
    min_size=2,
    max_size=60,
).map(" ".join)


@given(st.lists(WORDS, min_size=1, max_size=8))
def test_paragraphs_come_out_as_they_went_in(paragraphs: list[str]) -> None:
    document = read("".join(map(paragraph, paragraphs)))

    assert document.text.split("\n") == [text.replace("u\u0308", "ü") for text in paragraphs]


@given(
    st.lists(st.text(st.characters(exclude_categories=("Cs", "Cc", "Cn")), max_size=30), max_size=6)
)
def test_the_map_points_at_the_same_characters(paragraphs: list[str]) -> None:
    document = read(paragraph("Anfang") + "".join(paragraph(run(text)) for text in paragraphs))

    source_length = max(run.source_start + run.length for run in document.runs)
    ends = [(run.start, run.start + run.length) for run in document.runs]
    assert ends == sorted(ends)
    assert ends[-1][1] == len(document.text)
    assert all(run.page is None for run in document.runs)
    assert source_length <= len("Anfang\n") + sum(len(text) + 1 for text in paragraphs)
    assert source_span(document, Span(0, 6)) == (Span(0, 6),)


DRAFT = [
    ("Memorandum über die Zusammenarbeit", None),
    ("zwischen der Stadt Bottrop, vertreten durch den Oberbürgermeister,", None),
    ("und der Stadt Foshan, Volksrepublik China.", None),
    ("Gegenstand", 0),
    ("Die Städte wollen auf dem Gebiet der Kultur zusammenarbeiten.", 1),
    (
        "Die Stadt Bottrop verpflichtet sich, bis zum 31. Dezember 2026 eine Kontaktstelle einzurichten.",
        1,
    ),
    ("Geltungsdauer", 0),
    ("Diese Vereinbarung wird auf drei Jahre geschlossen.", 1),
]


def test_a_draft_becomes_a_record(tmp_path: Path) -> None:
    body = "".join(paragraph(text) if depth is None else item(text, depth) for text, depth in DRAFT)
    body += paragraph(
        run("Sie tritt mit Unterzeichnung in Kraft.") + f"<w:del>{run('nicht')}</w:del>"
    )
    path = tmp_path / "entwurf.docx"
    path.write_bytes(
        make_docx(
            body, numbering=numbering(level(0, "decimal", "§ %1"), level(1, "decimal", "(%2)"))
        )
    )

    done = subprocess.run(
        [sys.executable, "-m", "pipeline", "extract", str(path), "--with-document"],
        capture_output=True,
        check=True,
    )

    answer = json.loads(done.stdout)
    record, text = answer["record"], answer["document"]["text"]
    assert [party["name"] for party in record["parties"]] == [
        "Stadt Bottrop",
        "Stadt Foshan",
    ]
    assert [section["number"] for section in record["sections"] if section["number"]] == [
        "§ 1",
        "(1)",
        "(2)",
        "§ 2",
        "(1)",
    ]
    assert [c["modality"] for c in record["commitments"]] == ["intention", "obligation"]
    assert [w["code"] for w in record["warnings"]] == ["tracked_changes"]
    assert "§ 1 Gegenstand\n(1) Die Städte" in text
