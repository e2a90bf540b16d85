"""Pairs, links and incidents of a ledger: which claims count the same people."""

from dataclasses import replace

import numpy as np
import pytest

from sitrep.pipeline.errors import InputError
from sitrep.pipeline.ledger import blocking
from sitrep.pipeline.ledger.blocking import candidate_pairs
from sitrep.pipeline.ledger.bounds import Counter
from sitrep.pipeline.ledger.edits import Edit, read_edits
from sitrep.pipeline.ledger.features import Columns, pair_features
from sitrep.pipeline.ledger.incidents import make_incident
from sitrep.pipeline.ledger.linking import link_claims
from sitrep.pipeline.ledger.pairs import in_order, possible_relations, weights
from told import claims, told

FIRST, LATER = "2011-11-08T12:00", "2011-11-08T15:00"


def linked(*entries, edits=()):
    return link_claims(claims(*entries), edits)


def pair(one, other, **later):
    """Two entries, the second three hours later by another source on another page."""
    return (
        told(one, by="The Observatory", at=FIRST),
        told(other, **{"by": "State television", "at": LATER, "page": "other", **later}),
    )


def relation(*entries):
    links = linked(*entries).links
    return links[0].relation if links else "apart"


@pytest.mark.parametrize(
    ("one", "other", "later", "expected"),
    [
        # The same count of the same event.
        ("[8 soldiers|8] died in Homs.", "[eight soldiers|8] died in Homs.", {}, "same"),
        ("[8 soldiers|8] died in Homs.", "[eight people|8] died in Baba Amr, Homs.", {}, "same"),
        ("[dozens|dozens] died in Homs.", "[41 civilians|41] died in Homs.", {}, "same"),
        ("[a man|1|name:Amal Deeb] died in Homs.", "[one|1|name:Amal Deeb] died in Hama.", {},
         "same"),
        # The same source, later.
        ("[8 soldiers|8] died in Homs.", "The toll has risen to [12 soldiers|12] in Homs.",
         {"by": "The Observatory"}, "update"),
        # Others, and counts that cannot both be right.
        ("[8 soldiers|8] died in Baba Amr, Homs.", "[10 soldiers|10] died in Baba Amr, Homs.", {},
         "conflict"),
        # Some of them.
        ("[3 civilians|3] died in Homs.", "[30 people|30|period] died across Syria today.", {},
         "part of"),
        # A cumulative toll.
        ("[3 civilians|3] died in Homs.", "[3,500|3500|period] died across Syria in total.",
         {"page": "blog"}, "running total"),
        # Other people.
        ("[8 soldiers|8] died in Homs.", "[8 soldiers|8] died in Hama.", {}, "apart"),
        ("[8 soldiers|8] died in Baba Amr, Homs.", "[two men|2] died in Khalidiya, Homs.", {},
         "apart"),
        # Perhaps other people: one number, but two quarters.
        ("[8 soldiers|8] died in Baba Amr, Homs.", "[8 soldiers|8] died in Khalidiya, Homs.", {},
         "none"),
        ("[8 soldiers|8] died in Homs.", "[8 soldiers|8] died in Homs.",
         {"at": "2011-11-10T12:00"}, "apart"),
        ("[8 soldiers|8] died in Homs.", "[8 soldiers|8|injured] were hurt in Homs.", {}, "apart"),
        ("[one man|1|name:Amal Deeb] died in Homs.", "[one man|1|name:Adib Ali] died in Homs.", {},
         "apart"),
    ],
)  # fmt: skip
def test_how_two_claims_stand_to_each_other(one, other, later, expected):
    assert relation(*pair(one, other, **later)) == expected


