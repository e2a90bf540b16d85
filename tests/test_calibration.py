"""Scores as probabilities."""

from __future__ import annotations

import pytest

from sitrep.pipeline.evaluation.calibration import Bin, Scored, calibrate


def scored(score, right, wrong, layer="actors"):
    return [Scored(layer, score, True)] * right + [Scored(layer, score, False)] * wrong


@pytest.mark.parametrize(
    ("spans", "error"),
    [
        (scored(0.75, 3, 1), 0),
        (scored(0.9, 1, 1), 0.4),
        (scored(0.25, 1, 3) + scored(0.85, 0, 4), 0.425),
        (scored(1.0, 2, 0), 0),
        (scored(0.0, 0, 2), 0),
        ([], 0),
    ],
)
def test_expected_error(spans, error):
    assert calibrate("actors", spans).error == pytest.approx(error)


def test_bins_are_tenths_and_layers_stay_apart():
    found = calibrate("actors", scored(0.25, 1, 3) + scored(0.5, 1, 0, layer="locations"))
    assert found.bins == (Bin(0.2, 0.3, 4, 0.25, 0.25),)
    assert found.spans == 4
