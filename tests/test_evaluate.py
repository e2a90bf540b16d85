"""`sitrep evaluate`: figures, the same ones from spaCy, and the page of errors."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest
from bs4 import BeautifulSoup
from spacy.language import Language

from handmade import spans_of
from sitrep.pipeline.corpus.build import blank, build
from sitrep.pipeline.corpus.gold_data import read_gold_data
from sitrep.pipeline.corpus.markup import parse_sentence
from sitrep.pipeline.evaluation.evaluate import evaluate
from sitrep.pipeline.evaluation.evaluation_page import write_evaluation
from sitrep.pipeline.loading import cache_folder
from small import write_corpus

HOSTILE = (
    "<a c='MEDIA'>&lt;script&gt;alert(1)&lt;/script&gt;</a> told \N{RIGHT-TO-LEFT OVERRIDE}us."
)


@pytest.fixture
def corpus(tmp_path):
    folder = write_corpus(tmp_path / "corpus")
    build(folder, folder / "built")
    return folder


@Language.component("two_scored_actors")
def two_scored_actors(doc):
    """One right with a score of 0.9, one of a wrong label with 0.6, one without a score."""
    found = (("Guardian", "MEDIA"), ("Reuters", "MONITOR"), (".", "MEDIA"))
    spans_of(doc, "actors", [(words, label, "") for words, label in found])
    scores = zip(("A1", "A2", "A3"), (0.9, 0.6, None), strict=True)
    doc.spans["actors"].attrs = {id_: {"score": score} for id_, score in scores}
    return doc


def test_figures_by_country_and_page(nlp, corpus):
    found = evaluate(nlp, read_gold_data(["dev", "test_countries"], corpus), ["both"])
    assert found.figures["locations overlap"].tally.gold == 12
    assert {
        name: part["locations overlap"].tally.gold for name, part in found.countries.items()
    } == {
        "SY": 6,
        "YE": 6,
    }
    assert list(found.pages) == ["b", "d"]
    assert found.calibrations == []


def test_spacy_evaluates_to_the_same_figures(sitrep, nlp, corpus):
    """On text where the country of a page decides what is right."""
    page = corpus / "gold" / "b.xml"
    marked = "The <a c='GOVERNMENT'>Turkish foreign minister</a> spoke"
    gold = page.read_text(encoding="utf-8").replace('country="SY"', 'country="TR"', 1)
    page.write_text(gold.replace("Dozens of", f"{marked} and dozens of", 1), encoding="utf-8")
    build(corpus, corpus / "built")
    data = corpus / "built" / "dev.spacy"
    code, out, _ = sitrep("evaluate", "rules", str(data), "--json")
    assert code == 0
    ours = json.loads(out)["figures"]
    target = corpus / "spacy.json"
    command = ["-m", "spacy", "evaluate", str(cache_folder()), str(data), "--output", str(target)]
    subprocess.run([sys.executable, *command], check=True, capture_output=True)
    theirs = json.loads(target.read_text(encoding="utf-8"))
    assert ours["actors_GOVERNMENT_r"] == 1
    shared = {name: value for name, value in ours.items() if name.endswith(("_p", "_r", "_f"))}
    assert len(shared) > 60
    assert shared == pytest.approx({name: theirs[name] for name in shared})


def test_one_command_prints_tables_and_writes_the_page(sitrep, corpus, tmp_path):
    code, out, err = sitrep("evaluate", "rules", "dev", "--html", "errors.html", "--seed", "3")
    assert code == 0
    for words in ("claim+source", "95% of F1", "actors ARMED_GROUP", "countries, F1", "pages, F1"):
        assert words in out
    assert "errors: errors.html" in err
    assert (tmp_path / "errors.html").exists()


def test_scores_are_judged_by_layer():
    gold = parse_sentence("The <a c='MEDIA'>Guardian</a> and <a c='MEDIA'>Reuters</a> disagree.")
    nlp = blank()
    nlp.add_pipe("two_scored_actors")
    (calibration,) = evaluate(nlp, [gold], ["one"]).calibrations
    assert (calibration.layer, calibration.spans) == ("actors", 2)
    assert calibration.error == pytest.approx((0.1 + 0.6) / 2)


def test_the_page_shows_both_sides_and_runs_no_text(nlp, tmp_path):
    gold = parse_sentence(HOSTILE)
    write_evaluation(evaluate(nlp, [gold], ["<b>data</b>"]), tmp_path / "page.html")
    html = (tmp_path / "page.html").read_text(encoding="utf-8")
    assert "<script>alert" not in html
    assert "\N{RIGHT-TO-LEFT OVERRIDE}" not in html
    page = BeautifulSoup(html, "lxml")
    assert len(page.find_all("script")) == 1
    assert page.h1.text.endswith("on <b>data</b>")
    gold_text, found_text = page.select("article .text")
    (row,) = [row for row in page.select("tr[data-key]") if row["data-layer"] == "actors"]
    assert row["data-kind"] == "missed"
    assert row.a.text == "<script>alert(1)</script>"
    marked = [s.text for s in gold_text.select("span") if row["data-key"] in s["data-in"].split()]
    assert "".join(marked) == "<script>alert(1)</script>"
    assert not [s for s in found_text.select("span") if row["data-key"] in s["data-in"].split()]


def test_a_page_without_errors(nlp, tmp_path):
    write_evaluation(evaluate(nlp, [parse_sentence("It rained.")], ["one"]), tmp_path / "page.html")
    assert "Nothing differs." in (tmp_path / "page.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        (["no-model", "dev"], "no-model: no spaCy pipeline"),
        (["rules", "no-data"], "no-data: no gold data"),
    ],
)
def test_bad_input_is_one_line(sitrep, corpus, arguments, problem):
    code, _, err = sitrep("evaluate", *arguments)
    assert code == 2
    assert problem in err
    assert len(err.splitlines()) == 1
