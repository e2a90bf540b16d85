"""Whom nobody survived of: "None of the 14 passengers got out alive", "no survivors among"."""

from __future__ import annotations

from typing import Final

from sitrep.components.casualties.spans import Casualty
from sitrep.components.casualties.tallies import TallyFrames
from sitrep.components.grammar.phrases import Phrase

_NONE: Final = frozenset({"none", "neither"})
_AMONG: Final = frozenset({"among", "amongst", "from", "of", "in"})
# How many tokens "of the 14 passengers on board" may take between "none" and "survived".
_REACH: Final = 12
_OUT: Final = frozenset("out came got brought pulled found escaped rescued".split())


class SurvivalFrames(TallyFrames):
    """Finds, besides, the casualties that a lack of survivors tells of."""

    def survived(self, i: int, outcome: str) -> list[Casualty]:
        """Those of whom none "survived", "got out alive", or was among the "survivors"."""
        lower = self.words.lower
        if lower[i].startswith("survivor"):
            if lower[i - 1] != "no" or _AMONG.isdisjoint(lower[i + 1 : i + 2]):
                return []
            found = [p for p in self.objects(i + 2) if p.quantity and p.people]
        elif lower[i] == "alive" and _OUT.isdisjoint(lower[max(self.start, i - 2) : i]):
            return []
        else:
            found = self._none_of(i)
        return list(self.make(found, outcome, (i, i + 1), "none-survived"))

    def negated(self, i: int, outcome: str) -> list[Casualty]:
        """As before, and those of whom none "came back"."""
        found = super().negated(i, outcome)
        return found or list(self.make(self._none_of(i), outcome, (i, i + 1), "none-survived"))

    def _none_of(self, i: int) -> list[Phrase]:
        """The counted people of whom "none" stands before the verb at token i."""
        lower = self.words.lower
        for k in range(i - 1, max(self.start, i - _REACH) - 1, -1):
            if lower[k] in _NONE and lower[k + 1] == "of":
                phrase = self.phrases.starting_at(self.words, k + 2, i, self.actors)
                counted = phrase is not None and phrase.quantity and (phrase.people or phrase.bare)
                return [phrase] if phrase and counted else []
        return []
