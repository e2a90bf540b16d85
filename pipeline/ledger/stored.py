"""A ledger file in memory, as far as counting needs it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import timezone
from pathlib import Path
from typing import Any, Final

from sitrep.pipeline.counting import RULES
from sitrep.pipeline.ledger import database
from sitrep.pipeline.ledger.bounds import Counter
from sitrep.pipeline.ledger.claims import Claim
from sitrep.pipeline.ledger.pairs import Link
from sitrep.pipeline.ledger.places import NOWHERE, read_path

_CLAIMS: Final = """
    SELECT claims.*, entries.position, pages.country,
        substr(entries.text, sentence_start + 1, sentence_end - sentence_start) AS sentence,
        incident_claims.role, incident_claims.incident_id
    FROM claims JOIN entries USING (entry_id) JOIN pages ON pages.page_id = claims.page_id
        JOIN incident_claims USING (claim_id)
    ORDER BY claim_id
"""
_LINKS: Final = """
    SELECT claim_id AS claim, other_id AS other, relation, score, together, apart, origin, why
    FROM links WHERE relation <> 'beside' ORDER BY claim_id, other_id
"""


@dataclass(frozen=True, slots=True)
class Ledger:
    """What a ledger file holds.

    `rows` are those of the table `claims` by id, with `sentence`, `role` and `incident_id`;
    `places` those of the table. `counter` counts the actual claims; `beside` are denied and
    possible ones.
    """

    rows: dict[str, dict[str, Any]]
    places: dict[str, dict[str, Any]]
    counter: Counter
    beside: list[Claim]

    @classmethod
    def read(cls, path: Path, threshold: float | None = None) -> Ledger:
        """A ledger file, at the threshold that it was made with or another one.

        Raises InputError for a file that is no ledger.
        """
        with database.reading(path) as con:
            rows = {row["claim_id"]: row for row in database.rows_of(con, _CLAIMS)}
            places = {row["place_id"]: row for row in database.rows_of(con, "SELECT * FROM places")}
            counts = con.execute("SELECT claim_id, rule, low, best, high FROM claim_counts")
            figures: dict[str, dict[str, tuple[int, int, int | None]]] = defaultdict(dict)
            for claim_id, rule, *figure in counts.fetchall():
                figures[claim_id][rule] = (figure[0], figure[1], figure[2])
            links = [Link(**row) for row in database.rows_of(con, _LINKS)]
            made_with = float(database.settings(con)["threshold"])
        claims = [_claim(row, places, figures[id_]) for id_, row in rows.items()]
        counted = [c for c in claims if c.status == "actual" and rows[c.id]["role"] != "repeat"]
        counter = Counter(counted, links, made_with if threshold is None else threshold)
        return cls(rows, places, counter, [c for c in claims if c.status != "actual"])

    def at(self, threshold: float) -> Ledger:
        """The same claims and links, counted at another threshold."""
        return replace(self, counter=self.counter.at(threshold))


def _claim(
    row: dict[str, Any],
    places: dict[str, dict[str, Any]],
    figures: dict[str, tuple[int, int, int | None]],
) -> Claim:
    """The claim of a row, without what only linking needs."""
    place = places.get(row["place_id"] or "")
    low, _, high = next(iter(figures.values()))
    time = row["time"].replace(tzinfo=timezone.utc) if row["time"] else None
    return Claim(
        id=row["claim_id"],
        entry=row["entry_id"],
        page=row["page_id"],
        position=row["position"],
        start=row["start_char"],
        outcome=row["outcome"],
        low=low,
        high=high,
        best=tuple(figures[rule][1] for rule in RULES),
        kind=row["kind"],
        status=row["status"],
        hedged=row["hedged"],
        minute=int(time.timestamp()) // 60 if time else None,
        line=row["line"],
        place=row["place_id"],
        path=read_path(place["path"]) if place else (row["country"], *NOWHERE[1:]),
        depth=len(place["path"].split("/")) if place else 0,
        lat=place["lat"] if place else None,
        lon=place["lon"] if place else None,
        first=row["first_day"].toordinal() if row["first_day"] else None,
        last=row["last_day"].toordinal() if row["last_day"] else None,
        victims=_labels(row["victim_labels"]),
        heads=frozenset(),
        names=_labels(row["names"]),
        ages=frozenset(),
        perpetrators=_labels(row["perpetrator_labels"]),
        cues=frozenset(),
        told="",
        part_of=row["part_of"],
    )


def _labels(cell: str) -> frozenset[str]:
    return frozenset(filter(None, cell.split("; ")))


def stored_links(path: Path) -> list[dict[str, Any]]:
    """Rows of the table `links`, those first of which a reviewer's word would tell most."""
    with database.reading(path) as con:
        return database.rows_of(
            con, "SELECT * FROM links ORDER BY abs(apart - 0.5), claim_id, other_id"
        )
