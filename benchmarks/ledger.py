"""Time and memory of `sitrep ledger` on synthetic claims, and how they grow.

    python benchmarks/ledger.py [--sizes 1000 10000 100000]

The claims are those of `worlds.py`: one country with 40 incidents a day, told by up to five
sources; more claims are more days. Each size runs in a process of its own. Seconds are those of
the processor, all threads together, so that other work on the machine does not count; they depend
on the machine, and how they grow is what to look at.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from itertools import pairwise
from pathlib import Path

from rich.console import Console
from rich.table import Table
from worlds import make_world

from sitrep.pipeline.ledger.build import build
from sitrep.pipeline.ledger.slices import count
from sitrep.pipeline.ledger.stored import Ledger

SIZES = (1000, 3000, 10_000, 30_000, 100_000)
EVENTS_A_DAY = 40
CLAIMS_AN_EVENT = 2.3


def write_claims(path: Path, claims: int) -> None:
    """Entries with about so many claims as lines of JSON."""
    days = max(1, round(claims / EVENTS_A_DAY / CLAIMS_AN_EVENT))
    world = make_world(1, events=EVENTS_A_DAY * days, days=days, towns=16)
    with path.open("w", encoding="utf-8") as file:
        file.writelines(json.dumps(entry) + "\n" for entry in world.entries)


def measure(path: Path) -> dict[str, float]:
    """Build a ledger of a file of entries twice, and count in it: seconds by step."""
    marks = [time.process_time()]
    ledger = path.with_suffix(".duckdb")
    changes = build([path], ledger, report=lambda line: marks.append(time.process_time()))
    marks.append(time.process_time())
    build([path], ledger)
    marks.append(time.process_time())
    count(Ledger.read(ledger), ["day", "place"])
    marks.append(time.process_time())
    steps = ("read", "link", "count and write", "again", "count by day and place")
    seconds = dict(zip(steps, (b - a for a, b in pairwise(marks)), strict=True))
    return {"claims": changes.claims, "links": changes.rows["links"], **seconds}


def child(path: Path) -> tuple[dict[str, float], float]:
    """`measure` in a process of its own, and its peak memory in MB."""
    process = subprocess.Popen(
        [sys.executable, __file__, "--measure", str(path)], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    output = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        sys.exit(f"{path} failed")
    unit = 1 if sys.platform == "darwin" else 1024  # ru_maxrss is in bytes there, else in kB
    return json.loads(output), usage.ru_maxrss * unit / 1e6


def main() -> None:
    """Measure each size and print a table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    parser.add_argument("--measure", type=Path, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.measure:
        print(json.dumps(measure(arguments.measure)))
        return
    table = Table(title="Seconds of the processor")
    with tempfile.TemporaryDirectory() as folder:
        for size in arguments.sizes:
            path = Path(folder) / f"{size}.jsonl"
            write_claims(path, size)
            found, memory = child(path)
            if not table.columns:
                for name in (*found, "all of the first run", "µs a claim", "peak MB"):
                    table.add_column(name, justify="right")
            first = sum(found[step] for step in ("read", "link", "count and write"))
            table.add_row(
                *(f"{found[name]:,.0f}" for name in ("claims", "links")),
                *(f"{seconds:.1f}" for seconds in list(found.values())[2:]),
                f"{first:.1f}",
                f"{first / found['claims'] * 1e6:,.0f}",
                f"{memory:,.0f}",
            )
    Console(width=140).print(table)


if __name__ == "__main__":
    main()
