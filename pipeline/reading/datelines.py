"""What a page says of its own day and time zone: title, date lines, by-lines, metadata."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date, tzinfo
from typing import Final

from sitrep.pipeline.reading.chronology import Day
from sitrep.pipeline.reading.dates import PrintedDate, find_date, read_date
from sitrep.pipeline.reading.stamps import Stamp, find_zone, match_stamp, read_zone
from sitrep.pipeline.records import Page

Range = tuple[int, int]
"""Code point offsets into the text of a page, end exclusive."""

HEADER_WORDS: Final = 15
"""A line with a date is a date line or by-line up to so many words, and prose beyond."""

_LETTER: Final = re.compile(r"[^\W\d_]")
_BY_LINE: Final = re.compile(r"by\s", re.IGNORECASE)
_PUBLISHED: Final = re.compile(r"\b(?:published|posted)\b", re.IGNORECASE)
_UPDATED: Final = re.compile(r"\b(?:updated?|modified|edited)\b", re.IGNORECASE)
_URL_DATE: Final = re.compile(r"/((?:19|20)\d\d)/(\d{1,2}|[a-z]{3})/(\d{1,2})(?!\d)")
_ISO_DATE: Final = re.compile(r"(?<!\d)(?:19|20)\d\d-\d\d-\d\d(?!\d)")


def is_header(page: Page, start: int, end: int) -> bool:
    """Whether a line is the page's title, a by-line or a date line."""
    line = page.text[start:end]
    if " ".join(line.split()) == page.title or _BY_LINE.match(line):
        return True
    stamp = match_stamp(line)
    return (stamp is not None and stamp.layout == "line") or _find_header_date(line) is not None


def header_day(page: Page, header: Sequence[Range], hint: date | None) -> Day | None:
    """The date that the lines above the entries give, or else the page's metadata.

    A line that is a date and no more goes before one with a date in it, and any before the
    date of an update.
    """
    bare: list[Day] = []
    other: list[Day] = []
    updated: list[Day] = []
    texts = [page.title or "", *(page.text[start:end] for start, end in header)]
    if hint is None:  # "March 10" above is of the year of "By the staff, March 9th, 2011"
        dates = (_find_header_date(text, None, page.country) for text in texts)
        hint = next((found.day for found in dates if found and found.day), None)
    for text in texts:
        found = _find_header_date(text, hint, page.country)
        if found is None or found.day is None:
            continue
        if _UPDATED.search(text):
            updated.append(Day(found.day, "last"))
        elif _PUBLISHED.search(text):
            other.append(Day(found.day, "first"))
        elif bare_date(text, hint, page.country):
            bare.insert(0, Day(found.day))
        else:
            other.append(Day(found.day))
    published, modified = (_moment(page.metadata.get(key)) for key in ("published", "modified"))
    other += [Day(published, "first")] if published else []
    updated += [Day(modified, "last")] if modified else []
    return next(iter(bare + other + updated), None)


def bare_date(line: str, near: date | None, country: str | None) -> PrintedDate | None:
    """The date of a line that is a date and nothing else; its year may stay open."""
    found = find_date(line, near, country)
    if found is None or _LETTER.search(line[: found.start] + line[found.end :]):
        return None
    return found


def hint_day(page: Page) -> date | None:
    """The date in the page's metadata, address or name, for what the page leaves open."""
    for key in ("published", "modified"):
        if day := _moment(page.metadata.get(key)):
            return day
    if address := _URL_DATE.search(str(page.metadata.get("url", ""))):
        year, month, day_of_month = address.groups()
        return read_date(
            f"{day_of_month} {month} {year}" if month.isalpha() else "-".join(address.groups())
        )
    name = _ISO_DATE.search(page.id)
    return read_date(name.group()) if name else None


def _find_header_date(
    line: str, near: date | None = None, country: str | None = None
) -> PrintedDate | None:
    """The date in a line that is short and no sentence."""
    if len(line.split()) > HEADER_WORDS or (line.endswith(".") and not _BY_LINE.match(line)):
        return None
    return find_date(line, near, country)


def _moment(value: object) -> date | None:
    return read_date(value[:10]) if isinstance(value, str) else None


def page_zone(
    page: Page, header: Sequence[Range], stamps: Sequence[Stamp], tail_start: int
) -> tzinfo | None:
    """The zone of stamps without one: as a note says, as most other stamps, as the date line."""
    above = "\n".join([page.title or "", *(page.text[start:end] for start, end in header)])
    if zone := find_zone(above, page.country):
        return zone
    named = Counter(stamp.zone for stamp in stamps if stamp.zone)
    header_stamps = (match_stamp(page.text, *line) for line in header)
    names = [name for name, _ in named.most_common()]
    names += [stamp.zone for stamp in header_stamps if stamp and stamp.zone]
    for name in names:
        if zone := read_zone(name, page.country):
            return zone
    if zone := find_zone(page.text[tail_start:], page.country):
        return zone
    return next((stamp.instant.tzinfo for stamp in stamps if stamp.instant), None)
