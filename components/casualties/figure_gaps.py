"""Rival figures whose verb is left out: "The ministry gives 12 dead, the union 15"."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Final

from sitrep.components.casualties.figure_signs import TOLLS
from sitrep.components.casualties.spans import Casualty
from sitrep.components.casualties.victims import OF_AGE, Actors
from sitrep.components.grammar.phrases import Phrase
from sitrep.components.grammar.words import Words

_JOINTS: Final = frozenset({",", ";", "and", "while", "but"})
_LEADS: Final = frozenset({"of", "at", "to"})
# Before whoever gives a rival figure: "according to the union 15", "by the union's 15".
_AGENTS: Final = (["according", "to"], ["by"])
# How many tokens who gives it may take, and what follows the count before.
_GIVER: Final = 6
_REST: Final = 3
_NAME: Final = frozenset({"DT", "PRP$", "JJ", "NN", "NNS", "NNP", "NNPS", "POS", "IN", "HYPH"})
_CLOSES: Final = frozenset({".", ",", ";", ")", "and", "–", "—", "!"})
_COUNTED: Final = TOLLS | frozenset("injury injuries hurt cases missing detained".split())
_UNITS: Final = frozenset("number unit brigade battalion division block route highway no".split())


def gapped(
    words: Words,
    phrase: Phrase,
    sentence: tuple[int, int],
    found: Sequence[Casualty],
    actors: Actors,
    person: Collection[str],
) -> Casualty | None:
    """The count that a number alone rivals, if only who gives it stands between the two."""
    lower, tags, end = words.lower, words.tags, phrase.end
    closed = end >= sentence[1] or lower[end] in _CLOSES or words.texts[end].isspace()
    if not (phrase.bare and closed):
        return None
    left = phrase.start - 1
    lead = lower[left]
    if lead in _LEADS or lead == ",":
        left -= 1
    joint = left
    while joint > max(sentence[0], left - _GIVER) and lower[joint] not in _JOINTS:
        joint -= 1
    if lower[joint] not in _JOINTS or (lead == "," and lower[joint] != ";"):
        return None
    first = joint + 1
    for agent in _AGENTS:
        if lower[first : first + len(agent)] == agent:
            first += len(agent) + (lead == "," and lower[joint] != ";")
    if first > left or not _NAME.issuperset(tags[first : left + 1]):
        return None
    if lower[first] != "the" and (first not in actors or tags[first] in ("DT", "PRP$")):
        return None  # "Ali, the baker, 40"
    if not _COUNTED.isdisjoint(lower[first : left + 1]):
        return None  # "puts the dead at 12 and the injured at 60"
    aged = lower[left] in person and tags[left] == "NN" and lead not in _LEADS
    if aged or lower[left] in _UNITS or not OF_AGE.isdisjoint(lower[first : left + 1]):
        return None
    before = [c for c in found if sentence[0] <= c.start and c.end <= joint]
    if not before or joint - before[-1].end > _REST:
        return None
    alike = lead not in _LEADS or lower[before[-1].start - 1] == lead
    return before[-1] if alike else None
