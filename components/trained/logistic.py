"""How sure to be: logistic regression with named features, and the cut that is best for F1."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np

Features = Mapping[str, float]
Weights = dict[str, float]


def logit(probability: float) -> float:
    """The log odds of a probability, which is kept off 0 and 1 by a hundredth."""
    clipped = min(max(probability, 0.01), 0.99)
    return float(np.log(clipped / (1 - clipped)))


def probability(weights: Mapping[str, float], features: Features) -> float:
    """What a logistic regression gives; features without a weight do not count."""
    score = sum(weights.get(name, 0.0) * value for name, value in features.items())
    return float(1 / (1 + np.exp(-score)))


def fit(rows: Sequence[Features], right: Sequence[bool], penalty: float = 1.0) -> Weights:
    """The weights of a logistic regression, by Newton's method.

    `penalty` is the factor of the squared weights, of which the feature "bias" is free; it keeps
    rare features near nothing. Raises ValueError where there are no rows.
    """
    if not rows:
        raise ValueError("nothing to fit")
    names = sorted({name for row in rows for name in row})
    column = {name: i for i, name in enumerate(names)}
    values: Any = np.zeros((len(rows), len(names)))
    for i, row in enumerate(rows):
        for name, value in row.items():
            values[i, column[name]] = value
    target = np.array(right, dtype=float)
    ridge = np.array([1e-3 if name == "bias" else penalty for name in names])
    weights = np.zeros(len(names))
    for _ in range(50):
        odds = 1 / (1 + np.exp(-values @ weights))
        slope = values.T @ (odds - target) + ridge * weights
        curve = (values * (odds * (1 - odds))[:, None]).T @ values + np.diag(ridge)
        step = np.linalg.solve(curve, slope)
        weights -= step
        if np.abs(step).max() < 1e-6:
            break
    return {name: round(float(weight), 4) for name, weight in zip(names, weights, strict=True)}


def best_cut(scored: Iterable[tuple[float, bool]], missed: int = 0) -> float:
    """The score from which on taking things gives the best F1; 0.5 where nothing is right.

    `scored` are scores and whether they are right, `missed` how many right ones have no score.
    The cut lies half-way to the next lower score.
    """
    ranked = sorted(scored, reverse=True)
    wanted = sum(right for _, right in ranked) + missed
    best, cut, hits = 0.0, 0.5, 0
    for number, (score, right) in enumerate(ranked, start=1):
        hits += right
        below = ranked[number][0] if number < len(ranked) else 0.0
        f1 = 2 * hits / (number + wanted)
        if f1 > best and below < score:
            best, cut = f1, (score + below) / 2
    return cut
