"""Ledger files: made, renewed, revised, interrupted, exported; and the command line around them."""

import csv
import json
import os
import shutil
import subprocess
import sys
import tempfile
from datetime import datetime, timezone
from pathlib import Path

import duckdb
import pytest

from sitrep.pipeline.cli.ledger import KEYS, RELATIONS
from sitrep.pipeline.errors import InputError
from sitrep.pipeline.ledger import build as building
from sitrep.pipeline.ledger import database, pairs, slices
from sitrep.pipeline.ledger.build import build
from sitrep.pipeline.ledger.export import export_files, export_postgresql
from told import told

NOW = datetime(2026, 1, 2, 3, 4, 5, tzinfo=timezone.utc)
SOLDIERS = told("[8 soldiers|8] died in Homs.", by="SOHR", at="2011-11-08T10:00")
AGAIN = told("[eight soldiers|8] died in Homs.", by="AP", at="2011-11-08T11:00")
HAMA = told("[3 civilians|3] died in Hama.", by="SOHR", at="2011-11-08T12:00")
HURT = told("[5 civilians|5|injured] were hurt in Baba Amr, Homs.", by="LCC", at="2011-11-09T09:00")
TOLL = told("[20 people|20|period] died across Syria today.", by="SOHR", at="2011-11-08T20:00")
DENIED = told("[no one|0|denied] died in Homs.", by="State TV", at="2011-11-08T13:00")
TOTAL = told("[3,500|3500|period] have died across Syria since March in total.", by="UN",
             at="2011-11-08T14:00")  # fmt: skip
PAGE = [SOLDIERS, AGAIN, HAMA, HURT, TOLL, DENIED, TOTAL]


def write(path, entries):
    path.write_text("".join(json.dumps(entry) + "\n" for entry in entries), encoding="utf-8")
    return path


@pytest.fixture
def page(tmp_path):
    return write(tmp_path / "page.jsonl", PAGE)


@pytest.fixture
def ledger(tmp_path, page):
    path = tmp_path / "ledger.duckdb"
    build([page], path, now=NOW)
    return path


def query(path, text):
    with database.reading(path) as con:
        return con.execute(text).fetchall()


def everything(path):
    with database.reading(path) as con:
        return {
            name: sorted(map(str, con.execute(f"SELECT * FROM {name}").fetchall()))
            for name in database.tables()
        }


def test_every_table_has_a_key_and_rows(ledger):
    filled = {name for name, rows in everything(ledger).items() if rows}
    assert filled == set(database.tables()) - {"edits", "revisions"}
    assert query(ledger, "SELECT count(*) FROM claims") == [(7,)]


def test_every_reference_leads_somewhere(ledger):
    for table, column, other in (
        ("claims", "entry_id", "entries"),
        ("claims", "page_id", "pages"),
        ("claims", "place_id", "places"),
        ("claims", "attribution_id", "attributions"),
        ("claim_counts", "claim_id", "claims"),
        ("links", "claim_id", "claims"),
        ("incidents", "place_id", "places"),
        ("incident_claims", "incident_id", "incidents"),
        ("incident_claims", "claim_id", "claims"),
        ("incident_counts", "incident_id", "incidents"),
    ):
        lost = query(
            ledger,
            f"SELECT {column} FROM {table} WHERE {column} IS NOT NULL "
            f"AND {column} NOT IN (SELECT {column} FROM {other})",
        )
        assert lost == [], (table, column)
    claims, = query(ledger, "SELECT count(*) FROM claims")  # fmt: skip
    assert query(ledger, "SELECT count(*) FROM incident_claims") == [claims]


def test_words_and_sentences_are_where_the_offsets_say(ledger):
    found = query(
        ledger,
        "SELECT words, substr(text, start_char + 1, end_char - start_char), "
        "substr(text, sentence_start + 1, sentence_end - sentence_start) "
        "FROM claims JOIN entries USING (entry_id) ORDER BY claims.time",
    )
    assert all(words == cut for words, cut, _ in found)
    assert found[0][2] == "8 soldiers died in Homs."


def test_the_order_of_input_never_matters(tmp_path, ledger):
    build([write(tmp_path / "turned.jsonl", PAGE[::-1])], tmp_path / "other.duckdb", now=NOW)
    assert everything(tmp_path / "other.duckdb") == everything(ledger)


def test_a_second_run_changes_nothing(ledger, page):
    before = ledger.read_bytes()
    changes = build([page], ledger)
    assert not changes.anything
    assert ledger.read_bytes() == before


