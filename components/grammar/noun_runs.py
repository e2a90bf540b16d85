"""Where the tokens end that can stand inside one noun phrase, by their tags and neighbours."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Final

from sitrep.components.grammar.quantities import QuantityGrammar
from sitrep.components.grammar.uncounted import TIME_UNITS
from sitrep.components.grammar.word_forms import WEEKDAYS
from sitrep.components.grammar.word_tagger import FINITE, NOMINAL
from sitrep.components.grammar.words import Words

INSIDE: Final = frozenset({"NN", "NNS", "NNP", "JJ", "CD", "VBG", "VBN", "HYPH", "POS"})
"""Tags of the words of a noun phrase."""
QUOTES: Final = frozenset("\" ' “ ” ‘ ’ `` ''".split())
_ADJECTIVAL: Final = frozenset({"JJ", "NN"})
# How many tokens long a quotation inside a noun phrase may be, with its marks.
_QUOTED: Final = 6
_VERBAL: Final = frozenset("killing wounding injuring leaving including murdering hurting".split())
_DAYS: Final = WEEKDAYS | {"yesterday"}
_NEAREST: Final = frozenset({"last", "this", "next"})
_YEARS: Final = (["-", "year", "-"], ["-", "month", "-"], ["-", "week", "-"], ["-", "day", "-"])
PLURALS: Final = frozenset({"people", "police", "troops", "personnel", "staff", "others"})
"""Nouns for several people that have no plural ending."""
_STOP: Final = frozenset({"dead", "wounded", "injured", "killed", "missing", "hurt", "unhurt"})


def is_aged(words: Words, i: int) -> bool:
    """Whether token i is the last of "41-year-old" or "passer-by", which stand for people."""
    lower = words.lower
    if lower[i] == "by":
        return lower[i - 2 : i] in (["passers", "-"], ["passer", "-"])
    return lower[i] in ("old", "olds") and lower[i - 3 : i] in _YEARS


class NounRuns:
    """Finds runs of tokens; `person` are the nouns for people."""

    def __init__(self, quantities: QuantityGrammar, person: Collection[str]) -> None:
        self._quantities, self._person = quantities, person

    def end(
        self,
        words: Words,
        i: int,
        end: int,
        actors: Mapping[int, tuple[int, str]],
        *,
        counted: bool,
    ) -> int:
        """The end of the run of tokens from token i that can stand inside one noun phrase.

        `counted`: a number stands before it, so that it can be put in quotation marks.
        """
        tags, j = words.tags, i
        while j < end:
            if j in actors and tags[j] not in FINITE:
                j = actors[j][0]
                continue
            if tags[j] not in INSIDE:
                behind = self._behind_joint(words, j, i, end, counted=counted)
                if behind is not None:
                    j = behind
                    continue
                if j == i or not is_aged(words, j):
                    break
            if self._closes(words, j, i, end):
                break
            j += 1
        return j

    def _behind_joint(self, words: Words, j: int, i: int, end: int, *, counted: bool) -> int | None:
        """Where a run from token i goes on behind what is no noun phrase's word at token j."""
        lower, tags, word = words.lower, words.tags, words.lower[j]
        if word == "(" and i < j < end - 3 and lower[j + 2] == ")" and (
            (tags[j + 3] == "NNS" and lower[j + 3] in self._person)
            or tags[j + 3 : j + 5] == ["NN", "NNP"]
        ):  # fmt: skip
            return j + 3  # "Free Syrian Army (FSA) fighters", "(FSA) spokesman Ali"
        if word in ("'", "’") and i < j < end - 1 and lower[j - 1].endswith("s") and (
            words.texts[j + 1][:1].isupper() and words.offsets[j] == words.end_offset(j - 1)
        ):  # fmt: skip
            return j + 1  # "Kurdistan Workers' Party militants"
        if tags[j] == "RB" and j + 2 < end and tags[j + 1] in ("VBN", "JJ") and (
            tags[j + 2] in NOMINAL and word.endswith("ly")
        ):  # fmt: skip
            return j + 1  # "two severely wounded people"
        if word in QUOTES and (j > i or counted or lower[i - 1 : i] == ["of"]):
            closing = _closing_quote(words, j, end)
            if closing is not None:
                return closing + 1  # 'some "self-defence" fighters', '50 "terrorists"'
        if word == "and" and i < j < end - 2 and tags[j + 2] in NOMINAL:
            # behind a number above one, a singular noun describes: "six army and …"
            numbered = (counted and lower[i - 1] != "one") or lower[i - 1 : i] == ["of"]
            describes = numbered and j - 1 == i and lower[i] not in PLURALS
            left = "JJ" if describes else tags[j - 1]
            right = tags[j + 1] in _ADJECTIVAL or lower[j + 1] == "police"
            if left == "JJ" and right and tags[j - 1] in _ADJECTIVAL and (
                _STOP.isdisjoint(lower[j - 1 : j + 2])
            ):  # fmt: skip
                return j + 1  # "… police officers"
        return None

    def _closes(self, words: Words, j: int, i: int, end: int) -> bool:
        """Whether a run from token i ends before token j, though its tag could go on."""
        lower, tags, word, tag = words.lower, words.tags, words.lower[j], words.tags[j]
        if tag == "HYPH" and words.offsets[j] > words.end_offset(j - 1):
            return True  # a dash
        if word in _VERBAL:
            return True
        if tag in ("VBG", "VBN") and not (j + 1 < end and tags[j + 1] in INSIDE):
            return True
        if j == i:
            return False
        if word in ("ages", "aged") or word in _DAYS:
            return True
        if word in _NEAREST and j + 1 < end and lower[j + 1] in TIME_UNITS:
            return True  # "killed seven people last month"
        if word in _STOP and not (j + 1 < end and tags[j + 1] in NOMINAL and word != "killed"):
            return True
        if tag == "VBN" and tags[j - 1] in NOMINAL:
            return True
        if tag == "VBG" and (lower[j - 1] in self._person or tags[j - 1] == "NNS"):
            return True  # "a man selling ice", "buses carrying civilians"
        return lower[j - 1] not in ("-", "–") and (tag == "CD" or word in self._quantities.anchors)


def _closing_quote(words: Words, i: int, end: int) -> int | None:
    """The mark that closes a quotation of nouns which a mark at token i opens, if it does."""
    if i + 1 == end or words.offsets[i + 1] > words.end_offset(i) or (
        i and words.offsets[i] == words.end_offset(i - 1)):  # fmt: skip
        return None
    for j in range(i + 1, min(i + _QUOTED, end)):
        if words.lower[j] in QUOTES:
            return j if j > i + 1 else None
        if words.lower[j] == "," and words.lower[j + 1] in QUOTES and j > i + 1:
            return i  # 'some "volunteers," among them'
        if words.tags[j] not in INSIDE:
            return None
    return None
