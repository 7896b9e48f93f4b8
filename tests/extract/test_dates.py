from __future__ import annotations

import json
import re
from importlib import resources

import pytest
from factories import reading_of
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.extract.dates import find_anchor, find_dates, resolve_dates, scan_dates
from pipeline.extract.edtf import compare
from pipeline.lexicon import load_lexicon

# language, text, value, words, role: exactly one date each, in a clause of an agreement
_CLAUSES: list[tuple[str, str, str, str, str]] = [
    (
        "en",
        "Note: The Agreement entered into force, August 1, 1969.",
        "1969-08-01",
        "August 1, 1969",
        "entry_into_force",
    ),
    (
        "en",
        "Department of State, Washington, May 3, 1938. EXCELLENCY: I propose",
        "1938-05-03",
        "May 3, 1938",
        "signature",
    ),
    ("en", "DRAFT 7/15/2014", "2014-07-15", "7/15/2014", "other"),
    (
        "en",
        "Per: /s/ Ann Lee Ann Lee (Mar 20, 2020) (SEAL)",
        "2020-03-20",
        "Mar 20, 2020",
        "signature",
    ),
    (
        "en",
        "in accordance with the Cultural\nAgreement signed in Beijing on May 4th, 1994, they",
        "1994-05-04",
        "May 4th, 1994",
        "reference",
    ),
    ("en", "The fiscal year will end on December 31.", "XXXX-12-31", "December 31", "other"),
    ("en", "Our trip will occur on October 6.", "XXXX-10-06", "October 6", "event"),
    (
        "zh-Hans",
        "具有同等效力。\n2025年10月27日\n汉中市市长 出云市市长",
        "2025-10-27",
        "2025年10月27日",
        "signature",
    ),
    ("zh-Hans", "根据2026年至2028年执行计划", "2026/2028", "2026年至2028年", "reference"),
    (
        "zh-Hans",
        "我荣幸地收到阁下二○二五年三月十四日来函",
        "2025-03-14",
        "二○二五年三月十四日",
        "reference",
    ),
    (
        "zh-Hans",
        "（以下简称“原计划”）将于2026年3月31日期满",
        "2026-03-31",
        "2026年3月31日",
        "reference",
    ),
    ("zh-Hans", "本协议将于2026年3月31日期满", "2026-03-31", "2026年3月31日", "expiry"),
    (
        "zh-Hans",
        "“乙方应于2025年6月30日前竣工”修改为：",
        "2025-06-30",
        "2025年6月30日",
        "reference",
    ),
    ("zh-Hans", "襄阳市将于2026年秋季邀请代表团出席博览会。", "2026-23", "2026年秋季", "event"),
    ("zh-Hans", "力争2027年上半年投产", "2027-01/2027-06", "2027年上半年", "deadline"),
    ("zh-Hans", "双方于2028年以后再行研究。", "2028", "2028年", "deadline"),
    (
        "zh-Hans",
        "乙方：市长（签字）\n二〇二五年十二月二十四日",
        "2025-12-24",
        "二〇二五年十二月二十四日",
        "signature",
    ),
    (
        "zh-Hant",
        "參酌雙方於2021年11月30日簽署之「能源合作聲明」",
        "2021-11-30",
        "2021年11月30日",
        "reference",
    ),
    ("de", "Der Rat hat am 3. Mai 2021 zugestimmt.", "2021-05-03", "3. Mai 2021", "reference"),
    ("de", "Beschluss des Rates vom 17.05.2006", "2006-05-17", "17.05.2006", "reference"),
    ("de", "Der Beschluss vom 7.5.2006 gilt.", "2006-05-07", "7.5.2006", "reference"),
    ("de", "Schreiben vom 12.03.19", "2019-03-12", "12.03.19", "reference"),
    ("de", "Schreiben vom 12.03.87", "1987-03-12", "12.03.87", "reference"),
    ("de", "Vertrag vom 3. Okt. 1990", "1990-10-03", "3. Okt. 1990", "reference"),
    ("de", "Vertrag vom 3. OKTOBER 1990", "1990-10-03", "3. OKTOBER 1990", "reference"),
    (
        "de",
        "Der am 3. August 1990 unterzeichnete Vertrag bleibt.",
        "1990-08-03",
        "3. August 1990",
        "reference",
    ),
    ("de", "Beide Städte sind seit 1992 verbunden.", "1992", "1992", "reference"),
    ("de", "Der Allianz sind sie 2016 beigetreten.", "2016", "2016", "reference"),
    ("de", "seit dem Jahr 1648", "1648", "1648", "reference"),
    ("de", "seit Mai 2011", "2011-05", "Mai 2011", "reference"),
    ("de", "seit Mitte Mai 2011", "2011-05", "Mitte Mai 2011", "reference"),
    ("de", "seit 09/2015", "2015-09", "09/2015", "reference"),
    ("de", "seit dem Schuljahr 2003/2004", "2003/2004", "2003/2004", "reference"),
    ("de", "seit dem Schuljahr 2012/13", "2012/2013", "2012/13", "reference"),
    ("de", "die Jahre 2014–2020", "2014/2020", "2014–2020", "reference"),
    ("de", "in den 1950er Jahren", "195X", "1950er Jahren", "reference"),
    ("de", "in den Sechzigerjahren", "196X", "Sechzigerjahren", "reference"),
    (
        "de",
        "Der Besuch fand vom 8. bis 12. Mai 2019 statt.",
        "2019-05-08/2019-05-12",
        "8. bis 12. Mai 2019",
        "event",
    ),
    (
        "de",
        "Der Besuch fand vom 07.-08. Juli 2019 statt.",
        "2019-07-07/2019-07-08",
        "07.-08. Juli 2019",
        "event",
    ),
    (
        "de",
        "Das Fest dauerte vom 22. Juli bis 6. September 2024.",
        "2024-07-22/2024-09-06",
        "22. Juli bis 6. September 2024",
        "event",
    ),
    (
        "de",
        "Die Messe dauerte vom 08.-12.05.2019.",
        "2019-05-08/2019-05-12",
        "08.-12.05.2019",
        "event",
    ),
    (
        "de",
        "Die Ausstellung lief von Mai bis Juli 2025.",
        "2025-05/2025-07",
        "Mai bis Juli 2025",
        "event",
    ),
    (
        "de",
        "Die Konferenz ist im zweiten Quartal 2026.",
        "2026-04/2026-06",
        "zweiten Quartal 2026",
        "event",
    ),
    (
        "de",
        "Die Konferenz ist im ersten Halbjahr 2026.",
        "2026-01/2026-06",
        "ersten Halbjahr 2026",
        "event",
    ),
    ("de", "Das Turnier ist im Herbst 2024.", "2024-23", "Herbst 2024", "event"),
    ("de", "Sie wird bis zum 31. März 2025 eröffnen.", "2025-03-31", "31. März 2025", "deadline"),
    ("de", "Sie streben dies bis Ende 2023 an.", "2023", "Ende 2023", "deadline"),
    ("de", "spätestens am 1. Juli 2021 aufzunehmen", "2021-07-01", "1. Juli 2021", "deadline"),
    ("de", "Die Stadt wird im Mai 2024 einen Bericht liefern.", "2024-05", "Mai 2024", "deadline"),
    ("de", "Sie berichten jährlich zum 31. März.", "XXXX-03-31", "31. März", "deadline"),
    ("de", "zahlt zum 31.03. jeden Jahres", "XXXX-03-31", "31.03.", "deadline"),
    (
        "de",
        "Der Vertrag tritt am 1. Januar 2025 in Kraft.",
        "2025-01-01",
        "1. Januar 2025",
        "entry_into_force",
    ),
    (
        "de",
        "Er tritt rückwirkend zum 17. Oktober 2024 in Kraft.",
        "2024-10-17",
        "17. Oktober 2024",
        "entry_into_force",
    ),
    (
        "de",
        "Das Abkommen gilt ab 1. Januar 2024.",
        "2024-01-01",
        "1. Januar 2024",
        "entry_into_force",
    ),
    (
        "de",
        "Das Gesetz ist am 01.01.2012 in Kraft getreten.",
        "2012-01-01",
        "01.01.2012",
        "reference",
    ),
    ("de", "Der Vertrag endet am 31. Oktober 2026.", "2026-10-31", "31. Oktober 2026", "expiry"),
    (
        "de",
        "Er ist bis zum 31. Dezember 2027 befristet.",
        "2027-12-31",
        "31. Dezember 2027",
        "expiry",
    ),
    ("de", "Die erste Sitzung findet am 29.04.2025 statt.", "2025-04-29", "29.04.2025", "meeting"),
    ("de", "Bottrop, den 12. Januar 2024", "2024-01-12", "12. Januar 2024", "signature"),
    (
        "de",
        "Geschehen zu Reutlingen am 8. November 2024",
        "2024-11-08",
        "8. November 2024",
        "signature",
    ),
    ("de", "Unterzeichnet in Kassel am 8.11.2024", "2024-11-08", "8.11.2024", "signature"),
    ("de", "Stand: 3. September 2024", "2024-09-03", "3. September 2024", "other"),
    (
        "de",
        "am einundzwanzigsten März zweitausendsieben",
        "2007-03-21",
        "einundzwanzigsten März zweitausendsieben",
        "reference",
    ),
    ("de", "Vertrag vom 12.\nJanuar 2024", "2024-01-12", "12. Januar 2024", "reference"),
    ("de", "gemäß Beschluss 2024/0124 vom 2. Mai 2024", "2024-05-02", "2. Mai 2024", "reference"),
    (
        "de",
        "Gesetz vom 10. Mai 1998 (BGBl. 1998 I S. 5)",
        "1998-05-10",
        "10. Mai 1998",
        "reference",
    ),
    ("en", "the treaty of 3 May 2021", "2021-05-03", "3 May 2021", "reference"),
    ("en", "in the fall of 2021", "2021-23", "fall of 2021", "reference"),
    (
        "en",
        "By resolution of 2023-JUL-17 the Council asked.",
        "2023-07-17",
        "2023-JUL-17",
        "reference",
    ),
    ("en", "Registered by Denmark on 20 Janu ary 1967.", "1967-01-20", "20 Janu ary 1967", "other"),
    ("en", "Signed at Tunis, on 5 NO VEMBER 1965", "1965-11-05", "5 NO VEMBER 1965", "signature"),
    ("en", "GCC will send a list by 31.10.17.", "2017-10-31", "31.10.17", "deadline"),
    ("en", "DRAFT 3 - for comment - 12 February 2025", "2025-02-12", "12 February 2025", "other"),
    (
        "en",
        "the talks which their experts held in Rome in May 2022",
        "2022-05",
        "May 2022",
        "meeting",
    ),
    ("en", "The fee is due on 31 January.", "XXXX-01-31", "31 January", "deadline"),
    (
        "en",
        "The Programme enters into force on signing and expires on 31 May 2015.",
        "2015-05-31",
        "31 May 2015",
        "expiry",
    ),
    ("en", "The MoU is due to lapse on 30 June 2017.", "2017-06-30", "30 June 2017", "reference"),
    (
        "en",
        'Extension\nThe date is replaced by the words "30 June 2022".',
        "2022-06-30",
        "30 June 2022",
        "expiry",
    ),
    (
        "en",
        "Pursuant to Article 9 of the Agreement signed at Nicosia on 17/06/1974, they agree.",
        "1974-06-17",
        "17/06/1974",
        "reference",
    ),
    ("en", "Leeds will host a team from Graz in August 2024.", "2024-08", "August 2024", "event"),
    (
        "en",
        "Reykjavik, 9th June, 1958.\nYour Excellency,",
        "1958-06-09",
        "9th June, 1958",
        "signature",
    ),
    (
        "en",
        "(No. 41)\t3rd June, 1958.\nYour Excellency,",
        "1958-06-03",
        "3rd June, 1958",
        "signature",
    ),
    (
        "en",
        "The policy is adopted with effect from 1 April 2024.",
        "2024-04-01",
        "1 April 2024",
        "other",
    ),
    (
        "en",
        "No. Task Lead Due\n1 Survey of quays Riga March 2022",
        "2022-03",
        "March 2022",
        "deadline",
    ),
    (
        "en",
        "Place, date Partner Signed by\nTurku, 15/11/21 City of Turku The Mayor",
        "2021-11-15",
        "15/11/21",
        "signature",
    ),
    ("en", "the treaty of May 3, 2021", "2021-05-03", "May 3, 2021", "reference"),
    ("en", "the treaty of 3rd May, 2021", "2021-05-03", "3rd May, 2021", "reference"),
    ("en", "the treaty of 24 OCT 2011", "2011-10-24", "24 OCT 2011", "reference"),
    ("en", "the letter dated 2021-05-03", "2021-05-03", "2021-05-03", "reference"),
    ("en", "the letter dated 24/04/2003", "2003-04-24", "24/04/2003", "reference"),
    ("en", "the letter dated 04/24/2003", "2003-04-24", "04/24/2003", "reference"),
    ("en", "the letter dated 04/05/2003", "2003-05-04", "04/05/2003", "reference"),
    ("en", "a Delaware company, letter dated 04/05/2003", "2003-04-05", "04/05/2003", "reference"),
    ("en", "the letter dated 4/8/20 of Acme Inc.", "2020-04-08", "4/8/20", "reference"),
    ("en", "friends since 1992", "1992", "1992", "reference"),
    ("en", "It was founded in 1885.", "1885", "1885", "reference"),
    ("en", "friends since April, 1994", "1994-04", "April, 1994", "reference"),
    ("en", "friends since early 1994", "1994", "early 1994", "reference"),
    ("en", "friends since the 1950s", "195X", "1950s", "reference"),
    ("en", "friends since the fifties", "195X", "fifties", "reference"),
    ("en", "the season 2003/2004", "2003/2004", "2003/2004", "reference"),
    ("en", "for the years 2014-2020", "2014/2020", "2014-2020", "reference"),
    ("en", "PROGRAMME FOR THE YEARS 2014-2016\n", "2014/2016", "2014-2016", "other"),
    ("en", "in the budget for 2016-17", "2016/2017", "2016-17", "other"),
    (
        "en",
        "A visit took place from 8 to 12 May 2019.",
        "2019-05-08/2019-05-12",
        "8 to 12 May 2019",
        "event",
    ),
    (
        "en",
        "A visit took place on May 8-12, 2019.",
        "2019-05-08/2019-05-12",
        "May 8-12, 2019",
        "event",
    ),
    (
        "en",
        "The fair runs from May 30 to June 2, 2019.",
        "2019-05-30/2019-06-02",
        "May 30 to June 2, 2019",
        "event",
    ),
    (
        "en",
        "The festival is in the second quarter of 2026.",
        "2026-04/2026-06",
        "second quarter of 2026",
        "event",
    ),
    ("en", "The festival is in autumn 2024.", "2024-23", "autumn 2024", "event"),
    ("en", "The City shall report by 31 March 2025.", "2025-03-31", "31 March 2025", "deadline"),
    ("en", "no later than March 31, 2025", "2025-03-31", "March 31, 2025", "deadline"),
    ("en", "It reports each year by 31 March.", "XXXX-03-31", "31 March", "deadline"),
    ("en", "reports by March 31 of each year", "XXXX-03-31", "March 31", "deadline"),
    (
        "en",
        "This Agreement shall enter into force on 1 January 2025.",
        "2025-01-01",
        "1 January 2025",
        "entry_into_force",
    ),
    ("en", "is effective as of July 1, 2014", "2014-07-01", "July 1, 2014", "entry_into_force"),
    (
        "en",
        "This Agreement expires on 31 December 2026.",
        "2026-12-31",
        "31 December 2026",
        "expiry",
    ),
    ("en", "remains in force until December 31, 2026", "2026-12-31", "December 31, 2026", "expiry"),
    ("en", "agreed at its meeting on 3 May 2021", "2021-05-03", "3 May 2021", "meeting"),
    ("en", "Done at Geneva on 3 May 2021", "2021-05-03", "3 May 2021", "signature"),
    (
        "en",
        "Signed this 21st day of August 2007",
        "2007-08-21",
        "21st day of August 2007",
        "signature",
    ),
    ("en", "Signed this 14 day of June, 2006", "2006-06-14", "14 day of June, 2006", "signature"),
    (
        "en",
        "Done at Rome, this twenty-seventh day of January nineteen hundred and fifty-three",
        "1953-01-27",
        "twenty-seventh day of January nineteen hundred and fifty-three",
        "signature",
    ),
    (
        "en",
        "Done at Rome, this twenty-second day of April, one thousand nine hundred and sixty-eight",
        "1968-04-22",
        "twenty-second day of April, one thousand nine hundred and sixty-eight",
        "signature",
    ),
    (
        "en",
        "This Agreement is made and entered into as of November 6, 2016",
        "2016-11-06",
        "November 6, 2016",
        "signature",
    ),
    ("en", "Date: December 19, 2019", "2019-12-19", "December 19, 2019", "signature"),
    ("en", "Version of December 19, 2011", "2011-12-19", "December 19, 2011", "other"),
    ("zh-Hans", "根据2003年11月18日签署的协定", "2003-11-18", "2003年11月18日", "reference"),
    (
        "zh-Hans",
        "根据二○○三年十一月十八日签署的协定",
        "2003-11-18",
        "二○○三年十一月十八日",
        "reference",
    ),
    ("zh-Hans", "自二〇〇三年以来", "2003", "二〇〇三年", "reference"),
    ("zh-Hans", "自二零零三年以来", "2003", "二零零三年", "reference"),
    ("zh-Hans", "自二OOO年以来", "2000", "二OOO年", "reference"),
    ("zh-Hans", "自2003 年 11 月以来", "2003-11", "2003 年 11 月", "reference"),
    ("zh-Hans", "自20世纪50年代以来", "195X", "20世纪50年代", "reference"),
    ("zh-Hans", "自1950年代以来", "195X", "1950年代", "reference"),
    ("zh-Hans", "14.2015年代表团访问北京。", "2015", "2015年", "event"),
    (
        "zh-Hans",
        "代表团于2019年5月8日至12日访问北京。",
        "2019-05-08/2019-05-12",
        "2019年5月8日至12日",
        "event",
    ),
    (
        "zh-Hans",
        "代表团于2019年5月30日至6月2日访问。",
        "2019-05-30/2019-06-02",
        "2019年5月30日至6月2日",
        "event",
    ),
    ("zh-Hans", "展览于2015年3月至5月举行。", "2015-03/2015-05", "2015年3月至5月", "event"),
    ("zh-Hans", "展览于2015年春季举行。", "2015-21", "2015年春季", "event"),
    ("zh-Hans", "展览于2016年第一季度举行。", "2016-01/2016-03", "2016年第一季度", "event"),
    ("zh-Hans", "展览于2016年上半年举行。", "2016-01/2016-06", "2016年上半年", "event"),
    ("zh-Hans", "展览于十月二十四日开幕。", "XXXX-10-24", "十月二十四日", "event"),
    ("zh-Hans", "2024－2027年展览计划", "2024/2027", "2024－2027年", "event"),
    ("zh-Hans", "甲方应于2018年9月30日前提交。", "2018-09-30", "2018年9月30日", "deadline"),
    ("zh-Hans", "甲方应于每年3月31日前提交。", "XXXX-03-31", "3月31日", "deadline"),
    ("zh-Hans", "本协议自2018年5月1日起生效。", "2018-05-01", "2018年5月1日", "entry_into_force"),
    ("zh-Hans", "本协议有效期至2020年12月31日。", "2020-12-31", "2020年12月31日", "expiry"),
    ("zh-Hans", "双方于2018年5月1日召开第一次会议。", "2018-05-01", "2018年5月1日", "meeting"),
    ("zh-Hans", "本协议于2011年4月20日在北京签署。", "2011-04-20", "2011年4月20日", "signature"),
    ("zh-Hans", "签订日期:2011.04.20", "2011-04-20", "2011.04.20", "signature"),
    ("zh-Hans", "签订日期:2011-4-20", "2011-04-20", "2011-4-20", "signature"),
    ("zh-Hans", "截至2018年5月1日", "2018-05-01", "2018年5月1日", "other"),
    ("zh-Hant", "簽署日期:民國96年06月25日", "2007-06-25", "民國96年06月25日", "signature"),
    (
        "zh-Hant",
        "於民國一百零八年十月十八日簽署",
        "2019-10-18",
        "民國一百零八年十月十八日",
        "signature",
    ),
    # one line for each kind of mistake that real texts have shown
    ("de", "die Abschläge für die Jahre 1991", "1991", "1991", "reference"),
    ("de", "Kündigung erstmals zum Ablauf des Jahres 2014", "2014", "2014", "deadline"),
    (
        "de",
        "Die Änderungen werden frühestens zum 1. Mai 2024 wirksam.",
        "2024-05-01",
        "1. Mai 2024",
        "deadline",
    ),
    (
        "de",
        "Er tritt nicht vor dem 1. Januar 2013 in Kraft.",
        "2013-01-01",
        "1. Januar 2013",
        "entry_into_force",
    ),
    ("de", "die grundlegenden Änderungen zum 1. Mai 2020", "2020-05-01", "1. Mai 2020", "deadline"),
    (
        "de",
        "einen grenzüberschreitenden Sprechtag, den ersten am 7. Februar 2024",
        "2024-02-07",
        "7. Februar 2024",
        "event",
    ),
    (
        "de",
        "durch die Angabe „31. Dezember 2030“ ersetzt",
        "2030-12-31",
        "31. Dezember 2030",
        "expiry",
    ),
    ("de", "nach der Einwohnerzahl am 30. Juni", "XXXX-06-30", "30. Juni", "reference"),
    (
        "de",
        "Sie wurde am 19.10.2012 in Jena unterzeichnet.",
        "2012-10-19",
        "19.10.2012",
        "signature",
    ),
    (
        "de",
        "Chemnitz wird im Mai 2024 Besuche in Betrieben ermöglichen.",
        "2024-05",
        "Mai 2024",
        "deadline",
    ),
    ("de", "Die Stadt wird Firmen zur Messe im Mai 2018 einladen.", "2018-05", "Mai 2018", "event"),
    (
        "de",
        "Der Vertrag vom 31\\. August 1990 gilt.",
        "1990-08-31",
        "31\\. August 1990",
        "reference",
    ),
    ("de", "◆ Sitzung am 3. Mai 2021", "2021-05-03", "3. Mai 2021", "meeting"),
    ("en", "notice expiring on 31 December of any year", "XXXX-12-31", "31 December", "other"),
    (
        "en",
        "the entry into force of the Convention on 16 November 1994",
        "1994-11-16",
        "16 November 1994",
        "reference",
    ),
    (
        "en",
        "open for signature by all States from 20 September 2023",
        "2023-09-20",
        "20 September 2023",
        "deadline",
    ),
    ("en", "in a video conference on 24 January 2023", "2023-01-24", "24 January 2023", "meeting"),
    ("en", "Boise will open a room in 2020.", "2020", "2020", "deadline"),
    ("en", "at the 101st plenary meeting 28 July 1994", "1994-07-28", "28 July 1994", "meeting"),
    (
        "zh-Hans",
        "本协议有效期五年，于二〇二三年十一月十八日在佛山签署。",
        "2023-11-18",
        "二〇二三年十一月十八日",
        "signature",
    ),
    (
        "zh-Hans",
        "本协定自2023年9月20日起开放供所有国家签署。",
        "2023-09-20",
        "2023年9月20日",
        "deadline",
    ),
    ("zh-Hans", "株方争取于2016年派团演出。", "2016", "2016年", "deadline"),
    ("zh-Hans", "邀请企业参加2018年5月的展会。", "2018-05", "2018年5月", "event"),
    ("zh-Hans", "塞方将自2013年7月起提供客座工作室。", "2013-07", "2013年7月", "deadline"),
    ("zh-Hans", "2022年9月6日于卡塞尔", "2022-09-06", "2022年9月6日", "signature"),
]
# what stands in the paper around an agreement, and in articles
_COVERS: list[tuple[str, str, str | None, str, str]] = [
    (
        "en",
        "Report Number: CAO 08 Date: April 16, 2012 From: Paul Lee",
        "2012-04-16",
        "April 16, 2012",
        "publication",
    ),
    (
        "en",
        "A city signs\nThe Indian Express\t19.07.2013\nThe city",
        "2013-07-19",
        "19.07.2013",
        "publication",
    ),
    (
        "zh-Hans",
        "来源：宿迁晚报 时间：2025-11-12 08：36",
        "2025-11-12",
        "2025-11-12",
        "publication",
    ),
    ("zh-Hans", "责编：盛夏 2025-10-22", "2025-10-22", "2025-10-22", "publication"),
    ("zh-Hans", "征求意见稿（2026年1月15日）", "2026-01-15", "2026年1月15日", "other"),
    ("zh-Hans", "本办法自2025年6月1日起施行。", "2025-06-01", "2025年6月1日", "other"),
    (
        "zh-Hans",
        "2016年8月15日印发的《管理暂行规定》同时废止。",
        "2016-08-15",
        "2016年8月15日",
        "reference",
    ),
    (
        "zh-Hans",
        "此前，2019年10月，我市与企业协会签订过一份协议。",
        "2019-10",
        "2019年10月",
        "reference",
    ),
    ("en", "MYSURU | Updated: 12.07.2024 21:35", "2024-07-12", "12.07.2024", "publication"),
    (
        "en",
        "Culture Committee\nMonday, 4 March 2024\nAgenda item 7",
        "2024-03-04",
        "4 March 2024",
        "meeting",
    ),
    ("en", "DATE OF MEETING: 2023-NOV-06", "2023-11-06", "2023-NOV-06", "meeting"),
    (
        "en",
        "Name: Ann Lee\nTitle: Mayor\nDate: 14/07/2021",
        "2021-07-14",
        "14/07/2021",
        "signature",
    ),
    ("en", "DATED 21ST JUNE 2017\nAMENDMENT", "2017-06-21", "21ST JUNE 2017", "signature"),
    (
        "en",
        "It is planned that the mayors sign it on May 3, 2023.",
        "2023-05-03",
        "May 3, 2023",
        "signature",
    ),
    (
        "en",
        "It was cleared by the council on February 29.",
        "XXXX-02-29",
        "February 29",
        "reference",
    ),
    ("de", "Datum\n\n29.02.2024\n\nBetreff", "2024-02-29", "29.02.2024", "publication"),
    (
        "de",
        "Gremium\tSitzungstermin\nAusschuss\t13.03.2024\tKenntnisnahme",
        "2024-03-13",
        "13.03.2024",
        "meeting",
    ),
    (
        "de",
        "Gremium Termin TOP ö nö\nGemeinderat 23.02.2016 5 x",
        "2016-02-23",
        "23.02.2016",
        "meeting",
    ),
    ("de", "Termin: 7. März 2017, 16:30 Uhr", "2017-03-07", "7. März 2017", "meeting"),
    ("de", "Plenarsitzung\n11.12.2007\n1219\n9\nöffentlich", "2007-12-11", "11.12.2007", "meeting"),
    ("de", "ANTRAG\nvom: 16.02.2012", "2012-02-16", "16.02.2012", "publication"),
    ("de", "eingegangen: 16.02.2012", "2012-02-16", "16.02.2012", "other"),
    ("de", "Erschienen am 14. Februar 2025", "2025-02-14", "14. Februar 2025", "publication"),
    (
        "de",
        "Am 12.01.2024 wurde eine Erklärung unterzeichnet.",
        "2024-01-12",
        "12.01.2024",
        "signature",
    ),
    ("de", "In Foshan ist ab 24. Oktober die Firma dabei.", "XXXX-10-24", "24. Oktober", "event"),
    ("en", "Date: 3 May 2021\n\nSubject", "2021-05-03", "3 May 2021", "publication"),
    (
        "en",
        "By Ann\nWednesday, 8 November 2017\nA folder",
        "2017-11-08",
        "8 November 2017",
        "publication",
    ),
    ("en", "City Council\t3 May 2021\tDecision", "2021-05-03", "3 May 2021", "meeting"),
    ("en", "The agreement was signed on 3 May 2021.", "2021-05-03", "3 May 2021", "signature"),
    ("zh-Hans", "发布日期:2021年5月3日", "2021-05-03", "2021年5月3日", "publication"),
    ("zh-Hans", "本报北京2021年5月3日电", "2021-05-03", "2021年5月3日", "publication"),
    ("zh-Hans", "会议日期:2021年5月3日", "2021-05-03", "2021年5月3日", "meeting"),
    ("zh-Hans", "两市于2021年5月3日签署协议。", "2021-05-03", "2021年5月3日", "signature"),
    (
        "de",
        "Gremium Termin TOP\nAusschuss für Umwelt und\nGesundheit\n15.11.2012\nBeschlussantrag",
        "2012-11-15",
        "15.11.2012",
        "meeting",
    ),
    ("de", "Ortschaftsrat Neureut 23.02.2010\n", "2010-02-23", "23.02.2010", "meeting"),
    (
        "de",
        "TOP:\n\nVerantwortlich:\n18.11.2014\n2014/0181\n16.1\nöffentlich",
        "2014-11-18",
        "18.11.2014",
        "meeting",
    ),
    (
        "de",
        "Niederschrift 50. Plenarsitzung Gemeinderat\n15. Mai 2018, 15:30 Uhr",
        "2018-05-15",
        "15. Mai 2018",
        "meeting",
    ),
    ("de", "Vorberatung im Hauptausschuss am 7. Mai 2024.", "2024-05-07", "7. Mai 2024", "meeting"),
    (
        "de",
        "Hauptamt – Ratsangelegenheiten –\n14. Juni 2022",
        "2022-06-14",
        "14. Juni 2022",
        "publication",
    ),
    (
        "de",
        "Zur Beurkundung:\nDie Schriftführerin:\nHauptamt – Ratsangelegenheiten –\n5. Juni 2018",
        "2018-06-05",
        "5. Juni 2018",
        "publication",
    ),
    (
        "de",
        "ohne Belang x\n07.05.11\nEuropafest mit dem Freundeskreis",
        "2011-05-07",
        "07.05.11",
        "event",
    ),
    (
        "de",
        "Die Mittel stehen im Doppelhaushalt 2022/2023 bereit.",
        "2022/2023",
        "2022/2023",
        "reference",
    ),
    ("de", "Das Amt bleibt am 14. August geschlossen.", "XXXX-08-14", "14. August", "event"),
    (
        "de",
        "ein ab dem 1. August 2013 geltender Anspruch",
        "2013-08-01",
        "1. August 2013",
        "reference",
    ),
    ("de", "Bis zum Jahr 2004 arbeitete das Haus allein.", "2004", "2004", "reference"),
    (
        "de",
        "Sie beabsichtigt, dem Ausschuss im Herbst 2024 zu berichten.",
        "2024-23",
        "Herbst 2024",
        "deadline",
    ),
    (
        "de",
        "Der Link wurde verwendet (zuletzt angerufen am 15. Juni 2021).",
        "2021-06-15",
        "15. Juni 2021",
        "other",
    ),
    ("de", "der die Stadt Bottrop 2016 beigetreten ist", "2016", "2016", "reference"),
    (
        "en",
        "This AGREEMENT is made and entered into this 27th day of November 2018",
        "2018-11-27",
        "27th day of November 2018",
        "signature",
    ),
    ("en", "The motion to do so failed last month.", None, "last month", "meeting"),
    (
        "zh-Hans",
        "2018年4月12日，两市博物馆签署了意向书。",
        "2018-04-12",
        "2018年4月12日",
        "reference",
    ),
    ("zh-Hans", "2023年3月，市人大常委会审议通过有关议案。", "2023-03", "2023年3月", "meeting"),
    (
        "de",
        "76124 Karlsruhe\n09.10.2018\nAntrag zum Thema",
        "2018-10-09",
        "09.10.2018",
        "publication",
    ),
    (
        "de",
        "Der Ausschuss stimmte am 27. Januar 2015 der Teilnahme zu.",
        "2015-01-27",
        "27. Januar 2015",
        "reference",
    ),
    (
        "de",
        "wird in den Hauptausschuss am 06.12.2022 verwiesen",
        "2022-12-06",
        "06.12.2022",
        "meeting",
    ),
    (
        "de",
        "Im Schuljahr 2017/2018 konnten wir 78 Kinder beraten.",
        "2017/2018",
        "2017/2018",
        "reference",
    ),
    (
        "de",
        "Die bisherigen Verträge enden am 9. Dezember 2023.",
        "2023-12-09",
        "9. Dezember 2023",
        "reference",
    ),
    ("de", "Entwurf\nKarlsruhe, den 15.08.2018\n", "2018-08-15", "15.08.2018", "other"),
]
# several dates in one text: their values and words
_SEVERAL = [
    ("zh-Hans", "2025年（令和7年）10月27日", [("2025-10-27", "2025年（令和7年）10月27日")]),
    (
        "zh-Hans",
        "签订日期2024年7月9日 生效日期2025年2月14日",
        [("2024-07-09", "2024年7月9日"), ("2025-02-14", "2025年2月14日")],
    ),
    (
        "en",
        "FOR THE YEARS 2013, 2014 AND 2015",
        [("2013", "2013"), ("2014", "2014"), ("2015", "2015")],
    ),
    ("de", "September 2015 und 2016", [("2015-09", "September 2015"), ("2016-09", "2016")]),
    ("de", "2014, 2015 und 2019", [("2014", "2014"), ("2015", "2015"), ("2019", "2019")]),
    ("de", "zwischen Mai und Juli 2025", [("2025-05", "Mai"), ("2025-07", "Juli 2025")]),
    ("de", "am 3. und 5. Mai 2019", [("2019-05-03", "3."), ("2019-05-05", "5. Mai 2019")]),
    (
        "de",
        "vom 1. Januar 2021 bis zum 31. Dezember 2025",
        [("2021-01-01", "1. Januar 2021"), ("2025-12-31", "31. Dezember 2025")],
    ),
    ("de", "am 22. und 23.12.2012", [("2012-12-22", "22."), ("2012-12-23", "23.12.2012")]),
    ("de", "der 60er und 70er Jahre", [("196X", "60er"), ("197X", "70er Jahre")]),
    ("de", "2015 2016", [("2015", "2015"), ("2016", "2016")]),
    ("de", "der Jahre 2021 bis 2024", [("2021/2024", "2021 bis 2024")]),
    ("en", "September 2015 and 2016", [("2015-09", "September 2015"), ("2016-09", "2016")]),
    ("en", "in May and July 2025", [("2025-05", "May"), ("2025-07", "July 2025")]),
    ("en", "on 3 and 5 May 2019", [("2019-05-03", "3"), ("2019-05-05", "5 May 2019")]),
    (
        "en",
        "from 1 January 2021 to 31 December 2025",
        [("2021-01-01", "1 January 2021"), ("2025-12-31", "31 December 2025")],
    ),
    ("zh-Hans", "2015年3月和5月", [("2015-03", "2015年3月"), ("2015-05", "5月")]),
    ("zh-Hans", "2015年3月5日和8日", [("2015-03-05", "2015年3月5日"), ("2015-03-08", "8日")]),
    ("zh-Hans", "2014、2015和2019年", [("2014", "2014"), ("2015", "2015"), ("2019", "2019年")]),
    ("zh-Hant", "民國107年簽署,於109年展出", [("2018", "民國107年"), ("2020", "109年")]),
]
_NO_DATES = [
    ("en", "UNDER THE SECURITIES EXCHANGE ACT OF 1934"),
    ("zh-Hans", "管理中心每月通报上月监测数据"),
    ("en", "116\tUnited Nations — Treaty Series\t1967"),
    ("en", "in the 2024-2028 Financial Plan"),
    ("de", "nach § 12.3 der Satzung"),
    ("de", "eine Fläche von 1.448 km²"),
    ("de", "Drucksache 2024/0124"),
    ("de", "BGBl. 1990 I S. 5"),
    ("de", "Verordnung (EG) Nr. 1370/2007"),
    ("de", "seit fünf Jahren, vor 55 Jahren"),
    ("de", "in knapp zwei Wochen"),
    ("de", "Agenda 2030 und Expo 2000"),
    ("de", "das Konzept „Karlsruhe 2020“"),
    ("de", "ISEK Karlsruhe 2020"),
    ("de", "die 2030-Agenda"),
    ("de", "0\n2000\n4000"),
    ("de", "unter der Nummer „2020/S 042-100419“"),
    ("de", "rund 2000 Einwohner"),
    ("de", "2000 Euro"),
    ("de", "Bottrop, den ____"),
    ("de", "xx.xx.20xx"),
    ("de", "..... September 2020"),
    ("de", "Tel. 02041 70-2016"),
    ("de", "46236 Bottrop"),
    ("de", "am 31.02.2024"),
    ("de", "in den letzten Jahren"),
    ("de", "im letzten Jahr der Laufzeit"),
    ("de", "Der Abschnitt 4.3.10 gilt."),
    ("en", "for five years or 30 days"),
    ("en", "the Securities Exchange Act of 1934"),
    ("en", "Agenda 2030"),
    ("en", "the Community Strategic Plan Wollongong 2022"),
    ("en", "at the 2020 Annual Meeting"),
    ("en", "2001 Market Street"),
    ("en", "2028 E. Ben White Blvd."),
    ("en", "this ____ day of ______, 2010"),
    ("en", "Section 3.2.10"),
    ("en", "about 2000 people"),
    ("en", "The Parties may agree."),
    ("en", "resolution 1884 (XVIII)"),
    ("zh-Hans", "有效期5年,三年后"),
    ("zh-Hans", "提前6个月"),
    ("zh-Hans", "第14.04条"),
    ("zh-Hans", "____年__月__日"),
    ("zh-Hans", "国发〔2016〕12号"),
    ("zh-Hans", "2030年议程"),
    ("zh-Hans", "月球和其他天体"),
]
# relative to the document's own date, 29 February 2024, a Thursday
_RELATIVE = [
    ("zh-Hans", "建议明年春天邀请代表团回访", "2025-21", "明年春天"),
    ("en", "held in London in March last", "2023-03", "March last"),
    ("en", "your Note of the 3rd instant", "2024-02-03", "3rd instant"),
    ("de", "Im Januar dieses Jahres reiste er.", "2024-01", "Januar dieses Jahres"),
    ("de", "zum 1. Januar dieses Jahres", "2024-01-01", "1. Januar dieses Jahres"),
    ("de", "Im September vergangenen Jahres", "2023-09", "September vergangenen Jahres"),
    ("de", "im letzten Jahr", "2023", "letzten Jahr"),
    ("de", "im kommenden Jahr", "2025", "kommenden Jahr"),
    ("de", "Ende letzten Jahres", "2023", "Ende letzten Jahres"),
    ("de", "wie im Vorjahr", "2023", "Vorjahr"),
    ("de", "im vergangenen November", "2023-11", "vergangenen November"),
    ("de", "im kommenden November", "2024-11", "kommenden November"),
    ("de", "im vergangenen Monat", "2024-01", "vergangenen Monat"),
    ("de", "am heutigen Tag", "2024-02-29", "heutigen Tag"),
    ("de", "gestern", "2024-02-28", "gestern"),
    ("de", "am Montagabend", "2024-02-26", "Montagabend"),
    ("de", "am kommenden Montag", "2024-03-04", "Montag"),
    ("en", "last year", "2023", "last year"),
    ("en", "in January of this year", "2024-01", "January of this year"),
    ("en", "last November", "2023-11", "last November"),
    ("en", "next month", "2024-03", "next month"),
    ("en", "to send an engineer next spring", "2024-21", "next spring"),
    ("en", "last winter", "2023-24", "last winter"),
    ("zh-Hans", "计划下半年进口", "2024-07/2024-12", "下半年"),
    ("en", "have signed this day", "2024-02-29", "this day"),
    ("en", "on Tuesday", "2024-02-27", "Tuesday"),
    ("en", "signed yesterday", "2024-02-28", "yesterday"),
    ("zh-Hans", "去年8月", "2023-08", "去年8月"),
    ("zh-Hans", "去年8月3日", "2023-08-03", "去年8月3日"),
    ("zh-Hans", "明年底", "2025", "明年底"),
    ("zh-Hans", "将于下月底抵达", "2024-03", "下月底"),
    ("zh-Hans", "本月15日", "2024-02-15", "本月15日"),
    ("zh-Hans", "于今日签署", "2024-02-29", "今日"),
]
_EDTF = re.compile(
    json.loads(resources.files("pipeline.schemas").joinpath("record.schema.json").read_bytes())[
        "$defs"
    ]["edtf"]["pattern"]
)
_PIECES = st.sampled_from(
    [
        "12.",
        "3.",
        "Mai",
        "2024",
        "bis",
        " ",
        "\n",
        "2024/25",
        "May",
        "31,",
        "day of",
        "/",
        "-",
        "99",
    ]
) | st.sampled_from(
    ["月", "last", "year", "5", "2015年", "三", "日", "民國", "96年", "dieses", "."]
)
_TEXTS = st.one_of(st.text(), st.lists(_PIECES, max_size=30).map("".join))
_LANGUAGES = st.sampled_from(["de", "en", "zh-Hans", "zh-Hant"])


