"""What a later reading of a page added, changed and took away."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from sitrep.pipeline.ledger.entries import Entry

_OF_THE_READING: Final = frozenset(
    {"local_id", "start_char", "end_char", "trigger_start", "trigger_end", "sentence_start",
     "sentence_end", "attribution_id"}
)  # fmt: skip
"""Columns of a claim that move when words elsewhere in its entry do."""


def merge(stored: Mapping[str, Entry], read: Iterable[Entry]) -> dict[str, Entry]:
    """The entries of a ledger after pages were read again.

    A new reading of a page replaces its entries. Those that it lacks are gone, if their time lies
    within the times that it covers; others have only scrolled out of a long blog, and stay.
    """
    new = {entry.id: entry for entry in read}
    covered: dict[str, list[str]] = {}
    for entry in new.values():
        if entry.row["time"]:
            covered.setdefault(entry.row["page_id"], []).append(entry.row["time"])
    spans = {page: (min(times), max(times)) for page, times in covered.items()}
    kept = {}
    for id_, entry in stored.items():
        span = spans.get(entry.row["page_id"])
        time = entry.row["time"]
        if id_ not in new and not (span and time and span[0] <= time <= span[1]):
            kept[id_] = entry
    return kept | new


def entry_revisions(
    before: Mapping[str, Entry], after: Mapping[str, Entry]
) -> Iterator[dict[str, Any]]:
    """Entries of pages that were known before and read otherwise now."""
    known = {entry.row["page_id"] for entry in before.values()}
    texts = [
        {
            id_: (entry.row["page_id"], entry.row["text"])
            for id_, entry in entries.items()
            if entry.row["page_id"] in known
        }
        for entries in (before, after)
    ]
    yield from _differences("entry", *texts)


def claim_revisions(
    before: Iterable[Mapping[str, Any]], after: Iterable[Mapping[str, Any]], known: set[str]
) -> Iterator[dict[str, Any]]:
    """Claims of known pages that came, went or read otherwise, from stored rows of the table."""
    texts = [
        {
            row["claim_id"]: (row["page_id"], _as_text(row))
            for row in rows
            if row["page_id"] in known
        }
        for rows in (before, after)
    ]
    yield from _differences("claim", *texts)


def _as_text(row: Mapping[str, Any]) -> str:
    kept = {name: value for name, value in row.items() if name not in _OF_THE_READING}
    return json.dumps(kept, ensure_ascii=False, sort_keys=True, default=str)


def _differences(
    subject: str, before: dict[str, tuple[str, str]], after: dict[str, tuple[str, str]]
) -> Iterator[dict[str, Any]]:
    for id_ in sorted(before.keys() | after.keys()):
        old, new = before.get(id_), after.get(id_)
        if old == new:
            continue
        page, _ = new or old or ("", "")
        yield {
            "page_id": page,
            "subject": subject,
            "id": id_,
            "change": "added" if old is None else "removed" if new is None else "changed",
            "before": old[1] if old else None,
            "after": new[1] if new else None,
        }
