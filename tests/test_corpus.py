"""The corpus itself, and the commands that look after one."""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path

import pytest

from sitrep.pipeline.cli import main
from sitrep.pipeline.corpus.build import blank, build
from sitrep.pipeline.corpus.folder import check, read_corpus
from sitrep.pipeline.corpus.gold_docs import from_doc, to_doc
from sitrep.pipeline.corpus.markup import parse_sentence
from sitrep.pipeline.corpus.repeats import leaks, near_duplicates
from sitrep.pipeline.corpus.splits import SPLITS
from sitrep.pipeline.docbin import docs_from_file
from sitrep.pipeline.errors import InputError
from sitrep.pipeline.evaluation.agreement import read_annotations
from sitrep.pipeline.evaluation.scoring import score
from sitrep.pipeline.extract import to_dict

FOLDER = Path(__file__).resolve().parent.parent / "corpus"

PAGE = """<gold page="{page}" title="T" country="{country}" date="2012-03-04" style="">
<entry id="{page}#1" time="2012-03-04T10:00:00Z" stamp="1000" events="battles">{marked}</entry>
</gold>
"""
SPLIT_OF = {"a": "train", "b": "dev", "c": "test_pages", "d": "test_countries"}


@pytest.fixture(scope="module")
def corpus():
    return read_corpus(FOLDER)


@pytest.fixture
def small(tmp_path):
    """A corpus of four pages, one a split, that a test may spoil."""
    (tmp_path / "gold").mkdir()
    for page, word in zip(SPLIT_OF, ("cold", "warm", "wet", "dry"), strict=True):
        write(tmp_path, page, f"It was a {word} night near <l t='settlement'>Hama</l>.")
    rows = "".join(f"{page},{split}\n" for page, split in SPLIT_OF.items())
    (tmp_path / "splits.csv").write_text(f"# fixed\npage,split\n{rows}", encoding="utf-8")
    return tmp_path


def write(folder, page, marked):
    text = PAGE.format(page=page, country="YE" if page == "d" else "SY", marked=marked)
    (folder / "gold" / f"{page}.xml").write_text(text, encoding="utf-8")


def write_corrected(folder, *lines):
    (folder / "corrected").mkdir()
    path = folder / "corrected" / "week1.jsonl"
    path.write_text("".join(line + "\n" for line in lines), encoding="utf-8")


def record(id_="e#1", text="Two soldiers fell in Idlib yesterday."):
    """A corrected entry in the form of the output schema."""
    marked = parse_sentence(
        text.replace("Two soldiers", "<k o='KILLED' n='2'>Two soldiers</k>").replace(
            "Idlib", "<l t='settlement'>Idlib</l>"
        )
    )
    return to_dict(to_doc(marked, blank())) | {"id": id_}


def test_nothing_is_wrong_with_the_corpus():
    assert list(check(FOLDER)) == []


def test_no_page_and_no_sentence_leaks(corpus):
    pages = Counter(page.page for split in SPLITS for page in corpus.splits[split])
    assert set(pages.values()) == {1}
    found = leaks((split, corpus.entries(split)) for split in SPLITS)
    assert [(one.place, other.place) for one, other in found] == []


def test_unseen_countries_are_unseen(corpus):
    countries = {split: {page.country for page in corpus.splits[split]} for split in SPLITS}
    seen = countries["train"] | countries["dev"]
    assert countries["test_pages"] <= seen
    assert not countries["test_countries"] & seen


def test_size_and_spread(corpus):
    entries, nlp = corpus.entries(), blank()
    tokens = Counter()
    for marked in entries:
        tokens[marked.entry.country] += len(nlp.make_doc(marked.entry.text))
    pages = Counter(page.country for split in SPLITS for page in corpus.splits[split])
    assert len(entries) >= 900
    assert tokens.total() >= 60_000
    assert pages.total() >= 45
    assert max(pages["SY"] / pages.total(), tokens["SY"] / tokens.total()) <= 1 / 3
    assert {"EG", "LY", "YE", "BH", "IQ", "TN", "TR", "LB", "PS", "IR", "SD", "UA", "MM"} <= set(
        pages
    )
    assert {"HK", "NG", "HT", "AF"} <= set(pages)
    without = sum(not marked.layer("casualties") for marked in entries) / len(entries)
    bare = sum(not marked.marks for marked in entries) / len(entries)
    assert 0.25 < without < 0.45
    assert 0.05 < bare < 0.15


