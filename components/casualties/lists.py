"""Lists of counts: tolls by place, a line or an item each, or one behind the other."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping
from typing import Final

from sitrep.components.casualties.spans import Casualty
from sitrep.components.casualties.victims import TIME_WORDS, Actors
from sitrep.components.grammar.phrases import Phrase, PhraseReader
from sitrep.components.grammar.quantities import Quantity
from sitrep.components.grammar.words import Words

# Frames whose words can head a list of counts.
COUNTABLE: Final = frozenset({"transitive", "intransitive", "state", "event", "toll", "remains"})
_PLACE_LEADS: Final = frozenset(
    "in near at from the province city town suburb suburbs village of".split()
)
_LIST_JOINTS: Final = frozenset({",", ";", ":", "and", "while", "(", ")", "–", "—", "-", "•"})
# How many tokens a list of places may stand behind the sentence that tells what it counts.
_LIST_REACH: Final = 120
_ITEM_MARKS: Final = frozenset({"-", "–", "•", "*", ".", ")"})


def listed_parts(
    words: Words,
    phrases: PhraseReader,
    outcomes: Mapping[str, tuple[str, str]],
    told: list[tuple[int, str]],
    places: set[int],
    actors: Actors,
    found: list[Casualty],
) -> list[Casualty]:
    """The parts of a toll by place: "Homs: 12; Idlib: 7", "12 in Homs, 3 in Hama".

    `told` are the text's outcome words that can head a list, with their outcomes. A list goes on
    with the outcome that was told last before it, killed before injured: the words for it may
    stand in a heading that counts nobody ("The dead by town:").
    """
    if not told:
        return []
    lower, tags = words.lower, words.tags
    openers = phrases.quantities.openers
    numbers = [i for i, word in enumerate(lower) if word in openers or word[0].isdigit()]
    taken = {t for c in found for t in range(c.start, c.end)}
    result: list[Casualty] = []
    headed = False
    for start, end in words.sentences:
        if heading := _heading_before(words, start):
            headed = any(heading[0] <= t < heading[1] for t, _ in told)
        counts = numbers[bisect_left(numbers, start) : bisect_left(numbers, end)]
        if not (headed or counts):
            continue
        first = behind_mark(words, start, end)
        headed &= bool(heading) or first > start
        behind = bisect_left(told, (end, ""))
        before = told[bisect_left(told, (start - _LIST_REACH + 1, "")) : behind]
        if not before:  # what a list counts may be told behind it
            before = told[behind : bisect_left(told, (end + _LIST_REACH, ""))]
        if not before:
            continue
        stop = start
        for i in sorted({first, *counts}) if headed and start < first < end else counts:
            if i < stop or i in taken:
                continue
            phrase = (
                _list_item(words, phrases, places, actors, i, start, end) if i in counts else None
            )
            if phrase is None and headed and i == first > start:
                item = phrases.starting_at(words, i, end, actors)  # "– 41 children."
                phrase = item if item and item.people and _closes(words, item.end, end) else None
            after = phrase.end if phrase else end
            arrested = after < end and lower[after] not in outcomes and (
                tags[after] == "VBN" or lower[after] in ("have", "has", "had")
            )  # fmt: skip
            if phrase is None or phrase.quantity is None or arrested:
                continue
            # Behind a colon the list goes on with its heading, whatever an item before it tells.
            trigger, label = _told_by(before, end if lower[i - 1] == ":" else start, i)
            counted = [c for c in (*found, *result) if c.label == label and start <= c.start < end]
            broken_down = lower[i - 1 : i] == ["("] and lower[i - 2][:1].isdigit()  # "22 (17 in …"
            own_item = i in (start, first) or lower[i - 1] == ";"
            opened = lower[i - 1 : i] == [":"] or broken_down or (own_item and headed)
            if not opened and not _goes_on(words, phrase, counted, places):
                continue
            people = phrase.people and (
                (i == first and headed)
                or tags[phrase.head] == "NNS"
                or lower[phrase.quantity.start] == "another"
            )
            stop = phrase.end if people else phrase.quantity.end
            result.append(
                Casualty(
                    phrase.start,
                    stop,
                    label,
                    _for_all(words, phrase.quantity, end, places),
                    (phrase.quantity.start, phrase.quantity.end),
                    (trigger, trigger + 1),
                    "by-place",
                )
            )
            taken.update(range(phrase.start, stop))
    return [
        item
        for item in result
        if item.end - item.start > 1 or lower[item.start] not in ("a", "an", "no", "nobody")
    ]


def _for_all(words: Words, number: Quantity, end: int, places: set[int]) -> str:
    """The code of a listed number, for all of its places: "two each in Homs and Hama" are four."""
    lower, i = words.lower, number.end + 2
    if lower[number.end : number.end + 1] != ["each"] or not number.code.isdigit():
        return number.code
    several = 0
    while i < end and (i in places or lower[i] in (",", "and")):
        several += i in places and i - 1 not in places
        if lower[i] == "and" and i + 1 not in places:
            break
        i += 1
    return str(int(number.code) * max(several, 1))


def behind_mark(words: Words, i: int, end: int) -> int:
    """The token behind the bullet or number of a list's item: "- ", "3. ", "6, 7. ", "2/"."""
    while i < end and (
        words.texts[i] in _ITEM_MARKS
        or words.texts[i].isspace()
        or (words.lower[i].isdigit() and words.tags[min(i + 1, end - 1)] in (".", "-RRB-", "NNP"))
        or (words.lower[i][-1] in "/-" and words.lower[i][:-1].isdigit())
    ):
        i += 1
    pair = i + 3 < end and words.lower[i].isdigit() and words.lower[i + 1] in (",", "and", "-", "–")
    if pair and words.lower[i + 2].isdigit() and words.lower[i + 3] in (".", ")"):
        return behind_mark(words, i + 2, end)
    return i


