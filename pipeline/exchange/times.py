"""Times as servers write them, in the form that the output schema has."""

from __future__ import annotations

from datetime import datetime, timezone


def utc(moment: str) -> str:
    """A time in ISO 8601, to the second and in UTC."""
    aware = datetime.fromisoformat(moment.replace("Z", "+00:00")).astimezone(timezone.utc)
    return aware.isoformat(timespec="seconds").replace("+00:00", "Z")