@pytest.mark.parametrize(
    ("first", "later", "expected"),
    [
        # "The toll" of a page that tells of one town is that of this town, whoever raises it.
        ("[18 people|18+] died in Homs.", "The toll rises to [40|40].", "update"),
        (
            "[18 people|18+] died in Homs. [3 men|3] died in Hama.",
            "The toll rises to [40|40].",
            None,
        ),
        ("[18 people|18+] died in Homs.", "The toll rises to [40|40] in Hama.", None),
        # Those "among the dead" are some of them, before or after these are counted.
        ("[60 people|60+] died in Homs.", "[Two Turks|2] were among the dead.", "part of"),
        ("[Two Turks|2] were among the dead.", "[60 people|60] died in Homs.", "part of"),
        ("[12|12] died in Homs.", "The dead include [a girl|1].", "part of"),
        ("[12|12] died in Homs.", "The dead include [a girl|1] in Hama.", None),
        ("[12|12] died in Homs.", "[A girl|1] was shot.", None),
    ],
)
def test_a_toll_and_its_dead_without_a_place_are_those_of_their_page(first, later, expected):
    found = linked(told(first, by="Police", at=FIRST), told(later, by="A doctor", at=LATER)).links
    assert {link.relation for link in found} - {"none"} == ({expected} if expected else set())


def test_more_people_are_others():
    one, other = pair("[8 soldiers|8] died in Homs.", "[another 8 soldiers|8] died in Homs.")
    (link,) = linked(one, other).links
    (plain,) = linked(*pair("[8 soldiers|8] died in Homs.", "[8 soldiers|8] died in Homs.")).links
    assert link.together < plain.together
    assert f"cue_more {weights()['cue_more'][link.relation]:+g}" in link.why


def test_a_link_says_why():
    (link,) = linked(*pair("[8 soldiers|8] died in Homs.", "[8 soldiers|8] died in Homs.")).links
    said = [reason.split() for reason in link.why.split("; ")]
    assert {"count_equal_many", "place_same", "victims_same_words", "day_same"} <= dict(said).keys()
    assert all(float(value) == weights()[name][link.relation] for name, value in said)
    sizes = [abs(float(value)) for _, value in said]
    assert sizes == sorted(sizes, reverse=True)
    assert link.origin == "model"


def test_every_weight_belongs_to_a_feature_and_every_feature_has_weights():
    one, other = pair("[8 soldiers|8] died in Homs.", "[8 soldiers|8] died in Homs.")
    link_claims(claims(one, other))  # raises KeyError for a feature without weights
    assert all(set(row) == {"same", "update", "conflict", "part of"} for row in weights().values())


def test_links_of_the_entry_itself_are_taken_as_they_are():
    entry = told("[12 people|12] died in Homs, among them [a child|1|in K1].")
    (link,) = linked(entry).links
    assert (link.relation, link.score, link.origin) == ("part of", 1.0, "text")


def test_denied_and_possible_claims_stand_beside():
    found = linked(
        told("[8 soldiers|8] died in Homs."),
        told("[nobody|0|denied] died in Homs.", at=LATER),
        told("[dozens|dozens|possible] may die in Homs.", at="2011-11-08T16:00"),
    )
    assert [claim.low for claim in found.claims] == [8]
    assert sorted(claim.status for claim in found.beside) == ["denied", "possible"]
    assert found.links == []


def test_a_report_that_is_repeated_to_the_letter_counts_once():
    text = "[8 soldiers|8] died in Homs."
    found = linked(told(text, by="AP"), told(text, by="AP", page="mirror", at=LATER))
    assert len(found.claims) == len(found.repeats) == 1
    apart = link_claims(
        claims(told(text, by="AP"), told(text, by="AP", page="mirror", at=LATER)),
        [Edit(*sorted([found.claims[0].id, *found.repeats])[:1], "not_same",
              sorted([found.claims[0].id, *found.repeats])[1])],
    )  # fmt: skip
    assert len(apart.claims) == 2


def test_pairs_grow_with_claims_and_not_with_their_square():
    def of(days):
        entries = [
            told(f"[{number + 2} men|{number + 2}] died in Homs.", id=f"{day}-{number}",
                 at=f"2011-11-{day:02}T12:{number:02}")
            for day in range(1, days + 1)
            for number in range(5)
        ]  # fmt: skip
        return len(candidate_pairs(claims(*entries)))

    assert of(20) < 2.2 * of(10)


def test_a_crowded_block_is_compared_near_by(monkeypatch):
    monkeypatch.setattr(blocking, "CROWDED", 10)
    entries = [
        told(f"[{number} men|{number}] died in Homs.", id=f"{number}", page=f"{number}",
             at=f"2011-11-08T12:{number:02}")
        for number in range(2, 52)
    ]  # fmt: skip
    found = candidate_pairs(claims(*entries))
    assert len(found) <= 50 * blocking.NEIGHBOURS
    assert len(found) == len(set(found))


