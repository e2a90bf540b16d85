"""From an annotated Doc to its claims and attributions, and to one JSON object per entry."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Final

from sitrep.pipeline import labels
from sitrep.pipeline.counting import DEFAULT_RULE, Count, read_code

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span

PLACE_FIELDS: Final = ("name", "country", "admin1", "lat", "lon", "geo_precision", "within")


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who says what: a source, the cue that marks the saying, and the content that is said.

    `source` and `cue` are None where the text has no such words, `actor` where the source is
    no canonical actor. `kind` is one of `labels.KINDS`; `parent` is the id of the attribution
    that this one stands inside; `hedge` tells that the cue itself throws doubt ("reportedly").
    """

    id: str
    source: Span | None
    actor: str | None
    cue: Span | None
    contents: tuple[Span, ...]
    kind: str
    parent: str | None
    hedge: bool
    why: dict[str, Any]

    @property
    def speaker(self) -> str:
        """The source's words, or else its actor's id, or else the cue in quotation marks."""
        if self.source is not None:
            return self.source.text
        if self.actor is not None:
            return self.actor
        return f"“{self.cue.text}”" if self.cue is not None else ""

    @property
    def start(self) -> int:
        """Code point offset of the first word of source, cue or content."""
        spans = [span for span in (self.source, self.cue, *self.contents) if span is not None]
        return min((span.start_char for span in spans), default=0)


@dataclass(frozen=True, slots=True)
class Claim:
    """One casualty count, bound to its victims, place, date, perpetrators and sources.

    `span` is the count's words, `outcome` one of `labels.CASUALTY_LABELS`. `attributions` runs
    from the nearest source outward. `part_of` is the id of the claim that counts these victims
    already. `names`, `ages` and `trigger` are dicts with code point offsets into the Doc's
    text; `date` is an ISO day. `why` gives, per field, the rule and words behind it.
    """

    id: str
    span: Span
    outcome: str
    count: Count
    scope: str
    status: str
    part_of: str | None
    victims: tuple[Span, ...]
    names: tuple[dict[str, Any], ...]
    ages: tuple[dict[str, Any], ...]
    perpetrators: tuple[Span, ...]
    locations: tuple[Span, ...]
    date: str | None
    date_precision: int | None
    attributions: tuple[Attribution, ...]
    hedged: bool
    trigger: dict[str, int] | None
    why: dict[str, Any]

    @property
    def hedges(self) -> tuple[str, ...]:
        """The words that make the claim a hedged one; "hedged" where no rule gave words."""
        if not self.hedged:
            return ()
        text = self.span.doc.text
        words = self.why.get("hedged", {}).get("words", ())
        return tuple(text[start:end] for start, end in words) or ("hedged",)

    @property
    def sources(self) -> str:
        """The chain of sources in words, the nearest first: "a doctor, via AP"."""
        return ", via ".join(a.speaker for a in self.attributions if a.speaker)


def spans_by_id(doc: Doc, layer: str) -> dict[str, Span]:
    """The spans of a layer by their local ids, in text order; empty for a missing layer."""
    spans = sorted(doc.spans.get(layer, ()), key=lambda span: (span.start, span.end))
    return {span.id_: span for span in spans}


def attrs_by_id(doc: Doc, layer: str) -> dict[str, dict[str, Any]]:
    """What is stored beside the spans of a layer, by local id."""
    return dict(doc.spans[layer].attrs) if layer in doc.spans else {}


def attributions(doc: Doc) -> list[Attribution]:
    """The Doc's attributions in text order."""
    sources = spans_by_id(doc, labels.SOURCES)
    cues = spans_by_id(doc, labels.CUES)
    contents: dict[str, list[Span]] = {}
    content_attrs = attrs_by_id(doc, labels.CONTENTS)
    for id_, span in spans_by_id(doc, labels.CONTENTS).items():
        contents.setdefault(content_attrs[id_]["attribution"], []).append(span)
    found = [
        Attribution(
            id=id_,
            source=sources.get(attrs["source"]),
            actor=attrs["actor"],
            cue=cues.get(id_),
            contents=tuple(contents.get(id_, ())),
            kind=attrs["kind"],
            parent=attrs["parent"],
            hedge=attrs["hedge"],
            why=attrs.get("why", {}),
        )
        for id_, attrs in attrs_by_id(doc, labels.CUES).items()
    ]
    return sorted(found, key=lambda attribution: attribution.start)


