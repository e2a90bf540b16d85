"""Distinct dead and injured of any slice of a ledger: by day, place, victims, perpetrator."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from sitrep.components.places.keys import place_key
from sitrep.pipeline.errors import InputError
from sitrep.pipeline.labels import CASUALTY_LABELS
from sitrep.pipeline.ledger.bounds import Bounds
from sitrep.pipeline.ledger.claims import Claim
from sitrep.pipeline.ledger.incidents import Incident, make_incident
from sitrep.pipeline.ledger.stored import Ledger
from sitrep.pipeline.ledger.windows import RUNNING
from sitrep.pipeline.reading.pattern_rows import pattern_rows

UNKNOWN: Final = "unknown"


@dataclass(frozen=True, slots=True)
class Slice:
    """Which incidents: those whose days and place lie wholly inside; None leaves it open.

    `within` is the name of a place of any size, in any spelling, or its id or country code.
    """

    outcomes: Sequence[str] = CASUALTY_LABELS
    first: date | None = None
    last: date | None = None
    within: str | None = None


@dataclass(frozen=True, slots=True)
class Figures:
    """Bounds of the incidents of one group and outcome."""

    group: dict[str, str]
    outcome: str
    bounds: Bounds
    incidents: tuple[Incident, ...]

    def claims(self) -> list[Claim]:
        """The claims behind the figures, in order of time."""
        found = [claim for incident in self.incidents for claim in incident.claims]
        return sorted(found, key=lambda claim: (claim.minute or 0, claim.id))


@dataclass(frozen=True, slots=True)
class Counted:
    """A slice's figures by group and in total, and what is in none of them.

    `beyond` are incidents whose days or place reach out of the slice, so that some of their
    people may belong into it; `running` are cumulative tolls inside it, `beside` denied and
    possible claims inside it.
    """

    rows: list[Figures]
    totals: list[Figures]
    beyond: list[Incident] = field(default_factory=list)
    running: list[Incident] = field(default_factory=list)
    beside: list[Claim] = field(default_factory=list)


def count(ledger: Ledger, by: Sequence[str] = (), chosen: Slice = Slice()) -> Counted:
    """Figures of a slice, in groups by keys of `KEYS`.

    The total is counted on its own: it is not the sum of the groups where their people may be
    the same. Raises InputError for a place that the ledger does not have.
    """
    inside = _inside(ledger, chosen)
    totals: dict[str, list[Incident]] = {outcome: [] for outcome in chosen.outcomes}
    counted = Counted([], [])
    for incident in ledger.counter.probable.incidents.values():
        if incident.head.outcome not in totals:
            continue
        lies = inside(incident)
        if lies is None:
            continue
        if incident.kind == RUNNING:
            if lies:
                counted.running.append(incident)
        elif lies:
            totals[incident.head.outcome].append(incident)
        else:
            counted.beyond.append(incident)
    for outcome, incidents in totals.items():
        groups: dict[tuple[str, ...], list[Incident]] = defaultdict(list)
        for incident in incidents:
            groups[tuple(KEYS[key](ledger, incident) for key in by)].append(incident)
        for values in sorted(groups) if by else ():
            group = dict(zip(by, values, strict=True))
            counted.rows.append(_figures(ledger, group, outcome, groups[values]))
        if incidents:
            counted.totals.append(_figures(ledger, {}, outcome, incidents))
    counted.rows.sort(key=lambda row: tuple(row.group.values()))
    for claim in ledger.beside:
        if claim.outcome in totals and inside(make_incident([claim])):
            counted.beside.append(claim)
    return counted


def _figures(
    ledger: Ledger, group: dict[str, str], outcome: str, incidents: list[Incident]
) -> Figures:
    bounds = ledger.counter.bounds([incident.id for incident in incidents])
    return Figures(group, outcome, bounds, tuple(incidents))


def _inside(ledger: Ledger, chosen: Slice) -> Callable[[Incident], bool | None]:
    """Whether an incident lies wholly in a slice; None if it has nothing to do with it."""
    prefixes = _named(ledger, chosen.within) if chosen.within is not None else None
    first = chosen.first.toordinal() if chosen.first else None
    last = chosen.last.toordinal() if chosen.last else None

    def in_days(incident: Incident) -> bool | None:
        start, end = incident.days
        if (start is not None and last is not None and start > last) or (
            end is not None and first is not None and end < first
        ):
            return None
        return not (
            (first is not None and (start is None or start < first))
            or (last is not None and (end is None or end > last))
        )

    def in_place(incident: Incident) -> bool | None:
        if prefixes is None:
            return True
        if any(_below(incident.path, prefix) for prefix in prefixes):
            return True
        return False if any(_below(prefix, incident.path) for prefix in prefixes) else None

    def inside(incident: Incident) -> bool | None:
        days, place = in_days(incident), in_place(incident)
        return None if days is None or place is None else days and place

    return inside


def _below(path: Sequence[str | None], whole: Sequence[str | None]) -> bool:
    """Whether a path leads to or below another: all that the other names, it names too."""
    return all(name is None or name == mine for name, mine in zip(whole, path, strict=True))


def _named(ledger: Ledger, name: str) -> list[tuple[str | None, ...]]:
    """The places of a name, as paths with None where nothing is asked.

    The name of a province is often that of its town: both are meant, so the town is in it.
    """
    countries = {row["iso"] for row in pattern_rows("countries.csv") if _is_country(row, name)}
    key = place_key(name)
    found: set[tuple[str | None, ...]] = set()
    for incident in ledger.counter.probable.incidents.values():
        path = incident.path
        if path[0] in countries:
            found.add((path[0], None, None, None))
        for level in (1, 2, 3):
            if key and path[level] == key:
                found.add((path[0], *(None if n != level else key for n in (1, 2, 3))))
        if incident.place.place == name:
            found.add(path)
    if not found:
        raise InputError(f"{name}: no claim is from a place of this name; give another one")
    return sorted(found, key=str)


def _is_country(row: dict[str, str], name: str) -> bool:
    names = {row["iso"], row["name"], *row["aliases"].split(";")}
    return name.casefold() in {known.casefold() for known in names if known}


def _day(ledger: Ledger, incident: Incident) -> str:
    first, last = (date.fromordinal(day).isoformat() if day else None for day in incident.days)
    if first is None or last is None:
        return UNKNOWN
    return first if first == last else f"{first}/{last}"


def _place(ledger: Ledger, incident: Incident) -> str:
    """Its town, or the wider place that it names."""
    row: dict[str, Any] | None = ledger.places.get(incident.place.place or "")
    while row is not None and row["label"] in ("neighbourhood", "facility"):
        above = ledger.places.get(row["within"] or "")
        if above is None or above["label"] != "settlement":
            break
        row = above
    return row["name"] if row is not None else UNKNOWN


def _admin1(ledger: Ledger, incident: Incident) -> str:
    place = ledger.places.get(incident.place.place or "")
    return (place and place["admin1"]) or UNKNOWN


def _country(ledger: Ledger, incident: Incident) -> str:
    return incident.path[0] or UNKNOWN


def _victims(ledger: Ledger, incident: Incident) -> str:
    return "; ".join(sorted(incident.labels("victims"))) or UNKNOWN


def _perpetrator(ledger: Ledger, incident: Incident) -> str:
    return "; ".join(sorted(incident.labels("perpetrators"))) or UNKNOWN


KEYS: Final[dict[str, Callable[[Ledger, Incident], str]]] = {
    "day": _day,
    "place": _place,
    "admin1": _admin1,
    "country": _country,
    "victims": _victims,
    "perpetrator": _perpetrator,
}
"""What rows can be grouped by: several days are "first/last", quarters stand as their town."""
