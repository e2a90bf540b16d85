"""Who is told of twice side by side: "two brothers, Ali and Omar Saad,", "Ali Saad, a baker,"."""

from __future__ import annotations

from typing import Final

from sitrep.components.grammar.phrases import Phrase, PhraseReader
from sitrep.components.grammar.words import Words

_JOINTS: Final = frozenset({",", "and"})
_ARTICLES: Final = frozenset({"a", "an", "the"})
# How many tokens may follow ", a baker" up to the comma that closes it.
_REACH: Final = 5


def behind_names(words: Words, phrases: PhraseReader, counted: Phrase, last: int) -> int | None:
    """The token behind ", Ali Saad, 43, and Omar Haddad" where it names all those `counted`.

    None where it names fewer or more: "Two guards, Ali Saad and a child were killed".
    """
    lower, number = words.lower, counted.quantity
    if number is None or lower[counted.end] != ",":
        return None
    i, names = counted.end, 0
    while i < last and lower[i] in _JOINTS:
        i += 1 + (lower[i : i + 2] == [",", "and"])
        if names and lower[i].isdigit():
            i += 1  # an age
            continue
        name = phrases.starting_at(words, i, last, {})
        if name is None or not name.name:
            break
        i, names = name.end, names + 1
    return i if names > 1 and number.code == str(names) else None


def describes(words: Words, phrase: Phrase, named: Phrase, last: int) -> bool:
    """Whether a phrase behind `named` and a comma says who that is: "Ali Saad, a baker, and"."""
    lower = words.lower
    one = phrase.people and not phrase.plural and lower[phrase.full_start] in _ARTICLES
    between = lower[named.end : phrase.full_start]
    if not (named.name and one and all(word == "," or word.isdigit() for word in between)):
        return False
    behind = lower[phrase.end : min(phrase.end + _REACH, last)]
    return "," in behind and "and" not in behind[: behind.index(",")]
