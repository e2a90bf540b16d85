"""What the components before found in a Doc, each layer read once: spans are slow to read."""

from __future__ import annotations

from functools import cached_property

from spacy.tokens import Doc

from sitrep.components.attributions.cue import Range
from sitrep.components.attributions.quotations import quotations
from sitrep.components.attributions.subjects import Actors
from sitrep.components.grammar.words import Words
from sitrep.pipeline.labels import ACTORS, BLOCKS, CASUALTIES, LOCATIONS


class Layers:
    """Actors, victims, places and blocks of a Doc, and its quotations, as token ranges.

    Blocks have their labels; they are one paragraph where there are none.
    """

    def __init__(self, doc: Doc, words: Words) -> None:
        self._doc = doc
        self._actors = {span.start: span for span in doc.spans.get(ACTORS, ())}
        self.actors: Actors = {
            start: (span.end, span.label_) for start, span in self._actors.items()
        }
        self.victims = self._ranges(CASUALTIES)
        self.blocks = [
            (span.start, span.end, span.label_) for span in doc.spans.get(BLOCKS, ())
        ] or [(0, len(words), "paragraph")]
        self.quotes = quotations(words, [(start, end) for start, end, _ in self.blocks])

    def actor_in(self, source: Range) -> str | None:
        """The id of the first actor that has one within a source."""
        within = (self._actors[token] for token in range(*source) if token in self._actors)
        return next((span.kb_id_ for span in within if span.kb_id_), None)

    @cached_property
    def places(self) -> list[Range]:
        """The locations."""
        return self._ranges(LOCATIONS)

    @cached_property
    def towns(self) -> list[Range]:
        """The locations that are no countries: no government is meant by them."""
        spans = self._doc.spans.get(LOCATIONS, ())
        return [(span.start, span.end) for span in spans if span.label_ != "country"]

    @cached_property
    def barred(self) -> list[Range]:
        """What no pronoun stands for: victims, places, and who is only quoted."""
        return self.victims + self.places + self.quotes

    def _ranges(self, layer: str) -> list[Range]:
        return [(span.start, span.end) for span in self._doc.spans.get(layer, ())]
