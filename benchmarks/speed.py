"""Words per second of the rules pipeline against the bare tokenizer, start-up and memory.

    python benchmarks/speed.py [PAGE...]

Both run over the same entries in turn, in one process, and the median of the rounds' ratios
counts: ratios hold on other machines, seconds do not. Pages are those of corpus/raw by default.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Iterable
from pathlib import Path

import spacy
from rich.console import Console
from rich.table import Table
from spacy.language import Language
from spacy.tokens import Doc

from sitrep.pipeline import load
from sitrep.pipeline.annotate import entries, to_doc
from sitrep.pipeline.records import Entry
from sitrep.pipeline.settings import Settings

ROOT = Path(__file__).resolve().parent.parent
WORDS = 50_000
ROUNDS = 5


def seconds(docs: Iterable[Doc]) -> float:
    """How long it takes to go through an iterable."""
    start = time.perf_counter()
    for _ in docs:
        pass
    return time.perf_counter() - start


def by_component(nlp: Language, sample: list[Entry]) -> dict[str, float]:
    """Seconds of the tokenizer and of each component over a sample."""
    start = time.perf_counter()
    docs = [to_doc(nlp, entry) for entry in sample]
    spent = {"tokenizer": time.perf_counter() - start}
    for name, component in nlp.pipeline:
        start = time.perf_counter()
        docs = [component(doc) for doc in docs]
        spent[name] = time.perf_counter() - start
    return spent


def child(*arguments: str) -> tuple[float, float]:
    """Seconds and peak memory in MB of a Python process."""
    start = time.perf_counter()
    process = subprocess.Popen([sys.executable, *arguments], stdout=subprocess.DEVNULL, cwd=ROOT)
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        sys.exit(f"{' '.join(arguments)} failed")
    unit = 1 if sys.platform == "darwin" else 1024  # ru_maxrss is in bytes there, else in kB
    return time.perf_counter() - start, usage.ru_maxrss * unit / 1e6


def main() -> None:
    """Measure and print two tables."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("pages", nargs="*", default=[str(ROOT / "corpus" / "raw")])
    pages = parser.parse_args().pages
    load()  # so that the cache is filled
    help_, load_, annotate_ = (
        child("-m", "sitrep.pipeline", "--help"),
        child("-c", "import sitrep.pipeline; sitrep.pipeline.load()"),
        child("-m", "sitrep.pipeline", "annotate", *pages),
    )
    nlp, blank = load(), spacy.blank("en")
    read = list(entries(pages, nlp, Settings()))
    words = sum(len(blank.make_doc(entry.text)) for entry in read)
    sample = read * max(1, WORDS // words)
    words *= len(sample) // len(read)
    texts = [entry.text for entry in sample]
    bare, rules = [], []
    for _ in range(ROUNDS + 1):
        bare.append(seconds(blank.pipe(texts)))
        rules.append(seconds(nlp.pipe(to_doc(nlp, entry) for entry in sample)))
    # The first round warms the vocabulary.
    ratio = statistics.median(a / b for a, b in zip(bare[1:], rules[1:], strict=True))

    speed = Table(title=f"{words} words, {len(sample)} entries, median of {ROUNDS} rounds")
    for name in ("pipeline", "words a second", "ratio"):
        speed.add_column(name, justify="left" if name == "pipeline" else "right")
    speed.add_row('spacy.blank("en")', f"{words / statistics.median(bare[1:]):,.0f}", "1.00")
    speed.add_row("rules", f"{words / statistics.median(rules[1:]):,.0f}", f"{ratio:.2f}")
    parts = Table(title="Microseconds a word, by component")
    parts.add_column("component")
    parts.add_column("µs", justify="right")
    for name, spent in by_component(nlp, sample).items():
        parts.add_row(name, f"{spent / words * 1e6:.1f}")
    starts = Table(title="Start-up")
    for name in ("what", "seconds", "peak MB"):
        starts.add_column(name, justify="left" if name == "what" else "right")
    for name, (time_, memory) in (
        ("sitrep --help", help_),
        ("sitrep.pipeline.load()", load_),
        ("sitrep annotate (all pages)", annotate_),
    ):
        starts.add_row(name, f"{time_:.2f}", f"{memory:.0f}")
    Console().print(speed, parts, starts)


if __name__ == "__main__":
    main()
