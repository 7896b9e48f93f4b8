from __future__ import annotations

import pytest
from factories import document_of, reading_of
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.extract.parties import find_parties
from pipeline.models import Party
from pipeline.nlp import read
from pipeline.segment import segment

FORDE, FOREN, FORZH = "de", "en", "zh-Hans"


def _names(text: str, language: str, part: str = "agreement") -> list[str]:
    return [p.name for p in find_parties(reading_of(text, language, kind="preamble", part=part))]


def _one(text: str, language: str, name: str, part: str = "agreement") -> Party:
    parties = find_parties(reading_of(text, language, kind="preamble", part=part))
    return next(party for party in parties if party.name == name)


CONTRACTING = [
    pytest.param(
        FORDE,
        "zwischen dem Zweckverband Elstertal, bestehend aus den Gemeinden Greiz, Plauen und Gera, und der Stadt Jena",
        ["Zweckverband Elstertal", "Stadt Jena"],
        id="de-members",
    ),
    pytest.param(
        FOREN,
        "between the Tamar Councils Association, consisting of the towns of Plymouth, Saltash and Torpoint, and the City of Brest",
        ["Tamar Councils Association", "City of Brest"],
        id="en-members",
    ),
    pytest.param(
        FORDE,
        "zwischen der Stadt Kassel und der Stadt Jena",
        ["Stadt Kassel", "Stadt Jena"],
        id="de-two",
    ),
    pytest.param(
        FOREN,
        'BETWEEN\nTHE CITY OF PORTSMOUTH, UNITED KINGDOM ("Portsmouth")\nAND\nTHE CITY OF ZHUHAI, PEOPLE\'S REPUBLIC OF CHINA ("Zhuhai")',
        ["CITY OF PORTSMOUTH", "CITY OF ZHUHAI"],
        id="en-country-beside",
    ),
    pytest.param(
        FORDE,
        "zwischen\nder Stadt Kassel\nund\nder Stadt Jena\nwird Folgendes vereinbart:",
        ["Stadt Kassel", "Stadt Jena"],
        id="de-lines",
    ),
    pytest.param(
        FORDE,
        "zwischen der Stadt Kassel, vertreten durch den Oberbürgermeister, Herrn Max Kern, und dem Landkreis Calw, vertreten durch Landrat Uwe Roth",
        ["Stadt Kassel", "Landkreis Calw"],
        id="de-represented",
    ),
    pytest.param(
        FORDE,
        "zwischen der Stadt Kassel, Rathausplatz 1, 34117 Kassel, und der Stadt Jena",
        ["Stadt Kassel", "Stadt Jena"],
        id="de-address",
    ),
    pytest.param(
        FORDE,
        "zwischen der Stadt Kassel, Bundesrepublik Deutschland, und der Stadt Huainan, Provinz Anhui, Volksrepublik China",
        ["Stadt Kassel", "Stadt Huainan"],
        id="de-apposition",
    ),
    pytest.param(
        FORDE,
        "zwischen der Stadt Konin (Woiwodschaft Großpolen, Republik Polen) und der Stadt Kassel",
        ["Stadt Konin", "Stadt Kassel"],
        id="de-brackets",
    ),
    pytest.param(
        FORDE,
        "zwischen der Stadt Reutlingen, Land Baden-Württemberg, und der Stadt Jena",
        ["Stadt Reutlingen", "Stadt Jena"],
        id="de-land-apposition",
    ),
    pytest.param(
        FORDE,
        "Das Land Hessen,\ndas Saarland,\nder Freistaat Bayern und\ndas Land Berlin\nschließen folgenden Staatsvertrag:",
        ["Land Hessen", "Saarland", "Freistaat Bayern", "Land Berlin"],
        id="de-states",
    ),
    pytest.param(
        FORDE,
        "* Die Bundesrepublik Deutschland,\n* das Land Hessen,\n* die Freie Hansestadt Bremen\nschließen nachstehenden Staatsvertrag:",
        ["Bundesrepublik Deutschland", "Land Hessen", "Freie Hansestadt Bremen"],
        id="de-bullets",
    ),
    pytest.param(
        FORDE,
        "zwischen\n1.dem Land Hessen\n2.derStadt Heilbronn\n3.demLandkreis Karlsruhe",
        ["Land Hessen", "Stadt Heilbronn", "Landkreis Karlsruhe"],
        id="de-numbered-glued",
    ),
    pytest.param(
        FORDE,
        "zwischen dem Landkreis Karlsruhe und den Landkreisen Calw, Enzkreis und Rastatt über die Schule",
        ["Landkreis Karlsruhe", "Calw", "Enzkreis", "Rastatt"],
        id="de-plural-head",
    ),
    pytest.param(
        FORDE,
        "Wir, die Bürgermeister von Bruchsal und Épinal,\nversammelt im Schloss, geloben",
        ["Bruchsal", "Épinal"],
        id="de-we",
    ),
    pytest.param(
        FORDE,
        "Die Stadt Kassel und die Stadt Jena schließen folgende Vereinbarung:",
        ["Stadt Kassel", "Stadt Jena"],
        id="de-conclude",
    ),
    pytest.param(
        FORDE,
        "Die Gebietskörperschaften\nLANDKREIS GIESSEN,\nvertreten durch den Kreisausschuss,\nVOGELSBERGKREIS,\ntreffen folgende Vereinbarung:",
        ["LANDKREIS GIESSEN", "VOGELSBERGKREIS"],
        id="de-capitals",
    ),
    pytest.param(
        FORDE,
        "zwischen der Freien und Hansestadt Hamburg und dem Land Hessen",
        ["Freien und Hansestadt Hamburg", "Land Hessen"],
        id="de-und-in-name",
    ),
    pytest.param(
        FORDE,
        "zwischen der Industrie- und Handelskammer Chemnitz und der Technischen Universität Chemnitz",
        ["Industrie- und Handelskammer Chemnitz", "Technischen Universität Chemnitz"],
        id="de-bodies",
    ),
    pytest.param(
        FORDE,
        "zwischen dem Ministerium für Wirtschaft, Arbeit und Verkehr und der Muster GmbH",
        ["Ministerium für Wirtschaft, Arbeit und Verkehr", "Muster GmbH"],
        id="de-ministry",
    ),
    pytest.param(
        FORDE,
        "zwischen der Stadt Kassel und dem Sportclub Kassel e. V. über die Halle",
        ["Stadt Kassel", "Sportclub Kassel e. V."],
        id="de-registered-club",
    ),
    pytest.param(
        FORDE,
        "Der Freistaat Sachsen\nund\nder Landesverband Sachsen der Jüdischen Gemeinden\nhaben Folgendes vereinbart:",
        ["Freistaat Sachsen", "Landesverband Sachsen der Jüdischen Gemeinden"],
        id="de-association",
    ),
    pytest.param(
        FORDE,
        "zwischen der Stadt Reutlingen und dem Gobierno Municipal de Loja, Republik Ecuador",
        ["Stadt Reutlingen", "Gobierno Municipal de Loja"],
        id="de-foreign",
    ),
    pytest.param(
        FORDE,
        "Für die Stadt Kassel:\nFür die Stadt Jena:",
        ["Stadt Kassel", "Stadt Jena"],
        id="de-signing-for",
    ),
    pytest.param(
        FORDE,
        "Vertrag zwischen der Bundesrepublik Deutschland und der Deutschen Demokratischen Republik\nDie Bundesrepublik Deutschland\nund\ndie Deutsche Demokratische Republik\nunter Berücksichtigung der Stadt Kassel,\nschließen folgenden Vertrag:",
        ["Bundesrepublik Deutschland", "Deutschen Demokratischen Republik"],
        id="de-inflected",
    ),
    pytest.param(
        FORDE,
        "Vertrag zwischen der Bundesrepublik Deutschland und den Ländern über die Überleitung von Rechten und Pflichten des Rundfunks",
        [],
        id="de-plural-head-alone",
    ),
    pytest.param(FORDE, "Die Straße zwischen den Häusern wird gesperrt.", [], id="de-no-party"),
    pytest.param(FORDE, "Die Parteien treffen sich jährlich.", [], id="de-collective"),
    pytest.param(
        FOREN,
        "between the City of Leeds and the City of Dortmund",
        ["City of Leeds", "City of Dortmund"],
        id="en-two",
    ),
    pytest.param(
        FOREN,
        "BETWEEN THE GOVERNMENT OF MALTA AND THE GOVERNMENT OF AUSTRIA ON CULTURE",
        ["GOVERNMENT OF MALTA", "GOVERNMENT OF AUSTRIA"],
        id="en-capitals",
    ),
    pytest.param(
        FOREN,
        "This Agreement is made as of May 3, 2020 by and between Alpha Bio, Inc., a Delaware corporation, and Beta GmbH, a German company.",
        ["Alpha Bio, Inc.", "Beta GmbH"],
        id="en-companies",
    ),
    pytest.param(
        FOREN,
        "This Agreement is made between Alpha LLC, located at 12 Main Street, Boston, and Beta Ltd.",
        ["Alpha LLC", "Beta Ltd."],
        id="en-address",
    ),
    pytest.param(
        FOREN,
        "This Agreement is made by and among Alpha, Inc. 111 W. Lemon Ave. Monrovia, CA 91016 USA\n(hereinafter called “ALPHA”), and Beta International Ltd. 5 High Street 55216 Leeds",
        ["Alpha, Inc.", "Beta International Ltd."],
        id="en-address-without-comma",
    ),
    pytest.param(
        FOREN,
        "by and among:\n(1) the Humber Port Authority, whose office is at Wharf Quay, Grimsby;\n(2) the University of Leeds; and\n(3) the Leeds and District Chamber of Commerce",
        ["Humber Port Authority", "University of Leeds", "Leeds and District Chamber of Commerce"],
        id="en-numbered",
    ),
    pytest.param(
        FOREN,
        "The Government of Malta and the Government of Austria, desiring to cooperate",
        ["Government of Malta", "Government of Austria"],
        id="en-governments",
    ),
    pytest.param(
        FOREN,
        "The City of Boise and the City of Siegen, desiring to cooperate",
        ["City of Boise", "City of Siegen"],
        id="en-head",
    ),
    pytest.param(
        FOREN,
        "between the City of Aarhus, Denmark, represented by the Mayor, and the City of Darmstadt, Germany",
        ["City of Aarhus", "City of Darmstadt"],
        id="en-country",
    ),
    pytest.param(
        FOREN,
        "between the Ministry of Culture and Tourism and the University of Leeds",
        ["Ministry of Culture and Tourism", "University of Leeds"],
        id="en-and-in-name",
    ),
    pytest.param(
        FOREN, "We, the Mayors of Boise and Siegen, declare", ["Boise", "Siegen"], id="en-we"
    ),
    pytest.param(
        FOREN,
        "Norwich City Council (“Norwich”) and the Yangzhou Municipal People's Government (“Yangzhou”)",
        ["Norwich City Council", "Yangzhou Municipal People's Government"],
        id="en-defined",
    ),
    pytest.param(
        FOREN,
        "BETWEEN\nTHE CITY OF BOISE, IDAHO\nUNITED STATES OF AMERICA\nAND\nTHE CITY OF SIEGEN\nFEDERAL REPUBLIC OF GERMANY",
        ["CITY OF BOISE", "CITY OF SIEGEN"],
        id="en-country-on-its-own-line",
    ),
    pytest.param(
        FOREN,
        "EXCHANGE OF NOTES BETWEEN THE GOVERNMENT OF THE UNITED KINGDOM OF GREAT BRITAIN AND NORTHERN IRELAND AND THE GOVERNMENT OF MALTA CONCERNING TRADE",
        [
            "GOVERNMENT OF THE UNITED KINGDOM OF GREAT BRITAIN AND NORTHERN IRELAND",
            "GOVERNMENT OF MALTA",
        ],
        id="en-and-in-a-state",
    ),
    pytest.param(
        FOREN,
        "between:\n• the Free and Hanseatic City of Hamburg (Germany),\n• the City of Turku (Finland), and\n• Bergen Kommune, Norway",
        ["Free and Hanseatic City of Hamburg", "City of Turku", "Bergen Kommune"],
        id="en-two-epithets-and-a-foreign-head",
    ),
    pytest.param(
        FOREN,
        "This agreement is between Leeds City Council and [Name of town], [country]",
        [],
        id="en-blank-is-no-party",
    ),
    pytest.param(FOREN, "The Parties will meet between spring and summer.", [], id="en-no-party"),
    pytest.param(
        FOREN,
        "For the City of Leeds:\nFor the City of Dortmund:",
        ["City of Leeds", "City of Dortmund"],
        id="en-signing-for",
    ),
    pytest.param(
        FORZH,
        "佛山市人民政府与博特罗普市（以下简称“双方”）经友好协商",
        ["佛山市人民政府", "博特罗普市"],
        id="zh-two",
    ),
    pytest.param(
        FORZH,
        "甲方：佛山市人民政府\n乙方：德国博特罗普市",
        ["佛山市人民政府", "德国博特罗普市"],
        id="zh-blocks",
    ),
    pytest.param(
        FORZH,
        "甲方：\n佛山市人民政府\n乙方：\n博特罗普市",
        ["佛山市人民政府", "博特罗普市"],
        id="zh-blocks-next-line",
    ),
    pytest.param(
        FORZH,
        "中华人民共和国政府和德意志联邦共和国政府（以下简称“缔约双方”）",
        ["中华人民共和国政府", "德意志联邦共和国政府"],
        id="zh-governments",
    ),
    pytest.param(
        FORZH,
        "合肥市商务局与德国工商会（以下简称“双方”）",
        ["合肥市商务局", "德国工商会"],
        id="zh-bodies",
    ),
    pytest.param(
        FORZH,
        "佛山大学与博特罗普市经友好协商，达成如下协议",
        ["佛山大学", "博特罗普市"],
        id="zh-agree",
    ),
    pytest.param(FORZH, "双方应当每年举行会议。", [], id="zh-no-party"),
]


