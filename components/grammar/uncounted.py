"""Numbers that count nobody: times, ages, dates, distances, ranks and sums of money."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from sitrep.components.grammar.word_forms import MONTHS
from sitrep.components.grammar.words import Words

TIME_UNITS: Final = frozenset(
    "second seconds minute minutes hour hours day days week weeks month months year years "
    "decade decades century km kilometre kilometres kilometer kilometers mile miles metre "
    "metres meter meters m ft feet am pm a.m. p.m. gmt utc percent % per dollars euros pounds "
    "pesos rupees riyals rials roubles rubles hryvnias lira liras dinars shekels yuan naira "
    "afghanis degrees tonnes tons kg kilograms liters litres storey story yards rounds "
    "times".split()
)
MONTH_WORDS: Final = MONTHS | frozenset(
    "jan feb mar apr jun jul aug sep sept oct nov dec jan. feb. mar. apr. jun. jul. aug. sep. "
    "sept. oct. nov. dec.".split()
)
_BEFORE_YEARS: Final = frozenset(
    "in since of by until from during , late early around september mid".split()
)
_FRACTIONS: Final = frozenset({"third", "quarter", "fifth", "sixth", "eighth", "tenth"})
_AGES: Final = frozenset({"aged", "age", "ages"})
_YEARS: Final = (["years"], ["year"])
_COMPOUNDS: Final = frozenset({"member", "strong", "point", "nation"})
_NUMBERED: Final = frozenset(
    "team unit route flight highway division brigade battalion regiment company squadron class "
    "room block gate ward checkpoint channel article phase".split()
)
_CURRENCY: Final = frozenset({"$", "€", "£", "usd", "no.", "#", "resolution", "resolutions"})


def counts_nobody(words: Words, start: int, end: int, cardinals: Collection[str]) -> bool:
    """Whether a number is a time, age, date, distance, rank or sum of money.

    `cardinals` are the words for numbers.
    """
    lower = words.lower
    following = lower[end] if end < len(lower) else ""
    before = lower[start - 1] if start else ""
    text = lower[start]
    if before == "as" and start > 1 and lower[start - 2] in ("young", "old"):
        return True  # "some as young as eight"
    if before in _AGES or (before == "and" and start > 2 and lower[start - 3] in _AGES):
        return True
    if text.isdigit() and _listed_age(words, start, end):
        return True
    if before in ("of", "and") and "ages" in lower[max(0, start - 5) : start - 1]:
        return True
    if text == "no" and following == ".":
        return True  # "No. 12"
    if following in ("to", "-", "–", "and") and lower[end + 2 : end + 3] in _YEARS and (
        lower[end + 1][0].isdigit() or lower[end + 1] in cardinals):  # fmt: skip
        return True  # "from 13 to 32 years old", "are nine and six years old"
    if before in _NUMBERED and words.texts[start - 1][:1].isupper():
        return True  # "Regimental Combat Team 7"
    if before in _CURRENCY or following in TIME_UNITS:
        return True
    # "In the week to 22 October 14 people died": the day stands before the month.
    dated = start > 1 and lower[start - 2].isdigit() and len(text) < 4
    if before in MONTH_WORDS and not dated:
        return True
    if before in ("and", "-", "–") and start > 2 and lower[start - 2].isdigit() and (
        lower[start - 3] in MONTH_WORDS):  # fmt: skip
        return True  # "on October 10 and 11"
    behind = lower[end + 1] if end + 1 < len(lower) else ""
    if following in ("-", "–") and (
        behind in TIME_UNITS or behind in _COMPOUNDS or behind.rstrip("s") in _FRACTIONS
    ):
        return True
    if following in MONTH_WORDS and (following != "may" or words.texts[end] == "May"):
        return True
    if following in ("-", "/") and behind[:1].isdigit() and "-" in lower[end + 1 : end + 4]:
        return True
    return _is_clock(words, start, end) or (
        len(text) == 4
        and text.isdigit()
        and end - start == 1
        and 1900 <= int(text) <= 2035
        and (
            (before.isdigit() and start > 1 and lower[start - 2] in MONTH_WORDS)
            or before in _BEFORE_YEARS
            or following in (",", ".", ")")
        )
    )


def _is_clock(words: Words, start: int, end: int) -> bool:
    """Whether a number is part of a time or a date that is glued to the next: "12:45", "3/4"."""
    lower = words.lower
    hours = (
        lower[end : end + 1] == [":"]
        and lower[end + 1 : end + 2] != []
        and lower[end + 1][:1].isdigit()
        and words.offsets[end] == words.end_offset(end - 1)
        and words.offsets[end + 1] == words.end_offset(end)
    )
    return hours or (
        start > 1
        and lower[start - 1] in (".", ":", "/")
        and lower[start - 2][-1:].isdigit()
        and words.offsets[start] == words.end_offset(start - 1)
    )


def _listed_age(words: Words, start: int, end: int) -> bool:
    """Whether a figure goes on a list of ages that counts nobody: "aged 39, 44 and 61"."""
    lower, k = words.lower, start - 1
    while k > 0 and (lower[k] in (",", "and", "&") or lower[k].isdigit()):
        k -= 1
    return (
        0 <= k < start - 2
        and lower[k] in _AGES
        and (end >= len(lower) or words.tags[end] not in ("NN", "NNS", "NNP", "JJ"))
    )
