"""Sums of the dead and the hurt, which are no number of either: "30 were killed or wounded"."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from typing import Final

from sitrep.components.casualties.spans import Casualty
from sitrep.components.grammar.words import Words

_CASUALTIES: Final = frozenset({"casualty", "casualties"})
_OR: Final = frozenset({"or", "and/or"})
_JOINTS: Final = _OR | {",", "and"}
# What may stand before the second fate: "killed or seriously wounded".
_BETWEEN: Final = frozenset({"either", "been", "were", "otherwise"})
# How many tokens before or behind a sum the dead and the hurt stand that it adds up.
_REACH: Final = 40


class SumReader:
    """Tells which counts of a text are sums of the dead and the hurt.

    `outcomes` are the outcome and frame by word form, `other` words for other fates ("captured").
    """

    def __init__(self, outcomes: Mapping[str, tuple[str, str]], other: Container[str]) -> None:
        self._outcomes, self._other = outcomes, other

    def without_sums(self, words: Words, found: list[Casualty]) -> list[Casualty]:
        """The counts of a text that are of the dead or of the hurt.

        What is part of a sum stands for itself, if it has an outcome of its own.
        """
        sums = [c for c in found if c.code != "0" and self._is_sum(words, c, found)]
        if not sums:
            return found
        spans = {(c.start, c.end): c.trigger for c in sums}
        first = min(c.start for c in sums)
        kept = []
        for c in found:
            whole = spans.get(c.whole) if c.whole else None
            listed = c.rule == "roster" and words.lower[c.trigger[0]] in _CASUALTIES
            if c in sums or c.trigger == whole or (listed and c.start > first):
                continue  # "… The casualties included two women": nobody says what befell them
            kept.append(c._replace(whole=None) if whole else c)
        return kept

    def _is_sum(self, words: Words, casualty: Casualty, found: Sequence[Casualty]) -> bool:
        if self._of_either(words, casualty):
            return True
        lower = words.lower
        if not _CASUALTIES.intersection(lower[casualty.start : casualty.end]) and (
            lower[casualty.trigger[0]] not in _CASUALTIES
        ):
            return False
        span = (casualty.start, casualty.end)
        parts = [c for c in found if c.whole == span and c.trigger != casualty.trigger]
        return bool(parts) or self._adds_up(casualty, found)

    def _of_either(self, words: Words, casualty: Casualty) -> bool:
        """Whether one or another of two fates is told: "killed or wounded", "hurt or killed"."""
        lower, last = words.lower, len(words.lower) - 1
        fates, alternative = {casualty.label}, False
        for step, first in ((1, casualty.trigger[1]), (-1, casualty.trigger[0] - 1)):
            i, joined = first, False
            while 0 < i < last and (
                lower[i] in _JOINTS or (joined and (lower[i] in _BETWEEN or words.tags[i] == "RB"))
            ):
                either, joined = lower[i] in _OR, True
                alternative |= either
                i += step
                if (fate := self._fate(lower[i])) is not None:
                    fates.add(fate)
                    i, joined = i + step, False
        return alternative and len(fates) > 1

    def _fate(self, word: str) -> str | None:
        """The outcome that a word tells of, or the word if it tells of another fate."""
        outcome = self._outcomes.get(word)
        if outcome is not None:
            return outcome[0]
        return word if word in self._other else None

    @staticmethod
    def _adds_up(casualty: Casualty, found: Sequence[Casualty]) -> bool:
        """Whether a count is that of some dead and some hurt near it, added."""
        near = [
            c
            for c in found
            if c is not casualty and c.code.isdigit() and abs(c.start - casualty.start) < _REACH
        ]
        return any(
            casualty.code == str(int(dead.code) + int(hurt.code))
            for dead in near
            for hurt in near
            if (dead.label, hurt.label) == ("KILLED", "INJURED")
        )
