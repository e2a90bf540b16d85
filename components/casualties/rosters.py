"""Lists of the dead and hurt by name: a line or an item each, with ages or under a heading."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sitrep.components.casualties.lists import behind_mark, closes, heading_before
from sitrep.components.casualties.spans import Casualty
from sitrep.components.casualties.victims import Actors
from sitrep.components.grammar.phrases import Phrase, PhraseReader
from sitrep.components.grammar.word_tagger import FINITE
from sitrep.components.grammar.words import Words

_NAME_JOINTS: Final = frozenset(
    {"al", "el", "-", "bin", "ibn", "abu", "umm", "’", "'", "de", "van"}
)
_OLDEST: Final = 110  # years


def rosters(
    words: Words,
    phrases: PhraseReader,
    told: Sequence[tuple[int, str]],
    places: set[int],
    actors: Actors,
    found: list[Casualty],
) -> list[Casualty]:
    """The people whom lists name; `told` are the text's outcome words with their outcomes."""
    if all(label != "KILLED" for _, label in told):
        return []
    rows = aged_names(words, found)
    taken = {t for c in (*found, *rows) for t in range(c.start, c.end)}
    for number, (first, _) in enumerate(words.sentences):
        start, end = heading_before(words, first) or (first, first)
        heading = [(t, label) for t, label in told if start <= t < end]
        counted = any(start <= c.start < end for c in found)  # then the names are of those
        if heading and not counted:
            items = _items(words, phrases, places, actors, number)
            rows += [
                Casualty(
                    item.start, item.end, heading[-1][1], "1", (item.start, item.end),
                    (heading[-1][0], heading[-1][0] + 1), "name-under-heading",
                )
                for item in items
                if len(items) > 1 and taken.isdisjoint(range(item.start, item.end))
            ]  # fmt: skip
    return rows


def _items(
    words: Words, phrases: PhraseReader, places: set[int], actors: Actors, number: int
) -> list[Phrase]:
    """The people whom the lines from a sentence on begin with, as far as the list goes."""
    items: list[Phrase] = []
    for start, end in words.sentences[number:]:
        i = behind_mark(words, start, end)
        if i >= end:
            continue  # a number and its full stop
        phrase = phrases.starting_at(words, i, end, actors)
        if phrase is None or phrase.plural or phrase.head in places:
            break
        named = phrase.name and phrase.end - phrase.start > 1
        verb = any(
            words.tags[t] in FINITE and words.lower[t - 1] != "who" for t in range(phrase.end, end)
        )
        if not (named or phrase.people) or not closes(words, phrase.end, end) or verb:
            break
        items.append(phrase)
    return items


def aged_names(words: Words, found: list[Casualty]) -> list[Casualty]:
    """Names with ages that stand in a list, a line or an item each: "- Samir Haddad, 43, baker".

    Or one behind the other: "They are Samir Haddad, 43, and Rula Nasser, 8."
    """
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
    """Where a name at token i and the age behind it end: "Samir Haddad, 43"."""
    lower, last = words.lower, i
    while last < end and (words.tags[last] == "NNP" or lower[last] in _NAME_JOINTS):
        last += 1
    age, after = "".join(lower[last + 1 : last + 2]), last + 2
    if last - i < 2 or lower[last : last + 1] != [","] or not age.isdigit() or int(age) > _OLDEST:
        return None
    if after < end and lower[after] == "years":
        after += 1
    closed = after >= end or lower[after] in (",", ";", ".") or words.texts[after].isspace()
    return (last, after) if closed else None
