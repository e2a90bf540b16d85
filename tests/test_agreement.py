"""Two annotations compared."""

from __future__ import annotations

from dataclasses import replace

import pytest

from exchanged import annotated
from sitrep.pipeline.corpus.build import blank
from sitrep.pipeline.corpus.markup import parse_sentence
from sitrep.pipeline.errors import InputError
from sitrep.pipeline.evaluation.agreement import (
    disagreements,
    event_kappa,
    fleiss_kappa,
    kappa,
    label_kappa,
    read_annotations,
    token_kappa,
)
from sitrep.pipeline.exchange.pull import write_lines

FIRST = (
    "<s id='S1'><a c='CIVILIANS'>Residents</a></s> <q id='Q1' s='S1'>say</q> <c q='Q1'>"
    "<k o='KILLED' n='3' id='K1' src='S1' loc='L1'>three <a c='CIVILIANS'>women</a></k> died in "
    "<l t='settlement' id='L1'>Gori</l></c>."
)

PAGE = """<gold page="{name}" title="T" country="GE" date="2008-08-09" style="">
<entry id="one" time="2008-08-09T10:00:00Z" stamp="" events="{events}">{marked}</entry>
</gold>
"""


def written(folder, marked=FIRST, name="gori", events="battles"):
    folder.mkdir(exist_ok=True)
    text = PAGE.format(name=name, marked=marked, events=events)
    (folder / f"{name}.xml").write_text(text, encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("choices", "expected"),
    [
        # the textbook table: 20 yes/yes, 5 yes/no, 10 no/yes, 15 no/no
        ([("y", "y")] * 20 + [("y", "n")] * 5 + [("n", "y")] * 10 + [("n", "n")] * 15, 0.4),
        ([("a", "a"), ("b", "b")], 1.0),
        ([("a", "b"), ("b", "a")], -1.0),
        # one label throughout leaves nothing to chance
        ([("a", "a")] * 9, None),
        ([], None),
    ],
)
def test_kappa(choices, expected):
    assert kappa(choices) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("choices", "expected"),
    [
        # the worked example in Fleiss (1971) as textbooks have it: 10 items, 14 raters, 5 labels
        (
            [
                "e" * 14,
                "bb" + "c" * 6 + "dddd" + "ee",
                "ccc" + "d" * 5 + "e" * 6,
                "bbb" + "c" * 9 + "dd",
                "aabb" + "c" * 8 + "de",
                "a" * 7 + "b" * 7,
                "aaabb" + "c" * 6 + "ddd",
                "aa" + "b" * 5 + "cccddee",
                "a" * 6 + "bbbbb" + "cc" + "d",
                "bb" + "cc" + "ddd" + "e" * 7,
            ],
            0.210,
        ),
        (["aaa", "bbb"], 1.0),
        (["aaa", "aaa"], None),
        ([], None),
    ],
)
def test_fleiss_kappa(choices, expected):
    found = fleiss_kappa([tuple(chosen) for chosen in choices])
    assert found == (expected if expected is None else pytest.approx(expected, abs=0.0005))


def test_kappa_of_tokens_counts_those_that_nobody_marks():
    other = FIRST.replace("c='CIVILIANS'>Residents", "c='OPPOSITION'>Residents")
    pair = (parse_sentence(FIRST), parse_sentence(other))
    # of eight tokens, women: CIVILIANS twice, Residents: two labels, six others: none twice
    assert token_kappa([pair], "actors", blank()) == pytest.approx(
        (7 / 8 - 38 / 64) / (1 - 38 / 64)
    )
    assert token_kappa([pair], "locations", blank()) == 1
    assert token_kappa([(*pair, pair[0])], "locations", blank()) == 1


