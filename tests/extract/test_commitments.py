"""Commitments: who owes what how firmly, in three languages."""

from __future__ import annotations

import pytest
from factories import document_of, reading_of
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.extract.commitments import find_commitments
from pipeline.extract.dates import find_dates
from pipeline.extract.deadlines import settle_deadlines
from pipeline.extract.listing import make_passages
from pipeline.models import Commitment, Name, Party, Reading
from pipeline.nlp import read
from pipeline.segment import segment

CITY = Party("p1", ("a1",), "Stadt Lindau", (), "city", "DE", (), None, ())
STATE = Party("p2", ("a1",), "Land Hessen", (), "state", "DE", (), None, ())
LEEDS = Party("p1", ("a1",), "City of Leeds", (), "city", "GB", (), None, ())
UNIVERSITY = Party("p2", ("a1",), "University of York", (), "university", "GB", (), None, ())
FOSHAN = Party(
    "p1", ("a1",), "佛山市", (Name("甲方", "zh-Hans", "defined"),), "city", "CN", (), None, ()
)
KASSEL = Party(
    "p2", ("a1",), "卡塞尔市", (Name("乙方", "zh-Hans", "defined"),), "city", "DE", (), None, ()
)
PARTIES = {"de": (CITY, STATE), "en": (LEEDS, UNIVERSITY), "zh-Hans": (FOSHAN, KASSEL)}
ALL, FIRST, SECOND = "p1 p2", "p1", "p2"
SCHOOL = "jeweiligen Schulträger"

