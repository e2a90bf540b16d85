"""The documentation: it builds without a warning, and every command and script in it is run."""

import os
import re
import shutil
import subprocess
import sys

import pytest

from documents import ROOT, blocks, check_block, write_files

PAGES = sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / "docs").rglob("*.md"))

# Scripts that are run in another way: `make` by CI; a transformer of the hub's size nowhere, its
# config with a small one in test_transformer.py.
ELSEWHERE = ("make test", "roberta-base")


@pytest.mark.parametrize(
    ("page", "block"),
    [
        pytest.param(page, parameter.values[0], id=parameter.id)
        for page in PAGES
        for parameter in blocks(page, "console", "python")
    ],
)
def test_commands_print_what_the_page_shows(page, block, project, request):
    write_files(page, project)
    check_block(block, project, request)


@pytest.mark.parametrize(
    ("page", "block"),
    [
        pytest.param(page, parameter.values[0], id=parameter.id)
        for page in PAGES
        for parameter in blocks(page, "sh")
        if not any(words in parameter.values[0]["body"] for words in ELSEWHERE)
    ],
)
def test_scripts_run(page, block, small_project, request):
    folder = small_project.parent / page.replace("/", "-")  # a reader has what the page has made
    if not folder.exists():
        shutil.copytree(small_project, folder)
    check_block(block, folder, request)


def test_the_site_builds_without_a_warning(tmp_path):
    subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "-d", tmp_path],
        cwd=ROOT,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
        check=True,
    )
    shown = (tmp_path / "reference" / "python" / "index.html").read_text(encoding="utf-8")
    assert re.search(r"sitrep\.pipeline\.load", shown)
