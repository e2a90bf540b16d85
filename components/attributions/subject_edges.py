"""What stands beside a speaker and is not part of him: a day, a clause, the words he put out."""

from __future__ import annotations

from typing import Final

from sitrep.components.attributions.cue import Range
from sitrep.components.attributions.speakers import Speakers
from sitrep.components.grammar.uncounted import MONTH_WORDS
from sitrep.components.grammar.word_forms import WEEKDAYS
from sitrep.components.grammar.word_tagger import FINITE
from sitrep.components.grammar.words import Words

DAYS: Final = WEEKDAYS | MONTH_WORDS | {"statement", "interview"}
# What brings in the words that somebody put out: "in a statement", "on its page".
_BRINGING: Final = frozenset("in on through via".split())
_DATING: Final = frozenset("on late early".split())
# Tags of what a clause hangs on.
_LINKING: Final = frozenset({"WP", "WDT", "WRB", "WP$"})
_DETERMINING: Final = frozenset({"DT", "PRP$"})
_QUALIFYING: Final = frozenset("JJ NN NNP VBN HYPH CD".split())
# How many tokens a noun for words has before it, at most: "its latest yearly human rights report".
_MEDIUM_REACH: Final = 6


def behind_subject(words: Words, i: int, start: int, speakers: Speakers) -> int:
    """The token i of a verb group, or the first of what stands between it and its subject.

    A date, or words that were put out: "The army 4 May said", "The fund in its report said".
    """
    undated = before_date(words, i, start)
    return before_date(words, _before_medium(words, undated, start, speakers), start)


def before_date(words: Words, i: int, start: int) -> int:
    """The first token of a date before token i, or i: "4 May", "on May 4", "on Sunday"."""
    lower, tags = words.lower, words.tags
    first = i
    if lower[i - 1] in WEEKDAYS:
        first = i - 1
    elif "CD" in tags[i - 2 : i] and not MONTH_WORDS.isdisjoint(lower[i - 2 : i]):
        first = i - 2
    if first < i and lower[first - 1] in _DATING:
        first -= 1
    return first if first > start else i


def _before_medium(words: Words, i: int, start: int, speakers: Speakers) -> int:
    """The first token of "in a statement", "in its yearly report" before token i, or i."""
    if words.lower[i - 1] not in speakers.texts:
        return i
    for k in range(i - 2, max(start, i - 2 - _MEDIUM_REACH), -1):
        if words.tags[k] in _DETERMINING:
            return k - 1 if words.lower[k - 1] in _BRINGING and k - 1 > start else i
        if words.tags[k] not in _QUALIFYING:
            break
    return i


def name_behind_medium(words: Words, phrase: Range, speakers: Speakers) -> int | None:
    """Where a name begins right behind the words it puts out: "In a report Oxfam said".

    `phrase` is the noun phrase that holds both.
    """
    for k in range(phrase[0], phrase[1] - 1):
        named = k + 1 + (words.lower[k + 1] in WEEKDAYS)
        if words.lower[k] in speakers.texts and words.tags[named] == "NNP" and named < phrase[1]:
            return named
    return None


def relates(words: Words, i: int) -> bool:
    """Whether "that" at token i is the subject of a clause: "the group that holds the town"."""
    return words.lower[i] == "that" and words.tags[i + 1] in FINITE


def resumes(words: Words, i: int, comma: int) -> bool:
    """Whether a comma closes an insertion before another one: "A man, 40, died, … said".

    A list has a verb as well, without a relative clause: "A raid, and fires go on, says".
    """
    tags = words.tags[i:comma]
    linked = not _LINKING.isdisjoint(tags) or "that" in words.lower[i:comma]
    counted = {"VBD"} if tags[1:2] in (["CD"], ["RB"]) else set()
    if not linked and not ({"VBP", "VBZ"} | counted).isdisjoint(tags):
        return True
    return any(words.lower[k - 1] == "," and words.tags[k] in FINITE for k in range(i + 2, comma))
