"""People of whom the text has told before: the wounded who died later, "the boy's death"."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sitrep.components.casualties.spans import Casualty
from sitrep.components.grammar.clauses import verb_group_start
from sitrep.components.grammar.phrases import PhraseReader
from sitrep.components.grammar.words import Words

_DYING: Final = frozenset("died dies succumbed succumbs".split())
_HE: Final = frozenset({"he", "she"})
_DEFINITE: Final = frozenset({"the", "these", "those"})
# What makes a death none: "nearly died", "could have died".
_SPARED: Final = frozenset("nearly almost not n't never could would might may should".split())
# How many tokens before "he died" the one wounded man may be told of.
_REACH: Final = 50


def died_later(
    words: Words, anchors: Sequence[int], start: int, told: Sequence[Casualty], people: PhraseReader
) -> list[Casualty]:
    """Those of `told` who were hurt and died of it: "A man was hurt … He later died".

    `anchors` are the outcome words of the sentence that begins at token `start`.
    """
    dead: list[Casualty] = []
    for i in anchors:
        if words.lower[i] not in _DYING:
            continue
        group = verb_group_start(words, i, start)
        while group > start and words.tags[group - 1] == "RB":
            group -= 1  # "He later died"
        if words.lower[group - 1] not in _HE or not _SPARED.isdisjoint(words.lower[group:i]):
            continue
        before = [c for c in told if c.end < group]
        last = before[-1] if before else None
        if last is None or last.label != "INJURED" or last.code != "1" or last.end < i - _REACH:
            continue
        others = (k for k in range(last.end, group - 1)
                  if words.tags[k] == "NN" and words.lower[k] in people.person)  # fmt: skip
        if all(_did_it(words, other) for other in others):
            dead.append(last._replace(label="KILLED", trigger=(i, i + 1)))
    return dead


def told_again(words: Words, casualty: Casualty, told: Sequence[Casualty]) -> bool:
    """Whether a casualty only goes back to people told of: "the boy's death", "the guards died"."""
    noun = words.lower[casualty.end - 1]
    if casualty.rule != "possessor" and not (
        casualty.code == "some"
        and words.lower[casualty.start - 1] in _DEFINITE
        and words.lower[casualty.start - 2] != "of"
    ):
        return False  # "Most of the boys died" counts, "the boys died" does not
    return any(
        words.lower[c.end - 1] == noun
        if casualty.code != "1"
        else c.code == "1" and noun in words.lower[c.start : c.end]
        for c in told
        if c.label == casualty.label
    )


def _did_it(words: Words, person: int) -> bool:
    """Whether somebody is no subject that "he" goes back to: "hurt by a gunman"."""
    first = person - 1
    while words.tags[first] in ("DT", "JJ", "NN"):
        first -= 1
    return words.lower[first] == "by"
