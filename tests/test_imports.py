"""Imports point one way; foreign packages have one door each."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent / "pipeline"

# A package of ours may import what stands in an earlier row, and its own row's where `within`.
LAYERS: tuple[tuple[frozenset[str], bool], ...] = (
    (frozenset({"models", "errors"}), False),
    (frozenset({"addresses"}), False),
    (frozenset({"lexicon"}), False),
    (frozenset({"language", "nlp", "places", "numbers"}), False),
    (
        frozenset(
            {
                "ingest",
                "segment",
                "extract",
                "assemble",
                "assess",
                "locate",
                "codec",
                "documents",
                "validate",
                "write",
                "archive",
                "compare",
                "evaluate",
            }
        ),
        True,
    ),
    (frozenset({"run"}), False),
    (frozenset({"guard", "sources", "ledger", "lock", "workers"}), True),
    (frozenset({"past", "summary", "collect", "cluster", "batch"}), True),
    (frozenset({"report"}), False),
    (frozenset({"cli"}), False),
    (frozenset({"__main__"}), False),
)
RANKS = {name: rank for rank, (names, _) in enumerate(LAYERS) for name in names}
# The only packages that may import these at run time.
DOORS = {"spacy": frozenset({"nlp"}), "click": frozenset({"cli"})}

MODULES = sorted(ROOT.rglob("*.py"))


def name_of(path: Path) -> str:
    """Return the package or module of ours directly under `pipeline` that a file belongs to."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return parts[0]


def is_type_checking(node: ast.AST) -> bool:
    """Tell whether a statement is `if TYPE_CHECKING:`."""
    return isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"


def statements_of(tree: ast.AST, *, typing: bool) -> list[ast.AST]:
    """List all nodes, those only for type checkers only when asked for."""
    found: list[ast.AST] = []
    queue = [tree]
    while queue:
        node = queue.pop()
        found.append(node)
        skipped = node.body if not typing and is_type_checking(node) else []  # type: ignore[attr-defined]  # an ast.If
        queue.extend(child for child in ast.iter_child_nodes(node) if child not in skipped)
    return found


def imports_of(source: str, *, typing: bool) -> set[str]:
    """Return the full names of the modules that a source imports."""
    names: set[str] = set()
    for node in statements_of(ast.parse(source), typing=typing):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute"
            whole = node.module == "pipeline"
            names.update(f"pipeline.{a.name}" if whole else str(node.module) for a in node.names)
    return names


def ours(path: Path) -> set[str]:
    """Return the packages of ours that a file imports, for types too."""
    names = imports_of(path.read_text(encoding="utf-8"), typing=True)
    return {name.split(".")[1] for name in names if name.startswith("pipeline.")}


def may_import(importer: str, imported: str) -> bool:
    """Tell whether the table allows an import."""
    if imported in (importer, "__version__"):
        return True
    within = LAYERS[RANKS[importer]][1]
    return RANKS[imported] < RANKS[importer] + within


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_imports_point_one_way(path: Path) -> None:
    importer = name_of(path)
    if importer == "__init__":
        return  # It names the public values of all layers, loaded on first use.

    assert {imported for imported in ours(path) if not may_import(importer, imported)} == set()


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_foreign_packages_have_one_door(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    foreign = {name.split(".")[0] for name in imports_of(source, typing=False)}
    closed = {name for name, doors in DOORS.items() if name_of(path) not in doors}

    assert foreign & closed == set()


def test_every_module_has_its_layer() -> None:
    assert {name_of(path) for path in MODULES} - set(RANKS) == {"__init__"}


@pytest.mark.parametrize(
    ("importer", "imported", "allowed"),
    [
        pytest.param("models", "errors", False, id="models-import-nothing"),
        pytest.param("models", "models", True, id="own-package"),
        pytest.param("lexicon", "errors", True, id="down"),
        pytest.param("lexicon", "nlp", False, id="up"),
        pytest.param("nlp", "places", False, id="beside"),
        pytest.param("extract", "codec", True, id="beside-among-stages"),
        pytest.param("extract", "run", False, id="a-stage-knows-no-recipe"),
        pytest.param("batch", "ledger", True, id="batch-writes-the-ledger"),
        pytest.param("report", "cli", False, id="report-prints-nothing"),
    ],
)
def test_the_table(importer: str, imported: str, allowed: bool) -> None:
    assert may_import(importer, imported) is allowed


@pytest.mark.parametrize(
    ("source", "typing", "names"),
    [
        pytest.param("import spacy.tokens", False, {"spacy.tokens"}, id="import"),
        pytest.param("from pipeline import run", False, {"pipeline.run"}, id="from-ours"),
        pytest.param("def f():\n import click", False, {"click"}, id="late"),
        pytest.param("if TYPE_CHECKING:\n import spacy", False, set(), id="types-not-at-run-time"),
        pytest.param("if TYPE_CHECKING:\n import spacy", True, {"spacy"}, id="types"),
        pytest.param("if X:\n import spacy", False, {"spacy"}, id="another-condition"),
    ],
)
def test_imports_of(source: str, typing: bool, names: set[str]) -> None:
    assert imports_of(source, typing=typing) == names
