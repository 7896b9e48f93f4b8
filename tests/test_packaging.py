"""The wheel, unpacked and run from an empty folder; public names load on first use."""

from __future__ import annotations

import importlib.util
import os
import pkgutil
import subprocess
import sys
import zipfile
from importlib import metadata
from pathlib import Path

import pytest

import pipeline

ROOT = Path(__file__).parent.parent
OLDEST_SETUPTOOLS = 77


def find_reason_to_skip() -> str | None:
    """Say why no wheel can be built here, or None."""
    if importlib.util.find_spec("setuptools") is None:
        return "setuptools is not installed"
    if int(metadata.version("setuptools").split(".")[0]) < OLDEST_SETUPTOOLS:
        return f"setuptools is older than {OLDEST_SETUPTOOLS}, which pyproject.toml asks for"
    return None


def run_python(code: str, *, path: Path, folder: Path) -> str:
    """Run a piece of Python in a folder with one more folder to import from."""
    environment = os.environ | {"PYTHONPATH": str(path), "PYTHONSAFEPATH": "1"}
    answer = subprocess.run(
        [sys.executable, "-c", code],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    return answer.stdout.strip()


def copy_sources(target: Path) -> Path:
    """Copy what a wheel is built from, so that the build leaves nothing in the checkout."""
    names = ("pyproject.toml", "README.md", "LICENSE")
    files = [ROOT / name for name in names if (ROOT / name).is_file()]
    files += [
        file
        for folder in ("pipeline", "schemas")
        for file in (ROOT / folder).rglob("*")
        if file.is_file() and "__pycache__" not in file.parts
    ]
    for file in files:
        copy = target / file.relative_to(ROOT)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(file.read_bytes())
    return target


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if reason := find_reason_to_skip():
        pytest.skip(reason)
    sources = copy_sources(tmp_path_factory.mktemp("sources"))
    target = tmp_path_factory.mktemp("wheel")
    options = ["--no-build-isolation", "--no-deps", "--no-index", "--wheel-dir", str(target)]
    command = [sys.executable, "-m", "pip", "wheel", *options, str(sources)]
    built = subprocess.run(command, capture_output=True, text=True, check=False)
    assert built.returncode == 0, built.stderr
    (file,) = target.glob("accord_pipeline-*.whl")
    unpacked = tmp_path_factory.mktemp("unpacked")
    with zipfile.ZipFile(file) as archive:
        archive.extractall(unpacked)
    return unpacked


def files_below(folder: Path, suffix: str) -> set[str]:
    """Return the relative paths of the files of a kind."""
    return {str(file.relative_to(folder)) for file in folder.rglob(f"*{suffix}")}


@pytest.mark.parametrize("suffix", [".py", ".toml", ".typed"])
def test_the_wheel_has_every_file(wheel: Path, suffix: str) -> None:
    expected = files_below(ROOT / "pipeline", suffix)

    shipped = {
        name for name in files_below(wheel / "pipeline", suffix) if not name.startswith("schemas")
    }

    assert shipped == expected


def test_the_wheel_has_every_schema(wheel: Path) -> None:
    assert files_below(wheel / "pipeline" / "schemas", ".json") == files_below(
        ROOT / "schemas", ".json"
    )


@pytest.mark.parametrize(
    ("package", "file"),
    [
        pytest.param("pipeline.schemas", "record.schema.json", id="schema"),
        pytest.param("pipeline.lexicon", "regions.toml", id="shared-lexicon"),
        pytest.param("pipeline.lexicon", "zh/language.toml", id="language-lexicon"),
    ],
)
def test_data_is_found_from_an_empty_folder(
    wheel: Path, tmp_path: Path, package: str, file: str
) -> None:
    code = (
        "import pipeline; from importlib import resources; "
        f"print(pipeline.__file__, resources.files({package!r}).joinpath({file!r}).is_file())"
    )

    answer = run_python(code, path=wheel, folder=tmp_path)

    assert answer == f"{wheel / 'pipeline' / '__init__.py'} True"


def test_the_program_runs_from_an_empty_folder(wheel: Path, tmp_path: Path) -> None:
    code = (
        "import runpy, sys; sys.argv = ['accord', '--help']; "
        "runpy.run_module('pipeline', run_name='__main__')"
    )

    answer = run_python(code, path=wheel, folder=tmp_path)

    assert answer.startswith("Usage: ")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("code", "loaded"),
    [
        pytest.param("import pipeline", "False", id="import-alone"),
        pytest.param("from pipeline import Document", "False", id="models"),
        pytest.param("from pipeline import run_document", "True", id="the-recipe"),
    ],
)
def test_spacy_is_loaded_on_first_use(tmp_path: Path, code: str, loaded: str) -> None:
    home = Path(pipeline.__file__).parent.parent

    answer = run_python(
        f"import sys; {code}; print('spacy' in sys.modules)", path=home, folder=tmp_path
    )

    assert answer == loaded


MODULES = {module.name for module in pkgutil.iter_modules(pipeline.__path__)}


def test_no_public_name_is_hidden_by_a_module() -> None:
    assert set(pipeline.__all__) & MODULES == set()


@pytest.mark.parametrize("name", sorted(set(pipeline.__all__) - MODULES))
def test_every_public_name_is_there(name: str) -> None:
    assert getattr(pipeline, name).__module__.startswith("pipeline.")


def test_an_unknown_name_is_refused() -> None:
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = pipeline.nothing
