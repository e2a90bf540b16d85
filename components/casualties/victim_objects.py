"""Victims as objects: the coordinated phrases behind a verb or "the killing of"."""

from __future__ import annotations

from typing import Final

from sitrep.components.casualties.victims import (
    AMONG,
    JOINS,
    KIN,
    NAMING,
    PLACED,
    VictimReader,
    apposes_one,
)
from sitrep.components.grammar.phrases import Phrase
from sitrep.components.grammar.word_forms import POSSESSIVES, WERE
from sitrep.components.grammar.word_tagger import FINITE

_REFLEXIVES: Final = frozenset({"himself", "herself", "themselves", "itself"})
_OBJECT_PRONOUNS: Final = frozenset({"him", "her", "them", "me", "us"})
_OBJECT_LEADS: Final = frozenset({"VBD", "VBN", "VBG", "VB", "RP"})
_OFF: Final = frozenset("up out off away aside down".split())
_FIRED: Final = frozenset("fired fire shot shots shooting".split())
# How many tokens before "them" the people may stand to whom it goes back.
_ANTECEDENT: Final = 30
# What stands between people and where and when they were harmed, and how many tokens long that is.
_SETTINGS: Final = PLACED | {"for", "during", "on"}
_WHEREABOUTS: Final = frozenset({"inside", "outside", "nearby", "there", "here"})
_NOMINAL: Final = frozenset({"DT", "JJ", "NN", "NNS", "NNP", "HYPH", "POS", "PRP$"})
_ATTACHED: Final = 12
# Who can be named one by one behind a comma: "two people, the driver and a boy".
_ANYBODY: Final = frozenset(
    "people persons men others victims civilians members residents villagers locals passengers "
    "occupants relatives".split()
)
# An age in years has fewer digits than this.
_AGE_DIGITS: Final = 4
# What joins ages: "two boys aged 12 and 14", "ages 12 to 14".
_AGES: Final = frozenset({"-", "–", "to"})


ALONG_WITH: Final = (["along", "with"], ["together", "with"])
"""What adds those who shared a fate: "killed two men along with three guards"."""
PRONOUNS: Final = frozenset({"them", "him", "her"})
"""Objects that go back to one before."""


