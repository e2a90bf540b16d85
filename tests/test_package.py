"""The pipeline as a package: installed into a clean environment, far from the repository."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from sitrep.pipeline import load

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ("pipeline", "components", "patterns", "configs")
TEXT = "At least 12 people were killed in Homs on Tuesday, activists said."
SCRIPT = f"""
import json, spacy
nlp = spacy.load("en_sitrep")
(claim,) = nlp({TEXT!r})._.claims
found = [claim.count.code, claim.outcome, claim.span.text, claim.sources]
print(json.dumps([*found, [(place.text, place.kb_id_) for place in claim.locations]]))
"""


def run(*command, folder):
    done = subprocess.run(
        [str(word) for word in command], cwd=folder, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, f"{command}\n{done.stdout}{done.stderr}"
    return done.stdout


@pytest.mark.slow
def test_the_packaged_wheel_annotates_in_a_clean_environment(tmp_path):
    """Slow, and it needs the package index that pip is set up for."""
    sources, wheels = tmp_path / "sources", tmp_path / "wheels"
    wheels.mkdir()
    for name in SOURCES:
        ignored = shutil.ignore_patterns("__pycache__")
        shutil.copytree(ROOT / name, sources / name, ignore=ignored)
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, sources)
    python, spacy = sys.executable, (sys.executable, "-m", "spacy")
    run(python, "-m", "build", "--wheel", "--outdir", wheels, sources, folder=tmp_path)
    nlp = load()
    nlp.to_disk(tmp_path / "nlp")
    run(*spacy, "package", tmp_path / "nlp", wheels, "--build", "wheel", folder=tmp_path)
    run(python, "-m", "venv", tmp_path / "clean", folder=tmp_path)
    clean = tmp_path / "clean" / "bin" / "python"
    built = sorted(wheels.rglob("*.whl"))
    assert [wheel.name.split("-")[0] for wheel in built] == ["en_sitrep", "sitrep"]
    pins = ("--constraint", ROOT / "constraints.txt")
    run(clean, "-m", "pip", "install", "--quiet", *pins, *built, folder=tmp_path)
    shutil.rmtree(sources)
    (claim,) = nlp(TEXT)._.claims
    assert json.loads(run(clean, "-I", "-c", SCRIPT, folder=tmp_path)) == [
        claim.count.code,
        claim.outcome,
        claim.span.text,
        claim.sources,
        [[place.text, place.kb_id_] for place in claim.locations],
    ]
