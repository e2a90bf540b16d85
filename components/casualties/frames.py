"""The constructions that tell of killed and hurt people, one method a frame."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from sitrep.components.casualties.conditions import WOUNDS
from sitrep.components.casualties.losing import CARERS
from sitrep.components.casualties.nouns import CARE
from sitrep.components.casualties.spans import Casualty
from sitrep.components.casualties.survival import SurvivalFrames

# Where victims who "are" or "remain" there are alive, and what a clinic does with them.
_STAYING: Final = frozenset({"are", "is", "were", "remain", "remained"})
_WARDS: Final = frozenset("hospital hospitals intensive critical serious stable clinic".split())
_RECEIVED: Final = frozenset("received receives treated treating admitted admitting".split())
# How many tokens before "victims" a clinic's verb may stand.
_RECEIVED_REACH: Final = 5
_EXPOSED: Final = frozenset({"affected", "poisoned", "sickened", "overcome", "fainted"})
_AGENTS: Final = frozenset(
    "gas chlorine sarin smoke chemical chemicals agent fumes exposure".split()
)


class CasualtyFrames(SurvivalFrames):
    """Finds the casualties that the outcome words of one sentence tell of."""

    def frame(self, i: int, outcome: str, frame: str) -> list[Casualty]:
        """The casualties that the outcome word at token i tells of."""
        lower = self.words.lower
        if lower[i] in _EXPOSED and _AGENTS.isdisjoint(lower[i + 1 : i + 6]):
            return []
        if lower[i - 1] in ("fatally", "mortally"):
            outcome = "KILLED"
        if lower[i] == "victims" and self._cared_for(i):
            outcome = "INJURED"
        cared_for = lower[i] == "casualties" and not CARE.isdisjoint(lower[self.start : self.end])
        reported = not {"report", "reports"}.isdisjoint(lower[self.start : i])
        if cared_for and not (reported or self._is_toll_noun(i)):
            outcome = "INJURED"
        if listed := self.roster(i, outcome) or self.tally(i, outcome):
            return listed
        if frame in ("transitive", "intransitive", "state", "event", "roster") and self._among(i):
            return self.among(i, outcome)
        if lower[i] == "wound" and self.words.tags[i - 1] in ("NN", "DT", "JJ"):
            return self.sustain(i, outcome)
        if self._is_toll_noun(i):
            return self.toll(i, outcome)
        return _FRAMES.get(frame, CasualtyFrames.remains)(self, i, outcome)

    def _cared_for(self, i: int) -> bool:
        """Whether the victims at token i are alive: "are in intensive care", "received 25 …"."""
        lower = self.words.lower
        if lower[i + 1 : i + 2] == ["with"] and not WOUNDS.isdisjoint(lower[i + 2 : i + 5]):
            return True
        if lower[i + 1 : i + 2] and lower[i + 1] in _STAYING:
            return lower[i + 2 : i + 3] == ["in"] and not _WARDS.isdisjoint(lower[i + 3 : i + 6])
        before = lower[max(self.start, i - _RECEIVED_REACH) : i]
        return not _RECEIVED.isdisjoint(before) and not CARERS.isdisjoint(lower[self.start : i])


_FRAMES: Final[Mapping[str, Callable[[CasualtyFrames, int, str], list[Casualty]]]] = {
    "transitive": CasualtyFrames.transitive,
    "intransitive": CasualtyFrames.intransitive,
    "state": CasualtyFrames.state,
    "fall": CasualtyFrames.fall,
    "strike": CasualtyFrames.strike,
    "harm": CasualtyFrames.harm,
    "broken": CasualtyFrames.broken,
    "grave": CasualtyFrames.grave,
    "condition": CasualtyFrames.condition,
    "lose": CasualtyFrames.lose,
    "treat": CasualtyFrames.treat,
    "life": CasualtyFrames.life,
    "sustain": CasualtyFrames.sustain,
    "event": CasualtyFrames.event,
    "toll": CasualtyFrames.toll,
    "roster": CasualtyFrames.victims,
    "negated": CasualtyFrames.negated,
    "survived": CasualtyFrames.survived,
    "cover": CasualtyFrames.cover,
    "gone": CasualtyFrames.gone,
    "care": CasualtyFrames.care,
    "loss": CasualtyFrames.loss,
    "lodged": CasualtyFrames.lodged,
    "lie": CasualtyFrames.lie,
    "rubble": CasualtyFrames.rubble,
    "follow": CasualtyFrames.follow,
    "hereafter": CasualtyFrames.hereafter,
    "suffocation": CasualtyFrames.suffocation,
}
