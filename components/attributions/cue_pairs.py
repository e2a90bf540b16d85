"""Two cues of a sentence side by side: two sayings, or one."""

from __future__ import annotations

from typing import Final

from sitrep.components.attributions.cue import Cue
from sitrep.components.grammar.words import Words

_BELIEFS: Final = frozenset("believe expect fear think".split())
# What a hospital does with the dead and hurt, even where a doctor says so; and what stands between
# two sayings side by side.
_HAVING: Final = frozenset("have receive-names holds-figure keeps-figure show-figure".split())
_APART: Final = frozenset(", ; while but and".split())


def belongs_to(words: Words, verb: Cue, other: Cue) -> bool:
    """Whether a cue only says in what form the verb before it was said, or is its hedge.

    "said in a statement that", "says he expects more dead": one saying.
    """
    if other.lemma in _BELIEFS and other.shared:
        return True
    if verb.frame == "according" and verb.start < other.start <= verb.stop:
        return True  # "according to a statement posted online", "according to agency reports"
    between = words.lower[verb.end : other.start]
    if other.frame == "noun" and verb.frame == "figure":
        return len(between) <= 2  # "has received credible reports of nine deaths"
    if other.lemma in _HAVING and verb.frame in ("clause", "told"):
        return _APART.isdisjoint(between)
    return (
        other.frame == "noun"
        and verb.frame in ("clause", "told", "object")
        and (len(between) <= 5 and between[:1] in (["in"], ["through"], ["via"], ["by"]))
    )


def yields_to(words: Words, figure: Cue, verb: Cue) -> bool:
    """Whether who has the dead is only told of: "The clinic received nine dead, a doctor said"."""
    return (
        figure.lemma == "receive-names"
        and verb.frame in ("clause", "told")
        and words.lower[verb.unit - 1] == ","
    )
