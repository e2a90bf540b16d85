"""Whose side men are on by the words before them: "and allied militias", "by a sniper"."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import pairwise
from typing import Final

from sitrep.components.actors.mentions import Actor, Phrase

STATE_LABELS: Final = frozenset({"SECURITY_FORCES", "GOVERNMENT"})
"""Labels that become INTERNATIONAL on a page about another country."""
FIGHTERS: Final = ("ARMED_GROUP", "MILITIA")


def allied(phrase: Phrase, before: Sequence[Actor]) -> str:
    """The side of those allied to the party just before ("the army and allied militias")."""
    words, left = phrase.words, phrase.start - 1
    left -= left > 0 and words.tags[left] in ("DT", "PRP$")
    if left < 1 or words.lower[left] not in ("and", "or") or not before:
        return ""
    partner = before[-1]
    if partner.end != left:
        return ""
    if partner.label in STATE_LABELS:
        return "SECURITY_FORCES" if phrase.head.kind == "armed" else "MILITIA"
    return partner.label if partner.label in FIGHTERS else ""


def is_own_of_rebels(phrase: Phrase, own: Collection[str]) -> bool:
    """Whether rebels write of "our forces", as "our guerrillas" in the same text shows.

    `own` are the lower-case nouns for those whom only rebels call theirs.
    """
    lower = phrase.words.lower
    return lower[phrase.start - 1] == "our" and any(
        word == "our" and behind in own for word, behind in pairwise(lower)
    )


def is_killer(phrase: Phrase, before: Sequence[Actor]) -> bool:
    """Whether the state's men fall to somebody in the same sentence ("shot by a sniper")."""
    words, left = phrase.words, phrase.start - 1
    left -= words.tags[left] in ("DT", "CD")
    if words.lower[left] not in ("by", "to") or not before:
        return False
    victim, sentence = before[-1], words.sentences[words.sentence_number(left)]
    return victim.label == "SECURITY_FORCES" and victim.start >= sentence[0]


def latest(before: Sequence[Actor], labels: Sequence[str]) -> str:
    """The label of the latest actor that has one of `labels`; empty if none has."""
    return next((actor.label for actor in reversed(before) if actor.label in labels), "")


def is_raider(phrase: Phrase, before: Sequence[Actor], attacking: Collection[str]) -> bool:
    """Whether herders and the like are those who attack, not those who suffer.

    "Herders attacked Kut", "killed by herders", "believed to be herders", and those whom the text
    resumes. `attacking` are the lower-case verbs and nouns of attacks.
    """
    words, left, end = phrase.words, phrase.start - 1, phrase.end
    lower, tags = words.lower, words.tags
    if lower[left] == "the" and any(
        actor.head == phrase.head.lemma and actor.label == "ARMED_GROUP" for actor in before
    ):
        return True
    left -= left > 0 and tags[left] == "DT"
    if left > 1 and lower[left] == "by":
        return tags[left - 1] == "VBN" or lower[left - 1] in attacking
    if left > 1 and lower[left] == "be":
        return lower[left - 2] in ("believed", "presumed", "said", "suspected", "thought")
    while end < len(words) and (lower[end] in ("have", "had", "has") or tags[end] == "RB"):
        end += 1
    return "".join(lower[end : end + 1]) in attacking and "".join(tags[end + 1 : end + 2]) in (
        "CD", "DT", "JJ", "NN", "NNP", "NNS", "PRP", "PRP$",
    )  # fmt: skip
