"""The review loop with a real doccano server and its task worker."""

import re
from dataclasses import replace
from uuid import uuid4

import pytest

from exchanged import annotated, letter, span
from reviewers import DoccanoReviewer
from servers import PASSWORD
from sitrep.pipeline.exchange.doccano import Doccano
from sitrep.pipeline.exchange.entries import to_record
from sitrep.pipeline.exchange.pull import pull
from sitrep.pipeline.exchange.push import push
from sitrep.pipeline.exchange.rules import Rules

pytestmark = pytest.mark.usefixtures("doccano_server")


@pytest.fixture
def project():
    """A project's name that no other test uses."""
    return f"Week {uuid4().hex[:8]}"


@pytest.fixture
def tool(doccano_server, project):
    return connect(doccano_server, project)


def connect(server, project, **options):
    return Doccano(server.url, project, user="admin", password=PASSWORD, **options)


@pytest.fixture
def admin(doccano_server, project):
    """The admin, once the project is there."""
    return lambda: DoccanoReviewer(doccano_server, "admin", project)


@pytest.fixture
def amal(doccano_server, project, admin):
    """A reviewer that the admin has invited."""

    def invited():
        admin().invite("amal")
        return DoccanoReviewer(doccano_server, "amal", project)

    return invited


@pytest.fixture(scope="module")
def rules(nlp):
    return Rules(nlp)


@pytest.fixture(scope="module")
def entries(nlp):
    return annotated(nlp)


@pytest.fixture(scope="module")
def few(entries):
    """A plain one, and two with emoji."""
    return entries[:3]


def test_push_and_pull_give_back_every_letter(tool, rules, entries):
    pushed = push(tool, entries)
    assert pushed.added == {entry.id for entry in entries}
    found, pulled = pull(tool, rules, every=True)
    assert [letter(entry) for entry in found] == [letter(entry) for entry in entries]
    assert pulled.untouched == pushed.added
    assert not pulled.problems
    assert {(e.review.confirmed, e.review.changed, e.review.reviewers) for e in found} == {
        (False, False, ())
    }


def test_a_browser_finds_the_words(tool, admin, entries):
    push(tool, entries)
    for entry in entries:
        page = admin().open(entry.id)
        wide = page.text.encode("utf-16-le")
        names = {number: label for label, number in page.types["span-types"].items()}
        seen = [
            (
                names[s["label"]],
                wide[2 * s["start_offset"] : 2 * s["end_offset"]].decode("utf-16-le"),
            )
            for s in admin().spans(page.id)
        ]
        assert sorted(seen) == sorted((s.label, entry.words(s)) for s in entry.spans)


def test_the_project_is_set_up_for_review(doccano_server, project, admin, few):
    push(connect(doccano_server, project, guideline="Read **twice**."), few)
    values = admin().call("GET", admin().path)
    assert values["guideline"] == "Read **twice**."
    assert [values[key] for key in ("allow_overlapping", "use_relation", "grapheme_mode")] == [
        True, True, False,
    ]  # fmt: skip
    assert values["collaborative_annotation"]
    colours = {
        item["text"]: item["background_color"]
        for kind in ("span-types", "relation-types")
        for item in admin().call("GET", f"{admin().path}/{kind}")
    }
    assert colours["KILLED"] == "#c92a2a"
    assert {"NAME", "CONTENT", "settlement", "part_of", "attribution"} <= colours.keys()


def test_a_second_push_changes_nothing(tool, admin, few):
    push(tool, few)
    before = admin().everything()
    assert push(tool, few).unchanged == {entry.id for entry in few}
    assert admin().everything() == before


def test_a_new_annotation_updates_what_nobody_touched(tool, admin, amal, rules, entries):
    some = entries[:5]
    push(tool, some)
    reviewer = amal()
    reviewer.open("page#plain").confirm()
    reviewer.open("page#emoji").comment("Unsure.")
    reviewer.open("page#family").erase("Hama", "settlement")
    before = admin().everything()
    newer = [
        replace(entry, fields={**entry.fields, "model": {"name": "en_sitrep", "version": "2"}})
        for entry in some
    ]
    pushed = push(tool, newer)
    touched = {"page#plain", "page#emoji", "page#family"}
    assert pushed.reviewed == touched
    assert pushed.updated == {entry.id for entry in some} - touched
    after = admin().everything()
    assert {id_: after[id_] for id_ in touched} == {id_: before[id_] for id_ in touched}
    found, pulled = pull(tool, rules, every=True)
    versions = {entry.id: entry.fields["model"]["version"] for entry in found}
    assert {id_ for id_, version in versions.items() if version == "0.1.0"} == touched
    assert len(found) == len(some)
    assert pulled.confirmed == {"page#plain"}


def test_an_entry_whose_last_mark_was_deleted_is_not_taken_for_a_torn_one(tool, amal, few):
    push(tool, few)
    page = amal().open("page#plain")
    for mark in page.reviewer.spans(page.id):
        page.reviewer.call("DELETE", f"{page.path}/spans/{mark['id']}")
    newer = [replace(entry, fields={**entry.fields, "title": "T"}) for entry in few]
    assert push(tool, newer).reviewed == {"page#plain"}


