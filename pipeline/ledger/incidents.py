"""From links to incidents: groups of claims that count the same people, and parts in wholes.

Links are followed from the surest down (by score, then by ids, so that order of input never
matters), and a link that would contradict surer ones is left out: two claims that surely tell of
different people do not come into one incident by way of a third, nothing is a part of itself, and
parts are not more than their whole. Connected components, as graph libraries offer them, cannot
say no in this way, which is why the groups are made here; networkx serves `bounds`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from sitrep.pipeline.ledger.claims import Claim, by_time
from sitrep.pipeline.ledger.pairs import IDENTITY, PART, UPDATE, Link
from sitrep.pipeline.ledger.places import PlacePath, apart
from sitrep.pipeline.ledger.windows import INCIDENT, RUNNING, TOLL

PROBABLE: Final = 0.5
"""Links of at least this score make the most probable reading."""

_SURELY_APART: Final = 0.9  # such a pair does not come into one incident by way of a third claim


@dataclass(slots=True)
class Incident:
    """Claims that count the same people, and how many those are.

    `current` are the claims that are not replaced by a later word of their line, in order of
    time; `head` the one whose figure is the best. `low` and `high` are the closed range of its
    people by these, `high` None where open. `place` is the claim that places it most precisely,
    `days` are the first and last day that all claims allow, or else that any allows. `whole` and
    `parts` are ids of incidents.
    """

    id: str
    claims: tuple[Claim, ...]
    current: tuple[Claim, ...]
    head: Claim
    low: int
    high: int | None
    conflict: bool
    place: Claim
    days: tuple[int | None, int | None]
    whole: str | None = None
    parts: list[str] = field(default_factory=list)

    @property
    def kind(self) -> str:
        """Running total, toll or incident: the narrowest kind of its claims."""
        kinds = {claim.kind for claim in self.claims}
        return next(kind for kind in (INCIDENT, TOLL, RUNNING) if kind in kinds)

    @property
    def path(self) -> PlacePath:
        """Its most precise place as a path."""
        return self.place.path

    @property
    def depth(self) -> int:
        """The depth of its place."""
        return self.place.depth

    def labels(self, name: str) -> frozenset[str]:
        """All actor labels of its claims' "victims" or "perpetrators"; "names" as well."""
        return frozenset().union(*(getattr(claim, name) for claim in self.claims))


@dataclass(frozen=True, slots=True)
class Reconciled:
    """One reading of a set of claims at a threshold.

    `incidents` are in order of id, `of` gives the incident of a claim by ids. `rejected` has the
    reason why links of sufficient score are not followed.
    """

    incidents: dict[str, Incident]
    of: dict[str, str]
    rejected: dict[tuple[str, str], str]


def same_words(claims: Iterable[Claim]) -> dict[str, str]:
    """For each report that repeats an earlier one to the letter, the id of the first of them."""
    first: dict[str, str] = {}
    repeats: dict[str, str] = {}
    for claim in sorted(claims, key=by_time):
        if first.setdefault(claim.told, claim.id) != claim.id:
            repeats[claim.id] = first[claim.told]
    return repeats


def reconcile(claims: Sequence[Claim], links: Iterable[Link], threshold: float) -> Reconciled:
    """Incidents by the links whose score is at least the threshold.

    `claims` are without the repeats of `same_words`. Links of origin "reviewer" and "text" are
    followed before those of the model.
    """
    grouping = _Grouping(claims, links)
    for link in grouping.followed(IDENTITY, threshold):
        grouping.join(link)
    incidents = grouping.incidents()
    found = Reconciled(
        {incident.id: incident for incident in incidents},
        {claim.id: incident.id for incident in incidents for claim in incident.claims},
        grouping.rejected,
    )
    for link in grouping.followed((PART,), threshold):
        if reason := _put_in(found, link):
            found.rejected[link.claim, link.other] = reason
    for incident in found.incidents.values():
        incident.parts.sort()
    return found


_ORIGINS: Final = {"reviewer": 0, "text": 1, "model": 2}


