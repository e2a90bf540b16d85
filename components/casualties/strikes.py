"""Blows and shots, which kill or hurt: "two men were shot", "beaten to death"."""

from __future__ import annotations

from typing import Final

from sitrep.components.casualties.remains import RemainsFrames
from sitrep.components.casualties.spans import Casualty
from sitrep.components.casualties.victim_objects import PRONOUNS
from sitrep.components.grammar.clauses import passive_start, verb_group_start
from sitrep.components.grammar.phrases import Phrase

_BLOWS: Final = frozenset({"shot", "shooting", "beat", "beating"})
_PLACE_STARTS: Final = frozenset({"DT", "NN", "NNP", "JJ", "CD", "PRP$"})
_RANGES: Final = frozenset({"close", "point", "point-blank", "range", "dawn", "night", "noon"})
_SHOT: Final = frozenset({"shot", "run", "ran", "drove"})
# What befalls things as often as people: "struck two bunkers", "burned 11 of them".
_HITS: Final = frozenset({"hit", "struck", "burned", "burnt", "crushed", "cut"})
_SHOOTING: Final = frozenset({"shot", "stabbed", "hacked", "knifed"})
_STABBING: Final = frozenset({"stab", "stabs", "stabbing"})
_HURT: Final = frozenset(
    "leg legs arm arms shoulder foot feet hand hands thigh knee ankle back side hip "
    "stomach abdomen face eye eyes broken wounded injured injuring wounding hospital "
    "hospitalised hospitalized critical stable".split()
)
_BODY: Final = _HURT | {"head", "heads", "neck", "necks", "chest", "chests"}
# Frames of verbs that share their object with "shot".
_SHARING: Final = frozenset({"transitive", "strike", "harm"})
# What stands before "head shot".
_BEFORE_NOUN: Final = frozenset({"a", "the", "of", "by", "one"})
_MISSILES: Final = frozenset(
    "bullet bullets pellet pellets shrapnel sniper canister canisters gunfire "
    "shotgun birdshot fragments stone stones truncheon truncheons".split()
)


