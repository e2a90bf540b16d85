"""The commands around a review, on what `sitrep annotate` wrote."""

from __future__ import annotations

import json

import pytest

BLOG = """Syria Live Blog
8 November 2011

1615 GMT: Activists said that at least 12 protesters were killed by police in Homs.

1703 GMT: SANA reported that two soldiers were wounded near Idlib.
"""


@pytest.fixture
def out(sitrep, tmp_path):
    """A folder that `sitrep annotate` wrote."""
    (tmp_path / "blog.txt").write_text(BLOG, encoding="utf-8")
    assert sitrep("annotate", "blog.txt", "-o", "out", "--format", "jsonl")[0] == 0
    return tmp_path / "out"


def test_help_shows_the_way_of_a_review(sitrep):
    shown = sitrep("--help")[1]
    for command in ("queue", "push", "pull", "export", "import", "diff", "agreement", "adjudicate"):
        assert f"\n│ {command} " in shown
        assert f"sitrep {command}" in sitrep(command, "--help")[1]


@pytest.mark.parametrize("form", ["csv", "parquet", "geojson", "acled", "ucdp"])
def test_tables(sitrep, out, form):
    code, shown, err = sitrep("export", "out", "--format", form, "-o", "tables/x")
    assert (code, shown) == (0, f"{1 if form in ('acled', 'ucdp') else 2} claims are in tables/x\n")
    expected = "1 claims are left out: injured" if form in ("acled", "ucdp") else ""
    assert err.startswith(f"{form}: {expected}" if expected else "")
    code, _, err = sitrep("export", "out", "--format", form, "-o", "tables/x")
    assert code == 2
    assert err.startswith("sitrep: tables/x: is there already")


def test_a_round_trip_on_the_command_line(sitrep, out, tmp_path):
    code, shown, err = sitrep("export", "out", "--format", "brat", "-o", "brat")
    assert (code, err) == (0, "")
    assert "import brat --format brat --confirmed -o" in shown
    file = next((tmp_path / "brat").glob("00001*.ann"))
    file.write_text(file.read_text().replace("count=12+", "count=13"))
    imported = ("import", "brat", "--format", "brat", "-o", "amal.jsonl")
    code, shown, _ = sitrep(*imported)
    assert shown.startswith("1 entries are in amal.jsonl: 0 confirmed, 1 changed; 1 not worked on")
    code, shown, _ = sitrep(*imported, "--confirmed", "--reviewer", "amal", "--docbin", "x.spacy")
    assert (code, (tmp_path / "x.spacy").exists()) == (0, True)
    assert shown.startswith("2 entries are in amal.jsonl: 2 confirmed, 1 changed")
    first = json.loads((tmp_path / "amal.jsonl").read_text().split("\n")[0])
    assert first["casualties"][0]["count"]["code"] == "13"
    assert [who["name"] for who in first["review"]["reviewers"]] == ["amal"]
    assert first["review"]["reviewers"][0]["time"].endswith("Z")
    assert first["model"]["name"]

    shown = sitrep("diff", "out", "amal.jsonl")[1]
    assert shown.startswith("1 changes in 1 of 2 entries")
    assert "12+ → 13" in shown
    (change,) = map(json.loads, sitrep("diff", "out", "amal.jsonl", "--json")[1].splitlines())
    assert (change["kind"], change["before"], change["after"]) == ("count changed", "12+", "13")

    shown = sitrep("agreement", "out/entries.jsonl", "amal.jsonl")[1]
    assert "casualties tokens" in shown
    assert "A  out/entries.jsonl" in shown
    shown = sitrep("agreement", "out", "amal.jsonl", "amal.jsonl", "--list")[1]
    assert shown.count("n 12+ | 13") == 2

    shown = sitrep("adjudicate", "out", "amal.jsonl", "-o", "d.jsonl", "--settled", "s.jsonl")[1]
    assert shown.startswith("1 entries are disputed: d.jsonl\n1 are settled: s.jsonl\n")
    disputed = json.loads((tmp_path / "d.jsonl").read_text())
    (line,) = disputed["disputed"]
    assert line.endswith(", count: out 12+ | amal 13")


def test_queue(sitrep, out, tmp_path):
    assert "nothing is in doubt" in sitrep("queue", "out")[1]
    (tmp_path / "more.txt").write_text(BLOG.replace("12", "300"), encoding="utf-8")
    sitrep("annotate", "more.txt", "-o", "more")
    code, shown, _ = sitrep("queue", "more", "--n", "1", "-o", "q.jsonl", "--ids", "ids.txt")
    assert code == 0
    assert "large number" in shown
    assert "1 entries are in q.jsonl" in shown
    (line,) = (tmp_path / "q.jsonl").read_text().splitlines()
    assert (tmp_path / "ids.txt").read_text() == f"{json.loads(line)['id']}\n"
    assert sitrep("queue", "q.jsonl")[0] == 0


@pytest.mark.parametrize("form", ["csv", "geojson", "conll", "brat"])
def test_half_a_character_is_named(sitrep, out, tmp_path, form):
    first = (out / "entries.jsonl").read_text().split("\n")[0]
    broken = first.replace('"text": "', '"text": "\\ud83d', 1)
    (tmp_path / "broken.jsonl").write_text(broken)
    code, shown, err = sitrep("export", "broken.jsonl", "--format", form, "-o", "x")
    assert (code, shown) == (2, "")
    assert err.endswith(": half a character in the text; correct it\n")
    assert not (tmp_path / "x").exists()


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        (["export", "nowhere", "--format", "brat", "-o", "x"], "nowhere: "),
        (["import", "nowhere", "--format", "brat", "-o", "x"], "nowhere: no such file"),
        (["import", "out", "--format", "brat", "-o", "x"], "out: no sitrep.jsonl; give a folder"),
        (["import", "out", "--format", "prodigy", "-o", "x"], "out: "),
        (["import", "blog.txt", "--format", "prodigy", "-o", "x"], "blog.txt, line 1: not JSON"),
        (["import", "blog.txt", "--format", "conll", "-o", "x"], "blog.txt, line 1: not a line"),
        (["agreement", "out"], "give 2 to 26 annotations"),
        (["agreement", "one.xml", "two.xml"], "one.xml: No such file"),
        (["diff", "out", "nowhere.jsonl"], "nowhere.jsonl: No such file"),
        (["adjudicate", "out", "nowhere", "-o", "x"], "nowhere: "),
    ],
)
def test_bad_input_is_one_line_and_exit_code_2(sitrep, out, tmp_path, arguments, problem):
    code, shown, err = sitrep(*arguments)
    assert (code, shown) == (2, "")
    assert err.startswith(f"sitrep: {problem}")
    assert len(err.splitlines()) == 1
    assert not (tmp_path / "x").exists()
