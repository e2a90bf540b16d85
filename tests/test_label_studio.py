"""The review loop with a real Label Studio server."""

import re
from dataclasses import replace
from uuid import uuid4

import pytest

from exchanged import annotated, letter, span
from reviewers import LabelStudioReviewer
from servers import TOKEN
from sitrep.pipeline.exchange.entries import to_record
from sitrep.pipeline.exchange.label_studio import LabelStudio
from sitrep.pipeline.exchange.pull import pull
from sitrep.pipeline.exchange.push import push
from sitrep.pipeline.exchange.rules import Rules

pytestmark = pytest.mark.usefixtures("label_studio_server")


@pytest.fixture
def project():
    """A project's name that no other test uses."""
    return f"Week {uuid4().hex[:8]}"


@pytest.fixture
def tool(label_studio_server, project):
    return LabelStudio(label_studio_server.url, project, token=TOKEN)


@pytest.fixture
def admin(label_studio_server, project):
    """The admin as a reviewer, once the project is there."""
    return lambda: LabelStudioReviewer(label_studio_server, TOKEN, project)


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
    assert not pulled.problems


def test_what_is_accepted_as_proposed_comes_back_to_the_letter(tool, admin, rules, entries):
    push(tool, entries)
    for entry in entries:
        admin().open(entry.id).submit()
    found, pulled = pull(tool, rules)
    assert [letter(entry) for entry in found] == [letter(entry) for entry in entries]
    assert pulled.confirmed == {entry.id for entry in entries}
    assert (pulled.changed, pulled.problems) == (set(), [])


def test_a_second_push_changes_nothing(tool, admin, few):
    push(tool, few)
    before = admin().tasks()
    assert push(tool, few).unchanged == {entry.id for entry in few}
    assert admin().tasks() == before


def test_a_new_annotation_updates_what_nobody_touched(tool, admin, rules, entries):
    some = entries[:4]
    push(tool, some)
    admin().open("page#plain").submit()
    page = admin().open("page#emoji")
    page.erase("Homs")
    page.save_draft()
    before = admin().tasks()
    newer = [
        replace(entry, fields={**entry.fields, "model": {"name": "en_sitrep", "version": "2"}})
        for entry in some
    ]
    pushed = push(tool, newer)
    assert pushed.reviewed == {"page#plain", "page#emoji"}
    assert pushed.updated == {"page#family", "page#arabic"}
    after = admin().tasks()
    assert {id_: after[id_] for id_ in pushed.reviewed} == {
        id_: before[id_] for id_ in pushed.reviewed
    }
    found, pulled = pull(tool, rules, every=True)
    assert {entry.id: entry.fields["model"]["version"] for entry in found} == {
        "page#plain": "0.1.0",
        "page#emoji": "0.1.0",
        "page#family": "2",
        "page#arabic": "2",
    }
    assert pulled.confirmed == {"page#plain"}
    assert pulled.changed == {"page#emoji"}
    assert admin().project["model_version"] == "en_sitrep 2"


def test_a_review_comes_back(tool, admin, rules, few):
    push(tool, few)
    page = admin().open("page#emoji")
    page.move("At least 12 soldiers", to="12 soldiers")
    page.erase("Reuters")
    page.draw("two children", "KILLED", status="possible", date="2012-02-04")
    page.arrow("location", "two children", "Homs")
    page.set("a boy", count="1+", scope="period")
    page.note("L1 place=geonames:1\nShe saw it herself.")
    page.submit()
    (entry,), pulled = pull(tool, rules)
    record = to_record(entry)
    soldiers, boy, children = record["casualties"]
    before = to_record(few[1])["casualties"]
    assert [k["count"]["code"] for k in record["casualties"]] == ["12", "1+", "2"]
    assert soldiers["locations"] == before[0]["locations"]
    assert (boy["scope"], boy["part_of"]) == ("period", "K1")
    assert (children["id"], children["status"], children["locations"]) == ("K3", "possible", ["L1"])
    assert children["date"] == "2012-02-04"
    assert children["victims"] == ["A4"]
    assert record["locations"][0]["place"] == "geonames:1"
    assert "Reuters" not in [entry.words(s) for s in entry.spans]
    review = record["review"]
    assert review["remarks"] == ["She saw it herself."]
    assert (review["confirmed"], review["changed"], review["problems"]) == (True, True, [])
    (who,) = review["reviewers"]
    assert who["name"] == "admin@example.org"
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", who["time"])
    assert not pulled.problems


def test_each_annotator_has_a_version(tool, admin, rules, few):
    push(tool, few)
    first = admin().open("page#plain")
    first.erase("Homs")
    first.submit()
    admin().open("page#plain").submit()
    found, pulled = pull(tool, rules)
    assert pulled.several == {"page#plain"}
    assert [any(entry.words(s) == "Homs" for s in entry.spans) for entry in found] == [False, True]


def test_what_nobody_can_read_is_told(tool, admin, rules, few):
    push(tool, few)
    page = admin().open("page#emoji")
    page.set("a boy", count="many more")
    page.draw("oldiers", "CIVILIANS")
    page.note("K7 count=2")
    page.submit()
    (entry,), pulled = pull(tool, rules)
    assert [problem.removeprefix("page#emoji: ") for problem in pulled.problems] == [
        "note “K7 count=2”: there is no K7",
        "K2 “a boy”, count: unknown count many more; "
        "use 8, 2+, >8, ~8, <=8, <8, 8-9 or a vague word",
        "actors “soldiers” and “oldiers” overlap; keep one",
        f"CIVILIANS “oldiers” at {entry.text.index('oldiers')} cuts a word",
    ]
    assert span(entry, "a boy").attributes["count"]["code"] == "1"
