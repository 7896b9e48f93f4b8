"""What cannot be read gets a sentence that names it and an exit code of its own."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from pipeline.ingest.scans.tesseract import Engine

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from subprocess import CompletedProcess

    from click.testing import Result

    Accord = Callable[..., Result]
    Pdf = Callable[..., bytes]
    Shell = Callable[..., CompletedProcess[bytes]]

PHRASE = "open sesame"
TEXT = "The City of Bottrop and the City of Foshan shall exchange pupils every year.\n"


@dataclass(frozen=True)
class Fault:
    name: str
    content: bytes
    code: int
    words: str


FAULTS = {
    "empty": Fault("empty.txt", b"", 3, "is empty"),
    "white-space": Fault("white.txt", b" \n\t\n" * 99, 7, "holds nothing but white space"),
    "binary": Fault("bin.txt", bytes(range(256)) * 40, 8, "holds binary data"),
    "html": Fault("a.txt", b"<!DOCTYPE html><p>x", 8, "is a web page"),
    "office": Fault("a.doc", b"\xd0\xcf\x11\xe0" + b"x" * 99, 8, "is an old office document"),
    "stump-of-an-archive": Fault("a.docx", b"PK\x03\x04" + b"x" * 99, 5, "is damaged"),
    "50-megabytes": Fault("big.txt", TEXT.encode() * 650_000, 10, "50 MB, the limit is"),
    "stump-of-a-pdf": Fault("a.pdf", b"%PDF-1.7\n1 0 obj", 5, "is damaged"),
}


def only_line(result: Result) -> str:
    lines = result.stderr.splitlines()
    assert len(lines) == 1, result.stderr
    return lines[0]


@pytest.mark.parametrize("command", ["ingest", "segment", "extract", "show", "run"])
def test_missing_path(accord: Accord, command: str) -> None:
    result = accord(command, "no such.pdf")

    line = "accord: 'no such.pdf': there is no such file; check the path"
    assert (result.exit_code, only_line(result)) == (3, line)


@pytest.mark.parametrize("command", ["ingest", "extract", "run"])
@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)
def test_one_faulty_file(accord: Accord, tmp_path: Path, command: str, fault: Fault) -> None:
    (tmp_path / fault.name).write_bytes(fault.content)

    result = accord(command, fault.name)

    assert (result.exit_code, result.stdout) == (fault.code, "")
    assert only_line(result).startswith(f"accord: '{fault.name}': {fault.words}")


def test_encrypted_pdf(accord: Accord, tmp_path: Path, pdf: Pdf) -> None:
    (tmp_path / "a.pdf").write_bytes(pdf(password=PHRASE))

    result = accord("run", "a.pdf")

    assert result.exit_code == 6
    assert only_line(result).startswith("accord: 'a.pdf': is protected by a password")


def test_pdf_of_images(accord: Accord, tmp_path: Path, pdf: Pdf) -> None:
    (tmp_path / "a.pdf").write_bytes(pdf(image=True))

    result = accord("run", "a.pdf")

    assert result.exit_code == 7
    assert only_line(result).startswith("accord: 'a.pdf': holds no text")


def test_scan_with_ocr_switched_off(accord: Accord, tmp_path: Path, pdf: Pdf) -> None:
    (tmp_path / "a.pdf").write_bytes(pdf(image=True))

    result = accord("extract", "a.pdf", "--ocr", "never")

    line = "accord: 'a.pdf': no page has a text layer (a scan?); run it with --ocr auto"
    assert (result.exit_code, only_line(result)) == (7, line)


def test_scan_without_tesseract(
    accord: Accord, tmp_path: Path, pdf: Pdf, monkeypatch: pytest.MonkeyPatch
) -> None:
    lacking = Engine("", "Tesseract lacks the languages deu")
    monkeypatch.setattr("pipeline.ingest.scans.scan.find_engine", lambda: lacking)
    monkeypatch.setattr("pipeline.ingest.find_engine", lambda: lacking)
    (tmp_path / "a.pdf").write_bytes(pdf(image=True))

    result = accord("run", "a.pdf")

    line = (
        "accord: 'a.pdf': is a scan, and Tesseract lacks the languages deu; install it: "
        "apt-get install tesseract-ocr tesseract-ocr-deu tesseract-ocr-chi-sim"
    )
    assert (result.exit_code, only_line(result)) == (15, line)


def test_truncated_pdf(accord: Accord, tmp_path: Path, pdf: Pdf) -> None:
    whole = pdf(20)
    (tmp_path / "a.pdf").write_bytes(whole[: len(whole) // 20])

    result = accord("run", "a.pdf")

    assert result.exit_code == 5
    assert only_line(result).startswith("accord: 'a.pdf': is damaged")


def test_password_file_opens_it(accord: Accord, tmp_path: Path, pdf: Pdf) -> None:
    (tmp_path / "a.pdf").write_bytes(pdf(password=PHRASE))
    (tmp_path / "password").write_text(f"{PHRASE}\n")

    result = accord("ingest", "a.pdf", "--password-file", "password")

    assert (result.exit_code, result.stderr) == (0, "")
    assert "City of Bottrop" in result.stdout


@pytest.mark.parametrize(
    ("content", "code", "fault"),
    [
        pytest.param(None, 3, "there is no such file", id="missing"),
        pytest.param(b"\xff\xfe", 5, "is not UTF-8", id="bytes"),
    ],
)
def test_bad_password_file(
    accord: Accord, tmp_path: Path, content: bytes | None, code: int, fault: str
) -> None:
    if content is not None:
        (tmp_path / "password").write_bytes(content)

    result = accord("ingest", "a.pdf", "--password-file", "password")

    assert result.exit_code == code
    assert only_line(result).startswith(f"accord: 'password': {fault}")


def test_folder_without_documents(accord: Accord, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()

    result = accord("run", "in")

    fault = (
        "holds no document (.pdf, .docx, .txt, .md, .tif, .tiff, .jpg, .jpeg, .png); "
        "name another folder or a file"
    )
    assert (result.exit_code, only_line(result)) == (3, f"accord: 'in': {fault}")


@pytest.mark.parametrize("output", ["file", "file/out"])
def test_file_in_place_of_the_output_folder(accord: Accord, tmp_path: Path, output: str) -> None:
    (tmp_path / "file").write_text("")
    (tmp_path / "a.txt").write_text(TEXT)

    result = accord("run", "a.txt", "-o", output)

    assert result.exit_code == 4
    assert only_line(result).startswith(f"accord: '{output}': cannot be made a folder: ")
    assert only_line(result).endswith("; choose another folder with -o")


@pytest.fixture
def unreadable(tmp_path: Path) -> Iterator[Path]:
    """Make a file that may not be read; root, who may read all, becomes nobody for the test."""
    path = tmp_path / "a.txt"
    path.write_text(TEXT)
    path.chmod(0)
    before = os.geteuid()
    if before == 0:
        os.seteuid(65534)
    yield path
    os.seteuid(before)


def test_unreadable_file(accord: Accord, unreadable: Path) -> None:
    result = accord("ingest", unreadable)

    assert result.exit_code == 5
    assert only_line(result).startswith(f"accord: '{unreadable}': may not be read")


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        pytest.param("it's.txt", '"it\'s.txt"', id="quote"),
        pytest.param('"a".txt', "'\"a\".txt'", id="double-quote"),
        pytest.param("a\nb.txt", "'a\\nb.txt'", id="newline"),
        pytest.param("🙂 佛山.txt", "'🙂 佛山.txt'", id="emoji"),
        pytest.param("a\x1b[31mb.txt", "'a\\x1b[31mb.txt'", id="escape-sequence"),
        pytest.param("a\u202eb.txt", "'a\\u202eb.txt'", id="direction"),
        pytest.param("[red]a.txt", "'[red]a.txt'", id="markup"),
    ],
)
def test_odd_names(accord: Accord, tmp_path: Path, name: str, shown: str) -> None:
    (tmp_path / name).write_text("")

    result = accord("run", name)

    assert result.exit_code == 3
    assert only_line(result).startswith(f"accord: {shown}: is empty")


def test_odd_name_is_read(shell: Shell, tmp_path: Path) -> None:
    name = 'it\'s "a"\n🙂.txt'
    (tmp_path / name).write_text(TEXT * 5)

    done = shell("ingest", name)

    assert (done.returncode, done.stderr) == (0, b"")


def test_no_traceback_unless_asked(accord: Accord, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("")

    plain, debug = accord("run", "a.txt"), accord("run", "a.txt", "--debug")

    assert "Traceback" not in plain.stderr
    assert "Traceback" in debug.stderr
    assert (plain.exit_code, debug.exit_code) == (3, 3)


def test_fault_of_the_program_has_no_traceback_either(
    accord: Accord, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stumble(*_: object, **__: object) -> None:
        raise ZeroDivisionError("by zero")

    (tmp_path / "a.txt").write_text(TEXT)
    monkeypatch.setattr("pipeline.ingest.ingest", stumble)

    result = accord("ingest", "a.txt")

    line = (
        "accord: 'a.txt': met a fault of accord itself (ZeroDivisionError: by zero); "
        "run it alone with --debug and report what that says"
    )
    assert (result.exit_code, only_line(result)) == (12, line)


def test_several_inputs_the_others_are_done(shell: Shell, tmp_path: Path) -> None:
    files = tmp_path / "in"
    files.mkdir()
    (files / "a.txt").write_text(TEXT * 3)
    (files / "b.txt").write_text(TEXT * 4)
    (files / "empty.txt").write_text("")
    (files / "white.txt").write_text("  \n")
    (files / "picture.gif").write_bytes(b"GIF89a")

    done = shell("run", "in", "missing.pdf", "-o", "out")

    # On a busy machine the log has lines of how far it came.
    said = done.stderr.decode().splitlines()
    lines = [line for line in said if "documents/s" not in line]
    assert done.returncode == 1
    assert done.stdout == b""
    assert lines[0] == "accord: skipped, of a type that is not read: 'in/picture.gif'"
    assert [line.split("; ")[0] for line in sorted(lines[1:4])] == [
        "accord: 'in/empty.txt': is empty (0 bytes)",
        "accord: 'in/white.txt': holds nothing but white space",
        "accord: 'missing.pdf': there is no such file",
    ]
    assert [line.split()[:3] for line in lines[4:-1]] == [
        ["File", "Result", "Class"],
        ["'in/a.txt'", "done"],
        ["'in/b.txt'", "done"],
        ["'in/empty.txt'", "failed", "NothingToReadError"],
        ["'in/picture.gif'", "skipped", "UnsupportedTypeError"],
        ["'in/white.txt'", "failed", "NoTextError"],
        ["'missing.pdf'", "failed", "NothingToReadError"],
    ]
    assert lines[-1] == (
        "accord: 2 done, 3 failed, 1 skipped; records are in 'out/records'; "
        "`accord status 'out'` tells it again"
    )
    assert len(list((tmp_path / "out" / "records").iterdir())) == 2


def test_pipe_is_no_regular_file(shell: Shell, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")

    done = shell("run", "pipe.txt")

    sentence = b"accord: 'pipe.txt': is no regular file; save what it gives as a file\n"
    assert (done.returncode, done.stderr) == (8, sentence)


def test_empty_path_is_wrong_usage(accord: Accord) -> None:
    result = accord("run", "")

    assert result.exit_code == 2
    assert "the path is empty" in result.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no full device here")
def test_full_standard_output(shell: Shell, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT * 3)

    with Path("/dev/full").open("wb") as full:
        done = shell("extract", "a.txt", stdout=full)

    assert done.returncode == 4
    assert b"standard output cannot be written" in done.stderr


def test_one_file_read_well_is_silent_in_a_pipe(shell: Shell, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT * 3)

    done = shell("run", "a.txt")

    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")


def test_several_end_with_a_table_unless_quiet(shell: Shell, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT * 3)
    (tmp_path / "b.txt").write_text(TEXT * 4)

    done = shell("run", "a.txt", "b.txt")
    again = shell("run", "a.txt", "b.txt", "--quiet")

    lines = done.stderr.decode().splitlines()
    rows = [line.split() for line in lines[:-1] if not line.startswith("accord: ")]
    assert rows[1:] == [["'a.txt'", "done"], ["'b.txt'", "done"]]
    assert lines[-1] == "accord: 2 done; records are in 'outputs/records'"
    assert (again.returncode, again.stdout, again.stderr) == (0, b"", b"")


def test_broken_pipe_is_quiet(shell: Shell, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT * 5000)
    reading, writing = os.pipe()
    os.close(reading)

    done = shell("ingest", "a.txt", stdout=writing)
    os.close(writing)

    assert (done.returncode, done.stderr) == (1, b"")
