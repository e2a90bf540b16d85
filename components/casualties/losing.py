"""Verbs said of people and things alike: "destroyed", "lost 12 men", "treated for burns"."""

from __future__ import annotations

from typing import Final

from sitrep.components.casualties.spans import Casualty
from sitrep.components.casualties.verbs import VerbFrames
from sitrep.components.casualties.victims import AMONG
from sitrep.components.grammar.clauses import passive_start, verb_group_start
from sitrep.components.grammar.phrases import Phrase

CARERS: Final = frozenset(
    "doctor doctors hospital hospitals clinic clinics medic medics nurse nurses msf "
    "surgeon surgeons medical infirmary ward treating patients".split()
)
_HOMES: Final = frozenset({"family", "families", "household"})
_NOT_LOST: Final = frozenset("supporters voters followers seats members customers".split())
# Whose people are lost, and who is lost only from a post: "lost our captain".
_OURS: Final = frozenset({"our", "my"})
_POSTS: Final = frozenset("leader captain president chairman coach minister manager head".split())
# To whom and what supporters and members are lost who are dead.
_KILLERS: Final = frozenset(
    "assassin assassins sniper snipers gunman gunmen militants bomb bombs bombing bombings mines "
    "shelling gunfire fire violence bullets airstrikes attack attacks raid shell shells "
    "mortar rocket rockets".split()
)
# For what people are treated whom violence has hurt.
_AILMENTS: Final = frozenset(
    "shock blows inhalation suffocation asphyxiation exposure poisoning concussion trauma "
    "intoxication".split()
)
LIMBS: Final = frozenset(
    "arm arms leg legs eye eyes hand hands foot feet finger fingers bone bones rib ribs nose jaw "
    "skull wrist wrists collarbone shoulder teeth tooth hearing sight vision eyesight limb limbs "
    "ankle knee knees hip thigh pelvis kidney".split()
)


class LosingFrames(VerbFrames):
    """Finds, besides, the casualties of verbs that need people to tell of any."""

    def harm(self, i: int, outcome: str) -> list[Casualty]:
        """As "eliminated", "buried", "harmed": said of things too, so that people are asked for."""
        if not {"alive", "under", "beneath", "rubble"}.isdisjoint(self.words.lower[i + 1 : i + 4]):
            return []
        return [
            c
            for c in self.transitive(i, outcome)
            if c.code == "0"
            or (self._denotes_people(c.start, c.end) and self.words.lower[c.end - 1] not in AMONG)
        ]

    def lose(self, i: int, outcome: str) -> list[Casualty]:
        """Counted people "lost", as in "the army lost 12 men"; lives are another frame."""
        if "lives" in self.words.lower[i + 1 : i + 5] or "life" in self.words.lower[i + 1 : i + 4]:
            return []
        active = self.words.lower[i] == "losing"
        group = None if active else passive_start(self.words, i, self.start)
        if group is None and not LIMBS.isdisjoint(self.words.lower[i + 1 : i + 6]):
            verb = verb_group_start(self.words, i, self.start)
            return list(self.make(self.subjects(verb), "INJURED", (i, i + 1), "lose-limb"))
        counted = self.phrases.quantities.starting_at(self.words, i + 1, self.end)
        bare = self._no_object(i + 1) and counted is None  # but "lost at least 12 men"
        if group is None and bare and self.words.tags[i] != "VBG":
            found = self.adjacent(i)
        else:
            found = self.subjects(group) if group is not None else self.objects(i + 1)
        own = [
            p
            for p in found
            if (
                p.people
                or (p.quantity and p.quantity.code == "0")
                or (p.bare and not {"board", "aboard"}.isdisjoint(self.words.lower[p.end : i]))
            )
            and (
                p.counted
                or self.words.lower[p.full_start] == "any"
                or self.kin(p)
                or self._own_man(p)
            )
            and (
                self.words.lower[p.head] not in _NOT_LOST
                or not _HOMES.isdisjoint(self.words.lower[max(self.start, i - 5) : i])
                or not _HOMES.isdisjoint(self.words.lower[p.head - 1 : p.end])
                or (self.words.lower[p.end : p.end + 1] == ["to"] and self._deadly(p.end + 1))
            )
        ]
        return list(self.make(own, outcome, (i, i + 1), "lose"))

    def _own_man(self, phrase: Phrase) -> bool:
        """Whether somebody is one's own, and no post: "lost our sapper", not "our leader"."""
        lower = self.words.lower
        own = lower[phrase.full_start] in _OURS and not phrase.plural
        return own and lower[phrase.head] not in _POSTS

    def _deadly(self, i: int) -> bool:
        """Whether killers stand at token i: "lost three members to a sniper"."""
        return not _KILLERS.isdisjoint(self.words.lower[i : i + 3])

    def cost(self, i: int, outcome: str) -> list[Casualty]:
        """People whom something "cost" a side: "The advance cost the brigade 14 men"."""
        side = self.phrases.starting_at(self.words, i + 1, self.end, self.actors)
        if side is None or side.quantity or self.words.lower[i - 1] in ("the", "a"):
            return []
        own = [p for p in self.objects(side.end) if p.people and p.counted]
        return list(self.make(own, outcome, (i, i + 1), "lose"))

    def treat(self, i: int, outcome: str) -> list[Casualty]:
        """Counted people whom a doctor or hospital is "treating", "admitted with wounds"."""
        behind = self.words.lower[i + 1 : i + 6]
        if CARERS.isdisjoint(self.words.lower[self.start : self.end]) and (
            behind[:1] != ["for"] or _AILMENTS.isdisjoint(behind)
        ):
            return []
        group = passive_start(self.words, i, self.start)
        found = self.subjects(group) if group is not None else self.objects(i + 1)
        if group is None and not found and self._no_object(i + 1):
            found = self.adjacent(i)
        own = [p for p in found if p.counted and (p.people or p.bare)]
        return list(self.make(own, outcome, (i, i + 1), "treat"))
