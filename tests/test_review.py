"""Queue, differences and adjudication: before, between and after reviewers."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from exchanged import annotated, span
from sitrep.pipeline.annotate import to_doc
from sitrep.pipeline.exchange.adjudicate import DISPUTED, adjudicate, is_disputed
from sitrep.pipeline.exchange.differences import KINDS, changes
from sitrep.pipeline.exchange.doccano_examples import upload
from sitrep.pipeline.exchange.docs import from_doc
from sitrep.pipeline.exchange.entries import (
    Relation,
    Review,
    Reviewer,
    Span,
    from_record,
    to_record,
)
from sitrep.pipeline.exchange.queue import WEIGHTS, doubts, queue
from sitrep.pipeline.exchange.reconcile import reconcile
from sitrep.pipeline.exchange.rules import Rules
from sitrep.pipeline.exchange.tools import Version, drawn
from sitrep.pipeline.records import Entry

TOLL = "In Homs, SANA said, 12 soldiers were killed on Monday. Two boys were hurt in Hama."


@pytest.fixture(scope="module")
def rules(nlp):
    return Rules(nlp)


@pytest.fixture(scope="module")
def entry(nlp):
    return annotated(nlp, {"toll": TOLL})[0]


# what a reviewer does to the entry as it was proposed


def add(words, label):
    def edit(entry, spans, relations):
        start = entry.text.index(words)
        spans.append(Span(f"new:{words}", label, start, start + len(words)))

    return edit


def drop(words, label):
    def edit(entry, spans, relations):
        gone = span(entry, words, label)
        spans.remove(gone)
        relations[:] = [r for r in relations if gone.id not in (r.head, r.tail)]

    return edit


def move(words, label, to):
    def edit(entry, spans, relations):
        old, start = span(entry, words, label), entry.text.index(to)
        spans[spans.index(old)] = replace(old, start=start, end=start + len(to))

    return edit


def relabel(words, label, to):
    def edit(entry, spans, relations):
        old = span(entry, words, label)
        spans[spans.index(old)] = replace(old, label=to)

    return edit


def link(label, head, tail):
    def edit(entry, spans, relations):
        one, other = span(entry, head), span(entry, tail)
        relations[:] = [r for r in relations if (r.label, r.head) != (label, one.id)]
        relations.append(Relation(label, one.id, other.id))

    return edit


def reviewed(entry, rules, *edits, fields=None, who="amal"):
    """The entry as a reviewer leaves it."""
    spans, relations = map(list, drawn(entry))
    for edit in edits:
        edit(entry, spans, relations)
    ids = {span(entry, words).id: values for words, values in (fields or {}).items()}
    version = Version(tuple(spans), tuple(relations), confirmed=True, fields=ids)
    found, _, _ = reconcile(entry, version, rules)
    review = Review("doccano", "x", confirmed=True, reviewers=(Reviewer(who),))
    return replace(found, review=review)


def told(before, after):
    return [(change.kind, change.label, str(change)) for change in changes(before, after)]


@pytest.mark.parametrize(
    ("edits", "fields", "expected"),
    [
        ((), {}, []),
        ((add("Monday", "region"),), {}, [("span added", "region", "“Monday”")]),
        (
            (drop("Hama", "settlement"),),
            {},
            [
                ("span removed", "settlement", "“Hama”"),
                ("location link changed", "INJURED", "“Two boys”: Hama → none"),
            ],
        ),
        (
            (move("Two boys", "INJURED", "Two boys were"),),
            {},
            [("span moved", "INJURED", "“Two boys were”: Two boys → Two boys were")],
        ),
        (
            (relabel("Two boys", "INJURED", "KILLED"),),
            {},
            [("span relabelled", "KILLED", "“Two boys”: INJURED → KILLED")],
        ),
        (
            (),
            {"12 soldiers": {"count": "12+", "status": "possible"}},
            [
                ("count changed", "KILLED", "“12 soldiers”: 12 → 12+"),
                ("status changed", "KILLED", "“12 soldiers”: actual → possible"),
            ],
        ),
        (
            (link("location", "Two boys", "Homs"),),
            {},
            [("location link changed", "INJURED", "“Two boys”: Hama → Homs")],
        ),
    ],
)
def test_what_reviewers_changed_is_told_by_kind(entry, rules, edits, fields, expected):
    found = told(entry, reviewed(entry, rules, *edits, fields=fields))
    assert found == expected
    assert {kind for kind, _, _ in found} <= set(KINDS)


def test_ids_of_two_runs_mean_nothing(entry):
    """The same ids on other spans are no moved spans, and other ids on the same are no change."""
    swap = {"L1": "L2", "L2": "L1"}

    def renamed(id_):
        return swap.get(id_, id_)

    other = replace(
        entry,
        spans=tuple(replace(s, id=renamed(s.id)) for s in entry.spans),
        relations=tuple(
            Relation(r.label, renamed(r.head), renamed(r.tail)) for r in entry.relations
        ),
    )
    assert told(entry, other) == []


def test_what_both_reviewers_did_is_settled(entry, rules):
    edits = (drop("Hama", "settlement"), add("Monday", "region"))
    first = reviewed(entry, rules, *edits)
    second = reviewed(entry, rules, *edits, who="jo")
    merged = adjudicate((first, second), ("amal", "jo"), rules)
    assert not is_disputed(merged)
    assert to_record(replace(merged, review=None)) == to_record(replace(first, review=None))
    assert merged.review.confirmed
    assert [who.name for who in merged.review.reviewers] == ["amal", "jo"]


def test_what_only_one_did_stands_as_a_candidate(entry, rules):
    first = reviewed(entry, rules, relabel("Two boys", "INJURED", "KILLED"))
    set_ = {"12 soldiers": {"count": "13"}, "Two boys": {"scope": "period"}}
    second = reviewed(entry, rules, add("Monday", "region"), fields=set_, who="jo")
    merged = adjudicate((first, second), ("amal", "jo"), rules)
    assert merged.fields[DISPUTED] == [
        "region “Monday”: jo, not amal",
        "INJURED “Two boys”, relabelled: amal KILLED | jo INJURED",
        "KILLED “12 soldiers”, count: amal 12 | jo 13",
        "INJURED “Two boys”, scope: amal incident | jo period",
    ]
    words = {(s.label, merged.words(s)) for s in merged.spans}
    assert words >= {("KILLED", "Two boys"), ("INJURED", "Two boys"), ("region", "Monday")}
    assert span(merged, "12 soldiers").attributes["count"]["code"] == "12"
    assert span(merged, "Two boys", "INJURED").attributes["scope"] == "period"
    # a record like any other, which can be pushed with what is disputed beside it
    again = from_record(json.loads(json.dumps(to_record(merged))))
    assert to_record(again) == to_record(merged)
    assert upload(again)["disputed"].splitlines() == merged.fields[DISPUTED]


def test_three_reviewers_are_heard(entry, rules):
    versions = (
        reviewed(entry, rules),
        reviewed(entry, rules, add("Monday", "region"), who="jo"),
        reviewed(entry, rules, drop("Hama", "settlement"), who="kim"),
    )
    merged = adjudicate(versions, ("amal", "jo", "kim"), rules)
    assert merged.fields[DISPUTED] == [
        "region “Monday”: jo, not amal",
        "settlement “Hama”: amal, not kim",
        "INJURED “Two boys”, location link: amal Hama | kim none",
    ]
    assert {"Monday", "Hama"} <= {merged.words(span) for span in merged.spans}
    assert [who.name for who in merged.review.reviewers] == ["amal", "jo", "kim"]


def test_links_that_both_have_are_settled(entry, rules):
    first = reviewed(entry, rules, add("Monday", "region"))
    merged = adjudicate((first, reviewed(entry, rules, who="jo")), ("amal", "jo"), rules)
    kept = {(r.label, r.head, r.tail) for r in entry.relations}
    assert kept <= {(r.label, r.head, r.tail) for r in merged.relations}


def test_an_earlier_dispute_is_over(entry, rules):
    first = reviewed(entry, rules)
    earlier = replace(first, fields={**first.fields, DISPUTED: ["old"]})
    assert not is_disputed(adjudicate((earlier, earlier), ("amal", "jo"), rules))


QUEUED = {
    "quiet": "Quiet so far.",
    "sure": "SANA said that 12 soldiers were killed in Homs.",
    "large": "SANA said that 300 soldiers were killed in Homs.",
    "unsaid": "12 soldiers were killed in Homs.",
    "hedged": "12 soldiers were reportedly killed in Homs.",
    "nowhere": "SANA said that 12 soldiers were killed.",
    "new": "SANA said that 12 soldiers were killed in the village of Xyzzabad.",
}


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("quiet", set()),
        ("sure", set()),
        ("large", {"large number"}),
        ("unsaid", {"no source"}),
        ("hedged", {"no source", "hedged"}),
        ("nowhere", {"no place"}),
        ("new", {"new name"}),
    ],
)
def test_doubts(nlp, name, expected):
    (entry,) = annotated(nlp, {name: QUEUED[name]})
    assert {doubt.kind for doubt in doubts(entry, {})} == expected


def test_doubts_by_scores_and_finders(nlp):
    (entry,) = annotated(nlp, {"sure": QUEUED["sure"]})
    soldiers, homs = span(entry, "soldiers"), span(entry, "Homs")
    both = {"score": 0.95, "found_by": ["rules", "ner"]}
    found = {soldiers.id: {"score": 0.41, "found_by": ["ner"]}, homs.id: both}
    assert [str(doubt) for doubt in doubts(entry, found)] == [
        "found by one: SECURITY_FORCES “soldiers”, ner",
        "low score: SECURITY_FORCES “soldiers”, 0.41",
    ]
    # without a second finder there is none that could disagree
    assert list(doubts(entry, {homs.id: {"found_by": ["rules"], "score": None}})) == []


def page(nlp, name, *texts):
    docs = nlp.pipe(
        to_doc(nlp, Entry(id=f"{name}#{n}", text=text, page=name, country="SY"))
        for n, text in enumerate(texts)
    )
    return [(from_doc(doc), {}) for doc in docs]


def test_a_queue_spreads_over_pages(nlp):
    large, hedged = QUEUED["large"], QUEUED["hedged"]
    entries = [
        *page(nlp, "a", large, large, large, QUEUED["sure"]),
        *page(nlp, "b", hedged, hedged),
    ]
    chosen = queue(entries, 10)
    assert [queued.entry.id for queued in chosen] == ["b#0", "a#0", "b#1", "a#1", "a#2"]
    assert [queued.entry.id for queued in queue(entries, 2)] == ["b#0", "a#0"]
    assert chosen[0].weight == WEIGHTS["no source"] + WEIGHTS["hedged"]


def test_confirmed_entries_are_not_queued(nlp):
    ((entry, found),) = page(nlp, "a", QUEUED["large"])
    done = replace(entry, review=Review("doccano", "x", confirmed=True))
    assert queue([(done, found)], 10) == []
