from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from factories import reading_of
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.extract.cite import cite
from pipeline.extract.periods import compute_end, parse_period
from pipeline.extract.term import find_term
from pipeline.lexicon import load_lexicon
from pipeline.models import DateMention, Fact, Span, Term

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.models import Evidence, Reading


def dated(reading: Reading, words: str, value: str) -> tuple[DateMention, ...]:
    """Return the one date of a reading, as the extractor of dates would find it."""
    start = reading.text.find(words)
    span = Span(start, start + len(words))
    evidence = cite(reading, span, "date")
    return (DateMention(None, value, words, "other", None, "stated", None, evidence),)


def value_of(fact: Fact | None) -> str | bool | None:
    return None if fact is None else fact.value


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        pytest.param(
            "de", "Diese Vereinbarung gilt für die Dauer von drei Jahren.", "P3Y", id="de-dauer"
        ),
        pytest.param(
            "de", "Der Vertrag wird auf fünf (5) Jahre abgeschlossen.", "P5Y", id="de-doubled"
        ),
        pytest.param(
            "de", "Das Memorandum hat eine zweijährige Laufzeit.", "P2Y", id="de-adjective"
        ),
        pytest.param("de", "Die Laufzeit beträgt 18 Monate.", "P18M", id="de-months"),
        pytest.param(
            "de", "Die Vereinbarung läuft zunächst anderthalb Jahre.", "P18M", id="de-half"
        ),
        pytest.param(
            "de",
            "Dieser Vertrag wird auf unbestimmte Zeit geschlossen.",
            "indefinite",
            id="de-indefinite",
        ),
        pytest.param(
            "de",
            "Sie gilt, bis sie von einem Partner gekündigt wird.",
            "indefinite",
            id="de-until-notice",
        ),
        pytest.param("de", "Das Projekt dauert drei Jahre.", None, id="de-project"),
        pytest.param("de", "Die Amtszeit des Beirats beträgt vier Jahre.", None, id="de-office"),
        pytest.param(
            "de",
            "Die Pflicht besteht fünf Jahre über das Ende dieser Vereinbarung hinaus.",
            None,
            id="de-outlasts",
        ),
        pytest.param(
            "en", "The term of this Agreement shall be three (3) years.", "P3Y", id="en-term"
        ),
        pytest.param(
            "en",
            "This Memorandum shall remain in effect for (two (2)) years.",
            "P2Y",
            id="en-brackets",
        ),
        pytest.param(
            "en",
            "This Agreement is concluded for an initial period of 36 months.",
            "P36M",
            id="en-initial",
        ),
        pytest.param(
            "en",
            "This Treaty is concluded for an indefinite period.",
            "indefinite",
            id="en-indefinite",
        ),
        pytest.param(
            "en",
            "This Agreement shall remain in force until terminated by either Party.",
            "indefinite",
            id="en-until",
        ),
        pytest.param(
            "en",
            "This letter takes effect on signature. It ends two years later.",
            "P2Y",
            id="en-later",
        ),
        pytest.param("en", "The project shall run for four years.", None, id="en-project"),
        pytest.param(
            "en",
            "The withdrawal takes effect one year from the date of receipt.",
            None,
            id="en-withdrawal",
        ),
        pytest.param("zh-Hans", "本备忘录自签字之日起生效，有效期三年。", "P3Y", id="zh-three"),
        pytest.param("zh-Hans", "本协议有效期为五（5）年。", "P5Y", id="zh-doubled"),
        pytest.param("zh-Hans", "本协定有效期一年半。", "P18M", id="zh-half"),
        pytest.param("zh-Hant", "本備忘錄自簽署之日起生效，效期四年。", "P4Y", id="zh-traditional"),
        pytest.param("zh-Hans", "本宣言不限期有效。", "indefinite", id="zh-indefinite"),
        pytest.param(
            "zh-Hans", "本协议继续有效直至一方提前六个月书面通知终止。", "indefinite", id="zh-until"
        ),
        pytest.param("zh-Hans", "签证有效期三个月。", None, id="zh-visa"),
        pytest.param("zh-Hans", "本条规定在本协议终止后三年内继续有效。", None, id="zh-outlasts"),
        pytest.param(
            "en",
            "The note constitutes an Agreement, which shall remain in force until the expiration of "
            "three months from the date on which either Government shall have given notice.",
            "indefinite",
            id="en-notice-runs-out",
        ),
        pytest.param(
            "zh-Hans",
            "八、原协议的期限由十年延长至十二年。",
            "P12Y",
            id="zh-changed",
        ),
        pytest.param(
            "zh-Hans",
            "本协议为期四年。",
            "P4Y",
            id="zh-lasts",
        ),
        pytest.param(
            "zh-Hans",
            "原协议的有效期自2026年4月1日起延长五年。",
            "P5Y",
            id="zh-extended",
        ),
    ],
)
def test_duration(language: str, text: str, expected: str | None) -> None:
    assert value_of(find_term(reading_of(text, language), ()).duration) == expected


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        pytest.param(
            "de",
            "Der Vertrag tritt mit Unterzeichnung in Kraft.",
            ("signature",),
            id="de-signature",
        ),
        pytest.param(
            "de",
            "Das Memorandum wird mit Unterzeichnung wirksam, "
            "vorbehaltlich der Zustimmung der Gremien.",
            ("approval", "signature"),
            id="de-approval",
        ),
        pytest.param(
            "de",
            "Der Vertrag bedarf der Ratifikation. "
            "Er tritt am Tag nach dem Austausch der Ratifikationsurkunden in Kraft.",
            ("ratification", "exchange_of_instruments"),
            id="de-exchange",
        ),
        pytest.param(
            "de",
            "Das Abkommen tritt mit dem Eingang der letzten Mitteilung in Kraft.",
            ("later_notification",),
            id="de-notification",
        ),
        pytest.param(
            "de",
            "Änderungen dieser Vereinbarung treten mit Unterzeichnung in Kraft.",
            (),
            id="de-amendment",
        ),
        pytest.param(
            "en",
            "This Agreement enters into force on signature.",
            ("signature",),
            id="en-signature",
        ),
        pytest.param(
            "en",
            "This Treaty shall enter into force upon the exchange of instruments of ratification.",
            ("exchange_of_instruments",),
            id="en-exchange",
        ),
        pytest.param(
            "en",
            "This Agreement shall enter into force on receipt of the later notification.",
            ("later_notification",),
            id="en-notification",
        ),
        pytest.param(
            "en", "The denunciation shall take effect upon receipt.", (), id="en-denunciation"
        ),
        pytest.param("zh-Hans", "本协定自双方签字之日起生效。", ("signature",), id="zh-signature"),
        pytest.param(
            "zh-Hans",
            "本协定自收到后一份照会之日起生效。",
            ("later_notification",),
            id="zh-notification",
        ),
        pytest.param(
            "zh-Hans",
            "本条约自互换批准书之日起生效。",
            ("exchange_of_instruments",),
            id="zh-exchange",
        ),
        pytest.param("zh-Hans", "终止自通知之日起六个月后生效。", (), id="zh-end"),
        pytest.param(
            "zh-Hans",
            "本协议自双方授权代表签字并加盖公章之日起生效。",
            ("signature", "other"),
            id="zh-seal",
        ),
        pytest.param(
            "zh-Hans",
            "本协议自四方盖章之日起生效。",
            ("other",),
            id="zh-seal-alone",
        ),
        pytest.param(
            "zh-Hans",
            "本协议自阁下复函之日起生效。",
            ("exchange_of_instruments",),
            id="zh-reply",
        ),
        pytest.param(
            "zh-Hans",
            "本补充协议自三方签字之日起生效。",
            ("signature",),
            id="zh-supplement",
        ),
    ],
)
def test_entry_conditions(language: str, text: str, expected: tuple[str, ...]) -> None:
    assert set(find_term(reading_of(text, language), ()).entry_conditions) == set(expected)


