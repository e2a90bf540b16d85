"""What a claim can be bound to: one Doc's casualties, actors, places and sayings, by tokens."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from spacy.tokens import Doc, Span

from sitrep.components.words import Words
from sitrep.pipeline.labels import ACTORS, CASUALTIES, CONTENTS, CUES, LOCATIONS, SOURCES

WIDE: Final = frozenset({"admin", "region", "country"})
LOCATIVE: Final = frozenset("in at near outside inside around on across throughout".split())


@dataclass(frozen=True, slots=True)
class Link:
    """A value for one field of a claim, the rule that gave it and its words (code points)."""

    value: Any
    rule: str
    words: tuple[tuple[int, int], ...] = ()


class ClaimView:
    """One Doc's casualties with everything that they can be bound to."""

    def __init__(self, doc: Doc, casualties: list[Span], words: Words) -> None:
        self.doc, self.casualties, self.words = doc, casualties, words
        self.text = self.words.text
        self.lower = self.text.lower()
        self.attrs = doc.spans[CASUALTIES].attrs
        self.actors = group(doc, ACTORS)
        self.places = group(doc, LOCATIONS)
        self.place_attrs = doc.spans[LOCATIONS].attrs if self.places else {}
        self.sources = group(doc, SOURCES)
        self.cues = doc.spans[CUES].attrs if CUES in doc.spans else {}
        self.contents = [
            (span.start, span.end, doc.spans[CONTENTS].attrs[span.id_]["attribution"])
            for span in group(doc, CONTENTS)
        ]
        self._taken = {
            t for layer in (self.sources, self.actors) for s in layer for t in range(s.start, s.end)
        }
        offsets = self.words.offsets
        self.token_at = {offset: token for token, offset in enumerate(offsets)}

    def offsets(self, tokens: tuple[int, int]) -> tuple[int, int]:
        """Code point offsets of tokens, end exclusive."""
        return self.words.offsets[tokens[0]], self.words.end_offset(tokens[1] - 1)

    def sentence_start(self, span: Span) -> int:
        """The first token of the sentence that a span begins in."""
        return next(s[0] for s in self.words.sentences if s[0] <= span.start < s[1])


def group(doc: Doc, layer: str) -> list[Span]:
    """The spans of a layer; none where it was never set."""
    return list(doc.spans[layer]) if layer in doc.spans else []


def ranges(spans: Iterable[Span]) -> tuple[tuple[int, int], ...]:
    """Code point offsets of spans."""
    return tuple((s.start_char, s.end_char) for s in spans)
