"""Scores of span layers, as spaCy's scorer counts them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial
from typing import Any

from spacy.scorer import Scorer
from spacy.tokens import Doc, Span
from spacy.training import Example


def score_layers(examples: Iterable[Example], layers: Sequence[str]) -> dict[str, Any]:
    """Exact span scores of each layer: `spans_<layer>_p`, `_r`, `_f` and `_per_type`."""
    found = list(examples)
    scores: dict[str, Any] = {}
    for layer in layers:
        scores |= Scorer.score_spans(
            found,
            f"spans_{layer}",
            getter=_layer,
            has_annotation=partial(_has_layer, layer),
            allow_overlap=True,
            labeled=True,
        )
    return scores


def _layer(doc: Doc, key: str) -> Iterable[Span]:
    spans: Iterable[Span] = doc.spans.get(key.removeprefix("spans_"), ())
    return spans


def _has_layer(layer: str, doc: Doc) -> bool:
    return layer in doc.spans
