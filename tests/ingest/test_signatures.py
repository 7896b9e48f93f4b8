"""Signature fields that are filled are told; those that are empty are not."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from ingest.bad_pdfs import TEXT, build, single

from pipeline.documents import dump_document, load_document
from pipeline.ingest import ingest_bytes
from pipeline.models import Box, Run, Signature
from pipeline.run import run_document

if TYPE_CHECKING:
    from pipeline.models import Document

VALUE = (
    b"<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /adbe.pkcs7.detached /Reason (I approve) "
    b"/M (D:20240112093000+01'00') /ByteRange [0 10 20 10] /Contents <3000> >>"
)
FIRST = Signature("adbe.pkcs7.detached", "I approve", "D:20240112093000+01'00'", None)


def read(*values: bytes | None) -> Document:
    """Read a PDF with a signature field for each value, None for an empty one."""
    count = len(values)
    names = b" ".join(b"%d 0 R" % (10 + number) for number in range(count))
    objects = single(
        TEXT,
        about=b"/AcroForm << /SigFlags 3 /Fields [%s] >>" % names,
        of_page=b"/Annots [%s]" % names,
    )
    for number, value in enumerate(values):
        filled = b"" if value is None else b"/V %d 0 R" % (100 + number)
        objects[10 + number] = (
            b"<< /Type /Annot /Subtype /Widget /FT /Sig /T (s%d) /P 3 0 R /Rect [72 100 272 150] "
            b"%s >>" % (number, filled)
        )
        if value is not None:
            objects[100 + number] = value
    return ingest_bytes(build(objects), "a.pdf")


@pytest.mark.parametrize("values", [(), (None,), (None, None)], ids=["none", "empty", "two-empty"])
def test_no_signature(values: tuple[None, ...]) -> None:
    document = read(*values)

    assert (document.signatures, document.warnings) == ((), ())


def test_a_signature_and_an_empty_field() -> None:
    document = read(None, VALUE)

    box = Box(1, 72, 642, 272, 692)
    assert document.signatures == (
        Signature("adbe.pkcs7.detached", "I approve", "D:20240112093000+01'00'", box),
    )
    sentence = "1 signature field is filled; whether a signature is valid was not checked"
    assert document.warnings == (("digital_signature", sentence),)


def test_two_signatures_have_no_box_that_is_certain() -> None:
    bare = b"<< /Type /Sig /Filter /X /SubFilter /ETSI.CAdES.detached /Contents <00> >>"

    document = read(VALUE, bare)

    assert document.signatures == (FIRST, Signature("ETSI.CAdES.detached", None, None, None))
    assert document.warnings[0][1].startswith("2 signature fields are filled")


@pytest.mark.parametrize(
    ("entry", "reason"),
    [
        pytest.param(b"(\\376\\377\\117\\133\\134\\161)", "\u4f5b\u5c71", id="hanzi"),
        pytest.param(b"(%s)" % (b"x" * 5000), "x" * 1000, id="long"),
        pytest.param(b"()", None, id="empty"),
        pytest.param(b"(\\376\\377\\330\\000)", "\ufffd", id="half-a-pair"),
    ],
)
def test_reasons(entry: bytes, reason: str | None) -> None:
    document = read(VALUE.replace(b"(I approve)", entry))

    assert document.signatures[0].reason == reason


def test_it_is_kept_with_the_document_and_told_in_the_record() -> None:
    document = read(VALUE)

    loaded, _ = load_document(dump_document(document))
    record = run_document(document)

    assert loaded.signatures == document.signatures
    assert [warning.code for warning in record.warnings] == ["digital_signature"]


def test_a_filled_field_alone_makes_no_agreement_signed() -> None:
    document = read(VALUE)
    text = "Memorandum zwischen der Stadt Bottrop und der Stadt Foshan\n\nDie Städte bauen aus."
    run = Run(0, 0, len(text), 1)
    record = run_document(replace(document, text=text, runs=(run,)))

    assert [agreement.status.value for agreement in record.agreements] == ["unknown"]
