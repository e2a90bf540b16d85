"""How two claims stand to each other: a log-linear model over features of the pair.

For each pair every relation has a score, the sum of the weights of the pair's features
(patterns/ledger_weights.csv: log-odds against "these are different people"). Relations that
logic rules out (counts that cannot be equal are not the same count, a part is not larger than
its whole, an update comes later) are struck out, and softmax makes probabilities of the rest.
This is the Fellegi-Sunter model of record linkage with several kinds of link instead of one, and
with weights that a reader can check and change.

Why no linkage library does this: Splink, recordlinkage and dedupe know one kind of link, while
half of what is to be told here are updates, parts and conflicts; and they learn their weights,
dedupe from pairs that a person labels, the others from the data by expectation maximisation. Tried
on 3,099 claims of 100 worlds of benchmarks/worlds.py, with town, quarter, day, count and victims
to compare, recordlinkage's ECM classifier finds pairs of one event with an F1 of 0.64, Splink 5's
EM ends in probabilities that underflow (F1 0.07), and this model has 0.93. The weights were
set with other worlds in view; that all are made shows no more than that equal fields are not
enough.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from math import isfinite
from typing import Final

import numpy as np

from sitrep.pipeline.errors import InputError
from sitrep.pipeline.ledger.claims import Claim
from sitrep.pipeline.ledger.features import (
    Bools,
    Columns,
    Floats,
    Ints,
    can_be_part,
    is_later,
    pair_features,
    part_features,
    possible_identities,
)
from sitrep.pipeline.ledger.windows import RUNNING
from sitrep.pipeline.reading.pattern_rows import pattern_rows

SAME: Final = "same"
UPDATE: Final = "update"
CONFLICT: Final = "conflict"
PART: Final = "part of"
SPANS: Final = "running total"
NONE: Final = "none"
BESIDE: Final = "beside"
IDENTITY: Final = (SAME, UPDATE, CONFLICT)
"""Relations between counts of the same people."""
RELATIONS: Final = (*IDENTITY, PART, SPANS, BESIDE, NONE)

APART: Final = 0.99
"""Pairs that tell of different people with a higher probability are not kept as links."""

_COLUMNS: Final = {SAME: "same", UPDATE: "update", CONFLICT: "conflict", PART: "part_of"}
_ONE_EVENT: Final = 0.0  # log-odds from which a denial speaks of an event; see `events_of`
_CHUNK: Final = 200_000  # pairs that are scored together: some 200 MB


@dataclass(frozen=True, slots=True)
class Link:
    """`claim` is `relation` `other`, by their ids.

    `score` is the probability of the relation (for same, update and conflict that of one of the
    three), `together` that of one of these three in any case, and `apart` that the two have
    nobody in common; `why` names features with their weights.
    """

    claim: str
    other: str
    relation: str
    score: float
    together: float
    apart: float
    origin: str
    why: str


@cache
def weights() -> dict[str, dict[str, float]]:
    """Weights by feature and relation; raises InputError for a cell that is no number."""
    found: dict[str, dict[str, float]] = {}
    for row in pattern_rows("ledger_weights.csv"):
        for relation, column in _COLUMNS.items():
            try:
                value = float(row[column] or 0)
            except ValueError:
                value = float("nan")
            if not isfinite(value):
                raise InputError(
                    f"ledger_weights.csv, {row['feature']}: {column} is {row[column]!r}; "
                    "give a number or nothing"
                )
            found.setdefault(row["feature"], {})[relation] = value
    return found


def score(
    claims: Sequence[Claim],
    pairs: Sequence[tuple[int, int]],
    advance: Callable[[int, int], None] = lambda done, of: None,
) -> Iterator[Link]:
    """Links of pairs of indices, but for pairs that are surely apart.

    `advance` is told how many pairs of how many are scored.
    """
    if not pairs:
        return
    columns = Columns(claims)
    for start in range(0, len(pairs), _CHUNK):
        chunk = np.array(pairs[start : start + _CHUNK], dtype=np.int64)
        yield from _scored(claims, columns, chunk)
        advance(start + len(chunk), len(pairs))


def _scored(claims: Sequence[Claim], columns: Columns, pairs: Ints) -> Iterator[Link]:
    i, j = in_order(columns, pairs)
    candidates = possible_relations(claims, columns, i, j)
    odds = np.stack(
        [np.where(able, _weighed(features, rel), -np.inf) for rel, features, able in candidates]
        + [np.zeros(len(pairs))],
        axis=1,
    )
    odds -= odds.max(axis=1, keepdims=True)
    shares = np.exp(odds)
    shares /= shares.sum(axis=1, keepdims=True)
    identity = shares[:, :3].sum(axis=1)
    kinds = np.stack([identity, shares[:, 3], shares[:, 4], shares[:, 5]], axis=1).argmax(axis=1)
    for row in np.flatnonzero(shares[:, 5] <= APART).tolist():
        a, b = claims[i[row]], claims[j[row]]
        apart = float(shares[row, 5])
        if kinds[row] == 0:
            best = int(shares[row, :3].argmax())
            relation, value = candidates[best][0], float(identity[row])
            a, b = b, a  # the later one is the update
        elif kinds[row] == 3:
            best, relation, value = int(shares[row, :5].argmax()), NONE, apart
        else:
            best, relation, value = int(kinds[row]) + 2, PART, float(shares[row, kinds[row] + 2])
            a, b = (a, b) if kinds[row] == 1 else (b, a)
        if (a.kind == RUNNING) != (b.kind == RUNNING):
            if relation == NONE:  # a cumulative toll is in no sum, so nothing hangs on it
                continue
            relation = SPANS
        why = _why(candidates[best][1], candidates[best][0], row)
        together = float(identity[row])
        yield Link(
            a.id, b.id, relation, round(value, 4), round(together, 4), round(apart, 4), "model", why
        )


def events_of(claims: Sequence[Claim], indices: Sequence[tuple[int, int]]) -> Iterator[Link]:
    """For each first claim of pairs, a denied or possible one, the most likely one of its event.

    What it denies or fears is no count to compare, so all but the features of counts decide how
    likely it is that both speak of one event, by the weights of a conflict. Only claims of one
    entry or quarter are looked at: on the pages of corpus/ledger, three of four links are right
    there, and one of four elsewhere. Claims for which none is likely enough get no link.
    """
    if not indices:
        return
    columns = Columns(claims)
    i, j = np.array(indices, dtype=np.int64).T
    found = pair_features(claims, columns, i, j)
    found = {name: value for name, value in found.items() if not name.startswith("count_")}
    odds = _weighed(found, CONFLICT) - weights()["bias"][CONFLICT]
    odds[~(found["entry_same"] | found["quarter_same"])] = -np.inf
    best: dict[int, int] = {}
    for row in np.argsort(-odds, kind="stable").tolist():
        if odds[row] > _ONE_EVENT:
            best.setdefault(int(i[row]), row)
    for one, row in sorted(best.items()):
        value = round(float(1 / (1 + np.exp(-odds[row]))), 4)
        why = _why(found, CONFLICT, row)
        yield Link(claims[one].id, claims[j[row]].id, BESIDE, value, 0.0, 0.0, "model", why)


def in_order(columns: Columns, pairs: Ints) -> tuple[Ints, Ints]:
    """The earlier and the later claim of each pair: the later one is that which updates."""
    i, j = pairs[:, 0], pairs[:, 1]
    later = is_later(columns, i, j)
    return np.where(later, j, i), np.where(later, i, j)


def possible_relations(
    claims: Sequence[Claim], columns: Columns, i: Ints, j: Ints
) -> list[tuple[str, dict[str, Bools], Bools]]:
    """Per relation its features of each pair, and where logic allows it.

    The relations are those of `IDENTITY`, then part of in both directions: i in j, and j in i.
    """
    common = pair_features(claims, columns, i, j)
    identities = zip(IDENTITY, possible_identities(columns, i, j, common), strict=True)
    parts = [part_features(columns, part, whole) for part, whole in ((i, j), (j, i))]
    return [
        *((relation, common, able) for relation, able in identities),
        (PART, {**common, **parts[0]}, can_be_part(columns, i, j, common)),
        (PART, {**common, **parts[1]}, can_be_part(columns, j, i, common)),
    ]


def _weighed(features: dict[str, Bools], relation: str) -> Floats:
    table = weights()
    total: Floats = np.full(len(next(iter(features.values()))), table["bias"][relation])
    for name, present in features.items():
        if weight := table[name][relation]:
            total += weight * present
    return total


def _why(features: dict[str, Bools], relation: str, row: int) -> str:
    table = weights()
    found = [(name, table[name][relation]) for name, present in features.items() if present[row]]
    found.sort(key=lambda pair: (-abs(pair[1]), pair[0]))
    return "; ".join(f"{name} {weight:+g}" for name, weight in found if weight)
