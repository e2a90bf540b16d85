"""Who can say something: people, actors, names, and things such as a leaflet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from sitrep.components.grammar.phrases import Phrase, PhraseReader
from sitrep.components.grammar.word_forms import MONTHS, WEEKDAYS
from sitrep.components.grammar.words import Words
from sitrep.components.patterns import Line

_WITHIN: Final = frozenset("in at near on outside inside".split())
_TIMES: Final = WEEKDAYS | MONTHS | {"today", "yesterday"}


def head_end(words: Words, source: tuple[int, int]) -> int:
    """The token behind the head of a source: before what hangs on it by a preposition."""
    first, end = source
    within = words.tags[first + 1 : end]
    return first + 1 + within.index("IN") if "IN" in within else end


class Speakers:
    """Tells sources from other noun phrases by `patterns/speakers.csv` and the nouns for people."""

    def __init__(self, phrases: PhraseReader, lines: Sequence[Line]) -> None:
        kinds = {line["word"]: line["kind"] for line in lines}
        self.bodies = frozenset(word for word, kind in kinds.items() if kind == "body")
        self.people = phrases.person | {word for word, kind in kinds.items() if kind == "person"}
        self.texts = frozenset(word for word, kind in kinds.items() if kind == "text")
        self._named = self.bodies | self.people
        self.mute = frozenset(word for word, kind in kinds.items() if kind == "place")
        self._nouns = (frozenset(kinds) | phrases.person) - self.mute

    def is_named(
        self, words: Words, source: tuple[int, int], actors: Mapping[int, tuple[int, str]]
    ) -> bool:
        """Whether a source is an actor, a person or a body, not only some name."""
        return not (
            self._named.isdisjoint(words.lower[slice(*source)])
            and actors.keys().isdisjoint(range(*source))
        )

    def is_noun(self, words: Words, source: tuple[int, int]) -> bool:
        """Whether a source is some other noun, not a place, a time or a number: "cellist"."""
        end = head_end(words, source)
        within = words.lower[source[0] : end]
        return (
            words.tags[end - 1] in ("NN", "NNS")
            and (self.mute | _TIMES).isdisjoint(within)
            and not within[0].endswith("ing")
        )

    def can_speak(
        self, words: Words, source: tuple[int, int], actors: Mapping[int, tuple[int, str]]
    ) -> bool:
        """Whether a source at tokens [first, end) has a speaker in it; not a name only within it.

        As in "the doctor in Kut", "Kut": not "the protests in Kut", nor "Kut district".
        """
        lower, texts, tags = words.lower, words.texts, words.tags
        first, end = source
        inside = lower[first:end]
        within = end
        if not _WITHIN.isdisjoint(inside):
            within = next(k for k in range(first, end) if lower[k] in _WITHIN)
        if lower[within - 1] in self.mute and "of" not in inside:
            return False
        if not self._nouns.isdisjoint(inside) or not actors.keys().isdisjoint(range(first, end)):
            return True
        return any(
            texts[token].startswith("@")
            or (tags[token] == "NNP" and lower[token] not in _TIMES and token < within)
            or (tags[token] == "NN" and texts[token][0].isupper())
            for token in range(first, end)
        )

    def list_start(
        self,
        words: Words,
        phrases: Sequence[Phrase],
        n: int,
        begin: int,
        actors: Mapping[int, tuple[int, str]],
    ) -> int:
        """The first of the speakers that commas part: "nurses, drivers and residents said"."""
        first = n
        while (
            first
            and words.lower[phrases[first].full_start - 1] == ","
            and phrases[first - 1].end == phrases[first].full_start - 1
            and phrases[first - 1].quantity is None
            and self.is_named(words, (phrases[first - 1].start, phrases[first - 1].end), actors)
        ):
            first -= 1
        return first if phrases[first].full_start == begin else n
