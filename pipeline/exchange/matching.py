"""Which span of a tool is which of those that were pushed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sitrep.pipeline.exchange.entries import Span, number


@dataclass(frozen=True, slots=True)
class Matching:
    """Pushed ids by the tool's ids; `kept` are spans whose id the tool has kept."""

    ids: Mapping[str, str]
    kept: frozenset[str]


def match(before: Sequence[Span], now: Sequence[Span]) -> Matching:
    """Match a tool's spans with those that were pushed, within each layer.

    By id where the tool has kept it; then by equal offsets; then by the largest overlap.
    """
    left = {span.id: span for span in before}
    kept = frozenset(s.id for s in now if s.id in left and left[s.id].layer == s.layer)
    ids = {id_: id_ for id_ in kept}
    for id_ in kept:
        del left[id_]
    free = [span for span in now if span.id not in kept]
    for exact in (True, False):
        pairs = sorted(
            (
                (-_overlap(mine, old), mine.label != old.label, mine.start, n, old)
                for n, mine in enumerate(free)
                for old in left.values()
                if mine.layer == old.layer
                and (mine.place == old.place if exact else _overlap(mine, old) > 0)
            ),
            key=lambda pair: (*pair[:4], number(pair[4].id)),
        )
        for *_, n, old in pairs:
            mine = free[n]
            if old.id in left and mine.id not in ids:
                ids[mine.id] = old.id
                del left[old.id]
        free = [span for span in free if span.id not in ids]
    return Matching(ids, kept)


def _overlap(one: Span, other: Span) -> int:
    return min(one.end, other.end) - max(one.start, other.start)
