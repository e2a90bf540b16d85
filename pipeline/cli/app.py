"""The command line: its groups of commands, and how errors end it.

Nothing that imports spaCy is imported before a command needs it: `sitrep --help` is quick.
"""

from __future__ import annotations

import sys
from importlib.metadata import version as version_of
from typing import Final

import typer

from sitrep.pipeline import (
    cli_annotate,
    cli_corpus,
    cli_exchange,
    cli_files,
    cli_gazetteer,
    cli_ledger,
    cli_model,
    cli_report,
    cli_review,
    cli_show,
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
app.command(rich_help_panel=MAKE, epilog=cli_annotate.EXAMPLES)(cli_annotate.annotate)
app.command(rich_help_panel=LOOK, epilog=cli_show.SHOW_EXAMPLES)(cli_show.show)
app.command(rich_help_panel=LOOK, epilog=cli_show.EXPLAIN_EXAMPLES)(cli_show.explain)
app.add_typer(cli_ledger.app, name="ledger", rich_help_panel=RECONCILE)
app.command(rich_help_panel=RECONCILE, epilog=cli_report.EXAMPLES)(cli_report.report)
app.command(rich_help_panel=REVIEW, epilog=cli_review.QUEUE_EXAMPLES)(cli_review.queue)
app.command(rich_help_panel=REVIEW, epilog=cli_exchange.PUSH_EPILOG)(cli_exchange.push)
app.command(rich_help_panel=REVIEW, epilog=cli_exchange.PULL_EPILOG)(cli_exchange.pull)
app.command(rich_help_panel=REVIEW, epilog=cli_files.EXPORT_EXAMPLES)(cli_files.export)
app.command("import", rich_help_panel=REVIEW, epilog=cli_files.IMPORT_EXAMPLES)(cli_files.import_)
app.command(rich_help_panel=REVIEW, epilog=cli_review.DIFF_EXAMPLES)(cli_review.diff)
app.command(rich_help_panel=REVIEW, epilog=cli_review.AGREEMENT_EXAMPLES)(cli_review.agreement)
app.command(rich_help_panel=REVIEW, epilog=cli_review.ADJUDICATE_EXAMPLES)(cli_review.adjudicate)
app.command(rich_help_panel=MODEL, epilog=cli_model.TRAIN_EXAMPLES)(cli_model.train)
app.command(rich_help_panel=MODEL, epilog=cli_model.EVALUATE_EXAMPLES)(cli_model.evaluate)
app.command(rich_help_panel=MODEL, epilog=cli_model.COMPARE_EXAMPLES)(cli_model.compare)
app.command(rich_help_panel=MODEL, epilog=cli_model.PROMOTE_EXAMPLES)(cli_model.promote)
app.add_typer(cli_corpus.app, name="corpus", rich_help_panel=IMPROVE)
app.add_typer(cli_gazetteer.app, name="gazetteer", rich_help_panel=IMPROVE)


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
        warn(f"sitrep: {error.filename}: {error.strerror}")
        sys.exit(2)
