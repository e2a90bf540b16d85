"""The project as a whole: packaging, entry points, the pipeline as a spaCy citizen."""

from __future__ import annotations

import re
import subprocess
import sys
from fnmatch import fnmatch
from importlib import import_module
from pathlib import Path

import pytest
import spacy
import srsly
from spacy.training import Example

from handmade import layers
from sitrep.pipeline import load
from sitrep.pipeline.annotate import to_doc
from sitrep.pipeline.docbin import docs_to_bytes
from sitrep.pipeline.records import Entry

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

ROOT = Path(__file__).resolve().parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
SETUPTOOLS = PROJECT["tool"]["setuptools"]
ENTRY_POINTS = {
    f"{group} {name}": target
    for group, points in PROJECT["project"]["entry-points"].items()
    for name, target in points.items()
} | PROJECT["project"]["scripts"]
FACTORIES = list(PROJECT["project"]["entry-points"]["spacy_factories"])

TEXTS = [
    "At least 12 people were killed in Homs on Tuesday, activists said.",
    "State TV reported that three soldiers had been wounded near Idlib by gunmen.",
    "",
    "Nothing new.\n\n“They shot at us,” a resident of Hama told Reuters. “Two boys died.”",
]


@pytest.fixture(scope="module")
def nlp():
    return load()


def entries(nlp):
    return [
        to_doc(nlp, Entry(id=f"page#{number}", text=text, country="SY"))
        for number, text in enumerate(TEXTS)
    ]


def package_folders():
    return [
        init.parent
        for folder in SETUPTOOLS["package-dir"].values()
        for init in (ROOT / folder).rglob("__init__.py")
    ]


def name_of(folder):
    return ".".join(["sitrep", *folder.relative_to(ROOT).parts])


def test_every_package_is_listed_and_mapped_to_its_folder():
    folders = {path.parent.name for path in ROOT.glob("*/__init__.py")}
    assert SETUPTOOLS["package-dir"] == {f"sitrep.{folder}": folder for folder in folders}
    assert sorted(SETUPTOOLS["packages"]) == sorted(name_of(path) for path in package_folders())


def test_every_file_of_a_package_is_shipped():
    patterns = ["*.py", *SETUPTOOLS["package-data"]["*"]]
    for folder in package_folders():
        for path in folder.iterdir():
            if path.is_file():
                assert any(fnmatch(path.name, pattern) for pattern in patterns), path


@pytest.mark.parametrize("target", ENTRY_POINTS.values(), ids=ENTRY_POINTS)
def test_every_entry_point_leads_somewhere(target):
    module, name = target.split(":")
    assert callable(getattr(import_module(module), name))


def test_every_dependency_is_pinned_and_no_host_is_named():
    pins = (ROOT / "constraints.txt").read_text(encoding="utf-8")
    pinned = {re.split(r"==", line)[0] for line in pins.splitlines()}
    wanted = PROJECT["project"]["dependencies"] + [
        name for extra in ("dev",) for name in PROJECT["project"]["optional-dependencies"][extra]
    ]
    assert {re.match(r"[\w.-]+", name).group().lower() for name in wanted} <= pinned
    assert "://" not in pins


@pytest.mark.parametrize("name", ["train", "annotate"])
def test_the_project_runs_again_when_code_patterns_or_pages_change(name):
    project = srsly.read_yaml(ROOT / "project.yml")
    (step,) = (step for step in project["commands"] if step["name"] == name)
    assert {"configs", "patterns", "components", "pipeline"} <= set(step["deps"])
    assert set(project["workflows"]["all"]) == {step["name"] for step in project["commands"]}


@pytest.mark.parametrize("module", ["sitrep.pipeline", "sitrep.pipeline.cli.app"])
def test_help_does_not_wait_for_spacy(module):
    code = f"import sys, {module}; sys.exit('spacy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.parametrize("name", FACTORIES)
def test_a_component_works_in_a_blank_pipeline(name):
    nlp = spacy.blank("en")
    component = nlp.add_pipe(name)
    if getattr(component, "is_trainable", False):
        docs = [nlp.make_doc(text) for text in TEXTS]
        for number, doc in enumerate(docs):
            doc.cats = {"battles": float(number % 2)}
        nlp.initialize(lambda: [Example(doc.copy(), doc) for doc in docs])
    for doc in nlp.pipe(TEXTS):
        assert doc.text in TEXTS


def test_components_find_what_they_require(nlp):
    assert not any(nlp.analyze_pipes()["problems"].values())


def test_two_processes_give_the_same_bytes(nlp):
    alone = docs_to_bytes(list(nlp.pipe(entries(nlp))))
    assert docs_to_bytes(list(nlp.pipe(entries(nlp), n_process=2))) == alone


def test_a_saved_pipeline_is_complete(nlp, tmp_path):
    nlp.to_disk(tmp_path)
    saved = spacy.load(tmp_path)
    found = list(nlp.pipe(entries(nlp)))
    assert any(doc.spans["casualties"] for doc in found)
    assert [layers(doc) for doc in saved.pipe(entries(saved))] == [layers(doc) for doc in found]


def test_bytes_are_a_whole_pipeline_too(nlp):
    copy = spacy.util.load_model_from_config(nlp.config)
    copy.from_bytes(nlp.to_bytes())
    assert [layers(doc) for doc in copy.pipe(entries(copy))] == [
        layers(doc) for doc in nlp.pipe(entries(nlp))
    ]
