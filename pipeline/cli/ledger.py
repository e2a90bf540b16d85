"""`sitrep ledger`: reconcile claims, count distinct people, review links, export tables."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated, Any, Final

import typer
from typer.core import TyperGroup

from sitrep.pipeline.cli.shared import each_of, examples, one_of, terminal, this_command, warn
from sitrep.pipeline.counting import RULES
from sitrep.pipeline.errors import InputError

KEYS: Final = ("day", "place", "admin1", "country", "victims", "perpetrator")
OUTCOMES: Final = ("killed", "injured")
FORMATS: Final = ("table", "json", "csv")
EXPORTS: Final = ("parquet", "csv", "geojson")
IN_NO_SUM: Final = "running total"
BESIDE: Final = "beside"
REVIEWED: Final = ("same", "update", "conflict", "not_same", "part_of")
RELATIONS: Final = ("same", "update", "conflict", "part of", IN_NO_SUM, BESIDE, "none")


def _many(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


class _BuildByDefault(TyperGroup):
    """`sitrep ledger DIR…` is `sitrep ledger build DIR…`."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        if args and args[0] not in self.commands and args[0] not in ctx.help_option_names:
            args = ["build", *args]
        return super().parse_args(ctx, args)


app = typer.Typer(
    cls=_BuildByDefault,
    name="ledger",
    help="Reconcile the claims of many entries: how many died, at least and at most, by whose word."
    "\n\n`sitrep ledger DIR…` is short for `sitrep ledger build DIR…`.",
    no_args_is_help=True,
)

LedgerFile = Annotated[
    Path,
    typer.Argument(
        metavar="LEDGER", help="What `sitrep ledger DIR… -o` wrote.", show_default=False
    ),
]
Threshold = Annotated[
    float | None,
    typer.Option(
        min=0.5,
        max=1.0,
        help="Probability from which a link counts as sure. Higher is more cautious: the bounds "
        "get wider.",
        show_default="0.9, or as the ledger was made",
    ),
]


def split_keys(values: str | None) -> list[str]:
    """An option callback for "day,place"."""
    return each_of(KEYS)([value.strip() for value in values.split(",")] if values else [])


def day(value: str | None) -> date | None:
    """The day of an option; raises BadParameter for anything but YYYY-MM-DD."""
    try:
        return date.fromisoformat(value) if value else None
    except ValueError:
        raise typer.BadParameter(f"{value!r} is no day such as 2011-11-08") from None


@app.command(
    epilog=examples(
        "sitrep ledger out/corpus -o ledger.duckdb",
        "sitrep ledger out/monday out/tuesday -o ledger.duckdb --edits ledger.edits.csv",
    )
)
def build(
    inputs: Annotated[
        list[Path],
        typer.Argument(
            metavar="DIR...",
            help="What `sitrep annotate -o` wrote: folders, .spacy files, or .jsonl files.",
            show_default=False,
        ),
    ],
    *,
    output: Annotated[
        Path,
        typer.Option(
            "--output",
            "-o",
            metavar="FILE",
            help="The ledger. If it is there, the pages are read into it.",
        ),
    ] = Path("ledger.duckdb"),
    edits: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="A reviewer's links, as CSV: claim,relation,other,note. They win, also in later "
            "runs without this option.",
            show_default=False,
        ),
    ] = None,
    threshold: Threshold = None,
) -> None:
    """Read annotated entries into a ledger, and link their claims."""
    from rich.progress import Progress

    from sitrep.pipeline.ledger.build import build

    with Progress(transient=True, redirect_stdout=False) as progress:
        task = progress.add_task("Comparing claims", total=None)
        changes = build(
            inputs,
            output,
            edits=edits,
            threshold=threshold,
            report=warn,
            advance=lambda done, of: progress.update(task, completed=done, total=of),
        )
    if changes.anything:
        print(
            f"{output}: {_many(changes.claims, 'claim')}, {_many(changes.incidents, 'incident')} "
            "(running totals are some of them, though in no sum; denied and possible ones are not)"
        )
        print("Rows that are new or other than before (incidents: of every status):")
        print(*(f"  {name}: {number} rows" for name, number in changes.rows.items()), sep="\n")
    else:
        print(f"{output}: nothing changed; {changes.claims} claims")
    print(f"Next, try: {this_command()} ledger count {output} --by day,place")


