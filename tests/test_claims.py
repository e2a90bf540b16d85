"""Claims: what each casualty is bound to, by `<k>`'s links; sentences are compared whole."""

from __future__ import annotations

from datetime import datetime, timezone
from typing import Any

import pytest
from spacy.language import Language

from marked import both, claims
from sitrep.pipeline.annotate import to_doc
from sitrep.pipeline.labels import ACTORS, CASUALTIES
from sitrep.pipeline.records import Entry


def found_and_given(nlp: Language, sentence: str) -> tuple[list[str], list[str]]:
    found, given = both(nlp, sentence)
    return claims(found), claims(given)


def first_claim(nlp: Language, text: str, **entry: Any) -> dict[str, Any]:
    """The attributes of the first casualty of an entry."""
    doc = nlp(to_doc(nlp, Entry(id="x", text=text, **entry)))
    attrs: dict[str, Any] = doc.spans[CASUALTIES].attrs[doc.spans[CASUALTIES][0].id_]
    return attrs


@pytest.mark.parametrize(
    "sentence",
    [
        'The <s id="S1">governor</s> <q id="Q1" s="S1">denied</q> that <c q="Q1"><k o="KILLED" '
        'n="12" status="denied" src="S1">12 students</k> were killed</c>.',
        '<k o="KILLED" n="3" status="denied">Three students</k> were not killed, as first thought.',
        '<k o="KILLED" n="40" status="possible">40 miners</k> are feared dead.',
        '<k o="KILLED" n="hundreds" status="possible">Hundreds</k> could be killed if the dam '
        "breaks.",
        '<k o="KILLED" n="0" status="denied">No one</k> was killed.',
        # a negation of something else
        'There is no doubt that <k o="KILLED" n="12">12 students</k> were killed.',
        'Not only were <k o="KILLED" n="12">12 students</k> killed.',
        '<k o="KILLED" n="12">12 students</k> were killed in May.',
        '<k o="KILLED" n="12">12 students</k> were killed, and the governor did not resign.',
    ],
)
def test_status(nlp: Language, sentence: str) -> None:
    found, given = found_and_given(nlp, sentence)
    assert found == given


@pytest.mark.parametrize(
    "sentence",
    [
        '<k o="KILLED" n="12" scope="period">12 students</k> have been killed since March.',
        'So far <k o="KILLED" n="90" scope="period">90 people</k> have been killed.',
        'The death toll has reached <k o="KILLED" n="157" scope="period">157</k>.',
        '<k o="KILLED" n="8000" scope="period">8,000 people</k> were killed.',
        '<k o="KILLED" n="12">12 students</k> were killed in one attack.',
        '<k o="KILLED" n="12">12 students</k> were killed.',
    ],
)
def test_scope(nlp: Language, sentence: str) -> None:
    found, given = found_and_given(nlp, sentence)
    assert found == given


@pytest.mark.parametrize(
    "sentence",
    [
        '<k o="KILLED" n="12" loc="L1">12 people</k> were killed in <l t="settlement" '
        'id="L1">Benghazi</l>.',
        # of a chain the first and most specific
        '<k o="KILLED" n="3" loc="L1">Three people</k> were killed in <l t="neighbourhood" '
        'id="L1">Baba Amr</l>, <l t="settlement">Homs</l>.',
        # both of two
        '<k o="KILLED" n="5" loc="L1 L2">Five people</k> were killed in <l t="settlement" id="L1">'
        'Homs</l> and <l t="settlement" id="L2">Hama</l>.',
        # where they came from or fled to is not where they died
        '<k o="KILLED" n="3" loc="L1">Three students</k> were shot dead as they walked from '
        '<l t="settlement">Kosti</l> through <l t="settlement" id="L1">Rabak</l>.',
        '<k o="KILLED" n="4" loc="L1">Four refugees</k> who had fled from <l t="settlement">'
        'Mosul</l> were killed in <l t="settlement" id="L1">Kirkuk</l>.',
        # each clause has its own
        '<k o="KILLED" n="2" loc="L1">Two men</k> were killed in <l t="settlement" id="L1">'
        'Donetsk</l>, and <k o="INJURED" n="6" loc="L2">six</k> were wounded in '
        '<l t="settlement" id="L2">Luhansk</l>.',
        # the place of the sentence before
        'Shelling has begun in <l t="settlement" id="L1">Misrata</l>. '
        '<k o="KILLED" n="2" loc="L1">Two nurses</k> were killed.',
        # none is invented
        '<k o="KILLED" n="2">Two nurses</k> were killed.',
    ],
)
def test_places(nlp: Language, sentence: str) -> None:
    found, given = found_and_given(nlp, sentence)
    assert found == given


