"""What a ledger reads from entries: stable ids, days, places, lines of reporting."""

from datetime import date

import pytest

from sitrep.pipeline.errors import InputError
from sitrep.pipeline.ledger.entries import read_entries
from sitrep.pipeline.ledger.places import apart, common, read_places, settle
from sitrep.pipeline.ledger.windows import INCIDENT, RUNNING, TOLL, Window, read_window
from sitrep.pipeline.ledger.wording import kin, sentence_around
from told import claims, read, told

TUESDAY = date(2011, 11, 8)


@pytest.mark.parametrize(
    ("sentence", "kind", "first", "last"),
    [
        ("{n} people have died today across Syria.", TOLL, "2011-11-08", "2011-11-08"),
        ("{n} were killed overnight in the province.", TOLL, "2011-11-07", "2011-11-08"),
        ("{n} have been killed since Friday.", TOLL, "2011-11-04", "2011-11-08"),
        ("{n} have been killed since 24 October.", TOLL, "2011-10-24", "2011-11-08"),
        ("{n} died in the past 24 hours.", TOLL, "2011-11-07", "2011-11-08"),
        ("{n} people were killed this week.", TOLL, "2011-11-02", "2011-11-08"),
        ("{n} people were killed on Sunday.", TOLL, "2011-11-06", "2011-11-06"),
        ("{n} have been killed since the uprising began.", RUNNING, None, "2011-11-08"),
        ("The toll now stands at {n}, activists say, in total.", RUNNING, None, "2011-11-08"),
        # The nearest words decide.
        ("{n} died today, and 3,000 since the uprising began.", TOLL, "2011-11-08", "2011-11-08"),
        ("Three died today, and {n} since the uprising began.", RUNNING, None, "2011-11-08"),
        # Without any, the toll of a town is that of the day's event.
        ("The toll is {n}.", TOLL, "2011-11-08", "2011-11-08"),
    ],
)
def test_the_days_of_a_sum_are_read_from_the_words_nearest_to_it(sentence, kind, first, last):
    at = sentence.index("{n}")
    window = read_window("period", TUESDAY, 3, sentence.format(n="12"), at, 12)
    days = [day.isoformat() if day else None for day in (window.first, window.last)]
    assert (window.kind, *days) == (kind, first, last)


def test_a_large_toll_without_days_runs_for_longer():
    sentence = "The toll is put at that."
    assert read_window("period", TUESDAY, 3, sentence, 0, 40).kind == TOLL
    assert read_window("period", TUESDAY, 3, sentence, 0, 3500).kind == RUNNING


def test_a_sum_without_days_has_those_of_the_sum_before_it_in_its_entry():
    before = Window(TOLL, date(2011, 11, 6), date(2011, 11, 6))
    sentence = "A doctor puts the figure at 35."
    assert read_window("period", TUESDAY, 3, sentence, 28, 35, before) == before
    named = read_window("period", TUESDAY, 3, "A doctor has 35 today.", 13, 35, before)
    assert (named.first, named.last) == (TUESDAY, TUESDAY)
    one, other = claims(told("[42 people|42|period] died on Sunday. We count [35|35|period]."))
    assert (one.first, one.last) == (other.first, other.last)


@pytest.mark.parametrize(
    ("sentence", "first", "last"),
    [
        ("Nine died between Sunday and last night.", "2011-11-06", "2011-11-07"),
        ("Nine died between Sunday prayers and now.", "2011-11-06", "2011-11-06"),
        ("Nine died there in 2006.", "2006-01-01", "2006-12-31"),
        ("Nine died there in 2011.", "2011-11-08", "2011-11-08"),
        ("Nine died, of 2,006 who marched.", "2011-11-08", "2011-11-08"),
    ],
)
def test_ranges_and_past_years_are_days_of_a_sum(sentence, first, last):
    window = read_window("period", TUESDAY, 3, sentence, 0, 9)
    assert (str(window.first), str(window.last)) == (first, last)


def test_an_event_of_a_past_year_lies_in_that_year():
    window = read_window("incident", TUESDAY, 1, "Nine had died there in June 2006.", 0, 9)
    assert (window.kind, str(window.first), str(window.last)) == (
        INCIDENT, "2006-01-01", "2006-12-31",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("the committee", "the coordination committee", True),
        ("ccsd", "central committee of sudan doctors", True),
        ("a doctor", "a nurse", False),
        ("ccd", "central committee of sudan doctors", False),
        ("page:blog", "page:blog two", False),
        ("a doctor", "a doctor", False),
    ],
)
def test_lines_may_be_one_under_two_names(one, other, expected):
    assert kin(one, other) is expected


