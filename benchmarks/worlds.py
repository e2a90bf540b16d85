"""Worlds with known dead, as several sources would tell of them: how well do bounds hold?

    python benchmarks/worlds.py [--worlds 100]

A world has a country with provinces, towns and quarters, some days, and incidents with a number
of dead. Sources hear of some of them and report them, late and with noise: rounded and vague
numbers, wider places or none, a missing word on who the dead were. They correct themselves, tell
of a part of the dead, repeat what an agency said word by word, give the toll of a day for a town
or the country, and cumulative tolls. The dead are those of the incidents that at least one source
has told of, since nobody can count what is told nowhere.

The entries have the form of the output schema, so that a world goes the way of real pages.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from typing import Any

from rich.console import Console
from rich.table import Table

from sitrep.pipeline.counting import read_code
from sitrep.pipeline.ledger.bounds import Bounds, Counter
from sitrep.pipeline.ledger.build import DEFAULT_THRESHOLD
from sitrep.pipeline.ledger.claims import Claim, read_claims
from sitrep.pipeline.ledger.entries import read_entries
from sitrep.pipeline.ledger.linking import link_claims
from sitrep.pipeline.ledger.rows import THRESHOLDS, of_outcome
from sitrep.pipeline.ledger.windows import RUNNING

COUNTRY = "XW"
PROVINCES = ("Arvand", "Belmor", "Cindra", "Dostek")
TOWNS = ("Halven", "Irmak", "Jorvik", "Kessel", "Lormont", "Mirabad", "Norwell", "Ostrava Hill",
         "Pelham", "Quorra", "Redan", "Selby", "Tarrin", "Ulmet", "Vask", "Wendo")  # fmt: skip
QUARTERS = ("Bazaar", "Old Gate", "Station", "Riverside")
VICTIMS = (
    ("soldiers", "SECURITY_FORCES"),
    ("policemen", "SECURITY_FORCES"),
    ("civilians", "CIVILIANS"),
    ("protesters", "PROTESTERS"),
    ("rebels", "ARMED_GROUP"),
    ("people", None),
)
PARTS = {"children": "child", "women": "woman"}
SOURCES = ("Observer Group", "Coordination Committee", "State Agency", "Free Radio", "Red Crescent")
START = datetime(2030, 3, 4, tzinfo=timezone.utc)


@dataclass(frozen=True, slots=True)
class Event:
    """What happened: a number of dead in a quarter of a town, at an hour of the world."""

    province: int
    town: int
    quarter: int
    hour: float
    dead: int
    victims: int


@dataclass(slots=True)
class World:
    """Entries in the output schema, and how many dead those events had of which they tell.

    `of` has the events of which each entry gives the dead, none for cumulative tolls; a second
    claim of an entry is a part of the first.
    """

    entries: list[dict[str, Any]] = field(default_factory=list)
    told: set[Event] = field(default_factory=set)
    of: dict[str, frozenset[Event]] = field(default_factory=dict)

    @property
    def dead(self) -> int:
        """The truth."""
        return sum(event.dead for event in self.told)


@dataclass(slots=True)
class _Teller:
    """One source: how much it hears, how exactly it counts, how late it is."""

    name: str
    hears: float
    noise: float
    vague: float
    delay: float
    last: dict[Event, int] = field(default_factory=dict)


NOISE = 0.1
"""Share of exact numbers above 2 that are wrong, by the worst source; others have less."""


def make_world(
    seed: int, *, noise: float = NOISE, events: int = 14, days: int = 3, towns: int = 8
) -> World:
    """The world of a seed: the same on every machine."""
    random_ = random.Random(seed)
    world = World()
    happened = [
        Event(
            province=random_.randrange(len(PROVINCES)) if towns > 4 else 0,
            town=random_.randrange(towns),
            quarter=random_.randrange(len(QUARTERS)),
            hour=random_.uniform(0, 24 * days - 3),
            dead=_size(random_),
            victims=random_.choices(range(len(VICTIMS)), (3, 1, 4, 2, 1, 3))[0],
        )
        for _ in range(events)
    ]
    happened.sort(key=lambda event: event.hour)
    tellers = [
        _Teller(
            name,
            hears=random_.uniform(0.3, 0.8),
            noise=random_.uniform(0, noise),
            vague=random_.uniform(0, 0.15),
            delay=random_.uniform(0.3, 3),
        )
        for name in random_.sample(SOURCES, random_.randint(3, 5))
    ]
    for teller in tellers:
        for event in happened:
            if random_.random() < teller.hears:
                _report(world, random_, teller, event)
        for day in range(days):
            if random_.random() < 0.5:
                _toll_of_day(world, random_, teller, happened, day)
        if random_.random() < 0.5:
            _running_total(world, random_, teller, days)
    _repeat(world, random_)
    return world


def _size(random_: random.Random) -> int:
    """Most incidents kill few: ACLED's and UCDP's counts have such a tail."""
    return min(120, max(1, int(random_.paretovariate(1.1))))


def _report(world: World, random_: random.Random, teller: _Teller, event: Event) -> None:
    """What a source says of an event, perhaps first too little, then more."""
    hour = event.hour + random_.expovariate(1 / teller.delay)
    world.told.add(event)
    number = _heard(random_, teller, event.dead)
    victims, label = VICTIMS[event.victims]
    if random_.random() < 0.2:
        victims, label = "people", None
    quarter = random_.random() < 0.5
    if number > 3 and random_.random() < 0.25:
        first = random_.randint(1, number - 1)
        _add(
            world, teller.name, event, hour, _code(random_, teller, first), victims, label, quarter
        )
        hour += random_.uniform(1, 4)
        text = "The toll has risen to {words}"
        _add(world, teller.name, event, hour, str(number), victims, label, quarter, text)
    else:
        _add(
            world, teller.name, event, hour, _code(random_, teller, number), victims, label, quarter
        )
    if number > 2 and random_.random() < 0.25:
        _add_part(world, random_, number)


def _heard(random_: random.Random, teller: _Teller, dead: int) -> int:
    """The number that reaches a source: as it is, or somewhat off."""
    if random_.random() >= teller.noise or dead <= 2:
        return dead
    return max(1, dead + random_.choice((-2, -1, 1, 2)) * max(1, dead // 8))


def _code(random_: random.Random, teller: _Teller, number: int) -> str:
    if random_.random() >= teller.vague:
        return str(number)
    if number >= 24 and random_.random() < 0.5:
        return "dozens"
    if number >= 3 and random_.random() < 0.3:
        return "several"
    return f"{max(1, number - random_.randint(0, number // 4))}+"


def _words(code: str, victims: str) -> str:
    number = f"at least {code[:-1]}" if code.endswith("+") else code
    if code == "1":
        return f"one {victims.removesuffix('s')}" if victims != "people" else "one person"
    return f"{number} {victims}"


def _add(
    world: World,
    source: str,
    event: Event | None,
    hour: float,
    code: str,
    victims: str,
    label: str | None,
    quarter: bool,
    text: str = "{words} killed",
    *,
    place: str = "town",
    scope: str = "incident",
    of: frozenset[Event] | None = None,
) -> None:
    """An entry with one claim, at an hour of the world, of one event or those in `of`."""
    time = START + timedelta(minutes=int(hour * 60))
    said = text.format(words=_words(code, victims))
    locations = _locations(event, quarter, place)
    where = ", ".join(location["name"] for location in reversed(locations))
    sentence = f"{said[0].upper()}{said[1:]} in {where}, {source} said."
    words = said[said.index(_words(code, victims)) :].removesuffix(" killed")
    start = sentence.lower().index(words)
    number = len(world.entries)
    cue = sentence.rindex("said")
    for location in locations:
        location["start"] = sentence.index(location["name"])
        location["end"] = location["start"] + len(location["name"])
    actors = []
    if label is not None:
        last = words.split()[-1]
        at = start + words.rindex(last)
        actors = [{"id": "A1", "start": at, "end": at + len(last), "label": label, "actor": None,
                   "score": None}]  # fmt: skip
    stamp = f"{time:%Y-%m-%dT%H:%M}Z"
    id_ = f"{source.lower().replace(' ', '-')}#{number:05}"
    world.of[id_] = of if of is not None else frozenset([event] if event else [])
    count = read_code(code)
    world.entries.append(
        {
            "id": id_,
            "text": sentence,
            "page": f"{source.lower().replace(' ', '-')}-{time:%Y-%m-%d}",
            "title": None,
            "time": f"{stamp[:-1]}:00Z",
            "stamp": None,
            "source_file": None,
            "start_in_source": None,
            "actors": actors,
            "locations": locations,
            "casualties": [
                {
                    "id": "K1", "start": start, "end": start + len(words), "label": "KILLED",
                    "count": {"code": code, "text": words.rsplit(" ", 1)[0], "low": count.low,
                              "high": count.high, "best": count.best},
                    "scope": scope, "status": "actual", "part_of": None,
                    "victims": [actor["id"] for actor in actors], "names": [], "ages": [],
                    "perpetrators": [],
                    "locations": [locations[-1]["id"]] if locations else [],
                    "date": f"{time:%Y-%m-%d}", "date_precision": 3 if scope == "period" else 1,
                    "attribution": "T1", "hedged": False, "trigger": None,
                }
            ],
            "attributions": [
                {"id": "T1", "source": {"start": cue - 1 - len(source), "end": cue - 1},
                 "actor": None, "cue": {"start": cue, "end": cue + 4},
                 "content": [{"start": 0, "end": cue - 3 - len(source)}], "kind": "indirect",
                 "parent": None},
            ],
            "model": None,
        }
    )  # fmt: skip


def _locations(event: Event | None, quarter: bool, place: str) -> list[dict[str, Any]]:
    """The places that an entry names, the widest first."""
    names = [("country", "Worldland", None)]
    if event is not None and place != "country":
        province = PROVINCES[event.province]
        names = [("settlement", f"{TOWNS[event.town]}", province)]
        if place == "province":
            names = [("admin", province, province)]
        elif quarter:
            names.append(("neighbourhood", QUARTERS[event.quarter], province))
    return [
        {"id": f"L{number}", "label": label, "place": None, "name": name, "country": COUNTRY,
         "admin1": admin1, "lat": None, "lon": None, "geo_precision": 1,
         "within": f"L{number - 1}" if label == "neighbourhood" else None, "start": 0, "end": 0}
        for number, (label, name, admin1) in enumerate(names, start=1)
    ]  # fmt: skip


def _add_part(world: World, random_: random.Random, number: int) -> None:
    """Some of the dead of the entry that was added last, as a second claim of it."""
    entry = world.entries[-1]
    part = random_.randint(1, number - 1)
    victims = random_.choice(sorted(PARTS))
    words = _words(str(part), victims) if part > 1 else f"one {PARTS[victims]}"
    before = f"{entry['text']} Among them: "
    start = len(before)
    entry["text"] = f"{before}{words}."
    whole = entry["casualties"][0]
    entry["casualties"].append(
        whole
        | {"id": "K2", "start": start, "end": start + len(words), "part_of": "K1", "victims": [],
           "count": {"code": str(part), "text": str(part), "low": part, "high": part, "best": part}}
    )  # fmt: skip


def _toll_of_day(
    world: World, random_: random.Random, teller: _Teller, happened: list[Event], day: int
) -> None:
    """What a source counts in a town or the country on a day, of what it heard of till evening."""
    hour = 24 * day + random_.uniform(18, 23.8)
    heard = [event for event in happened if 24 * day <= event.hour <= hour]
    place = random_.choice(("country", "town"))
    if place == "town" and heard:
        town = random_.choice(heard)
        heard = [e for e in heard if (e.province, e.town) == (town.province, town.town)]
    heard = [event for event in heard if random_.random() < max(0.6, teller.hears)]
    total = sum(event.dead for event in heard)
    if not heard or (total == 1 and place == "town"):
        return
    world.told |= set(heard)
    code = _code(random_, teller, total) if random_.random() < 0.5 else str(total)
    _add(world, teller.name, heard[0], hour, code, "people", None, False,
         "{words} killed today", place=place, scope="period", of=frozenset(heard))  # fmt: skip


def _running_total(world: World, random_: random.Random, teller: _Teller, days: int) -> None:
    """A cumulative toll of the whole war."""
    total = 1000 + random_.randrange(4000)
    for day in range(days):
        _add(world, teller.name, None, 24 * day + 12, str(total), "people", None, False,
             "{words} killed since the war began", place="country", scope="period")  # fmt: skip
        total += random_.randrange(60)


def _repeat(world: World, random_: random.Random) -> None:
    """Some entries stand word for word on another page too."""
    for entry in list(world.entries):
        if random_.random() < 0.1:
            time = datetime.fromisoformat(entry["time"].replace("Z", "+00:00"))
            later = time + timedelta(minutes=random_.randint(5, 60))
            if later.date() == time.date():
                world.entries.append(
                    entry
                    | {"id": f"mirror#{entry['id']}", "page": "mirror",
                       "time": f"{later:%Y-%m-%dT%H:%M}:00Z"}
                )  # fmt: skip


def count(entries: list[dict[str, Any]], threshold: float) -> tuple[Bounds, list[Claim]]:
    """Bounds of all killed, and the claims."""
    records = ((f"entry {number}", entry) for number, entry in enumerate(entries))
    linked = link_claims(read_claims(read_entries(records)).claims)
    counter = Counter(linked.claims, linked.links, threshold)
    return counter.bounds(of_outcome(counter, "KILLED")), linked.claims


def naive(claims: list[Claim]) -> tuple[int, int]:
    """What a spreadsheet gives: the largest single figure, and the sum of all."""
    best = [claim.best[0] for claim in claims if claim.kind != RUNNING]
    return max(best, default=0), sum(best)


@dataclass(frozen=True, slots=True)
class Outcome:
    """How the bounds of one world compare with its truth."""

    seed: int
    dead: int
    bounds: Bounds
    naive: tuple[int, int]

    @property
    def holds(self) -> bool:
        """Whether the truth lies inside."""
        high = self.bounds.high
        return self.bounds.low <= self.dead and (high is None or self.dead <= high)

    @property
    def named_holds(self) -> bool:
        """Whether it lies inside when open ends are closed by the most that is named."""
        return self.bounds.low <= self.dead <= self.bounds.named["ucdp"]


def outcomes(seeds: range, threshold: float, noise: float = NOISE) -> Iterator[Outcome]:
    """The worlds of some seeds, counted."""
    for seed in seeds:
        world = make_world(seed, noise=noise)
        bounds, claims = count(world.entries, threshold)
        yield Outcome(seed, world.dead, bounds, naive(claims))


def summary(found: list[Outcome]) -> list[str]:
    """How often bounds hold and how wide they are, as cells of a table."""
    dead = sum(o.dead for o in found)

    def share(values: Iterable[bool]) -> str:
        return f"{sum(values) / len(found):.0%}"

    def of_dead(values: Iterable[int]) -> str:
        return f"{sum(values) / dead:.0%}"

    return [
        share(o.holds for o in found),
        share(o.named_holds for o in found),
        share(o.bounds.high is None for o in found),
        of_dead(o.bounds.named["ucdp"] - o.bounds.low for o in found),
        of_dead(o.naive[1] - o.naive[0] for o in found),
        of_dead(abs(o.bounds.best["ucdp"] - o.dead) for o in found),
        of_dead(abs(o.naive[1] - o.dead) for o in found),
        of_dead(abs(o.naive[0] - o.dead) for o in found),
    ]


def main() -> None:
    """Count worlds and print how the bounds hold, and how wide they are."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--worlds", type=int, default=100)
    seeds = range(parser.parse_args().worlds)
    table = Table(
        title=f"{len(seeds)} worlds: truth inside bounds; widths and errors as shares of all dead"
    )
    for name in ("threshold", "wrong numbers", "inside", "inside, open ends closed", "open",
                 "width", "naive width", "best off by", "naive sum off by",
                 "naive maximum off by"):  # fmt: skip
        table.add_column(name, justify="right")
    for threshold in THRESHOLDS:
        row = summary(list(outcomes(seeds, threshold)))
        table.add_row(f"{threshold:g}", f"up to {NOISE:.0%}", *row)
    table.add_section()
    for noise in (0, 0.05, 0.2, 0.4):
        row = summary(list(outcomes(seeds, DEFAULT_THRESHOLD, noise)))
        table.add_row(f"{DEFAULT_THRESHOLD:g}", f"up to {noise:.0%}", *row)
    Console(width=140).print(table)


if __name__ == "__main__":
    main()
