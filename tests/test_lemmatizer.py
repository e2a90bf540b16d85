"""Lemmas: from the look-up table, where a Doc has none."""

from __future__ import annotations

import pytest
import spacy
from spacy.language import Language


@pytest.fixture(scope="module")
def lemmatizer() -> Language:
    nlp = spacy.blank("en")
    nlp.add_pipe("lookup_lemmatizer")
    return nlp


def test_lemmas(lemmatizer: Language) -> None:
    doc = lemmatizer("Three shells struck mosques in Xanbaq.")
    assert [token.lemma_ for token in doc] == [
        "Three", "shell", "strike", "mosque", "in", "Xanbaq", ".",
    ]  # fmt: skip


def test_lemmas_that_a_doc_has_are_kept(lemmatizer: Language) -> None:
    doc = lemmatizer.make_doc("They went.")
    doc[1].lemma_ = "WENT"
    assert [token.lemma_ for token in lemmatizer(doc)] == ["They", "WENT", "."]


def test_lemmas_outlive_a_memory_zone(lemmatizer: Language) -> None:
    for _ in range(2):
        with lemmatizer.memory_zone():
            assert lemmatizer("She grieves.")[1].lemma_ == "grieve"


def test_a_doc_without_tokens(lemmatizer: Language) -> None:
    assert len(lemmatizer("")) == 0