def incidents(*entries, edits=(), threshold=0.5):
    found = linked(*entries, edits=edits)
    counter = Counter(found.claims, found.links, threshold)
    return list(counter.probable.incidents.values())


def one_incident(*entries):
    return make_incident(claims(*entries))


HOMS = "[{0}|{1}] died in Homs."


@pytest.mark.parametrize(
    ("told_in_order", "low", "high", "conflict"),
    [
        ([("8 men", "8", "SOHR"), ("eight", "8", "AP")], 8, 8, False),
        ([("at least 8", "8+", "SOHR"), ("12", "12", "AP")], 12, 12, False),
        ([("dozens", "dozens", "SOHR"), ("41", "41", "AP")], 41, 41, False),
        ([("at least 8", "8+", "SOHR"), ("at least 12", "12+", "AP")], 12, None, False),
        ([("8", "8", "SOHR"), ("12", "12", "AP")], 8, 12, True),
        ([("8", "8", "SOHR"), ("at least 12", "12+", "AP")], 8, None, True),
        # One source: its last word, and what it said before as far as that fits.
        ([("8", "8", "SOHR"), ("12", "12", "SOHR")], 12, 12, False),
        ([("12", "12", "SOHR"), ("8", "8", "SOHR")], 8, 8, False),
        ([("at least 8", "8+", "SOHR"), ("12", "12", "SOHR")], 12, 12, False),
        ([("8", "8", "SOHR"), ("several", "several", "SOHR")], 8, 8, False),
        ([("2", "2", "SOHR"), ("dozens", "dozens", "SOHR")], 24, None, False),
        ([("8", "8", "SOHR"), ("12", "12", "SOHR"), ("9", "9", "AP")], 9, 12, True),
    ],
)
def test_the_range_of_an_incident(told_in_order, low, high, conflict):
    incident = one_incident(
        *(
            told(HOMS.format(words, code), by=source, at=f"2011-11-08T12:{minute:02}")
            for minute, (words, code, source) in enumerate(told_in_order)
        )
    )
    assert (incident.low, incident.high, incident.conflict) == (low, high, conflict)


def test_an_update_keeps_its_history():
    incident = one_incident(
        told(HOMS.format("8", "8"), by="SOHR", at=FIRST),
        told(HOMS.format("12", "12"), by="SOHR", at=LATER),
    )
    assert [claim.low for claim in incident.claims] == [8, 12]
    assert [claim.low for claim in incident.current] == [12]
    assert incident.head.low == 12


def test_claims_that_are_apart_do_not_meet_by_way_of_a_third():
    """The soldiers and the protesters could each be the 20 of Homs, but not both."""
    found = incidents(
        told("[20 soldiers|20] died in Baba Amr, Homs.", by="SOHR"),
        told("[20 protesters|20] died in Khalidiya, Homs.", by="LCC", at="2011-11-08T13:00"),
        told("[20 people|20] died in Homs.", by="AP", at=LATER),
    )
    assert sorted(len(incident.claims) for incident in found) == [1, 2]


def test_parts_are_not_more_than_their_whole():
    found = incidents(
        told("[7 men|7] died in Homs.", by="SOHR", at=FIRST),
        told("[8 men|8] died in Hama.", by="SOHR", at="2011-11-08T13:00"),
        told("[10 people|10|period] died across Syria today.", by="SOHR", at=LATER),
    )
    assert sum(incident.whole is not None for incident in found) == 1


def test_nothing_is_a_part_of_its_part():
    entry = told("[12 people|12] died in Homs, [three|3|in K1] in Baba Amr, Homs.")
    one, other = claims(entry)
    found = incidents(entry, edits=[Edit(one.id, "part_of", other.id)])
    assert [incident.whole for incident in found].count(None) == 1


def edited(relation_, *entries):
    one, other = sorted(claims(*entries), key=lambda claim: claim.minute)
    return incidents(*entries, edits=[Edit(one.id, relation_, other.id)])


