"""The README: every command and script in it is run, and what it shows is what comes out."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import spacy

from sitrep.pipeline import labels
from sitrep.pipeline.counting import RULES
from sitrep.pipeline.extract import to_dict

ROOT = Path(__file__).resolve().parent.parent
BLOCK = re.compile(r"^```(?P<kind>\w+)(?: (?P<file>\S+))?\n(?P<body>.*?)^```$", re.M | re.S)
BLOCKS = list(BLOCK.finditer((ROOT / "README.md").read_text(encoding="utf-8")))


def blocks(kind):
    return [
        pytest.param(block["body"], id=re.sub(r"\W+", "-", block["body"])[:40].strip("-"))
        for block in BLOCKS
        if block["kind"] == kind
    ]


def run(command, folder):
    """Run a shell command as after `source .venv/bin/activate`: what it prints."""
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    done = subprocess.run(
        command,
        shell=True,
        cwd=folder,
        env={**os.environ, "PATH": path},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, f"{command}\n{done.stderr}"
    return done.stdout + done.stderr


def lines(text):
    """The lines that are not empty, with single blanks."""
    return [" ".join(line.split()) for line in text.splitlines() if line.strip()]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A copy of the repository in which the commands of `make` have been run, training briefly."""
    copy = tmp_path_factory.mktemp("readme") / "sitrep"
    copy.mkdir()
    for name in ("components", "configs", "corpus", "patterns", "pipeline"):
        ignored = shutil.ignore_patterns("__pycache__", "built")
        shutil.copytree(ROOT / name, copy / name, ignore=ignored)
    shutil.copy(ROOT / "project.yml", copy)
    for block in BLOCKS:
        if block["file"]:
            (copy / block["file"]).write_text(block["body"], encoding="utf-8")
    run("spacy project run all . --vars.steps 10", copy)
    return copy


@pytest.mark.parametrize("body", blocks("console"))
def test_commands_print_what_the_readme_shows(body, folder):
    for part in re.split(r"^\$ ", body, flags=re.M)[1:]:
        command, _, shown = part.partition("\n")
        printed = lines(run(command, folder))
        missing = [line for line in lines(shown) if line not in printed]
        assert not missing, f"{command} no longer prints this; show what it prints"


@pytest.mark.parametrize("body", blocks("python"))
def test_scripts_run_and_print(body, folder):
    (folder / "script.py").write_text(body, encoding="utf-8")
    assert lines(run("python -W error script.py", folder))


def test_make_runs_the_projects_workflow():
    (commands,) = (block["body"] for block in BLOCKS if block["kind"] == "sh")
    assert [re.split(r"  +#", line)[0].strip() for line in commands.splitlines()] == [
        "make",
        "make test",
    ]
    assert "spacy project run all" in (ROOT / "Makefile").read_text(encoding="utf-8")


def test_links_lead_to_files():
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    links = [link for link in re.findall(r"\]\(([^)]+)\)", text) if not re.match("#|https:", link)]
    assert links
    assert [link for link in links if not (ROOT / link).exists()] == []


def test_the_counts_and_fields_are_those_of_the_code():
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    words = re.search(r"^\| \| (some .*) \|$", text, re.M)[1].split(" | ")
    for rule, figures in RULES.items():
        row = re.search(rf"^\| `{rule}` \| (.*) \|$", text, re.M)[1].split(" | ")
        assert row == [str(figures[word]) for word in words]
    for name in (*labels.ACTOR_LABELS, *labels.LOCATION_LABELS, *labels.KINDS):
        assert f"`{name}`" in text
    for field in to_dict(spacy.blank("en")("")):
        assert f"`{field}" in text
