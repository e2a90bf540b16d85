from datetime import date, datetime

import pytest

from sitrep.pipeline.reading.dates import find_date, read_date
from sitrep.pipeline.reading.stamps import find_zone, match_stamp, read_zone


@pytest.mark.parametrize(
    ("line", "stamp", "clock", "zone", "rest"),
    [
        ("0725 GMT: Shelling again.", "0725 GMT", (7, 25), "GMT", "Shelling again."),
        ("0725 GMT – Shelling", "0725 GMT", (7, 25), "GMT", "Shelling"),
        ("07:25 GMT", "07:25 GMT", (7, 25), "GMT", ""),
        ("12.10am: Quiet.", "12.10am", (0, 10), None, "Quiet."),
        ("12:10 p.m. ET", "12:10 p.m. ET", (12, 10), "ET", ""),
        (
            "[6:05 p.m. in Damascus, 11:05 a.m. ET] Tanks",
            "[6:05 p.m. in Damascus, 11:05 a.m. ET]",
            (18, 5),
            "in Damascus",
            "Tanks",
        ),
        ("6:05 p.m. ET (2305 GMT): Tanks", "6:05 p.m. ET (2305 GMT)", (18, 5), "ET", "Tanks"),
        ("6:05pm", "6:05pm", (18, 5), None, ""),
        ("Updated at 9.02am BST", "Updated at 9.02am BST", (9, 2), "BST", ""),
        ("21.40", "21.40", (21, 40), None, ""),
        ("21.40 A convoy", "21.40", (21, 40), None, "A convoy"),
        ("9h05 : Un convoi", "9h05", (9, 5), None, "Un convoi"),
        ("12:00 noon: Quiet", "12:00 noon", (12, 0), None, "Quiet"),
        ("12 midnight: Quiet", "12 midnight", (0, 0), None, "Quiet"),
        ("2140 Damascus: Quiet", "2140 Damascus", (21, 40), "Damascus", "Quiet"),
        ("2140 GMT The 14 March Movement", "2140 GMT", (21, 40), "GMT", "The 14 March Movement"),
        ("9 p.m. local time: Quiet", "9 p.m. local time", (21, 0), "local time", "Quiet"),
        ("**21:40 GMT** Quiet", "**21:40 GMT**", (21, 40), "GMT", "Quiet"),
        ("21:40 (GMT+3)", "21:40 (GMT+3)", (21, 40), "GMT+3", ""),
        ("2012-02-04T21:40:00Z", "2012-02-04T21:40:00Z", (21, 40), "Z", ""),
        ("4 Feb 2140 GMT: Quiet", "4 Feb 2140 GMT", (21, 40), "GMT", "Quiet"),
        ("0725 GMT - 5 wounded in Hit", "0725 GMT", (7, 25), "GMT", "5 wounded in Hit"),
        ("21:40 GMT-5: Quiet", "21:40 GMT-5", (21, 40), "GMT-5", "Quiet"),
        ("2140Quiet in Kut", "2140", (21, 40), None, "Quiet in Kut"),
        ("3h ago 21.40 BST", "3h ago 21.40 BST", (21, 40), "BST", ""),
        ("3h ago21.40 BST", "3h ago21.40 BST", (21, 40), "BST", ""),
        ("12 minutes ago · 21:40 GMT", "12 minutes ago · 21:40 GMT", (21, 40), "GMT", ""),
        ("3h ago\n21.40 BST", "3h ago\n21.40 BST", (21, 40), "BST", ""),
    ],
)
def test_stamps(line, stamp, clock, zone, rest):
    found = match_stamp(line)
    assert line[found.start : found.end] == stamp
    assert ((found.hour, found.minute), found.zone) == (clock, zone)
    assert line[found.text_start :] == rest


@pytest.mark.parametrize(
    "line",
    [
        "At 0725 GMT the shelling began.",
        "10-15 marchers",
        "1,615 people",
        "1615th day",
        "2140m away",
        "16.15% of voters",
        "3.5 million",
        "25:10 is no time",
        "May 12 people rest",
        "Update 2140: The road is open.",
        "3h ago",
        "3 hours ago the road was open.",
        "Sunday",
    ],
)
def test_lines_without_a_stamp(line):
    assert match_stamp(line) is None


