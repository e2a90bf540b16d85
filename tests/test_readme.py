"""The README: every command and script in it is run, and what it shows is what comes out."""

import re

import pytest
import spacy

from documents import ROOT, blocks, check_block, write_files
from sitrep.pipeline import labels
from sitrep.pipeline.counting import RULES
from sitrep.pipeline.extract import to_dict


@pytest.mark.parametrize("block", blocks("README.md", "console", "python"))
def test_commands_print_what_the_readme_shows(block, project, request):
    write_files("README.md", project)
    check_block(block, project, request)


def test_make_runs_the_projects_workflow():
    commands = blocks("README.md", "sh")[0].values[0]["body"]
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
