"""Set phrases that tell of harm: "met their death", "ascended to their Lord", cases of choking."""

from __future__ import annotations

from typing import Final

from sitrep.components.casualties.circumstances import CircumstanceFrames
from sitrep.components.casualties.spans import Casualty
from sitrep.components.grammar.clauses import passive_start, verb_group_start
from sitrep.components.grammar.phrases import Phrase
from sitrep.components.grammar.word_tagger import NOMINAL

_MEETING: Final = frozenset("met meet meets meeting found find".split())
_NOMINAL: Final = frozenset({"NN", "NNS", "NNP", "JJ", "VBD", "VBZ"})
_ASCENDING: Final = frozenset("ascended ascend rose risen passed returned went departed".split())
_SENDING: Final = frozenset("sent send sending dispatched".split())
# How many tokens before "hell" the verb stands that sends people there.
_SENDING_REACH: Final = 8
_MARTYRED: Final = frozenset({"martyr", "martyrs"})


class IdiomFrames(CircumstanceFrames):
    """Finds, besides, the casualties that a set phrase tells of."""

    def event(self, i: int, outcome: str) -> list[Casualty]:
        """As before, and people who "met their death" or "found death"."""
        lower, tags = self.words.lower, self.words.tags
        own = tags[i - 1] == "PRP$"
        verb = i - 1 - (own or lower[i - 1] == "the")
        ends = i + 1 >= self.end or tags[i + 1] not in _NOMINAL
        if lower[i] not in ("death", "deaths") or lower[verb] not in _MEETING or not ends:
            return super().event(i, outcome)
        found = self.subjects(verb_group_start(self.words, verb, self.start))
        return self._counted(found, outcome, (verb, i + 1), "met-death")

    def hereafter(self, i: int, outcome: str) -> list[Casualty]:
        """As in "ascended to their Lord", "rose as a martyr", "sent 12 men to hell"."""
        words, lower = self.words, self.words.lower
        if lower[i] in _ASCENDING:
            if _MARTYRED.isdisjoint(lower[i + 2 : i + 4]):
                return []
            return self._people(self.subjects(verb_group_start(words, i, self.start)), outcome, i)
        to = i - 1 - (words.tags[i - 1] in ("PRP$", "DT"))
        if lower[to] != "to" or (i + 1 < self.end and words.tags[i + 1] in NOMINAL):
            return []  # "to Paradise Street"
        for j in range(to - 1, max(self.start - 1, to - _SENDING_REACH), -1):
            if lower[j] in _ASCENDING and j == to - 1:
                found = self.subjects(verb_group_start(words, j, self.start))
                return self._people(found, outcome, i)
            if lower[j] in _SENDING:
                group = passive_start(words, j, self.start)
                if group is not None:
                    return self._people(self.subjects(group), outcome, i)
                sent = self.adjacent(j) if self._no_object(j + 1) else self.objects(j + 1)
                return self._people(sent, outcome, i)
        return []

    def _people(self, found: list[Phrase], outcome: str, i: int) -> list[Casualty]:
        own = [p for p in found if p.people or p.bare or (p.name and p.end - p.start > 1)]
        return self._counted(own, outcome, (i, i + 1), "hereafter")

    def suffocation(self, i: int, outcome: str) -> list[Casualty]:
        """As in "12 cases of suffocation", "cases of suffocation were reported"."""
        lower = self.words.lower
        of = i - 1 - (self.words.tags[i - 1] == "JJ")
        if lower[of - 1 : of + 1] != ["cases", "of"]:
            return []
        cases = of - 1
        phrase = self.phrases.ending_at(self.words, of, self.start, {})
        number = phrase.quantity if phrase and phrase.end == of else None
        if phrase is None or number is None:
            start, count, code = cases, (cases, cases + 1), "some"
        else:
            start, count, code = phrase.start, (number.start, number.end), number.code
        return [Casualty(start, i + 1, outcome, code, count, (cases, i + 1), "suffocation")]