CASES = (
    ("en", "Each City shall, on request, furnish its statistics.", "obligation", ALL),
    ("en", "The host university will recognise the credits.", "undertaking", ALL),
    ("en", "A City may leave at any time.", "permission", ALL),
    ("en", "Local transport is the responsibility of the City of Leeds.", "obligation", FIRST),
    ("en", "The International Office of Leeds is in charge of the programme.", "obligation", FIRST),
    ("en", "Each City bears the travel costs of its own guests.", "obligation", ALL),
    ("en", "It may be renewed by means of an addendum.", "permission", ALL),
    ("en", "The Parties will do their utmost to settle disputes.", "intention", ALL),
    ("zh-Hans", "双方在互利的基础上，在文化、教育等领域开展合作。", "obligation", ALL),
    ("zh-Hans", "佛山市对学生给予半价优惠。", "obligation", FIRST),
    ("zh-Hans", "所需经费由双方分别列入年度预算。", "obligation", ALL),
    ("zh-Hans", "其他团组的费用自理。", "obligation", ALL),
    ("zh-Hans", "任何一方如要求终止本协议，应提前六个月书面通知另一方。", "obligation", ALL),
    ("zh-Hans", "合作的目标是到2027年底减少排放。", "intention", ALL),
    ("de", "Die Kosten teilen sich die Parteien zu gleichen Teilen.", "obligation", ALL),
    ("de", "Anträge bereitet jeweils die gastgebende Stadt vor.", "obligation", ALL),
    ("de", "Der Beirat kommt zweimal im Jahr zusammen.", "obligation", "Beirat"),
    ("de", "Die Ansprechpersonen treffen sich zweimal im Jahr.", "obligation", ALL),
    ("de", "Die Stadt beteiligt sich an den Kosten.", "obligation", FIRST),
    ("de", "Scheidet eine Partei aus, hat sie die Kosten zu erstatten.", "obligation", ALL),
    ("de", "Eine Kündigung ist jederzeit möglich.", "permission", ALL),
    ("de", "Das Recht zur Kündigung bleibt unberührt.", "permission", ALL),
    ("de", "Die Parteien bezwecken, Fachleute zu gewinnen.", "intention", ALL),
    ("de", "Die Parteien verpflichten sich, Daten auszutauschen.", "obligation", ALL),
    ("de", "Die Stadt Lindau hat die Räume bereitzustellen.", "obligation", FIRST),
    ("de", "Jede Partei muss den Vorfall unverzüglich melden.", "obligation", ALL),
    ("de", "Dem Land Hessen obliegt der Betrieb der Plattform.", "obligation", SECOND),
    (
        "de",
        "Das Land Hessen stellt sicher, dass die Anlagen gewartet werden.",
        "obligation",
        SECOND,
    ),
    ("de", "Die Stadt sorgt für die Unterbringung der Gäste.", "obligation", FIRST),
    ("de", "Ihre Reisekosten trägt jede Seite selbst.", "obligation", ALL),
    ("de", "Die Stadt Lindau übernimmt die Kosten der Reise.", "obligation", FIRST),
    ("de", "Hierzu entsendet jede Seite zwei Fachleute.", "obligation", ALL),
    ("de", "Die Parteien werden einander Unterlagen übersenden.", "undertaking", ALL),
    ("de", "Die Parteien vereinbaren, einen Bericht zu verfassen.", "undertaking", ALL),
    ("de", "Die Stadt Lindau sagt zu, die Fahnen zu hissen.", "undertaking", FIRST),
    ("de", "Wir geloben, die Freundschaft zu pflegen.", "undertaking", ALL),
    ("de", "Beide Seiten fördern den Austausch von Schülern.", "undertaking", ALL),
    ("de", "Schulpartnerschaften werden gefördert.", "undertaking", ALL),
    ("de", "Beide Städte wollen eine Kontaktstelle einrichten.", "intention", ALL),
    ("de", "Die Stadt Lindau beabsichtigt, eine Werkstatt auszurichten.", "intention", FIRST),
    ("de", "Das Land Hessen ist bereit, Fachleute zu entsenden.", "intention", SECOND),
    ("de", "Die Parteien streben an, die Kontakte zu festigen.", "intention", ALL),
    ("de", "Die Parteien werden sich bemühen, Mittel einzuwerben.", "intention", ALL),
    ("de", "Die Parteien setzen sich dafür ein, dass Vereine mitwirken.", "intention", ALL),
    ("de", "Ziel der Partnerschaft ist es, Begegnungen zu ermöglichen.", "intention", ALL),
    ("de", "Streitigkeiten sollen einvernehmlich beigelegt werden.", "intention", ALL),
    ("de", "Jede Partei kann die Vereinbarung kündigen.", "permission", ALL),
    ("de", "Das Land Hessen ist berechtigt, Beobachter zu entsenden.", "permission", SECOND),
    ("de", "Die Parteien dürfen die Daten nicht weitergeben.", "prohibition", ALL),
    ("de", "Keine Partei darf Gebühren erheben.", "prohibition", ALL),
    ("de", "Eine Veröffentlichung ist ohne Einwilligung untersagt.", "prohibition", ALL),
    ("en", "The Parties shall exchange information.", "obligation", ALL),
    ("en", "The City of Leeds undertakes to provide two rooms.", "obligation", FIRST),
    ("en", "Each Party must keep the documents safe.", "obligation", ALL),
    ("en", "The costs shall be borne by the University of York.", "obligation", SECOND),
    ("en", "Each Party bears its own costs.", "obligation", ALL),
    ("en", "The Parties shall endeavour to find funds.", "obligation", ALL),
    ("en", "Both sides will organise a festival every year.", "undertaking", ALL),
    ("en", "The City of Leeds agrees to host the first meeting.", "undertaking", FIRST),
    ("en", "The Parties encourage the exchange of artists.", "undertaking", ALL),
    ("en", "They will meet once a year.", "undertaking", ALL),
    ("en", "The University of York intends to offer two scholarships.", "intention", SECOND),
    ("en", "The Parties will endeavour to find funds.", "intention", ALL),
    ("en", "The Parties should meet once a year.", "intention", ALL),
    ("en", "Either Party may terminate this Agreement at any time.", "permission", ALL),
    ("en", "The University of York is entitled to publish the results.", "permission", SECOND),
    ("en", "The Parties shall not disclose the data.", "prohibition", ALL),
    ("en", "Neither Party may use the emblem of the other.", "prohibition", ALL),
    ("zh-Hans", "双方应每年互派五名学生。", "obligation", ALL),
    ("zh-Hans", "甲方负责安排住宿。", "obligation", FIRST),
    ("zh-Hans", "乙方须按时支付费用。", "obligation", SECOND),
    ("zh-Hans", "双方各自承担费用。", "obligation", ALL),
    ("zh-Hans", "双方将共同举办艺术节。", "undertaking", ALL),
    ("zh-Hans", "佛山市承诺提供场地。", "undertaking", FIRST),
    ("zh-Hans", "双方同意在文化领域开展合作。", "undertaking", ALL),
    ("zh-Hans", "双方鼓励体育交流。", "undertaking", ALL),
    ("zh-Hans", "双方愿意加强合作。", "intention", ALL),
    ("zh-Hans", "佛山市拟于明年设立办事处。", "intention", FIRST),
    ("zh-Hans", "双方将努力扩大贸易。", "intention", ALL),
    ("zh-Hans", "任何一方可书面通知另一方终止合作。", "permission", ALL),
    ("zh-Hans", "乙方有权查阅资料。", "permission", SECOND),
    ("zh-Hans", "任何一方不得泄露秘密。", "prohibition", ALL),
    ("de", "Dem Land Hessen obliegt der Betrieb.", "obligation", SECOND),
    ("de", "Der Rat der Stadt Lindau wird jährlich berichten.", "undertaking", FIRST),
    ("de", "Keine Seite darf Gebühren erheben.", "prohibition", ALL),
    ("de", "Angestrebt wird ein Jugendturnier, das jährlich stattfinden soll.", "intention", ALL),
    ("en", "The Mayor of Leeds shall report each year.", "obligation", FIRST),
    ("zh-Hans", "佛方应提供场地。", "obligation", FIRST),
    ("zh-Hans", "未公开的测量结果不得提供给第三方。", "prohibition", ALL),
    ("zh-Hans", "经贸团组的费用可另行商定。", "permission", ALL),
    ("en", "The competent authorities shall meet.", "obligation", FIRST),
    ("en", "The Council may be asked by mutual consent.", "permission", ALL),
    ("en", "This Memorandum may be amended by mutual consent.", "permission", ALL),
    ("zh-Hans", "经双方协商一致可以延长。", "permission", ALL),
    ("zh-Hans", "主管部门应制定计划。", "obligation", ALL),
    ("zh-Hans", "费用由甲方负担。", "obligation", FIRST),
    ("zh-Hans", "双方在计划期内互派学生。", "obligation", ALL),
    ("zh-Hans", "任何一方可以解除本协议，但至迟应在九月前书面通知对方。", "permission", ALL),
    ("zh-Hans", "乙方逾期六个月仍未开工的，甲方有权收回优惠。", "permission", FIRST),
    ("en", "The City of Leeds will host, and the University of York will pay.", "undertaking", ALL),
    ("zh-Hans", "定期互派教师。", "obligation", ALL),
    ("de", "Hierzu wollen die Stadt Lindau und das Land Hessen beitragen.", "intention", ALL),
    ("de", "Hierzu entsenden die Stadt Lindau und das Land Hessen Gäste.", "obligation", ALL),
    ("de", "Mit dem Land Hessen und der Stadt Lindau wird beraten.", "undertaking", ALL),
    ("de", "Die Staatskanzlei des Landes Hessen teilt den Termin mit.", "obligation", SECOND),
    ("de", "Der Senat teilt den Termin mit.", "obligation", ALL),
    ("de", "Die Hessische Landesregierung beruft die Fachleute.", "obligation", SECOND),
    ("de", "Die Handwerkskammer Gera führt eine Liste.", "obligation", "Handwerkskammer Gera"),
    ("de", "Der Schulträger hat die Räume zu heizen.", "obligation", "Schulträger"),
    ("de", "Schulen sollen in die Planung einbezogen werden.", "intention", ALL),
    ("de", "Die Busse werden vom jeweiligen Schulträger bezahlt.", "undertaking", SCHOOL),
    ("de", "Die Auszahlung erfolgt durch das Land Hessen.", "obligation", SECOND),
    ("de", "Erhält das Land Hessen mehr, so hat es den Rest zu erstatten.", "obligation", SECOND),
    ("de", "Endet der Betrieb, so wird das Gerät verkauft.", "undertaking", ALL),
)