@pytest.mark.parametrize(
    ("language", "text", "words", "expected"),
    [
        pytest.param(
            "de",
            "Der Vertrag tritt am 1. Januar 2020 in Kraft.",
            "1. Januar 2020",
            "2020-01-01",
            id="de",
        ),
        pytest.param(
            "de",
            "Sie tritt rückwirkend zum 17. Oktober 2024 in Kraft.",
            "17. Oktober 2024",
            "2024-10-17",
            id="de-back",
        ),
        pytest.param(
            "en",
            "This Agreement is effective as of May 1, 2019.",
            "May 1, 2019",
            "2019-05-01",
            id="en-as-of",
        ),
        pytest.param(
            "en",
            "This Agreement enters into force on 1 March 2021.",
            "1 March 2021",
            "2021-03-01",
            id="en-on",
        ),
        pytest.param(
            "zh-Hans", "本协议自2018年5月1日起生效。", "2018年5月1日", "2018-05-01", id="zh"
        ),
        pytest.param(
            "en",
            "The Amendment takes effect on 1 July 2017, whatever the date on which it is signed.",
            "1 July 2017",
            "2017-07-01",
            id="en-amendment",
        ),
        pytest.param(
            "zh-Hans",
            "本协议为期四年，自2025年8月1日起至2029年7月31日止。",
            "2025年8月1日",
            "2025-08-01",
            id="zh-from-to",
        ),
    ],
)
def test_entry_into_force(language: str, text: str, words: str, expected: str | None) -> None:
    reading = reading_of(text, language)

    term = find_term(reading, dated(reading, words, expected or "2020-01-01"))

    assert value_of(term.entry_into_force) == expected
    assert ("date" in term.entry_conditions) is (expected is not None)