def test_a_reviewer_wins():
    same = pair("[8 soldiers|8] died in Homs.", "[8 soldiers|8] died in Homs.")
    assert len(incidents(*same)) == 1
    assert len(edited("not_same", *same)) == 2
    other = pair("[8 soldiers|8] died in Homs.", "[30 people|30] died in Hama.")
    assert len(incidents(*other)) == 2
    (incident,) = edited("same", *other)
    assert (incident.low, incident.high, incident.conflict) == (8, 30, True)
    assert [incident.whole is not None for incident in incidents(*other)] == [False, False]
    assert sum(incident.whole is not None for incident in edited("part_of", *other)) == 1


def test_a_reviewers_update_takes_the_place_of_the_other_count():
    counts = ("[8 soldiers|8] died in Homs.", "[30 people|30] died in Homs.")
    (incident,) = edited("same", *pair(*counts))
    assert (incident.low, incident.high, incident.conflict) == (8, 30, True)
    entries = pair(*counts)
    one, other = (claim.id for claim in claims(*entries))
    (incident,) = incidents(*entries, edits=[Edit(other, "update", one)])
    assert (incident.low, incident.high, incident.conflict) == (30, 30, False)


def test_updates_in_a_circle_leave_all_counts():
    entries = [
        told(f"[{n} men|{n}] died in Homs.", by=f"Source {n}", at=f"2011-11-08T12:0{n}")
        for n in (2, 4, 6)
    ]
    a, b, c = (claim.id for claim in claims(*entries))
    circle = [Edit(a, "update", b), Edit(b, "update", c), Edit(c, "update", a)]
    (incident,) = incidents(*entries, edits=circle)
    assert (incident.low, incident.high) == (2, 6)


def test_relations_are_read_as_links_are_printed(tmp_path):
    path = edits_file(tmp_path, "claim,relation,other", "c1,part of,c2", "c1,none,c3",
                      "c1,update,c4", "c1,conflict,c5")  # fmt: skip
    read = [edit.relation for edit in read_edits(path)]
    assert read == ["part_of", "not_same", "update", "conflict"]


def edits_file(tmp_path, *lines):
    path = tmp_path / "ledger.edits.csv"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def test_edits_are_read_with_notes_and_empty_lines(tmp_path):
    path = edits_file(tmp_path, "claim,relation,other,note", "c1,same,c2,one ambush", "", ",,,",
                      "c1,part_of,c3,")  # fmt: skip
    assert read_edits(path) == [Edit("c1", "same", "c2", "one ambush"), Edit("c1", "part_of", "c3")]


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        (["claim,other"], "no column relation; the first line is claim,relation,other,note"),
        (["claim,relation,other", "c1,equal,c2"], "line 2: 'equal' is none of: same, update"),
        (["claim,relation,other", "c1,same,"], "line 2: name two different claims"),
        (["claim,relation,other", "c1,same,c1"], "line 2: name two different claims"),
        (["claim,relation,other", "c1,same,c2", "c2,not_same,c1"], "line 3: contradicts line 2"),
        (["claim,relation,other", "c1,part_of,c2", "c2,part_of,c1"], "line 3: contradicts line 2"),
        (["claim,relation,other", "c1,update,c2", "c2,update,c1"], "line 3: contradicts line 2"),
    ],
)
def test_a_bad_edit_is_one_clear_line(tmp_path, lines, message):
    with pytest.raises(InputError, match=message):
        read_edits(edits_file(tmp_path, *lines))


def test_the_same_edit_twice_is_one(tmp_path):
    path = edits_file(tmp_path, "claim,relation,other", "c1,same,c2", "c2,same,c1")
    assert len(read_edits(path)) == 1


def test_a_missing_file_of_edits_is_named(tmp_path):
    with pytest.raises(InputError, match="no such file"):
        read_edits(tmp_path / "none.csv")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[8 men|8] died in Homs. The ministry says [nobody|0|denied] died in Homs.", 1),
        ("[8 men|8] died in Homs. The ministry says [nobody|0|denied] died in Hama.", 0),
    ],
)
def test_a_denial_stands_beside_its_event_and_changes_no_figure(text, expected):
    found = linked(told(text))
    assert [(link.relation, link.together) for link in found.events] == [("beside", 0)] * expected
    assert {claim.high for claim in found.claims} == {8}
    assert not found.links


