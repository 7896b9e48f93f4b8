"""Make the corpus PDFs from their sources, byte for byte the same every time.

`sources/<stem>.txt` becomes `agreements/<stem>.pdf`; `scans/scans.list` names image-only copies
(`<scan stem> <- <stem>`, one a line). The SHA-256 of every PDF made goes into the gold beside it.

    python corpus/make_pdfs.py [STEM ...] [--cjk-font PATH]
"""

from __future__ import annotations

import argparse
import hashlib
import io
import itertools
import random
import re
from dataclasses import dataclass, field, replace
from pathlib import Path

import pypdfium2
import reportlab
from PIL import Image, ImageChops, ImageFilter
from reportlab import rl_config
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFError, TTFont
from reportlab.pdfgen.canvas import Canvas

CORPUS = Path(__file__).resolve().parent
CJK_FONT = Path("/usr/share/fonts/truetype/droid/DroidSansFallbackFull.ttf")
PAGE_WIDTH, PAGE_HEIGHT = A4
MARGIN = 62.0  # PDF points, as every length here
GUTTER = 20.0
SCAN_DPI = 200
FAMILIES = {"sans": ("Vera", "VeraBd"), "serif": ("Times-Roman", "Times-Bold")}
# The CJK font has no curly quotes and no dashes: those are Latin.
CJK = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef]")
SHORTEST_DIVIDED, SHORTEST_PART = 7, 3  # letters
NO_LINE_START = "。，、；：？！）》”’」』〉】〕…·—,.;:?!)]"
NO_LINE_END = "（《“‘「『〈【〔([„"
SYLLABLE = re.compile(r"(?!(?<=[cstp])h|(?<=c)k)(?=[bcdfghjklmnpqrstvwxzß][aeiouyäöü])")


@dataclass(frozen=True, slots=True)
class Style:
    """Say how a paragraph is set."""

    size: float = 10.0
    leading: float = 14.0
    bold: bool = False
    centred: bool = False
    hanging: bool = False
    gap: float = 6.0  # above the paragraph


STYLES = {
    "title": Style(size=13.0, leading=18.0, bold=True, centred=True, gap=4.0),
    "heading": Style(size=10.5, leading=15.0, bold=True, gap=12.0),
    "item": Style(hanging=True, gap=3.0),
    "text": Style(),
}
PREFIXES = {"## ": "heading", "# ": "title", "~ ": "item"}
RUNNING = Style(size=8.0, leading=10.0)


@dataclass(frozen=True, slots=True)
class Block:
    """Hold one paragraph, row or break of a source."""

    kind: str  # paragraph, columns, signatures, row, break
    cells: tuple[str, ...]
    style: Style


@dataclass(frozen=True, slots=True)
class Source:
    """Hold a parsed source."""

    blocks: tuple[Block, ...]
    family: str = "sans"
    justified: bool = False
    header: str = ""
    footer: str = ""


@dataclass(frozen=True, slots=True)
class Run:
    """Place one string in one font; `y` is the baseline, measured from the page's foot."""

    x: float
    y: float
    text: str
    font: str
    style: Style


