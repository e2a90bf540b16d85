"""`sitrep report`: a ledger as one web page, and as plots."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Final

import typer

from sitrep.pipeline.cli.ledger import LedgerFile
from sitrep.pipeline.cli.shared import CountRule, examples
from sitrep.pipeline.counting import DEFAULT_RULE

EXAMPLES: Final = examples(
    "sitrep report ledger.duckdb -o report.html",
    "sitrep report ledger.duckdb --plots plots",
)


def report(
    ledger: LedgerFile,
    *,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            metavar="FILE",
            help="The page.",
            show_default="report.html, or none with --plots",
        ),
    ] = None,
    plots: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR",
            help="Write bounds by day and by place as PNG and SVG into this folder. "
            "Needs the extra: pip install 'sitrep\\[plots]'.",
            show_default=False,
        ),
    ] = None,
    count_rule: CountRule = DEFAULT_RULE,
) -> None:
    """Write a ledger as one web page that needs no network, or as plots for papers."""
    if output is not None or plots is None:
        from sitrep.pipeline.report.page import write_report

        target = output or Path("report.html")
        write_report(ledger, target, count_rule=count_rule)
        print(target)
    if plots is not None:
        from sitrep.pipeline.report.plots import write_plots

        for file in write_plots(ledger, plots, count_rule=count_rule):
            print(file)