NONE = (
    ("de", "Die Vereinbarung tritt am 1. Mai 2024 in Kraft."),
    ("de", "Änderungen bedürfen der Schriftform."),
    ("de", "Gerichtsstand ist Karlsruhe."),
    ("de", "Sollte eine Bestimmung unwirksam sein, so wird sie ersetzt."),
    ("de", "Die Vereinbarung verlängert sich um ein Jahr."),
    ("de", "Die Stadt Lindau hat die Urkunde unterzeichnet."),
    ("de", "Es wird klargestellt, dass das Land Hessen zahlt."),
    ("de", "Zur Behebung der Lücke verpflichten sich die Parteien, neu zu verhandeln."),
    ("de", "Die Vereinbarung wird für jede Partei einmal ausgefertigt."),
    ("de", "Zu diesem Zweck wird dieser Staatsvertrag geschlossen."),
    ("de", "Nachberechnungen finden nicht statt."),
    ("de", "Die Kündigung ist durch Erklärung an alle Parteien schriftlich zu erklären."),
    ("de", "Sie soll die Bezeichnung „Gruppe von Behörden“ tragen."),
    ("de", "Die beteiligten Körperschaften müssen hierzu keine Beiträge leisten."),
    ("de", "Der Militärbundesrabbiner kann die Aufgabe übertragen."),
    ("de", "Die Einladung muss die Tagesordnung enthalten. Sie muss rechtzeitig zugehen."),
    ("de", "Der Wirtschaftsplan wird durch den Verwaltungsrat beschlossen."),
    ("de", "Darüber befindet die Gruppe, zu der auch das Land Hessen gehören muss."),
    ("de", "Rechte Dritter werden von dem Vertrag nicht berührt."),
    ("de", "Die Schule führt weiterhin die Bezeichnung „Schule am See“."),
    ("en", "The Parties shall not be required to make any payment."),
    ("en", "Access to such knowledge shall rest on agreed terms."),
    ("en", "“Goods” means interaction between the Parties, which shall pay."),
    ("de", "Mit dem Bescheid ist im Herbst zu rechnen."),
    ("zh-Hans", "协商不成的，提交合肥仲裁委员会仲裁。"),
    ("en", "Neither Party is obliged to provide funds."),
    ("en", "This Agreement may be amended only by an instrument signed by both."),
    ("zh-Hans", "本协定不应适用于军事活动。"),
    ("zh-Hans", "这些代表应提前到达。"),
    ("en", "This Agreement shall enter into force on signature."),
    ("en", "This Agreement shall be governed by the laws of England."),
    ("en", "The City of Leeds was founded long ago."),
    ("zh-Hans", "本协定自签字之日起生效。"),
    ("zh-Hans", "本备忘录不具有法律约束力。"),
)


