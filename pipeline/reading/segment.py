"""Pages to entries: where entries begin and end, what day they are of, and what is around them."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time, timezone
from typing import Final

from sitrep.pipeline.reading.choice import choose_stamps
from sitrep.pipeline.reading.chronology import Day, date_stamps
from sitrep.pipeline.reading.datelines import (
    Range,
    bare_date,
    header_day,
    hint_day,
    is_header,
    page_zone,
)
from sitrep.pipeline.reading.pattern_rows import pattern_rows
from sitrep.pipeline.reading.stamps import (
    LABEL,
    Stamp,
    leads_stamp,
    match_mark,
    match_stamp,
    notes_zone,
    read_zone,
)
from sitrep.pipeline.reading.texts import to_source
from sitrep.pipeline.records import Block, Entry, Page

_LINE: Final = re.compile(r"\S(?:[^\n]*\S)?")
_SENTENCE_ENDS: Final = (".", "!", "?", "”", '"')
# Words that a sentence of a summary has at least, and a note on the page's clock at most.
_SENTENCE, _NOTE = 6, 40
_TAILS: Final = {
    scope: re.compile(
        "|".join(
            f"(?:{row['pattern']})" for row in pattern_rows("tails.csv") if row["scope"] == scope
        ),
        re.IGNORECASE,
    )
    for scope in ("page", "line")
}


@dataclass(frozen=True, slots=True)
class Segmented:
    """A page cut into entries, in page order.

    `preamble` is the range before the first entry, `tail` the one after the last (licence
    lines, links, comments); None where there is none. `warnings` are lines for the user.
    """

    entries: tuple[Entry, ...]
    preamble: Range | None = None
    tail: Range | None = None
    warnings: tuple[str, ...] = ()


def segment(page: Page) -> Segmented:
    """Cut a page at its time stamps.

    An entry's text begins behind its stamp and separator; its time is in UTC. A page without
    stamps is one entry, and a warning says so, as it does where no date or zone was found.
    """
    lines = [match.span() for match in _LINE.finditer(page.text)]
    candidates = list(_candidates(page, lines))
    tail_start = _find_tail(page.text, lines, candidates)
    candidates = [stamp for stamp in candidates if stamp.start < tail_start]
    words = _words_behind(page.text, candidates, tail_start)
    stamps = choose_stamps(candidates, words, _days_above(page, lines, candidates))
    if not stamps:
        return _uncut(page, lines, candidates, tail_start)
    tail_start = _trim_links(page.text, lines, stamps[-1].text_start, tail_start)
    header = [line for line in lines if line[0] < stamps[0].start]
    days, warnings = _first_day(page, header)
    day_lines = _day_lines(page, lines, stamps, tail_start, days)
    stamps, ends = _settle(page.text, stamps, day_lines, tail_start)
    zone = page_zone(page, header, stamps, tail_start)
    sections = [bisect_left(day_lines, stamp.start) for stamp in stamps]
    times = date_stamps(stamps, sections, days, zone or timezone.utc, page.country)
    if None in times:
        warnings.append("no date found; the times of its entries stay unknown")
    if zone is None and not all(stamp.zone or stamp.instant for stamp in stamps):
        warnings.append("no time zone found; UTC is assumed")
    unknown = {stamp.zone: None for stamp in stamps if stamp.zone}
    warnings += [
        f"unknown time zone {name!r}; the times are taken as those of stamps without one"
        for name in unknown
        if read_zone(name, page.country) is None
    ]
    if prose := _prose(page, header):
        warnings.append(f"{prose} words above the first time stamp are in no entry")
    entries = []
    ids: Counter[str] = Counter()
    for stamp, end, moment in zip(stamps, ends, times, strict=True):
        own = re.sub(LABEL, "", page.text[stamp.start : stamp.end])
        printed = " ".join(own.split()).strip("*_# ") or None
        text_range = _trim(page.text, stamp.text_start, end)
        if text_range is None:
            warnings.append(f"no text behind the stamp {printed}; it gives no entry")
            continue
        clock = (
            f"{_utc(moment):%Y-%m-%dT%H:%MZ}" if moment else f"{stamp.hour:02}:{stamp.minute:02}"
        )
        ids[clock] += 1
        number = f"-{ids[clock]}" if ids[clock] > 1 else ""
        entries.append(_entry(page, f"{page.id}#{clock}{number}", text_range, moment, printed))
    return Segmented(
        entries=tuple(entries),
        preamble=_trim(page.text, 0, stamps[0].start),
        tail=_trim(page.text, tail_start, len(page.text)),
        warnings=tuple(f"{page.source_file}: {warning}" for warning in warnings),
    )


def _uncut(
    page: Page, lines: Sequence[Range], candidates: Sequence[Stamp], tail_start: int
) -> Segmented:
    """The page without stamps as one entry, from below its title, date and by-lines."""
    tail_start = _trim_links(page.text, lines, 0, tail_start)
    body = [start for start, _ in lines if start < tail_start]
    while len(body) > 1 and is_header(page, *lines[len(lines) - len(body)]):
        body.pop(0)
    text_range = _trim(page.text, body[0] if body else 0, tail_start)
    if text_range is None:
        return Segmented((), warnings=(f"{page.source_file}: no text; it gives no entry",))
    header = [line for line in lines if line[0] < text_range[0]]
    days, warnings = _first_day(page, header)
    warnings.insert(0, "no time stamps found; the page is one entry")
    moment = None
    if days:
        dated = [stamp for stamp in candidates if stamp.start < text_range[0]][:1]
        zone = page_zone(page, header, dated, tail_start) or timezone.utc
        at_midnight = datetime.combine(days[0].day, time(), timezone.utc)
        moment = next(
            iter(date_stamps(dated, [0] * len(dated), days, zone, page.country)), at_midnight
        )
    return Segmented(
        entries=(_entry(page, page.id, text_range, moment),),
        preamble=_trim(page.text, 0, text_range[0]),
        tail=_trim(page.text, tail_start, len(page.text)),
        warnings=tuple(f"{page.source_file}: {warning}" for warning in warnings),
    )


def _candidates(page: Page, lines: Sequence[Range]) -> Iterator[Stamp]:
    """Stamps that lines may begin with; those in quotations and captions are not the page's."""
    foreign = [block for block in page.blocks if block.label in ("quote", "caption")]
    marks = {mark.start: mark for mark in page.times}
    lead: int | None = None
    for start, end in lines:
        if any(block.start <= start < block.end for block in foreign):
            continue
        mark, above = marks.get(start), lead
        lead = start if leads_stamp(page.text[start:end]) and not mark else None
        if mark:
            stamp = match_mark(page.text, mark, end)
        else:
            stamp = match_stamp(page.text, start if above is None else above, end)
        if stamp:
            yield stamp