@pytest.mark.parametrize(("language", "text", "value", "words", "role"), _CLAUSES)
def test_reads_dates_of_agreements(
    language: str, text: str, value: str, words: str, role: str
) -> None:
    found = find_dates(reading_of(text, language))

    assert [(d.value, d.text, d.role) for d in found] == [(value, words, role)]
    assert found[0].basis == "stated"


@pytest.mark.parametrize(("language", "text", "value", "words", "role"), _COVERS)
def test_reads_dates_of_papers(
    language: str, text: str, value: str | None, words: str, role: str
) -> None:
    found = find_dates(reading_of(text, language, kind="body", part="cover"))

    assert [(d.value, d.text, d.role) for d in found] == [(value, words, role)]


@pytest.mark.parametrize(("language", "text", "expected"), _SEVERAL)
def test_reads_each_of_several(language: str, text: str, expected: list[tuple[str, str]]) -> None:
    assert [(d.value, d.text) for d in find_dates(reading_of(text, language))] == expected


@pytest.mark.parametrize(("language", "text"), _NO_DATES)
def test_leaves_what_is_no_date(language: str, text: str) -> None:
    assert find_dates(reading_of(text, language), "2024-02-29") == ()


@pytest.mark.parametrize(("language", "text", "value", "words"), _RELATIVE)
def test_resolves_relative_dates(language: str, text: str, value: str, words: str) -> None:
    reading = reading_of(text, language, kind="body", part="cover")
    found = find_dates(reading, "2024-02-29")

    assert [(d.value, d.text, d.basis) for d in found] == [(value, words, "computed")]
    assert [(d.value, d.basis) for d in find_dates(reading)] == [(None, "stated")]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        (
            "en",
            "a list by 3 May 2017 and the rest by the end of that year",
            [("2017-05-03", "stated"), ("2017", "computed")],
        ),
        (
            "en",
            "one in September 2025 and a second in March of the following year",
            [("2025-09", "stated"), ("2026-03", "computed")],
        ),
        (
            "en",
            "from 1 May 2020 to 30 June of the following year",
            [("2020-05-01", "stated"), ("2021-06-30", "computed")],
        ),
        ("en", "until 30 June of the following year", [("XXXX-06-30", "stated")]),
        ("en", "to report in the following year", []),
        (
            "zh-Hans",
            "2019年5月签约，次年3月互访",
            [("2019-05", "stated"), ("2020-03", "computed")],
        ),
        (
            "en",
            "one team in August 2024, another the year after",
            [("2024-08", "stated"), ("2025", "computed")],
        ),
    ],
)
def test_counts_years_from_the_date_before(
    language: str, text: str, expected: list[tuple[str, str]]
) -> None:
    assert [(d.value, d.basis) for d in find_dates(reading_of(text, language))] == expected


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("(dates: mm/dd/yyyy) 05/07/2021", "2021-05-07"),
        ("signed in the State of Idaho on 05/07/2021", "2021-05-07"),
        ("signed in Leeds on 05/07/2021", "2021-07-05"),
    ],
)
def test_the_document_tells_which_figure_is_the_month(text: str, value: str) -> None:
    assert [d.value for d in find_dates(reading_of(text, "en"))] == [value]