def test_what_is_read_in_steps_is_what_is_read_at_once(tmp_path, ledger):
    steps = tmp_path / "steps.duckdb"
    for number, some in enumerate(([TOLL, DENIED], PAGE[:4], [TOTAL])):
        rest = [entry | {"page": f"page{number}"} for entry in some]
        build([write(tmp_path / f"{number}.jsonl", rest)], steps, now=NOW)
    again = tmp_path / "again.duckdb"
    build([tmp_path / f"{number}.jsonl" for number in range(3)], again, now=NOW)
    different = {"settings"}  # the number of runs
    one, other = everything(steps), everything(again)
    assert {name for name in one if one[name] != other[name]} <= different


def test_only_what_changed_is_replaced(ledger, tmp_path):
    other = told("[2 men|2] died in Idlib.", page="other", at="2011-11-08T16:00")
    changes = build([write(tmp_path / "other.jsonl", [other])], ledger)
    assert changes.rows["claims"] == changes.rows["pages"] == changes.rows["entries"] == 1
    assert changes.rows["revisions"] == 0
    assert query(ledger, "SELECT count(*) FROM pages") == [(2,)]


def test_a_page_that_is_read_again_leaves_revisions(ledger, tmp_path):
    edited = told("[9 soldiers|9] died in Homs.", by="SOHR", at="2011-11-08T10:00")
    new = told("[2 men|2] died in Idlib.", by="SOHR", at="2011-11-08T18:00")
    kept = [entry for entry in PAGE if entry not in (SOLDIERS, HAMA)]
    build([write(tmp_path / "later.jsonl", [edited, new, *kept])], ledger, now=NOW)
    found = query(
        ledger, "SELECT subject, change, before, after FROM revisions ORDER BY subject, change, id"
    )
    entries = [row for row in found if row[0] == "entry"]
    assert entries == [
        ("entry", "added", None, new["text"]),
        ("entry", "changed", SOLDIERS["text"], edited["text"]),
        ("entry", "removed", HAMA["text"], None),
    ]
    claims = [(change, before and json.loads(before)["words"], after and json.loads(after)["words"])
              for subject, change, before, after in found if subject == "claim"]  # fmt: skip
    assert sorted(claims, key=str) == sorted(
        [("added", None, "9 soldiers"), ("added", None, "2 men"), ("removed", "8 soldiers", None),
         ("removed", "3 civilians", None)],
        key=str,
    )  # fmt: skip
    assert query(ledger, "SELECT DISTINCT run, read_at FROM revisions") == [
        (2, NOW.replace(tzinfo=None))
    ]
    assert query(ledger, "SELECT count(*) FROM claims") == [(7,)]


def test_entries_that_only_scrolled_out_of_a_long_blog_stay(ledger, tmp_path):
    build([write(tmp_path / "later.jsonl", [TOLL, HURT])], ledger, now=NOW)
    assert query(ledger, "SELECT count(*) FROM entries") == [(7,)]
    assert query(ledger, "SELECT count(*) FROM revisions") == [(0,)]


def claim_of(path, words):
    ((id_,),) = query(path, f"SELECT claim_id FROM claims WHERE words = '{words}'")
    return id_


def test_edits_win_and_survive_a_new_run(ledger, page, tmp_path):
    one, other = claim_of(ledger, "8 soldiers"), claim_of(ledger, "eight soldiers")
    count = "SELECT count(*) FROM incidents"
    (before,) = query(ledger, count)[0]
    edits = tmp_path / "ledger.edits.csv"
    edits.write_text(f"claim,relation,other,note\n{one},not_same,{other},two ambushes\n")
    build([page], ledger, edits=edits)
    assert query(ledger, count) == [(before + 1,)]
    more = told("[2 men|2] died in Idlib.", page="other", at="2011-11-08T16:00")
    build([write(tmp_path / "more.jsonl", [more])], ledger)
    assert query(ledger, count) == [(before + 2,)]
    assert query(ledger, "SELECT relation, note, state FROM edits") == [
        ("not_same", "two ambushes", "applied")
    ]
    assert query(ledger, "SELECT origin, why FROM links WHERE origin = 'reviewer'") == [
        ("reviewer", "two ambushes")
    ]


