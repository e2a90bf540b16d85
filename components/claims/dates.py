"""The day of a claim, by the words of its sentence against the time of the entry.

dateparser reads days and months; it only ever sees a stretch that a pattern took for a date, since
it would read "1615 GMT" as a year. "Yesterday" and weekdays go through dateutil, which takes a
hundredth of the time; on a Monday, "Monday" is today.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import lru_cache
from typing import Final

from dateutil.relativedelta import FR, MO, SA, SU, TH, TU, WE, relativedelta

DAY: Final = 1
WEEK: Final = 2
MONTH: Final = 3
"""ACLED's time precision: the day is known, the week, the month."""

_WEEKDAYS: Final = dict(
    zip("monday tuesday wednesday thursday friday saturday sunday".split(),
        (MO, TU, WE, TH, FR, SA, SU), strict=True)
)  # fmt: skip
_MONTHS: Final = (
    r"(?:jan(?:uary|\.)?|feb(?:ruary|\.)?|mar(?:ch|\.)|apr(?:il|\.)|may|june?|july?|aug(?:ust|\.)|"
    r"sept?(?:ember|\.)|oct(?:ober|\.)|nov(?:ember|\.)|dec(?:ember|\.))"
)
_DATE: Final = re.compile(
    r"\b(?=\w)(?:"
    r"(?P<near>today|tonight|yesterday|last night|this morning|(?:\w+|\d+) days? ago)\b"
    rf"|(?P<weekday>{'|'.join(_WEEKDAYS)})\b"
    r"|(?P<week>last week|this week|\w+ weeks? ago)\b"
    rf"|(?P<full>\d{{1,2}} {_MONTHS}(?: \d{{4}})?|{_MONTHS} \d{{1,2}}(?:, \d{{4}})?)(?!\d)"
    rf"|(?P<month>last month|(?:in|last) {_MONTHS}(?: \d{{4}})?))",
    re.IGNORECASE,
)
# One of these stands in every date; most sentences have none of them.
_IN_DATES: Final = tuple(
    "day night morning week month jan feb mar apr may jun jul aug sep oct nov dec".split()
)
# When somebody who died was wounded is not when they died: "died of wounds sustained on Sunday".
_WOUNDED: Final = re.compile(
    r"\b(?:died|dies|die|dead|succumb\w*|death)\b[^.;]*?\b(?:wounds?|injur(?:y|ies)|burns),? "
    r"((?:(?:that|which) )?(?:(?:he|she|they) )?(?:had |was |were )?"
    r"(?:sustained|suffered|received|inflicted)\b[^,.;]*)",
    re.IGNORECASE,
)
# What needs no reading.
_RELATIVE: Final = {
    "today": relativedelta(),
    "tonight": relativedelta(),
    "this morning": relativedelta(),
    "this week": relativedelta(),
    "yesterday": relativedelta(days=-1),
    "last night": relativedelta(days=-1),
    "last week": relativedelta(weeks=-1),
    "last month": relativedelta(months=-1, day=1),
}
_PRECISION: Final = {"near": DAY, "weekday": DAY, "week": WEEK, "full": DAY, "month": MONTH}


@dataclass(frozen=True, slots=True)
class ClaimDate:
    """A day, how precisely it is known, and the code points [start, end) that say so."""

    day: date
    precision: int
    start: int
    end: int


def find_date(text: str, start: int, end: int, day: date) -> ClaimDate | None:
    """The first date that is named in `text[start:end]`, seen from `day`; None without one."""
    if not any(map(text[start:end].lower().__contains__, _IN_DATES)):
        return None
    wounded = _WOUNDED.search(text, start, end)
    for match in _DATE.finditer(text, start, end):
        if wounded and wounded.start(1) <= match.start() < wounded.end(1):
            continue
        kind = match.lastgroup or ""
        found = _read(match[0].lower(), kind, day)
        if found is not None and found <= day:
            return ClaimDate(found, _PRECISION[kind], *match.span())
    return None


@lru_cache(maxsize=4096)
def _read(words: str, kind: str, day: date) -> date | None:
    if kind == "weekday":
        return day + relativedelta(weekday=_WEEKDAYS[words](-1))
    if words in _RELATIVE:
        return day + _RELATIVE[words]
    import dateparser  # noqa: PLC0415 - a third of a second that few dates need wait for

    settings = {
        "RELATIVE_BASE": datetime.combine(day, time(23, 59)),
        "PREFER_DATES_FROM": "past",
        "PREFER_DAY_OF_MONTH": "first",
        "PARSERS": ["relative-time" if words.endswith(" ago") else "absolute-time"],
    }
    found = dateparser.parse(words.removeprefix("in "), languages=["en"], settings=settings)
    return found.date() if found is not None else None
