"""Addresses are told from paths, read and written through fsspec."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.addresses import address_of, find_below, local_copy, read_bytes, write_bytes
from pipeline.errors import NotInstalledError, UnreadableError


@pytest.mark.parametrize(
    ("path", "address"),
    [
        ("s3://bucket/a b.pdf", "s3://bucket/a b.pdf"),
        ("file:///tmp/a.pdf", "file:///tmp/a.pdf"),
        ("https://host/x?y=1", "https://host/x?y=1"),
        ("a/b.pdf", None),
        ("C:/a.pdf", None),
        ("/in/s3:/a.pdf", None),
        ("s3:a.pdf", None),
    ],
)
def test_address_of_a_path(path: str, address: str | None) -> None:
    assert address_of(Path(path)) == address


@pytest.mark.parametrize("scheme", ["file://{}", "memory:/{}"])
def test_what_is_written_is_found_and_read(tmp_path: Path, scheme: str) -> None:
    folder = Path(scheme.format(tmp_path))

    write_bytes(folder / "b" / "two.txt", b"2")
    write_bytes(folder / "a.txt", b"old")
    write_bytes(folder / "a.txt", b"1")

    found = list(find_below(folder))
    assert found == [folder / "a.txt", folder / "b" / "two.txt"]
    assert [read_bytes(path) for path in found] == [b"1", b"2"]
    with local_copy(found[1]) as copy:
        assert (copy.name, copy.read_bytes()) == ("two.txt", b"2")
    assert not copy.exists()


def test_copy_of_a_file_that_is_here_is_the_file(tmp_path: Path) -> None:
    with local_copy(tmp_path / "a.txt") as copy:
        assert copy == tmp_path / "a.txt"


def test_nothing_at_an_address(tmp_path: Path) -> None:
    missing = Path(f"file://{tmp_path}/a.txt")

    with pytest.raises(UnreadableError, match=r"a\.txt: cannot be fetched"), local_copy(missing):
        pass


def test_scheme_that_nobody_knows() -> None:
    with pytest.raises(NotInstalledError, match="'nope://a/b': cannot be reached"):
        read_bytes(Path("nope://a/b"))