@pytest.mark.parametrize(
    ("line", "marked"),
    [
        ("0725 GMT: Shelling", True),
        ("0725 GMT was the hour", False),
        ("5pm in Cairo: Crowds", True),
        ("5pm in Cairo thousands marched", False),
        ("0725: Shelling", False),
        ("12.45", False),
    ],
)
def test_what_marks_a_stamp(line, marked):
    assert match_stamp(line).marked is marked


@pytest.mark.parametrize(
    ("name", "country", "moment", "hours"),
    [
        ("GMT", None, datetime(2012, 7, 1), 0),
        ("BST", None, datetime(2012, 7, 1), 1),
        ("BST", "BD", datetime(2012, 7, 1), 6),
        ("ET", None, datetime(2012, 7, 1), -4),
        ("ET", None, datetime(2012, 1, 1), -5),
        ("in Damascus", None, datetime(2012, 7, 1), 3),
        ("Syrian time", None, datetime(2012, 1, 1), 2),
        ("Almaty time", None, datetime(2022, 1, 6), 6),
        ("in Port-au-Prince", None, datetime(2024, 1, 1), -5),
        ("IST", "IL", datetime(2012, 1, 1), 2),
        ("IST", None, datetime(2012, 1, 1), 5.5),
        ("GMT+6:30", None, datetime(2012, 1, 1), 6.5),
        ("UTC-3", None, datetime(2012, 1, 1), -3),
        ("local time", "EG", datetime(2012, 1, 1), 2),
        ("local", "UA", datetime(2015, 2, 1), 2),
        ("local", "RU", datetime(2015, 2, 1), 3),
        ("local", "YE", datetime(2012, 1, 1), 3),
    ],
)
def test_zones(name, country, moment, hours):
    assert read_zone(name, country).utcoffset(moment).total_seconds() == hours * 3600


@pytest.mark.parametrize(("name", "country"), [("XYZ", None), ("local time", None)])
def test_unknown_zones(name, country):
    assert read_zone(name, country) is None


@pytest.mark.parametrize(
    ("text", "zone"),
    [
        ("All times are GMT; Sanaa is three hours ahead.", "Etc/UTC"),
        ("Timestamp in GMT+3", "UTC+03:00"),
        ("(all times local, GMT+3)", "UTC+03:00"),
        ("Times on this page are in Cairo time.", "Africa/Cairo"),
        ("The Times quotes a doctor in Damascus.", "None"),
        ("There were times of calm.", "None"),
    ],
)
def test_zone_notes(text, zone):
    assert str(find_zone(text)) == zone


@pytest.mark.parametrize(
    ("line", "words", "day"),
    [
        ("Saturday, February 4, 2012 at 08:15", "Saturday, February 4, 2012", date(2012, 2, 4)),
        ("Posted on 4 February 2012", "4 February 2012", date(2012, 2, 4)),
        ("4th of Feb, 2012", "4th of Feb, 2012", date(2012, 2, 4)),
        ("2012-02-04", "2012-02-04", date(2012, 2, 4)),
        ("4/2/2012", "4/2/2012", date(2012, 2, 4)),
        ("Feb42012", "Feb42012", date(2012, 2, 4)),
        ("Feb 2012", None, None),
        ("31 June 2012", "31 June 2012", None),
        ("0725 GMT", None, None),
        ("Saturday 4 February", "Saturday 4 February", None),
    ],
)
def test_dates(line, words, day):
    found = find_date(line)
    assert (found and found.text, found and found.day) == (words, day)


@pytest.mark.parametrize(
    ("words", "near", "country", "day"),
    [
        ("31 December", date(2012, 1, 2), None, date(2011, 12, 31)),
        ("2 January", date(2011, 12, 31), None, date(2012, 1, 2)),
        ("Friday", date(2012, 2, 4), None, date(2012, 2, 3)),
        ("Monday", date(2012, 2, 4), None, date(2012, 2, 6)),
        ("4/2/2012", None, "US", date(2012, 4, 2)),
    ],
)
def test_dates_that_leave_something_open(words, near, country, day):
    assert read_date(words, near, country) == day
