"""`sitrep train`, `evaluate`, `compare` and `promote`: from corrected entries to a better model."""

from __future__ import annotations

import json
import shlex
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from sitrep.pipeline.cli.corpus import CORPUS, Folder
from sitrep.pipeline.cli.shared import examples, terminal, this_command, warn
from sitrep.pipeline.errors import InputError

if TYPE_CHECKING:
    from sitrep.pipeline.corpus.marks import MarkedEntry
    from sitrep.pipeline.evaluation.evaluate import Evaluation
    from sitrep.pipeline.training.train import Evaluated
    from sitrep.pipeline.training.train import Progress as TrainingProgress

TRAIN_EXAMPLES: Final = examples(
    "sitrep train",
    "sitrep train --init-from models/best --corrected week1.jsonl",
    "sitrep train --resume",
)
EVALUATE_EXAMPLES: Final = examples(
    "sitrep evaluate models/candidate test_pages test_countries",
    "sitrep evaluate rules dev --html errors.html",
    "sitrep evaluate models/best corrected/week2.jsonl --json",
)
COMPARE_EXAMPLES: Final = examples(
    "sitrep compare rules models/candidate dev",
    "sitrep compare models/previous models/best dev --html changes.html",
)
PROMOTE_EXAMPLES: Final = examples("sitrep promote models/candidate")

CONFIG: Final = "model.cfg"
MODELS: Final = Path("models")
CANDIDATE: Final = MODELS / "candidate"

_DATA: Final = (
    "Gold: a split of the corpus, an .xml file or a folder of them, a .spacy file, "
    "or .jsonl of corrected entries. Several are taken together."
)
_MODEL: Final = "A model: a folder, an installed package, or “rules” for the default pipeline."
Data = Annotated[list[str], typer.Argument(metavar="DATA...", help=_DATA, show_default=False)]
Html = Annotated[
    Path | None,
    typer.Option("--html", metavar="FILE", help="Also write a web page.", show_default=False),
]
Json = Annotated[bool, typer.Option("--json", help="Print JSON in place of tables.")]
Seed = Annotated[int, typer.Option(metavar="N", help="Seed of the bootstrap.")]


def train(
    config: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="A spaCy training config; the package's model.cfg if not given.",
            show_default=False,
        ),
    ] = None,
    init_from: Annotated[
        str | None,
        typer.Option(
            metavar="MODEL",
            help="Start from this model's weights: a folder or an installed package.",
            show_default=False,
        ),
    ] = None,
    output: Annotated[
        Path, typer.Option("--output", "-o", metavar="DIR", help="Where the new model goes.")
    ] = CANDIDATE,
    corrected: Annotated[
        list[Path],
        typer.Option(
            metavar="FILE",
            help="Corrected entries besides the corpus's corrected/*.jsonl. Repeatable.",
            show_default=False,
        ),
    ] = [],  # noqa: B006
    seed: Annotated[
        int | None,
        typer.Option(metavar="N", help="Takes the place of the config's.", show_default=False),
    ] = None,
    *,
    resume: Annotated[
        bool, typer.Option("--resume", help="Go on where an interrupted run stopped.")
    ] = False,
    folder: Folder = CORPUS,
) -> None:
    """Train a model on the corpus and its corrected entries, until dev scores stop improving.

    A better model that is at the output already stays there.
    """
    from sitrep.pipeline.training.retrain import retrain

    try:
        with resources.as_file(resources.files("sitrep.configs") / CONFIG) as own, _steps() as told:
            kept = retrain(
                folder,
                config or own,
                output,
                corrected=corrected,
                init_from=init_from,
                seed=seed,
                resume=resume,
                report=warn,
                progress=told,
            )
    except KeyboardInterrupt:
        again = [this_command(), *sys.argv[1:], *([] if resume else ["--resume"])]
        warn(f"interrupted; go on after the last evaluation with: {shlex.join(again)}")
        raise typer.Exit(130) from None
    print(f"{kept.path}: best at step {kept.step}, {kept.score:.3f} on dev")
    if kept.path != output:
        print(f"{output} is better, {kept.former:.3f} on dev, and stays")
        raise typer.Exit(1)
    print(f"Next, try: {this_command()} compare rules {shlex.quote(str(kept.path))} dev")


def evaluate(
    model: Annotated[str, typer.Argument(metavar="MODEL", help=_MODEL, show_default=False)],
    data: Data,
    *,
    html: Html = None,
    as_json: Json = False,
    seed: Seed = 0,
    folder: Folder = CORPUS,
) -> None:
    """Score a model on gold: figures with intervals, by country and page, and every error."""
    from sitrep.pipeline.corpus.gold_data import read_gold_data
    from sitrep.pipeline.corpus.report import table
    from sitrep.pipeline.evaluation.evaluate import sections

    (evaluation,) = _evaluations([model], read_gold_data(data, folder), data, seed)
    if html:
        from sitrep.pipeline.evaluation.evaluation_page import write_evaluation

        write_evaluation(evaluation, html)
        warn(f"errors: {html}")
    if as_json:
        print(json.dumps(evaluation.to_dict(), indent=2, ensure_ascii=False))
    else:
        for section in sections(evaluation):
            terminal().print(table(*section))


