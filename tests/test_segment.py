from datetime import datetime, timezone

import pytest

from sitrep.pipeline.reading.segment import segment
from sitrep.pipeline.reading.texts import read_text_page
from sitrep.pipeline.reading.webpages import read_web_page
from sitrep.pipeline.records import Page


def cut(text, page_id="live", **metadata):
    page = read_text_page(text.encode(), page_id, f"{page_id}.txt")
    return segment(page), page


def times(text, page_id="live"):
    """Day, hour and minute in UTC, and text, of each entry."""
    return [
        (f"{entry.time:%d %H:%M}" if entry.time else None, entry.text)
        for entry in cut(text, page_id)[0].entries
    ]


def test_a_page_taken_apart():
    text = """Taiz live: a long Saturday
Saturday, February 4, 2012 at 20:00
By Our Desk

0910 GMT: A convoy has left the city.

“Nobody fired,” a driver said.

0725 GMT: Quiet so far. At
1615 people gathered.

Article originally appeared on The Gazette.
See website for details."""
    result, page = cut(text)
    assert page.title == "Taiz live: a long Saturday"
    assert [(entry.id, entry.stamp, entry.text) for entry in result.entries] == [
        (
            "live#2012-02-04T09:10Z",
            "0910 GMT",
            "A convoy has left the city.\n\n“Nobody fired,” a driver said.",
        ),
        ("live#2012-02-04T07:25Z", "0725 GMT", "Quiet so far. At\n1615 people gathered."),
    ]
    first = result.entries[0]
    assert first.time == datetime(2012, 2, 4, 9, 10, tzinfo=timezone.utc)
    assert (first.page, first.title, first.source_file) == ("live", page.title, "live.txt")
    assert text[first.start_in_source : first.end_in_source] == first.text
    assert page.text[slice(*result.preamble)].endswith("By Our Desk")
    assert page.text[slice(*result.tail)].startswith("Article originally")
    assert result.warnings == ()


@pytest.mark.parametrize(
    ("stamps", "utc"),
    [
        (["0910 GMT:", "0725 GMT:"], ["09:10", "07:25"]),
        (["09:10 GMT\n", "07:25 GMT\n"], ["09:10", "07:25"]),
        (["0910 GMT –", "0725 GMT –"], ["09:10", "07:25"]),
        (["12.45pm:", "9.10am:"], ["12:45", "09:10"]),
        (["12:45 p.m. ET\n", "9:10 a.m. ET\n"], ["17:45", "14:10"]),
        (
            ["[5:30 p.m. in Damascus, 10:30 a.m. ET]", "[4:05 p.m. in Damascus, 9:05 a.m. ET]"],
            ["15:30", "14:05"],
        ),
        (
            [
                "[Update 6:20 a.m. Saturday in Cairo, 11:20 p.m. Friday ET]",
                "[Update 4:05 a.m. in Cairo, 9:05 p.m. ET]",
            ],
            ["04:20", "02:05"],
        ),
        (["5:30pm\n", "4:05pm\n"], ["17:30", "16:05"]),
        (["5:30 P.M.", "5:45 P.M", "4:05 P.M."], ["17:30", "17:45", "16:05"]),
        (["Updated at 11.31am GMT\n", "Updated at 9.10am GMT\n"], ["11:31", "09:10"]),
        (["16.15", "14.40", "09.10"], ["16:15", "14:40", "09:10"]),
        (["16.15\n", "14.40\n", "09.10\n"], ["16:15", "14:40", "09:10"]),
        (["1615:", "1440:", "0910:"], ["16:15", "14:40", "09:10"]),
        (["8h30\n", "9h10\n"], ["08:30", "09:10"]),
        (["4 p.m.\n", "5:10 p.m.\n", "6 p.m.\n"], ["16:00", "17:10", "18:00"]),
        (["5:10 p.m.: ", "4 p.m.: "], ["17:10", "16:00"]),
        (["1h ago\n16.15 GMT\n", "3h ago\n14.40 GMT\n"], ["16:15", "14:40"]),
        (["• Timestamp:\n  4:15pm\n", "• Timestamp:\n  2:40pm\n"], ["16:15", "14:40"]),
        (["Timestamp: 4:15pm\n", "Timestamp: 2:40pm\n"], ["16:15", "14:40"]),
        (["1615", "1440 ", "0910"], ["16:15", "14:40", "09:10"]),
        (["**16:15**", "**14:40**"], ["16:15", "14:40"]),
        (["## 16:15\n", "## 14:40\n"], ["16:15", "14:40"]),
        (["12:45 p.m. ET", "9:10 a.m. ET"], ["17:45", "14:10"]),
        (["4 Feb 2012 16:15\n", "4 Feb 2012 14:40\n"], ["16:15", "14:40"]),
    ],
)
def test_forms_of_stamps(stamps, utc):
    entries = [f"{stamp} The street market has opened." for stamp in stamps]
    page = "Taiz live\n4 February 2012\n\n" + "\n\n".join(entries)
    assert times(page) == [(f"04 {time}", "The street market has opened.") for time in utc]


