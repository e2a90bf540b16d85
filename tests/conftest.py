import os
import re
import shutil
import sys
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Error, sync_playwright
from spacy.language import Language

from documents import ROOT, run
from servers import DoccanoServer, LabelStudioServer, MissingError, Server
from sitrep.pipeline import load
from sitrep.pipeline.cli.app import main

CHROMIUM = ("chromium", "chromium-browser", "google-chrome")


@pytest.fixture(scope="session")
def nlp() -> Language:
    """The default pipeline."""
    return load()


@pytest.fixture(scope="session")
def project(tmp_path_factory):
    """A copy of the repository in which `make` has annotated the pages, without its training."""
    copy = copy_repository(tmp_path_factory.mktemp("project") / "sitrep")
    run("spacy project run annotate && spacy project run claims", copy)
    return copy


@pytest.fixture(scope="session")
def small_project(tmp_path_factory):
    """A copy of the repository with few pages (built), few steps of training, and corrections."""
    copy = copy_repository(tmp_path_factory.mktemp("small") / "sitrep")
    splits = copy / "corpus" / "splits.csv"
    rows = splits.read_text(encoding="utf-8").splitlines()
    corrected = {path.stem for path in (copy / "corpus" / "raw").iterdir()}
    rows = [row for row in rows if row.partition(",")[0] not in corrected]
    rows.sort(key=lambda row: not row.startswith("iran-2022-10-08"))  # it has every label
    # With two dev pages the merger is measured on so little that its model may be refused.
    kept = [
        row
        for split, pages in {"train": 3, "dev": 4, "test_pages": 1, "test_countries": 1}.items()
        for row in [row for row in rows if row.endswith(f",{split}")][:pages]
    ]
    splits.write_text("\n".join(["page,split", *kept, ""]), encoding="utf-8")
    pages = {row.partition(",")[0] for row in kept}
    for gold in (copy / "corpus" / "gold").glob("*.xml"):
        if gold.stem not in pages:
            gold.unlink()
    config = copy / "configs" / "model.cfg"
    text = config.read_text(encoding="utf-8")
    text = re.sub(r"^max_steps = .*$", "max_steps = 20", text, flags=re.M)
    text = re.sub(r"^eval_frequency = .*$", "eval_frequency = 10", text, flags=re.M)
    config.write_text(text, encoding="utf-8")
    (copy / "glove.txt").write_text("killed 1 0 0\nwounded 0 1 0\nsaid 0 0 1\n", encoding="utf-8")
    run("sitrep corpus build", copy)
    run("sitrep annotate corpus/raw -o out/week-12 --format jsonl", copy)
    run("sitrep export out/week-12 --format brat -o out/brat", copy)
    run("sitrep import out/brat --format brat --confirmed --reviewer amal -o out/amal.jsonl", copy)
    run("sitrep import out/brat --format brat --confirmed --reviewer jo -o out/jo.jsonl", copy)
    return copy


def copy_repository(copy):
    """What the commands of the documentation are run on."""
    copy.mkdir()
    for name in ("components", "configs", "corpus", "patterns", "pipeline"):
        ignored = shutil.ignore_patterns("__pycache__", "built")
        shutil.copytree(ROOT / name, copy / name, ignore=ignored)
    shutil.copy(ROOT / "project.yml", copy)
    return copy


@pytest.fixture
def sitrep(monkeypatch, capsys, tmp_path):
    """Call the command line in a folder of its own: exit code, standard output and error."""
    monkeypatch.chdir(tmp_path)

    def call(*arguments):
        monkeypatch.setattr(sys, "argv", ["sitrep", *arguments])
        with pytest.raises(SystemExit) as end:
            main()
        out, err = capsys.readouterr()
        return end.value.code or 0, out, err

    return call


# While it runs, no other event loop can run in the same thread: so not for the whole session.
@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """A browser without a window: a Chromium of the system, or else of playwright."""
    found = next(filter(None, map(shutil.which, CHROMIUM)), None)
    with sync_playwright() as playwright:
        try:
            browser = playwright.chromium.launch(executable_path=found)
        except Error:
            names = ", ".join(CHROMIUM)
            pytest.skip(f"no Chromium: none of {names}, nor `playwright install chromium`")
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def doccano_server(tmp_path_factory) -> Iterator[DoccanoServer]:
    """A real doccano server with its task worker."""
    yield from _served(DoccanoServer, tmp_path_factory)


@pytest.fixture(scope="session")
def label_studio_server(tmp_path_factory) -> Iterator[LabelStudioServer]:
    """A real Label Studio server."""
    yield from _served(LabelStudioServer, tmp_path_factory)


def _served(kind: type[Server], tmp_path_factory) -> Iterator[Server]:
    try:
        server = kind(tmp_path_factory.mktemp("servers"))
    except MissingError as error:
        if os.environ.get("SITREP_REQUIRE_SERVERS"):
            raise
        pytest.skip(str(error))
    try:
        server.start()
        yield server
    finally:
        server.kill()
