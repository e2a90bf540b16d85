"""Nouns that tell of killed and hurt people: deaths, tolls, bodies, "among the dead"."""

from __future__ import annotations

from itertools import pairwise
from typing import Final

from sitrep.components.casualties.spans import LARGE, Casualty, CasualtySpans
from sitrep.components.casualties.victims import AMONG, COUNTS, TIME_WORDS
from sitrep.components.grammar.phrases import Phrase
from sitrep.components.grammar.word_forms import WERE
from sitrep.components.grammar.word_tagger import FINITE

_TOLL_NOUNS: Final = frozenset(
    "dead deaths killed fatalities casualties victims wounded injured martyrs injuries corpses "
    "bodies slain".split()
)
# What "a", "some" and "many" are where they give no figure; "a thousand" does.
_NO_FIGURES: Final = frozenset({"a", "an", "no", "some", "many", "several"})
_NO_CODES: Final = frozenset({"0", "1", "some", "many", "several"})
_PUT: Final = frozenset("put puts putting places placed raised raises lowered".split())
_EXCEEDING: Final = frozenset(
    "past exceed exceeds exceeded exceeding pass passes passed top topped tops surpass surpasses "
    "surpassed".split()
)
_TOLL_LEADS: Final = _EXCEEDING | frozenset(
    "now to at as of hit hits hitting reach reached reaches reaching was is stood stands "
    "above over : be beyond".split()
)
_BEYOND: Final = frozenset({"over", "above", "beyond"})
_COMPOUNDS: Final = frozenset(
    "row penalty penalties sentence sentences threat threats squad squads camp "
    "certificate certificates warrant toll tolls figures figure".split()
)
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
_ROLLS: Final = frozenset("list lists register roll names".split())
# How many tokens "in the past day" may take between "the dead" and "include".
_ROSTER_REACH: Final = 7
# Between "among" and the outcome, and how many tokens of it.
_THOSE: Final = WERE | {"the", "those", "these", "who", "have", "had", "been", "already"}
_AMONG_REACH: Final = 7
# How many tokens "at least 23 people" may take between "among" and "killed".
_COUNTED_REACH: Final = 6
AMONG_WHOM: Final = frozenset({"among", "amongst"})
# How far behind "among those killed", in tokens, "were" may stand, and what it goes with instead.
_INVERTED_REACH: Final = 16
_OWN_SUBJECTS: Final = frozenset({"PRP", "WP", "WDT", "CD"})
_TOLD_OF: Final = COUNTS | frozenset(
    "distribution breakdown list majority most half share bulk percent % proportion rest".split()
)
_TO_COME: Final = frozenset({"expected", "likely", "feared", "possible"})
_MANY: Final = frozenset(
    "heavy big significant mass massive numerous considerable substantial serious severe "
    "enormous".split()
)
# Before "casualties" that nobody counts: "causing casualties".
_BEFORE_CASUALTIES: Final = frozenset(
    "causing with caused about were suffered and inflicting suffering suffer are treating "
    "of".split()
)
_SUCH: Final = frozenset({"civilian", "human", "military", "more", "further", "other"})
_BEFORE_LOSSES: Final = frozenset("suffered suffering suffer inflicted inflicting to".split())
_MASS_EVENTS: Final = frozenset({"massacre", "massacres", "slaughter"})
# What stands before "deaths" that are told without a number.
_BRINGING: Final = frozenset(
    "causing caused cause causes inflicting suffered suffering suffer suffers confirms confirmed "
    "confirm reports reported reporting".split()
)
# How many tokens "on Monday night" may take between "the death" and "of".
_SETTING_REACH: Final = 6
CARE: Final = frozenset(
    "overwhelmed treating treated treat receiving received hospitals evacuated evacuating".split()
)


