"""The form of an annotated entry that stands between sitrep and every annotation tool.

A record of the output schema nests: a casualty holds ids of actors, an attribution holds offsets
of its cue. Annotation tools know spans and arrows. An `AnnotatedEntry` is a record taken apart
into just these: each stretch of text is a `Span`, each link a `Relation`, and what is left of a
span (count, place, date) its attributes. `to_record(from_record(record)) == record` holds for
every record of the output schema, so an adapter that brings spans and relations back, with the
ids that they had, loses nothing. One that cannot keep ids gives new ones: `reconcile.py` finds
out which span is which.

Victims' names, sources and contents, which have no id in a record, get one here ("N1", "S1",
"C1"), numbered in text order.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, TypeVar

from sitrep.pipeline import labels
from sitrep.pipeline.corpus.marks import NAMES

LABELS: Final[Mapping[str, tuple[str, ...]]] = {
    labels.ACTORS: labels.ACTOR_LABELS,
    labels.LOCATIONS: labels.LOCATION_LABELS,
    labels.CASUALTIES: labels.CASUALTY_LABELS,
    labels.SOURCES: ("SOURCE",),
    labels.CUES: ("CUE",),
    labels.CONTENTS: ("CONTENT",),
    NAMES: ("NAME",),
}
"""Labels by layer; no label stands in two layers."""

LAYER_OF: Final = {label: layer for layer, known in LABELS.items() for label in known}
"""The layer of each label."""

ID_PREFIXES: Final = {**labels.ID_PREFIXES, NAMES: "N"}
"""First letter of the ids in each layer."""


@dataclass(frozen=True, slots=True)
class RelationType:
    """What a relation joins: the layers that its head and its tail can stand in.

    `several` tells whether one head can have more than one.
    """

    heads: tuple[str, ...]
    tails: tuple[str, ...]
    several: bool = False


_ANCHORS: Final = (labels.CUES, labels.CONTENTS, labels.SOURCES)

RELATIONS: Final[Mapping[str, RelationType]] = {
    "source": RelationType((labels.CUES,), (labels.SOURCES,)),
    # Without a cue it is the source that the content hangs on.
    "content": RelationType((labels.CUES, labels.SOURCES), (labels.CONTENTS,), several=True),
    "attribution": RelationType((labels.CASUALTIES,), _ANCHORS),
    "location": RelationType((labels.CASUALTIES,), (labels.LOCATIONS,), several=True),
    "perpetrator": RelationType((labels.CASUALTIES,), (labels.ACTORS,), several=True),
    "part_of": RelationType((labels.CASUALTIES,), (labels.CASUALTIES,)),
    "name": RelationType((labels.CASUALTIES,), (NAMES,), several=True),
    "within": RelationType((labels.LOCATIONS,), (labels.LOCATIONS,)),
    "victim": RelationType((labels.CASUALTIES,), (labels.ACTORS,), several=True),
    "parent": RelationType(_ANCHORS, _ANCHORS),
}
"""Types of relations, head to tail: `cue --source--> source`, `casualty --location--> location`.

