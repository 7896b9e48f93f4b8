"""Word documents made on the spot: parts of XML in an archive."""

from __future__ import annotations

import io
import zipfile
from html import escape

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
SPACES = (
    f'xmlns:w="{W}" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def make_docx(body: str, *, main: str = MAIN, **parts: str) -> bytes:
    """Return a document whose body is this XML; further parts by kind (styles, numbering …)."""
    return zip_entries(list_entries(body, main=main, **parts))


def list_entries(body: str, *, main: str = MAIN, **parts: str) -> dict[str, str]:
    """Return the parts of a document by name."""
    relations = "".join(
        f'<Relationship Id="r{kind}" Type="{OFFICE}/{kind}" Target="{kind}.xml"/>' for kind in parts
    )
    return {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types">'
        f'<Override PartName="/word/document.xml" ContentType="{main}"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships">'
        f'<Relationship Id="r1" Type="{OFFICE}/officeDocument" Target="word/document.xml"/>'
        "</Relationships>",
        "word/document.xml": f"<w:document {SPACES}><w:body>{body}</w:body></w:document>",
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships">'
        f'<Relationship Id="r0" Type="{OFFICE}/hyperlink" Target="http://127.0.0.1:9/x" '
        f'TargetMode="External"/>{relations}</Relationships>',
    } | {f"word/{kind}.xml": f"<w:{kind} {SPACES}>{xml}</w:{kind}>" for kind, xml in parts.items()}


def zip_entries(entries: dict[str, str] | dict[str, bytes]) -> bytes:
    """Return an archive of files by name."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return target.getvalue()


def run(text: str, properties: str = "") -> str:
    """Return a run of text."""
    shape = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{shape}<w:t xml:space="preserve">{escape(text, quote=False)}</w:t></w:r>'


def paragraph(content: str, properties: str = "") -> str:
    """Return a paragraph: of XML, or of a text that holds no mark."""
    inner = content if "<" in content else run(content)
    return f"<w:p><w:pPr>{properties}</w:pPr>{inner}</w:p>"


def item(text: str, level: int = 0, num: int = 1) -> str:
    """Return a paragraph of a list."""
    numbering = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{num}"/></w:numPr>'
    return paragraph(text, numbering)


def level(index: int, style: str, label: str, more: str = '<w:start w:val="1"/>') -> str:
    """Return a level of a list definition."""
    return (
        f'<w:lvl w:ilvl="{index}">{more}<w:numFmt w:val="{style}"/>'
        f'<w:lvlText w:val="{label}"/></w:lvl>'
    )


def numbering(*levels: str, nums: str = "") -> str:
    """Return one list definition, which list 1 uses, and further lists."""
    return (
        f'<w:abstractNum w:abstractNumId="0">{"".join(levels)}</w:abstractNum>'
        f'<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>{nums}'
    )


def table(*rows: tuple[str, ...], properties: str = "") -> str:
    """Return a table of cells that are each a text, or XML of paragraphs."""
    written = ""
    for row in rows:
        cells = (cell if "<" in cell else paragraph(cell) for cell in row)
        written += f"<w:tr>{''.join(f'<w:tc>{cell}</w:tc>' for cell in cells)}</w:tr>"
    return f"<w:tbl><w:tblPr>{properties}</w:tblPr>{written}</w:tbl>"


RULED = '<w:tblBorders><w:insideV w:val="single"/></w:tblBorders>'