@pytest.mark.parametrize(
    "inside",
    [
        "At 1615 the shelling began.",
        "1615 people were counted at the gate.",
        "1615 GMT is when the ultimatum ends.",
        "12.45 is the price of bread.",
        "5pm in Taiz is the hour of prayer.",
        "Bread, by the kilo:\n12.45 for flour\n16.15 for oil\n12.30 for rice",
        "The night's calls:\n0500: mortar fire\n0530: more of it",
        "16:15",
        "2h ago",
        "4 p.m.",
    ],
)
def test_times_inside_an_entry(inside):
    page = (
        f"4 February 2012\n\n0910 GMT: Traders say this.\n\n{inside}\n\n"
        "That is all.\n\n0725 GMT: Quiet in town."
    )
    assert times(page) == [
        ("04 09:10", f"Traders say this.\n\n{inside}\n\nThat is all."),
        ("04 07:25", "Quiet in town."),
    ]


def test_marked_stamp_among_bare_ones():
    page = (
        "Live\n4 February 2012\nTimes GMT\n\n09.10 It is one.\n\n08.50 It is two.\n\n"
        "08.10 GMT – It is three.\n\n07.25 It is four."
    )
    assert [time for time, _ in times(page)] == ["04 09:10", "04 08:50", "04 08:10", "04 07:25"]


def test_bare_stamp_among_its_like():
    page = "4 February 2012\n\n0910 GMT: One.\n\n0850: Two.\n\n0725 GMT: Three."
    assert times(page) == [("04 09:10", "One."), ("04 08:50", "Two."), ("04 07:25", "Three.")]


@pytest.mark.parametrize(
    ("note", "hour"),
    [
        ("All times are local; Sanaa is three hours ahead of GMT.\nTimestamp in GMT+3", "06"),
        ("All times GMT", "09"),
        ("Times are Damascus time.", "07"),
        ("All updates are in Libyan local time.", "07"),
        ("First posted at 8.00am ET, 4 February 2012", "14"),
    ],
)
def test_zone_of_the_page(note, hour):
    result, _ = cut(f"Live\n4 February 2012\n{note}\n\n9.10am: One.\n\n9.05am: Two.")
    assert [f"{entry.time:%H:%M}" for entry in result.entries] == [f"{hour}:10", f"{hour}:05"]
    assert result.warnings == ()


def test_zone_of_other_stamps_and_of_none():
    result, _ = cut("4 July 2012\n\n9.10am BST: One.\n\n9.05am: Two.")
    assert [f"{entry.time:%H:%M}" for entry in result.entries] == ["08:10", "08:05"]
    result, _ = cut("4 July 2012\n\n9.10am: One.\n\n9.05am: Two.")
    assert result.warnings == ("live.txt: no time zone found; UTC is assumed",)


