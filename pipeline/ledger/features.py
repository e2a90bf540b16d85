"""Features of pairs of claims, as arrays: an element a claim, or a pair.

Their names are those of patterns/ledger_weights.csv, which says what each one means.
"""

from __future__ import annotations

from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Sequence
from itertools import combinations
from typing import Final

import numpy as np
from numpy.typing import NDArray

from sitrep.pipeline.ledger.claims import Claim, by_time
from sitrep.pipeline.ledger.places import LEVELS, apart
from sitrep.pipeline.ledger.windows import RUNNING, TOLL
from sitrep.pipeline.ledger.wording import kin

_NEAR_KM: Final = 5.0
_KM_A_DEGREE: Final = 111.2
_NEAR_ENTRIES: Final = 2
_TOWN: Final = LEVELS["settlement"]
_REMEMBERED: Final = 20  # claims of a page back to which "the toll" is looked for
_FORCES: Final = frozenset({"SECURITY_FORCES"})
_OTHERS: Final = frozenset({"CIVILIANS", "PROTESTERS"})

Bools = NDArray[np.bool_]
Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


class Columns:
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
        self.start = np.array([c.start for c in claims], dtype=np.int64)
        self.position = np.array([c.position for c in claims], dtype=np.int64)
        self.line = _codes(c.line for c in claims)
        self.own = np.array([c.line.startswith("page:") for c in claims])
        self.whole = _codes(c.part_of for c in claims)
        self.entry = _codes(c.entry for c in claims)
        self.rank = _ranks(claims)
        self.bare = np.array([not c.heads for c in claims])
        self.page = _codes(c.page for c in claims)
        self.night = np.array([c.night for c in claims])
        self.toll = np.array([c.kind == TOLL for c in claims])
        self.running = np.array([c.kind == RUNNING for c in claims])
        self.victims = _bits(c.victims for c in claims)
        self.perpetrators = _bits(c.perpetrators for c in claims)
        self.forces = np.array([bool(c.victims) and c.victims <= _FORCES for c in claims])
        self.others = np.array([bool(c.victims) and c.victims <= _OTHERS for c in claims])
        self.named = np.array([bool(c.names) and c.best[0] <= len(c.names) for c in claims])
        self.among = np.array(["among" in c.cues for c in claims])
        self.toll_before = _tolls_before(claims)
        self.update = np.array(["update" in c.cues for c in claims])
        self.more = np.array(["more" in c.cues for c in claims])


def _with_gaps(values: Iterable[float | None]) -> Floats:
    return np.array([np.nan if value is None else value for value in values], dtype=np.float64)


def _codes(values: Iterable[str | None]) -> Ints:
    """Equal numbers for equal values; 0 for None."""
    known: dict[str | None, int] = {None: 0}
    return np.array([known.setdefault(value, len(known)) for value in values], dtype=np.int64)


def _ranks(claims: Sequence[Claim]) -> Ints:
    """The how-manieth claim of its outcome in its entry each one is, from 0."""
    ranks = np.zeros(len(claims), dtype=np.int64)
    told: Counter[tuple[str, str]] = Counter()
    for index in sorted(range(len(claims)), key=lambda index: claims[index].start):
        key = claims[index].entry, claims[index].outcome
        ranks[index] = told[key]
        told[key] += 1
    return ranks


def _bits(sets: Iterable[frozenset[str]]) -> Ints:
    known: dict[str, int] = {}
    return np.array(
        [sum(1 << known.setdefault(value, len(known)) for value in sorted(s)) for s in sets],
        dtype=np.int64,
    )


