"""What can go wrong between sitrep and a server: it is said in one line, and nothing is lost."""

import json
import threading
from uuid import uuid4

import pytest
import requests

from exchanged import annotated, letter, many
from reviewers import DoccanoReviewer
from servers import PASSWORD, TOKEN
from sitrep.pipeline.errors import InputError
from sitrep.pipeline.exchange.doccano import Doccano
from sitrep.pipeline.exchange.entries import to_record
from sitrep.pipeline.exchange.label_studio import LabelStudio
from sitrep.pipeline.exchange.pull import pull
from sitrep.pipeline.exchange.push import push
from sitrep.pipeline.exchange.rules import Rules


class SmallBatches(Doccano):
    batch_size = 20


class SmallTasks(LabelStudio):
    batch_size = 20


@pytest.fixture
def project():
    """A project's name that no other test uses."""
    return f"Week {uuid4().hex[:8]}"


@pytest.fixture(scope="module")
def entries(nlp):
    return many(nlp, 60)


def complete(tool, nlp, entries):
    """Whether the project holds each entry once, to the letter."""
    found, _ = pull(tool, Rules(nlp), every=True)
    held = [item.pushed.id for item in tool.held()]
    return [letter(entry) for entry in found] == [letter(entry) for entry in entries] and sorted(
        held
    ) == sorted(entry.id for entry in entries)


def test_a_worker_killed_in_the_middle_of_a_push(doccano_server, project, nlp, entries):
    server = doccano_server
    options = {"user": "admin", "password": PASSWORD}
    timer = threading.Timer(0.4, server.kill, ["worker"])

    def advance(done, total):
        if done == SmallBatches.batch_size:
            timer.start()

    try:
        with pytest.raises(InputError, match=r"task worker did nothing for 30 seconds"):
            push(SmallBatches(server.url, project, patience=30, **options), entries, advance)
    finally:
        timer.join()
        server.start("worker")
    tool = SmallBatches(server.url, project, **options)
    push(tool, entries)
    assert complete(tool, nlp, entries)
    assert push(tool, entries).unchanged == {entry.id for entry in entries}


def test_a_doccano_killed_in_the_middle_of_a_push(doccano_server, project, nlp, entries):
    server = doccano_server
    options = {"user": "admin", "password": PASSWORD}
    timer = threading.Timer(0.1, server.kill, ["web"])

    def advance(done, total):
        if done == SmallBatches.batch_size:
            timer.start()

    try:
        with pytest.raises(InputError, match=r"no connection|no answer"):
            push(SmallBatches(server.url, project, **options), entries, advance)
    finally:
        timer.join()
        server.start("web")
    tool = SmallBatches(server.url, project, **options)
    push(tool, entries)
    assert complete(tool, nlp, entries)


def test_a_label_studio_killed_in_the_middle_of_a_push(label_studio_server, project, nlp, entries):
    server = label_studio_server
    timer = threading.Timer(0.1, server.kill, ["web"])

    def advance(done, total):
        if done == SmallTasks.batch_size:
            timer.start()

    try:
        with pytest.raises(InputError, match=r"no connection|no answer"):
            push(SmallTasks(server.url, project, token=TOKEN), entries, advance)
    finally:
        timer.join()
        server.start("web")
    tool = SmallTasks(server.url, project, token=TOKEN)
    push(tool, entries)
    assert complete(tool, nlp, entries)


def test_a_server_that_is_frozen(doccano_server, project, entries):
    tool = Doccano(doccano_server.url, project, user="admin", password=PASSWORD, patience=2)
    with (
        doccano_server.frozen("web"),
        pytest.raises(InputError, match=r"no answer for 2 seconds; look at the server"),
    ):
        push(tool, entries)


@pytest.fixture
def stored(tmp_path, nlp):
    """Entries as `sitrep annotate` stores them, and an empty file."""
    lines = [json.dumps(to_record(entry)) + "\n" for entry in annotated(nlp)[:2]]
    (tmp_path / "entries.jsonl").write_text("".join(lines), encoding="utf-8")
    (tmp_path / "twice.jsonl").write_text(lines[0] * 2, encoding="utf-8")
    (tmp_path / "empty.jsonl").write_text("", encoding="utf-8")
    (tmp_path / "notes.jsonl").write_text('{"id": "n"}\n', encoding="utf-8")


