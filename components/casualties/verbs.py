"""Verbs that tell of killed and hurt people, in the passive, the active and alone."""

from __future__ import annotations

from typing import Final

from sitrep.components.casualties.spans import Casualty
from sitrep.components.casualties.strikes import StrikeFrames
from sitrep.components.casualties.victim_objects import ALONG_WITH, PRONOUNS
from sitrep.components.casualties.victims import AMONG, JOINS, RANKED, TIME_WORDS
from sitrep.components.grammar.clauses import passive_start, verb_group_start
from sitrep.components.grammar.phrases import Phrase
from sitrep.components.grammar.word_forms import WERE
from sitrep.components.grammar.word_tagger import FINITE, NOMINAL

NATURAL: Final = frozenset(
    "heart cancer stroke illness disease natural age pneumonia leukaemia leukemia tumour "
    "covid covid-19 diabetes malaria cholera want".split()
)
# How many tokens behind "died" the illness may stand of which one person died.
_CAUSE_REACH: Final = 12
# How many tokens the subject may take between "whom" and its verb.
_WHOM_REACH: Final = 7
_NOT_DYING: Final = frozenset(
    "off down from into to behind out silent ill asleep apart short over back under through on "
    "by below within victim".split()
)
_FRONTS: Final = frozenset("side sides front fronts battlefield frontline".split())
BODY: Final = frozenset(
    "leg legs arm arms shoulder shoulders foot feet hand hands thigh thighs knee knees back hip "
    "stomach abdomen face eye eyes head neck chest body lung spine".split()
)
_WAS: Final = WERE | {"been"}
_PARTICIPLES: Final = frozenset({"hurt", "slain", "overcome"})
_ACTS: Final = frozenset(
    "kill killing slaying wounding injuring murders murdering beheading lynching maiming".split()
)
# How many tokens behind a passive those may stand who were killed along with its subject.
_COMPANY: Final = 14
# Behind "seven guards killed", what tells more of them, and what they are set against.
_BEHIND_KILLED: Final = WERE | {"compared"}
# What tells of a known person's death: "his slain brother".
_FALLEN: Final = frozenset({"slain", "murdered", "assassinated"})
# What a verb that shares its object with another is tagged.
_SHARING: Final = frozenset({"VBD", "VBN", "VBG", "VB", "JJ"})
# What dates a participle behind a name: "Ali Saad, killed last week".
_DATED: Final = frozenset({"last", "earlier", "this", "late", "early"})
_BECAME: Final = frozenset({"is", "was", "became", "becomes"})
# Who is only hurt: "suffocated from tear gas".
_CHOKED: Final = frozenset({"suffocated", "suffocate", "asphyxiated"})
_GASES: Final = frozenset({"gas", "teargas"})
_DEFINITE: Final = frozenset("the his her their its my our this that".split())


