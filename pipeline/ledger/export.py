"""A ledger's tables as files, and in PostgreSQL."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final

import duckdb

from sitrep.pipeline.errors import InputError
from sitrep.pipeline.ledger import database
from sitrep.pipeline.store import whole_file

_COPY: Final = {"parquet": "(FORMAT parquet, COMPRESSION zstd)", "csv": "(FORMAT csv, HEADER)"}
_INCIDENTS: Final = """
    SELECT incidents.*, places.name AS place, places.lat, places.lon, places.geo_precision,
        counts.low, counts.best, counts.high, counts.named, counts.rule
    FROM incidents JOIN places USING (place_id)
        LEFT JOIN incident_counts AS counts ON counts.incident_id = incidents.incident_id
            AND counts.rule = 'ucdp'
    WHERE places.lat IS NOT NULL
    ORDER BY incidents.incident_id
"""
_GEOMETRY: Final = """
    ALTER TABLE places ADD COLUMN point geometry(Point, 4326);
    UPDATE places SET point = ST_SetSRID(ST_MakePoint(lon, lat), 4326) WHERE lat IS NOT NULL;
    CREATE INDEX places_point ON places USING gist (point);
"""


def export_files(ledger: Path, folder: Path, formats: Iterable[str]) -> list[Path]:
    """Write tables, a file each, as parquet or csv; as geojson, the incidents with a position.

    Files appear whole or not at all, in order of their names within a format. Returns them.
    """
    if folder.exists() and not folder.is_dir():
        raise InputError(f"{folder}: not a folder; choose another one")
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    with database.reading(ledger) as con:
        for form in formats:
            names = ["incidents"] if form == "geojson" else sorted(database.tables())
            for name in names:
                path = folder / f"{name}.{form}"
                with whole_file(path) as file:
                    if form == "geojson":
                        file.write(geojson(con).encode())
                    else:
                        _copy(con, name, Path(file.name), form)
                written.append(path)
    return written


def _copy(con: duckdb.DuckDBPyConnection, name: str, path: Path, form: str) -> None:
    order = ", ".join(database.tables()[name].key)
    target = str(path).replace("'", "''")
    con.execute(f"COPY (SELECT * FROM {name} ORDER BY {order}) TO '{target}' {_COPY[form]}")


def geojson(con: duckdb.DuckDBPyConnection) -> str:
    """The incidents whose place has a position as points, with figures by the UCDP's rule."""
    features = []
    for row in database.rows_of(con, _INCIDENTS):
        position = [row.pop("lon"), row.pop("lat")]
        features.append(
            {
                "type": "Feature",
                "id": row["incident_id"],
                "geometry": {"type": "Point", "coordinates": position},
                "properties": row,
            }
        )
    collection = {"type": "FeatureCollection", "features": features}
    return json.dumps(collection, ensure_ascii=False, default=str) + "\n"


def export_postgresql(ledger: Path, url: str, schema: str) -> dict[str, int]:
    """Replace a schema of a PostgreSQL database by the ledger's tables, all at once.

    Where the database has PostGIS, places get a column `point` (WGS 84). Returns the numbers of
    rows. Needs the extra `postgres`; raises InputError without it, or if the database refuses.
    """
    try:
        import psycopg  # noqa: PLC0415 - an extra
        from psycopg import sql  # noqa: PLC0415
    except ImportError:
        raise InputError("PostgreSQL needs psycopg: pip install 'sitrep[postgres]'") from None
    counts: dict[str, int] = {}
    try:
        with database.reading(ledger) as con, psycopg.connect(url) as connection:
            cursor = connection.cursor()
            name = sql.Identifier(schema)
            cursor.execute(sql.SQL("DROP SCHEMA IF EXISTS {} CASCADE").format(name))
            cursor.execute(sql.SQL("CREATE SCHEMA {}").format(name))
            cursor.execute(sql.SQL("SET LOCAL search_path TO {}, public").format(name))
            cursor.execute(database.schema().encode())
            for table in database.tables().values():
                target = sql.SQL("COPY {} ({}) FROM STDIN").format(
                    sql.Identifier(table.name),
                    sql.SQL(", ").join(map(sql.Identifier, table.columns)),
                )
                counts[table.name] = 0
                with cursor.copy(target) as copy:
                    for row in _rows(con, table):
                        copy.write_row(row)
                        counts[table.name] += 1
            cursor.execute("SELECT 1 FROM pg_extension WHERE extname = 'postgis'")
            if cursor.fetchone():
                cursor.execute(_GEOMETRY)
    except psycopg.Error as error:
        reason = str(error).strip().splitlines()[0] if str(error).strip() else repr(error)
        raise InputError(f"PostgreSQL: {reason}; nothing was changed there") from None
    return counts


def _rows(con: duckdb.DuckDBPyConnection, table: database.Table) -> Iterator[tuple[Any, ...]]:
    cursor = con.execute(f"SELECT {', '.join(table.columns)} FROM {table.name}")
    while rows := cursor.fetchmany(10_000):
        # PostgreSQL's text cannot hold the character NUL.
        for row in rows:
            yield tuple(v.replace("\0", "\N{REPLACEMENT CHARACTER}") if isinstance(v, str) else v
                        for v in row)  # fmt: skip
