"""Nouns that tell of killed and hurt people: deaths, tolls, "no casualties"."""

from __future__ import annotations

from itertools import pairwise
from typing import Final

from sitrep.components.casualties.members import MemberFrames
from sitrep.components.casualties.spans import LARGE, Casualty
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
# What is "about casualties" and tells of none: "no word about", "statistics about".
_UNTOLD: Final = frozenset("no statistics figures data concern concerns question questions".split())
_SUCH: Final = frozenset({"civilian", "human", "military", "more", "further", "other"})
_BEFORE_LOSSES: Final = frozenset("suffered suffering suffer inflicted inflicting to".split())
# Who tells of "14 losses" that are people.
_ADMIT: Final = frozenset(
    "admit admits admitted admitting acknowledge acknowledges acknowledged concede concedes "
    "conceded suffered suffers".split()
)
_MASS_EVENTS: Final = frozenset({"massacre", "massacres", "slaughter"})
_FATAL: Final = frozenset({"deaths", "fatalities"})
# What stands before "deaths" that are told without a number.
_BRINGING: Final = frozenset(
    "causing caused cause causes inflicting suffered suffering suffer suffers confirms confirmed "
    "confirm reports reported reporting".split()
)
# Before "injuries" that nobody has: "did not cause", "without resulting in".
_NOT: Final = frozenset({"not", "n't", "n’t", "never", "without"})
_CAUSE: Final = frozenset(
    "cause caused causing suffer suffered suffering sustain sustained sustaining inflict inflicted "
    "inflicting incur incurred incurring".split()
)
_ANY_REPORT: Final = (["any", "report"], ["any", "reports"], ["any", "word"], ["any", "news"])
_NEGATED: Final = _NOT | {"nor", "no"}
_HURTS: Final = frozenset({"injury", "injuries"})
_RESULT: Final = frozenset("result resulted resulting lead led leading".split())
# How many tokens "on Monday night" may take between "the death" and "of".
_SETTING_REACH: Final = 6
CARE: Final = frozenset(
    "overwhelmed treating treated treat receiving received hospitals evacuated evacuating".split()
)