class _Grouping:
    """Groups of claims that grow along links."""

    def __init__(self, claims: Sequence[Claim], links: Iterable[Link]) -> None:
        self.claims = {claim.id: claim for claim in claims}
        self.links = [x for x in links if x.claim in self.claims and x.other in self.claims]
        self.group = {id_: id_ for id_ in self.claims}
        self.members: dict[str, list[str]] = {id_: [id_] for id_ in self.claims}
        self.rejected: dict[tuple[str, str], str] = {}
        self._updates: list[Link] = []
        self._apart = {frozenset((link.claim, link.other)): link for link in self.links}

    def followed(self, relations: tuple[str, ...], threshold: float) -> list[Link]:
        """Links of these relations, the surest first; of parts, those into the smallest whole."""
        chosen = [x for x in self.links if x.relation in relations and x.score >= threshold]
        return sorted(
            chosen,
            key=lambda x: (
                _ORIGINS[x.origin],
                -self.claims[x.other].depth if x.relation == PART else 0,
                -x.score,
                x.claim,
                x.other,
            ),
        )

    def join(self, link: Link) -> None:
        """Put the groups of two claims together unless something speaks against it."""
        if link.relation == UPDATE:
            self._updates.append(link)
        one, other = self.group[link.claim], self.group[link.other]
        if one == other:
            return
        for a in self.members[one]:
            for b in self.members[other]:
                if reason := self._contradiction(a, b):
                    self.rejected[link.claim, link.other] = reason
                    return
        one, other = min(one, other), max(one, other)
        for id_ in self.members[other]:
            self.group[id_] = one
        self.members[one] += self.members.pop(other)

    def _contradiction(self, a: str, b: str) -> str | None:
        link = self._apart.get(frozenset((a, b)))
        if link is None:
            one, other = self.claims[a], self.claims[b]
            if apart(one.path, other.path):
                return f"{a} and {b} are in different places"
            if days_between(one.first, one.last, other.first, other.last) > 1:
                return f"{a} and {b} are of different days"
            return None
        if link.relation == PART and link.origin != "model":
            return f"{link.claim} is a part of {link.other}"
        if link.apart >= _SURELY_APART:
            return f"{a} and {b} tell of different people"
        return None

    def incidents(self) -> list[Incident]:
        """The groups as incidents, in order of id."""
        found = [
            make_incident([self.claims[id_] for id_ in members], self._replaced(members))
            for members in self.members.values()
        ]
        return sorted(found, key=lambda incident: incident.id)

    def _replaced(self, members: Collection[str]) -> set[str]:
        """Those of a group of which a later count says that they do not hold any more."""
        found = set()
        for link in self._updates:
            if link.claim in members and link.other in members:
                later, earlier = self.claims[link.claim], self.claims[link.other]
                if link.origin != "model" or not _agree(later, earlier):
                    found.add(link.other)
        return found


def days_between(
    first: int | None, last: int | None, other_first: int | None, other_last: int | None
) -> int:
    """Days from the end of one window to the beginning of the other; 0 if they may meet.

    A first day that is not known lies far back, a last one far ahead.
    """
    gaps = [0]
    if first is not None and other_last is not None:
        gaps.append(first - other_last)
    if other_first is not None and last is not None:
        gaps.append(other_first - last)
    return max(gaps)


def make_incident(claims: Iterable[Claim], replaced: Collection[str] = ()) -> Incident:
    """An incident of claims that count the same people; `replaced` are ids of outdated ones.

    Of each line of reporting, its last word counts, and what it said before as far as that fits
    its last word ("at least 8", then "12"). Where the lines agree, all of them hold, so the range
    is what they have in common; where they do not, it reaches from the lowest to the highest.
    """
    ordered = tuple(sorted(claims, key=by_time))
    lines: dict[str, list[Claim]] = defaultdict(list)
    if all(claim.id in replaced for claim in ordered):  # a reviewer's updates in a circle
        replaced = ()
    for claim in reversed(ordered):
        if claim.id not in replaced and _agree(*lines[claim.line], claim):
            lines[claim.line].append(claim)
    current = tuple(sorted((c for line in lines.values() for c in line), key=by_time))
    low, high = _meet(current)
    conflict = high is not None and low > high
    if conflict:
        ranges = [_meet(line) for line in lines.values()]
        low = min(low for low, _ in ranges)
        high = None if any(h is None for _, h in ranges) else max(h for _, h in ranges if h)
    head = max(current, key=lambda c: (c.high == c.low, not c.hedged, by_time(c)))
    place = min(ordered, key=lambda claim: (-claim.depth, claim.place or "", claim.id))
    return Incident(
        "i" + ordered[0].id[1:], ordered, current, head, low, high, conflict, place, _days(ordered)
    )


def _agree(*claims: Claim) -> bool:
    low, high = _meet(claims)
    return high is None or low <= high


def _days(claims: Sequence[Claim]) -> tuple[int | None, int | None]:
    firsts = [claim.first for claim in claims if claim.first is not None]
    lasts = [claim.last for claim in claims if claim.last is not None]
    first, last = max(firsts, default=None), min(lasts, default=None)
    if first is not None and last is not None and first > last:
        first, last = min(firsts), max(lasts)
    return first, last


def _meet(claims: Sequence[Claim]) -> tuple[int, int | None]:
    """What the ranges of claims have in common; low > high if nothing."""
    closed = [claim.high for claim in claims if claim.high is not None]
    return max(claim.low for claim in claims), min(closed, default=None)


def _put_in(found: Reconciled, link: Link) -> str | None:
    """Make one incident a part of another; or the reason why not."""
    part = found.incidents[found.of[link.claim]]
    whole = found.incidents[found.of[link.other]]
    if part is whole:
        return "part and whole are one incident"
    if part.whole == whole.id:
        return None
    if part.whole is not None:
        return f"is a part of {part.whole} already"
    for above in wholes(found.incidents, whole):
        if above is part:
            return "the whole would be a part of its part"
    if link.origin == "model" and whole.high is not None:
        others = sum(found.incidents[id_].low for id_ in whole.parts)
        if others + part.low > whole.high:
            return "the parts would be more than the whole"
    part.whole = whole.id
    whole.parts.append(part.id)
    return None


def wholes(incidents: Mapping[str, Incident], incident: Incident) -> Iterable[Incident]:
    """The incident, its whole, and so on up."""
    above: Incident | None = incident
    while above is not None:
        yield above
        above = incidents[above.whole] if above.whole else None
