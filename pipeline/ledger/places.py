"""Where claims say that it happened, as paths from the country down.

A path is (country, admin1, settlement, quarter). Its depth is the level that is named: 0 nothing,
1 a country, 2 a province or region, 3 a settlement, 4 a quarter or facility. Names stand in it by
their spelling-tolerant key, so that resolved and unresolved mentions of one place meet. A level
above the named one can be None, not known: that is compatible with anything.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, Final

from sitrep.components.places.keys import place_key
from sitrep.pipeline.reading.pattern_rows import pattern_rows

LEVELS: Final = {
    "country": 1,
    "admin": 2,
    "region": 2,
    "settlement": 3,
    "neighbourhood": 4,
    "facility": 4,
}
"""Depth in the path by location label."""

PlacePath = tuple[str | None, ...]
NOWHERE: Final[PlacePath] = (None, None, None, None)


@dataclass(frozen=True, slots=True)
class Place:
    """A place as a claim names it; `path` has four levels, of which `depth` are meant.

    `town` is the name of a quarter's town, as far as it is known.
    """

    id: str
    name: str
    label: str
    country: str | None
    admin1: str | None
    path: PlacePath
    depth: int
    lat: float | None = None
    lon: float | None = None
    geo_precision: int | None = None
    within: str | None = None
    town: str | None = None

    def row(self) -> dict[str, Any]:
        """The place as a row of the table."""
        return {
            "place_id": self.id,
            "path": path_text(self.path),
            **{
                field: getattr(self, field)
                for field in (
                    "name", "label", "country", "admin1", "within", "lat", "lon", "geo_precision",
                )
            },
        }  # fmt: skip


@cache
def _known_wholes() -> dict[str, str]:
    """The name of the enclosing place by the id of a place of the own gazetteer."""
    rows = pattern_rows("places.csv")
    return {row["id"]: row["within"] for row in rows if row["within"]}


def read_places(
    text: str, locations: Iterable[dict[str, Any]], country: str | None
) -> dict[str, Place]:
    """The places of an entry by local id, from the locations of the output schema.

    `country` is the page's, for places that were not resolved.
    """
    by_id = {location["id"]: location for location in locations}
    return {id_: _place(text, location, by_id, country) for id_, location in by_id.items()}


def _place(
    text: str, location: dict[str, Any], by_id: dict[str, dict[str, Any]], country: str | None
) -> Place:
    name = location["name"] or text[location["start"] : location["end"]]
    depth = LEVELS[location["label"]]
    key = place_key(name) or name.casefold()
    around = by_id.get(location["within"] or "")
    outer = around or {"country": None, "admin1": None}
    land = location["country"] or outer["country"] or country
    admin1 = location["admin1"] or outer["admin1"]
    settlement = None
    if around is not None and LEVELS[around["label"]] == 3:
        settlement = around["name"] or text[around["start"] : around["end"]]
    elif depth == 4:
        settlement = _known_wholes().get(location["place"] or "")
    province = place_key(admin1) if admin1 else None
    path: PlacePath = {
        1: (land, None, None, None),
        2: (land, province or key, None, None),
        3: (land, province, key, None),
        4: (land, province, place_key(settlement) if settlement else None, key),
    }[depth]
    if location["label"] == "region" and province is None:
        path, depth = (land, None, None, None), 1
    if depth == 1 and location["label"] == "country" and land is None:
        path = (key, None, None, None)
    return Place(
        id=location["place"] or unresolved_id(path),
        name=name,
        label=location["label"],
        country=land,
        admin1=admin1,
        path=path,
        depth=depth,
        lat=location["lat"],
        lon=location["lon"],
        geo_precision=location["geo_precision"],
        town=settlement,
    )


def unresolved_id(path: PlacePath) -> str:
    """The id of a place that no gazetteer knows: its path."""
    return "name:" + path_text(path)


def path_text(path: PlacePath) -> str:
    """A path in one cell: "SY/homs/homs/bbamr"."""
    return "/".join(level or "" for level in path).rstrip("/")


def read_path(text: str) -> PlacePath:
    """The path that `path_text` wrote."""
    levels = [level or None for level in text.split("/")]
    return (*levels, *NOWHERE[len(levels) :])


def common(places: list[Place]) -> Place | None:
    """Where a claim with these places lies: the most specific, or what holds all of them."""
    if not places:
        return None
    deepest = min(places, key=lambda place: (-place.depth, place.id))
    if all(not apart(deepest.path, place.path) for place in places):
        return deepest
    shared: list[str | None] = []
    for level in range(len(NOWHERE)):
        names = {place.path[level] for place in places}
        if len(names) > 1 or None in names:
            break
        shared += names
    if not shared:
        return None
    path = tuple(shared) + NOWHERE[len(shared) :]
    label = {depth: label for label, depth in reversed(LEVELS.items())}[len(shared)]
    return Place(
        id=unresolved_id(path),
        name="; ".join(sorted({place.name for place in places})),
        label=label,
        country=path[0],
        admin1=deepest.admin1 if len(shared) > 1 else None,
        path=path,
        depth=len(shared),
    )


def apart(one: PlacePath, other: PlacePath) -> bool:
    """Whether two paths part: a level is known for both and differs."""
    return any(a is not None and b is not None and a != b for a, b in zip(one, other, strict=True))


def settle(places: Iterable[Place]) -> dict[str, Place]:
    """One Place an id, with the most that any mention tells, and the id of the place above.

    A quarter's town is among them even if no claim names it. The order of mentions does not
    matter.
    """
    found: dict[str, Place] = {}
    for place in sorted(places, key=_fullness):
        found.setdefault(place.id, place)
    above: dict[PlacePath, str] = {}
    for place in sorted(found.values(), key=lambda place: (place.id.startswith("name:"), place.id)):
        if None not in place.path[: place.depth]:
            above.setdefault(place.path, place.id)
    for place in list(found.values()):
        town = _town_of(place)
        if town is not None and town.path not in above:
            above[town.path] = town.id
            found[town.id] = town
    return {id_: replace(place, within=_above(place, above)) for id_, place in found.items()}


def _town_of(place: Place) -> Place | None:
    path = place.path[:3] + NOWHERE[3:]
    if place.depth < 4 or place.town is None or None in path[:3]:
        return None
    return Place(unresolved_id(path), place.town, "settlement", path[0], place.admin1, path, 3)


def _fullness(place: Place) -> tuple[Any, ...]:
    return (sum(level is None for level in place.path), str(place.path), place.name, place.label)


def _above(place: Place, above: dict[PlacePath, str]) -> str | None:
    for depth in range(place.depth - 1, 0, -1):
        id_ = above.get(place.path[:depth] + NOWHERE[depth:])
        if id_ is not None and id_ != place.id:
            return id_
    return None
