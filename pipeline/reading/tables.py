"""Tables to entries and pages: JSON, JSON Lines, CSV, TSV and Parquet, row by row."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timezone
from itertools import chain
from typing import Any, Final, TextIO

import dateparser
import duckdb

from sitrep.pipeline.errors import InputError
from sitrep.pipeline.reading.dates import find_date
from sitrep.pipeline.reading.texts import clean, text_page
from sitrep.pipeline.records import Entry, Page

Row = tuple[str, dict[str, Any]]
"""Where a row stands ("line 3") and its cells by column."""

BATCH: Final = 1024
"""Rows of a Parquet file that are in memory together."""

_CHUNK: Final = 1 << 16
_LONGEST_CELL: Final = (1 << 31) - 1  # a page may be longer than the csv module's own limit
_MILLISECONDS: Final = 100_000_000_000  # taken as seconds it would be a day in the year 5138
_YEAR: Final = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_MONTH_FIRST: Final = re.compile(r"\s*\d{1,2}[/.-](?:1[3-9]|2\d|3[01])[/.-]")
_BETWEEN: Final = re.compile(r"[\s,\[\]]*")
_OWN_COLUMNS: Final = ("page", "title", "stamp")


@dataclass(frozen=True, slots=True)
class Fields:
    """The columns of text, id and time that the user named; None for "text", "id", "time"."""

    text: str | None = None
    id: str | None = None
    time: str | None = None


def read_table(
    rows: Iterator[Row], page_id: str, name: str, fields: Fields, country: str | None = None
) -> Iterator[Page | Entry]:
    """The rows of a table as entries, or as pages that are yet to be cut.

    A row with a time column is a finished entry, its text and id as they are. Without one it
    is a page. Rows without an id are numbered. The columns "page", "title" and "stamp" mean
    what they say, all others become metadata. A table without rows is a page without text.
    Raises InputError for a missing column, a text that is none and a time that cannot be read.
    """
    number = 0
    for number, (place, row) in enumerate(rows, start=1):
        where = f"{name}, {place}"
        named = (fields.text or "text", fields.id, fields.time)
        for column, option in zip(named, ("text", "id", "time"), strict=True):
            if column and column not in row:
                others = ", ".join(map(repr, row)) or "none"
                raise InputError(
                    f"{where}: no column {column!r}; there are: {others}; "
                    f"choose one with --{option}-field"
                )
        cells = dict(row)
        text = cells.pop(fields.text or "text")
        if text is not None and not isinstance(text, str):
            raise InputError(f"{where}: its text is {text!r:.40}, no string; correct the row")
        given_id = cells.pop(fields.id or "id", None)
        row_id = f"{page_id}:{number}" if given_id in (None, "") else str(given_id)
        finished = (fields.time or "time") in cells
        moment = cells.pop(fields.time or "time", None)
        own = {key: cells.pop(key) for key in _OWN_COLUMNS if isinstance(cells.get(key), str)}
        metadata = json.loads(json.dumps(cells, default=str))
        if finished:
            told = _read_time(moment, where)
            yield Entry(
                id=row_id,
                text=text or "",
                time=told.astimezone(timezone.utc) if told else None,
                day=told.date() if told else None,
                country=country,
                source_file=name,
                metadata=metadata,
                **own,
            )
        else:
            words, offsets = clean(text or "")
            page = text_page(
                words, row_id, name, title=own.get("title"), country=country, source_offsets=offsets
            )
            yield replace(page, metadata=metadata)
    if not number:
        yield Page(page_id, "", name)


def json_rows(stream: TextIO, name: str) -> Iterator[Row]:
    """The objects of a JSON file: one array of them, one alone, or one after the other.

    Objects are read as they come, so that a long array needs little memory. Raises InputError
    with the line for what is no JSON, or no object.
    """
    decoder = json.JSONDecoder()
    buffer = ""
    line = 1
    while True:
        between = _BETWEEN.match(buffer)
        assert between is not None
        line += between.group().count("\n")
        buffer = buffer[between.end() :]
        try:
            value, end = decoder.raw_decode(buffer)
        except json.JSONDecodeError as error:
            # What looks broken may only go on in the next chunk.
            chunk = stream.read(max(_CHUNK, len(buffer)))
            if not chunk and not buffer:
                return
            if not chunk:
                raise InputError(
                    f"{name}, line {line + error.lineno - 1}: not JSON ({error.msg}); correct it"
                ) from None
            buffer += chunk
            continue
        yield f"line {line}", _object(value, f"{name}, line {line}")
        line += buffer.count("\n", 0, end)
        buffer = buffer[end:]


def json_line_rows(stream: TextIO, name: str) -> Iterator[Row]:
    """The objects of a JSON Lines file; raises InputError with the line for anything else."""
    for number, line in enumerate(stream, start=1):
        if not line.strip():
            continue
        try:
            value = json.loads(line)
        except json.JSONDecodeError as error:
            raise InputError(
                f"{name}, line {number}: not JSON ({error.msg}, column {error.colno}); correct it"
            ) from None
        yield f"line {number}", _object(value, f"{name}, line {number}")


def delimited_rows(stream: TextIO, name: str, delimiter: str) -> Iterator[Row]:
    """The rows of a CSV or TSV file with a header; raises InputError for a broken row.

    A header with semicolons and no comma is a spreadsheet's whose numbers have decimal commas.
    """
    csv.field_size_limit(_LONGEST_CELL)
    header = stream.readline()
    if delimiter == "," and ";" in header and "," not in header:
        delimiter = ";"
    reader = csv.DictReader(chain([header], stream), delimiter=delimiter, strict=True)
    try:
        for row in reader:
            if None in row:
                raise InputError(
                    f"{name}, line {reader.line_num}: more cells than the header has; "
                    f"put cells with {delimiter!r} in quotation marks"
                )
            yield f"line {reader.line_num}", row
    except csv.Error as error:
        raise InputError(
            f"{name}, line {reader.reader.line_num}: {error}; correct the row"
        ) from None


def parquet_rows(path: str, name: str) -> Iterator[Row]:
    """The rows of a Parquet file; raises InputError for a file that is none."""
    # Each thread holds a row group of the file in memory.
    with duckdb.connect(config={"threads": 1}) as connection:
        try:
            result = connection.execute("SELECT * FROM read_parquet(?)", [path])
            columns = [column[0] for column in result.description]
            batches = iter(lambda: result.fetchmany(BATCH), [])
            for number, cells in enumerate(chain.from_iterable(batches), start=1):
                yield f"row {number}", dict(zip(columns, cells, strict=True))
        except duckdb.Error as error:
            reason = str(error).splitlines()[0]
            raise InputError(f"{name}: not a readable Parquet file ({reason}); check it") from None


def _object(value: object, where: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise InputError(f"{where}: {value!r:.40} is no object with a text field; correct it")
    return value


def _read_time(value: object, where: str) -> datetime | None:
    """A cell as a time in its own zone; one without a zone is in UTC, a bare date its midnight."""
    moment: datetime | None = None
    if value is None or value == "":
        return None
    if isinstance(value, datetime):
        moment = value
    elif isinstance(value, date):
        moment = datetime.combine(value, time())
    elif isinstance(value, int | float) and not isinstance(value, bool):
        seconds = value / 1000 if abs(value) >= _MILLISECONDS else value
        moment = datetime.fromtimestamp(seconds, timezone.utc)
    elif isinstance(value, str):
        try:
            moment = datetime.fromisoformat(value.strip().replace("Z", "+00:00"))
        except ValueError:
            # dateparser makes a year of a bare clock time ("1615 GMT"), and today of "5pm". It
            # reads "04/25/2013" month first and "04/05/2013" of the next row day first.
            if find_date(value) and _YEAR.search(value) and not _MONTH_FIRST.match(value):
                moment = dateparser.parse(value, languages=["en"], settings={"DATE_ORDER": "DMY"})
    if moment is None:
        raise InputError(
            f"{where}: {value!r:.40} is no time with a date (day before month, or 2013-04-25); "
            "correct it, or choose another column with --time-field"
        )
    return moment if moment.tzinfo else moment.replace(tzinfo=timezone.utc)
