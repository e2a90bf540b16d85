"""Figures beyond the headline, each case small enough to count by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sitrep.pipeline.corpus.markup import parse_sentence
from sitrep.pipeline.evaluation.figures import GROUPS, NAMES, SUBJECTS, key, tallies, total

GOLD = (
    "<s id='S1'><a c='OPPOSITION'>Activists</a></s> <q id='Q1' s='S1'>say</q> <c q='Q1'>"
    "<k o='KILLED' n='9+' id='K1' src='S1' loc='L1' perp='A1'>at least nine "
    "<a c='CIVILIANS'>women</a></k> were killed by <a c='SECURITY_FORCES' id='A1'>police</a> in "
    "<l t='settlement' id='L1'>Taiz</l></c>."
)
TWO = (
    "<k o='KILLED' n='9' id='K1'>nine</k> died, <k o='KILLED' n='1' id='K2' part_of='K1'>one</k> "
    "in hospital"
)


def tallied(gold, predicted):
    found = tallies(parse_sentence(gold), parse_sentence(predicted))
    return {
        name: (tally.right, tally.gold, tally.predicted)
        for name, tally in found.items()
        if name not in GROUPS["layers"] and tally.measured
    }


def test_gold_against_itself_is_right_throughout():
    found = tallied(GOLD, GOLD)
    assert all(right == gold == predicted for right, gold, predicted in found.values())
    assert found == {
        "actors OPPOSITION": (1, 1, 1),
        "actors CIVILIANS": (1, 1, 1),
        "actors SECURITY_FORCES": (1, 1, 1),
        "locations settlement": (1, 1, 1),
        "casualties KILLED": (1, 1, 1),
        "scope incident": (1, 1, 1),
        "status actual": (1, 1, 1),
        "count 8+": (1, 1, 1),
        "link source": (1, 1, 1),
        "link place": (1, 1, 1),
        "link perpetrator": (1, 1, 1),
        "link victim": (1, 1, 1),
        "link speaker": (1, 1, 1),
        "link content": (1, 1, 1),
    }


def test_what_was_never_proposed_is_a_miss():
    bare = parse_sentence(GOLD).entry.text
    assert set(tallied(GOLD, bare).values()) == {(0, 1, 0)}


@pytest.mark.parametrize(
    ("old", "new", "figure", "expected"),
    [
        ("'CIVILIANS'", "'PROTESTERS'", "actors CIVILIANS", (0, 1, 0)),
        ("'CIVILIANS'", "'PROTESTERS'", "actors PROTESTERS", (0, 0, 1)),
        ("t='settlement'", "t='admin'", "locations settlement", (0, 1, 0)),
        # a value is right where it is the gold's, to the letter of the count
        ("n='9+'", "n='9+' status='denied'", "status actual", (0, 1, 0)),
        ("n='9+'", "n='9+' status='denied'", "status denied", (0, 0, 1)),
        ("n='9+'", "n='9+' scope='period'", "scope period", (0, 0, 1)),
        ("n='9+'", "n='8+'", "count 8+", (0, 1, 1)),
        ("n='9+'", "n='9'", "count 8", (0, 0, 1)),
        # a link needs its casualty, whatever count that has
        (" loc='L1'", "", "link place", (0, 1, 0)),
        ("n='9+'", "n='5'", "link place", (1, 1, 1)),
        ("o='KILLED'", "o='INJURED'", "link place", (0, 1, 1)),
        (" s='S1'>say", ">say", "link speaker", (0, 1, 0)),
    ],
)
def test_one_thing_different(old, new, figure, expected):
    assert old in GOLD
    assert tallied(GOLD, GOLD.replace(old, new))[figure] == expected


def test_part_of():
    assert tallied(TWO, TWO)["link part_of"] == (1, 1, 1)
    assert tallied(TWO, TWO.replace(" part_of='K1'", ""))["link part_of"] == (0, 1, 0)


@pytest.mark.parametrize(
    ("gold", "predicted", "battles", "riots"),
    [
        (("battles",), ("battles", "riots"), (1, 1, 1), (0, 0, 1)),
        (("riots",), (), (0, 0, 0), (0, 1, 0)),
        # nobody said
        (("riots",), None, (0, 0, 0), (0, 0, 0)),
        (None, ("riots",), (0, 0, 0), (0, 0, 0)),
    ],
)
def test_events(gold, predicted, battles, riots):
    entry = parse_sentence("Nothing.")
    found = tallies(replace(entry, events=gold), replace(entry, events=predicted))
    counted = [found[f"event {event}"] for event in ("battles", "riots")]
    assert [(t.right, t.gold, t.predicted) for t in counted] == [battles, riots]


def test_totals_add_up():
    marked = parse_sentence(GOLD)
    bare = parse_sentence(marked.entry.text)
    summed = total([tallies(marked, marked), tallies(marked, bare)])["link place"]
    assert (summed.right, summed.gold, summed.predicted) == (1, 2, 1)


def test_every_figure_has_a_name_of_its_own_and_a_component_that_is_scored_by_it():
    keys = [key(name, "f") for name in NAMES]
    assert len(set(keys)) == len(keys)
    scored = [name for _, names in SUBJECTS.values() for name in names]
    assert sorted(scored) == sorted(NAMES)
    assert key("claim+source", "p") == "claim_source_p"
