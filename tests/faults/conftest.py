"""What the tests of the fault table start from: a folder of texts and its undisturbed outputs."""

from __future__ import annotations

import importlib
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from batches import end_all, load_outputs, run, write_texts

from pipeline.workers import Work


@pytest.fixture(scope="session")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, bytes]:
    """Keep the outputs of a run over the texts that nothing came in the way of."""
    folder = tmp_path_factory.mktemp("undisturbed")
    write_texts(folder / "in")
    assert run(folder)[0] == 0
    outputs = load_outputs(folder / "out")
    assert len(outputs) == 36
    return outputs


@pytest.fixture(autouse=True)
def _nothing_left() -> Iterator[None]:
    yield
    end_all()


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """Make a folder with the texts in its folder `in`; runs write into `out`."""
    write_texts(tmp_path / "in")
    return tmp_path


@pytest.fixture
def misbehave(monkeypatch: pytest.MonkeyPatch) -> Work:
    """Work that other processes find by the same name."""
    monkeypatch.syspath_prepend(str(Path(__file__).parents[1] / "cli"))
    work: Work = importlib.import_module("misbehaviour").misbehave
    return work
