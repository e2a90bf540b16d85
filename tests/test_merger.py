"""The merger: rules and statistics made one, by what was measured."""

import numpy as np
import pytest
import spacy
from spacy.tokens import Doc, Span, SpanGroup
from spacy.training import Example

from sitrep.components.scorers import score_finder
from sitrep.components.trained.logistic import best_cut, fit, probability

TEXT = "Armed boys met Umar Dali of the Reed Society near Tel Abyad ."


@pytest.fixture
def nlp():
    return spacy.blank("en")


@pytest.fixture
def merger(nlp):
    return nlp.add_pipe("merger")


def doc_with(nlp, rules=(), model=()):
    """A Doc with spans of rules, (words, label), and of the finder, (words, label, score)."""
    doc = Doc(nlp.vocab, words=TEXT.split())
    for layer, upper in (("actors", True), ("locations", False)):
        spans = [
            Span(doc, *place(words), label=label, span_id=f"R{n}", kb_id=f"id-{n}")
            for n, (words, label) in enumerate(rules)
            if label.isupper() == upper
        ]
        group = SpanGroup(doc, name=layer, spans=spans)
        group.attrs.update(
            {span.id_: {"score": None, "why": {"span": {"rule": "head"}}} for span in spans}
        )
        doc.spans[layer] = group
    found = SpanGroup(
        doc,
        name="mentions",
        spans=[Span(doc, *place(words), label=label) for words, label, _ in model],
    )
    found.attrs["scores"] = np.array([score for _, _, score in model])
    doc.spans["mentions"] = found
    return doc


def place(words):
    tokens, wanted = TEXT.split(), words.split()
    return next(
        (start, start + len(wanted))
        for start in range(len(tokens))
        if tokens[start : start + len(wanted)] == wanted
    )


def merged(doc):
    return [
        (span.text, span.label_, doc.spans[layer].attrs[span.id_]["found_by"])
        for layer in ("actors", "locations")
        for span in doc.spans[layer]
    ]


@pytest.mark.parametrize(
    ("rules", "model", "left"),
    [
        ([("boys", "CIVILIANS")], [], [("boys", "CIVILIANS", "rules")]),
        (
            [("boys", "CIVILIANS")],
            [("boys", "CIVILIANS", 0.9)],
            [("boys", "CIVILIANS", "both")],
        ),
        ([], [("Umar Dali", "GOVERNMENT", 0.9)], [("Umar Dali", "GOVERNMENT", "model")]),
        ([], [("Umar Dali", "GOVERNMENT", 0.3)], []),
        # of overlapping spans of a layer the likeliest; layers may overlap
        (
            [],
            [
                ("boys", "CIVILIANS", 0.7),
                ("Armed boys", "ARMED_GROUP", 0.8),
                ("Tel Abyad", "settlement", 0.9),
            ],
            [("Armed boys", "ARMED_GROUP", "model"), ("Tel Abyad", "settlement", "model")],
        ),
        # a place is one although its type is in doubt
        (
            [],
            [("Tel Abyad", "settlement", 0.4), ("Tel Abyad", "neighbourhood", 0.35)],
            [("Tel Abyad", "settlement", "model")],
        ),
        # and its type that of the rules, like the borders of what overlaps
        (
            [("Tel Abyad", "admin")],
            [("Tel Abyad", "settlement", 0.9)],
            [("Tel Abyad", "admin", "rules")],
        ),
        (
            [("Abyad", "settlement")],
            [("near Tel Abyad", "settlement", 0.99)],
            [("Abyad", "settlement", "rules")],
        ),
    ],
)
def test_before_anything_is_measured_rules_are_right(nlp, merger, rules, model, left):
    doc = merger(doc_with(nlp, rules, model))
    assert merged(doc) == left
    assert [(span.text, span.label_) for span in doc.spans["mentions"]] == [
        (words, label) for words, label, _ in model
    ]


def test_what_rules_know_of_a_span_is_kept(nlp, merger):
    doc = merger(doc_with(nlp, [("boys", "CIVILIANS")], [("Tel Abyad", "settlement", 0.9)]))
    (actor,) = doc.spans["actors"]
    assert (actor.id_, actor.kb_id_) == ("A1", "id-0")
    assert doc.spans["actors"].attrs["A1"]["why"] == {"span": {"rule": "head"}}
    (location,) = doc.spans["locations"]
    assert doc.spans["locations"].attrs["L1"] == {
        **dict.fromkeys(("name", "country", "admin1", "lat", "lon", "geo_precision", "within")),
        "found_by": "model",
        "score": pytest.approx(0.9, abs=0.001),
        "why": {"span": {"rule": "model", "words": [[location.start_char, location.end_char]]},
                "label": {"rule": "model", "words": [[location.start_char, location.end_char]]}},
    }  # fmt: skip


