"""Making and renewing a ledger file: everything in it follows from its entries and edits."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timezone
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

import duckdb

from sitrep.pipeline.errors import InputError
from sitrep.pipeline.ledger import database, revisions, rows
from sitrep.pipeline.ledger.bounds import Counter
from sitrep.pipeline.ledger.claims import Reading, read_claims
from sitrep.pipeline.ledger.edits import Edit, applied, read_edits
from sitrep.pipeline.ledger.entries import Entry, read_entries, read_records
from sitrep.pipeline.ledger.ids import digest
from sitrep.pipeline.ledger.linking import Linked, link_claims
from sitrep.pipeline.ledger.pairs import weights

DEFAULT_THRESHOLD: Final = 0.9
"""Probability from which a link counts as sure for bounds."""

Report = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Changes:
    """What a run changed: numbers of rows by table, and of the page's revisions by kind."""

    rows: dict[str, int]
    claims: int
    incidents: int

    @property
    def anything(self) -> bool:
        """Whether the ledger differs from what it was."""
        return any(self.rows.values())


def build(
    inputs: Sequence[Path],
    path: Path,
    *,
    edits: Path | None = None,
    threshold: float | None = None,
    now: datetime | None = None,
    report: Report = lambda line: None,
    advance: Callable[[int, int], None] = lambda done, of: None,
) -> Changes:
    """Read annotated entries into a ledger file, and reconcile all that it holds.

    Pages that the ledger has and `inputs` lack stay. Without `edits` or `threshold`, those of the
    last run hold. `now` is the time of reading (UTC). Raises InputError for bad input; the file
    is then, as after an interruption, what it was.
    """
    new_edits = read_edits(edits) if edits is not None else None
    read = list(read_entries(read_records(inputs)))
    report(f"{len(read)} entries with {sum(len(e.casualties) for e in read)} claims are read")
    stored, before = _stored(path)
    known_edits = new_edits if new_edits is not None else before.edits
    chosen = (
        threshold
        if threshold is not None
        else float(before.settings.get("threshold", DEFAULT_THRESHOLD))
    )
    entries = revisions.merge(stored, read)
    wanted = _settings(entries, known_edits, chosen)
    if before.settings and all(before.settings.get(key) == wanted[key] for key in wanted):
        return Changes({}, before.claims, before.incidents)
    reading = read_claims(entries.values())
    ready, waiting = applied(known_edits, (claim.id for claim in reading.claims))
    for edit in waiting:
        report(f"{edit.claim} {edit.relation} {edit.other}: no such claim here; the edit waits")
    linked = link_claims(reading.claims, ready, advance)
    counter = Counter(linked.claims, linked.links, chosen)
    report(f"{len(linked.links)} links; {len(counter.probable.incidents)} incidents; counting")
    run = int(before.settings.get("run", 0)) + 1
    with database.writing(path) as con:
        changed = _write(con, reading, linked, counter)
        _write_edits(con, ready, waiting)
        found = [*revisions.entry_revisions(stored, entries)]
        found += revisions.claim_revisions(
            before.rows, _claim_rows(con), {entry.row["page_id"] for entry in stored.values()}
        )
        read_at = (now or datetime.now(timezone.utc)).strftime("%Y-%m-%d %H:%M:%S")
        database.add_rows(
            con, "revisions", [row | {"run": run, "read_at": read_at} for row in found]
        )
        changed["revisions"] = len(found)
        values = wanted | {"run": str(run)}
        database.replace_rows(
            con, "settings", [{"key": key, "value": value} for key, value in values.items()]
        )
    return Changes(changed, len(reading.claims), len(counter.probable.incidents))


@dataclass(frozen=True, slots=True)
class _Before:
    """What a ledger held when the run began."""

    settings: dict[str, str]
    edits: list[Edit]
    rows: list[dict[str, Any]]
    claims: int
    incidents: int


def _stored(path: Path) -> tuple[dict[str, Entry], _Before]:
    if path.is_dir():
        raise InputError(f"{path}: is a folder; give a file, as in -o {path / 'ledger.duckdb'}")
    if not path.exists():
        return {}, _Before({}, [], [], 0, 0)
    with database.reading(path) as con:
        entries = {}
        for row in database.rows_of(con, "SELECT * FROM entries"):
            annotation = row.pop("annotation")
            row.pop("position")
            row["time"] = row["time"].strftime("%Y-%m-%dT%H:%M:%SZ") if row["time"] else None
            entries[row["entry_id"]] = Entry.stored(row, annotation)
        edits = [Edit(*row) for row in con.execute(
            "SELECT claim_id, relation, other_id, note FROM edits"
        ).fetchall()]  # fmt: skip
        counted = [
            con.execute(f"SELECT count(*) FROM {name}").fetchall()[0][0]
            for name in ("claims", "incidents")
        ]
        return entries, _Before(database.settings(con), edits, _claim_rows(con), *counted)


def _claim_rows(con: duckdb.DuckDBPyConnection) -> list[dict[str, Any]]:
    return database.rows_of(con, "SELECT * FROM claims ORDER BY claim_id")


def _settings(entries: dict[str, Entry], edits: Iterable[Edit], threshold: float) -> dict[str, str]:
    """What a ledger follows from: with equal settings it is the same."""
    return {
        "schema": database.SCHEMA_VERSION,
        "sitrep": version("sitrep"),
        "threshold": str(threshold),
        "input": digest(entries[id_].digest for id_ in sorted(entries)),
        "edits": digest(sorted(str(asdict(edit)) for edit in edits)),
        "weights": digest([sorted((name, sorted(row.items())) for name, row in weights().items())]),
    }


def _write(
    con: duckdb.DuckDBPyConnection, reading: Reading, linked: Linked, counter: Counter
) -> dict[str, int]:
    made: dict[str, Iterable[dict[str, Any]]] = {
        **{name: reading.tables[name] for name in (
            "pages", "entries", "places", "claims", "claim_counts", "attributions",
        )},
        "links": rows.link_rows(linked, counter),
        "incidents": rows.incident_rows(linked, counter),
        "incident_claims": rows.incident_claim_rows(linked, counter),
        "incident_counts": rows.incident_count_rows(counter),
        "sensitivity": rows.sensitivity_rows(counter),
    }  # fmt: skip
    return {name: database.replace_rows(con, name, made[name]) for name in made}


def _write_edits(
    con: duckdb.DuckDBPyConnection, ready: Iterable[Edit], waiting: Iterable[Edit]
) -> None:
    states = [(edit, "applied") for edit in ready] + [(edit, "waiting") for edit in waiting]
    database.replace_rows(
        con,
        "edits",
        [
            {
                "claim_id": edit.claim,
                "relation": edit.relation,
                "other_id": edit.other,
                "note": edit.note,
                "state": state,
            }
            for edit, state in states
        ],
    )