def read_commitments(reading: Reading, parties: tuple[Party, ...]) -> tuple[Commitment, ...]:
    return find_commitments(reading, parties, make_passages(reading))


def owed(commitment: Commitment) -> str:
    return " ".join(sorted(obligor.party or obligor.name for obligor in commitment.obligors))


@pytest.mark.parametrize(("language", "text", "modality", "obligors"), CASES)
def test_modality_and_obligors(language: str, text: str, modality: str, obligors: str) -> None:
    found = read_commitments(reading_of(text, language), PARTIES[language])

    assert [(c.text, c.modality, owed(c)) for c in found] == [(text, modality, obligors)]


@pytest.mark.parametrize(("language", "text"), NONE)
def test_is_no_commitment(language: str, text: str) -> None:
    assert read_commitments(reading_of(text, language), PARTIES[language]) == ()


def test_items_take_the_modality_of_the_verb_above_them() -> None:
    text = "Die Parteien verpflichten sich:\na) Räume bereitzustellen;\nb) Fachleute zu entsenden."
    found = read_commitments(reading_of(text, "de"), PARTIES["de"])

    assert [(c.text, c.modality) for c in found] == [
        ("Räume bereitzustellen;", "obligation"),
        ("Fachleute zu entsenden.", "obligation"),
    ]


def test_noun_items_belong_to_their_sentence() -> None:
    text = "The Parties will cooperate in these fields:\n- culture;\n- sport."
    (found,) = read_commitments(reading_of(text, "en"), PARTIES["en"])

    assert (found.modality, found.text.split()[0], found.text.split()[-1]) == (
        "undertaking",
        "The",
        "sport.",
    )


def test_items_inside_a_sentence_in_chinese() -> None:
    text = "双方同意：（一）互派留学生；（二）举办展览。"
    found = read_commitments(reading_of(text, "zh-Hans"), PARTIES["zh-Hans"])

    assert [(c.text, c.modality) for c in found] == [
        ("互派留学生；", "undertaking"),
        ("举办展览。", "undertaking"),
    ]


def test_a_semicolon_before_a_main_clause_splits() -> None:
    text = "Die Stadt sorgt für Räume; die Kosten werden von beiden Seiten je zur Hälfte geteilt."
    found = read_commitments(reading_of(text, "de"), PARTIES["de"])

    assert [(c.modality, owed(c)) for c in found] == [("obligation", FIRST), ("undertaking", ALL)]


def test_a_pronoun_stands_for_the_party_before_it() -> None:
    text = "Das Land Hessen ist bereit, Fachleute zu entsenden. Es stellt sicher, dass sie kommen."
    found = read_commitments(reading_of(text, "de"), PARTIES["de"])

    assert [owed(c) for c in found] == [SECOND, SECOND]


def test_a_side_is_called_by_its_country() -> None:
    cities = (
        Party("p1", ("a1",), "株洲市", (), "city", "CN", (), None, ()),
        Party("p2", ("a1",), "茨维考市", (), "city", "DE", (), None, ()),
    )
    text = "株方应提供场地。茨方应派遣专家。中方将组织参展。德方可参加。"
    found = read_commitments(reading_of(text, "zh-Hans"), cities)

    assert [owed(c) for c in found] == [FIRST, SECOND, FIRST, SECOND]


def test_what_opens_the_contract_governs_no_clause() -> None:
    text = (
        "Vereinbarung\n\nDie Stadt Lindau und das Land Hessen schließen folgende Vereinbarung:\n\n"
        "§ 1\nDas Land Hessen stellt Räume zur Verfügung.\n\n§ 2\nDie Stadt Lindau zahlt die Miete.\n"
    )
    document = document_of(text)
    (version,) = segment(document).versions
    found = read_commitments(read(version, document), PARTIES["de"])

    assert [(c.modality, owed(c)) for c in found] == [("obligation", SECOND), ("obligation", FIRST)]


def test_north_is_no_city() -> None:
    cities = (
        Party("p1", ("a1",), "北京市", (), "city", "CN", (), None, ()),
        Party("p2", ("a1",), "天津市", (), "city", "CN", (), None, ()),
    )
    found = read_commitments(reading_of("北方应建立中心。", "zh-Hans"), cities)

    assert found == ()


def test_an_unnamed_party_pledges_by_its_own_words() -> None:
    text = "Die Kirchen verpflichten sich, Räume bereitzustellen."
    (found,) = read_commitments(reading_of(text, "de"), PARTIES["de"])

    assert [(o.party, o.name) for o in found.obligors] == [(None, "Die Kirchen")]


