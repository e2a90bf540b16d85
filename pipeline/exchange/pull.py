"""Bring entries back from an annotation tool as reviewers left them."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path

from spacy.language import Language

from sitrep.pipeline.docbin import docs_to_bytes
from sitrep.pipeline.exchange.docs import Report, to_doc
from sitrep.pipeline.exchange.entries import AnnotatedEntry, Review, to_record
from sitrep.pipeline.exchange.push import Advance
from sitrep.pipeline.exchange.reconcile import reconcile
from sitrep.pipeline.exchange.rules import Rules
from sitrep.pipeline.exchange.tools import Origin, Tool, Version
from sitrep.pipeline.store import whole_file


@dataclass(slots=True)
class Pulled:
    """What a pull found, by ids of entries.

    `untouched` entries are no reviewer's work and left out unless all were wanted; `several` have
    more than one version, each of which is written.
    """

    confirmed: set[str] = field(default_factory=set)
    changed: set[str] = field(default_factory=set)
    untouched: set[str] = field(default_factory=set)
    several: set[str] = field(default_factory=set)
    problems: list[str] = field(default_factory=list)


def pull(
    tool: Tool,
    rules: Rules,
    *,
    every: bool = False,
    advance: Advance = lambda done, total: None,
) -> tuple[list[AnnotatedEntry], Pulled]:
    """The entries that somebody worked on, or every one, in the tool's order.

    Each has its `review`. An entry that was pushed twice is here once. Raises InputError where
    the project or the server fails.
    """
    tool.open()
    pulled = Pulled()
    entries: list[AnnotatedEntry] = []
    held = tool.held()
    touched = {item.pushed.id for item in held if item.touched}
    for number, item in enumerate(held):
        advance(number, len(held))
        id_ = item.pushed.id
        if not item.touched:
            # Beside a touched or an equal one it is what an interrupted push left behind.
            if id_ in touched | pulled.untouched or not item.whole:
                continue
            pulled.untouched.add(id_)
            if not every:
                continue
        versions = tool.versions(item)
        if len(versions) > 1 or any(entry.id == id_ for entry in entries):
            pulled.several.add(id_)
        for version in versions:
            entry = reviewed(item.pushed, version, tool, rules)
            assert entry.review is not None
            pulled.problems += [f"{id_}: {problem}" for problem in entry.review.problems]
            if entry.review.confirmed:
                pulled.confirmed.add(id_)
            if entry.review.changed:
                pulled.changed.add(id_)
            entries.append(entry)
    advance(len(held), len(held))
    return entries, pulled


def reviewed(before: AnnotatedEntry, now: Version, tool: Origin, rules: Rules) -> AnnotatedEntry:
    """The entry as reviewers left it, with who they are and how it stands."""
    entry, remarks, problems = reconcile(before, now, rules)
    bare = replace(entry, review=None)
    return replace(
        entry,
        review=Review(
            tool=tool.name,
            project=tool.project,
            confirmed=now.confirmed,
            changed=to_record(bare) != to_record(replace(before, review=None)),
            reviewers=now.reviewers,
            remarks=tuple(remarks),
            problems=tuple(problems),
        ),
    )


def write_lines(entries: Iterable[AnnotatedEntry], path: Path) -> None:
    """Write entries as JSON lines of the output schema; the file appears whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with whole_file(path) as file:
        for entry in entries:
            file.write((json.dumps(to_record(entry), ensure_ascii=False) + "\n").encode())


def write_docs(
    entries: Iterable[AnnotatedEntry], path: Path, nlp: Language, report: Report
) -> None:
    """Write entries as a DocBin; the file appears whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    docs = [to_doc(entry, nlp, report) for entry in entries]
    with whole_file(path) as file:
        file.write(docs_to_bytes(docs))
