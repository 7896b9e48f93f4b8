"""Two language versions with differences planted: each must be warned of, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.ingest import ingest_bytes
from pipeline.run import run_document

GERMAN = """Memorandum über die Zusammenarbeit
zwischen der Stadt Kassel und der Stadt Wuhu

§ 1 Ziel
Die Städte vereinbaren, bis zum 3. Mai 2021 120.000 Euro bereitzustellen.

§ 2 Jugend
Die Stadt Kassel verpflichtet sich, bis zum 30. Juni 2022 ein Jugendforum mit 45 Plätzen auszurichten.

§ 3 Dauer
Das Memorandum gilt drei Jahre. Jede Seite kann es mit einer Frist von sechs Monaten kündigen.

Kassel, den 4. März 2021
"""
CHINESE = """合作备忘录
卡塞尔市与芜湖市

第一条 目标
双方商定于2021年5月3日前提供120,000欧元。

第二条 青年
卡塞尔市有义务于2022年6月30日前举办一次青年论坛，提供45个名额。

第三条 期限
本备忘录有效期三年。任何一方可提前六个月书面通知对方终止本备忘录。

2021年3月4日于卡塞尔
"""
TREATIES = Path(__file__).parents[2] / "shared" / "data" / "un"


def _warnings(german: str, chinese: str) -> list[tuple[str, list[str]]]:
    document = ingest_bytes(f"{german}\n\n{chinese}".encode(), "a.txt")
    record = run_document(document)
    assert len(record.agreements) == 1
    return [(w.message, [value.value for value in w.values]) for w in record.warnings]


def test_versions_that_agree_give_no_warning() -> None:
    assert _warnings(GERMAN, CHINESE) == []


@pytest.mark.parametrize(
    ("old", "new", "about", "values"),
    [
        ("2021年5月3日", "2021年5月4日", "a date (deadline)", ["2021-05-03", "2021-05-04"]),
        ("2021年3月4日", "2021年3月5日", "a date (signature)", ["2021-03-04", "2021-03-05"]),
        ("120,000", "100,000", "a number", ["120.000", "100,000"]),
        ("45个", "54个", "a number", ["45", "54"]),
        (
            "提前六个月",
            "提前三个月",
            "notices",
            ["termination P6M any_time", "termination P3M any_time"],
        ),
        ("有效期三年", "有效期五年", "duration", ["P3Y", "P5Y"]),
        ("有义务于", "可于", "the modality of a commitment", ["obligation", "permission"]),
    ],
)
def test_a_planted_difference_is_the_one_warning(
    old: str, new: str, about: str, values: list[str]
) -> None:
    assert old in CHINESE

    found = _warnings(GERMAN, CHINESE.replace(old, new))

    assert (f"the language versions disagree on {about}", values) in found
    assert len(found) <= 2  # a deadline's date is that of its commitment too


def test_a_clause_that_one_version_lacks() -> None:
    start, end = CHINESE.index("第二条"), CHINESE.index("第三条")

    found = _warnings(GERMAN, CHINESE[:start] + CHINESE[end:])

    assert ("the language versions have different numbers of clauses", ["3", "2"]) in found


@pytest.mark.skipif(not TREATIES.exists(), reason="the shared treaties are not there")
@pytest.mark.parametrize(
    ("old", "new", "about"),
    [
        ("1967年1月27日", "1967年1月28日", "a date (signature)"),
        ("1947年11月3日", "1947年12月3日", "a date (reference)"),
        ("一年后生效", "六个月后生效", "notices"),
        ("各缔约国应把其在", "各缔约国可把其在", "the modality of a commitment"),
    ],
)
def test_differences_planted_in_a_real_treaty(old: str, new: str, about: str) -> None:
    english, chinese = (
        (TREATIES / f"ost-1967.{code}.txt").read_text("utf-8") for code in ("en", "zh")
    )
    assert old in chinese
    before = _warnings(english, chinese)

    after = _warnings(english, chinese.replace(old, new))

    gained = [message for message, values in after if (message, values) not in before]
    assert f"the language versions disagree on {about}" in gained