def test_an_edit_of_a_claim_that_is_not_there_waits(ledger, page, tmp_path):
    edits = tmp_path / "ledger.edits.csv"
    edits.write_text(f"claim,relation,other\n{claim_of(ledger, '8 soldiers')},same,c000000000000\n")
    lines = []
    build([page], ledger, edits=edits, report=lines.append)
    assert any("same c000000000000: no such claim here; the edit waits" in line for line in lines)
    assert query(ledger, "SELECT state FROM edits") == [("waiting",)]


def test_a_threshold_holds_until_another_is_given(ledger, page, tmp_path):
    build([page], ledger, threshold=0.7)
    assert not build([page], ledger).anything
    assert dict(query(ledger, "SELECT key, value FROM settings"))["threshold"] == "0.7"


def test_an_interrupted_run_leaves_the_file_as_it_was(ledger, tmp_path, monkeypatch):
    before = ledger.read_bytes()

    def stop(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(building.rows, "incident_count_rows", stop)
    with pytest.raises(KeyboardInterrupt):
        build([write(tmp_path / "more.jsonl", [TOLL | {"page": "x", "id": "x"}])], ledger)
    assert ledger.read_bytes() == before
    assert not list(tmp_path.glob(".ledger*"))


def test_a_killed_run_leaves_the_file_as_it_was(ledger, tmp_path):
    before = ledger.read_bytes()
    more = write(tmp_path / "more.jsonl", [TOLL | {"page": "x", "id": "x"}])
    code = (
        "import os, sys; from pathlib import Path; from sitrep.pipeline.ledger import build as b\n"
        "b.rows.sensitivity_rows = lambda *_: os._exit(9)\n"
        f"b.build([Path({str(more)!r})], Path({str(ledger)!r}))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 9
    assert ledger.read_bytes() == before


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"not a database", "not a ledger"),
        (b"", "not a ledger"),
    ],
)
def test_another_file_is_not_overwritten(tmp_path, page, content, message):
    path = tmp_path / "other.duckdb"
    path.write_bytes(content)
    with pytest.raises(InputError, match=message):
        build([page], path)
    assert path.read_bytes() == content


def test_another_database_is_not_overwritten(tmp_path, page):
    path = tmp_path / "other.duckdb"
    with duckdb.connect(str(path)) as con:
        con.execute("CREATE TABLE claims (id TEXT)")
    with pytest.raises(InputError, match="not a ledger of this version"):
        build([page], path)