def compare(
    old: Annotated[str, typer.Argument(metavar="OLD", help=_MODEL, show_default=False)],
    new: Annotated[
        str, typer.Argument(metavar="NEW", help="Another, likewise.", show_default=False)
    ],
    data: Data,
    *,
    html: Html = None,
    as_json: Json = False,
    seed: Seed = 0,
    folder: Folder = CORPUS,
) -> None:
    """Say which differences of two models are real, and which errors are fixed and new."""
    from sitrep.pipeline.corpus.gold_data import read_gold_data
    from sitrep.pipeline.corpus.report import table
    from sitrep.pipeline.evaluation.compare import CHANGES, change_lines, compare, sections

    entries = read_gold_data(data, folder)
    comparison = compare(*_evaluations([old, new], entries, data, seed))
    if html:
        from sitrep.pipeline.evaluation.evaluation_page import write_comparison

        write_comparison(comparison, html)
        warn(f"changes: {html}")
    if as_json:
        print(json.dumps(comparison.to_dict(), indent=2, ensure_ascii=False))
    else:
        for section in sections(comparison):
            terminal().print(table(*section))
        print(*change_lines(comparison.changes), sep="\n")
        found = [change.what for change in comparison.changes]
        print(", ".join(f"{found.count(kind)} {kind}" for kind in CHANGES))


def promote(
    new: Annotated[
        Path, typer.Argument(metavar="NEW", help="A model's folder.", show_default=False)
    ],
    *,
    force: Annotated[bool, typer.Option("--force", help="Promote it even if it is worse.")] = False,
    models: Annotated[
        Path, typer.Option(metavar="DIR", help="Folder of the best and the previous model.")
    ] = MODELS,
    seed: Seed = 0,
    folder: Folder = CORPUS,
) -> None:
    """Make a model the best one, if it is not worse on the test set.

    It is compared with the best so far, or with the rules, on test_pages and test_countries. It
    is worse if a headline figure loses more than 0.005 F1 and its 95% interval lies below zero,
    or if their mean loses more than 0.005. Ends with exit code 1 if it is refused.
    """
    from sitrep.pipeline.corpus.gold_data import corpus_hash, read_gold_data
    from sitrep.pipeline.corpus.report import table
    from sitrep.pipeline.evaluation.compare import compare, difference_row
    from sitrep.pipeline.training.promote import BEST, TEST, headline, judge, present_best, promote

    if not (new / "meta.json").is_file():
        raise InputError(f"{new}: no model's folder; give what `sitrep train` wrote")
    best = present_best(models)
    entries = read_gold_data(TEST, folder)
    comparison = compare(*_evaluations([best, str(new)], entries, TEST, seed))
    verdict = judge(comparison)
    columns = (best, str(new), "new - old", "95%", "p", "real")
    rows = [difference_row(one) for one in headline(comparison)]
    terminal().print(table("F1 on the test set", columns, rows))
    for reason in verdict.reasons:
        print(f"worse: {reason}")
    hash_ = corpus_hash(folder)
    if not promote(comparison, verdict, new, models, corpus=hash_, forced=force):
        print(f"{best} stays the best model; --force promotes {new} all the same")
        raise typer.Exit(1)
    print(f"{models / BEST} is the new best model; its card: {models / BEST / 'README.md'}")


def _evaluations(
    models: Sequence[str], entries: Sequence[MarkedEntry], data: Sequence[str], seed: int
) -> list[Evaluation]:
    """Each model on the entries, with a progress bar."""
    from sitrep.pipeline.evaluation.evaluate import evaluate, load_model

    found = []
    for model in models:
        nlp = load_model(model)
        with _bar(f"evaluate {model}", len(entries)) as bar:
            advance = partial(bar.advance, bar.task_ids[0])
            found.append(evaluate(nlp, entries, data, seed=seed, advance=advance))
    return found


@contextmanager
def _bar(name: str, total: int | None) -> Iterator[Progress]:
    """A progress bar on standard error, if that is a terminal, with one task."""
    console = Console(stderr=True)
    progress = Progress(
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=console,
        transient=True,
        disable=not console.is_terminal,
    )
    progress.add_task(name, total=total)
    with progress:
        yield progress


@contextmanager
def _steps() -> Iterator[TrainingProgress]:
    """A bar of steps, and a line for each evaluation."""
    from sitrep.pipeline.training.train import Progress as TrainingProgress

    with _bar("train", None) as bar:
        task = bar.task_ids[0]

        def step(number: int, last: int) -> None:
            bar.update(task, completed=number, total=last or None)

        def evaluated(one: Evaluated) -> None:
            mark = "  best so far" if one.best else ""
            bar.console.print(
                f"step {one.step:>6}  epoch {one.epoch:>3}  loss {one.loss:>10.2f}  "
                f"dev {one.score:.3f}{mark}",
                highlight=False,
            )

        yield TrainingProgress(step, evaluated)
