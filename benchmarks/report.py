"""Size and speed of a report of synthetic claims, in Chromium.

    python benchmarks/report.py [--claims 10000]

The claims are those of `worlds.py`. Milliseconds are the median of several loads or acts; until the
page is painted means from the beginning of the load to the first contentful paint, until it can be
used to the end of its script. They depend on the machine and what else runs on it.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import tempfile
import time
from pathlib import Path

from ledger import write_claims
from playwright.sync_api import Page, sync_playwright
from rich.console import Console
from rich.table import Table

from sitrep.pipeline.ledger.build import build
from sitrep.pipeline.report.page import write_report

REPEATS = 5
LOADS = {
    "until painted": "performance.getEntriesByName('first-contentful-paint')[0].startTime",
    "until it can be used": "performance.getEntriesByType('navigation')[0].domInteractive",
}
ACTS = {
    "filter by a word": "() => { filters.words.value = 'civilians'; drawIncidents(); }",
    "sort by best": "() => document.querySelector('[data-sort=best] button').click()",
    "open a row": "() => document.querySelector('.opener[aria-expanded=false]').click()",
    "another counting rule": "() => document.querySelector('[name=rule]:not(:checked)').click()",
}
TIMED = """async (act) => {
    const start = performance.now();
    act();
    await new Promise((drawn) => requestAnimationFrame(() => setTimeout(drawn)));
    return performance.now() - start;
}"""


def measure(page: Page, address: str) -> dict[str, float]:
    """Milliseconds by what is done, each act until the next frame is drawn."""
    loads: dict[str, list[float]] = {name: [] for name in LOADS}
    for _ in range(REPEATS):
        page.goto(address)
        for name, script in LOADS.items():
            loads[name].append(page.evaluate(script))
    acts = {
        name: [page.evaluate(f"() => ({TIMED})({act})") for _ in range(REPEATS)]
        for name, act in ACTS.items()
    }
    return {name: statistics.median(times) for name, times in (loads | acts).items()}


def main() -> None:
    """Make a ledger and its report, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--claims", type=int, default=10_000)
    claims = parser.parse_args().claims
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name)
        write_claims(folder / "claims.jsonl", claims)
        changes = build([folder / "claims.jsonl"], folder / "ledger.duckdb")
        start = time.perf_counter()
        write_report(folder / "ledger.duckdb", folder / "report.html")
        written = time.perf_counter() - start
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"))
        figures = measure(browser.new_page(), (folder / "report.html").as_uri())
        megabytes = (folder / "report.html").stat().st_size / 1e6
        browser.close()
    table = Table(title=f"{changes.claims} claims in {changes.incidents} incidents")
    table.add_column("what")
    table.add_column("figure", justify="right")
    table.add_row("writing the page", f"{written:.1f} s")
    table.add_row("size of the page", f"{megabytes:.1f} MB")
    for what, milliseconds in figures.items():
        table.add_row(what, f"{milliseconds:.0f} ms")
    Console().print(table)


if __name__ == "__main__":
    main()