@pytest.mark.parametrize(
    ("header", "clocks", "days"),
    [
        # Newest first and oldest first, into the day after and from the day before.
        ("4 February 2012", ["0030", "2350", "2210", "2100"], ["05", "04", "04", "04"]),
        ("4 February 2012", ["2100", "2210", "2350", "0030"], ["04", "04", "04", "05"]),
        ("4 February 2012", ["1200", "0800", "0030", "2350"], ["04", "04", "04", "03"]),
        ("4 February 2012", ["2350", "0030", "0800", "1200"], ["03", "04", "04", "04"]),
        ("Published 4 February 2012", ["2350", "0030", "0800"], ["04", "05", "05"]),
        ("Last updated: 4 February 2012", ["0030", "2350", "2210"], ["04", "03", "03"]),
        # Two midnights; an entry a little out of order.
        ("4 February 2012", ["0800", "2200", "0700", "1200", "2100", "0100"],
         ["04", "04", "05", "05", "05", "06"]),
        ("4 February 2012", ["2140", "2350", "0030", "0200"], ["04", "04", "05", "05"]),
        ("4 February 2012", ["0800", "0915", "0910", "1000"], ["04"] * 4),
    ],
)  # fmt: skip
def test_days_over_midnight(header, clocks, days):
    page = f"Taiz live\n{header}\n\n" + "\n\n".join(f"{clock} GMT: Quiet." for clock in clocks)
    assert times(page) == [
        (f"{day} {clock[:2]}:{clock[2:]}", "Quiet.")
        for day, clock in zip(days, clocks, strict=True)
    ]


def test_several_days_on_a_page():
    page = """Taiz live
5 February 2012

0910 GMT: Sunday morning.

Saturday 4 February

2350 GMT: Saturday night.

0010 GMT: Saturday, just begun.

Friday

2200 GMT: Friday."""
    assert times(page) == [
        ("05 09:10", "Sunday morning."),
        ("04 23:50", "Saturday night."),
        ("04 00:10", "Saturday, just begun."),
        ("03 22:00", "Friday."),
    ]


def test_entries_above_the_first_date_line():
    page = "0910 GMT: New.\n\n4 February 2012\n\n2350 GMT: Old.\n\n2200 GMT: Older."
    assert times(page) == [("05 09:10", "New."), ("04 23:50", "Old."), ("04 22:00", "Older.")]


def test_stamps_with_their_own_day():
    page = "4 February 2012\n\nSunday 0010 GMT: New.\n\nSaturday 2350 GMT: Old."
    assert times(page) == [("05 00:10", "New."), ("04 23:50", "Old.")]


def test_first_stamp_with_its_weekday():
    page = (
        "4 February 2012\n\nFriday, 11.30pm, Cairo time\nOne.\n\n11.50pm\nTwo.\n\n12.20am\nThree."
    )
    assert times(page) == [("03 21:30", "One."), ("03 21:50", "Two."), ("03 22:20", "Three.")]


def test_date_lines_without_a_year():
    result, _ = cut("3 February\n\n2350 GMT: One.\n\n4 February\n\n0010 GMT: Two.")
    assert [(entry.text, entry.time) for entry in result.entries] == [
        ("One.", None),
        ("Two.", None),
    ]


def test_each_day_has_a_clock_of_its_own():
    """Newest first on each day, so that the clock leaps up at the date line."""
    page = (
        "Live\n\nSunday 5 February 2012\n\n09:10 The market has opened.\n\n06:25 It was quiet.\n\n"
        "Saturday 4 February 2012\n\n18:40 The market has shut.\n\n18:05 Two stalls are on fire."
    )
    assert [time for time, _ in times(page)] == ["05 09:10", "05 06:25", "04 18:40", "04 18:05"]


def test_half_days_are_stamps_in_any_order():
    page = (
        "4 February 2012\n\n2:10am: The last of the night.\n\n12:35pm: The market is shut.\n\n"
        "12:05pm: Two stalls are on fire."
    )
    assert [time for time, _ in times(page)] == ["05 02:10", "04 12:35", "04 12:05"]


def test_the_year_of_a_title_without_one():
    """The by-line is of the evening before."""
    page = (
        "Taiz live blog - February 4\n\nBy the staff on February 3rd, 2012.\n\n"
        "0910 GMT: The market has opened.\n\n0725 GMT: It was quiet."
    )
    assert [time for time, _ in times(page)] == ["04 09:10", "04 07:25"]


