"""Who belongs to the dead or hurt: "The victims include two girls", "A judge was among them"."""

from __future__ import annotations

from typing import Final

from sitrep.components.casualties.spans import ROLLS, Casualty, CasualtySpans
from sitrep.components.casualties.victims import AMONG, JOINS, OF_AGE, RANKED
from sitrep.components.grammar.phrases import Phrase
from sitrep.components.grammar.word_forms import HAVE, WERE
from sitrep.components.grammar.word_tagger import FINITE

_COMPRISE: Final = frozenset("include includes included comprise comprises comprised".split())
INCLUDE: Final = _COMPRISE | {"including"}
_OPENS: Final = INCLUDE | {":"}
_ROLL: Final = AMONG | {"martyrs"}
_TOLLS: Final = frozenset({"toll", "tolls"})
# What a list of the dead does with those who stand on it, and what a report does.
_HOLDS: Final = frozenset("has have had names contains carries holds gives shows".split())
_ENTERS: Final = frozenset(
    "has have had list lists listed listing name names named naming count counts counted put puts "
    "report reports reported reporting place places placed".split()
)
_IDENTIFY: Final = frozenset("identified identify identifies named names naming".split())
# How many tokens "in the past day" may take between "the dead" and "include".
_ROSTER_REACH: Final = 7
# Between "among" and the outcome, and how many tokens of it.
_THOSE: Final = WERE | {"the", "those", "these", "who", "have", "had", "been", "already"}
_AMONG_REACH: Final = 7
# How many tokens "at least 23 people" may take between "among" and "killed".
_COUNTED_REACH: Final = 6
# What else than "killed" closes "among six people".
_FELLED: Final = frozenset("gunned murdered executed massacred martyred".split())
_PRONOUNS: Final = frozenset({"them", "whom"})
AMONG_WHOM: Final = frozenset({"among", "amongst"})
# How far behind "among those killed", in tokens, "were" may stand, and what it goes with instead.
_INVERTED_REACH: Final = 16
_OWN_SUBJECTS: Final = frozenset({"PRP", "WP", "WDT", "CD"})


