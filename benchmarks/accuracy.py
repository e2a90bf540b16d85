"""How right the rules are on each split of the corpus: the table of docs/accuracy.md.

    python benchmarks/accuracy.py [MODEL]

Runs `sitrep evaluate MODEL SPLIT --json` (MODEL: `rules`) and prints F1 with 95% intervals.
"""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any, Final

SPLITS: Final = ("dev", "test_pages", "test_countries")
ROWS: Final = {
    "actors": "actors_overlap_f",
    "locations": "locations_overlap_f",
    "type of location, where it is found": "location_type_f",
    "casualties": "casualties_overlap_f",
    "claim: outcome, count and status": "claim_f",
    "… and source": "claim_source_f",
    "… and place": "claim_place_f",
    "… and source and place": "claim_source_place_f",
    "scope, where the claim is right": "scope_f",
    "sources": "sources_overlap_f",
    "cues": "cues_overlap_f",
    "contents, in characters": "content_characters_f",
}


def figures(model: str, split: str) -> dict[str, Any]:
    """The figures of `sitrep evaluate` for a split, by name."""
    command = [sys.executable, "-m", "sitrep.pipeline", "evaluate", model, split, "--json"]
    output = subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout
    return dict(json.loads(output)["figures"])


def cell(found: dict[str, Any], name: str) -> str:
    """A figure with its interval."""
    low, high = found[f"{name}_interval"]
    return f"{found[name]:.2f} ({low:.2f}–{high:.2f})"


def main() -> None:
    """Print the table."""
    model = sys.argv[1] if len(sys.argv) > 1 else "rules"
    found = [figures(model, split) for split in SPLITS]
    print("| F1 (95% interval) |", " | ".join(f"`{split}`" for split in SPLITS), "|")
    print("|---|" + "---:|" * len(SPLITS))
    for title, name in ROWS.items():
        print(f"| {title} |", " | ".join(cell(one, name) for one in found), "|")


if __name__ == "__main__":
    main()
