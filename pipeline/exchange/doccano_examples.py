"""The form of an entry as a doccano example: what is uploaded, and what is read back."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from sitrep.pipeline.exchange.entries import (
    AnnotatedEntry,
    Relation,
    Shape,
    Span,
    from_record,
    shape,
    to_record,
)
from sitrep.pipeline.exchange.offsets import Utf16
from sitrep.pipeline.exchange.tools import drawn, summary

RECORD: Final = "sitrep"
"""The metadata key under which an example carries its record as JSON."""


def upload(entry: AnnotatedEntry) -> dict[str, Any]:
    """The entry as a line of JSON for import; all metadata are strings, the same in each line."""
    offsets = Utf16(entry.text)
    spans, relations = drawn(entry)
    numbers = {span.id: number for number, span in enumerate(spans)}
    record = to_record(entry)
    text = record.pop("text")
    return {
        "text": text,
        "entry": entry.id,
        "time": str(entry.fields.get("time") or ""),
        "casualties": summary(entry),
        "disputed": "\n".join(entry.fields.get("disputed") or ()),
        RECORD: json.dumps({"record": record, "sha256": digest(text), "whole": False}),
        "entities": [
            {
                "id": numbers[span.id],
                "label": span.label,
                "start_offset": offsets.from_code_points(span.start),
                "end_offset": offsets.from_code_points(span.end),
            }
            for span in spans
        ],
        "relations": [
            {
                "id": number,
                "type": relation.label,
                "from_id": numbers[relation.head],
                "to_id": numbers[relation.tail],
            }
            for number, relation in enumerate(relations)
        ],
    }


@dataclass(frozen=True, slots=True)
class Example:
    """An example as a server holds it, beside the entry that was pushed.

    Spans have doccano's ids and labels; offsets are code points. `settled` tells that it was
    seen whole before; `problems` are lines about what cannot be read.
    """

    id: int
    meta: Mapping[str, Any]
    pushed: AnnotatedEntry
    spans: tuple[Span, ...]
    relations: tuple[Relation, ...]
    confirmed: bool
    commented: bool
    settled: bool
    problems: tuple[str, ...]

    @classmethod
    def read(
        cls,
        item: Mapping[str, Any],
        entities: Iterable[Mapping[str, Any]],
        relations: Iterable[Mapping[str, Any]],
    ) -> Example:
        """An example from the server's list, with the spans and relations of an export."""
        text = item["text"]
        values = json.loads(item["meta"][RECORD])
        problems = []
        if digest(text) != values["sha256"]:
            problems.append("the text was changed in doccano; offsets may be wrong: push it anew")
        offsets = Utf16(text)
        spans = []
        for entity in entities:
            start, end = entity["start_offset"], entity["end_offset"]
            try:
                place = offsets.to_code_points(start, end)
            except ValueError as error:
                problems.append(f"{entity['label']} from {error}")
            else:
                spans.append(Span(str(entity["id"]), entity["label"], *place))
        known = {span.id for span in spans}
        arrows = [
            Relation(arrow["type"], str(arrow["from_id"]), str(arrow["to_id"]))
            for arrow in relations
        ]
        return cls(
            id=item["id"],
            meta=item["meta"],
            pushed=from_record({"id": values["record"]["id"], "text": text, **values["record"]}),
            spans=tuple(spans),
            relations=tuple(a for a in arrows if a.head in known and a.tail in known),
            confirmed=item["is_confirmed"],
            commented=item["comment_count"] > 0,
            settled=values["whole"],
            problems=tuple(problems),
        )

    @property
    def is_touched(self) -> bool:
        """Whether a person worked on it, as opposed to an import that stopped half-way."""
        if self.confirmed or self.commented or self.problems:
            return True
        return not self.is_whole and (self.settled or not self._is_torn)

    @property
    def is_whole(self) -> bool:
        """Whether all that was pushed is there, and nothing else."""
        return self.shape == self._pushed_shape

    @property
    def _is_torn(self) -> bool:
        """Whether it looks as an import leaves it that stopped between its three steps."""
        spans, _ = self._pushed_shape
        return not self.relations and (not self.spans or self.shape[0] == spans)

    @property
    def shape(self) -> Shape:
        """What stands there now (see `entries.shape`)."""
        return shape(self.spans, self.relations)

    @property
    def added_spans(self) -> set[str]:
        """Ids of the spans that were not pushed as they stand."""
        pushed, _ = self._pushed_shape
        return {span.id for span in self.spans if (span.label, *span.place) not in pushed}

    @property
    def added_relations(self) -> set[tuple[str, str]]:
        """Ids of head and tail of the arrows that were not pushed as they stand."""
        _, pushed = self._pushed_shape
        return {
            (arrow.head, arrow.tail)
            for arrow in self.relations
            if shape(self.spans, [arrow])[1][0] not in pushed
        }

    @property
    def _pushed_shape(self) -> Shape:
        return shape(*drawn(self.pushed))


def with_whole(meta: Mapping[str, Any]) -> dict[str, Any]:
    """The metadata of an example once it was seen whole."""
    return {**meta, RECORD: json.dumps(json.loads(meta[RECORD]) | {"whole": True})}


def digest(text: str) -> str:
    """What tells whether a text is still the one that was pushed."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]
