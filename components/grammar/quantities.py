"""How English counts people: figures, number words, approximators, ranges and vague words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Final, NamedTuple, TypeVar

from sitrep.components.grammar.uncounted import MONTH_WORDS, counts_nobody
from sitrep.components.grammar.word_tagger import FINITE
from sitrep.components.grammar.words import Words
from sitrep.components.patterns import Line

T = TypeVar("T")
Phrases = dict[str, list[tuple[list[str], T]]]
"""The words of phrases with their values, by the first word."""

_DECIMAL: Final = re.compile(r"\d+\.\d+")
_FIGURE: Final = re.compile(r"(?:\d{1,3}(?:,\d{3})+|\d+)(\+?)")
_GLUED_RANGE: Final = re.compile(r"(\d+)[-–](\d+)")
# What joins the two numbers of a range, and what tells that the second is not sure.
_RANGED: Final = frozenset("to - – or and , but (".split())
_POSSIBLY: Final = frozenset({"possibly", "perhaps", "maybe"})
# What a number in brackets can count.
_COUNTED: Final = frozenset({"NNS", "JJ"})
_SPEAKERS: Final = frozenset({"PRP", "NN", "NNS", "NNP"})
_NOUNS: Final = frozenset({"NN", "NNS"})
# Nouns behind which "about" tells what they deal with.
_TOLD_ABOUT: Final = frozenset(
    "statement statements report reports claim claims news story stories question questions "
    "information rumour rumours rumor rumors allegation allegations details complaint complaints "
    "case article post message testimony".split()
)
_ARTICLES: Final = frozenset({"a", "an"})


class Quantity(NamedTuple):
    """A counting expression at tokens [start, end) and its code by the guidelines.

    `core` is the first token of the number itself, behind any approximator; `vague` tells
    whether the number is a word such as "dozens".
    """

    start: int
    end: int
    core: int
    code: str
    vague: bool = False


class QuantityGrammar:
    """Reads quantities from the tables of `patterns/quantities.csv`."""

    def __init__(self, lines: Sequence[Line]) -> None:
        tables: dict[str, dict[tuple[str, ...], str]] = {}
        for line in lines:
            words = tuple(line["phrase"].split())
            tables.setdefault(line["kind"], {})[words] = line["value"]
        self._cardinals = {words[0]: int(n) for words, n in tables["cardinal"].items()}
        self._multipliers = {words[0]: int(n) for words, n in tables["multiplier"].items()}
        self._phrases = _longest_first({k: (v, True) for k, v in tables["vague"].items()})
        for word, fixed in _longest_first(
            {k: (v, False) for k, v in tables["fixed"].items()}
        ).items():
            self._phrases[word] = [*self._phrases.get(word, ()), *fixed]
        self._before = _longest_first(tables["before"])
        self._after = _longest_first(tables["after"])
        self._starts = (
            frozenset(self._cardinals)
            | frozenset(self._multipliers)
            | _ARTICLES
            | {words[0] for kind in ("before", "vague", "fixed") for words in tables[kind]}
        )
        self.leads = frozenset(word for words in tables["before"] for word in words)
        self.trails = frozenset(words[-1] for words in tables["after"])
        self.anchors = (
            frozenset(self._cardinals)
            | frozenset(self._multipliers)
            | frozenset(words[-1] for kind in ("vague", "fixed") for words in tables[kind])
        )
        self.openers = (self.anchors | self.leads) & self._starts

    def can_stand(self, lower: Sequence[str]) -> bool:
        """Whether a quantity can begin at one of some words."""
        return any(word in self._starts or word[0].isdigit() for word in lower)

    def starting_at(self, words: Words, i: int, end: int) -> Quantity | None:
        """The longest quantity that begins at token i and ends before `end`, if any."""
        if i >= end:
            return None
        lower = words.lower
        word = lower[i]
        if word == "(" and i + 3 < end and lower[i + 2] == ")" and lower[i + 1].isdigit():
            counted = words.tags[i + 3] in _COUNTED
            return Quantity(i, i + 3, i + 1, lower[i + 1]) if counted else None  # "(31) people"
        if not (word in self._starts or word[0].isdigit()):
            return None
        if word == "least" and i and lower[i - 1] == "at":
            return None  # "at least" is one
        if word == "estimated" and i and words.tags[i - 1] in _SPEAKERS:
            return None  # "the UN estimated 40 dead": a verb
        if word == "about" and i and lower[i - 1] in _TOLD_ABOUT and words.tags[i - 1] in _NOUNS:
            return None  # "a report about nine women": of them
        told = i > 1 and lower[i - 1] == "estimated" and words.tags[i - 2] in _SPEAKERS
        start, template, number = i, "{n}", None
        while (found := _match(self._before, lower, i, end)) is not None:
            following = i + found[0]
            number = self._number(words, following, end) if following < end else None
            if number is None and _match(self._before, lower, following, end) is None:
                break
            if template == "{n}":
                template = found[1]
            i = following
        number = number or self._number(words, i, end)
        if number is None:
            return None
        stop, code, vague = number
        if not vague and code.isdigit():
            span = self._range(words, stop, end, floor=template == "{n}+")
            if span is not None:
                high = int(span[1])
                low = int(code) * (1000 if high % 1000 == 0 and int(code) < 100 else 1)
                if low < high:
                    stop, code, template = span[0], f"{low}-{high}", "{n}"
        after = _match(self._after, lower, stop, end)
        if after is not None and code.isdigit():
            stop += after[0]
            template = after[1]
        if vague and code == "dozens" and template == "{n}+":
            code, vague, template = "24", False, "{n}+"
        if told and template == "{n}":
            template = "~{n}"
        if template != "{n}" and code.isdigit():
            code = template.format(n=code)
        return Quantity(start, stop, i, code, vague)

    def _number(self, words: Words, i: int, end: int) -> tuple[int, str, bool] | None:
        """(end, code, vague) of the bare number at token i."""
        lower, cardinals, multipliers = words.lower, self._cardinals, self._multipliers
        if (found := _match(self._phrases, lower, i, end)) is not None:
            length, (code, vague) = found
            return i + length, code, vague
        total, current, j = 0, 0, i
        word = lower[i]
        if word[0].isdigit():
            if figure := _FIGURE.fullmatch(word):
                current = int(word.rstrip("+").replace(",", ""))
                if figure[1]:
                    return i + 1, f"{current}+", False
                j += 1
                if self._parted(words, i, end):  # "2 000"
                    current = current * 1000 + int(lower[j])
                    j += 1
            elif glued := _GLUED_RANGE.fullmatch(word):
                if int(glued[2]) > int(glued[1]):
                    return i + 1, f"{int(glued[1])}-{int(glued[2])}", False
            elif i + 1 < end and lower[i + 1] in multipliers and _DECIMAL.fullmatch(word):
                total = int(Decimal(word) * multipliers[lower[i + 1]])
                j += 2
        digits = j > i
        while j < end:
            word = lower[j]
            if word in cardinals and not digits:
                current += cardinals[word]
            elif word in multipliers:
                current = max(current, 1) * multipliers[word]
                if j > i and multipliers[word] >= 1000:
                    total, current = total + current, 0
            elif j == i:
                if not (word in _ARTICLES and j + 1 < end and lower[j + 1] in multipliers):
                    break
                current = 1
            elif (
                digits
                or j + 1 >= end
                or lower[j + 1] not in cardinals
                or not (word == "-" or (word == "and" and lower[j - 1] in multipliers))
            ):
                break
            j += 1
        if j == i or counts_nobody(words, i, j, cardinals):
            return None
        return j, str(total + current), False

    def _range(self, words: Words, i: int, end: int, *, floor: bool) -> tuple[int, str] | None:
        """(end, high) of "to 15", "-15", "or 15", "and 15" (after "between") at token i.

        A second count that only may be reached is one, too: "and possibly 15", "(or 15)", and
        behind a `floor` ("at least 12") ", but up to 15".
        """
        lower = words.lower
        if i + 1 >= end or lower[i] not in _RANGED:
            return None
        at = i + 1
        bracketed = lower[i] == "("
        if lower[i] in (",", "but"):
            if lower[i] == "," and lower[at] in ("but", "and", "or"):
                at += 1
            elif lower[at] not in _POSSIBLY and not floor:
                return None
            limited = floor and lower[at : at + 2] == ["up", "to"]
            if not (limited or not _POSSIBLY.isdisjoint(lower[at : at + 1])):
                return None
            at += 2 if limited else 1
        elif bracketed:
            if lower[at] != "or":
                return None
            at += 1
        elif lower[i] in ("and", "or") and lower[at] in _POSSIBLY:
            at += 1
        elif lower[i] == "and" and (i < 2 or lower[i - 2] != "between"):
            return None
        elif lower[i] == "to" and i > 1 and lower[i - 2] == "from":
            limit = _match(self._before, lower, at, end)
            at += limit[0] if limit else 0  # "from 39 to more than 70"
        high = self._number(words, at, end) if at < end else None
        if high is None or not high[1].isdigit():
            return None
        if bracketed and lower[high[0] : high[0] + 1] != [")"]:
            return None
        if lower[at - 1] in _POSSIBLY and words.tags[min(high[0], end - 1)] in FINITE:
            return None  # "killed ten, and possibly 11 were hurt"
        return high[0] + bracketed, high[1]

    @staticmethod
    def _parted(words: Words, i: int, end: int) -> bool:
        """Whether a space parts the thousands of the figure at token i from the rest."""
        lower = words.lower
        return (
            i + 1 < end
            and len(lower[i]) < 4
            and len(lower[i + 1]) == 3
            and lower[i].isdigit()
            and lower[i + 1].isdigit()
            and lower[i] != "0"
            and (i == 0 or lower[i - 1] not in MONTH_WORDS)
        )


def _longest_first(table: dict[tuple[str, ...], T]) -> Phrases[T]:
    """Phrases by their first word, longest first."""
    found: Phrases[T] = {}
    for phrase in sorted(table, key=len, reverse=True):
        found.setdefault(phrase[0], []).append((list(phrase), table[phrase]))
    return found


def _match(table: Phrases[T], lower: list[str], i: int, end: int) -> tuple[int, T] | None:
    """(length, value) of the longest phrase of `table` at token i."""
    if i >= end or lower[i] not in table:
        return None
    for phrase, value in table[lower[i]]:
        length = len(phrase)
        if i + length <= end and lower[i : i + length] == phrase:
            return length, value
    return None