def test_what_was_concluded_is_told() -> None:
    text = "Die Stadt Lindau hat mit dem Land Hessen eine strategische Partnerschaft vereinbart."
    reading = reading_of(text, "de", kind="body", part="cover")

    assert read_commitments(reading, PARTIES["de"]) == ()


def test_a_pronoun_for_another_body_binds_no_party() -> None:
    text = "Die Stadt Lindau gehört zur Allianz. Sie soll den Austausch der Städte ermöglichen."
    reading = reading_of(text, "de", kind="body", part="cover")

    assert read_commitments(reading, PARTIES["de"]) == ()


def test_a_body_that_is_no_party_is_named() -> None:
    text = "Students of the University may attend the courses."
    (found,) = read_commitments(reading_of(text, "en"), ())

    assert [(o.party, o.name) for o in found.obligors] == [(None, "Students of the University")]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Roche shall supply the samples.", "Roche"),
        ("The Affected Party shall give notice.", "The Affected Party"),
    ],
)
def test_without_parties_a_name_is_kept(text: str, name: str) -> None:
    (found,) = read_commitments(reading_of(text, "en"), ())

    assert [(o.party, o.name) for o in found.obligors] == [(None, name)]


def test_without_parties_the_collective_words_are_kept() -> None:
    (found,) = read_commitments(reading_of("Beide Seiten werden sich treffen.", "de"), ())

    assert [(o.party, o.name) for o in found.obligors] == [(None, "Beide Seiten")]


@pytest.mark.parametrize(
    ("language", "text", "deadline"),
    [
        ("de", "Die Stadt wird bis zum 31. März 2025 ein Konzept vorlegen.", "2025-03-31"),
        ("de", "Jede Seite wird binnen drei Monaten eine Person benennen.", "P3M"),
        ("de", "Die Parteien werden bis Ende 2026 einen Radweg anlegen.", "2026"),
        ("en", "The Parties shall meet within six months.", "P6M"),
        ("en", "The Parties shall open the office by 31 December 2025.", "2025-12-31"),
        ("zh-Hans", "双方应于2025年12月31日前完成工作。", "2025-12-31"),
        ("zh-Hans", "双方应在三个月内指定联络人。", "P3M"),
    ],
)
def test_deadline(language: str, text: str, deadline: str) -> None:
    (found,) = read_commitments(reading_of(text, language), PARTIES[language])

    assert found.deadline is not None
    assert found.deadline.value == deadline


@pytest.mark.parametrize(
    ("language", "text", "deadline"),
    [
        ("de", "Die Parteien werden im Herbst 2024 berichten.", "2024-23"),
        ("de", "Die Parteien werden den Vertrag vom 3. Mai 2021 achten.", None),
        ("en", "The Parties shall report on or before December 15 of each year.", "XXXX-12-15"),
        ("en", "The Parties shall report within six months.", "P6M"),
        ("zh-Hans", "双方应在2025年上半年前完成工作。", "2025-01/2025-06"),
        ("zh-Hans", "双方应于每年三月底以前商定计划。", "XXXX-03"),
        ("zh-Hans", "佛山市将于2026年秋季邀请代表团出席博览会。", "2026-23"),
    ],
)
def test_the_dates_know_other_words_of_a_deadline(
    language: str, text: str, deadline: str | None
) -> None:
    reading = reading_of(text, language)
    found = read_commitments(reading, PARTIES[language])

    (settled,) = settle_deadlines(found, find_dates(reading))

    assert (settled.deadline and settled.deadline.value) == deadline


@pytest.mark.parametrize(
    ("language", "text", "condition"),
    [
        (
            "de",
            "Die Parteien werden, soweit Mittel vorhanden sind, helfen.",
            "soweit Mittel vorhanden sind",
        ),
        (
            "de",
            "Die Stadt kann mit Zustimmung aller Beteiligten beitreten.",
            "mit Zustimmung aller Beteiligten",
        ),
        (
            "en",
            "The Parties will meet subject to the availability of funds.",
            "subject to the availability of funds",
        ),
        (
            "de",
            "Sofern kein Abstieg in die 3. Liga erfolgt ist, wird die Pauschale erstattet.",
            "Sofern kein Abstieg in die 3. Liga erfolgt ist",
        ),
        (
            "de",
            "Beide wollen unter Berücksichtigung der (auch finanziellen) Kapazitäten helfen.",
            "unter Berücksichtigung der (auch finanziellen) Kapazitäten",
        ),
        (
            "en",
            "Unless otherwise arranged, each Party bears its own costs.",
            "Unless otherwise arranged",
        ),
        ("en", "The Parties shall return all documents on request.", "on request"),
        ("en", "The Parties shall, where appropriate, consult.", "where appropriate"),
        (
            "en",
            "The Parties shall inform each other, so far as this is lawful.",
            "so far as this is lawful",
        ),
        (
            "en",
            "Neither Party may use the emblem of the other without its written permission.",
            "without its written permission",
        ),
        ("en", "The Parties may amend this list by mutual consent.", "by mutual consent"),
        (
            "en",
            "The Parties will meet provided that funds are there.",
            "provided that funds are there",
        ),
        ("zh-Hans", "在财力允许的条件下，双方应举办展览。", "在财力允许的条件下"),
    ],
)
def test_condition(language: str, text: str, condition: str) -> None:
    (found,) = read_commitments(reading_of(text, language), PARTIES[language])

    assert [fact.text for fact in found.conditions] == [condition]


