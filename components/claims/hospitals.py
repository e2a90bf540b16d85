"""Hospitals and morgues: where people are treated or laid out, and were seldom hurt."""

from __future__ import annotations

from typing import Final

from spacy.tokens import Span

from sitrep.components.claims.view import ClaimView

# How near to a hospital a word tells that it was attacked, in tokens.
_ATTACKED: Final = 5
# What happened beside a hospital or at its gate happened to it.
_BESIDE: Final = frozenset({"near", "outside", "behind", "beside", "opposite"})
_GATES: Final = frozenset({"entrance", "gate", "gates", "courtyard"})
# Verbs of those who are only in care at a hospital, and how far before it they stand, in tokens.
_IN_CARE: Final = frozenset(
    "treated admitted hospitalised hospitalized recovering undergoing received taken rushed "
    "transferred evacuated flown moved died succumbed".split()
)
_CARE: Final = 8
# Tokens that may mark an item of a list, before its words.
_BULLET: Final = 1


class Hospitals(ClaimView):
    """Tells where the people of a claim only were treated."""

    def _only_treats(self, place: Span) -> bool:
        """Whether a place is a hospital or morgue, and no word beside it attacks it."""
        named = self.words.lower[place.start : place.end + 1]
        treats = not self.cues_of.words("treatment").isdisjoint(named)
        return treats and not (
            self.lead(place) in _BESIDE
            or not _GATES.isdisjoint(self.words.lower[max(place.start - 3, 0) : place.start])
            or self._attacked(place.start, place.end + _ATTACKED)
        )

    def _has_hospital(self, place: Span) -> bool:
        """Whether people are only treated in a place: "at a hospital in Kut"."""
        lower, at = self.words.lower, self.lead_at(place)
        if at <= self.sentence_of(place.start)[0] or lower[at] not in ("in", "of"):
            return False
        treats = lower[at - 1] in self.cues_of.words("treatment")
        return treats and not self._attacked(place.start, at)

    def _is_in_care(self, place: Span) -> bool:
        """Whether people came to the hospital of a place hurt: "treated at a hospital in Kut"."""
        at = self.lead_at(place)
        before = self.words.lower[max(at - _CARE, self.sentence_of(place.start)[0]) : at]
        return self._has_hospital(place) and not _IN_CARE.isdisjoint(before)

    def _attacked(self, first: int, stop: int) -> bool:
        """Whether a word of attack stands before token `stop`, or shortly before token `first`."""
        start, end = self.sentence_of(first)
        near = self.words.lower[max(start, first - _ATTACKED) : min(end, stop)]
        return not self.cues_of.words("attack").isdisjoint(near)

    def _is_of_hospital(self, span: Span) -> bool:
        """Whether an item of a list tells of those whom a hospital took in: "Noor Hospital: 9"."""
        heading = self.heading_of(span)
        if heading is None:
            return False
        start, end = self.sentence_of(span.start)
        words = self.words.lower[slice(*heading)]
        taken_in = "hospitals" in words and self.cues_of.words("attack").isdisjoint(words)
        return taken_in or any(
            start <= p.start < end and self._heads_item(p) and self._only_treats(p)
            for p in self.places
        )

    def _heads_item(self, place: Span) -> bool:
        """Whether an item of a list begins with a place."""
        return self.is_item(place.start) and (
            place.start - self.blocks[self.block_of(place.start)][0] <= _BULLET
        )
