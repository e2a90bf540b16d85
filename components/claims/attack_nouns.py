"""Whose attack it was: the actor that a noun of an attack names ("a raid blamed on rebels")."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Final

from spacy.tokens import Span

from sitrep.components.grammar.word_forms import BE, HAVE
from sitrep.components.grammar.words import Words

_ASCRIBED: Final = {"on": "blamed", "to": "attributed"}
"""What stands before a preposition that names who is thought to have attacked."""
DONE: Final = frozenset(
    "carried out launched planted fired staged mounted conducted claimed perpetrated thrown laid "
    "dropped detonated orchestrated".split()
)
"""Participles and verbs of who makes or claims an attack."""
_SKIPPED: Final = BE | HAVE | DONE | {"which", ",", "widely", "later", "also"}
"""What can stand between an attack and who made or claimed it."""
_BETWEEN: Final = frozenset({"IN", "DT", "NN", "NNS", "NNP", "JJ", "CD", "POS", "TO"})
"""Tags between an attack and its attacker ("an attack on two villages in Ituri by …")."""
_OTHER_CLAUSE: Final = frozenset("who since after when because before until while but ;".split())
_REACH: Final = 7


def attacker(
    words: Words, nouns: Collection[str], agents: Sequence[Span], trigger: int, start: int, end: int
) -> Span | None:
    """The agent of the attack, told in tokens [start, end), that an outcome word follows from.

    `nouns` are the lower-case words for attacks, `agents` the actors in text order, `trigger` is
    the token of the outcome word. None if no attack or no agent is named.
    """
    for agent in agents:
        noun = _attack(words, nouns, agent.start, start) if start <= agent.start < end else None
        if noun is not None:
            first, last = sorted((noun, trigger))
            if _OTHER_CLAUSE.isdisjoint(words.lower[first:last]):
                return agent
    return None


def _attack(words: Words, nouns: Collection[str], agent: int, start: int) -> int | None:
    """The noun of the attack whose attacker's name begins at token `agent`."""
    lower, tags = words.lower, words.tags
    i = agent - 1
    while i > start and tags[i] in ("DT", "JJ", "CD", "PRP$", "VBN"):
        i -= 1
    joint, i = lower[max(i, start)], i - 1
    if joint in _ASCRIBED:  # "attributed by the authorities to"
        near = range(i, max(i - _REACH, start), -1) if joint == "to" else (i,)
        i = next((j for j in near if lower[j] == _ASCRIBED[joint]), start) - 1
    elif joint not in ("by", "from"):
        return None
    while i > start and lower[i] in _SKIPPED:
        i -= 1
    for j in range(i, max(i - _REACH, start - 1), -1):
        if lower[j] in nouns and tags[j] in ("NN", "NNS", "VBG"):
            return j
        if tags[j] not in _BETWEEN or joint == "from":
            return None
    return None
