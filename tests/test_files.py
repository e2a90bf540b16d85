"""Files of annotation tools: what goes out comes back, whatever stands in it; edits are read."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import pytest
from cassis import load_cas_from_json
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from exchanged import annotated, letter, span
from sitrep.pipeline.errors import InputError
from sitrep.pipeline.exchange import inception
from sitrep.pipeline.exchange.entries import (
    LABELS,
    Reviewer,
    from_record,
    to_record,
)
from sitrep.pipeline.exchange.files import FORMS, read_files, write_entries
from sitrep.pipeline.exchange.reconcile import reconcile
from sitrep.pipeline.exchange.rules import Rules
from sitrep.pipeline.exchange.tools import drawn

FOLDERS = [name for name, form in FORMS.items() if form.write_folder]


@pytest.fixture(scope="module")
def rules(nlp):
    return Rules(nlp)


@pytest.fixture(scope="module")
def entries(nlp):
    return annotated(nlp)


@pytest.fixture
def plain(entries):
    return entries[0]


def there_and_back(entries, form, path):
    """What a form's reader finds in what its writer wrote."""
    write_entries(entries, path, FORMS[form], overwrite=True)
    return list(FORMS[form].read(path, pytest.fail))


@pytest.mark.parametrize("form", FORMS)
def test_every_record_comes_back_to_the_letter(form, entries, rules, tmp_path):
    for entry, found in zip(entries, there_and_back(entries, form, tmp_path / "x"), strict=True):
        assert not found.is_touched
        again, remarks, problems = reconcile(found.pushed, found.version, rules)
        assert (letter(again), remarks, problems) == (letter(entry), [], [])


PIECES = (
    "Homs", "two", " ", "  ", "\n", "\r\n", "\r", "\t", "\x01", "\x0b", "\x1c", "\x85", "\u2028",
    "🔴", "👨‍👩‍👧‍👦", "قُتل", "e\u0301", "ก็", "\ufeff", "<b>&amp;\"'", "\\n", ";", "=", "“", "#",
    "# sitrep entry: ", "T1\tKILLED 0 1\tx", "B-KILLED",
)  # fmt: skip


@st.composite
def records(draw):
    """Records with any text, and any spans and links in it."""
    text = draw(st.lists(st.sampled_from(PIECES), min_size=1, max_size=12).map("".join))
    places = st.tuples(*[st.integers(0, len(text) - 1), st.integers(1, len(text))]).map(
        lambda ends: (min(ends), max(*ends, min(ends) + 1))
    )
    record = {"id": draw(st.sampled_from(PIECES)), "text": text, "page": None}
    made = {}
    for layer in ("actors", "locations", "casualties"):
        found = draw(st.lists(st.tuples(places, st.sampled_from(LABELS[layer])), max_size=3))
        made[layer] = [
            {
                "id": f"{layer[0].upper().replace('C', 'K')}{n}",
                "start": start,
                "end": end,
                "label": label,
            }
            for n, ((start, end), label) in enumerate(sorted(found), start=1)
        ]
    ids = {layer: [item["id"] for item in items] for layer, items in made.items()}
    said = draw(st.lists(st.tuples(places, places, st.booleans()), max_size=2))
    record["actors"] = [item | {"actor": "sohr", "score": 0.25} for item in made["actors"]]
    record["locations"] = [
        item
        | dict.fromkeys(("place", "name", "country", "admin1", "lat", "lon", "geo_precision"))
        | {"within": None}
        for item in made["locations"]
    ]
    record["casualties"] = [
        item
        | {
            "count": {"code": "2+", "text": "two\t", "low": 2, "high": None, "best": 2},
            "scope": "period",
            "status": "denied",
            "part_of": None,
            "victims": [],
            "names": [],
            "ages": [],
            "perpetrators": ids["actors"][:1],
            "locations": ids["locations"],
            "date": "2011-11-08",
            "date_precision": 3,
            "attribution": "T1" if said else None,
            "hedged": True,
            "trigger": None,
        }
        for item in made["casualties"]
    ]
    record["attributions"] = [
        {
            "id": f"T{n}",
            "source": dict(zip(("start", "end"), source, strict=True)),
            "actor": None,
            "cue": dict(zip(("start", "end"), content, strict=True)) if has_cue else None,
            "content": [dict(zip(("start", "end"), content, strict=True))],
            "kind": "block",
            "parent": None,
        }
        for n, (source, content, has_cue) in enumerate(said, start=1)
    ]
    record["model"] = None
    return record


