"""Two models on the same entries."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from bs4 import BeautifulSoup

from sitrep.pipeline.corpus.markup import parse_sentence
from sitrep.pipeline.evaluation.compare import change_lines, changed, compare
from sitrep.pipeline.evaluation.evaluate import Evaluated, Evaluation
from sitrep.pipeline.evaluation.evaluation_page import write_comparison
from small import write_corpus

GOLD = (
    "<k o='KILLED' n='9' id='K1' loc='L1'>nine people</k> died in "
    "<l t='settlement' id='L1'>Taiz</l> and <l t='settlement'>Aden</l>"
)
NO_PLACE = GOLD.replace(" loc='L1'", "")
NO_ADEN = GOLD.replace("<l t='settlement'>Aden</l>", "Aden")
WRONG_COUNT = GOLD.replace("n='9'", "n='8'")


def evaluation(name, *found, gold=GOLD):
    entries = [Evaluated(parse_sentence(gold), parse_sentence(one), ()) for one in found]
    return Evaluation({"name": name, "version": "1"}, ("test",), tuple(entries))


def compared(old, new):
    return compare(evaluation("old", *old), evaluation("new", *new))


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (NO_ADEN, GOLD, [("fixed", "locations", "Aden")]),
        (GOLD, NO_ADEN, [("broken", "locations", "Aden")]),
        (NO_PLACE, WRONG_COUNT, [("changed", "casualties", "nine people")]),
        (
            NO_PLACE,
            NO_ADEN,
            [("fixed", "casualties", "nine people"), ("broken", "locations", "Aden")],
        ),
        (NO_PLACE, NO_PLACE, []),
    ],
)
def test_what_was_fixed_and_broken(old, new, expected):
    changes = compared([old], [new]).changes
    assert [(change.what, change.error.layer, change.error.words) for change in changes] == expected


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (("riots",), ("battles",), ["fixed"]),
        (("battles",), (), ["broken"]),
        # a model without a classifier is not right about events
        (None, (), []),
        (("riots",), None, []),
    ],
)
def test_events_are_compared_where_both_speak_of_them(old, new, expected):
    gold = replace(parse_sentence("Shots."), events=("battles",))
    sides = (Evaluated(gold, replace(gold, events=events), ()) for events in (old, new))
    assert [change.what for change in changed(0, *sides)] == expected


def test_a_change_is_told_with_its_place():
    (line,) = change_lines(compared([NO_PLACE], [WRONG_COUNT]).changes)
    assert line == "changed text:1: casualties “nine people”: loc Taiz | none → n 9 | 8"


def test_differences_that_are_real_are_marked():
    comparison = compared([NO_ADEN] * 40, [GOLD] * 40)
    found = {one.name: one for one in comparison.differences["layers"]}
    assert found["locations overlap"].real
    assert found["locations overlap"].delta == pytest.approx(1 / 3)
    assert (found["claim"].delta, found["claim"].real) == (0, False)
    assert "actors overlap" not in found


def test_as_json():
    values = json.loads(json.dumps(compared([NO_ADEN], [GOLD]).to_dict()))
    assert values["figures"]["locations_overlap_f"]["new"] == 1
    assert values["changes"] == [
        {
            "entry": "text",
            "change": "fixed",
            "layer": "locations",
            "words": "Aden",
            "old": "settlement only in gold",
            "new": None,
        }
    ]


def test_the_page_shows_three_columns(tmp_path):
    write_comparison(compared([NO_ADEN, GOLD], [GOLD, GOLD]), tmp_path / "page.html")
    page = BeautifulSoup((tmp_path / "page.html").read_text(encoding="utf-8"), "lxml")
    assert page.h1.text == "old 1 and new 1 on test"
    assert [heading.text for heading in page.select("article h4")] == ["gold", "old", "new"]
    (row,) = page.select("tr[data-key]")
    assert row["data-change"] == "fixed"
    assert [cell.text for cell in row.find_all("td")][:1] == ["fixed"]


def test_the_same_model_twice(sitrep, tmp_path):
    write_corpus(tmp_path / "corpus")
    code, out, _ = sitrep("compare", "rules", "rules", "dev", "--html", "changes.html")
    assert code == 0
    assert "0 fixed, 0 broken, 0 changed" in out
    assert "yes" not in out
    assert "Nothing differs." in (tmp_path / "changes.html").read_text(encoding="utf-8")