An attribution is no stretch of text. What links to one (`attribution`, `parent`) goes to its
anchor: its cue, or without one its first content, or without any its source.
"""

NESTED: Final = ("victim", "parent")
"""Relations that the guidelines read off the nesting of spans: victims are the actors inside a
casualty, an attribution's parent is the one whose inmost content holds it. Tools do not draw
those that nesting gives."""

# The fields of the output schema in their order; None for one that holds no link.
_FIELDS: Final[Mapping[str, Mapping[str, str | None]]] = {
    labels.ACTORS: dict.fromkeys(("id", "start", "end", "label", "actor", "score")),
    labels.LOCATIONS: {
        **dict.fromkeys(("id", "start", "end", "label", "place", "name", "country", "admin1")),
        **dict.fromkeys(("lat", "lon", "geo_precision")),
        "within": "within",
    },
    labels.CASUALTIES: {
        **dict.fromkeys(("id", "start", "end", "label", "count", "scope", "status")),
        "part_of": "part_of",
        "victims": "victim",
        "names": "name",
        "ages": None,
        "perpetrators": "perpetrator",
        "locations": "location",
        **dict.fromkeys(("date", "date_precision")),
        "attribution": "attribution",
        **dict.fromkeys(("hedged", "trigger")),
    },
}
_SPAN_FIELDS: Final = ("id", "start", "end", "label")
_SAID_LINKS: Final = ("source", "cue", "content", "parent")
_LAST_FIELDS: Final = ("model", "metadata")


@dataclass(frozen=True, slots=True)
class Span:
    """An annotated stretch of text: code point offsets into the entry's text, end exclusive.

    `id` is unique in the entry. `attributes` are JSON values: the fields of the output schema
    that are neither offsets nor links, under the schema's names. The anchor of an attribution
        holds that one's fields under "said", its id among them; contents without a cue hold under
    "of" the id of their attribution.
    """

    id: str
    label: str
    start: int
    end: int
    attributes: Mapping[str, Any] = field(default_factory=dict)

    @property
    def layer(self) -> str:
        """The layer that the label belongs to."""
        return LAYER_OF[self.label]

    @property
    def place(self) -> tuple[int, int]:
        """Start and end."""
        return self.start, self.end

    def holds(self, other: Span) -> bool:
        """Whether the other span lies inside this one or equals it."""
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True)
class Relation:
    """A link between two spans of an entry by their ids; `label` is one of `RELATIONS`."""

    label: str
    head: str
    tail: str


@dataclass(frozen=True, slots=True)
class Reviewer:
    """Someone who worked on an entry: the tool's name for them, and when they last did.

    `time` is ISO 8601 in UTC, None where the tool does not tell.
    """

    name: str
    time: str | None = None


@dataclass(frozen=True, slots=True)
class Review:
    """Where an entry was reviewed, by whom, and how it stands.

    `confirmed` tells that a reviewer said that the entry is done; `changed` that spans, relations
    or attributes differ from what the pipeline of the record's `model` had proposed. `remarks`
    are lines that reviewers wrote; `problems` are lines for people, about notes that could not be
    read and spans that cut a word.
    """

    tool: str
    project: str
    confirmed: bool = False
    changed: bool = False
    reviewers: tuple[Reviewer, ...] = ()
    remarks: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """The form in which a record holds it, under "review"."""
        return {
            "tool": self.tool,
            "project": self.project,
            "confirmed": self.confirmed,
            "changed": self.changed,
            "reviewers": [{"name": who.name, "time": who.time} for who in self.reviewers],
            "remarks": list(self.remarks),
            "problems": list(self.problems),
        }

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> Review:
        """The review that `to_dict` was called on."""
        return cls(
            **{
                **values,
                "reviewers": tuple(Reviewer(**who) for who in values["reviewers"]),
                "remarks": tuple(values["remarks"]),
                "problems": tuple(values["problems"]),
            }
        )


@dataclass(frozen=True, slots=True)
class AnnotatedEntry:
    """An entry with its spans and relations.

    `fields` are the record's other fields under the schema's names, `id` and `text` among them.
    Spans stand layer by layer in text order. The order of relations counts where one head has
    several.
    """

    fields: Mapping[str, Any]
    spans: tuple[Span, ...] = ()
    relations: tuple[Relation, ...] = ()
    review: Review | None = None

    @property
    def id(self) -> str:
        """The entry's id."""
        return str(self.fields["id"])

    @property
    def text(self) -> str:
        """The text that all offsets refer to."""
        return str(self.fields["text"])

    def layer(self, name: str) -> list[Span]:
        """The spans of one layer."""
        return [span for span in self.spans if span.layer == name]

    def by_id(self) -> dict[str, Span]:
        """The spans by their ids."""
        return {span.id: span for span in self.spans}

    def words(self, span: Span) -> str:
        """The text of a span."""
        return self.text[span.start : span.end]

    def tails(self, label: str, head: str) -> list[str]:
        """The ids that relations of a type lead to from the span with this id."""
        return [r.tail for r in self.relations if r.label == label and r.head == head]

    def heads(self, label: str, tail: str) -> list[str]:
        """The ids from which relations of a type lead to the span with this id."""
        return [r.head for r in self.relations if r.label == label and r.tail == tail]


Shape = tuple[tuple[tuple[Any, ...], ...], tuple[tuple[Any, ...], ...]]


def shape(spans: Iterable[Span], relations: Iterable[Relation]) -> Shape:
    """Spans and relations without ids and attributes: equal for what looks equal in a tool."""
    place = {span.id: (span.label, *span.place) for span in spans}
    arrows = [(r.label, place[r.head], place[r.tail]) for r in relations]
    return tuple(sorted(place.values())), tuple(sorted(arrows))


