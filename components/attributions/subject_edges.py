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
# What rules over two things at once.
_RULING: Final = frozenset("ministry department directorate minister secretary".split())
_GERUNDS: Final = frozenset({"NN", "VBG", "JJ"})
_OBJECTS: Final = frozenset({"TO", "IN", "DT", "PRP$", "NNP"})
# How many tokens a bracket inside a title has at most: "(Law and Order)".
_BRACKET_REACH: Final = 7
_MEDIA: Final = frozenset(
    "page channel account website site feed blog briefing interview conference".split()
)
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
    """The first token of "in its yearly report", "on its website" before token i, or i."""
    if words.lower[i - 1] not in speakers.texts and words.lower[i - 1] not in _MEDIA:
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
        if words.lower[k] in speakers.texts and words.tags[named : phrase[1]][:1] == ["NNP"]:
            return named
    return None


def behind_name(words: Words, i: int, end: int, speakers: Speakers) -> int:
    """The token behind a source that ends at token i, with what else its name has at its end.

    A number ("Channel 4"), a title's bracket before the name, or a noun for words that could be a
    verb elsewhere ("the latest UN tallies"). Behind them the sentence or its clause ends.
    """
    lower, tags = words.lower, words.tags
    stop = i
    if i < end and tags[i] == "-LRB-" and tags[i - 1] == "NNP":
        closed = next((k for k in range(i, min(i + _BRACKET_REACH, end)) if tags[k] == "-RRB-"), i)
        stop = closed + 1
        while closed > i and stop < end and tags[stop] == "NNP":
            stop += 1
        return stop if stop > closed + 1 > i + 1 and _clause_ends(words, stop, end) else i
    numbered = tags[i : i + 1] == ["CD"] and tags[i - 1] == "NNP" and lower[i - 1] not in DAYS
    if i < end and (numbered or (tags[i] == "VBZ" and lower[i] in speakers.texts)):
        stop = i + 1
    return stop if _clause_ends(words, stop, end) else i


def _clause_ends(words: Words, i: int, end: int) -> bool:
    return i >= end or words.tags[i] in (".", ",", ":", "_SP")


def rules_both(words: Words, first: int, i: int) -> bool:
    """Whether "and" joins two tasks of a body: "Ministry of Health and Population".

    The body begins at token `first`, "and" is token i.
    """
    tags = words.tags
    return tags[i - 1] == tags[i + 1] == "NNP" and not _RULING.isdisjoint(words.lower[first:i])


def opens_clause(words: Words, i: int) -> bool:
    """Whether token i is a participle with what belongs to it: "Speaking to the press"."""
    return (
        words.lower[i].endswith("ing")
        and words.tags[i] in _GERUNDS
        and not _OBJECTS.isdisjoint(words.tags[i + 1 : i + 2])
    )


def attached(words: Words, i: int, end: int) -> bool:
    """Whether a relative clause, a bracket or a participle parts a subject from its verb."""
    return i < end and (
        words.tags[i] in ("WP", "WDT", "-LRB-")
        or words.lower[i] in (",", "who")
        or (i + 1 == end and (words.tags[i] in ("VBN", "JJ") or words.lower[end] == "by"))
    )


def ends_place(words: Words, source: Range, start: int) -> bool:
    """Whether a name tells where a place lies: "six died in Kut, Iraq, on Monday, said Ali"."""
    first = source[0]
    if first - 2 <= start or words.lower[first - 1] != ",":
        return False
    k = first - 2
    while k > start and words.tags[k] == "NNP":
        k -= 1
    named = k < first - 2 and all(words.tags[t] == "NNP" for t in range(*source))
    return named and words.lower[k] in ("in", "at", "near", "from")


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
