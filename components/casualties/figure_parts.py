"""Counts behind another of their sentence that are parts of it: "eight people (three men …)"."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sitrep.components.casualties.spans import Casualty
from sitrep.components.casualties.victims import AMONG, apposes_one
from sitrep.components.grammar.phrases import Phrase, PhraseReader
from sitrep.components.grammar.word_forms import WERE
from sitrep.components.grammar.word_tagger import FINITE
from sitrep.components.grammar.words import Words

_PARTS: Final = frozenset({"part", "part-of-whom", "subset", "by-place"})
_HURT: Final = frozenset({"injured", "wounded"})
# How many tokens behind a part the next of the same list may begin.
_LIST_REACH: Final = 9
# How many tokens before its count ", 94 were women" the "of" of "of those killed" may stand.
_ATTACHED: Final = frozenset("IN DT NN NNP JJ".split())
_FRONTED_REACH: Final = 16
_BEFORE_FRONTED: Final = frozenset({"that", ",", "and", "said", "–", "-", "out"})
_ANAPHORS: Final = AMONG | {"who", "them", "these"}
# "Of those, 34 were children": nobody else is meant than those who were counted.
_THOSE: Final = (["those", ","], ["the", "total", ","], ["that", "number", ","])
_TELLING: Final = frozenset({"said", "says", "according"})
_DASHES: Final = frozenset({"–", "—", "-", "--", "("})

Part = tuple[str, tuple[int, int] | None]
"""The construction of a part, and the tokens of the count that it is a part of."""


class FigureParts:
    """Reads parts of counts; `degree` are the words that tell how badly people are hurt."""

    def __init__(self, degree: set[str], phrases: PhraseReader) -> None:
        self._degree, self._phrases = degree, phrases

    def read(
        self, words: Words, phrase: Phrase, sentence: tuple[int, int], told: Sequence[Casualty]
    ) -> Part | tuple[None, None]:
        """Whether the phrase is a part of one of the counts `told`, and of which."""
        lower, tags = words.lower, words.tags
        start, end = sentence
        at, after = phrase.start, phrase.end
        counts = [c for c in told if start <= c.start and c.end <= at and c.code != "0"]
        if not counts and not phrase.bare:
            return None, None
        quantity = phrase.quantity
        of = (
            self._fronted(words, at, start)
            if tags[min(after, end - 1)] in (*FINITE, "VB")
            else None
        )
        fronted = of is not None
        if of is not None and phrase.bare and not any(c.start > of for c in counts):
            if _ANAPHORS.isdisjoint(lower[of:at]) and lower[of + 1 : at] not in _THOSE:
                return None, None
            labels = ["INJURED"] if _HURT.intersection(lower[of:at]) else ["INJURED", "KILLED"]
            earlier = [c for c in told if c.end <= of and c.code != "0" and c.label in labels]
            last = max(earlier, key=lambda c: c.end) if earlier else None
            return "part-of-whom", _whole_of(last, told) or (last.start, last.end) if last else None
        if not counts or quantity is None or lower[quantity.core] == "both":
            return None, None
        if quantity.code == "0" and not phrase.bare:
            return None, None  # "two died, of whom no paper speaks"
        nearest = max(counts, key=lambda c: c.end)
        orphan = nearest.whole is None and nearest.rule in ("part", "part-of-whom")
        whole = None if orphan else (nearest.start, nearest.end)
        lead = lower[at - 1]
        if nearest.end == at - 1 and apposes_one(words, nearest.number[0], phrase):
            return None, None
        joined = self._joined(words, phrase, nearest, told)
        if joined and (nearest.rule != "by-place" or at - nearest.end > 1):
            whole = _whole_of(nearest, told) or whole  # but "Rabia: 7, a girl included": of the 7
        if lower[at - 2 : at] in (["of", "whom"], ["of", "which"], ["among", "whom"]) or (
            phrase.bare and lower[after : after + 1] == ["of"] and (
                lower[after + 1 : after + 2] in (["whom"], ["which"]))):  # fmt: skip
            things = quantity.vague and "which" in lower[at - 1 : after + 2]
            return (None, None) if things else ("part-of-whom", whole)  # "raids, some of which"
        if (phrase.people or phrase.bare) and (
            lead in ("including", "includes", "included") or lower[at - 2 : at] == ["among", "them"]
        ):
            return "part", whole
        if lower[after : after + 2] in (["among", "them"], ["among", "those"]) or (
            phrase.people and lower[after : after + 1] == ["included"]
        ):
            return ("part-among", whole) if phrase.people or phrase.bare else (None, None)
        if phrase.bare and nearest.rule == "back-reference" and lead == "and" and (
            lower[after : after + 1] in (["were"], ["are"])):  # fmt: skip
            return "part", nearest.whole  # "33 of the victims were men and 24 were women"
        if phrase.bare and fronted:  # "Of the six people killed, two were children"
            return "part-of-whom", _whole_of(nearest, told) or whole
        if phrase.bare and after < end and lower[after] in WERE:  # "63 bodies, and two were nurses"
            kind = self._phrases.starting_at(words, after + 1, end, {})
            if kind is not None and kind.people and not kind.counted:
                return "part", whole
        listed = lead == "," or lead in _DASHES
        if phrase.bare:
            degree = lower[after : after + 1]
            hurt = degree and degree[0] in self._degree
            carried = (degree in (["with"], ["whose"]) and not quantity.vague) or (
                degree == ["in"] and tags[after + 1 : after + 2] in (["NN"], ["DT"], ["JJ"])
            )  # "17 bodies, three in uniform"
            if quantity.code in ("0", "some") and hurt:
                return None, None  # "12 hurt, none seriously", "some seriously"
            if quantity.code == "0":
                return None, None
            if lead in (",", "and", ";", "(") and (hurt or (carried and at - nearest.end < 8)):
                return "part-degree", whole
            if degree in (["from"], ["of"]) and listed and self._adds_up(
                words, phrase, nearest, end
            ):  # fmt: skip
                return "part", whole  # "nine died, six from the army and three rebels"
            if degree == ["by"] and lead == "and" and nearest.whole and at - nearest.end < 6:
                return "part", nearest.whole  # "three of them by live fire and two by gas"
            return ("part", whole) if joined and lead != ";" else (None, None)
        if not phrase.people:
            return None, None
        gapped = lead == "," and lower[nearest.end : nearest.end + 1] and (
            lower[nearest.end] in WERE and nearest.rule == "back-reference"
        )  # fmt: skip
        if gapped and tags[after : after + 1] and tags[after] in (".", ",", "CC"):
            return "part", nearest.whole  # "Forty of the dead were men, twelve women."
        if lead in (",", "and") and lower[after : after + 1] and lower[after] in self._degree:
            return "part-degree", whole
        behind_colon = (
            lead == ":" and at - nearest.end < 10 and "told" not in lower[nearest.end : at]
        ) or (lead == "(" and at - nearest.end < 3)
        verb = after  # behind "a source on the scene" somebody says something
        while verb < end and tags[verb] in _ATTACHED:
            verb += 1
        if (behind_colon or joined) and (tags[verb : verb + 1] or ["."])[0] not in FINITE:
            return "part", whole
        bare = nearest.end == nearest.number[1] or lower[nearest.end - 1] == "them"
        apposed = lower[quantity.core] in ("a", "an") and bare
        # "according to Ann Lee, a nurse and activist"
        speaker = tags[at - 2] == "NNP" and not _TELLING.isdisjoint(lower[nearest.end : at - 2])
        told_of = lead == "," and (apposed or speaker or lower[at - 2] in _TELLING)
        if listed and not told_of and self._adds_up(words, phrase, nearest, end):
            return "part", whole
        return None, None

    @staticmethod
    def _fronted(words: Words, at: int, start: int) -> int | None:
        """The "of" or "among" before token `at` in "Of those killed in Lima, 94 were civilians"."""
        lower = words.lower
        if lower[at - 1] != ",":
            return None
        for i in range(at - 2, max(start, at - _FRONTED_REACH) - 1, -1):
            if lower[i] in (",", ";"):
                return None
            if lower[i] in ("of", "among") and (i == start or lower[i - 1] in _BEFORE_FRONTED):
                return i
        return None

    def _joined(
        self, words: Words, phrase: Phrase, last: Casualty, counts: Sequence[Casualty]
    ) -> bool:
        """Whether a list of parts goes on behind the last: "11 men and boys, six women"."""
        if last.rule not in _PARTS:
            return False
        between = range(last.end, phrase.start)
        if {words.lower[i] for i in between} <= {",", "and", ";"}:
            return True
        if len(between) > _LIST_REACH or words.lower[phrase.start - 1] not in (",", "and"):
            return False
        if any(words.tags[i] in FINITE and words.lower[i] not in WERE for i in between):
            return False
        whole = _whole_of(last, counts)
        told = [c for c in counts if (c.start, c.end) == whole]
        parts = [c for c in counts if _whole_of(c, counts) == whole and c.code.isdigit()]
        number = phrase.quantity.code if phrase.quantity else ""
        size = told[0].code.lstrip("~>").rstrip("+") if told else ""
        return (
            size.isdigit()
            and number.isdigit()
            and sum(int(c.code) for c in parts) + int(number) <= int(size)
        )

    def _adds_up(self, words: Words, phrase: Phrase, whole: Casualty, end: int) -> bool:
        """Whether a list of people that begins with `phrase` has as many as the count before it."""
        size = whole.code.rstrip("+")
        if not size.isdigit():
            return False
        total, following = 0, phrase
        while following.quantity is not None and following.quantity.code.isdigit():
            if not (following.people or following.bare):
                return False
            total += int(following.quantity.code)
            i = following.end
            while i < end and words.lower[i] not in (",", "and", ".", ";"):
                i += 1
            while i < end and words.lower[i] in (",", "and"):
                i += 1
            item = self._phrases.starting_at(words, i, end, {}) if i < end else None
            if item is None or total >= int(size):
                break
            following = item
        return total == int(size) > 1


def _whole_of(part: Casualty, counts: Sequence[Casualty]) -> tuple[int, int] | None:
    """The count that a part belongs to; for an item of a list by place, the one before the list."""
    if part.rule != "by-place":
        return part.whole
    before = [(c.start, c.end) for c in counts if c.rule != "by-place" and c.end <= part.start]
    return max(before, default=None)
