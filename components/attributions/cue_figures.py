"""Verbs that are sayings where a figure follows: "puts the toll at 12", "counts nine dead"."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sitrep.components.attributions.cue import NO_SOURCES, Cue, Range
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
    "martyrs hurt names cases violations".split()
)
# Verbs whose subject may be the place where people were killed.
_HAPPENING: Final = frozenset("report have record register count log".split())
_ONLY: Final = frozenset("only just exactly".split())
_PUT_AT: Final = frozenset("at to above over between".split())
# How far behind "puts" its figure may stand, in tokens.
_PUT_REACH: Final = 14


def happened_in(words: Words, cue: Cue, towns: Sequence[Range]) -> bool:
    """Whether the subject is where people were killed: "Gao and Kidal reported deaths".

    One town that reports may be a government, "has" no dead but on its own soil.
    """
    counted = words.tags[cue.end : cue.end + 1] == ["CD"] or not _HARMED.isdisjoint(
        words.lower[cue.end : cue.end + 1]
    )
    if cue.source is None or cue.lemma not in _HAPPENING or not counted:
        return False
    first, end = cue.source
    inside = [t for t in towns if first <= t[0] and t[1] <= end]
    covered = {token for t in inside for token in range(*t)}
    named = all(k in covered or words.lower[k] in (",", "and") for k in range(first, end))
    return named and bool(inside) and (cue.lemma == "have" or len(inside) > 1)


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
