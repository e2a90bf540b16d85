"""Whether a component's scores are the probabilities that they claim to be.

Expected calibration error after Naeini, Cooper and Hauskrecht (2015): the mean distance between
score and share of right spans over bins of equal width, weighted by their spans.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

BINS: Final = 10


@dataclass(frozen=True, slots=True)
class Scored:
    """A predicted span of a layer, the probability that it claims, and whether it is right."""

    layer: str
    score: float
    right: bool


@dataclass(frozen=True, slots=True)
class Bin:
    """Spans whose scores lie between two tenths: how many, their mean score, how many are right."""

    low: float
    high: float
    spans: int
    score: float
    right: float


@dataclass(frozen=True, slots=True)
class Calibration:
    """Reliability of a layer's scores; `bins` without spans are left out."""

    layer: str
    spans: int
    error: float
    bins: tuple[Bin, ...]


def calibrate(layer: str, scored: Iterable[Scored]) -> Calibration:
    """The reliability of scores from 0 to 1."""
    found = [one for one in scored if one.layer == layer]
    bins = []
    for number in range(BINS):
        inside = [one for one in found if min(int(one.score * BINS), BINS - 1) == number]
        if inside:
            mean = sum(one.score for one in inside) / len(inside)
            right = sum(one.right for one in inside) / len(inside)
            bins.append(Bin(number / BINS, (number + 1) / BINS, len(inside), mean, right))
    error = sum(b.spans * abs(b.score - b.right) for b in bins) / len(found) if found else 0.0
    return Calibration(layer, len(found), error, tuple(bins))
