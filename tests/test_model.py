"""The trained pipeline: spaCy's own commands train, score and save it."""

from __future__ import annotations

import numpy as np
import pytest
import spacy
from spacy.cli.evaluate import evaluate
from spacy.tokens import DocBin
from spacy.util import load_config
from spacy.vectors import Vectors

from sitrep.pipeline import load
from sitrep.pipeline.annotate import to_doc
from sitrep.pipeline.extract import to_dict
from sitrep.pipeline.records import Entry
from trained import CONFIG, corpus, trained

RULES = CONFIG.with_name("rules.cfg")
TEXT = "The Zubra Kesh attacked Homs 7 times, and two men were killed in Hama, activists said."


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return corpus(tmp_path_factory.mktemp("corpus"))


@pytest.fixture(scope="module")
def model(folder):
    return trained(folder)


@pytest.fixture(scope="module")
def nlp(model):
    return load(model)


def annotated(nlp, text=TEXT):
    (doc,) = nlp.pipe([to_doc(nlp, Entry(id="e#1", text=text, country="SY"))])
    return doc


def test_gold_docs_hold_what_trainable_components_learn_from(folder):
    (doc, *_) = (
        DocBin().from_disk(folder / "built" / "train.spacy").get_docs(spacy.blank("en").vocab)
    )
    marked = [("Zubra Kesh", "ARMED_GROUP"), ("Homs", "settlement")]
    assert [(span.text, span.label_) for span in doc.spans["mentions"]] == marked
    assert [(span.text, span.label_) for span in doc.ents] == marked
    assert doc.cats["battles"] == 1.0


def test_it_finds_a_name_that_no_list_holds(nlp):
    doc = annotated(nlp)
    found = {span.text: (span.label_, span.id_) for span in doc.spans["actors"]}
    label, id_ = found["Zubra Kesh"]
    attrs = doc.spans["actors"].attrs[id_]
    assert (label, attrs["found_by"]) == ("ARMED_GROUP", "model")
    assert 0 < attrs["score"] < 1
    assert attrs["why"]["span"]["rule"] == "model"
    rules = annotated(load())
    assert "Zubra Kesh" not in {span.text for span in rules.spans["actors"]}


def test_every_actor_and_place_says_who_found_it(nlp):
    doc = annotated(nlp)
    for layer in ("actors", "locations"):
        assert doc.spans[layer]
        for attrs in doc.spans[layer].attrs.values():
            assert attrs["found_by"] in ("rules", "model", "both")
            assert 0 < attrs["score"] <= 1


def test_components_behind_the_merger_see_what_it_wrote(nlp):
    (claim,) = annotated(nlp)._.claims
    assert [place.text for place in claim.locations] == ["Hama"]
    assert claim.locations[0].kb_id_.startswith("geonames:")


def test_spacy_evaluates_it_as_training_did(nlp, model, folder):
    scores = evaluate(str(model), folder / "built" / "dev.spacy")
    measured = nlp.meta["performance"]
    for name in ("spans_actors_f", "spans_locations_f", "cats_macro_f"):
        assert scores[name] == pytest.approx(measured[name]), name


def test_saved_and_loaded_it_finds_the_same(nlp, tmp_path):
    nlp.to_disk(tmp_path)
    record = to_dict(annotated(nlp))
    assert to_dict(annotated(spacy.load(tmp_path))) == record
    copy = spacy.util.load_model_from_config(nlp.config)
    copy.from_bytes(nlp.to_bytes())
    assert to_dict(annotated(copy)) == record


def test_texts_without_words_or_candidates(nlp):
    assert [len(doc) for doc in nlp.pipe(["", " ", "She was there.", TEXT])] == [0, 1, 4, 19]


def test_nothing_is_missing(nlp):
    assert not any(nlp.analyze_pipes()["problems"].values())


@pytest.mark.parametrize("name", ["model.cfg", "transformer.cfg", "linker.cfg"])
def test_rules_are_those_of_the_default_pipeline(name):
    rules, own = load_config(RULES), load_config(RULES.with_name(name))
    given = rules["initialize"]["components"]
    assert {key: own["initialize"]["components"][key] for key in given} == given
    left = [name for name in own["nlp"]["pipeline"] if name in rules["nlp"]["pipeline"]]
    assert left == rules["nlp"]["pipeline"]


def test_static_vectors_and_a_tok2vec_layer(folder, tmp_path):
    words = ["lions", "weavers", "attacked", "sang"]
    vectors = spacy.blank("en")
    vectors.vocab.vectors = Vectors(
        strings=vectors.vocab.strings, data=np.eye(len(words), 8, dtype="f"), keys=words
    )
    vectors.to_disk(tmp_path / "vectors")
    layer = {
        "@architectures": "spacy.Tok2Vec.v2",
        "embed": {
            "@architectures": "spacy.MultiHashEmbed.v2",
            "width": 16,
            "attrs": ["NORM", "SHAPE"],
            "rows": [100, 50],
            "include_static_vectors": True,
        },
        "encode": {
            "@architectures": "spacy.MaxoutWindowEncoder.v2",
            "width": 16,
            "depth": 1,
            "window_size": 1,
            "maxout_pieces": 2,
        },
    }
    more = {
        "paths.vectors": str(tmp_path / "vectors"),
        "components.mention_finder.model.tok2vec": layer,
        "training.max_steps": 2,
        "training.eval_frequency": 2,
    }
    nlp = spacy.load(trained(folder, **more))
    assert nlp.vocab.vectors.shape == (4, 8)
    assert annotated(nlp).spans["actors"]
