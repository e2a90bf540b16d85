"""From annotated entries to rows of the tables and to claims that can be linked.

What only all entries together tell is settled here: the country of a page, and the place above a
place. The country is the one with which its entries were annotated. Where they give none, it is
that of most of its places, which may be a neighbour's or that of whoever condemns an attack.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Final

from sitrep.components.places.keys import plain
from sitrep.pipeline.counting import DEFAULT_RULE, RULES, Count, read_code
from sitrep.pipeline.ledger.entries import Entry
from sitrep.pipeline.ledger.ids import digest, stable_id
from sitrep.pipeline.ledger.places import NOWHERE, Place, PlacePath, common, read_places, settle
from sitrep.pipeline.ledger.windows import INCIDENT, Window, named_window, read_window
from sitrep.pipeline.ledger.wording import (
    chain_of,
    cues_of,
    heads_of,
    line_of,
    sentence_around,
    speaker,
)

_ABOUT: Final = "~"
_NIGHT: Final = 6 * 60  # minutes from midnight, UTC
_EPOCH: Final = date(1970, 1, 1).toordinal()


@dataclass(frozen=True, slots=True)
class Claim:
    """What linking and counting need of a claim.

    `low` and `high` are the closed range of its count, `high` None where that is open; `best`
    is in the order of `counting.RULES`. `first` and `last` are proleptic ordinals of days,
    `minute` is the time of its entry in minutes since 1970. `line` is the line of reporting,
    `heads` are plain words for the victims, `cues` kinds of ledger_cues.csv. `told` is equal
    for a report that another entry repeats to the letter. `position` is that of its entry on the
    page, `start` its own in the entry, in code points.
    """

    id: str
    entry: str
    page: str
    position: int
    start: int
    outcome: str
    low: int
    high: int | None
    best: tuple[int, ...]
    kind: str
    status: str
    hedged: bool
    minute: int | None
    line: str
    place: str | None
    path: PlacePath
    depth: int
    lat: float | None
    lon: float | None
    first: int | None
    last: int | None
    victims: frozenset[str]
    heads: frozenset[str]
    names: frozenset[str]
    ages: frozenset[int]
    perpetrators: frozenset[str]
    cues: frozenset[str]
    told: str
    part_of: str | None

    @property
    def night(self) -> bool:
        """Whether it was told in the small hours of its day, and may be of the day before."""
        if self.minute is None or self.kind != INCIDENT:
            return False
        day, minute = divmod(self.minute, 24 * 60)
        return minute < _NIGHT and day + _EPOCH == self.first


def by_time(claim: Claim) -> tuple[bool, int, str, int, str]:
    """A sort key: the entry's time and the order in the entry; without a time last."""
    return (claim.minute is None, claim.minute or 0, claim.entry, claim.start, claim.id)


@dataclass(slots=True)
class Reading:
    """What a set of entries tells: rows of tables by the table's name, and claims to link."""

    tables: dict[str, list[dict[str, Any]]] = field(default_factory=lambda: defaultdict(list))
    claims: list[Claim] = field(default_factory=list)


def read_claims(entries: Iterable[Entry]) -> Reading:
    """The rows and claims of entries; the order of entries does not matter."""
    pages: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        pages[entry.row["page_id"]].append(entry)
    reading = Reading()
    drafts: list[tuple[dict[str, Any], Entry, dict[str, Any], Place | None]] = []
    for page_id in sorted(pages):
        of_page = sorted(pages[page_id], key=_order)
        country = _most_common(entry.country for entry in of_page if entry.country)
        country = country or _most_common(land for entry in of_page for land in entry.countries)
        before = len(drafts)
        for position, entry in enumerate(of_page):
            reading.tables["entries"].append(
                entry.row | {"position": position, "annotation": entry.annotation}
            )
            reading.tables["attributions"] += _attributions(entry)
            drafts += _drafts(entry, position, country)
        reading.tables["pages"].append(
            _page(page_id, of_page, country) | {"claims": len(drafts) - before}
        )
    places = settle(place for *_, place in drafts if place is not None)
    reading.tables["places"] = [place.row() for place in places.values()]
    windows: dict[str, Window] = {}
    named: dict[str, Window] = {}  # by entry, the days last named for a sum
    for row, entry, casualty, place in sorted(drafts, key=lambda draft: bool(draft[0]["part_of"])):
        whole = windows.get(row["part_of"] or "") if row["scope"] == "period" else None
        windows[row["claim_id"]] = _finish(
            reading, row, entry, casualty, places[place.id] if place is not None else None, whole,
            named,
        )  # fmt: skip
    return reading