@pytest.fixture
def logged_in(monkeypatch):
    monkeypatch.setenv("SITREP_DOCCANO_USER", "admin")
    monkeypatch.setenv("SITREP_DOCCANO_PASSWORD", PASSWORD)
    monkeypatch.setenv("SITREP_LABEL_STUDIO_TOKEN", TOKEN)


def one_line(result, *words):
    """Exit code 2 and one line that has the words and no credentials."""
    code, shown, err = result
    assert (code, shown) == (2, "")
    assert len(err.splitlines()) == 1, err
    for word in words:
        assert word in err
    assert not any(secret in err for secret in (PASSWORD, TOKEN, "hunter2"))


@pytest.mark.usefixtures("stored", "logged_in")
def test_the_loop_on_the_command_line(sitrep, doccano_server, label_studio_server, tmp_path):
    for command, server in (("doccano", doccano_server), ("label-studio", label_studio_server)):
        where = ["--url", server.url, "--project", "Week 12"]
        code, shown, err = sitrep("push", command, "entries.jsonl", *where)
        assert (code, shown.splitlines()[0], err) == (0, "2 entries added", "")
        assert f"sitrep pull {command} --url {server.url} --project 'Week 12'" in shown
        assert sitrep("push", command, "entries.jsonl", *where)[1].startswith("2 unchanged")
        target = ["-o", f"corrected/{command}.jsonl", "--docbin", f"{command}.spacy"]
        code, shown, err = sitrep("pull", command, *where, "--all", *target)
        assert (code, err) == (0, "")
        assert shown.startswith(f"2 entries are in corrected/{command}.jsonl: 0 confirmed")
        lines = (tmp_path / "corrected" / f"{command}.jsonl").read_text("utf-8").split("\n")
        found = [json.loads(line) for line in lines if line]
        assert [record.pop("review")["tool"].lower().replace(" ", "-") for record in found] == [
            command,
            command,
        ]
        given = (tmp_path / "entries.jsonl").read_text(encoding="utf-8").splitlines()
        assert found == [json.loads(line) for line in given]
        assert "page#emoji" in sitrep("show", f"{command}.spacy")[1]


@pytest.mark.usefixtures("stored", "logged_in")
@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (["push", "doccano", "empty.jsonl"], "no entry with text"),
        (["push", "doccano", "twice.jsonl"], "page#plain: two entries have this id"),
        (["push", "doccano", "notes.jsonl"], "notes.jsonl, line 1: not an entry"),
        (["push", "doccano", "missing"], "missing"),
        (["pull", "doccano", "-o", "x.jsonl"], "no project “Unheard of”; push to it first"),
        (["pull", "label-studio", "-o", "x.jsonl"], "no project “Unheard of”; push to it first"),
    ],
)
def test_bad_input(sitrep, doccano_server, label_studio_server, arguments, line):
    server = doccano_server if "doccano" in arguments else label_studio_server
    one_line(sitrep(*arguments, "--url", server.url, "--project", "Unheard of"), line)


@pytest.mark.usefixtures("stored", "logged_in")
@pytest.mark.parametrize("command", ["doccano", "label-studio"])
@pytest.mark.parametrize(
    ("url", "line"),
    [
        ("http://127.0.0.1:9", "no connection; check --url and whether the server runs"),
        ("127.0.0.1:8000", "no web address; give one like http://127.0.0.1:8000"),
        ("http://admin:hunter2@127.0.0.1:8000", "holds a user or password; take it out"),
        ("{other}", "answers there"),
        ("{own}/labels", "answers there"),
    ],
)
def test_a_wrong_address(sitrep, doccano_server, label_studio_server, command, url, line):
    own, other = doccano_server.url, label_studio_server.url
    if command == "label-studio":
        own, other = other, own
    address = url.format(own=own, other=other)
    result = sitrep("push", command, "entries.jsonl", "--url", address, "--project", "Week 1")
    one_line(result, line)


