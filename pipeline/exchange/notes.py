"""What reviewers write to set what a tool has no place for: counts, scope, status, date.

A note is a line of a comment: which span, then fields with values.

    K3 count=12-15 scope=period status=denied
    “two children” count=2 part_of=K1
    L2 place=geonames:170892

A span goes by the id that its entry's list of casualties shows, or by its words in quotation
marks. Any other line is a remark, and kept as one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from sitrep.pipeline import labels
from sitrep.pipeline.counting import read_code
from sitrep.pipeline.exchange.entries import RELATIONS, AnnotatedEntry, Span

_LINE: Final = re.compile(
    r"\s*(?:(?P<id>[A-Z]\d+)|[\"“”„«](?P<words>.+?)[\"“”»])\s*:?\s+(?P<fields>\S+\s*=.*)"
)
_FIELD: Final = re.compile(r"(?P<key>[a-z_]+)\s*=\s*(?P<value>\"[^\"]*\"|“[^”]*”|[^\s,;]+)[,;]?\s*")


@dataclass(frozen=True, slots=True)
class Note:
    """Fields that a reviewer sets for one span; `line` is what they wrote."""

    span: str
    fields: Mapping[str, Any]
    line: str


def read_notes(
    comments: Iterable[str], entry: AnnotatedEntry
) -> tuple[list[Note], list[str], list[str]]:
    """The notes in comments on an entry, the lines that are remarks, and problems.

    A line that begins as a note and cannot be read is a problem, in words.
    """
    notes: list[Note] = []
    remarks: list[str] = []
    problems: list[str] = []
    for line in (line.strip() for text in comments for line in text.splitlines()):
        match = _LINE.fullmatch(line)
        if match is None:
            remarks += [line] if line else []
            continue
        try:
            span = _target(match["id"], match["words"], entry)
            notes.append(Note(span.id, _fields(match["fields"], span, entry), line))
        except ValueError as error:
            problems.append(f"note “{line}”: {error}")
    return notes, remarks, problems


def _target(id_: str | None, words: str | None, entry: AnnotatedEntry) -> Span:
    if id_ is not None:
        if id_ not in entry.by_id():
            raise ValueError(f"there is no {id_}")
        return entry.by_id()[id_]
    found = [span for span in entry.spans if entry.words(span) == words and span.layer in _FIELDS]
    casualties = [span for span in found if span.layer == labels.CASUALTIES]
    if len(found) > 1 and len(casualties) != 1:
        raise ValueError(f"“{words}” stands there {len(found)} times; name it by its id")
    if not found:
        raise ValueError(f"no span has just the words “{words}”")
    return casualties[0] if casualties else found[0]


def _fields(text: str, span: Span, entry: AnnotatedEntry) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    position = 0
    while position < len(text):
        match = _FIELD.match(text, position)
        if match is None:
            raise ValueError(f"cannot read “{text[position:]}”; write key=value")
        position = match.end()
        value = match["value"].strip('"“”')
        fields[match["key"]] = read_field(match["key"], value, span, entry)
    return fields


def read_field(key: str, value: str, span: Span, entry: AnnotatedEntry) -> Any:
    """The value of a field of a span; None for "none". Raises ValueError for an unknown one."""
    known = _FIELDS.get(span.layer)
    if known is None:
        raise ValueError(f"{span.label} has no fields")
    if key not in known:
        raise ValueError(f"unknown field {key}; use one of: {', '.join(known)}")
    if value == "none" and key not in _NEVER_EMPTY:
        return None
    if key in RELATIONS:
        target = entry.by_id().get(value)
        if target is None or target.layer != span.layer or target is span:
            raise ValueError(f"there is no {value} that it can be {key.replace('_', ' ')}")
    return known[key](value)


def _one_of(known: Iterable[str]) -> Callable[[str], str]:
    names = tuple(known)

    def read(value: str) -> str:
        if value not in names:
            raise ValueError(f"{value} is none of: {', '.join(names)}")
        return value

    return read


def _count(value: str) -> str:
    try:
        return read_code(value).code
    except ValueError:
        raise ValueError(
            f"unknown count {value}; use 8, 2+, >8, ~8, <=8, <8, 8-9 or a vague word"
        ) from None


def _day(value: str) -> str:
    try:
        return date.fromisoformat(value).isoformat()
    except ValueError:
        raise ValueError(f"{value} is no date; write 2011-11-08") from None


_yes_or_no = _one_of(("yes", "no"))

_NEVER_EMPTY: Final = frozenset({"count", "scope", "status", "hedged", "kind"})
_FIELDS: Final[Mapping[str, Mapping[str, Callable[[str], Any]]]] = {
    labels.CASUALTIES: {
        "count": _count,
        "scope": _one_of(labels.SCOPES),
        "status": _one_of(labels.STATUSES),
        "date": _day,
        "hedged": lambda value: _yes_or_no(value) == "yes",
        "part_of": str,
    },
    labels.LOCATIONS: {"place": str, "within": str},
    labels.ACTORS: {"actor": str},
    labels.CUES: {"actor": str, "kind": _one_of(labels.KINDS)},
}
