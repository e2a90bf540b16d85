"""Runs of capitalised words: where a name of a place can stand in a text."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from typing import Final, NamedTuple

_UPPER: Final = "A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĘĚĞĢĪİĶĻŁŃŅŇŌŐŘŚŞŠŢŤŪŮŰŹŻŽḐḨṢṬẔ"
_APOSTROPHE: Final = "'’‘`´ʻʼʽʾʿ"
_TAIL: Final = rf"\w*(?:[{_APOSTROPHE}-]\w+|(?<=\.)\w\.)*"
# An article joined to its word by a hyphen or an apostrophe; with a blank only where it is not
# an English word as well ("as Homs", "an army"), or where it has the hyphen too ("al- Homs").
_ARTICLE: Final = (
    r"(?:(?:al|el|ad|an|ar|as|ash|at|az|ath|ed|er|es|esh|et|ez|d)[-'’]|(?:al|el|ez|ash|ad|az|esh) "
    r"|(?:al|el|as|ash)- )"
)
# "St. Petersburg", but not "Main St. The ...".
_SAINT: Final = rf"St\. (?!(?:The|A|An|In|It|He|She|They|On|At|But|Police)\b)(?=[{_UPPER}])"
_NAME: Final = (
    rf"(?:{_SAINT})?{_ARTICLE}?[ʿʻʼʽʾ]?(?:[{_UPPER}]\.(?:[{_UPPER}]\.)+|[{_UPPER}]{_TAIL})"
)
_WORD: Final = rf"(?:{_NAME}|\d{{1,2}}(?= [{_UPPER}]))"
_LINK: Final = r"(?:(?:of the|of|bin|ibn|ben|de la|de|du|des|la|e) )?"
_RUN: Final = re.compile(rf"(?<![\w@]){_WORD}(?:[ \u00a0]{_LINK}{_WORD})*")
_CAPITAL: Final = re.compile(f"[{_UPPER}]")
_BEFORE_CAPITAL: Final = 5  # characters of an article or a number before a run's first capital
_PART: Final = re.compile(rf"{_WORD}|[a-z]+")
_POSSESSIVES: Final = frozenset({"'s", "’s", "`s", "'S", "’S"})
_HELD: Final = tuple(
    "-controlled -occupied -held -administered -ruled -run -dominated -based".split()
)
_PHRASE: Final = re.compile(r"[^\n.,;:!?()\"“”]+")
_ANY_WORD: Final = re.compile(rf"\w+(?:[{_APOSTROPHE}-]\w+)*")
LINKS: Final = frozenset({"of", "the", "bin", "ibn", "ben", "de", "la", "du", "des", "e"})


class Word(NamedTuple):
    """A word of a run; `end` leaves out a possessive ending, which `possessive` tells of."""

    text: str
    lower: str
    start: int
    end: int
    possessive: bool = False

    @property
    def has_article(self) -> bool:
        """Whether the word begins with the Arabic article: "al-Tabbaneh"."""
        return self.lower.startswith(("al-", "el-", "al ", "el ", "as-", "ash-"))


Run = list[Word]


def runs(text: str, without: Container[str] = ()) -> Iterator[Run]:
    """The runs of a text in order; a possessive ends a run ("Syria's | Idlib Province").

    One who holds a place stands in none ("Ruvian-occupied | Kut"). Left out are the words of
    `without` where they stand alone.
    """
    end = 0
    while capital := _CAPITAL.search(text, end):
        match = _RUN.search(text, max(end, capital.start() - _BEFORE_CAPITAL))
        if match is None:
            break
        end = match.end()
        words = match[0]
        if words in without:
            continue
        run: Run = []
        one = " " not in words and "\u00a0" not in words
        for part in (match,) if one else _PART.finditer(text, match.start(), end):
            word, (start, stop) = part[0], part.span()
            possessive = word[-2:] in _POSSESSIVES
            if possessive:
                word, stop = word[:-2], stop - 2
            held = "-" in word and word.endswith(_HELD)
            if not held:
                run.append(Word(word, word.lower(), start, stop, possessive))
            if run and (possessive or held):
                yield run
                run = []
        if run:
            yield run


def lower_case_runs(text: str) -> Iterator[Run]:
    """The phrases of a text that was written without capitals, as runs."""
    for phrase in _PHRASE.finditer(text):
        yield [
            Word(part[0], part[0].lower(), *part.span())
            for part in _ANY_WORD.finditer(text, phrase.start(), phrase.end())
        ]
