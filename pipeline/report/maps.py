"""Maps of the places that claims name: a view a country, with what cannot be placed beside it."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Final

from sitrep.pipeline.ledger.incidents import Incident
from sitrep.pipeline.ledger.stored import Ledger
from sitrep.pipeline.ledger.windows import RUNNING
from sitrep.pipeline.report.outlines import Box, Outline, Point, outlines

WIDTH: Final = 720
"""Units of a view from west to east."""

_LEAST: Final = 2.5  # degrees from south to north: a town alone is shown with its surroundings
_MARGIN: Final = 0.25  # of the extent of the points, on each side
_KM_PER_DEGREE: Final = 111.2  # of latitude, on the sphere of 6,371 km

FiguresOf = Callable[[Iterable[str]], dict[str, Any]]


@dataclass(frozen=True, slots=True)
class View:
    """A box of the world on a flat map: equidistant along its middle parallel."""

    box: Box

    @property
    def scale(self) -> float:
        """Units a degree of longitude."""
        return WIDTH / (self.box.east - self.box.west)

    @property
    def stretch(self) -> float:
        """How much longer a degree of latitude is than one of longitude in the middle."""
        return 1 / math.cos(math.radians((self.box.south + self.box.north) / 2))

    @property
    def height(self) -> float:
        """Units from south to north."""
        return (self.box.north - self.box.south) * self.scale * self.stretch

    def point(self, lon: float, lat: float) -> tuple[float, float]:
        """Units from the upper left corner."""
        return (
            round((lon - self.box.west) * self.scale, 1),
            round((self.box.north - lat) * self.scale * self.stretch, 1),
        )


def around(points: Iterable[tuple[float, float]]) -> View:
    """A view of some (lon, lat) with their surroundings, about as high as three quarters wide."""
    longitudes, latitudes = zip(*points, strict=True)
    middle_lat = (min(latitudes) + max(latitudes)) / 2
    middle_lon = (min(longitudes) + max(longitudes)) / 2
    stretch = 1 / max(0.1, math.cos(math.radians(middle_lat)))
    room = 1 + 2 * _MARGIN
    high = max(
        _LEAST,
        (max(latitudes) - min(latitudes)) * room,
        (max(longitudes) - min(longitudes)) * room / stretch * 3 / 4,
    )
    wide = high * 4 / 3 * stretch
    west = max(-180.0, middle_lon - wide / 2)
    return View(
        Box(
            west,
            max(-89.0, middle_lat - high / 2),
            min(180.0, west + wide),
            min(89.0, middle_lat + high / 2),
        )
    )


def maps(ledger: Ledger, figures_of: FiguresOf, names: dict[str, str]) -> dict[str, Any]:
    """Views by country, those with most incidents first, and what is not on them.

    `figures_of` gives the figures of incidents by their ids, `names` the names of countries by
    their codes. Quarters and facilities stand at their town.
    """
    placed: dict[str, list[Incident]] = defaultdict(list)
    beside: dict[str, list[Incident]] = defaultdict(list)
    for incident in ledger.counter.probable.incidents.values():
        if incident.kind == RUNNING:
            continue
        row = spot(ledger, incident)
        if row is None:
            beside["name no place"].append(incident)
        elif row["label"] == "country":
            beside[f"name no nearer place than {row['name']}"].append(incident)
        elif row["lat"] is None:
            beside["name a place that the gazetteer does not have"].append(incident)
        else:
            placed[row["place_id"]].append(incident)
    countries: dict[str, list[str]] = defaultdict(list)
    for place in placed:
        countries[ledger.places[place]["country"] or ""].append(place)
    size = {code: sum(len(placed[place]) for place in found) for code, found in countries.items()}
    order = sorted(countries, key=lambda code: (-size[code], code))
    return {
        "views": [
            _view(ledger, code, names.get(code, code), countries[code], placed, figures_of)
            for code in order
        ],
        "beside": [
            {"what": what, **row}
            for what, incidents in sorted(beside.items())
            for row in _by_outcome(incidents, figures_of)
        ],
    }


def spot(ledger: Ledger, incident: Incident) -> dict[str, Any] | None:
    """The row of the place where an incident stands on the map; None where no claim names one."""
    row = ledger.places.get(incident.place.place or "")
    while row is not None and row["label"] in ("neighbourhood", "facility"):
        town = ledger.places.get(row["within"] or "")
        if town is None or town["label"] != "settlement" or town["lat"] is None:
            break
        row = town
    return row


def _view(
    ledger: Ledger,
    code: str,
    name: str,
    places: list[str],
    placed: dict[str, list[Incident]],
    figures_of: FiguresOf,
) -> dict[str, Any]:
    rows = [ledger.places[place] for place in sorted(places)]
    view = around((row["lon"], row["lat"]) for row in rows)
    spots = []
    for row in rows:
        x, y = view.point(row["lon"], row["lat"])
        for figures in _by_outcome(placed[row["place_id"]], figures_of):
            spots.append(
                {
                    "place": row["place_id"],
                    "name": row["name"],
                    "precision": row["geo_precision"],
                    "x": x,
                    "y": y,
                    **figures,
                }
            )
    return {
        "country": code,
        "name": name,
        "width": WIDTH,
        "height": round(view.height),
        "units_per_km": round(view.scale * view.stretch / _KM_PER_DEGREE, 5),
        "outlines": [_path(view, outline) for outline in outlines(_wider(view.box))],
        "spots": spots,
    }


def _wider(box: Box) -> Box:
    """With a rim, so that the lines along which outlines are cut off lie out of sight."""
    rim = (box.east - box.west) / 50
    return Box(box.west - rim, box.south - rim, box.east + rim, box.north + rim)


def _by_outcome(incidents: list[Incident], figures_of: FiguresOf) -> list[dict[str, Any]]:
    groups: dict[str, list[str]] = defaultdict(list)
    for incident in incidents:
        groups[incident.head.outcome].append(incident.id)
    return [{"outcome": outcome, **figures_of(ids)} for outcome, ids in sorted(groups.items())]


def _path(view: View, outline: Outline) -> dict[str, Any]:
    """A country as an SVG path; its name stands at the centroid of its largest visible ring."""
    rings = [[view.point(*point) for point in ring] for ring in outline.rings]
    area, label = max(_area(ring) for ring in rings)
    return {
        "name": outline.name,
        "d": "".join("M" + "L".join(f"{x:g} {y:g}" for x, y in ring) + "Z" for ring in rings),
        "label": label,
        "area": round(area),
    }


def _area(ring: list[Point]) -> tuple[float, Point]:
    """Area in square units and centroid, by the shoelace formula."""
    (left, top), *_ = ring  # coordinates from here keep the products small
    twice = x_sum = y_sum = 0.0
    for (x1, y1), (x2, y2) in zip(ring, [*ring[1:], ring[0]], strict=True):
        cross = (x1 - left) * (y2 - top) - (x2 - left) * (y1 - top)
        twice += cross
        x_sum += (x1 + x2 - 2 * left) * cross
        y_sum += (y1 + y2 - 2 * top) * cross
    if not twice:
        return 0.0, ring[0]
    return abs(twice) / 2, (round(left + x_sum / 3 / twice), round(top + y_sum / 3 / twice))
