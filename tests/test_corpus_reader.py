"""The reader of training data: entries reach the components, and rules run once."""

import spacy

from sitrep.pipeline.annotate import to_doc
from sitrep.pipeline.corpus.reader import corpus_reader
from sitrep.pipeline.docbin import docs_to_bytes
from sitrep.pipeline.records import Entry


def test_predicted_docs_have_the_entry_and_what_rules_find(tmp_path):
    nlp = spacy.blank("en")
    nlp.add_pipe("word_tagger")
    gold = to_doc(nlp, Entry(id="e#1", text="Police fled.", country="YE"))
    (tmp_path / "train.spacy").write_bytes(docs_to_bytes([gold]))
    for annotate, tag in ((["word_tagger"], "NN"), ([], "")):
        (example,) = corpus_reader(tmp_path / "train.spacy", annotate)(nlp)
        assert example.predicted.user_data["entry"]["country"] == "YE"
        assert (example.predicted[0].tag_[:2], example.reference[0].tag_) == (tag, "")
