"""The most people of whom no two can be the same: incidents that are apart in pairs.

This is a maximum weight clique of the graph of pairs that are apart. networkx finds it exactly for
groups of up to `EXACT` incidents; above that, and for claims of no known town, a greedy choice is
taken, which is again apart in pairs: a bound that holds but may be lower than it could be.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations, pairwise
from typing import Final

import networkx as nx

from sitrep.pipeline.ledger.blocking import CROWDED, in_known_town, town_days
from sitrep.pipeline.ledger.claims import Claim
from sitrep.pipeline.ledger.incidents import Incident, Reconciled, days_between, wholes
from sitrep.pipeline.ledger.pairs import UPDATE, Link
from sitrep.pipeline.ledger.places import apart

EXACT: Final = 16
"""Groups of at most so many incidents are solved exactly."""


class Packing:
    """Which incidents of a reading are apart, at its threshold.

    `links` are by the pair of their claims; `loose` are the claims that were not compared with
    all that they could have in common (see `loose_claims`).
    """

    def __init__(
        self,
        sure: Reconciled,
        links: dict[frozenset[str], Link],
        loose: set[str],
        threshold: float,
    ) -> None:
        self.sure, self.threshold = sure, threshold
        self._links, self._loose = links, loose
        self._linked: dict[str, set[str]] = defaultdict(set)
        for link in links.values():
            one, other = sure.of[link.claim], sure.of[link.other]
            if link.apart < threshold and one != other:
                self._linked[one].add(other)
                self._linked[other].add(one)
        self._floor = self._floors()

    def largest(self, chosen: set[str]) -> int:
        """The largest sum of floors found, over chosen incidents that are apart in pairs."""
        incidents = [self.sure.incidents[id_] for id_ in sorted(chosen)]
        loose = [i for i in incidents if any(claim.id in self._loose for claim in i.claims)]
        loose_ids = {incident.id for incident in loose}
        firm = [incident for incident in incidents if incident.id not in loose_ids]
        found = _Taken(self)
        for group in self._groups(firm):
            found.add(self._heaviest(group))
        for incident in sorted(loose, key=self._rank):
            found.offer(incident)
        return found.sum()

    def _floors(self) -> dict[str, int]:
        """The fewest people that each incident of the sure reading can stand for.

        Where both a count and its part could be the same as an incident ("194, among them 57
        children", after 98 by the same source), its rival is the count and not the part.
        """
        floors = {id_: incident.low for id_, incident in self.sure.incidents.items()}
        rivals = [link for link in self._links.values() if link.together > 1 - self.threshold]
        pairs = [[self.sure.of[id_] for id_ in (link.claim, link.other)] for link in rivals]
        known = {frozenset(pair) for pair in pairs if pair[0] != pair[1]}
        for link, (one, other) in zip(rivals, pairs, strict=True):
            for mine, others in ((one, other), (other, one)):
                if mine == others or any(
                    frozenset((mine, whole)) in known for whole in self._told_wholes(others, mine)
                ):
                    continue
                if self._replaces(link, mine):
                    continue
                low, high = self.sure.incidents[mine].low, self.sure.incidents[others].high
                if high is not None and high < low:
                    floors[mine] = min(floors[mine], self.sure.incidents[others].low)
        return floors

    def _told_wholes(self, part: str, rival: str) -> set[str | None]:
        """The wholes of which a source of the rival told the part as one."""
        lines = {claim.line for claim in self.sure.incidents[rival].claims}
        claims = self.sure.incidents[part].claims
        return {self.sure.of.get(c.part_of) for c in claims if c.part_of and c.line in lines}

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
            if not told or not in_known_town(whole.place):
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


class _Taken:
    """A growing set of incidents that are apart in pairs."""

    def __init__(self, packing: Packing) -> None:
        self._packing = packing
        self._taken: dict[str, Incident] = {}
        self._by_day: dict[tuple[str | None, int | None], dict[str, Incident]] = defaultdict(dict)

    def sum(self) -> int:
        """The sum of their low ends."""
        return sum(self._packing.floor(incident) for incident in self._taken.values())

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
                if id_ in against or not self._packing.perhaps_common(incident, other):
                    continue
                against[id_] = other
                weight += self._packing.floor(other)
                if weight >= self._packing.floor(incident):
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


def loose_claims(claims: Sequence[Claim]) -> set[str]:
    """Claims of no known town, or that stand in blocks of which not all pairs were compared."""
    blocks: dict[object, list[str]] = defaultdict(list)
    for claim in claims:
        for key in town_days(claim):
            blocks[key].append(claim.id)
    crowded = {id_ for block in blocks.values() if len(block) > CROWDED for id_ in block}
    return crowded | {claim.id for claim in claims if not in_known_town(claim)}