@pytest.mark.parametrize(
    ("text", "part", "value"),
    [
        ("10月21日下午，市长会见了客人。", "cover", "2024-10-21"),
        ("应于每年10月21日前报告。", "cover", "XXXX-10-21"),
        ("应于10月21日前报告。", "agreement", "XXXX-10-21"),
    ],
    ids=["news", "yearly", "clause"],
)
def test_a_day_in_the_news_is_of_the_papers_year(text: str, part: str, value: str) -> None:
    reading = reading_of(text, "zh-Hans", kind="body", part=part)

    assert [d.value for d in find_dates(reading, "2024-12-29")] == [value]
    assert [d.value for d in find_dates(reading)] == ["XXXX-10-21"]


def test_resolves_nothing_finer_than_the_anchor() -> None:
    reading = reading_of("am heutigen Tag und im letzten Jahr", "de")

    assert [d.value for d in find_dates(reading, "2024")] == [None, "2023"]


@pytest.mark.parametrize(
    ("language", "text", "recurrence"),
    [
        ("de", "berichten jährlich zum 31. März", "P1Y"),
        ("de", "zahlt zum 15. August eines jeden Jahres", "P1Y"),
        ("de", "erstmals zum 31. März", None),
        ("de", "jährlich, erstmals zum 31. März 2024", None),
        ("en", "report by 31 March of each year", "P1Y"),
        ("en", "report by 31 March", None),
        ("zh-Hans", "每年3月31日前", "P1Y"),
        ("zh-Hans", "3月31日前", None),
    ],
)
def test_tells_yearly_dates(language: str, text: str, recurrence: str | None) -> None:
    assert [d.recurrence for d in find_dates(reading_of(text, language))] == [recurrence]


