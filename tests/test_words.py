"""The view of a Doc that the grammars read, and the columns that it is made of."""

from __future__ import annotations

import pytest
import spacy
from spacy.attrs import IDX, LENGTH
from spacy.language import Language

from sitrep.components.grammar.columns import Memo, columns
from sitrep.components.grammar.word_tagger import WordTagger
from sitrep.components.grammar.words import WordReader

TEXT = "Rain in Kyiv. 40 shops\nare shut."


@pytest.fixture(scope="module")
def blank() -> Language:
    return spacy.blank("en")


def test_columns_run_beside_the_tokens(blank: Language) -> None:
    doc = blank.make_doc(TEXT)
    offsets, lengths = columns(doc, (IDX, LENGTH))
    assert [TEXT[i : i + n] for i, n in zip(offsets, lengths, strict=True)] == [
        token.text for token in doc
    ]


def test_columns_of_no_tokens(blank: Language) -> None:
    assert columns(blank.make_doc(""), (IDX, LENGTH)) == [[], []]


def test_what_a_function_gave_is_remembered() -> None:
    asked = []
    lengths: Memo[str, int] = Memo(lambda word: asked.append(word) or len(word))
    assert [lengths[word] for word in ("Kyiv", "rain", "Kyiv")] == [4, 4, 4]
    assert asked == ["Kyiv", "rain"]


def test_the_view_of_a_doc_is_kept_until_its_tags_change(blank: Language) -> None:
    reader = WordReader(blank)
    doc = WordTagger(blank, "word_tagger")(blank.make_doc(TEXT))
    words = reader.read(doc)
    assert reader.read(doc) is words
    WordTagger(blank, "word_tagger")(doc)
    assert reader.read(doc) is not words


def test_words_of_a_bare_doc(blank: Language) -> None:
    doc = blank.make_doc(TEXT)
    words = WordReader(blank).read(doc)
    assert words.texts == [token.text for token in doc]
    assert words.lower == [token.lower_ for token in doc]
    assert words.tags == ["NN", "IN", "NNP", ".", "CD", "NNS", "_SP", "VBP", "VBN", "."]
    sentences = [doc[start:end].text.strip() for start, end in words.sentences]
    assert sentences == ["Rain in Kyiv.", "40 shops", "are shut."]
    assert [words.end_offset(i) for i in (0, 9)] == [4, len(TEXT)]


def test_tags_and_sentences_that_a_doc_has_are_kept(blank: Language) -> None:
    doc = blank.make_doc("Rain. Snow.")
    for token in doc:
        token.tag_ = "XX"
        token.is_sent_start = token.i == 0
    words = WordReader(blank).read(doc)
    assert (words.tags, words.sentences) == (["XX"] * 4, [(0, 4)])


def test_no_words(blank: Language) -> None:
    words = WordReader(blank).read(blank.make_doc(""))
    assert (len(words), words.sentences) == (0, [])
