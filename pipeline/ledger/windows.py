"""The days in which the deaths of a claim can lie, and whether it is a sum over events."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Final

from sitrep.components.claim_dates import DAY, WEEK, find_date
from sitrep.pipeline.pattern_rows import pattern_rows

INCIDENT: Final = "incident"
TOLL: Final = "toll"
RUNNING: Final = "running total"
KINDS: Final = (INCIDENT, TOLL, RUNNING)
"""One event; a sum over events in known days; a cumulative sum, never added to anything."""

_LARGE: Final = 1000  # a sum of so many that names no days has run for longer than one
_SINCE: Final = re.compile(r"\bsince\s+(?:the\s+)?$")


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
    depth: int,
) -> Window:
    """The window of a claim whose words begin at code point `at` of its sentence.

    `day` and `precision` are those of the annotation (for a sum over events, the entry's day),
    `best` is its figure and `depth` that of its place. The words for days that stand nearest
    decide. Without any, a bare toll of a town is that of the day's event, while one of a whole
    country, or a large one, has run for longer.
    """
    if scope != "period":
        return _window_of_event(day, precision)
    if day is None:
        return Window(RUNNING, None, None)
    found = min(_named_windows(sentence.lower(), at, day), key=lambda named: named[0], default=None)
    if found is not None:
        return found[1]
    if best >= _LARGE or depth == 1:
        return Window(RUNNING, None, day)
    return Window(TOLL, day, day)


def _window_of_event(day: date | None, precision: int | None) -> Window:
    """A day that is known to the week or month can lie that much later: the first was given."""
    if day is None:
        return Window(INCIDENT, None, None)
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
    start = 0
    while (named := find_date(sentence, start, len(sentence), day)) is not None:
        since = _SINCE.search(sentence, 0, named.start)
        if since is not None:
            window = Window(TOLL, named.day, day)
            yield (_distance((since.start(), named.end), at), -1), window
        elif named.precision == DAY:
            yield (_distance((named.start, named.end), at), -1), Window(TOLL, named.day, named.day)
        start = named.end


def _distance(words: tuple[int, int], at: int) -> int:
    return max(words[0] - at, at - words[1], 0)


def _shifted(day: date, days: int) -> date:
    return date.fromordinal(day.toordinal() + days)


@cache
def _phrases() -> list[tuple[re.Pattern[str], str, str]]:
    return [
        (re.compile(rf"(?<!\w){re.escape(row['phrase'])}\b"), row["first"], row["last"])
        for row in pattern_rows("ledger_windows.csv")
    ]
