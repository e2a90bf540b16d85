"""Figures of a ledger as a table, as JSON and as CSV; links as a list for review."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, Final

from rich import box
from rich.table import Table
from rich.text import Text

from sitrep.pipeline.ledger.claims import Claim
from sitrep.pipeline.ledger.incidents import Incident
from sitrep.pipeline.ledger.rows import THRESHOLDS
from sitrep.pipeline.ledger.slices import Counted, Figures, Slice, count
from sitrep.pipeline.ledger.stored import Ledger
from sitrep.pipeline.show import visible

OPEN: Final = "open"


def figure_row(figures: Figures, rules: Iterable[str]) -> dict[str, Any]:
    """One row of figures as flat values; `high` None where it is open."""
    bounds, rules = figures.bounds, list(rules)
    claims = figures.claims()
    return {
        **figures.group,
        "outcome": figures.outcome.lower(),
        "low": bounds.low,
        **{f"best_{rule}": bounds.best[rule] for rule in rules},
        "high": bounds.high,
        **{f"named_{rule}": bounds.named[rule] for rule in rules},
        "incidents": len(figures.incidents),
        "claims": len(claims),
        "lines": len({claim.line for claim in claims}),
    }


def as_json(ledger: Ledger, counted: Counted, rules: Sequence[str]) -> str:
    """Everything: each figure with its incidents, claims, sources and sentences."""
    return json.dumps(
        {
            "threshold": ledger.counter.threshold,
            **{
                name: [
                    figure_row(figures, rules)
                    | {"of": [_incident(ledger, incident) for incident in figures.incidents]}
                    for figures in rows
                ]
                for name, rows in (("rows", counted.rows), ("totals", counted.totals))
            },
            "beyond": [_incident(ledger, incident) for incident in counted.beyond],
            "running": [_incident(ledger, incident) for incident in counted.running],
            "beside": [_claim(ledger, claim) for claim in counted.beside],
        },
        ensure_ascii=False,
        indent=2,
    )


def _incident(ledger: Ledger, incident: Incident) -> dict[str, Any]:
    first, last = incident.days
    return {
        "incident": incident.id,
        "kind": incident.kind,
        "part_of": incident.whole,
        "first_day": date.fromordinal(first).isoformat() if first else None,
        "last_day": date.fromordinal(last).isoformat() if last else None,
        "low": incident.low,
        "high": incident.high,
        "conflict": incident.conflict,
        "claims": [_claim(ledger, claim) for claim in incident.claims],
    }


def _claim(ledger: Ledger, claim: Claim) -> dict[str, Any]:
    row = ledger.rows[claim.id]
    place = ledger.places.get(row["place_id"] or "")
    return {
        "claim": claim.id,
        "entry": row["entry_id"],
        "time": row["time"].strftime("%Y-%m-%dT%H:%M:%SZ") if row["time"] else None,
        "code": row["code"],
        "words": row["words"],
        "status": row["status"],
        "place": place["name"] if place else None,
        "source": row["source"],
        "sentence": row["sentence"],
    }


def as_csv(counted: Counted, rules: Sequence[str]) -> str:
    """The rows, or the totals where nothing is grouped, as lines of CSV."""
    rows = [figure_row(figures, rules) for figures in counted.rows or counted.totals]
    text = io.StringIO()
    if rows:
        writer = csv.DictWriter(text, rows[0], lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    return text.getvalue()


def figures_table(counted: Counted, rules: Sequence[str]) -> Table:
    """The rows and their totals; an open high end stands as "open", with the most named."""
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=(0, 1, 0, 0))
    groups = list(counted.rows[0].group) if counted.rows else []
    best = [f"best ({rule})" for rule in rules] if len(rules) > 1 else ["best"]
    for name in (*groups, "outcome"):
        table.add_column(name, overflow="fold")
    for name in ("low", *best, "high", "incidents", "claims", "lines"):
        table.add_column(name, justify="right", style="bold" if name in best else None)
    for figures in (*counted.rows, *counted.totals):
        row = figure_row(figures, rules)
        high = str(row["high"]) if row["high"] is not None else _open(figures, rules)
        total = counted.rows and not figures.group
        names = [figures.group.get(name, "all" if total else "") for name in groups]
        table.add_row(
            *(Text(visible(name)) for name in names),
            str(row["outcome"]),
            str(row["low"]),
            *(str(row[f"best_{rule}"]) for rule in rules),
            high,
            *(str(row[name]) for name in ("incidents", "claims", "lines")),
            style="bold" if total else None,
        )
    return table


def sensitivity_table(ledger: Ledger, chosen: Slice, rules: Sequence[str]) -> Table:
    """The totals of a slice at several thresholds."""
    rows = [
        (threshold, figures)
        for threshold in THRESHOLDS
        for figures in count(ledger.at(threshold), (), chosen).totals
    ]
    labelled = [
        replace(figures, group={"threshold": f"{threshold:g}"}) for threshold, figures in rows
    ]
    return figures_table(Counted(labelled, []), rules)


def _open(figures: Figures, rules: Sequence[str]) -> str:
    named = sorted({figures.bounds.named[rule] for rule in rules})
    return f"{OPEN} ({'–'.join(map(str, named))} named)"


def apart_from_sums(counted: Counted) -> list[str]:
    """What stands beside the figures, in lines."""
    lines = []
    if counted.beyond:
        lines.append(
            f"Not counted, since their days or place reach beyond this slice: {len(counted.beyond)}"
        )
    if counted.running:
        claims = sum(len(incident.claims) for incident in counted.running)
        lines.append(f"In no sum: claims of running totals: {claims}")
    for status in ("possible", "denied"):
        if number := sum(claim.status == status for claim in counted.beside):
            lines.append(f"In no sum: {status} claims: {number}")
    return lines


def claims_of(ledger: Ledger, figures: Figures) -> Iterable[Text]:
    """The claims behind a row of figures, an incident under its whole, for the terminal."""
    shown = {incident.id for incident in figures.incidents}
    tops = [i for i in figures.incidents if i.whole not in shown]

    def lines(incident: Incident, depth: int) -> Iterable[Text]:
        for claim in incident.claims:
            said = _claim(ledger, claim)
            where = [(said["time"] or "")[:16], said["code"], said["place"] or ""]
            sentence = " ".join(said["sentence"].split())
            told = f"{' '.join(filter(None, where))} ({said['source'] or 'the page'}): {sentence}"
            mark = "·" if claim is incident.head else " "
            yield Text(f"{'  ' * depth}{mark} ").append(f"{claim.id} ", "dim").append(visible(told))
        for part in incident.parts:
            if part in shown:
                yield from lines(ledger.counter.probable.incidents[part], depth + 1)

    for incident in tops:
        yield from lines(incident, 1)


def links_table(ledger: Ledger, rows: Iterable[dict[str, Any]]) -> Table:
    """Links for a reviewer: ids to copy into a file of edits, and why."""
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=(0, 1, 0, 0))
    for name in ("claim", "relation", "other", "score", "used", "why"):
        table.add_column(name, overflow="fold")
    for row in rows:
        table.add_row(
            *(
                cell
                for cell in (
                    _told(ledger, row["claim_id"]),
                    Text(row["relation"]),
                    _told(ledger, row["other_id"]),
                    Text(f"{row['score']:.2f}"),
                    Text("yes" if row["used"] else "no"),
                    Text(visible(row["why"])),
                )
            )
        )
    return table


def _told(ledger: Ledger, claim_id: str) -> Text:
    row = ledger.rows[claim_id]
    place = ledger.places.get(row["place_id"] or "")
    words = f"{row['words']}, {place['name'] if place else 'no place'}"
    time = row["time"].strftime("%d %b %H:%M") if row["time"] else ""
    return Text(claim_id, "dim").append(visible(f"\n{words}\n{time} {row['line']}"), "default")
