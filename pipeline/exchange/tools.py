"""What sitrep asks of an annotation tool, whichever it is. One module an adapter implements it.

`push.py` and `pull.py` know tools by this protocol only.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from sitrep.pipeline import labels
from sitrep.pipeline.exchange.entries import (
    AnnotatedEntry,
    Relation,
    Reviewer,
    Span,
    nested,
)


@dataclass(frozen=True, slots=True)
class Comment:
    """What a reviewer wrote about an entry; `time` is ISO 8601 in UTC."""

    text: str
    name: str | None = None
    time: str | None = None


@dataclass(frozen=True, slots=True)
class Version:
    """An entry as it now stands in a tool.

    Spans and relations have the tool's ids, and labels as the tool has them; offsets are code
    points. `fields` are what a reviewer set for a span in the tool itself, by the span's id there,
    with the keys that notes have (`notes.py`). `problems` are lines about what could not be read.
    """

    spans: tuple[Span, ...]
    relations: tuple[Relation, ...]
    confirmed: bool
    fields: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    comments: tuple[Comment, ...] = ()
    reviewers: tuple[Reviewer, ...] = ()
    problems: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Held:
    """An entry in a tool's project: as it was pushed, and what became of it.

    `touched` tells that a person worked on it; `whole` that all of it had arrived. `key` is the
    tool's own id.
    """

    key: int
    pushed: AnnotatedEntry
    touched: bool
    whole: bool


class Origin(Protocol):
    """Where a reviewed entry comes from: a tool, and a project or file in its form."""

    @property
    def name(self) -> str:
        """The tool's name."""

    @property
    def project(self) -> str:
        """The project's or file's name."""


class Tool(Protocol):
    """A project in an annotation tool. Every method raises InputError where the server fails.

    `command` is the tool's name on the command line; `batch_size` how many entries `add` takes.
    """

    name: str
    command: str
    url: str
    project: str
    batch_size: int

    def prepare(self) -> None:
        """Create the project, or bring its labels and settings up to date."""

    def open(self) -> object:
        """Find the project, which must be there."""

    def held(self) -> list[Held]:
        """All entries of the project that sitrep pushed, in the tool's order."""

    def settle(self, held: Sequence[Held]) -> None:
        """Note that these arrived whole: what differs from now on is a person's work."""

    def add(self, entries: Sequence[AnnotatedEntry]) -> None:
        """Upload entries with their proposals; none of them is looked at again here."""

    def remove(self, held: Held) -> bool:
        """Take an entry out unless a person has touched it by now; whether it is gone."""

    def versions(self, held: Held) -> list[Version]:
        """How the entry stands now: one version, or one a reviewer."""


def drawn(entry: AnnotatedEntry) -> tuple[tuple[Span, ...], tuple[Relation, ...]]:
    """The spans and relations that a tool shows; what nesting gives needs no arrow."""
    implied = set(nested(entry.spans, entry.relations))
    return entry.spans, tuple(r for r in entry.relations if r not in implied)


def summary(entry: AnnotatedEntry) -> str:
    """The casualties as lines for people, with the ids by which a note can speak of them."""
    lines: list[str] = []
    for span in entry.layer(labels.CASUALTIES):
        values = span.attributes
        states = [values["count"]["code"], values["scope"], values["status"], values["date"] or ""]
        lines.append(f"{span.id} {span.label} {' '.join(states).strip()}: {entry.words(span)}")
    return "\n".join(lines)