def test_a_label_is_no_part_of_the_stamp():
    page = (
        "4 February 2012\n\n• Timestamp:\n  4:15pm\n\nAll quiet.\n\n• Timestamp:\n  2:40pm\n\nFire."
    )
    assert [entry.stamp for entry in cut(page)[0].entries] == ["4:15pm", "2:40pm"]


def test_unknown_date():
    result, _ = cut("0910 GMT: One.\n\n0910 GMT: Two.")
    assert [(entry.id, entry.time) for entry in result.entries] == [
        ("live#09:10", None),
        ("live#09:10-2", None),
    ]
    assert result.warnings == ("live.txt: no date found; the times of its entries stay unknown",)


def test_date_in_the_name():
    result, _ = cut("0910 GMT: One.", "taiz-2012-02-04")
    assert result.entries[0].id == "taiz-2012-02-04#2012-02-04T09:10Z"
    assert "2012-02-04 is taken from the page's name" in result.warnings[0]


def test_second_entry_of_a_minute():
    result, _ = cut("4 February 2012\n\n0910 GMT: One.\n\n0910 GMT: Two.")
    assert [entry.id for entry in result.entries] == [
        "live#2012-02-04T09:10Z",
        "live#2012-02-04T09:10Z-2",
    ]


def test_notes_of_updates_open_no_entry():
    page = """4 February 2012

9.10am GMT
09:10
One.

Updated at 9.20am GMT

8.05am GMT
Updated at 8.30am GMT
Two."""
    assert times(page) == [("04 09:10", "One."), ("04 08:05", "Two.")]


@pytest.mark.parametrize(
    ("zone", "time", "day"),
    [
        ("MMT", "2012-07-03 22:30", "2012-07-04"),
        ("EDT", "2012-07-04 09:00", "2012-07-04"),
        ("GMT", "2012-07-04 05:00", "2012-07-04"),
    ],
)
def test_the_day_is_that_of_the_clock_and_the_time_in_utc(zone, time, day):
    result, _ = cut(f"Live\n4 July 2012\n\n05:00 {zone}: It is quiet.")
    (entry,) = result.entries
    assert (f"{entry.time:%Y-%m-%d %H:%M}", str(entry.day)) == (time, day)
    assert entry.id == f"live#{time.replace(' ', 'T')}Z"


@pytest.mark.parametrize(
    ("clock", "hour", "warned"),
    [
        ("1:15 pm NPT", "07:30", None),
        ("13:15 KST", "04:15", None),
        ("1:15 pm XYT", "13:15", "unknown time zone 'XYT'"),
    ],
)
def test_stamps_of_rarer_zones_and_of_unknown_ones(clock, hour, warned):
    result, _ = cut(f"Live\n4 July 2012\n\n{clock}\nIt is quiet.\n\n2:30 pm GMT\nIt is loud.")
    assert [(f"{e.time:%H:%M}", e.text) for e in result.entries] == [
        (hour, "It is quiet."),
        ("14:30", "It is loud."),
    ]
    assert [warned in line for line in result.warnings] == ([True] if warned else [])


def test_a_summary_above_the_stamps_is_said_to_be_left_out():
    result, _ = cut(
        "Taiz live\n4 July 2012\nAll times are GMT.\n\nSummary\n"
        "Four porters have died since the morning.\n\n0910 GMT: Quiet."
    )
    assert [entry.text for entry in result.entries] == ["Quiet."]
    assert result.warnings == ("live.txt: 7 words above the first time stamp are in no entry",)


def test_stamp_without_text():
    result, _ = cut("4 February 2012\n\n0910 GMT:\n\n0725 GMT: Quiet.")
    assert [entry.text for entry in result.entries] == ["Quiet."]
    assert result.warnings == ("live.txt: no text behind the stamp 0910 GMT; it gives no entry",)


