"""What gold and corrections are worth: a learning curve, and a simulated review.

    python benchmarks/learning_curve.py [--config CFG] [--gold GOLD.jsonl...] [--jobs N]

Trains on shares of the train pages and scores rules alone, statistics alone and both together
on both test sets of the corpus and on files of gold entries compiled to JSONL. Then takes a
country that no training page is about, adds its first entries with their gold, as a reviewer
would correct them, trains again, and scores the rest of that country. Each training is kept in
the cache folder, so that a run that was cut off goes on. Writes learning_curve.md and .svg.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import asdict, dataclass
from datetime import datetime, timezone
from importlib.metadata import version
from math import ceil
from multiprocessing import get_context
from pathlib import Path
from statistics import fmean
from typing import Any

import matplotlib as mpl
import numpy as np
import platformdirs
from matplotlib import pyplot
from peers import read_compiled
from spacy.language import Language
from spacy.util import load_config

from sitrep.pipeline import load
from sitrep.pipeline.corpus.build import blank, write_docs
from sitrep.pipeline.corpus.folder import read_corpus
from sitrep.pipeline.corpus.gold_data import corpus_hash
from sitrep.pipeline.corpus.marks import MarkedEntry
from sitrep.pipeline.evaluation.bootstrap import differences
from sitrep.pipeline.evaluation.evaluate import evaluate
from sitrep.pipeline.evaluation.figures import HEADLINE, NAMES
from sitrep.pipeline.loading import cache_key
from sitrep.pipeline.store import whole_file
from sitrep.pipeline.training.train import CHECKPOINT, Recipe, train

HERE = Path(__file__).resolve().parent
CACHE = platformdirs.user_cache_path("sitrep", appauthor=False) / "learning_curve"
RESULTS = "results.json"
TESTS = ("test_pages", "test_countries")
SYSTEMS = ("rules", "statistics", "both")
PLOTTED = ("actors overlap", "locations overlap", "claim+source+place")


@dataclass(frozen=True, slots=True)
class Task:
    """One training: on a share of the train pages, or on all with corrected entries.

    `corrected` is how many entries of `country` are added; with `start`, weights are those of
    the model that all train pages gave with the same seed.
    """

    seed: int
    share: int
    country: str = ""
    corrected: int = 0
    start: bool = False


@dataclass(frozen=True, slots=True)
class Setting:
    """What is the same for all trainings."""

    corpus: Path
    config: Path
    gold: tuple[Path, ...]
    rules: tuple[str, ...]
    cache: Path
    max_steps: int | None

    def key(self) -> str:
        """A hash of all that the results depend on."""
        config = hashlib.sha256(self.config.read_bytes()).hexdigest()
        gold = [hashlib.sha256(path.read_bytes()).hexdigest() for path in self.gold]
        words = [cache_key(), corpus_hash(self.corpus), config, *gold, *self.rules, self.max_steps]
        return hashlib.sha256(repr(words).encode()).hexdigest()[:16]

    def tests(self) -> dict[str, list[MarkedEntry]]:
        """The entries of each test set."""
        corpus = read_corpus(self.corpus)
        sets = {name: corpus.entries(name) for name in TESTS}
        return sets | {path.name: read_compiled(path) for path in self.gold}

    def folder(self, task: Task) -> Path:
        """Where a training is kept."""
        return self.cache / self.key() / "-".join(map(str, asdict(task).values()))


def pages_of(setting: Setting, task: Task) -> list[MarkedEntry]:
    """The train entries of a task: a smaller share is part of a larger one of the same seed."""
    pages = list(read_corpus(setting.corpus).splits["train"])
    random.Random(task.seed).shuffle(pages)
    chosen = pages[: ceil(task.share * len(pages) / 100)]
    return [entry for page in chosen for entry in page.entries]


def review(setting: Setting, country: str, number: int) -> tuple[list[MarkedEntry], ...]:
    """The entries of a country that are corrected, page by page, and the rest of them."""
    entries = [
        marked
        for marked in read_corpus(setting.corpus).entries("test_countries")
        if marked.entry.country == country
    ]
    if len(entries) <= number:
        raise SystemExit(f"{country}: has {len(entries)} entries; correct fewer than that")
    return entries[:number], entries[number:]


def run(setting: Setting, task: Task) -> None:
    """Train and score, and write the results last of all."""
    folder = setting.folder(task)
    (folder / "run").mkdir(parents=True, exist_ok=True)
    nlp = trained(setting, task, folder)
    if task.country:
        _, rest = review(setting, task.country, task.corrected)
        scores = {task.country: {"both": tallied(nlp, rest)}}
    else:
        scores = {}
        for name, entries in setting.tests().items():
            scores[name] = {"both": tallied(nlp, entries)}
        if "merger" in nlp.pipe_names:
            nlp.get_pipe("merger").forget()  # it has measured what the finder adds to rules
        with nlp.select_pipes(disable=list(setting.rules)):
            for name, entries in setting.tests().items():
                scores[name]["statistics"] = tallied(nlp, entries)
    with whole_file(folder / RESULTS) as file:
        file.write(json.dumps(scores).encode())


def trained(setting: Setting, task: Task, folder: Path) -> Language:
    """The model of a task, which is kept where a review starts from it."""
    if (folder / "model").exists():
        return load(folder / "model")
    entries = pages_of(setting, task)
    if task.country:
        entries += review(setting, task.country, task.corrected)[0]
    nlp = blank()
    files = {"train": entries, "dev": read_corpus(setting.corpus).entries("dev")}
    for name, some in files.items():
        write_docs(some, folder / f"{name}.spacy", nlp, lambda line: None)
    steps = {} if setting.max_steps is None else {"training.max_steps": setting.max_steps}
    load_config(setting.config, overrides=steps).to_disk(folder / "config.cfg")
    start = setting.folder(Task(task.seed, 100)) / "model" if task.start else None
    recipe = Recipe(
        folder / "config.cfg",
        folder / "train.spacy",
        folder / "dev.spacy",
        init_from=str(start) if start else None,
        seed=task.seed,
    )
    again = (folder / "run" / CHECKPOINT).exists()
    made = train(recipe, folder / "run", resume=again).nlp
    if task.share == 100 and not task.country:
        made.to_disk(folder / "model")
    return made


def tallied(nlp: Language, entries: Sequence[MarkedEntry]) -> list[Any]:
    """Right, gold and predicted by entry and figure."""
    found: list[Any] = evaluate(nlp, entries, ()).counts.tolist()
    return found


def run_all(setting: Setting, tasks: Sequence[Task], jobs: int) -> dict[Task, Any]:
    """The scores of tasks; those that are not there yet are made, several at once."""
    todo = [task for task in tasks if not (setting.folder(task) / RESULTS).exists()]
    context = get_context("spawn")  # a fork would share what numpy has open
    with ProcessPoolExecutor(jobs, mp_context=context) as pool:
        waiting = {pool.submit(run, setting, task): task for task in todo}
        for number, future in enumerate(as_completed(waiting), start=1):
            future.result()
            now = datetime.now(timezone.utc).strftime("%H:%M:%S")
            print(f"{now} {number}/{len(todo)} {waiting[future]}", flush=True)
    return {
        task: json.loads((setting.folder(task) / RESULTS).read_text(encoding="utf-8"))
        for task in tasks
    }


def averaged(arrays: Iterable[Any]) -> Any:
    """Tallies averaged over seeds, so that entries stay what is resampled."""
    return np.mean([np.array(array) for array in arrays], axis=0)


def f1(array: Any, name: str) -> float:
    """The F1 of a figure."""
    right, gold, predicted = np.array(array)[:, NAMES.index(name)].sum(axis=0)
    return float(2 * right / (gold + predicted)) if gold + predicted else 0.0


def over_seeds(
    scores: dict[Task, Any], share: int, test: str, system: str, name: str
) -> list[float]:
    """A figure's F1 for each seed."""
    return [
        f1(found[test][system], name)
        for task, found in scores.items()
        if task.share == share and not task.country
    ]


