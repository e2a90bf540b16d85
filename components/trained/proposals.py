"""The spans that rules and the statistical finder propose, and what speaks for each."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from spacy.tokens import Doc, Span

from sitrep.components.trained.logistic import logit
from sitrep.pipeline.labels import ACTOR_LABELS, ACTORS, LOCATION_LABELS, LOCATIONS

LABELS: Final = {ACTORS: frozenset(ACTOR_LABELS), LOCATIONS: frozenset(LOCATION_LABELS)}
"""The layers that are merged and their labels."""
ORIGINS: Final = ("rules", "model")
LIKELY: Final = 0.5
"""The probability from which on the finder says that a span is there."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A span at tokens [start, end) and what speaks for it.

    `score` is the finder's probability for this label, `any_score` for any label of the layer;
    `rule` the span that rules have set there with this label, `by_rules` whether they have set
    one with any label.
    """

    start: int
    end: int
    label: str
    score: float
    any_score: float
    rule: Span | None
    by_rules: bool
    features: Mapping[str, float]

    @property
    def origin(self) -> str:
        """One of ORIGINS: whether rules have set the span, under whatever label."""
        return "rules" if self.by_rules else "model"

    @property
    def key(self) -> tuple[int, int, str]:
        """Span and label."""
        return self.start, self.end, self.label

    @property
    def found_by(self) -> str:
        """`rules`, `model` or `both`."""
        if self.rule is None:
            return "model"
        return "both" if self.score >= LIKELY else "rules"


def propose(doc: Doc, layer: str, spans_key: str) -> list[Proposal]:
    """Everything that rules or finder propose for a layer, in text order."""
    rules = {(span.start, span.end): span for span in doc.spans.get(layer, ())}
    scores: dict[tuple[int, int], dict[str, float]] = {place: {} for place in rules}
    found = doc.spans.get(spans_key, ())
    known = found.attrs["scores"] if found else ()
    for span, score in zip(found, known, strict=True):
        if span.label_ in LABELS[layer]:
            scores.setdefault((span.start, span.end), {})[span.label_] = float(score)
    starts, ends = sorted(start for start, _ in rules), sorted(end for _, end in rules)
    proposals = []
    for start, end in sorted(scores):
        rule = rules.get((start, end))
        by_label = scores[start, end]
        any_score = min(sum(by_label.values()), 1.0)
        # Rules' spans do not overlap: those that begin before our end less those that end
        # before our start lie on our words.
        near = bisect_right(starts, end - 1) - bisect_right(ends, start) - (rule is not None)
        for label in sorted({*by_label, *([rule.label_] if rule else ())}):
            same = rule if rule is not None and rule.label_ == label else None
            score = by_label.get(label, 0.0)
            features = _features(
                label, score, any_score, rule, same=same is not None, near=near > 0
            )
            proposals.append(
                Proposal(start, end, label, score, any_score, same, rule is not None, features)
            )
    return proposals


def _features(
    label: str, score: float, any_score: float, rule: Span | None, *, same: bool, near: bool
) -> dict[str, float]:
    """What speaks for a label.

    `rule` is the rules' span on the very tokens, `same` whether it has the label, `near` whether
    rules have set other spans on some of the tokens.
    """
    sure = logit(score)
    features = {
        "bias": 1.0,
        "sure": sure,
        "sure of any": logit(any_score),
        f"label={label}": 1.0,
    }
    for name, holds in (
        ("rules", same),
        ("rules otherwise", rule is not None and not same),
        ("rules near", near),
    ):
        if holds:
            features |= {name: 1.0, f"{name},sure": sure}
    if same:
        features[f"rules,label={label}"] = 1.0
    return features
