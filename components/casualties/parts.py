"""Counts that are part of another: subsets, back references, and tolls listed by place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from sitrep.components.casualties.references import CasualtyReferences
from sitrep.components.casualties.spans import Casualty
from sitrep.components.casualties.victims import TIME_WORDS, Actors
from sitrep.components.grammar.phrases import Phrase, PhraseReader
from sitrep.components.grammar.word_tagger import FINITE
from sitrep.components.grammar.words import Words

# Frames whose words can head a list of counts.
COUNTABLE: Final = frozenset({"transitive", "intransitive", "state", "event", "toll", "remains"})
_PLACE_LEADS: Final = frozenset("in near at from the province city town suburb suburbs of".split())
_LIST_JOINTS: Final = frozenset({",", ";", ":", "and", "(", ")", "–", "—", "-", "•"})
# How many tokens a list of places may stand behind the sentence that tells what it counts.
_LIST_REACH: Final = 120
_ITEM_MARKS: Final = frozenset({"-", "–", "•", "*", ".", ")"})
_NAME_JOINTS: Final = frozenset(
    {"al", "el", "-", "bin", "ibn", "abu", "umm", "’", "'", "de", "van"}
)
_SUBSETS: Final = (
    ("including",),
    ("among", "them"),
    ("among", "whom"),
    ("included",),
    ("includes",),
    ("include",),
    ("of", "whom"),
    ("of", "which"),
    ("of", "them"),
    ("of", "these"),
)


class CasualtyParts(CasualtyReferences):
    """Finds, besides, the parts of the counts of a sentence."""

    def subsets(self, parents: list[Casualty]) -> list[Casualty]:
        """Victims whom a casualty of the same sentence counts already: "including a child"."""
        lower = self.words.lower
        found: list[Casualty] = []
        for parent in parents:
            following = [c.start for c in parents if c.start > parent.start]
            limit = min([*following, self.end])
            for j in range(parent.end, min(limit, parent.end + 14)):
                if lower[j] == ":" and (parts := self._named_parts(parent, j + 1)):
                    found += parts
                    break
                lead = next((s for s in _SUBSETS if tuple(lower[j : j + len(s)]) == s), None)
                if lead is None:
                    continue
                at = j + len(lead)
                while at < self.end and lower[at] in ("were", "was", "are", "is", "at"):
                    at += 1
                phrases = self.objects(at) if lead[0] != "of" else self._of_them(j, at)
                whole = (parent.start, parent.end)
                if phrases and phrases[0].quantity and phrases[0].quantity.code == "0":
                    break
                for item in self.make(phrases, parent.label, parent.trigger, "subset"):
                    part = replace(item, whole=whole)
                    same = [k for k in parents if part.start < k.end and k.start < part.end]
                    # "Ten wounded, including a girl who was shot": the shot need not be dead
                    found += [
                        replace(k, whole=whole, label=parent.label)
                        if k.rule == "strike"
                        else replace(k, whole=whole)
                        for k in same
                        if k is not parent
                    ] or [part]
                break
        return found

    def _named_parts(self, parent: Casualty, i: int) -> list[Casualty]:
        """Who a count counts, all of them listed from token i on: "two dead: a boy and Ali Sad"."""
        listed = self.listed(i, parent.label, parent.trigger)
        numbers = [int(part.code) for part in listed if part.code.isdigit()]
        if len(numbers) < len(listed) or not listed or parent.code.rstrip("+") != str(sum(numbers)):
            return []
        return [replace(part, whole=(parent.start, parent.end)) for part in listed]

    def _of_them(self, j: int, at: int) -> list[Phrase]:
        """As in "three of them children" or, number behind, "of whom three were"."""
        before = self.phrases.quantities.starting_at(self.words, j - 1, j)
        if before is not None and self.words.lower[j + 1] != "whom":
            if before.vague or before.code == "0" or self.words.lower[before.core] == "both":
                return []
            objects = self.objects(at)
            if objects and objects[0].start == at and objects[0].people:
                return [replace(objects[0], start=before.start, quantity=before)]
            return []
        quantity = self.phrases.quantities.starting_at(self.words, at, self.end)
        if quantity is None or quantity.vague:
            return []
        return [
            Phrase(quantity.start, quantity.end, quantity.core, quantity, True, True, False, at)
        ]


def listed_parts(
    words: Words,
    phrases: PhraseReader,
    outcomes: Mapping[str, tuple[str, str]],
    places: set[int],
    actors: Actors,
    found: list[Casualty],
) -> list[Casualty]:
    """The parts of a toll by place: "Homs: 12; Idlib: 7", "12 in Homs, 3 in Hama".

    A list goes on with the outcome that was told last before it, killed before injured: the
    words for it may stand in a heading that counts nobody ("The dead by town:").
    """
    lower, tags = words.lower, words.tags
    taken = {t for c in found for t in range(c.start, c.end)}
    told = [(t, outcomes[w][0]) for t, w in enumerate(lower) if w in outcomes and (
        outcomes[w][1] in COUNTABLE)]  # fmt: skip
    result: list[Casualty] = []
    for start, end in words.sentences:
        before = [(t, label) for t, label in told if start - _LIST_REACH < t < end] or [
            (t, label) for t, label in told if end <= t < end + _LIST_REACH
        ]  # what a list counts may be told behind it
        if not before:
            continue
        i = start
        while i < end:
            phrase = (
                None if i in taken else _list_item(words, phrases, places, actors, i, start, end)
            )
            after = phrase.end if phrase else end
            arrested = after < end and tags[after] == "VBN" and lower[after] not in outcomes
            if phrase is None or phrase.quantity is None or arrested:
                i += 1
                continue
            # Behind a colon the list goes on with its heading, whatever an item before it tells.
            trigger, label = _told_by(before, end if lower[i - 1] == ":" else start, i)
            counted = [c for c in (*found, *result) if c.label == label and start <= c.start < end]
            opened = lower[i - 1 : i] == [":"] or (i == start and _headed(words, start, told))
            if not opened and not _goes_on(words, phrase, counted, places):
                i += 1
                continue
            people = phrase.people and (
                tags[phrase.head] == "NNS" or lower[phrase.quantity.start] == "another"
            )
            stop = phrase.end if people else phrase.quantity.end
            result.append(
                Casualty(
                    phrase.start,
                    stop,
                    label,
                    phrase.quantity.code,
                    (phrase.quantity.start, phrase.quantity.end),
                    (trigger, trigger + 1),
                    "by-place",
                )
            )
            taken.update(range(phrase.start, stop))
            i = max(stop, i + 1)
    return [item for item in result if lower[item.start] not in ("a", "an", "no", "nobody")]


def _told_by(told: list[tuple[int, str]], start: int, i: int) -> tuple[int, str]:
    """The word that a listed count at token i goes on with: that of its sentence, if it has one."""
    own = [word for word in told if start <= word[0] < i]
    if len({label for _, label in own}) == 1:
        return own[-1]
    return ([word for word in told if word[1] == "KILLED"] or told)[-1]


def _headed(words: Words, start: int, told: list[tuple[int, str]]) -> bool:
    """Whether the sentence before a list tells an outcome and ends with a colon."""
    last = start - 1
    while last > 0 and words.texts[last].isspace():
        last -= 1
    if last < 0 or words.lower[last] != ":":
        return False
    begin, _ = words.sentences[words.sentence_number(last)]
    return any(begin <= t < last for t, _ in told)


def _goes_on(words: Words, item: Phrase, counted: list[Casualty], places: set[int]) -> bool:
    """Whether a count with a place is one more of the outcome, not the subject of another verb.

    "Two were killed in Homs and three in Hama", not "… About 200 people in Hama marched".
    """
    after = item.end
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


def _list_item(
    words: Words,
    phrases: PhraseReader,
    places: set[int],
    actors: Actors,
    i: int,
    start: int,
    end: int,
) -> Phrase | None:
    """The count at token i if a place and a colon stand before it or "in" and a place behind it."""
    lower = words.lower
    if not (
        lower[i][0].isdigit()
        or lower[i] in phrases.quantities.anchors
        or (lower[i] in phrases.quantities.leads)
    ):
        return None
    named = i - 1 in places or (lower[i - 1] in _PLACE_LEADS and i - 2 in places)
    if i > start and lower[i - 1] not in _LIST_JOINTS and not named:
        return None
    phrase = phrases.starting_at(words, i, end, actors)
    if phrase is None or phrase.quantity is None or phrase.quantity.start != i:
        return None
    if phrase.head in places and phrase.quantity.end in places and lower[i - 1] in (",", ";"):
        return replace(phrase, end=phrase.quantity.end)  # "11 in Homs; 7 Hama"
    if not (phrase.people or phrase.end == phrase.quantity.end):
        return None
    if phrase.quantity.vague and lower[i - 1] not in (",", "and", ":"):
        return None
    core = lower[phrase.quantity.core]
    alone = core == "one" and (not phrase.bare or lower[i - 1] not in (",", "and", ";"))
    if alone or core == "both" or phrase.quantity.code == "0":
        return None
    after = phrase.end
    by_colon = (
        i - 2 >= start
        and lower[i - 1] in (":", "(", "–", "—")
        and (
            i - 2 in places
            or (words.tags[i - 2] == "NNP" and lower[i - 1] != "(" and not lower[i - 2].isdigit())
        )
    )
    opening = i - 1
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


def named_dead(words: Words, told: bool, found: list[Casualty]) -> list[Casualty]:
    """Names with ages that stand in a list, a line or an item each: "- Samir Haddad, 43, baker"."""
    if not told:
        return []
    lower, tags, texts = words.lower, words.tags, words.texts
    taken = {t for c in found for t in range(c.start, c.end)}
    rows: list[Casualty] = []
    for start, end in words.sentences:
        i = start
        while i < end and (texts[i] in _ITEM_MARKS or lower[i].isdigit() or texts[i].isspace()):
            i += 1
        if ":" in lower[i : i + 5]:
            i = lower.index(":", i) + 1
        while i < end:
            last = i
            while last < end and (tags[last] == "NNP" or lower[last] in _NAME_JOINTS):
                last += 1
            age = lower[last + 1 : last + 2]
            row = last - i > 1 and lower[last : last + 1] == [","] and age and age[0].isdigit()
            after = last + 2
            if after < end and lower[after] == "years":
                after += 1
            closed = after >= end or lower[after] in (",", ";", ".") or texts[after].isspace()
            if not row or not closed or int(age[0] if age[0].isdigit() else 0) > 110:
                break
            if taken.isdisjoint(range(i, last)):
                rows.append(
                    Casualty(i, last, "KILLED", "1", (i, last), (last, last + 2), "name-in-list")
                )
            while after < end and lower[after] != ";":
                if tags[after] in FINITE:
                    rows = [r for r in rows if r.start != i]
                after += 1
            i = after + 1
    return rows if len(rows) > 1 else []