def examples(nlp, *, rules_right):
    """Pages on which either the rules or the finder are right about boys and Umar Dali."""
    made = []
    for n in range(20):
        rules, model = [("boys", "CIVILIANS")], [("Umar Dali", "GOVERNMENT", 0.6)]
        predicted = doc_with(nlp, rules, model)
        reference = doc_with(nlp, rules if rules_right == bool(n % 10) else [])
        if rules_right != bool(n % 10):
            span = Span(reference, *place("Umar Dali"), label="GOVERNMENT")
            reference.spans["actors"] = [span]
        made.append(Example(predicted, reference))
    return made


@pytest.mark.parametrize("rules_right", [True, False])
def test_whoever_was_right_on_other_pages_is_believed(nlp, merger, rules_right):
    merger.calibrate(examples(nlp, rules_right=rules_right))
    doc = merger(doc_with(nlp, [("boys", "CIVILIANS")], [("Umar Dali", "GOVERNMENT", 0.6)]))
    expected = ("boys", "CIVILIANS", "rules") if rules_right else (
        "Umar Dali", "GOVERNMENT", "model")  # fmt: skip
    assert merged(doc) == [expected]
    (attrs,) = doc.spans["actors"].attrs.values()
    assert attrs["score"] == pytest.approx(0.9, abs=0.1)  # as often as they were right


def test_what_was_measured_can_be_forgotten(nlp, merger):
    merger.calibrate(examples(nlp, rules_right=False))
    merger.forget()
    doc = merger(doc_with(nlp, [("boys", "CIVILIANS")], [("Umar Dali", "GOVERNMENT", 0.4)]))
    assert merged(doc) == [("boys", "CIVILIANS", "rules")]


@pytest.mark.parametrize(
    ("found", "precision", "recall"),
    [
        ([("boys", "CIVILIANS", 0.5)], 1.0, 0.5),
        ([("boys", "CIVILIANS", 0.49)], 0.0, 0.0),
        ([("boys", "MILITIA", 0.9), ("boys", "CIVILIANS", 0.9)], 0.5, 0.5),
        ([], 0.0, 0.0),
    ],
)
def test_the_finder_is_scored_by_what_it_says_is_there(nlp, merger, found, precision, recall):
    predicted, reference = doc_with(nlp, [("Umar Dali", "GOVERNMENT")], found), doc_with(nlp)
    gold = [("boys", "CIVILIANS"), ("Tel Abyad", "settlement")]
    reference.spans["mentions"] = [
        Span(reference, *place(words), label=label) for words, label in gold
    ]
    scores = score_finder([Example(merger(predicted), reference)])
    assert (scores["spans_mentions_p"], scores["spans_mentions_r"]) == (precision, recall)


def test_a_layer_without_right_spans_is_left_as_it_is(nlp, merger):
    before = dict(merger.weights["locations"])
    merger.calibrate(examples(nlp, rules_right=True))
    assert merger.weights["locations"] == before


def test_what_was_measured_is_saved(nlp, merger, tmp_path):
    merger.calibrate(examples(nlp, rules_right=False))
    nlp.to_disk(tmp_path)
    for copy in (spacy.load(tmp_path), spacy.blank("en")):
        other = copy.get_pipe("merger") if "merger" in copy.pipe_names else copy.add_pipe("merger")
        other.from_bytes(merger.to_bytes())
        assert (other.weights, other.cuts) == (merger.weights, merger.cuts)


def test_logistic_regression_finds_how_often_a_feature_is_right():
    rows = [{"bias": 1.0, "high": 1.0}] * 10 + [{"bias": 1.0}] * 10
    weights = fit(rows, [True] * 8 + [False] * 2 + [True] * 2 + [False] * 8, penalty=0.001)
    assert probability(weights, {"bias": 1.0, "high": 1.0}) == pytest.approx(0.8, abs=0.01)
    assert probability(weights, {"bias": 1.0, "never seen": 1.0}) == pytest.approx(0.2, abs=0.01)
    with pytest.raises(ValueError, match="nothing to fit"):
        fit([], [])


@pytest.mark.parametrize(
    ("scored", "missed", "cut"),
    [
        ([(0.9, True), (0.5, True), (0.1, False)], 0, 0.3),
        ([(0.9, True), (0.5, False), (0.1, False)], 0, 0.7),
        ([(0.9, True), (0.5, False), (0.4, True)], 9, 0.2),  # much is missed: take more
        ([(0.9, False)], 3, 0.5),
        ([], 0, 0.5),
    ],
)
def test_the_cut_of_the_best_f1(scored, missed, cut):
    assert best_cut(scored, missed) == pytest.approx(cut)
