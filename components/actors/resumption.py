"""Bare nouns that resume an actor named before: "the group", "its members", "his office"."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sitrep.components.actors.labels import LabelRules
from sitrep.components.actors.mentions import Actor, Phrase
from sitrep.components.actors.noun_phrases import PhraseEdges
from sitrep.components.grammar.word_tagger import NOMINAL
from sitrep.components.grammar.words import Words

_OPENING: Final = 2
"""A subject begins at most so many tokens behind its sentence's beginning."""
_WHITHER: Final = frozenset({"to", "at", "in", "into", "from"})
_SHORT: Final = "short name of "


class Resumption:
    """Finds what bare nouns stand for, with the closed lists of `actor_words.csv`."""

    def __init__(self, edges: PhraseEdges, labels: LabelRules) -> None:
        self._edges = edges
        self._labels = labels
        self._short_names = {
            word: kind.removeprefix(_SHORT)
            for kind, found in edges.lists.items()
            for word in found
            if kind.startswith(_SHORT)
        }

    def worn(self, phrase: Phrase) -> Actor | None:
        """Men whose side shows by what they wear or carry ("men in plain clothes")."""
        words, end = phrase.words, phrase.end
        end += words.lower[end : end + 2] == ["armed", "with"]
        if not self._edges.has("wearing", words, end):
            return None
        for j in range(end + 1, min(end + 4, len(words))):
            label = self._worn_by(words, j)
            if label:
                of_noun = words.tags[j] == "JJ" and "".join(words.tags[j + 1 : j + 2]) in NOMINAL
                if of_noun and words.tags[j - 1] == "DT":
                    return None  # one for all of them: "men in a black car"
                last = j + 1 + (of_noun and self._worn_by(words, j + 1) != "")  # "black masks"
                return Actor(phrase.start, last, label, "head", (end, last), "", "man", "armed")
            if words.tags[j] not in ("JJ", "NN", "NNS", "DT", "PRP$", "VBN"):
                break
        return None

    def _worn_by(self, words: Words, i: int) -> str:
        """Whose men wear or carry what token i names; empty if no side does."""
        labels = ("MILITIA", "SECURITY_FORCES", "ARMED_GROUP")
        return next((x for x in labels if self._edges.has(f"worn by {x}", words, i)), "")

    def short_name(self, phrase: Phrase) -> Actor | None:
        """A body that goes by its head alone, as its capital shows: "the Centre has recorded"."""
        words, i = phrase.words, phrase.head_start
        if not (phrase.bare and words.texts[i].istitle() and i and words.lower[i - 1] == "the") or (
            words.lower[i - 2] in _WHITHER or self._edges.has("beside", words, i - 2)
        ):
            return None
        following = words.texts[i + 1 : i + 2]
        if following and (following[0][:1].isupper() or following[0] in ("of", "for", "-")):
            return None
        label = self._short_names.get(words.lower[i])
        here, head = (i, i + 1), phrase.head
        if label is None:
            return None
        return Actor(*here, label, "shape", here, "", head.lemma, head.kind, None, True)

    def resume(self, phrase: Phrase, home: str | None, before: Sequence[Actor]) -> Actor | None:
        """A bare "the group", "the Council", "its members" as the actor that it resumes."""
        head, words = phrase.head, phrase.words
        start = phrase.start if head.lemma in self._edges.lists["resumable"] else phrase.head_start
        left = start - 1
        if not self._edges.has("determiner", words, left):
            return None
        owned = words.tags[left] == "PRP$"
        if head.plural and not (owned and head.lemma in ("man", "member")):
            return None
        if head.proper == "MEDIA" and words.lower[left] != "the":
            return None  # "this agency" is who writes
        speaks = head.lemma == "office" and self._speaks(phrase)
        if owned and head.lemma == "office" and not speaks:
            return None
        if owned and (head.lemma == "man" or speaks):
            label = self._labels.owner(phrase, before, home, "people" if speaks else "armed")
            if not label:
                return None
            here = (phrase.head_start, phrase.head_end)
            return Actor(*here, label, "anaphor", here, "", head.lemma, head.kind)
        for resumes in (self._is_same, self._is_body_abroad):
            fitting = [actor for actor in before if resumes(phrase, actor, owned=owned)]
            if fitting:
                actor = _speaker(words, fitting, phrase.start)
                return actor._replace(
                    start=start, end=phrase.head_end, rule="anaphor",
                    cause=(actor.start, actor.end), id="" if head.plural else actor.id,
                    head=head.lemma, kind=head.kind, surname=None,
                )  # fmt: skip
        return None

    def _speaks(self, phrase: Phrase) -> bool:
        """Whether an office is no room: "his office said", "a letter from her office"."""
        words, end = phrase.words, phrase.end
        verb = "".join(words.tags[end : end + 1]) in ("VBD", "VBZ", "VBP", "VBN")
        i = phrase.head_start - 2
        return verb or (words.lower[i] in ("from", "by") and words.tags[i - 1][:2] in ("NN", "VB"))

    def _is_same(self, phrase: Phrase, actor: Actor, *, owned: bool) -> bool:
        """Whether a bare head can stand for an actor by its word or by what it means."""
        head, words = phrase.head, phrase.words
        if owned and head.lemma == "member":
            same = actor.rule in ("named", "shape")
        else:
            same = (head.kind in ("group", "armed") or head.forms == "national") and (
                words.lower[phrase.head_end - 1] in words.lower[actor.start : actor.end]
                or actor.head == head.lemma
            )
        organisation = head.lemma in self._edges.lists["resumable"] and _is_organisation(actor)
        return same or organisation or actor.label == head.proper == "MEDIA"

    def _is_body_abroad(self, phrase: Phrase, actor: Actor, *, owned: bool) -> bool:
        """Whether "the mission", "the alliance" can stand for a body between states."""
        named = actor.label == "INTERNATIONAL" and actor.rule in ("named", "shape")
        return named and not owned and phrase.head.lemma in self._edges.lists["alliance"]


def _is_organisation(actor: Actor) -> bool:
    """Whether "the group" can resume an actor."""
    return actor.rule in ("named", "shape") and actor.label in (
        "ARMED_GROUP", "MONITOR", "OPPOSITION", "MILITIA",
    )  # fmt: skip


def _speaker(words: Words, actors: Sequence[Actor], i: int) -> Actor:
    """Whom a noun at token i resumes: the one that begins the sentence before, or the latest."""
    start = words.sentences[max(words.sentence_number(i) - 1, 0)][0]
    first = (actor for actor in actors if start <= actor.start <= start + _OPENING)
    return next(first, actors[-1])