@pytest.mark.parametrize(
    "sentence",
    [
        '<k o="KILLED" n="2" perp="A1">Two men</k> were shot dead by <a c="SECURITY_FORCES" '
        'id="A1">soldiers</a>.',
        '<k o="KILLED" n="2" perp="A1 A2">Two men</k> were killed by <a c="SECURITY_FORCES" '
        'id="A1">soldiers</a> and <a c="MILITIA" id="A2">shabiha</a>.',
        '<a c="ARMED_GROUP" id="A1">Gunmen</a> killed <k o="KILLED" n="3" perp="A1">three '
        "judges</k>.",
        '<k o="KILLED" n="6" perp="A1">Six prisoners</k> died at the hands of <a '
        'c="SECURITY_FORCES" id="A1">police</a>.',
        # who is near is no perpetrator
        '<k o="KILLED" n="2">Two men</k> were killed by a mine.',
        '<k o="KILLED" n="2">Two men</k> were killed in a clash with <a c="ARMED_GROUP">rebels'
        "</a>.",
        '<k o="KILLED" n="2">Two soldiers</k> were killed.',
    ],
)
def test_perpetrators(nlp: Language, sentence: str) -> None:
    found, given = found_and_given(nlp, sentence)
    assert found == given


@pytest.mark.parametrize(
    "sentence",
    [
        '<s id="S1">Activists</s> <q id="Q1" s="S1">say</q> <c q="Q1"><k o="KILLED" n="12" '
        'src="S1">12 people</k> were killed</c>.',
        # the innermost of a chain
        '<s id="S1">Reuters</s> <q id="Q1" s="S1">reports</q> that <c q="Q1">a <s id="S2">doctor'
        '</s> <q id="Q2" s="S2">said</q> <c q="Q2"><k o="KILLED" n="12" src="S2">12 people</k> '
        "were killed</c></c>.",
        # the sentence behind a saying goes on with it, the paragraph behind it does not
        '<s id="S1">Activists</s> <q id="Q1" s="S1">say</q> <c q="Q1">the road is shut</c>. '
        '<c q="Q1"><k o="KILLED" n="12" src="S1">12 people</k> were killed</c>.',
        '<s id="S1">Activists</s> <q id="Q1" s="S1">say</q> <c q="Q1">the road is shut</c>.\n\n'
        '<k o="KILLED" n="12">12 people</k> were killed.',
        # not to this saying
        '<k o="KILLED" n="12">12 people</k> were killed. <s id="S1">Activists</s> '
        '<q id="Q1" s="S1">say</q> <c q="Q1">the road is shut</c>.',
        # nobody is named
        '<c q="Q1"><k o="KILLED" n="12">12 people</k> were</c> <q id="Q1">reportedly</q> <c '
        'q="Q1">killed</c>.',
    ],
)
def test_sources(nlp: Language, sentence: str) -> None:
    found, given = found_and_given(nlp, sentence)
    assert found == given


@pytest.mark.parametrize(
    "sentence",
    [
        # the same count told again, in other words
        'A bomb has killed <k o="KILLED" n="31" id="K1">31 people</k>.\n\n<k o="KILLED" n="31" '
        'part_of="K1">31 shoppers</k> were killed by the bomb.',
        # other numbers, other victims
        'A bomb has killed <k o="KILLED" n="31" id="K1">31 people</k>.\n\n<k o="KILLED" n="14">14 '
        "shoppers</k> were killed by a second bomb.",
        '<k o="KILLED" n="31">31 people</k> were killed and <k o="INJURED" n="31">31 wounded</k>.',
    ],
)
def test_counts_that_are_told_again(nlp: Language, sentence: str) -> None:
    found, given = found_and_given(nlp, sentence)
    assert found == given