def curve_tables(rules: dict[str, Any], scores: dict[Task, Any]) -> Iterator[str]:
    """A table for each test set: F1 by figure, system and share."""
    shares = sorted({task.share for task in scores})
    for test, array in rules.items():
        yield f"\n### {test}: {len(array)} entries\n"
        columns = [f"{system} {share}%" for system in SYSTEMS[1:] for share in shares]
        yield f"| F1 | rules | {' | '.join(columns)} | both {shares[-1]}%, least and most |"
        yield "|---|---:|" + "---:|" * (len(columns) + 1)
        for name in HEADLINE:
            cells = [f"{f1(array, name):.3f}"]
            for system in SYSTEMS[1:]:
                for share in shares:
                    cells.append(f"{fmean(over_seeds(scores, share, test, system, name)):.3f}")
            last = over_seeds(scores, shares[-1], test, "both", name)
            cells.append(f"{min(last):.3f}–{max(last):.3f}")
            yield f"| {name} | {' | '.join(cells)} |"


def review_table(
    rules: Any, before: Any, reviews: dict[bool, Any], country: str, number: int
) -> Iterator[str]:
    """F1 on the rest of a country, before its corrected entries and with them."""
    yield f"\n### {country}: {len(rules)} entries beside the {number} that were corrected\n"
    yield (
        "| F1 | rules | before | after, anew | after, from the weights before | "
        "anew − before | 95% | p |"
    )
    yield "|---|" + "---:|" * 7
    for found in differences(before, reviews[False], HEADLINE):
        low, high = found.interval
        cells = [f1(rules, found.name), found.old, found.new, f1(reviews[True], found.name)]
        yield (
            f"| {found.name} | {' | '.join(f'{cell:.3f}' for cell in cells)} | "
            f"{found.delta:+.3f} | {low:+.3f} to {high:+.3f} | {found.corrected:.3f} |"
        )


