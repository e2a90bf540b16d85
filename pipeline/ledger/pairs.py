"""How two claims stand to each other: a log-linear model over features of the pair.

For each pair every relation has a score, the sum of the weights of the pair's features
(patterns/ledger_weights.csv: log-odds against "these are different people"). Relations that
logic rules out (counts that cannot be equal are not the same count, a part is not larger than
its whole, an update comes later) are struck out, and softmax makes probabilities of the rest.
This is the Fellegi-Sunter model of record linkage with several kinds of link instead of one, and
with weights that a reader can check and change.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from math import isfinite
from typing import Final

import numpy as np
from numpy.typing import NDArray

from sitrep.pipeline.errors import InputError
from sitrep.pipeline.ledger.claims import Claim
from sitrep.pipeline.ledger.windows import RUNNING, TOLL
from sitrep.pipeline.pattern_rows import pattern_rows

SAME: Final = "same"
UPDATE: Final = "update"
CONFLICT: Final = "conflict"
PART: Final = "part of"
SPANS: Final = "running total"
NONE: Final = "none"
IDENTITY: Final = (SAME, UPDATE, CONFLICT)
"""Relations between counts of the same people."""
RELATIONS: Final = (*IDENTITY, PART, SPANS, NONE)

APART: Final = 0.99
"""Pairs that tell of different people with a higher probability are not kept as links."""

_COLUMNS: Final = {SAME: "same", UPDATE: "update", CONFLICT: "conflict", PART: "part_of"}
_CHUNK: Final = 200_000  # pairs that are scored together: some 200 MB
_NEAR_KM: Final = 5.0
_KM_A_DEGREE: Final = 111.2
_FORCES: Final = frozenset({"SECURITY_FORCES"})
_OTHERS: Final = frozenset({"CIVILIANS", "PROTESTERS"})

Bools = NDArray[np.bool_]
Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


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


class _Columns:
    """Claims as arrays, an element a claim."""

    def __init__(self, claims: Sequence[Claim]) -> None:
        self.low = np.array([c.low for c in claims], dtype=np.float64)
        self.high = np.array(
            [np.inf if c.high is None else c.high for c in claims], dtype=np.float64
        )
        self.best = np.array([c.best[0] for c in claims], dtype=np.float64)
        self.first = _with_gaps(c.first for c in claims)
        self.last = _with_gaps(c.last for c in claims)
        self.minute = _with_gaps(c.minute for c in claims)
        self.depth = np.array([c.depth for c in claims])
        self.levels = [_codes(c.path[level] for c in claims) for level in range(4)]
        self.lat = _with_gaps(c.lat for c in claims)
        self.lon = _with_gaps(c.lon for c in claims)
        self.line = _codes(c.line for c in claims)
        self.entry = _codes(c.entry for c in claims)
        self.page = _codes(c.page for c in claims)
        self.night = np.array([c.night for c in claims])
        self.toll = np.array([c.kind == TOLL for c in claims])
        self.running = np.array([c.kind == RUNNING for c in claims])
        self.victims = _bits(c.victims for c in claims)
        self.perpetrators = _bits(c.perpetrators for c in claims)
        self.forces = np.array([bool(c.victims) and c.victims <= _FORCES for c in claims])
        self.others = np.array([bool(c.victims) and c.victims <= _OTHERS for c in claims])
        self.update = np.array(["update" in c.cues for c in claims])
        self.more = np.array(["more" in c.cues for c in claims])


def _with_gaps(values: Iterable[float | None]) -> Floats:
    return np.array([np.nan if value is None else value for value in values], dtype=np.float64)


def _codes(values: Iterable[str | None]) -> Ints:
    """Equal numbers for equal values; 0 for None."""
    known: dict[str | None, int] = {None: 0}
    return np.array([known.setdefault(value, len(known)) for value in values], dtype=np.int64)


def _bits(sets: Iterable[frozenset[str]]) -> Ints:
    known: dict[str, int] = {}
    return np.array(
        [sum(1 << known.setdefault(value, len(known)) for value in sorted(s)) for s in sets],
        dtype=np.int64,
    )


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
    columns = _Columns(claims)
    for start in range(0, len(pairs), _CHUNK):
        chunk = np.array(pairs[start : start + _CHUNK], dtype=np.int64)
        yield from _scored(claims, columns, chunk)
        advance(start + len(chunk), len(pairs))


def _scored(claims: Sequence[Claim], columns: _Columns, pairs: Ints) -> Iterator[Link]:
    """The later claim of each pair is the one that updates."""
    later = columns.minute[pairs[:, 0]] > columns.minute[pairs[:, 1]]
    pairs = np.where(later[:, None], pairs[:, ::-1], pairs)
    i, j = pairs[:, 0], pairs[:, 1]
    common = _features(claims, columns, i, j)
    possible = _possible(columns, i, j, common)
    parts = [_part_features(columns, part, whole) for part, whole in ((i, j), (j, i))]
    candidates = [
        (SAME, common, possible[SAME]),
        (UPDATE, common, possible[UPDATE]),
        (CONFLICT, common, possible[CONFLICT]),
        (PART, {**common, **parts[0]}, _can_be_part(columns, i, j, common)),
        (PART, {**common, **parts[1]}, _can_be_part(columns, j, i, common)),
    ]
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


def _features(claims: Sequence[Claim], c: _Columns, i: Ints, j: Ints) -> dict[str, Bools]:
    """Features that do not depend on direction, but for cues: those of the later claim j."""
    found = _place_features(c, i, j) | _day_features(c, i, j) | _count_features(c, i, j)
    found |= _set_features(claims, i, j)
    found["victims_same_side"] = (c.victims[i] & c.victims[j]) != 0
    found["victims_sides"] = (c.forces[i] & c.others[j]) | (c.others[i] & c.forces[j])
    both = (c.victims[i] != 0) & (c.victims[j] != 0)
    found["victims_differ"] = both & ~found["victims_same_side"] & ~found["victims_sides"]
    both = (c.perpetrators[i] != 0) & (c.perpetrators[j] != 0)
    found["perpetrators_same"] = (c.perpetrators[i] & c.perpetrators[j]) != 0
    found["perpetrators_differ"] = both & ~found["perpetrators_same"]
    found["line_same"] = c.line[i] == c.line[j]
    found["line_other"] = ~found["line_same"]
    found["entry_same"] = c.entry[i] == c.entry[j]
    found["page_same"] = c.page[i] == c.page[j]
    found["time_near"] = np.abs(c.minute[i] - c.minute[j]) <= 120
    found["cue_more"] = c.more[j] | (found["entry_same"] & c.more[i])
    found["cue_update"] = c.update[j]
    found["toll_one"] = c.toll[i] != c.toll[j]
    found["toll_both"] = c.toll[i] & c.toll[j]
    alike = found["place_same"] | found["place_both_wide"] | found["quarter_same"]
    found["toll_alike"] = found["toll_both"] & found["day_same"] & alike
    return found


def _place_features(c: _Columns, i: Ints, j: Ints) -> dict[str, Bools]:
    differ = [(level[i] != 0) & (level[j] != 0) & (level[i] != level[j]) for level in c.levels]
    apart = differ[0] | differ[1] | differ[2]
    known = (c.depth[i] > 0) & (c.depth[j] > 0)
    local = (c.depth[i] >= 3) & (c.depth[j] >= 3)
    wide = known & ~local & ~apart
    degrees = np.hypot(c.lat[i] - c.lat[j], (c.lon[i] - c.lon[j]) * np.cos(np.radians(c.lat[i])))
    near = local & (differ[2] | differ[3]) & (degrees * _KM_A_DEGREE <= _NEAR_KM) & differ[2]
    together = local & ~apart
    return {
        "place_same": together & (c.depth[i] == 3) & (c.depth[j] == 3),
        "quarter_same": together & (c.depth[i] == 4) & (c.depth[j] == 4) & ~differ[3],
        "quarter_other": together & differ[3],
        "place_inside": together & (c.depth[i] != c.depth[j]),
        "place_wide": wide & (c.depth[i] != c.depth[j]),
        "place_both_wide": wide & (c.depth[i] == c.depth[j]),
        "place_unknown": ~known & ~apart,
        "place_near": near,
        "place_apart": apart & ~near,
    }


def _day_features(c: _Columns, i: Ints, j: Ints) -> dict[str, Bools]:
    unknown = np.isnan(c.last[i] + c.last[j]) | (np.isnan(c.first[i]) != np.isnan(c.first[j]))
    first = [np.where(np.isnan(c.first[k]), c.last[k], c.first[k]) for k in (i, j)]
    gap = np.maximum(first[0], first[1]) - np.minimum(c.last[i], c.last[j])
    same = ~unknown & (first[0] == first[1]) & (c.last[i] == c.last[j])
    # Told in the small hours, it may be of the day before.
    night = (c.night[i] & (first[0] > c.last[j])) | (c.night[j] & (first[1] > c.last[i]))
    return {
        "day_same": same,
        "day_inside": ~unknown & ~same & (gap <= 0),
        "day_night": ~unknown & (gap == 1) & night,
        "day_next": ~unknown & (gap == 1) & ~night,
        "day_far": ~unknown & (gap > 1),
        "day_unknown": unknown,
    }


def _count_features(c: _Columns, i: Ints, j: Ints) -> dict[str, Bools]:
    low, high = np.maximum(c.low[i], c.low[j]), np.minimum(c.high[i], c.high[j])
    equal = (c.low[i] == c.high[i]) & (c.low[j] == c.high[j]) & (c.low[i] == c.low[j])
    best = c.best[i]
    meet = low <= high
    smaller, larger = np.minimum(c.best[i], c.best[j]), np.maximum(c.best[i], c.best[j])
    close = ~meet & ((larger <= 1.5 * smaller) | (larger - smaller <= 1))
    return {
        "count_equal_one": equal & (best <= 1),
        "count_equal_few": equal & (best >= 2) & (best <= 4),
        "count_equal_many": equal & (best >= 5) & (best <= 19),
        "count_equal_large": equal & (best >= 20),
        "count_fits": meet & ~equal & (larger <= 2 * smaller + 2),
        "count_fits_far": meet & ~equal & (larger > 2 * smaller + 2),
        "count_close": close,
        "count_far": ~meet & ~close,
    }


def _set_features(claims: Sequence[Claim], i: Ints, j: Ints) -> dict[str, Bools]:
    """Features of words, names and ages of victims, which few claims have."""
    found = {
        name: np.zeros(len(i), dtype=np.bool_)
        for name in (
            "victims_same_words", "names_shared", "names_differ", "ages_shared", "ages_differ",
        )
    }  # fmt: skip
    for row, (a, b) in enumerate(zip(i.tolist(), j.tolist(), strict=True)):
        one, other = claims[a], claims[b]
        if one.heads and other.heads:
            found["victims_same_words"][row] = not one.heads.isdisjoint(other.heads)
        for kind, mine, others in (
            ("names", one.names, other.names),
            ("ages", one.ages, other.ages),
        ):
            if mine and others:
                shared = not mine.isdisjoint(others)
                found[f"{kind}_shared"][row] = shared
                found[f"{kind}_differ"][row] = not shared
    return found


def _possible(c: _Columns, i: Ints, j: Ints, features: dict[str, Bools]) -> dict[str, Bools]:
    """Which kinds of identity logic allows: claims of one kind of sum, ranges that fit."""
    meet = ~(features["count_close"] | features["count_far"])
    alike = c.running[i] == c.running[j]
    follows = features["line_same"] & (c.minute[j] > c.minute[i])
    return {
        SAME: alike & meet,
        UPDATE: alike & follows,
        CONFLICT: alike & ~meet & ~follows,
    }


def _can_be_part(c: _Columns, part: Ints, whole: Ints, features: dict[str, Bools]) -> Bools:
    """A part is no larger than its whole, in number, place and days, and no running total."""
    first = np.where(np.isnan(c.first[part]), -np.inf, c.first[part])
    start = np.where(np.isnan(c.first[whole]), -np.inf, c.first[whole])
    days = (first >= start - 1) & (c.last[part] <= c.last[whole] + 1)
    days |= features["day_unknown"] & ~c.running[whole]
    place = (c.depth[whole] <= c.depth[part]) & ~features["place_apart"]
    number = (c.low[part] <= c.high[whole]) & (c.best[part] <= c.best[whole])
    able: Bools = days & place & number & ~c.running[part] & (c.high[whole] > 1)
    return able


def _part_features(c: _Columns, part: Ints, whole: Ints) -> dict[str, Bools]:
    longer = (c.last[whole] - c.first[whole]) > (c.last[part] - c.first[part])
    return {
        "whole_toll": c.toll[whole] | c.running[whole],
        "whole_wider": (c.depth[whole] < c.depth[part]) & (c.depth[whole] > 0) | longer,
        "whole_later": c.minute[whole] > c.minute[part],
        "whole_earlier": c.minute[whole] < c.minute[part],
        "part_equal": c.best[part] == c.best[whole],
    }
