"""The command line from options to files, messages and exit codes."""

import json

import pytest

from sitrep.pipeline.annotate import annotate
from sitrep.pipeline.errors import InputError
from sitrep.pipeline.formats import CLAIM_COLUMNS
from sitrep.pipeline.settings import Settings
from sitrep.pipeline.store import Manifest

PAGE = """Bahrain LiveBlog: The Roundabout
Thursday, March 17, 2011

1810 GMT: Two protesters were killed in Sitra this afternoon, according to Al Wefaq.

1740 GMT: State television says that a policeman was run over and killed near Budaiya.
"""


@pytest.fixture
def page(tmp_path):
    path = tmp_path / "bahrain.txt"
    path.write_text(PAGE, encoding="utf-8")
    return path


@pytest.fixture
def posts(tmp_path):
    path = tmp_path / "posts.jsonl"
    lines = [
        {"id": f"post{number}", "time": "2011-03-17", "text": f"{number} people were injured."}
        for number in range(2, 9)
    ]
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    return path


@pytest.fixture
def out(sitrep, page):
    code, _, err = sitrep("annotate", "bahrain.txt", "-o", "out", "-f", "jsonl", "-f", "csv")
    assert code == 0, err
    return page.parent / "out"


def records(text):
    return [json.loads(line) for line in text.splitlines()]


@pytest.mark.parametrize("arguments", [["--help"], ["annotate", "-h"], ["show", "-h"]])
def test_help_has_examples(sitrep, arguments):
    code, shown, _ = sitrep(*arguments)
    assert code == 0
    assert "sitrep annotate" in shown or "sitrep show out" in shown


def test_version(sitrep):
    assert sitrep("version")[1].startswith("sitrep 0.")


def test_annotate_writes_a_folder_and_says_what_is_next(sitrep, page):
    code, shown, _ = sitrep("annotate", "bahrain.txt", "-o", "out", "--format", "jsonl")
    assert code == 0
    assert "2 entries" in shown
    assert "show out" in shown
    found = records((page.parent / "out" / "entries.jsonl").read_text(encoding="utf-8"))
    assert [record["time"] for record in found] == ["2011-03-17T18:10:00Z", "2011-03-17T17:40:00Z"]
    manifest = Manifest.read(page.parent / "out")
    assert [file["path"] for file in manifest.inputs] == ["bahrain.txt"]
    assert len(manifest.inputs[0]["sha256"]) == 64


def test_without_a_folder_lines_are_printed(sitrep, page):
    code, shown, _ = sitrep("annotate", "bahrain.txt")
    assert code == 0
    assert [record["stamp"] for record in records(shown)] == ["1810 GMT", "1740 GMT"]


def test_a_country_is_a_code_of_two_letters(sitrep, page):
    (first, _) = records(sitrep("annotate", "bahrain.txt", "--country", "bh")[1])
    assert first["stamp"] == "1810 GMT"
    for value in ("Bahrain", "ZZ"):
        code, shown, err = sitrep("annotate", "bahrain.txt", "--country", value)
        assert (code, shown) == (2, "")
        assert f"'{value}' is no country code" in err


def test_a_file_that_is_not_there_leaves_no_header(sitrep):
    assert sitrep("annotate", "none.txt", "--format", "csv")[:2] == (2, "")


def test_a_table_without_rows_is_said_to_give_no_entry(sitrep, tmp_path):
    (tmp_path / "rows.json").write_text("[]", encoding="utf-8")
    code, shown, err = sitrep("annotate", "rows.json", "--format", "csv")
    assert (code, shown.splitlines()) == (0, [",".join(CLAIM_COLUMNS)])
    assert err == "warning: rows.json: no text; it gives no entry\n"


def test_a_warning_that_holds_for_all_rows_is_given_once(sitrep, tmp_path):
    rows = "".join(f"{number} people were killed in Homs.\n" for number in range(2, 9))
    (tmp_path / "rows.csv").write_text("text\n" + rows, encoding="utf-8")
    code, shown, err = sitrep("annotate", "rows.csv")
    assert (code, len(records(shown))) == (0, 7)
    assert err.splitlines() == ["warning: rows.csv: no time stamps found; the page is one entry"]


def test_show_ends_with_claims_paths_and_the_next_command(sitrep, out):
    code, shown, _ = sitrep("show", "out", "--claims")
    assert code == 0
    assert "protesters" in shown
    assert "out/manifest.json" in shown
    assert "explain out" in shown.splitlines()[-1]


