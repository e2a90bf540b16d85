"""`sitrep annotate`: its options, its progress, and what it says at the end."""

from __future__ import annotations

import shlex
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer
from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from sitrep.pipeline.cli.shared import CountRule, each_of, examples, this_command, warn
from sitrep.pipeline.counting import DEFAULT_RULE
from sitrep.pipeline.errors import InputError
from sitrep.pipeline.formats import FORMATS
from sitrep.pipeline.reading.pattern_rows import pattern_rows
from sitrep.pipeline.settings import SHARD_SIZE, Settings

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from sitrep.pipeline.store import Manifest

EXAMPLES: Final = examples(
    "sitrep annotate page.txt saved.html -o out",
    "sitrep annotate 'pages/*.html.gz' -o out --format jsonl --format csv",
    "sitrep annotate posts.csv --text-field body --time-field posted -o out",
    "sitrep annotate pages/ -o out --resume",
    "cat page.txt | sitrep annotate - | jq .casualties",
)


def country_code(value: str | None) -> str | None:
    """An option callback that accepts the code of a country, in capitals or not."""
    if value is None:
        return None
    if value.upper() not in {row["iso"] for row in pattern_rows("countries.csv")}:
        raise typer.BadParameter(f"{value!r} is no country code such as SY")
    return value.upper()


def annotate(
    inputs: Annotated[
        list[str],
        typer.Argument(
            metavar="INPUT",
            help="Files, folders, globs, or - for standard input: .txt .html .mhtml .json .jsonl "
            ".csv .tsv .parquet, also .gz.",
            show_default=False,
        ),
    ],
    *,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            metavar="DIR",
            help="Folder for DocBin shards and a manifest. Without it, lines are printed.",
            show_default=False,
        ),
    ] = None,
    formats: Annotated[
        list[str],
        typer.Option(
            "--format",
            "-f",
            metavar="|".join(FORMATS),
            callback=each_of(FORMATS),
            help="Also write entries.jsonl (a line an entry) or claims.csv (a line a claim). "
            "Repeatable.",
            show_default=False,
        ),
    ] = [],  # noqa: B006
    resume: Annotated[
        bool, typer.Option("--resume", help="Go on where an interrupted run stopped.")
    ] = False,
    overwrite: Annotated[
        bool, typer.Option("--overwrite", help="Remove what an earlier run wrote, and begin anew.")
    ] = False,
    shard_size: Annotated[
        int, typer.Option(min=1, metavar="N", help="Entries in a shard, held in memory together.")
    ] = SHARD_SIZE,
    count_rule: CountRule = DEFAULT_RULE,
    text_field: Annotated[
        str | None,
        typer.Option(
            metavar="NAME",
            help="Column of a table that holds the text.",
            rich_help_panel="Tables",
            show_default=False,
        ),
    ] = None,
    id_field: Annotated[
        str | None,
        typer.Option(
            metavar="NAME",
            help="Column that holds the entry's id.",
            rich_help_panel="Tables",
            show_default=False,
        ),
    ] = None,
    time_field: Annotated[
        str | None,
        typer.Option(
            metavar="NAME",
            help="Column that holds the entry's time.",
            rich_help_panel="Tables",
            show_default=False,
        ),
    ] = None,
    country: Annotated[
        str | None,
        typer.Option(
            metavar="CODE",
            callback=country_code,
            help="Country that the pages are about, as in ISO 3166 (SY). Found in each page "
            "where it is not given.",
            show_default=False,
        ),
    ] = None,
    pipeline: Annotated[
        str | None,
        typer.Option(
            metavar="PATH",
            help="Another spaCy pipeline: a folder or an installed package.",
            show_default=False,
        ),
    ] = None,
) -> None:
    """Read pages, cut them into entries, and annotate actors, places, casualties and sources."""
    from sitrep.pipeline.annotate import print_lines

    settings = Settings(
        text_field=text_field,
        id_field=id_field,
        time_field=time_field,
        country=country,
        count_rule=count_rule,
        formats=tuple(dict.fromkeys(formats)),
        shard_size=shard_size,
        pipeline=pipeline,
    )
    if output is not None:
        annotate_folder(inputs, output, settings, resume=resume, overwrite=overwrite)
    elif resume or overwrite or len(settings.formats) > 1:
        raise InputError("--resume, --overwrite and several formats need an output folder: -o DIR")
    else:
        to_print = replace(settings, formats=settings.formats or ("jsonl",))
        print_lines(inputs, sys.stdout, to_print, report=warn)


def annotate_folder(
    inputs: list[str], folder: Path, settings: Settings, *, resume: bool, overwrite: bool
) -> Manifest:
    """Annotate into a folder with a progress line, and say what was written and what is next."""
    from sitrep.pipeline.annotate import annotate

    console = Console(stderr=True)
    progress = Progress(
        SpinnerColumn(),
        TextColumn("{task.completed} entries, {task.fields[claims]} claims"),
        TimeElapsedColumn(),
        console=console,
        transient=True,
        disable=not console.is_terminal,
    )
    task = progress.add_task("annotate", total=None, claims=0)
    claims = 0

    def report(line: str) -> None:
        console.print(line, markup=False, highlight=False, soft_wrap=True)

    def advance(doc: Doc) -> None:
        nonlocal claims
        claims += len(doc.spans.get("casualties", ()))
        progress.update(task, advance=1, claims=claims)

    try:
        with progress:
            manifest = annotate(
                inputs,
                folder,
                settings,
                resume=resume,
                overwrite=overwrite,
                report=report,
                advance=advance,
            )
    except KeyboardInterrupt:
        again = [this_command(), *(arg for arg in sys.argv[1:] if arg != "--overwrite")]
        again += [] if resume else ["--resume"]
        warn(f"interrupted; whole shards are kept. Go on with: {shlex.join(again)}")
        raise typer.Exit(130) from None
    print(f"{manifest.entries} entries with {manifest.claims} claims are in {folder}")
    print(f"Next, try: {this_command()} show {shlex.quote(str(folder))}")
    return manifest
