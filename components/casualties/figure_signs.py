"""What stands about a number alone: the number of whom, an age, a limit that it goes beyond."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Final

from sitrep.components.casualties.victims import AMONG, COUNTS, OF_AGE
from sitrep.components.grammar.phrases import Phrase, PhraseReader
from sitrep.components.grammar.word_forms import WERE
from sitrep.components.grammar.words import Words

# How far before an age "the youngest" may stand, in tokens.
_AGE_REACH: Final = 6
BEYOND: Final = frozenset("above past beyond over exceed exceeds exceeded exceeding".split())
_OF_AN_HOUR: Final = frozenset({"quarter", "half", "minutes", "minute"})
_PERIODS: Final = frozenset({"day", "week", "month", "year"})
TOLLS: Final = AMONG | frozenset(
    "toll tolls number numbers figure figures total count tally deaths bodies it them its losses "
    "martyrs that loss admits admitted sum".split()
)


def counts_others(earlier: Sequence[str]) -> bool:
    """Whether "the number of" stands before something else than the dead or hurt."""
    ours = AMONG | TOLLS
    return any(
        word in ("number", "total")
        and list(earlier[i + 1 : i + 2]) == ["of"]
        and ours.isdisjoint(earlier[i + 2 : i + 7])
        for i, word in enumerate(earlier)
    )


def goes_beyond(
    words: Words, i: int, earlier: Sequence[str], counted: bool, verbs: Collection[str]
) -> bool:
    """Whether a toll goes beyond a figure at the word of token i: "did not exceed", "past".

    `earlier` are the words before it, `counted` whether they name a toll, `verbs` its verbs.
    """
    if words.lower[i - 1] in _OF_AN_HOUR or not (counted or not _PERIODS.isdisjoint(earlier)):
        return False
    return "exceed" in words.lower[i] or not set(verbs).isdisjoint(earlier)


def is_age(words: Words, phrase: Phrase, phrases: PhraseReader) -> bool:
    """Whether a number is an age: "Haddad, 43, was", "a woman of 54", "he was 17"."""
    lower, tags = words.lower, words.tags
    at = phrase.start
    if not phrase.bare or at < 2:
        return False
    lead = lower[at - 1]
    if not OF_AGE.isdisjoint(lower[max(at - _AGE_REACH, 0) : at]):
        return True  # "the youngest was 14"
    if lower[at] in ("under", "below") and lead in WERE:
        return True  # "34 of whom were under 18"
    aside = lead == "," and tags[at - 2] == "NN"  # "a man, about 40"
    if lower[at] in ("under", "over", "above", "below", "about") and (
        lower[at - 2 if aside else at - 1] in phrases.person
    ):
        return True
    if lead == ",":
        named = tags[at - 2] in ("NNP", "NN") and lower[at - 2] not in COUNTS
        return named and lower[phrase.end : phrase.end + 1] in ([","], ["."], [";"], [")"])
    if lead == "of":
        return lower[at - 2] in phrases.person or lower[at - 2] == "age"
    return False
