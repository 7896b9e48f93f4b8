"""Chinese names of bodies: what kind they are and where."""

from __future__ import annotations

import pytest

from pipeline.extract.names import detect_type
from pipeline.extract.namings import locate_name
from pipeline.lexicon import load_lexicon


@pytest.mark.parametrize(
    ("name", "kind", "country", "geonames"),
    [
        ("宁波市鄞州区人民政府", "district", "CN", None),
        ("香港特别行政区政府", "state", "HK", None),
        ("日本长野县", "province", "JP", None),
        ("日本国北海道", "province", "JP", None),
        ("南京江北新区管理委员会", "other", None, None),
        ("美国加利福尼亚州旧金山市", "city", "US", "5391959"),
        ("爱尔兰科克市", "city", "IE", "2965140"),
        ("淮河流域防汛中心", "other", None, None),
        ("日本国滋贺县彦根市", "city", "JP", "1862636"),
        ("大韩民国釜山广域市", "city", "KR", "1838524"),
        # The only place of that name in the gazetteer lies in another country.
        ("新西兰奥克兰市", "city", "NZ", None),
        ("延边朝鲜族自治州人民政府", "state", None, None),
    ],
)
def test_kind_and_place(name: str, kind: str, country: str | None, geonames: str | None) -> None:
    lexicon = load_lexicon("zh")

    found, place = locate_name(name, name, lexicon)

    assert detect_type(name, lexicon) == kind
    assert found == country
    assert (place.geonames_id if place and place.kind == kind else None) == geonames