@pytest.mark.parametrize(("language", "text", "expected"), CONTRACTING)
def test_contracting_parties(language: str, text: str, expected: list[str]) -> None:
    assert _names(text, language) == expected


# More than the head of a paper, in which it says what it is about.
BELOW = "Die Straße wird saniert.\n" * 120

REPORTED = [
    pytest.param(
        FOREN,
        "The Mysuru City Corporation (MCC) on Thursday signed a memorandum of understanding (MoU) with the city of Bochum in "
        "Germany. Mysuru had entered into a similar pact with Cincinnati in 2012.",
        ["Mysuru City Corporation", "city of Bochum"],
        id="en-news-beside-an-earlier-pact",
    ),
    pytest.param(
        FORDE,
        "Die Stadt Bottrop hat mit der chinesischen Millionenstadt Foshan eine strategische Partnerschaft vereinbart.",
        ["Stadt Bottrop", "Foshan"],
        id="de-has-with",
    ),
    pytest.param(
        FORDE,
        "Die Partnerschaft zwischen Pforzheim und Eskişehir wurde besiegelt.",
        ["Pforzheim", "Eskişehir"],
        id="de-between",
    ),
    pytest.param(
        FORDE,
        "Stadt Emden\nBetreff\nAbsichtserklärung mit dem Stadtbezirk Lanshan der Stadt Rizhao, China",
        ["Stadt Emden", "Stadtbezirk Lanshan der Stadt Rizhao"],
        id="de-home",
    ),
    pytest.param(
        FORDE,
        "Freundschaftserklärung mit dem Stadtbezirk Mentougou von Peking, China\nDie Hauptstadt Peking und die Hauptstadt Peking; die Modellstadt Bottrop.",
        ["Bottrop", "Stadtbezirk Mentougou von Peking"],
        id="de-home-not-the-partners-place",
    ),
    pytest.param(
        FORDE,
        "Die Stadt Bottrop ist Mitglied in der Chinesisch-Deutschen Industriestädteallianz.",
        ["Stadt Bottrop", "Chinesisch-Deutschen Industriestädteallianz"],
        id="de-member",
    ),
    pytest.param(
        FORDE,
        "Die Turnhalle wird saniert. Bund und Land haben die Förderung vereinbart.",
        [],
        id="de-other-matters",
    ),
    pytest.param(
        FORDE, "Der Raum zwischen der Stadt und dem Verein bleibt offen.", [], id="de-no-agreement"
    ),
    pytest.param(
        FORDE,
        "Förderung der Wirtschaftsbeziehungen zwischen Kassel und Krasnodar\nDie Partnerstadt antwortet.",
        [],
        id="de-relations-are-no-agreement",
    ),
    pytest.param(
        FORDE,
        "STADT KASSEL\nPartnerstädte\nGleichzeitig gibt es eine Projektpartnerschaft mit der Stadt Rijeka.",
        [],
        id="de-stands-already",
    ),
    pytest.param(
        FORDE,
        "STADT KASSEL\nDie Verwaltung strebt eine Kooperationsvereinbarung mit dem Mieterverein Kassel an.",
        [],
        id="de-but-wished-for",
    ),
    pytest.param(
        FORDE,
        "Partnerstädte\n"
        + BELOW
        + "Die Vereinbarung zwischen der Stadt Kassel und der Stadt Jena gilt.",
        [],
        id="de-far-below",
    ),
    pytest.param(
        FORDE,
        "Städtepartnerschaft mit Nancy\n"
        + BELOW
        + "Die Städtepartnerschaft zwischen Karlsruhe und Nancy lebt.",
        ["Karlsruhe", "Nancy"],
        id="de-far-below-but-told-at-the-head",
    ),
    pytest.param(
        FORDE,
        "STADT KASSEL\nStädtepartnerschaft mit Sakarya\nSie beginnt.",
        ["STADT KASSEL", "Sakarya"],
        id="de-heading-without-article",
    ),
    pytest.param(
        FORDE,
        "STADT JENA\nKooperationsvereinbarung mit den Partnern Handwerkskammer Jena und Sparkasse Jena",
        ["STADT JENA", "Handwerkskammer Jena", "Sparkasse Jena"],
        id="de-several-partners",
    ),
    pytest.param(
        FORDE,
        "Kooperationsvereinbarung zwischen Muster Werke AG & Co. KGaA und der Stadt Kassel zur Revitalisierung des Standorts",
        ["Muster Werke AG & Co. KGaA", "Stadt Kassel"],
        id="de-full-stop-in-a-name",
    ),
    pytest.param(
        FOREN,
        "A memorandum of understanding between Exeter and Weihai was signed.",
        ["Exeter", "Weihai"],
        id="en-between",
    ),
    pytest.param(
        FORDE,
        "Stadt Kassel\nDer Stadtrat stimmt dem Abschluss eines Konsortialvertrages zu. "
        "Der Konsortialvertrag mit dem KVB regelt die Kosten.",
        ["Stadt Kassel", "KVB"],
        id="de-acronym",
    ),
    pytest.param(
        FORDE,
        "Stadt Kassel\nDie Verwaltung wird beauftragt, eine Absichtserklärung abzuschließen. "
        "Dazu haben sich die Agentur für Arbeit Kassel, das Schul- und Sportamt "
        "und die Werkhof gGmbH zusammengeschlossen.",
        ["Stadt Kassel", "Agentur für Arbeit Kassel", "Werkhof gGmbH"],
        id="de-joined",
    ),
    pytest.param(
        FORDE,
        "Stadt Kassel\nDie Verwaltung wird ermächtigt, eine Absichtserklärung zu unterzeichnen. "
        "Die Nordlicht Energie AG (Vorhabenträgerin) plant ein Werk.",
        ["Stadt Kassel", "Nordlicht Energie AG"],
        id="de-role",
    ),
    pytest.param(
        FORDE,
        "Niederschrift\nDer Rat ermächtigt den Vertreter der Stadt Kassel zur Unterzeichnung "
        "der Absichtserklärung.",
        ["Stadt Kassel"],
        id="de-minutes-without-letterhead",
    ),
    pytest.param(
        FORDE,
        "Stadt Kassel\nANFRAGE\nWas steht im Letter of Intent zwischen der Stadt Kassel "
        "und der Werkhof gGmbH?",
        [],
        id="de-inquiry",
    ),
    pytest.param(
        FOREN, "The road works between Exeter and Leeds begin on Monday.", [], id="en-other-matters"
    ),
    pytest.param(
        FORZH, "洛阳市与德国特里尔市签署友好合作协议。", ["洛阳市", "德国特里尔市"], id="zh-sign"
    ),
    pytest.param(FORZH, "本市与外地的道路开始施工。", [], id="zh-other-matters"),
]


