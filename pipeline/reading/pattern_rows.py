"""Pattern tables that reading and segmenting use."""

from __future__ import annotations

import csv
from importlib import resources


def pattern_rows(name: str) -> list[dict[str, str]]:
    """The rows of a .csv file in `sitrep.patterns`; lines that begin with # are comments."""
    text = (resources.files("sitrep.patterns") / name).read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    return list(csv.DictReader(lines, strict=True))
