"""Areas: the fields in which the parties say that they cooperate, in three languages."""

from __future__ import annotations

import pytest
from factories import reading_of
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.extract.areas import find_areas
from pipeline.extract.listing import make_passages
from pipeline.lexicon import load_shared
from pipeline.models import Area, Reading

GERMAN = (
    ("des Strukturwandels", "urban_transformation"),
    ("des Stadtumbaus", "urban_transformation"),
    ("der städtischen Transformation", "urban_transformation"),
    ("des Wohnungsbaus", "urban_planning_housing"),
    ("der Investitionsförderung", "investment_promotion"),
    ("der Wirtschaft", "trade_economy"),
    ("der Wissenschaft", "science_technology"),
    ("der beruflichen Bildung", "education_youth"),
    ("des Jugendaustauschs", "education_youth"),
    ("des Kulturaustauschs", "culture"),
    ("des Rundfunks", "culture"),
    ("des Sports", "sport"),
    ("des Tourismus", "tourism"),
    ("der nachhaltigen Entwicklung", "environment_climate"),
    ("der erneuerbaren Energien", "energy"),
    ("des öffentlichen Nahverkehrs", "mobility_transport"),
    ("des Gesundheitswesens", "health_social"),
    ("der öffentlichen Verwaltung", "public_administration"),
    ("der Digitalisierung", "digitalisation"),
    ("der Landwirtschaft", "agriculture"),
    ("der Hafenwirtschaft", "ports_logistics"),
    ("der Stadtentwicklung", "urban_planning_housing"),
    ("der Altstadtsanierung", "urban_transformation"),
    ("der Denkmalpflege", "culture"),
    ("des Küstenschutzes", "environment_climate"),
    ("der Abwärme", "energy"),
    ("der Lehrlinge", "education_youth"),
    ("des Maschinenbaus", "industry"),
    ("der Bürgerbegegnung", "people_to_people"),
    ("des Katastrophenschutzes", "security_justice"),
)
ENGLISH = (
    ("urban regeneration", "urban_transformation"),
    ("town planning", "urban_planning_housing"),
    ("mutual investment", "investment_promotion"),
    ("trade", "trade_economy"),
    ("research", "science_technology"),
    ("education", "education_youth"),
    ("culture", "culture"),
    ("sport", "sport"),
    ("tourism", "tourism"),
    ("climate protection", "environment_climate"),
    ("energy", "energy"),
    ("public transport", "mobility_transport"),
    ("health", "health_social"),
    ("public administration", "public_administration"),
    ("smart cities", "digitalisation"),
    ("agriculture", "agriculture"),
    ("logistics", "ports_logistics"),
    ("drinking water", "environment_climate"),
    ("district heating", "energy"),
    ("dairy", "agriculture"),
    ("performing arts", "culture"),
    ("higher education", "education_youth"),
    ("digital records systems", "digitalisation"),
    ("cycle lanes", "mobility_transport"),
    ("manufacturing", "industry"),
    ("people-to-people exchanges", "people_to_people"),
    ("law enforcement", "security_justice"),
    ("coastal protection", "environment_climate"),
    ("conservation of historic quarters", "urban_planning_housing"),
    ("traffic counting", "mobility_transport"),
    ("exchanges of civil servants", "public_administration"),
)
CHINESE = (
    ("固体废物", "environment_climate"),
    ("产业园", "industry"),
    ("干部挂职", "public_administration"),
    ("冰雪运动", "sport"),
    ("老城更新", "urban_transformation"),
    ("工业互联网", "digitalisation"),
    ("港航", "ports_logistics"),
    ("城市转型", "urban_transformation"),
    ("城市规划", "urban_planning_housing"),
    ("投资促进", "investment_promotion"),
    ("经贸", "trade_economy"),
    ("科技", "science_technology"),
    ("教育", "education_youth"),
    ("文化", "culture"),
    ("體育", "sport"),
    ("旅游", "tourism"),
    ("环境保护", "environment_climate"),
    ("能源", "energy"),
    ("交通", "mobility_transport"),
    ("医疗卫生", "health_social"),
    ("公共管理", "public_administration"),
    ("智慧城市", "digitalisation"),
    ("农业", "agriculture"),
    ("港口", "ports_logistics"),
    ("制造业", "industry"),
    ("民间交流", "people_to_people"),
    ("公共安全", "security_justice"),
)
FRAMES = {
    "de": "Die Parteien arbeiten auf dem Gebiet {} zusammen.",
    "en": "The Parties will cooperate in the field of {}.",
    "zh-Hans": "双方将在{}领域开展合作。",
}
CASES = [
    (language, FRAMES[language].format(words), area)
    for language, table in (("de", GERMAN), ("en", ENGLISH), ("zh-Hans", CHINESE))
    for words, area in table
]


