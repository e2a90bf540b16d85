"""Prodigy's JSON Lines: tasks with tokens, spans and relations.

Prodigy's own interfaces show either overlapping spans or relations; a task holds both. Relations
name tokens and repeat the spans that they join, and the spans decide. Written after Prodigy's
documentation and not tried with Prodigy, which is no free software.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime, timezone
from pathlib import Path
from typing import Any, BinaryIO

from spacy.tokens import Doc

from sitrep.pipeline.corpus.build import blank
from sitrep.pipeline.errors import InputError
from sitrep.pipeline.exchange.entries import AnnotatedEntry, Relation, Reviewer, Span, to_record
from sitrep.pipeline.exchange.returned import (
    Returned,
    check_spans,
    check_text,
    json_lines,
    own_id,
    read_record,
)
from sitrep.pipeline.exchange.tools import Version, drawn


def write(entries: Iterable[AnnotatedEntry], file: BinaryIO) -> list[str]:
    """Write a task an entry; what is left out, in words: nothing is."""
    nlp = blank()
    for entry in entries:
        file.write((json.dumps(_task(entry, nlp.make_doc(entry.text))) + "\n").encode())
    return []


def read(path: Path, report: Callable[[str], None]) -> Iterator[Returned]:
    """The entries of a file as they stand there; rejected and ignored ones are told and left out.

    Raises InputError with file and line.
    """
    left_out = 0
    for where, task in json_lines(path):
        if "sitrep" not in task:
            raise InputError(f"{where}: no task that `sitrep export --format prodigy` wrote")
        pushed = read_record(task["sitrep"], where)
        check_text(pushed, task.get("text"), where)
        if task.get("answer", "accept") != "accept":
            left_out += 1
            continue
        try:
            yield Returned(where, pushed, _version(task, pushed, where))
        except (KeyError, TypeError, ValueError) as error:
            raise InputError(f"{where}, {pushed.id}: not Prodigy's form ({error!r})") from None
    if left_out:
        report(f"{path}: {left_out} entries were rejected or ignored and are left out")


def _task(entry: AnnotatedEntry, doc: Doc) -> dict[str, Any]:
    spans, relations = drawn(entry)
    placed = {span.id: _placed(span, doc) for span in spans}
    return {
        "text": entry.text,
        "meta": {"entry": entry.id, "time": entry.fields.get("time") or ""},
        "tokens": [
            {
                "text": token.text,
                "start": token.idx,
                "end": token.idx + len(token),
                "id": token.i,
                "ws": bool(token.whitespace_),
            }
            for token in doc
        ],
        "spans": [placed[span.id] for span in spans],
        "relations": [
            {
                "head": placed[relation.head]["token_end"],
                "child": placed[relation.tail]["token_end"],
                "head_span": placed[relation.head],
                "child_span": placed[relation.tail],
                "label": relation.label,
            }
            for relation in relations
        ],
        "sitrep": to_record(entry),
    }


def _placed(span: Span, doc: Doc) -> dict[str, Any]:
    found = doc.char_span(span.start, span.end, alignment_mode="expand")
    assert found is not None  # spans lie inside the text
    return {
        "id": span.id,
        "start": span.start,
        "end": span.end,
        "token_start": found.start,
        "token_end": found.end - 1,
        "label": span.label,
    }


def _version(task: Mapping[str, Any], pushed: AnnotatedEntry, where: str) -> Version:
    known = pushed.by_id()
    spans: dict[str, Span] = {}
    by_key: dict[tuple[str, int, int], str] = {}
    for number, item in enumerate(task.get("spans") or ()):
        id_ = own_id(item.get("id"), number, known, spans)
        spans[id_] = Span(id_, item["label"], int(item["start"]), int(item["end"]))
        by_key.setdefault(_key(item), id_)
    check_spans(pushed, spans, where)

    def end(item: Mapping[str, Any]) -> str:
        # Two spans may stand at one place; the one meant has its id, if Prodigy kept that.
        same = spans.get(item.get("id", ""))
        return same.id if same and _key(item) == (same.label, *same.place) else by_key[_key(item)]

    relations = [
        Relation(item["label"], end(item["head_span"]), end(item["child_span"]))
        for item in task.get("relations") or ()
    ]
    names = [name for key in ("_annotator_id", "_session_id") if (name := task.get(key))]
    moment = task.get("_timestamp")
    return Version(
        tuple(spans.values()),
        tuple(relations),
        confirmed=task.get("answer") == "accept",
        reviewers=tuple(Reviewer(str(name), _utc(moment)) for name in names[:1]),
    )


def _key(item: Mapping[str, Any]) -> tuple[str, int, int]:
    return item["label"], item["start"], item["end"]


def _utc(seconds: float | None) -> str | None:
    if seconds is None:
        return None
    moment = datetime.fromtimestamp(seconds, timezone.utc)
    return moment.isoformat(timespec="seconds").replace("+00:00", "Z")