@pytest.mark.parametrize(
    "sentence",
    [
        '<k o="KILLED" n="1" id="K1"><v k="K1">Samir Haddad</v></k> was killed at his shop.',
        '<k o="KILLED" n="1" id="K1">A baker</k>, <v k="K1">Samir Haddad</v>, was killed.',
        '<k o="KILLED" n="2">Two bakers</k> were killed. Samir Haddad survived.',
    ],
)
def test_names(nlp: Language, sentence: str) -> None:
    found, given = found_and_given(nlp, sentence)
    assert found == given


@pytest.mark.parametrize(
    ("text", "ages"),
    [
        ("A 16-year-old boy was killed.", [16]),
        ("A 16 year old boy was killed.", [16]),
        ("They killed a boy aged 12.", [12]),
        ("Samir Haddad, 43, was killed.", [43]),
        ("Three boys were killed.", []),
        ("43 boys were killed.", []),
    ],
)
def test_ages(nlp: Language, text: str, ages: list[int]) -> None:
    assert [age["age"] for age in first_claim(nlp, text)["ages"]] == ages


@pytest.mark.parametrize(
    ("text", "day", "precision"),
    [
        # the entry's time is a Tuesday
        ("Two men were killed.", "2011-11-08", 1),
        ("Two men were killed today.", "2011-11-08", 1),
        ("Two men were killed yesterday.", "2011-11-07", 1),
        ("Two men were killed last night.", "2011-11-07", 1),
        ("Two men were killed on Tuesday.", "2011-11-08", 1),
        ("Two men were killed on Friday.", "2011-11-04", 1),
        ("Two men have been killed since March.", "2011-11-08", 3),
    ],
)
def test_dates(nlp: Language, text: str, day: str, precision: int) -> None:
    time = datetime(2011, 11, 8, 16, 15, tzinfo=timezone.utc)
    claim = first_claim(nlp, text, time=time)
    assert (claim["date"], claim["date_precision"]) == (day, precision)


def test_without_a_time_there_is_no_date(nlp: Language) -> None:
    claim = first_claim(nlp, "Two men were killed on Friday.")
    assert (claim["date"], claim["date_precision"]) == (None, None)


@pytest.mark.parametrize(
    ("text", "hedged"),
    [
        ("Two men were reportedly killed.", True),
        ("Two men are believed to have been killed.", True),
        ("Two men were killed.", False),
        ("Activists say two men were killed.", False),
    ],
)
def test_hedges(nlp: Language, text: str, hedged: bool) -> None:
    assert first_claim(nlp, text)["hedged"] is hedged


def test_victims_are_the_actors_inside(nlp: Language) -> None:
    doc = nlp("8 members of the army and police were killed by gunmen.")
    claim = doc.spans[CASUALTIES].attrs["K1"]
    actors = {span.id_: span.text for span in doc.spans[ACTORS]}
    assert [actors[id_] for id_ in claim["victims"]] == ["army", "police"]
    assert [actors[id_] for id_ in claim["perpetrators"]] == ["gunmen"]


def test_every_decision_names_its_rule_and_words(nlp: Language) -> None:
    text = "Two men were killed by soldiers in Homs on Friday."
    why = first_claim(nlp, text, time=datetime(2011, 11, 8, tzinfo=timezone.utc))["why"]
    words = {field: [text[a:b] for a, b in reason["words"]] for field, reason in why.items()}
    assert words == {
        "span": ["killed"],
        "count": ["Two"],
        "perpetrators": ["soldiers"],
        "locations": ["Homs"],
        "date": ["Friday"],
    }
    assert why["perpetrators"]["rule"] == "by-phrase"