@pytest.mark.parametrize(("language", "text", "expected"), REPORTED)
def test_reported_parties(language: str, text: str, expected: list[str]) -> None:
    assert _names(text, language, "cover") == expected


DETAILS = [
    pytest.param(
        FORDE,
        "zwischen der Stadt Kassel und der Stadt Huainan, Provinz Anhui, Volksrepublik China",
        "Stadt Huainan",
        "city",
        "CN",
        ["1807681"],
        id="de-city-abroad",
    ),
    pytest.param(
        FORDE,
        "zwischen dem Landkreis Calw und der Universitätsstadt Marburg",
        "Universitätsstadt Marburg",
        "city",
        "DE",
        ["2873759"],
        id="de-namesake",
    ),
    pytest.param(
        FORDE,
        "zwischen dem Landkreis Calw und der Stadt Jena",
        "Landkreis Calw",
        "county",
        "DE",
        [],
        id="de-county",
    ),
    pytest.param(
        FORDE,
        "zwischen der Stadt Kassel und dem Stadtbezirk Mentougou der Stadt Peking",
        "Stadtbezirk Mentougou der Stadt Peking",
        "district",
        "CN",
        ["1800657"],
        id="de-district",
    ),
    pytest.param(
        FORDE,
        "zwischen dem Land Hessen und der Freien Hansestadt Bremen",
        "Freien Hansestadt Bremen",
        "state",
        "DE",
        [],
        id="de-city-state",
    ),
    pytest.param(
        FORDE,
        "zwischen der Stadt Chemnitz und der Kreiswirtschaftskammer Most (Tschechische Republik)",
        "Kreiswirtschaftskammer Most",
        "chamber",
        "CZ",
        [],
        id="de-chamber-abroad",
    ),
    pytest.param(
        FOREN,
        "between the City of Leeds and the City of Dortmund, Germany",
        "City of Dortmund",
        "city",
        "DE",
        ["2935517"],
        id="en-city",
    ),
    pytest.param(
        FOREN,
        "between the City of Marburg and the City of Kassel",
        "City of Marburg",
        "city",
        "DE",
        ["2873759"],
        id="en-namesake-beside-its-neighbour",
    ),
    pytest.param(
        FORDE,
        "zwischen der Stadt Kassel und der Chinesisch-Deutschen Industriestädteallianz",
        "Chinesisch-Deutschen Industriestädteallianz",
        "association",
        None,
        [],
        id="de-two-countries-in-a-name",
    ),
    pytest.param(
        FOREN,
        "between the University of Leeds and the City of Siegen",
        "University of Leeds",
        "university",
        "GB",
        [],
        id="en-university",
    ),
    pytest.param(
        FORZH,
        "佛山市人民政府与博特罗普市（以下简称“双方”）",
        "博特罗普市",
        "city",
        "DE",
        ["2945756"],
        id="zh-city",
    ),
    pytest.param(
        FORZH,
        "甲方：佛山市人民政府\n乙方：北京市门头沟区人民政府",
        "北京市门头沟区人民政府",
        "district",
        "CN",
        ["1800657"],
        id="zh-district",
    ),
    pytest.param(
        FORZH,
        "合肥市商务局与德国工商会（以下简称“双方”）",
        "合肥市商务局",
        "other",
        "CN",
        [],
        id="zh-bureau",
    ),
]


