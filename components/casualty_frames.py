"""The constructions that tell of killed and hurt people, one method a frame."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from sitrep.components.clauses import passive_start, verb_group_start
from sitrep.components.phrases import HEADS, Phrase
from sitrep.components.victims import AMONG, TIME_WORDS, VictimReader

_TOLL_NOUNS: Final = frozenset(
    "dead deaths killed fatalities casualties victims wounded injured martyrs injuries".split()
)
_HURT_NOUNS: Final = frozenset({"dead", "wounded", "injured", "hurt", "killed"})
_DENIALS: Final = frozenset(
    "denies denied deny denying denial no not n't nor without never neither whether if".split()
)
_PUT: Final = frozenset("put puts putting places placed raised raises lowered".split())
_TOLL_LEADS: Final = frozenset(
    "now to at as of hit hits hitting reached reaches reaching was is stood stands past above over "
    ": exceeds exceeded exceeding passes passed topped tops be beyond".split()
)
_LOSE: Final = frozenset("lose loses lost losing gave give laid".split())
_CLAIM: Final = frozenset(
    "claim claims claimed claiming take takes took taken taking cost costs costing".split()
)
_WERE: Final = frozenset({"was", "were", "is", "are"})
_NO_OBJECT: Final = frozenset(
    {".", ",", ":", "IN", "TO", "CC", "RB", "WRB", "-RRB-", "-LRB-", "''", "_SP"}
)
_ADMITTED: Final = frozenset(
    "treated treating hospital hospitalised hospitalized taken brought rushed "
    "admitted evacuated".split()
)
_COMPOUNDS: Final = frozenset(
    "row penalty penalties sentence sentences threat threats squad squads camp "
    "certificate certificates warrant".split()
)
_MASS_EVENTS: Final = frozenset({"massacre", "massacres", "slaughter"})
_NATURAL: Final = frozenset(
    "heart cancer stroke illness disease natural age pneumonia leukaemia leukemia tumour "
    "covid-19 diabetes malaria cholera want".split()
)
_NOT_DYING: Final = frozenset(
    "off down from into to behind out silent ill asleep apart short over back under through on "
    "by below within victim".split()
)
_STRUCK_DEAD: Final = frozenset({"shot", "shooting", "shoot", "shoots", "stabbed", "beaten"})
_BLOWS: Final = frozenset({"shot", "shooting", "beat", "beating"})
_HURT: Final = frozenset(
    "leg legs arm arms shoulder foot feet hand hands thigh knee ankle back side hip "
    "stomach abdomen face eye eyes wounded injured injuring wounding hospital".split()
)
_LIMBS: Final = frozenset(
    "arm arms leg legs eye eyes hand hands foot feet finger fingers bone bones rib ribs nose jaw "
    "skull wrist wrists collarbone shoulder teeth tooth hearing sight limb limbs ankle".split()
)
_MISSILES: Final = frozenset(
    "bullet bullets pellet pellets shrapnel sniper canister canisters gunfire "
    "shotgun birdshot fragments stone stones truncheon truncheons".split()
)
_CARERS: Final = frozenset(
    "doctor doctors hospital hospitals clinic clinics medic medics nurse nurses msf "
    "surgeon surgeons medical treating @manamadoctor patients".split()
)
_NOT_LOST: Final = frozenset("supporters voters followers seats members customers".split())
_EXPOSED: Final = frozenset({"affected", "poisoned", "sickened"})
_AGENTS: Final = frozenset(
    "gas chlorine sarin smoke chemical chemicals agent fumes exposure".split()
)
_CARE: Final = frozenset("overwhelmed treating treated treat receiving received hospitals".split())


@dataclass(frozen=True, slots=True)
class Casualty:
    """One reported count at tokens [start, end).

    `code` follows the guidelines; `number` is the token range of the counting words; `trigger`
    the range of the words that tell the outcome; `rule` the construction; `whole` the tokens of the
    casualty that already counts these victims.
    """

    start: int
    end: int
    label: str
    code: str
    number: tuple[int, int]
    trigger: tuple[int, int]
    rule: str
    whole: tuple[int, int] | None = None


class CasualtyFrames(VictimReader):
    """Finds the casualties that the outcome words of one sentence tell of."""

    def frame(self, i: int, outcome: str, frame: str) -> list[Casualty]:
        """The casualties that the outcome word at token i tells of."""
        lower = self.words.lower
        if lower[i] in _EXPOSED and _AGENTS.isdisjoint(lower[i + 1 : i + 6]):
            return []
        if lower[i] in ("gunned", "mowed") and not (i + 1 < self.end and lower[i + 1] == "down"):
            return []
        if frame in ("transitive", "state") and self._among(i):
            return list(self.make(self.among(i), outcome, (i, i + 1), "among-the-dead"))
        if self._is_toll_noun(i):
            return self.toll(i, outcome)
        frames: dict[str, Callable[[int, str], list[Casualty]]] = {
            "transitive": self.transitive,
            "intransitive": self.intransitive,
            "state": self.state,
            "fall": self.fall,
            "strike": self.strike,
            "harm": self.harm,
            "broken": self.broken,
            "grave": self.grave,
            "condition": self.condition,
            "lose": self.lose,
            "treat": self.treat,
            "life": self.life,
            "sustain": self.sustain,
            "event": self.event,
            "toll": self.toll,
        }
        return frames.get(frame, self.remains)(i, outcome)

    def transitive(self, i: int, outcome: str) -> list[Casualty]:
        """Victims as subject of the passive, object of the active, or before a participle."""
        lower, tags = self.words.lower, self.words.tags
        participle = lower[i].endswith(("ed", "en", "in", "wn")) or lower[i] in ("hurt", "slain")
        group = passive_start(self.words, i, self.start) if participle else None
        if group is not None:
            return list(self.make(self.subjects(group), outcome, (i, i + 1), "passive"))
        if (
            participle
            and i > self.start
            and tags[i - 1] in ("DT", "PRP$")
            and (i + 1 < self.end and tags[i + 1] in HEADS)
        ):
            return []  # "the wounded soldiers": an adjective
        if (
            lower[i] in ("killing", "slaying", "wounding")
            and i + 1 < self.end
            and lower[i + 1] == "of"
        ):
            return self.event(i, outcome)
        after = i + 1
        while after < self.end and (tags[after] in ("RP", "RB") or lower[after] in ("down", "off")):
            after += 1
        if after < self.end and lower[after] == "dead":
            after += 1
        fronted = i == self.start or lower[i - 1] in ("also", "among", "and", ",")
        if participle and fronted and lower[after : after + 1] and lower[after] in _WERE:
            return list(self.make(self.objects(after + 1), outcome, (i, i + 1), "inverted"))
        objects = self.objects(after)
        if objects and not (
            participle
            and self._left_is_counted(i)
            and objects[0].quantity is None
            and not objects[0].name
        ):
            return list(self.make(objects, outcome, (i, i + 1), "active"))
        if participle and self._no_object(after):
            found = self._with_participle(self.adjacent(i), i)
            if found:
                return list(self.make(found, outcome, (i, i + 1), "participle"))
        return self._counted_hurt(i, outcome)

    def _counted_hurt(self, i: int, outcome: str) -> list[Casualty]:
        """As in "142 wounded were admitted", "dozens of dead", "25 wounded men"."""
        lower = self.words.lower
        if lower[i] not in _HURT_NOUNS or lower[i - 1] in ("the", "these", "those"):
            return []
        noun = self.counted_noun(i)
        if noun is None and i + 1 < self.end and self.words.lower[i + 1] in self.phrases.person:
            noun = self.counted_noun(i + 1)
        found = [noun] if noun else self._with_participle(
            [p for p in self.adjacent(i) if p.bare], i)  # fmt: skip
        return list(self.make(found, outcome, (i, i + 1), "state"))

    def _with_participle(self, found: list[Phrase], i: int) -> list[Phrase]:
        """Bare numbers take the participle behind them with them: "22 wounded"."""
        return [
            replace(p, end=i + 1) if p.quantity and p.head == p.quantity.core and p.end == i else p
            for p in found
        ]

    def _no_object(self, i: int) -> bool:
        """Whether nothing at token i can be the object of the verb before it."""
        return (
            i >= self.end
            or self.words.tags[i] in _NO_OBJECT
            or self.words.lower[i] in TIME_WORDS
            or self.words.lower[i] in self.outcomes
        )

    def intransitive(self, i: int, outcome: str) -> list[Casualty]:
        """Victims as subject, or directly before a bare infinitive ("seen scores die")."""
        lower = self.words.lower
        if lower[i].startswith("surviv") and lower[i - 1] not in ("not", "n't", "n’t"):
            return []
        if lower[i] == "dying" and i > self.start and lower[i - 1] in ("the", "of"):
            return []
        if (
            lower[i + 1 : i + 2]
            and lower[i + 1] in ("of", "from", "after")
            and not (_NATURAL.isdisjoint(lower[i + 2 : i + 7]))
        ):
            return []
        group = verb_group_start(self.words, i, self.start)
        return list(self.make(self.subjects(group), outcome, (i, i + 1), "intransitive"))

    def fall(self, i: int, outcome: str) -> list[Casualty]:
        """As in "Two soldiers fell": people, counted, and nowhere that they fell to."""
        behind = self.words.lower[i + 1 : i + 4]
        deadly = behind[:1] == ["to"] and behind[2:] in (["death"], ["deaths"])
        if behind and behind[0] in _NOT_DYING and not deadly:
            return []
        group = verb_group_start(self.words, i, self.start)
        found = [
            p
            for p in self.subjects(group)
            if (p.people and (p.counted or deadly)) or (p.quantity and p.quantity.code == "0")
        ]
        return list(self.make(found, outcome, (i, i + 1), "fall"))

    def strike(self, i: int, outcome: str) -> list[Casualty]:
        """Counted people "shot", "hit by bullets", "beaten with sticks", "crushed to death".

        A bare "shot" is read as killed unless a limb or a hospital tells otherwise.
        """
        lower, tags = self.words.lower, self.words.tags
        behind = lower[i + 1 : min(i + 10, self.end)]
        active = lower[i].endswith("ing") or tags[i] in ("VB", "VBP", "VBZ")
        group = None if active else passive_start(self.words, i, self.start)
        if lower[i] == "cut" and behind[:1] == ["down"]:
            outcome, behind = "KILLED", behind[1:]
        if behind[:1] in (["dead"], ["down"], ["at"], ["back"]) or behind[:1] == ["killed"]:
            return []
        deadly = behind[:1] == ["alive"] or any(
            behind[n : n + 2] == ["to", "death"] for n in range(8)
        )
        if deadly:
            outcome = "KILLED"
        elif lower[i] == "shot":
            outcome = "INJURED" if _HURT.intersection(behind) else "KILLED"
        elif "and" in behind and "died" in lower[i : self.end]:
            outcome = "KILLED"  # "was hit in the neck and died on the pavement"
        after = i + 1
        if lower[i] == "shooting" and behind[:1] == ["of"]:
            found = [p for p in self.objects(i + 2, nominal=True) if self._struck(p, named=True)]
        elif group is not None:
            found = [p for p in self.subjects(group) if self._struck(p, named=True)]
        elif objects := [p for p in self.objects(after) if self._struck(p) or deadly]:
            known = deadly or not active or _MISSILES.intersection(behind)
            found = objects if known or lower[i] in _BLOWS else []
        elif deadly:
            found = self.subjects(verb_group_start(self.words, i, self.start))
        elif not active and (self._no_object(after) or lower[after] == "down"):
            found = [p for p in self.adjacent(i) if p.counted and (p.people or p.bare)]
        else:
            found = []
        return list(
            self.make(
                [p for p in found if p.people or p.counted or p.name], outcome, (i, i + 1), "strike"
            )
        )

    def _struck(self, phrase: Phrase, *, named: bool = False) -> bool:
        """Whether a phrase is a number of people, nobody, or one person."""
        if phrase.quantity and (phrase.quantity.code == "0" or phrase.bare):
            return True
        return (phrase.people and (phrase.counted or (named and not phrase.plural))) or (
            named and phrase.name
        )

    def harm(self, i: int, outcome: str) -> list[Casualty]:
        """As "eliminated", "buried", "harmed": said of things too, so that people are asked for."""
        if not {"alive", "under", "beneath", "rubble"}.isdisjoint(self.words.lower[i + 1 : i + 4]):
            return []
        return [
            c
            for c in self.transitive(i, outcome)
            if c.code == "0" or self._denotes_people(c.start, c.end)
        ]

    def _denotes_people(self, start: int, end: int) -> bool:
        phrase = self.phrases.starting_at(self.words, start, self.end, self.actors)
        return phrase is not None and (phrase.people or phrase.bare) and phrase.end >= end

    def lose(self, i: int, outcome: str) -> list[Casualty]:
        """Counted people "lost", as in "the army lost 12 men"; lives are another frame."""
        if "lives" in self.words.lower[i + 1 : i + 5] or "life" in self.words.lower[i + 1 : i + 4]:
            return []
        group = passive_start(self.words, i, self.start)
        if group is None and not _LIMBS.isdisjoint(self.words.lower[i + 1 : i + 4]):
            verb = verb_group_start(self.words, i, self.start)
            return list(self.make(self.subjects(verb), "INJURED", (i, i + 1), "lose-limb"))
        if group is None and self._no_object(i + 1) and self.words.tags[i] != "VBG":
            found = self.adjacent(i)
        else:
            found = self.subjects(group) if group is not None else self.objects(i + 1)
        own = [
            p for p in found if p.people and p.counted and self.words.lower[p.head] not in _NOT_LOST
        ]
        return list(self.make(own, outcome, (i, i + 1), "lose"))

    def treat(self, i: int, outcome: str) -> list[Casualty]:
        """Counted people whom a doctor or hospital is "treating", "admitted with wounds"."""
        if not _CARERS.intersection(self.words.lower[self.start : self.end]):
            return []
        group = passive_start(self.words, i, self.start)
        found = self.subjects(group) if group is not None else self.objects(i + 1)
        return list(self.make([p for p in found if p.counted], outcome, (i, i + 1), "treat"))

    def state(self, i: int, outcome: str) -> list[Casualty]:
        """As in "12 dead", "left a man dead", "were found dead", "shot dead two men"."""
        lower, tags = self.words.lower, self.words.tags
        carried = i - 2 if lower[max(self.start, i - 2) : i] == ["brought", "in"] else i
        group = passive_start(self.words, carried, self.start)
        if group is not None:
            return list(self.make(self.subjects(group), outcome, (i, i + 1), "state"))
        if i > self.start and lower[i - 1] in _STRUCK_DEAD:
            group = passive_start(self.words, i - 1, self.start)
            if group is None:
                objects = self.objects(i + 1)
                found = objects or self.adjacent(i - 1)
                return list(self.make(found, outcome, (i - 1, i + 1), "shot-dead"))
            return list(self.make(self.subjects(group), outcome, (i - 1, i + 1), "shot-dead"))
        if i + 1 < self.end and tags[i + 1] in HEADS and lower[i + 1] not in TIME_WORDS:
            noun = self.counted_noun(i + 1)  # "two dead soldiers", but not "two dead camels"
            if noun and lower[i + 1] in self.phrases.person:
                return list(self.make([noun], outcome, (i, i + 1), "state"))
            if lower[i + 1] in self.phrases.thing:
                return []
        found = self.adjacent(i)
        if i + 1 >= self.end or tags[i + 1] not in HEADS or lower[i + 1] in TIME_WORDS:
            found = self._with_participle(found, i)
        if not found:
            return self._counted_hurt(i, outcome)
        return list(self.make(found, outcome, (i, i + 1), "state"))

    def broken(self, i: int, outcome: str) -> list[Casualty]:
        """As in "has a broken arm", "had their arms broken", "two broke bones"."""
        lower = self.words.lower
        if _LIMBS.isdisjoint(lower[max(self.start, i - 2) : i + 4]):
            return []
        for j in range(i, max(self.start, i - 6) - 1, -1):
            if lower[j] in ("has", "have", "had", "broke", "suffered", "with"):
                if lower[j] == "with":
                    found = self.adjacent(j)
                else:
                    found = self.subjects(verb_group_start(self.words, j, self.start))
                own = [p for p in found if p.people or p.bare or p.name]
                return list(self.make(own, outcome, (j, i + 1), "broken"))
        return []

    def condition(self, i: int, outcome: str) -> list[Casualty]:
        """As in "three are in critical condition", "two in intensive care"."""
        lower = self.words.lower
        if lower[i] == "hospital":
            found = self.adjacent(i - 1) if lower[i - 1] == "in" else []
            own = [p for p in found if p.counted and (p.people or p.bare)]
            return list(self.make(own, outcome, (i - 1, i + 1), "condition"))
        if lower[i - 1 : i] != ["in"] or lower[i + 1 : i + 2] not in (
            ["condition"], ["care"], ["state"]):  # fmt: skip
            return []
        if lower[i - 2] in ("is", "are", "was", "were", "remain", "remained", "remains"):
            found = self.subjects(verb_group_start(self.words, i - 2, self.start))
        else:
            found = [p for p in self.adjacent(i - 1) if p.counted]
        own = [p for p in found if p.people or p.bare or p.name]
        return list(self.make(own, outcome, (i - 1, i + 2), "condition"))

    def life(self, i: int, outcome: str) -> list[Casualty]:
        """As in "lost their lives", "claimed 12 lives", "cost the lives of 12 people"."""
        lower, tags = self.words.lower, self.words.tags
        if lower[max(self.start, i - 2) : i] == ["loss", "of"]:
            for j in range(i - 3, max(self.start - 1, i - 6), -1):
                if lower[j] in ("no", "without"):
                    first = j if lower[j] == "no" else i - 2
                    return [
                        Casualty(first, i + 1, outcome, "0", (j, j + 1), (i - 2, i + 1), "no-loss")
                    ]
        for j in range(i - 1, max(self.start, i - 6) - 1, -1):
            if lower[j] in _LOSE and tags[i - 1] in ("PRP$", "DT", "JJ", "IN"):
                group = verb_group_start(self.words, j, self.start)
                return list(self.make(self.subjects(group), outcome, (j, i + 1), "lose-life"))
            if lower[j] in _CLAIM or lower[j] in _LOSE:
                if i + 1 < self.end and lower[i + 1] == "of":
                    found = self.objects(i + 2)
                else:
                    found = [p] if (p := self._counted_lives(i)) else []
                return list(self.make(found, outcome, (j, i + 1), "claim-lives"))
        phrase = self._counted_lives(i)
        if phrase and lower[i + 1 : i + 2] == ["lost"]:
            return list(self.make([phrase], outcome, (i, i + 2), "lives-lost"))
        if phrase and i + 2 < self.end and lower[i + 2] in _LOSE:
            return list(self.make([phrase], outcome, (i, i + 3), "lives-lost"))
        if phrase and lower[max(self.start, phrase.start - 2) : phrase.start] == ["loss", "of"]:
            return list(self.make([phrase], outcome, (phrase.start - 2, i + 1), "lives-lost"))
        return []

    def _counted_lives(self, i: int) -> Phrase | None:
        """The phrase "12 lives" whose noun is token i, whatever its tag."""
        for j in range(max(self.start, i - 6), i):
            phrase = self.phrases.starting_at(self.words, j, i, self.actors)
            if phrase is not None and phrase.end == i and phrase.bare:
                return replace(phrase, end=i + 1)
        return self.counted_noun(i)

    def sustain(self, i: int, outcome: str) -> list[Casualty]:
        """As in "12 people sustained injuries", "treated 30 for burns", "12 injuries".

        "Wounds" before a number is the verb, as in a headline ("blast wounds 12").
        """
        lower = self.words.lower
        starting_at = self.phrases.quantities.starting_at
        if lower[i] == "wounds" and starting_at(self.words, i + 1, self.end):
            return self.transitive(i, outcome)
        if (
            lower[i] == "injuries"
            and (phrase := self.counted_noun(i))
            and (lower[phrase.start - 1] not in ("had", "have", "has", "having", "with"))
        ):
            return list(self.make([phrase], outcome, (i, i + 1), "event-count"))
        for j in range(i - 1, max(self.start, i - 7) - 1, -1):
            if lower[j] in ("died", "die", "dying", "succumbed", "killed"):
                return []
            if lower[j] in ("sustained", "sustain", "suffered", "suffer", "suffering", "received"):
                group = verb_group_start(self.words, j, self.start)
                return list(self.make(self.subjects(group), outcome, (j, i + 1), "sustain"))
            if lower[j] in ("with", "have", "has", "had"):
                if lower[j] == "with" and (carried := self._carried(j)):
                    found = carried
                elif lower[j] == "with":
                    found = [p for p in self.adjacent(j) if p.counted and (p.people or p.bare)]
                else:
                    found = self.subjects(verb_group_start(self.words, j, self.start))
                    found = [p for p in found if p.counted and (p.people or p.bare)]
                return list(self.make(found, outcome, (j, i + 1), "sustain"))
            if lower[j] in _ADMITTED:
                passive = passive_start(self.words, j, self.start)
                found = self.subjects(passive) if passive is not None else self.objects(j + 1)
                return list(self.make(found, outcome, (j, i + 1), "treated"))
        return []

    def _carried(self, j: int) -> list[Phrase]:
        """Who was "taken to hospital" or "admitted" with the wounds that follow token j."""
        for k in range(j - 1, max(self.start, j - 5) - 1, -1):
            if self.words.lower[k] in _ADMITTED and self.words.lower[k] != "hospital":
                group = passive_start(self.words, k, self.start)
                return self.subjects(group) if group is not None else self.objects(k + 1)
        return []

    def event(self, i: int, outcome: str) -> list[Casualty]:
        """As in "the deaths of 12", "12 deaths", "no casualties", "Gaddafi's death"."""
        lower = self.words.lower
        if lower[i + 1 : i + 2] and lower[i + 1] in _COMPOUNDS:
            return []
        phrase = self.counted_noun(i) if lower[i] not in _MASS_EVENTS else None
        if phrase:
            if lower[i] == "casualties" and not _CARE.isdisjoint(lower[self.start : self.end]):
                outcome = "INJURED"
            return list(self.make([phrase], outcome, (i, i + 1), "event-count"))
        if i + 1 < self.end and lower[i + 1] == "of":
            found = self.objects(i + 2, nominal=True)
            return list(self.make(found, outcome, (i, i + 1), "event-of"))
        if possessor := self._possessor(i, outcome):
            return possessor
        no_reports = lower[max(self.start, i - 3) : i] in (
            ["no", "reports", "of"],
            ["no", "word", "of"],
        )
        if no_reports:
            return [Casualty(i - 3, i + 1, outcome, "0", (i - 3, i - 2), (i, i + 1), "no-reports")]
        if lower[i] == "casualties":
            vague = {"heavy": "many", "mass": "many", "massive": "many", "numerous": "many"}
            j = i - 1 if i > self.start and lower[i - 1] in vague else i
            follows = lower[j - 1] if j > self.start else ""
            if j < i or follows in (
                "causing",
                "with",
                "caused",
                "were",
                "suffered",
                "and",
                "inflicting",
                "suffering",
                "suffer",
                "are",
                "treating",
                "of",
            ):
                if not _CARE.isdisjoint(lower[self.start : i]):
                    outcome = "INJURED"
                code = vague.get(lower[j], "some")
                return [Casualty(j, i + 1, outcome, code, (j, i + 1), (i, i + 1), "casualties")]
        return []

    def toll(self, i: int, outcome: str) -> list[Casualty]:
        """The figure that a toll has reached: "the death toll rose from 12 to 15"."""
        lower = self.words.lower
        best: Phrase | None = None
        j = i + 1
        while j < self.end:
            if lower[j] in (";", "."):
                break
            phrase = self._toll_figure(j, i)
            if phrase is None:
                j += 1
                continue
            lead = lower[phrase.full_start - 1]
            if (
                (lead == "from" and best is None)
                or lead == "to"
                or best is None
                or lower[best.full_start - 1] in ("from", "by")
            ):
                best = phrase
            if lower[best.full_start - 1] not in ("from", "by"):
                break
            j = phrase.end
            if best.quantity and "-" in best.quantity.code and lead in ("from", "by"):
                high = best.quantity.code.split("-")[1]
                core = best.quantity.end - 1
                best = replace(
                    best,
                    start=core,
                    full_start=core,
                    quantity=replace(best.quantity, start=core, core=core, code=high),
                )
                break
        if best is None or best.quantity is None:
            return []
        if not (best.people or best.end == best.quantity.end):
            best = replace(best, end=best.quantity.end)
        if lower[i] in ("wounded", "injured", "injuries"):
            outcome = "INJURED"
        return list(self.make([best], outcome, (i, i + 1), "toll", checked=True))

    def remains(self, i: int, outcome: str) -> list[Casualty]:
        """As in "12 bodies were found", "the body of a man"."""
        lower = self.words.lower
        if phrase := self.counted_noun(i):
            if (
                lower[i] in ("body", "corpse")
                and phrase.quantity
                and lower[phrase.quantity.core]
                in (
                    "a",
                    "the",
                    "any",
                    "no",
                )
                and not (i + 1 < self.end and lower[i + 1] == "of")
            ):
                return []
            return list(self.make([phrase], outcome, (i, i + 1), "remains"))
        if i + 1 < self.end and lower[i + 1] == "of":
            found = [p for p in self.objects(i + 2) if p.counted or p.name or not p.plural]
            return list(self.make(found, outcome, (i, i + 2), "remains-of"))
        return self._possessor(i, outcome)

    def grave(self, i: int, outcome: str) -> list[Casualty]:
        """Counted graves, burials, coffins and funerals stand for the dead; mass graves do not."""
        phrase = self.counted_noun(i)
        if phrase is None or "mass" in self.words.lower[phrase.start : i]:
            return []
        return list(self.make([phrase], outcome, (i, i + 1), "remains"))

    def among(self, i: int) -> list[Phrase]:
        """Who was "among the dead": the subject before, or the phrase behind "were"."""
        lower = self.words.lower
        if i + 1 < self.end and lower[i + 1] in ("were", "was", "are", "is"):
            return self.objects(i + 2)
        j = i
        while lower[j] != "among":
            j -= 1
        group = j
        while group > self.start and lower[group - 1] in ("is", "are", "was", "were", "also"):
            group -= 1
        return self.subjects(group) if group < j else []

    def _possessor(self, i: int, outcome: str) -> list[Casualty]:
        """Whose death or body it is: "the activist's death"."""
        if i - 1 <= self.start or self.words.tags[i - 1] != "POS":
            return []
        phrase = self.phrases.ending_at(self.words, i - 1, self.start, self.actors)
        if phrase is None or phrase.quantity or phrase.plural:
            return []
        if not (phrase.people or (phrase.name and phrase.head not in self.places)):
            return []
        return list(self.make([phrase], outcome, (i, i + 1), "possessor", checked=True))

    def _among(self, i: int) -> bool:
        lower = self.words.lower
        window = lower[max(self.start, i - 4) : i]
        rest = {"remainder", "rest"} & set(window) and lower[i + 1 : i + 2] in (["were"], ["are"])
        return lower[i] in AMONG and bool(
            rest or ("among" in window[-2:] and not {"them", "whom"} & set(window))
        )

    def _is_toll_noun(self, i: int) -> bool:
        """Whether the word stands in "the number of dead", "put the casualties at"."""
        lower = self.words.lower
        if lower[i] in ("casualties", "deaths", "dead", "fatalities") and not _PUT.isdisjoint(
            lower[max(self.start, i - 4) : i]
        ):
            return True
        window = lower[max(self.start, i - 4) : i]
        return (
            lower[i] in _TOLL_NOUNS
            and (
                window[-2:] in (["number", "of"], ["count", "of"], ["toll", "of"])
                or (window[-3:-1] == ["number", "of"])
                or window[-1:] == ["total"]
            )
            and "unknown" not in window
            and lower[max(self.start, i - 3)] not in ("a", "large")
        )

    def _toll_figure(self, j: int, i: int) -> Phrase | None:
        lower = self.words.lower
        if j - 1 > i and lower[j - 1] not in _TOLL_LEADS | {"from", "by"}:
            return None
        if j - 1 == i and lower[i] != "toll":
            return None
        phrase = self.phrases.starting_at(self.words, j, self.end, self.actors)
        if phrase is None or phrase.quantity is None:
            return None
        if lower[phrase.quantity.core] in ("a", "an", "no", "some", "many", "several"):
            return None
        if j - 1 == i and phrase.quantity.code.isdigit():
            return None
        return replace(phrase, full_start=max(j, phrase.start))

    def make(
        self,
        phrases: list[Phrase],
        outcome: str,
        trigger: tuple[int, int],
        rule: str,
        *,
        checked: bool = False,
    ) -> Iterator[Casualty]:
        """The casualties of victim phrases; `checked` ones are known to be counts of people."""
        for phrase in phrases:
            quantity, start, at = phrase.quantity, phrase.start, phrase.full_start
            if at and self.words.lower[at - 1] == "how" and (not quantity or quantity.vague):
                continue
            if self.words.lower[at] in ("any", "anyone", "anybody"):
                if _DENIALS.isdisjoint(self.words.lower[self.start : at]):
                    continue
                start, code, number = at, "0", (at, at + 1)
            elif quantity is not None:
                code, number = quantity.code, (quantity.start, quantity.end)
            elif phrase.plural:
                code, number = "some", (phrase.start, phrase.end)
            else:
                code, number = "1", (phrase.start, phrase.end)
            if checked or phrase.people or quantity or phrase.name:
                yield Casualty(start, phrase.end, outcome, code, number, trigger, rule)
