"""What the commands of the command line share: options, examples, and where they print."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from sitrep.pipeline.counting import RULES, figures


def one_of(known: Iterable[str]) -> Callable[[str], str]:
    """An option callback that accepts these values and names them in its error message."""
    names = list(known)

    def check(value: str) -> str:
        if value not in names:
            raise typer.BadParameter(f"{value!r} is none of: {', '.join(names)}")
        return value

    return check


def each_of(known: Iterable[str]) -> Callable[[list[str] | None], list[str]]:
    """An option callback like `one_of` for an option that can be repeated."""
    check = one_of(known)
    return lambda values: [check(value) for value in values or ()]


def examples(*commands: str) -> str:
    """An epilog of example commands."""
    return "\n\n".join(["Examples:", *(f"[cyan]{escape(command)}[/cyan]" for command in commands)])


Stored = Annotated[
    Path,
    typer.Argument(
        metavar="PATH", help="What `sitrep annotate -o` wrote: the folder, or one .spacy file."
    ),
]


def _counting_rule(rule: str) -> str:
    """An option callback: the rule exists, and its file is sound."""
    figures(rule)
    return rule


CountRule = Annotated[
    str,
    typer.Option(
        callback=_counting_rule,
        metavar="|".join((*RULES, "FILE")),
        help="How a vague count becomes a best figure: “dozens” is 24 for ucdp, 12 for acled; "
        "a .csv file (word,best) is a rule of your own.",
    ),
]


def terminal() -> Console:
    """Standard output; wide enough for a table where it is no terminal."""
    console = Console()
    return console if console.is_terminal else Console(width=max(console.width, 140))


def this_command() -> str:
    """How the reader can call sitrep: by its name, or by its path where that is not found."""
    if shutil.which("sitrep"):
        return "sitrep"
    script = Path(sys.executable).with_name("sitrep")
    try:
        return str(script.relative_to(Path.cwd()))
    except ValueError:
        return str(script)


def warn(line: str) -> None:
    """Print a line on standard error."""
    print(line, file=sys.stderr)


@contextmanager
def progress(what: str) -> Iterator[Callable[[int, int | None], None]]:
    """A progress bar on a terminal; an interruption is one line, since nothing is lost by it.

    What it gives takes how many are done, and how many there are to do, None if unknown.
    """
    console = Console(stderr=True)
    bar = Progress(
        TextColumn(what),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=console,
        transient=True,
        disable=not console.is_terminal,
    )
    task = bar.add_task(what, total=None)
    try:
        with bar:
            yield lambda done, total: bar.update(task, completed=done, total=total)
    except KeyboardInterrupt:
        warn("interrupted; nothing is lost. Go on with the same command")
        raise typer.Exit(130) from None
