"""The command line: its groups of commands, and how errors end it.

Nothing that imports spaCy is imported before a command needs it: `sitrep --help` is quick.
"""

from __future__ import annotations

import sys
from importlib.metadata import version as version_of
from typing import Final

import typer

from sitrep.pipeline.cli import (
    annotate,
    corpus,
    exchange,
    files,
    gazetteer,
    ledger,
    model,
    report,
    review,
    show,
)
from sitrep.pipeline.cli.shared import warn
from sitrep.pipeline.errors import InputError

MAKE: Final = "Make claims"
LOOK: Final = "Look at claims"
RECONCILE: Final = "Count the dead"
REVIEW: Final = "Have claims reviewed"
MODEL: Final = "Train and judge models"
IMPROVE: Final = "Look after the corpus and the gazetteer"
ABOUT: Final = "About"

app = typer.Typer(
    name="sitrep",
    help="Turn conflict live blogs into claims that people can check: who was killed or hurt, "
    "where, when, how many, and [bold]who says so[/bold].",
    epilog="Start with: [cyan]sitrep annotate page.html -o out[/cyan], "
    "then [cyan]sitrep show out[/cyan]",
    no_args_is_help=True,
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command(rich_help_panel=MAKE, epilog=annotate.EXAMPLES)(annotate.annotate)
app.command(rich_help_panel=LOOK, epilog=show.SHOW_EXAMPLES)(show.show)
app.command(rich_help_panel=LOOK, epilog=show.EXPLAIN_EXAMPLES)(show.explain)
app.add_typer(ledger.app, name="ledger", rich_help_panel=RECONCILE)
app.command(rich_help_panel=RECONCILE, epilog=report.EXAMPLES)(report.report)
app.command(rich_help_panel=REVIEW, epilog=review.QUEUE_EXAMPLES)(review.queue)
app.command(rich_help_panel=REVIEW, epilog=exchange.PUSH_EPILOG)(exchange.push)
app.command(rich_help_panel=REVIEW, epilog=exchange.PULL_EPILOG)(exchange.pull)
app.command(rich_help_panel=REVIEW, epilog=files.EXPORT_EXAMPLES)(files.export)
app.command("import", rich_help_panel=REVIEW, epilog=files.IMPORT_EXAMPLES)(files.import_)
app.command(rich_help_panel=REVIEW, epilog=review.DIFF_EXAMPLES)(review.diff)
app.command(rich_help_panel=REVIEW, epilog=review.AGREEMENT_EXAMPLES)(review.agreement)
app.command(rich_help_panel=REVIEW, epilog=review.ADJUDICATE_EXAMPLES)(review.adjudicate)
app.command(rich_help_panel=MODEL, epilog=model.TRAIN_EXAMPLES)(model.train)
app.command(rich_help_panel=MODEL, epilog=model.EVALUATE_EXAMPLES)(model.evaluate)
app.command(rich_help_panel=MODEL, epilog=model.COMPARE_EXAMPLES)(model.compare)
app.command(rich_help_panel=MODEL, epilog=model.PROMOTE_EXAMPLES)(model.promote)
app.add_typer(corpus.app, name="corpus", rich_help_panel=IMPROVE)
app.add_typer(gazetteer.app, name="gazetteer", rich_help_panel=IMPROVE)


@app.command(rich_help_panel=ABOUT)
def version() -> None:
    """Print the versions of sitrep, spaCy and Python."""
    python = sys.version.split()[0]
    print(f"sitrep {version_of('sitrep')}, spaCy {version_of('spacy')}, Python {python}")


def main() -> None:
    """Run the command line; bad input is one line on standard error and exit code 2."""
    try:
        app(prog_name="sitrep")
    except InputError as error:
        warn(f"sitrep: {error}")
        sys.exit(2)
    except OSError as error:
        warn(f"sitrep: {error.filename or 'output'}: {error.strerror}")
        sys.exit(2)
