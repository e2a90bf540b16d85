"""Which noun phrases with an actor's head are no party: buildings, names, owners, speakers."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from sitrep.components.actors.mentions import Head, Phrase
from sitrep.components.actors.noun_phrases import Part, PhraseEdges
from sitrep.components.grammar.word_forms import BE
from sitrep.components.grammar.words import Words

_NEAR: Final = 6
_FAR: Final = 9
"""So far before and behind a noun stands what befell its people."""
_STOPS: Final = frozenset(". ; : say says said that told seen saw counted heard reports".split())
"""What ends the words about somebody."""

# What people do as well as suffer: "Reporters held a meeting", but "were held".
_DONE_TOO: Final = frozenset({"held", "hit", "seized", "missing", "shot", "attacked"})


class Parties:
    """Tells parties from what only has their words, with the table of heads and closed lists.

    `heads` are the heads by their last word; `is_person` knows the nouns for persons.
    """

    def __init__(
        self,
        edges: PhraseEdges,
        heads: Mapping[str, Sequence[tuple[list[str], Head]]],
        is_person: Callable[[str], bool],
    ) -> None:
        self._edges = edges
        self._heads = heads
        self._is_person = is_person

    def is_last_name(self, words: Words, head: Head, i: int) -> bool:
        """Whether a trade or title is somebody's name: "Secretary Baker", "Omar Sheikh fell"."""
        if self._edges.has("name too", words, i):
            return words.tags[i - 1 : i + 1] == ["NNP", "NNP"] and words.tags[i + 1 : i + 2] != [
                "NNP"
            ]
        return (
            head.label == "CIVILIANS"
            and words.tags[i] == "NNP"
            and words.texts[i].istitle()
            and not (head.plural or head.proper or head.length > 1)
            and words.tags[i + 1 : i + 2] != ["NNP"]
            and words.texts[max(i - 1, 0)].isalpha()
            and words.sentences[words.sentence_number(i)][0] < i
        )

    def counts_deeds(self, words: Words, first: int, end: int) -> bool:
        """Whether a bare person only modifies: "in sniper attacks", "rebel claims that"."""
        left = words.tags[first - 1] if first else ""
        if left in ("IN", "CD"):
            return True
        return left not in ("DT", "PRP$", "POS", "WP$") and words.tags[end + 1 : end + 2] in (
            ["VBP"], ["VBD"], ["MD"], ["WDT"], ["IN"],
        )  # fmt: skip

    def is_count(self, words: Words, parts: Sequence[Part]) -> bool:
        """Whether a number counts what a name calls ("20 Guards"), and is no date of it."""
        dated = len(parts) > 1 and self._edges.has("date", words, parts[1].start)
        return bool(parts) and words.tags[parts[0].start] == "CD" and not dated

    def is_spelled_count(self, words: Words, parts: Sequence[Part]) -> bool:
        """Whether a number in a word counts the men of a body ("Two Special Task Force")."""
        if len(parts) < 2 or words.tags[parts[0].start] != "CD":
            return False
        i = parts[0].start
        opens = words.sentences[words.sentence_number(i)][0] == i
        return words.texts[i].isalpha() and (opens or words.texts[i].islower())

    def ends_body(self, words: Words, i: int) -> bool:
        """Whether the capitalised word at token i heads a body's name."""
        heads = self._heads.get(words.lower[i], ())
        return any(
            head.opens != "person" and head.kind in ("office", "group") and head.proper
            for _, head in heads
        )

    def is_owner(self, phrase: Phrase) -> bool:
        """Whether a possessive means no one: "a dentist's surgery", "the mayor's wife"."""
        words, end = phrase.words, phrase.end
        if end > phrase.head_end or not self._edges.possesses(words, end):
            return False
        owned = words.tags[end + 1 : end + 2]
        if owned and not owned[0].startswith(("NN", "JJ")):
            return False  # "at a neighbour's"
        known = words.tags[phrase.start - 1] == "PRP$"  # "my uncle's van"
        owners = phrase.head.plural or any(
            self._is_person(word) for word in words.lower[end + 1 : end + 3]
        )
        return owners or not known

    def is_harmed(self, phrase: Phrase) -> bool:
        """Whether people who speak elsewhere are victims: "a reporter and two cooks were hurt"."""
        words, left = phrase.words, phrase.start - 1
        if words.lower[left] in ("our", "my") or self._edges.has("telling", words, left):
            return False
        if words.tags[left] == "CD" and phrase.head.lemma == "journalist":
            return True
        while left >= 0 and phrase.start - left <= _NEAR and words.lower[left] not in _STOPS:
            if self._edges.has("harmed", words, left):
                return True
            left -= 1
        for i in range(phrase.head_end, min(phrase.head_end + _FAR, len(words))):
            if self._edges.has("harmed", words, i) and (
                words.lower[i] not in _DONE_TOO or words.lower[i - 1] in BE
            ):
                return True
            if words.lower[i] in _STOPS or self._edges.has("telling", words, i):
                return False
        return False

    def is_no_party(self, phrase: Phrase) -> bool:
        """Whether a phrase is a building, a measure or a post in a named body."""
        head, words, end, lists = phrase.head, phrase.words, phrase.end, self._edges.lists
        left = phrase.start - 1
        if head.proper == "MEDIA" and self._edges.has("no outlet", words, phrase.head_start - 1):
            return True
        if head.kind in ("office", "group"):
            left -= left > 0 and words.lower[left] == "the"
            if self._edges.has("beside", words, left):
                return True
        if not head.plural and self._edges.has("mouthpiece", words, end - 1):
            body = self._heads.get(words.lower[phrase.head_start - 1], ())
            if phrase.parts and any(found.kind in ("office", "armed") for _, found in body):
                return True
        if phrase.behind not in ("of", "for"):
            return False
        if words.lower[end - 1] in lists["crowd"] and phrase.behind == "of":
            return True
        post = head.opens == "person" and (
            head.forms in ("context", "modified") or head.kind == "office"
        )
        if not post or head.plural:
            return False
        i = end + 1 + (words.lower[end + 1 : end + 2] == ["the"])
        name = phrase.names.starting.get(i)
        if name:
            return name.is_actor
        named = words.tags[i : i + 2] == ["NNP", "NNP"] and head.lemma not in lists["ruling"]
        return named or self._heads_body(words, i)

    def is_place(self, phrase: Phrase) -> bool:
        """Whether a capitalised name is that of a building or an area.

        "Mora Rehabilitation Centre", "Dong Village of Jos South Local Council".
        """
        words, end, left = phrase.words, phrase.head_end, phrase.start - 1
        if not phrase.proper or words.lower[end - 1] not in ("center", "centre", "council"):
            return False
        if words.lower[end - 1] != "council":
            return self._edges.has("treating", words, end - 2)
        if words.lower[end - 2] != "local":
            return False
        located = words.lower[left] in ("in", "at")
        return located or any(
            self._edges.has("enclosed", words, part.start) for part in phrase.parts
        )

    def _heads_body(self, words: Words, i: int) -> bool:
        """Whether a body without a name begins at token i ("the local farmers' association")."""
        for j in range(i, min(i + 4, len(words))):
            if words.tags[j] == "NN" and any(
                head.kind == "group" or head.label in ("OPPOSITION", "MONITOR")
                for _, head in self._heads.get(words.lower[j], ())
            ):
                return True
            if words.tags[j] not in ("JJ", "NN", "NNS", "POS"):
                return False
        return False

    def is_outlet_staff(self, phrase: Phrase) -> bool:
        """Whether a head with a news organisation before it is its reporter."""
        name = phrase.names.ending.get(phrase.head_start)
        return name is not None and name.label == "MEDIA"
