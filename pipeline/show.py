"""Entries in the terminal: coloured spans, and a table of claims."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import groupby
from typing import Final

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text
from spacy.tokens import Doc

from sitrep.pipeline import labels
from sitrep.pipeline.counting import DEFAULT_RULE
from sitrep.pipeline.extract import Claim, claims
from sitrep.pipeline.formats import claim_cells

STYLES: Final = {
    labels.CONTENTS: "grey93 on grey23",  # both, for terminals that are light as for dark ones
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
    """Print entries with coloured spans, unless `only_claims`, and a table of claims a page.

    Returns the ids of the entries that have claims.
    """
    claimed = []
    for number, (page, docs_of_page) in enumerate(groupby(docs, page_name)):
        if number == 0 and not only_claims:
            console.print(legend(), end="\n\n")
        rows: list[dict[str, str]] = []
        for doc in docs_of_page:
            if not only_claims:
                console.print(heading(doc), coloured(doc), sep="\n", end="\n\n")
            found = claim_rows(doc, claims(doc, count_rule))
            if found and "entry" in doc.user_data:
                claimed.append(doc.user_data["entry"]["id"])
            rows += found
        if rows:
            console.print(Text(page, "bold"), claim_table(rows), sep="\n", end="\n\n")
    if not claimed:
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


def page_name(doc: Doc) -> str:
    """Id and title of the entry's page; the file where the entry is of no page."""
    entry = doc.user_data.get("entry", {})
    if not entry.get("page"):
        return visible(entry.get("source_file") or "")
    return visible(": ".join(part for part in (entry["page"], entry.get("title")) if part))


def claim_rows(doc: Doc, found: Iterable[Claim]) -> list[dict[str, str]]:
    """The claims of one entry as rows for `claim_table`, with the entry's stamp at the first."""
    entry = doc.user_data.get("entry", {})
    name = entry.get("stamp") or entry.get("id") or ""
    rows = []
    for claim in found:
        cells = {"entry": name, "id": claim.id, **claim_cells(claim)}
        rows.append({column: visible(cell) for column, cell in cells.items()})
        name = ""
    return rows


def claim_table(rows: list[dict[str, str]]) -> Table:
    """A table of claims; columns in which nothing stands are left out."""
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=(0, 1, 0, 0))
    columns = [column for column in rows[0] if any(row[column] for row in rows)]
    for column in columns:
        right = column == "number"
        table.add_column(
            column,
            justify="right" if right else "left",
            style="bold" if right else None,
            overflow="fold",
        )
    for row in rows:
        table.add_row(*(Text(row[column]) for column in columns))
    return table