def plot(rules: dict[str, Any], scores: dict[Task, Any], target: Path) -> None:
    """Draw a panel for each test set and figure; bands are from the least to the most."""
    mpl.rcParams["svg.hashsalt"] = "sitrep"
    shares = sorted({task.share for task in scores})
    figure, axes = pyplot.subplots(
        len(rules), len(PLOTTED), figsize=(4 * len(PLOTTED), 3 * len(rules)), squeeze=False
    )
    for row, (test, array) in zip(axes, rules.items(), strict=True):
        for panel, name in zip(row, PLOTTED, strict=True):
            panel.axhline(f1(array, name), color="0.4", linestyle="--", label="rules")
            for system, colour in zip(SYSTEMS[1:], ("#a85d00", "#0b7285"), strict=True):
                several = [over_seeds(scores, share, test, system, name) for share in shares]
                panel.plot(
                    shares, [fmean(one) for one in several], "o-", color=colour, label=system
                )
                low, high = [min(one) for one in several], [max(one) for one in several]
                panel.fill_between(shares, low, high, color=colour, alpha=0.2)
            panel.set_title(f"{test}: {name}", fontsize=9)
            panel.set_xlabel("% of train pages")
            panel.set_ylabel("F1")
    axes[0][0].legend(fontsize=8)
    figure.tight_layout()
    figure.savefig(target, metadata={"Date": None})
    pyplot.close(figure)


def main() -> None:
    """Train all, and write the table and the plot."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--config", type=Path, default=HERE.parent / "configs" / "model.cfg")
    parser.add_argument("--corpus", type=Path, default=HERE.parent / "corpus", metavar="DIR")
    parser.add_argument("--gold", type=Path, nargs="*", default=[], metavar="GOLD.jsonl")
    parser.add_argument("--shares", type=int, nargs="+", default=[10, 25, 50, 100], metavar="%")
    parser.add_argument("--seeds", type=int, nargs="+", default=[0, 1, 2], metavar="N")
    parser.add_argument("--max-steps", type=int, metavar="N", help="in place of the config's")
    parser.add_argument("--country", metavar="CODE", help="reviewed; the largest if not given")
    parser.add_argument("--corrected", type=int, default=50, metavar="N")
    parser.add_argument("--rules", nargs="+", default=["actor_tagger", "place_tagger"])
    parser.add_argument("--jobs", type=int, default=2, metavar="N", help="trainings at once")
    parser.add_argument("--cache", type=Path, default=CACHE, metavar="DIR")
    parser.add_argument("--output", type=Path, default=HERE, metavar="DIR")
    given = parser.parse_args()
    if 100 not in given.shares:
        parser.error("--shares needs 100, which the review starts from")
    setting = Setting(
        given.corpus,
        given.config,
        tuple(given.gold),
        tuple(given.rules),
        given.cache,
        given.max_steps,
    )
    tests = setting.tests()
    unseen = Counter(marked.entry.country for marked in tests["test_countries"])
    country = given.country or unseen.most_common(1)[0][0]
    rest = review(setting, country, given.corrected)[1]
    nlp = load()
    rules = {name: tallied(nlp, entries) for name, entries in tests.items()}
    tasks = [Task(seed, share) for share in sorted(given.shares) for seed in given.seeds]
    scores = run_all(setting, tasks, given.jobs)
    tasks = [
        Task(seed, 100, country, given.corrected, start)
        for seed in given.seeds
        for start in (False, True)
    ]
    after = run_all(setting, tasks, given.jobs)
    before = averaged(
        tallied(load(setting.folder(Task(seed, 100)) / "model"), rest) for seed in given.seeds
    )
    reviews = {
        start: averaged(
            found[country]["both"] for task, found in after.items() if task.start == start
        )
        for start in (False, True)
    }
    versions = ", ".join(f"{name} {version(name)}" for name in ("sitrep", "spacy", "thinc"))
    head = HEAD.format(
        config=given.config.name,
        steps=given.max_steps or "the config's",
        seeds=", ".join(map(str, given.seeds)),
        corpus=corpus_hash(given.corpus),
        versions=versions,
        rules=" and ".join(given.rules),
    )
    lines = [head, *curve_tables(rules, scores), REVIEW]
    lines += review_table(tallied(nlp, rest), before, reviews, country, given.corrected)
    given.output.mkdir(parents=True, exist_ok=True)
    (given.output / "learning_curve.md").write_text("\n".join(lines) + "\n", encoding="utf-8")
    plot(rules, scores, given.output / "learning_curve.svg")
    print(given.output / "learning_curve.md")


HEAD = """# Learning curve

What the statistical components learn from how many pages, and what corrected entries add.
Written by `python benchmarks/learning_curve.py`: config {config}, steps: {steps}, seeds {seeds},
corpus {corpus}; {versions}.

Figures are means over the seeds; each seed also draws its own pages, a smaller share within a
larger one. “Rules” is the default pipeline, “both” the trained one, and “statistics” the trained
one without {rules}, which leaves casualties and sources to their rules.

![F1 by share of the train pages](learning_curve.svg)"""

REVIEW = """
## A simulated review

A country of which no train or dev page tells. Its first entries, page by page, are corrected
(their gold is taken) and added to all train pages; the rest of the country is scored. “Anew”
trains from the start, the other column from the weights of the model before. The interval and p
(corrected for the number of rows) are of a paired bootstrap over entries, tallies averaged over
the seeds."""


if __name__ == "__main__":
    main()
