"""The network behind the statistical finder of actors and places, for spaCy's `spancat`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from spacy.ml.extract_spans import extract_spans
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

from sitrep.components.trained.span_features import SpanFeatures
from sitrep.components.trained.word_classes import word_classes

Inputs = tuple[list[Doc], Ragged]
"""Docs and, for each, rows (start, end) of candidate spans."""


def span_feature_model(
    patterns: Callable[[], Any],
    width: int,
    rows: int,
    hidden_width: int,
    hide: float,
    tok2vec: Model[list[Doc], list[Floats2d]] | None = None,
) -> Model[Inputs, Floats2d]:
    """`sitrep.SpanFeatures.v1`: probabilities of labels from the features of a span.

    The features of a span (see `span_features`) are embedded in a table of `rows` rows, `width`
    wide, and averaged; a hidden layer and a logistic one for each label follow. `patterns` gives
    the pattern tables that the words' classes come from; they are saved with the model. In
    training each feature is left out with probability `hide`. A `tok2vec` layer, shared or its
    own, adds the vectors of the span's first and last token and their mean.
    """
    embed: Model[Any, Any] = with_array(HashEmbed(width, rows, column=0, initializer=zero_init))
    inputs: Model[Inputs, Floats2d] = chain(
        _extract(word_classes(patterns()), hide), embed, reduce_mean()
    )
    if tok2vec is not None:
        inputs = concatenate(inputs, _span_vectors(tok2vec))
    linear: Model[Floats2d, Floats2d] = Linear()
    model: Model[Inputs, Floats2d] = chain(
        inputs, Maxout(hidden_width, nP=3, normalize=True, dropout=0.0), linear, Logistic()
    )
    model.set_ref("output_layer", linear)
    return model


def _span_vectors(tok2vec: Model[list[Doc], list[Floats2d]]) -> Model[Inputs, Floats2d]:
    vectors: Model[Any, Any] = with_getitem(0, chain(tok2vec, list2ragged()))
    reduced: Model[Any, Any] = concatenate(reduce_first(), reduce_last(), reduce_mean())
    return chain(vectors, extract_spans(), reduced)


def _extract(words: dict[str, list[str]], hide: float) -> Model[Inputs, Ragged]:
    return Model("span_features", _forward, attrs={"words": words, "hide": hide})


def _forward(
    model: Model[Inputs, Ragged], inputs: Inputs, is_train: bool
) -> tuple[Ragged, Callable[[Ragged], Inputs]]:
    docs, spans = inputs
    ops: Any = model.ops
    rows: Any = ops.to_numpy(spans.dataXd)
    lengths = ops.to_numpy(spans.lengths).tolist()
    keys = SpanFeatures(model.attrs["words"]).of(docs, rows.astype("int64"), lengths)
    there = keys != 0
    if is_train:
        # But for the last one, so that no span is without features.
        there[:, :-1] &= np.random.random(there[:, :-1].shape) >= model.attrs["hide"]
    data = ops.asarray(keys[there].reshape(-1, 1))
    return Ragged(data, ops.asarray1i(there.sum(axis=1))), lambda gradient: inputs