def nested(spans: Iterable[Span], relations: Iterable[Relation]) -> Iterator[Relation]:
    """The victims and parents that nesting gives (see `NESTED`)."""
    spans, relations = list(spans), list(relations)
    for casualty in spans:
        if casualty.layer == labels.CASUALTIES:
            for actor in spans:
                if actor.layer == labels.ACTORS and casualty.holds(actor):
                    yield Relation("victim", casualty.id, actor.id)
    said = sayings(spans, relations)
    for saying in said:
        for content, other in contents_around(saying.anchor, said):
            # A longer one only: of two with the same content, each would be the other's parent.
            if other is not saying and content.end - content.start > _length(saying.anchor):
                yield Relation("parent", saying.anchor.id, other.anchor.id)
                break


@dataclass(frozen=True, slots=True, eq=False)
class Saying:
    """The spans of one attribution, found by the relations between them."""

    source: Span | None
    cue: Span | None
    contents: tuple[Span, ...]

    @property
    def anchor(self) -> Span:
        """The span that stands for the attribution (see `RELATIONS`)."""
        found = self.cue or next(iter(self.contents), None) or self.source
        assert found is not None
        return found

    @property
    def spans(self) -> list[Span]:
        """All its spans."""
        return [span for span in (self.source, self.cue, *self.contents) if span is not None]


def sayings(spans: Iterable[Span], relations: Iterable[Relation]) -> list[Saying]:
    """The attributions of an entry in text order.

    A cue makes one, with what relations lead to from it. So does content without a cue; the
    contents of one source without a cue belong together unless attributes say otherwise.
    """
    by_id = {span.id: span for span in spans}
    relations = list(relations)
    found: list[Saying] = []
    free: dict[str, list[Span]] = {}
    source_of: dict[str, Span] = {}
    owned: dict[str, list[Span]] = {}
    heads: set[str] = set()
    for relation in relations:
        head, tail = by_id[relation.head], by_id[relation.tail]
        if relation.label == "source":
            source_of.setdefault(head.id, tail)
        elif relation.label == "content" and tail.id not in heads:
            heads.add(tail.id)
            if head.layer == labels.CUES:
                owned.setdefault(head.id, []).append(tail)
            else:
                source_of[tail.id] = head
    for span in by_id.values():
        if span.layer == labels.CUES:
            found.append(Saying(source_of.get(span.id), span, tuple(owned.get(span.id, ()))))
        elif span.layer == labels.CONTENTS and (span.id not in heads or span.id in source_of):
            source = source_of.get(span.id)
            own = span.attributes.get("of")
            free.setdefault(own or (f"@{source.id}" if source else span.id), []).append(span)
    for contents in free.values():
        found.append(Saying(source_of.get(contents[0].id), None, tuple(contents)))
    used = {saying.source.id for saying in found if saying.source}
    found += [
        Saying(span, None, ())
        for span in by_id.values()
        if span.layer == labels.SOURCES and span.id not in used and "said" in span.attributes
    ]
    return sorted(found, key=_saying_order)


def contents_around(span: Span, said: Iterable[Saying]) -> list[tuple[Span, Saying]]:
    """The contents that hold a span with their attributions, the inmost first."""
    found = [
        (content, saying)
        for saying in said
        for content in saying.contents
        if content.holds(span) and content is not span
    ]
    return sorted(found, key=lambda pair: _length(pair[0]))


def number(id_: str) -> int:
    """The number in an id, 0 where it has none."""
    digits = "".join(filter(str.isdecimal, id_))
    return int(digits) if digits else 0


