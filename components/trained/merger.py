"""`merger`: actors and places of rules and of the statistical finder, made one.

Every span that either of them proposes gets the probability that it is right, by a logistic
regression that was fitted on pages that the finder has not seen (`calibrate`): how sure the
finder is, whether the rules say the same, something else or nothing there, and which label it
is. The likeliest spans stay that do not overlap; how likely one must be is measured as well.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from spacy import util
from spacy.language import Language
from spacy.tokens import Doc, Span, SpanGroup
from spacy.training import Example

from sitrep.components.batches import BatchPipe
from sitrep.components.trained.logistic import Weights, best_cut, fit, probability
from sitrep.components.trained.proposals import LABELS, LIKELY, ORIGINS, Proposal, propose
from sitrep.pipeline.labels import ID_PREFIXES, LOCATIONS, MENTIONS

_EMPTY_PLACE: Final = dict.fromkeys(
    ("name", "country", "admin1", "lat", "lon", "geo_precision", "within")
)
UNMEASURED: Final[Mapping[str, float]] = {"rules": 5.0, "sure": 1.0}
"""Weights before anything was measured: the rules are right, the finder where it is sure."""
RULES_CREDIT: Final = 0.5
"""The cut for spans that rules have set, as a part of the best one: the finder learns from few
pages and is less sure than it need be on text of another kind, which rules are not. (On real news
texts a credit of 1 cost two points of actors' F1.)"""


@Language.factory(
    "merger",
    assigns=["doc.spans"],
    requires=["doc.spans"],
    default_config={"spans_key": MENTIONS},
)
def make_merger(nlp: Language, name: str, spans_key: str) -> Merger:
    """Make a `Merger` of the finder that writes its spans under a key of `doc.spans`."""
    return Merger(name, spans_key)


class Merger(BatchPipe):
    """Writes `doc.spans["actors"]` and `doc.spans["locations"]` anew.

    Attributes of each span: `found_by` and `score`, the probability that it is right. The
    finder's own group of spans stays, so that the finder can be scored by itself.
    """

    def __init__(self, name: str, spans_key: str) -> None:
        self.name = name
        self.spans_key = spans_key
        self.weights: dict[str, Weights] = {}
        self.cuts: dict[str, dict[str, float]] = {}
        self.forget()

    def forget(self) -> None:
        """Go back to UNMEASURED weights."""
        self.weights = {layer: dict(UNMEASURED) for layer in LABELS}
        self.cuts = {layer: dict.fromkeys(ORIGINS, LIKELY) for layer in LABELS}

    def find(self, doc: Doc, layer: str) -> list[tuple[Proposal, float]]:
        """The proposals of a layer that stay and their probabilities, in text order.

        Of spans that overlap those of the rules stay: on unread pages their borders are better.
        """
        cuts = self.cuts[layer]
        ranked = sorted(
            (pair for pair in self.rated(doc, layer) if pair[1] >= cuts[pair[0].origin]),
            key=lambda pair: (not pair[0].by_rules, -pair[1], *pair[0].key),
        )
        kept = []
        taken: set[int] = set()
        for proposal, score in ranked:
            tokens = range(proposal.start, proposal.end)
            if taken.isdisjoint(tokens):
                taken.update(tokens)
                kept.append((proposal, score))
        return sorted(kept, key=lambda pair: pair[0].start)

    def rated(self, doc: Doc, layer: str) -> list[tuple[Proposal, float]]:
        """The likeliest label of each span that is proposed, and how likely the span is right.

        An actor is right with its label. A place is one whatever its type, so the types'
        probabilities are added; the type of the rules stands, since on unread pages the finder
        spoils more of them than it mends.
        """
        weights = self.weights[layer]
        by_span: dict[tuple[int, int], list[tuple[float, Proposal]]] = {}
        for proposal in propose(doc, layer, self.spans_key):
            score = probability(weights, proposal.features)
            by_span.setdefault((proposal.start, proposal.end), []).append((score, proposal))
        rated = []
        for options in by_span.values():
            score, best = max(options, key=lambda option: option[0])
            if layer == LOCATIONS:
                score = min(sum(option[0] for option in options), 1.0)
                best = next((proposal for _, proposal in options if proposal.rule), best)
            rated.append((best, score))
        return rated

    def calibrate(self, examples: Sequence[Example]) -> None:
        """Fit weights and cuts to Examples whose predicted Docs have the spans of both.

        The finder must not have been trained on them. A layer without any right proposal stays
        as it is.
        """
        for layer in LABELS:
            gold = [_gold(example, layer) for example in examples]
            rows: list[Mapping[str, float]] = []
            right: list[bool] = []
            for example, wanted in zip(examples, gold, strict=True):
                for proposal in propose(example.predicted, layer, self.spans_key):
                    rows.append(proposal.features)
                    right.append(proposal.key in wanted)
            if any(right):
                self.weights[layer] = fit(rows, right)
                self.cuts[layer] = self._cuts(examples, layer, gold)

    def _cuts(
        self, examples: Sequence[Example], layer: str, gold: Sequence[set[tuple[int, int, str]]]
    ) -> dict[str, float]:
        """From which probability on spans are taken, those of rules and the finder's own."""
        self.cuts[layer] = dict.fromkeys(ORIGINS, 0.0)
        scored = []
        for example, wanted in zip(examples, gold, strict=True):
            places = {(start, end) for start, end, _ in wanted}
            for proposal, score in self.find(example.predicted, layer):
                hit = (proposal.start, proposal.end) in places
                scored.append((score, hit if layer == LOCATIONS else proposal.key in wanted))
        missed = sum(map(len, gold)) - sum(hit for _, hit in scored)
        cut = best_cut(scored, missed)
        # What the finder alone proposes must be likelier right than wrong.
        return {"rules": cut * RULES_CREDIT, "model": max(cut, LIKELY)}

    def set_annotations(
        self, doc: Doc, layer: str, found: Iterable[tuple[Proposal, float]]
    ) -> None:
        """Write what stays of a layer, numbered anew; what rules said of a span is kept."""
        before = doc.spans.get(layer, ())
        known: Mapping[str, Any] = before.attrs if before else {}
        ids = {(span.start, span.end): span for span in before}
        group = SpanGroup(doc, name=layer)
        attrs: dict[str, Any] = {}
        for number, (proposal, score) in enumerate(found, start=1):
            local = f"{ID_PREFIXES[layer]}{number}"
            there = ids.get((proposal.start, proposal.end))
            span = Span(
                doc,
                proposal.start,
                proposal.end,
                label=proposal.label,
                kb_id=there.kb_id_ if there is not None else "",
                span_id=local,
            )
            group.append(span)
            attrs[local] = {
                **(known.get(there.id_, {}) if there is not None else _unknown(layer)),
                "found_by": proposal.found_by,
                "score": round(score, 3),
            }
            if proposal.rule is None:
                by_model = {"rule": "model", "words": [[span.start_char, span.end_char]]}
                attrs[local]["why"] = {"span": by_model, "label": by_model}
        group.attrs.update(attrs)
        doc.spans[layer] = group

    def __call__(self, doc: Doc) -> Doc:
        """Merge the spans of one Doc."""
        merged = {layer: self.find(doc, layer) for layer in LABELS}
        for layer, found in merged.items():
            self.set_annotations(doc, layer, found)
        return doc

    def to_bytes(self, *, exclude: Sequence[str] = ()) -> bytes:
        """What was measured as bytes."""
        return util.to_bytes({"measured": lambda: self._measured().encode()}, exclude)

    def from_bytes(self, data: bytes, *, exclude: Sequence[str] = ()) -> Merger:
        """Take what was measured from bytes."""
        util.from_bytes(data, {"measured": lambda b: self._take(b.decode())}, exclude)
        return self

    def to_disk(self, path: str | Path, *, exclude: Sequence[str] = ()) -> None:
        """Write what was measured as `measured.json` under `path`."""
        folder = util.ensure_path(path)
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "measured.json").write_text(self._measured(), encoding="utf-8")

    def from_disk(self, path: str | Path, *, exclude: Sequence[str] = ()) -> Merger:
        """Take what `to_disk` wrote."""
        self._take((util.ensure_path(path) / "measured.json").read_text(encoding="utf-8"))
        return self

    def _measured(self) -> str:
        return json.dumps({"weights": self.weights, "cuts": self.cuts}, indent=1)

    def _take(self, text: str) -> None:
        measured = json.loads(text)
        self.weights, self.cuts = measured["weights"], measured["cuts"]


def _gold(example: Example, layer: str) -> set[tuple[int, int, str]]:
    """The right spans of a layer at tokens of the predicted Doc."""
    spans = example.reference.spans.get(layer, [])
    aligned = example.get_aligned_spans_y2x(spans, allow_overlap=True)
    return {(span.start, span.end, span.label_) for span in aligned}


def _unknown(layer: str) -> dict[str, Any]:
    return dict(_EMPTY_PLACE) if layer == LOCATIONS else {}