def _tolls_before(claims: Sequence[Claim]) -> Ints:
    """For each claim of no place, the index of the page's toll when it was told; -1 for none.

    That is the largest count of its outcome among the last ones of its page, of which the later of
    equal ones, as long as all of these that name a town name one: of several, none is "the toll".
    """
    found = np.full(len(claims), -1, dtype=np.int64)
    told: dict[tuple[str, str], deque[int]] = defaultdict(lambda: deque(maxlen=_REMEMBERED))
    for index in sorted(range(len(claims)), key=lambda index: by_time(claims[index])):
        claim = claims[index]
        before = told[claim.page, claim.outcome]
        if claim.depth == 0 and before:
            places = [claims[other].path for other in before if claims[other].depth >= _TOWN]
            if not any(apart(*pair) for pair in combinations(set(places), 2)):
                found[index] = max(before, key=lambda other: claims[other].best[0])
        if claim.kind != RUNNING and not claim.part_of and "among" not in claim.cues:
            before.appendleft(index)
    return found


def pair_features(claims: Sequence[Claim], c: Columns, i: Ints, j: Ints) -> dict[str, Bools]:
    """Features that do not depend on direction, but for cues: those of the later claim j."""
    found = _place_features(c, i, j) | _day_features(c, i, j) | _count_features(c, i, j)
    found |= _setpair_features(claims, i, j)
    found["victims_same_side"] = (c.victims[i] & c.victims[j]) != 0
    found["victims_sides"] = (c.forces[i] & c.others[j]) | (c.others[i] & c.forces[j])
    both = (c.victims[i] != 0) & (c.victims[j] != 0)
    found["victims_differ"] = both & ~found["victims_same_side"] & ~found["victims_sides"]
    both = (c.perpetrators[i] != 0) & (c.perpetrators[j] != 0)
    found["perpetrators_same"] = (c.perpetrators[i] & c.perpetrators[j]) != 0
    found["perpetrators_differ"] = both & ~found["perpetrators_same"]
    found["line_same"] = c.line[i] == c.line[j]
    own = c.own[i] | c.own[j]
    found["line_page"] = own & ~found["line_same"]
    found["line_kin"] &= ~own & ~found["line_same"]
    found["line_other"] = ~(found["line_same"] | found["line_kin"] | own)
    found["entry_same"] = c.entry[i] == c.entry[j]
    found["entry_rivals"] = found["entry_same"] & found["line_other"]
    follows = c.bare[j] & (c.rank[j] == c.rank[i] + 1)
    found["entry_echo"] = (
        found["entry_rivals"] & follows & (found["place_same"] | found["quarter_same"])
    )
    found["parts_of_one"] = (c.whole[i] != 0) & (c.whole[i] == c.whole[j])
    found["page_same"] = c.page[i] == c.page[j]
    near = np.abs(c.position[i] - c.position[j]) <= _NEAR_ENTRIES
    found["entry_near"] = found["page_same"] & ~found["entry_same"] & near
    found["place_assumed"] = found["place_unknown"] & (found["entry_same"] | found["entry_near"])
    found["time_near"] = np.abs(c.minute[i] - c.minute[j]) <= 120
    found["cue_more"] = c.more[j] | (found["entry_same"] & c.more[i])
    found["cue_update"] = c.update[j]
    found["update_page"] = c.update[j] & (c.toll_before[j] == i)
    found["toll_one"] = c.toll[i] != c.toll[j]
    found["toll_both"] = c.toll[i] & c.toll[j]
    alike = found["place_same"] | found["place_both_wide"] | found["quarter_same"]
    found["toll_alike"] = found["toll_both"] & found["day_same"] & alike
    return found


def _place_features(c: Columns, i: Ints, j: Ints) -> dict[str, Bools]:
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


def _day_features(c: Columns, i: Ints, j: Ints) -> dict[str, Bools]:
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


def _count_features(c: Columns, i: Ints, j: Ints) -> dict[str, Bools]:
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


