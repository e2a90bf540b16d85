"""Scores, each case small enough to count by hand."""

from __future__ import annotations

import pytest

from sitrep.pipeline.corpus.markup import parse_sentence
from sitrep.pipeline.evaluation.scoring import score

GOLD = (
    "<s id='S1'><a c='OPPOSITION'>Activists</a></s> <q id='Q1' s='S1'>say</q> <c q='Q1'>"
    "<k o='KILLED' n='9' id='K1' src='S1' loc='L1' perp='A1'>nine people</k> were killed by "
    "<a c='SECURITY_FORCES' id='A1'>police</a> in <l t='settlement' id='L1'>Taiz</l>, "
    "<l t='country'>Yemen</l></c>."
)


def scored(*predictions):
    tallies = score((parse_sentence(GOLD), parse_sentence(marked)) for marked in predictions)
    return {
        name: (tally.right, tally.gold, tally.predicted)
        for name, tally in tallies.items()
        if tally.gold or tally.predicted
    }


def test_gold_against_itself_is_right_throughout():
    assert all(right == gold == found for right, gold, found in scored(GOLD).values())
    assert scored(GOLD)["content characters"][0] == len(
        "nine people were killed by police in Taiz, Yemen"
    )


def test_nothing_found():
    bare = parse_sentence(GOLD).entry.text
    tallies = score([(parse_sentence(GOLD), parse_sentence(bare))])
    assert {tally.right for tally in tallies.values()} == {0}
    assert tallies["claim"].gold == 1
    assert (tallies["claim"].precision, tallies["claim"].recall, tallies["claim"].f1) == (0, 0, 0)


@pytest.mark.parametrize(
    ("old", "new", "row", "expected"),
    [
        # labels count, in the rows that say so
        ("'OPPOSITION'", "'CIVILIANS'", "actors exact", (1, 2, 2)),
        ("'OPPOSITION'", "'CIVILIANS'", "actors overlap", (1, 2, 2)),
        ("'OPPOSITION'", "'CIVILIANS'", "actors span only", (2, 2, 2)),
        ("t='settlement'", "t='admin'", "locations exact", (2, 2, 2)),
        ("t='settlement'", "t='admin'", "location type", (1, 2, 2)),
        # a shared character is an overlap, equal offsets are exact
        ("nine people</k>", "nine</k> people", "casualties exact", (0, 1, 1)),
        ("nine people</k>", "nine</k> people", "casualties overlap", (1, 1, 1)),
        ("nine people</k>", "nine</k> people", "claim+source+place", (1, 1, 1)),
        # outcome, count and status make the claim
        ("'KILLED'", "'INJURED'", "casualties overlap", (0, 1, 1)),
        ("n='9'", "n='9+'", "casualties overlap", (1, 1, 1)),
        ("n='9'", "n='9+'", "claim", (0, 1, 1)),
        ("n='9'", "n='9' status='possible'", "claim", (0, 1, 1)),
        # scope is scored on claims that are right
        ("n='9'", "n='9' scope='period'", "claim", (1, 1, 1)),
        ("n='9'", "n='9' scope='period'", "scope", (0, 1, 1)),
        # links
        (" src='S1'", "", "claim+source", (0, 1, 1)),
        (" src='S1'", "", "claim+place", (1, 1, 1)),
        (" loc='L1'", "", "claim+place", (0, 1, 1)),
        (" loc='L1'", "", "claim+source+place", (0, 1, 1)),
        (" perp='A1'", "", "perpetrator", (0, 1, 0)),
    ],
)
def test_one_thing_different(old, new, row, expected):
    assert old in GOLD
    assert scored(GOLD.replace(old, new))[row] == expected


def test_places_must_meet_both_ways():
    more = GOLD.replace("loc='L1'", "loc='L1 L2'").replace("t='country'", "t='country' id='L2'")
    assert scored(more)["claim+place"] == (0, 1, 1)


def test_overlaps_are_one_to_one():
    halves = GOLD.replace(
        "<k o='KILLED' n='9' id='K1' src='S1' loc='L1' perp='A1'>nine people</k>",
        "<k o='KILLED' n='9'>nine</k> <k o='KILLED' n='some'>people</k>",
    )
    assert scored(halves)["casualties overlap"] == (1, 1, 2)


def test_entries_add_up():
    assert scored(GOLD, GOLD.replace("n='9'", "n='8'"))["claim"] == (1, 2, 2)


def test_another_text_is_refused():
    with pytest.raises(ValueError, match="texts differ"):
        scored(GOLD.replace("killed", "hurt"))