class VerbFrames(StrikeFrames):
    """Finds the casualties that verbs tell of, one method a frame."""

    def transitive(self, i: int, outcome: str) -> list[Casualty]:
        """Victims as subject of the passive, object of the active, or before a participle."""
        lower, tags = self.words.lower, self.words.tags
        participle = lower[i].endswith(("ed", "en", "in", "wn")) or lower[i] in _PARTICIPLES
        if self.frame_at(i + 1) == "remains":
            return []  # "buried 12 bodies", "12 beheaded bodies": counted by these
        group = passive_start(self.words, i, self.start) if participle else None
        if participle and (there := self.there_are(i, outcome)):
            return there
        if group is not None:
            found = self.subjects(group)
            if found:
                found += self._companions(i)
            return list(self.make(found, outcome, (i, i + 1), "passive"))
        if (
            participle
            and i > self.start
            and tags[i - 1] in ("DT", "PRP$")
            and (i + 1 < self.end and tags[i + 1] in NOMINAL)
        ):
            one = self.phrases.starting_at(self.words, i - 1, i + 2, {})
            known = lower[i - 1] in ("a", "an") or lower[i] in _FALLEN
            if one and one.people and not one.plural and known:
                return list(self.make([one], outcome, (i, i + 1), "state"))
            return []  # "the wounded soldiers": an adjective
        described = participle and self.start < i < self.end - 1
        if described and (tags[i - 1] == "RB" or lower[i - 1] == "of") and (
            lower[i + 1] in self.phrases.person and (hurt := self._counted_hurt(i, outcome))
        ):  # fmt: skip
            return hurt  # "two badly wounded men", "dozens of wounded soldiers"
        if lower[i] in _ACTS and i + 1 < self.end and lower[i + 1] == "of":
            return self.event(i, outcome)
        after = i + 1 + (lower[i + 1 : i + 2] in (["down"], ["off"]))
        if lower[i + 1 : i + 2] == ["off"] and not any(p.people for p in self.objects(after)):
            return []  # "killed off a statement"
        if lower[i] == "blew":
            after = i + 2  # "blew up two soldiers"
        fronted = i == self.start or lower[i - 1] in ("also", "among", "and", ",")
        opens = self.start in (i, i - 1) and fronted and tags[min(after, self.end - 1)] == "IN"
        if participle and lower[after : after + 1] and (lower[after] in WERE or opens):
            found = self.inverted(i, listed=False) if fronted else []
            if not fronted and lower[i - 1] == "those":  # "Those killed were two boys"
                found = [p for p in self.objects(after + 1) if self._counts_people(p)]
            if found or (fronted and not opens):
                return list(self.make(found, outcome, (i, i + 1), "inverted"))
        if participle and (counted := self._adjectival(i)):
            return list(self.make([counted], outcome, (i, i + 1), "state"))
        objects = self.objects(after) or self._shared_object(after)
        if objects and not (
            participle
            and self._left_is_counted(i)
            and objects[0].quantity is None
            and not objects[0].name
            and not (objects[0].people and lower[objects[0].start - 1] in _DEFINITE)
        ):
            return list(self.make(objects, outcome, (i, i + 1), "active"))
        if related := self._whom(i):
            return list(self.make(related, outcome, (i, i + 1), "whom"))
        if participle and (self._no_object(after) or (
            lower[after] in _BEHIND_KILLED and lower[i - 1] != "as")):  # fmt: skip
            listed = i - (lower[i - 1] == "as")  # "lists six reporters as wounded"
            beside = self.adjacent(listed) or self.alone(i, after) or self.described(i, after)
            found = self._with_participle(beside, i)
            if lower[min(after, self.end - 1)] in WERE:
                found = [p for p in found if p.counted]
            if found:
                return list(self.make(found, outcome, (i, i + 1), "participle"))
        if participle and (ranked := self._ranked(i)):
            return list(self.make(ranked, outcome, (i, i + 1), "participle"))
        return self._counted_hurt(i, outcome)

    def _ranked(self, i: int) -> list[Phrase]:
        """Who "was the second reporter killed": one person, named or told of by a noun."""
        words = self.words
        phrase = self.phrases.ending_at(words, i, self.start, self.actors)
        if phrase is None or phrase.plural or phrase.full_start == phrase.start or (
            words.lower[phrase.start] not in RANKED
            or words.lower[phrase.full_start - 1] not in _BECAME):  # fmt: skip
            return []
        found = self.subjects(verb_group_start(words, phrase.full_start - 1, self.start))
        return [p for p in found if not p.plural and (p.name or p.people)]

    def _counts_people(self, phrase: Phrase) -> bool:
        """Whether a phrase counts or names people, and tells no age."""
        aged = phrase.bare and self.words.lower[phrase.end : phrase.end + 1] == ["years"]
        return phrase.name or (phrase.counted and (phrase.people or phrase.bare) and not aged)

    def _whom(self, i: int) -> list[Phrase]:
        """The object before a relative clause: "the four prisoners whom the army executed"."""
        words = self.words
        j = verb_group_start(words, i, self.start) - 1
        first = max(self.start, j - _WHOM_REACH)
        while j > first and words.lower[j] != "whom" and words.tags[j] not in FINITE:
            j -= 1
        if words.lower[j] != "whom" or j == self.start:
            return []
        end = j - (words.lower[j - 1] == ",")
        phrase = self.phrases.ending_at(words, end, self.start, self.actors)
        return [phrase] if phrase and (phrase.people or phrase.name) else []

    def _adjectival(self, i: int) -> Phrase | None:
        """The phrase inside which a participle stands between number and name: "3 hurt Swedes"."""
        if i + 1 >= self.end or self.words.tags[i + 1] != "NNP":
            return None
        number = self.phrases.ending_at(self.words, i, self.start, self.actors)
        if number is None or not number.bare or number.end != i:
            return None
        return number._replace(end=i + 2, head=i + 1)

    def alone(self, i: int, after: int) -> list[Phrase]:
        """One known person and a participle that are a clause: "a raid at dawn; the guard hurt"."""
        last = self._before_parenthesis(i, parts=False)
        phrase = self.phrases.ending_at(self.words, last, self.start, self.actors)
        if phrase is None or phrase.plural or phrase.quantity:
            return []
        named = phrase.name and "CD" not in self.words.tags[phrase.start : phrase.end]
        if not phrase.people and (not named or phrase.head in self.places):
            return []
        lower, following = self.words.lower, min(after, self.end - 1)
        gapped = self._shares_passive(phrase.full_start - 1)
        opened = (
            phrase.full_start == self.start
            or gapped
            or lower[phrase.full_start - 1] in (";", ",", ":", "(", "only")
        )
        closed = after >= self.end or lower[after] in (".", ",", ";", ")", "by", "and")
        closed |= self.words.tags[following] == "_SP"  # the end of an item
        headline = phrase.full_start == self.start  # "Nurse killed in Kut"
        headline &= lower[phrase.full_start] != "the"  # "The militia killed in cold blood"
        if phrase.name or headline or gapped:  # "Ali Saad killed Friday at Kut"
            closed |= self.words.tags[following] == "IN" or lower[following] in TIME_WORDS
        definite = phrase.name or headline or self.words.tags[phrase.full_start] in ("DT", "PRP$")
        return [phrase] if opened and closed and definite else []

    def _shares_passive(self, joint: int) -> bool:
        """Whether "was" is left out behind "and": "The driver was killed and his son wounded"."""
        return self.words.lower[joint] == "and" and any(
            self.words.lower[k - 1] in _WAS and self.frame_at(k) in ("transitive", "strike")
            for k in range(self.start + 1, joint)
        )

    def described(self, i: int, after: int) -> list[Phrase]:
        """The one person of whom a participle tells more: "Ali Saad, killed on Monday by …"."""
        lower, tags, following = self.words.lower, self.words.tags, min(after, self.end - 1)
        dated = lower[following] in TIME_WORDS | _DATED
        if lower[i - 1] != "," or not (tags[following] == "IN" or dated):
            return []
        last = self._before_parenthesis(i, parts=False)
        last -= lower[last - 1] == ","
        phrase = self.phrases.ending_at(self.words, last, self.start, self.actors)
        if phrase is None or phrase.plural or phrase.head in self.places:
            return []
        numbers = [k for k in range(phrase.start, phrase.end) if tags[k] == "CD"]
        if any(tags[k + 1] != "HYPH" for k in numbers):  # "16-year-old Ali Saad" counts nobody
            return []
        article = self.words.lower[phrase.full_start] in ("a", "an")
        one = phrase.name or (phrase.people and (article or self.kin(phrase)))
        return [phrase] if one and self.victim(phrase) else []

    def _shared_object(self, i: int) -> list[Phrase]:
        """The object at token i that is another verb's, too: "killed and captured 12 rebels".

        A pronoun goes back to an object before: "led off two men and shot them".
        """
        lower, tags = self.words.lower, self.words.tags
        after = i
        while after + 1 < self.end and lower[after] in JOINS and tags[after + 1] in _SHARING:
            after += 2
        if after > i and lower[after - 2] != ",":
            found = self.objects(after)
            return [p for p in found if p.people and (p.counted or self.anybody(p))]
        alone = (
            i < self.end
            and lower[i] in PRONOUNS
            and (
                tags[i] == "PRP" or not tags[i + 1 : i + 2] or tags[i + 1] in ("RB", "IN", ".", ",")
            )
        )
        return self.antecedent(i) if alone else []

    def _companions(self, i: int) -> list[Phrase]:
        """Who shares the fate told at token i: "killed with two of his guards", ", as were two"."""
        lower = self.words.lower
        joint = i + 1 + (lower[i + 1 : i + 2] == [","])
        if lower[joint : joint + 1] == ["and"]:  # "Ten men were killed, and three women."
            found = self.objects(joint + 1)
            own = [p for p in found if p.people and p.counted and not self.frame_at(p.head)]
            if found and own == found and (
                lower[found[-1].end : found[-1].end + 1] == ["."]):  # fmt: skip
                return found
        for j in range(i + 1, min(i + _COMPANY, self.end)):
            if lower[j] in (".", ";", ":") or self.words.tags[j] in FINITE:
                break
            so = lower[j] in ("as", "so") and lower[j + 1 : j + 2] and lower[j + 1] in WERE
            if so or lower[j] == "alongside" or lower[j - 1 : j + 1] in ALONG_WITH:
                found = self.objects(j + 2 if so else j + 1)
                return [p for p in found if p.people and (p.counted or not p.plural)]
        return []

    def intransitive(self, i: int, outcome: str) -> list[Casualty]:
        """Victims as subject, or directly before a bare infinitive ("seen scores die")."""
        lower = self.words.lower
        if lower[i].startswith("surviv") and lower[i - 1] not in ("not", "n't", "n’t"):
            return []
        if lower[i] == "dying" and (
            lower[i - 1] in ("the", "of") or self.words.tags[i + 1 : i + 2] in (["NN"], ["NNS"])
        ):
            return []
        cause = self._natural_cause(i)
        if cause == i + 1 or (lower[i].startswith("expir") and not self._no_object(i + 1)):
            return []
        group = verb_group_start(self.words, i, self.start)
        found = self.subjects(group)
        if lower[i].startswith("expir"):  # visas expire as well
            found = [p for p in found if p.people and p.counted]
        if cause and not any(p.plural for p in found):
            return []
        if lower[i] in _CHOKED and found and (
            lower[i + 2 : i + 3] == ["sustained"]
            or (not _GASES.isdisjoint(lower[i + 1 : i + 7])
                and all(p.quantity and p.quantity.vague for p in found))
        ):  # fmt: skip
            outcome = "INJURED"  # "dozens suffocated from tear gas"
        found = [p for p in found if p.counted or lower[p.head] not in AMONG]
        if found or self.words.tags[group - 1] == "PRP":
            found += self._companions(i)
        return list(self.make(found, outcome, (i, i + 1), "intransitive"))

    def _natural_cause(self, i: int) -> int | None:
        """Where the illness begins of which they died: "died in Paris on Monday after a stroke"."""
        lower = self.words.lower
        for j in range(i + 1, min(i + _CAUSE_REACH, self.end)):
            if lower[j] in (".", ";") or self.words.tags[j] in FINITE:
                break
            if lower[j] in ("of", "from", "after") and not NATURAL.isdisjoint(lower[j + 1 : j + 6]):
                return j
        return None

    def fall(self, i: int, outcome: str) -> list[Casualty]:
        """As in "Two soldiers fell": people, counted, and nowhere that they fell to."""
        behind = self.words.lower[i + 1 : i + 4]
        deadly = (behind[:1] == ["to"] and behind[2:] in (["death"], ["deaths"])) or (
            behind[:2] in (["in", "action"], ["in", "battle"], ["in", "combat"])
        )
        sided = behind[:1] == ["on"] and not _FRONTS.isdisjoint(self.words.lower[i + 2 : i + 7])
        if behind and behind[0] in _NOT_DYING and not (deadly or sided):
            return []  # but "fell on the rebels' side"
        if self.words.lower[i].startswith("dropp") and not self._no_object(i + 1):
            return []  # "two men dropping bombs"
        group = verb_group_start(self.words, i, self.start)
        found = [
            p
            for p in self.subjects(group)
            if (p.people and (p.counted or deadly))
            or (p.quantity and (p.quantity.code == "0" or (p.bare and self._figure(p))))
        ]
        if not found and self.words.tags[i] in ("VB", "VBP", "VBG"):  # "I saw four fall"
            found = [p for p in self.adjacent(i) if p.people or p.bare]
        return list(self.make(found, outcome, (i, i + 1), "fall"))

    def _figure(self, phrase: Phrase) -> bool:
        """Whether a number alone counts people: "four", not "the first one"."""
        quantity = phrase.quantity
        assert quantity is not None
        return not quantity.vague and self.words.lower[quantity.core] != "one"