def test_bad_lines_are_named_and_nothing_is_written(tmp_path):
    path = tmp_path / "page.jsonl"
    path.write_text(json.dumps(SOLDIERS) + "\n{\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"page\.jsonl, line 2: not a JSON object"):
        build([path], tmp_path / "ledger.duckdb")
    assert not (tmp_path / "ledger.duckdb").exists()


def test_an_empty_input_makes_an_empty_ledger(tmp_path):
    path = tmp_path / "ledger.duckdb"
    changes = build([write(tmp_path / "page.jsonl", [])], path)
    assert (changes.claims, changes.incidents) == (0, 0)
    counted = slices.count(slices.Ledger.read(path), ["day"])
    assert (counted.rows, counted.totals) == ([], [])


def test_what_the_command_line_names_is_what_there_is():
    assert tuple(slices.KEYS) == KEYS
    assert pairs.RELATIONS == RELATIONS


def figures(counted):
    return [
        (*row.group.values(), row.outcome, row.bounds.low, row.bounds.best["ucdp"], row.bounds.high)
        for row in counted.rows or counted.totals
    ]


@pytest.mark.parametrize(
    ("by", "chosen", "expected"),
    [
        ((), {}, [("KILLED", 20, 20, 20), ("INJURED", 5, 5, 5)]),
        (("day",), {}, [("2011-11-08", "KILLED", 20, 20, 20), ("2011-11-09", "INJURED", 5, 5, 5)]),
        (
            ("place",), {"outcomes": ("KILLED",)},
            [("Hama", "KILLED", 3, 3, 3), ("Homs", "KILLED", 8, 8, 8),
             ("Syria", "KILLED", 20, 20, 20)],
        ),
        (("country",), {"outcomes": ("INJURED",)}, [("SY", "INJURED", 5, 5, 5)]),
        (("admin1",), {"outcomes": ("INJURED",)}, [("Homs", "INJURED", 5, 5, 5)]),
        (
            ("victims",), {"outcomes": ("KILLED",)},
            [("CIVILIANS", "KILLED", 3, 3, 3), ("SECURITY_FORCES", "KILLED", 8, 8, 8),
             ("unknown", "KILLED", 20, 20, 20)],
        ),
        (("perpetrator",), {"outcomes": ("INJURED",)}, [("unknown", "INJURED", 5, 5, 5)]),
        ((), {"within": "Homs"}, [("KILLED", 8, 8, 8), ("INJURED", 5, 5, 5)]),
        ((), {"within": "Hims"}, [("KILLED", 8, 8, 8), ("INJURED", 5, 5, 5)]),
        ((), {"within": "Baba Amro"}, [("INJURED", 5, 5, 5)]),
        ((), {"within": "Syria", "outcomes": ("KILLED",)}, [("KILLED", 20, 20, 20)]),
        ((), {"first": datetime(2011, 11, 9)}, [("INJURED", 5, 5, 5)]),
        ((), {"last": datetime(2011, 11, 7)}, []),
    ],
)  # fmt: skip
def test_slices(ledger, by, chosen, expected):
    read = slices.Ledger.read(ledger)
    assert figures(slices.count(read, by, slices.Slice(**chosen))) == expected


def test_what_is_in_no_sum_is_told(ledger):
    counted = slices.count(slices.Ledger.read(ledger), (), slices.Slice(within="Homs"))
    assert [incident.head.low for incident in counted.beyond] == [20]
    assert [claim.status for claim in counted.beside] == ["denied"]
    counted = slices.count(slices.Ledger.read(ledger))
    assert [incident.head.low for incident in counted.running] == [3500]


def test_a_place_that_is_not_there_is_named(ledger):
    with pytest.raises(InputError, match="Atlantis: no claim is from a place of this name"):
        slices.count(slices.Ledger.read(ledger), (), slices.Slice(within="Atlantis"))


@pytest.fixture
def made(sitrep, tmp_path):
    write(tmp_path / "page.jsonl", PAGE)
    code, _, err = sitrep("ledger", "page.jsonl", "-o", "ledger.duckdb")
    assert code == 0, err
    return sitrep


def test_ledger_is_short_for_ledger_build(made, tmp_path):
    code, shown, _ = made("ledger", "build", "page.jsonl", "-o", "ledger.duckdb")
    assert code == 0
    assert "ledger.duckdb: nothing changed; 7 claims" in shown


def test_count_prints_figures_claims_and_what_is_in_no_sum(made):
    _, shown, _ = made("ledger", "count", "ledger.duckdb", "--by", "place", "--claims")
    assert "Homs" in shown
    assert "8 Homs (SOHR): 8 soldiers died in Homs." in shown
    assert "In no sum: claims of running totals: 1" in shown
    assert "In no sum: denied claims: 1" in shown


def test_count_as_csv_and_json(made):
    _, shown, _ = made("ledger", "count", "ledger.duckdb", "--by", "day", "-f", "csv")
    rows = list(csv.DictReader(shown.splitlines()))
    assert [(row["day"], row["outcome"], row["low"]) for row in rows] == [
        ("2011-11-08", "killed", "20"), ("2011-11-09", "injured", "5"),
    ]  # fmt: skip
    _, shown, _ = made("ledger", "count", "ledger.duckdb", "-f", "json", "--rule", "acled")
    totals = json.loads(shown)["totals"]
    assert [(row["outcome"], row["best_acled"]) for row in totals] == [
        ("killed", 20),
        ("injured", 5),
    ]
    told_by = {claim["source"] for row in totals for incident in row["of"]
               for claim in incident["claims"]}  # fmt: skip
    assert told_by == {"SOHR", "AP", "LCC"}


def test_sensitivity_has_a_row_a_threshold(made):
    _, shown, _ = made("ledger", "count", "ledger.duckdb", "--outcome", "killed", "--sensitivity")
    assert all(f"\n{threshold} " in shown for threshold in ("0.5", "0.7", "0.9", "0.99"))


def test_links_are_listed_with_ids_for_edits(made):
    _, shown, _ = made("ledger", "links", "ledger.duckdb", "--relation", "same")
    assert "8 soldiers, Homs" in shown
    assert "claim,relation,other,note\nc" in shown
    _, shown, _ = made("ledger", "links", "ledger.duckdb", "--relation", "update")
    assert "No such links." in shown


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["count", "none.duckdb"], "none.duckdb: no such file; make it with"),
        (["count", "ledger.duckdb", "--by", "hour"], "'hour' is none of: day, place"),
        (["count", "ledger.duckdb", "--from", "Monday"], "'Monday' is no day such as 2011-11-08"),
        (["count", "ledger.duckdb", "--from", "2011-11-09", "--to", "2011-11-08"], "swap them"),
        (["none", "-o", "x.duckdb"], "none"),
        (["none.jsonl", "-o", "x.duckdb"], "none.jsonl: no such file"),
        (["page.jsonl", "-o", "."], "is a folder"),
        (["export", "ledger.duckdb"], "give either a folder with -o or a database with --url"),
        (["export", "ledger.duckdb", "-o", "page.jsonl"], "not a folder"),
    ],
)
def test_what_is_wrong_is_said_in_one_line(made, arguments, message):
    code, _, err = made("ledger", *arguments)
    assert code == 2
    assert message in " ".join(err.split())
    assert "Traceback" not in err


