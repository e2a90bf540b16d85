"""Counts that go back to an earlier one: "three of the dead", "nine of them", "One was a boy"."""

from __future__ import annotations

from typing import Final

from sitrep.components.casualties.frames import CasualtyFrames
from sitrep.components.casualties.members import INCLUDE
from sitrep.components.casualties.spans import Casualty
from sitrep.components.casualties.victims import AMONG, COUNTS
from sitrep.components.grammar.quantities import Quantity
from sitrep.components.grammar.word_forms import WERE
from sitrep.components.grammar.word_tagger import FINITE, NOMINAL

_OPENERS: Final = frozenset({",", "and", "while", "where", "all", "says", "said", "that", "of"})
# Before "one of the dead", which goes on with a count as it is, but not with "of them".
_LEADS: Final = frozenset("for to by with identified named buried".split())
# How many tokens before its sentence the count that "of them" goes back to may end.
_REFERENCE_REACH: Final = 40
_SPEAKING: Final = frozenset(
    "said says told tells described recalled added explained wrote".split()
)
_WHOM: Final = frozenset({"them", "the", "those"})
# The words that can tell whom an earlier count counts.
_AMONG_THEM: Final = WERE | INCLUDE | {"among"}
_AMONG: Final = ["among", "them"]
# Before ", my nephew among them".
_BEFORE_ASIDE: Final = frozenset({",", "–", "—", "-", "(", "with"})
_ONE_OF_THEM: Final = ["one", "of", "them"]
_THEY: Final = frozenset({"they", "these", "this"})
_THIS: Final = frozenset({"this", "that", "the", "its", "total", "death"})
_WAS: Final = frozenset({"was", "is"})
_PARTS_OFF: Final = frozenset({",", ";", "and"})
_WHO: Final = frozenset({"DT", "PRP$", "NNP"})


