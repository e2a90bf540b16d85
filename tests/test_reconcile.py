"""What a reviewer's changes do to what a tool does not show."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from exchanged import annotated, letter
from sitrep.pipeline.exchange.entries import (
    LABELS,
    RELATIONS,
    Relation,
    Span,
    from_record,
    to_record,
)
from sitrep.pipeline.exchange.reconcile import reconcile
from sitrep.pipeline.exchange.rules import Rules
from sitrep.pipeline.exchange.tools import Comment, Version, drawn, summary

TEXT = (
    "The Guardian writes:\n\nActivists said that at least 12 soldiers and two boys were killed in "
    "Baba Amr, Homs, on Monday. “Dozens were wounded by shelling,” Dr Salim al-Hamwi told Reuters."
)


@pytest.fixture(scope="module")
def rules(nlp):
    return Rules(nlp)


@pytest.fixture(scope="module")
def before(nlp):
    (entry,) = annotated(nlp, {"page": TEXT})
    return entry


class Page:
    """An entry in a tool that gives every mark an id of its own, and deletes and draws anew."""

    def __init__(self, entry):
        self.text = entry.text
        spans, relations = drawn(entry)
        self.ids = {s.id: f"#{n}" for n, s in enumerate(spans)}
        self.spans = {self.ids[s.id]: Span(self.ids[s.id], s.label, s.start, s.end) for s in spans}
        self.relations = [Relation(r.label, self.ids[r.head], self.ids[r.tail]) for r in relations]
        self.comments = []

    def place(self, words):
        start = self.text.index(words)
        return start, start + len(words)

    def find(self, words, label):
        place = self.place(words)
        return next(s.id for s in self.spans.values() if (s.place, s.label) == (place, label))

    def draw(self, words, label):
        id_ = f"#{len(self.spans) + 100}"
        self.spans[id_] = Span(id_, label, *self.place(words))
        return id_

    def erase(self, words, label):
        id_ = self.find(words, label)
        del self.spans[id_]
        self.relations = [r for r in self.relations if id_ not in (r.head, r.tail)]

    def move(self, words, label, to):
        self.erase(words, label)
        return self.draw(to, label)

    def arrow(self, label, head, tail):
        self.relations.append(Relation(label, head, tail))

    def version(self):
        comments = tuple(map(Comment, self.comments))
        spans = tuple(self.spans.values())
        return Version(spans, tuple(self.relations), confirmed=True, comments=comments)


@pytest.fixture
def page(before):
    return Page(before)


@pytest.fixture
def review(before, page, rules):
    """What becomes of the page: the record, remarks and problems."""

    def reviewed():
        entry, remarks, problems = reconcile(before, page.version(), rules)
        return to_record(entry), remarks, problems

    return reviewed


def words(record, item):
    return record["text"][item["start"] : item["end"]]


def casualty(record, text):
    return next(k for k in record["casualties"] if words(record, k) == text)


def saying(record, text):
    return next(t for t in record["attributions"] if t["cue"] and words(record, t["cue"]) == text)


def test_what_nobody_changed_stays_to_the_letter(before, page, review):
    record, remarks, problems = review()
    assert record == to_record(before)
    assert (remarks, problems) == ([], [])


def test_a_moved_casualty_keeps_links_and_reads_its_count(before, page, review):
    page.move("at least 12 soldiers", "KILLED", to="12 soldiers")
    record, _, problems = review()
    old = casualty(to_record(before), "at least 12 soldiers")
    new = casualty(record, "12 soldiers")
    assert new == old | {
        "start": old["start"] + len("at least "),
        "count": {"code": "12", "text": "12", "low": 12, "high": 12, "best": 12},
    }
    assert not problems


def test_a_moved_casualty_takes_new_arrows_in_place_of_old_ones(before, page, review):
    new = page.move("at least 12 soldiers", "KILLED", to="12 soldiers")
    page.arrow("location", new, page.find("Homs", "settlement"))
    record, _, _ = review()
    homs = next(place["id"] for place in record["locations"] if words(record, place) == "Homs")
    assert casualty(record, "12 soldiers")["locations"] == [homs]


def test_a_moved_content_stays_in_its_attribution(before, page, review):
    content = "at least 12 soldiers and two boys were killed in Baba Amr, Homs, on Monday"
    page.move(content, "CONTENT", to=content.removesuffix(", on Monday"))
    record, _, problems = review()
    old = saying(to_record(before), "said")
    new = saying(record, "said")
    assert words(record, new["content"][0]) == content.removesuffix(", on Monday")
    assert (new["id"], new["source"], new["actor"]) == (old["id"], old["source"], old["actor"])
    assert casualty(record, "two boys")["attribution"] == old["id"]
    assert not problems


def test_links_to_a_deleted_span_go(before, page, review):
    page.erase("at least 12 soldiers", "KILLED")
    page.erase("Baba Amr", "neighbourhood")
    record, _, problems = review()
    gone = {casualty(to_record(before), "at least 12 soldiers")["id"], "L1"}
    boys = casualty(record, "two boys")
    assert boys["part_of"] not in gone
    assert gone.isdisjoint(boys["locations"])
    assert not problems


def test_without_its_cue_content_hangs_on_its_source(before, page, review):
    page.erase("said", "CUE")
    record, _, problems = review()
    old = saying(to_record(before), "said")
    new = next(t for t in record["attributions"] if t["id"] == old["id"])
    assert new["cue"] is None
    assert (new["source"], new["content"]) == (old["source"], old["content"])
    assert casualty(record, "two boys")["attribution"] == old["id"]
    assert not problems


def test_a_deleted_attribution_leaves_the_casualty_to_the_one_around_it(before, page, review):
    page.erase("said", "CUE")
    page.erase("Activists", "SOURCE")
    content = "at least 12 soldiers and two boys were killed in Baba Amr, Homs, on Monday"
    page.erase(content, "CONTENT")
    record, _, _ = review()
    around = saying(record, "writes")
    assert casualty(record, "two boys")["attribution"] == around["id"]


def test_a_new_attribution_has_id_actor_kind_and_parent(before, page, review):
    cue = page.draw("by shelling", "CUE")
    source = page.draw("Reuters", "SOURCE")
    content = page.draw("Dozens", "CONTENT")
    page.arrow("source", cue, source)
    page.arrow("content", cue, content)
    record, _, problems = review()
    new = saying(record, "by shelling")
    assert new["id"] not in {t["id"] for t in to_record(before)["attributions"]}
    assert (new["actor"], new["kind"]) == ("reuters", "direct")
    assert new["parent"] == saying(record, "told")["id"]
    assert not problems


def test_victims_are_the_actors_inside(before, page, review):
    page.erase("soldiers", "SECURITY_FORCES")
    page.draw("12 soldiers", "ARMED_GROUP")
    record, _, _ = review()
    (actor,) = [a for a in record["actors"] if a["label"] == "ARMED_GROUP"]
    assert casualty(record, "at least 12 soldiers")["victims"] == [actor["id"]]


def test_a_relabelled_span_keeps_its_id_and_links(before, page, review):
    id_ = page.find("two boys", "KILLED")
    page.spans[id_] = replace(page.spans[id_], label="INJURED")
    record, _, _ = review()
    old = casualty(to_record(before), "two boys")
    assert casualty(record, "two boys") == old | {"label": "INJURED"}


def test_new_places_are_found_in_their_text(before, page, review):
    page.erase("Homs", "settlement")
    page.erase("Baba Amr", "neighbourhood")
    page.draw("Homs", "settlement")
    record, _, _ = review()
    (homs,) = [place for place in record["locations"] if words(record, place) == "Homs"]
    assert homs["place"] == "geonames:169577"


def test_edges_are_trimmed_and_names_find_their_casualty(before, page, review):
    page.draw(" Dr Salim al-Hamwi ", "KILLED")
    page.draw("Salim al-Hamwi", "NAME")
    record, _, _ = review()
    new = casualty(record, "Dr Salim al-Hamwi")
    assert new["count"]["code"] == "1"
    assert [name["text"] for name in new["names"]] == ["Salim al-Hamwi"]


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (lambda page: page.draw("writes", "VERB"), "label VERB is unknown: “writes”"),
        (lambda page: page.draw("shelling", "CUE"), "a cue without content: “shelling”"),
        (lambda page: page.draw("Monday", "SOURCE"), "a source without content: “Monday”"),
        (
            lambda page: page.draw("by shelling", "CONTENT"),
            "content without cue and source: “by shelling”",
        ),
        (
            lambda page: page.draw("Salim", "NAME"),
            "the name “Salim” is of no casualty; draw an arrow to it",
        ),
        (
            lambda page: page.arrow(
                "location", page.find("said", "CUE"), page.find("Homs", "settlement")
            ),
            "an arrow “location” cannot join CUE “said” and settlement “Homs”",
        ),
        (
            lambda page: page.draw("shelling", "KILLED"),
            "no count can be read from “shelling”; set it by a note: K4 count=…",
        ),
        (lambda page: page.draw("onday", "region"), "region “onday” at 111 cuts a word"),
    ],
)
def test_what_makes_no_sense_is_told(page, review, change, problem):
    change(page)
    _, _, problems = review()
    assert problem in problems


@pytest.mark.parametrize("drawn", ["Dr Salim al-Hamwi", " Dr Salim al-Hamwi"])
def test_a_source_drawn_where_one_stands_is_told_and_left_out(before, page, review, drawn):
    page.erase("told", "CUE")
    page.spans["#twice"] = Span("#twice", "SOURCE", *page.place(drawn))
    record, _, problems = review()
    assert "SOURCE “Dr Salim al-Hamwi” drawn twice" in problems
    places = [(item["source"]["start"], item["source"]["end"]) for item in said_by(record, drawn)]
    assert places == [page.place("Dr Salim al-Hamwi")]


@pytest.mark.parametrize(
    ("note", "field", "value"),
    [
        ("K2 count=3+", "count", {"code": "3+", "text": "two", "low": 3, "high": None, "best": 3}),
        ("K2: count=dozens, scope=period", "scope", "period"),
        ("“two boys” status=denied", "status", "denied"),
        ('"two boys" date=2012-02-04', "date", "2012-02-04"),
        ("K2 date=none", "date", None),
        ("K2 hedged=yes", "hedged", True),
        ("K2 part_of=K1", "part_of", "K1"),
    ],
)
def test_a_note_has_the_last_word(page, review, note, field, value):
    page.comments.append(f"{note}\nSeen on film.")
    record, remarks, problems = review()
    assert casualty(record, "two boys")[field] == value
    assert (remarks, problems) == (["Seen on film."], [])


@pytest.mark.parametrize(
    ("note", "problem"),
    [
        ("K9 count=1", "there is no K9"),
        ("“no such words” count=1", "no span has just the words “no such words”"),
        ("K1 count=", "cannot read “count=”; write key=value"),
        ("K1 scope=monthly", "monthly is none of: incident, period"),
        ("K1 date=yesterday", "yesterday is no date; write 2011-11-08"),
        ("K1 part_of=K1", "there is no K1 that it can be part of"),
        ("K1 part_of=L1", "there is no L1 that it can be part of"),
        ("C1 count=1", "CONTENT has no fields"),
    ],
)
def test_a_note_that_cannot_be_read_is_told(before, page, review, note, problem):
    page.comments.append(note)
    record, _, problems = review()
    assert problems == [f"note “{note}”: {problem}"]
    assert record == to_record(before)


def test_the_summary_shows_by_which_ids_notes_can_speak(before):
    lines = summary(before).splitlines()
    assert [line.split()[0] for line in lines] == [k.id for k in before.layer("casualties")]
    assert lines[1].endswith("two boys")


def said_by(record, words):
    name = words.strip()
    start = TEXT.index(name)
    place = {"start": start, "end": start + len(name)}
    return [item for item in record["attributions"] if item["source"] == place]


LABEL = st.sampled_from([label for known in LABELS.values() for label in known])


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_whatever_is_drawn_gives_a_record(before, rules, data):
    page = Page(before)
    for id_ in data.draw(st.sets(st.sampled_from(sorted(page.spans)), max_size=6)):
        del page.spans[id_]
    for n in range(data.draw(st.integers(0, 6))):
        start = data.draw(st.integers(0, len(TEXT) - 1))
        end = data.draw(st.integers(start + 1, min(start + 60, len(TEXT))))
        page.spans[f"#new{n}"] = Span(f"#new{n}", data.draw(LABEL), start, end)
    ids = st.sampled_from(sorted(page.spans))
    for _ in range(data.draw(st.integers(0, 6))):
        page.arrow(data.draw(st.sampled_from(sorted(RELATIONS))), data.draw(ids), data.draw(ids))
    entry, _, _ = reconcile(before, page.version(), rules)
    record = to_record(entry)
    assert letter(from_record(record)) == letter(entry)
    again, _, problems = reconcile(entry, Page(entry).version(), rules)
    assert to_record(again) == record
    assert not problems
