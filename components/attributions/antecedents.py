"""Who "he", "she", "it" and "they" are where they speak: the nearest fitting one before them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sitrep.components.attributions.cue import Range
from sitrep.components.attributions.layers import Layers
from sitrep.components.attributions.sayings import Attribution
from sitrep.components.attributions.speakers import Speakers, head_end
from sitrep.components.attributions.subjects import Actors
from sitrep.components.grammar.phrases import PhraseReader
from sitrep.components.grammar.word_forms import BE
from sitrep.components.grammar.word_tagger import FINITE
from sitrep.components.grammar.words import Words

_PERSONAL: Final = {
    "he": "person", "she": "person", "his": "person", "her": "person",
    "it": "body", "its": "body", "they": "several", "their": "several",
}  # fmt: skip
_BODY: Final = frozenset({"body", "several"})
_BODY_LABELS: Final = frozenset({"MEDIA", "MONITOR"})
# Tags of words for people behind "was": "wounded".
_PARTICIPLES: Final = frozenset({"VBN", "VBD", "JJ"})
# How many sentences back a pronoun reaches.
_REACH: Final = 3


class Antecedents:
    """Finds the speaker that a pronoun at the head of a saying goes back to."""

    def __init__(self, phrases: PhraseReader, speakers: Speakers) -> None:
        self._phrases = phrases
        self._speakers = speakers

    def find(
        self,
        words: Words,
        layers: Layers,
        found: Sequence[Attribution],
        pronoun: str,
        token: int,
    ) -> Range | None:
        """The antecedent of a pronoun before a token, or None.

        Sentence by sentence backwards: a source of fitting kind, else, where nobody else is
        speaking, the first fitting phrase outside what is `barred`: victims, places, quotations;
        one behind a verb, as in "the worst attack on the army", only where no source is in reach.
        An empty pronoun, of a subject left out, fits any source.
        """
        kind = _PERSONAL.get(pronoun)
        actors = layers.actors
        sentence = words.sentence_number(token)
        before = [
            *words.sentences[max(sentence - _REACH, 0) : sentence],
            (words.sentences[sentence][0], token),
        ]
        mentioned: Range | None = None
        for start, end in reversed(before):
            inside = [a for a in found if a.source and start <= a.unit < end]
            sources = [a.source for a in inside if a.source]
            if kind == "person":  # the surest first
                sources.sort(key=lambda source: self._kinds(words, source, actors) != {"person"})
            for source in sources:
                if self.fits(words, pronoun, source, actors):
                    return source
            said = [c for a in found for c in a.contents]
            if words.lower[start] == pronoun:
                continue  # it has the same subject
            if kind is None or any(c[0] <= start and end <= c[1] + 1 for c in said):
                continue
            first = self._first(words, start, end, kind, actors, [*layers.barred, *said])
            if first is not None and FINITE.isdisjoint(words.tags[start : first[0]]):
                return first
            mentioned = mentioned or first
        if mentioned is not None:
            return mentioned
        earlier = (a.source for a in reversed(found) if a.source and a.source[1] <= token)
        if kind == "person":
            earlier = (s for s in earlier if "person" in self._kinds(words, s, actors))
        return next(earlier, None)

    def fits(self, words: Words, pronoun: str, source: Range, actors: Actors) -> bool:
        """Whether a pronoun can stand for a source; an empty one, of a subject left out, can."""
        kind = _PERSONAL.get(pronoun)
        return kind is None or kind in self._kinds(words, source, actors)

    def _first(
        self,
        words: Words,
        start: int,
        end: int,
        kind: str,
        actors: Actors,
        barred: Sequence[Range],
    ) -> Range | None:
        """The first phrase that a pronoun can stand for; "they" are rather many than a body."""
        fitting: list[Range] = []
        i = start
        while i < end:
            phrase = self._phrases.starting_at(words, i, end, actors)
            if phrase is None:
                i += 1
                continue
            source = (phrase.start + (words.lower[phrase.start] in ("a", "an")), phrase.end)
            if (
                not _happened(words, phrase.full_start, phrase.head)
                and (self._speakers.is_named(words, source, actors) or phrase.name)
                and self._speakers.can_speak(words, source, actors)
                and kind in self._kinds(words, source, actors)
                # "a resident of Homs" is no place: only what begins before the head bars
                and not any(b[0] <= phrase.head and phrase.start < b[1] for b in barred)
            ):
                if kind != "several" or self._kinds(words, source, actors) == {kind}:
                    return source
                fitting.append(source)
            i = max(phrase.end, i + 1)
        return fitting[0] if fitting else None

    def _kinds(self, words: Words, source: Range, actors: Actors) -> frozenset[str]:
        """Which pronouns can stand for a source: a person, a body, several people."""
        last = source[1] - 1
        phrase = self._phrases.starting_at(words, source[0], source[1], actors)
        whole = phrase.head if phrase is not None else last
        # the "Association for Political Prisoners" is an association
        head = head_end(words, (source[0], whole + 1)) - 1
        labels = {
            label for first, (end, label) in actors.items() if source[0] <= first <= head < end
        }
        labelled = head == whole and not _BODY_LABELS.isdisjoint(labels)
        if labelled or words.lower[head] in self._speakers.bodies:
            return _BODY
        plural = words.tags[head] == "NNS" or "and" in words.lower[source[0] : source[1]]
        if plural or (phrase is not None and phrase.plural and head == whole):
            return frozenset({"several"})
        if not self._speakers.people.isdisjoint(words.lower[source[0] : head + 1]):
            # a name in the plural: "the Ambulance Boys", but not "Minister Robert Gates"
            several = words.lower[head].endswith("s") and words.lower[head] in self._speakers.people
            return frozenset({"several" if several else "person"})
        if words.tags[head] == "NNP" or labels:
            return frozenset({"person", "body", "several"})
        return frozenset({"body"})


def _happened(words: Words, first: int, head: int) -> bool:
    """Whether a word for people tells what happened to somebody: "the guard was wounded"."""
    return words.tags[head] in _PARTICIPLES and words.lower[first - 1] in BE
