"""Lists of the dead by name and age: a line or an item each, or one behind the other."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sitrep.components.casualties.lists import behind_mark
from sitrep.components.casualties.spans import Casualty
from sitrep.components.grammar.word_tagger import FINITE
from sitrep.components.grammar.words import Words

_NAME_JOINTS: Final = frozenset(
    {"al", "el", "-", "bin", "ibn", "abu", "umm", "’", "'", "de", "van"}
)
_OLDEST: Final = 110  # years


def rosters(words: Words, told: Sequence[tuple[int, str]], found: list[Casualty]) -> list[Casualty]:
    """Names with ages that stand in a list, a line or an item each: "- Samir Haddad, 43, baker".

    Or one behind the other: "They are Samir Haddad, 43, and Rula Nasser (8)." `told` are the
    text's outcome words with their outcomes.
    """
    if all(label != "KILLED" for _, label in told):
        return []
    lower, tags = words.lower, words.tags
    taken = {t for c in found for t in range(c.start, c.end)}
    rows: list[Casualty] = []
    for start, end in words.sentences:
        i = behind_mark(words, start, end)
        if ":" in lower[i : i + 5]:
            i = lower.index(":", i) + 1
        elif lower[i : i + 2] in (["they", "are"], ["they", "were"]):
            i += 2
        while i < end and (row := _aged_name(words, i, end)):
            last, after = row
            if taken.isdisjoint(range(i, last)):
                rows.append(
                    Casualty(i, last, "KILLED", "1", (i, last), (last, last + 2), "name-in-list")
                )
            joint = after + 1 + (lower[after + 1 : after + 2] == ["and"])
            if lower[after : after + 1] == [","] and _aged_name(words, joint, end):
                i = joint
                continue
            while after < end and lower[after] != ";":
                if tags[after] in FINITE:
                    rows = [r for r in rows if r.start != i]
                after += 1
            i = after + 1
    return rows if len(rows) > 1 else []


def _aged_name(words: Words, i: int, end: int) -> tuple[int, int] | None:
    """Where a name at token i and the age behind it end: "Samir Haddad, 43", "Rula Nasser (8)"."""
    lower, last = words.lower, i
    while last < end and (words.tags[last] == "NNP" or lower[last] in _NAME_JOINTS):
        last += 1
    age, after = "".join(lower[last + 1 : last + 2]), last + 2
    bracket = lower[last : last + 1] == ["("] and lower[after : after + 1] == [")"]
    if last - i < 2 or not age.isdigit() or int(age) > _OLDEST:
        return None
    if not bracket and lower[last : last + 1] != [","]:
        return None
    after += bracket or lower[after : after + 1] == ["years"]
    closed = after >= end or lower[after] in (",", ";", ".") or words.texts[after].isspace()
    return (last, after) if closed else None
