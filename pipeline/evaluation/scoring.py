"""How well marks agree with gold ones: precision, recall and F1 of layers, claims and links."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from sitrep.pipeline import labels
from sitrep.pipeline.corpus.marks import Mark, MarkedEntry

ROWS: Final = (
    "actors exact",
    "actors overlap",
    "actors span only",
    "locations exact",
    "locations overlap",
    "location type",
    "casualties exact",
    "casualties overlap",
    "claim",
    "claim+source",
    "claim+place",
    "claim+source+place",
    "scope",
    "perpetrator",
    "sources exact",
    "sources overlap",
    "cues exact",
    "cues overlap",
    "contents exact",
    "content characters",
)
"""What is scored, in the order in which it is shown."""


@dataclass(slots=True)
class Tally:
    """How many were right, how many there are in the gold, and how many were predicted."""

    right: int = 0
    gold: int = 0
    predicted: int = 0

    def add(self, right: int, gold: int, predicted: int) -> None:
        """Add the counts of one more entry."""
        self.right += right
        self.gold += gold
        self.predicted += predicted

    @property
    def measured(self) -> bool:
        """Whether there was anything to find, or anything found."""
        return bool(self.gold or self.predicted)

    @property
    def precision(self) -> float:
        """Share of the predicted that is right; 0 where nothing was predicted."""
        return self.right / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        """Share of the gold that was found; 0 where there is none."""
        return self.right / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        total = self.gold + self.predicted
        return 2 * self.right / total if total else 0.0


def score(pairs: Iterable[tuple[MarkedEntry, MarkedEntry]]) -> dict[str, Tally]:
    """Tallies by name over pairs (gold, predicted) of entries with the same text.

    "exact": label and offsets are equal. "overlap": the labels are equal and the spans share a
    character, one to one; "span only" leaves the labels aside, and so do all rows of locations.
    "claim": a casualty that overlaps has the right outcome, count and status; "claim+source"
    asks for a source that overlaps the gold's, "claim+place" for places that do so both ways.
    "location type", "scope" and "perpetrator" are scored where location or claim are right.
    """
    tallies: dict[str, Tally] = defaultdict(Tally)
    for gold, predicted in pairs:
        if gold.entry.text != predicted.entry.text:
            raise ValueError(f"{gold.entry.id}: the texts differ")
        _score_spans(tallies, gold, predicted)
        _score_claims(tallies, gold, predicted)
    return {name: tallies[name] for name in ROWS}


def overlap(first: Mark, second: Mark) -> int:
    """How many characters two marks share; 0 or less if none."""
    return min(first.end, second.end) - max(first.start, second.start)


def pair(
    first: Sequence[Mark],
    second: Sequence[Mark],
    same: Callable[[Mark, Mark], bool] = lambda one, other: True,
) -> list[tuple[Mark, Mark]]:
    """One-to-one pairs of marks that overlap and are the same, those that share most first."""
    found = sorted(
        (
            (overlap(one, other), -abs(one.start - other.start), i, j)
            for i, one in enumerate(first)
            for j, other in enumerate(second)
            if overlap(one, other) > 0 and same(one, other)
        ),
        reverse=True,
    )
    firsts, seconds, pairs = set(), set(), []
    for _, _, i, j in found:
        if i not in firsts and j not in seconds:
            firsts.add(i)
            seconds.add(j)
            pairs.append((first[i], second[j]))
    return pairs


def same_label(first: Mark, second: Mark) -> bool:
    """Whether two marks have the same label."""
    return first.label == second.label


def same_claim(first: Mark, second: Mark) -> bool:
    """Whether two casualties agree in outcome, count and status."""
    return same_label(first, second) and all(
        first.attributes[key] == second.attributes[key] for key in ("n", "status")
    )


def same_source(wanted: Sequence[Mark], found: Sequence[Mark]) -> bool:
    """Whether one source of either claim overlaps one of the other's, or both have none."""
    if not wanted or not found:
        return not wanted and not found
    return any(overlap(one, other) > 0 for one in wanted for other in found)


def same_places(wanted: Sequence[Mark], found: Sequence[Mark]) -> bool:
    """Whether each place of either claim overlaps one of the other's; both may have none."""
    return all(any(overlap(a, b) > 0 for b in found) for a in wanted) and all(
        any(overlap(a, b) > 0 for a in wanted) for b in found
    )


def _score_spans(tallies: dict[str, Tally], gold: MarkedEntry, predicted: MarkedEntry) -> None:
    for layer in labels.LAYERS:
        first, second = gold.layer(layer), predicted.layer(layer)
        labelled = layer != labels.LOCATIONS
        exact = [
            {(m.start, m.end, m.label if labelled else "") for m in side}
            for side in (first, second)
        ]
        tallies[f"{layer} exact"].add(len(exact[0] & exact[1]), len(exact[0]), len(exact[1]))
        if layer == labels.CONTENTS:
            said, found = _characters(first), _characters(second)
            tallies["content characters"].add(len(said & found), len(said), len(found))
            continue
        anywhere = pair(first, second)
        pairs = pair(first, second, same_label) if labelled else anywhere
        tallies[f"{layer} overlap"].add(len(pairs), len(first), len(second))
        if layer == labels.ACTORS:
            tallies["actors span only"].add(len(anywhere), len(first), len(second))
        elif layer == labels.LOCATIONS:
            right = sum(same_label(one, other) for one, other in anywhere)
            tallies["location type"].add(right, len(anywhere), len(anywhere))


def _score_claims(tallies: dict[str, Tally], gold: MarkedEntry, predicted: MarkedEntry) -> None:
    first, second = gold.layer(labels.CASUALTIES), predicted.layer(labels.CASUALTIES)
    claims = pair(first, second, same_claim)
    right = {"claim": len(claims), "claim+source": 0, "claim+place": 0, "claim+source+place": 0}
    for one, other in claims:
        source, place, perpetrator = (
            (gold.linked(one, attribute), predicted.linked(other, attribute))
            for attribute in ("src", "loc", "perp")
        )
        source_right, place_right = same_source(*source), same_places(*place)
        right["claim+source"] += source_right
        right["claim+place"] += place_right
        right["claim+source+place"] += source_right and place_right
        tallies["scope"].add(one.attributes["scope"] == other.attributes["scope"], 1, 1)
        tallies["perpetrator"].add(len(pair(*perpetrator)), *map(len, perpetrator))
    for name, number in right.items():
        tallies[name].add(number, len(first), len(second))


def _characters(marks: Iterable[Mark]) -> set[int]:
    return {at for mark in marks for at in range(mark.start, mark.end)}