@pytest.mark.parametrize(("language", "text", "name", "kind", "country", "ids"), DETAILS)
def test_type_country_and_identifier(
    language: str, text: str, name: str, kind: str, country: str | None, ids: list[str]
) -> None:
    party = _one(text, language, name)

    found = (party.type, party.country, [identifier.value for identifier in party.identifiers])
    assert found == (kind, country, ids)


NAMES = [
    pytest.param(
        FORDE,
        "zwischen der Stadt Kassel – nachstehend „Kassel“ genannt – und der Stadt Jena",
        "Stadt Kassel",
        [("Kassel", "defined")],
        id="de-defined",
    ),
    pytest.param(
        FORDE,
        "zwischen Kassel und der Stadt Jena. Die Stadt Kassel zahlt.",
        "Stadt Kassel",
        [("Kassel", "short")],
        id="de-fuller-elsewhere",
    ),
    pytest.param(
        FORDE,
        "zwischen der Stadt Kassel und der Stadt Jena\nDer Kämmerer von Kassel zahlt.",
        "Stadt Kassel",
        [("Kassel", "short")],
        id="de-bare",
    ),
    pytest.param(
        FORDE,
        "zwischen der Stadt Kassel und der Stadt Jena wird vereinbart:\nKassel, den 3. Mai 2021",
        "Stadt Kassel",
        [],
        id="de-not-the-place-of-signature",
    ),
    pytest.param(
        FORDE,
        "zwischen der Stadt Kassel und der Muster Allianz (MAL)",
        "Muster Allianz",
        [("MAL", "short")],
        id="de-acronym",
    ),
    pytest.param(
        FOREN,
        "between the City of Aarhus and the City of Siegen (hereinafter “Siegen”)",
        "City of Siegen",
        [("Siegen", "defined")],
        id="en-defined",
    ),
    pytest.param(
        FORZH,
        "佛山市人民政府与博特罗普市（以下简称“双方”）。佛山市出资。",
        "佛山市人民政府",
        [("佛山市", "short")],
        id="zh-short",
    ),
]