@pytest.mark.parametrize("form", FORMS)
@settings(
    max_examples=50,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(record=records())
def test_spans_and_links_come_back_in_any_text(form, record, tmp_path):
    entry = from_record(record)
    (found,) = there_and_back([entry], form, tmp_path / "x")
    assert to_record(found.pushed) == to_record(entry)
    spans, relations = drawn(entry)
    kept = {s.id for s in found.version.spans} <= set(entry.by_id())
    # doccano numbers spans anew
    assert kept or form == "doccano"
    assert sorted((s.label, s.place) for s in found.version.spans) == sorted(
        (s.label, s.place) for s in spans
    )
    assert len(found.version.relations) == len(relations)
    if kept:
        assert set(found.version.relations) == set(relations)
    assert (found.version.fields, found.version.comments, found.version.problems) == ({}, (), ())
    assert not found.is_touched


def returned(form, path, rules, **options):
    """The one entry that was worked on, and the problems."""
    found, pulled = read_files([path], FORMS[form], rules, report=pytest.fail, **options)
    (entry,) = found
    return entry, pulled.problems


def relabel_activists(form, path, entry):
    """Edit a file as a person would in its tool: activists are protesters, the cue is gone."""
    if form == "brat":
        (file,) = path.glob("*.ann")
        text = file.read_text()
        text = re.sub(r"OPPOSITION (\d+ \d+\tactivists)", r"PROTESTERS \1", text)
        cue = re.search(r"^(T\d+)\tCUE \d+ \d+\tsaid$", text, re.M)[1]
        text = "".join(
            line for line in text.splitlines(keepends=True) if not re.search(rf"\b{cue}\b", line)
        )
        file.write_text(text)
    elif form == "inception":
        (file,) = path.glob("0*.json")
        cas = load_cas_from_json(file.read_text())
        for item in list(cas.select(inception.LINK)):
            if "said" in (item.Governor.get_covered_text(), item.Dependent.get_covered_text()):
                cas.remove(item)
        for item in list(cas.select(inception.SPAN)):
            if item.label == "OPPOSITION":
                item.label = "PROTESTERS"
            if item.get_covered_text() == "said":
                cas.remove(item)
        file.write_text(cas.to_json())
    elif form == "conll":
        text = path.read_text()
        head, rest = text.split("\n", 2)[:2], text.split("\n", 2)[2]
        lines = rest.split("\n")
        for n, line in enumerate(lines):
            if line.startswith("activists\t"):
                lines[n] = line.replace("B-OPPOSITION", "B-PROTESTERS")
            if line.startswith("said\t"):
                lines[n] = line.replace("B-CUE", "O")
        path.write_text("\n".join([*head, *lines]))
    else:
        edit_json(form, path, entry)


def edit_json(form, path, entry):
    file = path / "tasks.json" if path.is_dir() else path
    data = json.loads(file.read_text())
    cue = span(entry, "said")
    if form == "prodigy":
        for item in data["spans"]:
            if item["label"] == "OPPOSITION":
                item["label"] = "PROTESTERS"
        data["spans"] = [item for item in data["spans"] if item["id"] != cue.id]
        data["relations"] = [
            r
            for r in data["relations"]
            if cue.id not in (r["head_span"]["id"], r["child_span"]["id"])
        ]
        for r in data["relations"]:
            for end in ("head_span", "child_span"):
                r[end]["label"] = r[end]["label"].replace("OPPOSITION", "PROTESTERS")
        data |= {"answer": "accept", "_annotator_id": "amal", "_timestamp": 1714557600}
    elif form == "doccano":
        gone = {e["id"] for e in data["entities"] if e["label"] == "CUE"}
        for item in data["entities"]:
            item["label"] = item["label"].replace("OPPOSITION", "PROTESTERS")
        data["entities"] = [item for item in data["entities"] if item["id"] not in gone]
        data["relations"] = [r for r in data["relations"] if not gone & {r["from_id"], r["to_id"]}]
    else:
        result = [
            item
            for item in data[0]["predictions"][0]["result"]
            if cue.id not in (item.get("id"), item.get("from_id"), item.get("to_id"))
        ]
        for item in result:
            labels = item.get("value", {}).get("labels", [])
            labels[:] = [label.replace("OPPOSITION", "PROTESTERS") for label in labels]
        data[0]["annotations"] = [
            {
                "id": 7,
                "completed_by": {"id": 2, "email": "amal@example.org"},
                "created_at": "2024-05-01T10:00:00.5Z",
                "updated_at": "2024-05-01T11:00:00Z",
                "result": result,
            }
        ]
    file.write_text(json.dumps(data))


TOLL = "At least 12 soldiers were killed in Homs, activists said."


@pytest.mark.parametrize("form", FORMS)
def test_what_a_person_changes_comes_back_and_nothing_else_changes(form, nlp, rules, tmp_path):
    (entry,) = annotated(nlp, {"toll": TOLL})
    path = tmp_path / "x"
    write_entries([entry], path, FORMS[form])
    relabel_activists(form, path, entry)
    found, problems = returned(form, path, rules, reviewer=Reviewer("jo", "2024-05-02T00:00:00Z"))
    before, after = to_record(entry), to_record(replace(found, review=None))
    assert [a["label"] for a in after["actors"]] == ["SECURITY_FORCES", "PROTESTERS"]
    (said,) = after["attributions"]
    assert said["cue"] is None
    assert said["source"] == before["attributions"][0]["source"]
    for key in before:
        if key not in ("actors", "attributions"):
            assert after[key] == before[key], key
    assert problems == []
    assert found.review.changed
    assert found.review.tool == FORMS[form].name
    who = {"prodigy": "amal", "label-studio": "amal@example.org"}.get(form, "jo")
    assert [reviewer.name for reviewer in found.review.reviewers] == [who]


def test_entries_that_nobody_changed_are_left_out_unless_confirmed(entries, rules, tmp_path):
    write_entries(entries, tmp_path / "x", FORMS["prodigy"])
    for confirmed, number in ((False, 0), (True, len(entries))):
        found, pulled = read_files([tmp_path / "x"], FORMS["prodigy"], rules, confirmed=confirmed)
        assert len(found) == len(pulled.confirmed) == number
        assert all(entry.review.confirmed for entry in found)
        assert not any(entry.review.changed for entry in found)
        assert len(pulled.untouched) == len(entries) - number


def test_an_earlier_review_is_kept(nlp, rules, tmp_path):
    (entry,) = annotated(nlp, {"toll": TOLL})
    write_entries([entry], tmp_path / "x", FORMS["prodigy"])
    relabel_activists("prodigy", tmp_path / "x", entry)
    once, _ = returned("prodigy", tmp_path / "x", rules)
    write_entries([once], tmp_path / "y", FORMS["brat"])
    assert read_files([tmp_path / "y"], FORMS["brat"], rules)[0] == []
    (file,) = (tmp_path / "y").glob("*.ann")
    file.write_text(file.read_text().replace("PROTESTERS", "CIVILIANS"))
    twice, _ = returned("brat", tmp_path / "y", rules, reviewer=Reviewer("jo"))
    assert [who.name for who in twice.review.reviewers] == ["amal", "jo"]
    assert twice.review.changed
    assert twice.fields["model"] == entry.fields["model"]


def ann(path, edit):
    (file,) = path.glob("*.ann")
    file.write_text(edit(file.read_text()))


@pytest.fixture
def toll(nlp, tmp_path):
    (entry,) = annotated(nlp, {"toll": TOLL})
    write_entries([entry], tmp_path / "x", FORMS["brat"])
    return tmp_path / "x"


def claim(path, rules):
    entry, problems = returned("brat", path, rules)
    return to_record(entry)["casualties"][0], entry, problems


def casualty(path):
    """The name that brat has for the first casualty."""
    return re.search(r"^(T\d+)\tKILLED", next(path.glob("*.ann")).read_text(), re.M)[1]


def test_brat_notes_and_attributes_set_fields(toll, rules):
    scope = f"\tscope {casualty(toll)} "
    ann(toll, lambda text: text.replace(f"{scope}incident", f"{scope}period"))
    ann(toll, lambda text: text.replace("count=12+", "count=12 why so many?"))
    found, entry, problems = claim(toll, rules)
    assert (found["count"]["code"], found["scope"], found["status"]) == ("12", "period", "actual")
    assert entry.review.remarks == ("why so many?",)
    assert problems == []


def test_brat_hedges_are_flags(toll, rules):
    ann(toll, lambda text: f"{text}A9\thedged {casualty(toll)}\n")
    assert claim(toll, rules)[0]["hedged"] is True


def test_brat_takes_new_spans_and_arrows(toll, rules):
    start = TOLL.index("soldiers were")
    ann(toll, lambda text: f"{text}T99\tINJURED {start} {start + 8}\tsoldiers\n")
    entry, _ = returned("brat", toll, rules)
    new = span(entry, "soldiers", "INJURED")
    assert new.id == "K2"
    assert new.attributes["count"]["code"] == "some"


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("T99\tKILLED here\tx", "line 99: not brat's form of a span"),
        ("R9\tlocation Arg1:T3 Arg2:T77", "line 99: an arrow that leads nowhere"),
        ("A9\tscope T77 period", "line 99: is of T77, which is not there"),
        ("#9\tAnnotatorNotes T77\tcount=3", "line 99: is of T77, which is not there"),
        ("T99\tKILLED 5 5000\tx", "KILLED from 5 to 5000 is no stretch of its 57 characters"),
    ],
)
def test_a_broken_line_of_brat_is_named(toll, rules, line, problem):
    number = len(next(toll.glob("*.ann")).read_text().splitlines()) + 1
    ann(toll, lambda text: f"{text}{line}\n")
    with pytest.raises(InputError, match=re.escape(problem.replace("99", str(number)))):
        returned("brat", toll, rules)


