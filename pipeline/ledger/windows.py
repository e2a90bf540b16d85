"""The days in which the deaths of a claim can lie, and whether it is a sum over events."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Final

from sitrep.components.claims.dates import DAY, WEEK, find_date
from sitrep.pipeline.reading.pattern_rows import pattern_rows

INCIDENT: Final = "incident"
TOLL: Final = "toll"
RUNNING: Final = "running total"
KINDS: Final = (INCIDENT, TOLL, RUNNING)
"""One event; a sum over events in known days; a cumulative sum, never added to anything."""

_LARGE: Final = 1000  # a sum of so many that names no days has run for longer than one
_SINCE: Final = re.compile(r"\bsince\s+(?:the\s+)?$")
_BETWEEN: Final = re.compile(r"\b(?:between|from)\s+(?:the\s+)?$")
_AND: Final = re.compile(r"\s+(?:and|to|till|until)\s+(?:the\s+)?")
_YEAR: Final = re.compile(
    r"\b(?:in|of|since|january|february|march|april|may|june|july|august|september|october|"
    r"november|december)\s+(?P<year>(?:19|20)\d\d)(?![\d,])"
)


@dataclass(frozen=True, slots=True)
class Window:
    """A claim's kind and its first and last day; days are None where they are not known."""

    kind: str
    first: date | None
    last: date | None


def read_window(
    scope: str,
    day: date | None,
    precision: int | None,
    sentence: str,
    at: int,
    best: int,
    before: Window | None = None,
) -> Window:
    """The window of a claim whose words begin at code point `at` of its sentence.

    `day` and `precision` are those of the annotation (for a sum over events, the entry's day),
    and `best` is its figure. The words for days that stand nearest decide. Without any, a sum is
    of the days that its entry named for a sum `before` it ("42 died on Tuesday. Others put the
    figure at 35"), or else of the day; but a large one has run for longer.
    """
    if scope != "period":
        return _window_of_event(sentence.lower(), day, precision)
    if day is None:
        return Window(RUNNING, None, None)
    found = named_window(sentence, at, day) or before
    if found is not None:
        return found
    if best >= _LARGE:
        return Window(RUNNING, None, day)
    return Window(TOLL, day, day)


def named_window(sentence: str, at: int, day: date) -> Window | None:
    """The window by the words for days that stand nearest to `at`; None without any."""
    named = _named_windows(sentence.lower(), at, day)
    return min(named, key=lambda window: window[0], default=(None, None))[1]


def _window_of_event(sentence: str, day: date | None, precision: int | None) -> Window:
    """A day that is known to the week or month can lie that much later: the first was given.

    An event of a year that its sentence names lies in that year.
    """
    if day is None:
        return Window(INCIDENT, None, None)
    for match in _YEAR.finditer(sentence):
        if int(match["year"]) < day.year:
            return _in_year(INCIDENT, int(match["year"]))
    later = {None: 0, DAY: 0, WEEK: 6}.get(precision, 30)
    return Window(INCIDENT, day, _shifted(day, later))


def _named_windows(sentence: str, at: int, day: date) -> Iterator[tuple[tuple[int, int], Window]]:
    """Windows by the words for them, each with its distance from `at` and its rank."""
    for rank, (pattern, first, last) in enumerate(_phrases()):
        for match in pattern.finditer(sentence):
            end = _shifted(day, int(last))
            if first:
                window = Window(TOLL, _shifted(day, int(first)), end)
            else:
                window = Window(RUNNING, None, end)
            yield (_distance(match.span(), at), rank), window
    for match in _YEAR.finditer(sentence):
        if int(match["year"]) < day.year and not match[0].startswith("since"):
            yield (_distance(match.span(), at), -1), _in_year(TOLL, int(match["year"]))
    start = 0
    while (named := find_date(sentence, start, len(sentence), day)) is not None:
        since = _SINCE.search(sentence, 0, named.start)
        between = _BETWEEN.search(sentence, 0, named.start)
        joined = _AND.match(sentence, named.end)
        until = joined and find_date(sentence, joined.end(), len(sentence), day)
        if between and joined and until and until.start == joined.end() and named.day <= until.day:
            window = Window(TOLL, named.day, until.day)
            yield (_distance((between.start(), until.end), at), -1), window
            named = until
        elif since is not None:
            window = Window(TOLL, named.day, day)
            yield (_distance((since.start(), named.end), at), -1), window
        elif named.precision == DAY:
            yield (_distance((named.start, named.end), at), -1), Window(TOLL, named.day, named.day)
        start = named.end


def _distance(words: tuple[int, int], at: int) -> int:
    return max(words[0] - at, at - words[1], 0)


def _in_year(kind: str, year: int) -> Window:
    return Window(kind, date(year, 1, 1), date(year, 12, 31))


def _shifted(day: date, days: int) -> date:
    return date.fromordinal(day.toordinal() + days)


@cache
def _phrases() -> list[tuple[re.Pattern[str], str, str]]:
    return [
        (re.compile(rf"(?<!\w){re.escape(row['phrase'])}\b"), row["first"], row["last"])
        for row in pattern_rows("ledger_windows.csv")
    ]