def test_a_tenth_of_the_pages_has_a_second_annotation(corpus):
    pairs = read_annotations([FOLDER / "gold", FOLDER / "second"])
    pages = {first.entry.page for first, _ in pairs}
    assert len(pages) >= sum(map(len, corpus.splits.values())) / 10
    assert score(pairs)["claim"].f1 > 0.9


def test_gold_survives_its_docs(corpus):
    """But for marks that are widened to whole tokens, of which there are few."""
    nlp, widened = blank(), []
    pairs = ((gold, from_doc(to_doc(gold, nlp, widened.append))) for gold in corpus.entries())
    tallies = score(pairs)
    exact = {"actors exact", "locations exact", "sources exact"}
    changed = {name for name, tally in tallies.items() if tally.f1 < 1}
    assert changed <= exact, changed
    assert len(widened) < 50


def test_a_sound_corpus(small):
    assert list(check(small)) == []


@pytest.mark.parametrize(
    ("page", "marked", "problem"),
    [
        ("b", "<a c='SNOW'>Snow</a>.", 'b.xml, line 2: <a> “Snow”: unknown c="SNOW"'),
        (
            "b",
            "Rain. It was a cold night near Hama!",
            "a.xml, line 2 and b.xml, line 2: “It was a cold night near Hama.” stands in two "
            "splits; reword it in one of them",
        ),
    ],
)
def test_check_finds_what_is_wrong_with_a_page(small, page, marked, problem):
    write(small, page, marked)
    (found,) = check(small)
    assert problem in found


def test_four_words_may_come_twice(small):
    write(small, "a", "It is not clear.")
    write(small, "b", "It is not clear.")
    assert list(check(small)) == []


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("a,train\n", "", "no line for page a"),
        ("a,train\n", "a,train\ne,train\n", "page e has no file"),
        ("c,test_pages", "c,test_countries", "c is of a country of train or dev"),
        ("d,test_countries", "d,test_pages", "d is of an unseen country"),
    ],
)
def test_check_finds_what_is_wrong_with_the_splits(small, old, new, problem):
    path = small / "splits.csv"
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    assert any(problem in line for line in check(small))
    with pytest.raises(InputError):
        read_corpus(small)


@pytest.mark.parametrize(
    ("name", "raw", "problems"),
    [
        ("a.txt", "1000: It was a cold\nnight  near\u00a0Hama.", []),
        ("a.html", "<nav>Menu</nav><p>1000: It was a <b>cold</b> night near Hama.</p>", []),
        ("a.txt", "1000: It was a cold night in Hama.", ["a.xml, line 2: not in a.txt: “It was"]),
    ],
)
def test_entries_stand_in_their_raw_page(small, name, raw, problems):
    (small / "raw").mkdir()
    (small / "raw" / name).write_text(raw, encoding="utf-8")
    found = list(check(small))
    assert len(found) == len(problems)
    assert all(line.startswith(problem) for line, problem in zip(found, problems, strict=True))


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("page,split\n", "", "its first line is not page,split"),
        ("a,train", "a,trian", "unknown split 'trian'; use one of train, dev"),
        ("a,train\n", "a,train\na,dev\n", "page a comes twice"),
    ],
)
def test_malformed_splits_are_named(small, old, new, problem):
    path = small / "splits.csv"
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    with pytest.raises(InputError, match=problem):
        read_corpus(small)


def test_near_duplicates():
    entries = [
        parse_sentence("Nine people were shot dead in Hama on Monday, activists said."),
        parse_sentence("Nine people were shot dead in Homs on Monday, activists said."),
        parse_sentence("On Monday activists said that nine were shot dead in Hama."),
    ]
    (pair,) = near_duplicates(entries)
    assert [sentence.entry for sentence in pair] == entries[:2]


