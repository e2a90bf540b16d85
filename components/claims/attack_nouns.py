"""Whose attack it was: the actor that a noun of an attack names ("a raid blamed on rebels")."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Final

from spacy.tokens import Span

from sitrep.components.grammar.word_forms import BE, HAVE, POSSESSIVES
from sitrep.components.grammar.word_tagger import FINITE
from sitrep.components.grammar.words import Words

_ASCRIBED: Final = {"on": "blamed", "to": "attributed"}
"""What stands before a preposition that names who is thought to have attacked."""
DONE: Final = frozenset(
    "carried out launched planted fired staged mounted conducted claimed perpetrated thrown laid "
    "dropped detonated orchestrated waged".split()
)
"""Participles and verbs of who makes or claims an attack."""
GATHERED: Final = frozenset(
    "dozens scores tens hundreds thousands number group groups members member elements".split()
)
"""Nouns that only count or gather an actor: "hundreds of police", "members of the army"."""
_SKIPPED: Final = BE | HAVE | DONE | {"which", ",", "widely", "later", "also"}
"""What can stand between an attack and who made or claimed it."""
_BETWEEN: Final = frozenset({"IN", "DT", "NN", "NNS", "NNP", "JJ", "CD", "POS", "TO"})
"""Tags between an attack and its attacker ("an attack on two villages in Ituri by …")."""
_OTHER_CLAUSE: Final = frozenset("who since after when before until while but ;".split())
_REACH: Final = 7
_BY_REACH: Final = 16  # of a "by": "an attack carried out on Friday in the village of Bora by …"
_OWN: Final = frozenset({"JJ", "NN", "NNP", "VBN", "CD", "HYPH"})
"""Tags between an attacker and its attack ("the army's two-day assault")."""
_CAUSES: Final = frozenset("in by during of from under amid to".split())
"""What makes the attack behind it a cause: "died in the army's attack", "because of …"."""
_DONE_TO: Final = frozenset("killing killings murder murders shooting execution".split())
"""Nouns whose owner is the victim, if no victim follows."""
_OWN_REACH: Final = 6


def attacker(
    words: Words, nouns: Collection[str], agents: Sequence[Span], trigger: int, start: int, end: int
) -> Span | None:
    """The agent of the attack, told in tokens [start, end), that an outcome word follows from.

    `nouns` are the lower-case words for attacks, `agents` the actors in text order, `trigger` is
    the token of the outcome word. None if no attack or no agent is named.
    """
    for agent in agents:
        if not start <= agent.start < end:
            continue
        noun = _attack(words, nouns, agent.start, start)
        if noun is None:
            noun = _own_attack(words, nouns, agent, trigger, end)
        if noun is not None:
            first, last = sorted((noun, trigger))
            if _OTHER_CLAUSE.isdisjoint(words.lower[first:last]):
                return agent
    return None


def governor(words: Words, agent: int, start: int) -> int:
    """The token before the noun phrase that ends with the actor at token `agent`.

    As "by" in "by members of the army".
    """
    lower, tags = words.lower, words.tags
    i = agent - 1
    while i > start and (
        tags[i] in ("DT", "JJ", "CD", "PRP$", "VBN")
        or lower[i] in GATHERED
        or (lower[i] == "of" and lower[i - 1] in GATHERED)
    ):
        i -= 1
    return i


def _attack(words: Words, nouns: Collection[str], agent: int, start: int) -> int | None:
    """The noun of the attack whose attacker's name begins at token `agent`."""
    lower, tags = words.lower, words.tags
    i = governor(words, agent, start)
    joint, i = lower[max(i, start)], i - 1
    if joint in _ASCRIBED:  # "attributed by the authorities to"
        near = range(i, max(i - _REACH, start), -1) if joint == "to" else (i,)
        i = next((j for j in near if lower[j] == _ASCRIBED[joint]), start) - 1
    elif joint not in ("by", "from"):
        return None
    while i > start and lower[i] in _SKIPPED:
        i -= 1
    for j in range(i, max(i - _BY_REACH, start - 1), -1):
        if lower[j] in nouns and (
            tags[j] in ("NN", "NNS", "VBG") or (j == start and tags[j] == "NNP")
        ):
            return j
        if (tags[j] not in _BETWEEN and lower[j] not in DONE) or joint == "from":
            return None
    return None


def _own_attack(
    words: Words, nouns: Collection[str], agent: Span, trigger: int, end: int
) -> int | None:
    """The noun of the attack that stands behind its owner: "the army's assault killed two"."""
    lower, tags = words.lower, words.tags
    if lower[agent.end : agent.end + 1] == [] or lower[agent.end] not in POSSESSIVES:
        return None
    noun = agent.end + 1
    while noun < min(end, agent.end + _OWN_REACH) and tags[noun] in _OWN:
        if lower[noun] in nouns and tags[noun + 1 : noun + 2] not in (["NN"], ["NNS"]):
            break  # but not of "the army's artillery base"
        noun += 1
    if lower[noun : noun + 1] == [] or lower[noun] not in nouns or tags[noun] in FINITE:
        return None
    if lower[noun] in _DONE_TO and lower[noun + 1 : noun + 2] != ["of"]:
        return None  # "the mayor's murder"
    joint = governor(words, agent.start, 0)
    if noun > trigger:
        return noun if lower[joint] in _CAUSES else None
    if agent.start and tags[joint] in ("IN", "VBD", "VBG") and lower[joint] not in ("in", "during"):
        return None  # "a bomb under the army's tanks killed two"
    apart = FINITE.isdisjoint(tags[noun + 1 : trigger - 1])
    return noun if apart or "which" in lower[noun:trigger] else None
