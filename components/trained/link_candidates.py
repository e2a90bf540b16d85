"""What each field of a claim can be: the options among which the trained linker chooses.

A choice always holds what the rules have proposed, "none" where the field can be empty, and what
the Doc offers nearby. What is never an option can never be chosen: a miss, as `score` counts it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from spacy.tokens import Doc, Span

from sitrep.components.claims.cues import ClaimCues
from sitrep.components.claims.view import ClaimView
from sitrep.components.grammar.words import Words
from sitrep.pipeline.labels import CASUALTIES, SCOPES, STATUSES

SOURCE: Final = "attribution"
PLACE: Final = "locations"
PERPETRATOR: Final = "perpetrators"
WHOLE: Final = "part_of"
SCOPE: Final = "scope"
STATUS: Final = "status"
KINDS: Final = (SOURCE, PLACE, PERPETRATOR, WHOLE, SCOPE, STATUS)
"""The fields that are learnt. Victims are not: they are the actors inside the span, by nesting."""

_STATES: Final = {SCOPE: SCOPES, STATUS: STATUSES}
_LISTS: Final = frozenset({PLACE, PERPETRATOR})
# Of each kind, how many spans on either side of a casualty are options.
_NEAREST: Final = 6
# How far away, in tokens, the whole of a part may be.
_REACH: Final = 80


@dataclass(frozen=True, slots=True)
class Option:
    """A value for a field; `spans` are those that it leads to, none for "none" or a state."""

    value: Any
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Choice:
    """A field of a casualty with its options; the one at `ruled` is what the rules propose."""

    casualty: Span
    kind: str
    options: tuple[Option, ...]
    ruled: int


class LinkView(ClaimView):
    """A Doc whose casualties have been linked by rules, and the choices that it leaves."""

    def __init__(self, doc: Doc, words: Words, cues: ClaimCues) -> None:
        super().__init__(doc, list(doc.spans[CASUALTIES]), words, cues)
        self.sources_by_id = {span.id_: span for span in self.sources}
        self.triggers = {span.id_: self._trigger(span) for span in self.casualties}
        self.wholes = {key: values["part_of"] for key, values in self.attrs.items()}

    def _trigger(self, span: Span) -> int:
        trigger = self.attrs[span.id_]["trigger"]
        return self.token_at(trigger["start"]) if trigger else span.start

    def choices(self, kinds: Iterable[str] = KINDS) -> list[Choice]:
        """The choices of all casualties, one a casualty and kind that has several options."""
        found = [self._choice(span, kind) for span in self.casualties for kind in kinds]
        return [choice for choice in found if len(choice.options) > 1]

    def _choice(self, casualty: Span, kind: str) -> Choice:
        ruled = self.attrs[casualty.id_][kind]
        options = [Option(value) for value in _STATES.get(kind, ())]
        if kind in _LISTS:
            spans = self.places if kind == PLACE else self._agents(casualty)
            options = [Option([]), *(Option([s.id_], (s,)) for s in nearest(casualty, spans))]
        elif kind == WHOLE:
            options = [Option(None), *(Option(s.id_, (s,)) for s in self._wholes_of(casualty))]
        elif kind == SOURCE:
            options = [Option(None), *(Option(key, self.said_by(key)) for key in self._sayings())]
        values = [option.value for option in options]
        if ruled not in values:
            values.append(ruled)
            options.append(Option(ruled, self._spans(kind, ruled)))
        return Choice(casualty, kind, tuple(options), values.index(ruled))

    def _agents(self, casualty: Span) -> list[Span]:
        return [a for a in self.actors if a.end <= casualty.start or a.start >= casualty.end]

    def _wholes_of(self, part: Span) -> list[Span]:
        near = [s for s in self.casualties if s.id_ != part.id_ and s.label_ == part.label_]
        return nearest(part, [s for s in near if abs(s.start - part.start) <= _REACH])

    def _sayings(self) -> list[str]:
        return sorted({key for _, _, key in self.contents})

    def said_by(self, attribution: str) -> tuple[Span, ...]:
        """The source of an attribution, none where it has none."""
        source = self.sources_by_id.get(self.cues[attribution]["source"])
        return () if source is None else (source,)

    def _spans(self, kind: str, value: Any) -> tuple[Span, ...]:
        pool = self.places if kind == PLACE else self.actors if kind == PERPETRATOR else None
        if pool is not None:
            return tuple(span for span in pool if span.id_ in value)
        if kind == WHOLE:
            return tuple(span for span in self.casualties if span.id_ == value)
        return self.said_by(value) if kind == SOURCE else ()


def nearest(casualty: Span, spans: Sequence[Span]) -> list[Span]:
    """Of spans in text order, the first one and the nearest on either side of a casualty."""
    before = [span for span in spans if span.start < casualty.start]
    behind = [span for span in spans if span.start >= casualty.start]
    return [*before[:1], *before[1:][-_NEAREST:], *behind[:_NEAREST]]