def test_cover_tells_only_of_the_parties() -> None:
    text = "Beide Städte wollen zusammenarbeiten. Die Firma Muster wird eine Halle bauen."
    found = read_commitments(reading_of(text, "de", kind="body", part="cover"), PARTIES["de"])

    assert [(c.text, c.modality) for c in found] == [
        ("Beide Städte wollen zusammenarbeiten.", "intention")
    ]


def test_draft_resolution_is_an_intention_of_the_city() -> None:
    text = "Der Stadtrat stimmt dem Abschluss der Vereinbarung mit dem Land Hessen zu."
    found = read_commitments(reading_of(text, "de", kind="body", part="cover"), PARTIES["de"])

    assert [(c.modality, owed(c)) for c in found] == [("intention", FIRST)]


def test_minutes_bind_by_their_resolution_alone() -> None:
    text = (
        "NIEDERSCHRIFT\nDer Stadtrat stimmt dem Abschluss der Vereinbarung zu.\n\n"
        "Beide Seiten wollen hier viel erreichen."
    )
    found = read_commitments(reading_of(text, "de", kind="body", part="cover"), PARTIES["de"])

    assert [(c.modality, owed(c)) for c in found] == [("intention", FIRST)]


def test_what_a_paper_says_of_the_citys_means_is_the_citys() -> None:
    text = "Die Mittel werden im Haushalt eingestellt. Die Räume werden gemeinsam eingerichtet."
    found = read_commitments(reading_of(text, "de", kind="body", part="cover"), PARTIES["de"])

    assert [len(c.obligors) for c in found] == [1, 2]


def test_cover_without_parties_promises_nothing() -> None:
    reading = reading_of("Beide Städte wollen zusammenarbeiten.", "de", kind="body", part="cover")

    assert read_commitments(reading, ()) == ()


WORDS = [
    "Die Parteien",
    "werden",
    "zu zahlen",
    ":",
    ";",
    "a)",
    "\n",
    "The Parties",
    "shall",
    "(b)",
    "双方",
    "应",
    "；",
    "（一）",
    "不得",
    "wenn",
    "if",
    ",",
    ".",
    "。",
    "31. März 2025",
    "within six months",
]


@settings(max_examples=60, deadline=None)
@given(
    text=st.one_of(
        st.text(max_size=200), st.lists(st.sampled_from(WORDS), max_size=30).map(" ".join)
    ),
    language=st.sampled_from(sorted(PARTIES)),
    part=st.sampled_from(["agreement", "cover"]),
)
def test_quotes_are_slices_and_obligors_are_parties(text: str, language: str, part: str) -> None:
    reading = reading_of(text, language, part=part)
    for commitment in read_commitments(reading, PARTIES[language]):
        evidence = [*commitment.evidence, *commitment.wordings[0].evidence]
        assert all(text[item.start : item.end] == item.quote for item in evidence)
        assert {o.party for o in commitment.obligors} <= {"p1", "p2", None}


def test_who_receives_from_all_the_others_owes_nothing() -> None:
    states = (*PARTIES["de"], Party("p3", ("a1",), "Land Berlin", (), "state", "DE", (), None, ()))
    text = "Die Parteien erstatten dem Land Hessen die Kosten."
    (found,) = read_commitments(reading_of(text, "de"), states)

    assert owed(found) == "p1 p3"


def test_several_bodies_before_it_are_meant_by_they() -> None:
    text = "Die Gemeinden und Kreise melden die Zahlen. Sie erheben keine Gebühren."
    found = read_commitments(reading_of(text, "de"), PARTIES["de"])

    assert [owed(c) for c in found] == ["Gemeinden und Kreise", "Gemeinden und Kreise"]


def test_an_item_without_a_marker_is_governed_by_the_verb_above_it() -> None:
    text = (
        "Die Parteien sind sich über folgendes einig:\n"
        "1. Das Land Hessen übernimmt die Miete.\n2. Die Stadt Lindau hat das Dach zu decken."
    )
    found = read_commitments(reading_of(text, "de"), PARTIES["de"])

    assert [(c.modality, owed(c)) for c in found] == [("intention", SECOND), ("obligation", FIRST)]


