"""Records of the output schema taken apart and put together again."""

import json
from pathlib import Path

import pytest

from sitrep.pipeline.annotate import entries, to_doc
from sitrep.pipeline.exchange.entries import (
    NESTED,
    RELATIONS,
    Relation,
    Review,
    Reviewer,
    from_record,
    nested,
    sayings,
    to_record,
)
from sitrep.pipeline.extract import to_dict
from sitrep.pipeline.settings import Settings

RAW = Path(__file__).parent.parent / "corpus" / "raw"


@pytest.fixture(scope="module")
def records(nlp):
    """What the pipeline makes of the raw pages."""
    pages = entries([str(RAW)], nlp, Settings(), report=lambda line: None)
    docs = list(nlp.pipe(to_doc(nlp, entry) for entry in pages))
    return [to_dict(doc, model={"name": "en_sitrep", "version": "0"}) for doc in docs]


def test_a_record_is_put_together_to_the_letter(records):
    for record in records:
        assert json.dumps(to_record(from_record(record))) == json.dumps(record)


def test_relations_join_the_layers_that_they_are_made_for(records):
    seen = set()
    for record in records:
        entry = from_record(record)
        spans = entry.by_id()
        for relation in entry.relations:
            kind = RELATIONS[relation.label]
            assert spans[relation.head].layer in kind.heads
            assert spans[relation.tail].layer in kind.tails
            seen.add(relation.label)
    assert seen == set(RELATIONS)


def test_ids_are_unique_and_spans_stand_in_text_order(records):
    for record in records:
        entry = from_record(record)
        assert len(entry.by_id()) == len(entry.spans)
        for layer in {span.layer for span in entry.spans}:
            places = [span.start for span in entry.layer(layer)]
            assert places == sorted(places)


def test_nesting_gives_most_victims_and_parents_of_the_pipeline(records):
    same = total = 0
    for record in records:
        entry = from_record(record)
        given = {r for r in entry.relations if r.label in NESTED}
        read = set(nested(entry.spans, entry.relations))
        same += given == read
        total += 1
    assert same / total > 0.8


def test_a_review_is_kept(records):
    review = Review(
        tool="doccano",
        project="week 12",
        confirmed=True,
        changed=True,
        reviewers=(Reviewer("amal", "2024-05-01T10:00:00Z"), Reviewer("jo")),
        problems=("note “K9 count=3”: there is no K9",),
    )
    record = {**records[0], "review": review.to_dict()}
    assert from_record(record).review == review
    assert to_record(from_record(record)) == record


SAID = {
    "id": "e1",
    "text": "“Two died,” SOHR: one more. It adds: none.",
    "actors": [],
    "locations": [],
    "casualties": [],
    "attributions": [
        {"id": "T1", "source": {"start": 12, "end": 16}, "actor": "sohr", "cue": None,
         "content": [{"start": 1, "end": 9}, {"start": 18, "end": 26}], "kind": "mixed",
         "parent": None},
        {"id": "T2", "source": None, "actor": None, "cue": None,
         "content": [{"start": 37, "end": 41}], "kind": "indirect", "parent": None},
    ],
    "model": None,
}  # fmt: skip


def test_an_attribution_without_a_cue_hangs_on_its_first_content():
    entry = from_record(SAID)
    assert entry.relations == (Relation("content", "S1", "C1"), Relation("content", "S1", "C2"))
    assert [saying.anchor.id for saying in sayings(entry.spans, entry.relations)] == ["C1", "C3"]
    assert to_record(entry) == SAID


@pytest.mark.parametrize("damage", [{"actors": None}, {"attributions": [{"id": "T1"}]}])
def test_what_is_no_record_is_an_error(damage):
    with pytest.raises((KeyError, TypeError)):
        from_record({**SAID, **damage})