def test_a_review_comes_back_with_who_and_when(tool, amal, rules, few):
    push(tool, few)
    page = amal().open("page#emoji")
    page.draw("two children", "INJURED")
    page.comment("K1 status=possible\nShe saw it herself.")
    page.confirm()
    (entry,), pulled = pull(tool, rules)
    assert pulled.confirmed == pulled.changed == {"page#emoji"}
    record = to_record(entry)
    review = record["review"]
    assert [who["name"] for who in review["reviewers"]] == ["amal"]
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", review["reviewers"][0]["time"])
    assert review["remarks"] == ["She saw it herself."]
    assert (review["tool"], review["confirmed"], review["problems"]) == ("doccano", True, [])
    assert record["model"] == {"name": "en_sitrep", "version": "0.1.0"}
    assert record["casualties"][0]["status"] == "possible"
    assert [k["id"] for k in record["casualties"] if k["label"] == "INJURED"] == ["K3"]


def test_what_is_moved_keeps_its_links_and_reads_its_count_anew(tool, amal, rules, few):
    push(tool, few)
    before = next(entry for entry in few if entry.id == "page#emoji")
    page = amal().open(before.id)
    page.move("At least 12 soldiers", "KILLED", to="12 soldiers")
    page.move("activists", "SOURCE", to="activists said")
    (entry,), _ = pull(tool, rules)
    old, new = (to_record(e)["casualties"][0] for e in (before, entry))
    assert (old["count"]["code"], new["count"]["code"]) == ("12+", "12")
    assert entry.words(span(entry, "12 soldiers")) == "12 soldiers"
    kept = ("id", "scope", "status", "locations", "victims", "date", "attribution", "trigger")
    assert [new[key] for key in kept] == [old[key] for key in kept]
    said = to_record(entry)["attributions"][0]
    assert entry.text[said["source"]["start"] : said["source"]["end"]] == "activists said"
    assert said["content"] == to_record(before)["attributions"][0]["content"]


def test_what_is_deleted_goes_with_its_links(tool, amal, rules, few):
    push(tool, few)
    page = amal().open("page#plain")
    page.erase("Homs", "settlement")
    page.erase("a boy" if "a boy" in spans_of(few, "page#plain") else "boy", "KILLED")
    (entry,), pulled = pull(tool, rules)
    record = to_record(entry)
    assert "Homs" not in spans_of([entry], entry.id)
    assert all("L1" not in k["locations"] for k in record["casualties"])
    assert all(k["part_of"] is None for k in record["casualties"])
    assert not pulled.problems


def spans_of(few, id_):
    entry = next(entry for entry in few if entry.id == id_)
    return [entry.words(s) for s in entry.spans]


def test_what_is_new_gets_its_attributes_by_the_rules(tool, amal, rules, nlp):
    text = "🔴 Nine prisoners found dead in Aleppo. A Free Syrian Army unit had left."
    (entry,) = annotated(nlp, {"new": text})
    push(tool, [replace(entry, spans=(), relations=())])
    page = amal().open(entry.id)
    killed = page.draw("Nine prisoners", "KILLED")
    place = page.draw("Aleppo", "settlement")
    page.draw("Free Syrian Army", "ARMED_GROUP")
    page.arrow("location", place, killed)  # the wrong way round
    page.confirm()
    (found,), pulled = pull(tool, rules)
    record = to_record(found)
    (casualty,) = record["casualties"]
    assert casualty["count"]["code"] == "9"
    assert casualty["count"]["best"] == 9
    assert casualty["locations"] == ["L1"]
    assert (casualty["scope"], casualty["status"]) == ("incident", "actual")
    (location,) = record["locations"]
    assert (location["name"], location["country"]) == ("Aleppo", "SY")
    assert location["place"].startswith("geonames:")
    assert record["actors"][0]["actor"] == "fsa"
    assert not pulled.problems


def test_what_nobody_can_read_is_told_and_kept(tool, amal, rules, few):
    push(tool, few)
    page = amal().open("page#emoji")
    page.draw("oldiers", "CIVILIANS")
    page.comment("K9 count=3\nK1 count=lots\nK1 colour=red")
    (entry,), pulled = pull(tool, rules)
    assert [problem.removeprefix("page#emoji: ") for problem in pulled.problems] == [
        "note “K9 count=3”: there is no K9",
        "note “K1 count=lots”: unknown count lots; use 8, 2+, >8, ~8, <=8, <8, 8-9 or a vague word",
        "note “K1 colour=red”: unknown field colour; use one of: count, scope, status, date, "
        "hedged, part_of",
        "actors “soldiers” and “oldiers” overlap; keep one",
        f"CIVILIANS “oldiers” at {entry.text.index('oldiers')} cuts a word",
    ]
    assert "oldiers" in spans_of([entry], entry.id)