def test_a_denial_elsewhere_stands_alone_until_a_reviewer_says_otherwise():
    entries = pair("[8 men|8] died in Homs.", "[nobody|0|denied] died in Homs.")
    assert not linked(*entries).events
    one, other = (claim.id for claim in claims(*entries))
    (link,) = link_claims(claims(*entries), [Edit(one, "same", other)]).events
    assert (link.relation, link.origin) == ("beside", "reviewer")


def test_a_reviewer_takes_a_denial_from_its_event():
    entry = told("[8 men|8] died in Homs. The ministry says [nobody|0|denied] died in Homs.")
    one, other = (claim.id for claim in claims(entry))
    assert not link_claims(claims(entry), [Edit(one, "not_same", other)]).events


def test_a_facility_of_unknown_town_may_be_in_any_town():
    """A hospital's dead may be among those of the town on its page, and so do not add to low."""
    hospital = told("[9 people|9] lay in Baba Amr.", at=FIRST)
    hospital["locations"] = [
        location | {"label": "facility", "within": None, "admin1": None, "place": None,
                    "name": "Field Hospital"}
        for location in hospital["locations"]
    ]  # fmt: skip
    town = told("[30 people|30] died in Homs.", at=LATER)
    found = linked(hospital, town)
    assert len(found.links) == 1
    far = linked(hospital, town | {"id": "other#1", "page": "other"})
    counter = Counter(far.claims, far.links, 0.9)
    assert counter.bounds(list(counter.probable.incidents)).low == 30


@pytest.mark.parametrize(
    ("victims", "possible"),
    [
        ("[a man|1]", {"update", "part of"}),
        # who is named is no other figure, but may be among those counted
        ("[Amal Haddad|1|name:Amal Haddad]", {"part of"}),
    ],
)
def test_what_logic_allows_for_a_figure_and_a_later_one(victims, possible):
    first = told(f"{victims} died in Homs.", by="SOHR", at=FIRST)
    found = claims(first, told("[3 men|3] died in Homs.", by="SOHR", at=LATER))
    i, j = in_order(Columns(found), np.array([[0, 1]]))
    allowed = possible_relations(found, Columns(found), i, j)
    assert {relation for relation, _, able in allowed if able[0]} == possible


def test_a_source_corrects_itself_further_on_in_its_entry():
    entry = told("[5 people|5] died in Homs. Correction: [3 people|3] died in Homs.", by="A doctor")
    (link,) = linked(entry).links
    one, other = sorted(claims(entry), key=lambda claim: claim.start)
    assert (link.claim, link.other) == (other.id, one.id)


@pytest.mark.parametrize(
    ("text", "echoes"),
    [
        ("In Homs [ten people|10] died. [16|16] died in Homs.", True),
        ("In Homs [ten people|10] died. [16 soldiers|16] died in Homs.", False),
        ("In Homs [ten people|10] died. [16|16] died in Hama.", False),
        ("In Homs [ten people|10] died. [2 men|2] died in Homs. [16|16] died in Homs.", False),
    ],
)
def test_the_next_figure_for_a_place_by_another_source_counts_the_same(text, echoes):
    first, *between, last = claims(told(text, by="The Observatory"))
    found = [first, *between, replace(last, line="a rival")]
    i, j = (np.array([index]) for index in (0, len(found) - 1))
    assert pair_features(found, Columns(found), i, j)["entry_echo"].tolist() == [echoes]
    found[-1] = last  # one source tells of two events
    assert not pair_features(found, Columns(found), i, j)["entry_echo"][0]


@pytest.mark.parametrize(
    ("other", "feature"),
    [
        ("[two soldiers|2]", "victims_same_words"),
        ("[two children|2]", "victims_other_words"),
        ("[two|2]", None),
    ],
)
def test_words_for_victims_are_compared_where_both_claims_have_some(other, feature):
    found = claims(*pair("[two soldiers|2] died in Homs.", f"{other} died in Homs."))
    features = pair_features(found, Columns(found), np.array([0]), np.array([1]))
    names = {"victims_same_words", "victims_other_words"}
    assert {name for name in names if features[name][0]} == ({feature} if feature else set())
