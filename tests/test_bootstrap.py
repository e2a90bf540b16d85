"""Intervals and paired tests."""

from __future__ import annotations

import numpy as np
import pytest

from sitrep.pipeline.evaluation.bootstrap import Figure, counts, differences, figures, holm
from sitrep.pipeline.evaluation.figures import NAMES
from sitrep.pipeline.evaluation.scoring import Tally

CLAIM = NAMES.index("claim")


def entries(*rows):
    """Entries of which only claims are counted: (right, gold, predicted) each."""
    array = np.zeros((len(rows), len(NAMES), 3))
    for number, row in enumerate(rows):
        array[number, CLAIM] = row
    return array


def test_counts_are_in_the_order_of_names():
    tallied = {name: Tally(number, 2 * number, 3 * number) for number, name in enumerate(NAMES)}
    array = counts([tallied])
    assert array.shape == (1, len(NAMES), 3)
    assert list(array[0, CLAIM]) == [CLAIM, 2 * CLAIM, 3 * CLAIM]


def test_a_figure_lies_in_its_interval_which_narrows_with_the_entries():
    half = [(1, 1, 1), (0, 1, 1)]
    widths = []
    for times in (10, 100):
        figure = figures(entries(*half * times))["claim"]
        assert figure.values == (0.5, 0.5, 0.5)
        low, high = figure.intervals[2]
        assert low < 0.5 < high
        widths.append(high - low)
    # the interval of a share p of n is 1.96 sqrt(p (1 - p) / n) to either side
    assert widths[0] == pytest.approx(2 * 1.96 * (0.25 / 20) ** 0.5, rel=0.15)
    assert widths[1] < widths[0] / 2


def test_intervals_come_out_the_same_with_the_same_seed():
    array = entries(*[(1, 1, 1), (0, 1, 0), (0, 1, 1)] * 20)
    assert figures(array, seed=1) == figures(array, seed=1)
    assert figures(array, seed=1) != figures(array, seed=2)


@pytest.mark.parametrize("array", [entries(), entries((0, 0, 0))], ids=["no entry", "no claim"])
def test_nothing_to_measure_has_no_interval(array):
    figure = figures(array)["claim"]
    assert figure == Figure("claim", Tally(), (None, None, None))
    assert not figure.measured


def test_the_same_model_does_not_differ():
    array = entries(*[(1, 1, 1), (0, 1, 0)] * 20)
    (found,) = differences(array, array, ["claim"])
    assert (found.delta, found.interval, found.p, found.real) == (0, (0, 0), 1, False)


def test_a_large_difference_is_real_and_a_small_one_is_not():
    old = entries(*[(0, 1, 1)] * 20, *[(1, 1, 1)] * 80)
    small = entries(*[(0, 1, 1)] * 19, *[(1, 1, 1)] * 81)
    large = entries(*[(1, 1, 1)] * 100)
    (chance,) = differences(old, small, ["claim"])
    (real,) = differences(old, large, ["claim"])
    assert (chance.delta, chance.real) == (pytest.approx(0.01), False)
    assert (real.delta, real.real) == (pytest.approx(0.2), True)
    assert 0 < real.interval[0] < 0.2 < real.interval[1]
    (back,) = differences(large, old, ["claim"])
    assert (back.delta, back.p) == (-real.delta, real.p)


def test_one_entry_that_changes_much_is_no_proof():
    old = entries((0, 5, 5), *[(1, 1, 1)] * 30)
    new = entries((5, 5, 5), *[(1, 1, 1)] * 30)
    (found,) = differences(old, new, ["claim"])
    assert found.delta > 0.1
    assert not found.real


def test_holm():
    # the example of the textbooks: 0.01, 0.04, 0.03, 0.005 over four tests
    assert holm([0.01, 0.04, 0.03, 0.005]) == pytest.approx([0.03, 0.06, 0.06, 0.02])
    assert holm([0.9, 0.8]) == [1, 1]
    assert holm([]) == []