def test_tables_as_files(ledger, tmp_path):
    out = tmp_path / "tables"
    written = export_files(ledger, out, ["parquet", "csv", "geojson"])
    assert len(written) == 2 * len(database.tables()) + 1
    for form in ("parquet", "csv"):
        with duckdb.connect() as con:
            rows = con.execute(f"SELECT claim_id, words FROM '{out / f'claims.{form}'}'").fetchall()
        assert sorted(rows) == sorted(query(ledger, "SELECT claim_id, words FROM claims"))
    features = json.loads((out / "incidents.geojson").read_text(encoding="utf-8"))["features"]
    homs = next(f for f in features if f["properties"]["place"] == "Homs")
    assert homs["geometry"] == {"type": "Point", "coordinates": [36.0, 35.0]}
    assert (homs["properties"]["low"], homs["properties"]["high"]) == (8, 8)
    again = {path: path.read_bytes() for path in written if path.suffix != ".parquet"}
    export_files(ledger, out, ["parquet", "csv", "geojson"])
    assert {path: path.read_bytes() for path in again} == again


SERVER = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))


@pytest.fixture(scope="module")
def postgresql():
    """The URL of a PostgreSQL server of its own, on a socket in a folder."""
    if not SERVER:
        pytest.skip("no PostgreSQL server here: apt install postgresql")
    with tempfile.TemporaryDirectory() as name:  # pytest's own folders are closed to others
        folder, user = Path(name), []
        if os.geteuid() == 0:  # initdb refuses to run as root
            user = ["runuser", "-u", "postgres", "--"]
            shutil.chown(folder, "postgres")

        def run(program, *arguments):
            command = [*user, SERVER[-1].with_name(program), "-D", folder / "data", *arguments]
            subprocess.run(command, check=True, capture_output=True, cwd=folder)

        run("initdb", "-A", "trust", "-U", "ana")
        options = f"-c listen_addresses= -c fsync=off -k {folder}"
        run("pg_ctl", "-o", options, "-w", "-l", folder / "log", "start")
        yield f"postgresql://ana@/postgres?host={folder}"
        run("pg_ctl", "-m", "immediate", "stop")


@pytest.mark.parametrize("postgis", [False, True])
def test_tables_in_postgresql(ledger, postgresql, postgis):
    psycopg = pytest.importorskip("psycopg")
    with psycopg.connect(postgresql, autocommit=True) as con:
        known = con.execute(
            "SELECT 1 FROM pg_available_extensions WHERE name = 'postgis'"
        ).fetchone()
        if postgis and not known:
            pytest.skip("no PostGIS here: apt install postgresql-postgis")
        con.execute("CREATE EXTENSION IF NOT EXISTS postgis" if postgis else "SELECT 1")
    for _ in range(2):  # a second export replaces the first
        counts = export_postgresql(ledger, postgresql, "monday's")
    with psycopg.connect(postgresql) as con:
        con.execute("""SET search_path TO "monday's", public""")
        for name in database.tables():
            columns = ", ".join(database.tables()[name].columns)
            rows = con.execute(f"SELECT {columns} FROM {name}").fetchall()
            assert len(rows) == counts[name]
            assert sorted(map(str, rows)) == sorted(
                map(str, query(ledger, f"SELECT {columns} FROM {name}"))
            )
        if postgis:
            (text,) = con.execute(
                "SELECT ST_AsText(point) FROM places WHERE name = 'Hama'"
            ).fetchone()
            assert text == "POINT(36 35)"


def test_a_database_that_refuses_is_said_in_one_line(ledger, tmp_path):
    pytest.importorskip("psycopg")
    with pytest.raises(InputError, match=r"PostgreSQL: .*nothing was changed there"):
        export_postgresql(ledger, f"postgresql://ana@/none?host={tmp_path}", "sitrep")
