"""Who can be a victim, and where victims stand beside a participle."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from sitrep.components.grammar.clauses import DASHES, behind_lead
from sitrep.components.grammar.phrases import Phrase, PhraseReader
from sitrep.components.grammar.uncounted import TIME_UNITS
from sitrep.components.grammar.word_forms import MONTHS, WEEKDAYS
from sitrep.components.grammar.words import Words

Actors = Mapping[int, tuple[int, str]]
"""The end and label of each actor span by its first token."""

KIN: Final = frozenset(
    "mother father parents brother brothers sister sisters son sons daughter daughters wife "
    "husband child children cousin cousins uncle aunt nephew nephews niece nieces grandson "
    "granddaughter grandchildren grandfather grandmother relatives fiancé fiancée".split()
)
APPOSED: Final = frozenset({"most", "many", "some", "all", "mostly", "mainly", "both", "none"})
_PARENTHETIC: Final = APPOSED | {"including", "among"}
_APPOSITION: Final = frozenset({"DT", "NNP"})
# How many tokens long ", a dentist," may be.
_APPOSED_REACH: Final = 6
# How many tokens long ", including two children," may be.
_PARENTHESIS: Final = 14
# Between a number and what happened: "one confirmed dead", "two reported wounded".
ASCERTAINED: Final = frozenset(
    "confirmed reported feared found declared pronounced left listed counted lying presumed".split()
)
_ITEM: Final = frozenset({",", "and", ":", ";"})
NAMING: Final = frozenset(
    "named called known identified nicknamed dubbed labelled labeled branded termed".split()
)
JOINS: Final = frozenset({",", "and", "or", "&", "plus"})
# What stands between people and their place.
PLACED: Final = frozenset({"in", "near", "from", "at"})
# Before "in 14 people killed".
_RESULTING: Final = frozenset("resulted resulting result results ended culminated".split())
# Prepositions before counted people of whom their death is told behind them.
_BEFORE_COUNTED: Final = frozenset(
    "with by after as of including while among about that because although though".split()
)
# Before "of protesters killed", of whom nobody else counts the dead.
_MOURNED: Final = frozenset(
    "funeral funerals burial burials families family relatives mothers widows names memory".split()
)
AMONG: Final = frozenset(
    "dead killed wounded injured hurt victims casualties fatalities deceased deaths".split()
)
RANKED: Final = frozenset("first second third fourth fifth sixth seventh last latest".split())
OF_AGE: Final = frozenset({"youngest", "oldest", "eldest", "aged"})
COUNTS: Final = frozenset({"number", "figure", "count", "toll", "total", "tally"})
TIME_WORDS: Final = WEEKDAYS | MONTHS | {"today", "yesterday", "gmt", "video", "report"}


class VictimReader:
    """Reads the victim phrases of the sentence at tokens [start, end), behind its dateline.

    `places` are the tokens of location spans; `outcomes` the outcome and frame by word form.
    """

    def __init__(
        self,
        phrases: PhraseReader,
        outcomes: Mapping[str, tuple[str, str]],
        words: Words,
        sentence: tuple[int, int],
        actors: Actors,
        places: set[int],
    ) -> None:
        self.phrases, self.outcomes = phrases, outcomes
        self.words = words
        self.start, self.end = behind_lead(words, *sentence), sentence[1]
        self.actors, self.places = actors, places

    def frame_at(self, i: int) -> str:
        """The frame of the outcome word at token i; "" for another word or behind the sentence."""
        return self.outcomes.get(self.words.lower[i], ("", ""))[1] if i < self.end else ""

    def adjacent(self, i: int) -> list[Phrase]:
        """The victim phrases that end directly before token i, coordinated ones included."""
        words = self.words
        last = i
        while last > self.start and (
            words.tags[last - 1] in ("RB", "``", "''") or words.lower[last - 1] in ASCERTAINED
        ):
            last -= 1
        if words.lower[last - 2 : last] == ["missing", "and"] and last < i:
            last -= 2  # "left a guard missing and presumed dead"
        frame = self.frame_at(i)
        if frame in ("transitive", "state", "strike"):
            last = self._before_parenthesis(last, parts=frame != "strike")
        phrase = self.phrases.ending_at(words, last, self.start, self.actors)
        if phrase is not None and phrase.head in self.places and frame == "transitive":
            phrase = self._from(phrase)
        if phrase is None or not self.victim(phrase):
            return []
        phrase = self._inner_count(phrase, last)
        of = phrase.full_start - (words.lower[phrase.full_start - 1] == "of")
        about = words.lower[of] in ("of", "around", "about")
        if phrase.bare and about and words.lower[of - 1] in self.phrases.person and of > self.start:
            aged = self.phrases.ending_at(words, of, self.start, self.actors)
            # "a man of 23 dead", "a woman around 60 in critical condition"
            phrase = aged if aged and not aged.plural else phrase
        several = phrase.plural or words.lower[i] == "dead"
        if not phrase.counted and words.lower[phrase.full_start - 2 : phrase.full_start] == [
            "of",
            "them",
        ]:
            return []  # "160, many of them officers killed by rebels"
        own = phrase.people and words.tags[phrase.full_start] == "PRP$"  # "saw my son shot dead"
        if not phrase.counted and not (phrase.people and several) and not (
            own and words.lower[i] in ("shot", "killed")):  # fmt: skip
            return []
        if (
            phrase.full_start > self.start
            and words.tags[phrase.full_start - 1] == "IN"
            and words.lower[phrase.full_start - 1] not in ("out", "up")
            and not (
                phrase.counted
                and (
                    words.lower[phrase.full_start - 1] in _BEFORE_COUNTED
                    or (phrase.people and words.lower[phrase.full_start - 1] == "for")
                    or words.lower[phrase.full_start - 2] in _RESULTING
                )
            )
            and words.lower[phrase.full_start - 2] not in _MOURNED
        ):
            return []
        found = [phrase]
        at = phrase.full_start
        while at - 1 > self.start and words.lower[at - 1] in JOINS:
            stop = at - 1
            while stop - 1 > self.start and words.lower[stop - 1] in JOINS:
                stop -= 1
            left = self.phrases.ending_at(words, stop, self.start, self.actors)
            if left and left.people and left.plural and not left.counted and (
                words.lower[left.full_start - 1] == "and"
            ):  # fmt: skip  # "160 soldiers and policemen and 47 villagers"
                first = self.phrases.ending_at(words, left.full_start - 1, self.start, self.actors)
                left = first._replace(end=left.end) if first and first.counted else left
            if left is None or not left.people or not (left.counted or not left.plural):
                break
            if not left.counted and words.lower[left.head] in AMONG:
                break
            if words.lower[left.full_start - 1] == "to":
                break  # "According to the guards, four killed"
            if words.lower[left.full_start - 1] in ("including", "among"):
                found = found[-1:]
                break
            if at - stop == 1 and words.lower[stop] == "," and left.name and not phrase.plural:
                return [left]  # "Omar Said, a clerk who was hurt"
            found.insert(0, left)
            at = left.full_start
        return found

    def _from(self, place: Phrase) -> Phrase | None:
        """The counted people before their place: "2 brothers from the town of Kut killed in"."""
        i = place.full_start - 1
        if self.words.lower[i] == "of":
            town = self.phrases.ending_at(self.words, i, self.start, self.actors)
            i = town.full_start - 1 if town else i
        if self.words.lower[i] not in PLACED:
            return None
        phrase = self.phrases.ending_at(self.words, i, self.start, self.actors)
        return phrase if phrase and phrase.people and phrase.counted else None

    def _inner_count(self, phrase: Phrase, end: int) -> Phrase:
        """Who died of "relatives of three men killed", "one of eight men", else the phrase."""
        lower, number = self.words.lower, phrase.quantity
        one = number is not None and lower[number.core] == "one"
        before = number.end if number and one else phrase.head
        if (phrase.counted and not one) or "of" not in lower[before:end]:
            return phrase
        of = lower.index("of", before, end)
        inner = self.phrases.starting_at(self.words, of + 1, end, self.actors)
        if inner is None or not inner.people or inner.end != end:
            return phrase
        if one and inner.full_start != inner.start:
            return phrase  # "one of the eight men"
        mourned = inner.plural and self.words.lower[phrase.head] in _MOURNED
        return inner if inner.counted or mourned else phrase

    def kin(self, phrase: Phrase) -> bool:
        """Whether a phrase is somebody's family: "lost his brother"."""
        own = self.words.tags[phrase.full_start] == "PRP$"
        return own and self.words.lower[phrase.head] in KIN

    def victim(self, phrase: Phrase, *, subject: bool = False) -> bool:
        """Whether a phrase can be the victims of an outcome."""
        words = self.words
        noun = words.lower[phrase.head]
        if noun in self.phrases.thing or noun in TIME_WORDS or noun in TIME_UNITS:
            return False
        if subject and self.frame_at(phrase.head) == "sustain":
            return False  # "34 gunshot wounds, three did not survive"
        if phrase.head in self.places and not phrase.people:
            return False
        vague = phrase.quantity is None or phrase.quantity.vague
        if vague and phrase.full_start > self.start and words.lower[phrase.full_start - 1] == "how":
            return False
        if words.tags[phrase.start] == "PRP":
            return False
        if phrase.quantity and (phrase.bare or phrase.quantity.code == "0"):
            return True
        if phrase.people:
            return True
        if phrase.name:
            return True
        if subject and phrase.counted and words.tags[phrase.head] == "NNP":
            return True  # "a former Baathist", "two Canadians"
        if subject:
            return (
                phrase.counted
                and words.tags[phrase.head] in ("NNS", "NNP")
                and (
                    words.lower[phrase.quantity.core] not in ("a", "an")
                    if phrase.quantity
                    else False
                )
            )
        return phrase.counted

    def anybody(self, phrase: Phrase) -> bool:
        """Whether a phrase is people of whom nobody says who: "killing and abducting villagers"."""
        lower = self.words.lower
        return phrase.plural and phrase.full_start == phrase.head and (
            lower[phrase.head] in self.phrases.person)  # fmt: skip

    def _before_parenthesis(self, end: int, *, parts: bool) -> int:
        """Where ", a dentist," or ", including two children," begins if it ends at token `end`.

        `parts`: whether the latter is stepped over, too. Otherwise `end`.
        """
        lower = self.words.lower
        if lower[end - 1] in DASHES and self.words.tags[end - 1] == ":" and parts:
            for i in range(end - 2, max(self.start, end - _PARENTHESIS), -1):
                if lower[i] in DASHES and lower[i + 1] in _PARENTHETIC:
                    return i  # "seven people – including a boy – killed in Kut"
        if lower[end - 1] in (",", ")"):
            for i in range(end - 2, max(self.start, end - _PARENTHESIS), -1):
                if lower[i] in (",", "(") and (
                    (parts and lower[i + 1] in _PARENTHETIC)
                    or lower[i + 1] == "aged"
                    or lower[i + 1 : i + 3] == ["one", "from"]
                    or lower[i + 1][0].isdigit()
                    or (self.words.tags[i + 1] in _APPOSITION and end - i < _APPOSED_REACH)
                ):
                    return i
        return end

    def _left_is_counted(self, i: int) -> bool:
        phrase = self.phrases.ending_at(self.words, i, self.start, self.actors)
        return phrase is not None and phrase.counted

    def counted_noun(self, i: int) -> Phrase | None:
        """The counted phrase whose head is the outcome word itself ("12 civilian deaths")."""
        first = max(self.start, i - 6)
        if not self.phrases.quantities.can_stand(self.words.lower[first : i + 1]):
            return None
        for j in range(first, i):
            phrase = self.phrases.starting_at(self.words, j, i + 1, {})
            if phrase and phrase.quantity and phrase.end == i + 1 and phrase.head == i:
                if (
                    self.words.lower[phrase.quantity.core] in ("a", "an")
                    and phrase.quantity.code == "1"
                    and self.words.lower[i] != "casualty"
                    and (
                        self.words.lower[i] != "martyr"
                        or (
                            self.words.lower[j - 1] not in _ITEM
                            and self.words.lower[j - 2 : j] != ["there", "was"]
                        )
                    )
                ):
                    return None
                return phrase
        return None


def apposes_one(words: Words, number: int, phrase: Phrase) -> bool:
    """Whether a phrase behind a comma only says who one person is.

    As in "one child, a girl of four, who"; `number` is the token that counts the person.
    """
    lower, behind = words.lower, words.lower[phrase.end : phrase.end + 2]
    if lower[number] != "one" or lower[phrase.start] not in ("a", "an"):
        return False
    return lower[phrase.start - 1] == "," and (
        behind[:1] == ["."] or behind in ([",", "who"], [",", "whose"])
    )
