"""Counts that are part of another: subsets, back references, and tolls listed by place."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from sitrep.components.casualty_frames import Casualty, CasualtyFrames
from sitrep.components.phrases import Phrase, PhraseReader
from sitrep.components.victims import AMONG, Actors
from sitrep.components.words import Words

# How many tokens a list of places may stand behind the sentence that tells what it counts.
_LIST_REACH: Final = 120
# How many tokens before its sentence the count that "of them" goes back to may end.
_REFERENCE_REACH: Final = 40
_SUBSETS: Final = (
    ("including",),
    ("among", "them"),
    ("among", "whom"),
    ("included",),
    ("includes",),
    ("include",),
    ("of", "whom"),
    ("of", "them"),
    ("of", "these"),
)


class CasualtyParts(CasualtyFrames):
    """Finds, besides, the parts of the counts of a sentence."""

    def subsets(self, parents: list[Casualty], size: int) -> list[Casualty]:
        """Victims whom a casualty of the same sentence counts already: "including a child"."""
        lower = self.words.lower
        found: list[Casualty] = []
        for parent_index, parent in enumerate(parents):
            following = [c.start for c in parents if c.start > parent.start]
            limit = min([*following, self.end])
            for j in range(parent.end, min(limit, parent.end + 14)):
                lead = next((s for s in _SUBSETS if tuple(lower[j : j + len(s)]) == s), None)
                if lead is None:
                    continue
                at = j + len(lead)
                while at < self.end and lower[at] in ("were", "was", "are", "is", "at"):
                    at += 1
                phrases = self.objects(at) if lead[0] != "of" else self._of_them(j, at)
                number = size - len(parents) + parent_index
                for item in self.make(phrases, parent.label, parent.trigger, "subset"):
                    part = replace(item, whole=number)
                    same = [k for k in parents if part.start < k.end and k.start < part.end]
                    found += [replace(k, whole=number) for k in same] or [part]
                break
        return found

    def back_references(self, earlier: list[Casualty], taken: list[Casualty]) -> list[Casualty]:
        """Parts of an earlier count: "Three of the dead were …", "Nine of them have …"."""
        lower = self.words.lower
        found: list[Casualty] = []
        for i in range(self.start, self.end - 2):
            if i > self.start and lower[i - 1] not in (
                ",",
                "and",
                "all",
                "says",
                "said",
                "that",
                "of",
            ):
                continue
            quantity = self.phrases.quantities.starting_at(self.words, i, self.end)
            if quantity is None or lower[quantity.end : quantity.end + 1] != ["of"]:
                continue
            at = quantity.end + 1
            noun = lower[at + 1] if lower[at : at + 1] == ["the"] and at + 1 < self.end else ""
            if noun in AMONG:
                label, end = ("INJURED" if noun in ("wounded", "injured") else "KILLED"), at + 2
            elif lower[at : at + 1] == ["them"] and earlier:
                label, end = earlier[-1].label, at + 1
            else:
                continue
            whole = next((n for n in range(len(earlier) - 1, -1, -1) if earlier[n].label == label
                          and earlier[n].start < i), None)  # fmt: skip
            if noun == "" and (whole is None or earlier[-1].end < self.start - _REFERENCE_REACH):
                continue
            if any(c.start < end and i < c.end for c in taken):
                continue
            found.append(
                Casualty(
                    quantity.start,
                    end,
                    label,
                    quantity.code,
                    (quantity.start, quantity.end),
                    (quantity.end, end),
                    "back-reference",
                    whole,
                )
            )
        return found

    def _of_them(self, j: int, at: int) -> list[Phrase]:
        """As in "three of them children" or, number behind, "of whom three were"."""
        before = self.phrases.quantities.starting_at(self.words, j - 1, j)
        if before is not None and self.words.lower[j + 1] != "whom":
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
    words: Words, phrases: PhraseReader, places: set[int], actors: Actors, found: list[Casualty]
) -> list[Casualty]:
    """The parts of a toll by place: "Homs: 12; Idlib: 7", "12 in Homs, 3 in Hama".

    A list goes on with the outcome that was counted last before it, killed before injured.
    """
    lower, tags = words.lower, words.tags
    taken = {t for c in found for t in range(c.start, c.end)}
    result: list[Casualty] = []
    for start, end in words.sentences:
        before = [n for n, c in enumerate(found) if c.start < end and c.start > start - _LIST_REACH]
        if not before:
            continue
        killed = [n for n in before if found[n].label == "KILLED"]
        whole = (killed or before)[-1]
        parent = found[whole]
        i = start
        while i < end:
            phrase = (
                None if i in taken else _list_item(words, phrases, places, actors, i, start, end)
            )
            if phrase is None or phrase.quantity is None:
                i += 1
                continue
            part = whole if parent.end <= i and parent.start >= start else None
            number = (phrase.quantity.start, phrase.quantity.end)
            stop = (
                phrase.end if phrase.people and tags[phrase.head] == "NNS" else phrase.quantity.end
            )
            result.append(
                Casualty(
                    phrase.start,
                    stop,
                    parent.label,
                    phrase.quantity.code,
                    number,
                    parent.trigger,
                    "by-place",
                    part,
                )
            )
            taken.update(range(phrase.start, stop))
            i = max(stop, i + 1)
    return [item for item in result if lower[item.start] not in ("a", "an", "no", "nobody")]


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
    phrase = phrases.starting_at(words, i, end, actors)
    if phrase is None or phrase.quantity is None or phrase.quantity.start != i:
        return None
    if not (phrase.people or phrase.end == phrase.quantity.end):
        return None
    if phrase.quantity.vague and lower[i - 1] not in (",", "and", ":"):
        return None
    after = phrase.end
    by_colon = (
        i - 2 >= start
        and lower[i - 1] in (":", "(", "–", "—")
        and (i - 2 in places or (words.tags[i - 2] == "NNP" and not lower[i - 2].isdigit()))
    )
    in_place = (
        after + 1 < len(lower)
        and lower[after] in ("in", "near", "at", "from")
        and any(t in places for t in range(after + 1, min(after + 6, len(lower))))
    )
    return phrase if by_colon or in_place else None
