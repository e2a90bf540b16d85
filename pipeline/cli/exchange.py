"""`sitrep push` and `sitrep pull`: entries to annotation tools for review, and back."""

from __future__ import annotations

import os
import shlex
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from sitrep.pipeline.cli.shared import CountRule, examples, one_of, progress, this_command, warn
from sitrep.pipeline.counting import DEFAULT_RULE
from sitrep.pipeline.errors import InputError

if TYPE_CHECKING:
    from spacy.language import Language

    from sitrep.pipeline.exchange.entries import AnnotatedEntry
    from sitrep.pipeline.exchange.pull import Pulled
    from sitrep.pipeline.exchange.tools import Tool

_SHOWN: Final = 20  # ids or problems
_TOOL_NAMES: Final = ("doccano", "label-studio")

Tool_ = Annotated[
    str,
    typer.Argument(metavar="TOOL", callback=one_of(_TOOL_NAMES), help=" or ".join(_TOOL_NAMES)),
]
Path_ = Annotated[
    Path,
    typer.Argument(
        metavar="PATH",
        help="What `sitrep annotate` wrote: the folder, a .spacy file, or a .jsonl file.",
    ),
]
Url = Annotated[str, typer.Option("--url", metavar="URL", help="The server's address.")]
Project = Annotated[
    str, typer.Option("--project", metavar="NAME", help="The project's name in the tool.")
]
Patience = Annotated[
    float,
    typer.Option(
        min=1.0, metavar="SECONDS", help="How long the server or its worker may stay silent."
    ),
]
Guidelines = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE",
        help="Text for reviewers in place of the short guide that the project gets.",
        show_default=False,
    ),
]
Output = Annotated[
    Path,
    typer.Option(
        "--output", "-o", metavar="FILE", help="The .jsonl file to write; an old one is replaced."
    ),
]
DocBin = Annotated[
    Path | None,
    typer.Option(
        "--docbin",
        metavar="FILE",
        help="Also write a .spacy file, for training.",
        show_default=False,
    ),
]
Every = Annotated[
    bool, typer.Option("--all", help="Also write entries that nobody has worked on yet.")
]

_LOGIN: Final = (
    "\n\nLog in to doccano by $SITREP_DOCCANO_TOKEN, or by $SITREP_DOCCANO_USER and "
    "$SITREP_DOCCANO_PASSWORD; to Label Studio by $SITREP_LABEL_STUDIO_TOKEN, an access token of "
    "your account page. What is not set is asked for."
)
PUSH_EPILOG: Final = (
    examples(
        "sitrep push doccano out --url http://127.0.0.1:8000 --project 'Syria, week 12'",
        "sitrep push label-studio out --url http://127.0.0.1:8080 --project 'Syria, week 12'",
    )
    + _LOGIN
)
PULL_EPILOG: Final = (
    examples(
        "sitrep pull doccano --url http://127.0.0.1:8000 --project 'Syria, week 12' "
        "-o corpus/corrected/syria-12.jsonl",
    )
    + _LOGIN
)


def push(
    tool: Tool_,
    path: Path_,
    url: Url,
    project: Project,
    *,
    guidelines: Guidelines = None,
    patience: Patience = 120.0,
    count_rule: CountRule = DEFAULT_RULE,
) -> None:
    """Bring entries into an annotation tool's project, where people correct them.

    Entries that somebody has worked on stay as they are, and a second push changes nothing.

    After an interruption, push again.
    """
    _push(path, _tool(tool, url, project, patience, _guide(guidelines)), count_rule)


def pull(
    tool: Tool_,
    url: Url,
    project: Project,
    output: Output,
    *,
    docbin: DocBin = None,
    every: Every = False,
    patience: Patience = 120.0,
    count_rule: CountRule = DEFAULT_RULE,
) -> None:
    """Write the entries that people corrected or confirmed in a tool, in the output schema."""
    _pull(_tool(tool, url, project, patience), output, docbin, every=every, count_rule=count_rule)


