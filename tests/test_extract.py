"""Doc to claims, attributions and the JSON object of the output schema."""

import json
import re

import pytest
import spacy

from handmade import TEXT, annotated, entry
from sitrep.pipeline.counting import VAGUE, figures, read_code
from sitrep.pipeline.errors import InputError
from sitrep.pipeline.extensions import register
from sitrep.pipeline.extract import attributions, claims, to_dict


@pytest.fixture
def doc():
    return annotated(spacy.blank("en"))


def words(span):
    return TEXT[span["start"] : span["end"]]


def test_a_claim_holds_the_spans_that_it_is_bound_to(doc):
    (claim,) = claims(doc)
    assert claim.span.text == "at least two students"
    assert (claim.outcome, claim.count.code, claim.count.low, claim.count.high) == (
        "KILLED",
        "2+",
        2,
        None,
    )
    assert [span.text for span in claim.victims] == ["students"]
    assert [span.text for span in claim.perpetrators] == ["masked gunmen"]
    assert [span.text for span in claim.locations] == ["Freedom Square"]
    assert claim.sources == "medic in Taiz, via reuters"
    assert claim.hedges == ("told Reuters",)


def test_attributions_are_in_text_order_and_need_no_cue(doc):
    assert [(a.id, a.speaker, a.cue and a.cue.text) for a in attributions(doc)] == [
        ("T3", "reuters", None),
        ("T1", "medic in Taiz", "told"),
        ("T2", "Officials", "denied"),
    ]


def test_a_circle_of_parents_ends(doc):
    attrs = doc.spans["cues"].attrs
    attrs["T3"]["parent"] = "T1"
    doc.spans["cues"].attrs = attrs
    assert [a.id for a in claims(doc)[0].attributions] == ["T1", "T3"]


def test_links_to_spans_that_are_gone_are_left_out(doc):
    doc.spans["locations"] = []
    assert claims(doc)[0].locations == ()
    assert to_dict(doc)["casualties"][0]["locations"] == []


def test_the_object_of_the_output_schema(doc):
    model = {"name": "en_sitrep", "version": "0.1.0"}
    record = to_dict(doc, model=model)
    assert json.loads(json.dumps(record)) == record
    assert list(record) == [
        "id", "text", "page", "title", "country", "time", "stamp", "source_file",
        "start_in_source", "actors", "locations", "casualties", "attributions", "model",
    ]  # fmt: skip
    assert (record["id"], record["time"]) == ("taiz#2011-06-03T10:20Z", "2011-06-03T10:20:00Z")
    assert [words(span) for span in record["actors"]] == [
        "Reuters",
        "students",
        "masked gunmen",
        "Officials",
    ]
    assert record["actors"][0] == {
        "id": "A1",
        "start": 21,
        "end": 28,
        "label": "MEDIA",
        "actor": "reuters",
        "score": None,
    }
    assert record["locations"][0] == {
        "id": "L1", "start": 11, "end": 15, "label": "settlement", "place": "geonames:70225",
        "name": "Taiz", "country": "YE", "admin1": "Taiz", "lat": 13.57952, "lon": 44.02091,
        "geo_precision": 1, "within": None,
    }  # fmt: skip
    assert record["casualties"] == [
        {
            "id": "K1", "start": 34, "end": 55, "label": "KILLED",
            "count": {"code": "2+", "text": "at least two", "low": 2, "high": None, "best": 2},
            "scope": "incident", "status": "actual", "part_of": None,
            "victims": ["A2"], "names": [], "ages": [], "perpetrators": ["A3"],
            "locations": ["L2"], "date": "2011-06-03", "date_precision": 1,
            "attribution": "T1", "hedged": True, "trigger": {"start": 61, "end": 70},
        }
    ]  # fmt: skip
    assert record["attributions"][1] == {
        "id": "T1", "source": {"start": 2, "end": 15}, "actor": None,
        "cue": {"start": 16, "end": 20}, "content": [{"start": 34, "end": 107}],
        "kind": "indirect", "parent": "T3",
    }  # fmt: skip
    assert record["model"] == model


@pytest.mark.parametrize(("rule", "best"), [("ucdp", 24), ("acled", 12)])
def test_the_counting_rule_decides_the_best_figure(doc, rule, best):
    attrs = doc.spans["casualties"].attrs
    attrs["K1"]["count"] = {"code": "dozens", "text": "dozens"}
    doc.spans["casualties"].attrs = attrs
    assert to_dict(doc, count_rule=rule)["casualties"][0]["count"]["best"] == best


OWN_RULE = "word,best\n" + "".join(f"{word},{10 + n}\n" for n, word in enumerate(VAGUE))


def test_a_file_is_a_counting_rule_too(tmp_path):
    path = tmp_path / "ours.csv"
    path.write_text("# agreed in the group\n" + OWN_RULE, encoding="utf-8")
    assert figures(str(path)) == {word: 10 + n for n, word in enumerate(VAGUE)}
    assert read_code("dozens", rule=str(path)).best == figures(str(path))["dozens"]
    assert read_code("12", rule=str(path)).best == 12


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "its first line must be: word,best"),
        ("word;best\n", "its first line must be: word,best"),
        (OWN_RULE.replace("dozens,", "dozen,"), "'dozen' is unknown"),
        (OWN_RULE + "few,2\n", "'few' is unknown or twice there"),
        (OWN_RULE.replace("few,10", "few,-1"), "few: '-1' is no whole number"),
        (OWN_RULE.replace("few,10", "few"), "few: None is no whole number"),
        (OWN_RULE.replace("few,10\n", ""), "no line for: few"),
    ],
)
def test_a_broken_counting_rule_is_refused(text, problem, tmp_path):
    path = tmp_path / "ours.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=re.escape(f"{path}: {problem}")):
        figures(str(path))


@pytest.mark.parametrize("rule", ["who", "missing.csv", "."])
def test_an_unknown_counting_rule_is_refused(rule):
    with pytest.raises(InputError, match=re.escape(rule)):
        figures(rule)


def test_other_columns_of_the_input_are_kept():
    doc = annotated(spacy.blank("en"), metadata={"author": "N. N.", "rank": 3})
    assert to_dict(doc)["metadata"] == {"author": "N. N.", "rank": 3}


def test_a_bare_text_has_empty_layers():
    record = to_dict(spacy.blank("en")("Nothing is known of this."))
    assert record["id"] is None
    assert [record[layer] for layer in ("actors", "locations", "casualties", "attributions")] == [
        [], [], [], [],
    ]  # fmt: skip


def test_extensions_are_registered_once_and_computed(doc):
    register()
    register()
    assert doc._.claims == claims(doc)
    assert doc._.attributions == attributions(doc)
    assert doc._.entry == entry()
    assert spacy.blank("en")("Nothing is known of this.")._.entry is None
