"""Bodies that only an apposition names: "the Lions of Kara, a little-known group".

"A group", "a small secular party" say of themselves no side; the name beside them does.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from sitrep.components.actors.mentions import Actor
from sitrep.components.actors.noun_phrases import PhraseEdges
from sitrep.components.grammar.words import Words

_BEFORE_BODY: Final = frozenset({"CD", "HYPH", "JJ", "JJR", "JJS", "NN", "NNP", "RB", "RBS", "VBN"})
_BODY_LABELS: Final = frozenset({"ARMED_GROUP", "MILITIA", "MONITOR", "OPPOSITION", "PROTESTERS"})
"""Labels of bodies that a text calls a group."""
_OF: Final = frozenset({"JJ", "JJR", "NNS"})
"""Tags behind "of" where a body is described by its people ("a network of volunteers")."""
_BEFORE: Final = 3
"""At least so many tokens stand before a name behind its body: "a group called"."""
_BETWEEN: Final = 7
"""At most so many tokens stand between a comma and the word for the body."""


def described_bodies(words: Words, edges: PhraseEdges, actors: Sequence[Actor]) -> Iterator[Actor]:
    """The bare words for a body that stand beside its name, with the name's label."""
    for actor in actors:
        if actor.label not in _BODY_LABELS or not (actor.body or actor.rule == "named"):
            continue
        here = _behind(words, edges, actor.end) or _before(words, edges, actor.start)
        if here and not any(other.start < here[1] and here[0] < other.end for other in actors):
            cause = (actor.start, actor.end)
            yield Actor(*here, actor.label, "anaphor", cause, head=words.lower[here[1] - 1])


def _behind(words: Words, edges: PhraseEdges, i: int) -> tuple[int, int] | None:
    """The tokens of "a little-known group" behind a name that ends before token i."""
    if words.texts[i : i + 1] == ["("] and words.texts[i + 2 : i + 3] == [")"]:
        i += 3
    if words.texts[i : i + 1] != [","] or words.lower[i + 1 : i + 2] not in (
        ["a"], ["an"], ["the"], ["another"],
    ):  # fmt: skip
        return None
    for j in range(i + 2, min(i + 2 + _BETWEEN, len(words))):
        if edges.has("collective", words, j) and not edges.only_modifies(words, j + 1):
            of_people = words.lower[j + 1 : j + 2] == ["of"] and _OF.issuperset(
                words.tags[j + 2 : j + 3]
            )
            return None if of_people else (i + 2, j + 1)
        if words.tags[j] not in _BEFORE_BODY:
            return None
    return None


def _before(words: Words, edges: PhraseEdges, i: int) -> tuple[int, int] | None:
    """The tokens of "a group" before "that calls itself", "known as", a comma and a name at i."""
    if i < _BEFORE:
        return None  # at the head of a text
    i -= words.lower[i - 1] == "the"
    apposed = words.texts[i - 1] == ","
    i -= words.lower[i - 1] in ("itself", "themselves", "as")
    i -= 1
    if not (apposed or edges.has("naming", words, i)):
        return None
    i -= words.lower[i - 1] in ("which", "that", "who")
    if not edges.has("collective", words, i - 1):
        return None
    start = i - 1
    while start > 0 and words.tags[start - 1] in _BEFORE_BODY:
        start -= 1
    if apposed and words.lower[start - 1] not in ("a", "an", "another"):
        return None
    return start, i
