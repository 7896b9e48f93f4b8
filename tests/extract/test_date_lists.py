from __future__ import annotations

import pytest
from factories import reading_of

from pipeline.extract.dates import find_dates


@pytest.mark.parametrize(
    ("language", "text", "roles"),
    [
        # one word joins two dates: the one speaks for the other
        ("de", "Das Konzert war am 3. Mai 2019 und 2020.", ["event", "event"]),
        ("en", "They met at the fair in May 2019 and 2020.", ["event", "event"]),
        # rows of a table are about one thing
        (
            "de",
            "03/2005 Ausstellung\nA\n04/2005 Konzert\nB\n05/2005 Messe\nC\n06/2005 Umbau\n",
            ["event", "event", "event", "event"],
        ),
        # two rows are too few to speak for a third
        ("de", "03/2005 Ausstellung\nA\n04/2005 Konzert\nB\n06/2005 Umbau\n", None),
    ],
)
def test_shares_roles_in_lists(language: str, text: str, roles: list[str] | None) -> None:
    found = find_dates(reading_of(text, language, kind="body", part="cover"))

    if roles is None:
        assert found[-1].role == "reference"
    else:
        assert [date.role for date in found] == roles