def test_build_writes_every_split(small):
    assert build(small, small / "built") == dict.fromkeys(SPLITS, 1)
    (doc,) = docs_from_file(small / "built" / "test_countries.spacy", blank().vocab)
    assert doc.user_data["entry"]["id"] == "d#1"
    assert [(span.text, span.label_) for span in doc.spans["locations"]] == [("Hama", "settlement")]
    assert doc.cats["battles"] == 1
    assert doc.cats["riots"] == 0


def test_corrected_entries_go_into_train(small):
    write_corrected(
        small, json.dumps(record()), json.dumps(record("e#2") | {"events": ["battles"]})
    )
    assert build(small, small / "built")["train"] == 3
    _, first, second = docs_from_file(small / "built" / "train.spacy", blank().vocab)
    assert to_dict(first)["casualties"] == record()["casualties"]
    assert (first.cats, second.cats["battles"]) == ({}, 1)


def test_an_entry_that_no_reviewer_has_confirmed_is_left_out(small):
    reviewed = [record(f"e#{n}") | {"review": {"confirmed": n == 1}} for n in (1, 2)]
    write_corrected(small, *map(json.dumps, reviewed))
    assert build(small, small / "built")["train"] == 2


def test_a_corrected_entry_with_a_sentence_of_a_test_page_is_left_out(small):
    leak = "Two soldiers fell. It was a wet night near Hama."
    write_corrected(small, json.dumps(record(text=leak)))
    lines = []
    assert build(small, small / "built", lines.append)["train"] == 1
    assert lines == ["e#1: left out, has a sentence of c.xml, line 2"]


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"id": "a#1"}, "a#1 is there already"),
        ({"actors": None}, "not an entry of the output schema"),
        (
            {"locations": [{"id": "L1", "label": "settlement", "start": "1", "end": "5"}]},
            "not an entry of the output schema",
        ),
        ({"text": "Two."}, "e#1: <k> “Two.”: white space at its edge, or nothing in it"),
        ({"locations": []}, None),
    ],
)
def test_malformed_corrections_are_named(small, change, problem):
    write_corrected(small, json.dumps(record() | change))
    if problem is None:
        assert build(small, small / "built")["train"] == 2
        return
    with pytest.raises(InputError, match=r"^week1.jsonl, line 1") as error:
        build(small, small / "built")
    assert problem in str(error.value)


@pytest.fixture
def sitrep(monkeypatch, capsys):
    """Call the command line: exit code, standard output and error."""

    def call(*arguments):
        monkeypatch.setattr(sys, "argv", ["sitrep", "corpus", *map(str, arguments)])
        with pytest.raises(SystemExit) as end:
            main()
        out, err = capsys.readouterr()
        return end.value.code or 0, out, err

    return call


@pytest.mark.parametrize("command", ["check", "stats", "build", "doubts", "score"])
def test_help_has_examples(sitrep, command):
    code, shown, _ = sitrep(command, "--help")
    assert code == 0
    assert f"sitrep corpus {command}" in shown


def test_commands(sitrep, small):
    option = ("--corpus", small)
    assert "nothing wrong" in sitrep("check", *option)[1]
    assert "settlement" in sitrep("stats", *option)[1]
    assert "train.spacy: 1 entries" in sitrep("build", *option)[1]
    assert "claim+source" in sitrep("score", "dev", *option)[1]
    # what the rules find there and the gold leaves out on purpose
    write(small, "a", "In Homs on <a c='CIVILIANS'>Monday</a>.")
    code, shown, _ = sitrep("doubts", "a", "--layer", "actors", *option)
    assert (code, shown) == (0, "a.xml:2: actors “Monday”: CIVILIANS only in gold\n")


def test_check_ends_with_1_if_anything_is_wrong(sitrep, small):
    write(small, "a", "<b>no</b>")
    code, shown, _ = sitrep("check", "--corpus", small)
    assert code == 1
    assert shown.startswith("a.xml, line 2: unknown or misplaced tag <b>")


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        (["stats", "--corpus", "nowhere"], "nowhere: no gold/*.xml; give the corpus folder"),
        (["doubts", "atlantis", "--corpus", FOLDER], "atlantis: no such page"),
    ],
)
def test_bad_input_is_one_line_and_exit_code_2(sitrep, arguments, problem):
    code, shown, err = sitrep(*arguments)
    assert (code, shown) == (2, "")
    assert problem in err
    assert len(err.splitlines()) == 1