@pytest.mark.usefixtures("stored")
def test_wrong_credentials(sitrep, doccano_server, label_studio_server, monkeypatch):
    doccano = ["push", "doccano", "entries.jsonl", "--url", doccano_server.url, "--project", "Wk 1"]
    studio = ["push", "label-studio", "entries.jsonl", "--url", label_studio_server.url]
    studio += ["--project", "Wk 1"]
    one_line(sitrep(*doccano), "no doccano user; set $SITREP_DOCCANO_USER")
    one_line(sitrep(*studio), "no Label Studio token; set $SITREP_LABEL_STUDIO_TOKEN")
    monkeypatch.setenv("SITREP_DOCCANO_USER", "admin")
    monkeypatch.setenv("SITREP_DOCCANO_PASSWORD", "hunter2")
    one_line(sitrep(*doccano), "user or password is wrong")
    monkeypatch.setenv("SITREP_DOCCANO_TOKEN", "hunter2")
    one_line(sitrep(*doccano), "no permission")
    for token in ("hunter2", "hunter2.hunter2.hunter2"):
        monkeypatch.setenv("SITREP_LABEL_STUDIO_TOKEN", token)
        one_line(sitrep(*studio), "no permission")


@pytest.mark.usefixtures("stored", "logged_in")
def test_projects_that_are_not_ours(sitrep, doccano_server, label_studio_server):
    admin = DoccanoReviewer(doccano_server, "admin", "")
    other = {"name": "Pictures", "description": "-", "project_type": "ImageClassification"}
    admin.call("POST", "/projects", resourcetype="ImageClassificationProject", **other)
    for _ in range(2):
        other = {"name": "Two", "description": "-", "project_type": "SequenceLabeling"}
        admin.call("POST", "/projects", resourcetype="SequenceLabelingProject", **other)
    push_to = ["push", "doccano", "entries.jsonl", "--url", doccano_server.url, "--project"]
    one_line(sitrep(*push_to, "Pictures"), "is a project for ImageClassification")
    one_line(sitrep(*push_to, "Two"), "are both called “Two”; rename one")

    config = '<View><Text name="t" value="$t"/><Choices name="c" toName="t"><Choice value="a"/>'
    config += "</Choices></View>"
    values = {"title": "Choices", "label_config": config}
    headers = {"Authorization": f"Token {TOKEN}"}
    api = f"{label_studio_server.url}/api/projects/"
    made = requests.post(api, json=values, headers=headers, timeout=30).json()
    tasks = [{"data": {"t": "text"}}]
    requests.post(f"{api}{made['id']}/import", json=tasks, headers=headers, timeout=30)
    push_to = ["push", "label-studio", "entries.jsonl", "--url", label_studio_server.url]
    one_line(sitrep(*push_to, "--project", "Choices"), "another labelling interface")
    one_line(sitrep(*push_to, "--project", "W1"), "takes names of 3 to 50 characters")


@pytest.mark.usefixtures("stored")
def test_tokens_are_as_good_as_passwords(sitrep, doccano_server, label_studio_server, monkeypatch):
    monkeypatch.setenv("SITREP_DOCCANO_TOKEN", DoccanoReviewer(doccano_server, "admin", "").token)
    push_to = ["push", "doccano", "entries.jsonl", "--url", doccano_server.url]
    assert sitrep(*push_to, "--project", "By token")[0] == 0
    headers = {"Authorization": f"Token {TOKEN}"}
    url = f"{label_studio_server.url}/api/token/"
    access = requests.post(url, headers=headers, timeout=30).json()["token"]
    monkeypatch.setenv("SITREP_LABEL_STUDIO_TOKEN", access)
    push_to = ["push", "label-studio", "entries.jsonl", "--url", label_studio_server.url]
    assert sitrep(*push_to, "--project", "By token")[0] == 0


@pytest.mark.usefixtures("stored", "logged_in")
def test_an_interrupted_push_says_how_to_go_on(sitrep, doccano_server, monkeypatch):
    def interrupt(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(Doccano, "add", interrupt)
    where = ["--url", doccano_server.url, "--project", "Interrupted"]
    code, shown, err = sitrep("push", "doccano", "entries.jsonl", *where)
    assert (code, shown) == (130, "")
    assert err == "interrupted; nothing is lost. Go on with the same command\n"
