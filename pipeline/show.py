"""Entries in the terminal: coloured spans, and a table of claims."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from rich.console import Console
from rich.table import Table
from rich.text import Text
from spacy.tokens import Doc

from sitrep.pipeline import labels
from sitrep.pipeline.counting import DEFAULT_RULE
from sitrep.pipeline.extract import Claim, claims
from sitrep.pipeline.formats import claim_cells

STYLES: Final = {
    labels.CONTENTS: "on grey23",
    labels.ACTORS: "cyan",
    labels.LOCATIONS: "green",
    labels.CASUALTIES: "bold red",
    labels.SOURCES: "underline magenta",
    labels.CUES: "italic yellow",
}
"""Terminal styles by layer; where spans overlap, later layers go over earlier ones."""

# All but tab and line feed: escape sequences in a text must not steer the terminal.
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def visible(text: str) -> str:
    """The text with control and direction-changing characters replaced by �, length unchanged."""
    return _CONTROL.sub("\N{REPLACEMENT CHARACTER}", text)


def show(
    docs: Iterable[Doc],
    console: Console,
    *,
    count_rule: str = DEFAULT_RULE,
    only_claims: bool = False,
) -> list[str]:
    """Print entries with coloured spans, unless `only_claims`, and the table of their claims.

    Returns the ids of the entries that have claims.
    """
    table = claim_table()
    claimed = []
    for number, doc in enumerate(docs):
        found = claims(doc, count_rule)
        if not only_claims:
            if number == 0:
                console.print(legend(), end="\n\n")
            console.print(heading(doc), coloured(doc), sep="\n", end="\n\n")
        add_claims(table, doc, found)
        if found and "entry" in doc.user_data:
            claimed.append(doc.user_data["entry"]["id"])
    if table.row_count:
        console.print(table)
    else:
        console.print("No claims: no casualties were found in these entries.")
    return claimed


def legend() -> Text:
    """Names of layers in their styles."""
    return Text("  ").join(Text(layer, STYLES[layer]) for layer in labels.LAYERS)


def heading(doc: Doc) -> Text:
    """The entry's time and id."""
    entry = doc.user_data.get("entry", {})
    parts = [entry.get("stamp") or entry.get("time"), entry.get("id")]
    return Text("  ".join(visible(part) for part in parts if part), "bold")


def coloured(doc: Doc) -> Text:
    """The entry's text with styled spans and the ids of claims behind their words."""
    text = Text(visible(doc.text))
    for layer, style in STYLES.items():
        for span in doc.spans.get(layer, ()):
            text.stylize(style, span.start_char, span.end_char)
    pieces = Text()
    done = 0
    for claim in sorted(doc.spans.get(labels.CASUALTIES, ()), key=lambda span: span.end_char):
        pieces.append_text(text[done : claim.end_char]).append(f"[{claim.id_}]", "dim red")
        done = claim.end_char
    return pieces.append_text(text[done:])


def claim_table() -> Table:
    """An empty table of claims."""
    table = Table(title="Claims", title_justify="left", row_styles=["", "on grey11"])
    table.add_column("entry", no_wrap=True)
    table.add_column("id", no_wrap=True)
    table.add_column("number", justify="right", style="bold")
    table.add_column("outcome")
    for name in ("victims", "place", "source", "hedges"):
        table.add_column(name, overflow="fold")
    return table


def add_claims(table: Table, doc: Doc, found: Iterable[Claim]) -> None:
    """Add the claims of one entry to a table, with the entry's stamp at the first."""
    entry = doc.user_data.get("entry", {})
    name = entry.get("stamp") or entry.get("id") or ""
    for claim in found:
        cells = (name, claim.id, *claim_cells(claim).values())
        table.add_row(*(Text(visible(cell)) for cell in cells))
        name = ""
