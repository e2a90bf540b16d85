"""What of a span's attributes can be seen and set in a tool that has fields or notes for spans.

The keys are those of notes (`notes.py`); values are text, "" for none.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from sitrep.pipeline import labels
from sitrep.pipeline.exchange.entries import AnnotatedEntry, Span

FIELDS: Final[Mapping[str, tuple[str, ...]]] = {
    labels.CASUALTIES: ("count", "scope", "status", "date", "hedged"),
    labels.LOCATIONS: ("place",),
    labels.ACTORS: ("actor",),
    labels.CUES: ("actor", "kind"),
}
"""Fields by layer."""

CHOICES: Final[Mapping[str, tuple[str, ...]]] = {
    "scope": labels.SCOPES,
    "status": labels.STATUSES,
    "kind": labels.KINDS,
    "hedged": ("yes", "no"),
}
"""The values of those fields that have a closed list."""


def fields_of(span: Span) -> dict[str, str]:
    """The fields of a span that have a value."""
    values = dict(span.attributes)
    if span.layer == labels.CUES:
        values = values.get("said", {})
    texts = {}
    for key in FIELDS.get(span.layer, ()):
        value = values.get(key)
        if key == "count" and value is not None:
            value = value["code"]
        elif key == "hedged" and value is not None:
            value = "yes" if value else "no"
        if value is not None:
            texts[key] = str(value)
    return texts


def changed_fields(
    pushed: AnnotatedEntry, now: Mapping[str, Mapping[str, str]]
) -> dict[str, dict[str, str]]:
    """What was set otherwise than it was pushed, by span; `now` has all fields of each span."""
    spans = pushed.by_id()
    changed = {}
    for id_, fields in now.items():
        before = fields_of(spans[id_]) if id_ in spans else {}
        keys = dict.fromkeys((*before, *fields))
        differing = {k: fields.get(k, "") for k in keys if fields.get(k, "") != before.get(k, "")}
        if differing:
            changed[id_] = differing
    return changed
