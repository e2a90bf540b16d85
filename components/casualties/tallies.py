"""Counts behind the word for their outcome, as bulletins set them: "Dead: 3, injured: 14"."""

from __future__ import annotations

from typing import Final

from sitrep.components.casualties.idioms import IdiomFrames
from sitrep.components.casualties.spans import Casualty
from sitrep.components.grammar.phrases import Phrase

_LABELS: Final = frozenset(
    "dead killed deaths fatalities martyrs martyred deceased kia casualties victims "
    "wounded injured hurt injuries wia".split()
)
# Labels that a number follows without a mark at the head of a clause: "KIA 3, WIA 11".
_UNMARKED: Final = _LABELS - {"killed", "wounded", "hurt", "injured", "victims", "casualties"}
_SETS_OFF: Final = frozenset({":", "-", "–", "—", "="})
_BEFORE: Final = frozenset({",", ";", ".", "/", "|", "•", "-", "–", "(", ":", "and"})
_CLOSES: Final = frozenset({",", ";", ".", "/", "|", ")", "(", "and", "–"})
# What may stand between the head of a clause and its label.
_NARROWS: Final = frozenset("total confirmed number of so far also".split())


class TallyFrames(IdiomFrames):
    """Finds the counts that a label tells the outcome of."""

    def tally(self, i: int, outcome: str) -> list[Casualty]:
        """The counts behind the label at token i; none where it is no label."""
        lower = self.words.lower
        if lower[i] not in _LABELS or not self._opens_clause(i) or i + 2 > self.end:
            return []
        mark = lower[i + 1] if i + 1 < self.end else ""
        found: list[Phrase] = []
        if mark in _SETS_OFF:
            found = self._behind_label(i + 2)
        elif lower[i] in _UNMARKED or (i > self.start and lower[i - 1] in (",", ";")):
            found = [p for p in self._behind_label(i + 1) if p.bare]
        return list(self.make(found, outcome, (i, i + 1), "tally"))

    def _opens_clause(self, i: int) -> bool:
        """Whether only "total", "number of" or who they were stands before a label."""
        lower = self.words.lower
        if i > self.start and self.words.tags[i - 1] == "NNS" and lower[i + 1 : i + 2] == [":"]:
            i -= lower[i - 1] in self.phrases.person  # "Soldiers killed: 4"
        while i > self.start and lower[i - 1] in _NARROWS:
            i -= 1
        return i == self.start or lower[i - 1] in _BEFORE or self.words.texts[i - 1].isspace()

    def _behind_label(self, i: int) -> list[Phrase]:
        """The counts that begin at token i, if they are all that follows in their clause."""
        found = self.objects(i) if i < self.end else []
        if not found or not all(p.quantity or p.people for p in found):
            return []
        if found[0].full_start != i:
            return []
        after = found[-1].end
        closed = after >= self.end or self.words.lower[after] in _CLOSES
        return found if closed or self.words.texts[after].isspace() else []
