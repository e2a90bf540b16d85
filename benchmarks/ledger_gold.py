"""The ledger against corpus/ledger: links, incidents and bounds that annotators decided by reading.

    python benchmarks/ledger_gold.py [--claims gold|pipeline]

With gold claims (the default) only the ledger is judged: each page's gold layers get place ids
from the geocoder and days by the words of their sentences, as gold has no dates, and go into a
ledger of their own. With `pipeline`, claims are those that the default pipeline finds, matched
with gold ones by overlap and outcome; what it misses counts.

Pairs are those of claims that count the same people (`same`, `update`, `conflict`, closed under
chains, as in the ledger's incidents, each with the denied and possible claims beside it) and
`part_of` pairs as they stand. B-cubed is over the claims that stand in gold incidents. Bounds: how
often the ledger's low to high hold the gold best figure of a page, a day or a place, and how wide
they are beside gold's.
"""

from __future__ import annotations

import argparse
import csv
import json
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import networkx as nx
from rich.console import Console
from rich.table import Table
from spacy.tokens import Span

from sitrep.components.claims.dates import DAY, find_date
from sitrep.pipeline import load
from sitrep.pipeline.annotate import to_doc as entry_doc
from sitrep.pipeline.corpus.gold_docs import to_doc
from sitrep.pipeline.corpus.markup import read_gold
from sitrep.pipeline.errors import InputError
from sitrep.pipeline.extract import to_dict
from sitrep.pipeline.labels import CASUALTIES
from sitrep.pipeline.ledger import database
from sitrep.pipeline.ledger.bounds import Bounds
from sitrep.pipeline.ledger.build import build
from sitrep.pipeline.ledger.slices import Slice, count
from sitrep.pipeline.ledger.stored import Ledger
from sitrep.pipeline.ledger.wording import sentence_around

CORPUS = Path(__file__).resolve().parent.parent / "corpus"
TOGETHER = ("same", "update", "conflict")
Pair = frozenset[str]


@dataclass
class Tally:
    """Right, predicted and gold numbers of one figure over all pages."""

    right: float = 0
    predicted: float = 0
    gold: float = 0

    def row(self, name: str) -> tuple[str, ...]:
        precision = self.right / self.predicted if self.predicted else 0.0
        recall = self.right / self.gold if self.gold else 0.0
        f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
        return name, f"{precision:.3f}", f"{recall:.3f}", f"{f1:.3f}", f"{self.gold:.0f}"


@dataclass
class Scores:
    """The figures of all pages."""

    together: Tally = field(default_factory=Tally)
    part_of: Tally = field(default_factory=Tally)
    precision: list[float] = field(default_factory=list)
    recall: list[float] = field(default_factory=list)
    held: list[bool] = field(default_factory=list)
    crossed: list[bool] = field(default_factory=list)
    unknown: int = 0


def rows(page: Path, name: str) -> list[dict[str, str]]:
    """The rows of one of a page's gold files."""
    lines = (page / name).read_text(encoding="utf-8").splitlines()
    return list(csv.DictReader(line for line in lines if not line.startswith("#")))


def records(page: str, claims: str) -> Iterator[dict[str, Any]]:
    """The page's entries in the form of the output schema, claims under their gold ids."""
    nlp = load()
    for marked in read_gold(CORPUS / "gold" / f"{page}.xml").entries:
        gold = to_doc(marked, nlp, lambda line: None)  # one vocab for gold and the geocoder
        marks = [mark.id for mark in marked.layer(CASUALTIES)]  # in the order of the spans
        spans = list(zip(gold.spans[CASUALTIES], marks, strict=True))
        if claims == "gold":
            record = to_dict(nlp.get_pipe("geocoder")(gold))
            names = {span.id_: mark for span, mark in spans}
            _add_what_gold_lacks(record)
        else:
            record = to_dict(nlp(entry_doc(nlp, marked.entry)))
            names = _matched(record, spans)
        for casualty in record["casualties"]:
            casualty["id"] = names[casualty["id"]]
            casualty["part_of"] = names.get(casualty["part_of"])
        yield record


def _add_what_gold_lacks(record: dict[str, Any]) -> None:
    """Dates by the pipeline's reading of the sentence, and the kind of attributions."""
    text, day = record["text"], date.fromisoformat(record["time"][:10])
    for casualty in record["casualties"]:
        sentence = sentence_around(text, casualty["start"], casualty["end"])
        found = find_date(text, *sentence, day) if casualty["scope"] == "incident" else None
        casualty["date"] = (found.day if found else day).isoformat()
        casualty["date_precision"] = found.precision if found else DAY
    for attribution in record["attributions"]:
        attribution["kind"] = "indirect"


def _matched(record: dict[str, Any], spans: Iterable[tuple[Span, str]]) -> dict[str, str]:
    """Gold ids of found claims: those of overlapping gold claims of the same outcome, each once."""
    names: dict[str, str] = {}
    for casualty in record["casualties"]:
        names[casualty["id"]] = next(
            (
                mark
                for span, mark in spans
                if mark not in names.values()
                and span.label_ == casualty["label"]
                and span.start_char < casualty["end"]
                and casualty["start"] < span.end_char
            ),
            f"X{casualty['id']}",
        )
    return names


def closed(pairs: Iterable[Pair]) -> list[set[str]]:
    """Sets of claims that pairs join, in chains."""
    graph = nx.Graph()
    graph.add_edges_from(tuple(pair) for pair in pairs)
    return [set(component) for component in nx.connected_components(graph)]


