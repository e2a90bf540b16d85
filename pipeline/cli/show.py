"""`sitrep show` and `sitrep explain`: their options, and what to try next."""

from __future__ import annotations

import shlex
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from sitrep.pipeline.cli.shared import CountRule, Stored, examples, terminal, this_command
from sitrep.pipeline.counting import DEFAULT_RULE

if TYPE_CHECKING:
    from spacy.tokens import Doc

SHOW_EXAMPLES: Final = examples(
    "sitrep show out",
    "sitrep show out --claims",
    "sitrep show out --entry 'noticing-homs#2011-11-08T16:15Z'",
    "sitrep show out --html",
)
EXPLAIN_EXAMPLES: Final = examples(
    "sitrep explain out 'noticing-homs#2011-11-08T16:15Z'",
    "sitrep explain out 'noticing-homs#2011-11-08T16:15Z' K2",
)


def show(
    path: Stored,
    *,
    only_claims: Annotated[
        bool, typer.Option("--claims", help="Print the table of claims and no entries.")
    ] = False,
    entry: Annotated[
        str | None,
        typer.Option(metavar="ID", help="Print this entry only.", show_default=False),
    ] = None,
    html: Annotated[
        bool, typer.Option("--html", help="Write a self-contained web page instead.")
    ] = False,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            metavar="FILE",
            help="Where --html writes; page.html in the folder if not given.",
            show_default=False,
        ),
    ] = None,
    count_rule: CountRule = DEFAULT_RULE,
) -> None:
    """Print entries with coloured spans and the table of their claims, or write a web page."""
    from sitrep.pipeline.explain import find_entry
    from sitrep.pipeline.page import write_page
    from sitrep.pipeline.show import show
    from sitrep.pipeline.store import PAGE, read_docs

    if html:
        target = output or (path / PAGE if path.is_dir() else path.with_suffix(".html"))
        write_page(path, target, count_rule=count_rule)
        print(target)
        return
    docs: Iterable[Doc] = read_docs(path)
    if entry is not None:
        docs = [find_entry(docs, entry)]
    claimed = show(docs, terminal(), count_rule=count_rule, only_claims=only_claims)
    if path.is_dir() and entry is None:
        print("Files:", *(f"  {file}" for file in sorted(path.iterdir())), sep="\n")
    print_next(path, claimed)


def print_next(path: Path, claimed: list[str]) -> None:
    """Print the command to try next, after the ids of entries that have claims."""
    place = shlex.quote(str(path))
    if claimed:
        print(f"Next, try: {this_command()} explain {place} {shlex.quote(claimed[0])}")
    else:
        print(f"Next, try: {this_command()} show {place} --html")


def explain(
    path: Stored,
    id_: Annotated[str, typer.Argument(metavar="ID", help="The entry's id.", show_default=False)],
    claim: Annotated[
        str | None,
        typer.Argument(metavar="[CLAIM]", help="The id of one claim (K1).", show_default=False),
    ] = None,
    count_rule: CountRule = DEFAULT_RULE,
) -> None:
    """Say for each claim of an entry which rule and which words gave each field."""
    from sitrep.pipeline.explain import explain, find_entry
    from sitrep.pipeline.store import read_docs

    doc = find_entry(read_docs(path), id_)
    explain(doc, terminal(), claim_id=claim, count_rule=count_rule)
