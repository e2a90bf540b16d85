"""Noun phrases by tags: where one begins and ends, its head, its count, whether it is people."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from sitrep.components.grammar.noun_runs import INSIDE, PLURALS, QUOTES, NounRuns, is_aged
from sitrep.components.grammar.quantities import Quantity, QuantityGrammar
from sitrep.components.grammar.word_tagger import NOMINAL
from sitrep.components.grammar.words import Words
from sitrep.components.patterns import Line

_DETERMINERS: Final = frozenset({"DT", "PRP$"})
_GROUPS: Final = frozenset({"family", "group", "crew", "party", "couple"})
_REMAINS: Final = frozenset({"bodies", "corpses", "remains"})
_ONE_OF: Final = frozenset("first last youngest oldest eldest".split())
_RANKS: Final = frozenset("second third fourth fifth sixth seventh eighth ninth tenth".split())


class Phrase(NamedTuple):
    """A noun phrase at tokens [start, end), its head token, and its quantity if it has one.

    `start` leaves determiners out unless they count ("a child"). `people` tells whether the
    head denotes people; `name` whether it is one person's name; `full_start` includes the
    determiner.
    """

    start: int
    end: int
    head: int
    quantity: Quantity | None
    people: bool
    plural: bool
    name: bool
    full_start: int

    @property
    def bare(self) -> bool:
        """Whether the phrase is a number alone, without a noun."""
        return self.quantity is not None and self.head == self.quantity.core

    @property
    def counted(self) -> bool:
        """Whether the phrase says how many: a number, a vague word or a singular article."""
        return self.quantity is not None


class PhraseReader:
    """Reads noun phrases with the tables of quantities and nouns for people."""

    def __init__(self, quantities: Sequence[Line], people: Sequence[Line]) -> None:
        self.quantities = QuantityGrammar(quantities)
        kinds = {line["word"]: line["kind"] for line in people}
        self.person = frozenset(word for word, kind in kinds.items() if kind == "person")
        self.unit = frozenset(word for word, kind in kinds.items() if kind == "unit")
        self.thing = frozenset(word for word, kind in kinds.items() if kind == "thing")
        self._runs = NounRuns(self.quantities, self.person)

    def starting_at(
        self, words: Words, i: int, end: int, actors: Mapping[int, tuple[int, str]]
    ) -> Phrase | None:
        """The noun phrase that begins at token i, not past `end`.

        `actors` maps the first token of each actor span to its end and label.
        """
        lower, tags = words.lower, words.tags
        first = i
        article: Quantity | None = None
        quantity = self.quantities.starting_at(words, i, end)
        if quantity is None and i < end and tags[i] in _DETERMINERS:
            if lower[i] in ("a", "an", "another"):
                article = Quantity(i, i + 1, i, "1")
            i += 1
            quantity = self.quantities.starting_at(words, i, end)
            if lower[first : i + 1] == ["another", "of"] and i < end:
                quantity = article  # "another of the wounded"
            if lower[first] == "the" and lower[i + 1 : i + 2] == ["of"] and lower[i] in _ONE_OF:
                quantity = Quantity(i, i + 1, i, "1")  # "the last of the three men"
            if quantity is None and i < end and lower[i] == "only":
                i += 1  # "their only grandson"
        elif (
            quantity is not None
            and lower[i] == "both"
            and (tags[i + 1 : i + 2] == ["NNP"] or lower[i + 2 : i + 3] == ["and"])
        ):
            i, quantity = i + 1, None  # "both Adam and his wife", "both deaths and arrests"
        begin = quantity.start if quantity is not None else i
        if quantity is not None:
            i = quantity.end
            if i < end and lower[begin] == "both" and tags[i] == "PRP$":
                i += 1  # "both her sons"
            if i < end and lower[i] in QUOTES and lower[begin - 1] in QUOTES and begin:
                i, begin, first = i + 1, begin - 1, min(first, begin - 1)  # '"dozens" of people'
            if lower[i : i + 3] == ["(", quantity.code, ")"] and i + 3 < end:
                i += 3  # "six (6) bodies"
            if lower[i : i + 2] == ["out", "of"]:  # "six out of 40 people hurt died"
                return Phrase(quantity.start, i, quantity.core, quantity, True, True, False, first)
            if i < end and lower[i] == "of":
                inner = self._of_phrase(words, i, end, actors)
                if inner is not None:
                    return Phrase(
                        begin,
                        inner.end,
                        inner.head,
                        quantity,
                        inner.people or inner.bare,  # "one of the three"
                        True,
                        False,
                        first,
                    )
                if i + 1 < end and (tags[i + 1] == "PRP" or lower[i + 1] in ("those", "these")):
                    return Phrase(
                        quantity.start, i, quantity.core, quantity, True, True, False, first
                    )
        stop = self._runs.end(words, i, end, actors, counted=quantity is not None)
        head = self._head(words, i, stop)
        if head is None:
            if quantity is None and article is not None and lower[first] == "another":
                quantity = article
            if quantity is None:
                return None
            stop = quantity.end
            if lower[stop : stop + 1] == ["more"] and stop < end:  # "two more were killed"
                stop += 1
            return Phrase(quantity.start, stop, quantity.core, quantity, False, True, False, first)
        closed = head + 1 < stop and lower[head + 1] in QUOTES
        stop = head + 1 + closed
        start = begin if quantity else i
        if article and not quantity:
            quantity, start = article, article.start
        people, plural = self._people(words, i, stop, head, actors)
        if (
            article
            and people
            and stop + 1 < end
            and lower[stop] == "and"
            and (lower[stop + 1] in self.person and tags[stop + 1] == "NN")
        ):  # "a father and son"
            quantity = Quantity(start, start + 1, start, "2")
            stop, head, plural = stop + 2, stop + 1, True
        if article and words.lower[head] in _RANKS and lower[stop : stop + 1] == ["of"]:
            return None  # "a third of the men"
        people |= lower[stop : stop + 1] == ["who"] and lower[head] not in self.thing
        name = quantity is None and tags[head] == "NNP" and not plural
        if lower[head] in _GROUPS and lower[stop : stop + 1] == ["of"]:
            size = self.quantities.starting_at(words, stop + 1, end)
            if size is not None and not size.vague:  # "a family of five"
                return Phrase(start, size.end, head, size, True, True, False, first)
        whole = lower[head] in self.unit or lower[head] in self.person
        if stop < end and lower[stop] == "of" and (quantity or whole):
            inner = self._of_phrase(words, stop, end, actors)
            counted = inner.quantity if inner is not None and inner.people else None
            remains = lower[head] in _REMAINS and quantity is None
            if ((article and not whole) or remains) and inner and counted and counted.code != "1":
                return inner._replace(full_start=first)  # "a list of 81 soldiers"
            if inner is not None and (inner.people or (whole and not inner.bare)):
                stop, people = inner.end, people or inner.people or lower[head] in self.unit
        return Phrase(start, stop, head, quantity, people, plural, name, first)

    def ending_at(
        self, words: Words, end: int, start: int, actors: Mapping[int, tuple[int, str]]
    ) -> Phrase | None:
        """The longest noun phrase that ends at `end` (exclusive) and begins at or after `start`."""
        best, paired = None, False
        lower, tags = words.lower, words.tags
        i = end - 1
        while i >= start and (
            tags[i] in INSIDE
            or tags[i] in _DETERMINERS
            or lower[i] in ("of", "and", "to")
            or lower[i] in self.quantities.leads
            or (lower[i] in self.quantities.trails and i == end - 1)
            or (lower[i] == "or" and (i == end - 2 or self._counts(lower[i - 1])))
            or lower[i] in self.quantities.anchors
            or (i < end - 1 and lower[i] in QUOTES)
            or is_aged(words, i)
        ):
            if lower[i] not in ("of", "and", "-"):
                phrase = self.starting_at(words, i, end, actors)
                if phrase is not None and phrase.end == end and (phrase.counted or not paired):
                    best = phrase
                elif (
                    best is not None
                    and tags[i] in ("CC", ":")
                    and not (lower[i] == "or" and self._counts(lower[i - 1]))
                ):
                    break
            if lower[i] == "and" and not (i > start and self._counts(lower[i - 1])):
                if i == start or i + 1 == end or {"JJ", "NN"}.isdisjoint(tags[i - 1 : i]):
                    break
                paired = True  # "ten young and unarmed men", not "it was cold and young men died"
            i -= 1
        return best

    def _counts(self, word: str) -> bool:
        """Whether a word is a number, so that "or" and "and" behind it go on with one."""
        return word in self.quantities.anchors or word.isdigit()

    def _of_phrase(
        self, words: Words, i: int, end: int, actors: Mapping[int, tuple[int, str]]
    ) -> Phrase | None:
        """The phrase behind "of" at token i, with a coordinated second half where it is people."""
        whose = words.lower[i + 1 : i + 2] == ["whose"]  # "two of whose relatives died"
        inner = self.starting_at(words, i + 1 + whose, end, actors)
        if inner is None:
            return None
        j = inner.end
        if inner.people and inner.quantity is None and j + 1 < end and words.lower[j] == "and":
            second = self.starting_at(words, j + 1, end, actors)
            if second and second.people and second.quantity is None and j + 1 in actors:
                return Phrase(inner.start, second.end, inner.head, None, True, True, False, i)
        return inner

    def _head(self, words: Words, start: int, end: int) -> int | None:
        for j in range(end - 1, start - 1, -1):
            if words.tags[j] in NOMINAL or words.lower[j] in self.person or is_aged(words, j):
                return j
        return None

    def _people(
        self, words: Words, start: int, end: int, head: int, actors: Mapping[int, tuple[int, str]]
    ) -> tuple[bool, bool]:
        """Whether the phrase denotes people, and several of them."""
        noun = words.lower[head]
        plural = (
            words.tags[head] == "NNS"
            or (noun in PLURALS and words.lower[head - 1] != "of")  # "the chief of staff"
            or words.lower[max(head - 2, 0)] == "passers"
        )
        plural |= words.tags[head] == "NNP" and noun in self.person and noun.endswith("s")
        if noun in self.thing:
            return False, plural
        if noun in self.person or noun in self.unit or is_aged(words, head):
            return True, plural
        if (
            noun in _RANKS
            and words.lower[head - 1] in ("a", "the")
            and words.lower[head + 1 : head + 2] != ["of"]
        ):  # "a third died", not "a third of the men"
            return True, False
        for i in range(start, end):
            if i in actors and actors[i][0] > head:
                return True, plural
        return False, plural
