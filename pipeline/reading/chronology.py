"""Stamps to times: which way a page runs, and which day each stamp is of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from itertools import pairwise
from typing import Final, Literal

from sitrep.pipeline.reading.dates import read_date
from sitrep.pipeline.reading.stamps import Stamp, read_zone

MINUTES_A_DAY: Final = 1440
EVENING: Final = 23 * 60
"""Minute of the day from which on a page may begin on the eve of its date."""
SLACK: Final = 120
"""Minutes by which an entry may precede the one before it without a midnight between them."""


@dataclass(frozen=True, slots=True)
class Day:
    """A date that the page gives, and the entries that it is the date of.

    `role` is "first" or "last" for the earliest or latest entries ("published", "updated"),
    "page" for a date that stands over the page or over a day's entries.
    """

    day: date
    role: Literal["first", "last", "page"] = "page"


@dataclass(slots=True)
class _Mark:
    """A stamp's time of day in the zone of the page, in minutes, and its day where printed.

    `carry` is the difference of days between the page's zone and the stamp's own.
    """

    stamp: Stamp
    zone: tzinfo
    minutes: int
    carry: int
    day: date | None


def runs_backwards(minutes: Sequence[int]) -> bool:
    """Whether times of day, in page order, run from the newest to the oldest.

    The direction that takes less time to pass through them all, over midnights, is the page's.
    """
    steps = [later - earlier for earlier, later in pairwise(minutes)]
    return sum(-step % MINUTES_A_DAY for step in steps) < sum(
        step % MINUTES_A_DAY for step in steps
    )


def date_stamps(
    stamps: Sequence[Stamp],
    sections: Sequence[int],
    days: Mapping[int, Day],
    zone: tzinfo,
    country: str | None = None,
) -> list[datetime | None]:
    """The time of each stamp in its own zone, None where the page gives no date for it.

    `sections` has the section of each stamp, that is, the number of the date line it stands
    below; `days` the date of each section that has one. `zone` holds for stamps without one.
    """
    near = next((days[section].day for section in sorted(days)), None)
    marks = [_mark(stamp, zone, near, country) for stamp in stamps]
    backwards = _runs_backwards(marks)
    dates: list[date | None] = [None] * len(marks)
    # From the oldest section on, so that one without a date can follow on another.
    members = defaultdict(list)
    for index, section in enumerate(sections):
        members[section].append(index)
    for section, indices in sorted(members.items(), reverse=True):
        if backwards:
            indices.reverse()
        anchor = days.get(section) or _neighbour(section, sections, dates, backwards)
        for index, day in zip(
            indices, _days([marks[index] for index in indices], anchor), strict=True
        ):
            dates[index] = day
    return [_time(mark, day) for mark, day in zip(marks, dates, strict=True)]


def _mark(stamp: Stamp, zone: tzinfo, near: date | None, country: str | None) -> _Mark:
    if stamp.instant:
        local = stamp.instant.astimezone(zone)
        return _Mark(stamp, zone, local.hour * 60 + local.minute, 0, local.date())
    own = (read_zone(stamp.zone, country) if stamp.zone else None) or zone
    printed = read_date(stamp.date, near, country) if stamp.date else None
    day = printed or near or date(2000, 1, 1)  # without any date, summer time is left open
    local = datetime.combine(day, time(stamp.hour, stamp.minute), own).astimezone(zone)
    carry = (local.date() - day).days
    return _Mark(
        stamp, own, local.hour * 60 + local.minute, carry, local.date() if printed else None
    )


def _runs_backwards(marks: Sequence[_Mark]) -> bool:
    printed = [(mark.day, mark.minutes) for mark in marks if mark.day]
    if len(printed) > 1 and printed[0] != printed[-1]:
        return printed[0] > printed[-1]
    return runs_backwards([mark.minutes for mark in marks])


def _days(marks: Sequence[_Mark], anchor: Day | None) -> list[date | None]:
    """The days of stamps of one section, which come in order of time."""
    steps = [0]
    for earlier, later in pairwise(marks):
        steps.append(steps[-1] + (later.minutes < earlier.minutes - SLACK))
    stepped = list(zip(marks, steps, strict=True))
    base = None
    if anchor:
        step = {"first": 0, "last": steps[-1], "page": _page_step(stepped)}[anchor.role]
        base = anchor.day - timedelta(step)
    base = next((mark.day - timedelta(step) for mark, step in stepped if mark.day), base)
    days: list[date | None] = []
    for mark, step in stepped:
        base = mark.day - timedelta(step) if mark.day else base
        days.append(base + timedelta(step) if base else None)
    return days


def _page_step(stepped: Sequence[tuple[_Mark, int]]) -> int:
    """Midnights between the earliest entry and the day that a page is dated by.

    That is the day it begins on, unless it begins shortly before midnight with less than it
    has after it.
    """
    evening = [mark.minutes for mark, step in stepped if step == 0]
    return int(min(evening) >= EVENING and 2 * len(evening) < len(stepped))


def _neighbour(
    section: int, sections: Sequence[int], dates: Sequence[date | None], backwards: bool
) -> Day | None:
    """The date of a section above the first date line, from the section below that line."""
    below = [day for day, number in zip(dates, sections, strict=True) if number > section and day]
    if not below:
        return None
    if backwards:
        return Day(max(below) + timedelta(1), "first")
    return Day(min(below) - timedelta(1), "last")


def _time(mark: _Mark, day: date | None) -> datetime | None:
    if mark.stamp.instant:
        return mark.stamp.instant.astimezone(mark.zone)
    if day is None:
        return None
    clock = time(mark.stamp.hour, mark.stamp.minute)
    return datetime.combine(day - timedelta(mark.carry), clock, mark.zone)