def claims(doc: Doc, count_rule: str = DEFAULT_RULE) -> list[Claim]:
    """The Doc's claims in text order, with best figures by a rule of `counting.RULES`.

    Links that were not made (no `claim_linker` in the pipeline) are empty.
    """
    actors = spans_by_id(doc, labels.ACTORS)
    locations = spans_by_id(doc, labels.LOCATIONS)
    said = {attribution.id: attribution for attribution in attributions(doc)}
    attrs_of = attrs_by_id(doc, labels.CASUALTIES)
    found = []
    for id_, span in spans_by_id(doc, labels.CASUALTIES).items():
        attrs = attrs_of[id_]
        claim = Claim(
            id=id_,
            span=span,
            outcome=span.label_,
            count=read_code(attrs["count"]["code"], attrs["count"]["text"], count_rule),
            scope=attrs.get("scope", "incident"),
            status=attrs.get("status", "actual"),
            part_of=attrs.get("part_of"),
            victims=tuple(actors[a] for a in attrs.get("victims", ()) if a in actors),
            names=tuple(attrs.get("names", ())),
            ages=tuple(attrs.get("ages", ())),
            perpetrators=tuple(actors[a] for a in attrs.get("perpetrators", ()) if a in actors),
            locations=tuple(locations[i] for i in attrs.get("locations", ()) if i in locations),
            date=attrs.get("date"),
            date_precision=attrs.get("date_precision"),
            attributions=tuple(_outward(attrs.get("attribution"), said)),
            hedged=attrs.get("hedged", False),
            trigger=attrs.get("trigger"),
            why=attrs.get("why", {}),
        )
        found.append(claim)
    return found


def _outward(id_: str | None, said: dict[str, Attribution]) -> Iterator[Attribution]:
    """The attribution with an id, then its parent, and so on; each once."""
    seen = set()
    while id_ in said and id_ not in seen:
        seen.add(id_)
        yield said[id_]
        id_ = said[id_].parent


def to_dict(
    doc: Doc, *, count_rule: str = DEFAULT_RULE, model: dict[str, str] | None = None
) -> dict[str, Any]:
    """The entry as the JSON object of the output schema.

    `model` holds the name and version of the pipeline. Columns of the input that are no field
    of the schema follow under "metadata" where there are any.
    """
    entry = doc.user_data.get("entry", {})
    record = {
        "id": entry.get("id"),
        "text": doc.text,
        **{
            field: entry.get(field)
            for field in (
                "page", "title", "country", "time", "stamp", "source_file", "start_in_source",
            )
        },
        "actors": _actors(doc),
        "locations": _locations(doc),
        "casualties": [_casualty(claim) for claim in claims(doc, count_rule)],
        "attributions": [_attribution(attribution) for attribution in attributions(doc)],
        "model": model,
    }  # fmt: skip
    if metadata := json.loads(entry.get("metadata", "{}")):
        record["metadata"] = metadata
    return record


def _offsets(span: Span) -> dict[str, int]:
    return {"start": span.start_char, "end": span.end_char}


def _actors(doc: Doc) -> list[dict[str, Any]]:
    attrs = attrs_by_id(doc, labels.ACTORS)
    return [
        {
            "id": id_,
            **_offsets(span),
            "label": span.label_,
            "actor": span.kb_id_ or None,
            "score": attrs.get(id_, {}).get("score"),
        }
        for id_, span in spans_by_id(doc, labels.ACTORS).items()
    ]


def _locations(doc: Doc) -> list[dict[str, Any]]:
    attrs = attrs_by_id(doc, labels.LOCATIONS)
    return [
        {
            "id": id_,
            **_offsets(span),
            "label": span.label_,
            "place": span.kb_id_ or None,
            **{field: attrs.get(id_, {}).get(field) for field in PLACE_FIELDS},
        }
        for id_, span in spans_by_id(doc, labels.LOCATIONS).items()
    ]


def _casualty(claim: Claim) -> dict[str, Any]:
    return {
        "id": claim.id,
        **_offsets(claim.span),
        "label": claim.outcome,
        "count": asdict(claim.count),
        "scope": claim.scope,
        "status": claim.status,
        "part_of": claim.part_of,
        "victims": [span.id_ for span in claim.victims],
        "names": list(claim.names),
        "ages": list(claim.ages),
        "perpetrators": [span.id_ for span in claim.perpetrators],
        "locations": [span.id_ for span in claim.locations],
        "date": claim.date,
        "date_precision": claim.date_precision,
        "attribution": claim.attributions[0].id if claim.attributions else None,
        "hedged": claim.hedged,
        "trigger": claim.trigger,
    }


def _attribution(attribution: Attribution) -> dict[str, Any]:
    return {
        "id": attribution.id,
        "source": _offsets(attribution.source) if attribution.source is not None else None,
        "actor": attribution.actor,
        "cue": _offsets(attribution.cue) if attribution.cue is not None else None,
        "content": [_offsets(span) for span in attribution.contents],
        "kind": attribution.kind,
        "parent": attribution.parent,
    }