@dataclass(frozen=True, slots=True)
class Frame:
    """Place a rectangle with a ruled border."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Line:
    """Hold one line of a paragraph; `filled` when the paragraph goes on below it."""

    text: str
    filled: bool
    indent: float = 0.0


def parse_source(text: str) -> Source:
    """Read the markup of a source."""
    options: dict[str, str] = {}
    blocks = []
    for line in text.splitlines():
        if line.startswith("@"):
            name, _, value = line[1:].partition(" ")
            options[name] = value.strip()
        elif line.strip() and not line.startswith("%%"):
            blocks.append(_parse_block(line.rstrip()))
    return Source(
        blocks=tuple(blocks),
        family=options.get("font", "sans"),
        justified="justify" in options,
        header=options.get("header", ""),
        footer=options.get("footer", ""),
    )


def _parse_block(line: str) -> Block:
    if line.startswith("==="):
        return Block("break", (), STYLES["text"])
    if line.startswith("|"):
        return Block("row", _cells(line.strip().strip("|"), "|"), STYLES["text"])
    if line.startswith(">< "):
        return Block("signatures", _cells(line[3:], "||"), STYLES["text"])
    prefix = next((mark for mark in PREFIXES if line.startswith(mark)), "")
    style = STYLES[PREFIXES.get(prefix, "text")]
    body = line[len(prefix) :]
    kind = "columns" if "||" in body else "paragraph"
    return Block(kind, _cells(body, "||"), style)


def _cells(line: str, mark: str) -> tuple[str, ...]:
    return tuple(cell.strip() for cell in line.split(mark))


@dataclass(slots=True)
class Composer:
    """Set blocks on pages."""

    source: Source
    pages: list[list[Run | Frame]] = field(default_factory=lambda: [[]])
    y: float = PAGE_HEIGHT - MARGIN

    def compose(self) -> list[list[Run | Frame]]:
        """Set every block and return the pages."""
        rows: list[Block] = []
        for block in (*self.source.blocks, Block("end", (), STYLES["text"])):
            if block.kind == "row":
                rows.append(block)
                continue
            self._set_table(rows)
            rows = []
            self._set_block(block)
        return self.pages

    def _set_block(self, block: Block) -> None:
        if block.kind == "paragraph":
            self._set_columns(block, (PAGE_WIDTH - 2 * MARGIN,))
        elif block.kind == "columns":
            width = (PAGE_WIDTH - 2 * MARGIN - GUTTER) / 2
            self._set_columns(replace(block, style=_smaller(block.style)), (width, width))
        elif block.kind == "signatures":
            self._set_signatures(block)
        elif block.kind == "break":
            self._break_page()

    def _set_columns(self, block: Block, widths: tuple[float, ...]) -> None:
        """Draw line beside line, so that the content stream goes across the columns."""
        style = block.style
        columns = [
            break_lines(cell, width, style, self.source)
            for cell, width in zip(block.cells, widths, strict=False)
        ]
        depth = max(map(len, columns))
        self._advance(style.gap, style.leading * min(depth, 3 if style.bold else 2))
        for number in range(depth):
            self._advance(0, style.leading)
            self.y -= style.leading
            x = MARGIN
            for lines, width in zip(columns, widths, strict=False):
                if number < len(lines):
                    self.pages[-1] += self._set_line(lines[number], x, width, style)
                x += width + GUTTER

    def _set_line(self, line: Line, x: float, width: float, style: Style) -> list[Run]:
        natural = measure(line.text, style, self.source.family)
        if style.centred:
            x += (width - natural) / 2
        stretch = 0.0
        justified = self.source.justified and line.filled and not CJK.search(line.text)
        if justified and " " in line.text:
            stretch = (width - line.indent - natural) / line.text.count(" ")
        runs = []
        x += line.indent
        for text in re.findall(r"\S*\s|\S+", line.text) if stretch else (line.text,):
            for part, font in split_fonts(text, style, self.source.family):
                runs.append(Run(x, self.y, part, font, style))
                x += pdfmetrics.stringWidth(part, font, style.size)
            x += stretch
        return runs

    def _set_signatures(self, block: Block) -> None:
        left, right = (cell.split(" / ") for cell in (*block.cells, "")[:2])
        depth = max(len(left), len(right))
        self._advance(18, depth * 16.0)
        half = (PAGE_WIDTH - 2 * MARGIN) / 2
        for number in range(depth):
            self.y -= 16.0
            for x, lines in ((MARGIN, left), (MARGIN + half, right)):
                if number < len(lines):
                    line = Line(lines[number], filled=False)
                    self.pages[-1] += self._set_line(line, x, half, block.style)

    def _set_table(self, rows: list[Block]) -> None:
        if not rows:
            return
        style = Style(size=9.0, leading=12.0)
        widths = _column_widths([row.cells for row in rows], style, self.source.family)
        self._advance(10, 0)
        for row in rows:
            cells = [
                break_lines(cell, width - 8, style, self.source)
                for cell, width in zip(row.cells, widths, strict=False)
            ]
            height = max(map(len, cells)) * style.leading + 6
            self._advance(0, height)
            self._set_row(cells, widths, height, style)
        self._advance(4, 0)

    def _set_row(
        self, cells: list[list[Line]], widths: list[float], height: float, style: Style
    ) -> None:
        top, x = self.y, MARGIN
        for lines, width in zip(cells, widths, strict=False):
            self.pages[-1].append(Frame(x, top - height, width, height))
            self.y = top - 1
            for line in lines:
                self.y -= style.leading
                plain = replace(line, filled=False)
                self.pages[-1] += self._set_line(plain, x + 4, width - 8, style)
            x += width
        self.y = top - height

    def _advance(self, gap: float, height: float) -> None:
        """Leave a gap, on the next page where the height does not fit."""
        if self.y - gap - height < MARGIN:
            self._break_page()
        elif self.pages[-1]:
            self.y -= gap

    def _break_page(self) -> None:
        self.pages.append([])
        self.y = PAGE_HEIGHT - MARGIN


def _smaller(style: Style) -> Style:
    return replace(style, size=style.size - 1.0, leading=style.leading - 1.5)


def _column_widths(rows: list[tuple[str, ...]], style: Style, family: str) -> list[float]:
    columns = [[row[n] for row in rows if n < len(row)] for n in range(max(map(len, rows)))]
    natural = [max(measure(cell, style, family) for cell in cells) for cells in columns]
    weights = [min(max(width, 40.0), 260.0) + 10 for width in natural]
    return [weight / sum(weights) * (PAGE_WIDTH - 2 * MARGIN) for weight in weights]


def measure(text: str, style: Style, family: str) -> float:
    """Return the width of a string."""
    parts = split_fonts(text, style, family)
    return float(sum(pdfmetrics.stringWidth(part, font, style.size) for part, font in parts))


def split_fonts(text: str, style: Style, family: str) -> list[tuple[str, str]]:
    """Split a string into parts of one font each."""
    latin = FAMILIES[family][style.bold]
    parts: list[tuple[str, str]] = []
    for char in text:
        font = "Cjk" if CJK.match(char) else latin
        if parts and parts[-1][1] == font:
            parts[-1] = (parts[-1][0] + char, font)
        else:
            parts.append((char, font))
    return parts


def break_lines(text: str, width: float, style: Style, source: Source) -> list[Line]:
    """Break a paragraph into lines of at most the given width."""
    marker, _, rest = text.partition(" ") if style.hanging else ("", "", text)
    indent = max(18.0, measure(marker + " ", style, source.family)) if marker else 0.0
    lines: list[str] = [""]
    for piece in split_pieces(rest):
        lines[-1:] = _append(lines[-1], piece, (width - indent, style, source))
    set_lines = [Line(line.rstrip(), filled=True, indent=indent) for line in lines]
    set_lines[-1] = replace(set_lines[-1], filled=False)
    if marker:
        first = f"{marker} {set_lines[0].text}"
        set_lines[0] = replace(set_lines[0], text=first, indent=0.0)
    return set_lines


def _append(line: str, piece: str, measures: tuple[float, Style, Source]) -> list[str]:
    """Return the line with the piece, or that line and the next one."""
    width, style, source = measures
    if measure((line + piece).rstrip(), style, source.family) <= width:
        return [line + piece]
    if source.justified:
        for cut in _cuts(piece):
            head = line + piece[:cut] + "-"
            if measure(head, style, source.family) <= width:
                return [head, piece[cut:]]
    return [line, piece] if line else [piece]


def _cuts(piece: str) -> list[int]:
    """List the places where a Latin word may be divided, last one first."""
    word = piece.strip()
    letters = word.rstrip(".,;:")
    if not letters.isalpha() or len(letters) < SHORTEST_DIVIDED or CJK.search(word):
        return []
    places = (match.start() for match in SYLLABLE.finditer(letters[:-1]))
    return sorted((place for place in places if place >= SHORTEST_PART), reverse=True)


def split_pieces(text: str) -> list[str]:
    """Split a paragraph into pieces that must not be broken; blanks end a piece."""
    pieces = [text[:1]]
    for before, char in itertools.pairwise(text):
        if _may_break(before, char):
            pieces.append(char)
        else:
            pieces[-1] += char
    return pieces


def _may_break(before: str, char: str) -> bool:
    if before == " " or (before == "-" and char.isalpha()):
        return char != " "
    chinese = CJK.match(before) or CJK.match(char) or before in "”’"
    if char == " " or not chinese:
        return False
    return char not in NO_LINE_START and before not in NO_LINE_END


def write_pdf(source: Source, path: Path) -> None:
    """Write a source as a PDF with text."""
    pages = Composer(source).compose()
    canvas = _open_canvas(path)
    for number, page in enumerate(pages, start=1):
        counts = {"page": str(number), "pages": str(len(pages))}
        _draw_running(canvas, source.header.format(**counts), PAGE_HEIGHT - 36, source)
        for mark in page:
            if isinstance(mark, Frame):
                canvas.rect(mark.x, mark.y, mark.width, mark.height)
            else:
                _draw_run(canvas, mark)
        _draw_running(canvas, source.footer.format(**counts), 32, source)
        canvas.showPage()
    canvas.save()


def _draw_running(canvas: Canvas, text: str, y: float, source: Source) -> None:
    x = (PAGE_WIDTH - measure(text, RUNNING, source.family)) / 2
    for part, font in split_fonts(text, RUNNING, source.family):
        _draw_run(canvas, Run(x, y, part, font, RUNNING))
        x += pdfmetrics.stringWidth(part, font, RUNNING.size)


def _draw_run(canvas: Canvas, run: Run) -> None:
    _require_glyphs(run)
    canvas.saveState()
    text = canvas.beginText(run.x, run.y)
    text.setFont(run.font, run.style.size)
    # The CJK font has one weight: its bold is drawn with an outline.
    text.setTextRenderMode(2 if run.style.bold and run.font == "Cjk" else 0)
    text.textOut(run.text)
    canvas.drawText(text)
    canvas.restoreState()


def _require_glyphs(run: Run) -> None:
    glyphs = getattr(pdfmetrics.getFont(run.font).face, "charToGlyph", None)
    if glyphs is None:
        run.text.encode("cp1252")
        return
    missing = [char for char in run.text if ord(char) not in glyphs]
    if missing:
        message = f"font {run.font} lacks {missing} in {run.text!r}"
        raise ValueError(message)


def _open_canvas(path: Path) -> Canvas:
    rl_config.useA85 = 0
    canvas = Canvas(str(path), pagesize=A4, invariant=True, pageCompression=1)
    canvas.setTitle(path.stem)
    canvas.setAuthor("accord corpus")
    canvas.setSubject("sample agreement, invented")
    canvas.setCreator("make_pdfs.py")
    canvas.setLineWidth(0.5)
    return canvas


def write_scan(made: Path, path: Path) -> None:
    """Write an image-only copy of a PDF that looks scanned."""
    chance = random.Random(path.stem)  # noise, no secret
    canvas = _open_canvas(path)
    with pypdfium2.PdfDocument(made) as pdf:
        for page in pdf:
            image = page.render(scale=SCAN_DPI / 72, grayscale=True).to_pil().convert("L")
            canvas.drawImage(ImageReader(_soil(image, chance)), 0, 0, PAGE_WIDTH, PAGE_HEIGHT)
            canvas.showPage()
    canvas.save()


def _soil(image: Image.Image, chance: random.Random) -> io.BytesIO:
    """Turn, blur and speckle a page; return it as JPEG."""
    turned = image.rotate(chance.uniform(-0.7, 0.7), Image.Resampling.BICUBIC, fillcolor=255)
    soft = turned.filter(ImageFilter.GaussianBlur(0.6))
    size = (image.width // 2, image.height // 2)
    grain = Image.frombytes("L", size, chance.randbytes(size[0] * size[1]))
    faint = grain.resize(image.size).point([value // 14 for value in range(256)])
    result = io.BytesIO()
    ImageChops.subtract(soft, faint).save(result, "JPEG", quality=45)
    result.seek(0)
    return result


def record_checksum(pdf: Path) -> None:
    """Write the PDF's SHA-256 into the gold beside it, if there is one."""
    gold = pdf.with_suffix(".gold.json")
    if not gold.exists():
        return
    digest = hashlib.sha256(pdf.read_bytes()).hexdigest()
    text = gold.read_text(encoding="utf-8")
    filled = re.sub(r'("sha256"\s*:\s*)(?:"[^"]*"|null)', rf'\1"{digest}"', text, count=1)
    gold.write_text(filled, encoding="utf-8", newline="\n")


