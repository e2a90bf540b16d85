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
known of it.

The largest sum is a maximum weight clique: networkx finds it exactly for groups of up to
`EXACT` incidents; above that, and for claims that name no town, a greedy choice is taken, which
is again a set that is apart in pairs, so the bound holds but may be lower than it could be.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from copy import copy
from dataclasses import dataclass
from functools import partial
from itertools import combinations, pairwise
from typing import Final

import networkx as nx

from sitrep.pipeline.counting import RULES
from sitrep.pipeline.ledger.blocking import CROWDED, town, town_days
from sitrep.pipeline.ledger.claims import Claim
from sitrep.pipeline.ledger.incidents import (
    PROBABLE,
    Incident,
    Reconciled,
    days_between,
    reconcile,
    wholes,
)
from sitrep.pipeline.ledger.pairs import UPDATE, Link
from sitrep.pipeline.ledger.places import apart
from sitrep.pipeline.ledger.windows import RUNNING

EXACT: Final = 16
"""Groups of at most so many incidents are solved exactly."""

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
        self._links = {frozenset((link.claim, link.other)): link for link in links}
        self._loose = _crowded(claims) | {claim.id for claim in claims if town(claim) is None}
        self._set_threshold(threshold)

    def at(self, threshold: float) -> Counter:
        """The same claims and links, counted at another threshold."""
        other = copy(self)
        other._set_threshold(threshold)
        return other

    def _set_threshold(self, threshold: float) -> None:
        self.threshold = threshold
        self.sure = reconcile(self.claims, self.links, threshold)
        self._linked: dict[str, set[str]] = defaultdict(set)
        for link in self.links:
            one, other = self.sure.of[link.claim], self.sure.of[link.other]
            if link.apart < threshold and one != other:
                self._linked[one].add(other)
                self._linked[other].add(one)
        self._floor = self._floors()

    def bounds(self, incidents: Collection[str]) -> Bounds:
        """Bounds of the union of incidents of the most probable reading, by their ids."""
        counted = [id_ for id_ in incidents if self.probable.incidents[id_].kind != RUNNING]
        chosen = {
            self.sure.of[claim.id]
            for id_ in counted
            for claim in self.probable.incidents[id_].claims
        }
        high = _total(self.sure, chosen, lambda i, parts: _upper(i))
        low = min(self._low(chosen), high)
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

    def _low(self, chosen: set[str]) -> int:
        incidents = [self.sure.incidents[id_] for id_ in sorted(chosen)]
        loose = [i for i in incidents if any(claim.id in self._loose for claim in i.claims)]
        loose_ids = {incident.id for incident in loose}
        firm = [incident for incident in incidents if incident.id not in loose_ids]
        found = _Apart(self)
        for group in self._groups(firm):
            found.add(self._heaviest(group))
        for incident in sorted(loose, key=self._rank):
            found.offer(incident)
        return found.sum()

    def _floors(self) -> dict[str, int]:
        """The fewest people that each incident of the sure reading can stand for."""
        floors = {id_: incident.low for id_, incident in self.sure.incidents.items()}
        for link in self.links:
            if link.together <= 1 - self.threshold:
                continue
            one, other = (self.sure.of[id_] for id_ in (link.claim, link.other))
            for mine, others in ((one, other), (other, one)):
                if mine == others or self._replaces(link, mine):
                    continue
                low, high = self.sure.incidents[mine].low, self.sure.incidents[others].high
                if high is not None and high < low:
                    floors[mine] = min(floors[mine], self.sure.incidents[others].low)
        return floors

    def _replaces(self, link: Link, incident: str) -> bool:
        """Whether a link is an update, of which this incident is the later count."""
        return link.relation == UPDATE and self.sure.of[link.claim] == incident

    def _groups(self, incidents: list[Incident]) -> Iterable[list[Incident]]:
        """Incidents that cannot all be told apart, together."""
        by_id = {incident.id: incident for incident in incidents}
        graph: nx.Graph[str] = nx.Graph()
        graph.add_nodes_from(by_id)
        for incident in incidents:
            above = {whole.id for whole in wholes(self.sure.incidents, incident)} - {incident.id}
            for other in self._linked[incident.id] | above:
                if other in by_id and self.perhaps_common(incident, by_id[other]):
                    graph.add_edge(incident.id, other)
        for component in nx.connected_components(graph):
            yield [by_id[id_] for id_ in sorted(component)]

    def _heaviest(self, group: list[Incident]) -> list[Incident]:
        """The incidents of a group that are apart in pairs and have the largest sum."""
        if len(group) == 1:
            return group
        if len(group) > EXACT:
            taken: list[Incident] = []
            for incident in sorted(group, key=self._rank):
                if not any(self.perhaps_common(incident, other) for other in taken):
                    taken.append(incident)
            return taken
        graph: nx.Graph[int] = nx.Graph()
        for number, incident in enumerate(group):
            graph.add_node(number, weight=self.floor(incident))
        for (m, one), (n, other) in combinations(enumerate(group), 2):
            if not self.perhaps_common(one, other):
                graph.add_edge(m, n)
        clique, _ = nx.max_weight_clique(graph, weight="weight")
        return [group[number] for number in sorted(clique)]

    def floor(self, incident: Incident) -> int:
        """The fewest people that an incident of the sure reading can stand for."""
        return self._floor[incident.id]

    def _rank(self, incident: Incident) -> tuple[int, str]:
        return (-self.floor(incident), incident.id)

    def perhaps_common(self, one: Incident, other: Incident) -> bool:
        """Whether two incidents of the sure reading are not surely apart."""
        above, others_above = (
            list(wholes(self.sure.incidents, incident)) for incident in (one, other)
        )
        if other in above or one in others_above:
            return True
        if self._share(one, other):
            return True
        # "12 people, among them a child": the child died in the event of the twelve, so it is
        # apart from no more than they are.
        return any(
            self._share(i, j)
            for i in self._event(one, above)
            for j in self._event(other, others_above)
            if i is not j
        )

    def _event(self, incident: Incident, above: list[Incident]) -> Iterator[Incident]:
        """The incident and the wholes with which its own entry tells it, as long as in one town."""
        yield incident
        for part, whole in pairwise(above):
            told = any(claim.part_of in {c.id for c in whole.claims} for claim in part.claims)
            if not told or town(whole.place) is None:
                return
            yield whole

    def _share(self, one: Incident, other: Incident) -> bool:
        known = False
        for a in one.claims:
            for b in other.claims:
                link = self._links.get(frozenset((a.id, b.id)))
                if link is None:
                    continue
                known = True
                if link.apart < self.threshold:
                    return True
        return not known and self._not_excluded(one, other)

    def _not_excluded(self, one: Incident, other: Incident) -> bool:
        """For incidents that were not compared: whether places and days allow common people."""
        compared = not any(
            claim.id in self._loose for incident in (one, other) for claim in incident.claims
        )
        if compared or apart(one.path, other.path):
            return False
        first, second = sorted((one, other), key=lambda incident: incident.days[0] or 0)
        slack = all(claim.night for claim in second.claims)
        return days_between(*first.days, *second.days) <= slack


