"""Conditions in which people are left: dead, in hospital, with wounds."""

from __future__ import annotations

from typing import Final

from sitrep.components.casualties.lives import LifeFrames
from sitrep.components.casualties.losing import CARERS, LIMBS
from sitrep.components.casualties.spans import Casualty
from sitrep.components.casualties.victims import ASCERTAINED, TIME_WORDS
from sitrep.components.grammar.clauses import passive_start, verb_group_start
from sitrep.components.grammar.phrases import Phrase
from sitrep.components.grammar.word_forms import WERE
from sitrep.components.grammar.word_tagger import NOMINAL

_ADMITTED: Final = frozenset(
    "treated treating hospital hospitalised hospitalized taken brought rushed "
    "admitted evacuated pulled rescued".split()
)
_STRUCK_DEAD: Final = frozenset({"shot", "shooting", "shoot", "shoots", "stabbed", "beaten"})
_SHOTS: Final = frozenset({"gunshot", "bullet", "shrapnel", "stab", "birdshot", "pellet"})
_FATAL: Final = frozenset({"fatal", "mortal", "deadly"})
WOUNDS: Final = frozenset("wound wounds injury injuries burns".split())
"""What people have who are hurt."""
_ESCAPED: Final = frozenset("escaped escape escaping avoided".split())
_SUSTAIN: Final = frozenset(
    "sustained sustain sustaining endured suffered suffer suffering received receiving "
    "nursing nursed".split()
)
_NOT: Final = frozenset({"not", "n't", "n’t", "never"})
_INFLICT: Final = frozenset("inflict inflicts inflicted inflicting".split())
# How many tokens before "injuries" who "sustained" them is told, and who is "treated" for them.
_SUSTAIN_REACH: Final = 7
_WOUNDS_REACH: Final = 12
_BROUGHT: Final = (["brought", "in"], ["carried", "off"], ["carried", "away"], ["pulled", "out"])
_LIE: Final = frozenset({"lay", "lie", "lies", "lying"})
_REMAIN: Final = WERE | {"remain", "remained", "remains"}
_STAY: Final = frozenset({"are", "is", "remain", "remains"})
_NEED: Final = frozenset(
    "needed need needs required got sought seek seeking undergoing underwent".split()
)
# How many tokens "in the street" may take between "lying" and "with".
_LYING_REACH: Final = 7
_SETTING: Final = frozenset({"IN", "DT", "NN", "NNP", "JJ", "PRP$", "POS"})
# What people do who live on "with" a wound.
_COMING_AWAY: Final = frozenset(
    "escaped survived arrived emerged returned lay lying lies lived walked fled came".split()
)
# How many tokens before "critical" the "of" of "the condition of six" may stand.
_CONDITION_REACH: Final = 9
# After "in critical", "in the operating": where the hurt are.
_CONDITIONS: Final = (["condition"], ["conditions"], ["care"], ["state"])
_THEATRES: Final = (["theatre"], ["theater"], ["room"], ["table"])
# What gives people "symptoms" whom an attack has hurt.
_POISONS: Final = frozenset(
    "neurotoxic poisoning gas nerve chemical toxic suffocation asphyxiation exposure sarin "
    "chlorine".split()
)
# What people need, get or are under who are hurt.
_HELP: Final = frozenset({"stitches", "treatment", "surgery"})


