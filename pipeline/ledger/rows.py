"""The rows of the tables that follow from links: links, incidents, counts, sensitivity."""

from __future__ import annotations

from collections import Counter as Tally
from collections.abc import Iterator
from datetime import date, datetime, timezone
from typing import Any, Final

from sitrep.pipeline.labels import CASUALTY_LABELS
from sitrep.pipeline.ledger.bounds import Bounds, Counter
from sitrep.pipeline.ledger.incidents import Incident, make_incident
from sitrep.pipeline.ledger.linking import Linked
from sitrep.pipeline.ledger.pairs import IDENTITY, PART, Link
from sitrep.pipeline.ledger.windows import RUNNING

Row = dict[str, Any]

THRESHOLDS: Final = (0.5, 0.7, 0.8, 0.9, 0.95, 0.99)
"""Link thresholds of the table `sensitivity`."""


def link_rows(linked: Linked, counter: Counter) -> Iterator[Row]:
    """A row a link, with whether the most probable reading follows it, or why not.

    Denied and possible claims are linked to their events, which no figure follows.
    """
    reading = counter.probable
    for link in linked.events:
        yield _link_row(link, used=True, why=link.why)
    for link in linked.links:
        one, other = reading.of[link.claim], reading.of[link.other]
        if link.relation in IDENTITY:
            used = one == other
        else:
            used = link.relation == PART and reading.incidents[one].whole == other
        reason = reading.rejected.get((link.claim, link.other))
        why = "; ".join(filter(None, (link.why, reason and f"not used: {reason}")))
        yield _link_row(link, used=used, why=why)


def _link_row(link: Link, *, used: bool, why: str) -> Row:
    return {
        "claim_id": link.claim,
        "other_id": link.other,
        "relation": link.relation,
        "score": link.score,
        "together": link.together,
        "apart": link.apart,
        "origin": link.origin,
        "used": used,
        "why": why,
    }


def incident_rows(linked: Linked, counter: Counter) -> Iterator[Row]:
    """A row an incident; denied and possible claims are incidents of their own, beside."""
    repeated = Tally(linked.repeats.values())
    for incident in counter.probable.incidents.values():
        repeats = sum(repeated[claim.id] for claim in incident.claims)
        yield _incident_row(incident, "actual", repeats)
    for claim in linked.beside:
        yield _incident_row(make_incident([claim]), claim.status, 0)


def _incident_row(incident: Incident, status: str, repeats: int) -> Row:
    first, last = incident.days
    minutes = [claim.minute for claim in incident.claims if claim.minute is not None]
    return {
        "incident_id": incident.id,
        "kind": incident.kind,
        "status": status,
        "outcome": incident.head.outcome,
        "part_of": incident.whole,
        "place_id": incident.place.place,
        "first_day": _iso(first),
        "last_day": _iso(last),
        "victim_labels": "; ".join(sorted(incident.labels("victims"))),
        "perpetrator_labels": "; ".join(sorted(incident.labels("perpetrators"))),
        "names": "; ".join(sorted(incident.labels("names"))),
        "head_claim": incident.head.id,
        "conflict": incident.conflict,
        "claims": len(incident.claims) + repeats,
        "lines": len({claim.line for claim in incident.claims}),
        "first_time": _timestamp(min(minutes, default=None)),
        "last_time": _timestamp(max(minutes, default=None)),
    }


def _iso(day: int | None) -> str | None:
    return date.fromordinal(day).isoformat() if day is not None else None


def _timestamp(minute: int | None) -> str | None:
    if minute is None:
        return None
    return datetime.fromtimestamp(minute * 60, timezone.utc).strftime("%Y-%m-%d %H:%M:%S")


def incident_claim_rows(linked: Linked, counter: Counter) -> Iterator[Row]:
    """A row a claim: its incident, and whether it still counts there."""
    for incident in counter.probable.incidents.values():
        current = {claim.id for claim in incident.current}
        for claim in incident.claims:
            role = "current" if claim.id in current else "superseded"
            yield _member(claim.id, incident.id, role)
    for repeat, first in linked.repeats.items():
        yield _member(repeat, counter.probable.of[first], "repeat")
    for claim in linked.beside:
        yield _member(claim.id, make_incident([claim]).id, "current")


def _member(claim_id: str, incident_id: str, role: str) -> Row:
    return {"claim_id": claim_id, "incident_id": incident_id, "role": role}


def incident_count_rows(counter: Counter) -> Iterator[Row]:
    """Bounds of each incident but for running totals, which are in no sum: these by their codes."""
    for incident in counter.probable.incidents.values():
        if incident.kind == RUNNING:
            bounds = counter.of_running_total(incident)
        else:
            bounds = counter.bounds([incident.id])
        for row in bounds_rows(bounds):
            yield {"incident_id": incident.id, **row}


def bounds_rows(bounds: Bounds) -> Iterator[Row]:
    """A row a counting rule."""
    for rule, best in bounds.best.items():
        yield {
            "rule": rule,
            "low": bounds.low,
            "best": best,
            "high": bounds.high,
            "named": bounds.named[rule],
        }


def sensitivity_rows(counter: Counter) -> Iterator[Row]:
    """Bounds of everything, by threshold and outcome."""
    for threshold in THRESHOLDS:
        at_threshold = counter.at(threshold)
        for outcome in CASUALTY_LABELS:
            bounds = at_threshold.bounds(of_outcome(counter, outcome))
            for row in bounds_rows(bounds):
                yield {"threshold": threshold, "outcome": outcome, **row}


def of_outcome(counter: Counter, outcome: str) -> list[str]:
    """The incidents of an outcome."""
    incidents = counter.probable.incidents.values()
    return [incident.id for incident in incidents if incident.head.outcome == outcome]
