"""`sitrep corpus`: look after the corpus that components are trained and tested on."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from sitrep.pipeline.cli.shared import each_of, examples, terminal, this_command
from sitrep.pipeline.corpus.splits import SPLITS
from sitrep.pipeline.errors import InputError
from sitrep.pipeline.labels import LAYERS

if TYPE_CHECKING:
    from sitrep.pipeline.corpus.marks import MarkedEntry

app = typer.Typer(
    name="corpus",
    help="Check, count and build the corpus of annotated pages.",
    no_args_is_help=True,
)

CORPUS: Final = Path("corpus")
Folder = Annotated[
    Path,
    typer.Option("--corpus", metavar="DIR", help="The corpus folder, with gold/ and splits.csv."),
]
Pipeline = Annotated[
    str | None,
    typer.Option(
        metavar="PATH",
        help="Another spaCy pipeline than the default one: a folder or an installed package.",
        show_default=False,
    ),
]


@app.command(epilog=examples("sitrep corpus check", "sitrep corpus check --corpus my-corpus"))
def check(folder: Folder = CORPUS) -> None:
    """Find malformed markup, texts that differ from raw pages, and leaks between splits.

    Ends with exit code 1 if anything is wrong.
    """
    from sitrep.pipeline.corpus.folder import check

    problems = list(check(folder))
    if problems:
        print(*problems, sep="\n")
        raise typer.Exit(1)
    print(f"{folder}: nothing wrong. Next, try: {this_command()} corpus stats")


@app.command(epilog=examples("sitrep corpus stats"))
def stats(folder: Folder = CORPUS) -> None:
    """Print sizes, marks, counts and countries by split, and sentences that are nearly the same."""
    from sitrep.pipeline.corpus.build import blank
    from sitrep.pipeline.corpus.folder import read_corpus
    from sitrep.pipeline.corpus.repeats import near_duplicates
    from sitrep.pipeline.corpus.report import statistics

    corpus = read_corpus(folder)
    console = terminal()
    for table in statistics(corpus, blank()):
        console.print(table)
    pairs = list(near_duplicates(corpus.entries()))
    print(f"{len(pairs)} pairs of sentences are nearly the same")
    for pair in pairs:
        print(
            *(f"  {sentence.place}: “{sentence.text}”" for sentence in pair), sep="\n", end="\n\n"
        )


@app.command(epilog=examples("sitrep corpus build", "sitrep corpus build -o /tmp/built"))
def build(
    folder: Folder = CORPUS,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            metavar="DIR",
            help="Folder for the DocBins; built/ in the corpus folder if not given.",
            show_default=False,
        ),
    ] = None,
) -> None:
    """Write train, dev and test DocBins; entries of corrected/*.jsonl go into train."""
    from sitrep.pipeline.corpus.build import build

    target = output or folder / "built"
    for split, number in build(folder, target).items():
        print(f"{target / f'{split}.spacy'}: {number} entries")


@app.command(
    epilog=examples(
        "sitrep corpus doubts yemen-taiz-2011-11",
        "sitrep corpus doubts --layer casualties --split train",
    )
)
def doubts(
    pages: Annotated[
        list[str],
        typer.Argument(
            metavar="[PAGE]...", help="Pages to look at; all if none is given.", show_default=False
        ),
    ] = [],  # noqa: B006
    *,
    splits: Annotated[
        list[str],
        typer.Option(
            "--split",
            callback=each_of(SPLITS),
            metavar="|".join(SPLITS),
            help="Look at the pages of this split only. Repeatable.",
            show_default=False,
        ),
    ] = [],  # noqa: B006
    layers: Annotated[
        list[str],
        typer.Option(
            "--layer",
            callback=each_of(LAYERS),
            metavar="|".join(LAYERS),
            help="List this layer only. Repeatable.",
            show_default=False,
        ),
    ] = [],  # noqa: B006
    folder: Folder = CORPUS,
    pipeline: Pipeline = None,
) -> None:
    """List where gold and pipeline differ, gold | pipeline, for a person to decide.

    Either may be wrong, and gold is never changed to please the pipeline.
    """
    from sitrep.pipeline.corpus.folder import read_corpus
    from sitrep.pipeline.corpus.gold_docs import predicted
    from sitrep.pipeline.loading import load

    entries = read_corpus(folder).entries(*splits)
    if unknown := set(pages) - {marked.entry.page for marked in entries}:
        raise InputError(f"{unknown.pop()}: no such page; give the name of a file in gold/")
    chosen = [marked for marked in entries if not pages or marked.entry.page in pages]
    for pair in predicted(chosen, load(pipeline)):
        print_disagreements(pair, ("gold", "pipeline"), layers)


@app.command(
    epilog=examples(
        "sitrep corpus score test_pages test_countries",
        "sitrep corpus score dev --pipeline my-model",
    )
)
def score(
    splits: Annotated[
        list[str],
        typer.Argument(
            callback=each_of(SPLITS), metavar="SPLIT...", help=f"Some of: {', '.join(SPLITS)}."
        ),
    ],
    *,
    folder: Folder = CORPUS,
    pipeline: Pipeline = None,
) -> None:
    """Score a pipeline on splits of the corpus."""
    from sitrep.pipeline.corpus.folder import read_corpus
    from sitrep.pipeline.corpus.gold_docs import predicted
    from sitrep.pipeline.corpus.report import scores
    from sitrep.pipeline.evaluation.scoring import score
    from sitrep.pipeline.loading import load

    corpus, nlp = read_corpus(folder), load(pipeline)
    for split in splits:
        tallies = score(predicted(corpus.entries(split), nlp))
        terminal().print(scores(split, tallies))


def print_disagreements(
    pair: tuple[MarkedEntry, MarkedEntry], names: tuple[str, str], layers: Collection[str] = ()
) -> None:
    """Print where two annotations of an entry differ, with file and line of the first."""
    from sitrep.pipeline.evaluation.agreement import disagreements, shortened

    for found in disagreements(*pair, names):
        if not layers or found.layer in layers:
            place = f"{pair[0].entry.source_file}:{pair[0].line_of(found.offset)}"
            print(f"{place}: {found.layer} “{shortened(found.words)}”: {found.what}")
