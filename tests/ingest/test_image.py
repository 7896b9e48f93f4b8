"""Images of pages: frames, colours, orientation, resolution, limits."""

from __future__ import annotations

import io
from typing import Any

import pytest
from PIL import Image, ImageDraw

from pipeline.errors import NoTextError, TooLargeError, UnreadableError
from pipeline.ingest import ingest_bytes
from pipeline.ingest.lines import PagedText
from pipeline.ingest.scans import image as images
from pipeline.ingest.scans.ocr import Sheet, leave_out
from pipeline.ingest.scans.tesseract import Engine

DPI = (300, 300)
Seen = list[tuple[Image.Image, Sheet]]


@pytest.fixture
def seen(monkeypatch: pytest.MonkeyPatch) -> Seen:
    """Keep what would be recognised."""
    found: Seen = []

    def keep(frame: Image.Image, sheet: Sheet) -> Any:
        found.append((frame.copy(), sheet))
        return leave_out(sheet)

    monkeypatch.setattr(images, "find_engine", lambda: Engine("tesseract 0"))
    monkeypatch.setattr(images, "recognise", keep)
    return found


def save(image: Image.Image, kind: str, **options: Any) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()


def read(data: bytes) -> PagedText:
    return images.read_image(data, "a.png")


def test_each_frame_is_a_page(seen: Seen) -> None:
    frames = [Image.new("1", (600, 300), 1), Image.new("L", (300, 600), 255)]
    data = save(frames[0], "TIFF", save_all=True, append_images=frames[1:], dpi=DPI)

    assert [(page.number, page.width, page.height) for page in read(data).pages] == [
        (1, 144.0, 72.0),
        (2, 72.0, 144.0),
    ]
    assert [frame.mode for frame, _ in seen] == ["L", "L"]


@pytest.mark.parametrize(
    ("mode", "kind", "ink"),
    [
        pytest.param("1", "TIFF", 0, id="bilevel"),
        pytest.param("L", "JPEG", 0, id="grey"),
        pytest.param("P", "PNG", 0, id="palette"),
        pytest.param("RGB", "JPEG", (0, 0, 0), id="colour"),
        pytest.param("CMYK", "TIFF", (0, 0, 0, 255), id="cmyk"),
        pytest.param("RGBA", "PNG", (0, 0, 0, 255), id="alpha"),
        pytest.param("I;16", "PNG", 0, id="sixteen-bits"),
        pytest.param("I", "TIFF", 0, id="thirty-two-bits"),
        pytest.param("F", "TIFF", 0.0, id="real-numbers"),
    ],
)
def test_every_kind_of_colour_becomes_ink_on_white(
    seen: Seen, mode: str, kind: str, ink: Any
) -> None:
    paper = {"RGB": "white", "CMYK": (0, 0, 0, 0), "RGBA": (0, 0, 0, 0), "I;16": 65535, "I": 65535}
    image = Image.new(mode, (300, 300), paper.get(mode, 255 if mode != "1" else 1))
    ImageDraw.Draw(image).rectangle((100, 100, 200, 200), fill=ink)
    if mode == "P":
        image.putpalette([value for level in range(256) for value in (level,) * 3])
    read(save(image, kind, dpi=DPI))

    frame = seen[0][0]
    assert frame.getpixel((150, 150)) == pytest.approx(0, abs=8)
    assert frame.getpixel((20, 20)) == pytest.approx(255, abs=8)


@pytest.mark.parametrize("kind", ["JPEG", "TIFF", "PNG"])
def test_orientation_is_honoured(seen: Seen, kind: str) -> None:
    image = Image.new("L", (600, 300), 255)
    ImageDraw.Draw(image).rectangle((0, 0, 100, 100), fill=0)
    exif = Image.Exif()
    exif[0x0112] = 6  # turn it clockwise to see it upright
    read(save(image, kind, dpi=DPI, exif=exif))

    frame, sheet = seen[0]
    assert (sheet.width, sheet.height) == pytest.approx((72, 144), abs=0.01)
    assert frame.getpixel((250, 50)) == pytest.approx(0, abs=8)


@pytest.mark.parametrize(
    ("dpi", "size", "pixels"),
    [
        pytest.param((300, 300), (144.0, 72.0), (600, 300), id="usual"),
        pytest.param((150, 150), (288.0, 144.0), (1200, 600), id="coarse"),
        pytest.param((600, 600), (72.0, 36.0), (300, 150), id="fine"),
        pytest.param((200, 100), (216.0, 216.0), (900, 900), id="fax"),
        pytest.param((1, 1), (144.0, 72.0), (600, 300), id="absurdly-coarse"),
        pytest.param((90_000, 90_000), (144.0, 72.0), (600, 300), id="absurdly-fine"),
        pytest.param(None, (144.0, 72.0), (600, 300), id="untold"),
    ],
)
def test_resolution_tells_the_size(
    seen: Seen, dpi: tuple[int, int] | None, size: tuple[float, float], pixels: tuple[int, int]
) -> None:
    options = {} if dpi is None else {"dpi": dpi}
    read(save(Image.new("L", (600, 300), 255), "TIFF", **options))

    frame, sheet = seen[0]
    assert (sheet.width, sheet.height) == pytest.approx(size)
    assert frame.size == pytest.approx(pixels, abs=1)


@pytest.mark.parametrize("kind", ["JPEG", "TIFF", "PNG"])
@pytest.mark.usefixtures("seen")
def test_damaged_images(kind: str) -> None:
    data = save(Image.effect_noise((300, 300), 90), kind)

    for size in (12, len(data) // 2):
        with pytest.raises(UnreadableError, match=r"a\.png: is damaged"):
            read(data[:size])


@pytest.mark.usefixtures("seen")
def test_a_bomb_is_refused_unread(monkeypatch: pytest.MonkeyPatch) -> None:
    data = save(Image.new("1", (30_000, 30_000)), "PNG")

    with pytest.raises(TooLargeError, match="a page of more than 150 million pixels"):
        read(data)
    monkeypatch.setattr(images, "MAX_FRAMES", 0)
    with pytest.raises(TooLargeError, match="1 pages, the limit for images is 0"):
        read(save(Image.new("1", (30, 30)), "PNG"))


@pytest.mark.usefixtures("seen")
def test_an_image_that_shows_nothing_has_no_text() -> None:
    with pytest.raises(NoTextError, match=r"a\.png: holds no text"):
        ingest_bytes(save(Image.new("L", (300, 300), 255), "PNG"), "a.png")


def test_an_image_with_ocr_switched_off() -> None:
    with pytest.raises(NoTextError, match=r"a\.png: is an image; run it with --ocr auto"):
        ingest_bytes(save(Image.new("L", (30, 30)), "PNG"), "a.png", ocr="never")
