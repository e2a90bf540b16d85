"""Tables of claims for analysis: CSV, Parquet and GeoJSON, a row or point a claim."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, Final

import duckdb

from sitrep.pipeline.exchange import acled, ucdp
from sitrep.pipeline.exchange.claims import Claim, claims
from sitrep.pipeline.exchange.entries import AnnotatedEntry
from sitrep.pipeline.store import whole_file

COLUMNS: Final[Mapping[str, str]] = {
    **dict.fromkeys(("page", "entry", "time", "claim", "outcome"), "VARCHAR"),
    **dict.fromkeys(("count", "count_text"), "VARCHAR"),
    **dict.fromkeys(("low", "high", "best"), "BIGINT"),
    "count_rule": "VARCHAR",
    **dict.fromkeys(("words", "sentence", "scope", "status", "part_of", "victims"), "VARCHAR"),
    **dict.fromkeys(("victim_labels", "names", "perpetrators", "perpetrator_labels"), "VARCHAR"),
    **dict.fromkeys(("places", "place_ids", "country", "admin1"), "VARCHAR"),
    **dict.fromkeys(("lat", "lon"), "DOUBLE"),
    "geo_precision": "BIGINT",
    "date": "DATE",
    "date_precision": "BIGINT",
    "sources": "VARCHAR",
    "hedged": "BOOLEAN",
    **dict.fromkeys(("start", "end"), "BIGINT"),
    "reviewers": "VARCHAR",
    "model": "VARCHAR",
}
"""Columns with their types in Parquet. Several values in a cell are separated by "; ";
coordinates, country and admin1 are those of the claim's first place that has some."""


Write = Callable[[Iterable[AnnotatedEntry], Path, str], tuple[int, list[str]]]


@dataclass(frozen=True, slots=True)
class TableForm:
    """A table of claims: how its file is written, and the counting rule that it asks for.

    `write` takes the entries, the file's path and a rule of `counting.RULES`, and returns how many
    claims it has written and what is left out, in words. `count_rule` is None where any will do.
    """

    write: Write
    count_rule: str | None = None


def claim_row(claim: Claim, count_rule: str) -> dict[str, Any]:
    """A claim as a row with the keys of `COLUMNS`; None where the text does not tell."""
    fields, place = claim.entry.fields, claim.place
    located = place.attributes if place is not None else {}
    review, model = claim.entry.review, fields.get("model") or {}
    row = {
        "page": fields.get("page"),
        "entry": claim.entry.id,
        "time": fields.get("time"),
        "claim": claim.span.id,
        "outcome": claim.span.label,
        "count": claim.count.code,
        "count_text": claim.count.text,
        "low": claim.count.low,
        "high": claim.count.high,
        "best": claim.count.best,
        "count_rule": count_rule,
        "words": claim.entry.words(claim.span),
        "sentence": claim.sentence,
        **{key: claim.value(key) for key in ("scope", "status")},
        "part_of": claim.part_of,
        "victims": claim.words(claim.victims),
        "victim_labels": "; ".join(span.label for span in claim.victims),
        "names": claim.words(claim.names),
        "perpetrators": claim.words(claim.perpetrators),
        "perpetrator_labels": "; ".join(span.label for span in claim.perpetrators),
        "places": claim.words(claim.places),
        "place_ids": "; ".join(
            id_ for span in claim.places if (id_ := span.attributes.get("place"))
        ),
        "country": claim.country,
        **{key: located.get(key) for key in ("admin1", "lat", "lon", "geo_precision")},
        **{key: claim.value(key) for key in ("date", "date_precision")},
        "sources": "; ".join(claim.sources),
        "hedged": claim.value("hedged"),
        "start": claim.span.start,
        "end": claim.span.end,
        "reviewers": "; ".join(who.name for who in review.reviewers) if review else "",
        "model": " ".join(map(str, model.values())),
    }
    return {key: row[key] if row[key] != "" else None for key in COLUMNS}


def _rows(entries: Iterable[AnnotatedEntry], count_rule: str) -> Iterator[dict[str, Any]]:
    for entry in entries:
        for claim in claims(entry, count_rule):
            yield claim_row(claim, count_rule)