def test_a_date_in_the_signature_block_is_the_signature() -> None:
    reading = reading_of("Peking 12. Januar 2024", "de", kind="signature_block")

    assert [d.role for d in find_dates(reading)] == ["signature"]


def test_a_bare_year_in_the_signature_block_is_none() -> None:
    reading = reading_of("The survey began in 1990", "en", kind="signature_block")

    assert [d.role for d in find_dates(reading)] == ["reference"]


def test_lines_with_an_empty_one_between_share_no_date() -> None:
    assert find_dates(reading_of("Seite 12.\n\nJanuar", "de")) == ()


@pytest.mark.parametrize(
    ("text", "part", "anchor"),
    [
        ("Datum\n29.02.2024\nAm 12.01.2024 wurde er unterzeichnet.", "cover", "2024-02-29"),
        ("Kassel, den 3. Mai 2021\nKonin, den 5. Mai 2021", "agreement", "2021-05-05"),
        ("Kassel, den 3. Mai 2021\nKonin, den 5. Mai", "agreement", "2021-05-03"),
        ("Beschluss vom 3. Mai 2021", "agreement", None),
        ("Niederschrift der Sitzung\n3. Mai 2021\nErstellt am 5. Mai 2021", "cover", "2021-05-03"),
    ],
    ids=["publication", "latest-signature", "with-a-year", "none", "day-of-minutes"],
)
def test_chooses_the_documents_own_date(text: str, part: str, anchor: str | None) -> None:
    assert find_anchor(scan_dates(reading_of(text, "de", part=part))) == anchor


