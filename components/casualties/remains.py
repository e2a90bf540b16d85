"""Bodies and graves, which stand for the dead: "12 bodies were found", "the body of a man"."""

from __future__ import annotations

from typing import Final

from sitrep.components.casualties.nouns import NounFrames
from sitrep.components.casualties.spans import Casualty
from sitrep.components.grammar.phrases import Phrase
from sitrep.components.grammar.word_forms import BE, HAVE, POSSESSIVES

_ONE_BODY: Final = frozenset({"body", "corpse"})
_FOUND: Final = frozenset(
    "there found find finding left leaving saw seen recovered retrieved discovered pulled carrying "
    "carried dumped lying lay buried brought dragged removed washed thrown strewn scattered".split()
)
_STREWN: Final = frozenset({"lying", "strewn", "scattered", "dumped"})
# "Some of the bodies": of those that have been counted.
_FEW: Final = frozenset({"some", "many", "several", "few"})
_THE_BODIES: Final = (["of", "the"], ["of", "these"], ["of", "those"])
_ONCE: Final = frozenset({"once", "until", "if"})
# What may stand before "bodies" that nobody counts.
_BEFORE_BODIES: Final = frozenset(", . : ; CC VBD VBG VBZ VBP VBN `` '' IN RB WRB".split())


class RemainsFrames(NounFrames):
    """Finds, besides, the casualties that bodies and graves tell of."""

    def remains(self, i: int, outcome: str) -> list[Casualty]:
        """As in "12 bodies were found", "the body of a man"."""
        lower = self.words.lower
        if phrase := self.counted_noun(i) or self._counted_remains(i):
            if (
                lower[i] in ("body", "corpse")
                and phrase.quantity
                and lower[phrase.quantity.core] in ("a", "the", "any", "no")
                and not (i + 1 < self.end and lower[i + 1] == "of")
            ):
                return []
            if lower[i + 1 : i + 2] == ["of"] and self._thing(i + 2):
                return []  # "two bodies of water"
            number = phrase.quantity
            if number and number.code in _FEW and lower[number.end : number.end + 2] in _THE_BODIES:
                return []  # "Some of the bodies were burnt": counted before
            return list(self.make([phrase], outcome, (i, i + 1), "remains"))
        one = self.phrases.ending_at(self.words, i + 1, self.start, {})
        found_at = {*lower[max(self.start, i - 4) : i], *lower[i + 1 : min(i + 4, self.end)]}
        if one and one.counted and lower[one.full_start] == "a" and lower[i] in _ONE_BODY and (
            lower[i + 1 : i + 2] != ["of"] and not _FOUND.isdisjoint(found_at)):  # fmt: skip
            return list(self.make([one], outcome, (i, i + 1), "remains"))
        if i + 1 < self.end and lower[i + 1] == "of":
            found = [p for p in self.objects(i + 2, nominal=True) if p.counted] or [
                p
                for p in self.objects(i + 2, nominal=not lower[i].startswith("martyr"))
                if p.name or not p.plural
            ]
            return list(self.make(found, outcome, (i, i + 2), "remains-of"))
        return self._possessor(i, outcome) or self._uncounted_remains(i, outcome)

    def _thing(self, i: int) -> bool:
        """Whether a noun alone that is nobody stands at token i."""
        owner = self.phrases.starting_at(self.words, i, self.end, self.actors)
        named = owner is None or owner.people or owner.counted or owner.name
        return not named and self.words.tags[i] == "NN"

    def _counted_remains(self, i: int) -> Phrase | None:
        """The phrase "one charred body" whose participle looks like a verb of its own."""
        participle = self.words.tags[i - 1] in ("VBD", "VBN") and self.words.lower[i - 1].endswith(
            "ed"
        )
        if not participle or self.words.lower[i - 1] in _FOUND or i - 2 < self.start:
            return None
        number = self.phrases.ending_at(self.words, i - 1, self.start, {})
        bare = number is not None and number.bare and number.end == i - 1
        return number._replace(end=i + 1, head=i) if number and bare else None

    def _uncounted_remains(self, i: int, outcome: str) -> list[Casualty]:
        """As in "more bodies have been found", "bodies were lying in the street"."""
        lower, tags = self.words.lower, self.words.tags
        if lower[i] not in ("bodies", "corpses"):
            return []
        apostrophe = lower[i - 1] in POSSESSIVES
        if apostrophe and self.words.offsets[i - 1] == self.words.end_offset(i - 2):
            return []  # "The victims' bodies were found": counted before
        ahead = lower[i + 1 : i + 2] in (["are"], ["is"]) and not _ONCE.isdisjoint(
            lower[self.start : i]
        )
        if ahead or lower[i - 1] in _ONCE:
            return []  # "once bodies are recovered"
        first = i
        while first > self.start and (
            lower[first - 1] == "more"
            or (tags[first - 1] == "VBN" and lower[first - 1] not in _FOUND)
        ):
            first -= 1
        lying = i + 1 < self.end and lower[i + 1] in _STREWN
        if first > self.start and (
            tags[first - 1] not in _BEFORE_BODIES
            and not (lying and lower[first - 1].endswith("ing"))  # "seeing bodies lying there"
        ):
            return []
        met = i + 1
        while met < self.end and (tags[met] == "RB" or lower[met] in BE | HAVE):
            met += 1
        seen = first > self.start and lower[first - 1] in _FOUND
        if not seen and (met >= self.end or lower[met] not in _FOUND):
            return []
        return [Casualty(first, i + 1, outcome, "some", (first, i + 1), (i, i + 1), "remains")]

    def grave(self, i: int, outcome: str) -> list[Casualty]:
        """Counted graves, burials, coffins and funerals stand for the dead; mass graves do not."""
        phrase = self.counted_noun(i)
        if phrase is None and self.words.lower[i + 1 : i + 2] in (["of"], ["for"]):
            found = [p for p in self.objects(i + 2, nominal=True) if p.people and p.counted]
            return list(self.make(found, outcome, (i, i + 1), "remains-of"))
        none = phrase is not None and phrase.quantity is not None and phrase.quantity.code == "0"
        if phrase and phrase.quantity and phrase.quantity.code in _FEW:
            return []  # "Several funerals were held": nobody counts the dead
        if phrase is None or none or "mass" in self.words.lower[phrase.start : i]:
            return []
        return list(self.make([phrase], outcome, (i, i + 1), "remains"))
