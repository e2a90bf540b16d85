"""Docs annotated by hand, for tests of what happens to a Doc after the components."""

from __future__ import annotations

from datetime import datetime, timezone
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Span, SpanGroup

from sitrep.pipeline.labels import ID_PREFIXES, LAYERS
from sitrep.pipeline.records import Block, Entry

TEXT = (
    "A medic in Taiz told Reuters that at least two students were shot dead by "
    "masked gunmen near Freedom Square. Officials denied it."
)


def entry(**values: Any) -> Entry:
    """An entry of a page that never was."""
    return Entry(
        **{
            "id": "taiz#2011-06-03T10:20Z",
            "text": TEXT,
            "page": "taiz",
            "title": "Yemen: a Friday in Taiz",
            "time": datetime(2011, 6, 3, 10, 20, tzinfo=timezone.utc),
            "stamp": "1020 GMT",
            "country": "YE",
            "source_file": "taiz.txt",
            "start_in_source": 77,
            "end_in_source": 210,
            "blocks": (Block("paragraph", 0, len(TEXT)),),
            **values,
        }
    )


def spans_of(doc: Doc, layer: str, marks: list[tuple[str, str, str]]) -> None:
    """Set a span group from (words, label, canonical id), with ids in order."""
    spans = []
    for number, (words, label, kb_id) in enumerate(marks, start=1):
        start = doc.text.index(words)
        span = doc.char_span(start, start + len(words), label=label, kb_id=kb_id)
        assert span is not None, words
        span.id_ = f"{ID_PREFIXES[layer]}{number}"
        spans.append(span)
    doc.spans[layer] = SpanGroup(doc, name=layer, spans=spans)


def offsets(words: str) -> list[int]:
    """Where words stand in TEXT."""
    start = TEXT.index(words)
    return [start, start + len(words)]


def annotated(nlp: Language, **values: Any) -> Doc:
    """TEXT with every layer, link and field."""
    doc = nlp.make_doc(TEXT)
    doc.user_data["entry"] = entry(**values).to_user_data()
    for token in doc:
        token.is_sent_start = token.i == 0 or token.text == "Officials"
    spans_of(
        doc,
        "actors",
        [
            ("Reuters", "MEDIA", "reuters"),
            ("students", "CIVILIANS", ""),
            ("masked gunmen", "ARMED_GROUP", ""),
            ("Officials", "GOVERNMENT", ""),
        ],
    )
    doc.spans["actors"].attrs = {f"A{n}": {"score": None, "why": {}} for n in range(1, 5)}
    spans_of(
        doc,
        "locations",
        [("Taiz", "settlement", "geonames:70225"), ("Freedom Square", "facility", "")],
    )
    taiz = {
        "name": "Taiz",
        "country": "YE",
        "admin1": "Taiz",
        "lat": 13.57952,
        "lon": 44.02091,
        "geo_precision": 1,
        "within": None,
        "why": {"place": {"rule": "only-place-of-that-name", "words": [offsets("Taiz")]}},
    }
    square = dict.fromkeys(taiz) | {"name": "Freedom Square", "within": "L1", "why": {}}
    doc.spans["locations"].attrs = {"L1": taiz, "L2": square}
    spans_of(doc, "sources", [("medic in Taiz", "SOURCE", ""), ("Officials", "SOURCE", "")])
    doc.spans["sources"].attrs = {"S1": {"actor": None}, "S2": {"actor": None}}
    spans_of(doc, "cues", [("told", "CUE", ""), ("denied", "CUE", "")])
    cue = {"source": "S1", "actor": None, "kind": "indirect", "parent": "T3", "hedge": False}
    doc.spans["cues"].attrs = {
        "T1": {**cue, "why": {"source": {"rule": "subject-of-cue", "words": [offsets("told")]}}},
        "T2": {**cue, "source": "S2", "parent": None, "why": {}},
        # An introduced block without a cue word: attributes, but no span.
        "T3": {**cue, "source": None, "actor": "reuters", "kind": "block", "parent": None},
    }
    content = "at least two students were shot dead by masked gunmen near Freedom Square"
    spans_of(doc, "contents", [(content, "CONTENT", ""), ("it", "CONTENT", "")])
    doc.spans["contents"].attrs = {"C1": {"attribution": "T1"}, "C2": {"attribution": "T2"}}
    spans_of(doc, "casualties", [("at least two students", "KILLED", "")])
    doc.spans["casualties"].attrs = {
        "K1": {
            "count": {"code": "2+", "text": "at least two"},
            "scope": "incident",
            "status": "actual",
            "part_of": None,
            "victims": ["A2"],
            "names": [],
            "ages": [],
            "perpetrators": ["A3"],
            "locations": ["L2"],
            "date": "2011-06-03",
            "date_precision": 1,
            "attribution": "T1",
            "hedged": True,
            "trigger": dict(zip(("start", "end"), offsets("shot dead"), strict=True)),
            "why": {
                "span": {"rule": "passive", "words": [offsets("were shot dead")]},
                "perpetrators": {"rule": "by-phrase", "words": [offsets("by")]},
                "hedged": {"rule": "medic-at-second-hand", "words": [offsets("told Reuters")]},
            },
        }
    }
    return doc


def layers(doc: Doc) -> dict[str, Any]:
    """Everything that is annotated on a Doc, in a form that compares."""
    return {
        name: (sorted(map(_span, group)), dict(group.attrs))
        for name, group in doc.spans.items()
        if name in {*LAYERS, "blocks"}
    }


def _span(span: Span) -> tuple[int, int, str, str, str]:
    return span.start_char, span.end_char, span.label_, span.id_, span.kb_id_
