"""The day of a claim, by the words of its sentence against the time of the entry.

dateparser reads days and months; it only ever sees a stretch that a pattern took for a date, since
it would read "1615 GMT" as a year. "Yesterday" and weekdays go through dateutil, which takes a
hundredth of the time; on a Monday, "Monday" is today. "Two days earlier" counts from the last day
that the text named.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
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
_NUMBERS: Final = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
    "eight": 8, "nine": 9, "ten": 10,
}  # fmt: skip
_DATE: Final = re.compile(
    r"\b(?=\w)(?:"
    r"(?P<near>today|tonight|yesterday|last night|this morning|(?:\w+|\d+) days? ago)\b"
    rf"|(?P<weekday>{'|'.join(_WEEKDAYS)})\b"
    r"|(?P<week>last week|this week|\w+ weeks? ago)\b"
    rf"|(?P<full>\d{{1,2}} {_MONTHS}(?: \d{{4}})?|{_MONTHS} \d{{1,2}}(?:, \d{{4}})?)(?!\d)"
    rf"|(?P<month>last month|(?:in|last) {_MONTHS}(?: \d{{4}})?)(?!\w)"
    r"|(?P<year>last year|in (?:19|20)\d\d(?!\d)|(?:\w+|\d+) (?:month|year)s? ago)\b"
    rf"|(?P<counted>(?:{'|'.join(_NUMBERS)}) (?:day|week)s? (?:earlier|later)"
    r"|the (?:previous|same|next|following) day|the day before(?=[,.;)]|$))\b)",
    re.IGNORECASE,
)
_STEPS: Final = {"earlier": -1, "before": -1, "previous": -1, "same": 0, "next": 1, "following": 1,
                 "later": 1}  # fmt: skip
_ANCHOR_REACH: Final = 400  # characters before words that count from another day
# The day on which somebody spoke: "told reporters on Friday", "in an interview Friday".
_TOLD: Final = re.compile(
    r"\b(?:sa(?:id|ys?|ying)|told(?: [\w-]+){1,3}|reported|announced|confirmed|wrote|added"
    r"|interview|statement|conference|briefing)(?: (?:late|early|on))* $",
    re.IGNORECASE,
)
_TOLD_REACH: Final = 60
# What parts a count from a date that belongs to another clause.
_DIVIDED: Final = re.compile(
    r"[,;:.]|\b(?:and|but|while|after|since|that|which|who|whose|when|where|before|because"
    r"|follow\w*|mark\w*)\b",
    re.IGNORECASE,
)
_OPENS: Final = re.compile(
    r"(?:^|[,;:.(]|\b(?:and|but|while))\s*(?:(?:late|early|on) )*$", re.IGNORECASE
)
# One of these stands in every date; most sentences have none of them.
_IN_DATES: Final = (
    *"day night morning week month year jan feb mar apr may jun jul aug sep oct nov dec".split(),
    "in 19",
    "in 20",
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
    "last year": relativedelta(years=-1, month=1, day=1),
}
_PRECISION: Final = {"near": DAY, "weekday": DAY, "week": WEEK, "full": DAY, "month": MONTH,
                     "counted": DAY, "year": MONTH}  # fmt: skip


@dataclass(frozen=True, slots=True)
class ClaimDate:
    """A day, how precisely it is known, and the code points [start, end) that say so.

    `far` dates are of other years or months: they are those of what a clause of their own tells.
    """

    day: date
    precision: int
    start: int
    end: int
    far: bool = False


def find_date(text: str, start: int, end: int, day: date) -> ClaimDate | None:
    """The first date that is named in `text[start:end]`, seen from `day`; None without one."""
    return next(_dates(text, start, end, day), None)


def find_dates(text: str, start: int, end: int, day: date) -> list[ClaimDate]:
    """The dates that are named in `text[start:end]`, seen from `day`.

    Days on which somebody spoke are left out where there are others.
    """
    found = list(_dates(text, start, end, day))
    if len(found) < 2:
        return found
    return [one for one in found if not _is_told(text, one)] or found


def date_of(text: str, dates: Sequence[ClaimDate], start: int, end: int) -> ClaimDate | None:
    """Which of a sentence's dates is that of a claim at [start, end): its own, or the first.

    One behind a later semicolon is another half's: "Five died; nine had been killed in May."
    """
    dates = [found for found in dates if found.start < end or ";" not in text[end : found.start]]
    if not dates or (len(dates) == 1 and not dates[0].far):
        return dates[0] if dates else None
    behind = (d for d in dates if end <= d.start and not _DIVIDED.search(text, end, d.start))
    before = (d for d in dates[::-1] if d.end <= start and _leads_to(text, d, start))
    near = (d for d in dates if not d.far)
    return next(behind, None) or next(before, None) or next(near, None)


def _dates(text: str, start: int, end: int, day: date) -> Iterator[ClaimDate]:
    if not any(map(text[start:end].lower().__contains__, _IN_DATES)):
        return
    wounded = _WOUNDED.search(text, start, end)
    for match in _DATE.finditer(text, start, end):
        if wounded and wounded.start(1) <= match.start() < wounded.end(1):
            continue
        named = _named(text, match, day)
        if named is not None:
            kind = match.lastgroup or ""
            yield ClaimDate(named, _PRECISION[kind], *match.span(), far=kind == "year")


def _leads_to(text: str, found: ClaimDate, start: int) -> bool:
    """Whether a date is that of what follows: "on Tuesday gunmen killed", "and, on Tuesday, "."""
    if text.startswith(",", found.end) and not _OPENS.search(
        text[max(0, found.start - _TOLD_REACH) : found.start]
    ):
        return False
    return _DIVIDED.search(text, found.end + text.startswith(",", found.end), start) is None


def _is_told(text: str, found: ClaimDate) -> bool:
    return _TOLD.search(text[max(0, found.start - _TOLD_REACH) : found.start]) is not None


def _named(text: str, match: re.Match[str], day: date) -> date | None:
    """The day that a match of a date names, None if it lies after `day` or cannot be told."""
    kind, words = match.lastgroup or "", match[0].lower()
    found = _counted(text, match, day) if kind == "counted" else _read(words, kind, day)
    return found if found is not None and found <= day else None


def _counted(text: str, match: re.Match[str], day: date) -> date | None:
    """The day that words count from the last one named before them, or back from `day`."""
    words = match[0].lower().split()
    step = next(_STEPS[word] for word in words if word in _STEPS)
    named: date | None = None
    for other in _DATE.finditer(text, max(0, match.start() - _ANCHOR_REACH), match.start()):
        kind = other.lastgroup or ""
        if kind != "counted" and _PRECISION[kind] == DAY:
            named = _read(other[0].lower(), kind, day) or named
    if named is None:
        if step >= 0:
            return None
        named = day
    days = _NUMBERS.get(words[0], 1) * (7 if words[1].startswith("week") else 1)
    return named + relativedelta(days=step * days)


@lru_cache(maxsize=4096)
def _read(words: str, kind: str, day: date) -> date | None:
    if kind == "weekday":
        return day + relativedelta(weekday=_WEEKDAYS[words](-1))
    if words in _RELATIVE:
        return day + _RELATIVE[words]
    if kind == "year" and words[-1].isdigit():
        return date(int(words[-4:]), 1, 1)
    import dateparser  # noqa: PLC0415 - a third of a second that few dates need wait for

    settings = {
        "RELATIVE_BASE": datetime.combine(day, time(23, 59)),
        "PREFER_DATES_FROM": "past",
        "PREFER_DAY_OF_MONTH": "first",
        "PARSERS": ["relative-time" if words.endswith(" ago") else "absolute-time"],
    }
    found = dateparser.parse(
        words.removeprefix("in ").removeprefix("last "), languages=["en"], settings=settings
    )
    return found.date() if found is not None else None
