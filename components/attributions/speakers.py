"""Who can say something: people, actors, names, and things such as a leaflet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from sitrep.components.grammar.phrases import PhraseReader
from sitrep.components.grammar.word_forms import MONTHS, WEEKDAYS
from sitrep.components.grammar.words import Words
from sitrep.components.patterns import Line

_WITHIN: Final = frozenset("in at near on outside inside".split())
_TIMES: Final = WEEKDAYS | MONTHS | {"today", "yesterday"}


def head_end(words: Words, source: tuple[int, int]) -> int:
    """The token behind the head of a source: before what hangs on it by a preposition."""
    first, end = source
    return next((k for k in range(first + 1, end) if words.tags[k] == "IN"), end)


class Speakers:
    """Tells sources from other noun phrases by `patterns/speakers.csv` and the nouns for people."""

    def __init__(self, phrases: PhraseReader, lines: Sequence[Line]) -> None:
        kinds = {line["word"]: line["kind"] for line in lines}
        self.bodies = frozenset(word for word, kind in kinds.items() if kind == "body")
        self.people = phrases.person | {word for word, kind in kinds.items() if kind == "person"}
        self.texts = frozenset(word for word, kind in kinds.items() if kind == "text")
        self._mute = frozenset(word for word, kind in kinds.items() if kind == "place")
        self._nouns = (frozenset(kinds) | phrases.person) - self._mute

    def is_named(
        self, words: Words, source: tuple[int, int], actors: Mapping[int, tuple[int, str]]
    ) -> bool:
        """Whether a source is an actor, a person or a body, not only some name."""
        return any(
            token in actors
            or words.lower[token] in self.bodies
            or words.lower[token] in self.people
            for token in range(*source)
        )

    def is_noun(self, words: Words, source: tuple[int, int]) -> bool:
        """Whether a source is some other noun, not a place, a time or a number: "cellist"."""
        end = head_end(words, source)
        within = words.lower[source[0] : end]
        return (
            words.tags[end - 1] in ("NN", "NNS")
            and (self._mute | _TIMES).isdisjoint(within)
            and not within[0].endswith("ing")
        )

    def can_speak(
        self, words: Words, source: tuple[int, int], actors: Mapping[int, tuple[int, str]]
    ) -> bool:
        """Whether a source at tokens [first, end) has a speaker in it; not a name only within it.

        As in "the doctor in Kut", "Kut": not "the protests in Kut", nor "Kut district".
        """
        within = next((k for k in range(*source) if words.lower[k] in _WITHIN), source[1])
        if words.lower[within - 1] in self._mute and "of" not in words.lower[slice(*source)]:
            return False
        return any(
            token in actors
            or words.lower[token] in self._nouns
            or words.texts[token].startswith("@")
            or (words.tags[token] == "NNP" and words.lower[token] not in _TIMES and token < within)
            or (words.tags[token] == "NN" and words.texts[token][0].isupper())
            for token in range(*source)
        )