def _first_day(page: Page, header: Sequence[Range]) -> tuple[dict[int, Day], list[str]]:
    """The day of the entries above all further date lines, and a warning if it is a guess."""
    hint = hint_day(page)
    if day := header_day(page, header, hint):
        return {0: day}, []
    if hint:
        return {0: Day(hint)}, [f"no date line; {hint} is taken from the page's name or address"]
    return {}, []


def _prose(page: Page, header: Sequence[Range]) -> int:
    """How many words the sentences have that stand above the first stamp.

    Not a title, a by-line or a date, and not what a page says of itself: that its times are GMT.
    """
    words = 0
    for start, end in header:
        line = page.text[start:end]
        length = len(line.split())
        if (
            line.endswith(_SENTENCE_ENDS)
            and length >= _SENTENCE
            and not (is_header(page, start, end) or (length < _NOTE and notes_zone(line)))
        ):
            words += length
    return words


def _day_lines(
    page: Page,
    lines: Sequence[Range],
    stamps: Sequence[Stamp],
    tail_start: int,
    days: dict[int, Day],
) -> list[int]:
    """Where date lines between entries begin; adds their days to `days` by number."""
    near = days[0].day if 0 in days else None
    stamped = {stamp.start for stamp in stamps}
    starts: list[int] = []
    for start, end in lines:
        if stamps[0].start < start < tail_start and start not in stamped:
            printed = bare_date(page.text[start:end], near, page.country)
            if printed:
                starts.append(start)
                if printed.day:
                    days[len(starts)] = Day(printed.day)
    return starts


