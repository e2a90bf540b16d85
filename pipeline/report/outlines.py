"""Outlines of countries inside a box, for the map.

`countries-50m.json` is a file of the npm package world-atlas 2.0.2 to the byte: Natural Earth's
country boundaries 1:50m (public domain) as TopoJSON, redistributed under the ISC licence. It is
kept here because no maintained package on PyPI carries such geometry inside; those that offer it
(geodatasets, cartopy, regionmask) fetch it from the network when it is first used.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import accumulate
from typing import Any, Final

FILE: Final = "countries-50m.json"
CREDIT: Final = "Country boundaries: Natural Earth 1:50m, by way of world-atlas"

Point = tuple[float, float]
Ring = list[Point]


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in degrees, longitudes from -180 to 180; none crosses the antimeridian."""

    west: float
    south: float
    east: float
    north: float


@dataclass(frozen=True, slots=True)
class Outline:
    """The rings of a country, holes among them, as far as they lie in a box: (lon, lat)."""

    name: str
    rings: list[Ring]


def outlines(box: Box) -> list[Outline]:
    """The countries of which a part lies in the box, cut off at its sides."""
    found = []
    for name, rings in _countries():
        clipped = [part for ring in rings if len(part := _clip(ring, box)) > 2]
        if clipped:
            found.append(Outline(name, clipped))
    return found


@cache
def _countries() -> list[tuple[str, list[Ring]]]:
    """Names and rings of all countries, decoded (TopoJSON specification 1.0, section 2.1)."""
    text = (resources.files("sitrep.pipeline.report") / FILE).read_text(encoding="utf-8")
    topology: dict[str, Any] = json.loads(text)
    (x_scale, y_scale), (west, south) = (topology["transform"][k] for k in ("scale", "translate"))
    arcs: list[Ring] = []
    for arc in topology["arcs"]:
        longitudes = accumulate(x for x, _ in arc)
        latitudes = accumulate(y for _, y in arc)
        arcs.append(
            [
                (x * x_scale + west, y * y_scale + south)
                for x, y in zip(longitudes, latitudes, strict=True)
            ]
        )
    return [
        (country["properties"]["name"], [_join(arcs, ring) for ring in _rings(country)])
        for country in topology["objects"]["countries"]["geometries"]
    ]


def _rings(country: dict[str, Any]) -> Iterator[list[int]]:
    """The rings of a Polygon or MultiPolygon as numbers of arcs."""
    polygons = [country["arcs"]] if country["type"] == "Polygon" else country["arcs"]
    for polygon in polygons:
        yield from polygon


def _join(arcs: list[Ring], numbers: list[int]) -> Ring:
    """A ring of arcs: ~n is arc n backwards; each arc begins where the one before ends."""
    ring: Ring = []
    for number in numbers:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        ring += arc[1:] if ring else arc
    return ring


def _clip(ring: Ring, box: Box) -> Ring:
    """The part of a ring inside a box (Sutherland and Hodgman 1974)."""
    for axis, limit, sign in ((0, box.west, 1), (0, box.east, -1), (1, box.south, 1),
                              (1, box.north, -1)):  # fmt: skip
        kept: Ring = []
        for start, end in zip([*ring[-1:], *ring[:-1]], ring, strict=True):
            inside = [(point[axis] - limit) * sign >= 0 for point in (start, end)]
            if inside[0] != inside[1]:
                share = (limit - start[axis]) / (end[axis] - start[axis])
                kept.append((start[0] + share * (end[0] - start[0]),
                             start[1] + share * (end[1] - start[1])))  # fmt: skip
            if inside[1]:
                kept.append(end)
        ring = kept
    return ring
