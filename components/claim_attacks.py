"""Whose attack it was: the actor that a noun of an attack names ("a raid blamed on rebels")."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Final

from spacy.tokens import Span

from sitrep.components.word_forms import BE, HAVE
from sitrep.components.words import Words

_ASCRIBED: Final = {"on": "blamed", "to": "attributed"}
"""What stands before a preposition that names who is thought to have attacked."""
_DONE: Final = frozenset(
    "carried out launched planted fired staged mounted conducted claimed perpetrated thrown laid "
    "dropped detonated orchestrated".split()
)
_SKIPPED: Final = BE | HAVE | frozenset({"which", ",", "widely", "later", "also"})
_ATTRIBUTIVE: Final = frozenset({"DT", "JJ", "CD", "PRP$", "VBN"})
_NOUNS: Final = frozenset({"NN", "NNS", "VBG"})
_BETWEEN: Final = frozenset({"IN", "DT", "NN", "NNS", "NNP", "JJ", "CD", "POS", "TO"})
"""Tags between an attack and its attacker ("an attack on two villages in Ituri by …")."""
_OTHER_CLAUSE: Final = frozenset("who since after when because before until while but ;".split())
_ANOTHER_EVENT: Final = frozenset("for after before since despite against following to of".split())
_REACH: Final = 7
_ASCRIBER: Final = 5
"""At most so many tokens name who attributes it ("attributed by the authorities to …")."""


def attacker(
    words: Words,
    nouns: Collection[str],
    agents: Sequence[Span],
    trigger: int,
    sentence: tuple[int, int],
) -> Span | None:
    """The agent of the attack that an outcome word at token `trigger` follows from, or None.

    `nouns` are the lower-case words for attacks, `agents` the actors in text order.
    """
    for agent in agents:
        if not sentence[0] <= agent.start < sentence[1]:
            continue
        noun = _attack(words, nouns, agent.start, sentence[0])
        if noun is None:
            continue
        start = noun
        while start > sentence[0] and words.tags[start - 1] in ("DT", "JJ", "NN", "NNP", "POS"):
            start -= 1
        first, last = sorted((noun, trigger))
        if trigger > noun and words.lower[max(start - 1, 0)] in _ANOTHER_EVENT:
            continue
        if _OTHER_CLAUSE.isdisjoint(words.lower[first:last]):
            return agent
    return None


def _attack(words: Words, nouns: Collection[str], start: int, first: int) -> int | None:
    """The noun of the attack whose attacker's phrase has its name at token `start`."""
    lower, tags = words.lower, words.tags
    i = start - 1
    while i > first and tags[i] in _ATTRIBUTIVE:
        i -= 1
    joint, i = lower[max(i, first)], i - 1
    if joint in _ASCRIBED:
        reach = _ASCRIBER if joint == "to" else 1
        said = next(
            (j for j in range(i, max(i - reach, first), -1) if lower[j] == _ASCRIBED[joint]), None
        )
        if said is None:
            return None
        i = said - 1
    elif joint == "by":
        while i > first and lower[i] in _DONE:
            i -= 1
    elif joint != "from":
        return None
    while i > first and lower[i] in _SKIPPED:
        i -= 1
    for j in range(i, max(i - _REACH, first - 1), -1):
        if lower[j] in nouns and tags[j] in _NOUNS:
            return j
        if tags[j] not in _BETWEEN or joint == "from":
            return None
    return None
