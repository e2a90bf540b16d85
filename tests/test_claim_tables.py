"""Tables of claims: CSV, Parquet, GeoJSON, and the shapes of ACLED and UCDP."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from datetime import datetime, timezone

import duckdb
import pytest

from exchanged import annotated
from sitrep.pipeline import labels
from sitrep.pipeline.annotate import to_doc
from sitrep.pipeline.counting import RULES
from sitrep.pipeline.exchange import acled, ucdp
from sitrep.pipeline.exchange.claim_tables import COLUMNS, TABLES, no_event
from sitrep.pipeline.exchange.claims import claims
from sitrep.pipeline.exchange.docs import from_doc
from sitrep.pipeline.exchange.entries import Review, Reviewer
from sitrep.pipeline.formats import claim_rows
from sitrep.pipeline.reading.pattern_rows import pattern_rows
from sitrep.pipeline.records import Entry

TEXTS = {
    "homs": "Dozens of soldiers were killed by rebels in Homs on Monday, SANA reported.",
    "nowhere": "Activists said that two protesters were shot dead by police in Xyzzyville.",
    "hurt": "Three men were injured in Hama.",
    "odd": "A “quoted, comma”\nline 🔴. At least 5 civilians died when shells hit Aleppo, AP said.",
    "none": "Quiet.",
}


TIME = datetime(2012, 2, 7, 10, tzinfo=timezone.utc)


def entry_of(name):
    values = {"page": "page", "title": "Syria", "country": "SY", "time": TIME}
    return Entry(id=f"page#{name}", text=TEXTS[name], **values)


@pytest.fixture(scope="module")
def entries(nlp):
    return [from_doc(doc) for doc in nlp.pipe(to_doc(nlp, entry_of(name)) for name in TEXTS)]


def rows(entries, form, path):
    _, told = TABLES[form].write(entries, path, TABLES[form].count_rule or "ucdp")
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file)), told


def test_csv_has_a_row_a_claim(entries, tmp_path):
    found, told = rows(entries, "csv", tmp_path / "x.csv")
    assert told == []
    assert [row["entry"] for row in found] == ["page#homs", "page#nowhere", "page#hurt", "page#odd"]
    homs = {key: value for key, value in found[0].items() if value}
    assert homs.items() >= {
        "count": "dozens", "low": "24", "best": "24", "count_rule": "ucdp", "outcome": "KILLED",
        "victims": "soldiers", "victim_labels": "SECURITY_FORCES", "perpetrators": "rebels",
        "perpetrator_labels": "ARMED_GROUP", "places": "Homs", "country": "SY", "sources": "SANA",
        "sentence": TEXTS["homs"], "geo_precision": "1", "hedged": "False",
    }.items()  # fmt: skip
    assert "high" not in homs
    assert set(found[0]) == set(COLUMNS)


def test_csv_says_what_annotate_says(nlp, entries, tmp_path):
    doc = nlp(to_doc(nlp, entry_of("homs")))
    (row,) = claim_rows(doc)
    (ours,) = rows(entries[:1], "csv", tmp_path / "x.csv")[0]
    for key in set(row) & set(ours):
        assert ours[key] == ("" if row[key] is None else str(row[key])), key


def test_parquet_has_types(entries, tmp_path):
    number, _ = TABLES["parquet"].write(entries, tmp_path / "it's.parquet", "acled")
    assert number == 4
    path = str(tmp_path / "it's.parquet")
    with duckdb.connect() as connection:
        found = connection.read_parquet(path)
        assert dict(zip(found.columns, map(str, found.types), strict=True)) == dict(COLUMNS)
        first = dict(zip(found.columns, found.fetchall()[0], strict=True))
    assert (first["best"], first["count_rule"]) == (RULES["acled"]["dozens"], "acled")
    assert first["hedged"] is False
    assert [path.name for path in tmp_path.iterdir()] == ["it's.parquet"]


@pytest.mark.parametrize("form", TABLES)
def test_no_claims_are_an_empty_table(form, entries, tmp_path):
    path = tmp_path / "x"
    assert TABLES[form].write(entries[-1:], path, "ucdp") == (0, [])
    assert path.stat().st_size > 0
    assert [file.name for file in tmp_path.iterdir()] == ["x"]


def test_geojson_has_points_and_counts_what_has_none(entries, tmp_path):
    number, told = TABLES["geojson"].write(entries, tmp_path / "x", "ucdp")
    data = json.loads((tmp_path / "x").read_text())
    assert (number, told) == (3, ["1 claims without coordinates are left out"])
    first = data["features"][0]
    assert first["id"] == "page#homs:K1"
    lon, lat = first["geometry"]["coordinates"]
    assert (round(lon), round(lat)) == (37, 35)
    assert first["properties"]["geo_precision"] == 1


def test_reviewers_stand_in_the_table(entries, tmp_path):
    review = Review("brat", "x", reviewers=(Reviewer("amal"), Reviewer("jo")))
    found, _ = rows([replace(entries[0], review=review)], "csv", tmp_path / "x")
    assert found[0]["reviewers"] == "amal; jo"


def test_acled(entries, tmp_path):
    found, told = rows(entries, "acled", tmp_path / "x")
    assert told == ["1 claims are left out: injured, and these tables count the dead"]
    homs, nowhere, odd = found
    assert homs.items() >= {
        "event_id": "page#homs:K1", "event_date": "2012-02-06", "year": "2012",
        "time_precision": "1",
        "event_type": "Battles", "sub_event_type": "Armed clash",
        "event_rule": "armed-clash-parties",
        "actor1": "Unidentified Armed Group (Syria)", "assoc_actor_1": "rebels", "inter1": "2",
        "actor2": "Military Forces of Syria", "assoc_actor_2": "soldiers", "inter2": "1",
        "interaction": "12", "iso": "760", "country": "Syria", "location": "Homs",
        "geo_precision": "1", "source": "SANA", "source_scale": "National",
        "fatalities": "12", "count_code": "dozens", "count_text": "Dozens", "count_rule": "acled",
        "notes": TEXTS["homs"],
    }.items()  # fmt: skip
    # victims first, as ACLED has protests; nothing is guessed for a place without coordinates
    assert nowhere.items() >= {
        "event_type": "Protests", "sub_event_type": "Excessive force against protesters",
        "actor1": "Protesters (Syria)", "inter1": "6", "actor2": "Police Forces of Syria",
        "latitude": "", "geo_precision": "", "source": "Activists", "source_scale": "",
    }.items()  # fmt: skip
    assert odd.items() >= {
        "event_type": "Explosions/Remote violence",
        "sub_event_type": "Shelling/artillery/missile attack",
        "actor1": "", "inter1": "", "actor2": "Civilians (Syria)", "inter2": "7",
        "fatalities": "5", "source_scale": "International",
    }.items()  # fmt: skip


def test_ucdp(entries, tmp_path):
    found, _ = rows(entries, "ucdp", tmp_path / "x")
    homs, nowhere, odd = found
    assert homs.items() >= {
        "type_of_violence": "1", "side_a": "rebels", "side_b": "Government of Syria",
        "where_prec": "1", "where_coordinates": "Homs", "date_prec": "1",
        "deaths_a": "0", "deaths_b": "24", "deaths_civilians": "0", "deaths_unknown": "0",
        "low": "24", "best": "24", "high": "24", "count_low": "24", "count_high": "",
        "source_article": "Syria", "source_original": "SANA", "number_of_sources": "1",
    }.items()  # fmt: skip
    assert nowhere.items() >= {
        "type_of_violence": "3", "side_a": "Government of Syria", "side_b": "Civilians",
        "deaths_civilians": "2", "where_coordinates": "", "latitude": "",
    }.items()  # fmt: skip
    assert odd.items() >= {"type_of_violence": "", "side_a": "", "low": "5", "best": "5"}.items()
    for row in found:
        dead = [int(row[key]) for key in row if key.startswith("deaths_")]
        assert sum(dead) == int(row["best"])
        assert int(row["low"]) <= int(row["best"]) <= int(row["high"])


def changed(entry, **values):
    """The entry with other values for its first casualty."""
    spans = [
        replace(span, attributes={**span.attributes, **values}) if span.id == "K1" else span
        for span in entry.spans
    ]
    return next(claims(replace(entry, spans=tuple(spans)), "ucdp"))


@pytest.mark.parametrize(
    ("values", "why"),
    [
        ({}, None),
        ({"scope": "period"}, "a sum over events"),
        ({"status": "denied"}, "denied or only possible"),
        ({"status": "possible"}, "denied or only possible"),
    ],
)
def test_what_is_no_event(entries, values, why):
    assert no_event(changed(entries[0], **values)) == why


@pytest.mark.parametrize(
    ("precision", "code", "first", "last"),
    [
        (1, "1", "2012-02-08", "2012-02-08"),
        (2, "3", "2012-02-06", "2012-02-12"),
        (3, "4", "2012-02-01", "2012-02-29"),
        (None, "", "", ""),
    ],
)
def test_ucdp_dates_are_ranges(entries, precision, code, first, last):
    day = "2012-02-08" if precision else None
    row = ucdp.row(changed(entries[0], date=day, date_precision=precision))
    assert (row["date_prec"], row["date_start"], row["date_end"]) == (code, first, last)


@pytest.mark.parametrize(
    ("label", "precision", "code"),
    [("settlement", 1, "1"), ("facility", 2, "2"), ("admin", 1, "4"), ("country", 3, "6")],
)
def test_ucdp_places(label, precision, code):
    assert ucdp.code("where_prec", label, str(precision)) == code


@pytest.mark.parametrize(
    ("words", "rule"),
    [
        ("A suicide bomber killed two soldiers in Homs.", "suicide-bomb"),
        ("Two civilians were killed in an air strike on Homs.", "air"),
        ("A roadside bomb killed two soldiers in Homs.", "explosive"),
        ("Two soldiers were killed in clashes in Homs.", "armed-clash-words"),
        ("Two women were shot dead by soldiers in Homs.", "attack-on-civilians"),
        ("Two miners were killed by soldiers in Homs.", "attack-on-civilians"),
        ("Two people were killed in Homs.", None),
    ],
)
def test_event_rules(nlp, words, rule):
    (entry,) = annotated(nlp, {"x": words})
    found = acled.event_rule(next(claims(entry, "acled")))
    assert (found and found["rule"]) == rule


def test_every_actor_label_is_mapped():
    for table in ("acled_actors.csv", "ucdp_actors.csv"):
        assert {line["label"] for line in pattern_rows(table)} == set(labels.ACTOR_LABELS)
    for line in pattern_rows("acled_events.csv"):
        for side in ("victims", "perpetrators"):
            assert set(filter(None, line[side].split(";"))) <= set(labels.ACTOR_LABELS)
    coded = {line["label"] for line in pattern_rows("ucdp_codes.csv")}
    assert set(labels.LOCATION_LABELS) <= coded