class NounFrames(CasualtySpans):
    """Finds the casualties that nouns tell of, one method a frame."""

    def event(self, i: int, outcome: str) -> list[Casualty]:
        """As in "the deaths of 12", "12 deaths", "no casualties", "Gaddafi's death"."""
        lower = self.words.lower
        if lower[i + 1 : i + 2] and lower[i + 1] in _COMPOUNDS:
            return []
        phrase = self.counted_noun(i) if lower[i] not in _MASS_EVENTS else None
        if phrase:
            return list(self.make([phrase], outcome, (i, i + 1), "event-count"))
        if nobody := self._not_any(i, outcome):
            return nobody
        of = self._of(i)
        if of < self.end and lower[of] == "of":
            found = self.objects(of + 1, nominal=True)
            found = [p for p in found if lower[p.head] not in self.outcomes or p.bare]
            if of > i + 2:
                found = [p for p in found if p.people or p.name]
            return list(self.make(found, outcome, (i, i + 1), "event-of"))
        if possessor := self._possessor(i, outcome):
            return possessor
        if no_reports := self.no_reports(i, outcome):
            return no_reports
        return self.brought(i, outcome) or self._uncounted(i, outcome)

    def brought(self, i: int, outcome: str) -> list[Casualty]:
        """As in "causing deaths", "reported injuries", "deaths feared"."""
        lower = self.words.lower
        if lower[i] not in ("deaths", "fatalities", "injuries") or (
            lower[i + 1 : i + 3] == ["among", "its"]
        ):
            return []
        if there := self.there_are(i, outcome):
            return there
        feared = lower[i + 1 : i + 2] in (["feared"], ["reported"]) and lower[i + 2 : i + 3] != [
            "by"
        ]
        opens = i == self.start or self.words.tags[i - 1] in (":", ",", "CC")
        if lower[i - 1] not in _BRINGING and not (feared and opens):
            return []
        return [Casualty(i, i + 1, outcome, "some", (i, i + 1), (i, i + 1), "casualties")]

    def _not_any(self, i: int, outcome: str) -> list[Casualty]:
        """As in "denied any deaths", "ruled out any further victims"."""
        for j in range(max(self.start, i - 2), i):
            if self.words.lower[j] == "any" and self.denied_before(j):
                return [Casualty(j, i + 1, outcome, "0", (j, j + 1), (i, i + 1), "event-count")]
        return []

    def _uncounted(self, i: int, outcome: str) -> list[Casualty]:
        """As in "causing casualties", "suffered heavy losses": nobody says how many."""
        lower = self.words.lower
        if lower[i] not in ("casualties", "losses") or lower[i + 1 : i + 2] == ["to"]:
            return []
        j = i
        while j > self.start and lower[j - 1] in _MANY | _SUCH | {"very"}:
            j -= 1
        many = not _MANY.isdisjoint(lower[j:i])
        follows = lower[j - 1] if j > self.start else ""
        if lower[i] == "casualties" or follows in _BEFORE_LOSSES:
            # "the number of casualties", "no information about casualties"
            counts = follows == "of" and lower[j - 2] in _TOLD_OF
            counts |= follows == "with" and not _TO_COME.isdisjoint(lower[i + 1 : i + 2])
            counts |= follows == "about" and "no" in lower[max(self.start, j - 3) : j]
            if many or (follows in _BEFORE_CASUALTIES and not counts):
                code = "many" if many else "some"
                return [Casualty(j, i + 1, outcome, code, (j, i + 1), (i, i + 1), "casualties")]
        return []

    def no_reports(self, i: int, outcome: str) -> list[Casualty]:
        """As in "no reports of casualties", "no immediate word of injuries"."""
        lower = self.words.lower
        if lower[max(self.start, i - 2) : i] not in (["reports", "of"], ["word", "of"]):
            return []
        no = i - 3 - (self.words.tags[i - 3] == "JJ")
        if no < self.start or lower[no] != "no":
            return []
        return [Casualty(no, i + 1, outcome, "0", (no, no + 1), (i, i + 1), "no-reports")]

    def _of(self, i: int) -> int:
        """Where "of" can stand that tells who died: "the death on Monday of", "… in custody of"."""
        lower = self.words.lower
        if lower[min(i + 1, self.end - 1)] in TIME_WORDS:
            return i + 2
        if lower[i + 1 : i + 2] == ["by"] and (killers := self.actors.get(i + 2)):
            return killers[0]  # "the killings by rebels of three judges"
        if lower[i + 1 : i + 2] and lower[i + 1] in ("in", "on"):
            for j in range(i + 2, min(i + _SETTING_REACH, self.end)):
                if lower[j] == "of":
                    return j
                if self.words.tags[j] in (*FINITE, "DT", ",", "."):
                    break  # "a death in the house of a tailor"
        return i + 1

    def toll(self, i: int, outcome: str) -> list[Casualty]:
        """The figure that a toll has reached: "the death toll rose from 12 to 15"."""
        lower = self.words.lower
        if lower[i - 1 : i + 1] == ["no", "losses"] and lower[i + 1 : i + 2] not in (
            ["to"],
            ["in"],
        ):
            return [Casualty(i - 1, i + 1, outcome, "0", (i - 1, i), (i, i + 1), "event-count")]
        best: Phrase | None = None
        j = i + 1
        while j < self.end:
            if lower[j] in (";", "."):
                break
            phrase = self._toll_figure(j, i)
            if phrase is None:
                j += 1
                continue
            at = phrase.full_start - 1
            lead = lower[at - (self.words.tags[at] in ("``", "''"))]
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
                best = best._replace(
                    start=core,
                    full_start=core,
                    quantity=best.quantity._replace(start=core, core=core, code=high),
                )
                break
        if best is None or best.quantity is None:
            return self._uncounted(i, outcome)
        figure = best.quantity
        if not (best.people or best.end == figure.end):
            best = best._replace(end=figure.end)
        if lower[best.full_start - 1] in _EXCEEDING and figure.code.isdigit():
            best = best._replace(quantity=figure._replace(code=f">{figure.code}"))
        hurt = {"wounded", "injured", "injuries", "hurt"}
        if not hurt.isdisjoint((lower[i], lower[best.full_start - 2], lower[best.end - 1])):
            outcome = "INJURED"
        others = self.objects(best.start)[1:] if best.people else []
        others = [p for p in others if AMONG.isdisjoint(lower[p.start : p.end])]
        return list(self.make([best, *others], outcome, (i, i + 1), "toll", checked=True))

    def roster(self, i: int, outcome: str) -> list[Casualty]:
        """Who the dead or hurt are: "The victims include two girls", "The dead: a mother …"."""
        lower = self.words.lower
        if lower[i] not in _ROLL or lower[i - 1] not in ("the", "these", "those"):
            return self._comprised(i, outcome)
        if i + 2 >= self.end or lower[i : i + 2] == ["deaths", "of"]:
            return []
        at = i + 1
        reach = min(at + _ROSTER_REACH, self.end)
        while at < reach and lower[at] not in _OPENS and self.words.tags[at] not in FINITE:
            at += 1
        for k in range(i + 2, reach):  # "The dead have been identified as Ali Saad and Omar Said"
            if lower[k] == "as" and lower[k - 1] in ("identified", "named"):
                people = [p for p in self.objects(k + 1, listed=True) if p.name]
                people = [p for p in people if p.end - p.start > 1]
                return list(self.make(people, outcome, (i, i + 1), "roster"))
        if at == i + 1 and lower[at] in WERE and lower[i - 2] != "of":  # "The dead were two girls"
            return list(self.make(self.inverted(i, listed=False), outcome, (i, i + 1), "roster"))
        if at >= self.end:
            return []
        roll = lower[i - 2] == "of" and lower[i - 3] in _ROLLS and lower[at] in _HOLDS
        if roll and at == i + 1:  # "The list of the dead has Ali Saad"
            people = [p for p in self.objects(at + 1, listed=True) if p.people or p.name]
            return list(self.make(people, outcome, (i, i + 1), "roster"))
        if lower[at] not in _OPENS:
            return []
        return self.listed(at + 1, outcome, (i, i + 1))

    def _comprised(self, i: int, outcome: str) -> list[Casualty]:
        """As in "The death toll included two girls", "Civilian fatalities include two girls"."""
        lower, tags = self.words.lower, self.words.tags
        if lower[i] not in _TOLLS and not (lower[i] in AMONG and tags[i - 1] in ("JJ", "NNP")):
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

    def victims(self, i: int, outcome: str) -> list[Casualty]:
        """As in "no victims", "22 victims"; "many victims" only describes what others count."""
        lower, phrase = self.words.lower, self.counted_noun(i)
        number = phrase.quantity if phrase else None
        if phrase is None and (nobody := self._not_any(i, outcome)):
            return nobody
        if phrase is None or number is None or (number.vague and number.code not in LARGE):
            return []
        if lower[i] == "victim" and number.code != "0":
            return []
        if lower[number.end : number.end + 2] in (["of", "the"], ["of", "those"]):
            return []
        return list(self.make([phrase], outcome, (i, i + 1), "event-count"))

    def among(self, i: int, outcome: str) -> list[Casualty]:
        """Who was "among the dead", and how many these are: "A judge was among five killed"."""
        lower = self.words.lower
        at = next((j for j in range(i - 1, self.start - 1, -1) if lower[j] in AMONG_WHOM), i)
        group = at
        while group > self.start and lower[group - 1] in WERE | {"also"}:
            group -= 1
        if group < at:
            found = self.subjects(group)
        elif not (found := self.inverted(i, listed=True)):  # "saw a soldier among the dead"
            near = [p for p in self.adjacent(at) if p.people]
            found = near if any(p.counted for p in near) else self._entered(at)
        parts = list(self.make(found, outcome, (i, i + 1), "among-the-dead"))
        whole = self.phrases.starting_at(self.words, at + 1, i, self.actors)
        if whole is None or whole.quantity is None or whole.end != i:
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
            if self.words.lower[j] in WERE and self.words.tags[j - 1] not in _OWN_SUBJECTS:
                found = self.objects(j + 1, listed=listed)
                one = self.words.lower[j] in ("was", "is")
                return [
                    p
                    for p in found
                    if (p.people and (p.counted or (listed and j == i + 1)))
                    or (p.name and (one or p.end - p.start > 1))
                ]
        return []

    def _possessor(self, i: int, outcome: str) -> list[Casualty]:
        """Whose death or body it is: "the activist's death"."""
        at = i - 1
        while at > self.start and self.words.tags[at] in ("JJ", "VBN"):
            at -= 1
        if at <= self.start or self.words.tags[at] != "POS":
            return []
        phrase = self.phrases.ending_at(self.words, at, self.start, self.actors)
        if phrase is None or phrase.quantity or phrase.plural:
            return []
        if not (phrase.people or phrase.name) or not self.victim(phrase):
            return []
        return list(self.make([phrase], outcome, (i, i + 1), "possessor", checked=True))

    def _among(self, i: int) -> bool:
        lower = self.words.lower
        window = lower[max(self.start, i - _COUNTED_REACH) : i]
        if lower[i + 1 : i + 2] in (["were"], ["are"]) and (
            "rest" in window or "remainder" in window
        ):
            return True
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
        if "among" not in window or {"them", "whom"} & set(window):
            return False
        at = i - 1 - window[::-1].index("among")
        counted = self.phrases.starting_at(self.words, at + 1, i, self.actors)
        return counted is not None and counted.counted and counted.end == i

    def _is_toll_noun(self, i: int) -> bool:
        """Whether the word stands in "the number of dead", "put the casualties at"."""
        lower = self.words.lower
        if lower[i] not in _TOLL_NOUNS:
            return False
        if lower[i] in ("casualties", "deaths", "dead", "fatalities") and not _PUT.isdisjoint(
            lower[max(self.start, i - 4) : i]
        ):
            return True
        window = lower[max(self.start, i - 4) : i]
        if window[-1:] and window[-1] in WERE and "who" not in window:
            return False  # "An unknown number of civilians were killed"
        return (
            self.words.tags[i - 1] != "CD"
            and (
                any(w in COUNTS and then == "of" for w, then in pairwise(window))
                or window[-1:] == ["total"]
            )
            and {"unknown", "and"}.isdisjoint(window)
            and not self._vague_number(i)
        )

    def _vague_number(self, i: int) -> bool:
        """Whether "a number of", "a large number of" stands before the noun at token i."""
        before = self.words.lower[max(self.start, i - 5) : i]
        return any(w in ("a", "large") and then == "number" for w, then in pairwise(before))

    def _toll_figure(self, j: int, i: int) -> Phrase | None:
        lower = self.words.lower
        quoted = self.words.tags[j - 1] in ("``", "''") and lower[j - 2] in ("to", "at", "by")
        lead = j - 1 - quoted
        if j - 1 > i and lower[lead] not in _TOLL_LEADS | {"from", "by"}:
            return None
        if j - 1 == i and lower[i] != "toll":
            return None
        j -= lower[j - 1] in _BEYOND and j - 2 > i
        phrase = self.phrases.starting_at(self.words, j, self.end, self.actors)
        if phrase is None or phrase.quantity is None:
            return None
        if lower[phrase.quantity.core] in _NO_FIGURES and phrase.quantity.code in _NO_CODES:
            return None
        if not (phrase.people or phrase.bare) and lower[phrase.head] in self.phrases.thing:
            return None  # "after the two assaults"
        if j - 1 == i and phrase.quantity.code.isdigit():
            return None
        if phrase.quantity.code == "1" and lower[min(phrase.quantity.end, self.end - 1)] == "of":
            return None  # "The toll is one of the highest"
        return phrase._replace(full_start=max(j, phrase.start))
