"""Sentences: tables in three languages, long pieces, readings, properties."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from factories import document_of, reading_of
from hypothesis import given
from hypothesis import strategies as st

from pipeline.lexicon import LANGUAGES, load_lexicon
from pipeline.models import Block, Section, Span, Version
from pipeline.nlp import read, split_sentences


def sentences_of(text: str, language: str) -> list[str]:
    """Return the words of each sentence."""
    spans = split_sentences(text, load_lexicon(language))
    return [text[span.start : span.end] for span in spans]


@pytest.mark.parametrize(
    ("language", "sentences"),
    [
        pytest.param("de", ["Die Stadt zahlt.", "Der Kreis hilft."], id="de-two"),
        pytest.param("de", ["Es gilt Abs. 3 Satz 2 bzw. Art. 4."], id="de-abbreviated"),
        pytest.param("de", ["Prof. Dr. Müller zahlt z. B. Reisen."], id="de-titles"),
        pytest.param("de", ["Es endet am 3. Mai 2021.", "Danach gilt nichts."], id="de-year"),
        pytest.param("de", ["Sie treffen sich am 12. Oktober und am 3. Mai."], id="de-ordinals"),
        pytest.param("de", ["Es gilt Nr. 5.", "Die Stadt zahlt."], id="de-number-then-article"),
        pytest.param("de", ["Es zahlt der Verein e.V.", "Die Stadt hilft."], id="de-may-end"),
        pytest.param("de", ["Der Verein e.V. Bottrop hilft."], id="de-may-go-on"),
        pytest.param("de", ["„Wir fördern den Austausch.“", "So steht es da."], id="de-quotes"),
        pytest.param("de", ["Ja!", "(Er sagte es.)", "»Gut.«", "Ende."], id="de-brackets"),
        pytest.param("de", ["1. Die Stadt fördert.", "2. Der Kreis hilft."], id="de-items"),
        pytest.param("de", ["a) die Kosten; b) der Rest"], id="de-letters"),
        pytest.param("de", ["II. Die Stadt fördert.", "III. Der Kreis hilft."], id="de-roman"),
        pytest.param("en", ["The Parties shall meet.", "They pay."], id="en-two"),
        pytest.param("en", ["Mr. J. Smith and Dr. Brown, e.g. of Art. 3, agree."], id="en-titles"),
        pytest.param("en", ["The Parties agree.", '"We shall meet."', "They pay."], id="en-quotes"),
        pytest.param("en", ["“We agree.”", "The Mayor signed."], id="en-curly-quotes"),
        pytest.param("en", ["1. The Parties shall meet.", "2. They pay."], id="en-items"),
        pytest.param("en", ["Paid by Acme Inc.", "The company agrees."], id="en-may-end"),
        pytest.param("en", ["Acme Inc. Limited pays the U.S. Government."], id="en-may-go-on"),
        pytest.param("en", ["It costs 3.5 million.", "No. 5 applies."], id="en-decimal"),
        pytest.param("zh", ["会议每年举行。", "第三条适用；", "其余不变！"], id="zh-terminators"),
        pytest.param("zh", ["双方同意：“加强合作。”", "会议每年举行。"], id="zh-quotes"),
        pytest.param("zh", ["（以下简称“甲方”。）", "乙方也同意。"], id="zh-brackets"),
        pytest.param("zh", ["第一条 合作内容"], id="zh-no-end"),
    ],
)
def test_split_sentences(language: str, sentences: list[str]) -> None:
    between = "" if language == "zh" else " "

    assert sentences_of(between.join(sentences), language) == sentences


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("text", ["", "  \t "], ids=["empty", "white"])
def test_no_sentence_in_no_text(language: str, text: str) -> None:
    assert sentences_of(text, language) == []


@pytest.mark.parametrize(
    ("language", "sentence", "between"),
    [
        pytest.param("de", "Die Stadt Bottrop trägt am 3. Mai die Reisekosten.", " ", id="de"),
        pytest.param("en", "The City of Foshan shall bear the costs of the visit.", " ", id="en"),
        pytest.param("zh", "双方同意在文化领域加强交流与合作。", "", id="zh"),
    ],
)
def test_a_long_paragraph_is_cut_between_sentences(
    language: str, sentence: str, between: str
) -> None:
    count = 45_000 // len(sentence)

    assert sentences_of(between.join([sentence] * count), language) == [sentence] * count


def test_a_sentence_longer_than_a_piece_loses_nothing() -> None:
    text = "und die Stadt " * 3_000

    assert " ".join(sentences_of(text, "de")) == text.strip()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "mark", ["(", "'", "US$", "…", ". ", "a", "1. "], ids=["(", "'", "US$", "…", "stop", "a", "1"]
)
def test_hostile_text_takes_no_minutes(language: str, mark: str) -> None:
    sentences_of("Die Stadt.", language)
    begin = time.process_time()
    sentences_of(mark * 5_000, language)

    assert time.process_time() - begin < 5


def test_a_reading_is_folded_and_keeps_the_original() -> None:
    reading = reading_of("雙方同意加強交流。\n會議每年舉行。", "zh-Hant")

    assert reading.text == "双方同意加强交流。\n会议每年举行。"
    assert reading.original == "雙方同意加強交流。\n會議每年舉行。"
    assert [sentence.text for sentence in reading.sentences] == reading.text.split("\n")


def test_a_reading_takes_only_its_own_blocks() -> None:
    document = document_of("Die Stadt zahlt.\nThe City pays.\nDer Kreis hilft. Er zahlt.")
    blocks = (Block(Span(0, 16), "de"), Block(Span(32, 58), "de"))

    reading = read(Version("a1", "agreement", "de", blocks, ()), document)

    assert reading.text == "Die Stadt zahlt.\nDer Kreis hilft. Er zahlt."
    assert [(run.start, run.source_start, run.length) for run in reading.runs] == [
        (0, 0, 16),
        (17, 32, 26),
    ]
    assert [sentence.text for sentence in reading.sentences] == [
        "Die Stadt zahlt.",
        "Der Kreis hilft.",
        "Er zahlt.",
    ]


def test_a_heading_is_no_part_of_the_sentence_after_it() -> None:
    text = "Artikel 1 Ziele Die Stadt zahlt."
    document = document_of(text)
    section = Section(
        "s1", None, "a1", None, "agreement", "clause", "1", "Ziele", "de", Span(0, 32), Span(0, 15)
    )
    version = Version("a1", "agreement", "de", (Block(Span(0, 32), "de"),), (section,))

    reading = read(version, document)

    assert [sentence.text for sentence in reading.sentences] == [
        "Artikel 1 Ziele",
        "Die Stadt zahlt.",
    ]
    assert [sentence.section for sentence in reading.sentences] == [section, section]


@given(st.text(alphabet="Aa1 .(“”。！双\n\u00a0", max_size=80), st.sampled_from(LANGUAGES))
def test_sentences_hold_all_but_white_space(text: str, language: str) -> None:
    spans = split_sentences(text, load_lexicon(language))

    assert all(left.end <= right.start for left, right in pairwise(spans))
    assert all(text[span.start : span.end].strip() for span in spans)
    assert "".join("".join(text[span.start : span.end].split()) for span in spans) == "".join(
        text.split()
    )
