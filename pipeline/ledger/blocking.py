"""Which pairs of claims are worth comparing: those that share a block.

Blocks are kept small, so that the number of pairs grows with the number of claims and not with
its square. Two claims that share no block are apart, unless the town of one is not known: such a
claim could be anywhere in its country, and `bounds` treats it so without comparing it to all.

- town and day: one town (or quarter of it), at most a day apart;
- names: a victim's name in common, whenever and wherever;
- page: one page, where the town of one of the two is not known, the nearest entries;
- country: one country and day, where one of the two is a sum over events of more than a town;
- line: one line of reporting and day, where one of the two is a sum over events;
- running totals of one place, each with the next ones in time.

In a crowded block each claim is only compared with the nearest by number (the sorted
neighbourhood method of record linkage).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from typing import Final

from sitrep.pipeline.ledger.claims import Claim
from sitrep.pipeline.ledger.windows import RUNNING, TOLL

CROWDED: Final = 50
"""Members from which a block counts as crowded."""
NEIGHBOURS: Final = 20
"""How many of those that follow it in a crowded block a claim is compared with."""
_RUNNING_NEIGHBOURS: Final = 4
_LONGEST: Final = 40  # days; a longer window is blocked as one that touches every day of its page

Block = tuple[Hashable, ...]


def town(claim: Claim) -> Block | None:
    """The town of a claim, or its quarter where the town is not known; None for wider places."""
    country, _, settlement, quarter = claim.path
    if claim.depth < 3:
        return None
    return (country, settlement) if settlement else (country, None, quarter)


def in_known_town(claim: Claim) -> bool:
    """Whether its town is known: a bare "field hospital" may be in any town."""
    return claim.depth >= 3 and claim.path[2] is not None


def days(claim: Claim) -> range:
    """Ordinals of the days of a claim; none where they are not known, or too many to list."""
    if claim.first is None or claim.last is None or claim.last - claim.first > _LONGEST:
        return range(0)
    return range(claim.first, claim.last + 1)


def town_days(claim: Claim) -> Iterator[Block]:
    """The blocks of a claim by town and day: claims at most a day apart share one."""
    place = town(claim)
    if place is not None and claim.kind != RUNNING:
        for day in range(days(claim).start, days(claim).stop + 1) if days(claim) else (None,):
            yield (claim.outcome, *place, day)


def candidate_pairs(claims: Sequence[Claim]) -> list[tuple[int, int]]:
    """Sorted pairs of indices i < j into `claims` that share a block, each once.

    Claims are to be in an order that does not depend on the input.
    """
    pairs: set[tuple[int, int]] = set()
    for keys, order, reach, wanted in _SCHEMES:
        for members in _blocks(claims, keys):
            members.sort(key=lambda i: (order(claims[i]), claims[i].id))
            near = reach if len(members) > CROWDED else len(members)
            pairs.update(
                (min(i, j), max(i, j))
                for i, j in _following(members, near)
                if wanted(claims[i], claims[j])
            )
    return sorted(pairs)


def _blocks(
    claims: Sequence[Claim], keys: Callable[[Claim], Iterable[Block]]
) -> Iterator[list[int]]:
    members: dict[Block, list[int]] = defaultdict(list)
    for index, claim in enumerate(claims):
        for key in keys(claim):
            members[key].append(index)
    return (block for block in members.values() if len(block) > 1)


def _following(members: list[int], reach: int) -> Iterator[tuple[int, int]]:
    for start, i in enumerate(members):
        for j in members[start + 1 : start + 1 + reach]:
            yield i, j


def _names(claim: Claim) -> Iterator[Block]:
    for name in claim.names:
        yield (claim.outcome, name)


def _lines(claim: Claim) -> Iterator[Block]:
    if claim.kind != RUNNING and not claim.line.startswith("page:"):
        for day in days(claim):
            yield (claim.outcome, claim.path[0], claim.line, day)


def _countries(claim: Claim) -> Iterator[Block]:
    if claim.kind != RUNNING:
        for day in days(claim):
            yield (claim.outcome, claim.path[0], day)


def _pages(claim: Claim) -> Iterator[Block]:
    yield (claim.outcome, claim.page)


def _running(claim: Claim) -> Iterator[Block]:
    if claim.kind == RUNNING:
        yield (claim.outcome, *claim.path, claim.depth)


def _always(one: Claim, other: Claim) -> bool:
    return True


def _a_toll(one: Claim, other: Claim) -> bool:
    return TOLL in (one.kind, other.kind)


def _a_wide_toll(one: Claim, other: Claim) -> bool:
    return any(claim.kind == TOLL and not in_known_town(claim) for claim in (one, other))


def _no_town(one: Claim, other: Claim) -> bool:
    return not (in_known_town(one) and in_known_town(other))


_SCHEMES: Final = (
    (town_days, lambda claim: (claim.best[0], claim.minute or 0), NEIGHBOURS, _always),
    (_names, lambda claim: claim.minute or 0, NEIGHBOURS, _always),
    (_countries, lambda claim: claim.minute or 0, NEIGHBOURS, _a_wide_toll),
    (_lines, lambda claim: claim.minute or 0, NEIGHBOURS, _a_toll),
    (_pages, lambda claim: claim.position, NEIGHBOURS, _no_town),
    (_running, lambda claim: claim.minute or 0, _RUNNING_NEIGHBOURS, _always),
)
"""Blocks of a claim, what orders a crowded one, how far it is compared there, and which pairs."""
