"""Circumstances that tell of harm without a word for it: "did not get up", "under sheets"."""

from __future__ import annotations

from typing import Final

from sitrep.components.casualties.conditions import ConditionFrames
from sitrep.components.casualties.members import AMONG_WHOM
from sitrep.components.casualties.spans import Casualty
from sitrep.components.casualties.verbs import BODY
from sitrep.components.grammar.clauses import passive_start, verb_group_start
from sitrep.components.grammar.phrases import Phrase
from sitrep.components.grammar.word_forms import HAVE, WERE
from sitrep.components.grammar.word_tagger import FINITE

CIRCUMSTANCES: Final = frozenset(
    "negated survived cover gone care loss lodged lie rubble follow hereafter suffocation".split()
)
"""Frames of words that mean harm only where their construction is found."""

_NOT: Final = frozenset({"not", "n't", "n’t", "never", "cannot"})
_UNDER: Final = frozenset({"under", "beneath", "in", "with"})
_COVERED: Final = frozenset({"covered", "wrapped"})
_SHELTERING: Final = frozenset({"blanket", "blankets", "coats", "curtain", "curtains"})
# What the dead lie under and in, and in what they are laid out.
_RUBBLE: Final = frozenset("rubble ruins debris wreckage stones concrete bricks earth".split())
_COVERS: Final = _RUBBLE | frozenset("sheet sheets blanket blankets shroud shrouds".split())
_GRAVES: Final = frozenset(
    "morgue morgues mortuary mortuaries grave graves cemetery coffin coffins rubble ruins "
    "rows".split()
)
_HALLS: Final = _GRAVES | frozenset("mosque mosques church churches courtyard".split())
# How the dead lie.
_LIFELESS: Final = frozenset("unidentified unburied motionless lifeless".split())
_LURKING: Final = frozenset({"wait", "ambush"})
# How many tokens behind "lie" the grave stands, and near "under the rubble" a rescue is told.
_GRAVE_REACH: Final = 8
_RESCUE_REACH: Final = 7
_RESCUED: Final = frozenset(
    "alive trapped rescued pulled survivors survived survive surviving saved lived live".split()
)
_STILL_THERE: Final = frozenset({"remain", "remains", "remained", "feared", "believed"})
_BEFORE_BURIED: Final = frozenset({"with", "leaving", "are", "is", "were"})
# How many tokens before those who may "follow" the dead are told, and who follows otherwise.
_DEATHS_REACH: Final = 40
_MOVING: Final = frozenset(
    "fled flee fleeing refugees displaced arrested detained arrests resign resigned defect "
    "defected defections join joined".split()
)
# How people come by a bullet, how they get rid of it, what hits them unaimed.
_CAUGHT: Final = frozenset({"took", "taken", "got", "caught"})
_REMOVED: Final = frozenset({"taken", "removed", "pulled", "dug", "picked"})
_SCATTERED: Final = frozenset({"splinters", "shrapnel", "pellets", "birdshot"})
_CUT: Final = frozenset({"cut", "cutting", "slit", "slitting", "slashed", "slitted"})
_CARRIED: Final = frozenset(
    "taken took sent rushed brought carried evacuated transferred admitted airlifted transported "
    "moved referred ferried hospitalised hospitalized".split()
)
# How many tokens before "hospital" the verb stands that brings people there, and before a sheet
# those who lie under it.
_CARE_REACH: Final = 9
_COVER_REACH: Final = 4


