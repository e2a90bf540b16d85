"""The network behind the statistical finder of actors and places, for spaCy's `spancat`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

import numpy as np
from spacy.strings import hash_string
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
)
from thinc.types import Floats2d, Ragged

from sitrep.components.span_features import features, lexicon, view

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
    embed = cast("Model[Any, Any]", with_array(HashEmbed(width, rows, column=0)))
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
    model: Model[Inputs, Ragged],
    inputs: Inputs,
    is_train: bool,  # noqa: FBT001
) -> tuple[Ragged, Callable[[Ragged], Inputs]]:
    docs, spans = inputs
    rows = model.ops.to_numpy(spans.dataXd).tolist()
    keys: list[int] = []
    lengths: list[int] = []
    first = 0
    for doc, number in zip(docs, model.ops.to_numpy(spans.lengths).tolist(), strict=True):
        seen = view(doc, model.attrs["words"]) if number else None
        for start, end in rows[first : first + number]:
            assert seen is not None
            found = features(seen, start, end)
            if is_train:
                found = _some(found, model.attrs["hide"], model.attrs["hide_rules"])
            keys += map(hash_string, found)
            lengths.append(len(found))
        first += number
    data = model.ops.asarray2i(np.array(keys, dtype="uint64").reshape(-1, 1), dtype="uint64")
    return Ragged(data, model.ops.asarray1i(lengths)), lambda gradient: inputs


def _some(found: list[str], hide: float, hide_rules: float) -> list[str]:
    if np.random.random() < hide_rules:
        found = [name for name in found if not name.startswith("rule")]
    keep = np.random.random(len(found)) >= hide
    keep[0] = True
    return [name for name, kept in zip(found, keep, strict=True) if kept]