CHINESE_DUTIES = """合作协议

甲方：佛山市
乙方：卡塞尔市
双方达成如下协议：

一、甲方的义务
1. 按时支付约定的费用；
2. 每年接待乙方选派的教师。

二、乙方的权利和义务：
（一）协助甲方举办展览；
（二）有权查阅资料。

三、双方每年会晤一次，并应互相通报情况。
"""


def test_a_heading_says_whose_duties_stand_below_it() -> None:
    document = document_of(CHINESE_DUTIES)
    (version,) = segment(document).versions
    found = read_commitments(read(version, document), PARTIES["zh-Hans"])

    assert [(c.text, c.modality, owed(c)) for c in found] == [
        ("按时支付约定的费用；", "obligation", FIRST),
        ("每年接待乙方选派的教师。", "obligation", FIRST),
        ("协助甲方举办展览；", "obligation", SECOND),
        ("有权查阅资料。", "permission", SECOND),
        ("双方每年会晤一次，并应互相通报情况。", "obligation", ALL),
    ]


def test_what_opens_the_contract_governs_bare_verbs() -> None:
    text = (
        "Memorandum\n\nbetween the City of Leeds and the University of York\n\n"
        "The Parties agree to the following:\n\n1. Support the schools of both.\n\n"
        "2. To exchange reports every year.\n\n3. Support of the schools is welcome.\n"
    )
    document = document_of(text)
    (version,) = segment(document).versions
    found = read_commitments(read(version, document), PARTIES["en"])

    assert [(c.text, c.modality, owed(c)) for c in found] == [
        ("Support the schools of both.", "undertaking", ALL),
        ("To exchange reports every year.", "undertaking", ALL),
    ]


def test_who_is_named_before_a_colon_is_the_subject_of_the_items() -> None:
    text = "The University:\n(a) shall keep the books; and\n(b) may invite guests."
    found = read_commitments(reading_of(text, "en"), PARTIES["en"])

    assert [(c.modality, owed(c)) for c in found] == [
        ("obligation", SECOND),
        ("permission", SECOND),
    ]


def test_what_a_paper_plans_is_meant_by_the_parties() -> None:
    text = (
        "Die Räume sollen im Herbst umgebaut werden. Die Kosten werden geteilt. "
        "Räume können gemietet werden. Eine Firma will bauen. Die Verwaltung wird berichten."
    )
    found = read_commitments(reading_of(text, "de", kind="body", part="cover"), PARTIES["de"])

    assert [(c.modality, owed(c)) for c in found] == [
        ("intention", ALL),
        ("undertaking", ALL),
        ("undertaking", FIRST),
    ]


def test_a_list_ends_where_a_clause_is_numbered_like_its_lead() -> None:
    text = "1. The Parties will:\n(a) share data;\n(b) meet.\n2. Culture and sport."
    found = read_commitments(reading_of(text, "en"), PARTIES["en"])

    assert [c.text for c in found] == ["share data;", "meet."]


def test_nobody_is_late_with_what_he_may_do() -> None:
    text = "Jede Partei kann bis zum 31. März 2031 kündigen."
    (found,) = read_commitments(reading_of(text, "de"), PARTIES["de"])

    assert found.deadline is None


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("甲方将於民國109年7月舉辦展覽。", "2020-07"),
        ("甲方拟于2026年4月举办展览。", "2026-04"),
        ("双方应每年三月底以前商定计划。", "XXXX-03"),
    ],
)
def test_deadline_in_chinese(text: str, value: str) -> None:
    (found,) = read_commitments(reading_of(text, "zh-Hans"), PARTIES["zh-Hans"])

    assert found.deadline is not None
    assert found.deadline.value == value


@pytest.mark.parametrize(
    ("language", "text", "modality"),
    [
        (
            "de",
            "Die Städte sind bereit,\n– Fachleute zu entsenden,\n– Pläne zu tauschen.",
            "intention",
        ),
        ("de", "Die Stadt wird\n• Fachleute aufnehmen,\n• Anträge stellen.", "undertaking"),
        ("en", "The Parties shall\n• publicise their fairs;\n• provide rooms.", "obligation"),
    ],
)
def test_a_list_follows_a_verb_that_ends_its_line(language: str, text: str, modality: str) -> None:
    found = read_commitments(reading_of(text, language), PARTIES[language])

    assert [c.modality for c in found] == [modality, modality]


@pytest.mark.parametrize(
    ("language", "text", "name"),
    [
        ("en", "A Joint Commission shall be set up. It shall meet yearly.", "Joint Commission"),
        ("de", "Die Parteien bilden eine Arbeitsgruppe. Sie soll jährlich tagen.", "Arbeitsgruppe"),
    ],
)
def test_a_pronoun_stands_for_the_body_just_set_up(language: str, text: str, name: str) -> None:
    found = read_commitments(reading_of(text, language), PARTIES[language])

    assert owed(found[-1]) == name


def test_items_without_a_known_verb_go_with_the_others() -> None:
    text = "双方应当：\n（一）编制方案；\n（二）严格控制污染；\n（三）提供资料。"
    found = read_commitments(reading_of(text, "zh-Hans"), PARTIES["zh-Hans"])

    assert [c.modality for c in found] == ["obligation"] * 3