class CircumstanceFrames(ConditionFrames):
    """Finds the casualties that a circumstance tells of, one method a frame."""

    def negated(self, i: int, outcome: str) -> list[Casualty]:
        """Who "did not make it", "never came back", "could not be saved"."""
        lower = self.words.lower
        group = verb_group_start(self.words, i, self.start)
        if _NOT.isdisjoint(lower[max(self.start, group - 2) : i]):
            return []
        if lower[i + 1 : i + 3] == ["it", "to"] and "hospital" not in lower[i + 3 : i + 6]:
            return []
        passive = passive_start(self.words, i, self.start) is not None
        if lower[i] == "save" or (lower[i] in ("saved", "revived") and not passive):
            return []
        return self._counted(self.subjects(group), outcome, (group, i + 1), "did-not")

    def cover(self, i: int, outcome: str) -> list[Casualty]:
        """Who lies "under sheets", "covered with a curtain", "in body bags"."""
        lower = self.words.lower
        for at in range(i - 1, max(self.start, i - _COVER_REACH), -1):
            if lower[at] in _UNDER:
                break
        else:
            return []
        if lower[i] == "bags" and lower[i - 1] != "body":
            return []
        covered = lower[at - 1] in _COVERED
        if lower[at] == "with" and not covered:
            return []
        if lower[at] == "in" and lower[i] in _SHELTERING:
            return []
        verb = at - 1
        while verb > self.start and self.words.tags[verb] in ("RB", "RP"):
            verb -= 1
        near = self.adjacent(at) or self.adjacent(verb)
        if not near and self.words.tags[verb][0] == "V":
            group = passive_start(self.words, verb, self.start)
            near = self.subjects(
                verb_group_start(self.words, verb, self.start) if group is None else group
            )
        near = [p for p in near if p.quantity and (p.people or p.bare)]
        return self._counted(near, outcome, (at, i + 1), "covered")

    def lie(self, i: int, outcome: str) -> list[Casualty]:
        """Counted people who "lie under the stones", "lay unidentified", are "laid to rest"."""
        lower = self.words.lower
        following = lower[i + 1 : min(i + 1 + _GRAVE_REACH, self.end)]
        rests = following[:1] == ["out"] or following[:2] == ["to", "rest"]
        laid = lower[i] == "laid" or (lower[i] == "lay" and rests)
        takes = lower[i] in ("laid", "lay") and not rests and not self._no_object(i + 1)
        if takes or not _LURKING.isdisjoint(following):
            return []  # "laid flowers", "lay in wait"
        if not (laid and rests) and _LIFELESS.isdisjoint(following[:1]):
            for n, word in enumerate(following):
                if word in ("under", "beneath") and not _COVERS.isdisjoint(following[n + 1 :]):
                    break
                graves = _HALLS if laid else _GRAVES
                if word in ("in", "at") and not graves.isdisjoint(following[n + 1 :]):
                    break
                if self.words.tags[i + 1 + n] in (",", ".", ":", *FINITE):
                    return []
            else:
                return []
        if not _RESCUED.isdisjoint(lower[i : self.end]):
            return []
        group = passive_start(self.words, i, self.start)
        near = self.adjacent(i) or self.subjects(
            verb_group_start(self.words, i, self.start) if group is None else group
        )
        near = [p for p in near if p.quantity and lower[p.head] != "families"]
        return self._counted(near, outcome, (i, i + 1), "lies")

    def rubble(self, i: int, outcome: str) -> list[Casualty]:
        """Counted people who are feared to be "under the rubble", of whom no rescue is told."""
        lower = self.words.lower
        feared = lower[i] == "feared"  # "feared under it"
        if feared and self.words.tags[i + 2 : i + 3] != ["PRP"]:
            return []
        for at in range(i + feared, max(self.start, i - _COVER_REACH), -1):
            if lower[at] in ("under", "beneath"):
                break
        else:
            return []
        near = lower[max(self.start, at - _RESCUE_REACH) : min(i + _RESCUE_REACH, self.end)]
        if not _RESCUED.isdisjoint(near):
            return []
        group = passive_start(self.words, at, self.start)
        verb = at - 1
        while verb > self.start and self.words.tags[verb] == "RB":
            verb -= 1
        if group is None and lower[verb] in _STILL_THERE:
            group = verb_group_start(self.words, verb, self.start)
        found = self.subjects(group) if group is not None else []
        if not found:
            stated = lower[verb] in _STILL_THERE
            found = [
                p for p in self.adjacent(at) if stated or lower[p.full_start - 1] in _BEFORE_BURIED
            ]
        own = [p for p in found if p.quantity and lower[p.head] not in ("family", "families")]
        return self._counted(own, outcome, (at, i + 1), "under-rubble")

    def follow(self, i: int, outcome: str) -> list[Casualty]:
        """Those of whom it is feared that they "will follow" the dead."""
        words, lower = self.words, self.words.lower
        if words.tags[i - 1] != "MD" or not (
            self._no_object(i + 1) or words.tags[i + 1] in ("WRB", "IN")
        ):
            return []
        if not any(word.startswith("fear") for word in lower[self.start : i]):
            return []
        told = lower[max(0, self.start - _DEATHS_REACH) : i]
        deadly = any(self.outcomes.get(word, ("", ""))[0] == "KILLED" for word in told)
        if not deadly or not _MOVING.isdisjoint(lower[self.start : self.end]):
            return []
        found = self.subjects(verb_group_start(words, i, self.start))
        own = [p for p in found if p.quantity and (p.people or p.bare)]
        return self._counted(own, outcome, (i, i + 1), "feared-to-follow")

    def gone(self, i: int, outcome: str) -> list[Casualty]:
        """Counted people who "are gone", or are "gone" at the end of a clause."""
        lower, tags = self.words.lower, self.words.tags
        if i + 1 < self.end and tags[i + 1] not in (".", ",", "CC", ":", "_SP"):
            return []
        if lower[i - 1] in ("had", "has", "have", "'ve", "'d"):
            return []
        group = passive_start(self.words, i, self.start)
        found = self.subjects(group) if group is not None else self.adjacent(i)
        return self._counted(
            [p for p in found if p.quantity or (group is not None and self.kin(p))],
            outcome,
            (i, i + 1),
            "gone",
        )

    def care(self, i: int, outcome: str) -> list[Casualty]:
        """Counted people who were "taken to hospital", or are "in hospital"."""
        lower = self.words.lower
        for j in range(i - 1, max(self.start, i - _CARE_REACH), -1):
            if self.words.tags[j] in ("WP", "WRB", "WDT") or lower[j] in (",", ";", "from"):
                break
            if lower[j] not in _CARRIED:
                continue
            if {"to", "in", "at", "into"}.isdisjoint(lower[j + 1 : i]):
                break
            group = passive_start(self.words, j, self.start)
            found = self.subjects(group) if group is not None else self.objects(j + 1)
            if group is None and not found and self._no_object(j + 1):
                found = self.adjacent(j)
                if found and lower[found[0].full_start - 1] in AMONG_WHOM:
                    were = found[0].full_start - 1  # "were among the three taken to hospital"
                    known = lower[found[0].full_start] == "the"
                    verb = verb_group_start(self.words, were - 1, self.start)
                    found = self.subjects(verb) + ([] if known else found)
            moved = lower[j] in ("transferred", "moved", "evacuated")
            counted = [
                p
                for p in found
                if p.quantity
                and (p.people or p.bare)
                and not (moved and lower[p.head] == "patients")
                and not self._told_dead(p.end, j)
            ]
            return self._counted(counted, outcome, (j, i + 1), "to-hospital")
        return self.in_care(i, outcome)

    def _told_dead(self, start: int, end: int) -> bool:
        """Whether a word between two tokens tells of a death: "30 who were shot dead had been"."""
        between = self.words.lower[start:end]
        return any(self.outcomes.get(word, ("", ""))[0] == "KILLED" for word in between)

    def lodged(self, i: int, outcome: str) -> list[Casualty]:
        """Counted people "with pellets in the legs", who "have glass in the arm", "got some"."""
        lower = self.words.lower
        inside = lower[i + 1 : min(i + 6, self.end)]
        if lower[i - 1] in _REMOVED and inside[:2] == ["out", "of"]:
            found = [p for p in self.objects(i + 3) if p.people and p.quantity]
            return self._counted(found, outcome, (i, i + 1), "lodged")
        removed = inside[:1] != ["in"] and not _REMOVED.isdisjoint(inside[:1])
        caught = lower[i - 1] in _CAUGHT and lower[i] in _SCATTERED and inside[:1] != ["from"]
        at = next((n for n, word in enumerate(inside) if word == "in" or (
            removed and word in ("of", "from"))), None)  # fmt: skip
        body = at is not None and not BODY.isdisjoint(inside[at + 1 :])
        body = body and not (lower[i - 1] in _CAUGHT and at and not removed)
        theirs = inside[:1] == ["in"] and self.words.tags[i + 2 : i + 3] == ["PRP"]
        if not (body or theirs or caught):
            return []
        for j in range(i - 1, max(self.start, i - _COVER_REACH), -1):
            if lower[j] == "with":
                found = self.bearers(j)
            elif lower[j] in _CAUGHT or lower[j] in ("has", "have", "had"):
                found = self.subjects(verb_group_start(self.words, j, self.start))
            else:
                continue
            one = lower[j] in _CAUGHT or (removed and lower[j] == "had")
            own = [p for p in found if p.quantity or (one and not p.plural)]
            own = [p for p in own if p.people or p.bare or p.name]
            return self._counted(own, outcome, (j, i + 1), "lodged")
        return []

    def loss(self, i: int, outcome: str) -> list[Casualty]:
        """As in "the loss of 12 men", "at the price of one", "slit the throats of two boys"."""
        lower = self.words.lower
        if lower[i].startswith("throat"):
            if _CUT.isdisjoint(lower[max(self.start, i - 3) : i]):
                return self._throats_cut(i, outcome)
        elif lower[i] in ("price", "cost"):
            if lower[i - 2 : i] != ["at", "the"]:
                return self.cost(i, outcome) if lower[i] == "cost" else []
        elif lower[i - 2 : i + 1] == ["without", "any", "loss"] and self._no_object(i + 1) and (
            lower[i + 1 : i + 2] != ["of"]):  # fmt: skip
            number, trigger = (i - 1, i), (i, i + 1)
            return [Casualty(i - 1, i + 1, outcome, "0", number, trigger, "no-loss")]
        elif lower[i] not in ("loss", "remains", "falling") and lower[i - 1] != "death":
            return []
        if i + 1 >= self.end or lower[i + 1] not in ("of", "for"):
            return []
        found = [
            p
            for p in self.objects(i + 2, nominal=True)
            if p.people and (p.quantity or (self.kin(p) and not p.plural))
        ]
        return self._counted(found, outcome, (i, i + 1), "loss")

    def _throats_cut(self, i: int, outcome: str) -> list[Casualty]:
        """As in "had their throats cut", "found with his throat slit"."""
        lower = self.words.lower
        if lower[i + 1 : i + 2] == ["of"]:
            found = [p for p in self.objects(i + 2, nominal=True) if p.people or p.bare]
            at = found[-1].end if found else i + 2
            cut = (
                at < self.end and lower[at] in WERE and not _CUT.isdisjoint(lower[at + 1 : at + 3])
            )
            return self._counted(found, outcome, (i, i + 1), "loss") if cut else []
        if _CUT.isdisjoint(lower[i + 1 : i + 2]) or self.words.tags[i - 1] != "PRP$":
            return []
        had = i - 2
        if lower[had] == "with":
            found = self.bearers(had)
            if not found and self.words.tags[had - 1] in ("VBN", "VBD"):
                group = passive_start(self.words, had - 1, self.start)
                found = self.subjects(group) if group is not None else []
        elif lower[had] in HAVE:
            found = self.subjects(verb_group_start(self.words, had, self.start))
        else:
            return []
        return self._counted(found, outcome, (i, i + 2), "loss")

    def _hour(self, phrase: Phrase) -> bool:
        """Whether a number alone tells the time: "at nine", "a quarter past nine"."""
        return self.words.lower[phrase.start - 1] in ("at", "past", "by", "until", "since")

    def _counted(
        self, found: list[Phrase], outcome: str, trigger: tuple[int, int], rule: str
    ) -> list[Casualty]:
        """The casualties of those phrases that are people, counted or one of them."""
        own = [
            p
            for p in found
            if (p.quantity and (p.people or (p.bare and not self._hour(p))))
            or (p.people and not p.plural)
            or p.name
        ]
        return [c for c in self.make(own, outcome, trigger, rule) if c.code != "0"]
