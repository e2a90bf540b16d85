"""The constructions that tell of killed and hurt people, one method a frame."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from sitrep.components.casualties.idioms import IdiomFrames
from sitrep.components.casualties.nouns import CARE
from sitrep.components.casualties.spans import Casualty

_EXPOSED: Final = frozenset({"affected", "poisoned", "sickened", "overcome", "fainted"})
_AGENTS: Final = frozenset(
    "gas chlorine sarin smoke chemical chemicals agent fumes exposure".split()
)


class CasualtyFrames(IdiomFrames):
    """Finds the casualties that the outcome words of one sentence tell of."""

    def frame(self, i: int, outcome: str, frame: str) -> list[Casualty]:
        """The casualties that the outcome word at token i tells of."""
        lower = self.words.lower
        if lower[i] in _EXPOSED and _AGENTS.isdisjoint(lower[i + 1 : i + 6]):
            return []
        if self.words.lower[i - 1] in ("fatally", "mortally"):
            outcome = "KILLED"
        if lower[i] == "casualties" and not CARE.isdisjoint(lower[self.start : self.end]):
            outcome = "INJURED"
        if roster := self.roster(i, outcome):
            return roster
        if frame in ("transitive", "intransitive", "state", "event", "roster") and self._among(i):
            return self.among(i, outcome)
        if lower[i] == "wound" and self.words.tags[i - 1] in ("NN", "DT", "JJ"):
            return self.sustain(i, outcome)
        if self._is_toll_noun(i):
            return self.toll(i, outcome)
        frames: dict[str, Callable[[int, str], list[Casualty]]] = {
            "transitive": self.transitive,
            "intransitive": self.intransitive,
            "state": self.state,
            "fall": self.fall,
            "strike": self.strike,
            "harm": self.harm,
            "broken": self.broken,
            "grave": self.grave,
            "condition": self.condition,
            "lose": self.lose,
            "treat": self.treat,
            "life": self.life,
            "sustain": self.sustain,
            "event": self.event,
            "toll": self.toll,
            "roster": self.victims,
            "negated": self.negated,
            "cover": self.cover,
            "gone": self.gone,
            "care": self.care,
            "loss": self.loss,
            "lodged": self.lodged,
            "lie": self.lie,
            "rubble": self.rubble,
            "follow": self.follow,
            "hereafter": self.hereafter,
            "suffocation": self.suffocation,
        }
        return frames.get(frame, self.remains)(i, outcome)
