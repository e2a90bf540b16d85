"""Where the sum over several events was: "9 attacks took place in Diyala. They killed six"."""

from __future__ import annotations

from typing import Final

from spacy.tokens import Span

from sitrep.components.claims.place_nouns import PlaceNouns
from sitrep.components.claims.view import LOCATIVE, Telling

_TAKING_UP: Final = frozenset({"these", "those", "such"})
# How far into a sentence the words stand that take up events, in tokens.
_OPENING: Final = 6
# How many sentences before may introduce them.
_REACH: Final = 2

# How long the label before a total is at most, in tokens, and words that open a sum.
_LABEL: Final = 4
_IN_ALL: Final = (
    "in all ",
    "in total",
    "in sum",
    "altogether",
    "overall",
    "on the whole",
    "a total",
)


class PlaceSums(PlaceNouns):
    """Finds the places that several events are told to have been in."""

    def _places_of_sum(self, telling: Telling) -> list[Span]:
        """The places of the sentence that introduces the events of a claim.

        As in "9 attacks took place in Diyala. These attacks killed six people": the province or
        country of all of them, whatever smaller place stands before.
        """
        if not self._takes_up_events(telling.sentence[0], telling.span.start):
            return []
        number = self.words.sentence_number(telling.sentence[0])
        for start, end in reversed(self.words.sentences[max(number - _REACH, 0) : number]):
            if not self.tells_of_several((start, end)):
                continue
            found = [
                site.place
                for site in self._sites
                if start <= site.place.start < end
                and site.lead in LOCATIVE
                and site.cost is not None
            ]
            return self._coordinated_places(found[0]) if found else []
        return []

    def _takes_up_events(self, start: int, stop: int) -> bool:
        """Whether a sentence opens with several events told before: "These attacks killed"."""
        lower, incidents = self.words.lower, self.cues_of.words("incident")
        head = lower[start : min(start + _OPENING, stop)]
        return any(
            word[-1] == "s"
            and word in incidents
            and (not _TAKING_UP.isdisjoint(head[:k]) or head[:k] == ["the"])
            for k, word in enumerate(head)
        )

    def _is_total(self, telling: Telling, placed: dict[str, list[str]]) -> bool:
        """Whether a count adds up what was told of several places: "Fatalities: 124", "In all"."""
        span, lower = telling.span, self.words.lower
        start, end = telling.sentence
        labelled = lower[span.start - 1] == ":" and span.start - start <= _LABEL
        summed = " ".join(lower[start : start + _OPENING]).startswith(_IN_ALL)
        if not (summed or (labelled and self.is_bare(span) and end - span.end <= 1)):
            return False
        first, last = self._sentence_before(telling.sentence) or (start, start)
        if "total" in lower[first:last] and any(first <= p.start < last for p in self.places):
            return False  # "Total for Kut: 17. Wounded: 80"
        before = {tuple(placed[c.id_]) for c in self.casualties if placed.get(c.id_)}
        return len(before) > 1
