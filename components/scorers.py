"""Scorers by which spaCy's `evaluate` and `train` give the figures of `sitrep evaluate`."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

from spacy.scorer import Scorer
from spacy.tokens import Doc, Span
from spacy.training import Example

from sitrep.components.trained.proposals import LIKELY
from sitrep.pipeline.labels import CASUALTIES, CONTENTS, MENTIONS


def make_scorer(subject: str) -> Callable[..., dict[str, Any]]:
    """The registered scorer `sitrep.scorer.v1`: `subject` is a key of `figures.SUBJECTS`."""
    return partial(score, subject)


def score(subject: str, examples: Iterable[Example], **_: Any) -> dict[str, Any]:
    """Precision, recall and F1 of a subject's figures, and spaCy's own of its layers.

    Figures are named as in `sitrep evaluate --json` ("claim_source_f"). They count gold spans,
    links and values, so that what was never proposed is a miss. Examples whose reference lacks
    a layer of the subject are left out, and for our figures those with spans of other makers,
    that have no attributes.
    """
    # A loaded pipeline imports this module; what it takes to score can wait until then.
    from sitrep.pipeline.corpus.gold_docs import from_doc  # noqa: PLC0415
    from sitrep.pipeline.evaluation.figures import MEASURES, SUBJECTS, key, tallies, total  # noqa: PLC0415

    layers, names = SUBJECTS[subject]
    found = [
        example
        for example in examples
        if all(layer in example.reference.spans for layer in layers)
        and (layers or example.reference.cats)
    ]
    if not found:
        return {}
    judged = [eg for eg in found if _complete(eg.reference) and _complete(eg.predicted)]
    tallied = total(tallies(from_doc(eg.reference), from_doc(eg.predicted)) for eg in judged)
    scores: dict[str, Any] = {}
    for name in names:
        tally = tallied[name]
        if tally.measured:
            values = (tally.precision, tally.recall, tally.f1)
            scores |= {key(name, m): value for m, value in zip(MEASURES, values, strict=True)}
    for layer in layers:
        scores |= Scorer.score_spans(
            found, f"spans_{layer}", getter=_layer, allow_overlap=True, labeled=True
        )
    return scores


def finder_scorer() -> Callable[..., dict[str, Any]]:
    """The registered scorer `sitrep.finder_scorer.v1`."""
    return score_finder


def score_finder(examples: Iterable[Example], **_: Any) -> dict[str, Any]:
    """Precision, recall and F1 of the likely spans of the finder alone (`spans_mentions_f`).

    Training keeps the step at which this is best. After the merger the finder's part could not
    be seen any more: what is merged by weights that nobody has measured is best while the finder
    proposes little.
    """
    return Scorer.score_spans(
        list(examples),
        f"spans_{MENTIONS}",
        getter=_likely,
        allow_overlap=True,
        labeled=True,
        has_annotation=lambda doc: MENTIONS in doc.spans,
    )


def _likely(doc: Doc, key: str) -> Iterable[Span]:
    group = doc.spans.get(key.removeprefix("spans_"), ())
    if not group or "scores" not in group.attrs:
        return group  # type: ignore[no-any-return]  # gold
    scored = zip(group, group.attrs["scores"], strict=True)
    return [span for span, score in scored if score >= LIKELY]


def _complete(doc: Doc) -> bool:
    """Whether casualties have counts and contents their attributions."""
    return all(
        span.id_ in doc.spans[layer].attrs
        for layer in (CASUALTIES, CONTENTS)
        for span in doc.spans.get(layer, ())
    )


def _layer(doc: Doc, key: str) -> Iterable[Span]:
    spans: Iterable[Span] = doc.spans.get(key.removeprefix("spans_"), ())
    return spans