def test_a_day_told_afterwards_is_no_condition() -> None:
    text = "1 Came into force on 18 March 1966, after the later of the two notifications."
    reading = reading_of(text, "en")

    term = find_term(reading, dated(reading, "18 March 1966", "1966-03-18"))

    assert value_of(term.entry_into_force) == "1966-03-18"
    assert term.entry_conditions == ("later_notification",)


def test_a_day_before_which_it_does_not_enter_into_force_is_a_condition() -> None:
    text = "Der Vertrag tritt nicht vor dem 1. Januar 2020 in Kraft."
    reading = reading_of(text, "de")

    term = find_term(reading, dated(reading, "1. Januar 2020", "2020-01-01"))

    assert (term.entry_into_force, term.entry_conditions) == (None, ("date",))


def test_a_day_both_told_and_agreed_is_a_condition() -> None:
    text = "This Agreement came into force on 1 May 1969. It shall enter into force on 1 May 1969."
    reading = reading_of(text, "en")
    start = text.rfind("1 May")
    (told,) = dated(reading, "1 May 1969", "1969-05-01")
    agreed = replace(told, evidence=cite(reading, Span(start, start + 10), "date"))

    assert find_term(reading, (told, agreed)).entry_conditions == ("date",)


@pytest.mark.parametrize(
    ("language", "text", "words", "expected"),
    [
        pytest.param(
            "de", "Die Vereinbarung endet am 31.12.2026.", "31.12.2026", "2026-12-31", id="de-ends"
        ),
        pytest.param(
            "de",
            "Sie gilt bis zum 31. Dezember 2026.",
            "31. Dezember 2026",
            "2026-12-31",
            id="de-until",
        ),
        pytest.param(
            "de", "Die Projektphase läuft bis zum 31.12.2026.", "31.12.2026", None, id="de-project"
        ),
        pytest.param(
            "en",
            "This Agreement expires on 31 March 2025.",
            "31 March 2025",
            "2025-03-31",
            id="en-expires",
        ),
        pytest.param(
            "en",
            "It shall remain in force until June 30, 2026.",
            "June 30, 2026",
            "2026-06-30",
            id="en-until",
        ),
        pytest.param(
            "zh-Hans",
            "本协议有效期至2026年12月31日止。",
            "2026年12月31日",
            "2026-12-31",
            id="zh-until",
        ),
        pytest.param(
            "zh-Hans", "本协议于2024年12月31日终止。", "2024年12月31日", "2024-12-31", id="zh-ends"
        ),
    ],
)
def test_expiry(language: str, text: str, words: str, expected: str | None) -> None:
    reading = reading_of(text, language)

    assert (
        value_of(find_term(reading, dated(reading, words, expected or "2026-12-31")).expiry)
        == expected
    )


