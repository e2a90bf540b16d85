"""Lives that people lose and attacks claim: "lost their lives", "claimed 12 lives"."""

from __future__ import annotations

from typing import Final

from sitrep.components.casualties.losing import LosingFrames
from sitrep.components.casualties.spans import Casualty
from sitrep.components.casualties.verbs import NATURAL
from sitrep.components.grammar.clauses import passive_start, verb_group_start
from sitrep.components.grammar.phrases import Phrase

_LOSE: Final = frozenset("lose loses lost losing gave give laid paid pay".split())
_CLAIM: Final = frozenset(
    "claim claims claimed claiming take takes took taken taking cost costs costing".split()
)
_LOST: Final = frozenset({"lost", "claimed", "taken"})
_FIGHTING: Final = frozenset("fighting fights fought battling struggling".split())
# How many tokens before "their lives" the verb stands that cost people these.
_LIVES_REACH: Final = 12


class LifeFrames(LosingFrames):
    """Finds, besides, the casualties that lives tell of."""

    def life(self, i: int, outcome: str) -> list[Casualty]:
        """As in "lost their lives", "claimed 12 lives", "cost the lives of 12 people"."""
        lower, tags = self.words.lower, self.words.tags
        if lower[max(self.start, i - 2) : i] == ["loss", "of"]:
            for j in range(i - 3, max(self.start - 1, i - 6), -1):
                denied = lower[j] == "any" and self.denied_before(j)
                if lower[j] in ("no", "without") or denied:
                    first = i - 2 if lower[j] == "without" else j
                    return [
                        Casualty(first, i + 1, outcome, "0", (j, j + 1), (i - 2, i + 1), "no-loss")
                    ]
        if peril := self._in_peril(i):
            return list(self.make(peril, "INJURED", (i, i + 1), "peril"))
        deprived = i - 2 - (tags[i - 1] == "PRP$")
        if deprived > self.start and lower[deprived : deprived + 2] == ["deprived", "of"]:
            group = passive_start(self.words, deprived, self.start)
            found = self.subjects(group) if group is not None else []
            return list(self.make(found, outcome, (deprived, i + 1), "lose-life"))
        if lower[i - 1] == "their":  # "cost 12 men their lives"
            for j in range(i - 2, max(self.start, i - _LIVES_REACH) - 1, -1):
                if lower[j] in _CLAIM:
                    found = [p for p in self.objects(j + 1) if p.people and p.counted]
                    if found:  # but "it took place when 12 men lost their lives"
                        return list(self.make(found, outcome, (j, i + 1), "claim-lives"))
        for j in range(i - 1, max(self.start, i - 6) - 1, -1):
            if lower[j] in _LOSE and (
                (j == i - 1 and lower[i] == "lives") or tags[i - 1] in ("PRP$", "DT", "JJ", "IN")
            ):
                group = verb_group_start(self.words, j, self.start)
                found = self.subjects(group)
                found += self._companions(i) if found else []
                return list(self.make(found, outcome, (j, i + 1), "lose-life"))
            if lower[j] in _CLAIM or lower[j] in _LOSE:
                if lower[verb_group_start(self.words, j, self.start) - 1] in NATURAL:
                    return []  # "cholera claimed 12 lives"
                if i + 1 < self.end and lower[i + 1] == "of":
                    found = self.objects(i + 2)
                else:
                    found = [p] if (p := self._counted_lives(i)) else []
                return list(self.make(found, outcome, (j, i + 1), "claim-lives"))
        phrase = self._counted_lives(i)
        if phrase and lower[i + 1 : i + 2] == ["lost"]:
            return list(self.make([phrase], outcome, (i, i + 2), "lives-lost"))
        if phrase and (ended := self._ended(i + 1)):
            return list(self.make([phrase], outcome, (i, ended), "lives-lost"))
        if lower[i] == "lives" and lower[i - 1] == "the" and lower[i + 1 : i + 2] == ["of"]:
            found = [p for p in self.objects(i + 2, nominal=True) if p.people and p.counted]
            if found and (ended := self._ended(found[-1].end)):
                return list(self.make(found, outcome, (i, ended), "lives-lost"))
        if phrase and lower[max(self.start, phrase.start - 2) : phrase.start] == ["loss", "of"]:
            return list(self.make([phrase], outcome, (phrase.start - 2, i + 1), "lives-lost"))
        return []

    def _in_peril(self, i: int) -> list[Phrase]:
        """Who is "fighting for their lives", "between life and death", "on life support"."""
        lower = self.words.lower
        verb = i - 3 if lower[i - 2] == "for" and self.words.tags[i - 1] == "PRP$" else i - 1
        if lower[verb] not in _FIGHTING and not (
            (lower[verb] == "between" and lower[i + 1 : i + 3] == ["and", "death"])
            or (lower[verb] == "on" and lower[i + 1 : i + 2] == ["support"])
        ):
            return []
        group = verb_group_start(self.words, verb, self.start)
        if lower[verb] in ("between", "on"):
            at = verb - 1
            group = verb_group_start(self.words, at, self.start)
        found = self.subjects(group) or self.adjacent(group)
        return [p for p in found if p.quantity or not p.plural]

    def _ended(self, i: int) -> int | None:
        """Where the words end that tell of lives from token i on that they were lost.

        As in "(twelve lives) have been lost", "(the lives of six guards) were cut short".
        """
        lower = self.words.lower
        for k in range(i + 1, min(i + 3, self.end)):
            short = lower[k : k + 2] == ["cut", "short"]
            if (short or lower[k] in _LOST) and passive_start(self.words, k, self.start) == i:
                return k + 1 + short
        return None

    def _counted_lives(self, i: int) -> Phrase | None:
        """The phrase "12 lives" whose noun is token i, whatever its tag."""
        for j in range(max(self.start, i - 6), i):
            phrase = self.phrases.starting_at(self.words, j, i, self.actors)
            if phrase is not None and phrase.bare and (
                phrase.end == i or (phrase.end == i - 1 and self.words.tags[i - 1] == "JJ")
            ):  # fmt: skip
                return phrase._replace(end=i + 1)
        return self.counted_noun(i)
