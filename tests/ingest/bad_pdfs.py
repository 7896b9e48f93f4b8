"""PDFs made of raw objects, well formed or broken on purpose, and the same every time."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Mapping

Objects = Mapping[int, bytes]

FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
TEXT = b"BT /F1 12 Tf 72 700 Td (The City of Bottrop and the City of Foshan agree.) Tj ET"


def build(objects: Objects, *, xref: bool = True, trailer: bytes = b"") -> bytes:
    """Return the file of numbered objects, of which number 1 is the catalog."""
    parts, offsets, place = [b"%PDF-1.7\n"], {}, 9
    for number, body in sorted(objects.items()):
        offsets[number] = place
        parts.append(b"%d 0 obj\n%s\nendobj\n" % (number, body))
        place += len(parts[-1])
    size = max(objects) + 1
    ends = b"trailer\n<< /Root 1 0 R /Size %d %s >>\n" % (size, trailer)
    if not xref:
        return b"".join([*parts, ends, b"%%EOF\n"])
    rows = [b"0000000000 65535 f \n"]
    rows += [b"%010d 00000 n \n" % offsets[n] if n in offsets else rows[0] for n in range(1, size)]
    table = b"xref\n0 %d\n%s" % (size, b"".join(rows))
    return b"".join([*parts, table, ends, b"startxref\n%d\n%%%%EOF\n" % place])


def stream(content: bytes, entries: bytes = b"") -> bytes:
    """Return a stream object."""
    return b"<< %s /Length %d >>\nstream\n%s\nendstream" % (entries, len(content), content)


def packed(content: bytes, entries: bytes = b"") -> bytes:
    """Return a stream object, compressed."""
    return stream(zlib.compress(content, 9), entries + b" /Filter /FlateDecode")


def bomb(unit: bytes, count: int) -> bytes:
    """Return a compressed stream that unfolds to `count` units, made without unfolding it."""
    packer = zlib.compressobj(9)
    block = unit * (1_000_000 // len(unit))
    whole, rest = divmod(count * len(unit), len(block))
    parts = [packer.compress(block) for _ in range(whole)]
    parts += [packer.compress(block[:rest]), packer.flush()]
    return stream(b"".join(parts), b"/Filter /FlateDecode")


def page(entries: bytes = b"", *, box: bytes = b"0 0 612 792") -> bytes:
    """Return a page object with the font F1 (object 4) and the content 5."""
    return (
        b"<< /Type /Page /Parent 2 0 R /MediaBox [%s] /Contents 5 0 R "
        b"/Resources << /Font << /F1 4 0 R >> >> %s >>" % (box, entries)
    )


def single(
    content: bytes = TEXT,
    *,
    about: bytes = b"",
    of_page: bytes = b"",
    box: bytes = b"0 0 612 792",
    others: Objects | None = None,
) -> dict[int, bytes]:
    """Return the objects of a file of one page; `about` adds to its catalog."""
    return {
        1: b"<< /Type /Catalog /Pages 2 0 R %s >>" % about,
        2: b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        3: page(of_page, box=box),
        4: FONT,
        5: stream(content),
        **(others or {}),
    }


def tree(kids: Mapping[int, Iterable[int]], count: int = 1) -> dict[int, bytes]:
    """Return the objects of a file whose nodes have these kids, numbered from 10 on or 2, 3."""
    objects = single()
    for number, below in kids.items():
        names = b" ".join(b"%d 0 R" % kid for kid in below)
        objects[number] = b"<< /Type /Pages /Kids [%s] /Count %d /Parent 2 0 R >>" % (names, count)
    return objects


def many_pages(count: int) -> bytes:
    """Return a file of so many pages with a sentence of its own on each."""
    numbers = range(10, 10 + 2 * count, 2)
    kids = b" ".join(b"%d 0 R" % number for number in numbers)
    objects = single() | {2: b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, count)}
    sentence = "This sentence stands on page {:,} of the agreement between Bottrop and Foshan."
    for page_number, number in enumerate(numbers, 1):
        objects[number] = page().replace(b"5 0 R", b"%d 0 R" % (number + 1))
        line = sentence.format(page_number).encode()
        objects[number + 1] = stream(shows(line, start=b"72 400 Td"))
    return build(objects)


def shows(*lines: bytes, size: bytes = b"12", start: bytes = b"72 700 Td") -> bytes:
    """Return page content that shows lines below each other."""
    rows = b" 0 -16 Td ".join(b"(%s) Tj" % line for line in lines)
    return b"BT /F1 %s Tf %s %s ET" % (size, start, rows)
