"""Nouns that tell of killed and hurt people: deaths, tolls, bodies, "among the dead"."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import Final

from sitrep.components.casualties.spans import DENIALS, LARGE, Casualty, CasualtySpans
from sitrep.components.casualties.victims import AMONG, TIME_WORDS
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
_COUNTS: Final = frozenset({"number", "count", "toll", "tally"})
_PUT: Final = frozenset("put puts putting places placed raised raises lowered".split())
_TOLL_LEADS: Final = frozenset(
    "now to at as of hit hits hitting reach reached reaches reaching was is stood stands past "
    "above over : exceeds exceeded exceeding passes passed topped tops be beyond".split()
)
_COMPOUNDS: Final = frozenset(
    "row penalty penalties sentence sentences threat threats squad squads camp "
    "certificate certificates warrant toll tolls".split()
)
INCLUDE: Final = frozenset({"include", "includes", "included"})
# How many tokens who did it may take between "the killings" and "of".
_AGENT_REACH: Final = 9
# How many tokens "in the past day" may take between "the dead" and "include".
_ROSTER_REACH: Final = 7
# Between "among" and the outcome, and how many tokens of it.
_THOSE: Final = WERE | {"the", "those", "these", "who", "have", "had", "been", "already"}
_AMONG_REACH: Final = 7
_AMONG: Final = frozenset({"among", "amongst"})
_ONE_BODY: Final = frozenset({"body", "corpse"})
_FOUND: Final = frozenset(
    "there found find finding left leaving saw seen recovered retrieved discovered pulled carrying "
    "carried dumped lying lay buried brought dragged removed washed".split()
)
_MASS_EVENTS: Final = frozenset({"massacre", "massacres", "slaughter"})
_CARE: Final = frozenset("overwhelmed treating treated treat receiving received hospitals".split())


class NounFrames(CasualtySpans):
    """Finds the casualties that nouns tell of, one method a frame."""

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
        for j in range(max(self.start, i - 2), i):
            if lower[j] == "any" and not DENIALS.isdisjoint(lower[self.start : j]):
                return [Casualty(j, i + 1, outcome, "0", (j, j + 1), (i, i + 1), "event-count")]
        if lower[i + 1 : i + 2] == ["by"]:  # "the killings by armed groups of 40 men"
            behind = lower[i + 2 : min(i + _AGENT_REACH, self.end)]
            if "of" in behind:
                found = self.objects(i + 3 + behind.index("of"), nominal=True)
                counted = [p for p in found if p.counted and (p.people or p.bare)]
                return list(self.make(counted, outcome, (i, i + 1), "event-of"))
        of = i + 2 if lower[min(i + 1, self.end - 1)] in TIME_WORDS else i + 1
        if of < self.end and lower[of] == "of":
            found = self.objects(of + 1, nominal=True)
            found = [p for p in found if lower[p.head] not in self.outcomes or p.bare]
            return list(self.make(found, outcome, (i, i + 1), "event-of"))
        if lower[i] == "deaths" and (there := self.there_are(i, outcome)):
            return there
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
                best = replace(
                    best,
                    start=core,
                    full_start=core,
                    quantity=replace(best.quantity, start=core, core=core, code=high),
                )
                break
        if best is None and "number" in lower[max(self.start, i - 3) : i]:
            number = i - lower[i - 1 :: -1].index("number") - 1
            phrase = self.phrases.ending_at(self.words, number - 1, self.start, self.actors)
            if phrase and phrase.bare and lower[phrase.full_start - 1] == "to":
                best = phrase  # "brought to 50 the number of dead"
        if best is None or best.quantity is None:
            return []
        if not (best.people or best.end == best.quantity.end):
            best = replace(best, end=best.quantity.end)
        hurt = {"wounded", "injured", "injuries", "hurt"}
        if not hurt.isdisjoint((lower[i], lower[best.full_start - 2])):
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
        one = self.phrases.ending_at(self.words, i + 1, self.start, {})
        found_at = {*lower[max(self.start, i - 4) : i], *lower[i + 1 : min(i + 4, self.end)]}
        if one and one.counted and lower[one.full_start] == "a" and lower[i] in _ONE_BODY and (
            lower[i + 1 : i + 2] != ["of"] and not _FOUND.isdisjoint(found_at)):  # fmt: skip
            return list(self.make([one], outcome, (i, i + 1), "remains"))
        if i + 1 < self.end and lower[i + 1] == "of":
            found = [p for p in self.objects(i + 2, nominal=True) if p.counted] or [
                p for p in self.objects(i + 2) if p.name or not p.plural
            ]
            return list(self.make(found, outcome, (i, i + 2), "remains-of"))
        return self._possessor(i, outcome)

    def grave(self, i: int, outcome: str) -> list[Casualty]:
        """Counted graves, burials, coffins and funerals stand for the dead; mass graves do not."""
        phrase = self.counted_noun(i)
        if phrase is None and self.words.lower[i + 1 : i + 2] in (["of"], ["for"]):
            found = [p for p in self.objects(i + 2, nominal=True) if p.people and p.counted]
            return list(self.make(found, outcome, (i, i + 1), "remains-of"))
        if phrase is None or "mass" in self.words.lower[phrase.start : i]:
            return []
        return list(self.make([phrase], outcome, (i, i + 1), "remains"))

    def roster(self, i: int, outcome: str) -> list[Casualty]:
        """Who the dead or hurt are: "The victims include two girls", "The dead: a mother …"."""
        lower = self.words.lower
        if lower[i] not in AMONG or i + 2 >= self.end or lower[i - 1] not in (
            "the", "these", "those"):  # fmt: skip
            return []
        at = i + 1
        reach = min(at + _ROSTER_REACH, self.end)
        while at < reach and lower[at] not in INCLUDE and self.words.tags[at] not in FINITE:
            at += 1
        if at == i + 1 and lower[at] in WERE and lower[i - 2] != "of":  # "The dead were two girls"
            found = [p for p in self.objects(at + 1) if p.people and p.counted]
            return list(self.make(found, outcome, (i, i + 1), "roster"))
        if at >= self.end or lower[at] not in INCLUDE:
            return []
        return self.listed(at + 1, outcome, (i, i + 1))

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
        if phrase is None or number is None or (number.vague and number.code not in LARGE):
            return []
        if lower[number.end : number.end + 2] in (["of", "the"], ["of", "those"]):
            return []
        return list(self.make([phrase], outcome, (i, i + 1), "event-count"))

    def among(self, i: int, outcome: str) -> list[Casualty]:
        """Who was "among the dead", and how many these are: "A judge was among five killed"."""
        lower = self.words.lower
        were = i + 1  # "among the dead there were two girls", "among the dead boys was a nurse"
        while were < self.end and (lower[were] == "there" or lower[were] in self.phrases.person):
            were += 1
        if were < self.end and lower[were] in WERE:
            found = self.objects(were + 1, listed=True)
            return list(self.make(found, outcome, (i, i + 1), "among-the-dead"))
        at = next(j for j in range(i - 1, self.start - 1, -1) if lower[j] in _AMONG)
        group = at
        while group > self.start and lower[group - 1] in WERE | {"also"}:
            group -= 1
        if group < at:
            found = self.subjects(group)
        else:  # "saw a soldier among the dead"
            near = self.phrases.ending_at(self.words, at, self.start, self.actors)
            found = [near] if near and near.people and near.counted else []
        parts = list(self.make(found, outcome, (i, i + 1), "among-the-dead"))
        whole = self.phrases.starting_at(self.words, at + 1, i, self.actors)
        if not parts or whole is None or whole.quantity is None or whole.end != i:
            return parts
        end = i + 1 if whole.bare else whole.end
        wholes = self.make([replace(whole, end=end)], outcome, (i, i + 1), "among-the-dead")
        return [*(replace(part, whole=(whole.start, end)) for part in parts), *wholes]

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
        window = lower[max(self.start, i - 4) : i]
        rest = {"remainder", "rest"} & set(window) and lower[i + 1 : i + 2] in (["were"], ["are"])
        if lower[i] not in AMONG or rest:
            return bool(rest)
        at = i - 1
        while at > max(self.start, i - _AMONG_REACH) and (
            lower[at] in _THOSE or lower[at] in self.phrases.person or self.words.tags[at] == "JJ"
        ):
            at -= 1  # "among those civilians who were killed"
        if lower[at] in _AMONG:
            return True
        if "among" not in window or {"them", "whom"} & set(window):
            return False
        at = i - 1 - window[::-1].index("among")
        counted = self.phrases.starting_at(self.words, at + 1, i, self.actors)
        return counted is not None and counted.counted and counted.end == i

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
                any(w in _COUNTS and then == "of" for w, then in pairwise(window))
                or window[-1:] == ["total"]
            )
            and {"unknown", "and"}.isdisjoint(window)
            and lower[max(self.start, i - 3)] not in ("a", "large")
        )

    def _toll_figure(self, j: int, i: int) -> Phrase | None:
        lower = self.words.lower
        quoted = self.words.tags[j - 1] in ("``", "''") and lower[j - 2] in ("to", "at", "by")
        lead = j - 1 - quoted
        if j - 1 > i and lower[lead] not in _TOLL_LEADS | {"from", "by"}:
            return None
        if j - 1 == i and lower[i] != "toll":
            return None
        phrase = self.phrases.starting_at(self.words, j, self.end, self.actors)
        if phrase is None or phrase.quantity is None:
            return None
        if lower[phrase.quantity.core] in _NO_FIGURES and phrase.quantity.code in _NO_CODES:
            return None
        if j - 1 == i and phrase.quantity.code.isdigit():
            return None
        return replace(phrase, full_start=max(j, phrase.start))