def _tool(name: str, url: str, project: str, patience: float, guideline: str = "") -> Tool:
    from sitrep.pipeline.exchange.doccano import Doccano
    from sitrep.pipeline.exchange.label_studio import LabelStudio
    from sitrep.pipeline.exchange.server import checked_url

    checked_url(url)  # before anything secret is asked for
    if name == "label-studio":
        token = _secret("SITREP_LABEL_STUDIO_TOKEN", "Label Studio token")
        return LabelStudio(url, project, token=token, guideline=guideline, patience=patience)
    token = os.environ.get("SITREP_DOCCANO_TOKEN", "")
    user = password = ""
    if not token:
        user = _secret("SITREP_DOCCANO_USER", "doccano user", hidden=False)
        password = _secret("SITREP_DOCCANO_PASSWORD", "doccano password")
    return Doccano(
        url,
        project,
        token=token,
        user=user,
        password=password,
        guideline=guideline,
        patience=patience,
    )


def _secret(variable: str, name: str, *, hidden: bool = True) -> str:
    """A credential from the environment, or typed in; never from the command line."""
    if value := os.environ.get(variable):
        return value
    if not sys.stdin.isatty():
        raise InputError(f"no {name}; set ${variable}")
    return str(typer.prompt(name, hide_input=hidden, err=True))


def _guide(path: Path | None) -> str:
    from importlib import resources

    if path is not None:
        return path.read_text(encoding="utf-8")
    return (resources.files("sitrep.pipeline.exchange") / "guide.md").read_text(encoding="utf-8")


def _push(path: Path, tool: Tool, count_rule: str) -> None:
    from sitrep.pipeline.exchange.docs import read_entries
    from sitrep.pipeline.exchange.push import push as push_entries

    with progress(f"to {tool.name}") as advance:
        pushed = push_entries(tool, read_entries(path, count_rule), advance)
    for ids, what in (
        (pushed.added, "entries added"),
        (pushed.updated, "updated"),
        (pushed.unchanged, "unchanged"),
        (pushed.reviewed, "differ and stay as they are, since somebody has worked on them"),
        (pushed.empty, "left out: no text"),
    ):
        if ids:
            print(f"{len(ids)} {what}")
    for id_ in sorted(pushed.reviewed)[:_SHOWN]:
        print(f"  {id_}")
    url, name = shlex.quote(tool.url), shlex.quote(tool.project)
    print(
        f"When they are corrected: {this_command()} pull {tool.command} --url {url} "
        f"--project {name} -o corpus/corrected/FILE.jsonl"
    )


def _pull(tool: Tool, output: Path, docbin: Path | None, *, every: bool, count_rule: str) -> None:
    from sitrep.pipeline.exchange.pull import pull as pull_entries
    from sitrep.pipeline.exchange.rules import Rules
    from sitrep.pipeline.loading import load

    nlp = load()
    with progress(f"from {tool.name}") as advance:
        entries, pulled = pull_entries(tool, Rules(nlp, count_rule), every=every, advance=advance)
    write_pulled(entries, pulled, output, docbin, nlp)


def write_pulled(
    entries: Sequence[AnnotatedEntry],
    pulled: Pulled,
    output: Path,
    docbin: Path | None,
    nlp: Language,
) -> None:
    """Write entries that came back, and say how many there are and what is wrong with them."""
    from sitrep.pipeline.exchange.pull import write_docs, write_lines

    write_lines(entries, output)
    if docbin is not None:
        write_docs(entries, docbin, nlp, warn)
    print(
        f"{len(entries)} entries are in {output}: {len(pulled.confirmed)} confirmed, "
        f"{len(pulled.changed)} changed; {len(pulled.untouched)} not worked on yet"
    )
    if pulled.several:
        print(f"{len(pulled.several)} entries have several versions, a line each")
    for problem in pulled.problems[:_SHOWN]:
        warn(f"warning: {problem}")
    if len(pulled.problems) > _SHOWN:
        warn(f"… and {len(pulled.problems) - _SHOWN} more; each line has its own under “review”")