def all_pairs(sets: Iterable[set[str]]) -> set[Pair]:
    return {frozenset((a, b)) for one in sets for a in one for b in one if a < b}


def score(page: Path, claims: str, folder: Path, scores: Scores) -> None:
    """Build a page's ledger and compare it with its gold."""
    source, path = folder / f"{page.name}.jsonl", folder / f"{page.name}.duckdb"
    lines = (json.dumps(record, ensure_ascii=False) for record in records(page.name, claims))
    source.write_text("\n".join(lines) + "\n", encoding="utf-8")
    build([source], path)
    with database.reading(path) as con:
        ids = {
            claim: f"{entry.partition('#')[2]}/{local}"
            for claim, entry, local in con.execute(
                "SELECT claim_id, entry_id, local_id FROM claims"
            ).fetchall()
        }
        found: dict[str, set[str]] = defaultdict(set)
        for claim, incident in con.execute(
            "SELECT claim_id, incident_id FROM incident_claims JOIN claims USING (claim_id) "
            "WHERE status = 'actual'"
        ).fetchall():
            found[incident].add(ids[claim])
        parts = {
            frozenset((ids[a], ids[b]))
            for a, b in con.execute(
                "SELECT claim_id, other_id FROM links WHERE used AND relation = 'part of'"
            ).fetchall()
        }
        beside = con.execute(
            "SELECT links.claim_id, incident_claims.incident_id FROM links JOIN incident_claims "
            "ON incident_claims.claim_id = links.other_id WHERE links.relation = 'beside'"
        ).fetchall()
    for claim, incident in beside:
        found[incident].add(ids[claim])
    links = rows(page, "links.csv")
    linked = [frozenset((r["first"], r["second"])) for r in links if r["relation"] in TOGETHER]
    gold_sets = closed(linked)
    gold_pairs, found_pairs = all_pairs(gold_sets), all_pairs(found.values())
    _add(scores.together, gold_pairs, found_pairs)
    _add(
        scores.part_of,
        {frozenset((r["first"], r["second"])) for r in links if r["relation"] == "part_of"},
        parts,
    )
    members = {claim for r in rows(page, "incidents.csv") for claim in r["claims"].split()}
    gold_of = {claim: one for one in gold_sets for claim in one}
    found_of = {claim: one for one in found.values() for claim in one}
    for claim in sorted(members):
        one, other = gold_of.get(claim, {claim}), found_of.get(claim, {claim})
        common = len(one & other & members)
        scores.precision.append(common / len(other & members | {claim}))
        scores.recall.append(common / len(one & members | {claim}))
    _bounds(Ledger.read(path), page, scores)


def _add(tally: Tally, gold: set[Pair], found: set[Pair]) -> None:
    tally.right += len(gold & found)
    tally.predicted += len(found)
    tally.gold += len(gold)


def _bounds(ledger: Ledger, page: Path, scores: Scores) -> None:
    for row in rows(page, "bounds.csv"):
        kind, _, value = row["slice"].partition("=")
        day = date.fromisoformat(value) if kind == "day" else None
        chosen = Slice((row["outcome"],), day, day, value if kind == "place" else None)
        try:
            totals = count(ledger, (), chosen).totals
        except InputError:
            scores.unknown += 1  # no claim names the place
            continue
        bounds = totals[0].bounds if totals else Bounds(0, 0, {}, {})
        low, best = int(row["low"]), int(row["best"])
        high = int(row["high"]) if row["high"] else None
        scores.held.append(bounds.low <= best and (bounds.high is None or best <= bounds.high))
        scores.crossed.append(
            (bounds.high is not None and bounds.high < low)
            or (high is not None and bounds.low > high)
        )


def show(scores: Scores, title: str) -> None:
    """Print the figures as a table."""
    table = Table(title=title)
    for name in ("", "precision", "recall", "F1", "gold"):
        table.add_column(name, justify="right" if name else "left")
    table.add_row(*scores.together.row("pairs that count the same people"))
    table.add_row(*scores.part_of.row("part_of pairs"))
    size = len(scores.precision)
    cubed = Tally(sum(scores.precision), size, 0)
    cubed_precision, cubed_recall = cubed.right / size, sum(scores.recall) / size
    f1 = 2 * cubed_precision * cubed_recall / (cubed_precision + cubed_recall)
    table.add_row(
        "B-cubed", f"{cubed_precision:.3f}", f"{cubed_recall:.3f}", f"{f1:.3f}", str(size)
    )
    console = Console()
    console.print(table)
    print(
        f"bounds hold the gold best figure: {sum(scores.held)} of {len(scores.held)} "
        f"({sum(scores.held) / len(scores.held):.0%}); bounds that miss gold's altogether: "
        f"{sum(scores.crossed)}; slices whose place no claim names: {scores.unknown}"
    )


def main() -> None:
    """Score all pages and print a table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--claims", choices=("gold", "pipeline"), default="gold")
    claims = parser.parse_args().claims
    scores, pages = Scores(), sorted(p for p in (CORPUS / "ledger").iterdir() if p.is_dir())
    with tempfile.TemporaryDirectory() as folder:
        for page in pages:
            score(page, claims, Path(folder), scores)
    show(scores, f"{len(pages)} pages, {claims} claims")


if __name__ == "__main__":
    main()
