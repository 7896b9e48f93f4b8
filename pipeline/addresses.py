"""Files that are named by an address, `s3://bucket/a.pdf`, and reached through fsspec.

`Path` folds the two slashes of an address into one; `address_of` puts them back.
"""

from __future__ import annotations

import re
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from pipeline.errors import NotInstalledError, UnreadableError

if TYPE_CHECKING:
    from collections.abc import Iterator

_ADDRESS = re.compile(r"([a-z][a-z0-9+.-]+):/(?!/)")  # two letters: a drive has one


def address_of(path: Path) -> str | None:
    """Return the address that a path stands for; None for a path of this machine."""
    text = str(path)
    match = _ADDRESS.match(text)
    if match is None:
        return None
    # The address of a local file has no host: three slashes.
    slashes = ":///" if match[1] in {"file", "local"} else "://"
    return match[1] + slashes + text[match.end() :]


def find_below(path: Path) -> Iterator[Path]:
    """Yield the files at or below an address, in the order of their names.

    Raises UnreadableError when it cannot be searched.
    """
    address = address_of(path) or str(path)
    system, inner = _open_system(address)
    scheme = address[: address.index("://")]
    try:
        names = sorted(system.find(inner))
    except OSError as error:
        fault = f"cannot be searched: {error}; check the address and what you may read there"
        raise UnreadableError(f"{address!r}: {fault}") from error
    yield from (Path(f"{scheme}:/{name.lstrip('/')}") for name in names)


def read_bytes(path: Path) -> bytes:
    """Return the bytes at an address; raise OSError when there are none."""
    system, inner = _open_system(address_of(path) or str(path))
    data: bytes = system.cat_file(inner)
    return data


def write_bytes(path: Path, data: bytes) -> None:
    """Write a file at an address, whole or not at all; raise OSError when it cannot be.

    Stores of objects show an object when it is complete; folders are given another name first.
    """
    system, inner = _open_system(address_of(path) or str(path))
    parent, _, name = inner.rpartition("/")
    system.makedirs(parent, exist_ok=True)
    if not hasattr(system, "auto_mkdir"):
        system.pipe_file(inner, data)
        return
    temporary = f"{parent}/.{name}.part"
    system.pipe_file(temporary, data)
    system.mv(temporary, inner)


@contextmanager
def local_copy(path: Path) -> Iterator[Path]:
    """Give a file of this machine with the name and bytes of one that may be elsewhere.

    Raises UnreadableError when it cannot be fetched.
    """
    address = address_of(path)
    if address is None:
        yield path
        return
    with TemporaryDirectory() as folder:
        copy = Path(folder) / path.name
        try:
            copy.write_bytes(read_bytes(path))
        except OSError as error:
            fault = f"cannot be fetched: {error}; check the address and what you may read there"
            raise UnreadableError(f"{path.name}: {fault}") from error
        yield copy


def _open_system(address: str) -> tuple[Any, str]:
    try:
        from fsspec.core import url_to_fs
    except ImportError as error:
        message = f"{address!r}: needs the extra dask; pip install 'accord-pipeline[dask]'"
        raise NotInstalledError(message) from error
    try:
        system, inner = url_to_fs(address)
    except (ImportError, ValueError) as error:
        message = f"{address!r}: cannot be reached: {error}; install what its scheme needs"
        raise NotInstalledError(message) from error
    return system, inner