def _closes(words: Words, i: int, end: int) -> bool:
    """Whether an item of a list ends at token i, but for what stands in brackets behind it."""
    return i >= end or words.lower[i] in (",", ";", ".", "(") or words.texts[i].isspace()


def _told_by(told: list[tuple[int, str]], start: int, i: int) -> tuple[int, str]:
    """The word that a listed count at token i goes on with: that of its sentence, if it has one."""
    own = [word for word in told if start <= word[0] < i]
    if len({label for _, label in own}) == 1:
        return own[-1]
    return ([word for word in told if word[1] == "KILLED"] or told)[-1]


def _heading_before(words: Words, start: int) -> tuple[int, int] | None:
    """The tokens of the sentence before token `start`, if it ends with a colon."""
    last = start - 1
    while last > 0 and words.texts[last].isspace():
        last -= 1
    if last < 0 or words.lower[last] != ":":
        return None
    return words.sentences[words.sentence_number(last)][0], last


def _goes_on(words: Words, item: Phrase, counted: list[Casualty], places: set[int]) -> bool:
    """Whether a count with a place is one more of the outcome, not the subject of another verb.

    "Two were killed in Homs and three in Hama", not "… About 200 people in Hama marched".
    """
    after = item.end + (words.lower[item.end : item.end + 1] == ["each"])
    if words.lower[after : after + 1] and words.lower[after] not in (
        "in", "near", "at", "from", "on"):  # fmt: skip
        return True  # a list with a colon, or "Homs 12; Hama 3"
    if not any(c.end <= item.start for c in counted):
        return False
    while after < len(words) and (
        after in places
        or words.lower[after] in _PLACE_LEADS
        or words.lower[after] in TIME_WORDS
        or words.lower[after] == "on"
    ):
        after += 1
    return after >= len(words) or words.tags[after] not in ("VBD", "VBZ", "VBP", "VBN", "MD", "VBG")


def _last_of_place(lower: list[str], i: int) -> int:
    """The last token of the place that ends before token i: "Kut [and its suburbs] 14"."""
    return i - 4 if lower[i - 3 : i - 1] == ["and", "its"] and i > 3 else i - 1


def _list_item(
    words: Words,
    phrases: PhraseReader,
    places: set[int],
    actors: Actors,
    i: int,
    start: int,
    end: int,
) -> Phrase | None:
    """The count that the number at token i opens, if it stands in a list of places.

    A place and a colon stand before it then, or "in" and a place behind it.
    """
    lower = words.lower
    place = _last_of_place(lower, i)
    named = place in places or (lower[place] in _PLACE_LEADS and place - 1 in places)
    if i > start and lower[i - 1] not in _LIST_JOINTS and not named:
        return None
    phrase = phrases.starting_at(words, i, end, actors)
    if phrase is None or phrase.quantity is None or phrase.quantity.start != i:
        return None
    if phrase.head in places and phrase.quantity.end in places and lower[i - 1] in (",", ";"):
        return phrase._replace(end=phrase.quantity.end)  # "11 in Homs; 7 Hama"
    if not (phrase.people or phrase.end == phrase.quantity.end):
        return None
    if phrase.quantity.vague and lower[i - 1] not in (",", "and", ":"):
        return None
    core = lower[phrase.quantity.core]
    joints = (",", "and", ";", "while")
    alone = core == "one" and (not phrase.bare or lower[i - 1] not in joints)
    if alone or core == "both" or phrase.quantity.code == "0":
        return None
    after = phrase.end + (lower[phrase.end : phrase.end + 1] == ["each"])
    by_colon = (
        i - 2 >= start
        and lower[i - 1] in (":", "(", "–", "—")
        and (
            _last_of_place(lower, i - 1) in places
            or (words.tags[i - 2] == "NNP" and lower[i - 1] != "(" and not lower[i - 2].isdigit())
            or (lower[i - 2] in _PLACE_LEADS and words.tags[i - 3] == "NNP")  # "Balin town: two"
        )
    )
    opening = place
    while opening > start and opening in places:
        opening -= 1
    in_list = (
        named
        and (";" in lower[start:end] or lower[opening] in (":", ","))
        and (after >= end or lower[after] in (";", ",", ".", "("))
    )
    in_place = (
        after + 1 < len(lower)
        and lower[after] == "on"
        and lower[after + 1] in TIME_WORDS
        and lower[i - 1] in (",", "and")
    ) or (
        after + 1 < len(lower)
        and lower[after] in ("in", "near", "at", "from")
        and any(t in places for t in range(after + 1, min(after + 6, len(lower))))
    )
    return phrase if by_colon or in_list or in_place else None
