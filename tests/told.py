"""Entries in the form of the output schema, for tests of the ledger, from a few words each."""

from __future__ import annotations

import re
from typing import Any

from sitrep.pipeline.counting import read_code
from sitrep.pipeline.ledger.claims import Claim, Reading, read_claims
from sitrep.pipeline.ledger.entries import read_entries

PROVINCES = {"Homs": "Homs", "Rastan": "Homs", "Hama": "Hama", "Idlib": "Idlib"}
QUARTERS = {"Baba Amr": "Homs", "Khalidiya": "Homs"}
LABELS = {
    "soldiers": "SECURITY_FORCES",
    "policemen": "SECURITY_FORCES",
    "civilians": "CIVILIANS",
    "protesters": "PROTESTERS",
    "gunmen": "ARMED_GROUP",
}
_CLAIM = re.compile(r"\[(?P<words>[^\]|]+)\|(?P<code>[^\]|]+)(?:\|(?P<more>[^\]]*))?\]")


def told(
    text: str,
    *,
    by: str | None = None,
    at: str = "2011-11-08T12:00",
    page: str = "blog",
    id: str | None = None,  # noqa: A002
    **fields: Any,
) -> dict[str, Any]:
    """An entry whose claims stand in brackets: "[8 soldiers|8] killed in Homs".

    Behind the code may stand words for a claim: injured, period, possible, denied, "in K1" for
    the whole, "name:Amal" for a victim. Towns and quarters that are known here, and Syria, become
    locations; the last one named in the sentence of a claim is its place. `by` is who says so.
    """
    claims: list[dict[str, Any]] = []
    plain = ""
    done = 0
    for match in _CLAIM.finditer(text):
        plain += text[done : match.start()]
        claims.append({"start": len(plain), **match.groupdict()})
        plain += match["words"]
        done = match.end()
    plain += text[done:]
    if by is not None:
        plain += f" {by} said."
    locations = _locations(plain)
    actors = [
        {"id": f"A{number}", "start": match.start(), "end": match.end(),
         "label": LABELS[match[0]], "actor": None, "score": None}
        for number, match in enumerate(re.finditer("|".join(LABELS), plain), start=1)
    ]  # fmt: skip
    attributions = []
    if by is not None:
        start = plain.rindex(by)
        attributions = [
            {"id": "T1", "source": {"start": start, "end": start + len(by)}, "actor": None,
             "cue": {"start": start + len(by) + 1, "end": start + len(by) + 5},
             "content": [{"start": 0, "end": start - 1}], "kind": "indirect", "parent": None}
        ]  # fmt: skip
    casualties = [
        _casualty(f"K{number}", claim, plain, at, locations, actors, bool(by))
        for number, claim in enumerate(claims, start=1)
    ]
    return {
        "id": id or f"{page}#{at}Z",
        "text": plain,
        "page": page,
        "title": "A blog",
        "time": f"{at}:00Z",
        "stamp": at[-5:],
        "source_file": f"{page}.txt",
        "start_in_source": None,
        "actors": actors,
        "locations": locations,
        "casualties": casualties,
        "attributions": attributions,
        "model": {"name": "by hand", "version": "1"},
        **fields,
    }


def _locations(text: str) -> list[dict[str, Any]]:
    found = []
    names = "|".join([*QUARTERS, *PROVINCES, "Syria"])
    for number, match in enumerate(re.finditer(names, text), start=1):
        name = match[0]
        town = QUARTERS.get(name, name)
        label = "country" if name == "Syria" else "settlement"
        if name in QUARTERS:
            label = "neighbourhood"
        found.append(
            {"id": f"L{number}", "start": match.start(), "end": match.end(), "label": label,
             "place": f"test:{name.lower().replace(' ', '-')}", "name": name, "country": "SY",
             "admin1": PROVINCES.get(town), "lat": 34.0 + number, "lon": 36.0, "geo_precision": 1,
             "within": None}
        )  # fmt: skip
    towns = {location["name"]: location["id"] for location in found}
    for location in found:
        location["within"] = towns.get(QUARTERS.get(location["name"], ""))
    return found


def _casualty(
    id_: str,
    claim: dict[str, Any],
    text: str,
    at: str,
    locations: list[dict[str, Any]],
    actors: list[dict[str, Any]],
    attributed: bool,
) -> dict[str, Any]:
    words = claim["words"]
    start, end = claim["start"], claim["start"] + len(words)
    more = (claim["more"] or "").split("|")
    names = [value.removeprefix("name:") for value in more if value.startswith("name:")]
    wholes = [value.removeprefix("in ") for value in more if value.startswith("in ")]
    days = [value.removeprefix("on ") for value in more if value.startswith("on ")]
    stop = text.find(".", end) % (len(text) + 1)
    near = [
        place
        for place in locations
        if place["end"] <= stop and "." not in text[place["end"] : start]
    ]
    deepest = [place for place in near if place["label"] == "neighbourhood"] or near
    count = read_code(claim["code"])
    number = re.search(
        r"(?:(?:at least|about|up to|more than) )?(?:[\d,]+|eight|two|three|one)", words
    )
    return {
        "id": id_,
        "start": start,
        "end": end,
        "label": "INJURED" if "injured" in more else "KILLED",
        "count": {
            "code": claim["code"],
            "text": number[0] if number else "",
            "low": count.low,
            "high": count.high,
            "best": count.best,
        },
        "scope": "period" if "period" in more else "incident",
        "status": next((s for s in ("possible", "denied") if s in more), "actual"),
        "part_of": wholes[0] if wholes else None,
        "victims": [a["id"] for a in actors if start <= a["start"] and a["end"] <= end],
        "names": [{"start": start, "end": end, "text": name} for name in names],
        "ages": [],
        "perpetrators": [],
        "locations": [deepest[-1]["id"]] if deepest else [],
        "date": days[0] if days else at[:10],
        "date_precision": 3 if "period" in more else 1,
        "attribution": "T1" if attributed else None,
        "hedged": False,
        "trigger": None,
    }


def read(*entries: dict[str, Any]) -> Reading:
    """What a ledger reads from entries."""
    return read_claims(read_entries((entry["id"], entry) for entry in entries))


def claims(*entries: dict[str, Any]) -> list[Claim]:
    """The claims of entries in order of time and text."""
    reading = read(*entries)
    order = {row["claim_id"]: (row["time"], row["start_char"]) for row in reading.tables["claims"]}
    return sorted(reading.claims, key=lambda claim: order[claim.id])
