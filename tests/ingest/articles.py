"""Articles of a memorandum in German, English and Chinese: the same in each language."""

from __future__ import annotations

from ingest.sheets import Paragraph

AREAS = {
    "de": (
        "Kultur",
        "Sport",
        "Bildung",
        "Stadtplanung",
        "Umweltschutz",
        "Verkehr",
        "Gesundheit",
        "Tourismus",
        "Handel",
        "Wissenschaft",
        "Jugend",
        "Verwaltung",
        "Landwirtschaft",
        "Denkmalpflege",
        "Abfallwirtschaft",
    ),
    "en": (
        "culture",
        "sport",
        "education",
        "housing",
        "conservation",
        "transport",
        "health",
        "tourism",
        "trade",
        "science",
        "youth",
        "administration",
        "farming",
        "heritage",
        "recycling",
    ),
    "zh": (
        "文化",
        "体育",
        "教育",
        "住房",
        "环保",
        "交通",
        "卫生",
        "旅游",
        "贸易",
        "科学",
        "青年",
        "行政",
        "农业",
        "文物",
        "回收",
    ),
}
HEADINGS = {"de": "Artikel {} {}", "en": "Article {} {}", "zh": "第{}条{}"}
NUMERALS = (
    "一",
    "二",
    "三",
    "四",
    "五",
    "六",
    "七",
    "八",
    "九",
    "十",
    "十一",
    "十二",
    "十三",
    "十四",
    "十五",
)
BODIES = {
    "de": (
        (
            "Im Bereich {} entsenden beide Städte Fachleute und stimmen ihre Vorhaben jedes Jahr "
            "miteinander ab. Die Kosten der Reise trägt die entsendende Stadt, die Kosten des "
            "Aufenthalts übernimmt die gastgebende Stadt."
        ),
        (
            "Vorhaben im Bereich {} bereitet eine gemeinsame Arbeitsgruppe vor, der je drei "
            "Vertreter beider Städte angehören. Sie tagt abwechselnd in Bottrop und in Foshan und"
            " berichtet den Räten schriftlich über den Stand der Arbeit."
        ),
        (
            "Beide Seiten benennen für den Bereich {} eine Ansprechperson, die jede Anfrage der "
            "anderen Seite innerhalb eines Monats beantwortet."
        ),
    ),
    "en": (
        (
            "In the field of {} both cities send experts and agree on their projects every year. "
            "The sending city bears the cost of travel, and the receiving city bears the cost of "
            "the stay."
        ),
        (
            "Projects in the field of {} are prepared by a joint working group to which each city"
            " sends three members. It meets in Bottrop and in Foshan by turns and reports to both"
            " councils in writing on the progress made."
        ),
        (
            "Each side names a contact for the field of {} who answers every request of the other"
            " side within one month."
        ),
    ),
    "zh": (
        (
            "在{}领域，双方城市互派专家，并且每年协调各自的项目计划。旅费由派遣专家的城市承"
            "担，停留期间的费用由接待专家的城市承担。"
        ),
        (
            "{}领域的项目由联合工作组筹备，双方城市各派三名代表参加该工作组。工作组轮流在两"
            "座城市召开会议，并以书面形式向双方议会报告工作进展情况。"
        ),
        "双方为{}领域各指定一名联络人，联络人应当在一个月之内答复对方提出的各项询问。",
    ),
}


def articles(language: str, first: int, last: int) -> list[Paragraph]:
    """Return heading and body of the articles from `first` to `last`."""
    return [part for number in range(first, last + 1) for part in article(language, number)]


def article(language: str, number: int) -> tuple[Paragraph, Paragraph]:
    """Return heading and body of an article, numbered from 1."""
    area = AREAS[language][number - 1]
    shown = NUMERALS[number - 1] if language == "zh" else str(number)
    return (
        Paragraph(language, HEADINGS[language].format(shown, area)),
        Paragraph(language, BODIES[language][number % 3].format(area)),
    )