class NounFrames(MemberFrames):
    """Finds, besides, the casualties that nouns tell of, one method a frame."""

    def event(self, i: int, outcome: str) -> list[Casualty]:
        """As in "the deaths of 12", "12 deaths", "no casualties", "Gaddafi's death"."""
        lower = self.words.lower
        if lower[i + 1 : i + 2] and lower[i + 1] in _COMPOUNDS:
            return []
        phrase = self.counted_noun(i) if lower[i] not in _MASS_EVENTS else None
        if phrase:
            return list(self.make([phrase], outcome, (i, i + 1), "event-count"))
        if nobody := self._not_any(i, outcome) or self.not_caused(i, outcome):
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
        if lower[i - 1] == "reported" and self.words.tags[i - 2] == "CD":
            return []  # "12 reported injuries"
        if lower[i - 1] == "reported" and lower[i - 2] in ("no", "any"):
            return []  # "There were no reported injuries"
        if there := self.there_are(i, outcome):
            return there
        pair = i - 2  # "caused dozens of deaths and injuries"
        if (
            i > self.start + 1
            and lower[i] in _HURTS
            and lower[pair] in _FATAL
            and lower[pair + 1] == "and"
        ):
            counted = self.counted_noun(pair)
            several = counted.quantity.code if counted and counted.quantity else "some"
            vague = not several.isdigit()
            if vague and (counted or lower[pair - 1] in _BRINGING | {"to", "in"}):
                return [Casualty(i, i + 1, outcome, several, (i, i + 1), (i, i + 1), "casualties")]
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

    def not_caused(self, i: int, outcome: str) -> list[Casualty]:
        """As in "did not cause injuries", "without resulting in deaths": nobody was hurt."""
        lower = self.words.lower
        first = i
        while first > self.start and lower[first - 1] in _SUCH:
            first -= 1
        verb = first - 1 - (lower[first - 1] in ("in", "to"))
        if verb <= self.start or lower[verb] not in (_CAUSE if verb == first - 1 else _RESULT):
            return []
        told_of = lower[i] in _HURTS and lower[verb].startswith(("suffer", "sustain"))
        if lower[verb - 1] not in _NOT or told_of:
            return []  # who "did not suffer injuries" is told beside it
        return [Casualty(first, i + 1, outcome, "0", (first, i + 1), (verb - 1, i + 1), "no-event")]

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
            told = j - 2 - (lower[j - 2] == "yet")  # "no information yet about"
            counts = follows == "of" and lower[told] in _TOLD_OF
            counts |= follows == "with" and not _TO_COME.isdisjoint(lower[i + 1 : i + 2])
            counts |= follows == "about" and not _UNTOLD.isdisjoint(lower[max(0, told - 1) : j])
            if many or (follows in _BEFORE_CASUALTIES and not counts):
                code = "many" if many else "some"
                return [Casualty(j, i + 1, outcome, code, (j, i + 1), (i, i + 1), "casualties")]
        return []

    def no_reports(self, i: int, outcome: str) -> list[Casualty]:
        """As in "no reports of casualties", "no immediate word of injuries"."""
        lower = self.words.lower
        of = i - 1 - (lower[i - 2 : i - 1] == ["yet"])  # "no word yet of casualties"
        if lower[i - 1] in ("of", "about") and lower[i - 3 : i - 1] in _ANY_REPORT and (
            not _NEGATED.isdisjoint(lower[max(self.start, i - 6) : i - 3])):  # fmt: skip
            return [Casualty(i - 3, i + 1, outcome, "0", (i - 3, i - 2), (i, i + 1), "no-reports")]
        if lower[i - 1] != "of" or lower[max(self.start, of - 1)] not in ("reports", "word"):
            return []
        no = of - 2 - (self.words.tags[of - 2] == "JJ")
        if no < self.start or lower[no] != "no":
            return []
        return [Casualty(no, i + 1, outcome, "0", (no, no + 1), (i, i + 1), "no-reports")]

    def _of(self, i: int) -> int:
        """Where "of" can stand that tells who died: "the death on Monday of", "… in custody of"."""
        lower = self.words.lower
        if lower[min(i + 1, self.end - 1)] in TIME_WORDS:
            return i + 2
        if lower[i + 1 : i + 2] and lower[i + 1] in WERE and lower[i + 2 : i + 4] == ["that", "of"]:
            return i + 3  # "The second death was that of a boy"
        if lower[i + 1 : i + 2] == ["and"] and lower[i + 2 : i + 3] in (["injuries"], ["injury"]):
            return i + 3  # "the deaths and injuries of 200"
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
        human = lower[i - 1 : i + 1] == ["human", "losses"] or (
            lower[i] == "losses" and not _ADMIT.isdisjoint(lower[max(self.start, i - 5) : i])
        )
        if human and (counted := self.counted_noun(i)):
            return list(self.make([counted], outcome, (i, i + 1), "event-count"))
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
        before = lower[i - 1] if i > self.start else ""  # "the injury toll"
        if before in hurt | {"injury"} or (
            not hurt.isdisjoint((lower[i], lower[best.full_start - 2], lower[best.end - 1]))
        ):
            outcome = "INJURED"
        others = self.objects(best.start)[1:] if best.people else []
        others = [p for p in others if AMONG.isdisjoint(lower[p.start : p.end])]
        return list(self.make([best, *others], outcome, (i, i + 1), "toll", checked=True))

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
                or (window[-1:] == ["total"] and window[-2:-1] != ["in"])
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
        if lower[lead] == "of" and i < lead - 1 and lower[lead - 1] not in COUNTS and (
            self.words.tags[lead - 1] not in FINITE):  # fmt: skip
            return None  # "The toll may rise with the presence of 20 wounded"
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