class MemberFrames(CasualtySpans):
    """Finds the casualties that are told of as members of the dead or hurt."""

    def roster(self, i: int, outcome: str) -> list[Casualty]:
        """Who the dead or hurt are: "The victims include two girls", "The dead: a mother …"."""
        lower = self.words.lower
        if lower[i] in _ROLL and (known := self._identified_as(i)):
            return list(self.make(known, outcome, (i, i + 1), "roster"))
        if lower[i] == "victim" and self._one_victim(i):  # "The youngest victim was a boy"
            found = [p for p in self.inverted(i, listed=False) if p.counted or p.name]
            return list(self.make(found, outcome, (i, i + 1), "roster"))
        if lower[i] not in _ROLL or lower[i - 1] not in ("the", "these", "those"):
            return self._comprised(i, outcome)
        if i + 2 >= self.end or lower[i : i + 2] == ["deaths", "of"]:
            return []
        at = i + 1
        if lower[at] == "," and "," in lower[at + 1 : at + _ROSTER_REACH]:
            at = lower.index(",", at + 1) + 1  # "the wounded, put at 210, included two girls"
        reach = min(at + _ROSTER_REACH, self.end)
        while at < reach and lower[at] not in _OPENS and self.words.tags[at] not in FINITE:
            at += 1
        if at == i + 1 and lower[at] in WERE and lower[i - 2] != "of":  # "The dead were two girls"
            return list(self.make(self.inverted(i, listed=False), outcome, (i, i + 1), "roster"))
        if at >= self.end:
            return []
        roll = lower[i - 2] == "of" and lower[i - 3] in ROLLS and lower[at] in _HOLDS
        if roll and at == i + 1:  # "The list of the dead has Ali Saad"
            people = [p for p in self.objects(at + 1, listed=True) if p.people or p.name]
            return list(self.make(people, outcome, (i, i + 1), "roster"))
        if lower[at] not in _OPENS:
            return []
        return self.listed(at + 1, outcome, (i, i + 1))

    def _one_victim(self, i: int) -> bool:
        """Whether who one of several victims was follows: "the first victim is"."""
        lower = self.words.lower
        which = lower[i - 1] in RANKED | OF_AGE or lower[i - 1] in ("only", "other")
        return (
            which and lower[i - 2] in ("the", "his") and lower[i + 1 : i + 2] in (["was"], ["is"])
        )

    def _identified_as(self, i: int) -> list[Phrase]:
        """The names behind "The (other) dead have been identified as", "named the dead as"."""
        lower = self.words.lower
        the = i - 1 - (i - 1 > self.start and self.words.tags[i - 1] == "JJ")
        if i == self.start or lower[the] not in ("the", "these", "those"):
            return []
        naming = the > self.start and lower[the - 1] in _IDENTIFY
        for k in range(i + 1, min(i + 1 + _ROSTER_REACH, self.end)):
            if lower[k] == "as" and (
                naming if k == i + 1 else lower[k - 1] in ("identified", "named")
            ):  # fmt: skip
                people = [p for p in self.objects(k + 1, listed=True) if p.name]
                return [p for p in people if self._is_full_name(p)]
        return []

    def _is_full_name(self, phrase: Phrase) -> bool:
        """Whether a name has several words and none of a people: "Ali Saad", "ethnic Amharas"."""
        people = (
            self.words.tags[phrase.start] == "JJ" and self.words.lower[phrase.end - 1][-1] == "s"
        )
        return phrase.end - phrase.start > 1 and not people

    def _comprised(self, i: int, outcome: str) -> list[Casualty]:
        """As in "The death toll included two girls", "Civilian fatalities include two girls"."""
        lower, tags = self.words.lower, self.words.tags
        died = lower[i - 1] == "who" and lower[i - 2] in ("those", "people")  # "Those who died"
        if (
            not died
            and lower[i] not in _TOLLS
            and not (lower[i] in AMONG and tags[i - 1] in ("JJ", "NNP"))
        ):
            return []
        for at in range(i + 1, min(i + _ROSTER_REACH, self.end)):
            if lower[at] in _COMPRISE:
                return self.listed(at + 1, outcome, (i, i + 1))
            if tags[at] in FINITE or tags[at] in (",", "CD"):
                break  # "The toll of 60 includes …": part of these
        return []

    def listed(self, i: int, outcome: str, trigger: tuple[int, int]) -> list[Casualty]:
        """The people who are listed from token i on."""
        found = [p for p in self.objects(i, listed=True) if p.people or p.name or p.bare]
        if any(p.counted for p in found):
            return list(self.make(found, outcome, trigger, "roster"))
        return [c for phrase in found for c in self.make([phrase], outcome, trigger, "roster")]

    def among(self, i: int, outcome: str) -> list[Casualty]:
        """Who was "among the dead", and how many these are: "A judge was among five killed"."""
        lower = self.words.lower
        at = next((j for j in range(i - 1, self.start - 1, -1) if lower[j] in AMONG_WHOM), i)
        group = at
        while group > self.start and lower[group - 1] in WERE | {"also"}:
            group -= 1
        if group < at:
            found = self.subjects(group)
        elif self.words.lower[at - 1] in JOINS and (
            gapped := [p for p in self.objects(i + 1) if p.people and p.counted]):  # fmt: skip
            found = gapped  # "Among the dead was a girl, and among the wounded six nurses"
        elif not (found := self.inverted(i, listed=True)):  # "saw a soldier among the dead"
            near = [p for p in self.adjacent(at) if p.people]
            found = near if any(p.counted for p in near) else self._entered(at)
        parts = list(self.make(found, outcome, (i, i + 1), "among-the-dead"))
        participle = self._participle(i)
        whole = self.phrases.starting_at(self.words, at + 1, participle, self.actors)
        if whole is None or whole.quantity is None or whole.end != participle:
            return parts
        if not parts and self.words.lower[at + 1] == "the":
            return parts  # "He was among the three killed": counted before
        end = i + 1 if whole.bare else whole.end
        wholes = self.make([whole._replace(end=end)], outcome, (i, i + 1), "among-the-dead")
        return [*(part._replace(whole=(whole.start, end)) for part in parts), *wholes]

    def _entered(self, end: int) -> list[Phrase]:
        """Who is said to be "among the dead" behind it: "had the minister among the dead"."""
        one = self.phrases.ending_at(self.words, end, self.start, self.actors)
        if one is None or one.plural or one.full_start == self.start or (
            self.words.lower[one.full_start - 1] not in _ENTERS):  # fmt: skip
            return []
        return [one] if (one.people or one.name) and self.victim(one) else []

    def inverted(self, i: int, *, listed: bool) -> list[Phrase]:
        """Who follows the verb behind token i: "Among those killed in the raid were two boys"."""
        for j in range(i + 1, min(i + _INVERTED_REACH, self.end - 1)):
            been = self.words.lower[j] == "been" and self.words.lower[j - 1] in HAVE
            told = self.words.lower[j] in WERE and self.words.tags[j - 1] not in _OWN_SUBJECTS
            if told or been:
                found = self.objects(j + 1, listed=listed)
                one = self.words.lower[j] in ("was", "is")
                return [
                    p
                    for p in found
                    if (
                        p.people
                        and (
                            p.counted
                            or (listed and j == i + 1)
                            or self.words.tags[p.start] == "CD"  # "were 4-year-old boy and"
                        )
                    )
                    or (p.name and (one or p.end - p.start > 1))
                ]
        return []

    def _among(self, i: int) -> bool:
        lower = self.words.lower
        window = lower[max(self.start, i - _COUNTED_REACH) : i]
        if lower[i + 1 : i + 2] in (["were"], ["are"]) and (
            "rest" in window or "remainder" in window
        ):
            return True
        if lower[i] in _FELLED or lower[i - 1] == "shot":
            return self._among_counted(self._participle(i), window)
        fallen = lower[i] == "slain" and lower[i - 1] in ("the", "those")
        if not fallen and lower[i] not in AMONG and lower[i - 1] not in ("who", "had", "have"):
            return False
        at = i - 1
        while at > max(self.start, i - _AMONG_REACH) and (
            lower[at] in _THOSE or lower[at] in self.phrases.person or self.words.tags[at] == "JJ"
        ):
            at -= 1  # "among those civilians who were killed"
        if lower[at] in AMONG_WHOM:
            return True
        return self._among_counted(i, window)

    def _participle(self, i: int) -> int:
        """Where the participle begins that ends at token i: "shot dead"."""
        return i - (self.words.lower[i - 1 : i + 1] == ["shot", "dead"])

    def _among_counted(self, i: int, window: list[str]) -> bool:
        """Whether "among" and a count stand before token i: "among six people killed"."""
        if AMONG_WHOM.isdisjoint(window) or not _PRONOUNS.isdisjoint(window):
            return False
        at = next(j for j in range(i - 1, self.start - 1, -1) if self.words.lower[j] in AMONG_WHOM)
        counted = self.phrases.starting_at(self.words, at + 1, i, self.actors)
        return counted is not None and counted.counted and counted.end == i