def from_record(record: Mapping[str, Any]) -> AnnotatedEntry:
    """Take a record of the output schema apart. Raises KeyError or TypeError if it is none."""
    spans: list[Span] = []
    links: list[tuple[str, str, Any]] = []
    for layer, fields in _FIELDS.items():
        for item in record[layer]:
            links += [(label, item["id"], item[key]) for key, label in fields.items() if label]
            rest = {k: v for k, v in item.items() if not fields.get(k) and k not in _SPAN_FIELDS}
            spans.append(Span(item["id"], item["label"], *_place(item), rest))
    said = record["attributions"]
    names = _numbered("N", [_place(n) for item in record["casualties"] for n in item["names"]])
    sources = _numbered("S", [_place(item["source"]) for item in said if item["source"]])
    contents = _numbered("C", [(*_place(c), item["id"]) for item in said for c in item["content"]])
    attributes: dict[str, dict[str, Any]] = {}
    anchors: dict[str, str] = {}
    relations: list[Relation] = []
    for item in said:
        source = sources[_place(item["source"])] if item["source"] else None
        parts = [contents[(*_place(part), item["id"])] for part in item["content"]]
        anchor = item["id"] if item["cue"] else next(iter(parts), source)
        if anchor is None:
            raise TypeError(f"attribution {item['id']} has no words")
        anchors[item["id"]] = anchor
        fields = {key: value for key, value in item.items() if key not in _SAID_LINKS}
        attributes.setdefault(anchor, {})["said"] = fields
        if item["cue"]:
            spans.append(Span(anchor, "CUE", *_place(item["cue"]), attributes[anchor]))
            if source:
                relations.append(Relation("source", anchor, source))
        else:
            for part in parts:
                attributes.setdefault(part, {})["of"] = item["id"]
        if item["cue"] or source:
            head = anchor if item["cue"] else str(source)
            relations += [Relation("content", head, part) for part in parts]
    for label, of in (("SOURCE", sources), ("NAME", names), ("CONTENT", contents)):
        spans += [
            Span(id_, label, place[0], place[1], attributes.get(id_, {}))
            for place, id_ in of.items()
        ]
    for label, head, value in links:
        for tail in value if isinstance(value, list) else [] if value is None else [value]:
            if label == "name":
                relations.append(Relation(label, head, names[_place(tail)]))
            else:
                relations.append(
                    Relation(label, head, anchors[tail] if label == "attribution" else tail)
                )
    relations += [
        Relation("parent", anchors[item["id"]], anchors[item["parent"]])
        for item in said
        if item["parent"] is not None
    ]
    review = record.get("review")
    return AnnotatedEntry(
        fields={k: v for k, v in record.items() if k not in (*_FIELDS, "attributions", "review")},
        spans=tuple(sorted(spans, key=span_order)),
        relations=tuple(relations),
        review=Review.from_dict(review) if review else None,
    )


def to_record(entry: AnnotatedEntry) -> dict[str, Any]:
    """The entry as a record of the output schema; every anchor must hold its attribution's fields.

    Fields stand in the schema's order, then any others.
    """
    by_id = entry.by_id()
    tails: dict[tuple[str, str], list[str]] = {}
    for relation in entry.relations:
        tails.setdefault((relation.label, relation.head), []).append(relation.tail)
    said = sayings(entry.spans, entry.relations)
    ids = {saying.anchor.id: saying.anchor.attributes["said"]["id"] for saying in said}

    def link(label: str, head: str) -> Any:
        values: list[Any] = tails.get((label, head), [])
        if label == "name":
            return [_offsets(by_id[v]) | {"text": entry.words(by_id[v])} for v in values]
        if label == "attribution":
            values = [ids[v] for v in values]
        return values if RELATIONS[label].several else next(iter(values), None)

    record = {k: v for k, v in entry.fields.items() if k not in _LAST_FIELDS}
    for layer, fields in _FIELDS.items():
        record[layer] = []
        for span in entry.layer(layer):
            own = {"id": span.id, **_offsets(span), "label": span.label, **span.attributes}
            known = {
                key: link(label, span.id) if label else own.get(key)
                for key, label in fields.items()
            }
            record[layer].append(known | own)
    record["attributions"] = []
    for saying in said:
        fields = saying.anchor.attributes["said"]
        parent = next(iter(tails.get(("parent", saying.anchor.id), ())), None)
        known = {
            "id": fields["id"],
            "source": _offsets(saying.source) if saying.source else None,
            "actor": fields["actor"],
            "cue": _offsets(saying.cue) if saying.cue else None,
            "content": [_offsets(content) for content in saying.contents],
            "kind": fields["kind"],
            "parent": ids[parent] if parent else None,
        }
        record["attributions"].append(known | fields)
    record |= {k: entry.fields[k] for k in _LAST_FIELDS if k in entry.fields}
    if entry.review is not None:
        record["review"] = entry.review.to_dict()
    return record


def span_order(span: Span) -> tuple[int, int, int, int]:
    """Sort key: by layer, then in text order."""
    return list(LABELS).index(span.layer), span.start, span.end, number(span.id)


def _saying_order(saying: Saying) -> tuple[int, int]:
    id_ = saying.anchor.attributes.get("said", {}).get("id", saying.anchor.id)
    return min(span.start for span in saying.spans), number(id_)


def _length(span: Span) -> int:
    return span.end - span.start


def _place(value: Mapping[str, int]) -> tuple[int, int]:
    return value["start"], value["end"]


def _offsets(span: Span) -> dict[str, Any]:
    return {"start": span.start, "end": span.end}


Key = TypeVar("Key", bound=tuple[Any, ...])


def _numbered(prefix: str, places: Iterable[Key]) -> dict[Key, str]:
    """An id for each different place, in text order."""
    ordered = sorted(set(places), key=lambda place: (place[0], -place[1], *place[2:]))
    return {place: f"{prefix}{n}" for n, place in enumerate(ordered, start=1)}