def write_csv(
    entries: Iterable[AnnotatedEntry], path: Path, count_rule: str
) -> tuple[int, list[str]]:
    """Write the table as CSV."""
    with whole_file(path) as file:
        return _write_rows(file, COLUMNS, _rows(entries, count_rule)), []


def write_parquet(
    entries: Iterable[AnnotatedEntry], path: Path, count_rule: str
) -> tuple[int, list[str]]:
    """Write the table as Parquet, by DuckDB."""
    lines = path.with_name(f"{path.name}.jsonl")
    part = path.with_name(f"{path.name}.part")
    number = 0
    try:
        with whole_file(lines) as file:
            for row in _rows(entries, count_rule):
                file.write((json.dumps(row) + "\n").encode())
                number += 1
        with duckdb.connect() as connection:
            table = connection.read_json(
                str(lines), columns=dict(COLUMNS), format="newline_delimited"
            )
            table.write_parquet(str(part))
        part.replace(path)
    finally:
        lines.unlink(missing_ok=True)
        part.unlink(missing_ok=True)
    return number, []


def write_geojson(
    entries: Iterable[AnnotatedEntry], path: Path, count_rule: str
) -> tuple[int, list[str]]:
    """Write a point a claim, at its place; claims without coordinates are counted."""
    without = number = 0
    with whole_file(path) as file:
        file.write(b'{"type": "FeatureCollection", "features": [')
        for row in _rows(entries, count_rule):
            lat, lon = row.pop("lat"), row.pop("lon")
            if lat is None or lon is None:
                without += 1
                continue
            feature = {
                "type": "Feature",
                "id": f"{row['entry']}:{row['claim']}",
                "geometry": {"type": "Point", "coordinates": [lon, lat]},
                "properties": row,
            }
            file.write(("," * bool(number) + "\n" + json.dumps(feature)).encode())
            number += 1
        file.write(b"\n]}\n")
    told = [f"{without} claims without coordinates are left out"] if without else []
    return number, told


def _events(
    columns: Iterable[str],
    row: Callable[[Claim], dict[str, Any]],
) -> Write:
    """A writer of a table with a row for each claim that is an event (see `no_event`)."""

    def write(
        entries: Iterable[AnnotatedEntry], path: Path, count_rule: str
    ) -> tuple[int, list[str]]:
        left_out: Counter[str] = Counter()

        def rows() -> Iterator[dict[str, Any]]:
            for entry in entries:
                for claim in claims(entry, count_rule):
                    why = no_event(claim)
                    if why is None:
                        yield row(claim)
                    else:
                        left_out[why] += 1

        with whole_file(path) as file:
            number = _write_rows(file, columns, rows())
        return number, [f"{n} claims are left out: {why}" for why, n in left_out.items()]

    return write


def no_event(claim: Claim) -> str | None:
    """Why a claim is no event of its own in tables that count the dead of events."""
    if claim.span.label != "KILLED":
        return "injured, and these tables count the dead"
    if claim.value("status") != "actual":
        return "denied or only possible"
    if claim.value("scope") != "incident":
        return "a sum over events"
    if claim.part_of is not None:
        return "part of another claim, which counts these dead already"
    return None


def _write_rows(file: BinaryIO, columns: Iterable[str], rows: Iterable[dict[str, Any]]) -> int:
    """Write CSV in UTF-8, a row at a time; how many there are."""
    text = io.TextIOWrapper(file, encoding="utf-8", newline="", write_through=True)
    writer = csv.DictWriter(text, list(columns), lineterminator="\n")
    writer.writeheader()
    number = 0
    for row in rows:
        writer.writerow(row)
        number += 1
    text.detach()
    return number


TABLES: Final = {
    "csv": TableForm(write_csv),
    "parquet": TableForm(write_parquet),
    "geojson": TableForm(write_geojson),
    "acled": TableForm(_events(acled.COLUMNS, acled.row), count_rule="acled"),
    "ucdp": TableForm(_events(ucdp.COLUMNS, ucdp.row), count_rule="ucdp"),
}
"""Tables by the name that `--format` takes."""