def test_the_dates_know_the_last_day() -> None:
    reading = reading_of('Extension\nThe date is replaced by the words "30 June 2022".', "en")
    (date,) = dated(reading, "30 June 2022", "2022-06-30")

    assert value_of(find_term(reading, (replace(date, role="expiry"),)).expiry) == "2022-06-30"
    assert find_term(reading, (date,)).expiry is None


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        pytest.param(
            "de",
            "Sie verlängert sich um jeweils zwei Jahre, wenn sie nicht gekündigt wird.",
            ("automatic", "P2Y"),
            id="de-automatic",
        ),
        pytest.param(
            "de", "Sie verlängert sich um ein weiteres Jahr.", ("automatic", "P1Y"), id="de-another"
        ),
        pytest.param(
            "de",
            "Eine Verlängerung setzt eine schriftliche Einigung voraus.",
            ("by_agreement", None),
            id="de-agreed",
        ),
        pytest.param("de", "Eine Verlängerung ist ausgeschlossen.", ("none", None), id="de-none"),
        pytest.param(
            "de", "Die Frist verlängert sich um zwei Wochen.", (None, None), id="de-deadline"
        ),
        pytest.param(
            "en",
            "This Agreement will automatically renew for additional periods of one year.",
            ("automatic", "P1Y"),
            id="en-automatic",
        ),
        pytest.param(
            "en",
            "It may be renewed for a further three years by mutual consent.",
            ("by_agreement", "P3Y"),
            id="en-agreed",
        ),
        pytest.param(
            "en", "This Agreement shall not be renewed automatically.", ("none", None), id="en-none"
        ),
        pytest.param(
            "zh-Hans",
            "如期满前六个月任何一方未书面提出终止，则本协议自动延长五年。",
            ("automatic", "P5Y"),
            id="zh-automatic",
        ),
        pytest.param(
            "zh-Hans", "期满后经双方协商一致，可以续签。", ("by_agreement", None), id="zh-agreed"
        ),
        pytest.param("zh-Hans", "本协议期满后不予延长。", ("none", None), id="zh-none"),
        pytest.param(
            "en",
            "This letter runs for two years. An extension is not foreseen.",
            ("none", None),
            id="en-not-foreseen",
        ),
        pytest.param(
            "en",
            "The Agreement is prolonged by one year at a time unless a majority of the Partners objects.",
            ("automatic", "P1Y"),
            id="en-majority",
        ),
    ],
)
def test_renewal(language: str, text: str, expected: tuple[str | None, str | None]) -> None:
    term = find_term(reading_of(text, language), ())

    assert (value_of(term.renewal), value_of(term.renewal_period)) == expected


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        pytest.param(
            "de",
            "Jede Seite kann den Vertrag mit einer Frist von drei Monaten zum Jahresende kündigen.",
            [("termination", "P3M", "end_of_year")],
            id="de-year",
        ),
        pytest.param(
            "de",
            "Jeder Partner kann sie mit einer Frist von vier Wochen zum Monatsende kündigen.",
            [("termination", "P4W", "end_of_month")],
            id="de-month",
        ),
        pytest.param(
            "de",
            "Die Partner können den Vertrag jederzeit mit dreimonatiger Frist kündigen.",
            [("termination", "P3M", "any_time")],
            id="de-any-time",
        ),
        pytest.param(
            "de",
            "Der Vertrag verlängert sich um ein Jahr, "
            "wenn er nicht sechs Monate vor Ablauf gekündigt wird.",
            [("non_renewal", "P6M", "end_of_term")],
            id="de-non-renewal",
        ),
        pytest.param(
            "de",
            "Der Vertrag kann auf den Ablauf eines Schuljahres "
            "mit einjähriger Frist gekündigt werden.",
            [("termination", "P1Y", None)],
            id="de-school-year",
        ),
        pytest.param(
            "de", "Die Einladung ergeht mit einer Frist von drei Wochen.", [], id="de-invitation"
        ),
        pytest.param(
            "en",
            "Either Party may terminate this Agreement at any time "
            "upon six (6) months’ written notice.",
            [("termination", "P6M", "any_time")],
            id="en-any-time",
        ),
        pytest.param(
            "en",
            "This Agreement renews automatically for one year unless notice of non-renewal "
            "is given at least 90 days prior to the end of the term.",
            [("non_renewal", "P90D", "end_of_term")],
            id="en-non-renewal",
        ),
        pytest.param(
            "en",
            "A Party may terminate this Agreement "
            "if a breach is not cured within thirty days of notice.",
            [],
            id="en-cure",
        ),
        pytest.param(
            "zh-Hans",
            "任何一方可提前三个月书面通知对方终止本协议。",
            [("termination", "P3M", "any_time")],
            id="zh",
        ),
        pytest.param(
            "zh-Hans",
            "任何一方有权提前三个月书面通知对方于年底终止本协议。",
            [("termination", "P3M", "end_of_year")],
            id="zh-year",
        ),
        pytest.param(
            "zh-Hant",
            "期滿三個月前任一方未以書面表示反對者，本協議自動延長二年。",
            [("non_renewal", "P3M", "end_of_term")],
            id="zh-traditional",
        ),
        pytest.param(
            "zh-Hans", "派遣方应提前三个月将代表团名单书面通知对方。", [], id="zh-delegation"
        ),
        pytest.param(
            "en",
            "A Partner may leave with effect from the end of a calendar year by informing "
            "the secretariat at least four months in advance.",
            [("termination", "P4M", "end_of_year")],
            id="en-leave",
        ),
        pytest.param(
            "zh-Hans",
            "如一方希望终止，须提前三个月通知对方。",
            [("termination", "P3M", "any_time")],
            id="zh-one-party",
        ),
        pytest.param(
            "zh-Hans",
            "终止本协议的通知应至少于学期开始前六个月送达。",
            [("termination", "P6M", None)],
            id="zh-delivered",
        ),
        pytest.param(
            "zh-Hans",
            "任何一方至迟应在9月30日前书面通知终止本协议。",
            [],
            id="zh-day",
        ),
        pytest.param(
            "zh-Hans",
            "期满前一个月，双方可就续签本协议事宜进行协商。",
            [],
            id="zh-talks",
        ),
        pytest.param(
            "zh-Hans",
            "删除第九条“甲方可以提前三个月通知解除协议”的约定。",
            [],
            id="zh-deleted",
        ),
    ],
)
def test_notices(language: str, text: str, expected: list[tuple[str, str, str | None]]) -> None:
    notices = find_term(reading_of(text, language), ()).notices

    assert [(notice.purpose, notice.period, notice.to) for notice in notices] == expected


