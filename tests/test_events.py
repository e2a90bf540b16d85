"""Event types: spaCy's classifier with a cut for each label."""

import numpy as np
import pytest
import spacy
from spacy.training import Example

TEXTS = {"clashes": "battles", "chants": "protests"}


@pytest.fixture
def nlp():
    nlp = spacy.blank("en")
    nlp.add_pipe("event_classifier")
    nlp.initialize(lambda: examples(nlp))
    return nlp


def examples(nlp):
    made = []
    for text, event in TEXTS.items():
        reference = nlp.make_doc(f"{text} in town")
        reference.cats = {label: float(label == event) for label in TEXTS.values()}
        made.append(Example(nlp.make_doc(reference.text), reference))
    return made


def test_it_learns_and_half_is_the_cut_of_every_label(nlp):
    optimizer = nlp.resume_training()
    for _ in range(30):
        nlp.update(examples(nlp), sgd=optimizer)
    classifier = nlp.get_pipe("event_classifier")
    raw = classifier.predict([nlp.make_doc("clashes in town")])
    classifier.calibrate(examples(nlp))
    for text, event in TEXTS.items():
        cats = nlp(f"{text} in town").cats
        assert {label for label, score in cats.items() if score >= 0.5} == {event}
    assert classifier.cfg["cuts"].keys() == set(TEXTS.values())
    cuts = np.array([classifier.cfg["cuts"][label] for label in classifier.labels])
    shifted = classifier.predict([nlp.make_doc("clashes in town")])
    assert ((raw >= cuts) == (shifted >= 0.5)).all()


def test_cuts_are_saved(nlp, tmp_path):
    nlp.get_pipe("event_classifier").calibrate(examples(nlp))
    nlp.to_disk(tmp_path)
    saved = spacy.load(tmp_path)
    cuts = nlp.get_pipe("event_classifier").cfg["cuts"]
    assert saved.get_pipe("event_classifier").cfg["cuts"] == cuts