class ConditionFrames(LifeFrames):
    """Finds the casualties that a condition tells of, one method a frame."""

    def state(self, i: int, outcome: str) -> list[Casualty]:
        """As in "12 dead", "left a man dead", "were found dead", "shot dead two men"."""
        lower, tags = self.words.lower, self.words.tags
        if lower[i] == "kia" and i + 1 < self.end and tags[i + 1] in NOMINAL:
            return []  # "two KIA soldiers" are the Kachin army's
        if there := self.there_are(i, outcome):
            return there
        carried = i - 2 if lower[max(self.start, i - 2) : i] in _BROUGHT else i
        group = passive_start(self.words, carried, self.start)
        if group is None and lower[i - 1] in _LIE and i > self.start and (
            lower[i - 1] != "lying" or lower[i - 2] in WERE):  # fmt: skip
            group = verb_group_start(self.words, i - 1, self.start)
        if group is not None:
            return list(self.make(self.subjects(group), outcome, (i, i + 1), "state"))
        if lower[i - 1] == "them" and lower[i - 2] in _STRUCK_DEAD:
            return list(self.make(self.antecedent(i - 1), outcome, (i - 2, i + 1), "shot-dead"))
        if i > self.start and lower[i - 1] in _STRUCK_DEAD:
            found = self.objects(i + 1) or self.adjacent(i - 1) or self.described(i - 1, i + 1)
            found = found or self._headline(i)
            return list(self.make(found, outcome, (i - 1, i + 1), "shot-dead"))
        if i + 1 < self.end and tags[i + 1] in NOMINAL and lower[i + 1] not in TIME_WORDS:
            if (
                i > self.start
                and (lower[i - 1] in ("the", "a") or tags[i - 1] == "PRP$")
                and tags[i + 1] == "NN"
                and lower[i + 1] in self.phrases.person
                and "POS" not in tags[i + 2 : i + 3]
            ):
                at = i - (lower[i - 1] == "a")  # "The dead man was …", "saw a dead man"
                one = self.phrases.starting_at(self.words, at, i + 2, {})
                return list(self.make([one] if one else [], outcome, (i, i + 1), "state"))
            noun = self.counted_noun(i + 1)  # "two dead soldiers", but not "two dead camels"
            if noun and lower[i + 1] in self.phrases.person:
                return list(self.make([noun], outcome, (i, i + 1), "state"))
        found = self.adjacent(carried) or self._headline(i)
        if i + 1 >= self.end or tags[i + 1] not in NOMINAL or lower[i + 1] in TIME_WORDS:
            found = self._with_participle(found, i)
        if not found:
            return self._counted_hurt(i, outcome)
        return list(self.make(found, outcome, (i, i + 1), "state"))

    def _headline(self, i: int) -> list[Phrase]:
        """The one person of "Driver found shot dead in Kut", where a sentence begins."""
        at = i
        while at > self.start and (
            self.words.lower[at - 1] in ASCERTAINED or self.words.lower[at - 1] in _STRUCK_DEAD
        ):
            at -= 1
        found = self.alone(at, i + 1) if at < i else []
        return [
            p
            for p in found
            if (p.full_start == self.start and p.people)
            or (self.words.lower[p.full_start - 1] == ":" and (p.people or p.name))
        ]

    def broken(self, i: int, outcome: str) -> list[Casualty]:
        """As in "has a broken arm", "had their arms broken", "two broke bones"."""
        lower = self.words.lower
        if LIMBS.isdisjoint(lower[max(self.start, i - 2) : i + 5]):
            return []
        if owners := [p for p in self._had_broken(i) if p.people and (p.counted or not p.plural)]:
            return list(self.make(owners, outcome, (i, i + 1), "broken"))
        if "POS" in self.words.tags[i + 1 : i + 5]:
            return []  # "broke the car's arm"
        for j in range(i, max(self.start, i - 6) - 1, -1):
            if lower[j] in ("has", "have", "had", "broke", "suffered", "with"):
                if lower[j] == "with":
                    found = self.bearers(j)
                else:
                    found = self.subjects(verb_group_start(self.words, j, self.start))
                own = [p for p in found if p.people or p.bare or p.name]
                return list(self.make(own, outcome, (j, i + 1), "broken"))
        return []

    def bearers(self, j: int) -> list[Phrase]:
        """Whom "with" at token j gives a wound: "a boy with …", "one escaped with …"."""
        lower, tags = self.words.lower, self.words.tags
        if lower[j - 1] in _COMING_AWAY:
            return self.subjects(verb_group_start(self.words, j - 1, self.start))
        for k in range(j - 1, max(self.start, j - _LYING_REACH), -1):
            if lower[k] == "lying":
                return self.adjacent(k)  # "a man lying in the street with stab wounds"
            if tags[k] not in _SETTING:
                break
        return self.adjacent(j)

    def _had_broken(self, i: int) -> list[Phrase]:
        """Whose limb is broken: "broke the wrist of a boy", "broke the boy's arm"."""
        lower = self.words.lower
        of = next((k for k in range(i + 1, min(i + 5, self.end)) if lower[k] == "of"), None)
        if of is not None:
            return self.objects(of + 1, nominal=True) if lower[of - 1] in LIMBS else []
        for k in range(i + 2, min(i + 6, self.end - 1)):
            if self.words.tags[k] == "POS" and lower[k + 1] in LIMBS:
                owner = self.phrases.starting_at(self.words, i + 1, k, self.actors)
                return [owner] if owner and owner.end == k else []
        return []

    def condition(self, i: int, outcome: str) -> list[Casualty]:
        """As in "three are in critical condition", "two in intensive care"."""
        lower = self.words.lower
        if condition_of := self._condition_of(i):
            return list(self.make(condition_of, outcome, (i, i + 1), "condition"))
        at = i - 1
        while at > self.start and (lower[at] in ("a", "an", "the") or self.words.tags[at] == "RB"):
            at -= 1
        noun = i + 1 + 2 * (lower[i + 1 : i + 2] in (["but"], ["and"]))  # "serious but stable"
        places = _THEATRES if lower[i] == "operating" else _CONDITIONS
        if lower[at] not in ("in", "on") or lower[noun : noun + 1] not in places:
            return []
        own = [
            p
            for p in self._left(at)
            if p.people or p.bare or p.name or self.words.tags[p.head] == "NNP"
        ]
        if lower[i] == "operating":  # where surgeons are as well
            own = [
                p for p in own if lower[p.head] not in CARERS and not (p.plural and not p.counted)
            ]
        return list(self.make(own, outcome, (at, i + 2), "condition"))

    def _condition_of(self, i: int) -> list[Phrase]:
        """As in "the condition of six is critical", "describe the condition of six as critical"."""
        lower = self.words.lower
        for j in range(i - 2, max(self.start, i - _CONDITION_REACH), -1):
            if lower[j] == "of" and lower[j - 1] in ("condition", "conditions"):
                found = self.objects(j + 1, nominal=True)
                return [p for p in found if p.counted and (p.people or p.bare)]
        return []

    def in_care(self, i: int, outcome: str) -> list[Casualty]:
        """As in "61 in hospital", "13 officers are in the clinic"."""
        lower = self.words.lower
        if i < self.start + 2:
            return []
        at = i - 1 - (self.words.tags[i - 1] in ("NN", "JJ"))
        at -= lower[at] in ("a", "an", "the")
        if lower[at] != "in" or not (lower[i] == "hospital" or lower[at - 1] in _STAY):
            return []
        own = [p for p in self._left(at) if p.counted and (p.people or p.bare)]
        own = [p for p in own if lower[p.head] not in CARERS]
        return list(self.make(own, outcome, (at, i + 1), "condition"))

    def _left(self, at: int) -> list[Phrase]:
        """Who is in the state or place that "in" at token `at` begins: "61 were still in …"."""
        copula = at - 1
        while copula > self.start and self.words.tags[copula] == "RB":
            copula -= 1
        if self.words.lower[copula] in _REMAIN:
            return self.subjects(verb_group_start(self.words, copula, self.start))
        group = passive_start(self.words, copula, self.start)
        if group is not None:  # "was left in critical condition"
            return self.subjects(group)
        if self.words.lower[copula - 1 : copula + 1] == ["to", "be"]:
            at = copula - 2  # "with five reported to be in critical condition"
        return [p for p in self.adjacent(at) if p.counted]

    def _wounds(self, i: int, outcome: str) -> list[Casualty] | None:
        """What the noun for wounds tells without a verb of those who have them; None if nothing.

        As in "injury to two", "no injuries", "escaped injury", "12 injuries".
        """
        lower = self.words.lower
        if lower[i] in ("injury", "injuries") and (nobody := self.not_caused(i, outcome)):
            return nobody
        inflicted = not _INFLICT.isdisjoint(lower[max(self.start, i - 3) : i])
        to = lower[i] in ("injury", "injuries") and (
            lower[i + 1 : i + 2] == ["to"] or (inflicted and lower[i + 1 : i + 2] == ["on"])
        )
        if to or (lower[i] in ("injury", "wounding") and lower[i + 1 : i + 2] == ["of"]):
            found = [p for p in self.objects(i + 2, nominal=True) if p.counted]
            found = [p for p in found if p.people or not to]
            if found or not to:
                return list(self.make(found, outcome, (i, i + 1), "event-of"))
        if lower[i] == "injury" and (nobody := self.no_reports(i, outcome)):
            return nobody
        if lower[i] == "injuries" and (
            told := self.no_reports(i, outcome)
            or self.there_are(i, outcome)
            or self._just_injuries(i, outcome)
        ):
            return told
        if lower[i] == "symptoms" and _POISONS.isdisjoint(lower[max(self.start, i - 3) : i + 5]):
            return []
        if lower[i - 1] in _ESCAPED and lower[i] in ("injury", "injuries"):
            found = self.subjects(verb_group_start(self.words, i - 1, self.start))
            unhurt = [p for p in found if p.quantity and p.quantity.code != "0"]
            spared = self.make(unhurt, outcome, (i - 1, i + 1), "escaped")
            return [c._replace(code="0") for c in spared]
        phrase = self.counted_noun(i)
        number = phrase.quantity if phrase else None
        shot = number and number.end == i - 1 and lower[i - 1] in _SHOTS  # "34 gunshot wounds"
        if (
            phrase
            and (
                lower[i] == "injuries"
                or (lower[i] == "wounds" and shot)
                or (lower[i] == "injury" and number and lower[number.core] == "one")
            )
            and (
                lower[phrase.start - 1] not in ("had", "have", "has", "having", "with")
                or lower[i + 1 : i + 2] in (["reported"], ["recorded"])
            )
        ):
            return list(self.make([phrase], outcome, (i, i + 1), "event-count"))
        return None

    def sustain(self, i: int, outcome: str) -> list[Casualty]:
        """As in "12 people sustained injuries", "treated 30 for burns", "12 injuries".

        "Wounds" before a number is the verb, as in a headline ("blast wounds 12").
        """
        told = self._wounds(i, outcome)
        if told is not None:
            return told
        lower = self.words.lower
        if _FATAL.intersection(lower[max(self.start, i - 2) : i]) and "-" not in lower[i - 3 : i]:
            outcome = "KILLED"  # "suffered fatal chest injuries", but not "non-fatal injuries"
        for j in range(i - 1, max(self.start, i - _WOUNDS_REACH) - 1, -1):
            if i - j > _SUSTAIN_REACH and lower[j] not in _ADMITTED:
                continue
            if lower[j] in ("died", "die", "dying", "succumbed", "killed"):
                return []
            got = lower[j] == "got" and lower[j + 1] in (lower[i], "serious", "minor", "severe")
            if lower[j] in _SUSTAIN or got or (lower[i] in _HELP and lower[j] in _NEED):
                found = self.subjects(verb_group_start(self.words, j, self.start))
                if lower[i] in _HELP:
                    found = [p for p in found if p.counted or not p.plural]
                told = list(self.make(found, outcome, (j, i + 1), "sustain"))
                unhurt = lower[j - 1] in _NOT and lower[i] not in _HELP
                return [c._replace(code="0") for c in told] if unhurt else told
            if lower[i] in _HELP and lower[j] in ("under", "in") and j == i - 1:
                found = [p for p in self._left(j) if p.counted and (p.people or p.bare)]
                return list(self.make(found, outcome, (j, i + 1), "condition"))
            if lower[j] in ("with", "have", "has", "had"):
                if lower[j] == "with" and (carried := self._carried(j)):
                    found = carried
                elif lower[j] == "with":
                    found = [p for p in self.bearers(j) if p.counted and (p.people or p.bare)]
                else:
                    found = self.subjects(verb_group_start(self.words, j, self.start))
                    found = [p for p in found if self._bears(p, i)]
                return list(self.make(found, outcome, (j, i + 1), "sustain"))
            if lower[j] in _ADMITTED:
                passive = passive_start(self.words, j, self.start)
                found = self.subjects(passive) if passive is not None else self.objects(j + 1)
                return list(self.make(found, outcome, (j, i + 1), "treated"))
        return []

    def _just_injuries(self, i: int, outcome: str) -> list[Casualty]:
        """As in "reported injuries"; who "suffered injuries" is told beside it."""
        return [] if self.words.lower[i - 1] in _SUSTAIN else self.brought(i, outcome)

    def _bears(self, phrase: Phrase, i: int) -> bool:
        """Whether a subject has the wounds at token i: counted people, or one of a family."""
        counted = phrase.counted and (phrase.people or phrase.bare)
        return counted or (
            self.kin(phrase) and not phrase.plural and self.words.lower[i] != "surgery"
        )

    def _carried(self, j: int) -> list[Phrase]:
        """Who was "taken to hospital" or "admitted" with the wounds that follow token j."""
        for k in range(j - 1, max(self.start, j - 5) - 1, -1):
            if self.words.lower[k] in _ADMITTED and self.words.lower[k] != "hospital":
                group = passive_start(self.words, k, self.start)
                return self.subjects(group) if group is not None else self.objects(k + 1)
        return []
