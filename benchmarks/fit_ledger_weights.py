"""Would fitted weights link claims better than the judged ones of patterns/ledger_weights.csv?

    python benchmarks/fit_ledger_weights.py [-o WEIGHTS.csv]

The model is that of `pairs`: a multinomial logistic regression over the relations that logic
allows for a pair. It is fitted to all pairs that blocking proposes on the pages of corpus/ledger,
with gold claims and with those that the pipeline finds, and on made worlds, whose truth is known.
A weight pays by the square of its distance from what it is by judgement (ridge
regression around a prior mean), so what no page shows stays as it was judged.

Gold tells of a pair that it is one set of people (same, update, conflict, in chains), that one is
in the other (part_of, running_total, in chains and through what is the same), or else nothing in
common. Where gold leaves open which of several relations it is, their sum is fitted.

Cross-validation leaves out one page at a time (both readings of it), fits on the others and the
worlds, and links the page with these weights, as `ledger_gold.py` scores it; compare with what that
prints for the judged ones. See corpus/ledger/README.md for how the two did.
"""

from __future__ import annotations

import argparse
import csv
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from unittest.mock import patch

import ledger_gold
import networkx as nx
import numpy as np
from ledger_gold import TOGETHER, Scores, closed, rows
from numpy.typing import NDArray
from worlds import World, make_world

from sitrep.pipeline.ledger import pairs
from sitrep.pipeline.ledger.blocking import candidate_pairs
from sitrep.pipeline.ledger.claims import Claim, read_claims
from sitrep.pipeline.ledger.entries import read_entries
from sitrep.pipeline.ledger.features import Columns
from sitrep.pipeline.ledger.incidents import same_words
from sitrep.pipeline.ledger.pairs import CONFLICT, IDENTITY, PART, SAME, UPDATE
from sitrep.pipeline.ledger.windows import RUNNING

JUDGED: Final = Path(__file__).resolve().parent.parent / "patterns" / "ledger_weights.csv"
RELATIONS: Final = (SAME, UPDATE, CONFLICT, PART)
COLUMNS: Final = ("same", "update", "conflict", "part_of")
STIFFNESS: Final = 3.0
"""Penalty of a weight that lies 1 from its prior, in nats; half of it is paid."""
STEPS: Final = 150
WORLDS: Final = range(10_000, 10_030)
"""Seeds of the worlds to fit on; `worlds.py` and the tests count others."""
OF_WORLDS: Final = 2.0
"""Weight of all pairs of worlds together, as a share of that of all pairs of pages."""

KINDS: Final = ("gold", "pipeline")
Table = dict[str, dict[str, float]]
Array = NDArray[Any]


@dataclass(frozen=True)
class Pairs:
    """Pairs with their features and what is true of them.

    `features` has a matrix (pairs, features) a relation of the model and direction, in the order
    of `pairs.possible_relations`; `able` says where logic allows them and `right` (pairs, 6)
    which may be true; its last column is "nothing in common".
    """

    features: Array
    able: Array
    right: Array

    def __len__(self) -> int:
        return len(self.able)


FIXED: Final = ("page_same",)
"""Features that keep their judged weights: all real pairs are of one page and no made ones of two
sources are, so that this one would only tell gold from worlds."""


def read_prior() -> tuple[list[str], Array]:
    """Features in order, "bias" first, and their judged weights: (relations, features)."""
    with JUDGED.open(encoding="utf-8") as file:
        found = list(csv.DictReader(line for line in file if not line.startswith("#")))
    names = [row["feature"] for row in found]
    return names, np.array([[float(row[c] or 0) for row in found] for c in COLUMNS])


def encoded(
    claims: Sequence[Claim], indices: Sequence[tuple[int, int]], names: Sequence[str]
) -> tuple[Array, Array, Array, Array]:
    """Features and possibility of pairs of claims, and the earlier and later one of each pair."""
    columns = Columns(claims)
    i, j = pairs.in_order(columns, np.array(indices, dtype=np.int64).reshape(-1, 2))
    candidates = pairs.possible_relations(claims, columns, i, j)
    features = np.zeros((len(candidates), len(i), len(names)), dtype=np.float32)
    for row, (_, found, _) in enumerate(candidates):
        for column, name in enumerate(names):
            if name == "bias":
                features[row, :, column] = 1
            elif name in found:
                features[row, :, column] = found[name]
    able = np.stack([able for *_, able in candidates] + [np.ones(len(i), dtype=bool)], axis=1)
    return features, able, i, j