@pytest.mark.parametrize(
    ("text", "entry", "time"),
    [
        ("Taiz\n4 February 2012\n\nQuiet.\n\nAgain.", "Quiet.\n\nAgain.", "2012-02-04 00:00"),
        ("Taiz\n4 February 2012 at 7:25 GMT\n\nIt is quiet.", "It is quiet.", "2012-02-04 07:25"),
        ("Only words, on 4 February 2012.", "Only words, on 4 February 2012.", None),
    ],
)
def test_page_without_stamps(text, entry, time):
    result, _ = cut(text)
    (only,) = result.entries
    assert (only.id, only.text) == ("live", entry)
    assert (only.time and f"{only.time:%Y-%m-%d %H:%M}") == time
    assert result.warnings[0] == "live.txt: no time stamps found; the page is one entry"


def test_page_without_text():
    result = segment(Page("live", "  \n", "live.txt"))
    assert (result.entries, result.warnings) == ((), ("live.txt: no text; it gives no entry",))


@pytest.mark.parametrize(
    "tail",
    [
        "Article originally appeared on The Gazette.",
        "Comments (12)\n\nSaid at 0500 GMT: no.\n\n0400 GMT: A reader's own.",
        "Related: The price of bread\nRelated stories: More of it",
        "Share this: mail, print",
        "This text is available under a Creative Commons licence.\n\n© The Gazette",
        "Our live coverage has ended for today.\nGood night.",
    ],
)
def test_tails(tail):
    page = (
        f"4 February 2012\n\n0910 GMT: Traders of Taiz comment on it.\n\n0725 GMT: Quiet.\n\n{tail}"
    )
    result, read = cut(page)
    assert [entry.text for entry in result.entries][-1] == "Quiet."
    assert read.text[slice(*result.tail)] == tail


@pytest.mark.parametrize(
    "text", ["Related to the case, two men were held.", "Comments were few.", "Share it, she said."]
)
def test_words_of_tails_in_a_text(text):
    result, _ = cut(f"4 February 2012\n\n0910 GMT: New.\n\n0725 GMT: Quiet.\n\n{text}")
    assert result.entries[-1].text == f"Quiet.\n\n{text}"
    assert result.tail is None


def test_source_range_over_repaired_characters():
    source = "4 February 2012\r\n\r\n0910 GMT: â€œOneâ€\x9d\r\n\r\n0725 GMT: Two."
    entries = cut(source)[0].entries
    assert [entry.text for entry in entries] == ["“One”", "Two."]
    assert [source[e.start_in_source : e.end_in_source] for e in entries] == [
        "â€œOneâ€\x9d",
        "Two.",
    ]


def test_web_page_with_time_elements():
    source = """<main><h1>Taiz live</h1>
<article><h2>Convoy leaves</h2><time datetime="2012-02-04T09:10:00+03:00">2 hours ago</time>
<p>A convoy has left.</p><blockquote>0725 GMT: Quoted.</blockquote></article>
<article><time datetime="2012-02-04T07:25:00+03:00">4 hours ago</time><p>Quiet.</p></article>
</main>"""
    page = read_web_page(source.encode(), "live", "live.html")
    first, second = segment(page).entries
    assert (first.id, first.stamp) == ("live#2012-02-04T06:10Z", "2 hours ago")
    assert first.text == "Convoy leaves\n\nA convoy has left.\n\n0725 GMT: Quoted."
    assert [(b.label, first.text[b.start : b.end]) for b in first.blocks] == [
        ("heading", "Convoy leaves"),
        ("paragraph", "A convoy has left."),
        ("quote", "0725 GMT: Quoted."),
    ]
    assert (second.id, second.text) == ("live#2012-02-04T04:25Z", "Quiet.")


def test_local_time_behind_the_time_of_the_code():
    source = """<main><h1>Taiz live</h1>
<article><p><time datetime="2012-02-04T06:10:00Z">2h ago</time></p>
<p>09.10 AST</p><p>One.</p></article>
<article><p><time datetime="2012-02-04T04:25:00Z">4h ago</time></p>
<p>07.25 AST</p><p>Two.</p></article>
</main>"""
    result = segment(read_web_page(source.encode(), "live", "live.html"))
    assert [(entry.id, entry.text) for entry in result.entries] == [
        ("live#2012-02-04T06:10Z", "One."),
        ("live#2012-02-04T04:25Z", "Two."),
    ]
    assert not result.warnings
