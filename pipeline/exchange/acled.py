"""Claims in the shape of ACLED's event table.

Columns and codes are those of ACLED's codebook: `time_precision` 1 to 3, `geo_precision` 1 to 3,
actor types 1 to 8, six event types with their sub-types. patterns/acled_*.csv map labels to them
and say why. Every code has its words or its rule in a column behind ACLED's own: what no rule
gives stays empty and is never guessed, neither an unnamed perpetrator nor an event's type.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from functools import lru_cache
from importlib import resources
from typing import Any, Final

from sitrep.pipeline.exchange.claims import Claim, country_name, country_number
from sitrep.pipeline.exchange.entries import Span
from sitrep.pipeline.reading.pattern_rows import pattern_rows

COLUMNS: Final = (
    "event_id", "event_date", "year", "time_precision", "event_type", "sub_event_type", "actor1",
    "assoc_actor_1", "inter1", "actor2", "assoc_actor_2", "inter2", "interaction", "iso",
    "country", "admin1", "location", "latitude", "longitude", "geo_precision", "source",
    "source_scale", "notes", "fatalities", "tags",
    "event_rule", "count_code", "count_text", "count_rule", "entry", "claim", "claim_words",
    "victims", "perpetrators", "hedged",
)  # fmt: skip
"""ACLED's columns, then those that say where the codes come from."""

_COUNT_RULE: Final = "acled"


def row(claim: Claim) -> dict[str, Any]:
    """A claim as a row of the table. Its count must be read by ACLED's rule."""
    rule = event_rule(claim)
    sides = [claim.perpetrators, claim.victims]
    if rule is not None and rule["first"] == "victims":
        sides.reverse()
    country = country_name(claim.country)
    first, second = (actor(claim, spans, country) for spans in sides)
    place = claim.place
    located = place.attributes if place is not None else {}
    date = claim.value("date") or ""
    return {
        "event_id": claim.key,
        "event_date": date,
        "year": date[:4],
        "time_precision": claim.value("date_precision"),
        "event_type": rule["event_type"] if rule else "",
        "sub_event_type": rule["sub_event_type"] if rule else "",
        "actor1": first["name"],
        "assoc_actor_1": claim.words(sides[0]),
        "inter1": first["inter"],
        "actor2": second["name"],
        "assoc_actor_2": claim.words(sides[1]),
        "inter2": second["inter"],
        "interaction": "".join(sorted(filter(None, (first["inter"], second["inter"])))),
        "iso": country_number(claim.country),
        "country": country,
        "admin1": located.get("admin1"),
        "location": located.get("name") or (claim.entry.words(place) if place else ""),
        "latitude": located.get("lat"),
        "longitude": located.get("lon"),
        "geo_precision": located.get("geo_precision"),
        "source": "; ".join(claim.sources),
        "source_scale": source_scale(claim),
        "notes": claim.sentence,
        "fatalities": claim.count.best,
        "tags": "hedged" if claim.value("hedged") else "",
        "event_rule": rule["rule"] if rule else "",
        "count_code": claim.count.code,
        "count_text": claim.count.text,
        "count_rule": _COUNT_RULE,
        "entry": claim.entry.id,
        "claim": claim.span.id,
        "claim_words": claim.entry.words(claim.span),
        "victims": "; ".join(span.label for span in claim.victims),
        "perpetrators": "; ".join(span.label for span in claim.perpetrators),
        "hedged": "yes" if claim.value("hedged") else "no",
    }


def actor(claim: Claim, spans: Sequence[Span], country: str) -> dict[str, str]:
    """Name and type of the first of some actors; empty for none."""
    if not spans:
        return {"name": "", "inter": ""}
    span = spans[0]
    words = claim.entry.words(span)
    for line in _table("acled_actors.csv"):
        if line["label"] == span.label and (not line["words"] or _found(line["words"], words)):
            known = _actors().get(span.attributes.get("actor") or "")
            name = known["names"][0] if known else line["name"].format(country=country)
            return {"name": name, "inter": line["inter"]}
    return {"name": words, "inter": ""}


def event_rule(claim: Claim) -> dict[str, str] | None:
    """The first line of acled_events.csv that the claim's sentence and parties fit."""
    victims, perpetrators = (
        {span.label for span in side} for side in (claim.victims, claim.perpetrators)
    )
    for line in _table("acled_events.csv"):
        if line["words"] and not _found(line["words"], claim.sentence):
            continue
        sides = ((line["victims"], victims), (line["perpetrators"], perpetrators))
        if all(not wanted or present & set(wanted.split(";")) for wanted, present in sides):
            return line
    return None


def source_scale(claim: Claim) -> str:
    """ACLED's scale of the outermost source that is a known actor; empty for others."""
    for saying in reversed(claim.chain):
        known = _actors().get(saying.anchor.attributes["said"].get("actor") or "")
        if known is None:
            continue
        same = "yes" if known.get("country") == claim.country else "no"
        for line in _table("acled_sources.csv"):
            if line["label"] == known["label"] and line["same_country"] in ("", same):
                return line["source_scale"]
    return ""


_table = lru_cache(maxsize=None)(pattern_rows)


@lru_cache(maxsize=64)
def _pattern(words: str) -> re.Pattern[str]:
    """Words and stems ("mortar*") as one pattern."""
    parts = [re.escape(word).replace(r"\*", r"\w*") for word in words.split(";")]
    return re.compile(rf"\b(?:{'|'.join(parts)})\b", re.IGNORECASE)


def _found(words: str, text: str) -> bool:
    return _pattern(words).search(text) is not None


@lru_cache(maxsize=1)
def _actors() -> dict[str, dict[str, Any]]:
    """Known actors by id."""
    text = (resources.files("sitrep.patterns") / "actors.jsonl").read_text(encoding="utf-8")
    lines = (line for line in text.splitlines() if line.strip() and not line.startswith("#"))
    return {actor["id"]: actor for actor in map(json.loads, lines)}
