"""Words per second of the rules pipeline against the bare tokenizer, start-up and memory.

    python benchmarks/speed.py [PAGE...]

Two kinds of work are timed, each on text that neither pipeline has seen:

- a page alone: a new pair of pipelines reads one page of corpus/gold, as somebody does who
  annotates today's live blog. Both fill their tables: the tokenizer takes 6 to 8 µs a word.
- the long run: a new pair reads every other entry of corpus/gold and is timed on the rest, as in
  an archive of pages. The tokenizer then finds most words in its cache and takes 2 µs a word,
  while grammar has to be done anew for each sentence, so the ratio falls.

Not timed is text that was read before: all of it is in the tokenizer's cache, and the ratio would
compare grammar with a dictionary look-up. The medians of ratios count: ratios hold on other
machines, seconds do not. As in `timeit`, no garbage is collected while the clock runs. Start-up
and memory are those of `sitrep annotate` over pages, by default those of corpus/raw.
"""

from __future__ import annotations

import argparse
import gc
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Iterable
from dataclasses import dataclass
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
PAGES = 30  # that are read alone


@dataclass(frozen=True)
class Times:
    """Seconds that both pipelines took for some words."""

    blank: float
    rules: float
    words: int


def seconds(docs: Iterable[Doc]) -> float:
    """How long it takes to go through an iterable."""
    gc.collect()
    gc.disable()
    start = time.perf_counter()
    for _ in docs:
        pass
    taken = time.perf_counter() - start
    gc.enable()
    return taken


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


def pipelines(seen: list[Entry]) -> tuple[Language, Language]:
    """A new bare pipeline and a new rules pipeline that have read some entries."""
    blank, rules = spacy.blank("en"), load()
    seconds(blank.pipe(entry.text for entry in seen))
    seconds(rules.pipe(to_doc(rules, entry) for entry in seen))
    return blank, rules


def timed(seen: list[Entry], unseen: list[Entry]) -> Times:
    """How long a new pair of pipelines, which have read some entries, takes for others."""
    blank, rules = pipelines(seen)
    return Times(
        blank=seconds(blank.pipe(entry.text for entry in unseen)),
        rules=seconds(rules.pipe(to_doc(rules, entry) for entry in unseen)),
        words=sum(len(blank.make_doc(entry.text)) for entry in unseen),
    )


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
    """Measure and print three tables."""
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
    entries = [[marked.entry for marked in page.entries] for page in gold]
    together = [entry for page in entries for entry in page]
    seen, unseen = together[::2], together[1::2]
    timed([], unseen)  # what a process reads once, dates and the gazetteer, is start-up

    speed = Table(title="Speed")
    for name in ("text", "words", "blank, µs a word", "rules, µs a word", "ratio"):
        speed.add_column(name, justify="left" if name == "text" else "right")
    alone = [timed([], page) for page in entries[:: max(1, len(entries) // PAGES)]]
    long_run = [timed(seen, unseen) for _ in range(ROUNDS)]
    for name, times in (("a page alone", alone), ("the long run", long_run)):
        speed.add_row(
            name,
            f"{sum(time_.words for time_ in times):,}",
            f"{statistics.median(time_.blank / time_.words for time_ in times) * 1e6:.1f}",
            f"{statistics.median(time_.rules / time_.words for time_ in times) * 1e6:.1f}",
            f"{statistics.median(time_.blank / time_.rules for time_ in times):.2f}",
        )
    parts = Table(title="The long run, by component")
    parts.add_column("component")
    parts.add_column("µs a word", justify="right")
    for name, spent in by_component(pipelines(seen)[1], unseen).items():
        parts.add_row(name, f"{spent / long_run[0].words * 1e6:.1f}")
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
