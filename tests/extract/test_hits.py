from __future__ import annotations

import pytest
from factories import reading_of

from pipeline.extract.hits import find_hits, own_sentences
from pipeline.lexicon import LANGUAGES, Rule, load_lexicon

CUED = [
    pytest.param(language, group, rule, id=rule.id)
    for language in LANGUAGES
    for group in load_lexicon(language).groups()
    if load_lexicon(language).list(f"{group}_cues")
    for rule in load_lexicon(language).rules(group)
]


@pytest.mark.parametrize(("language", "group", "rule"), CUED)
def test_cues_let_every_example_pass(language: str, group: str, rule: Rule) -> None:
    cues = load_lexicon(language).list(f"{group}_cues")

    assert any(cue in rule.find.lower() for cue in cues)


def test_hit_knows_its_place_in_the_reading() -> None:
    text = "Guten Tag.\nDer Vertrag wird auf fünf Jahre abgeschlossen."
    reading = reading_of(text, "de")

    hits = list(find_hits(reading.sentences, load_lexicon("de"), "duration"))
    span = hits[0].locate("period")

    assert text[span.start : span.end] == "fünf Jahre"
    assert hits[0].word("period") == "fünf Jahre"
    assert hits[0].find_group("when") is None


def test_cover_speaks_of_the_agreement_where_it_names_it() -> None:
    text = "Das Bad ist neu. Die Partnerschaft gilt. Sie endet nie. Das Bad schließt."
    reading = reading_of(text, "de", part="cover", kind="body")

    sentences = own_sentences(reading, load_lexicon("de"))

    assert [sentence.text for sentence in sentences] == [
        "Die Partnerschaft gilt.",
        "Sie endet nie.",
    ]