def test_other_lines_of_brat_are_told(toll, rules):
    ann(toll, lambda text: text + "E1\tKILLED:T1\n*\tEquiv T1 T2\n")
    _, problems = returned("brat", toll, rules)
    assert [problem.partition("none of")[2] for problem in problems] == [
        " brat's T, R, A or #: E1\tKILLED:T1",
        " brat's T, R, A or #: *\tEquiv T1 T2",
    ]


def test_a_folder_that_lacks_entries_is_told(entries, rules, tmp_path):
    write_entries(entries, tmp_path / "x", FORMS["brat"])
    next((tmp_path / "x").glob("*.ann")).unlink()
    told = []
    read_files([tmp_path / "x"], FORMS["brat"], rules, report=told.append)
    assert told == [f"{tmp_path / 'x'}: 1 of 13 entries are no longer there and left out"]


@pytest.mark.parametrize(
    ("form", "file", "old"),
    [
        ("doccano", "x", '"text": "At least 12 '),
        ("label-studio", "x/tasks.json", '"text": "At least 12 '),
        ("prodigy", "x", '"text": "At least 12 '),
        ("conll", "x", "\n12\t"),
        ("brat", "x/00001-page_toll.txt", "At least 12 "),
        ("inception", "x/00001-page_toll.json", '"sofaString": "At least 12 '),
    ],
)
def test_a_changed_text_is_refused(form, file, old, nlp, rules, tmp_path):
    (entry,) = annotated(nlp, {"toll": TOLL})
    write_entries([entry], tmp_path / "x", FORMS[form])
    text = (tmp_path / file).read_text()
    assert old in text
    (tmp_path / file).write_text(text.replace(old, old.replace("12", "13"), 1))
    message = "x.*, page#toll: the text is not the one that was exported"
    with pytest.raises(InputError, match=message):
        returned(form, tmp_path / "x", rules)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("other", ["", "[]", "{}", "nonsense", "[1]", '{"text": "x"}', "\x00\xff"])
