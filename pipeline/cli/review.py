"""`sitrep queue`, `agreement`, `adjudicate` and `diff`: before, between and after reviewers."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from string import ascii_uppercase
from typing import TYPE_CHECKING, Annotated, Final

import typer

from sitrep.pipeline.cli.exchange import Path_
from sitrep.pipeline.cli.shared import examples, progress, terminal, this_command
from sitrep.pipeline.errors import InputError

if TYPE_CHECKING:
    from sitrep.pipeline.exchange.differences import Change
    from sitrep.pipeline.exchange.entries import AnnotatedEntry

QUEUE_EXAMPLES: Final = examples(
    "sitrep queue out --n 100 -o first.jsonl",
    "sitrep push doccano first.jsonl --url http://127.0.0.1:8000 --project 'Syria, week 12'",
)
AGREEMENT_EXAMPLES: Final = examples(
    "sitrep agreement amal.jsonl jo.jsonl",
    "sitrep agreement amal.jsonl jo.jsonl kim.jsonl --list",
    "sitrep agreement corpus/gold corpus/second",
)
ADJUDICATE_EXAMPLES: Final = examples(
    "sitrep adjudicate amal.jsonl jo.jsonl -o disputed.jsonl --settled corpus/corrected/12.jsonl",
    "sitrep adjudicate amal.jsonl jo.jsonl kim.jsonl -o disputed.jsonl",
    "sitrep push doccano disputed.jsonl --url http://127.0.0.1:8000 --project 'Week 12, disputed'",
)
DIFF_EXAMPLES: Final = examples(
    "sitrep diff out corpus/corrected/amal.jsonl",
    "sitrep diff out corpus/corrected/amal.jsonl --json > changes.jsonl",
)

_EXAMPLES: Final = 2  # of each kind and label
_REASONS: Final = 3  # of each entry
_LONGEST: Final = 70  # characters


def queue(
    path: Path_,
    *,
    number: Annotated[
        int, typer.Option("--n", min=1, metavar="N", help="How many entries to choose.")
    ] = 100,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            metavar="FILE",
            help="Write these entries, for `sitrep push` or `sitrep export`.",
            show_default=False,
        ),
    ] = None,
    ids: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Write their ids, one a line.", show_default=False),
    ] = None,
) -> None:
    """Choose the entries that are worth reviewing first, and say why.

    First come those on which rules and model disagree, with low scores, names that are not known,
    large numbers, and claims in doubt, without source or place; from many pages rather than one.
    """
    from rich import box
    from rich.markup import escape
    from rich.table import Table

    from sitrep.pipeline.exchange.pull import write_lines
    from sitrep.pipeline.exchange.queue import queue, read_found

    with progress("read") as advance:
        chosen = queue(read_found(path, advance), number)
    if not chosen:
        print(f"{path}: nothing is in doubt; nothing to review first")
    table = Table("", "entry", "weight", "reasons", box=box.SIMPLE_HEAD, show_edge=False)
    for position, queued in enumerate(chosen, start=1):
        reasons = [str(doubt) for doubt in queued.doubts[:_REASONS]]
        if len(queued.doubts) > _REASONS:
            reasons.append(f"and {len(queued.doubts) - _REASONS} more")
        lines = "\n".join(_short(reason) for reason in reasons)
        table.add_row(*map(escape, (str(position), queued.entry.id, f"{queued.weight:.1f}", lines)))
    if chosen:
        terminal().print(table)
    if ids is not None:
        ids.write_text("".join(f"{queued.entry.id}\n" for queued in chosen), encoding="utf-8")
    if output is not None:
        write_lines((queued.entry for queued in chosen), output)
        print(f"{len(chosen)} entries are in {output}")


def agreement(
    paths: Annotated[
        list[Path],
        typer.Argument(
            metavar="A B [C]...",
            help="The same entries as different people annotated them: corrected .jsonl files, "
            "output folders, or gold files (.xml) and folders of them.",
        ),
    ],
    *,
    only_list: Annotated[
        bool, typer.Option("--list", help="Print where they differ, A | B, and no figures.")
    ] = False,
) -> None:
    """Compare annotations of the same entries: F1 per layer and claim, and kappa.

    F1 is the mean over all pairs. Kappa of tokens is Cohen's for two and Fleiss' for more.
    """
    from itertools import combinations

    from sitrep.pipeline.cli.corpus import print_disagreements
    from sitrep.pipeline.corpus.build import blank
    from sitrep.pipeline.corpus.report import agreement
    from sitrep.pipeline.evaluation.agreement import read_annotations

    if not 2 <= len(paths) <= len(ascii_uppercase):
        raise InputError(f"give 2 to {len(ascii_uppercase)} annotations to compare")
    entries = read_annotations(paths)
    if not only_list:
        terminal().print(agreement(entries, blank()))
        print(
            *(f"{name}  {path}" for name, path in zip(ascii_uppercase, paths, strict=False)),
            sep="\n",
        )
        return
    for versions in entries:
        for i, j in combinations(range(len(versions)), 2):
            print_disagreements(
                (versions[i], versions[j]), (ascii_uppercase[i], ascii_uppercase[j])
            )


def adjudicate(
    paths: Annotated[
        list[Path],
        typer.Argument(metavar="A B [C]...", help="What each reviewer corrected."),
    ],
    output: Annotated[
        Path,
        typer.Option(
            "--output",
            "-o",
            metavar="FILE",
            help="Write the entries on which they differ, with all candidates.",
        ),
    ],
    *,
    settled: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="Write the entries on which they agree in everything.",
            show_default=False,
        ),
    ] = None,
) -> None:
    """Take what reviewers agree on as settled, and make a review set of the rest.

    A disputed entry holds the spans and links of all; who set what stands in its field
    "disputed", which tools show. Push the file to a project of its own. What only one reviewer
    has is settled.
    """
    from sitrep.pipeline.exchange.adjudicate import adjudicate, gather, is_disputed
    from sitrep.pipeline.exchange.docs import read_entries
    from sitrep.pipeline.exchange.pull import write_lines
    from sitrep.pipeline.exchange.rules import Rules
    from sitrep.pipeline.loading import load

    if len(set(paths)) < 2:
        raise InputError("give the files of two reviewers or more")
    files = {path: list(read_entries(path)) for path in paths}
    gathered = gather(files)
    names = {path: reviewers_of(path, entries) for path, entries in files.items()}
    rules = Rules(load())
    entries = []
    with progress("adjudicate") as advance:
        for done, versions in enumerate(gathered):
            advance(done, len(gathered))
            said_by = [names[path] for path, _ in versions]
            entries.append(adjudicate([entry for _, entry in versions], said_by, rules))
    alone = sum(len(versions) == 1 for versions in gathered)
    disputed = [entry for entry in entries if is_disputed(entry)]
    write_lines(disputed, output)
    agreed = [entry for entry in entries if not is_disputed(entry)]
    print(f"{len(disputed)} entries are disputed: {output}")
    if alone:
        print(f"{alone} have one version only, and are settled by it")
    if settled is not None:
        write_lines(agreed, settled)
        print(f"{len(agreed)} are settled: {settled}")
    else:
        print(f"{len(agreed)} are settled; write them with --settled FILE")
    if disputed:
        print(f"Next, try: {this_command()} push doccano {output} --url URL --project NAME")


def diff(
    before: Annotated[
        Path, typer.Argument(metavar="BEFORE", help="As it was annotated: folder or file.")
    ],
    after: Annotated[Path, typer.Argument(metavar="AFTER", help="As reviewers left it.")],
    *,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print a line of JSON for each change instead.")
    ] = False,
) -> None:
    """Print what reviewers changed, by kind and label, the most frequent first.

    These are the errors to put right first.
    """
    from collections import Counter

    from rich import box
    from rich.markup import escape
    from rich.table import Table

    from sitrep.pipeline.exchange.differences import changes, pair_entries
    from sitrep.pipeline.exchange.docs import read_entries

    entries = 0
    found: list[Change] = []
    for one, other in pair_entries(read_entries(before), read_entries(after), (before, after)):
        entries += 1
        found += changes(one, other)
    if as_json:
        for change in found:
            print(json.dumps(asdict(change), ensure_ascii=False))
        return
    print(f"{len(found)} changes in {len({c.entry for c in found})} of {entries} entries")
    if not found:
        return
    table = Table("change", "label", "number", "for example", box=box.SIMPLE_HEAD, show_edge=False)
    for (kind, label), number in Counter((c.kind, c.label) for c in found).most_common():
        some = [_short(str(c)) for c in found if (c.kind, c.label) == (kind, label)][:_EXAMPLES]
        table.add_row(*map(escape, (kind, label, str(number), "\n".join(some))))
    terminal().print(table)


def reviewers_of(path: Path, entries: list[AnnotatedEntry]) -> str:
    """The reviewer of a file, or the file's name where none or several are named."""
    names = {who.name for entry in entries if entry.review for who in entry.review.reviewers}
    return names.pop() if len(names) == 1 else path.stem


def _short(line: str) -> str:
    """A line for a cell, without what a terminal would take for a command."""
    from sitrep.pipeline.show import visible

    line = visible(" ".join(line.split()))
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"
