"""Which of the clock times that begin lines of a page are the page's time stamps."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise
from statistics import median
from typing import Final

from sitrep.pipeline.reading.chronology import MINUTES_A_DAY, SLACK, runs_backwards
from sitrep.pipeline.reading.stamps import Stamp

ORDERED_SHARE: Final = 0.8
"""Share of steps in one direction from which on bare times count as a page's clock.

A list of prices goes up about as often as down."""
WEAK_COUNT: Final = 3
WEAK_WORDS: Final = 4
"""How many bare figures like 16.15 or 1615 it takes, and the median words behind them.

With a zone ("8:30 a.m. ET Eleven people") one fewer."""


def choose_stamps(
    candidates: Sequence[Stamp], words: Sequence[int], days: Sequence[int]
) -> list[Stamp]:
    """The stamps among the candidates, in page order.

    `words` counts what stands between each candidate and the next one, `days` the date lines
    above each: where a day begins, its clock does, too. The largest family of
    one form that is marked, or long and in order, is the page's clock; of the others those are
    stamps that are marked, or that are no bare figures and fall between their neighbours.
    """
    families: dict[object, list[int]] = defaultdict(list)
    forms = list(dict.fromkeys((stamp.layout, stamp.form) for stamp in candidates))
    for index, stamp in enumerate(candidates):
        if not stamp.prefix:
            families[_family(stamp, forms)].append(index)
    trusted = [
        family
        for family in families.values()
        if _is_clock(
            [candidates[i] for i in family], [words[i] for i in family], [days[i] for i in family]
        )
    ]
    prefixed = [index for index, stamp in enumerate(candidates) if stamp.prefix and stamp.marked]
    if not trusted and len(prefixed) > 1:
        trusted = [prefixed]
    if not trusted:
        return []
    clock = max(trusted, key=len)
    certain = [index for index in clock if candidates[index].marked]
    if 2 * len(certain) < len(clock):
        certain = _in_order(candidates, clock)
    of_clock = set(clock)
    certain += [
        index
        for index, stamp in enumerate(candidates)
        if index not in of_clock and stamp.marked and not _is_headline(stamp, index < clock[0])
    ]
    certain.sort()
    known = set(certain)
    backwards = runs_backwards([_minutes(candidates[index]) for index in certain])
    return [
        stamp
        for index, stamp in enumerate(candidates)
        if index in known
        or (
            index in of_clock
            and (stamp.zone or stamp.layout != "space")
            and _fits(index, certain, candidates, backwards)
        )
        or (
            certain[0] < index < certain[-1]
            and not _is_weak(stamp)
            and _fits(index, certain, candidates, backwards)
        )
    ]


def _family(
    stamp: Stamp, forms: Sequence[tuple[str, tuple[str, bool, bool]]]
) -> tuple[str, bool, bool]:
    """What the stamps of one clock have in common; "10 p.m." is of the clock of "11:05 p.m.".

    `forms` are the layouts and forms of all candidates, each once, in page order.
    """
    mark, half, dated = stamp.form
    if mark == "whole" and stamp.layout != "space":
        fuller = (form for layout, form in forms if layout == stamp.layout and form[0] != "whole")
        return next((form for form in fuller if form[1:] == (half, dated)), stamp.form)
    return stamp.form


def _is_clock(family: Sequence[Stamp], words: Sequence[int], days: Sequence[int]) -> bool:
    """Whether times of one form are stamps."""
    if family[0].form[2]:  # one printed date is the page's, two are its entries'
        return len(family) > 1
    if any(stamp.marked for stamp in family):
        return True
    weak = any(map(_is_weak, family))
    enough = WEAK_COUNT - all(stamp.zone for stamp in family)
    if weak and (len(family) < enough or median(words) < WEAK_WORDS):
        return False
    if family[0].form[1]:
        return median(words) >= 1  # "2:19am" is no price, in whatever order
    steps = [
        (_minutes(b) - _minutes(a)) % MINUTES_A_DAY
        for (a, day), (b, next_day) in pairwise(zip(family, days, strict=True))
        if day == next_day
    ]
    forward = sum(0 < step < MINUTES_A_DAY / 2 for step in steps)
    backward = sum(step > MINUTES_A_DAY / 2 for step in steps)
    same = len(steps) - forward - backward
    if max(forward, backward) + same < ORDERED_SHARE * len(steps):
        return False
    return median(words) >= 1


def _is_weak(stamp: Stamp) -> bool:
    """Whether the figures alone might as well be a price, a year or a count."""
    return stamp.layout == "space" or (stamp.form[0] in (".", "military") and not stamp.form[1])


def _is_headline(stamp: Stamp, above: bool) -> bool:
    """Whether a marked time above the page's clock is the page's own date line.

    One with no more than the day of the week is an entry's: "Friday, 7.30pm, Turkish time".
    """
    dated = any(map(str.isdigit, stamp.date or ""))
    return above and (stamp.prefix or (dated and stamp.layout == "line"))


def _in_order(candidates: Sequence[Stamp], clock: Sequence[int]) -> list[int]:
    """Bare times without those far from both neighbours while these follow on each other."""
    minutes = [_minutes(candidates[index]) for index in clock]
    kept = list(clock[:1])
    for position in range(1, len(clock)):
        before, here, after = minutes[position - 1], minutes[position], minutes[position + 1 :][:1]
        leaps = [_distance(before, here) > SLACK, *(_distance(here, m) > SLACK for m in after)]
        if len(leaps) == 1 or not all(leaps) or _distance(before, after[0]) > SLACK:
            kept.append(clock[position])
    return kept


def _distance(first: int, second: int) -> int:
    """Minutes between two times of day, by the shorter way round the clock."""
    return min((first - second) % MINUTES_A_DAY, (second - first) % MINUTES_A_DAY)


def _fits(index: int, certain: Sequence[int], candidates: Sequence[Stamp], backwards: bool) -> bool:
    """Whether a bare time falls between the certain stamps around it."""
    behind, ahead = bisect_left(certain, index), bisect_right(certain, index)
    if behind == 0 or ahead == len(certain):
        return True
    neighbours = certain[behind - 1], index, certain[ahead]
    start, here, end = (_minutes(candidates[i]) for i in neighbours)
    return _between(start, here, end, backwards)


def _between(before: int, here: int, after: int, backwards: bool) -> bool:
    if backwards:
        before, after = after, before
    return (here - before) % MINUTES_A_DAY <= (after - before) % MINUTES_A_DAY


def _minutes(stamp: Stamp) -> int:
    return stamp.hour * 60 + stamp.minute
