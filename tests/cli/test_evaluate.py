from __future__ import annotations

import json
from pathlib import Path

from click.testing import CliRunner

from pipeline.cli import main

CORPUS = Path(__file__).parents[2] / "corpus" / "agreements"
ONE = CORPUS / "14-pressemitteilung-altstadtfest.gold.json"
TWO = CORPUS / "26-luoyang-trier-news.gold.json"


def test_table_tells_numbers_and_cases() -> None:
    result = CliRunner().invoke(main, ["evaluate", str(TWO), "--cases", "--rules"])

    assert result.exit_code == 0
    assert "Texts written for the project" in result.stdout
    assert "Real texts" not in result.stdout
    assert "26-luoyang-trier-news.txt" in result.stdout
    assert "fired" in result.stdout


def test_json_holds_all() -> None:
    result = CliRunner().invoke(main, ["evaluate", str(ONE), "--format", "json"])

    data = json.loads(result.stdout)
    assert data["schema"] == "urn:accord:schema:evaluation:1"
    assert [document["name"] for document in data["documents"]] == [
        "14-pressemitteilung-altstadtfest.txt"
    ]
    rows = {(t["field"], t["language"]): t["f1"] for t in data["tallies"]}
    assert rows["no_agreement", "all"] == 1.0


def test_page_escapes_what_documents_say(tmp_path: Path) -> None:
    text = "<script>alert(1)</script> Das Fest beginnt am 3. Mai 2021 auf dem Platz. " * 3
    (tmp_path / "a.txt").write_text(text, "utf-8")
    gold = json.loads(ONE.read_text("utf-8"))
    import hashlib

    gold["source"] = {"name": "a.txt", "sha256": hashlib.sha256(text.encode()).hexdigest()}
    gold["dates"] = []
    (tmp_path / "a.gold.json").write_text(json.dumps(gold), "utf-8")
    page = tmp_path / "page.html"

    result = CliRunner().invoke(main, ["evaluate", str(tmp_path), "-o", str(page)])

    html = page.read_text("utf-8")
    assert result.exit_code == 0
    assert "<script>" not in html
    assert "&lt;script&gt;" in html
    assert '<mark class="false" title="dates_by_place false">3. Mai 2021</mark>' in html


def test_a_missing_source_is_told_and_the_rest_done(tmp_path: Path) -> None:
    for path in (ONE, TWO, TWO.with_name("26-luoyang-trier-news.txt")):
        (tmp_path / path.name).write_bytes(path.read_bytes())

    result = CliRunner().invoke(main, ["evaluate", str(tmp_path)])

    assert result.exit_code == 1
    assert "14-pressemitteilung-altstadtfest.txt" in result.stderr
    assert "--sources" in result.stderr
    assert "commitments" in result.stdout