def read_areas(reading: Reading) -> tuple[Area, ...]:
    return find_areas(reading, make_passages(reading))


def areas_of(text: str, language: str, **where: str) -> set[str]:
    return {area.area for area in read_areas(reading_of(text, language, **where))}


@pytest.mark.parametrize(("language", "text", "area"), CASES)
def test_area(language: str, text: str, area: str) -> None:
    assert areas_of(text, language) == {area}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Der Sport wird zu einem späteren Zeitpunkt geprüft."),
        (
            "de",
            "Ansprechpartner ist das Ministerium für Kultur und Sport, das die Treffen fördert.",
        ),
        ("de", "Die Parteien unterstützen den Wirtschaftsförderungsausschuss."),
        ("de", "Die Parteien tauschen sich über Themen wie Kultur oder Sport aus."),
        ("de", "Seit 1992 besteht ein reger Austausch der Musikschulen."),
        ("de", "Die Vereinbarung über den Sport tritt am 1. Mai in Kraft."),
        ("en", "Sport may be considered at a later date as a field of cooperation."),
        ("en", "The Parties will support the Ministry of Culture."),
        ("en", "The Parties will exchange views on topics such as culture and sport."),
        ("en", "Board, lodging and transport are paid by the host city."),
        ("en", "The Parties will cooperate, though trade is not mentioned."),
        ("en", "The Parties will support medical treatment of visitors."),
        ("en", "Convinced that their exchange serves the friendship of nations, the Parties meet."),
        ("en", "Trade falls outside the scope of their cooperation."),
        ("en", "No joint events in the fields of sport or culture are planned."),
        ("en", "Port development and tourism are not addressed by this cooperation."),
        ("en", "Guided by friendly relations, the Parties will cooperate."),
        ("de", "Die Zusammenarbeit im Sport ist ausdrücklich ausgenommen."),
        ("de", "Die Partner fördern den Anschluss im Falle wirtschaftlicher Bedingungen."),
        ("en", "The Cities will provide local transport and share it."),
        ("en", "The Parties will support research bodies."),
        ("en", "The Parties will support the wish for a world without nuclear weapons."),
        ("zh-Hans", "接待方负责提供住房、公务用车和医疗。"),
        ("zh-Hans", "双方支持海澄科技股份有限公司。"),
        ("zh-Hans", "双方根据文化合作协定的规定开展工作。"),
        ("zh-Hans", "体育合作日后再议。"),
        ("zh-Hans", "体育合作不属于本协议的合作领域。"),
        ("zh-Hans", "双方将加强友好交流。"),
        ("zh-Hans", "双方将通过教育部开展合作。"),
    ],
)
def test_is_no_area(language: str, text: str) -> None:
    assert areas_of(text, language) == set()


def test_list_items_are_areas() -> None:
    text = "Die Parteien werden in folgenden Bereichen zusammenarbeiten:\n- Kultur\n- Sport"

    assert areas_of(text, "de") == {"culture", "sport"}