def test_evidence_points_into_the_document() -> None:
    text = "簽署日期:民國96年06月25日"
    found = find_dates(reading_of(text, "zh-Hant"))

    assert [(e.start, e.end, e.quote) for e in found[0].evidence] == [(5, 16, "民國96年06月25日")]
    assert found[0].evidence[0].rule == "zh.date.minguo"
    assert found[0].agreement == "a1"


@settings(deadline=None)  # the first text pays for the lexicon
@given(text=_TEXTS, language=_LANGUAGES)
def test_quotes_equal_their_slices(text: str, language: str) -> None:
    found = find_dates(reading_of(text, language), "2024-02-29")

    evidence = [item for date in found for item in date.evidence]
    assert all(text[item.start : item.end] == item.quote for item in evidence)


@settings(deadline=None)  # the first text pays for the lexicon
@given(text=_TEXTS, language=_LANGUAGES)
def test_values_are_edtf_and_in_order(text: str, language: str) -> None:
    found = find_dates(reading_of(text, language), "2024-02-29")
    starts = [date.evidence[0].start for date in found]

    assert all(_EDTF.match(date.value) for date in found if date.value)
    assert starts == sorted(starts)


@settings(deadline=None)  # the first text pays for the lexicon
@given(text=_TEXTS, language=_LANGUAGES)
def test_scanning_once_is_enough(text: str, language: str) -> None:
    reading = reading_of(text, language)

    assert resolve_dates(scan_dates(reading), "2024-02-29") == find_dates(reading, "2024-02-29")