def of_page(page: Path, claims: str, names: Sequence[str]) -> Pairs:
    """All compared pairs of a page, with what its gold says."""
    records = ((page.name, record) for record in ledger_gold.records(page.name, claims))
    reading = read_claims(read_entries(records))
    local = {
        row["claim_id"]: f"{row['entry_id'].partition('#')[2]}/{row['local_id']}"
        for row in reading.tables["claims"]
    }
    links = rows(page, "links.csv")
    together = {
        claim: number
        for number, one in enumerate(
            closed(frozenset((r["first"], r["second"])) for r in links if r["relation"] in TOGETHER)
        )
        for claim in one
    }
    inside: nx.DiGraph[Any] = nx.DiGraph()
    for row in links:
        if row["relation"] in ("part_of", "running_total"):
            ends = [row["first"], row["second"]]
            if row["relation"] == "running_total":
                ends.reverse()
            inside.add_edge(*(together.get(end, end) for end in ends))
    above = {node: nx.descendants(inside, node) for node in inside}
    direct = {(r["first"], r["second"]): r["relation"] for r in links}
    direct |= {(b, a): relation for (a, b), relation in direct.items()}

    def truth(one: Claim, other: Claim) -> Iterable[int] | None:
        a, b = local[one.id], local[other.id]
        mine, others = together.get(a, a), together.get(b, b)
        if mine == others:
            relation = direct.get((a, b))
            return [IDENTITY.index(relation)] if relation in IDENTITY else range(3)
        if others in above.get(mine, ()):
            return [3]
        return [4] if mine in above.get(others, ()) else [5]

    return _labelled(reading.claims, truth, names)


def of_world(world: World, names: Sequence[str]) -> Pairs:
    """All compared pairs of a world, with the truth."""
    reading = read_claims(read_entries((entry["id"], entry) for entry in world.entries))

    def truth(one: Claim, other: Claim) -> Iterable[int] | None:
        if RUNNING in (one.kind, other.kind):
            return None
        mine, others = (world.of[claim.entry.removeprefix("mirror#")] for claim in (one, other))
        if not mine & others:
            return [5]
        if one.part_of and other.part_of:
            return None  # perhaps the same, perhaps others
        if one.part_of or other.part_of:
            whole, part = (mine, 4) if other.part_of else (others, 3)
            return [part] if (others if part == 4 else mine) <= whole else None
        if mine == others:
            return range(3) if len(mine) == 1 else range(5)
        if mine < others:
            return [3]
        return [4] if others < mine else None

    return _labelled(reading.claims, truth, names)


def _labelled(claims: Iterable[Claim], truth: Any, names: Sequence[str]) -> Pairs:
    ordered = sorted(claims, key=lambda claim: claim.id)
    actual = [claim for claim in ordered if claim.status == "actual"]
    repeats = same_words(actual)
    counted = [claim for claim in actual if claim.id not in repeats]
    indices = candidate_pairs(counted)
    features, able, i, j = encoded(counted, indices, names)
    right = np.zeros_like(able)
    for row, (a, b) in enumerate(zip(i, j, strict=True)):
        if counted[a].part_of == counted[b].id or counted[b].part_of == counted[a].id:
            continue  # the entry's own link decides
        wanted = truth(counted[a], counted[b])
        if wanted is None:
            continue
        right[row, list(wanted)] = True
        if not (right[row] & able[row]).any() and right[row, :3].any():
            right[row, :3] = True  # gold's update can be the ledger's conflict
    right &= able
    known = right.any(axis=1)
    return Pairs(features[:, known], able[known], right[known])


