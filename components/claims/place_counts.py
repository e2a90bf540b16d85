"""Which of several counts a place is told with: "97 died, 38 in Kut", "two in Kut, one in Hit"."""

from __future__ import annotations

from functools import cached_property
from typing import Final

from spacy.tokens import Span

from sitrep.components.claims.place_context import PlaceContext
from sitrep.components.claims.view import LOCATIVE, Telling
from sitrep.components.grammar.word_forms import WEEKDAYS
from sitrep.components.grammar.word_tagger import FINITE

# What goes on with the whole: "nine, two of them boys, were killed on Friday in Homs".
_TIMES: Final = WEEKDAYS | {"on", "yesterday", "today"}
_SHARES: Final = frozenset({"half", "most", "majority"})
_OF_EVENTS: Final = frozenset({"these", "those", "which"})
_OF_THEM: Final = frozenset({"them", "these", "those", "whom", "from"})
# How far before a place the word for a share may stand, in tokens.
_SHARE_REACH: Final = 8
# Places so small that a clause needs no other, and what may stand between two clauses.
_OWN: Final = frozenset({"facility", "neighbourhood", "settlement", "admin"})
_CLOSING: Final = frozenset({",", ";", "and", "while"})
# What parts two clauses, and tags of the first word of a subject behind it.
_JOINTS: Final = frozenset({"and", "while", "but", ";"})
_SUBJECTS: Final = frozenset({"DT", "JJ", "NN", "NNS", "NNP"})
_RELATIVES: Final = frozenset({"WDT", "WP", "WRB"})
_BETWEEN_VICTIMS: Final = frozenset("and , a an his her their the".split())
_HELD: Final = frozenset({"including", "excluding", "except", "not", "without"})
_OF_PLACE: Final = frozenset({"the", "of", "a", "new", "in", "-"})