@pytest.mark.parametrize(("language", "text", "name", "others"), NAMES)
def test_other_names(language: str, text: str, name: str, others: list[tuple[str, str]]) -> None:
    party = _one(text, language, name)

    assert [(other.text, other.kind) for other in party.names[1:]] == others


def test_a_country_beside_a_reported_name_is_its_own() -> None:
    text = "STADT KASSEL\nKlimapartnerschaft mit der Stadt Los Bancos, Ecuador, beginnt."

    assert _one(text, "de", "Stadt Los Bancos", "cover").country == "EC"


def test_ids_follow_the_order_of_appearance() -> None:
    parties = find_parties(reading_of("zwischen der Stadt Kassel und der Stadt Jena", "de"))

    assert [party.id for party in parties] == ["p1", "p2"]


def test_letter_spaced_title_and_dashes_keep_the_parties() -> None:
    text = (
        "V e r t r a g\nzwischen\nder Stadt Kassel\n– nachstehend „Kassel“ genannt –\nund\n"
        "der Stadt Jena\n– nachstehend „Jena“ genannt –\n§ 1\nZiele\nDie Städte arbeiten zusammen.\n"
        "§ 2\nKosten\nJede Stadt trägt ihre Kosten."
    )
    document = document_of(text.replace("V e r t r a g", "Vertrag"))
    version = next(v for v in segment(document).versions if v.part == "agreement")

    assert [p.name for p in find_parties(read(version, document))] == ["Stadt Kassel", "Stadt Jena"]


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "zwischen ",
                "der Stadt Kassel",
                " und ",
                "\n",
                ", ",
                "(",
                ")",
                "dem Land Hessen",
                "„Kassel“ genannt",
            ]
        ),
        max_size=30,
    )
)
def test_evidence_quotes_the_text(pieces: list[str]) -> None:
    text = "".join(pieces)
    if not text.strip():
        return
    evidence = [e for p in find_parties(reading_of(text, "de")) for e in p.evidence]

    assert [e.quote for e in evidence] == [text[e.start : e.end] for e in evidence]


