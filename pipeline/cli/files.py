"""`sitrep export` and `sitrep import`: entries to files for other programs, and back from them."""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Iterator
from datetime import datetime, timezone
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from sitrep.pipeline.cli.exchange import DocBin, Output, Path_, write_pulled
from sitrep.pipeline.cli.shared import CountRule, examples, one_of, progress, this_command, warn
from sitrep.pipeline.counting import DEFAULT_RULE
from sitrep.pipeline.errors import InputError

if TYPE_CHECKING:
    from sitrep.pipeline.exchange.entries import AnnotatedEntry
    from sitrep.pipeline.exchange.push import Advance

RETURNING: Final = ("doccano", "label-studio", "conll", "brat", "inception", "prodigy")
TABLES: Final = ("csv", "parquet", "geojson", "acled", "ucdp")

EXPORT_EXAMPLES: Final = examples(
    "sitrep export out --format brat -o for-brat",
    "sitrep export out --format acled -o events.csv",
    "sitrep export corpus/corrected/syria-12.jsonl --format geojson -o claims.geojson",
)
IMPORT_EXAMPLES: Final = examples(
    "sitrep import for-brat --format brat --confirmed --reviewer amal "
    "-o corpus/corrected/amal.jsonl",
    "sitrep import reviewed.jsonl --format prodigy -o corpus/corrected/week-12.jsonl",
)


def export(
    path: Path_,
    output: Annotated[
        Path,
        typer.Option(
            "--output",
            "-o",
            metavar="OUT",
            help="The file to write; for brat, INCEpTION and Label Studio a folder.",
        ),
    ],
    form: Annotated[
        str,
        typer.Option(
            "--format",
            callback=one_of((*RETURNING, *TABLES)),
            metavar="NAME",
            help=f"For review: {', '.join(RETURNING)}. Tables of claims: {', '.join(TABLES)}.",
        ),
    ],
    *,
    overwrite: Annotated[
        bool, typer.Option("--overwrite", help="Write over what is there under this name.")
    ] = False,
    count_rule: CountRule = DEFAULT_RULE,
) -> None:
    """Write annotated entries as files for an annotation tool, or claims as a table.

    A file appears whole or not at all. What a format cannot hold is said.
    """
    from sitrep.pipeline.exchange.docs import read_entries
    from sitrep.pipeline.exchange.files import FORMS, Checked, check_output, write_entries

    if form in TABLES:
        from sitrep.pipeline.exchange.claim_tables import TABLES as WRITERS

        table = WRITERS[form]
        check_output(output, overwrite=overwrite, folder=False)
        output.parent.mkdir(parents=True, exist_ok=True)
        rule = table.count_rule or count_rule
        with progress(f"to {form}") as advance:
            entries = _counted(Checked(read_entries(path, rule)), advance)
            number, told = table.write(entries, output, rule)
        what = "claims"
    else:
        with progress(f"to {form}") as advance:
            number, told = write_entries(
                _counted(read_entries(path, count_rule), advance),
                output,
                FORMS[form],
                overwrite=overwrite,
            )
        what = "entries"
    print(f"{number} {what} are in {output}")
    for line in told:
        warn(f"{form}: {line}")
    if form in RETURNING:
        print(
            f"When they are corrected: {this_command()} import {shlex.quote(str(output))} "
            f"--format {form} --confirmed -o corpus/corrected/FILE.jsonl"
        )


def import_(
    paths: Annotated[
        list[Path],
        typer.Argument(metavar="FILE...", help="Files as the tool gave them; folders for brat."),
    ],
    output: Output,
    form: Annotated[
        str,
        typer.Option(
            "--format",
            callback=one_of(RETURNING),
            metavar="|".join(RETURNING),
            help="The tool that they come from.",
        ),
    ],
    *,
    reviewer: Annotated[
        str | None,
        typer.Option(
            metavar="NAME",
            help="Who corrected them, for files that do not tell.",
            show_default=False,
        ),
    ] = None,
    docbin: DocBin = None,
    confirmed: Annotated[
        bool,
        typer.Option(
            "--confirmed",
            help="Somebody has read all that is in the files, and is done: confirm every entry.",
        ),
    ] = False,
    count_rule: CountRule = DEFAULT_RULE,
) -> None:
    """Write the entries that people corrected in files of an annotation tool, in the output schema.

    Entries that nobody changed are left out, and training takes confirmed ones only: Label Studio
    and Prodigy tell which are, for files of other tools use --confirmed.
    """
    from sitrep.pipeline.exchange.entries import Reviewer
    from sitrep.pipeline.exchange.files import FORMS, read_files
    from sitrep.pipeline.exchange.rules import Rules
    from sitrep.pipeline.loading import load

    for path in paths:
        if not path.exists():
            raise InputError(f"{path}: no such file; give what the tool exported")
    who = Reviewer(reviewer, _last_change(paths)) if reviewer else None
    nlp = load()
    with progress(f"from {form}") as advance:
        entries, pulled = read_files(
            paths,
            FORMS[form],
            Rules(nlp, count_rule),
            confirmed=confirmed,
            reviewer=who,
            report=warn,
            advance=advance,
        )
    write_pulled(entries, pulled, output, docbin, nlp)


def _counted(entries: Iterable[AnnotatedEntry], advance: Advance) -> Iterator[AnnotatedEntry]:
    for number, entry in enumerate(entries, start=1):
        yield entry
        advance(number, None)


def _last_change(paths: list[Path]) -> str:
    """When the newest of the files was last written, in UTC."""
    files = [file for path in paths for file in ([path], path.rglob("*"))[path.is_dir()]]
    newest = max(file.stat().st_mtime for file in files)
    moment = datetime.fromtimestamp(newest, timezone.utc)
    return moment.isoformat(timespec="seconds").replace("+00:00", "Z")
