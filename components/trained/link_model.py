"""The network behind the trained claim linker: how well each option of a choice fits."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import numpy as np
from thinc.api import HashEmbed, Linear, Maxout, Model, chain, reduce_mean, with_array, zero_init
from thinc.types import Floats2d, Ragged

_SEED: Final = 1  # of the table; thinc counts its layers otherwise, which the order of work changes


def link_scorer(width: int, rows: int, hidden_width: int, hide: float) -> Model[Ragged, Floats2d]:
    """`sitrep.LinkScorer.v1`: one score an option, to be compared within its choice.

    The input is a Ragged of hashed features (see `link_features`), so many an option. They are
    embedded in a table of `rows` rows, `width` wide, and averaged; a hidden layer and a linear
    one follow. In training each feature is left out with probability `hide`.
    """
    embed: Model[Any, Any] = with_array(HashEmbed(width, rows, column=0, seed=_SEED))
    return chain(
        _hidden(hide),
        embed,
        reduce_mean(),
        Maxout(hidden_width, nP=3, normalize=True, dropout=0.0),
        Linear(1, init_W=zero_init),
    )


def _hidden(rate: float) -> Model[Ragged, Ragged]:
    return Model("hidden_features", _forward, attrs={"rate": rate})


def _forward(
    model: Model[Ragged, Ragged], options: Ragged, is_train: bool
) -> tuple[Ragged, Callable[[Ragged], Ragged]]:
    """Leave some features out; the first of an option stays, so that none is without."""
    if not is_train:
        return options, lambda gradient: gradient
    ops: Any = model.ops
    lengths = ops.to_numpy(options.lengths)
    keep = np.random.random(int(lengths.sum())) >= model.attrs["rate"]
    starts = np.cumsum(lengths) - lengths
    keep[starts] = True
    data: Any = options.dataXd
    left = np.add.reduceat(keep.astype("int32"), starts)
    return Ragged(data[keep], ops.asarray1i(left)), lambda gradient: options