@settings(max_examples=40, deadline=None)
@given(
    st.text(alphabet="zwischen derStadtKassel\nund,()甲方：市与", max_size=200),
    st.sampled_from(["de", "en", "zh-Hans"]),
)
def test_never_a_single_party(text: str, language: str) -> None:
    if not text.strip():
        return
    assert len(find_parties(reading_of(text, language))) != 1


@pytest.mark.parametrize("piece", ["zwischen ", "between ", "市与", "甲方：", "(„"])
@pytest.mark.parametrize("part", ["agreement", "cover"])
def test_hostile_repetition_names_nobody(piece: str, part: str) -> None:
    text = piece * 20_000
    language = "de" if piece.isascii() else "zh-Hans"
    assert find_parties(reading_of(text, language, part=part)) == ()


def test_a_body_behind_a_defined_name_is_a_party_of_its_own() -> None:
    text = (
        "This Agreement is made between the University of Leeds, a body corporate of Woodhouse "
        'Lane, Leeds LS2 9JT (the "University"), Leeds City Council of Town Hall, Park Row, Leeds '
        '(the "Council") and Alpha Limited ("Alpha").'
    )

    parties = find_parties(reading_of(text, "en"))

    assert [(party.name, party.type) for party in parties] == [
        ("University of Leeds", "university"),
        ("Leeds City Council", "city"),
        ("Alpha Limited", "company"),
    ]


