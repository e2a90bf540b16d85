"""What the components before found in a Doc, read where it is asked for: spans are slow to read."""

from __future__ import annotations

from functools import cached_property

from spacy.tokens import Doc

from sitrep.components.attributions.cue import Range
from sitrep.components.attributions.quotations import quotations
from sitrep.components.attributions.subjects import Actors
from sitrep.components.grammar.words import Words
from sitrep.pipeline.labels import ACTORS, BLOCKS, CASUALTIES, LOCATIONS


class Layers:
    """Actors, victims, places and blocks of a Doc, and its quotations, as token ranges."""

    def __init__(self, doc: Doc, words: Words) -> None:
        self._doc = doc
        self._words = words

    @cached_property
    def actors(self) -> Actors:
        """The first token of each actor, its end, and its label."""
        spans = self._doc.spans.get(ACTORS, ())
        return {span.start: (span.end, span.label_) for span in spans}

    @cached_property
    def victims(self) -> list[Range]:
        """The casualties."""
        return self._ranges(CASUALTIES)

    @cached_property
    def places(self) -> list[Range]:
        """The locations."""
        return self._ranges(LOCATIONS)

    @cached_property
    def blocks(self) -> list[tuple[int, int, str]]:
        """The blocks with their labels; one paragraph where there are none."""
        spans = self._doc.spans.get(BLOCKS, ())
        blocks = [(span.start, span.end, span.label_) for span in spans]
        return blocks or [(0, len(self._words), "paragraph")]

    @cached_property
    def quotes(self) -> list[Range]:
        """The quotations, marks left out."""
        return quotations(self._words, [(start, end) for start, end, _ in self.blocks])

    @cached_property
    def barred(self) -> list[Range]:
        """What no pronoun stands for: victims, places, and who is only quoted."""
        return self.victims + self.places + self.quotes

    def _ranges(self, layer: str) -> list[Range]:
        return [(span.start, span.end) for span in self._doc.spans.get(layer, ())]