def test_the_town_of_a_quarter_is_a_place_even_if_no_claim_names_it():
    entry = told("[two men|2] died in Baba Amr, Homs.")
    entry["casualties"][0]["locations"] = ["L1"]
    places = {row["name"]: row for row in read(entry).tables["places"]}
    assert places["Baba Amr"]["within"] == places["Homs"]["place_id"]


def test_a_round_figure_has_a_tenth_of_play_and_an_upper_end_no_lower_one():
    about, up_to = claims(told("[about 130|~130] died in Homs and [up to 20|<=20] in Hama."))
    assert (about.low, about.best[0], about.high) == (117, 130, 143)
    assert (up_to.low, up_to.high) == (1, 20)


@pytest.mark.parametrize(("precision", "last"), [(1, 8), (2, 14), (None, 8)])
def test_an_event_has_the_days_that_its_date_can_mean(precision, last):
    window = read_window("incident", TUESDAY, precision, "Two since Monday.", 0, 2)
    assert (window.kind, window.first) == (INCIDENT, TUESDAY)
    assert window.last == date(2011, 11, last)


def test_a_claim_keeps_its_id_when_others_come_before_it():
    entry = told("[8 soldiers|8] were killed in Idlib.", id="page#1")
    more = told("Also [two men|2] died. [8 soldiers|8] were killed in Idlib.", id="page#1")
    (one,) = claims(entry)
    first, second = claims(more)
    assert one.id == second.id != first.id


def test_equal_words_in_one_entry_are_two_claims():
    first, second = claims(told("[a man|1] died in Homs. Later [a man|1] died in Hama."))
    assert first.id != second.id


@pytest.mark.parametrize(
    ("text", "words", "sentence"),
    [
        ("One died. Two fell. Three hid.", "Two", "Two fell."),
        ("Gen. Ali saw two dead. It rained.", "two", "Gen. Ali saw two dead."),
        ("Headline\nTwo fell\nMore", "Two", "Two fell"),
        ("“Two fell.” He wept.", "Two", "“Two fell.”"),
        ("two", "two", "two"),
    ],
)
def test_the_sentence_around_a_claim(text, words, sentence):
    start = text.index(words)
    first, last = sentence_around(text, start, start + len(words))
    assert text[first:last] == sentence


def test_the_line_of_reporting_is_the_nearest_source_that_says_who_speaks():
    entry = told("[8 soldiers|8] were killed in Idlib.", by="The Observatory")
    assert claims(entry)[0].line == "observatory"
    entry = told("[8 soldiers|8] were killed in Idlib.", by="reports")
    assert claims(entry)[0].line == "page:blog"
    entry["attributions"].append(
        {"id": "T2", "source": None, "actor": "sohr", "cue": None, "content": [],
         "kind": "block", "parent": None}
    )  # fmt: skip
    entry["attributions"][0]["parent"] = "T2"
    assert claims(entry)[0].line == "sohr"


def test_a_place_is_the_same_in_any_spelling_and_a_quarter_leads_to_its_town():
    text = "Baba Amr, Homs"
    quarter, town = (
        {"id": "L1", "start": 0, "end": 8, "label": "neighbourhood", "place": None, "name": None,
         "country": None, "admin1": None, "lat": None, "lon": None, "geo_precision": None,
         "within": "L2"},
        {"id": "L2", "start": 10, "end": 14, "label": "settlement", "place": "geonames:169577",
         "name": "Homs", "country": "SY", "admin1": "Homs", "lat": 34.7, "lon": 36.7,
         "geo_precision": 1, "within": None},
    )  # fmt: skip
    places = read_places(text, [quarter, town], "SY")
    other = read_places("Bab Amro", [quarter | {"within": None}], "SY")
    assert places["L1"].path[3] == other["L1"].path[3]
    assert not apart(places["L1"].path, other["L1"].path)
    assert common(list(places.values())) == places["L1"]
    settled = settle([*places.values(), *other.values()])
    assert settled[places["L1"].id].within == "geonames:169577"


