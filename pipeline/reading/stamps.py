"""The grammar of time stamps and time zones as live blogs print them."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import datetime, timedelta, timezone, tzinfo
from functools import cache
from importlib import resources
from typing import Final
from zoneinfo import ZoneInfo

from sitrep.pipeline.reading.dates import DATE, WEEKDAY
from sitrep.pipeline.reading.pattern_rows import pattern_rows
from sitrep.pipeline.records import TimeMark


def _table(name: str) -> list[list[str]]:
    """The rows of a table of the time zone database: countries, coordinates, zone, comment."""
    text = (resources.files("tzdata") / "zoneinfo" / name).read_text(encoding="utf-8")
    return [line.split("\t") for line in text.splitlines() if not line.startswith("#")]


_CITIES: Final = {row[2].rpartition("/")[2].replace("_", " "): row[2] for row in _table("zone.tab")}
"""Cities that zones are named after; patterns/zones.csv has others, countries and abbreviations."""
_ZONES: Final = {(city, ""): zone for city, zone in _CITIES.items()} | {
    (row["name"], row["country"]): row["zone"] for row in pattern_rows("zones.csv")
}


def _names(kind: str) -> str:
    names = {row["name"] for row in pattern_rows("zones.csv") if row["kind"] == kind}
    names |= _CITIES.keys() if kind == "place" else set()
    return "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))


# A dash with a blank behind it is a separator: "0727 GMT - 5 killed".
_OFFSET: Final = r"(?:GMT|UTC)\s?(?:\+\s?|[\-−])\d{1,2}(?::?\d{2})?(?!\d)|[+\-−]\d{2}:?\d{2}(?!\d)"
_ABBREVIATION: Final = rf"(?:{_names('abbreviation')})(?!\w)"
_PLACE: Final = (
    rf"(?:(?:in\s+)?(?:{_names('place')})(?!\w)(?:\s+(?:local\s+)?time(?!\w))?"
    r"|[Ll]ocal(?:\s+time)?(?!\w))"
)
# "1:15 pm XYT" is a stamp, too, if only its own separator or nothing stands behind it.
_UNKNOWN: Final = r"[A-Z]{2,4}T(?=\s*(?:[:\])|–—-]|$))"
# A place is a zone only where the stamp ends with it: "5pm in Cairo thousands marched" is none.
_ZONE: Final = (
    rf"(?:{_OFFSET}|{_ABBREVIATION}|{_UNKNOWN}|{_PLACE}(?=\s*(?:[:\])|–—-]|[,/;(]\s*\d|$)))"
)
_ANY_ZONE: Final = rf"(?:{_OFFSET}|{_ABBREVIATION}|(?:{_names('place')})(?!\w)|local)"

_HALF: Final = r"(?:[AaPp](?:\.\s?[Mm]\.?|[Mm])|noon|midnight)(?!\w)"
_TIME: Final = r"(?:(?:2[0-3]|[01]?\d)[:.h]|(?:2[0-3]|[01]\d))[0-5]\d"
_AGE: Final = r"\d{1,2}\s?(?:[mhd]|mins?|hrs?|minutes?|hours?|days?)\s?ago"
LABEL: Final = r"(?:[•·*-]\s*)?(?i:time\s?stamp)\s*:"
"""Regular expression for the label that some blogs print before each stamp."""
_STAMP: Final = re.compile(
    rf"""
    [\s*_]*(?:\#+\s+)?[\s*_]*(?:{LABEL}\s*|{_AGE}[\s,|·•-]*)?(?P<bracket>[\[(])?\s*
    (?P<prefix>(?i:(?:(?:last|first)\s+)?(?:update(?(bracket)d?|d)|posted|published|modified)
                (?:\s+(?:at|on))?\s*:?\s+))?
    (?:(?P<before>{DATE}|{WEEKDAY})[,\s]*(?:(?:at|[-–—|T])\s*)?)?
    (?:
        (?P<hour>2[0-3]|[01]?\d)(?P<mark>[:.h])(?P<minute>[0-5]\d)(?::[0-5]\d(?:\.\d+)?)?(?![\d%])
      | (?P<military>(?:2[0-3]|[01]\d)[0-5]\d)(?!\d)
      | (?P<whole>1[0-2]|0?[1-9])(?=\s?{_HALF})
    )
    (?:\s?(?P<half>{_HALF})|\s?(?:hrs?|hours|h)(?!\w))?
    (?:\s+(?P<day>{WEEKDAY})(?=\s+(?:in\s|{_ABBREVIATION}|{_OFFSET})))?
    (?:\s*[,(]?\s*(?P<zone>{_ZONE})(?:\s*\))?)?
    (?:\s*[,/;(]\s*{_TIME}(?:\s?{_HALF})?(?:\s+{WEEKDAY})?\s*(?:{_ZONE})\)?)*
    (?:(?:,\s*|\s+)(?:on\s+)?(?P<after>{DATE})(?=\s*(?:[:\])|–—-]|$)))?
    (?(bracket)\s*[\])])[*_]*
    """,
    re.VERBOSE,
)
_SEPARATOR: Final = re.compile(r"\s*(?:[:|]|\.(?=\s|$)|[–—]|-+(?=\s|$))[*_]*(?=\s|$|[^\d])")
_ZONE_NOTE: Final = re.compile(
    rf"""
    \b(?i:time\s?stamps?|times?|updates(?=\s+are\s))[\s:(]+
    (?:(?i:all|are|is|in|on|as|of|the|this|page|blog|here|below|given|shown|listed|stated
        |local\s+time|local(?=,|\s*\())[\s:,(]+)*
    (?P<zone>{_ANY_ZONE})
    """,
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Stamp:
    """A time of day at the beginning of a line.

    `start` and `end` bound the stamp as printed, `text_start` is where what follows its
    separator begins. `form` is what stamps of one page have in common: the clock's mark, whether
    it has a.m. or p.m., whether a date. `layout` says what follows: nothing ("line"), a
    "separator" or only a "space". `marked` is true where the stamp's own words or the page's
    code show that it is one: a zone, brackets, "Updated at" or `<time>`. `instant` is the exact
    time that the page's code gives.
    """

    start: int
    end: int
    text_start: int
    hour: int
    minute: int
    form: tuple[str, bool, bool]
    layout: str
    zone: str | None = None
    date: str | None = None
    prefix: bool = False
    marked: bool = False
    instant: datetime | None = None


def leads_stamp(line: str) -> bool:
    """Whether a line only leads to the stamp below it: its age ("4h ago") or "Timestamp:"."""
    return re.fullmatch(f"{_AGE}|{LABEL}", line) is not None


def match_stamp(text: str, start: int = 0, end: int | None = None) -> Stamp | None:
    """The stamp that the line `text[start:end]` begins with, if any; offsets are `text`'s.

    Its age or a label may stand before it ("4h ago 14.32 BST"), on a line of its own as well.
    Whether it is a stamp of the page is for its neighbours to say: "16.15" may be a price.
    """
    line = text[start:end]
    match = _STAMP.match(line)
    if match is None:
        return None
    if match["before"] and match["military"] and not match["zone"] and _is_year(match["military"]):
        return None  # a date and no clock: "4 February 2012"
    separator = _SEPARATOR.match(line, match.end())
    text_start = separator.end() if separator else match.end()
    rest = line[text_start:]
    if not rest.strip():
        layout = "line"
    elif separator or match["bracket"] or match.group().endswith(("*", "_")):
        layout = "separator"
    elif rest[0].isspace() or (match["military"] and rest[0].isupper()):
        layout = "space"  # or lost in copying: "2300We are closing"
    else:
        return None
    printed = match.group()
    clock = match["mark"] or ("military" if match["military"] else "whole")
    half = match["half"]
    hour = int(match["hour"] or match["whole"] or match["military"][:2])
    if half and hour <= 12:
        hour = hour % 12 + (12 if half[0] in "PpNn" else 0)
    printed_date = match["before"] or match["day"] or match["after"]
    marks = match["zone"] or match["prefix"] or (match["bracket"] and clock != "military")
    return Stamp(
        start=start,
        end=start + len(printed.rstrip()),
        text_start=start + text_start + len(rest) - len(rest.lstrip()),
        hour=hour,
        minute=int(match["minute"] or (match["military"] or "00")[-2:]),
        form=(clock, bool(half), bool(printed_date)),
        layout=layout,
        zone=match["zone"],
        date=printed_date,
        prefix=bool(match["prefix"]),
        marked=bool(marks) and layout != "space",
    )


def _is_year(figures: str) -> bool:
    return figures.startswith(("19", "20"))


def match_mark(text: str, mark: TimeMark, end: int) -> Stamp | None:
    """The stamp that the page's code marks at the beginning of a line that ends at `end`."""
    printed = match_stamp(text, mark.start, end)
    words = match_stamp(mark.datetime.strip())
    try:
        moment = datetime.fromisoformat(mark.datetime.strip().replace("Z", "+00:00"))
    except ValueError:
        moment = None
    if moment is None or not words:  # a bare date, a bare time, or what a machine cannot read
        return printed
    stamp = replace(
        words, start=mark.start, end=mark.start + len(mark.text), layout="line", marked=True
    )
    if printed and printed.end >= stamp.end:
        stamp = replace(stamp, end=printed.end, text_start=printed.text_start)
    else:
        separator = _SEPARATOR.match(text, stamp.end, end)
        behind = separator.end() if separator else stamp.end
        stamp = replace(stamp, text_start=behind)
    return replace(stamp, instant=moment) if moment.tzinfo else stamp


@cache
def read_zone(name: str, country: str | None = None) -> tzinfo | None:
    """The zone that a stamp or a note names, with summer time where the place has it.

    `country` (ISO alpha-2) decides between zones of one abbreviation and gives "local time".
    None for a name that is not known.
    """
    offset = re.fullmatch(r"(?:GMT|UTC)?\s?([+\-−])\s?(\d{1,2}):?(\d{2})?", name)
    if offset:
        distance = timedelta(hours=int(offset[2]), minutes=int(offset[3] or 0))
        return timezone(distance if offset[1] == "+" else -distance)
    place = re.sub(r"^in\s+|(?:\s+local)?\s+time$", "", name).replace("Local", "local")
    key = _ZONES.get((place, country or "")) or _ZONES.get((place, ""))
    if key is None and place == "local" and country:
        key = _country_zone(country)
    return ZoneInfo(key) if key else None


def notes_zone(line: str) -> bool:
    """Whether a line says what zone the times of its page are in, known or not."""
    return _ZONE_NOTE.search(line) is not None


def find_zone(text: str, country: str | None = None) -> tzinfo | None:
    """The zone that a page says its times are in: "All times GMT", "Timestamp in GMT+3"."""
    zones = (read_zone(match["zone"], country) for match in _ZONE_NOTE.finditer(text))
    return next(filter(None, zones), None)


def _country_zone(country: str) -> str | None:
    """A country's zone in the time zone database's own table, whose rows name several.

    The first country of a row is the one that the zone is named after.
    """
    rows = _table("zone1970.tab")
    own = [row[2] for row in rows if row[0].startswith(country)]
    shared = [row[2] for row in rows if country in row[0].split(",")]
    return next(iter(own + shared), None)
