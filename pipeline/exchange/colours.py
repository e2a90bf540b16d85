"""Colours of labels and arrows, dark enough for white letters."""

from __future__ import annotations

from typing import Final

from sitrep.pipeline import labels
from sitrep.pipeline.corpus.marks import NAMES
from sitrep.pipeline.exchange.entries import LABELS, RELATIONS

_OF_LABEL: Final = {
    "SECURITY_FORCES": "#1864ab",
    "MILITIA": "#364fc7",
    "ARMED_GROUP": "#5f3dc4",
    "PROTESTERS": "#0b7285",
    "CIVILIANS": "#087f5b",
    "GOVERNMENT": "#1971c2",
    "OPPOSITION": "#0c8599",
    "INTERNATIONAL": "#4263eb",
    "MEDIA": "#6741d9",
    "MONITOR": "#7048e8",
    "KILLED": "#c92a2a",
    "INJURED": "#d9480f",
}
_OF_LAYER: Final = {
    labels.LOCATIONS: "#2b8a3e",
    labels.SOURCES: "#862e9c",
    labels.CUES: "#a85d00",
    labels.CONTENTS: "#868e96",
    NAMES: "#a61e4d",
}

COLOURS: Final = {
    **{
        label: _OF_LABEL.get(label) or _OF_LAYER[layer]
        for layer, known in LABELS.items()
        for label in known
    },
    **dict.fromkeys(RELATIONS, "#495057"),
    "attribution": "#862e9c",
    "source": "#862e9c",
    "location": "#2b8a3e",
    "perpetrator": "#1864ab",
    "part_of": "#c92a2a",
}
"""By label and by type of relation, as "#rrggbb"."""
