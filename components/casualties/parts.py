"""Counts of a sentence that are part of another: "14 dead, including a child"."""

from __future__ import annotations

from typing import Final

from sitrep.components.casualties.members import INCLUDE
from sitrep.components.casualties.references import CasualtyReferences
from sitrep.components.casualties.spans import Casualty
from sitrep.components.casualties.victims import OF_AGE
from sitrep.components.grammar.phrases import Phrase

# How many tokens behind a count "including" may stand, and how many "of whom".
_INCLUDING_REACH: Final = 40
_OF_REACH: Final = 14
SUBSETS: Final = tuple(
    tuple(lead.split(" "))
    for lead in "including|included|includes|include|among them|among whom|among these|of whom|"
    "of which|of them|of these|from them|, comprising|amongst them|amongst whom".split("|")
)
"""What stands before the parts of a count."""
# What stands before an age.
_AGED: Final = frozenset({"under", "over", "below", "above", "aged"})
_MAINLY: Final = frozenset({"mainly", "mostly", "largely", "primarily"})
# Labels of names that stand for many.
_BODIES: Final = frozenset({"SECURITY_FORCES", "ARMED_GROUP", "MILITIA", "INTERNATIONAL"})
_LEADS: Final = frozenset(lead[0] for lead in SUBSETS)


class CasualtyParts(CasualtyReferences):
    """Finds, besides, the parts of the counts of a sentence."""

    def subsets(self, parents: list[Casualty]) -> list[Casualty]:
        """Victims whom a casualty of the same sentence counts already: "including a child"."""
        lower = self.words.lower
        found: list[Casualty] = self._struck_dead(parents)
        for parent in parents:
            following = [c.start for c in parents if c.start > parent.start]
            limit = min([*following, self.end])
            for j in range(parent.end, min(limit, parent.end + _INCLUDING_REACH)):
                if self.words.tags[j] == "CD" and self._counts_others(j):
                    break  # "two were hurt and six people are missing, including a boy"
                if lower[j] == ":" and (parts := self.named_parts(parent, j + 1)):
                    found += parts
                    break
                if besides := self._set_apart(parent, j):
                    found += self.make(besides, parent.label, parent.trigger, "subset")
                    found[-1] = found[-1]._replace(whole=(parent.start, parent.end))
                    break
                if lower[j] not in _LEADS:
                    continue
                lead = next((s for s in SUBSETS if tuple(lower[j : j + len(s)]) == s), None)
                if lead is None or (lead[0] not in INCLUDE and j >= parent.end + _OF_REACH):
                    continue
                if self.outcomes.get(lower[j - 1], (parent.label,))[0] != parent.label:
                    continue  # "Six were wounded, and the dead included two girls"
                at = j + len(lead)
                while at < self.end and lower[at] in ("were", "was", "are", "is", "at"):
                    at += 1
                phrases = self._of_them(j, at) if lead[0] == "of" else (
                    self._included(at, lead, nominal=parent.trigger[0] > at))  # fmt: skip
                phrases = [p for p in phrases if not self._is_body(p)]
                whole = (parent.start, parent.end)
                if j >= parent.end + _OF_REACH and not all(p.people for p in phrases):
                    break
                for item in self.make(phrases, parent.label, parent.trigger, "subset"):
                    part = item._replace(whole=whole)
                    same = [k for k in parents if part.start < k.end and k.start < part.end]
                    # "Ten wounded, including a girl who was shot": the shot need not be dead
                    found += [
                        k._replace(whole=whole, label=parent.label)
                        if k.rule == "strike"
                        else k._replace(whole=whole)
                        for k in same
                        if k is not parent
                    ] or [part]
                break
        return found

    def _included(self, at: int, lead: tuple[str, ...], *, nominal: bool) -> list[Phrase]:
        """As in "including those of two girls".

        `nominal`: the verb that follows is that of those who are counted: "ten including two
        girls died".
        """
        lower = self.words.lower
        if lead[0] in INCLUDE:
            at += lower[at : at + 1] in (["those"], ["that"]) and lower[at + 1 : at + 2] == ["of"]
            at += lower[at : at + 1] == ["of"]
        return self.objects(at, nominal=nominal and lead[0] == "including")

    def _set_apart(self, parent: Casualty, j: int) -> list[Phrase]:
        """As in "75 dead, mostly rebels but also [17 boys]", "75 dead, with [17] being boys"."""
        lower = self.words.lower
        if lower[j] == "with":
            number = self.phrases.quantities.starting_at(self.words, j + 1, self.end)
            if number is None or number.vague or lower[number.end : number.end + 1] != ["being"]:
                return []
            start, core = number.start, number.core
            return [Phrase(start, number.end, core, number, True, True, False, start)]
        if lower[j : j + 2] != ["but", "also"] or _MAINLY.isdisjoint(lower[parent.end : j]):
            return []
        other = self.phrases.starting_at(self.words, j + 2, self.end, self.actors)
        return [other] if other and other.counted and other.people else []

    def _counts_others(self, number: int) -> bool:
        """Whether a number counts other people, or things that "including" goes on with."""
        lower = self.words.lower
        noun = lower[number + 1] if number + 1 < self.end else ""
        things = noun in self.phrases.thing and "," in lower[number + 2 : number + 4]
        return noun in self.phrases.person or things

    def _is_body(self, phrase: Phrase) -> bool:
        """Whether a name is one of many who bear arms, and not one person's: "Peshmerga"."""
        end, label = self.actors.get(phrase.start, (0, ""))
        return phrase.name and phrase.end == phrase.start + 1 == end and label in _BODIES

    def _struck_dead(self, counts: list[Casualty]) -> list[Casualty]:
        """Who was struck dead: "Of the 31 killed, 26 were shot, four were hit on the head"."""
        if len(counts) < 2 or self.words.lower[self.start] not in ("of", "among"):
            return []
        dead = counts[0]
        opens = "," in self.words.lower[dead.end : counts[1].start]
        if dead.label != "KILLED" or not opens or dead.start > self.start + 2:
            return []
        return [
            count._replace(label="KILLED", whole=(dead.start, dead.end))
            for count in counts[1:]
            if count.rule == "strike" and count.end == count.number[1]
        ]

    def _of_them(self, j: int, at: int) -> list[Phrase]:
        """As in "three of them children" or, number behind, "of whom three were"."""
        if self.words.lower[j - 1] in OF_AGE:
            return []  # "the oldest of them is 71"
        before = self.phrases.quantities.starting_at(self.words, j - 1, j)
        if before is not None and self.words.lower[j + 1] != "whom":
            if before.vague or before.code == "0" or self.words.lower[before.core] == "both":
                return []
            objects = self.objects(at)
            if objects and objects[0].start == at and objects[0].people:
                if at > j + 2:  # "one of them was a child"
                    core = before.core
                    return [Phrase(before.start, j + 2, core, before, True, True, False, core)]
                return [objects[0]._replace(start=before.start, quantity=before)]
            return []
        quantity = self.phrases.quantities.starting_at(self.words, at, self.end)
        if quantity is None or quantity.vague:
            return []
        if at > j + 2 and self.words.lower[at] in _AGED:
            return []  # "of whom were under 18"
        return [
            Phrase(quantity.start, quantity.end, quantity.core, quantity, True, True, False, at)
        ]
