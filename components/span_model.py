"""The network behind the statistical finder of actors and places, for spaCy's `spancat`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

import numpy as np
from spacy.tokens import Doc
from thinc.api import (
    HashEmbed,
    Linear,
    Logistic,
    Maxout,
    Model,
    chain,
    concatenate,
    list2ragged,
    reduce_first,
    reduce_last,
    reduce_mean,
    with_array,
    with_getitem,
    zero_init,
)
from thinc.types import Floats2d, Ragged

from sitrep.components.span_features import Features, SpanFeatures, lexicon

Inputs = tuple[list[Doc], Ragged]
"""Docs and, for each, rows (start, end) of candidate spans."""


def span_feature_model(
    patterns: Callable[[], Any],
    width: int,
    rows: int,
    hidden_width: int,
    hide: float,
    hide_rules: float,
    tok2vec: Model[list[Doc], list[Floats2d]] | None = None,
) -> Model[Inputs, Floats2d]:
    """`sitrep.SpanFeatures.v1`: probabilities of labels from the features of a span.

    The features of a span (see `span_features`) are embedded in a table of `rows` rows, `width`
    wide, and averaged; a hidden layer and a logistic one for each label follow. `patterns` gives
    the pattern tables that the words' classes come from; they are saved with the model. In
    training each feature is left out with probability `hide`, and all features of the rules at
    a span with `hide_rules`. A `tok2vec` layer, shared or its own, adds the vectors of the
    span's first and last token and their mean.
    """
    embed = cast("Model[Any, Any]", with_array(HashEmbed(width, rows, column=0, initializer=zero_init)))
    inputs: Model[Inputs, Floats2d] = chain(
        _extract(lexicon(patterns()), hide, hide_rules), embed, reduce_mean()
    )
    if tok2vec is not None:
        inputs = concatenate(inputs, _span_vectors(tok2vec))
    output: Model[Floats2d, Floats2d] = chain(Linear(), Logistic())
    model: Model[Inputs, Floats2d] = chain(
        inputs, Maxout(hidden_width, nP=3, normalize=True, dropout=0.0), output
    )
    model.set_ref("output_layer", output.layers[0])
    return model


def _span_vectors(tok2vec: Model[list[Doc], list[Floats2d]]) -> Model[Inputs, Floats2d]:
    from spacy.ml.extract_spans import extract_spans  # noqa: PLC0415 - not at every start

    vectors = cast("Model[Any, Any]", with_getitem(0, chain(tok2vec, list2ragged())))
    reduced = concatenate(
        cast("Model[Ragged, Floats2d]", reduce_first()),
        cast("Model[Ragged, Floats2d]", reduce_last()),
        reduce_mean(),
    )
    return chain(vectors, extract_spans(), reduced)


def _extract(words: dict[str, list[str]], hide: float, hide_rules: float) -> Model[Inputs, Ragged]:
    return Model(
        "span_features",
        _forward,
        attrs={"words": words, "hide": hide, "hide_rules": hide_rules},
    )


def _forward(
    model: Model[Inputs, Ragged], inputs: Inputs, is_train: bool
) -> tuple[Ragged, Callable[[Ragged], Inputs]]:
    docs, spans = inputs
    ops = model.ops
    rows: Any = ops.to_numpy(spans.dataXd)
    lengths = ops.to_numpy(spans.lengths).tolist()
    made = SpanFeatures(model.attrs["words"]).of(docs, rows.astype("int64"), lengths)
    if is_train:
        _hide(made, model.attrs["hide"], model.attrs["hide_rules"])
    keys: Any = np.concatenate([made.words, made.rules], axis=1)
    there = keys != 0
    data = ops.asarray(keys[there].reshape(-1, 1))
    return Ragged(data, ops.asarray1i(there.sum(axis=1))), lambda gradient: inputs


def _hide(made: Features, hide: float, hide_rules: float) -> None:
    """Leave some features out; the last one of the words stays, so that no span has none."""
    made.rules[np.random.random(len(made.rules)) < hide_rules] = 0
    made.rules[np.random.random(made.rules.shape) < hide] = 0
    made.words[:, :-1][np.random.random(made.words[:, :-1].shape) < hide] = 0
