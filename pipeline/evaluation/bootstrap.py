"""Confidence intervals and paired tests by resampling entries.

The bootstrap of Efron (1979) over entries, percentile intervals; the paired test is that of
Berg-Kirkpatrick, Burkett and Klein (2012) in its two-sided form, and Holm's (1979) step-down
correction holds for several figures at once. Limit: entries of one page are not independent,
so that intervals are somewhat narrower than a new set of pages would show.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from sitrep.pipeline.evaluation.figures import MEASURES, NAMES, key
from sitrep.pipeline.evaluation.scoring import Tally

REPEATS: Final = 1000
LEVEL: Final = 0.95
"""Coverage of the intervals."""
SIGNIFICANT: Final = 0.05
"""Corrected p below which a difference counts as real."""

Counts = NDArray[np.float64]
"""Right, gold and predicted by entry and figure: shape (entries, figures, 3)."""


@dataclass(frozen=True, slots=True)
class Figure:
    """Precision, recall and F1 of a figure with their intervals, and what they are made of.

    An interval is None where no resample holds anything to measure.
    """

    name: str
    tally: Tally
    intervals: tuple[tuple[float, float] | None, ...]

    @property
    def measured(self) -> bool:
        """Whether there was anything to find, or anything found."""
        return self.tally.measured

    @property
    def values(self) -> tuple[float, float, float]:
        """Precision, recall and F1."""
        return self.tally.precision, self.tally.recall, self.tally.f1

    def to_dict(self) -> dict[str, Any]:
        """Values and intervals by key, with the numbers of gold and predicted marks."""
        cells: dict[str, Any] = {}
        for measure, value, interval in zip(MEASURES, self.values, self.intervals, strict=True):
            cells[key(self.name, measure)] = value
            cells[f"{key(self.name, measure)}_interval"] = list(interval) if interval else None
        cells[key(self.name, "gold")] = self.tally.gold
        cells[key(self.name, "predicted")] = self.tally.predicted
        return cells


@dataclass(frozen=True, slots=True)
class Difference:
    """How the F1 of a figure differs between two models: new minus old.

    `p` is two-sided; `corrected` is p after Holm's correction over the figures tested together.
    """

    name: str
    old: float
    new: float
    interval: tuple[float, float]
    p: float
    corrected: float

    @property
    def delta(self) -> float:
        """New minus old."""
        return self.new - self.old

    @property
    def real(self) -> bool:
        """Whether the difference is more than chance would give."""
        return self.corrected < SIGNIFICANT


def counts(entries: Sequence[Mapping[str, Tally]]) -> Counts:
    """The tallies of entries as an array, figures in the order of NAMES."""
    rows = [
        [(tally.right, tally.gold, tally.predicted) for tally in map(entry.__getitem__, NAMES)]
        for entry in entries
    ]
    return np.array(rows, dtype=float).reshape(len(rows), len(NAMES), 3)


def figures(
    array: Counts, *, names: Sequence[str] = NAMES, repeats: int = REPEATS, seed: int = 0
) -> dict[str, Figure]:
    """The figures of entries, with intervals. An array without entries gives zeros."""
    columns = [NAMES.index(name) for name in names]
    sums = array[:, columns].sum(axis=0)
    drawn = _measures(_resampled(array[:, columns], repeats, seed))
    low, high = _percentiles(drawn)
    return {
        name: Figure(
            name,
            Tally(*(int(number) for number in sums[i])),
            tuple(
                None if np.isnan(low[i, m]) else (float(low[i, m]), float(high[i, m]))
                for m in range(len(MEASURES))
            ),
        )
        for i, name in enumerate(names)
    }


def differences(
    old: Counts, new: Counts, names: Sequence[str], *, repeats: int = REPEATS, seed: int = 0
) -> list[Difference]:
    """Differences in F1 of two models on the same entries, the same ones drawn for both.

    The interval holds the resampled differences; p is the share of them that lie as far from
    the measured difference as that lies from zero.
    """
    columns = [NAMES.index(name) for name in names]
    arrays = [array[:, columns] for array in (old, new)]
    values = [np.nan_to_num(_measures(array.sum(axis=0))[:, 2]) for array in arrays]
    drawn = [np.nan_to_num(_measures(_resampled(a, repeats, seed))[:, :, 2]) for a in arrays]
    deltas, delta = drawn[1] - drawn[0], values[1] - values[0]
    far = np.abs(deltas - delta) >= np.abs(delta) - 1e-12
    p = (1 + far.sum(axis=0)) / (1 + repeats)
    low, high = _percentiles(deltas)
    return [
        Difference(
            name,
            float(values[0][i]),
            float(values[1][i]),
            (float(low[i]), float(high[i])),
            float(p[i]),
            float(corrected),
        )
        for (i, name), corrected in zip(enumerate(names), holm(p.tolist()), strict=True)
    ]


def holm(p: Sequence[float]) -> list[float]:
    """P values corrected for being tested together, in their order."""
    order = sorted(range(len(p)), key=p.__getitem__)
    corrected, highest = [0.0] * len(p), 0.0
    for rank, index in enumerate(order):
        highest = max(highest, min(1.0, p[index] * (len(p) - rank)))
        corrected[index] = highest
    return corrected


def _resampled(array: Counts, repeats: int, seed: int) -> Counts:
    """Sums over entries drawn with replacement: shape (repeats, figures, 3)."""
    entries = len(array)
    if not entries:
        return np.zeros((repeats, *array.shape[1:]))
    draws = np.random.default_rng(seed).multinomial(entries, [1 / entries] * entries, size=repeats)
    sums: Counts = np.tensordot(draws.astype(float), array, axes=1)
    return sums


def _measures(sums: Counts) -> Counts:
    """Precision, recall and F1 on the last axis; NaN where there is nothing to measure."""
    right, gold, predicted = sums[..., 0], sums[..., 1], sums[..., 2]
    with np.errstate(divide="ignore", invalid="ignore"):
        found: Counts = np.stack(
            [right / predicted, right / gold, 2 * right / (gold + predicted)], axis=-1
        )
    return found


def _percentiles(drawn: Counts) -> tuple[Counts, Counts]:
    """The ends of the interval over the first axis, NaN left out; NaN where all is NaN."""
    tail = 100 * (1 - LEVEL) / 2
    empty = np.isnan(drawn).all(axis=0)
    low, high = np.nanpercentile(np.where(empty, 0.0, drawn), [tail, 100 - tail], axis=0)
    return np.where(empty, np.nan, low), np.where(empty, np.nan, high)
