"""What the readers of files share: the record that travels along, and the entry that comes back."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any

from sitrep.pipeline.errors import InputError
from sitrep.pipeline.exchange.entries import (
    AnnotatedEntry,
    Reviewer,
    Span,
    from_record,
    shape,
)
from sitrep.pipeline.exchange.tools import Version, drawn


@dataclass(frozen=True, slots=True)
class Returned:
    """An entry in a file that came back: as it was exported, and as it stands there.

    `where` names the file and the entry's place in it, for messages.
    """

    where: str
    pushed: AnnotatedEntry
    version: Version

    @property
    def is_touched(self) -> bool:
        """Whether the file shows that a person worked on it."""
        version = self.version
        if version.confirmed or version.comments or version.fields or version.problems:
            return True
        return shape(version.spans, version.relations) != shape(*drawn(self.pushed))


def read_record(value: Any, where: str) -> AnnotatedEntry:
    """The entry of a record, which may be JSON text. Raises InputError for what is none."""
    try:
        return from_record(json.loads(value) if isinstance(value, str) else value)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise InputError(
            f"{where}: does not hold the entry that was exported ({error!r}); export it anew"
        ) from None


def check_text(pushed: AnnotatedEntry, text: str | None, where: str) -> None:
    """Raise InputError unless the text is the one that was exported."""
    if text != pushed.text:
        raise InputError(
            f"{where}, {pushed.id}: the text is not the one that was exported, so offsets would "
            "be wrong; restore it, or export anew"
        )


def check_spans(pushed: AnnotatedEntry, spans: Mapping[str, Span], where: str) -> None:
    """Raise InputError unless all spans lie in the text."""
    for span in spans.values():
        if not 0 <= span.start < span.end <= len(pushed.text):
            raise InputError(
                f"{where}, {pushed.id}: {span.label} from {span.start} to {span.end} is no stretch "
                f"of its {len(pushed.text)} characters; correct it"
            )


def own_id(
    known: str | None, number: object, pushed: Collection[str], taken: Collection[str]
) -> str:
    """The id that a span was exported with, or one that no exported span has."""
    return (
        known if known is not None and known in pushed and known not in taken else f"new:{number}"
    )


def json_lines(path: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """The objects of a JSON Lines file with where they stand. Raises InputError for others."""
    try:
        # Only line feeds part lines: a text can hold others of Unicode's line separators.
        lines = path.read_bytes().decode("utf-8-sig").split("\n")
    except UnicodeDecodeError:
        raise InputError(f"{path}: not UTF-8 text; save it as UTF-8") from None
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        where = f"{path}, line {number}"
        try:
            value = json.loads(line)
        except ValueError:
            raise InputError(f"{where}: not JSON; give the file as the tool wrote it") from None
        if not isinstance(value, dict):
            raise InputError(f"{where}: no JSON object; give the file as the tool wrote it")
        yield where, value


def reviewers(*rounds: Iterable[Reviewer]) -> tuple[Reviewer, ...]:
    """The reviewers of earlier and later rounds, each once with the last time."""
    last: dict[str, str | None] = {}
    for who in chain.from_iterable(rounds):
        last[who.name] = max(filter(None, (last.get(who.name), who.time)), default=None)
    return tuple(Reviewer(name, time) for name, time in last.items())