def test_a_claim_of_two_towns_lies_in_what_holds_both():
    (claim,) = claims(told("In Homs and Rastan [five people|5] died.", by="Activists"))
    assert claim.place == "test:rastan"  # helper: the last one named
    entry = told("In Homs and Hama [five people|5] died.")
    entry["casualties"][0]["locations"] = ["L1", "L2"]
    (claim,) = claims(entry)
    assert (claim.path, claim.depth) == (("SY", None, None, None), 1)


def test_an_unplaced_claim_is_somewhere_in_the_country_of_its_page():
    first, second = claims(
        told("[two men|2] were killed in Homs."),
        told("[a man|1] was killed.", at="2011-11-08T13:00"),
    )
    assert second.path == ("SY", None, None, None)
    assert (first.depth, second.depth) == (3, 0)


@pytest.mark.parametrize(("annotated", "expected"), [("LB", "LB"), (None, "SY")])
def test_the_country_of_a_page_is_the_one_it_was_annotated_with(annotated, expected):
    """A neighbour that is named more often is no reason to move those of whom no place is told."""
    reading = read(
        told("[a man|1] was killed, say officials in Homs, Hama and Idlib.", country=annotated),
        told("[two men|2] were killed.", at="2011-11-08T13:00", country=annotated),
    )
    (page,) = reading.tables["pages"]
    unplaced = [claim.path[0] for claim in reading.claims if not claim.depth]
    assert (page["country"], unplaced) == (expected, [expected])


def test_rows_do_not_depend_on_the_order_of_entries():
    entries = [
        told("[two men|2] were killed in Homs.", at=f"2011-11-08T1{hour}:00") for hour in range(4)
    ]
    one, other = read(*entries), read(*reversed(entries))
    assert one.tables == other.tables
    assert one.claims == other.claims


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"casualties": None}, "not an entry of the output schema"),
        ({"text": 3}, "not an entry of the output schema"),
        ({"locations": [{"id": "L1"}]}, "not an entry of the output schema"),
    ],
)
def test_what_is_no_entry_is_named(change, message):
    with pytest.raises(InputError, match=message) as error:
        list(read_entries([("out, line 3", told("[a man|1] died in Homs.") | change)]))
    assert str(error.value).startswith("out, line 3: ")


def test_two_different_entries_of_one_id_are_refused():
    one = told("[a man|1] died in Homs.", id="page#1")
    other = told("[two men|2] died in Homs.", id="page#1")
    assert len(list(read_entries([("a", one), ("b", one)]))) == 1
    with pytest.raises(InputError, match="page#1 reads otherwise in a"):
        list(read_entries([("a", one), ("b", other)]))


@pytest.mark.parametrize(
    ("text", "cues"),
    [
        ("[8 men|8] died in Homs.", set()),
        ("[another 8 men|8] died in Homs.", {"more"}),
        ("A further [8 men|8] died in Homs.", {"more"}),
        ("[more than 8|>8] died in Homs.", set()),
        ("[8 or more men|8+] died in Homs.", set()),
        ("[8 more men|8] died in Homs.", {"more"}),
        ("The toll has risen to [8|8] in Homs.", {"update"}),
        ("The sun has risen. [8 men|8] died in Homs.", set()),
        ("[Two Turks|2] were among the dead.", {"among"}),
        ("The dead include [two Turks|2], a mother says.", {"among"}),
        ("[One of the dead|1] is a Turk.", {"among"}),
        ("[8|8|injured] lie there, among the wounded.", {"among"}),
        # Of the wounded some died later: they are none of the dead of whom was told.
        ("[Two of the wounded|2] died.", set()),
        ("[8 men|8] died, [two Turks|2] among the dead.", set()),
        ("Two Turks were among the dead, and [8 men|8] died in Homs.", set()),
        ("The number of the dead is put at [8|8].", set()),
    ],
)
def test_words_that_say_how_a_count_stands_to_another(text, cues):
    assert claims(told(text))[0].cues == cues


@pytest.mark.parametrize(
    ("words", "heads"),
    [
        ("8 soldiers", {"soldier"}),
        ("three bodies", set()),
        ("a woman and her two children", {"woman", "children"}),
        ("members of the security forces", {"security", "force"}),
    ],
)
def test_words_for_victims(words, heads):
    assert claims(told(f"[{words}|8] in Homs."))[0].heads == heads
