"""Marked entries to Docs, and annotated Docs or records of the output schema to marked entries.

Marks say nothing of canonical ids, coordinates, dates, ages, hedges, triggers and kinds of
attribution: these fields are null or empty in a Doc that is made from marks.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from itertools import tee
from typing import Any, Final

from spacy.language import Language
from spacy.tokens import Doc, Span, SpanGroup

from sitrep.pipeline import annotate, labels
from sitrep.pipeline.annotate import Report
from sitrep.pipeline.corpus.marks import EVENTS, NAMES, Mark, MarkedEntry
from sitrep.pipeline.extract import PLACE_FIELDS, to_dict
from sitrep.pipeline.records import Entry

EVENT_SCORE: Final = 0.5
"""Score in `doc.cats` from which an entry has an event."""


def to_doc(marked: MarkedEntry, nlp: Language, report: Report = print) -> Doc:
    """The marks as span groups with attributes, the events as `doc.cats`.

    A mark that begins or ends inside a token is widened to whole tokens, and `report` is told
    with its text.
    """
    doc = annotate.to_doc(nlp, marked.entry)
    if marked.events is not None:
        doc.cats = {event: float(event in marked.events) for event in EVENTS}
    said = _attribution_ids(marked)
    spans = {layer: _spans(doc, marked, layer, said, report) for layer in labels.LAYERS}
    ids = {mark.id: span.id_ for pairs in spans.values() for mark, span in pairs if mark.id}
    attrs: dict[str, dict[str, Any]] = {layer: {} for layer in labels.LAYERS}
    for _, span in spans[labels.ACTORS]:
        attrs[labels.ACTORS][span.id_] = {"score": None, "why": {}}
    for _, span in spans[labels.LOCATIONS]:
        attrs[labels.LOCATIONS][span.id_] = {**dict.fromkeys(PLACE_FIELDS), "why": {}}
    for _, span in spans[labels.SOURCES]:
        attrs[labels.SOURCES][span.id_] = {"actor": None}
    for mark, span in spans[labels.CONTENTS]:
        attrs[labels.CONTENTS][span.id_] = {"attribution": said[mark.attributes["q"]]}
    for key, id_ in said.items():
        source, parent = marked.source_id(key), _parent(marked, key)
        attrs[labels.CUES][id_] = {
            "source": ids[source] if source else None,
            "actor": None,
            "kind": None,
            "parent": said[parent] if parent else None,
            "hedge": False,
            "why": {},
        }
    for mark, span in spans[labels.CASUALTIES]:
        attribution = _attribution_of(marked, mark)
        attrs[labels.CASUALTIES][span.id_] = {
            "count": {"code": mark.attributes["n"], "text": ""},
            "scope": mark.attributes["scope"],
            "status": mark.attributes["status"],
            "part_of": next((ids[whole] for whole in mark.ids("part_of")), None),
            "victims": [actor.id_ for inner, actor in spans[labels.ACTORS] if mark.holds(inner)],
            "names": [
                {"start": name.start, "end": name.end, "text": marked.words(name)}
                for name in marked.layer(NAMES)
                if mark.id in name.ids("k")
            ],
            "ages": [],
            "perpetrators": [ids[actor] for actor in mark.ids("perp")],
            "locations": [ids[place] for place in mark.ids("loc")],
            "date": None,
            "date_precision": None,
            "attribution": said[attribution] if attribution else None,
            "hedged": False,
            "trigger": None,
            "why": {},
        }
    for layer, pairs in spans.items():
        doc.spans[layer] = SpanGroup(
            doc, name=layer, spans=[span for _, span in pairs], attrs=attrs[layer]
        )
    return doc


def predicted(
    entries: Iterable[MarkedEntry], nlp: Language
) -> Iterator[tuple[MarkedEntry, MarkedEntry]]:
    """Pairs of an entry with its marks and with those that a pipeline gives its bare text."""
    given, bare = tee(entries)
    docs = nlp.pipe(annotate.to_doc(nlp, marked.entry) for marked in bare)
    for marked, doc in zip(given, docs, strict=True):
        yield marked, from_doc(doc)


def from_doc(doc: Doc) -> MarkedEntry:
    """What a pipeline found, or what gold a Doc holds, as marks.

    Events are the categories of at least EVENT_SCORE, None for a Doc without categories. A
    Doc without an entry in `doc.user_data` gives one without id.
    """
    record = to_dict(doc)
    if doc.cats:
        record["events"] = [event for event in EVENTS if doc.cats.get(event, 0) >= EVENT_SCORE]
    marked, data = from_record(record), doc.user_data.get("entry", {})
    if "id" not in data:
        return marked
    return replace(marked, entry=Entry.from_user_data(doc.text, data))


def from_record(record: dict[str, Any]) -> MarkedEntry:
    """The marks of an entry in the form of the output schema, nothing of it checked.

    "country" and "events" are taken where a record has them beyond the schema.
    """
    marks = [
        Mark(labels.ACTORS, *_offsets(actor), actor["label"], actor["id"])
        for actor in record["actors"]
    ]
    marks += [
        Mark(labels.LOCATIONS, *_offsets(place), place["label"], place["id"])
        for place in record["locations"]
    ]
    sources: dict[tuple[int, int], str] = {}
    source_of: dict[str, str] = {}
    for said in record["attributions"]:
        source = {}
        if said["source"]:
            # One mention of a source may serve several attributions.
            source_of[said["id"]] = sources.setdefault(
                _offsets(said["source"]), f"S{len(sources) + 1}"
            )
            source = {"s": source_of[said["id"]]}
        content = {"q": said["id"]}
        if said["cue"]:
            marks.append(Mark(labels.CUES, *_offsets(said["cue"]), "CUE", said["id"], source))
        else:
            content |= source or {"s": ""}
        marks += [
            Mark(labels.CONTENTS, *_offsets(part), "CONTENT", "", content)
            for part in said["content"]
        ]
    marks += [Mark(labels.SOURCES, *at, "SOURCE", id_) for at, id_ in sources.items()]
    for casualty in record["casualties"]:
        attributes = {
            "n": str(casualty["count"]["code"]),
            "scope": casualty["scope"],
            "status": casualty["status"],
            "part_of": casualty["part_of"] or "",
            "src": source_of.get(casualty["attribution"], ""),
            "loc": " ".join(casualty["locations"]),
            "perp": " ".join(casualty["perpetrators"]),
            "victims": " ".join(casualty["victims"]),
        }
        id_ = casualty["id"]
        marks.append(
            Mark(labels.CASUALTIES, *_offsets(casualty), casualty["label"], id_, attributes)
        )
        marks += [
            Mark(NAMES, *_offsets(name), "NAME", "", {"k": id_}) for name in casualty["names"]
        ]
    events = record.get("events")
    return MarkedEntry(
        entry=entry_of(record),
        marks=tuple(sorted(marks, key=lambda mark: (mark.start, -mark.end))),
        events=None if events is None else tuple(events),
    )


def entry_of(record: dict[str, Any]) -> Entry:
    """The entry itself, without its annotation."""
    time = record.get("time")
    return Entry(
        id=record["id"],
        text=record["text"],
        page=record.get("page"),
        title=record.get("title"),
        time=datetime.fromisoformat(time.replace("Z", "+00:00")) if time else None,
        stamp=record.get("stamp"),
        country=record.get("country"),
        source_file=record.get("source_file"),
        start_in_source=record.get("start_in_source"),
        metadata=record.get("metadata", {}),
    )


def _offsets(span: dict[str, Any]) -> tuple[int, int]:
    return span["start"], span["end"]


def _spans(
    doc: Doc, marked: MarkedEntry, layer: str, said: dict[str, str], report: Report
) -> list[tuple[Mark, Span]]:
    pairs = []
    for number, mark in enumerate(marked.layer(layer), start=1):
        id_ = said[mark.id] if layer == labels.CUES else f"{labels.ID_PREFIXES[layer]}{number}"
        span = doc.char_span(
            mark.start, mark.end, label=mark.label, span_id=id_, alignment_mode="expand"
        )
        assert span is not None  # marks lie inside the text
        if (span.start_char, span.end_char) != (mark.start, mark.end):
            report(
                f"{marked.entry.id}: {layer} “{marked.words(mark)}” ends inside a token and "
                f"becomes “{span.text}”"
            )
        pairs.append((mark, span))
    return pairs


def _attribution_ids(marked: MarkedEntry) -> dict[str, str]:
    """The ids of cues, and those that stand for a cue at contents without one, numbered anew."""
    starts = {cue.id: cue.start for cue in marked.layer(labels.CUES)}
    for content in marked.layer(labels.CONTENTS):
        starts.setdefault(content.attributes["q"], content.start)
    keys = sorted(starts, key=lambda key: starts[key])
    return {key: f"{labels.ID_PREFIXES[labels.CUES]}{n}" for n, key in enumerate(keys, start=1)}


def _inmost(contents: list[Mark]) -> list[Mark]:
    return sorted(contents, key=lambda content: content.end - content.start)


def _parent(marked: MarkedEntry, key: str) -> str | None:
    """The attribution whose content is the inmost one around this one's cue.

    Without a cue it is the inmost one that is longer than this one's content.
    """
    contents = marked.layer(labels.CONTENTS)
    own = [content for content in contents if content.attributes["q"] == key]
    cues = [cue for cue in marked.layer(labels.CUES) if cue.id == key]
    anchor = (cues or own)[0]
    for content in _inmost(contents):
        longer = content.end - content.start > anchor.end - anchor.start
        if content.attributes["q"] != key and longer and content.holds(anchor):
            return content.attributes["q"]
    return None


def _attribution_of(marked: MarkedEntry, casualty: Mark) -> str | None:
    """The attribution that a casualty's source belongs to.

    The inmost content around the casualty that has this source decides, or any other of it;
    where no source is given, the inmost content if it has none either ("reportedly").
    """
    contents = marked.layer(labels.CONTENTS)
    around = _inmost([content for content in contents if content.holds(casualty)])
    wanted = casualty.ids("src")
    for content in [*around, *contents] if wanted else around[:1]:
        source = marked.source_id(content.attributes["q"])
        if source in wanted or (source is None and not wanted):
            return content.attributes["q"]
    return None
