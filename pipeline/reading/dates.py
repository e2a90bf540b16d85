"""Dates as pages print them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Final

import dateparser

_MONTH: Final = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?"
    r"|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)(?![a-z])\.?"
)
_DAY: Final = r"\d{1,2}(?:st|nd|rd|th)?"
_YEAR: Final = r"(?:19|20)\d\d(?!\d)"
# What is left of a calendar sheet ("May", "21", "2011") that was copied without its layout.
_GLUED: Final = rf"({_MONTH})(\d{{1,2}})({_YEAR})"
_FIGURES: Final = rf"{_YEAR}[-/]\d{{1,2}}[-/]\d{{1,2}}(?!\d)|\d{{1,2}}[-/.]\d{{1,2}}[-/.]{_YEAR}"
WEEKDAY: Final = r"(?i:(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?(?![a-z])\.?)"
"""Regular expression for a weekday."""
DATE: Final = (
    rf"(?i:(?:{WEEKDAY},?\s+)?(?:the\s+)?(?:{_FIGURES}"
    rf"|{_MONTH}\d{{1,2}}{_YEAR}"
    rf"|(?:{_DAY}(?:\s+of)?[\s-]{_MONTH}|{_MONTH}\s+{_DAY}(?!\w))(?:,?[\s-]{_YEAR})?))"
)
"""Regular expression for a date, with or without weekday and year."""

_WEEKDAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_WEEKDAY_ONLY: Final = re.compile(WEEKDAY)
_ISO: Final = re.compile(r"(?:19|20)\d\d[-/]\d{1,2}[-/]\d{1,2}")
_WITH_YEAR: Final = re.compile(_YEAR)
_DATES: Final = re.compile(rf"(?<![\w.]){DATE}")


@dataclass(frozen=True, slots=True)
class PrintedDate:
    """A date as printed, `text[start:end]`; `day` is None where the words leave it open."""

    start: int
    end: int
    text: str
    day: date | None


def find_date(
    text: str, near: date | None = None, country: str | None = None
) -> PrintedDate | None:
    """The date in a line, one with a year before one without, or the line's bare weekday."""
    bare = _WEEKDAY_ONLY.fullmatch(text.strip())
    found = sorted(_DATES.finditer(text), key=lambda match: not _WITH_YEAR.search(match.group()))
    if not found and not bare:
        return None
    if not found:
        found = [*_WEEKDAY_ONLY.finditer(text)]
    match = found[0]
    words = match.group()
    return PrintedDate(match.start(), match.end(), words, read_date(words, near, country))


@cache
def read_date(words: str, near: date | None = None, country: str | None = None) -> date | None:
    """The day that a printed date or a weekday names, or None.

    What the words leave open is settled by `near`: the nearest day that fits. `country` (ISO
    alpha-2) settles the order of figures: 8/11/2011 is in August only in the United States.
    """
    if iso := _ISO.search(words):
        try:
            return date(*map(int, re.split("[-/]", iso.group())))
        except ValueError:
            return None
    if _WEEKDAY_ONLY.fullmatch(words):
        if near is None:
            return None
        return near + timedelta((_WEEKDAYS.index(words[:3].lower()) - near.weekday() + 3) % 7 - 3)
    if _WITH_YEAR.search(words):
        words = re.sub(_GLUED, r"\1 \2 \3", words)
        # dateparser takes a bare clock time for a year ("1615 GMT"): it is shown dates only.
        order = "MDY" if country == "US" else "DMY"
        parsed = dateparser.parse(words, languages=["en"], settings={"DATE_ORDER": order})
        return parsed.date() if parsed else None
    if near is None:
        return None
    candidates = (read_date(f"{words} {near.year + step}", None, country) for step in (-1, 0, 1))
    return min(filter(None, candidates), key=lambda day: abs(day - near), default=None)