PLACES_OF_PARTIES = [
    pytest.param(
        '(1) RIPON BOROUGH COUNCIL of Town Hall, Ripon RP1 2AB ("the Council")\n'
        '(2) RIPON COLLEGE of Mill Road, Ripon RP1 3CD ("the College")',
        ["RIPON BOROUGH COUNCIL", "RIPON COLLEGE"],
        id="numbered",
    ),
    pytest.param(
        "Party 1: Ripon City Council, Town Hall, Ripon\nParty 2: Humber Port Company, Hull",
        ["Ripon City Council", "Humber Port Company"],
        id="labelled",
    ),
    pytest.param(
        "The Ripon Chamber of Commerce (RCC), Ripon\nand\nThe Association of Jena Crafts (AJC), Jena\n",
        ["Ripon Chamber of Commerce", "Association of Jena Crafts"],
        id="and-on-its-own-line",
    ),
    pytest.param(
        "The Mayor of the City of Ripon, Ireland, and the Mayor of the City of Jena, Germany, being convinced that",
        ["City of Ripon", "City of Jena"],
        id="mayors",
    ),
    pytest.param(
        "The Town of Ripon (Ireland), represented by its Mayor, Ms Ann Lee,\nand\nthe Town of Jena (Germany), represented by its Mayor, Mr Max Kern,\nconfirming their friendship",
        ["Town of Ripon", "Town of Jena"],
        id="represented-before-the-recitals",
    ),
    pytest.param(
        "The Ripon Tourist Board (hereinafter called 'RTB') and the Jena Transport Board (hereinafter called 'JTB') hereby express",
        ["Ripon Tourist Board", "Jena Transport Board"],
        id="single-quotes",
    ),
    pytest.param(
        "between\nRIPON, WASHINGTON, U.S.A.\nand\nBERGEN, NORWAY\n",
        ["RIPON", "BERGEN"],
        id="region-in-capitals",
    ),
    pytest.param(
        "between the Ministry for Economic Cooperation and Development and the Ministry of Trade",
        ["Ministry for Economic Cooperation and Development", "Ministry of Trade"],
        id="cooperation-in-a-name",
    ),
]