@app.command(
    epilog=examples(
        "sitrep ledger count ledger.duckdb --by day",
        "sitrep ledger count ledger.duckdb --by place --from 2011-11-08 --to 2011-11-08",
        "sitrep ledger count ledger.duckdb --within Homs --outcome killed --claims",
        "sitrep ledger count ledger.duckdb --sensitivity",
    )
)
def count(
    ledger: LedgerFile,
    *,
    by: Annotated[
        str | None,
        typer.Option(
            metavar="KEY,…",
            help=f"Group by some of: {', '.join(KEYS)}. Quarters count as their town.",
            show_default=False,
        ),
    ] = None,
    first: Annotated[
        str | None, typer.Option("--from", metavar="DAY", help="First day.", show_default=False)
    ] = None,
    last: Annotated[
        str | None, typer.Option("--to", metavar="DAY", help="Last day.", show_default=False)
    ] = None,
    within: Annotated[
        str | None,
        typer.Option(metavar="PLACE", help="A place by name, in any spelling.", show_default=False),
    ] = None,
    outcomes: Annotated[
        list[str],
        typer.Option(
            "--outcome",
            metavar="|".join(OUTCOMES),
            callback=each_of(OUTCOMES),
            help="This outcome only.",
            show_default=False,
        ),
    ] = [],  # noqa: B006
    rules: Annotated[
        list[str],
        typer.Option(
            "--rule",
            metavar="|".join(RULES),
            callback=each_of(RULES),
            help="Best figures by this counting rule only. Repeatable.",
            show_default=False,
        ),
    ] = [],  # noqa: B006
    threshold: Threshold = None,
    claims: Annotated[
        bool, typer.Option("--claims", help="Print the claims behind each figure.")
    ] = False,
    sensitivity: Annotated[
        bool, typer.Option("--sensitivity", help="Print the totals at other thresholds as well.")
    ] = False,
    form: Annotated[
        str,
        typer.Option(
            "--format",
            "-f",
            metavar="|".join(FORMATS),
            callback=one_of(FORMATS),
            help="json has each figure with its claims, sources and sentences.",
        ),
    ] = "table",
) -> None:
    """Count distinct dead and injured: at least (low), most probably (best), at most (high)."""
    from sitrep.pipeline.ledger import output
    from sitrep.pipeline.ledger.slices import Slice, count
    from sitrep.pipeline.ledger.stored import Ledger

    keys = split_keys(by)
    chosen = Slice(
        tuple(outcome.upper() for outcome in outcomes or OUTCOMES), day(first), day(last), within
    )
    if chosen.first and chosen.last and chosen.first > chosen.last:
        raise InputError(f"--from {first} is after --to {last}; swap them")
    read = Ledger.read(ledger, threshold)
    counted = count(read, keys, chosen)
    wanted = rules or list(RULES)
    if form == "json":
        print(output.as_json(read, counted, wanted))
        return
    if form == "csv":
        print(output.as_csv(counted, wanted), end="")
        return
    console = terminal()
    if not counted.totals:
        print("No claims of this slice are counted.")
    else:
        console.print(output.figures_table(counted, wanted))
    if claims:
        for figures in counted.rows or counted.totals:
            title = " ".join([*figures.group.values(), figures.outcome.lower()])
            console.print(title, *output.claims_of(read, figures), sep="\n", end="\n\n")
    for line in output.apart_from_sums(counted):
        print(line)
    if sensitivity:
        console.print(output.sensitivity_table(read, chosen, wanted))


@app.command(
    epilog=examples(
        "sitrep ledger links ledger.duckdb",
        "sitrep ledger links ledger.duckdb --relation conflict",
        "sitrep ledger links ledger.duckdb --doubtful",
    )
)
def links(
    ledger: LedgerFile,
    *,
    relations: Annotated[
        list[str],
        typer.Option(
            "--relation",
            metavar="|".join(RELATIONS),
            callback=each_of(RELATIONS),
            help="List links of this relation only. Repeatable.",
            show_default=False,
        ),
    ] = [],  # noqa: B006
    doubtful: Annotated[
        bool,
        typer.Option("--doubtful", help="List only what a reviewer's word would settle."),
    ] = False,
) -> None:
    """List links between claims, the most doubtful first, with ids to use in a file of edits."""
    from sitrep.pipeline.ledger import output
    from sitrep.pipeline.ledger.stored import Ledger, stored_links

    read = Ledger.read(ledger)
    sure = read.counter.threshold
    rows = [
        row
        for row in stored_links(ledger)
        if (not relations or row["relation"] in relations)
        and not (
            doubtful
            and (row["relation"] in (IN_NO_SUM, BESIDE) or max(row["score"], row["apart"]) >= sure)
        )
    ]
    if not rows:
        print("No such links.")
        return
    terminal().print(output.links_table(read, rows))
    print(
        f"{_many(len(rows), 'link')}. To change one, give rows such as this in a file with --edits;"
    )
    print(f"the relation is one of: {', '.join(REVIEWED)}.")
    row = rows[0]
    print(f"claim,relation,other,note\n{row['claim_id']},not_same,{row['other_id']},")


@app.command(
    epilog=examples(
        "sitrep ledger export ledger.duckdb -o tables --format parquet",
        "sitrep ledger export ledger.duckdb -o tables --format csv --format geojson",
        "sitrep ledger export ledger.duckdb --url postgresql://ana@db.example.org/ledger",
    )
)
def export(
    ledger: LedgerFile,
    *,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output", "-o", metavar="DIR", help="Folder for the files.", show_default=False
        ),
    ] = None,
    formats: Annotated[
        list[str],
        typer.Option(
            "--format",
            "-f",
            metavar="|".join(EXPORTS),
            callback=each_of(EXPORTS),
            help="parquet and csv write a file a table, geojson one of incidents. Repeatable.",
            show_default="parquet",
        ),
    ] = [],  # noqa: B006
    url: Annotated[
        str | None,
        typer.Option(
            metavar="URL",
            help="Write the tables into a PostgreSQL database instead, with points where it has "
            "PostGIS. The password may stand in PGPASSWORD or ~/.pgpass.",
            show_default=False,
        ),
    ] = None,
    schema: Annotated[
        str, typer.Option(metavar="NAME", help="The schema in PostgreSQL that is replaced.")
    ] = "sitrep",
) -> None:
    """Write the tables as Parquet, CSV or GeoJSON, or into PostgreSQL."""
    from sitrep.pipeline.ledger.export import export_files, export_postgresql

    if (output is None) == (url is None):
        raise InputError("give either a folder with -o or a database with --url")
    if output is not None:
        for path in export_files(ledger, output, formats or ["parquet"]):
            print(path)
    elif url is not None:
        for name, number in export_postgresql(ledger, url, schema).items():
            print(f"{schema}.{name}: {number} rows")
