"""Pattern tables that reading and segmenting use."""

from __future__ import annotations

import csv
from importlib import resources


def pattern_rows(name: str) -> list[dict[str, str]]:
    """The rows of a .csv file in `sitrep.patterns`."""
    text = (resources.files("sitrep.patterns") / name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines(), strict=True))