def _order(entry: Entry) -> tuple[Any, ...]:
    start = entry.row["start_in_source"]
    return (start is None, start or 0, entry.row["time"] or "", entry.id)


def _most_common(values: Iterable[str]) -> str | None:
    counted = Counter(values)
    return min(counted, key=lambda value: (-counted[value], value)) if counted else None


def _page(page_id: str, entries: list[Entry], country: str | None) -> dict[str, Any]:
    times = sorted(entry.row["time"] for entry in entries if entry.row["time"])
    return {
        "page_id": page_id,
        "title": entries[0].title,
        "country": country,
        "source_file": entries[0].source_file,
        "first_time": times[0] if times else None,
        "last_time": times[-1] if times else None,
        "entries": len(entries),
        "digest": digest(entry.digest for entry in entries),
    }


def _attributions(entry: Entry) -> list[dict[str, Any]]:
    text = entry.row["text"]
    ids = {said["id"]: stable_id("t", entry.id, said["id"]) for said in entry.attributions}
    rows = []
    for said in entry.attributions:
        row = {
            "attribution_id": ids[said["id"]],
            "entry_id": entry.id,
            "local_id": said["id"],
            "actor": said["actor"],
            "content": json.dumps([[span["start"], span["end"]] for span in said["content"]]),
            "kind": said["kind"],
            "parent": ids.get(said["parent"] or ""),
        }
        for name in ("source", "cue"):
            span = said[name]
            row[name] = text[span["start"] : span["end"]] if span else None
            row[f"{name}_start"] = span["start"] if span else None
            row[f"{name}_end"] = span["end"] if span else None
        rows.append(row)
    return rows


def _drafts(
    entry: Entry, position: int, country: str | None
) -> list[tuple[dict[str, Any], Entry, dict[str, Any], Place | None]]:
    """Each claim of an entry, with the fields that need no other entry."""
    text = entry.row["text"]
    places = read_places(text, entry.locations.values(), country)
    ids: dict[str, str] = {}
    seen: Counter[tuple[str, str]] = Counter()
    for casualty in sorted(entry.casualties, key=lambda c: (c["start"], c["end"], c["id"])):
        key = casualty["label"], text[casualty["start"] : casualty["end"]]
        ids[casualty["id"]] = stable_id("c", entry.id, *key, seen[key])
        seen[key] += 1
    chains = {said["id"]: said for said in entry.attributions}
    found = []
    for casualty in entry.casualties:
        start, end = sentence_around(text, casualty["start"], casualty["end"])
        victims = [entry.actors[id_] for id_ in casualty["victims"]]
        perpetrators = [entry.actors[id_] for id_ in casualty["perpetrators"]]
        chain = chain_of(chains, casualty["attribution"])
        trigger = casualty["trigger"] or {"start": None, "end": None}
        row = {
            "claim_id": ids[casualty["id"]],
            "entry_id": entry.id,
            "page_id": entry.row["page_id"],
            "local_id": casualty["id"],
            "time": entry.row["time"],
            "outcome": casualty["label"],
            "start_char": casualty["start"],
            "end_char": casualty["end"],
            "words": text[casualty["start"] : casualty["end"]],
            "trigger_start": trigger["start"],
            "trigger_end": trigger["end"],
            "sentence_start": start,
            "sentence_end": end,
            "code": casualty["count"]["code"],
            "scope": casualty["scope"],
            "status": casualty["status"],
            "hedged": casualty["hedged"],
            "part_of": ids.get(casualty["part_of"] or ""),
            "victims": _cell(actor["text"] for actor in victims),
            "victim_labels": _cell(sorted({actor["label"] for actor in victims})),
            "names": _cell(name["text"] for name in casualty["names"]),
            "ages": _cell(str(age["age"]) for age in casualty["ages"]),
            "perpetrators": _cell(actor["text"] for actor in perpetrators),
            "perpetrator_labels": _cell(sorted({actor["label"] for actor in perpetrators})),
            "date": casualty["date"],
            "date_precision": casualty["date_precision"],
            "attribution_id": stable_id("t", entry.id, chain[0]["id"]) if chain else None,
            "source": ", via ".join(filter(None, (speaker(said, text) for said in chain))),
            "line": line_of(chain, text, entry.row["page_id"]),
            "_position": position,
            "_country": country,
        }
        place = common([places[id_] for id_ in casualty["locations"]])
        found.append((row, entry, casualty, place))
    return found