@pytest.mark.parametrize(("text", "expected"), PLACES_OF_PARTIES)
def test_parties_by_their_place(text: str, expected: list[str]) -> None:
    assert _names(text, FOREN) == expected


@pytest.mark.parametrize(
    ("text", "alias"),
    [
        ("between the City of Ripon (the Town) and the City of Jena", "Town"),
        (
            "between the City of Ripon and the City of Jena\nThe City of Ripon (“RIP”) was first.",
            "RIP",
        ),
        ("between Orion Foods PLC (Orion) and Jena GmbH", "Orion"),
    ],
)
def test_short_names_in_brackets(text: str, alias: str) -> None:
    party = find_parties(reading_of(text, FOREN, kind="preamble"))[0]
    assert alias in [name.text for name in party.names]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Ripon, Jena Establish Sister-City Relations\nBoth sides were glad.",
            ["Ripon", "Jena"],
        ),
        (
            "The Humber Start-up Mission (HSM) and the University of Jena today signed a memorandum of understanding.",
            ["Humber Start-up Mission", "University of Jena"],
        ),
    ],
)
def test_reported_pairs(text: str, expected: list[str]) -> None:
    assert _names(text, FOREN, part="cover") == expected


def test_words_for_both_are_no_short_name_of_one() -> None:
    text = (
        "between Alpha Foods PLC and Jena Foods GmbH (hereinafter referred to as the “two Sides”)"
    )
    parties = find_parties(reading_of(text, FOREN, kind="preamble"))
    assert [len(party.names) for party in parties] == [1, 1]
