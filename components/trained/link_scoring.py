"""Gold links on predicted Docs: which casualties and options they answer to, and scores."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from spacy.scorer import PRFScore
from spacy.tokens import Doc, Span
from spacy.training import Example

from sitrep.components.claims.view import group
from sitrep.components.trained.link_candidates import (
    KINDS,
    PERPETRATOR,
    PLACE,
    SCOPE,
    SOURCE,
    STATUS,
    WHOLE,
    Choice,
    Option,
)
from sitrep.pipeline.labels import ACTORS, CASUALTIES, CUES, LOCATIONS, SOURCES

_LAYERS: Final = {PLACE: LOCATIONS, PERPETRATOR: ACTORS, WHOLE: CASUALTIES}


class Links:
    """The links of one Doc's casualties, by the spans that they lead to."""

    def __init__(self, doc: Doc) -> None:
        self.casualties = group(doc, CASUALTIES)
        self.attrs: Mapping[str, Any] = doc.spans[CASUALTIES].attrs if self.casualties else {}
        self._cues: Mapping[str, Any] = doc.spans[CUES].attrs if CUES in doc.spans else {}
        layers = (ACTORS, LOCATIONS, CASUALTIES, SOURCES)
        self._spans = {layer: {s.id_: s for s in group(doc, layer)} for layer in layers}

    def spans(self, casualty: Span, kind: str) -> list[Span]:
        """Where a link of a casualty leads; nowhere if it has none."""
        value = self.attrs[casualty.id_][kind]
        if kind == SOURCE:
            source = self._cues[value]["source"] if value else None
            return [self._spans[SOURCES][source]] if source else []
        ids = value if isinstance(value, list | tuple) else [value] if value else []
        return [self._spans[_LAYERS[kind]][id_] for id_ in ids]


def overlap(one: Span, other: Span) -> int:
    """How many characters two spans of one text share; 0 or less if none."""
    return min(one.end_char, other.end_char) - max(one.start_char, other.start_char)


def meet(wanted: Sequence[Span], found: Sequence[Span]) -> bool:
    """Whether each span of either side overlaps one of the other's; both may have none."""
    return all(any(overlap(a, b) > 0 for b in found) for a in wanted) and all(
        any(overlap(a, b) > 0 for a in wanted) for b in found
    )


def aligned(gold: Sequence[Span], found: Sequence[Span]) -> list[tuple[Span, Span]]:
    """One-to-one pairs of casualties that overlap and have one outcome, the closest first."""
    ranked = sorted(
        (-shared, abs(one.start_char - other.start_char), i, j)
        for i, one in enumerate(gold)
        for j, other in enumerate(found)
        if one.label_ == other.label_ and (shared := overlap(one, other)) > 0
    )
    pairs: list[tuple[Span, Span]] = []
    golds, founds = set(), set()
    for _, _, i, j in ranked:
        if i not in golds and j not in founds:
            golds.add(i)
            founds.add(j)
            pairs.append((gold[i], found[j]))
    return pairs


class Answers:
    """Which options of a predicted Doc's choices its reference calls right."""

    def __init__(self, example: Example) -> None:
        self._gold = Links(example.reference)
        pairs = aligned(self._gold.casualties, group(example.predicted, CASUALTIES))
        self._gold_of = {found.id_: gold for gold, found in pairs}
        self._found_of = {gold.id_: found for gold, found in pairs}

    def right(self, choice: Choice) -> list[bool]:
        """For each option whether it is right; none is if the gold has no such casualty."""
        gold = self._gold_of.get(choice.casualty.id_)
        if gold is None:
            return [False] * len(choice.options)
        return [self._is_right(gold, choice.kind, option) for option in choice.options]

    def _is_right(self, gold: Span, kind: str, option: Option) -> bool:
        if kind in (SCOPE, STATUS):
            return bool(self._gold.attrs[gold.id_][kind] == option.value)
        wanted = self._gold.spans(gold, kind)
        if kind == WHOLE:
            wholes = [self._found_of.get(span.id_) for span in wanted]
            return [span.id_ if span else "" for span in wholes] == [s.id_ for s in option.spans]
        return meet(wanted, option.spans)


def score_links(examples: Iterable[Example]) -> dict[str, Any]:
    """Precision, recall and F1 of each kind of link: `links_<kind>_p`, `_r`, `_f`.

    A gold link counts as missed whether its casualty was not found, its other end was not found
    or it was never an option; a predicted one is wrong if its casualty is. Scope and status are
    links of every casualty. References without a casualty layer are passed over.
    """
    tallies: defaultdict[str, PRFScore] = defaultdict(PRFScore)
    for example in examples:
        if CASUALTIES not in example.reference.spans:
            continue
        gold, found = Links(example.reference), Links(example.predicted)
        pairs = aligned(gold.casualties, found.casualties)
        founds = {one.id_: other.id_ for one, other in pairs}
        for kind in KINDS:
            right = sum(_same(gold, one, found, other, kind, founds) for one, other in pairs)
            tally = tallies[kind]
            tally.tp += right
            tally.fn += _number(gold, kind) - right
            tally.fp += _number(found, kind) - right
    return {
        f"links_{kind}_{name}": getattr(tally, attribute)
        for kind, tally in tallies.items()
        for name, attribute in (("p", "precision"), ("r", "recall"), ("f", "fscore"))
    }


def _number(links: Links, kind: str) -> int:
    if kind in (SCOPE, STATUS):
        return len(links.casualties)
    return sum(bool(links.spans(casualty, kind)) for casualty in links.casualties)


def _same(
    gold: Links, one: Span, found: Links, other: Span, kind: str, founds: Mapping[str, str]
) -> bool:
    """Whether a link is there on both sides and leads to the same."""
    if kind in (SCOPE, STATUS):
        return bool(gold.attrs[one.id_][kind] == found.attrs[other.id_][kind])
    wanted, given = gold.spans(one, kind), found.spans(other, kind)
    if not wanted or not given:
        return False
    if kind == WHOLE:
        return founds.get(wanted[0].id_) == given[0].id_
    return meet(wanted, given)