def _days_above(page: Page, lines: Sequence[Range], stamps: Sequence[Stamp]) -> list[int]:
    """How many lines above each stamp are a date and nothing else."""
    dates = [start for start, end in lines if bare_date(page.text[start:end], None, page.country)]
    return [bisect_left(dates, stamp.start) for stamp in stamps]


def _words_behind(text: str, stamps: Sequence[Stamp], end: int) -> list[int]:
    ends = [*(stamp.start for stamp in stamps[1:]), end][: len(stamps)]
    return [
        len(text[stamp.text_start : stop].split()) for stamp, stop in zip(stamps, ends, strict=True)
    ]


def _settle(
    text: str, stamps: Sequence[Stamp], day_lines: Sequence[int], tail_start: int
) -> tuple[list[Stamp], list[int]]:
    """Stamps that open entries, and where the entries end.

    A second stamp directly behind another repeats it (in local time, where the page's code gives
    the first) or notes an update, and so does an "Updated at" with nothing behind it: neither
    opens an entry nor belongs to its text.
    """
    kept: list[Stamp] = []
    stops = {*day_lines, tail_start}
    borders = sorted({*stops, *(stamp.start for stamp in stamps)})
    for stamp in stamps:
        behind = kept and not text[kept[-1].text_start : stamp.start].strip()
        same = behind and (
            (kept[-1].hour, kept[-1].minute) == (stamp.hour, stamp.minute)
            or (kept[-1].instant is not None and stamp.instant is None)
        )
        if behind and (same or stamp.prefix):
            kept[-1] = replace(kept[-1], text_start=stamp.text_start)
            continue
        stops.add(stamp.start)
        following = borders[bisect_right(borders, stamp.start)]
        if not (stamp.prefix and not text[stamp.text_start : following].strip()):
            kept.append(stamp)
    ends = [*sorted(stops), tail_start]  # once more, should a stamp reach into the tail
    return kept, [ends[bisect_left(ends, stamp.text_start, hi=len(stops))] for stamp in kept]


def _find_tail(text: str, lines: Sequence[Range], candidates: Sequence[Stamp]) -> int:
    """Where what follows the page begins: comments, lists of other pages, licence lines.

    A line that introduces them counts in the second half of a page or below all its times,
    since the same words stand in the bars above a page.
    """
    last = candidates[-1].start if candidates else 0
    for start, end in lines:
        if start > min(last, len(text) // 2) and _TAILS["page"].match(text, start, end):
            return start
    return len(text)


def _trim_links(text: str, lines: Sequence[Range], body_start: int, tail_start: int) -> int:
    """The tail's beginning, moved up over lines of links and licences."""
    for start, end in reversed(lines):
        if start < tail_start:
            if start <= body_start or not _TAILS["line"].match(text, start, end):
                break
            tail_start = start
    return tail_start


def _entry(
    page: Page, entry_id: str, text_range: Range, moment: datetime | None, stamp: str | None = None
) -> Entry:
    start, end = text_range
    return Entry(
        id=entry_id,
        text=page.text[start:end],
        page=page.id,
        title=page.title,
        time=_utc(moment) if moment else None,
        day=moment.date() if moment else None,
        stamp=stamp,
        country=page.country,
        source_file=page.source_file,
        start_in_source=to_source(start, page.source_offsets),
        end_in_source=to_source(end, page.source_offsets),
        blocks=tuple(
            Block(block.label, max(block.start, start) - start, min(block.end, end) - start)
            for block in page.blocks
            if block.start < end and block.end > start
        ),
        metadata=page.metadata,
    )


def _utc(moment: datetime) -> datetime:
    return moment.astimezone(timezone.utc)


def _trim(text: str, start: int, end: int) -> Range | None:
    """A range without the white space at its ends; None if nothing else is there."""
    stripped = text[start:end].strip()
    if not stripped:
        return None
    start = text.index(stripped[0], start)
    return start, start + len(stripped)
