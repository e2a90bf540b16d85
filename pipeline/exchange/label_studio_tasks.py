"""The form of an entry as a Label Studio task: its labelling interface, upload, and annotations.

Offsets are code points there, also in its pages. A casualty's count, scope, status and date are
fields of its region.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final
from xml.etree import ElementTree as Xml

from sitrep.pipeline import labels
from sitrep.pipeline.exchange.colours import COLOURS
from sitrep.pipeline.exchange.entries import (
    LABELS,
    RELATIONS,
    AnnotatedEntry,
    Relation,
    Reviewer,
    Span,
    from_record,
    shape,
    to_record,
)
from sitrep.pipeline.exchange.times import utc
from sitrep.pipeline.exchange.tools import Comment, Version, drawn, summary

RECORD: Final = "sitrep"
"""The key of a task's data under which its record stands as JSON."""

_CHOICES: Final = {"scope": labels.SCOPES, "status": labels.STATUSES}
_TEXTS: Final = ("count", "date")
_NOTES: Final = "notes"


def interface() -> str:
    """The labelling interface as Label Studio's XML."""
    view = Xml.Element("View")
    Xml.SubElement(view, "Header", value="$entry")
    relations = Xml.SubElement(view, "Relations")
    for label in RELATIONS:
        Xml.SubElement(relations, "Relation", value=label, background=COLOURS[label])
    tags = Xml.SubElement(view, "Labels", name="label", toName="text", showInline="true")
    for label in (label for known in LABELS.values() for label in known):
        Xml.SubElement(tags, "Label", value=label, background=COLOURS[label])
    Xml.SubElement(view, "Text", name="text", value="$text", granularity="symbol")
    fields = Xml.SubElement(
        view,
        "View",
        visibleWhen="region-selected",
        whenTagName="label",
        whenLabelValue=",".join(LABELS[labels.CASUALTIES]),
    )
    for name in _TEXTS:
        Xml.SubElement(
            fields, "TextArea", name=name, toName="text", perRegion="true", placeholder=name,
            maxSubmissions="1", editable="true",
        )  # fmt: skip
    for name, values in _CHOICES.items():
        choices = Xml.SubElement(
            fields, "Choices", name=name, toName="text", perRegion="true", choice="single",
            showInline="true",
        )  # fmt: skip
        for value in values:
            Xml.SubElement(choices, "Choice", value=value)
    Xml.SubElement(
        view, "TextArea", name=_NOTES, toName="text", placeholder="notes", rows="3",
        editable="true",
    )  # fmt: skip
    Xml.indent(view)
    return Xml.tostring(view, encoding="unicode")


def is_interface(config: str) -> bool:
    """Whether an interface has what ours has; a project may add to it."""
    try:
        found = Xml.fromstring(config)
    except Xml.ParseError:
        return False

    def names(root: Xml.Element) -> set[tuple[str, str]]:
        return {
            (item.tag, item.get("name") or item.get("value") or "")
            for item in root.iter()
            if item.tag not in ("View", "Header", "Relations")
        }

    return names(Xml.fromstring(interface())) <= names(found)


def model_version(entry: AnnotatedEntry) -> str:
    """The pipeline that proposed, as Label Studio names it."""
    model = entry.fields.get("model") or {}
    return " ".join(map(str, model.values())) or "sitrep"


def upload(entry: AnnotatedEntry) -> dict[str, Any]:
    """The entry as a task with one prediction."""
    return {
        "data": {
            "text": entry.text,
            "entry": entry.id,
            "time": str(entry.fields.get("time") or ""),
            "casualties": summary(entry),
            "disputed": "\n".join(entry.fields.get("disputed") or ()),
            RECORD: json.dumps(to_record(entry)),
        },
        "predictions": [{"model_version": model_version(entry), "result": _result(entry)}],
    }


def _result(entry: AnnotatedEntry) -> list[dict[str, Any]]:
    spans, relations = drawn(entry)
    regions: list[dict[str, Any]] = []
    for span in spans:
        place = {"start": span.start, "end": span.end}
        base = {"id": span.id, "to_name": "text"}
        value = {**place, "text": entry.words(span), "labels": [span.label]}
        regions.append({**base, "from_name": "label", "type": "labels", "value": value})
        if span.layer != labels.CASUALTIES:
            continue
        for name, text in _fields(span).items():
            chosen = {"choices": [text]} if name in _CHOICES else {"text": [text]}
            kind = "choices" if name in _CHOICES else "textarea"
            regions.append({**base, "from_name": name, "type": kind, "value": {**place, **chosen}})
    return regions + [
        {
            "type": "relation",
            "from_id": relation.head,
            "to_id": relation.tail,
            "direction": "right",
            "labels": [relation.label],
        }
        for relation in relations
    ]


