"""Words per second of the rules pipeline against the bare tokenizer, start-up and memory.

    python benchmarks/speed.py [PAGE...]

Speed is measured on text that neither pipeline has seen: in each round a new pair of pipelines
reads every other entry of corpus/gold and is timed on the rest. Timed on text that it has read
before, a tokenizer finds every word in its cache, and the ratio would compare the rules with a
dictionary look-up; timed from the start, both would mostly fill tables. The median of the
rounds' ratios counts: ratios hold on other machines, seconds do not. Start-up and memory are
those of `sitrep annotate` over pages, by default those of corpus/raw.
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
from spacy.util import minibatch

from sitrep.pipeline import load
from sitrep.pipeline.annotate import to_doc
from sitrep.pipeline.corpus.markup import read_gold
from sitrep.pipeline.records import Entry

ROOT = Path(__file__).resolve().parent.parent
ROUNDS = 5


def seconds(docs: Iterable[Doc]) -> float:
    """How long it takes to go through an iterable."""
    start = time.perf_counter()
    for _ in docs:
        pass
    return time.perf_counter() - start


def by_component(nlp: Language, entries: list[Entry]) -> dict[str, float]:
    """Seconds of the tokenizer and of each component, batch by batch as in `nlp.pipe`."""
    spent = dict.fromkeys(("tokenizer", *nlp.pipe_names), 0.0)
    for batch in minibatch(entries, nlp.batch_size):
        start = time.perf_counter()
        docs = [to_doc(nlp, entry) for entry in batch]
        spent["tokenizer"] += time.perf_counter() - start
        for name, component in nlp.pipeline:
            start = time.perf_counter()
            docs = [component(doc) for doc in docs]
            spent[name] += time.perf_counter() - start
    return spent


def warm_pipeline(seen: list[Entry]) -> Language:
    """A new rules pipeline that has read some entries."""
    nlp = load()
    seconds(nlp.pipe(to_doc(nlp, entry) for entry in seen))
    return nlp


def warm_tokenizer(seen: list[Entry]) -> Language:
    """A new bare pipeline that has read some entries."""
    nlp = spacy.blank("en")
    seconds(nlp.pipe(entry.text for entry in seen))
    return nlp


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
    gold = [read_gold(path) for path in sorted((ROOT / "corpus" / "gold").glob("*.xml"))]
    marked = [marked.entry for page in gold for marked in page.entries]
    seen, unseen = marked[::2], marked[1::2]
    bare, rules = [], []
    for _ in range(ROUNDS):
        blank = warm_tokenizer(seen)
        bare.append(seconds(blank.pipe(entry.text for entry in unseen)))
        nlp = warm_pipeline(seen)
        rules.append(seconds(nlp.pipe(to_doc(nlp, entry) for entry in unseen)))
    ratio = statistics.median(a / b for a, b in zip(bare, rules, strict=True))
    words = sum(len(blank.make_doc(entry.text)) for entry in unseen)

    speed = Table(title=f"{words} words, {len(unseen)} entries, median of {ROUNDS} rounds")
    for name in ("pipeline", "words a second", "ratio"):
        speed.add_column(name, justify="left" if name == "pipeline" else "right")
    speed.add_row('spacy.blank("en")', f"{words / statistics.median(bare):,.0f}", "1.00")
    speed.add_row("rules", f"{words / statistics.median(rules):,.0f}", f"{ratio:.2f}")
    parts = Table(title="Microseconds a word, by component")
    parts.add_column("component")
    parts.add_column("µs", justify="right")
    for name, spent in by_component(warm_pipeline(seen), unseen).items():
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