def load_fonts(cjk: Path) -> None:
    """Register the fonts; raises OSError or TTFError when the CJK font cannot be read."""
    folder = Path(reportlab.__file__).parent / "fonts"
    for name in FAMILIES["sans"]:
        pdfmetrics.registerFont(TTFont(name, str(folder / f"{name}.ttf")))
    pdfmetrics.registerFont(TTFont("Cjk", str(cjk)))


def read_scan_list() -> list[tuple[str, str]]:
    """Return the scans to make: scan stem, stem of the PDF it is made from."""
    path = CORPUS / "scans" / "scans.list"
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    pairs = (line.split("<-") for line in lines if "<-" in line)
    return [(scan.strip(), stem.strip()) for scan, stem in pairs]


def make_all(stems: tuple[str, ...]) -> None:
    """Make the PDFs and scans whose stem starts with one of these; all when none is given."""
    wanted = stems or ("",)
    for source in sorted((CORPUS / "sources").glob("*.txt")):
        if source.stem.startswith(wanted):
            pdf = CORPUS / "agreements" / f"{source.stem}.pdf"
            write_pdf(parse_source(source.read_text(encoding="utf-8")), pdf)
            record_checksum(pdf)
    for scan, stem in read_scan_list():
        if scan.startswith(wanted):
            pdf = CORPUS / "scans" / f"{scan}.pdf"
            write_scan(CORPUS / "agreements" / f"{stem}.pdf", pdf)
            record_checksum(pdf)


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description="Make the corpus PDFs from their sources.")
    parser.add_argument("stems", nargs="*", metavar="STEM", help="only these (a prefix will do)")
    parser.add_argument("--cjk-font", type=Path, default=CJK_FONT, metavar="PATH")
    options = parser.parse_args()
    try:
        load_fonts(options.cjk_font)
    except (OSError, TTFError):
        parser.error(
            f"cannot read the CJK font {options.cjk_font}; "
            "install the Debian package fonts-droid-fallback or give --cjk-font PATH"
        )
    make_all(tuple(options.stems))


if __name__ == "__main__":
    main()