def fit(parts: Sequence[tuple[Pairs, float]], prior: Array, names: Sequence[str]) -> Array:
    """Weights (relations, features) that fit pairs, each set with the weight of one pair of it.

    Gradient descent with momentum on a loss that the prior keeps from being flat.
    """
    features = np.concatenate([part.features for part, _ in parts], axis=1)
    able = np.concatenate([part.able for part, _ in parts])
    right = np.concatenate([part.right for part, _ in parts])
    weight = np.concatenate([np.full(len(part), value) for part, value in parts])
    weights, speed = prior.copy(), np.zeros_like(prior)
    squares = np.zeros_like(prior)
    relation = [0, 1, 2, 3, 3]
    for step in range(1, STEPS + 1):
        odds = np.zeros(able.shape)
        for k in range(5):
            odds[:, k] = features[k] @ weights[relation[k]].astype(np.float32)
        odds = np.where(able, odds, -np.inf)
        odds -= odds.max(axis=1, keepdims=True)
        shares = np.exp(odds)
        shares /= shares.sum(axis=1, keepdims=True)
        wanted = np.where(right, np.maximum(shares, 1e-12), 0)
        wanted /= wanted.sum(axis=1, keepdims=True)
        error = ((shares - wanted) * weight[:, None]).astype(np.float32)
        slope = STIFFNESS * (weights - prior)
        for k in range(5):
            slope[relation[k]] += error[:, k] @ features[k]
        slope[:, [name in FIXED for name in names]] = 0
        # Adam: rare and frequent features move at one pace.
        speed = 0.9 * speed + 0.1 * slope
        squares = 0.99 * squares + 0.01 * slope**2
        rate = 0.1 * (1 - step / (STEPS + 1))
        weights -= rate * (speed / (1 - 0.9**step)) / (np.sqrt(squares / (1 - 0.99**step)) + 1e-8)
    return weights


def as_table(names: Sequence[str], weights: Array) -> Table:
    """Weights in the form of `pairs.weights`, in hundredths."""
    return {
        name: {r: round(float(weights[row, column]), 2) + 0.0 for row, r in enumerate(RELATIONS)}
        for column, name in enumerate(names)
    }


def training(
    pages: Sequence[Path], names: Sequence[str]
) -> tuple[dict[str, list[Pairs]], list[Pairs]]:
    """Pairs by page, in both readings, and of worlds."""
    of_pages = {page.name: [of_page(page, kind, names) for kind in KINDS] for page in pages}
    return of_pages, [of_world(make_world(seed), names) for seed in WORLDS]


def weighted(
    of_pages: dict[str, list[Pairs]], of_worlds: Sequence[Pairs], without: str | None = None
) -> list[tuple[Pairs, float]]:
    """All pairs with the weight of one of them; a page's two readings share one weight."""
    parts = [
        (part, 1 / len(KINDS))
        for name, readings in of_pages.items()
        if name != without
        for part in readings
    ]
    of_these = sum(len(part) * weight for part, weight in parts)
    each = OF_WORLDS * of_these / sum(map(len, of_worlds))
    return [*parts, *((part, each) for part in of_worlds)]


def write(table: Table, path: Path) -> None:
    """The weights as a table like the judged ones, with their notes."""
    with JUDGED.open(encoding="utf-8") as file:
        notes = list(csv.DictReader(line for line in file if not line.startswith("#")))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["feature", *COLUMNS, "note"])
        for row in notes:
            values = [table[row["feature"]][relation] for relation in RELATIONS]
            writer.writerow([row["feature"], *(f"{v:g}" if v else "" for v in values), row["note"]])


def main() -> None:
    """Cross-validate, and write the weights that all pages give if asked to."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("-o", "--output", type=Path, metavar="WEIGHTS.csv")
    output = parser.parse_args().output
    names, prior = read_prior()
    pages = sorted(page for page in (ledger_gold.CORPUS / "ledger").iterdir() if page.is_dir())
    of_pages, of_worlds = training(pages, names)
    print(f"{sum(len(p) for ps in of_pages.values() for p in ps)} pairs of pages, "
          f"{sum(map(len, of_worlds))} of worlds", flush=True)  # fmt: skip
    if output:
        write(as_table(names, fit(weighted(of_pages, of_worlds), prior, names)), output)
    tables = {
        page.name: as_table(names, fit(weighted(of_pages, of_worlds, page.name), prior, names))
        for page in pages
    }
    for kind in KINDS:
        scores = Scores()
        with tempfile.TemporaryDirectory() as folder:
            for page in pages:
                with patch.object(pairs, "weights", return_value=tables[page.name]):
                    ledger_gold.score(page, kind, Path(folder), scores)
        ledger_gold.show(scores, f"{len(pages)} pages, {kind} claims, each page left out")


if __name__ == "__main__":
    main()
