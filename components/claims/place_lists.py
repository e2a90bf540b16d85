"""Rows of places, each with its counts: "Kut: one killed, two hurt; Amara – 3", "in Kut (2)"."""

from __future__ import annotations

from functools import cached_property
from typing import Final

from spacy.tokens import Span

from sitrep.components.claims.sites import DASHES, Sites

# Places that are no state, and what they are said to have done where people died in them.
_SUFFER: Final = frozenset({"settlement", "admin", "neighbourhood"})
_SUFFERED: Final = frozenset(
    "had reported recorded registered counted saw witnessed lost suffered".split()
)
_HEADING: Final = DASHES | {":"}


class PlaceLists(Sites):
    """Finds the places that counts of a row stand under."""

    @cached_property
    def _headed(self) -> dict[str, Span]:
        """The place that a count of a row stands under, by the count's id."""
        texts = self.words.texts
        counted = {span.start for span in self.casualties}
        found: dict[str, Span] = {}
        row: list[tuple[int, Span]] = []
        for place in self.places:
            mark = place.end
            if self.words.lower[mark : mark + 1] and (
                self.words.lower[mark] in self.cues_of.words("place_noun")
            ):
                mark += 1  # "Kut province: 12"
            if self.words.lower[mark : mark + 2] == ["and", "its"]:
                mark += 3  # "Kut and its suburbs: 12"
                if mark in counted:
                    found |= self._counts_within(place, mark - 1, ";")
            if mark + 1 not in counted:
                continue
            if self._suffers(place, mark):
                found |= self._counts_within(place, mark, ",")
            if place.start in self._taken:
                continue
            if texts[mark] == "(":
                found |= self._counts_within(place, mark, ")")
            elif texts[mark] in _HEADING:
                row.append((mark, place))
        # One alone says less: "Kut: three killed in Amara", "KUT - Two men were killed".
        sentences = [self.sentence_of(mark) for mark, _ in row]
        for k, (mark, place) in enumerate(row):
            if sentences.count(sentences[k]) > 1:
                found |= self._counts_within(place, mark, ";")
        return found

    def _suffers(self, place: Span, verb: int) -> bool:
        """Whether a town or province is said to have had deaths: "Kut reported three deaths"."""
        return (
            place.label_ in _SUFFER
            and self.words.lower[verb] in _SUFFERED
            and self.words.tags[self.lead_at(place)] != "IN"
        )

    def _counts_within(self, place: Span, mark: int, closing: str) -> dict[str, Span]:
        """The place by the ids of the counts behind its mark, up to where its item closes.

        Those behind another place in the item are not its own: "Kut: 4 dead, 2 of them in Hit".
        """
        stop = self.sentence_of(mark)[1]
        closed = [k for k in range(mark, stop) if self.words.texts[k] == closing]
        others = [p.start for p in self.places if p.start > mark]
        stop = min([stop, *closed[:1], *others[:1]])
        return {c.id_: place for c in self.casualties if mark < c.start < stop}