def test_a_file_of_another_format_is_one_line(form, other, rules, tmp_path):
    path = tmp_path / "x"
    if form in FOLDERS and form != "label-studio":
        path.mkdir()
    else:
        path.write_bytes(other.encode("latin-1"))
    try:
        found, _ = read_files([path], FORMS[form], rules)
    except InputError as error:
        assert str(path) in str(error)
        assert "\n" not in str(error)
    else:
        assert found == []
        assert other in ("", "[]")


def test_what_is_there_is_not_written_over(entries, tmp_path):
    for form in ("prodigy", "brat"):
        path = tmp_path / form
        write_entries(entries[:1], path, FORMS[form])
        with pytest.raises(InputError, match="is there already, maybe with somebody's work"):
            write_entries(entries[:1], path, FORMS[form])
        write_entries(entries[1:2], path, FORMS[form], overwrite=True)
    with pytest.raises(InputError, match="is a folder; choose another name"):
        write_entries(entries, tmp_path / "brat", FORMS["prodigy"], overwrite=True)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["brat", "prodigy"]


@pytest.mark.parametrize("form", FORMS)
def test_an_export_that_fails_leaves_nothing(form, entries, tmp_path):
    def broken():
        yield entries[0]
        yield entries[0]

    with pytest.raises(InputError, match="page#plain: two entries have this id"):
        write_entries(broken(), tmp_path / "x", FORMS[form])
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("form", FORMS)
def test_no_entries_are_no_error(form, rules, tmp_path):
    number, _ = write_entries([], tmp_path / "x", FORMS[form])
    assert number == 0
    assert read_files([tmp_path / "x"], FORMS[form], rules, confirmed=True)[0] == []


