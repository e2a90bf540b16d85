"""Verbs that are sayings where a figure follows: "puts the toll at 12", "counts nine dead"."""

from __future__ import annotations

from typing import Final

from sitrep.components.attributions.cue import NO_SOURCES
from sitrep.components.grammar.quantities import QuantityGrammar
from sitrep.components.grammar.word_tagger import FINITE
from sitrep.components.grammar.words import Words

FIGURES: Final = frozenset(
    "toll tolls number numbers figure figures casualties count counts dead total deaths estimate "
    "tally losses".split()
)
_LISTED: Final = FIGURES | frozenset("names list lists reports killing death".split())
# Tags between a verb and its list: "has received credible reports of".
_BEFORE_LIST: Final = frozenset({"DT", "PRP$", "JJ", "NN"})
_HARMED: Final = frozenset(
    "dead graves burials killed death deaths wounded injured bodies fatalities victims casualties "
    "martyrs hurt names".split()
)
_ONLY: Final = frozenset("only just exactly".split())
_PUT_AT: Final = frozenset("at to above over between".split())
# How far behind "puts" its figure may stand, in tokens.
_PUT_REACH: Final = 14


class FigureReader:
    """Finds figures behind verbs, with the table of quantities."""

    def __init__(self, quantities: QuantityGrammar) -> None:
        self._quantities = quantities

    def puts_at(self, words: Words, i: int, end: int, lead: str = "") -> bool:
        """Whether a verb puts something at a figure: "put the injured at 12", "gave it as nine"."""
        if not lead and not FIGURES.isdisjoint(words.lower[i : i + 6]):
            return True
        for k in range(i + 1, min(i + _PUT_REACH, end - 1)):
            if (words.lower[k] == lead or (not lead and words.lower[k] in _PUT_AT)) and (
                self._quantities.starting_at(words, k + 1 + (words.texts[k + 1] == '"'), end)
            ):
                return True
            if words.tags[k] in FINITE or words.lower[k] in (",", ";"):
                return False
        return False

    def gives_figure(self, words: Words, i: int, end: int) -> bool:
        """Whether a number, or numbers of dead, follow: "counts 14", "gives thirty dead"."""
        lower = words.lower
        listed = False
        if i < end and lower[i] in ("of", "to", "us", "me"):
            i += 1
        reach = range(i, min(i + 4, end - 1))
        named = None
        if not _LISTED.isdisjoint(lower[i : i + 4]):
            named = next(
                (k for k in reach if lower[k] in _LISTED and lower[k + 1] in ("of", ",")), None
            )
        if named is not None and _BEFORE_LIST.issuperset(words.tags[i:named]):
            i, listed = named + 2, True  # "gives a lower figure, 11", "sent us the names of 40"
        elif i < end and lower[i] in ("figures", "names"):
            i += 1
        while i < end and (lower[i] in _ONLY or words.texts[i] in ('"', "“")):
            i += 1
        quantity = self._quantities.starting_at(words, i, end)
        if quantity is None or lower[i] in NO_SOURCES:
            return False
        return (
            listed
            or not _HARMED.isdisjoint(lower[i : min(i + 9, end)])
            or quantity.end >= end
            or words.tags[quantity.end] in (".", ",", ":", "CC", "IN", "_SP")
        )
