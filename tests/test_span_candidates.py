"""Candidates of the statistical finder: which stretches of text it judges."""

import pytest
import spacy
from spacy.tokens import Span

from sitrep.components.trained.span_candidates import candidates, suggest


@pytest.fixture(scope="module")
def nlp():
    nlp = spacy.blank("en")
    nlp.add_pipe("blocks")
    nlp.add_pipe("word_tagger")
    return nlp


def texts(doc):
    return {doc[start:end].text for start, end in candidates(doc)}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("They beat masked gunmen.", {"masked gunmen", "gunmen"}),
        ("She was here.", set()),
        # either side of "of", and both with it; the article does not keep them apart
        ("Sons of the River spoke.", {"Sons", "River", "Sons of the River"}),
        ("", set()),
    ],
)
def test_candidates(nlp, text, found):
    assert texts(nlp(text)) == found


def test_spans_of_rules_are_candidates(nlp):
    doc = nlp("He and she left.")
    doc.spans["actors"] = [Span(doc, 0, 3, label="CIVILIANS")]
    assert texts(doc) == {"He and she"}


def test_rows_of_several_docs(nlp):
    docs = [nlp("Gunmen fled."), nlp("She fled."), nlp("In Homs.")]
    found = suggest(docs)
    assert found.lengths.tolist() == [1, 0, 1]
    assert found.dataXd.tolist() == [[0, 1], [1, 2]]
    assert suggest([docs[1]]).dataXd.shape == (0, 2)
