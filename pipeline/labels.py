"""The label scheme, as in the annotation guidelines; every module takes its names from here."""

from typing import Final

ACTORS: Final = "actors"
LOCATIONS: Final = "locations"
CASUALTIES: Final = "casualties"
SOURCES: Final = "sources"
CUES: Final = "cues"
CONTENTS: Final = "contents"
BLOCKS: Final = "blocks"
MENTIONS: Final = "mentions"
"""Actors and places in one span group, which the statistical finder learns from and writes."""

LAYERS: Final = (ACTORS, LOCATIONS, CASUALTIES, SOURCES, CUES, CONTENTS)
"""Span groups that hold annotation, in the order in which they are shown."""

ACTOR_LABELS: Final = (
    "SECURITY_FORCES",
    "MILITIA",
    "ARMED_GROUP",
    "PROTESTERS",
    "CIVILIANS",
    "GOVERNMENT",
    "OPPOSITION",
    "INTERNATIONAL",
    "MEDIA",
    "MONITOR",
)
LOCATION_LABELS: Final = ("country", "admin", "settlement", "neighbourhood", "facility", "region")
CASUALTY_LABELS: Final = ("KILLED", "INJURED")
ATTRIBUTION_LABELS: Final = ("SOURCE", "CUE", "CONTENT")
BLOCK_LABELS: Final = ("paragraph", "quote", "item", "caption", "heading")
SCOPES: Final = ("incident", "period")
STATUSES: Final = ("actual", "denied", "possible")
KINDS: Final = ("direct", "indirect", "mixed", "block")

ID_PREFIXES: Final = {
    ACTORS: "A",
    LOCATIONS: "L",
    CASUALTIES: "K",
    SOURCES: "S",
    CUES: "T",
    CONTENTS: "C",
    BLOCKS: "B",
}
"""First letter of the local ids in each span group ("K1"); cue ids are attribution ids."""