def test_corrected_entries_are_compared(tmp_path, nlp):
    (entry,) = annotated(nlp, {"toll": "Two boys were killed in Homs."})
    write_lines([entry], tmp_path / "a.jsonl")
    bare = replace(entry, spans=(), relations=())
    write_lines([bare], tmp_path / "b.jsonl")
    ((first, second),) = read_annotations([tmp_path / "a.jsonl", tmp_path / "b.jsonl"])
    assert {found.what for found in disagreements(first, second, ("A", "B"))} == {
        "CIVILIANS only in A", "settlement only in A", "KILLED 2 only in A",
    }  # fmt: skip
    write_lines([entry, entry], tmp_path / "c.jsonl")
    with pytest.raises(InputError, match=r"c\.jsonl, page#toll: comes twice"):
        read_annotations([tmp_path / "a.jsonl", tmp_path / "c.jsonl"])


def test_kappa_of_labels_is_over_marks_that_overlap():
    other = FIRST.replace("c='CIVILIANS'>Residents", "c='OPPOSITION'>Residents")
    pairs = [(parse_sentence(FIRST), parse_sentence(other))]
    assert label_kappa(pairs, "actors") == pytest.approx(0)
    assert label_kappa([(parse_sentence(FIRST),) * 2], "locations") is None


def test_no_disagreement():
    assert list(disagreements(parse_sentence(FIRST), parse_sentence(FIRST))) == []


@pytest.mark.parametrize(
    ("old", "new", "layer", "words", "what"),
    [
        ("'CIVILIANS'>women", "'PROTESTERS'>women", "actors", "women", "CIVILIANS | PROTESTERS"),
        ("<a c='CIVILIANS'>women</a>", "women", "actors", "women", "CIVILIANS only in first"),
        ("n='3'", "n='3+'", "casualties", "three women", "n 3 | 3+"),
        (
            "n='3'",
            "n='3' scope='period' status='possible'",
            "casualties",
            "three women",
            "scope incident | period; status actual | possible",
        ),
        (" src='S1'", "", "casualties", "three women", "src Residents | none"),
        (" loc='L1'", "", "casualties", "three women", "loc Gori | none"),
        ("<q id='Q1' s='S1'>", "<q id='Q1'>", "cues", "say", "source Residents | none"),
        (
            "<q id='Q1' s='S1'>say</q> <c q='Q1'>",
            "say <c q='Q1' s='S1'>",
            "cues",
            "say",
            "CUE only in first",
        ),
        (
            "died in",
            "<k o='KILLED' n='1'>died</k> in",
            "casualties",
            "died",
            "KILLED 1 only in second",
        ),
    ],
)
def test_a_disagreement_is_told_with_its_words(old, new, layer, words, what):
    assert old in FIRST
    found = list(disagreements(parse_sentence(FIRST), parse_sentence(FIRST.replace(old, new))))
    assert [(one.layer, one.words, one.what) for one in found] == [(layer, words, what)]


def test_a_wider_span_is_a_disagreement():
    wider = FIRST.replace(
        "three <a c='CIVILIANS'>women</a></k> died", "three <a c='CIVILIANS'>women</a> died</k>"
    )
    (found,) = disagreements(parse_sentence(FIRST), parse_sentence(wider))
    assert found.what == "“three women” | “three women died”"


def test_pages_of_two_folders_are_paired(tmp_path):
    first = written(tmp_path / "first")
    written(first, name="tskhinvali")
    second = written(tmp_path / "second", events="explosions")
    pairs = read_annotations([first, second])
    assert [[marked.entry.page for marked in pair] for pair in pairs] == [["gori", "gori"]]
    (found,) = disagreements(*pairs[0])
    assert (found.layer, found.what) == ("events", "battles | explosions")
    assert event_kappa(pairs, "battles") == pytest.approx(0)
    assert event_kappa(pairs, "riots") is None


@pytest.mark.parametrize(
    ("values", "problem"),
    [
        ({"name": "poti"}, "no entry is in all of them"),
        ({"marked": FIRST.replace("women", "men")}, "one: has another text; restore the entry"),
    ],
)
def test_what_cannot_be_compared(tmp_path, values, problem):
    first, second = written(tmp_path / "first"), written(tmp_path / "second", **values)
    with pytest.raises(InputError, match=problem):
        read_annotations([first, second])
