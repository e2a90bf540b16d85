"""What the gazetteer leaves of a run of capitalised words: the names that it may hold."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from sitrep.components.places.contexts import Contexts
from sitrep.components.places.mentions import Match
from sitrep.components.places.runs import LINKS, Run

_WITHIN: Final = frozenset({"admin", "neighbourhood", "settlement"})
"""Labels of type nouns that end a name: "Chol Village| Vwang District"."""


def unmatched(contexts: Contexts, text: str, run: Run, first: int, last: int) -> list[Match]:
    """The words that no match took, without function words at the edges, if they can name."""
    start = run[0].start
    scene = len(run) > 2 and run[1].text in contexts.scenes.get(run[0].lower, ())
    if first == 0 and scene and contexts.starts_sentence(text, start):
        first = 2  # "Shelling of Hnan Khar"
    if last - first > 2 and run[first].lower in contexts.months and run[first + 1].text.isdigit():
        first += 2  # "January 16 Mbora: …"
    while first < last and (
        run[first].text in LINKS or run[first].lower in contexts.function_words
    ):
        if first == 0 and _is_located(contexts, text, start):
            break  # "at Let Pan Hla"
        first += 1
    while last > first and run[last - 1].text in LINKS:
        last -= 1
    last = _without_date(contexts, run, first, last)
    matches = [Match(run, a, b, run[b - 1].end) for a, b in _names(contexts, run, first, last)]
    return [
        match
        for match in matches
        if match.last - match.first > 1 or contexts.can_name(run[match.first])
    ]


def _is_located(contexts: Contexts, text: str, start: int) -> bool:
    """Whether a preposition within the sentence shows that a name begins at an offset."""
    return not contexts.starts_sentence(text, start) and contexts.lead(text, start).strong


def _without_date(contexts: Contexts, run: Run, first: int, last: int) -> int:
    """Where a name ends that a day stands behind: "Donga-Mantu| 29 July", "Mbora| Monday"."""
    end = last
    while end > first and run[end - 1].lower in contexts.months:
        end -= 1
    if end < last:
        end -= run[end - 1].text.isdigit()
    return end if end > first and contexts.hard[run[end - 1].text] else last


def _names(contexts: Contexts, run: Run, first: int, last: int) -> Iterator[tuple[int, int]]:
    """Where one name ends and the next begins, which encloses it.

    "Chol Village| of Jos South", "Chol Village| Vwang District", "Baksa| of Assam".
    """
    start = first
    for i in range(first + 1, last - 1):
        word, behind = run[i], run[i + 1]
        named = contexts.can_name(run[i - 1]) and run[i - 1].lower not in contexts.leading
        if word.text == "of" and named and contexts.hard[behind.text]:
            yield start, i
            start = i + 1
        elif i > start and _ends_name(contexts, run[start : i + 1]):
            if behind.text == "of":
                yield start, i + 1
                start = i + 2
            elif contexts.own_noun(run[i + 1 : last]) is not None:
                yield start, i + 1
                start = i + 1
    if start < last:
        yield start, last


def _ends_name(contexts: Contexts, words: Run) -> bool:
    """Whether words are a name with the type noun of a town or a part of a land at its end."""
    own = contexts.own_noun(words) if words[-1].lower in contexts.noun_ends else None
    if own is None or own[2] < len(words):
        return False
    noun, head, _ = own
    named = noun == "village" or contexts.hard[words[head - 1].text]
    return named and contexts.nouns[noun] in _WITHIN
