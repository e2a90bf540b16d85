"""How many distinct people claims tell of: at least, most probably, and at most.

**What the figures mean.** An incident *i* (claims that count the same people) stands for a set of
people Dᵢ whose size lies in a closed range [lᵢ, hᵢ], given by its claims' codes; hᵢ can be open.
Links say two things about these sets: *i* is a part of *j* means Dᵢ ⊆ Dⱼ; *i* and *j* are apart
means Dᵢ ∩ Dⱼ = ∅. Of all other pairs nothing is known. Asked is the size of U, the union of the
sets of the chosen incidents. Denied and possible claims and running totals stand for no set.

- **low** = the largest sum of fᵢ over chosen incidents of which each two are apart. fᵢ is lᵢ, or
  less where *i* is perhaps the same as *j*, by a count that cannot be equal: then lⱼ if that is
  less (if they are the same, they are in conflict, and the lower one may be right).
- **high** = the sum of high(r) over all r that are a part of nothing, where high(i) = hᵢ if i is
  chosen, else the sum of high over its parts, but never more than hᵢ.
- **best** = likewise over the most probable links, with best figures (by a counting rule) in place
  of hᵢ, where parts that add up to more than the best figure of their whole, but fit its range,
  take its place; then brought into [low, high].
- **named** = high with the best figure in place of an open hᵢ: the most that anybody names.

**Why they hold.** Let the sets be any that agree with the ranges and the links.
*low ≤ |U|*: incidents that are apart in pairs have disjoint sets, U holds all of them, so |U| is
at least the sum of their sizes. Each size is at least lᵢ, or else *i* is one of two counts of one
set that cannot both be right, and the size is at least that of the lower one: fᵢ in any case.
*|U| ≤ high*: each chosen set lies in that of the top of its tree, so U is covered by one set for
each top, namely the union of what is chosen at and below it. By induction from the leaves that
union has at most high(i) people: for a chosen i it is inside Dᵢ, of at most hᵢ people; for another
one it is covered by those of its parts, and also inside Dᵢ.
So 0 ≤ low ≤ |U| ≤ high, a part never has more than its whole, and adding a part to a chosen
whole leaves high as it is. If parts that are apart add up to more than their whole, no sets agree
with the claims; low is then cut down to high. The figures say what follows from claims and links;
they are as good as these, and people of whom nobody tells are in none of them.

**How surely.** Two claims count as the same, or one as a part, for `high` if the probability of
that is at least the threshold; they count as apart for `low` if that of having nobody in common
is. In between, neither is assumed, so a higher threshold widens the bounds, but for rare cases
in which a link that falls away made room for another one. `best` follows every link that is more
probable than not. A pair that was never compared (see `blocking`) is
apart if places or days exclude each other; else, as for any claim that names no town, nothing is
known of it. `packing` finds the largest sum.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from copy import copy
from dataclasses import dataclass
from functools import partial
from typing import Final

from sitrep.pipeline.counting import RULES
from sitrep.pipeline.ledger.claims import Claim
from sitrep.pipeline.ledger.incidents import (
    PROBABLE,
    Incident,
    Reconciled,
    reconcile,
    wholes,
)
from sitrep.pipeline.ledger.packing import Packing, loose_claims
from sitrep.pipeline.ledger.pairs import Link
from sitrep.pipeline.ledger.windows import RUNNING

_OPEN: Final = float("inf")


@dataclass(frozen=True, slots=True)
class Bounds:
    """Distinct people: `best` and `named` by counting rule; `high` None where it is open."""

    low: int
    high: int | None
    best: dict[str, int]
    named: dict[str, int]


class Counter:
    """Bounds of any set of actual claims of one outcome, at one threshold.

    `claims` are actual ones without repeats, `links` are between these. `probable` is the most
    probable reading: its incidents are what a selection consists of. `sure` is the reading at the
    threshold, a refinement of it, since both follow the same links in the same order and one goes
    on longer.
    """

    def __init__(self, claims: Sequence[Claim], links: Sequence[Link], threshold: float) -> None:
        self.claims, self.links = claims, links
        self.probable = reconcile(claims, links, PROBABLE)
        self._by_pair = {frozenset((link.claim, link.other)): link for link in links}
        self._loose = loose_claims(claims)
        self._set_threshold(threshold)

    def at(self, threshold: float) -> Counter:
        """The same claims and links, counted at another threshold."""
        other = copy(self)
        other._set_threshold(threshold)
        return other

    def _set_threshold(self, threshold: float) -> None:
        self.threshold = threshold
        self.sure = reconcile(self.claims, self.links, threshold)
        self.packing = Packing(self.sure, self._by_pair, self._loose, threshold)

    def bounds(self, incidents: Collection[str]) -> Bounds:
        """Bounds of the union of incidents of the most probable reading, by their ids."""
        counted = [id_ for id_ in incidents if self.probable.incidents[id_].kind != RUNNING]
        chosen = {
            self.sure.of[claim.id]
            for id_ in counted
            for claim in self.probable.incidents[id_].claims
        }
        high = _total(self.sure, chosen, lambda i, parts: _upper(i))
        low = min(self.packing.largest(chosen), high)
        best, named = {}, {}
        for rule, name in enumerate(RULES):
            figure = _total(self.probable, set(counted), partial(_best, rule))
            best[name] = int(min(max(figure, low), high))
            figure = _total(self.sure, chosen, partial(_named, rule))
            named[name] = int(max(figure, best[name]))
        return Bounds(int(low), None if high == _OPEN else int(high), best, named)

    def of_running_total(self, incident: Incident) -> Bounds:
        """The range of a cumulative toll by its own claims; it is in no sum."""
        best = {name: int(_best(rule, incident, 0)) for rule, name in enumerate(RULES)}
        named = {name: int(_named(rule, incident, 0)) for rule, name in enumerate(RULES)}
        return Bounds(incident.low, incident.high, best, named)


def _total(
    reading: Reconciled, chosen: set[str], figure: Callable[[Incident, float], float]
) -> float:
    """The sum over the trees of a reading's parts of what is chosen in them."""
    relevant: dict[str, Incident] = {}
    for id_ in sorted(chosen):
        for incident in wholes(reading.incidents, reading.incidents[id_]):
            relevant[incident.id] = incident

    def of(incident: Incident) -> float:
        parts = sum(of(relevant[id_]) for id_ in incident.parts if id_ in relevant)
        if incident.id in chosen:
            return figure(incident, parts)
        return min(parts, _upper(incident))

    return sum(of(incident) for incident in relevant.values() if incident.whole is None)


def _upper(incident: Incident) -> float:
    return _OPEN if incident.high is None else incident.high


def _best(rule: int, incident: Incident, parts: float) -> float:
    """The best figure of the incident, or the sum of its parts if that is more and fits."""
    own = min(max(incident.head.best[rule], incident.low), _upper(incident))
    return max(own, min(parts, _upper(incident)))


def _named(rule: int, incident: Incident, parts: float) -> float:
    if incident.high is not None:
        return incident.high
    return max(parts, *(max(claim.best[rule], claim.low) for claim in incident.current))
