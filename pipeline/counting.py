"""Counts as the text has them, the ranges they stand for, and counting rules for a best figure.

A code is one of: `8`, `2+` (at least), `>3000` (more than), `~130` (about), `<=40` (up to),
`<50` (fewer than), `20-30`, or a vague word. Codes follow the annotation guidelines.
"""

from __future__ import annotations

import csv
import functools
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from sitrep.pipeline.errors import InputError

VAGUE: Final = {
    "few": (2, None),
    "some": (2, None),
    "several": (3, None),
    "many": (3, None),
    "dozens": (24, None),
    "scores": (40, None),
    "hundreds": (200, None),
    "thousands": (2000, None),
}
"""Vague words with the closed or open range that the plural grammatically promises."""

RULES: Final = {
    # UCDP takes the lowest reading of a vague word ("dozens" is 24, an unknown plural is 2):
    # UCDP GED codebook, "best estimate".
    "ucdp": {
        "few": 2,
        "some": 2,
        "several": 3,
        "many": 3,
        "dozens": 24,
        "scores": 40,
        "hundreds": 200,
        "thousands": 2000,
    },
    # ACLED: dozens 12, hundreds 100, an unknown plural 3: ACLED codebook, "fatalities".
    "acled": {
        "few": 3,
        "some": 3,
        "several": 3,
        "many": 10,
        "dozens": 12,
        "scores": 20,
        "hundreds": 100,
        "thousands": 1000,
    },
}
"""Best figures for vague words by counting rule."""

DEFAULT_RULE: Final = "ucdp"

FORMS: Final = {
    "0": r"0",
    "1": r"1",
    "8": r"\d+",
    "8+": r"\d+\+|>=\d+",
    ">8": r">\d+",
    "~8": r"~\d+",
    "<=8": r"<=\d+",
    "<8": r"<\d+",
    "8-9": r"\d+-\d+",
    **{word: word for word in VAGUE},
}
"""Forms of count codes; a code is of the first that fits it."""

_WORDS: Final = ", ".join(VAGUE)
_CODE = re.compile(
    r"(?P<prefix>>=?|<=?|~)?(?P<low>\d+)(?:-(?P<high>\d+)|(?P<plus>\+))?|(?P<vague>[a-z]+)"
)


@dataclass(frozen=True, slots=True)
class Count:
    """A count of people: its code, its words, and the closed range `low` to `high`.

    An open end of the range is None; so is `best` where the rule gives no figure.
    """

    code: str
    text: str
    low: int | None
    high: int | None
    best: int | None


@functools.cache
def figures(rule: str) -> Mapping[str, int]:
    """Best figures for vague words by a rule: a key of `RULES`, or a .csv file of your own.

    The file has the columns `word` and `best`, and one line for each word of `VAGUE`; lines
    that begin with # are comments. Raises InputError for a rule that is neither, and for a
    file that lacks a figure, or has one for a word that is unknown or twice there.
    """
    if rule in RULES:
        return RULES[rule]
    if not rule.endswith(".csv"):
        raise InputError(f"{rule}: no counting rule; give {', '.join(RULES)} or a .csv file")
    try:
        lines = Path(rule).read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{rule}: cannot be read as a counting rule: {error}") from None
    rows = csv.DictReader(line for line in lines if not line.startswith("#"))
    if rows.fieldnames != ["word", "best"]:
        raise InputError(f"{rule}: its first line must be: word,best")
    found: dict[str, int] = {}
    for row in rows:
        word, best = row["word"], row["best"]
        if word not in VAGUE or word in found:
            raise InputError(f"{rule}: {word!r} is unknown or twice there; known: {_WORDS}")
        if not re.fullmatch("[0-9]+", best or ""):
            raise InputError(f"{rule}: {word}: {best!r} is no whole number")
        found[word] = int(best)
    if missing := [word for word in VAGUE if word not in found]:
        raise InputError(f"{rule}: no line for: {', '.join(missing)}")
    return found


def read_code(code: str, text: str = "", rule: str = DEFAULT_RULE) -> Count:
    """The count that a code of the guidelines stands for; `rule` as for `figures`.

    Raises ValueError for a code that the guidelines do not know.
    """
    match = _CODE.fullmatch(code)
    if match is None or (match["vague"] and match["vague"] not in VAGUE):
        raise ValueError(f"unknown count code {code!r}")
    if vague := match["vague"]:
        low, high = VAGUE[vague]
        return Count(code, text, low, high, figures(rule)[vague])
    number = int(match["low"])
    if match["high"]:
        high_number = int(match["high"])
        # UCDP's best estimate for a range is its lower bound; ACLED codes the lowest figure too.
        return Count(code, text, number, high_number, number)
    if match["plus"]:
        return Count(code, text, number, None, number)
    if match["prefix"] == ">":
        return Count(code, text, number + 1, None, number + 1)
    if match["prefix"] == "<":
        return Count(code, text, None, number - 1, number - 1)
    if match["prefix"] == "<=":
        return Count(code, text, None, number, number)
    if match["prefix"] == "~":
        return Count(code, text, None, None, number)
    return Count(code, text, number, number, number)


def form(code: str) -> str:
    """The form of a count code, a key of FORMS. Raises ValueError for what is no code."""
    for name, pattern in FORMS.items():
        if re.fullmatch(pattern, code):
            return name
    raise ValueError(f"{code!r} is no count code")
