"""Nouns that go back to a place named before: "in the city", "in this town", "died there"."""

from __future__ import annotations

from functools import cached_property
from typing import Final

from spacy.tokens import Span

from sitrep.components.claims.place_nesting import PlaceNesting
from sitrep.components.claims.view import LOCATIVE, Telling

_BACK_REFERENCES: Final = frozenset({"city", "town", "village"})
# Words that go back to a place: "in the city", "died there".
_POINTERS: Final = frozenset("the there his her their this that".split())
_DEFINITE: Final = _POINTERS - {"there"}
_BEFORE_NOUN: Final = LOCATIVE | {"of"}
# What "there" follows where it means a place: "died there", "ten people there".
_BEFORE_THERE: Final = frozenset({"VBD", "VBN", "NN", "NNS", "RB", "CD"})
# Tags of the words between "this" and its noun: "this mainly Shiite town".
_DESCRIBING: Final = frozenset({"JJ", "NN", "NNP", "RB", "VBN", "HYPH"})


class PlaceNouns(PlaceNesting):
    """Finds the places that nouns and "there" go back to."""

    @cached_property
    def _desk(self) -> Span | None:
        """The place that a report was written in: that of its dateline."""
        first = next(iter(self.places), None)
        if first is None or first.label_ == "country" or self._abroad(first):
            return None
        return first if self._is_dateline(first) or self._is_byline(first) else None

    @cached_property
    def _at_desk(self) -> list[int]:
        """The tokens that stand for where a report was written: "in this western town", "here"."""
        lower, tags = self.words.lower, self.words.tags
        nouns = self.cues_of.words("place_noun")
        if self._desk is None or {"this", "here"}.isdisjoint(lower):
            return []
        found: list[int] = []
        for k, word in enumerate(lower):
            if word == "here" and tags[k - 1] in _BEFORE_THERE:
                found.append(k)
            elif word == "this" and lower[k - 1] in LOCATIVE:
                noun = k + 1
                while tags[noun] in _DESCRIBING and lower[noun] not in nouns:
                    noun += 1
                if lower[noun] in nouns:
                    found.append(noun)
        return found

    def _written_at(self, telling: Telling) -> Span | None:
        """The place of the dateline, where words of the sentence up to a claim go back to it."""
        start, stop = telling.sentence[0], telling.clause[1]
        return self._desk if any(start <= k < stop for k in self._at_desk) else None

    def _named_by(self, noun: int) -> Span | None:
        """The place before that has a type noun in or beside its name: "at the bridge"."""
        lower = self.words.lower
        if lower[noun] in self.cues_of.words("treatment") or lower[noun + 1 : noun + 2] == ["of"]:
            return None
        if self.words.tags[noun] != "NN" or self.words.tags[noun + 1 : noun + 2] == ["NN"]:
            return None
        before = [
            p
            for p in self.places
            if p.end < noun
            and lower[noun] in (lower[p.end - 1], lower[p.end])
            and (len(p) > 1 or lower[p.end] == lower[noun])
        ]
        return before[-1] if before else None

    def _area_at(self, token: int) -> Span | None:
        """The place that words behind a count go back to: "nine men in the province"."""
        lower = self.words.lower[token : token + 3]
        if len(lower) < 3 or lower[0] not in LOCATIVE or lower[1] not in _DEFINITE:
            return None
        return self._named_by(token + 2)

    def _is_home(self, place: Span, there: int) -> bool:
        """Whether "there" is where who speaks lives: "residents of Kut said two had died there"."""
        own = self.sentence_of(place.start) == self.sentence_of(there)
        return own and self.words.lower[place.start - 1] in ("of", "in", "from")

    def _the_city(self, clause: tuple[int, int]) -> Span | None:
        """The settlement that "the city" in the clause goes back to, or the place of "there"."""
        lower = self.words.lower
        if _POINTERS.isdisjoint(lower[slice(*clause)]):
            return None
        for i in range(clause[0] + 1, clause[1]):
            if (
                lower[i] in _BACK_REFERENCES
                and lower[i - 1] == "the"
                and lower[i + 1 : i + 2] != ["of"]
                and self.words.tags[i + 1 : i + 2] not in (["NN"], ["NNS"])
            ):
                before = [p for p in self.places if p.end <= i and p.label_ == "settlement"]
                before = [p for p in before if not self._gives_direction(p)] or before
                return before[-1] if before else None
            if lower[i - 1] in _DEFINITE and lower[i - 2] in _BEFORE_NOUN:
                named = self._named_by(i)
                if named is not None:
                    return named
            if lower[i] == "there" and self.words.tags[i - 1] in _BEFORE_THERE:
                before = [
                    p
                    for p in self.places
                    if p.end <= i
                    and not self._is_dateline(p)
                    and (p.start not in self._taken or self._is_home(p, i))
                ]
                return before[-1] if before else None
        return None