def test_expiry_is_computed_when_entry_and_duration_are_said() -> None:
    reading = reading_of("Der Vertrag tritt am 1. Januar 2020 in Kraft und gilt drei Jahre.", "de")

    expiry = find_term(reading, dated(reading, "1. Januar 2020", "2020-01-01")).expiry

    assert expiry is not None
    assert (expiry.value, expiry.basis, expiry.text) == ("2022-12-31", "computed", None)


def test_cover_needs_the_agreement_named() -> None:
    text = "Der Mietvertrag läuft fünf Jahre. Die Baugenehmigung gilt drei Jahre."

    assert find_term(reading_of(text, "de", part="cover", kind="body"), ()) == Term()


def test_cover_goes_on_from_the_agreement() -> None:
    text = "Die Partnerschaft wurde begründet. Sie gilt zunächst für fünf Jahre."

    term = find_term(reading_of(text, "de", part="cover", kind="body"), ())

    assert value_of(term.duration) == "P5Y"


@pytest.mark.parametrize(
    ("start", "duration", "expected"),
    [
        pytest.param("2024-10-17", "P4Y", "2028-10-16", id="years"),
        pytest.param("2021-08-31", "P6M", "2022-02-28", id="short-month"),
        pytest.param("2021-01-01", "P90D", "2021-03-31", id="days"),
        pytest.param("2021-01", "P1Y", None, id="no-day"),
        pytest.param("2021-01-01", "indefinite", None, id="indefinite"),
        pytest.param("2021-01-01", "P99999Y", None, id="beyond-calendar"),
    ],
)
def test_compute_end(start: str, duration: str, expected: str | None) -> None:
    assert compute_end(start, duration) == expected


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        pytest.param("de", "ein weiteres Jahr", "P1Y", id="de-another"),
        pytest.param("de", "zwölf Monaten", "P12M", id="de-twelve"),
        pytest.param("de", "unbestimmt", None, id="de-none"),
        pytest.param("en", "sixty (60) days", "P60D", id="en-doubled"),
        pytest.param("en", "year-to-year", "P1Y", id="en-yearly"),
        pytest.param("zh", "半年", "P6M", id="zh-half"),
        pytest.param("zh", "三十日", "P30D", id="zh-days"),
    ],
)
def test_parse_period(language: str, text: str, expected: str | None) -> None:
    assert parse_period(text, load_lexicon(language)) == expected


def evidence_of(term: Term) -> Iterator[Evidence]:
    facts = (term.entry_into_force, term.duration, term.expiry, term.renewal, term.renewal_period)
    for fact in facts:
        yield from fact.evidence if fact else ()
    for notice in term.notices:
        yield from notice.evidence


WORDS = (
    "Dieser Vertrag gilt drei Jahre und verlängert sich um ein Jahr. ",
    "This Agreement is valid for two years upon ninety days’ notice of termination. ",
    "本协议有效期三年，任何一方可提前三个月通知终止。",
)


@settings(deadline=None)  # a busy machine is no failure
@given(
    st.sampled_from(["de", "en", "zh-Hans"]),
    st.lists(st.one_of(st.text(), st.sampled_from(WORDS)), max_size=6),
)
def test_quotes_equal_their_slices(language: str, parts: list[str]) -> None:
    text = "\n".join(parts)

    term = find_term(reading_of(text, language), ())

    assert all(text[item.start : item.end] == item.quote for item in evidence_of(term))