def _finish(
    reading: Reading,
    row: dict[str, Any],
    entry: Entry,
    casualty: dict[str, Any],
    place: Place | None,
    whole: Window | None,
    named: dict[str, Window],
) -> Window:
    """Add a claim with its place and days; a part of a sum has the days of its whole.

    `named` has the days that an entry has last named for a sum, and learns these.
    """
    text, code = entry.row["text"], row["code"]
    counts = {rule: read_code(code, rule=rule) for rule in RULES}
    best = tuple(count.best or 0 for count in counts.values())
    one = counts[DEFAULT_RULE]
    low, high = _range(code, one)
    depth = place.depth if place is not None else 0
    sentence = text[row["sentence_start"] : row["sentence_end"]]
    day = date.fromisoformat(row["date"]) if row["date"] else None
    at = row["start_char"] - row["sentence_start"]
    window = whole or read_window(
        row["scope"], day, row["date_precision"], sentence, at, max(best), named.get(entry.id)
    )
    if row["scope"] == "period" and day and (said := named_window(sentence, at, day)):
        named[entry.id] = said
    position, country = row.pop("_position"), row.pop("_country")
    row |= {
        "kind": window.kind,
        "place_id": place.id if place is not None else None,
        "first_day": window.first.isoformat() if window.first else None,
        "last_day": window.last.isoformat() if window.last else None,
    }
    reading.tables["claims"].append(row)
    for rule, figure in zip(counts, best, strict=True):
        reading.tables["claim_counts"].append(
            {"claim_id": row["claim_id"], "rule": rule, "low": low, "best": figure,
             "high": high}
        )  # fmt: skip
    reading.claims.append(
        Claim(
            id=row["claim_id"],
            entry=row["entry_id"],
            page=row["page_id"],
            position=position,
            start=row["start_char"],
            outcome=row["outcome"],
            low=low,
            high=high,
            best=best,
            kind=window.kind,
            status=row["status"],
            hedged=row["hedged"],
            minute=_minute(row["time"]),
            line=row["line"],
            place=row["place_id"],
            path=place.path if place is not None else (country, *NOWHERE[1:]),
            depth=depth,
            lat=place.lat if place is not None else None,
            lon=place.lon if place is not None else None,
            first=window.first.toordinal() if window.first else None,
            last=window.last.toordinal() if window.last else None,
            victims=frozenset(filter(None, row["victim_labels"].split("; "))),
            heads=heads_of(row["words"], casualty["count"]["text"]),
            names=frozenset(plain(name["text"]) for name in casualty["names"]),
            ages=frozenset(age["age"] for age in casualty["ages"]),
            perpetrators=frozenset(filter(None, row["perpetrator_labels"].split("; "))),
            cues=cues_of(
                text, row, casualty["count"]["text"], [c["start"] for c in entry.casualties]
            ),
            told=digest(
                [plain(" ".join(sentence.split())), row["start_char"] - row["sentence_start"]]
                + [row[name] for name in ("outcome", "code", "status", "place_id", "line")]
                + [window.kind, window.first, window.last]
            ),
            part_of=row["part_of"],
        )
    )
    return window


def _range(code: str, count: Count) -> tuple[int, int | None]:
    """The closed range that a count stands for.

    "About 130" is taken for a tenth less or more. "Up to 20" has no lower end of its own, but
    somebody died.
    """
    best = count.best or 0
    if code.startswith(_ABOUT):
        return best - best // 10, best + best // 10
    return (count.low if count.low is not None else min(1, best)), count.high


def _cell(values: Iterable[str]) -> str:
    return "; ".join(values)


def _minute(time: str | None) -> int | None:
    if time is None:
        return None
    return int(datetime.fromisoformat(time.replace("Z", "+00:00")).timestamp()) // 60
