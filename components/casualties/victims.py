"""Where the victims of an outcome stand: its objects, and phrases beside a participle."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from sitrep.components.grammar.clauses import behind_lead
from sitrep.components.grammar.phrases import Phrase, PhraseReader
from sitrep.components.grammar.quantities import TIME_UNITS
from sitrep.components.grammar.word_forms import MONTHS, WEEKDAYS
from sitrep.components.grammar.word_tagger import FINITE
from sitrep.components.grammar.words import Words

Actors = Mapping[int, tuple[int, str]]
"""The end and label of each actor span by its first token."""

_REFLEXIVES: Final = frozenset({"himself", "herself", "themselves", "itself"})
_OBJECT_PRONOUNS: Final = frozenset({"him", "her", "them", "me", "us"})
_OBJECT_LEADS: Final = frozenset({"VBD", "VBN", "VBG", "VB", "RP"})
_OFF: Final = frozenset("up out off away aside down".split())
# How many tokens before "them" the people may stand to whom it goes back.
_ANTECEDENT: Final = 30
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
_ASCERTAINED: Final = frozenset(
    "confirmed reported feared found declared pronounced left listed counted lying".split()
)
_ITEM: Final = frozenset({",", "and", ":", ";"})
JOINS: Final = frozenset({",", "and", "or", "&", "plus"})
# What stands between people and their place, and where and when they were harmed, in tokens.
_PLACED: Final = frozenset({"in", "near", "from", "at"})
_SETTINGS: Final = _PLACED | {"for", "during", "on"}
_NOMINAL: Final = frozenset({"DT", "JJ", "NN", "NNS", "NNP", "HYPH", "POS", "PRP$"})
_ATTACHED: Final = 12
# Before "in 14 people killed".
_RESULTING: Final = frozenset("resulted resulting result results ended culminated".split())
# Before "of protesters killed", of whom nobody else counts the dead.
_MOURNED: Final = frozenset(
    "funeral funerals burial burials families family relatives mothers widows names memory".split()
)
AMONG: Final = frozenset(
    "dead killed wounded injured hurt victims casualties fatalities deceased deaths".split()
)
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

    def objects(self, i: int, *, nominal: bool = False, listed: bool = False) -> list[Phrase]:
        """The coordinated victim phrases that begin at token i.

        `nominal`: they stand behind "the killing of", so that a verb behind them is not theirs.
        `listed`: they stand behind "include", so that nobody else is named among them.
        """
        found: list[Phrase] = []
        lower, tags = self.words.lower, self.words.tags
        while (
            i < self.end
            and (tags[i] in ("RB", "``", "''") or lower[i] == '"')
            and lower[i] != "not"
            and self.phrases.quantities.starting_at(self.words, i, self.end) is None
        ):
            i += 1
        if lower[i : i + 1] == ["from"] and self.phrases.quantities.starting_at(
            self.words, i + 1, self.end
        ):
            i += 1  # "injuring from 20 to 25"
        if i < self.end and lower[i] in _REFLEXIVES:
            i += 2 if lower[i + 1 : i + 2] == ["and"] else 1
        elif (
            lower[i : i + 1]
            and lower[i] in _OBJECT_PRONOUNS
            and (
                lower[i + 1 : i + 2] == ["and"]
                or (lower[i + 1 : i + 2] == [","] and tags[i + 2 : i + 3] == ["PRP$"])
            )
        ):
            i += 2
        while i < self.end:
            phrase = self.phrases.starting_at(self.words, i, self.end, self.actors)
            if phrase is None or not self.victim(phrase):
                break
            after = phrase.end
            if after < self.end and tags[after] == "POS":
                break
            claimed = not nominal and after < self.end and self._claims_subject(after)
            if found and not nominal and lower[i - 1] == ",":
                claimed = claimed or self._shares_subject(after)
            if claimed and (found or not phrase.counted):
                break
            if (
                after < self.end
                and lower[after] in self.outcomes
                and phrase.counted
                and (
                    self.outcomes[lower[after]][1] in ("transitive", "state")
                    and tags[after] != "VBG"
                )
                and not (phrase.end > phrase.start + 1 and lower[after] == "dead")
            ):
                break
            found.append(phrase)
            after = self._after_attachment(after)
            if phrase.counted and not phrase.plural:
                after = self._after_name(after)
            joint = after
            while joint < self.end and lower[joint] in JOINS:
                joint += 1
            if lower[joint : joint + 3] == ["as", "well", "as"]:
                joint += 3
            if joint == after:
                break
            following = self.phrases.starting_at(self.words, joint, self.end, self.actors)
            if (
                following
                and following.quantity
                and (
                    lower[following.head] in AMONG
                    or (
                        lower[following.quantity.end : following.quantity.end + 1] == ["of"]
                        and tags[following.quantity.end + 1 : following.quantity.end + 2] == ["PRP"]
                    )
                    or (
                        phrase.name
                        and lower[after] == ","
                        and joint == after + 1
                        and lower[joint] in ("a", "an")
                        and lower[following.end : following.end + 1] not in ([","], ["and"])
                    )  # "killed Ali Saad, a correspondent for"
                    or (
                        phrase.name
                        and following.end == following.quantity.end
                        and lower[joint - 1] == ","
                    )
                )
            ):
                break
            if (
                following is None
                or not (
                    (following.quantity and (following.people or not self._one_thing(following)))
                    or (following.people and (following.plural or tags[joint] in ("PRP$", "DT")))
                    or (following.people and tags[found[0].full_start] == "PRP$")
                    or (following.name and (tags[joint] == "PRP$" or phrase.name))
                    or (listed and (following.people or (following.name and not phrase.plural)))
                )
                or (
                    lower[after] == ","
                    and joint == after + 1
                    and not (following.quantity or listed or self.kin(following))
                    and not (phrase.name and self._names_in_row(following))
                )
                or (lower[joint] in ("a", "an") and joint == after + 1 and self._is_subject(joint))
            ):
                break
            i = joint
        return found

    def _names_in_row(self, phrase: Phrase) -> bool:
        """Whether a name goes on with another: "Omar Said, [Ali Hadi] and Rula Nasser"."""
        named = phrase.name and phrase.end - phrase.start > 1 and phrase.head not in self.places
        joint = phrase.end + (self.words.lower[phrase.end : phrase.end + 1] == [","])
        return named and self.words.lower[joint : joint + 1] == ["and"] and (
            self.words.tags[joint + 1 : joint + 2] == ["NNP"])  # fmt: skip

    def _one_thing(self, phrase: Phrase) -> bool:
        """Whether a phrase is "a" something: "the killing of 40 in Yemen, a figure that …"."""
        core = phrase.quantity.core if phrase.quantity else phrase.start
        return self.words.lower[core] in ("a", "an") and self.words.tags[phrase.head] == "NN"

    def adjacent(self, i: int) -> list[Phrase]:
        """The victim phrases that end directly before token i, coordinated ones included."""
        words = self.words
        last = i
        while last > self.start and (
            words.tags[last - 1] in ("RB", "``", "''") or words.lower[last - 1] in _ASCERTAINED
        ):
            last -= 1
        frame = self.outcomes.get(words.lower[i], ("", ""))[1]
        if frame in ("transitive", "state", "strike"):
            last = self._before_parenthesis(last, parts=frame != "strike")
        phrase = self.phrases.ending_at(words, last, self.start, self.actors)
        if phrase is not None and phrase.head in self.places and frame == "transitive":
            phrase = self._from(phrase)
        if phrase is None or not self.victim(phrase):
            return []
        phrase = self._inner_count(phrase, last)
        of = phrase.full_start - 1
        if phrase.bare and words.lower[of] == "of" and words.lower[of - 1] in self.phrases.person:
            aged = self.phrases.ending_at(words, of, self.start, self.actors)
            phrase = aged if aged and not aged.plural else phrase  # "a man of 23 dead"
        several = phrase.plural or words.lower[i] == "dead"
        own = phrase.people and words.tags[phrase.full_start] == "PRP$"  # "saw my son shot dead"
        if not phrase.counted and not (phrase.people and several) and not (
            own and words.lower[i] in ("shot", "killed")):  # fmt: skip
            return []
        if (
            phrase.full_start > self.start
            and words.tags[phrase.full_start - 1] == "IN"
            and not (
                phrase.counted
                and (
                    words.lower[phrase.full_start - 1]
                    in ("with", "by", "after", "as", "of", "including", "while")
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
                left = replace(first, end=left.end) if first and first.counted else left
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
        if self.words.lower[i] not in _PLACED:
            return None
        phrase = self.phrases.ending_at(self.words, i, self.start, self.actors)
        return phrase if phrase and phrase.people and phrase.counted else None

    def _inner_count(self, phrase: Phrase, end: int) -> Phrase:
        """The counted half of "relatives of three men killed", else the phrase itself."""
        if phrase.counted or "of" not in self.words.lower[phrase.head : end]:
            return phrase
        of = self.words.lower.index("of", phrase.head, end)
        inner = self.phrases.starting_at(self.words, of + 1, end, self.actors)
        return inner if inner and inner.counted and inner.people and inner.end == end else phrase

    def kin(self, phrase: Phrase) -> bool:
        """Whether a phrase is somebody's family: "lost his brother"."""
        own = self.words.tags[phrase.full_start] == "PRP$"
        return own and self.words.lower[phrase.head] in KIN

    def antecedent(self, i: int) -> list[Phrase]:
        """The counted people, an object of a verb before, to whom "them" at token i goes back."""
        words = self.words
        for j in range(i - 2, max(self.start, i - _ANTECEDENT), -1):
            led_off = words.tags[j - 1] in _OBJECT_LEADS or words.lower[j - 1] in _OFF
            if led_off and words.lower[j - 1] not in self.outcomes:
                phrase = self.phrases.starting_at(words, j, i, self.actors)
                if phrase and phrase.plural and phrase.counted and self.victim(phrase):
                    return [phrase]
        return []

    def victim(self, phrase: Phrase, *, subject: bool = False) -> bool:
        """Whether a phrase can be the victims of an outcome."""
        words = self.words
        noun = words.lower[phrase.head]
        if noun in self.phrases.thing or noun in TIME_WORDS or noun in TIME_UNITS:
            return False
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

    def _before_parenthesis(self, end: int, *, parts: bool) -> int:
        """Where ", a dentist," or ", including two children," begins if it ends at token `end`.

        `parts`: whether the latter is stepped over, too. Otherwise `end`.
        """
        lower = self.words.lower
        if lower[end - 1] in (",", ")"):
            for i in range(end - 2, max(self.start, end - _PARENTHESIS), -1):
                if lower[i] in (",", "(") and (
                    (parts and lower[i + 1] in _PARENTHETIC)
                    or lower[i + 1] == "aged"
                    or lower[i + 1][0].isdigit()
                    or (self.words.tags[i + 1] in _APPOSITION and end - i < _APPOSED_REACH)
                ):
                    return i
        return end

    def _claims_subject(self, after: int) -> bool:
        """Whether the token is a finite verb, so that the phrase before it is its subject."""
        lower, tags = self.words.lower, self.words.tags
        return tags[after] in ("VBZ", "MD") or (
            tags[after] in ("VBD", "VBP") and lower[after] not in self.outcomes
        )

    def _shares_subject(self, after: int) -> bool:
        """Whether "and" at the token joins a verb's second subject: ", a mayor and papers said"."""
        if self.words.lower[after : after + 1] != ["and"]:
            return False
        other = self.phrases.starting_at(self.words, after + 1, self.end, self.actors)
        return other is not None and other.end < self.end and self._claims_subject(other.end)

    def _after_attachment(self, i: int) -> int:
        """Skip a short bracket or "aged 25" between two coordinated victims."""
        lower = self.words.lower
        if i < self.end and lower[i] == "(":
            for j in range(i, min(i + 8, self.end)):
                if lower[j] == ")":
                    return j + 1
        if i < self.end and lower[i] == "aged":
            i += 1
            while i < self.end and (self.words.tags[i] == "CD" or lower[i] in ("-", "–", "to")):
                i += 1
            return i
        last = i
        while last < min(i + _ATTACHED, self.end) and (
            lower[last] in _SETTINGS or (last > i and self.words.tags[last] in _NOMINAL)
        ):
            last += 1
        joint = last > i + 1 and last + 1 < self.end and lower[last] in JOINS
        return last if joint and not self._is_subject(last + 1) else i

    def _is_subject(self, i: int) -> bool:
        """Whether what begins at token i has a verb: "killing five, [a clerk in Kut said]"."""
        for j in range(i, min(i + _ATTACHED, self.end)):
            if self.words.tags[j] in FINITE and self.words.lower[j] not in self.outcomes:
                return True
            if self.words.lower[j] in (",", ";", ".") or self.words.tags[j] in ("WP", "WDT"):
                break
        return False

    def _after_name(self, i: int) -> int:
        """Skip the name of a victim before one more: "a boy, Ali Hadi, and two women"."""
        lower, tags = self.words.lower, self.words.tags
        last = i + 1
        while last < self.end and tags[last] == "NNP" and last not in self.places:
            last += 1
        named = lower[i : i + 1] == [","] and last > i + 1
        return last if named and lower[last : last + 2] in ([",", "and"], [",", "a"]) else i

    def _left_is_counted(self, i: int) -> bool:
        phrase = self.phrases.ending_at(self.words, i, self.start, self.actors)
        return phrase is not None and phrase.counted

    def counted_noun(self, i: int) -> Phrase | None:
        """The counted phrase whose head is the outcome word itself ("12 civilian deaths")."""
        for j in range(max(self.start, i - 6), i):
            phrase = self.phrases.starting_at(self.words, j, i + 1, {})
            if phrase and phrase.quantity and phrase.end == i + 1 and phrase.head == i:
                if (
                    self.words.lower[phrase.quantity.core] in ("a", "an")
                    and phrase.quantity.code == "1"
                    and self.words.lower[i] != "casualty"
                    and (self.words.lower[i] != "martyr" or self.words.lower[j - 1] not in _ITEM)
                ):
                    return None
                return phrase
        return None