def test_the_second_sign_off_is_a_stamp() -> None:
    text = "vom: 16.02.2012\nAntrag\nHauptamt - Ratsangelegenheiten -\n20. Februar 2012"
    found = find_dates(reading_of(text, "de", kind="body", part="cover"))

    assert [d.role for d in found] == ["publication", "other"]


def test_a_past_span_of_years_is_background() -> None:
    found = find_dates(reading_of("Von 2014 bis 2019 war die Zahl hoch.", "de", part="cover"))

    assert [(d.value, d.role) for d in found] == [("2014/2019", "reference")]


@pytest.mark.parametrize("language", ["de", "en", "zh"])
def test_words_that_a_rule_needs_are_its_own(language: str) -> None:
    lexicon = load_lexicon(language)
    rules = (rule for group in ("date", "date_role") for rule in lexicon.rules(group))
    missing = [
        rule.id
        for rule in rules
        if not any(word in rule.find for word in str(rule.options.get("needs", "")).split("|"))
    ]

    assert missing == []


# language, text of a paper, each date's value and role
_SETTLED: list[tuple[str, str, list[tuple[str, str]]]] = [
    (
        "de",
        "Datum: 4. Mai 2020\nDer Umbau läuft 2019 an, der Abriss im Jahr 2022.",
        [("2020-05-04", "publication"), ("2019", "reference"), ("2022", "deadline")],
    ),
    (
        "de",
        "Datum: 4. Mai 2020\nMittel für das Jahr 2019 und Mittel für das Jahr 2021.",
        [("2020-05-04", "publication"), ("2019", "reference"), ("2021", "deadline")],
    ),
    (
        "de",
        "Sitzungstermin: 4. Mai 2020\nDer Neubau steht im Herbst 2023 offen.",
        [("2020-05-04", "meeting"), ("2023-23", "deadline")],
    ),
    (
        "de",
        "Die Brücke steht seit 1990, der Turm im Jahr 2030 nicht mehr.",
        [("1990", "reference"), ("2030", "reference")],
    ),
    (
        "de",
        "Weserblatt – Lokales    Dienstag, 5. Mai 2020\n\nAm Sonntag kam er.",
        [("2020-05-05", "publication"), ("2020-05-03", "reference")],
    ),
    (
        "de",
        "vom: 05.03.2014\neingegangen: 06.03.2014\nGremium",
        [("2014-03-05", "reference"), ("2014-03-06", "other")],
    ),
    (
        "de",
        "Am 5. März 2014 erörterte der Vorstand den Plan.",
        [("2014-03-05", "meeting")],
    ),
    (
        "de",
        "Eine Ausstellung ist für den 5. März 2014 geplant, der Bau ist für 2015 geplant.",
        [("2014-03-05", "event"), ("2015", "deadline")],
    ),
    (
        "de",
        "Datum: 4. Mai 2020\nAm Sonntag unterzeichneten Ute Lang und Jan Beck die Urkunde.",
        [("2020-05-04", "publication"), ("2020-05-03", "signature")],
    ),
    (
        "de",
        "Zugleich tritt die Satzung vom 5. März 2014 außer Kraft.",
        [("2014-03-05", "reference")],
    ),
    (
        "de",
        "Datum: 4. Mai 2020\nDer Saal wurde am gestrigen Sonntag renoviert.",
        [("2020-05-04", "publication"), ("2020-05-03", "reference")],
    ),
    (
        "en",
        "Published - May 4, 2020 10:15 am\nThe town on Saturday entered into a memorandum.",
        [("2020-05-04", "publication"), ("2020-05-02", "signature")],
    ),
    (
        "en",
        "RIGA, Monday, 4 May 2020\n\nBy 2019 it was done; by 2022 a hall opens.",
        [("2020-05-04", "publication"), ("2019", "reference"), ("2022", "deadline")],
    ),
    (
        "en",
        "Date of meeting:\t4 May 2020\nCouncil considered the offer on 6 April 2020.",
        [("2020-05-04", "meeting"), ("2020-04-06", "meeting")],
    ),
    (
        "zh-Hans",
        "滨江日报 2020年5月4日 星期一 第2版\n昨日上午，备忘录签约仪式在市政中心举行。代表团3日离开。",
        [("2020-05-04", "publication"), ("2020-05-03", "signature"), ("2020-05-03", "event")],
    ),
    (
        "zh-Hans",
        "来源：滨江日报 时间：2020年5月4日\n两市自2019年起每年互访，自2021年起每年互派学生。",
        [("2020-05-04", "publication"), ("2019", "reference"), ("2021", "deadline")],
    ),
]


@pytest.mark.parametrize(("language", "text", "expected"), _SETTLED)
def test_settles_roles_by_the_papers_own_date(
    language: str, text: str, expected: list[tuple[str, str]]
) -> None:
    reading = reading_of(text, language, kind="body", part="cover")
    dates = scan_dates(reading)

    found = resolve_dates(dates, find_anchor(dates))

    assert [(date.value, date.role) for date in found] == expected


@pytest.mark.parametrize(
    ("value", "anchor", "order"),
    [
        ("2021", "2020-05-04", 1),
        ("2020-05", "2020-05-04", 0),
        ("2020-23", "2020-05-04", 1),
        ("2019/2022", "2020-05-04", -1),
        ("XXXX-05-01", "2020-05-04", 0),
        ("2020-05-03", "2020-05-04", -1),
    ],
)
def test_compares_as_far_as_both_are_fine(value: str, anchor: str, order: int) -> None:
    assert compare(value, anchor) == order