def _fields(casualty: Span) -> dict[str, str]:
    values = casualty.attributes
    fields = {
        "count": values["count"]["code"],
        "date": values["date"] or "",
        "scope": values["scope"],
        "status": values["status"],
    }
    return {name: value for name, value in fields.items() if value}


@dataclass(frozen=True, slots=True)
class Task:
    """A task as a server holds it, beside the entry that was pushed."""

    id: int
    pushed: AnnotatedEntry
    annotations: Sequence[Mapping[str, Any]]
    drafts: Sequence[Mapping[str, Any]]
    is_whole: bool

    @classmethod
    def read(cls, item: Mapping[str, Any]) -> Task:
        """A task from the server's list with all its fields."""
        pushed = from_record(json.loads(item["data"][RECORD]))
        whole = shape(*drawn(pushed))
        return cls(
            id=item["id"],
            pushed=pushed,
            annotations=item["annotations"],
            drafts=item["drafts"],
            is_whole=item["data"]["text"] == pushed.text
            and any(
                shape(*_regions(prediction["result"])[:2]) == whole
                for prediction in item["predictions"]
            ),
        )

    @property
    def is_touched(self) -> bool:
        """Whether somebody annotated it, or has begun to."""
        return bool(self.annotations or self.drafts)

    def versions(self, users: Mapping[int, str]) -> list[Version]:
        """One version an annotation, and one a draft that is no annotation yet.

        Where nobody did anything it is what was predicted. `users` are names by their ids.
        """
        pushed = {span.id: _fields(span) for span in self.pushed.layer(labels.CASUALTIES)}
        versions = [
            _version(
                item["result"],
                pushed,
                not item["was_cancelled"],
                {
                    users.get(item["completed_by"], str(item["completed_by"])): item["created_at"],
                    users.get(item["updated_by"], ""): item["updated_at"],
                },
                ["skipped"] if item["was_cancelled"] else [],
            )
            for item in self.annotations
        ]
        known = {item["id"] for item in self.annotations}
        for draft in self.drafts:
            versions.append(
                _version(
                    draft["result"],
                    pushed,
                    False,
                    {draft["user"]: draft["updated_at"]},
                    ["changes to an annotation, not submitted"]
                    if draft["annotation"] in known
                    else [],
                )
            )
        return versions or [Version(*drawn(self.pushed), confirmed=False)]


def _version(
    result: Sequence[Mapping[str, Any]],
    pushed: Mapping[str, Mapping[str, str]],
    confirmed: bool,
    who: Mapping[str, str],
    remarks: Sequence[str],
) -> Version:
    spans, relations, fields, notes, problems = _regions(result)
    changed = {
        id_: {k: v for k, v in values.items() if v != pushed.get(id_, {}).get(k)}
        for id_, values in fields.items()
    }
    return Version(
        spans,
        relations,
        confirmed,
        fields={id_: values for id_, values in changed.items() if values},
        comments=tuple(Comment(text) for text in (*notes, *remarks)),
        reviewers=tuple(Reviewer(name, utc(who[name])) for name in sorted(filter(None, who))),
        problems=tuple(problems),
    )


def _regions(
    result: Sequence[Mapping[str, Any]],
) -> tuple[tuple[Span, ...], tuple[Relation, ...], dict[str, dict[str, str]], list[str], list[str]]:
    """The spans, arrows, fields of regions, notes, and problems of an annotation."""
    spans: dict[str, Span] = {}
    arrows: list[Relation] = []
    fields: dict[str, dict[str, str]] = {}
    notes: list[str] = []
    problems: list[str] = []
    for item in result:
        value, name = item.get("value", {}), item.get("from_name")
        if item["type"] == "relation":
            if not item.get("labels"):
                problems.append("an arrow without a type; choose one for it")
            ends = item["from_id"], item["to_id"]
            head, tail = ends if item["direction"] != "left" else reversed(ends)
            arrows += [Relation(label, head, tail) for label in item.get("labels") or ()]
        elif item["type"] == "labels":
            for number, label in enumerate(value["labels"]):
                id_ = item["id"] + "+" * number
                spans[id_] = Span(id_, label, value["start"], value["end"])
        elif name == _NOTES:
            notes += value["text"]
        elif name in _CHOICES or name in _TEXTS:
            chosen = value.get("choices") or value.get("text") or [""]
            texts = [chosen] if isinstance(chosen, str) else chosen
            fields.setdefault(item["id"], {})[name] = texts[-1].strip()
    known = tuple(a for a in arrows if a.head in spans and a.tail in spans)
    return tuple(spans.values()), known, fields, notes, problems