def test_conll_says_what_has_no_column(nlp, tmp_path):
    (entry,) = annotated(nlp, {"toll": TOLL})
    _, told = write_entries([entry], tmp_path / "x", FORMS["conll"])
    assert told == [
        "0 spans that overlap others of their layer or cut a token, all links and all attributes "
        "have no column; they stand in comments and come back as they are"
    ]
    lines = (tmp_path / "x").read_text().splitlines()
    assert lines[0].startswith("# sitrep columns: word start end actors locations casualties")
    assert lines[3] == "At\t0\t2\tO\tO\tB-KILLED\tO\tO\tB-CONTENT\tO"


def test_brat_writes_lines_that_brat_reads(nlp, tmp_path):
    (entry,) = annotated(nlp, {"toll": "SOHR said:\n\nTwo men\twere killed.\nMore later."})
    write_entries([entry], tmp_path / "x", FORMS["brat"])
    text = next((tmp_path / "x").glob("*.txt")).read_bytes().decode()
    for line in next((tmp_path / "x").glob("*.ann")).read_text().splitlines():
        name, rest, *words = line.split("\t")
        if name.startswith("T"):
            pieces = [tuple(map(int, p.split())) for p in rest.partition(" ")[2].split(";")]
            shown = " ".join(text[start:end] for start, end in pieces).replace("\t", " ")
            assert words == [shown]
    assert "KILLED" in (tmp_path / "x" / "annotation.conf").read_text()


def test_an_export_with_rejected_tasks_tells(entries, rules, tmp_path):
    path = tmp_path / "x"
    write_entries(entries, path, FORMS["prodigy"])
    tasks = [json.loads(line) for line in path.read_text().split("\n") if line]
    tasks[0]["answer"] = "ignore"
    path.write_text("".join(json.dumps(task) + "\n" for task in tasks))
    told = []
    read_files([path], FORMS["prodigy"], rules, report=told.append)
    assert told == [f"{path}: 1 entries were rejected or ignored and are left out"]