def _setpair_features(claims: Sequence[Claim], i: Ints, j: Ints) -> dict[str, Bools]:
    """Features of sources' words, and of words, names and ages of victims."""
    found = {
        name: np.zeros(len(i), dtype=np.bool_)
        for name in (
            "victims_same_words", "victims_other_words", "names_shared", "names_differ",
            "ages_shared", "ages_differ", "line_kin",
        )
    }  # fmt: skip
    for row, (a, b) in enumerate(zip(i.tolist(), j.tolist(), strict=True)):
        one, other = claims[a], claims[b]
        if one.heads and other.heads:
            shared = not one.heads.isdisjoint(other.heads)
            found["victims_same_words" if shared else "victims_other_words"][row] = True
        found["line_kin"][row] = kin(one.line, other.line)
        for kind, mine, others in (
            ("names", one.names, other.names),
            ("ages", one.ages, other.ages),
        ):
            if mine and others:
                shared = not mine.isdisjoint(others)
                found[f"{kind}_shared"][row] = shared
                found[f"{kind}_differ"][row] = not shared
    return found


def possible_identities(
    c: Columns, i: Ints, j: Ints, features: dict[str, Bools]
) -> tuple[Bools, Bools, Bools]:
    """Where logic allows same, update and conflict: one kind of sum, and counts that fit.

    People who are all named are not another figure for a different number: they may be among it,
    as those are who are said to be "among the dead".
    """
    meet = ~(features["count_close"] | features["count_far"])
    alike = c.running[i] == c.running[j]
    line = features["line_same"] | features["line_kin"] | features["line_page"]
    follows = (line | features["update_page"]) & is_later(c, j, i)
    rival = alike & (meet | ~(c.named[i] | c.named[j]))
    some = (c.among[i] != c.among[j]) & (c.best[i] != c.best[j])
    return alike & meet & ~some, rival & follows & ~some, rival & ~meet & ~follows & ~some


def is_later(c: Columns, one: Ints, other: Ints) -> Bools:
    """Whether the first was told after the second, in one entry further on in its text."""
    later: Bools = c.minute[one] > c.minute[other]
    later |= (c.entry[one] == c.entry[other]) & (c.start[one] > c.start[other])
    return later


def can_be_part(c: Columns, part: Ints, whole: Ints, features: dict[str, Bools]) -> Bools:
    """A part is no larger than its whole, in number, place and days, and no running total.

    A part that names no place, and is "among the dead" or told under a toll, lies in its place.
    """
    first = np.where(np.isnan(c.first[part]), -np.inf, c.first[part])
    start = np.where(np.isnan(c.first[whole]), -np.inf, c.first[whole])
    days = (first >= start - 1) & (c.last[part] <= c.last[whole] + 1)
    days |= features["day_unknown"] & ~c.running[whole]
    under = (c.among[part] & (c.page[part] == c.page[whole])) | (c.toll_before[part] == whole)
    place = (c.depth[whole] <= c.depth[part]) | ((c.depth[part] == 0) & under)
    place &= ~features["place_apart"]
    number = (c.low[part] <= c.high[whole]) & (c.best[part] <= c.best[whole])
    able: Bools = days & place & number & ~c.running[part] & (c.high[whole] > 1)
    return able


def part_features(c: Columns, part: Ints, whole: Ints) -> dict[str, Bools]:
    """Features of one direction: the first as a part of the second."""
    longer = (c.last[whole] - c.first[whole]) > (c.last[part] - c.first[part])
    return {
        "whole_toll": c.toll[whole] | c.running[whole],
        "whole_wider": (c.depth[whole] < c.depth[part]) & (c.depth[whole] > 0) | longer,
        "whole_later": c.minute[whole] > c.minute[part],
        "whole_earlier": c.minute[whole] < c.minute[part],
        "part_equal": c.best[part] == c.best[whole],
        "part_one": c.best[part] <= 1,
        "part_most": (2 * c.best[part] >= c.best[whole]) & (c.best[part] > 1),
        "part_line": c.line[part] == c.line[whole],
        "part_among": c.among[part] & ~c.among[whole] & (c.page[part] == c.page[whole]),
        "part_unplaced": c.toll_before[part] == whole,
        "part_behind": (c.entry[part] == c.entry[whole]) & (c.start[part] > c.start[whole]),
    }