class _Apart:
    """A growing set of incidents that are apart in pairs."""

    def __init__(self, counter: Counter) -> None:
        self._counter = counter
        self._taken: dict[str, Incident] = {}
        self._by_day: dict[tuple[str | None, int | None], dict[str, Incident]] = defaultdict(dict)

    def sum(self) -> int:
        """The sum of their low ends."""
        return sum(self._counter.floor(incident) for incident in self._taken.values())

    def add(self, incidents: Iterable[Incident]) -> None:
        """Take incidents that are known to be apart from all others."""
        for incident in incidents:
            self._taken[incident.id] = incident
            for key in _keys(incident):
                self._by_day[key][incident.id] = incident

    def offer(self, incident: Incident) -> None:
        """Take an incident if it has more people than those that it could have in common."""
        against: dict[str, Incident] = {}
        weight = 0
        for key in _keys(incident):
            for id_, other in self._by_day[key].items():
                if id_ in against or not self._counter.perhaps_common(incident, other):
                    continue
                against[id_] = other
                weight += self._counter.floor(other)
                if weight >= self._counter.floor(incident):
                    return
        for id_, other in against.items():
            del self._taken[id_]
            for key in _keys(other):
                del self._by_day[key][id_]
        self.add([incident])


def _keys(incident: Incident) -> list[tuple[str | None, int | None]]:
    """Country and days, each day with its neighbours, of an incident."""
    first, last = incident.days
    if first is None or last is None:
        return [(incident.path[0], None)]
    return [(incident.path[0], day) for day in range(first, last + 2)]


def _crowded(claims: Sequence[Claim]) -> set[str]:
    """Claims in blocks of town and day of which not all pairs were compared."""
    blocks: dict[object, list[str]] = defaultdict(list)
    for claim in claims:
        for key in town_days(claim):
            blocks[key].append(claim.id)
    return {id_ for block in blocks.values() if len(block) > CROWDED for id_ in block}


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
