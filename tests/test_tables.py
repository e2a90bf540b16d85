import gzip
import io
from datetime import date, datetime, timezone

import duckdb
import pytest

from sitrep.pipeline.errors import InputError
from sitrep.pipeline.reading.read import read
from sitrep.pipeline.reading.tables import json_rows
from sitrep.pipeline.records import Entry, Page

TEXT = "â€œTaiz\xa0isâ€ quiet,\r\nso far\xad. "  # finished texts are never repaired
UTC = timezone.utc
ENTRY = Entry(
    id="007",
    text=TEXT,
    title="Yemen live",
    time=datetime(2012, 2, 4, 7, 25, tzinfo=UTC),
    day=date(2012, 2, 4),
    source_file="",
    metadata={"outlet": "Gazette"},
)
JSON = (
    r'{"id": "007", "text": "\u00e2\u20ac\u0153Taiz\u00a0is\u00e2\u20ac quiet,\r\nso far\u00ad. ",'
    ' "time": "2012-02-04T07:25:00Z", "title": "Yemen live", "outlet": "Gazette"}'
)
HEADER = "id,text,time,title,outlet"
CSV = f'{HEADER}\r\n007,"{TEXT}",2012-02-04 07:25,Yemen live,Gazette\r\n'
TSV = f'{HEADER.replace(",", chr(9))}\n007\t"{TEXT}"\t2012-02-04 07:25\tYemen live\tGazette\n'


def write(folder, name, text):
    data = text if isinstance(text, bytes) else text.encode()
    path = folder / name
    path.write_bytes(gzip.compress(data) if name.endswith(".gz") else data)
    return str(path)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.jsonl", JSON + "\n\n"),
        ("a.ndjson.gz", JSON),
        ("a.json", f"[\n{JSON}\n]\n"),
        ("a.json.gz", JSON),
        ("a.csv", CSV),
        ("a.csv.gz", CSV),
        ("a.tsv", TSV),
        ("a.csv", CSV.replace(",", ";").replace("quiet;", "quiet,")),
    ],
)
def test_finished_entries_come_out_unchanged(tmp_path, name, text):
    (entry,) = read([write(tmp_path, name, text)])
    assert entry == replace_source(ENTRY, name)


def replace_source(entry, name):
    return Entry(**{**{f: getattr(entry, f) for f in entry.__slots__}, "source_file": name})


@pytest.mark.parametrize("suffix", ["", ".gz"])
def test_parquet(tmp_path, suffix):
    path = tmp_path / "plain.parquet"
    duckdb.sql(
        "SELECT 7 AS id, 'Quiet.' AS body, TIMESTAMPTZ '2012-02-04 10:25:00+03' AS at, "
        "[1, 2] AS list, DATE '2012-02-04' AS day"
    ).write_parquet(str(path))
    file = write(tmp_path, f"a.parquet{suffix}", path.read_bytes())
    (entry,) = read([file], text_field="body", time_field="at")
    assert (entry.id, entry.text, entry.time) == ("7", "Quiet.", ENTRY.time)
    assert entry.metadata == {"list": [1, 2], "day": "2012-02-04"}


def test_rows_without_a_time_are_pages(tmp_path):
    rows = 'id,text,outlet\nx,"0725 GMT: Quietâ€”so far.",Gazette\n,Second page,\n'
    first, second = read([write(tmp_path, "a.csv", rows)], country="YE")
    assert isinstance(first, Page)
    assert (first.id, first.text) == ("x", "0725 GMT: Quiet—so far.")
    assert (first.country, first.metadata) == ("YE", {"outlet": "Gazette"})
    assert second.id == "a:2"


@pytest.mark.parametrize(
    ("cell", "time"),
    [
        ("2012-02-04T07:25:00Z", datetime(2012, 2, 4, 7, 25, tzinfo=UTC)),
        ("2012-02-04T10:25:00+03:00", datetime(2012, 2, 4, 7, 25, tzinfo=UTC)),
        ("2012-02-04", datetime(2012, 2, 4, tzinfo=UTC)),
        ("4 February 2012 2:25 AM EST", datetime(2012, 2, 4, 7, 25, tzinfo=UTC)),
        ("", None),
    ],
)
def test_times(tmp_path, cell, time):
    (entry,) = read([write(tmp_path, "a.csv", f"id,text,time\n1,Quiet.,{cell}\n")])
    assert entry.time == time


@pytest.mark.parametrize("number", [1328340300, 1328340300000])
def test_times_as_numbers(tmp_path, number):
    (entry,) = read([write(tmp_path, "a.jsonl", f'{{"text": "Quiet.", "time": {number}}}')])
    assert (entry.id, entry.time) == ("a:1", ENTRY.time)


def test_long_array_is_read_as_it_comes():
    class Endless(io.StringIO):
        def read(self, size=-1):
            return super().read(size) or '{"text": "more"},'

    rows = json_rows(Endless('[{"text": "one"},'), "a.json")
    assert [next(rows)[1]["text"] for _ in range(3)] == ["one", "more", "more"]


@pytest.mark.parametrize(
    ("given", "time", "day"),
    [
        ("2021-03-28T05:00+06:30", "2021-03-27 22:30", "2021-03-28"),
        ("2021-03-28T05:00Z", "2021-03-28 05:00", "2021-03-28"),
        ("28/03/2021 05:00", "2021-03-28 05:00", "2021-03-28"),
    ],
)
def test_an_entry_is_of_the_day_of_its_own_clock(tmp_path, given, time, day):
    (entry,) = read([write(tmp_path, "a.csv", f"text,time\na,{given}\n")])
    assert (f"{entry.time:%Y-%m-%d %H:%M}", str(entry.day)) == (time, day)


@pytest.mark.parametrize(
    ("name", "text", "fields", "message"),
    [
        ("a.jsonl", '{"text": "a"}\n{"text"\n', {}, "a.jsonl, line 2: not JSON (Expecting ':'"),
        ("a.json", '[{"text": "a"},\n\n{"text"]', {}, "a.json, line 3: not JSON (Expecting ':'"),
        ("a.json", "[1]", {}, "a.json, line 1: 1 is no object with a text field"),
        ("a.jsonl", '{"text": 5}', {}, "a.jsonl, line 1: its text is 5, no string"),
        ("a.csv", "id,body\n1,a\n", {}, "a.csv, line 2: no column 'text'; there are: 'id', 'body'"),
        ("a.csv", "id,text\n1,a\n", {"id_field": "key"}, "a.csv, line 2: no column 'key'; there"),
        ("a.csv", "id,text\n1,a,b\n", {}, "a.csv, line 2: more cells than the header has"),
        ("a.csv", 'id,text\n1,"a" b\n', {}, "a.csv, line 2: ',' expected after '\"'"),
        (
            "a.csv",
            "text,time\na,0725 GMT\n",
            {},
            "a.csv, line 2: '0725 GMT' is no time with a date",
        ),
        (  # the row before it would be read day first
            "a.csv",
            "text,time\na,04/05/2013 10:00\nb,04/25/2013 10:00\n",
            {},
            "a.csv, line 3: '04/25/2013 10:00' is no time with a date (day before month",
        ),
        ("a.csv", "id,text,time\n1,a,\n1,b,\n", {}, "a.csv, 1: this id has come before"),
        ("a.parquet", "PAR1", {}, "a.parquet: not a readable Parquet file"),
    ],
)
def test_bad_tables(tmp_path, name, text, fields, message):
    with pytest.raises(InputError) as error:
        list(read([write(tmp_path, name, text)], **fields))
    assert str(error.value).startswith(message)
    assert "\n" not in str(error.value)