@pytest.mark.parametrize(
    ("text", "obligors"),
    [
        ("Das Land benennt eine Person. Vor der Wahl soll es die Stadt hören.", SECOND),
        ("Die Stadt liegt am See. Sie ist alt. Sie stellt die Räume.", FIRST),
    ],
)
def test_a_pronoun_reaches_back(text: str, obligors: str) -> None:
    found = read_commitments(reading_of(text, "de"), PARTIES["de"])

    assert owed(found[-1]) == obligors


def test_a_headline_promises_nothing() -> None:
    text = "Stadt Lindau unterrichtet Schüler"
    reading = reading_of(text, "de", kind="body", part="cover")

    assert read_commitments(reading, PARTIES["de"]) == ()


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Er kann zum Jahresende gekündigt werden, spätestens am 30. Juni 2027."),
        ("zh-Hans", "佛山市10年内不得迁出。"),
    ],
)
def test_how_long_and_what_is_free_is_no_deadline(language: str, text: str) -> None:
    reading = reading_of(text, language)
    found = settle_deadlines(read_commitments(reading, PARTIES[language]), find_dates(reading))

    assert [c.deadline for c in found] == [None]


@pytest.mark.parametrize(
    ("language", "text", "modality"),
    [
        ("de", "Weitere Leistungen können vereinbart werden.", "permission"),
        ("en", "The Parties may agree on further activities.", "permission"),
        ("en", "Leeds has undertaken to complete the tender by the end of May.", "obligation"),
        ("en", "The first meeting is to take place in Leeds.", "obligation"),
        ("en", "A Joint Commission is hereby established.", "undertaking"),
        ("zh-Hans", "应卡塞尔市的请求，佛山市同意派遣专家。", "undertaking"),
        ("zh-Hans", "佛山市给予卡塞尔市补助，具体标准由双方约定。", "obligation"),
        ("zh-Hans", "佛山市力争在2024年底前将工厂迁入新区。", "intention"),
    ],
)
def test_the_modality_is_that_of_the_main_verb(language: str, text: str, modality: str) -> None:
    found = read_commitments(reading_of(text, language), PARTIES[language])

    assert [c.modality for c in found] == [modality]


def test_the_communes_are_not_the_town() -> None:
    names = ("Stadt Lindau", "Gemeinde Weiler", "Gemeinde Opfenbach")
    parties = tuple(
        Party(f"p{number}", ("a1",), name, (), "city", "DE", (), None, ())
        for number, name in enumerate(names, 1)
    )
    text = "Die Gemeinden stellen die Räume. Die Stadt hat die Zustimmung der Gemeinden einzuholen."
    found = read_commitments(reading_of(text, "de"), parties)

    assert [owed(c) for c in found] == ["p2 p3", "p1"]


def test_a_side_is_capitalised_in_a_treaty() -> None:
    egypt = Party("p1", ("a1",), "Ministry of Culture", (), "ministry", "EG", (), None, ())
    cyprus = Party("p2", ("a1",), "Ministry of Education", (), "ministry", "CY", (), None, ())
    reading = reading_of("The Egyptian Side offers every year four scholarships.", "en")
    (found,) = read_commitments(reading, (egypt, cyprus))

    assert owed(found) == "p1"


def test_lines_that_say_who_lead_their_own_lists() -> None:
    text = (
        "The Parties agree as follows:\nA. Leeds shall:\n1. Provide two rooms;\n2. Pay a guide;\n"
        "B. The University shall:\n1. Send ten students;\n2. Write a report.\n"
    )
    found = _find_of_list(text)
    assert found == {
        "Provide two rooms;": ["p1"],
        "Pay a guide;": ["p1"],
        "Send ten students;": ["p2"],
        "Write a report.": ["p2"],
    }


def test_lists_below_a_bare_verb_may_begin_with_any_verb() -> None:
    text = "The University agrees to:\n1. Chauffeur the guests;\n2. Illuminate the bridge.\n"
    assert _find_of_list(text) == {
        "Chauffeur the guests;": ["p2"],
        "Illuminate the bridge.": ["p2"],
    }


def test_a_word_of_its_own_name_stands_for_a_party() -> None:
    hospital = Party("p2", ("a1",), "Mercy Hospital", (), "other", "GB", (), None, ())
    reading = reading_of("The Hospital shall train two nurses.", "en")
    found = find_commitments(reading, (LEEDS, hospital), make_passages(reading))
    assert [obligor.party for obligor in found[0].obligors] == ["p2"]


def _find_of_list(text: str) -> dict[str, list[str | None]]:
    reading = reading_of(text, "en")
    found = find_commitments(reading, PARTIES["en"], make_passages(reading))
    return {one.text: [obligor.party for obligor in one.obligors] for one in found}