class CasualtyReferences(CasualtyFrames):
    """Finds, besides, the counts of a sentence that go back to an earlier one."""

    def back_references(self, earlier: list[Casualty], taken: list[Casualty]) -> list[Casualty]:
        """Parts of an earlier count: "Three of the dead were …", "Nine of them have …"."""
        lower = self.words.lower
        found: list[Casualty] = []
        behind = range(self.start + 1, self.end - 1)
        for of in [i for i in behind if lower[i] == "of" and lower[i + 1] in _WHOM]:
            last = of + 2  # "three of the dead", "26 of the 57 victims", "two of those killed"
            if lower[of + 1] == "the" and (
                total := self.phrases.quantities.starting_at(self.words, of + 2, self.end)
            ):
                last = total.end
            noun = lower[last] if lower[of + 1] != "them" and last < self.end else ""
            if lower[of + 1] == "those" and noun in WERE:
                noun = ""  # "27 of those were children"
            quantity = self._number_before(of) if noun in AMONG or not noun else None
            if quantity is None or quantity.code == "0":
                continue
            i, at = quantity.start, of + 1
            told = [c for c in earlier if c.end <= i]
            if noun == "" and self._apposes(quantity, at + 1):
                continue
            if noun in AMONG:
                label, end = ("INJURED" if noun in ("wounded", "injured") else "KILLED"), last + 1
            elif noun == "" and told:
                label, end = told[-1].label, at + 1
            else:
                continue
            before = [
                c for c in earlier if c.label == label and c.end <= i and _can_hold(c, quantity)
            ]
            root = _root(before[-1], earlier) if before else None
            whole = (root.start, root.end) if root else None
            if noun == "" and (whole is None or whole[1] < self.start - _REFERENCE_REACH):
                continue
            if any(c.start < end and i < c.end for c in taken):
                continue
            if lower[i - 1] in ("said", "says") and self.words.tags[end] not in FINITE:
                continue  # "… said one of the wounded, Ali Saad"
            if noun == "" and self._speaks(end):
                continue  # "One of them, a nurse, said"
            found.append(
                Casualty(
                    quantity.start,
                    end,
                    label,
                    quantity.code,
                    (quantity.start, quantity.end),
                    (quantity.end, end),
                    "back-reference",
                    whole,
                )
            )
        return found

    def _speaks(self, i: int) -> bool:
        """Whether a verb of saying stands at token i, or behind an aside between commas."""
        lower = self.words.lower
        if lower[i : i + 1] == [","] and "," in lower[i + 1 : self.end]:
            i = lower.index(",", i + 1) + 1
        return i < self.end and lower[i] in _SPEAKING

    def among_them(self, earlier: list[Casualty]) -> list[Casualty]:
        """Whom an earlier count counts: "A nurse was among them", "They include two nurses".

        So do "Among them was a nurse" and "The nurse was one of them".
        """
        lower = self.words.lower
        parts: list[Casualty] = []
        several = [c for c in earlier if c.code != "1"]
        signs = range(self.start, self.end - 1) if several else ()
        for i in [i for i in signs if lower[i] in _AMONG_THEM]:
            told = [c for c in several if c.end <= i]
            whole = _root(told[-1], earlier) if told else None
            if whole is None or whole.end < self.start - _REFERENCE_REACH:
                continue
            found: list[Casualty] = []
            noun = i - 1 - (lower[i - 1] == "also")
            if lower[i - 1] == "they" and lower[i] in WERE:
                found = self.named_parts(whole, i + 1)
            elif lower[i] in INCLUDE and (
                (i == self.start + 1 and lower[i - 1] in _THEY)
                or (lower[noun - 1] in _THIS and lower[noun] in COUNTS)
            ):
                found = self.listed(i + 1, whole.label, (i - 1, i + 1))
            elif i == self.start and lower[i : i + 2] == _AMONG and lower[i + 2] in WERE:
                found = self.listed(i + 3, whole.label, (i, i + 2))
            elif lower[i - 1] in WERE and lower[i : i + 2] == _AMONG:
                found = self._members(i - 1, whole)
            elif i > self.start and lower[i] in WERE and lower[i + 1 : i + 4] == _ONE_OF_THEM:
                found = self._members(i, whole)
            elif lower[i : i + 2] == _AMONG and whole.start >= self.start:
                found = self._told_behind(i, whole)
            parts += [part._replace(whole=(whole.start, whole.end)) for part in found]
        return parts

    def _members(self, verb: int, whole: Casualty) -> list[Casualty]:
        """The subjects of the verb at a token behind which "among them" or "one of them" stands."""
        beside = [
            p for p in self.subjects(verb) if p.counted or p.name or (p.people and not p.plural)
        ]
        return list(self.make(beside, whole.label, (verb + 1, verb + 3), "back-reference"))

    def _told_behind(self, among: int, whole: Casualty) -> list[Casualty]:
        """As in ", my nephew among them", where no number says that somebody is counted."""
        one = self.phrases.ending_at(self.words, among, self.start, self.actors)
        if one is None or one.counted or one.plural or not (one.people or one.name):
            return []
        if self.words.lower[one.full_start - 1] not in _BEFORE_ASIDE:
            return []
        return list(self.make([one], whole.label, (among, among + 2), "back-reference"))

    def named_parts(self, parent: Casualty, i: int) -> list[Casualty]:
        """Who a count counts, all of them listed from token i on: "two dead: a boy and Ali Sad"."""
        listed = self.listed(i, parent.label, parent.trigger)
        numbers = [int(part.code) for part in listed if part.code.isdigit()]
        if len(numbers) < len(listed) or not listed or parent.code.rstrip("+") != str(sum(numbers)):
            return []
        return [part._replace(whole=(parent.start, parent.end)) for part in listed]

    def one_by_one(self, earlier: list[Casualty]) -> list[Casualty]:
        """Who an earlier count counts, one by one: "One was a child, another an old man"."""
        lower, tags = self.words.lower, self.words.tags
        found: list[Casualty] = []
        if not earlier or "one" not in lower[self.start : self.end]:
            return found
        anchors = [i for i in range(self.start, self.end - 2) if lower[i] in ("one", "another")]
        for i in anchors:
            first = lower[i] == "one" and (i == self.start or lower[i - 1] in _PARTS_OFF)
            who = min(i + 2 + (lower[i + 2] == "about"), self.end - 1)
            if not (first and lower[i + 1] in _WAS and tags[who] in _WHO) and not (
                found and lower[i] == "another" and lower[i - 1] in _PARTS_OFF and (
                    lower[i + 1] in _WAS or tags[i + 1] == "DT")):  # fmt: skip
                continue
            before = [c for c in earlier if i - _REFERENCE_REACH < c.end <= i]
            if (of := self._fronted(i)) is not None:
                before = [c for c in before if c.label == of]
            if not before or before[-1].code in ("0", "1"):
                continue
            root = _root(before[-1], earlier)
            # "Three of the dead were men, one was …"
            sibling = root.rule == "back-reference"
            whole = None if sibling else (root.start, root.end)
            found.append(
                Casualty(
                    i, i + 1, before[-1].label, "1", (i, i + 1), (i, i + 2), "back-reference", whole
                )
            )
        return found

    def _fronted(self, i: int) -> str | None:
        """What those suffered of whom one is told at token i: "Of those killed, one was a boy"."""
        before = self.words.lower[self.start : i]
        if before[:1] != ["of"] or AMONG.isdisjoint(before):
            return None
        return "INJURED" if "wounded" in before or "injured" in before else "KILLED"

    def _apposes(self, quantity: Quantity, after: int) -> bool:
        """Whether no count of its own says who they are: "many of them women", "both of them"."""
        vague = quantity.vague or quantity.code == "0"
        both = self.words.lower[quantity.core] == "both"
        nouns = self.words.tags[after : after + 1]
        return (vague or both) and bool(nouns) and nouns[0] in (*NOMINAL, "JJ", "IN")

    def _number_before(self, end: int) -> Quantity | None:
        """The number that ends at token `end` and opens its clause."""
        for i in range(max(self.start, end - 5), end):
            quantity = self.phrases.quantities.starting_at(self.words, i, end)
            if quantity is not None and quantity.end == end:
                lead = self.words.lower[i - 1]
                named = lead in _LEADS and self.words.lower[end + 1] == "the"
                named |= lead in ("only", "reported", "confirmed") and i - 1 > self.start
                named |= lead == ";" and self.words.lower[min(end + 2, self.end - 1)] in WERE
                return quantity if i == self.start or lead in _OPENERS or named else None
        return None


def _root(count: Casualty, earlier: list[Casualty]) -> Casualty:
    """The count that a part is part of, else the count itself."""
    return next((c for c in earlier if (c.start, c.end) == count.whole), count)


def _can_hold(whole: Casualty, part: Quantity) -> bool:
    """Whether a count is none of nobody, nor smaller than a part of it."""
    sizes = whole.code, part.code
    return whole.code != "0" and not (
        all(size.isdigit() for size in sizes) and int(whole.code) < int(part.code)
    )