class StrikeFrames(RemainsFrames):
    """Finds the casualties that blows and shots tell of."""

    def strike(self, i: int, outcome: str) -> list[Casualty]:
        """Counted people "shot", "hit by bullets", "beaten with sticks", "crushed to death".

        A bare "shot" is read as killed unless a limb or a hospital tells otherwise.
        """
        lower, tags = self.words.lower, self.words.tags
        behind = lower[i + 1 : min(i + 10, self.end)]
        active = lower[i].endswith("ing") or tags[i] in ("VB", "VBP", "VBZ")
        group = None if active else passive_start(self.words, i, self.start)
        if lower[i] in ("cut", "hacked") and behind[:1] == ["down"]:
            outcome, behind = "KILLED", behind[1:]
        aimed_at = behind[:1] == ["at"] and lower[i].startswith("sho")
        if not _RANGES.isdisjoint(behind[1:4]) or (
            group is not None and tags[i + 2 : i + 3] and tags[i + 2] in _PLACE_STARTS
        ):
            aimed_at = False  # "were shot at close range", "was shot at a bus stop"
        down = behind[:1] == ["down"] and lower[i] in _SHOT | {"shoot", "shoots"}
        if down and any(p.people for p in self.objects(i + 2)):
            found = [p for p in self.objects(i + 2) if p.people and p.counted]
            return list(self.make(found, "KILLED", (i, i + 2), "strike"))
        if aimed_at or behind[:1] in (["dead"], ["down"], ["back"], ["killed"]):
            return []
        stabs = lower[i] in ("stab", "stabs")
        if behind[:1] == ["short"] or (stabs and not tags[i].startswith("VB")):
            return []  # "lives were cut short", "with stab wounds"
        if self.frame_at(i + 1) == "remains":
            return []  # "13 burnt bodies"
        deadly = behind[:1] == ["alive"] or any(
            behind[n : n + 2] == ["to", "death"] for n in range(8)
        )
        if lower[i] in ("tortured", "put") and not deadly:
            return []
        if lower[i] == "shot" and lower[i - 1] in _BODY and lower[i - 2] in _BEFORE_NOUN:
            return []  # "died of a head shot"
        shot_dead = self._dead_behind(i) if "dead" in behind else False
        if deadly or shot_dead or lower[i - 1] in ("fatally", "found") or self._then_died(i):
            outcome = "KILLED"
        elif lower[i] in _SHOT:
            outcome = "INJURED" if _HURT.intersection(behind) else "KILLED"
        after = i + 3 if behind[:2] == ["to", "death"] else i + 1
        after += lower[i] in ("run", "ran", "drove")  # "ran over two men" are not more than two
        if lower[i] == "shooting" and behind[:1] == ["of"]:
            found = [p for p in self.objects(i + 2, nominal=True) if self._struck(p, named=True)]
        elif group is not None:
            body = behind[1:4] if behind[:1] == ["in"] else []
            aimed = lower[i] not in ("hit", "struck") or _MISSILES.intersection(behind)
            aimed = aimed or _BODY.intersection(body)
            found = [
                p
                for p in self.subjects(group)
                if self._struck(p, named=True)
                or (p.people and p.plural and (aimed or lower[p.full_start] == "any"))
                or (deadly and p.counted)
            ]
        elif behind[:1] and behind[0] in PRONOUNS and tags[i + 1] == "PRP":
            glance = behind[1:2] in (["a"], ["an"])  # "shot him a glance"
            found = [] if glance else self.antecedent(i + 1)
        elif objects := [
            p for p in self.objects(after) if self._struck(p) or deadly or self._one_shot(p, i)
        ]:
            if lower[i] in _HITS and not deadly and _MISSILES.isdisjoint(behind):
                objects = [p for p in objects if lower[p.head] in self.phrases.person]
            known = deadly or not active or _MISSILES.intersection(behind)
            found = objects if known or lower[i] in _BLOWS | _STABBING else []
        elif behind[:1] == ["and"] and self.frame_at(i + 2) in _SHARING and (
            self.objects(i + 5 if behind[2:4] == ["to", "death"] else i + 3)
        ):  # fmt: skip
            found = []  # "a sniper shot and wounded a reporter"
        elif deadly:
            found = self.subjects(verb_group_start(self.words, i, self.start))
        elif lower[i] == "struck" and behind[:1] != ["by"]:
            found = []  # "a bomber struck in the market"
        elif not active and (self._no_object(after) or lower[after] == "down"):
            found = [
                p
                for p in self.adjacent(i)
                if (p.counted and (p.people or p.bare)) or tags[p.full_start] == "PRP$"
            ]
        else:
            found = []
        if lower[i] == "touched" and _MISSILES.isdisjoint(behind):  # by a bullet, not a story
            found = [p for p in found if p.quantity and p.quantity.code == "0"]
        return list(
            self.make(
                [p for p in found if p.people or p.counted or p.name], outcome, (i, i + 1), "strike"
            )
        )

    def _dead_behind(self, i: int) -> bool:
        """As in "shot two men dead and wounded a third"."""
        phrase = self.phrases.starting_at(self.words, i + 1, self.end, self.actors)
        return phrase is not None and self.words.lower[phrase.end : phrase.end + 1] == ["dead"]

    def _then_died(self, i: int) -> bool:
        """As in "was hit in the neck by a shell splinter and later died"."""
        lower, tags = self.words.lower, self.words.tags
        for j in range(i + 1, self.end):
            if lower[j] == "died":
                k = j - 1
                while k > i and tags[k] == "RB":
                    k -= 1
                return lower[k] == "and"
        return False

    def _struck(self, phrase: Phrase, *, named: bool = False) -> bool:
        """Whether a phrase is a number of people, nobody, or one person."""
        if phrase.quantity and (phrase.quantity.code == "0" or phrase.bare):
            return True
        return (phrase.people and (phrase.counted or (named and not phrase.plural))) or (
            named and phrase.name
        )

    def _one_shot(self, phrase: Phrase, i: int) -> bool:
        """Whether the object at token i is somebody known: "they shot my neighbour"."""
        one = (phrase.people or phrase.name) and not phrase.plural
        if phrase.plural and self.anybody(phrase) and self.words.tags[i] == "VBD":
            return self.words.lower[i] == "shot"  # "Gunmen shot villagers"
        return one and (self.words.lower[i] in _SHOOTING or self.kin(phrase))
