"""The learning curve: the whole script, on a small corpus and few steps."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from small import CONFIG, write_corpus

SCRIPT = Path(__file__).resolve().parent.parent / "benchmarks" / "learning_curve.py"


@pytest.mark.slow
def test_it_writes_a_table_and_a_plot_and_does_nothing_twice(tmp_path):
    write_corpus(tmp_path / "corpus")
    options = {
        "--config": CONFIG,
        "--corpus": tmp_path / "corpus",
        "--output": tmp_path / "out",
        "--cache": tmp_path / "cache",
        "--max-steps": 10,
        "--corrected": 4,
        "--jobs": 1,
    }
    command = [sys.executable, str(SCRIPT), "--shares", "50", "100", "--seeds", "0", "--rules"]
    command += ["events", *(str(word) for option in options.items() for word in option)]
    subprocess.run(command, check=True, capture_output=True)
    table = (tmp_path / "out" / "learning_curve.md").read_text(encoding="utf-8")
    for words in (
        "### test_pages: 6 entries",
        "### test_countries: 6 entries",
        "| F1 | rules | statistics 50% | statistics 100% | both 50% | both 100% |",
        "### YE: 2 entries beside the 4 that were corrected",
        "steps: 10, seeds 0",
    ):
        assert words in table
    assert "<svg" in (tmp_path / "out" / "learning_curve.svg").read_text(encoding="utf-8")
    kept = {path: path.stat().st_mtime_ns for path in tmp_path.glob("cache/*/*/results.json")}
    assert len(kept) == 4
    subprocess.run(command, check=True, capture_output=True)
    assert {path: path.stat().st_mtime_ns for path in kept} == kept
    assert (tmp_path / "out" / "learning_curve.md").read_text(encoding="utf-8") == table