class PlaceCounts(PlaceContext):
    """Tells the places of a claim from those of other counts in its sentence."""

    def _has_own(self, telling: Telling) -> bool:
        """Whether a clause behind another names where it was: "a man died in the raid on Kut"."""
        span, trigger, sentence, clause = telling
        if not any(sentence[0] <= c.start < span.start for c in self.casualties):
            return False  # no clause before it tells of others
        first = max(trigger + 1, span.end)
        last, stop = span, clause[1]
        for other in self.casualties:
            if other.start < first or other.start >= sentence[1]:
                continue
            if not self._in_one_breath(last, other):
                stop = min(stop, other.start)
                break
            last = other
        attacks = self.cues_of.words("attack")
        if last is not span and any(self._beside(site.place, last) for site in self._sites):
            return True  # "... in Kut, six deaths and three injuries in Hilla"
        return any(
            first <= site.place.start < stop
            and site.cost is not None
            and site.place.label_ in _OWN
            and (site.lead in LOCATIVE or site.lead in attacks)
            and not self._has_hospital(site.place)
            for site in self._sites
        )

    def _closes_other(self, place: Span, span: Span) -> bool:
        """Whether a place ends the clause of a claim before: "one died in Kut, and two in"."""
        lower, start = self.words.lower, self.sentence_of(span.start)[0]
        if place.start >= span.start or (
            lower[span.start - 1] not in _CLOSING and lower[place.end] not in _CLOSING
        ):
            return False
        return any(start <= c.start and c.end <= place.start < span.start for c in self.casualties)

    def _opens_other(self, place: Span, telling: Telling) -> bool:
        """Whether a place is in the subject of the next claim, and another is before it.

        As in "shells hit Kut, killing two, and a bomb in Basra hurt three".
        """
        lower, tags, sentence = self.words.lower, self.words.tags, telling.sentence
        first = max(telling.trigger + 1, telling.span.end)
        if not first < place.start < sentence[1]:
            return False
        others = (c for c in self.casualties if place.end <= c.start < sentence[1])
        verb = min((t for c in others if (t := self.trigger_of(c)) >= place.end), default=0)
        joint = next((k for k in range(place.start - 1, first - 1, -1) if lower[k] in _JOINTS), 0)
        return (
            verb > 0
            and joint > 0
            and tags[joint + 1] in _SUBJECTS
            and FINITE.isdisjoint(tags[joint:verb])
            and _RELATIVES.isdisjoint(tags[joint:verb])
            and any(sentence[0] <= p.start < joint for p in self.places)
        )

    def _beside(self, place: Span, span: Span) -> bool:
        """Whether a number and a place are one item: "12 in Homs", "12 Homs", "Homs: 12"."""
        lower = self.words.lower
        if place.start == span.end:
            return self.is_bare(span) and self.rule_of(span) == "by-place"
        if place.start > span.end:
            event = self.cues_of.words("incident")  # "4 in the shelling of Homs"
            return lower[span.end] in LOCATIVE and all(
                w in _OF_PLACE or w in event or w in self._chain or self.words.tags[k] == "JJ"
                for k, w in enumerate(lower[: place.start][span.end + 1 :], span.end + 1)
            )
        if span.start - place.end > 2 or not self.is_bare(span):
            return False
        gap = lower[place.end : span.start]
        if gap and gap[0] in self.cues_of.words("place_noun"):  # "Homs province: 12"
            del gap[0]
        return gap in ([], [":"])

    def _parts_country(self, place: Span, span: Span) -> bool:
        """Whether a part of a country sets a claim apart from the one before.

        As in "Gunmen killed a man in Kut. Rebels killed five soldiers in northern Iraq".
        """
        before = [c for c in self.casualties if c.start < span.start]
        return (
            self.words.lower[place.start - 1] in self.cues_of.words("compass")
            and bool(before)
            and self.code_of(before[-1]) != self.code_of(span)
            and self.block_of(before[-1].start) == self.block_of(span.start)
        )

    def _behind_bracket(self, place: Span, span: Span, whole: str | None) -> bool:
        """Whether the bracket that a part stands in closes before a place.

        As in "nine died (two women and a boy), four in Kut", "a raid on Hit (two dead) and on Kut".
        """
        if place.start < span.end:
            return False
        between = self.words.lower[span.end : place.start]
        if between.count(")") <= between.count("("):
            return False
        start = self.sentence_of(span.start)[0]
        return whole is not None or any(
            start <= site.place.start < span.start and site.cost is not None for site in self._sites
        )

    def _is_left_out(self, place: Span, span: Span) -> bool:
        """Whether a bracket around a place tells what a count holds or not: "9 (not in Kut)"."""
        opened = self._left_out.get(place.start)
        return opened is not None and not opened < span.start < place.start

    @cached_property
    def _left_out(self) -> dict[int, int]:
        """The brackets that places stand in which are told as held or not, by first tokens."""
        lower = self.words.lower
        opened = [k for k in range(len(lower) - 1) if lower[k] == "(" and lower[k + 1] in _HELD]
        return {
            place.start: k
            for k in opened
            for place in self.places
            if k < place.start < self.sentence_of(k)[1] and ")" not in lower[k : place.start]
        }

    def _of_share(self, place: Span, span: Span) -> bool:
        """Whether a place is that of some without a count: "30 died, nearly half in Kut".

        Or of some of the events: "raids killed 18; eight of these were in Kut".
        """
        first = max(span.end, place.start - _SHARE_REACH)
        words = self.words.lower[first : place.start]
        if any(
            word == "of" and words[k + 1] in _OF_EVENTS and self.words.tags[first + k - 1] == "CD"
            for k, word in enumerate(words[:-1])
            if k
        ):
            return True
        if _SHARES.isdisjoint(words):
            return False
        shares = [k for k, word in enumerate(words) if word in _SHARES]
        return "," in words[: shares[-1]] and (self._chain | _OF_THEM).issuperset(
            words[shares[-1] + 1 :]
        )

    def _of_part(self, place: Span, span: Span, trigger: int, parts: list[Span]) -> bool:
        """Whether a place belongs to one of the parts of this claim: "27 dead, many in Homs"."""
        return any(
            max(span.end, trigger) <= part.start < place.start
            and self.number_of(part) <= self.number_of(span)
            and not _TIMES & set(self.words.lower[part.end : place.start])
            and not self._in_commas(part)
            for part in parts
        )

    def _in_commas(self, part: Span) -> bool:
        """Whether a part is an aside, so that its whole goes on: "9, two of them boys, in Kut"."""
        lower, start = self.words.lower, part.start
        if lower[start - 1] in _OF_THEM and lower[start - 2] == "among":
            start -= 2  # "9, among them two boys, in Kut"
        opened = lower[start - 1 : start] in ([","], ["including"])
        return opened and lower[part.end : part.end + 1] == [","]

    def _of_other(self, place: Span, span: Span, others: list[Span]) -> bool:
        """Whether a place is told with another count behind this one: "97 died, 38 in Homs".

        Not so where both are told in one breath: "nine dead and fifty wounded in Homs". Before it,
        only that of another part: "among them six in Homs and three children".
        """
        whole = self.wholes.get(span.id_)
        return any(
            (
                (span.end < other.start < place.start and not self._in_one_breath(span, other))
                or (
                    other.end <= place.start < span.start
                    and whole is not None
                    and whole == self.wholes.get(other.id_)
                )
            )
            and self._beside(self._more_specific(place), other)
            for other in others
        )

    def _in_one_breath(self, span: Span, other: Span) -> bool:
        """Whether two victims are of one phrase: "a judge, a clerk and two guards in Homs"."""
        lower, k = self.words.lower, span.end
        if lower[k : other.start] == ["along", "with"]:
            return True
        while k < other.start and (lower[k] in _BETWEEN_VICTIMS or k in self._casualty_ends):
            k = self._casualty_ends.get(k, k + 1)
        joint = lower[other.start - 3 : other.start - 1]
        apposed = lower[span.end] == "," and joint == [",", "and"]
        if apposed and FINITE.isdisjoint(self.words.tags[span.end : other.start]):
            return True  # "Ali Saad, a teacher, and his son"
        return k >= other.start

    @cached_property
    def _casualty_ends(self) -> dict[int, int]:
        """The ends of casualties by their first tokens."""
        return {casualty.start: casualty.end for casualty in self.casualties}
