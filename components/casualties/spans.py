"""What every frame of an outcome word makes: a casualty of a victim phrase."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Final, NamedTuple

from sitrep.components.casualties.victim_subjects import SubjectReader
from sitrep.components.casualties.victims import JOINS, TIME_WORDS
from sitrep.components.grammar.clauses import verb_group_start
from sitrep.components.grammar.phrases import Phrase
from sitrep.components.grammar.uncounted import TIME_UNITS

_KNOWN: Final = frozenset("victims martyrs dead deceased wounded injured casualties".split())
_NOMINAL: Final = frozenset({"NN", "NNS", "NNP", "PRP", "VBD", "VBN"})
_OWNED: Final = frozenset({"DT", "PRP$", "CD", "JJ", "RB", "POS"})
_HURT_NOUNS: Final = frozenset({"dead", "wounded", "injured", "hurt", "killed"})
LARGE: Final = frozenset({"dozens", "scores", "hundreds", "thousands"})
"""The vague words that count people where "many" only describes them."""
_DENIALS: Final = frozenset(
    "denies denied deny denying denial no not n't nor without never neither whether if".split()
)
ROLLS: Final = frozenset("list lists register roll names".split())
"""What counts the dead or hurt by name."""
# Nouns of one body that are several people, however many, and those that are two.
_SEVERAL: Final = frozenset("family household crew team patrol squad garrison".split())
_PAIRS: Final = frozenset({"couple", "pair"})
# What stands before "dead and wounded" whom nobody counts.
_LEAVING: Final = frozenset("left leaving leave leaves causing caused".split())
_ALSO_HURT: Final = (["wounded"], ["injured"])
_AVERAGES: Final = frozenset({"average", "averages", "mean"})
_RULED: Final = frozenset({"rule", "rules", "ruled", "ruling"})
_NO_OBJECT: Final = frozenset(
    {".", ",", ":", "IN", "TO", "CC", "RB", "EX", "WRB", "-RRB-", "-LRB-", "''", "_SP"}
)


class Casualty(NamedTuple):
    """One reported count at tokens [start, end).

    `code` follows the guidelines; `number` is the token range of the counting words; `trigger`
    the range of the words that tell the outcome; `rule` the construction; `whole` the tokens of the
    casualty that already counts these victims.
    """

    start: int
    end: int
    label: str
    code: str
    number: tuple[int, int]
    trigger: tuple[int, int]
    rule: str
    whole: tuple[int, int] | None = None


class CasualtySpans(SubjectReader):
    """Makes casualties of the victim phrases of one sentence."""

    def make(
        self,
        phrases: list[Phrase],
        outcome: str,
        trigger: tuple[int, int],
        rule: str,
        *,
        checked: bool = False,
    ) -> Iterator[Casualty]:
        """The casualties of victim phrases; `checked` ones are known to be counts of people."""
        for phrase in self._joined(phrases):
            quantity, start, at = phrase.quantity, phrase.start, phrase.full_start
            if at and self.words.lower[at - 1] == "how" and (not quantity or quantity.vague):
                continue
            if quantity and self.words.lower[at - 1] == "of" and at > 1 and (
                self.words.lower[at - 2] in _AVERAGES):  # fmt: skip
                continue  # "a monthly average of 30 deaths"
            remains = self.frame_at(phrase.head) == "remains"
            if remains and outcome == "INJURED":
                continue  # "their corpses had been burned"
            if quantity is None and self.words.lower[at] == "the" and (
                self.words.lower[phrase.head] in _KNOWN):  # fmt: skip
                continue  # "the victims were shot": counted before
            if self.words.lower[at] in ("any", "anyone", "anybody"):
                if not self.denied_before(at):
                    continue
                start, code, number = at, "0", (at, at + 1)
            elif self.words.lower[at : at + 2] == ["a", "single"] and self.denied_before(at):
                code, number = "0", (at, at + 2)
            elif quantity is not None:
                code, number = quantity.code, (quantity.start, quantity.end)
                if code == "1" and self.words.lower[phrase.head] in _SEVERAL:
                    code = "some"  # "an entire family"
                if code.isdigit() and self.words.lower[phrase.end : phrase.end + 2] == [
                    "at",
                    "least",
                ]:
                    code += "+"  # "51 persons at least"
                if code.isdigit() and "estimated" in self.words.lower[phrase.end : trigger[0]]:
                    code = f"~{code}"  # "600 are estimated to have died"
            elif phrase.plural or self.words.lower[phrase.head] in _SEVERAL:
                code, number = "some", (phrase.start, phrase.end)
            elif self.words.lower[phrase.head] in _PAIRS:
                code, number = "2", (phrase.start, phrase.end)
            else:
                code, number = "1", (phrase.start, phrase.end)
            if checked or phrase.people or quantity or phrase.name:
                yield Casualty(start, phrase.end, outcome, code, number, trigger, rule)

    def denied_before(self, i: int) -> bool:
        """Whether the sentence denies before token i: "denied that any", "ruled out any"."""
        before = self.words.lower[self.start : i]
        ruled_out = any(w in _RULED and then == "out" for w, then in pairwise(before))
        return ruled_out or not _DENIALS.isdisjoint(before)

    def _joined(self, phrases: list[Phrase]) -> Iterator[Phrase]:
        """Plurals without a number of their own with the plural before: "20 men and boys"."""
        last: Phrase | None = None
        for phrase in phrases:
            alike = last is not None and last.plural and last.people and not last.bare
            if alike and last is not None and phrase.plural and phrase.people and (
                phrase.quantity is None
                and self.words.lower[phrase.head] != "others"
                and JOINS.issuperset(self.words.lower[last.end : phrase.full_start])
                and self.words.tags[phrase.full_start] not in ("DT", "PRP$")
            ):  # fmt: skip
                last = last._replace(end=phrase.end)
                continue
            if last is not None:
                yield last
            last = phrase
        if last is not None:
            yield last

    def _with_participle(self, found: list[Phrase], i: int) -> list[Phrase]:
        """Bare numbers take the participle behind them with them: "22 wounded"."""
        return [
            p._replace(end=i + 1) if p.quantity and p.head == p.quantity.core and p.end == i else p
            for p in found
        ]

    def _no_object(self, i: int) -> bool:
        """Whether nothing at token i can be the object of the verb before it."""
        return (
            i >= self.end
            or self.words.tags[i] in _NO_OBJECT
            or self.words.lower[i] in TIME_WORDS
            or self.words.lower[i] == "due"
            or self._measures_time(i)
            or self._attends(i)
            or self.words.lower[i] in self.outcomes
        )

    def _attends(self, i: int) -> bool:
        """Whether token i tells what people did meanwhile: "hurt jumping from a tower"."""
        doing = self.words.tags[i] == "VBG" or (
            self.words.tags[i] == "NN" and self.words.lower[i].endswith("ing")
        )
        return doing and self.words.tags[min(i + 1, self.end - 1)] == "IN"

    def _measures_time(self, i: int) -> bool:
        """Whether token i begins "this month", "last week", "a day": when, and nobody."""
        last = i + 1 + (self.words.tags[min(i + 1, self.end - 1)] in ("JJ", "CD"))
        return (
            last < self.end
            and self.words.tags[i] in ("DT", "JJ")
            and (self.words.lower[last] in TIME_UNITS or self.words.lower[last] in TIME_WORDS)
        )

    def _counted_hurt(self, i: int, outcome: str) -> list[Casualty]:
        """As in "142 wounded were admitted", "dozens of dead", "25 wounded men"."""
        lower = self.words.lower
        if (
            i - 2 >= self.start
            and lower[i - 1] == "more"
            and lower[i] in ("wounded", "injured")
            and self.words.tags[i - 2].startswith("VB")
            and lower[i + 1 : i + 2] != ["than"]
        ):  # "They are bringing more wounded"
            return [Casualty(i - 1, i + 1, outcome, "some", (i - 1, i), (i, i + 1), "state")]
        if lower[i] not in _HURT_NOUNS or lower[i - 1] in ("the", "these", "those"):
            return []
        noun = None
        if i + 1 < self.end and self.words.lower[i + 1] in self.phrases.person:
            noun = self.counted_noun(i + 1)
            if noun is None and lower[i] != "killed" and self.words.tags[i - 1] not in _OWNED:
                several = self.phrases.starting_at(self.words, i, self.end, {})
                uncounted = lower[i - 1] == "and" and lower[i - 2] in _HURT_NOUNS and (
                    "number" in lower[max(self.start, i - 5) : i])  # fmt: skip
                plural = several is not None and several.plural and not several.quantity
                plural &= not uncounted  # "the number of dead and wounded soldiers"
                plural &= lower[i - 1] != "of" or lower[i - 2] not in ROLLS
                noun = several if plural else None  # "Wounded soldiers were flown out"
        noun = noun or self.counted_noun(i)
        found = [noun] if noun else self._with_participle(
            [p for p in self.adjacent(i) if p.bare], i)  # fmt: skip
        return list(self.make(found, outcome, (i, i + 1), "state"))

    def there_are(self, i: int, outcome: str) -> list[Casualty]:
        """As in "there are dead", "there were injuries": nobody says how many."""
        lower, tags = self.words.lower, self.words.tags
        be = i - 1 - (lower[i - 1] == "also")
        pair = lower[i : i + 2] == ["dead", "and"] and lower[i + 2 : i + 3] in _ALSO_HURT
        if be > self.start + 1 and lower[be] == "and" and lower[be - 1] in self.outcomes:
            pair = lower[be - 1] == "dead" and [lower[i]] in _ALSO_HURT
            be -= 2  # "there are dead and wounded"
        left = be - (tags[be] in ("``", "''"))
        if pair and lower[left] in _LEAVING:
            return [Casualty(i, i + 1, outcome, "some", (i, i + 1), (i, i + 1), "left-dead")]
        if lower[be] not in ("are", "were", "be", "been"):
            return []
        group = verb_group_start(self.words, be, self.start)
        if lower[group - 1] != "there" or (group - 1 > self.start and tags[group - 2] in _NOMINAL):
            return []
        return [Casualty(i, i + 1, outcome, "some", (i, i + 1), (i, i + 1), "there-are")]

    def _denotes_people(self, start: int, end: int) -> bool:
        phrase = self.phrases.starting_at(self.words, start, self.end, self.actors)
        if phrase is None or phrase.end < end:
            return False
        return phrase.people or phrase.bare or (phrase.name and phrase.head not in self.places)