class ObjectReader(VictimReader):
    """Reads the objects of verbs."""

    def objects(self, i: int, *, nominal: bool = False, listed: bool = False) -> list[Phrase]:
        """The coordinated victim phrases that begin at token i.

        `nominal`: they stand behind "the killing of", so that a verb behind them is not theirs.
        `listed`: they stand behind "include", so that nobody else is named among them.
        """
        found: list[Phrase] = []
        lower, tags = self.words.lower, self.words.tags
        while (
            i < self.end
            and (tags[i] in ("RB", "``", "''", "_SP") or lower[i] == '"')
            and lower[i] != "not"
            and self.phrases.quantities.starting_at(self.words, i, self.end) is None
        ):
            i += 1
        first = i
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
        deaths_of = nominal and lower[i - 1] == "of"  # not "including two and nine were"
        while i < self.end:
            phrase = self.phrases.starting_at(self.words, i, self.end, self.actors)
            if phrase is None or not self.victim(phrase):
                break
            after = phrase.end
            if after < self.end and (tags[after] == "POS" or self._owns(after)):
                break
            claimed = not nominal and (
                (after < self.end and self._claims_subject(after))
                or (found and lower[i - 1] == "," and self._shares_subject(after))
            )
            claimed = claimed or (deaths_of and bool(found) and self._has_own_fate(after))
            beside = bool(found) or lower[first] in PRONOUNS  # "shot her and a man [was hurt]"
            if claimed and (beside or not phrase.counted):
                break
            if (
                self.frame_at(after) in ("transitive", "state")
                and tags[after] != "VBG"
                and phrase.counted
                and not (phrase.end > phrase.start + 1 and lower[after] == "dead")
            ):
                break
            found.append(phrase)
            after = self._after_attachment(after)
            if (phrase.counted or phrase.people) and not phrase.plural:
                after = self._after_name(self._behind_naming(after))
            joint = self._behind_joint(after)
            if joint == after:
                break
            if nominal and lower[joint : joint + 1] == ["of"]:
                joint += 1  # "the deaths of two men and of a girl"
            if self.frame_at(joint) == "transitive" and self.words.tags[joint] != "VBG":
                break  # "killed three people and wounded others"
            if tags[joint : joint + 1] == ["VBG"] and lower[joint - 1] == "and":
                break  # "killing two guards and kidnapping others"
            following = self.phrases.starting_at(self.words, joint, self.end, self.actors)
            if following and phrase.quantity and joint == after + 1 and (
                apposes_one(self.words, phrase.quantity.core, following)
            ):  # fmt: skip
                break
            if following and phrase.name and joint == after + 1 and lower[after] == "," and (
                lower[following.end : following.end + 2] == [",", "and"]
                and tags[following.end + 2 : following.end + 3] == ["PRP$"]
            ):  # fmt: skip
                i = following.end + 2  # "killed Ali Saad, a teacher, and his son"
                continue
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
                    or (lower[phrase.head] in KIN and lower[following.head] in KIN)
                    or (following.name and (tags[joint] == "PRP$" or phrase.name))
                    or (listed and (following.people or (following.name and not phrase.plural)))
                )
                or (
                    lower[after] == ","
                    and joint == after + 1
                    and not (following.quantity or listed or self.kin(following))
                    and not self._goes_on(phrase, following)
                    and not (phrase.name and self._names_in_row(following))
                )
                or (lower[joint] in ("a", "an") and joint == after + 1 and self._is_subject(joint))
            ):
                break
            i = joint
        return found

    def _behind_joint(self, i: int) -> int:
        """Where the next of several victims can begin behind token i; `i` if nothing joins one.

        As behind ", and", "as well as", and "along with" if a number of people follows.
        """
        lower, joint = self.words.lower, i
        while joint < self.end and lower[joint] in JOINS:
            joint += 1
        if lower[joint : joint + 3] == ["as", "well", "as"]:
            return joint + 3
        if added := self._adding(joint):
            beside = self.phrases.starting_at(self.words, joint + added, self.end, self.actors)
            return joint + added if beside and beside.counted and beside.people else joint
        return joint

    def _adding(self, i: int) -> int:
        """How many tokens at token i add others to those told of: "along with", "besides"."""
        lower = self.words.lower
        if lower[i : i + 3] == ["in", "addition", "to"]:
            return 3
        return 2 if lower[i : i + 2] in ALONG_WITH else lower[i : i + 1] == ["besides"]

    def _owns(self, i: int) -> bool:
        """Whether token i marks a plural owner: "destroyed ten rebels' houses"."""
        words = self.words
        return (
            words.lower[i] in POSSESSIVES
            and words.lower[i - 1].endswith("s")
            and words.offsets[i] == words.end_offset(i - 1)
            and words.tags[min(i + 1, self.end - 1)] in ("NN", "NNS", "NNP", "VBZ")
            and POSSESSIVES.isdisjoint(words.lower[i - 3 : i])
        )

    def _names_in_row(self, phrase: Phrase) -> bool:
        """Whether a name goes on with another: "Omar Said, [Ali Hadi] and Rula Nasser"."""
        named = phrase.name and phrase.end - phrase.start > 1 and phrase.head not in self.places
        joint = self._after_attachment(phrase.end)
        joint += self.words.lower[joint : joint + 1] == [","]
        return named and self.words.lower[joint : joint + 1] == ["and"] and (
            self.words.tags[joint + 1 : joint + 2] == ["NNP"])  # fmt: skip

    def _goes_on(self, one: Phrase, other: Phrase) -> bool:
        """Whether a list goes on: "two women, [their driver] and a boy"; "people" would be they."""
        last = other.end + (self.words.lower[other.end : other.end + 1] == [","])
        if not other.people or self.words.lower[one.head] in _ANYBODY or (
            self.words.lower[last : last + 1] != ["and"]):  # fmt: skip
            return False
        closing = self.phrases.starting_at(self.words, last + 1, self.end, self.actors)
        return closing is not None and closing.counted and closing.people

    def _one_thing(self, phrase: Phrase) -> bool:
        """Whether a phrase is "a" something: "the killing of 40 in Yemen, a figure that …"."""
        core = phrase.quantity.core if phrase.quantity else phrase.start
        return self.words.lower[core] in ("a", "an") and self.words.tags[phrase.head] == "NN"

    def antecedent(self, i: int) -> list[Phrase]:
        """The object of a verb before to whom a pronoun at token i goes back.

        Counted people for "them" and "they", one person for "him" and "he".
        """
        words = self.words
        several = words.lower[i] in ("them", "they")
        for j in range(i - 2, max(self.start, i - _ANTECEDENT), -1):
            led_off = words.tags[j - 1] in _OBJECT_LEADS or words.lower[j - 1] in _OFF or (
                words.lower[j - 1] in ("on", "at") and words.lower[j - 2] in _FIRED
            )  # fmt: skip
            if led_off and words.lower[j - 1] not in self.outcomes:
                phrase = self.phrases.starting_at(words, j, i, self.actors)
                if phrase is None or phrase.plural != several or not self.victim(phrase):
                    continue
                named = phrase.name and phrase.end - phrase.start > 1
                if phrase.counted if several else phrase.people or named:
                    return [phrase]
        return []

    def _has_own_fate(self, i: int) -> bool:
        """Whether token i goes on "were wounded": "the deaths of 12 and [nine] were wounded"."""
        lower = self.words.lower
        verb = i + 1 + (self.words.tags[i + 1 : i + 2] == ["RB"])
        return i < self.end and lower[i] in WERE and self.frame_at(verb) in ("transitive", "strike")

    def _claims_subject(self, after: int) -> bool:
        """Whether the token is a finite verb, so that the phrase before it is its subject."""
        lower, tags = self.words.lower, self.words.tags
        after = self._behind_naming(after)
        if tags[after] in ("VBD", "VBP") and lower[after] in self.outcomes:
            return self.frame_at(after) in ("transitive", "strike") and self._acts(after)
        return tags[after] in ("VBZ", "MD", "VBD", "VBP")

    def _acts(self, verb: int) -> bool:
        """Whether people are the object of a verb: "killed a guard and rebels [killed] another"."""
        phrase = self.phrases.starting_at(self.words, verb + 1, self.end, self.actors)
        return phrase is not None and (phrase.counted or phrase.people) and self.victim(phrase)

    def _behind_naming(self, i: int) -> int:
        """The token behind "named Rula Hadi", "believed to be a guide" at token i, else i itself.

        The participle looks like a verb, but only tells who somebody is.
        """
        lower, last = self.words.lower, self.end - 1
        if i >= last:
            return i
        if lower[i] == "," and lower[i + 1] in ("also", "better") and lower[i + 2] in NAMING:
            i += 2  # "a guard, also known as Musa, and two cooks"
        if lower[i] in NAMING:
            name = i + 1 + (lower[i + 1 : i + 2] == ["as"])
            behind = name
            while behind < last and self.words.tags[behind] == "NNP":
                behind += 1
            return behind if behind > name else i
        return min(i + 3, last) if lower[i + 1 : i + 3] == ["to", "be"] else i

    def _shares_subject(self, after: int) -> bool:
        """Whether "and" at the token joins a verb's second subject: ", a mayor and papers said"."""
        if self.words.lower[after : after + 1] != ["and"]:
            return False
        other = self.phrases.starting_at(self.words, after + 1, self.end, self.actors)
        if other is None:
            return False
        verb = other.end
        if verb < self.end and self.words.tags[verb] == "IN":  # "a source on the scene said"
            inner = self.phrases.starting_at(self.words, verb + 1, self.end, self.actors)
            verb = inner.end if inner else verb
        return verb < self.end and self._claims_subject(verb)

    def _after_attachment(self, i: int) -> int:
        """Skip a short bracket, "aged 25" or "in Kut" between two coordinated victims."""
        lower, tags = self.words.lower, self.words.tags
        if i < self.end and lower[i] == "(":
            for j in range(i, min(i + 8, self.end)):
                if lower[j] == ")":
                    return j + 1
        if (
            tags[i - 1] == "NNP"
            and lower[i : i + 1] == [","]
            and (
                len(age := "".join(lower[i + 1 : i + 2])) < _AGE_DIGITS
                and age.isdigit()
                and lower[i + 2 : i + 3] in ([","], ["and"])
            )
        ):
            return i + 2  # "Ali Hadi, 43, and Rula Hadi, 40"
        ages = i + (lower[i : i + 1] == [","])
        if ages < self.end and lower[ages] in ("aged", "ages"):
            i = ages + 1
            while i < self.end and (
                self.words.tags[i] == "CD"
                or lower[i] in _AGES
                or (lower[i] == "and" and lower[i + 2 : i + 3] in ([","], ["and"]))
            ):
                i += 1
            return i
        if self.words.tags[i - 1] == "NN" and lower[i : i + 1] in (["around"], ["about"]) and (
            self.words.tags[i + 1 : i + 2] == ["CD"] and lower[i + 2 : i + 3] == ["in"]
        ):  # fmt: skip
            return self._after_attachment(i + 2)  # "a woman around 60 in critical condition, a man"
        if lower[i : i + 4] == ["under", "the", "age", "of"]:
            return min(i + 5, self.end)
        if lower[i : i + 1] == [","] and lower[i + 1 : i + 2] and lower[i + 1] in PLACED:
            behind = i + 2  # "Omar Hadi, from Kut, and Rula Hadi, from Sur"
            while behind < self.end and tags[behind] in _NOMINAL:
                behind += 1
            if lower[behind : behind + 1] == [","] and not self._is_subject(behind + 1):
                return behind
        if lower[i + 1 : i + 2] == ["and"] and not self._is_subject(i + 2) and (
            self.words.tags[i] == "RB" or lower[i] in _WHEREABOUTS):  # fmt: skip
            return i + 1  # "killing six people inside and three more at the gate"
        last = i
        while last < min(i + _ATTACHED, self.end) and (
            lower[last] in _SETTINGS
            or (last > i and (self.words.tags[last] in _NOMINAL or self._year(last)))
        ):
            last += 1
        joint = last > i + 1 and last + 1 < self.end and lower[last] in JOINS
        return last if joint and not self._is_subject(last + 1) else i

    def _year(self, i: int) -> bool:
        """Whether token i is a year: "lost a brother in 1996, a cousin in 2006"."""
        word = self.words.lower[i]
        return word.isdigit() and len(word) == 4 and word[:2] in ("19", "20") and (
            self.words.lower[i - 1] in ("in", "of"))  # fmt: skip

    def _is_subject(self, i: int) -> bool:
        """Whether what begins at token i has a verb: "killing five, [a clerk in Kut said]"."""
        words = self.words
        for j in range(i, min(i + _ATTACHED, self.end)):
            other = words.tags[j] in FINITE and words.lower[j] not in self.outcomes
            if other and self._behind_naming(j) == j:
                return True
            if words.lower[j] in (",", ";", ".") or words.tags[j] in ("WP", "WDT"):
                break
        return False

    def _after_name(self, i: int) -> int:
        """Skip the name of a victim before one more: "a boy, Ali Hadi, and two women"."""
        lower, tags = self.words.lower, self.words.tags
        last = i + 1
        while last < self.end and tags[last] == "NNP" and last not in self.places:
            last += 1
        named = lower[i : i + 1] == [","] and last > i + 1
        goes_on = lower[last : last + 2] in ([",", "and"], [",", "a"]) or (
            lower[last : last + 1] == [","] and tags[last + 1 : last + 2] == ["PRP$"]
        )
        return last if named and goes_on else i