def test_a_sentence_goes_on_with_the_one_before() -> None:
    text = "Beide Städte arbeiten im Sport zusammen. Hinzu kommen Theater. Museen gibt es auch."

    assert areas_of(text, "de") == {"sport", "culture"}


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "The Cities intend to exchange knowledge.\ndistrict heating", {"energy"}),
        ("zh-Hans", "双方开展合作。\n教育培训。鼓励互设课程。", {"education_youth"}),
    ],
)
def test_an_item_goes_on_with_what_leads_in(language: str, text: str, expected: set[str]) -> None:
    assert areas_of(text, language) == expected


def test_what_is_left_out_does_not_go_on() -> None:
    text = "Beide Städte arbeiten im Sport zusammen. Hinzu kommt die Musik zunächst nicht."

    assert areas_of(text, "de") == {"sport"}


def test_title_of_a_partnership_is_no_field_of_it() -> None:
    text = "Agreement on friendship and culture"

    assert areas_of(text, "en", kind="title") == {"culture"}


def test_one_area_carries_all_its_evidence() -> None:
    text = "Die Parteien fördern die Kultur. Beide Seiten fördern Konzerte."
    (area,) = read_areas(reading_of(text, "de"))

    assert (area.area, area.agreement) == ("culture", "a1")
    assert [evidence.quote for evidence in area.evidence] == ["Kultur", "Konzerte"]


def test_identifiers_come_from_the_taxonomy() -> None:
    (area,) = read_areas(reading_of("Die Parteien fördern den Tourismus.", "de"))

    assert (area.eurovoc, area.sdg) == (("4470", "3705", "3339"), (8,))


def test_partnership_without_fields_brings_people_together() -> None:
    text = "Die Städte besiegeln hiermit ihre Städtepartnerschaft."

    assert areas_of(text, "de") == {"people_to_people"}


def test_cover_speaks_of_the_cooperation_only() -> None:
    text = (
        "Beide Städte wollen im Tourismus zusammenarbeiten. Die Stadt ist für ihre Musik bekannt."
    )

    assert areas_of(text, "de", kind="body", part="cover") == {"tourism"}


def test_a_paper_that_names_no_field_has_the_one_it_is_about() -> None:
    text = "Das Museum zieht um. Im Theater spielt das Orchester. Der Tourismus wächst."

    assert areas_of(text, "de", kind="body", part="cover") == {"culture"}


def test_taxonomy_is_labelled_in_three_languages() -> None:
    entries = load_shared("areas")["areas"]

    assert len(entries) == 20
    assert all(set(entry["labels"]) == {"de", "en", "zh"} for entry in entries)
    assert all(set(entry["sdg"]) <= set(range(1, 18)) and entry["sdg"] for entry in entries)
    concepts = [concept for entry in entries for concept in entry["eurovoc"]]
    assert all(entry["eurovoc"] for entry in entries)
    assert len(concepts) == len(set(concepts))


@settings(max_examples=60, deadline=None)
@given(
    text=st.one_of(
        st.text(max_size=200),
        st.lists(st.sampled_from([text for _, text, _ in CASES]), max_size=5).map("\n".join),
    ),
    language=st.sampled_from(sorted(FRAMES)),
    part=st.sampled_from(["agreement", "cover"]),
)
def test_quotes_are_slices(text: str, language: str, part: str) -> None:
    for area in read_areas(reading_of(text, language, part=part)):
        assert all(text[item.start : item.end] == item.quote for item in area.evidence)


def test_what_a_long_text_touches_on_once_is_no_field() -> None:
    text = "\n".join(
        [
            "§ 1 Theater",
            *(f"({n}) Die Parteien fördern das Theater und die Musik." for n in range(1, 9)),
            "(9) Die Parteien stellen Plätze für Vertreter des Handwerks bereit.",
        ]
    )
    reading = reading_of(text, "de")

    assert [area.area for area in find_areas(reading, make_passages(reading))] == ["culture"]