def test_show_one_entry(sitrep, out):
    (first, _) = records((out / "entries.jsonl").read_text(encoding="utf-8"))
    code, shown, _ = sitrep("show", "out", "--entry", first["id"])
    assert code == 0
    assert "Al Wefaq" in shown
    assert "Budaiya" not in shown


def test_show_writes_a_page(sitrep, out):
    assert sitrep("show", "out", "--html")[:2] == (0, "out/page.html\n")
    assert "Budaiya" in (out / "page.html").read_text(encoding="utf-8")


def test_explain_says_which_rule(sitrep, out):
    (first, _) = records((out / "entries.jsonl").read_text(encoding="utf-8"))
    code, shown, _ = sitrep("explain", "out", first["id"], "K1")
    assert code == 0
    assert "killed" in shown


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (["annotate", "missing.txt", "-o", "new"], "missing.txt"),
        (["annotate", "bahrain.txt", "-o", "out"], "out: not empty; go on with --resume"),
        (["annotate", "bahrain.txt", "-o", "bahrain.txt"], "not a folder"),
        (["annotate", "bahrain.txt", "--pipeline", "en_nowhere"], "en_nowhere: no spaCy pipeline"),
        (["annotate", "bahrain.txt", "--resume"], "need an output folder"),
        (
            ["annotate", "bahrain.txt", "-o", "out", "--resume", "-f", "csv"],
            "cannot resume, formats",
        ),
        (["show", "missing"], "missing: no such file"),
        (["show", "bahrain.txt"], "not a .spacy file"),
        (["show", "out", "--entry", "1810"], "no entry '1810'"),
        (["explain", "out", "1810"], "no entry '1810'"),
        (["show", "out", "--html", "-o", "no/such/page.html"], "no/such"),
    ],
)
def test_bad_input_is_one_line_and_exit_code_2(sitrep, out, arguments, line):
    code, shown, err = sitrep(*arguments)
    assert (code, shown) == (2, "")
    assert line in err
    assert len(err.splitlines()) == 1


def test_an_interrupted_run_resumes_and_ends_as_if_it_had_not_been(sitrep, posts):
    folder, whole = posts.parent / "out", posts.parent / "whole"
    options = ["--format", "jsonl", "--shard-size", "2"]
    seen = []

    def interrupt(doc):
        seen.append(doc)
        if len(seen) == 5:
            raise KeyboardInterrupt

    settings = Settings(formats=("jsonl",), shard_size=2)
    with pytest.raises(KeyboardInterrupt):
        annotate(["posts.jsonl"], folder, settings, advance=interrupt)
    assert Manifest.read(folder).entries == 4
    code, _, err = sitrep("annotate", "posts.jsonl", "-o", "out", "--resume", *options)
    assert code == 0
    assert "resuming after shard-00002.spacy: 4 entries are done" in err
    assert sitrep("annotate", "posts.jsonl", "-o", "whole", *options)[0] == 0
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == {
        path.name: path.read_bytes() for path in whole.iterdir()
    }
    assert (
        "nothing is left to do"
        in sitrep("annotate", "posts.jsonl", "-o", "out", "--resume", *options)[2]
    )


def test_what_comes_before_bad_input_is_kept(posts):
    bad = posts.with_name("bad.jsonl")
    bad.write_text(posts.read_text(encoding="utf-8") + "{no json\n", encoding="utf-8")
    folder = posts.parent / "out"
    with pytest.raises(InputError, match=r"bad\.jsonl"):
        annotate([str(bad)], folder, Settings(shard_size=5))
    manifest = Manifest.read(folder)
    assert ([shard["entries"] for shard in manifest.shards], manifest.complete) == ([5, 2], False)


def test_after_a_wrong_option_the_right_one_needs_no_other_folder(sitrep, tmp_path):
    (tmp_path / "rows.csv").write_text("nr,words\n1,Two people were killed.\n", encoding="utf-8")
    code, _, err = sitrep("annotate", "rows.csv", "-o", "out")
    assert (code, "no column 'text'; there are: 'nr', 'words'" in err) == (2, True)
    assert sitrep("annotate", "rows.csv", "--text-field", "words", "-o", "out")[0] == 0
    again = sitrep("annotate", "rows.csv", "--text-field", "words", "-o", "out")
    assert (again[0], "not empty" in again[2]) == (2, True)


def test_shards_after_the_first_come_from_memory_zones_unchanged(posts):
    one, many = posts.parent / "one", posts.parent / "many"
    for folder, size in ((one, 100), (many, 1)):
        annotate([str(posts)], folder, Settings(formats=("jsonl",), shard_size=size))
    assert (one / "entries.jsonl").read_bytes() == (many / "entries.jsonl").read_bytes()
